"""Frames drawn side by side -> the table that they are: its columns stand apart, as years or steps often do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise

from extract.document import Box
from extract.readers.pdf.layout import Grid, GridCell, RuledCell, RuledTable, TextLine

_SAME_EDGE = 3.0  # points: edges nearer than this are one
_WIDEST_GUTTER = 40.0  # points: columns further apart have nothing to do with each other
_SAME_COLUMN = 5.0  # points: columns of rows one below the other whose edges are nearer than this are one
_HIGHEST_GAP = 25.0  # points: rows further apart have nothing to do with each other
_ARROWS = re.compile(r"[\s←-⇿➔-➾⬅-⬍▲△▶▷▼▽◀◁]+")
_YEAR = re.compile(r"[’‘'`]?\d{2,4}(?:년|\.|$)")

Interval = tuple[float, float]


def with_frames_joined(tables: Sequence[RuledTable], lines: Sequence[TextLine] = ()) -> list[RuledTable]:
    """Return tables in reading order, those of one column that stand side by side joined to one, in cells too.

    They are one table if their rows stand at the same heights; a frame beside several that stand one below the other
    is a merged cell. Rows of frames right below each other go on with one table, unless one of ``lines``, those that
    stand between the tables, parts them; a blank frame in such a row is a cell without words, elsewhere nothing.
    """
    for cell in (cell for table in tables for cell in table.cells):
        cell.tables = with_frames_joined(cell.tables, cell.lines)
    found, rows = [table for table in tables if len(table.grid.xs) > 2], list[RuledTable]()
    frames = [table for table in tables if len(table.grid.xs) == 2]
    blanks = [frame for frame in frames if not is_filled(frame)]
    for band in _bands(frame for frame in frames if is_filled(frame)):
        joined = _with_blanks(band, blanks, rows) or _joined(band)
        rows += [joined] if joined else []
        found += [] if joined else band
    parting = [line.box for line in lines if not _ARROWS.fullmatch(line.text)] + [table.box for table in found]
    found += [reduce(_below, stack) for stack in _stacks(rows, parting)]
    return sorted(found, key=lambda table: (table.box.top, table.box.x0))


def is_filled(table: RuledTable) -> bool:
    """Say whether there is anything in a table."""
    return any(cell.lines or cell.tables for cell in table.cells)


def _with_blanks(band: list[RuledTable], blanks: list[RuledTable], rows: list[RuledTable]) -> RuledTable | None:
    """Return a band with the blank frames beside it as one table, if only so it goes on with the row above it."""
    top, bottom = min(frame.box.top for frame in band), max(frame.box.bottom for frame in band)
    beside = [blank for blank in blanks if _is_same((blank.box.top, blank.box.bottom), (top, bottom))]
    joined = _joined([*band, *beside]) if beside and rows else None
    return joined if joined and _goes_on(rows[-1], joined) else None


def _bands(frames: Iterable[RuledTable]) -> Iterator[list[RuledTable]]:
    """Yield the frames between two heights that no frame crosses."""
    band: list[RuledTable] = []
    for frame in sorted(frames, key=lambda frame: frame.box.top):
        if band and frame.box.top > max(other.box.bottom for other in band) - _SAME_EDGE:
            yield band
            band = []
        band.append(frame)
    if band:
        yield band


def _joined(band: list[RuledTable]) -> RuledTable | None:
    """Return the frames of a band as one table; None where they share no rows and columns."""
    whole = min(frame.box.top for frame in band), max(frame.box.bottom for frame in band)
    cells = [cell for frame in band for cell in frame.cells]
    parts = [height for cell in cells if not _is_same(height := _height(cell), whole)]
    columns, rows = _apart(frame.box[::2] for frame in band), _apart(parts or [whole])
    if len(columns) < 2 or not rows or any(right[0] - left[1] > _WIDEST_GUTTER for left, right in pairwise(columns)):
        return None
    grid = Grid([*(low for low, _ in columns), columns[-1][1]], [*(low for low, _ in rows), rows[-1][1]], [])
    placed = [RuledCell(_place(cell, rows, columns), cell.box, cell.lines, cell.tables) for cell in cells]
    placed.sort(key=lambda cell: cell.place)
    grid.cells.extend(cell.place for cell in placed)
    return RuledTable(grid, placed)


def _place(cell: RuledCell, rows: list[Interval], columns: list[Interval]) -> GridCell:
    """Return which of the rows and columns a cell takes."""
    taken = [number for number, (low, high) in enumerate(rows) if cell.box.top < (low + high) / 2 < cell.box.bottom]
    column = next(number for number, (low, high) in enumerate(columns) if cell.box.x0 < (low + high) / 2 < cell.box.x1)
    return GridCell(taken[0], column, len(taken), 1)


def _height(cell: RuledCell) -> Interval:
    return cell.box.top, cell.box.bottom


def _is_same(one: Interval, other: Interval) -> bool:
    return abs(one[0] - other[0]) < _SAME_EDGE and abs(one[1] - other[1]) < _SAME_EDGE


def _apart(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the different ones among intervals in order; none if any two of them overlap."""
    found: list[Interval] = []
    for interval in sorted(intervals):
        if not found or not _is_same(interval, found[-1]):
            found.append(interval)
    overlap = any(right[0] < left[1] - _SAME_EDGE for left, right in pairwise(found))
    return [] if overlap else found


# ------------------------------------------------------------------ rows of frames one below the other


def _stacks(rows: Iterable[RuledTable], parting: Sequence[Box]) -> Iterator[list[RuledTable]]:
    """Yield the rows of frames, top to bottom, those of one table together."""
    stack: list[RuledTable] = []
    for row in rows:
        if stack and not (_goes_on(stack[-1], row) and _nothing_between(stack[-1], row, parting)):
            yield stack
            stack = []
        stack.append(row)
    if stack:
        yield stack


def _goes_on(upper: RuledTable, lower: RuledTable) -> bool:
    """Say whether rows of the same columns are none with a head of their own."""
    edges = zip(upper.grid.xs, lower.grid.xs, strict=False)
    same = len(upper.grid.xs) == len(lower.grid.xs) and all(abs(one - other) < _SAME_COLUMN for one, other in edges)
    near = lower.box.top - upper.box.bottom < _HIGHEST_GAP
    years = all(_YEAR.match(cell.text) for cell in lower.cells if cell.place.row == 0)
    return same and near and not years and _is_one_entry(upper) and _is_one_entry(lower)


def _is_one_entry(table: RuledTable) -> bool:
    """Say whether a table is one row, or several beside one merged cell."""
    return table.cells[0].place.row_span == len(table.grid.ys) - 1


def _nothing_between(upper: RuledTable, lower: RuledTable, parting: Sequence[Box]) -> bool:
    return not any(upper.box.bottom < (box.top + box.bottom) / 2 < lower.box.top for box in parting)


def _below(upper: RuledTable, lower: RuledTable) -> RuledTable:
    """Return two tables of the same columns as one."""
    down = len(upper.grid.ys) - 1
    moved = [
        RuledCell(cell.place._replace(row=cell.place.row + down), cell.box, cell.lines, cell.tables)
        for cell in lower.cells
    ]
    cells = [*upper.cells, *moved]
    grid = Grid(upper.grid.xs, [*upper.grid.ys[:-1], *lower.grid.ys], [cell.place for cell in cells])
    return RuledTable(grid, cells)
