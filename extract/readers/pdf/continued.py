"""A table that runs over pages -> one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.document import LooseCell, LooseParagraph, LooseTable

_SAME_EDGE = 5.0  # points


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table with the x of its columns' edges and the page that it ends on."""

    table: LooseTable
    xs: tuple[float, ...]
    page: int


Piece = TypeVar("Piece")


def joined_tables(pieces: Iterable[Piece | LaidTable]) -> list[Piece | LaidTable]:
    """Join each table that opens a page to the one that closes the page before, where it goes on.

    It goes on if its head repeats or its columns stand at the same places; a head that repeats is given once.
    """
    found: list[Piece | LaidTable] = []
    for piece in pieces:
        before = found[-1] if found else None
        if isinstance(before, LaidTable) and isinstance(piece, LaidTable) and _goes_on(before, piece):
            found[-1] = _joined(before, piece)
        else:
            found.append(piece)
    return found


def _goes_on(table: LaidTable, rest: LaidTable) -> bool:
    if rest.page != table.page + 1 or len(table.xs) != len(rest.xs):
        return False
    same_columns = all(abs(x - y) < _SAME_EDGE for x, y in zip(table.xs, rest.xs, strict=True))
    return same_columns or _repeated_head(table.table, rest.table) > 0


def _joined(table: LaidTable, rest: LaidTable) -> LaidTable:
    head = _repeated_head(table.table, rest.table)
    by = table.table.rows - head
    moved = [replace(cell, row=cell.row + by) for cell in rest.table.cells if cell.row >= head]
    whole = replace(table.table, rows=by + rest.table.rows, cells=[*table.table.cells, *moved])
    return LaidTable(whole, table.xs, rest.page)


def _repeated_head(table: LooseTable, rest: LooseTable) -> int:
    """Return how many rows of the rest's top are the table's head again."""
    rows = max((cell.row_span for cell in table.cells if cell.row == 0), default=0)
    if rows >= rest.rows or rows >= table.rows:
        return 0
    return rows if _top(table, rows) == _top(rest, rows) and any(text for *_, text in _top(table, rows)) else 0


def _top(table: LooseTable, rows: int) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, _text(cell)) for cell in table.cells if cell.row < rows
    ]


def _text(cell: LooseCell) -> str:
    return "\n".join(block.text for block in cell.content if isinstance(block, LooseParagraph))
