"""Ruled tables as their makers meant them: without the strips between double rules, and with inner tables apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.document import Box
from extract.readers.pdf.layout import Grid, GridCell, RuledCell, RuledTable

_NARROW = 9.0  # points: no column or row of text is narrower


def tidied(table: RuledTable) -> RuledTable:
    """Return the table without empty strips, its inner tables put into the cells that they stand in."""
    return _with_inner_tables(_without_strips(table))


# ------------------------------------------------------------------ a part of a grid as a grid of its own


def _part(cells: Iterable[RuledCell], grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> RuledTable:
    """Return the table of the given rows and columns of a grid (at least one of each), holding the cells in them."""
    kept = []
    for cell in cells:
        row, column, row_span, column_span = cell.place
        down = [number for number, at in enumerate(rows) if row <= at < row + row_span]
        right = [number for number, at in enumerate(columns) if column <= at < column + column_span]
        if down and right:
            kept.append(
                RuledCell(GridCell(down[0], right[0], len(down), len(right)), cell.box, cell.lines, cell.tables)
            )
    xs = [*(grid.xs[column] for column in columns), grid.xs[columns[-1] + 1]]
    ys = [*(grid.ys[row] for row in rows), grid.ys[rows[-1] + 1]]
    kept.sort(key=lambda cell: cell.place)
    return RuledTable(Grid(xs, ys, [cell.place for cell in kept]), kept)


def _without_idle_lines(table: RuledTable) -> RuledTable:
    """Keep of the rows and columns those at which a cell begins."""
    rows = sorted({cell.place.row for cell in table.cells})
    columns = sorted({cell.place.column for cell in table.cells})
    found = _part(table.cells, table.grid, rows, columns)
    found.grid.xs[-1], found.grid.ys[-1] = table.grid.xs[-1], table.grid.ys[-1]
    return found


# ------------------------------------------------------------------ strips


def _without_strips(table: RuledTable) -> RuledTable:
    """Drop the rows and columns in which no cell has anything and no letter would find room."""
    grid = table.grid
    full = [cell.place for cell in table.cells if cell.lines or cell.tables]
    held_columns = {place.column for place in full if place.column_span == 1}
    held_rows = {place.row for place in full if place.row_span == 1}
    columns = [at for at, (x0, x1) in enumerate(pairwise(grid.xs)) if x1 - x0 >= _NARROW or at in held_columns]
    rows = [at for at, (y0, y1) in enumerate(pairwise(grid.ys)) if y1 - y0 >= _NARROW or at in held_rows]
    if not rows or not columns or (len(columns) == len(grid.xs) - 1 and len(rows) == len(grid.ys) - 1):
        return table
    return _without_idle_lines(_part(table.cells, grid, rows, columns))


# ------------------------------------------------------------------ inner tables that touch the walls of their cell


def _with_inner_tables(table: RuledTable) -> RuledTable:
    """Give back to one cell what stands beside cells as high as itself, in columns that are one elsewhere.

    The cells beside it tell that there is one row; a cell over the same columns in another row tells that there is
    one column: a table stands within a cell.
    """
    bands = list(_bands(table))
    cells = list(table.cells)
    for top, bottom in bands[1:]:
        rows = range(top, bottom)
        for columns in _single_columns(table, bands, rows):
            inner = _inner_cells(cells, rows, columns)
            if inner:
                cells = [cell for cell in cells if not any(cell is other for other in inner)]
                cells.append(_holder(inner, table.grid, rows, columns))
    if len(cells) == len(table.cells):
        return table
    return _without_idle_lines(RuledTable(table.grid, cells))


def _single_columns(table: RuledTable, bands: list[tuple[int, int]], rows: range) -> list[range]:
    """Return the runs of two or more columns over which one cell stands alone in another band."""
    heights = dict(bands)
    found = {
        range(cell.place.column, cell.place.column + cell.place.column_span)
        for cell in table.cells
        if cell.place.row not in rows
        and cell.place.column_span > 1
        and heights.get(cell.place.row) == cell.place.row + cell.place.row_span
    }
    return sorted(found, key=lambda columns: (columns.start, -len(columns)))


def _bands(table: RuledTable) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows between the lines that cross the whole table: first row, end."""
    rows = len(table.grid.ys) - 1
    crossed = {at for cell in table.cells for at in range(cell.place.row + 1, cell.place.row + cell.place.row_span)}
    return pairwise([at for at in range(rows + 1) if at not in crossed])


def _inner_cells(cells: list[RuledCell], rows: range, columns: range) -> list[RuledCell]:
    """Return the cells of a block that is a cell with a table in it; none where it is an ordinary part of the grid.

    Such a cell has lines of its own too, or stands between several others: a form's label with the rest is neither.
    """
    band = [cell for cell in cells if cell.place.row in rows]
    inside = [cell for cell in band if cell.place.column in columns]
    beside = [cell for cell in band if cell.place.column not in columns]
    if len(rows) < 3 or not beside or any(cell.place.row_span < len(rows) for cell in beside):
        return []
    within = all(cell.place.column + cell.place.column_span <= columns.stop for cell in inside)
    has_lines = any(cell.place.column_span == len(columns) for cell in inside)
    return inside if within and len(inside) >= 4 and (has_lines or len(beside) >= 2) else []


def _holder(inner: list[RuledCell], grid: Grid, rows: range, columns: range) -> RuledCell:
    """Return the cell that holds the inner cells: lines where one fills a whole row, tables where several do."""
    place = GridCell(rows.start, columns.start, len(rows), len(columns))
    box = Box(grid.xs[columns.start], grid.ys[rows.start], grid.xs[columns.stop], grid.ys[rows.stop])
    whole = [cell for cell in inner if cell.place.column_span == len(columns)]
    held = RuledCell(place, box, [line for cell in whole for line in cell.lines])
    held.tables = [nested for cell in whole for nested in cell.tables]
    taken = {row for cell in whole for row in range(cell.place.row, cell.place.row + cell.place.row_span)}
    parted = [cell for cell in inner if cell.place.column_span < len(columns)]
    for run in _runs([row for row in rows if row not in taken]):
        held.tables.append(_inner_table([cell for cell in parted if cell.place.row in run], grid, run))
    return held


def _runs(rows: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _inner_table(cells: list[RuledCell], grid: Grid, rows: list[int]) -> RuledTable:
    """Return cells as a table, without the empty columns at its sides."""
    full = [cell.place for cell in cells if cell.lines or cell.tables]
    left = min((place.column for place in full), default=cells[0].place.column)
    right = max((place.column + place.column_span for place in full), default=left + 1)
    return _with_inner_tables(_without_idle_lines(_part(cells, grid, rows, range(left, right))))
