"""Rules -> the grids of ruled tables, merged cells and open sides included.

Rules that touch make one component. Its rules cut the plane into small fields; fields with no wall between them are
one cell. Half of the tables have no rule on their left or right: there the end of the horizontal rules counts as a
wall. The top must be drawn, and the bottom too, but for a row that goes on over the page: there the end of both outer
vertical rules is the wall.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from statistics import median

from extract.readers.pdf.layout import Grid, GridCell, Rule, Rules

_SNAP = 3.0  # points: rules nearer than this are one
_TOUCH = 3.0  # points: ends nearer than this meet
_SHORTEST = 3.0
_LOWEST_LINE = 9.0  # points: no line of text is lower
_MOST_FIELDS = 20_000
_MOST_CROSSINGS = 4_000_000

Cells = list[GridCell]


def grids(rules: Rules) -> list[Grid]:
    """Return the grids that the rules draw, top to bottom; a single cell is a grid too.

    >>> frame = [Rule(10, 0, 100), Rule(30, 0, 100), Rule(50, 0, 100)]
    >>> grid, = grids(Rules(frame, [Rule(40, 10, 50)]))
    >>> grid.xs, len(grid.cells)
    ([0, 40.0, 100], 4)
    """
    across, down = _joined(_without_slices(rules.across)), _joined(_without_slices(rules.down))
    if len(across) * len(down) > _MOST_CROSSINGS:
        return []  # hatching, on a sheet far larger than a page
    found = [grid for part in _components(across, down) if (grid := _grid(*part))]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


# ------------------------------------------------------------------ rules that are none

_FEWEST_SLICES = 8
_SLICE_END = 0.3  # points by which the ends of slices of one field differ


def _without_slices(rules: list[Rule]) -> list[Rule]:
    """Drop the slices that a shaded field is drawn with: many rules of one length, side by side.

    >>> _without_slices([Rule(at, 5, 90) for at in range(12)] + [Rule(30, 5, 90)])
    [Rule(at=30, low=5, high=90)]
    """
    found: list[Rule] = []
    for _, alike in groupby(sorted(rules, key=lambda rule: (_extent(rule), rule.at)), key=_extent):
        run: list[Rule] = []
        for rule in alike:
            if run and rule.at - run[-1].at > _SNAP:
                found += _unless_slices(run)
                run = []
            run.append(rule)
        found += _unless_slices(run)
    return found


def _unless_slices(run: list[Rule]) -> list[Rule]:
    """Return a run of rules, of slices only the few among them that end elsewhere: the field's own frame.

    >>> slices = [Rule(at, 5, 90) for at in range(12)]
    >>> _unless_slices(slices), _unless_slices([*slices, Rule(12, 4.6, 90.4)])
    ([], [Rule(at=12, low=4.6, high=90.4)])
    """
    if len(run) < _FEWEST_SLICES or run[-1].at - run[0].at <= 2 * _SNAP:
        return run
    low, high = median(rule.low for rule in run), median(rule.high for rule in run)
    other = [rule for rule in run if abs(rule.low - low) > _SLICE_END or abs(rule.high - high) > _SLICE_END]
    return other if len(other) < len(run) / 4 else []


def _extent(rule: Rule) -> tuple[int, int]:
    return round(rule.low), round(rule.high)


# ------------------------------------------------------------------ rules that are one


def _joined(rules: list[Rule]) -> list[Rule]:
    """Snap rules that lie side by side to one track and join those that overlap on it."""
    found: list[Rule] = []
    track: list[Rule] = []
    for rule in sorted(rules):
        if track and rule.at - track[-1].at > _SNAP:
            found += _joined_on_track(track)
            track = []
        track.append(rule)
    return found + _joined_on_track(track) if track else found


def _joined_on_track(track: list[Rule]) -> list[Rule]:
    at = sum(rule.at for rule in track) / len(track)
    spans: list[list[float]] = []
    for low, high in sorted((rule.low, rule.high) for rule in track):
        if spans and low <= spans[-1][1] + _TOUCH:
            spans[-1][1] = max(spans[-1][1], high)
        else:
            spans.append([low, high])
    return [Rule(at, low, high) for low, high in spans if high - low >= _SHORTEST]


# ------------------------------------------------------------------ rules that touch


def _components(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the rules of each connected component that could hold a cell: horizontal, vertical."""
    parents = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    heights = [rule.at for rule in across]
    for index, rule in enumerate(down, len(across)):
        for other in range(bisect_right(heights, rule.low - _TOUCH), bisect_right(heights, rule.high + _TOUCH)):
            if across[other].low - _TOUCH <= rule.at <= across[other].high + _TOUCH:
                parents[root(other)] = root(index)
    yield from _by_root(across, down, root)


def _by_root(
    across: list[Rule], down: list[Rule], root: Callable[[int], int]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*across, *down]):
        parts.setdefault(root(index), ([], []))[index >= len(across)].append(rule)
    return (part for part in parts.values() if len(part[0]) >= 2 and part[1])


# ------------------------------------------------------------------ one component -> its grid


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    xs, ys = _with_open_sides(_distinct(down), across), _distinct(across)
    end = _open_end(ys[-1], down)
    ys += [end] if end else []
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > _MOST_FIELDS:
        return None
    across_walls = _walls(across, ys, xs)
    down_walls = _walls(down, xs, ys)
    for outer in (down_walls[0], down_walls[-1]):  # an open side is closed
        outer[:] = b"\1" * rows
    if end:
        across_walls[-1][:] = b"\1" * columns
    cells: Cells = []
    for fields in _regions(rows, columns, across_walls, down_walls):
        cells += _rectangles(fields, columns)
    return _without_idle_lines(xs, ys, sorted(cells)) if cells else None


def _distinct(rules: list[Rule]) -> list[float]:
    ats: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not ats or at - ats[-1] > 0.01:
            ats.append(at)
    return ats


def _with_open_sides(xs: list[float], across: list[Rule]) -> list[float]:
    """Add the common end of two or more horizontal rules that run out beyond the last vertical one."""
    low, high = min(rule.low for rule in across), max(rule.high for rule in across)
    near, beyond = 2 * _TOUCH, []
    if low < xs[0] - near and sum(rule.low < low + near for rule in across) >= 2:
        beyond.append(low)
    beyond += xs
    if high > xs[-1] + near and sum(rule.high > high - near for rule in across) >= 2:
        beyond.append(high)
    return beyond


def _open_end(bottom: float, down: list[Rule]) -> float | None:
    """Return where both outer vertical rules end if that is the same place, a line or more below the lowest rule."""
    ends = [max(rule.high for rule in down if abs(rule.at - side.at) < _SNAP) for side in (min(down), max(down))]
    beyond = max(down).at - min(down).at > _SNAP and min(ends) > bottom + _LOWEST_LINE
    return min(ends) if beyond and max(ends) - min(ends) < _TOUCH else None


def _walls(rules: list[Rule], tracks: list[float], steps: list[float]) -> list[bytearray]:
    """Return for each track which of the steps along it have a rule."""
    walls = [bytearray(len(steps) - 1) for _ in tracks]
    for rule in rules:
        wall = walls[min(bisect_left(tracks, rule.at - 0.02), len(tracks) - 1)]
        step = bisect_left(steps, rule.low - _TOUCH)
        while step < len(wall) and steps[step + 1] <= rule.high + _TOUCH:
            wall[step] = 1
            step += 1
    return walls


def _regions(
    rows: int, columns: int, across: list[bytearray], down: list[bytearray]
) -> Iterator[list[tuple[int, int]]]:
    """Yield the fields (row, column) of each region that walls close in."""
    seen = [bytearray(columns) for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if not seen[row][column]:
                fields, closed = _flood(row, column, seen, across, down)
                if closed:
                    yield fields


def _flood(
    row: int, column: int, seen: list[bytearray], across: list[bytearray], down: list[bytearray]
) -> tuple[list[tuple[int, int]], bool]:
    """Return the fields reached without crossing a wall, and whether none of them is open to the outside."""
    rows, columns = len(seen), len(seen[0])
    seen[row][column] = 1
    waiting, fields, closed = [(row, column)], [], True
    while waiting:
        y, x = waiting.pop()
        fields.append((y, x))
        for wall, to_y, to_x in (
            (across[y][x], y - 1, x),
            (across[y + 1][x], y + 1, x),
            (down[x][y], y, x - 1),
            (down[x + 1][y], y, x + 1),
        ):
            if wall:
                continue
            if not (0 <= to_y < rows and 0 <= to_x < columns):
                closed = False
            elif not seen[to_y][to_x]:
                seen[to_y][to_x] = 1
                waiting.append((to_y, to_x))
    return fields, closed


def _rectangles(fields: list[tuple[int, int]], columns: int) -> Cells:
    """Return a region as one cell, or, where it is no rectangle, as the runs of its rows."""
    rows = [row for row, _ in fields]
    places = [column for _, column in fields]
    top, left = min(rows), min(places)
    height, width = max(rows) - top + 1, max(places) - left + 1
    if height * width == len(fields):
        return [GridCell(top, left, height, width)]
    cells: Cells = []
    ordered = sorted(row * (columns + 1) + column for row, column in fields)
    start = ordered[0]
    for field, following in pairwise([*ordered, -1]):
        if following != field + 1:
            cells.append(GridCell(*divmod(start, columns + 1), 1, field - start + 1))
            start = following
    return cells


def _without_idle_lines(xs: list[float], ys: list[float], cells: Cells) -> Grid:
    """Drop the lines of the grid at which no cell begins or ends."""
    columns = sorted({edge for cell in cells for edge in (cell.column, cell.column + cell.column_span)})
    rows = sorted({edge for cell in cells for edge in (cell.row, cell.row + cell.row_span)})
    to_column = {edge: index for index, edge in enumerate(columns)}
    to_row = {edge: index for index, edge in enumerate(rows)}
    kept = [
        GridCell(
            to_row[cell.row],
            to_column[cell.column],
            to_row[cell.row + cell.row_span] - to_row[cell.row],
            to_column[cell.column + cell.column_span] - to_column[cell.column],
        )
        for cell in cells
    ]
    return Grid([xs[column] for column in columns], [ys[row] for row in rows], kept)
