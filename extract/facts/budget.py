"""Budget tables -> budgets: every figure once, with its fund, its year or column, and what it sums.

A band of a table is a budget if its heads, its labels or its heading speak of budgets; its figures are read only where
a unit of money governs them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from extract.amounts import AmountMention, read_figure, without_share
from extract.bands import Band, bands
from extract.document import Cell, Span
from extract.facts.row_label import Label, names_funds, row_labels, rows_with_parts, span_of_cell
from extract.figures import last_digit
from extract.heads import Head, basis_of, read_head
from extract.laid import laid_tables
from extract.reading import Reading
from extract.records import Budget, Piece
from extract.text import without_space
from extract.vocabulary import field_label

_OF_BUDGETS = re.compile(r"사업비|예산|재원|기투자|투자계획|투자액|소요액|국비|시비")
_OF_TABLES = frozenset({"계획", "확보", "집행"})


@dataclass(frozen=True, slots=True)
class _Table:
    """A band with its heads and labels read; ``unit`` is where the unit of its figures stands."""

    band: Band
    heads: dict[int, Head]
    labels: dict[int, Label]
    unit: Span | None
    basis: str | None


# ------------------------------------------------------------------ units


def _inner_unit(band: Band) -> Span | None:
    """The last cell above the band's figures that names the unit of the table."""
    for cell in reversed([cell for cell in band.table.cells if cell.row < band.rows.start]):
        if band.reading.names_unit(cell.start, cell.end):
            return band.reading.unit_in(cell.start, cell.end)
    return None


def _head_unit(band: Band) -> Span | None:
    """The unit of one head (``총사업비(백만원) | 2025``) is that of the heads without one, if no other is told."""
    cells = (cell for column in band.columns for cell in band.head_cells(column))
    units = [unit for cell in dict.fromkeys(cells) if (unit := band.reading.unit_in(cell.start, cell.end))]
    return units[0] if len({band.reading.text[slice(*unit)] for unit in units}) == 1 else None


def _echoed_unit(band: Band) -> Span | None:
    """Where no caption tells the unit: that of an amount above the table, in its part, with a figure of the table."""
    section = band.reading.outline.section_at(band.table.start)
    top = section.parent if section and section.kind else section
    if top is None:
        return None
    cells = (band.cell(row, column) for row in band.rows for column in band.columns)
    figures = {words for cell in cells if "," in (words := band.words(cell).strip())}
    for mention in reversed(band.reading.amounts_in(top.line.start, band.table.start)):
        if mention.unit and mention.raw.removesuffix(mention.unit).strip() in figures:
            return Span(mention.span_end - len(mention.unit), mention.span_end)
    return None


# ------------------------------------------------------------------ bands -> rows


def table_budgets(reading: Reading) -> Iterator[Budget]:
    """Yield a row for every figure of every budget table, ruled or laid out by blanks."""
    for table in [*reading.tables, *laid_tables(reading.text, reading.outline.lines)]:
        for band in bands(reading, table):
            read = _read(band)
            if _is_budget(read):
                yield from _rows(read)


def unitless_tables(reading: Reading) -> Iterator[Span]:
    """Yield the first figure of every table of funds for which no caption, head or cell tells a unit of money."""
    for table in reading.tables:
        for band in bands(reading, table):
            told = _inner_unit(band) or reading.caption_unit(band.table.start) or _head_unit(band)
            funds = [label for label in row_labels(band, _above(band)).values() if label.source not in {None, "계"}]
            figures = [cell for row in band.rows if (cell := band.cell(row, band.columns[0])) and cell.end > cell.start]
            if told is None and len(funds) > 1 and figures and "원" not in band.words(figures[0]):
                yield span_of_cell(figures[0])


def _read(band: Band) -> _Table:
    caption = _inner_unit(band) or band.reading.caption_unit(band.table.start)
    unit = caption or _head_unit(band) or _echoed_unit(band)
    above = _above(band)
    heads = _heads(band, above)
    table = _Table(band, heads, row_labels(band, above), unit, _basis_of_heading(_heading(band), heads.values()))
    return replace(table, labels=_with_parts(table))


def _above(band: Band) -> str:
    """The heading of a table and the line right above it."""
    lines = band.reading.outline.lines_before(band.table.start)
    return f"{_heading(band)} {band.reading.text[lines[-1].start : lines[-1].end] if lines else ''}"


def _heads(band: Band, above: str) -> dict[int, Head]:
    """The heads of the columns; 기타 among heads that are no funds is none either."""
    heads = {column: band.head(column) for column in band.columns}
    if names_funds((head.words for head in heads.values()), above):
        return heads
    return {column: replace(head, source=None) for column, head in heads.items()}


def _with_parts(table: _Table) -> dict[int, Label]:
    """The labels, those of accounts marked that are the sum of the rows below them."""
    items = {
        row: f"{label.mark} {_words(table, label.item_words) or ''}".strip()
        for row, label in table.labels.items()
        if not label.source
    }
    figures = {row: [_figure_at(table, row, column) for column in table.band.columns] for row in items}
    printed = [figure for row in figures.values() for figure in row if figure]
    digit = max((last_digit(figure.raw, figure.unit) for figure in printed), default=Fraction(1))
    amounts = {row: [figure.amount_won if figure else None for figure in figures[row]] for row in items}
    sums = set(rows_with_parts(items, amounts, digit))
    return {row: replace(label, sums=row in sums) for row, label in table.labels.items()}


def _figure_at(table: _Table, row: int, column: int) -> AmountMention | None:
    cell = table.band.cell(row, column)
    return _figure(table, cell, table.heads[column]) if cell else None


def _heading(band: Band) -> str:
    section = band.reading.outline.section_at(band.table.start)
    return band.reading.outline.words(section) if section else ""


def _is_budget(table: _Table) -> bool:
    heading = _heading(table.band)
    if _is_card(table.band):
        return False
    named = any(head.source or head.basis or _OF_BUDGETS.search(head.words) for head in table.heads.values())
    funded = any(label.source not in (None, "계") for label in table.labels.values())
    return named or funded or bool(_OF_BUDGETS.search(heading)) or _kind(table.band) == "소요예산"


def _kind(band: Band) -> str | None:
    """The kind of a table's section, or of the next one above it that has any: ``예산`` holds ``□ 일반회계``."""
    section = band.reading.outline.section_at(band.table.start)
    return next((node.kind for node in section.ancestors() if node.kind), None) if section else None


def _is_card(band: Band) -> bool:
    """One row under labels such as 사업주체 and 사업기간 is a header card, which has its own reader."""
    heads = [field_label(band.words(cell)) for cell in band.table.cells if cell.row in band.heads]
    labels = [label for label in heads if label not in (None, "총사업비")]
    return len(band.rows) == 1 and len(labels) >= 2 and "사업명" not in labels


def _basis_of_heading(heading: str, heads: Collection[Head]) -> str | None:
    """A heading such as 연차별 투자계획 tells the basis of the whole table; one that names two does not.

    What was spent or secured is told of columns that have no basis of their own.
    """
    basis = "계획" if "계획" in heading else basis_of(heading)
    if basis != "계획" and any(head.basis for head in heads):
        return None
    return basis if basis in _OF_TABLES and "및" not in heading else None


def _rows(table: _Table) -> Iterator[Budget]:
    for row in table.band.rows:
        label = table.labels[row].item_words
        if label and not read_head(table.band.reading.text[slice(*label)]).money:
            continue
        for column in table.band.columns:
            cell = table.band.cell(row, column)
            figure = _figure_at(table, row, column)
            if cell and figure:
                yield _budget(table, row, column, cell, figure)


def _figure(table: _Table, cell: Cell, head: Head) -> AmountMention | None:
    unit = head.unit or (table.band.reading.text[slice(*table.unit)] if table.unit else None)
    words = without_share(table.band.words(cell).strip(), told=head.share)
    return read_figure(words, unit) if unit or "원" in words else None


def _budget(table: _Table, row: int, column: int, cell: Cell, figure: AmountMention) -> Budget:
    band, label, head = table.band, table.labels[row], table.heads[column]
    when = label.head if label.head and not head.year else head
    over = _total_over(table, row, column)
    of_head = _of_head(label, head, over)
    start = cell.start + band.words(cell).index(figure.raw)
    assert figure.amount_won is not None  # a unit of won leads to no foreign currency
    return Budget(
        span_start=start,
        span_end=start + len(figure.raw),
        rule="budget_table",
        pieces=_pieces(table, row, column, figure, of_head=of_head),
        group_id=f"{band.reading.document.doc_id}-g{band.table.start}-{band.heads.start}",
        basis=head.basis or table.basis,
        source=(head if of_head else label).source or ("계" if "source" in over else None),
        source_raw=head.words if of_head else _words(table, label.source_words),
        item=_words(table, label.item_words),
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


def _of_head(label: Label, head: Head, over: tuple[str, ...]) -> bool:
    """Whether the head tells the fund, or the 계 of funds: the label tells none, or is that of a row of totals."""
    if label.source_words is None:
        return head.source is not None or "source" in over
    return head.source is not None and label.source == "계"


def _words(table: _Table, span: Span | None) -> str | None:
    return " ".join(table.band.reading.text[slice(*span)].split()) if span else None


def _total_over(table: _Table, row: int, column: int) -> tuple[str, ...]:
    """What a figure sums: the funds or items below a 계, the years or funds beside a 총사업비."""
    label, head = table.labels[row], table.heads[column]
    beside = [other for key, other in table.heads.items() if key != column]
    over: list[str] = ["item"] if label.sums else []
    if label.source == "계":
        over.append(_below(table.labels.values()))
    if head.totals:
        over.append(_beside(beside))
    return tuple(dict.fromkeys(over))


def _beside(heads: list[Head]) -> str:
    """What a total column sums: the funds beside it, the years, or else items; a total alone sums the years."""
    if any(head.source for head in heads):
        return "source"
    timed = any(head.year or head.period != (None, None) or head.stands_alone for head in heads)
    return "year" if timed or not heads else "item"


def _below(labels: Collection[Label]) -> str:
    """What a row of totals sums: the funds in the other rows' labels, the years, or else items."""
    if any(label.source_words and label.source != "계" for label in labels):
        return "source"
    return "year" if any(label.head for label in labels) else "item"


def _pieces(table: _Table, row: int, column: int, figure: AmountMention, *, of_head: bool) -> tuple[Piece, ...]:
    label, heads = table.labels[row], table.band.head_cells(column)
    found = [Piece("column_raw", *span_of_cell(cell)) for cell in heads]
    if of_head:
        found += [Piece("source_raw", *span_of_cell(cell)) for cell in heads]
    elif label.source_words:
        found.append(Piece("source_raw", *label.source_words))
    if label.item_words:
        found.append(Piece("item", *label.item_words))
    if table.unit and not table.heads[column].unit and figure.unit and figure.unit not in without_space(figure.raw):
        found.append(Piece("unit", *table.unit))
    return tuple(found)
