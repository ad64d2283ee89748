"""Lines within a cell: how far they could have run, which of them list figures, and words written downwards."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.document import Box
from extract.readers.pdf.layout import RuledCell, RuledTable, TextLine

_LEAST_PADDING, _MOST_PADDING = 1.5, 6.0  # points between a wall and the words
_CENTRED = 2.5  # points by which the gaps at both sides of a centred line may differ
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
