"""What was found in one document, for reading in a terminal and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from extract.records import TABLES, Budget, Check, DocumentRow, Fact, Milestone, Plan, Project, Section, columns
from extract.terminal import columns as straight


def plan_json(plan: Plan) -> str:
    """Return every row of a plan as JSON: ``{"documents": [{…}], "milestones": [{…}], …}``; dates are ISO 8601."""
    rows = {
        table: [{name: getattr(row, name) for name in columns(table)} for row in getattr(plan, table)]
        for table in TABLES
        if hasattr(plan, table)
    }
    return json.dumps(rows, ensure_ascii=False, indent=1, default=date.isoformat)


def plan_text(plan: Plan) -> Iterator[str]:
    """Yield what was found as lines: the document, its sections, projects, milestones, budgets and checks."""
    yield from _document(plan.document)
    for title, rows, right in (
        ("sections", [_section(row) for row in plan.sections], ()),
        ("projects", [_project(row) for row in plan.projects], (2,)),
        ("milestones", [_milestone(row) for row in plan.milestones], ()),
        ("budgets", [_budget(row) for row in plan.budgets], (2,)),
        ("checks", [_check(row) for row in plan.checks], ()),
    ):
        yield from _titled(title, rows, right)
    yield ""
    yield ", ".join(f"{name} {len(getattr(plan, name))}" for name in ("fields", "items", "annual_plans", "terms"))
    yield from _left_over(plan)


def _titled(title: str, rows: list[list[object]], right: Sequence[int]) -> Iterator[str]:
    yield ""
    yield f"{title}: {len(rows) or 'none'}"
    yield from (f"  {line}" for line in straight(rows, cells=118, right=right) if rows)


def _document(row: DocumentRow) -> Iterator[str]:
    pages = f", {row.pages} pages" if row.pages else ""
    yield row.title or row.source
    year = row.base_year and f"for {row.base_year}"
    told = (row.kind, None if row.is_plan else "(no plan)", row.issuer, year, f"{row.format}{pages}")
    yield " · ".join(str(part) for part in told if part)
    yield from (f"! {warning}" for warning in row.warnings)


def _place(row: Fact) -> str:
    return f"p.{row.page}" if row.page else f"@{row.span_start}"


def _section(row: Section) -> list[object]:
    return [_place(row), "  " * (row.level - 1) + row.heading, row.kind]


def _project(row: Project) -> list[object]:
    return [_place(row), row.title, _won(row.total_cost_won), row.period_raw, row.department]


def _milestone(row: Milestone) -> list[object]:
    return [_place(row), row.recurrence or _period(row.start_date, row.end_date), row.state, row.task, row.date_raw]


def _budget(row: Budget) -> list[object]:
    told = "total" if row.is_total else None
    return [_place(row), row.source or row.source_raw or row.item, _won(row.amount_won), row.column_raw, row.raw, told]


def _check(row: Check) -> list[object]:
    return [_place(row), row.severity, row.check_kind, row.message]


def _left_over(plan: Plan) -> Iterator[str]:
    rows: dict[str, Sequence[Any]] = {"dates": plan.dates, "amounts": plan.amounts}
    for name, found in rows.items():
        unused = [row.raw for row in found if not row.used_in]
        told = f" (in no other table: {', '.join(unused[:8])}{' …' if len(unused) > 8 else ''})" if unused else ""
        yield f"{name} {len(found)}{told}"


def _period(start: date | None, end: date | None) -> str:
    if start == end:
        return str(start)
    return f"{start or ''!s:10} ~ {end or ''}".strip()


def _won(amount: int | None) -> str | None:
    return None if amount is None else f"{amount:,}"
