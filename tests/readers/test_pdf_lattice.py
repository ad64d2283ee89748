"""Rules that draw a grid give its cells back, however they are drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Box
from extract.readers.pdf.fields import with_field_edges
from extract.readers.pdf.lattice import grids
from extract.readers.pdf.layout import GridCell, Rule, Rules

STEP = 20.0


@st.composite
def layouts(draw: st.DrawFn) -> tuple[int, int, list[GridCell]]:
    """Draw a grid of up to 5 x 5 places whose cells cover it without overlap."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells = []
    while free:
        row, column = min(free)
        width = draw(st.integers(1, next(w for w in range(1, 7) if (row, column + w) not in free)))
        height = draw(st.integers(1, rows - row))
        cells.append(GridCell(row, column, height, width))
        free -= {(row + down, column + right) for down in range(height) for right in range(width)}
    return rows, columns, cells


def drawn(cells: list[GridCell], shift: float = 0.0) -> Rules:
    """Return the four sides of every cell."""
    across, down = [], []
    for row, column, height, width in cells:
        x0, x1, y0, y1 = (STEP * place for place in (column, column + width, row, row + height))
        across += [Rule(y0 + shift, x0, x1), Rule(y1, x0, x1)]
        down += [Rule(x0, y0, y1), Rule(x1 + shift, y0, y1)]
    return Rules(across, down)


def closed_up(cells: list[GridCell]) -> list[GridCell]:
    """Return the cells in the fewest rows and columns that keep them apart."""
    rows = sorted({edge for cell in cells for edge in (cell.row, cell.row + cell.row_span)})
    columns = sorted({edge for cell in cells for edge in (cell.column, cell.column + cell.column_span)})
    row, column = rows.index, columns.index
    return sorted(
        GridCell(row(top), column(left), row(top + height) - row(top), column(left + width) - column(left))
        for top, left, height, width in cells
    )


@given(layouts(), st.floats(0, 1.5))
def test_the_cells_that_were_drawn_are_found(layout, shift):
    _, _, cells = layout
    (found,) = grids(drawn(cells, shift))
    assert found.cells == closed_up(cells)


@given(st.integers(2, 6), st.integers(3, 6))
def test_a_grid_without_its_outer_sides_is_found_whole(rows, columns):
    across = [Rule(STEP * row, 0, STEP * columns) for row in range(rows + 1)]
    down = [Rule(STEP * column, 0, STEP * rows) for column in range(1, columns)]
    (found,) = grids(Rules(across, down))
    assert found.cells == [GridCell(row, column, 1, 1) for row in range(rows) for column in range(columns)]


def test_a_last_row_that_goes_on_over_the_page_is_closed_where_its_sides_end():
    sides = [Rule(at, 10, 90) for at in (0, 50, 100)]
    (found,) = grids(Rules([Rule(10, 0, 100), Rule(30, 0, 100)], sides))
    assert found.ys == [10, 30, 90]
    assert len(found.cells) == 4


@pytest.mark.parametrize(
    "sides", [[Rule(0, 10, 90), Rule(100, 10, 70)], [Rule(0, 10, 34), Rule(100, 10, 34)]], ids=["uneven", "a stub"]
)
def test_sides_that_end_apart_or_at_once_close_no_row(sides):
    (found,) = grids(Rules([Rule(10, 0, 100), Rule(30, 0, 100)], sides))
    assert found.ys == [10, 30]


@pytest.mark.parametrize(
    "rules",
    [
        Rules([], []),
        Rules([Rule(10, 0, 100)], [Rule(50, 0, 20)]),
        Rules([Rule(10, 0, 100), Rule(50, 0, 100)], []),
        Rules([Rule(10, 0, 40), Rule(50, 60, 100)], [Rule(20, 0, 12), Rule(80, 45, 60)]),
    ],
    ids=["nothing", "a cross", "two rules", "apart"],
)
def test_rules_that_close_nothing_in_are_no_grid(rules):
    assert grids(rules) == []


def test_two_tables_side_by_side_are_two():
    left, right = (
        drawn([GridCell(0, 0, 1, 1), GridCell(0, 1, 1, 1)]),
        drawn([GridCell(0, 5, 1, 1), GridCell(0, 6, 1, 1)]),
    )
    assert len(grids(Rules(left.across + right.across, left.down + right.down))) == 2


def test_a_thick_or_double_rule_is_one():
    frame = drawn([GridCell(0, 0, 1, 1), GridCell(0, 1, 1, 1)])
    double = Rules(frame.across + [rule._replace(at=rule.at + 2.5) for rule in frame.across], frame.down)
    (found,) = grids(double)
    assert len(found.cells) == 2 and len(found.ys) == 2


def test_the_frame_round_a_field_of_slices_is_found_and_the_slices_are_not():
    frame = Rules([Rule(50, 59.7, 190.3), Rule(90, 59.7, 190.3)], [Rule(59.7, 50, 90), Rule(190.3, 50, 90)])
    slices = [Rule(50 + 0.5 * step, 60.1, 189.9) for step in range(1, 80)]
    (found,) = grids(Rules(frame.across + slices, frame.down))
    assert (found.box, len(found.cells)) == (Box(59.7, 50, 190.3, 90), 1)
    assert grids(Rules(slices, frame.down)) == []


def test_a_field_beside_no_rule_is_no_cell_and_one_along_rules_is():
    frame = drawn([GridCell(0, 0, 2, 3)])
    assert with_field_edges(frame, [Box(20, 8, 40, 32)]) == frame
    found = with_field_edges(frame, [Box(0, 0, 20, 40)])
    assert len(found.down) == len(frame.down) + 2
