"""Lines within a cell: how far they could have run, which of them list figures, and words written downwards."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from extract.document import Box
from extract.readers.pdf.layout import RuledCell, RuledTable, TextLine

_LEAST_PADDING, _MOST_PADDING = 1.5, 6.0  # points between a wall and the words
_CENTRED = 2.5  # points by which the gaps at both sides of a centred line may differ
_FULL = 1.0  # points: with less room a line runs to the wall
_EVEN = 0.3  # of the letters' size by which gaps of one line differ
_WORD = re.compile("[가-힣]{2}")
_FIGURE = re.compile(r"[△▲\-−]?\s?\d[\d,.]*\s?(?:%|[회명건개점])?|-|〃")
_LETTER = re.compile("[가-힣]")


class Reach(NamedTuple):
    """How far to the right a line could have run by the wall, and how much room was left, at both sides if centred."""

    margin: float
    room: float


def reaches(cell: RuledCell) -> list[Reach]:
    """Return the reach of each line of a cell."""
    gaps = [(line.box.x0 - cell.box.x0, cell.box.x1 - line.box.x1) for line in cell.lines]
    padding = min(max(min((left for left, _ in gaps), default=0), _LEAST_PADDING), _MOST_PADDING)
    if all(abs(left - right) < _CENTRED for left, right in gaps):
        return [Reach(cell.box.x1 - padding, left + right - 2 * _LEAST_PADDING) for left, right in gaps]
    return [Reach(cell.box.x1 - padding, right - padding) for _, right in gaps]


def stretched(line: TextLine, reach: Reach) -> TextLine:
    """Return a line whose few words were spread to both walls as running text: its gaps are wide, but no columns."""
    gaps = [right.box.x0 - left.box.x1 for left, right in pairwise(line.words)]
    if not line.parted or reach.room > _FULL or max(gaps) - min(gaps) > _EVEN * line.size:
        return line
    return line._replace(parted=not all(_WORD.match(word) for word in line.text.split()))


def rows_of_figures(table: RuledTable) -> set[int]:
    """Return the rows in which a cell lists figures one below the other: all lines of such a row stand alone."""
    return {
        cell.place.row
        for cell in table.cells
        if len(cell.lines) > 1 and all(_FIGURE.fullmatch(line.text) for line in cell.lines)
    }


def written_across(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines of a cell, single letters one below the other as the one word that they are."""
    if len(lines) < 2 or not all(_LETTER.fullmatch(line.text) for line in lines):
        return lines
    words = tuple(line.words[0]._replace(start=place, end=place + 1) for place, line in enumerate(lines))
    first = lines[0]
    box = Box(first.box.x0, first.box.top, max(line.box.x1 for line in lines), lines[-1].box.bottom)
    return [first._replace(text="".join(line.text for line in lines), box=box, words=words)]
