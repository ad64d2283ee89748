"""Notations that no rule has read: strings with digits outside every value, by their shape."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from extract.records import Plan
from extract.text import fold

PLACES = 3
"""How many places are told of each shape."""

VALUES = ("milestones", "annual_plans", "budgets", "dates", "amounts", "checks")
"""Tables whose principal words are a value. The words of sections, items, fields and projects are whole lines, which
would cover every notation that stands in them unread."""

_PROSE = frozenset({"task", "goals", "activities", "item", "value", "heading", "title", "text", "label"})
_NUMBER = re.compile(r"[']?\d+(?:(?:[,:/-]|\.?\s?~\s?|\.\s?)[']?\d+)*\.?(?:[^\W\d_]{1,4}|[%℃\u3380-\u33df])?")
_ENUMERATOR = re.compile(r"\s*\(?\d{1,2}(?:[-.]\d{1,2})*[.)]?\s")


class Place(NamedTuple):
    """Where a string stands: the document's source, its page, and the line round it."""

    source: str
    page: int | None
    line: str


class Gap(NamedTuple):
    """A shape (``’99.9월``), how often it was left unread, and the first places, each line once."""

    shape: str
    times: int
    places: list[Place]


def gaps(plans: Iterable[Plan]) -> list[Gap]:
    """Return the shapes of what was left unread in the documents, the most frequent first."""
    counts: dict[str, int] = defaultdict(int)
    places: dict[str, list[Place]] = defaultdict(list)
    for plan in plans:
        for start, end in unread(plan):
            shape = shape_of(plan.document.text[start:end])
            counts[shape] += 1
            if len(places[shape]) < PLACES and (place := _place(plan, start, end)) not in places[shape]:
                places[shape].append(place)
    order = sorted(counts, key=lambda shape: (-counts[shape], shape))
    return [Gap(shape, counts[shape], places[shape]) for shape in order]


def shape_of(words: str) -> str:
    """Return the words with each digit as 9 and no white space.

    >>> shape_of("’25.3월"), shape_of("1,234백만원")
    ('’99.9월', '9,999백만원')
    """
    return re.sub(r"\d", "9", "".join(words.split()))


def unread(plan: Plan) -> Iterator[tuple[int, int]]:
    """Yield the spans of strings with digits that no value of any table covers; numbers of lines are left out."""
    text = plan.document.text
    covered = _merged(plan)
    starts = [start for start, _ in covered]
    for found in _NUMBER.finditer(fold(text)):
        before = bisect_right(starts, found.end() - 1) - 1
        apart = before < 0 or covered[before][1] <= found.start()
        if apart and not _numbers_line(text, found.start()):
            yield found.span()


def gaps_text(found: Sequence[Gap]) -> Iterator[str]:
    """Yield the shapes as lines, each with its count and its places."""
    for gap in found:
        yield f"{gap.times:6}  {gap.shape}"
        for place in gap.places:
            page = f" p. {place.page}" if place.page else ""
            yield f"          {place.source}{page}: {place.line}"


def _merged(plan: Plan) -> list[tuple[int, int]]:
    """Return the covered spans in order, each ending no earlier than the one before it."""
    spans = [(fact.span_start, fact.span_end) for table in VALUES for fact in getattr(plan, table)]
    spans += [(piece.span_start, piece.span_end) for piece in plan.evidence if piece.column not in _PROSE]
    spans.sort()
    return list(zip((start for start, _ in spans), accumulate((end for _, end in spans), max), strict=True))


def _numbers_line(text: str, start: int) -> bool:
    """Whether the digits are the number of a line (``1.``, ``(2)``, ``1-12``) and not part of what it says."""
    line_start = text.rfind("\n", 0, start) + 1
    number = _ENUMERATOR.match(text, line_start)
    return number is not None and start < number.end()


def _place(plan: Plan, start: int, end: int) -> Place:
    text = plan.document.text
    line = text[text.rfind("\n", 0, start) + 1 : start][-40:] + text[start : end + 40].split("\n", 1)[0]
    return Place(plan.document.source, _page(plan, start), " ".join(line.split()))


def _page(plan: Plan, offset: int) -> int | None:
    """Return the page of the section's or list item's line that begins before the offset, as far as it is known."""
    before = [fact for fact in (*plan.sections, *plan.items) if fact.span_start <= offset]
    return max(before, key=lambda fact: fact.span_start).page if before else None
