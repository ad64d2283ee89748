"""Header cards: tables whose cells are labels with their values below or beside them -> fields.

A table under one row of heads is a list and no card: it is read row by row where each row is told to be a project.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extract.document import Cell, Span, Table
from extract.facts.label import holds_fields, make_field, span_of
from extract.heads import is_fund_label, year_of
from extract.reading import Reading
from extract.records import Field
from extract.text import without_space
from extract.vocabulary import field_label, reading_of

_Grid = dict[tuple[int, int], Cell]
_FEWEST_LABELS = 2
_COUNTS_ROWS = re.compile(r"연번|순번|번호|N[oO]\.?")


def card_fields(reading: Reading) -> Iterator[Field]:
    """Yield the fields of every table that is a header card or a list of projects."""
    for table in reading.tables:
        labels = [cell for cell in table.cells if _label(reading, cell)]
        if not labels:
            continue
        rows = _rows_of_list(reading, table, labels)
        if rows:
            yield from _listed(reading, table, labels, rows)
        elif len(labels) >= _FEWEST_LABELS and table.rows <= 2 * len(labels) + 2:
            yield from _table_card(reading, table, labels)


def _label(reading: Reading, cell: Cell) -> str | None:
    return field_label(reading.text[cell.start : cell.end])


# ------------------------------------------------------------------ lists


def _rows_of_list(reading: Reading, table: Table, labels: list[Cell]) -> list[int]:
    """The rows under one row of heads; none where the table is a card, whose labels have one value each."""
    grid = reading.grid(table)
    head = _head_row(reading, labels)
    heads = [cell for cell in labels if cell.row == head]
    rows = [row for row in range(head + 1, table.rows) if any(_under(grid, cell, row) for cell in heads)]
    full = [row for row in rows if all(_under(grid, cell, row) for cell in heads)]
    unlike = {tuple(grid[row, cell.column].start for cell in heads) for row in full}
    first = grid.get((head, 0))
    counted = first is not None and _COUNTS_ROWS.fullmatch(without_space(reading.text[first.start : first.end]))
    return rows if counted or (len(unlike) > 1 and len(heads) == len(labels)) else []


def _head_row(reading: Reading, labels: list[Cell]) -> int:
    return next((cell.row for cell in labels if _label(reading, cell) == "사업명"), labels[0].row)


def _under(grid: _Grid, head: Cell, row: int) -> bool:
    cell = grid.get((row, head.column))
    return cell is not None and cell.column == head.column and cell is not head


def _listed(reading: Reading, table: Table, labels: list[Cell], rows: list[int]) -> Iterator[Field]:
    """A list of projects under heads such as 사업명, 총사업비, 사업기간, or with a card of its own in each row."""
    grid = reading.grid(table)
    heads = [cell for cell in labels if cell.row == _head_row(reading, labels)]
    told = {_label(reading, cell) for cell in heads}
    names_projects = "사업명" in told and bool(told & {"사업기간", "총사업비"})
    unit = reading.caption_unit(table.start)
    rule = "listed" if "사업명" in told else "beside_card"
    for row in rows:
        cells = [cell for cell in table.cells if cell.row == row]
        if names_projects or any(holds_fields(reading, cell.start, cell.end) for cell in cells):
            for head in heads:
                value = grid[row, head.column] if _under(grid, head, row) else None
                found = _cell_field(reading, head, value, rule, unit) if value and value.row == row else None
                if found:
                    yield found


# ------------------------------------------------------------------ cards


def _table_card(reading: Reading, table: Table, labels: list[Cell]) -> Iterator[Field]:
    grid = reading.grid(table)
    of_years = _is_of_years_or_funds(reading, table)
    for cell in table.cells:
        if cell in labels:
            value = _value_cell(cell, grid, labels)
            others = of_years and value is not None and _is_bare_figure(reading, cell, value)
            field = None if value is None or others else _cell_field(reading, cell, value, "card", None)
            if field:
                yield field
        else:
            yield from _inline(reading, cell)


def _is_of_years_or_funds(reading: Reading, table: Table) -> bool:
    """Two years in a row, or two 재원 in a row or a column, are the heads of figures."""
    lines: Counter[tuple[str, int]] = Counter()
    for cell in table.cells:
        words = reading.text[cell.start : cell.end]
        if year_of(words):
            lines["years", cell.row] += 1
        if is_fund_label(words):
            lines.update([("row", cell.row), ("column", cell.column)])
    return max(lines.values(), default=0) > 1


def _is_bare_figure(reading: Reading, label: Cell, value: Cell) -> bool:
    """In a table of years or funds a figure without its unit belongs to them, and to no label beside it."""
    name = _label(reading, label)
    return name is not None and reading_of(name) == "amount" and not reading.amounts_in(value.start, value.end)


def _cell_field(reading: Reading, label: Cell, value: Cell, rule: str, unit: Span | None) -> Field | None:
    if holds_fields(reading, value.start, value.end):
        return None
    name, words = span_of(reading.text, label.start, label.end), span_of(reading.text, value.start, value.end)
    return make_field(reading, name, words, rule, unit=reading.unit_in(label.start, label.end) or unit)


def _value_cell(label: Cell, grid: _Grid, labels: list[Cell]) -> Cell | None:
    """The cell beside a label, or the one below it where its neighbours are labels too."""
    beside = grid.get((label.row, label.column + label.column_span))
    below = grid.get((label.row + label.row_span, label.column))
    left = grid.get((label.row, label.column - 1))
    in_row_of_labels = (
        beside in labels or (beside is None and left in labels) or (left in labels and below not in labels)
    )
    value = below if in_row_of_labels and _fits_below(label, below) else beside
    return value if value and value not in labels and value.end > value.start else None


def _fits_below(label: Cell, below: Cell | None) -> bool:
    return below is not None and below.column == label.column and below.column_span == label.column_span


_INLINE = re.compile(r"(?P<label>담\s*당\s*자?|팀\s*장|과\s*장)\s+(?P<value>[가-힣]{2,4})(?=\s|$)")


def _inline(reading: Reading, cell: Cell) -> Iterator[Field]:
    """``담 당 문가람 ☎1234``: a person behind the label in one cell."""
    for match in _INLINE.finditer(reading.text, cell.start, cell.end):
        field = make_field(reading, Span(*match.span("label")), Span(*match.span("value")), "card_person")
        if field:
            yield field
