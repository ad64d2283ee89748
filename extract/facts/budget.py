"""Budget tables -> budgets: every figure once, with its fund, its year or column, and what it sums.

A table is read in bands: a run of rows with figures, under the rows of heads directly above it. A band is a budget if a
unit of money governs it and its heads or labels name funds, years or totals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from extract.amounts import AmountMention, read_figure
from extract.document import Cell, Span, Table
from extract.facts.heads import Head, basis_of, is_fund_label, is_year, read_head
from extract.laid import laid_tables
from extract.reading import Reading
from extract.records import Budget, Piece
from extract.text import close_up, without_space
from extract.vocabulary import fund, section_kind

_CORNERS = frozenset({"구분", "재원", "재원별", "연도", "연도별", "년도", "과목", "항목", "비목", "내역", "세부사업", "분야", "연번", "사업명", ""})
_MOST_HEAD_ROWS = 3
_NAMES_UNIT = re.compile(r"단\s*위")


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows of figures under their heads: ``rows`` and ``columns`` are indices of the table's grid."""

    table: Table
    grid: dict[tuple[int, int], Cell]
    rows: range
    heads: range
    labels: tuple[int, ...]
    columns: tuple[int, ...]


# ------------------------------------------------------------------ tables -> bands


def _words(reading: Reading, cell: Cell | None) -> str:
    return reading.text[cell.start : cell.end] if cell else ""


def _figure(words: str) -> AmountMention | None:
    plain = words.strip()
    return None if is_year(plain) else read_figure(plain, "원")


def _row_cells(grid: dict[tuple[int, int], Cell], table: Table, row: int) -> list[Cell]:
    """The cells that begin in a row, each once."""
    return [cell for column in range(table.columns) if (cell := grid.get((row, column))) and cell.row == row and cell.column == column]


def _has_figures(reading: Reading, grid: dict[tuple[int, int], Cell], table: Table, row: int) -> bool:
    cells = [_words(reading, cell) for cell in _row_cells(grid, table, row)]
    return any(_figure(words) for words in cells)


def _bands(reading: Reading, table: Table) -> Iterator[_Band]:
    grid = table.grid()
    full = [_has_figures(reading, grid, table, row) for row in range(table.rows)]
    for has_figures, group in groupby(range(table.rows), key=lambda row: full[row]):
        rows = list(group)
        if has_figures:
            heads = _head_rows(reading, grid, table, rows[0], full)
            band = _band(reading, table, grid, range(rows[0], rows[-1] + 1), heads)
            if band:
                yield band


def _head_rows(
    reading: Reading, grid: dict[tuple[int, int], Cell], table: Table, first: int, full: list[bool]
) -> range:
    top = first
    while top > 0 and first - top < _MOST_HEAD_ROWS and not full[top - 1] and _is_head_row(reading, grid, table, top - 1):
        top -= 1
    return range(top, first)


def _is_head_row(reading: Reading, grid: dict[tuple[int, int], Cell], table: Table, row: int) -> bool:
    """Short words in several cells: a caption or a paragraph in one wide cell is no head."""
    words = [_words(reading, cell) for cell in _row_cells(grid, table, row) if cell.end > cell.start]
    return bool(words) and max(map(len, words)) <= 40 and (len(words) > 1 or table.columns <= 2 or len(words[0]) <= 12)


def _band(
    reading: Reading, table: Table, grid: dict[tuple[int, int], Cell], rows: range, heads: range
) -> _Band | None:
    columns = [column for column in range(table.columns) if _holds_figures(reading, grid, rows, column)]
    if not columns or not heads:
        return None
    labels = tuple(column for column in range(table.columns) if column < columns[0])
    return _Band(table, grid, rows, heads, labels, tuple(columns))


def _holds_figures(reading: Reading, grid: dict[tuple[int, int], Cell], rows: range, column: int) -> bool:
    cells = [grid.get((row, column)) for row in rows]
    return any(
        cell.column == column and cell.column_span == 1 and (_figure(_words(reading, cell)) is not None) for cell in cells if cell
    )


# ------------------------------------------------------------------ units


def _caption_unit(reading: Reading, table: Table) -> Span | None:
    """The nearest line above the table, within its section, that names a unit; None if that is no unit of money."""
    section = reading.outline.section_at(table.start)
    floor = section.line.start if section else 0
    above = [line for line in reading.outline.lines_before(table.start) if line.start >= floor]
    for line in reversed(above):
        if _NAMES_UNIT.search(reading.text, line.start, line.end) or line is (section.line if section else None):
            return reading.unit_in(line.start, line.end)
    return None


def _inner_unit(reading: Reading, table: Table, before: int) -> Span | None:
    """The last cell above the band that names the unit of the table."""
    for cell in reversed([cell for cell in table.cells if cell.row <= before]):
        if _NAMES_UNIT.search(reading.text, cell.start, cell.end):
            return reading.unit_in(cell.start, cell.end)
    return None


# ------------------------------------------------------------------ bands -> rows


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands before a row's figures: its fund, its item, its year, and their cells."""

    source: str | None
    source_cell: Cell | None
    item: Cell | None
    head: Head | None

    @property
    def totals(self) -> bool:
        return self.source == "계"


def _label(reading: Reading, band: _Band, row: int) -> _Label:
    cells = list(dict.fromkeys(cell for column in band.labels if (cell := band.grid.get((row, column))) and cell.end > cell.start))
    funds = [cell for cell in cells if is_fund_label(_words(reading, cell))]
    years = [cell for cell in cells if read_head(_words(reading, cell)).year]
    items = [cell for cell in cells if cell not in funds and cell not in years and without_space(_words(reading, cell)) not in _CORNERS]
    source_cell = funds[-1] if funds else None
    source = fund(re.sub(r"\([^()]*\)$", "", without_space(_words(reading, source_cell)))) if source_cell else None
    return _Label(source, source_cell, items[-1] if items else None, read_head(_words(reading, years[-1])) if years else None)


def _head_cells(band: _Band, column: int) -> tuple[Cell, ...]:
    found = (band.grid.get((row, column)) for row in band.heads)
    return tuple(dict.fromkeys(cell for cell in found if cell and cell.end > cell.start))


def _head(reading: Reading, cells: tuple[Cell, ...]) -> Head:
    return read_head(" ".join(close_up(" ".join(_words(reading, cell).split())) for cell in cells))


def _is_budget(reading: Reading, band: _Band, heads: dict[int, Head], labels: dict[int, _Label]) -> bool:
    section = reading.outline.section_at(band.table.start)
    kind = section_kind(reading.outline.words(section)) if section else None
    named = any(head.source or head.totals or head.year or head.basis for head in heads.values())
    funded = any(label.source_cell for label in labels.values())
    return kind == "소요예산" or funded or named


def table_budgets(reading: Reading) -> Iterator[Budget]:
    """Yield a row for every figure of every budget table, ruled or laid out by blanks."""
    for table in [*reading.tables, *laid_tables(reading.text, reading.outline.lines)]:
        for band in _bands(reading, table):
            yield from _band_budgets(reading, band)


def _band_budgets(reading: Reading, band: _Band) -> Iterator[Budget]:
    heads = {column: _head(reading, _head_cells(band, column)) for column in band.columns}
    labels = {row: _label(reading, band, row) for row in band.rows}
    if not _is_budget(reading, band, heads, labels):
        return
    unit = _inner_unit(reading, band.table, band.heads.start) or _caption_unit(reading, band.table)
    for row in band.rows:
        for column in band.columns:
            cell = band.grid.get((row, column))
            if cell and cell.row == row and cell.column == column and heads[column].money:
                figure = _amount(reading, cell, heads[column], unit)
                if figure:
                    yield _budget(reading, _Place(band, row, column, heads, labels, unit, cell), figure)


def _amount(reading: Reading, cell: Cell, head: Head, unit: Span | None) -> AmountMention | None:
    name = head.unit or (reading.text[slice(*unit)] if unit else None)
    words = _words(reading, cell)
    return read_figure(words.strip(), name) if name or "원" in words else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure's place: its band, its row and column, and what they say."""

    band: _Band
    row: int
    column: int
    heads: dict[int, Head]
    labels: dict[int, _Label]
    unit: Span | None
    cell: Cell

    def unit_governs(self, figure: AmountMention) -> bool:
        """Whether the figure took its unit from the caption, and not from its head or itself."""
        return self.heads[self.column].unit is None and figure.unit is not None and figure.unit not in figure.raw


def _budget(reading: Reading, place: _Place, figure: AmountMention) -> Budget:
    label, head = place.labels[place.row], place.heads[place.column]
    when = label.head if label.head and not head.year else head
    over = _total_over(place)
    start = place.cell.start + _words(reading, place.cell).index(figure.raw)
    assert figure.amount_won is not None  # read_figure reads no foreign currency under a unit of won
    return Budget(
        span_start=start,
        span_end=start + len(figure.raw),
        rule="budget_table",
        pieces=_pieces(reading, place, figure),
        group_id=f"{reading.document.doc_id}-g{place.band.table.start}-{place.band.heads.start}",
        basis=head.basis or _caption_basis(reading, place.band),
        source=label.source or head.source,
        source_raw=_words(reading, label.source_cell) if label.source_cell else (head.words if head.source else None),
        item=_flat(_words(reading, label.item)) if label.item else None,
        column_raw=head.words or None,
        year=when.year,
        period_start=when.period[0],
        period_end=when.period[1],
        amount_won=figure.amount_won,
        unit=figure.unit,
        raw=figure.raw,
        is_total=bool(over),
        total_over=over,
    )


def _flat(words: str) -> str:
    return " ".join(words.split())


def _caption_basis(reading: Reading, band: _Band) -> str | None:
    section = reading.outline.section_at(band.table.start)
    words = reading.outline.words(section) if section else ""
    if "및" in words:
        return None
    return "계획" if "계획" in words else basis_of(words) if basis_of(words) in ("확보", "집행") else None


def _total_over(place: _Place) -> tuple[str, ...]:
    label, head = place.labels[place.row], place.heads[place.column]
    others = [other for row, other in place.labels.items() if row != place.row]
    over: list[str] = []
    if label.totals and any(other.source_cell and not other.totals for other in others):
        over.append("source")
    beside = [other for column, other in place.heads.items() if column != place.column]
    if head.totals and any(other.source for other in beside):
        over.append("source")
    if (head.totals and not over) or (head.totals and any(other.year for other in beside)):
        over.append("year")
    if label.totals and not (over and "source" in over):
        over.append("item")
    return tuple(dict.fromkeys(over))


def _pieces(reading: Reading, place: _Place, figure: AmountMention) -> tuple[Piece, ...]:
    label = place.labels[place.row]
    cells = _head_cells(place.band, place.column)
    found = [Piece("column_raw", cell.start, cell.end) for cell in cells]
    if label.source_cell:
        found.append(Piece("source_raw", label.source_cell.start, label.source_cell.end))
    elif place.heads[place.column].source:
        found += [Piece("source_raw", cell.start, cell.end) for cell in cells]
    if label.item:
        found.append(Piece("item", label.item.start, label.item.end))
    if place.unit and place.unit_governs(figure):
        found.append(Piece("unit", *place.unit))
    return tuple(found)
