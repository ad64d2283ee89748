"""Pages set in two columns: the left one is read before the right one, where it is clear that there are two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from extract.document import Box, Word
from extract.readers.pdf.layout import TextLine

_FEWEST_LINES = 8
_MIDDLE = (0.35, 0.65)  # of the page's width, where the gutter runs
_NARROWEST = 0.8  # letters' heights: no gutter is narrower
_FILLED = 0.6  # of a column's width that its lines take: those of a table without rules are shorter


class Placed(NamedTuple):
    """A line with its place in the reading order, and how far to the right the lines of its column run."""

    order: tuple[float, int, float, float]
    line: TextLine
    margin: float


def in_reading_order(lines: Sequence[TextLine], width: float, margin: float) -> list[Placed]:
    """Give each line of a page, top to bottom, its place: by height, in two columns the left column first."""
    gutter = _gutter(lines, width)
    found: list[Placed] = []
    for across, run in groupby(lines, key=lambda line: gutter is None or _crosses(line, gutter)):
        block = list(run)
        if across or gutter is None or not _is_in_columns(block, gutter):
            found += [Placed((line.box.top, 0, line.box.top, line.box.x0), line, margin) for line in block]
        else:
            found += _columns(block, gutter, margin)
    return found


def _gutter(lines: Sequence[TextLine], width: float) -> float | None:
    """Return the middle of the gaps that many lines have in the middle of the page."""
    gaps = sorted(
        (left.box.x1 + right.box.x0) / 2
        for line in lines
        for left, right in pairwise(line.words)
        if right.box.x0 - left.box.x1 > _NARROWEST * line.size
        and _MIDDLE[0] * width < (left.box.x1 + right.box.x0) / 2 < _MIDDLE[1] * width
    )
    return gaps[len(gaps) // 2] if len(gaps) >= _FEWEST_LINES else None


def _crosses(line: TextLine, gutter: float) -> bool:
    if line.box.x1 <= gutter or line.box.x0 >= gutter:
        return False
    return not any(left.box.x1 <= gutter <= right.box.x0 for left, right in pairwise(line.words))


def _is_in_columns(block: list[TextLine], gutter: float) -> bool:
    """Say whether enough lines stand on both sides and most of them fill their column."""
    sides = [[part for part in _sides(line, gutter) if part] for line in block]
    both = [parts for parts in sides if len(parts) == 2]
    if len(both) < _FEWEST_LINES:
        return False
    left_edge, right_edge = min(left.box.x0 for left, _ in both), max(right.box.x1 for _, right in both)
    full = sum(
        left.box.x1 - left.box.x0 > _FILLED * (gutter - left_edge)
        and right.box.x1 - right.box.x0 > _FILLED * (right_edge - gutter)
        for left, right in both
    )
    return full > 0.6 * len(both)


def _columns(block: list[TextLine], gutter: float, margin: float) -> Iterator[Placed]:
    top = block[0].box.top
    sides = [_sides(line, gutter) for line in block]
    for number, column in enumerate(zip(*sides, strict=True)):
        found = [part for part in column if part]
        reach = min(margin, max((part.box.x1 for part in found), default=margin))
        yield from (Placed((top, number, part.box.top, part.box.x0), part, reach) for part in found)


def _sides(line: TextLine, gutter: float) -> tuple[TextLine | None, TextLine | None]:
    """Return what of a line stands at the left and at the right of the gutter."""
    left = [word for word in line.words if word.box.x1 <= gutter]
    right = [word for word in line.words if word.box.x1 > gutter]
    if not left or not right:
        return (line, None) if left else (None, line)
    return _part(line, left, blank=False), _part(line, right, blank=line.blank)


def _part(line: TextLine, words: list[Word], *, blank: bool) -> TextLine:
    start, end = words[0].start, words[-1].end
    moved = tuple(word._replace(start=word.start - start, end=word.end - start) for word in words)
    box = Box(words[0].box.x0, line.box.top, words[-1].box.x1, line.box.bottom)
    sizes = (line.size, line.size, line.size)
    return TextLine(line.text[start:end], box, *sizes, blank, False, moved)
