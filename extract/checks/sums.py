"""Totals against their parts, over years and over funds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from operator import attrgetter

from extract.axes import Axes, axes, sums_local_funds
from extract.checks.findings import Findings, Told, disagreement, in_unit, told_budget
from extract.document import Span
from extract.figures import last_digit, sums_up
from extract.records import Budget, Check


def sum_of_years(found: Findings) -> Iterator[Check]:
    """A total over years against the years beside it: the rows of one table with one fund and item."""
    fullest = _fullest(found.budgets, "source", "source_raw", "item")
    gaps = _with_gaps(found, fullest)
    for rows in _groups(found.budgets, "group_id", "source", "source_raw", "item"):
        totals = [row for row in rows if "year" in row.total_over]
        parts = _one_basis([row for row in rows if "year" not in row.total_over])
        full = len(rows) == fullest[rows[0].group_id] and not (rows[0].source == "계" and rows[0].group_id in gaps)
        if len(totals) == 1 and full and _are_years(parts):
            yield from _sum_check("sum_of_years", "연도별 금액의 합", totals[0], parts)


def _with_gaps(found: Findings, fullest: dict[str, int]) -> set[str]:
    """The tables in which a fund's or item's row holds fewer figures than another: its totals sum what was not read."""
    groups = _groups(found.budgets, "group_id", "source", "source_raw", "item")
    return {rows[0].group_id for rows in groups if rows[0].source != "계" and len(rows) < fullest[rows[0].group_id]}


def _are_years(parts: list[Budget]) -> bool:
    """Every part is of its own year or period, and together they can be a whole: not just a year or two."""
    years = [part.year for part in parts if part.year is not None]
    open_ended = [part for part in parts if part.year is None]
    told = all(part.period_start or part.period_end or "투자" in (part.column_raw or "") for part in open_ended)
    return told and len(set(years)) == len(years) and (len(years) > 2 or bool(open_ended))


def sum_of_sources(found: Findings) -> Iterator[Check]:
    """A total over funds against the funds: the rows of one table with one column and item, or a split's parts."""
    fullest = _fullest(found.budgets, "column_raw", "item")
    doubtful = {row.group_id for row in found.budgets if row.rule == "split" and _is_partial(found, row)}
    for rows in _groups(found.budgets, "group_id", "column_raw", "item"):
        totals = [row for row in rows if "source" in row.total_over and row.source == "계"]
        parts = [row for row in rows if row.source != "계" and row.source_raw and not _sums_others(row, rows)]
        whole = len(rows) == fullest[rows[0].group_id] and rows[0].group_id not in doubtful
        if len(totals) == 1 and len(parts) > 1 and whole:
            yield from _sum_check("sum_of_sources", "재원별 금액의 합", totals[0], parts)


_NOT_ALL = re.compile(r"\s*[~∼～]|\s*(?:확보|지원|포함|별도|등|내외|이상|이하|이내|여)")


def _is_partial(found: Findings, row: Budget) -> bool:
    """A part that is no fund, a range, or one of which only something is said (``시비 30억 확보``)."""
    text = found.reading.text
    ranged = text[row.span_start - 1 : row.span_start] in "~∼～" and row.span_start > 0
    return row.item is not None or ranged or _NOT_ALL.match(text, row.span_end) is not None


def _fullest(rows: Iterable[Budget], *columns: str) -> dict[str, int]:
    """How many figures the fullest row (or column) of each group has; one with fewer has a cell that was not read."""
    found: dict[str, int] = {}
    for group in _groups(rows, "group_id", *columns):
        found[group[0].group_id] = max(found.get(group[0].group_id, 0), len(group))
    return found


def _groups(rows: Iterable[Budget], *columns: str) -> Iterator[list[Budget]]:
    """The rows that agree in the columns; None sorts first."""
    key = attrgetter(*columns)
    ordered = sorted(rows, key=lambda row: [(value is not None, value or "") for value in key(row)])
    for _, group in groupby(ordered, key=key):
        yield sorted(group, key=attrgetter("span_start"))


def _one_basis(parts: list[Budget]) -> list[Budget]:
    """Without what was spent (집행) of a column's money that stands beside it; a 증감 is no part of anything."""
    kept = [row for row in parts if row.basis != "증감"]
    others = {_column(row) for row in kept if row.basis != "집행"}
    return [row for row in kept if row.basis != "집행" or _column(row) not in others]


def _sums_others(row: Budget, beside: list[Budget]) -> bool:
    """A 지방비 of which the 시비 and 구비 stand beside it is no part."""
    return row.source == "지방비" and sums_local_funds((_place(other), other.amount_won) for other in beside)


def _column(row: Budget) -> str:
    return _place(row).when


def _place(row: Budget) -> Axes:
    return axes(partial(getattr, row))


def _sum_check(kind: str, words: str, total: Budget, parts: list[Budget]) -> Iterator[Check]:
    digit = last_digit(total.raw, total.unit)
    coarsest = max([digit, *(last_digit(part.raw, part.unit) for part in parts if part.amount_won)])
    amounts = [part.amount_won for part in parts]
    if any(amounts) and total.amount_won and not sums_up(total.amount_won, amounts, coarsest):
        span = Span(parts[0].span_start, parts[-1].span_end)
        summed = Told(span, in_unit(sum(amounts), total.unit), sum(amounts))
        one = told_budget(total)
        yield disagreement(kind, f"합계는 {one.raw}인데 {words}은 {summed.raw}입니다.", one, summed, total.project_id)
