"""Records -> disagreements: what a document says in two places that do not fit.

A check is silent where the reading is doubtful: several totals in one row, figures of two bases, a fund among items. It
never settles a disagreement; each place keeps its own value.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import attrgetter

from extract.amounts import find_formulas
from extract.document import Span
from extract.facts.budget import unitless_tables
from extract.figures import agree, last_digit, sums_up
from extract.reading import Reading
from extract.records import Budget, Check, Field, Milestone, Project
from extract.text import without_space

_HANGUL = re.compile(r"[가-힣]")
_WARNINGS = frozenset({"milestone_outside_period", "unit_missing"})


@dataclass(frozen=True, slots=True)
class Told:
    """What one place says: its words, as printed and with their unit, and its won where it is money."""

    span: Span
    raw: str
    won: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """The rows of one document that the checks compare."""

    reading: Reading
    projects: Sequence[Project]
    fields: Sequence[Field]
    milestones: Sequence[Milestone]
    budgets: Sequence[Budget]


def _check(kind: str, message: str, one: Told, other: Told, project_id: str | None) -> Check:
    return Check(
        span_start=one.span.start,
        span_end=one.span.end,
        rule=kind,
        project_id=project_id,
        check_kind=kind,
        severity="warning" if kind in _WARNINGS else "error",
        message=message,
        expected_raw=one.raw,
        found_raw=other.raw,
        expected_won=one.won,
        found_won=other.won,
        difference_won=other.won - one.won if one.won is not None and other.won is not None else None,
        other_span_start=other.span.start,
        other_span_end=other.span.end,
    )


# ------------------------------------------------------------------ comparing figures


def _with_unit(raw: str, unit: str | None) -> str:
    return raw if unit is None or _HANGUL.search(raw) else f"{raw}{unit}"


def _told_budget(row: Budget) -> Told:
    return Told(Span(row.span_start, row.span_end), _with_unit(row.raw, row.unit), row.amount_won)


def _told_cost(reading: Reading, field: Field) -> tuple[Told, Fraction]:
    """The amount of a 총사업비: its own words where it carries its unit, else the figure under the label's unit."""
    mentions = reading.amounts_in(field.span_start, field.span_end)
    if mentions:
        mention = mentions[0]
        return Told(Span(mention.span_start, mention.span_end), mention.raw, mention.amount_won), last_digit(
            mention.raw, mention.unit
        )
    unit = next((reading.text[piece.start : piece.end] for piece in field.pieces if piece.column == "amount_won"), None)
    return Told(Span(field.span_start, field.span_end), _with_unit(field.value, unit), field.amount_won), last_digit(
        field.value, unit
    )


# ------------------------------------------------------------------ the checks


def total_cost(found: Findings) -> Iterator[Check]:
    """The 총사업비 of header card, text and budget table, each against the first that is told."""
    for project in found.projects:
        told = [*_costs(found, project), *_table_totals(found, project)]
        for other, digit in told[1:]:
            one, first_digit = told[0]
            assert one.won is not None and other.won is not None
            if not agree((one.won, first_digit), (other.won, digit)):
                message = f"총사업비가 한 곳에서는 {one.raw}, 다른 곳에서는 {other.raw}입니다."
                yield _check("total_cost", message, one, other, project.project_id)
                break


def _costs(found: Findings, project: Project) -> Iterator[tuple[Told, Fraction]]:
    for field in found.fields:
        named = without_space(field.label_raw).startswith("총사업비")
        if field.project_id == project.project_id and named and field.amount_won is not None:
            yield _told_cost(found.reading, field)


def _table_totals(found: Findings, project: Project) -> Iterator[tuple[Told, Fraction]]:
    """The grand total of the project's budget tables, where the project has one table only."""
    rows = [row for row in found.budgets if row.project_id == project.project_id and row.rule == "budget_table"]
    if len({row.group_id for row in rows}) == 1:
        grand = [row for row in rows if row.source == "계" and "year" in row.total_over and row.item is None]
        if len(grand) == 1:
            yield _told_budget(grand[0]), last_digit(grand[0].raw, grand[0].unit)


def period(found: Findings) -> Iterator[Check]:
    """The 사업기간 of header card and text: ends that differ at the coarser precision."""
    for project in found.projects:
        told = [
            field
            for field in found.fields
            if field.label == "사업기간" and field.project_id == project.project_id and field.precision
        ]
        for other in told[1:]:
            one = told[0]
            if not _same_ends(one, other):
                message = f"사업기간이 한 곳에서는 {one.value}, 다른 곳에서는 {other.value}입니다."
                yield _check("period", message, _told_period(one), _told_period(other), project.project_id)
                break


def _told_period(field: Field) -> Told:
    return Told(Span(field.span_start, field.span_end), field.value)


_FINENESS = ("year", "half", "quarter", "month", "tenday", "day")


def _same_ends(one: Field, other: Field) -> bool:
    coarse = min(one.precision or "day", other.precision or "day", key=_FINENESS.index)
    return _cut(one.start_date, coarse) == _cut(other.start_date, coarse) and _cut(one.end_date, coarse) == _cut(
        other.end_date, coarse
    )


def _cut(day: datetime.date | None, precision: str) -> tuple[int, ...] | None:
    if day is None:
        return None
    parts = {"year": (), "half": ((day.month - 1) // 6,), "quarter": ((day.month - 1) // 3,), "month": (day.month,)}
    return (day.year, *parts.get(precision, (day.month, day.day)))


def sum_of_years(found: Findings) -> Iterator[Check]:
    """A total over years against the years beside it: the rows of one table with one fund and item."""
    fullest = _fullest(found.budgets, "source", "source_raw", "item")
    for rows in _groups(found.budgets, "group_id", "source", "source_raw", "item"):
        totals = [row for row in rows if "year" in row.total_over]
        parts = _one_basis([row for row in rows if "year" not in row.total_over])
        if len(totals) == 1 and len(rows) == fullest[rows[0].group_id] and _are_years(parts):
            yield from _sum_check("sum_of_years", "연도별 금액의 합", totals[0], parts)


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
        parts = [row for row in rows if row.source != "계" and row.source_raw]
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
    """Where 예산 and 집행 stand side by side, only what is no 집행; a 증감 is no part of anything."""
    kept = [row for row in parts if row.basis != "증감"]
    bases = {row.basis for row in kept}
    return [row for row in kept if row.basis != "집행"] if len(bases) > 1 else kept


def _sum_check(kind: str, words: str, total: Budget, parts: list[Budget]) -> Iterator[Check]:
    digit = last_digit(total.raw, total.unit)
    coarsest = max([digit, *(last_digit(part.raw, part.unit) for part in parts if part.amount_won)])
    amounts = [part.amount_won for part in parts]
    if any(amounts) and total.amount_won and not sums_up(total.amount_won, amounts, coarsest):
        span = Span(parts[0].span_start, parts[-1].span_end)
        summed = Told(span, f"{sum(amounts):,}원", sum(amounts))
        one = _told_budget(total)
        yield _check(kind, f"합계는 {one.raw}인데 {words}은 {summed.raw}입니다.", one, summed, total.project_id)


def milestone_outside_period(found: Findings) -> Iterator[Check]:
    """A step still to come that ends after its project's period; what prepares a project comes before it."""
    projects = {project.project_id: project for project in found.projects}
    for step in found.milestones:
        project = projects.get(step.project_id or "")
        if project and step.state != "완료" and step.recurrence is None and _is_late(step, project):
            one = _told_span(project)
            other = Told(Span(step.span_start, step.span_end), step.date_raw)
            message = f"사업기간 {one.raw} 밖의 일정이 있습니다: {other.raw}."
            yield _check("milestone_outside_period", message, one, other, step.project_id)


def _told_span(project: Project) -> Told:
    piece = next(piece for piece in project.pieces if piece.column == "period_raw")
    return Told(Span(piece.start, piece.end), project.period_raw or "")


def _is_late(step: Milestone, project: Project) -> bool:
    coarse = min(step.precision or "day", project.period_precision or "day", key=_FINENESS.index)
    last, end = _cut(project.period_end, coarse), _cut(step.end_date, coarse)
    return last is not None and end is not None and end > last


def unit_missing(found: Findings) -> Iterator[Check]:
    """A table of funds whose figures no unit of money governs."""
    for first in unitless_tables(found.reading):
        told = Told(first, found.reading.text[slice(*first)])
        yield _check("unit_missing", f"예산표에 단위가 없습니다: 첫 금액은 {told.raw}입니다.", told, told, None)


def formula(found: Findings) -> Iterator[Check]:
    """A 산출기초 whose product is not what is printed behind its equals sign."""
    for one in find_formulas(found.reading.text):
        if one.computed_won != one.stated_won:
            stated = Told(Span(one.stated_start, one.stated_end), one.stated_raw, one.stated_won)
            whole = Told(Span(one.span_start, one.span_end), f"{one.computed_won:,}원", one.computed_won)
            yield _check(
                "formula", f"산출기초를 계산하면 {whole.raw}인데 {stated.raw}으로 적혀 있습니다.", whole, stated, None
            )


def date_order(found: Findings) -> Iterator[Check]:
    """A range, both years written, that runs backwards."""
    for one in found.reading.backward_ranges:
        told = Told(Span(one.span_start, one.span_end), one.raw)
        yield _check("date_order", f"기간의 끝이 시작보다 앞섭니다: {one.raw}.", told, told, None)


OF_EVERY_DOCUMENT = (formula, date_order)
OF_PLANS = (
    total_cost,
    period,
    sum_of_years,
    sum_of_sources,
    milestone_outside_period,
    unit_missing,
    *OF_EVERY_DOCUMENT,
)


def checks(found: Findings, *, is_plan: bool) -> list[Check]:
    """Return everything in a document that does not add up, in the order of the places."""
    rules = OF_PLANS if is_plan else OF_EVERY_DOCUMENT
    return sorted((check for rule in rules for check in rule(found)), key=lambda check: (check.span_start, check.rule))
