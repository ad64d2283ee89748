"""Tables -> bands: runs of rows with figures, under the rows of heads above them.

A table of a plan can hold several small tables, one below the other, with words between them. A band is one of these:
its rows of figures, its rows of heads, its columns of figures and, left of them, its columns of labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from extract.amounts import read_figure, without_share
from extract.document import Cell, Table
from extract.heads import Head, is_fund_label, is_year, read_head
from extract.reading import Reading
from extract.text import close_up

_MOST_HEAD_ROWS = 3
_LONGEST_HEAD = 40
_LONGEST_LONE_HEAD = 12


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of figures under their heads.

    ``rows``, ``heads``, ``labels`` and ``columns`` are indices of the table's grid.
    """

    reading: Reading
    table: Table
    grid: dict[tuple[int, int], Cell]
    rows: range
    heads: range
    labels: tuple[int, ...]
    columns: tuple[int, ...]

    def words(self, cell: Cell | None) -> str:
        """Return the words of a cell."""
        return self.reading.text[cell.start : cell.end] if cell else ""

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell that begins at a place; None where there is none or it is covered by another."""
        cell = self.grid.get((row, column))
        return cell if cell and (cell.row, cell.column) == (row, column) else None

    def head_cells(self, column: int) -> tuple[Cell, ...]:
        """Return the cells above a column that say what it holds, from top to bottom.

        A cell that tells the unit alone says nothing of the column, and neither does a common title above a head that
        is a year or a total itself, nor a caption of rows that reaches over from the labels below another head.
        """
        above = [cell for row in self.heads if (cell := self.grid.get((row, column))) and cell.end > cell.start]
        found = dict.fromkeys(cell for cell in above if cell == above[0] or cell.column not in self.labels)
        cells = [cell for cell in found if not self.reading.names_unit(cell.start, cell.end)]
        if len(cells) > 1 and read_head(self.words(cells[-1])).stands_alone:
            cells = [cell for cell in cells[:-1] if not _COMMON_TITLE.search(self.words(cell))] + cells[-1:]
        return tuple(cells)

    def head(self, column: int) -> Head:
        """Return the head of a column, read."""
        cells = self.head_cells(column)
        whole = read_head(" ".join(close_up(" ".join(self.words(cell).split())) for cell in cells))
        dated = _dated([read_head(self.words(cell)) for cell in cells])
        return replace(whole, year=dated.year, period=dated.period) if dated else whole

    def label_cells(self, row: int) -> list[Cell]:
        """Return the cells with words that stand before a row's figures, those of merged rows among them."""
        found = (self.grid.get((row, column)) for column in self.labels)
        return list(dict.fromkeys(cell for cell in found if cell and cell.row in self.rows and self._is_label(cell)))

    def _is_label(self, cell: Cell) -> bool:
        words = self.words(cell)
        return bool(_HANGUL.search(words)) or is_year(words)


def _dated(heads: list[Head]) -> Head | None:
    """The lowest head that is a year, if what stands below it merely parts the year by fund or basis."""
    for head in reversed(heads):
        if head.year:
            return head
        if not (head.basis or head.totals or is_fund_label(head.words)):
            return None
    return None


_COMMON_TITLE = re.compile(r"연도별|연차별")
_ANY_UNIT = "억원"  # decimals such as 412.5 are whole won only under a large unit
_HANGUL = re.compile(r"[가-힣]")


def is_figure(words: str) -> bool:
    """Say whether a cell is one figure, with its share in brackets or without, and no year.

    >>> [is_figure(words) for words in ("1,234", "△36.6", "-", "51,288(30.7)", "2022", "’24년", "3개소")]
    [True, True, True, True, False, False, False]
    """
    plain = without_share(words.strip(), told=True)
    return not is_year(plain) and read_figure(plain, _ANY_UNIT) is not None


def bands(reading: Reading, table: Table) -> Iterator[Band]:
    """Yield the bands of a table from top to bottom; rows of figures without heads above them are none."""
    whole = Band(reading, table, table.grid(), range(0), range(0), (), ())
    full = [_has_figures(whole, row) for row in range(table.rows)]
    for has_figures, group in groupby(range(table.rows), key=full.__getitem__):
        rows = list(group)
        if has_figures:
            band = _band(replace(whole, rows=range(rows[0], rows[-1] + 1), heads=_head_rows(whole, rows[0], full)))
            if band:
                yield from _side_by_side(band)


def _row_cells(band: Band, row: int) -> list[Cell]:
    return [cell for column in range(band.table.columns) if (cell := band.cell(row, column)) and cell.end > cell.start]


def _has_figures(band: Band, row: int) -> bool:
    """Whether a row holds figures, or is that of a fund whose cells were left empty."""
    words = [band.words(cell) for cell in _row_cells(band, row)]
    return any(map(is_figure, words)) or (len(words) == 1 < band.table.columns - 1 and is_fund_label(words[0]))


def _head_rows(band: Band, first: int, full: list[bool]) -> range:
    """The nearest rows of heads above a row; words in one wide cell may stand between."""
    bottom = first
    while bottom > 0 and not full[bottom - 1] and not _is_head_row(band, bottom - 1):
        bottom -= 1
    top = bottom
    while top > 0 and bottom - top < _MOST_HEAD_ROWS and not full[top - 1] and _is_head_row(band, top - 1):
        top -= 1
    return range(top, bottom)


def _is_head_row(band: Band, row: int) -> bool:
    """Short words in several cells, or very short ones in a lone cell: a caption or a paragraph is no head."""
    words = [band.words(cell) for cell in _row_cells(band, row)]
    if len(words) == 1 and band.table.columns > 1:
        return len(words[0]) <= _LONGEST_LONE_HEAD
    return bool(words) and max(map(len, words)) <= _LONGEST_HEAD


def _band(band: Band) -> Band | None:
    columns = tuple(
        column for column in range(band.table.columns) if _holds_figures(band, column) and band.head(column).money
    )
    return replace(band, labels=tuple(range(columns[0])), columns=columns) if columns and band.heads else None


def _side_by_side(band: Band) -> Iterator[Band]:
    """Yield a band for each time that a table is set beside itself: ``사업명 | 사업비 | 사업명 | 사업비``."""
    width = _width(band)
    for start in range(0, band.table.columns, width):
        columns = tuple(column for column in band.columns if start <= column < start + width)
        if columns:
            yield replace(band, labels=tuple(range(start, columns[0])), columns=columns)


def _width(band: Band) -> int:
    """The number of columns after which the heads begin anew, each time with a label; else that of the table."""
    words = [band.words(band.grid.get((band.heads.start, column))).strip() for column in range(band.table.columns)]
    for width in range(2, len(words) // 2 + 1):
        once = words[:width]
        labelled = not any(column % width == 0 for column in band.columns)
        if labelled and all(once) and len(set(once)) == width and once * (len(words) // width) == words:
            return width
    return len(words)


def _holds_figures(band: Band, column: int) -> bool:
    cells = (band.cell(row, column) for row in band.rows)
    return any(is_figure(band.words(cell)) for cell in cells if cell)
