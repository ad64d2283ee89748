"""A stretch of text -> its items: labels with their figures, such as ``국비 299, 시비 2,146(보상비 540 포함)``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from extract.amounts.mention import AmountMention
from extract.amounts.numerals import FIGURE, scaled
from extract.amounts.surroundings import Words

_REACH = 240
_BRACKETS = {"(": ")", "[": "]", "【": "】", "〔": "〕"}
_CLOSING = frozenset(_BRACKETS.values())


class Region(NamedTuple):
    """A stretch of the text that may hold parts."""

    start: int
    end: int


class Item(NamedTuple):
    """A label and its figure; ``written`` is the mention where the figure carries its own unit."""

    label: Words | None
    start: int
    figure: str
    written: AmountMention | None
    inside: Region | None

    def won(self, unit: str) -> int | None:
        """Return whole won, the figure read in the unit where it has none of its own."""
        return self.written.amount_won if self.written else scaled(self.figure, unit)


# ------------------------------------------------------------------ regions


def bracketed(text: str, opening: int) -> Region | None:
    """Return what the bracket at ``opening`` holds; None where it is not closed soon, on the line.

    >>> bracketed("(국비 1(구비 2), 시비 3) 끝", 0)
    Region(start=1, end=17)
    """
    mark, closing = text[opening], _BRACKETS[text[opening]]
    depth = 0
    for position in range(opening, min(len(text), opening + _REACH)):
        character = text[position]
        depth += (character == mark) - (character == closing)
        if depth == 0:
            return Region(opening + 1, position)
        if character in "\n\t":
            return None
    return None


def rest_of_line(text: str, start: int) -> Region | None:
    """Return what stands from ``start`` to the end of a short line that is no row of a table."""
    end = text.find("\n", start, start + _REACH)
    if end < 0 and len(text) >= start + _REACH:
        return None
    end = end if end >= 0 else len(text)
    return None if "\t" in text[start:end] else Region(start, end)


# ------------------------------------------------------------------ items

# A comma before three digits belongs to the figure; a blank parts where a figure ends and a word begins.
_CUT = re.compile(
    r"[(\[【〔)\]】〕]|,(?![0-9]{3}(?![0-9]))|(?<![0-9]),|[/;+、]"
    r"|(?<=[0-9)억원])[·․ㆍ‧](?=[가-힣])|(?<=[0-9)억원]) +(?=[가-힣A-Za-z])"
)
_OWN_UNIT = r"(?P<unit> ?여?[천백십경조억만][천백십경조억만여0-9, ]*+원?| ?원)?+"
_REMARK = r"\**(?: *(?:포함|등|별도|확보|이상|내외))?"
_ITEM = re.compile(
    rf"(?P<label>[^\n\t]{{0,48}}?[^0-9 ,.~→(\[])??(?: ?:)? *(?<![0-9.,'])(?P<figure>{FIGURE}){_OWN_UNIT}{_REMARK}"
    r" *(?P<inside>[(\[].*[)\]])?\Z"
)
_FIGURE_IN_LABEL = re.compile(r"(?<![^ ])[0-9][0-9,.]*(?![^ ])")
_HAS_DIGIT = re.compile(r"[0-9]")


def read_items(text: str, region: Region, written: Mapping[int, AmountMention]) -> tuple[list[Item], bool]:
    """Return the items of a region, and whether they are all that holds figures in it.

    >>> text = "국비 299, 시비 2,146(보상비 540 포함), 민간 817"
    >>> items, complete = read_items(text, Region(0, len(text)), {})
    >>> [(item.label.text, item.figure) for item in items], complete
    ([('국비', '299'), ('시비', '2,146'), ('민간', '817')], True)
    """
    chunks = list(_chunks(text, region))
    items = [_read_item(text, chunk, written) for chunk in chunks]
    unread = [chunk for chunk, item in zip(chunks, items, strict=True) if item is None]
    return [item for item in items if item], not any(_HAS_DIGIT.search(text, *chunk) for chunk in unread)


def _chunks(text: str, region: Region) -> Iterator[Region]:
    """Yield what the separators outside brackets part, without blanks round it."""
    depth, start = 0, region.start
    for cut in _CUT.finditer(text, *region):
        mark = cut[0]
        if depth == 0 and mark not in _BRACKETS:
            yield _trimmed(text, start, cut.start())
            start = cut.end()
        depth = max(0, depth + (mark in _BRACKETS) - (mark in _CLOSING))
    yield _trimmed(text, start, region.end)


def _trimmed(text: str, start: int, end: int) -> Region:
    words = text[start:end]
    return Region(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def _read_item(text: str, chunk: Region, written: Mapping[int, AmountMention]) -> Item | None:
    match = _ITEM.match(text, *chunk)
    if match is None or _FIGURE_IN_LABEL.search(match["label"] or ""):
        return None
    mention = written.get(match.start("figure"))
    if match["unit"] and (mention is None or mention.span_end != match.end("unit")):
        return None
    name = (match["label"] or "").rstrip(":")
    label = Words(name, match.start("label"), match.start("label") + len(name)) if name else None
    inside = Region(match.start("inside") + 1, match.end("inside") - 1) if match["inside"] else None
    return Item(label, match.start("figure"), match["figure"], mention, inside)
