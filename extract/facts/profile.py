"""Labels with their values: header cards and ``라벨 : 값`` lines -> fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.amounts import read_figure
from extract.document import Cell, Span, Table
from extract.facts.blank_card import CardEntry, blank_card
from extract.lines import Line
from extract.outline import Node
from extract.reading import Reading
from extract.records import Field, Piece
from extract.vocabulary import field_label, reading_of

_LABELLED = re.compile(
    r"(?:[(\[【](?P<bracketed>[^:：()\[\]【】]{1,20})[)\]】]\s*[:：]?|(?P<plain>[^:：()]{1,20}?(?:\([^():：]{1,12}\))?)\s*[:：])\s*"
)


_PERSON = re.compile(r"[가-힣]{2,4}(?=[\s☎(/]+[\d-]{3,}\)?\s*$)")


def _span_of(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _field(reading: Reading, label: Span, value: Span, rule: str, *, unit: Span | None = None) -> Field | None:
    """Return the field of a label and the span of its value, with the period or the amount that it is read as."""
    person = _PERSON.match(reading.text[slice(*value)])
    value = Span(value.start, value.start + person.end()) if person else value
    words = reading.text[slice(*value)]
    name = field_label(reading.text[slice(*label)])
    if name is None or not words:
        return None
    reads = reading_of(name)
    dates = reading.dates_in(*value) if reads == "period" else ()
    amount, unit_pieces = _amount(reading, value, unit) if reads == "amount" else (None, ())
    return Field(
        span_start=value.start,
        span_end=value.end,
        rule=rule,
        pieces=(Piece("label_raw", *label), *unit_pieces),
        label=name,
        label_raw=reading.text[slice(*label)],
        value=words,
        start_date=dates[0].start_date if dates else None,
        end_date=dates[0].end_date if dates else None,
        precision=dates[0].precision if dates else None,
        amount_won=amount,
    )


def _amount(reading: Reading, value: Span, unit: Span | None) -> tuple[int | None, tuple[Piece, ...]]:
    """The won of a value, and where the unit stands if the value does not carry it."""
    mentions = reading.amounts_in(*value)
    if mentions:
        return (mentions[0].amount_won if _opens(reading.text[value.start : mentions[0].span_start]) else None), ()
    figure = read_figure(reading.text[slice(*value)], reading.text[slice(*unit)]) if unit else None
    return (figure.amount_won, (Piece("amount_won", *unit),)) if figure and unit else (None, ())


_OPENING = re.compile(r"(?:총|약|일금|금|합계|계|총액|[가-힣]{1,2}비)?[\s(:：]*")


def _opens(words: str) -> bool:
    """``마중물 500억원`` is the amount of something else than its label says."""
    return _OPENING.fullmatch(words) is not None


# ------------------------------------------------------------------ lines


def line_fields(reading: Reading) -> Iterator[Field]:
    """Yield the fields of ``라벨 : 값`` and ``(라벨) 값`` lines, and of labels whose value is the list below them."""
    nodes = {id(node.line): node for node in reading.outline.nodes}
    for line in reading.outline.lines:
        node = nodes.get(id(line))
        if node and node.heading:
            continue
        match = _LABELLED.match(reading.text, line.body, line.end)
        if match and match.end() < line.end:
            field = _line_field(reading, line, match)
        else:
            field = _list_field(reading, node) if node else None
        if field:
            yield field


def _line_field(reading: Reading, line: Line, match: re.Match[str]) -> Field | None:
    group = "bracketed" if match["bracketed"] else "plain"
    label = _span_of(reading.text, match.start(group), match.end(group))
    value = _span_of(reading.text, match.end(), line.end)
    return _field(reading, label, value, "labelled_line", unit=reading.unit_in(*label))


def _list_field(reading: Reading, node: Node) -> Field | None:
    """``❍ 사업내용`` with bullets below: they are its value."""
    label = _span_of(reading.text, node.line.body, node.line.end)
    name = field_label(reading.text[slice(*label)].rstrip(" :：").strip("()[]"))
    if name is None or reading_of(name) != "list" or not node.children:
        return None
    values = [Span(child.line.body, child.line.end) for child in node.children]
    return Field(
        span_start=values[0].start,
        span_end=values[0].end,
        rule="label_over_list",
        pieces=(Piece("label_raw", *label), *(Piece("value", *value) for value in values)),
        label=name,
        label_raw=reading.text[slice(*label)],
        value="\n".join(reading.text[slice(*value)] for value in values),
    )


# ------------------------------------------------------------------ header cards

_FEWEST_LABELS = 2


def card_fields(reading: Reading) -> Iterator[Field]:
    """Yield the fields of header cards: tables whose cells are labels with their values below or beside them."""
    for table in reading.tables:
        labels = [cell for cell in table.cells if _is_label(reading, cell)]
        named = next((cell for cell in labels if field_label(reading.text[cell.start : cell.end]) == "사업명"), None)
        heads = [cell for cell in labels if named and cell.row == named.row]
        told = {field_label(reading.text[cell.start : cell.end]) for cell in heads}
        if named and told & {"사업기간", "총사업비"} and table.rows - named.row > 2:
            yield from _listed(reading, table, heads)
        elif len(labels) >= _FEWEST_LABELS and table.rows <= 2 * len(labels) + 2:
            yield from _table_card(reading, table, labels)
    for entry in blank_card(reading.text, reading.outline.lines):
        yield from _card_entry(reading, entry)


def _card_entry(reading: Reading, entry: CardEntry) -> Iterator[Field]:
    field = _field(reading, entry.label, entry.value, "blank_card", unit=entry.unit)
    if field:
        yield field


def _is_label(reading: Reading, cell: Cell) -> bool:
    return field_label(reading.text[cell.start : cell.end]) is not None


def _table_card(reading: Reading, table: Table, labels: list[Cell]) -> Iterator[Field]:
    grid = reading.grid(table)
    for cell in table.cells:
        if cell in labels:
            value = _value_cell(cell, grid, labels)
            if value and (field := _card_field(reading, cell, value)):
                yield field
        else:
            yield from _inline(reading, cell)


def _listed(reading: Reading, table: Table, heads: list[Cell]) -> Iterator[Field]:
    """A table of projects, one a row, under heads such as 사업명, 총사업비, 사업기간."""
    grid = reading.grid(table)
    unit = reading.caption_unit(table.start)
    for row in range(heads[0].row + 1, table.rows):
        for head in heads:
            cell = grid.get((row, head.column))
            if cell and cell.end > cell.start and cell.column == head.column:
                label, value = (
                    _span_of(reading.text, head.start, head.end),
                    _span_of(reading.text, cell.start, cell.end),
                )
                found = _field(reading, label, value, "listed", unit=reading.unit_in(head.start, head.end) or unit)
                if found:
                    yield found


def _card_field(reading: Reading, label: Cell, value: Cell) -> Field | None:
    words = _span_of(reading.text, label.start, label.end)
    unit = reading.unit_in(label.start, label.end)
    return _field(reading, words, _span_of(reading.text, value.start, value.end), "card", unit=unit)


def _value_cell(label: Cell, grid: dict[tuple[int, int], Cell], labels: list[Cell]) -> Cell | None:
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
    """``담 당 최종현 ☎8851``: a person behind the label in one cell."""
    for match in _INLINE.finditer(reading.text, cell.start, cell.end):
        field = _field(reading, Span(*match.span("label")), Span(*match.span("value")), "card_person")
        if field:
            yield field


def fields(reading: Reading) -> list[Field]:
    """Return every label with its value, in reading order."""
    found = [*card_fields(reading), *line_fields(reading)]
    return sorted(found, key=lambda field: (field.span_start, field.span_end))
