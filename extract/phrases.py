"""A line -> its phrases, and what is left of a phrase when its date is taken out.

A line can tell several steps one behind the other (``건축허가(’24.7.), 계획 수립(’24.10.~11.)``). A phrase is a span between
separators that stand outside brackets; what remains of it without its date is a list of spans, so its words keep
their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extract.document import Span

_OPEN, _CLOSE = "([{「『【〈《｢<", ")]}」』】〉》｣>"
_SEPARATORS = frozenset(",;▹▷▸▶→⇒")
_JOINED_AFTER_BRACKET = re.compile(r"\s*(?:및|,|/|·|‧|․|하고|하여)\s*")


def phrases(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the phrases of ``text[start:end]``: parted by commas, arrows, or a 및 or slash behind a bracket.

    >>> text = "공사착공(’24.1.) 및 시행(~’26.), 홍보(리플렛, 설명회)"
    >>> [text[a:b] for a, b in phrases(text, 0, len(text))]
    ['공사착공(’24.1.)', '시행(~’26.)', '홍보(리플렛, 설명회)']
    """
    for left, right in pairwise([start, *_cuts(text, start, end), end]):
        yield trimmed(text, left, right)


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    depth = 0
    position = start
    while position < end:
        character = text[position]
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        position += 1
        if depth:
            continue
        if character in _SEPARATORS and not _between_digits(text, position):
            yield position
        elif character == ")" and (joint := _JOINED_AFTER_BRACKET.match(text, position, end)):
            yield joint.end()
            position = joint.end()


def _between_digits(text: str, position: int) -> bool:
    return text[position - 2 : position - 1].isdigit() and text[position : position + 1].isdigit()


_EDGES = " \t,;:：/·▹▷▸▶→⇒"
_JOINT_AT_END = re.compile(r"\s*(?:및|/|,|·)\s*\Z")


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without blanks, separators and a joining word at its edges.

    >>> text = " 공사착공(’24.1.) 및 "
    >>> text[slice(*trimmed(text, 0, len(text)))]
    '공사착공(’24.1.)'
    """
    joint = _JOINT_AT_END.search(text, start, end)
    end = joint.start() if joint else end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


class Rest(NamedTuple):
    """What is left of a phrase: its words joined, and the spans they come from."""

    words: str
    pieces: tuple[Span, ...]


_LEADER = re.compile(r"(?:[·․‧…⋯∙･ㆍ.＿_\-─]\s?){4,}")
_BEFORE_DATE = re.compile(r"[\s,:：/~]*(?P<bracket>[(\[〔]?)\s*\Z")
_AFTER_DATE = re.compile(r"\A\s*(?P<bracket>[)\]〕]?)[\s,:：/]*")
_COUNTS_MARK = re.compile(r"\A[\s:：,·\-–]*(?:[▹▷▸▶]\s*)?")


def rest(text: str, phrase: Span, date: Span) -> Rest:
    """Return the phrase without the date, its brackets and its dot leader.

    >>> def without(text, date):
    ...     start = text.index(date)
    ...     return rest(text, Span(0, len(text)), Span(start, start + len(date))).words
    >>> without("조례 제정 ········ ’23. 3.", "’23. 3."), without("매각추진(입찰 6회, ’22.7.~’23.12.)", "’22.7.~’23.12.")
    ('조례 제정', '매각추진(입찰 6회)')
    >>> without("’24. 9. : 업무협약 체결", "’24. 9."), without("안데르센마을(’24.12. 준공)", "’24.12.")
    ('업무협약 체결', '안데르센마을(준공)')
    """
    before = text[phrase.start : date.start]
    after = text[date.end : phrase.end]
    left, right = _BEFORE_DATE.search(before), _AFTER_DATE.match(after)
    assert left and right  # both patterns match the empty string
    whole_bracket = bool(left["bracket"]) and bool(right["bracket"])
    first_end = left.start() if whole_bracket or not left["bracket"] else left.end("bracket")
    last_start = right.end() if whole_bracket or not right["bracket"] else right.start("bracket")
    pieces = (
        _without_leader(text, Span(phrase.start, phrase.start + first_end)),
        trimmed(text, date.end + last_start, phrase.end) if whole_bracket or not right["bracket"]
        else Span(date.end + last_start, phrase.end),
    )  # fmt: skip
    kept = tuple(piece for piece in pieces if piece.end > piece.start)
    return Rest(_joined([text[piece.start : piece.end] for piece in kept]), kept)


def _without_leader(text: str, piece: Span) -> Span:
    start, end = trimmed(text, *piece)
    leader = _LEADER.search(text, start, end)
    return trimmed(text, start, leader.start()) if leader and leader.end() >= end - 2 else Span(start, end)


def _joined(words: list[str]) -> str:
    joined = ""
    for word in words:
        tight = not joined or joined[-1] in _OPEN or word[:1] in _CLOSE
        joined += word if tight else f" {word}"
    return joined
