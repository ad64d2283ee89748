"""Which tables made a row from a date or an amount: ``used_in``. What is used nowhere stays visible as a left-over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.document import Span
from extract.reading import Reading
from extract.records import AnnualPlan, Budget, Fact, Field, Milestone, Project

_MADE_FROM = frozenset({"period_raw", "total_cost_raw", "column_raw"})


def _consumed(reading: Reading, row: Fact) -> Iterator[Span]:
    """Yield the spans that a row's dates and amounts were read from."""
    if isinstance(row, Milestone | Budget | AnnualPlan):
        yield Span(row.span_start, row.span_end)
    if isinstance(row, Project | Budget):
        yield from (Span(piece.start, piece.end) for piece in row.pieces if piece.column in _MADE_FROM)
    if isinstance(row, Field):
        if row.precision:
            first = reading.dates_in(row.span_start, row.span_end)[0]
            yield Span(first.span_start, first.span_end)
        if row.amount_won is not None:
            yield from (Span(m.span_start, m.span_end) for m in reading.amounts_in(row.span_start, row.span_end)[:1])


class Usage:
    """Tells for a span in which tables a row was made from it."""

    def __init__(
        self, reading: Reading, facts: Mapping[str, Sequence[Fact]], others: Iterable[tuple[str, Span]]
    ) -> None:
        spans = [(span, table) for table, rows in facts.items() for row in rows for span in _consumed(reading, row)]
        spans += [(span, table) for table, span in others]
        self.order = [*facts, "documents"]
        self.spans = sorted(spans)
        self.reach = max((span.end - span.start for span, _ in spans), default=0)

    def of(self, start: int, end: int) -> tuple[str, ...]:
        """Return the tables, in the order of the dictionary, that used the words of the span."""
        last = bisect_right(self.spans, (Span(end, 0), ""))
        found: set[str] = set()
        for span, table in reversed(self.spans[:last]):
            if span.start < start - self.reach:
                break
            if span.start < end and start < span.end:
                found.add(table)
        return tuple(table for table in self.order if table in found)
