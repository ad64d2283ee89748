"""Splits of running text such as ``45억원(국비 20, 시비 25)`` -> budgets: the whole and each of its parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from extract.amounts import AmountMention
from extract.dates import DateMention
from extract.heads import basis_of, year_of
from extract.reading import Reading
from extract.records import Budget, Piece
from extract.vocabulary import fund, joins_funds

_ONLY_JOINT = re.compile(r"\s*[:：]?\s*\Z")


def split_budgets(reading: Reading) -> Iterator[Budget]:
    """Yield the whole of every split with source 계, and its parts with their fund or else their item.

    The parts of a range (``8.2~8.5억원(국비 7.2, 시비 0.1)``) are those of no one amount.
    """
    parts: defaultdict[int, list[AmountMention]] = defaultdict(list)
    wholes = {mention.span_start: mention for mention in reading.amounts}
    ranges = {end.span_start for first, end in pairwise(reading.amounts) if first.rule == "range"}
    for mention in reading.amounts:
        if mention.whole is not None and mention.amount_won is not None:
            parts[mention.whole].append(mention)
    for start in parts:
        whole = wholes[start]
        if (
            whole.whole is None
            and start not in ranges
            and whole.amount_won is not None
            and _is_split(reading.text, parts[start])
        ):
            yield from _split(reading, whole, parts)


def _is_split(text: str, parts: list[AmountMention]) -> bool:
    """Parts that name a fund, or two at least that name what they pay."""
    return any(_sources(text, parts)) or sum(part.label is not None for part in parts) > 1


def _fund(mention: AmountMention) -> str | None:
    return fund(mention.label, short=True) if mention.label else None


def _sources(text: str, parts: list[AmountMention]) -> list[str | None]:
    """The funds of the parts; a 기타 among parts of its line that are no funds is none either."""
    lines = [text.count("\n", parts[0].span_start, part.span_start) for part in parts]
    named = {line for line, part in zip(lines, parts, strict=True) if _names_fund(part)}
    return [_fund(part) if line in named else None for line, part in zip(lines, parts, strict=True)]


def _names_fund(part: AmountMention) -> bool:
    return _fund(part) not in (None, "기타") or joins_funds(part.label or "")


def _split(reading: Reading, whole: AmountMention, parts: dict[int, list[AmountMention]]) -> Iterator[Budget]:
    group = f"{reading.document.doc_id}-g{whole.span_start}"
    date = _year_before(reading, whole)
    outer = _sources(reading.text, parts[whole.span_start])
    years = [_year_as_label(reading, part) for part in parts[whole.span_start]]
    yield _row(whole, group, date, source="계", over=("year",) if all(years) else _over(outer))
    for part, source, year in zip(parts[whole.span_start], outer, years, strict=True):
        inner = parts.get(part.span_start, [])
        sources = _sources(reading.text, inner)
        yield _row(part, group, year or date, source=source, over=_over(sources), labelled=year is None)
        for innermost, inner_source in zip(inner, sources, strict=True):
            yield _row(innermost, group, date, source=inner_source, over=())


def _over(sources: list[str | None]) -> tuple[str, ...]:
    """What a figure sums whose parts have these sources."""
    if not sources:
        return ()
    return ("source",) if any(sources) else ("item",)


def _year_before(reading: Reading, whole: AmountMention) -> DateMention | None:
    """``’25년 17.5억원(…)``: the year that stands directly before the whole."""
    line_start = reading.text.rfind("\n", 0, whole.span_start) + 1
    dates = reading.dates_in(line_start, whole.span_start)
    if dates and _ONLY_JOINT.match(reading.text, dates[-1].span_end, whole.span_start):
        return dates[-1] if year_of(dates[-1].raw) else None
    return None


def _year_as_label(reading: Reading, part: AmountMention) -> DateMention | None:
    """``45억원(’24년 이전 20, ’25년 25)``: the year or years that a part is named by, and by nothing else."""
    if part.label_start is None or part.label_end is None:
        return None
    dates = reading.dates_in(part.label_start, part.label_end)
    whole = len(dates) == 1 and (dates[0].span_start, dates[0].span_end) == (part.label_start, part.label_end)
    return dates[0] if whole and dates[0].precision == "year" else None


def _row(
    mention: AmountMention,
    group: str,
    date: DateMention | None,
    *,
    source: str | None,
    over: tuple[str, ...],
    labelled: bool = True,
) -> Budget:
    assert mention.amount_won is not None
    label = mention.label if mention.whole is not None and labelled else None
    names_fund = label is not None and (source is not None or joins_funds(label))
    return Budget(
        span_start=mention.span_start,
        span_end=mention.span_end,
        rule="split",
        pieces=(*(_pieces(mention, names_fund) if label else ()), *_pieces_of_date(date)),
        group_id=group,
        basis=_basis(mention),
        source=source,
        source_raw=label if names_fund else None,
        item=None if names_fund else label,
        amount_won=mention.amount_won,
        unit=mention.unit,
        raw=mention.raw,
        is_total=bool(over),
        total_over=over,
        **_columns_of_date(date),
    )


def _columns_of_date(date: DateMention | None) -> dict[str, Any]:
    if date is None:
        return {}
    year = year_of(date.raw)
    return {"column_raw": date.raw, "year": year, "period_start": date.start_date, "period_end": date.end_date}


def _basis(mention: AmountMention) -> str | None:
    basis = basis_of(mention.label) if mention.label and mention.whole is None else None
    return basis if basis in ("확보", "집행", "증감") else None


def _pieces_of_date(date: DateMention | None) -> tuple[Piece, ...]:
    return (Piece("column_raw", date.span_start, date.span_end),) if date else ()


def _pieces(mention: AmountMention, names_fund: bool) -> tuple[Piece, ...]:
    if mention.label_start is None or mention.label_end is None:
        return ()
    return (Piece("source_raw" if names_fund else "item", mention.label_start, mention.label_end),)
