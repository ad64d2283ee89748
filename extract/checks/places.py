"""What two places of a document say of one thing, and what one place cannot mean."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction

from extract.amounts import find_formulas
from extract.checks.findings import Findings, Told, disagreement, ended, told_budget, with_unit
from extract.document import Span
from extract.facts.budget import unitless_tables
from extract.figures import agree, last_digit
from extract.reading import Reading
from extract.records import Check, Field, Milestone, Project
from extract.text import without_space


def total_cost(found: Findings) -> Iterator[Check]:
    """The 총사업비 of header card, text and budget table, each against the first that is told."""
    for project in found.projects:
        told = [*_costs(found, project), *_table_totals(found, project)]
        for other, digit in told[1:]:
            one, first_digit = told[0]
            assert one.won is not None and other.won is not None
            if not agree((one.won, first_digit), (other.won, digit)):
                message = f"총사업비가 한 곳에서는 {one.raw}, 다른 곳에서는 {other.raw}입니다."
                yield disagreement("total_cost", message, one, other, project.project_id)
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
            yield told_budget(grand[0]), last_digit(grand[0].raw, grand[0].unit)


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
                yield disagreement("period", message, _told_period(one), _told_period(other), project.project_id)
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


def _told_cost(reading: Reading, field: Field) -> tuple[Told, Fraction]:
    """The amount of a 총사업비: its own words where it carries its unit, else the figure under the label's unit."""
    mentions = reading.amounts_in(field.span_start, field.span_end)
    if mentions:
        mention = mentions[0]
        return Told(Span(mention.span_start, mention.span_end), mention.raw, mention.amount_won), last_digit(
            mention.raw, mention.unit
        )
    unit = next((reading.text[piece.start : piece.end] for piece in field.pieces if piece.column == "amount_won"), None)
    return Told(Span(field.span_start, field.span_end), with_unit(field.value, unit), field.amount_won), last_digit(
        field.value, unit
    )


def milestone_outside_period(found: Findings) -> Iterator[Check]:
    """A step still to come that ends after its project's period; what prepares a project comes before it."""
    projects = {project.project_id: project for project in found.projects}
    for step in found.milestones:
        project = projects.get(step.project_id or "")
        if project and step.state != "완료" and step.recurrence is None and _is_late(step, project):
            one = _told_span(project)
            other = Told(Span(step.span_start, step.span_end), step.date_raw)
            message = f"사업기간 {one.raw} 밖의 일정이 있습니다: {ended(other.raw)}"
            yield disagreement("milestone_outside_period", message, one, other, step.project_id)


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
        yield disagreement("unit_missing", f"예산표에 단위가 없습니다: 첫 금액은 {told.raw}입니다.", told, told, None)


def formula(found: Findings) -> Iterator[Check]:
    """A 산출기초 whose product is not what is printed behind its equals sign."""
    for one in find_formulas(found.reading.text):
        if one.computed_won != one.stated_won:
            stated = Told(Span(one.stated_start, one.stated_end), one.stated_raw, one.stated_won)
            whole = Told(Span(one.span_start, one.span_end), f"{one.computed_won:,}원", one.computed_won)
            yield disagreement(
                "formula", f"산출기초를 계산하면 {whole.raw}인데 {stated.raw}으로 적혀 있습니다.", whole, stated, None
            )


def date_order(found: Findings) -> Iterator[Check]:
    """A range, both years written, that runs backwards."""
    for one in found.reading.backward_ranges:
        told = Told(Span(one.span_start, one.span_end), one.raw)
        yield disagreement("date_order", f"기간의 끝이 시작보다 앞섭니다: {ended(one.raw)}", told, told, None)
