"""Lines of plain text -> tables, where bars or tabs leave no doubt.

Columns that are set off by blanks alone are none of these: their lines stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.document import LooseCell, LooseParagraph, LooseTable
from extract.readers.wrapping import list_mark

_BARS = re.compile(r"[|│┃║]")
_RULE = re.compile(r"[\s|+:\u2500-\u257f=-]*[\u2500-\u257f=-]{3}[\s|+:\u2500-\u257f=-]*")
_FIGURE = re.compile(r"[△▲-]?\d[\d,.]*%?")

_LONGER = 4
"""Rows of a table of which the last may be cut off."""

_Row = list[list[str]]
"""The cells of a row, each the lines that stand in it."""


def tables(lines: Sequence[str]) -> Iterator[list[str] | LooseTable]:
    """Yield the tables and, between them, the lines that belong to none, in order.

    >>> lines = ["연도별", "구분 | 2024 | 2025", "---|---|---", "구비 | 20 | 30", "끝"]
    >>> [block if isinstance(block, list) else (block.rows, block.columns) for block in tables(lines)]
    [['연도별'], (2, 3), ['끝']]
    """
    for kind, run in groupby(lines, key=_kind):
        block = list(run)
        rows = [] if kind == "text" else _drawn(block) if kind == "bars" else _tabbed(block)
        yield _table(rows) if _is_table(rows) else block


def _kind(line: str) -> str:
    """Return what sets off the line's columns: nothing, bars, or so many tabs."""
    if _BARS.search(line) or _RULE.fullmatch(line):
        return "bars"
    if "\t" in line.strip() and not list_mark(line.strip()):
        return f"{line.count(chr(9))} tabs"
    return "text"


def _is_table(rows: Sequence[_Row]) -> bool:
    """Say whether rows make a table: two columns or more, and none at the right that is wholly empty.

    Such a column was added by a program that lost merged cells and made the rows equally long: then no cell's column
    is sure.
    """
    filled = [any(cells) for cells in zip(*rows, strict=True)]
    return len(rows) > 1 and sum(filled) > 1 and filled[-1]


def _table(rows: Sequence[_Row]) -> LooseTable:
    cells = [
        LooseCell(row, column, content=[LooseParagraph(line) for line in cell])
        for row, row_cells in enumerate(rows)
        for column, cell in enumerate(row_cells)
    ]
    return LooseTable(len(rows), len(rows[0]), cells)


def _tabbed(block: Sequence[str]) -> list[_Row]:
    return [[[cell.strip()] if cell.strip() else [] for cell in line.split("\t")] for line in block]


# ------------------------------------------------------------------ bars

_ADDED = re.compile(r"[^|\s]\s\|\s*[^|\s].*\|\|\s*\Z")
"""Bars without blanks at the end of a row whose others have them: a program added them in place of merged cells."""


def _drawn(block: Sequence[str]) -> list[_Row]:
    """Return the rows of a block of lines with bars, where their columns are sure.

    Merged cells that a program left out moved the others to the left, unless each row is a label and its value.
    """
    rows = _barred(block)
    if all(all(row[:2]) and not any(row[2:]) for row in rows):
        return [row[:2] for row in rows]
    return [] if any(map(_ADDED.search, block)) else rows


def _barred(block: Sequence[str]) -> list[_Row]:
    """Return the rows of a block of lines with bars or rules; none if its lines do not agree on the columns.

    A table copied from a page may have its rows broken within cells: lines are taken together until they have the
    bars of the head.
    """
    fenced = [(bool(_RULE.fullmatch(line)), line) for line in block]
    head = next((line for ruled, line in fenced if not ruled), "")
    bars, rules = len(_BARS.findall(head)), sum(ruled for ruled, _ in fenced)
    if bars < (1 if rules else 2):
        return []
    rows: list[_Row] = []
    for ruled, run in groupby(fenced, key=lambda pair: pair[0]):
        lines = [] if ruled else _whole([line for _, line in run], bars)
        if lines is None:
            return []
        rows += _merged([_cells(line, head) for line in lines])
    return rows


def _whole(lines: Sequence[str], bars: int) -> list[str] | None:
    """Return the lines with those of a broken row taken together; None if some row has other bars than the head.

    The last row of a longer table may be cut off: an excerpt ends where it ends.
    """
    found: list[str] = []
    missing = 0
    for line in lines:
        if missing:
            found[-1] += " " + line.strip()
        else:
            found.append(line.strip())
            missing = bars
        missing -= len(_BARS.findall(line))
        if missing < 0:
            return None
    if missing and len(found) < _LONGER:
        return None
    return [*found[:-1], found[-1] + missing * "|"]


def _cells(line: str, head: str) -> list[str]:
    cells = [cell.strip() for cell in _BARS.split(line.strip())]
    first = 1 if _BARS.match(head.strip()) else 0
    last = -1 if _BARS.match(head.strip()[-1]) else len(cells)
    return cells[first:last]


def _merged(lines: Sequence[Sequence[str]]) -> list[_Row]:
    """Return the lines between two rules as one row if they are its wrapped text, else each as a row."""
    columns = [[cell for cell in column if cell] for column in zip(*lines, strict=True)]
    one_label = bool(columns) and len(columns[0]) <= 1
    if one_label and all(sum(bool(_FIGURE.fullmatch(cell)) for cell in column) <= 1 for column in columns):
        return [columns]
    return [[[cell] if cell else [] for cell in line] for line in lines]
