"""Rows of the output in the words of golden files."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from extract.evaluate.gold import Row
from extract.records import Fact, Plan

COLUMNS: dict[str, tuple[str, ...]] = {
    "projects": (
        "title", "code", "period_raw", "period_start", "period_end", "total_cost_raw", "total_cost_won", "department",
    ),
    "fields": ("label", "value"),
    "sections": ("heading", "kind", "level"),
    "milestones": (
        "task", "date_raw", "start_date", "end_date", "precision", "recurrence", "state",
    ),
    "annual_plans": ("year", "goals", "activities", "progress_pct"),
    "budgets": (
        "source", "source_raw", "item", "year", "column_raw", "amount_won", "unit", "raw", "is_total",
    ),
    "dates": ("raw", "start_date", "end_date", "precision", "recurrence", "inferred"),
    "amounts": ("raw", "amount_won", "qualifier", "per", "label"),
    "checks": ("check", "expected", "found"),
}  # fmt: skip
"""The columns of a golden row, per table."""

_NAMES = {"check": "check_kind", "expected": "expected_raw", "found": "found_raw"}

DOCUMENT = ("title", "issuer", "kind", "is_plan", "base_year")
"""What a golden file says of the document itself."""


def titles_of(plan: Plan) -> dict[str, str]:
    """Return the title of each project by its ``project_id``."""
    return {project.project_id: project.title for project in plan.projects}


def golden_row(table: str, fact: Fact, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return a row of the output as a golden file would write it, with the title of its project if it has one."""
    row = {column: _plain(getattr(fact, _NAMES.get(column, column))) for column in COLUMNS[table]}
    title = titles.get(getattr(fact, "project_id", None) or "")
    return row if title is None or table == "projects" else {"project": title, **row}


def golden_document(plan: Plan) -> dict[str, Any]:
    """Return what the output says of the document itself, as a golden file would write it."""
    return {column: getattr(plan.document, column) for column in DOCUMENT}


def brief(row: Row, most: int | None = None) -> str:
    """Return a row in one line: what is known, in the order of its columns, ``most`` of them where that is given.

    >>> brief({"raw": "’24.7.", "start_date": "2024-07-01", "end_date": None, "inferred": False})
    '’24.7. · start_date 2024-07-01'
    >>> brief({"is_plan": False})
    'is_plan False'
    """
    if len(row) == 1:
        return " ".join(f"{column} {_printed(value)}" for column, value in row.items())
    known = {column: value for column, value in row.items() if value not in (None, False, [])}
    head, *others = ((column, value) for column, value in known.items() if column not in {"optional", "project"})
    return " · ".join([_printed(head[1]), *(f"{column} {_printed(value)}" for column, value in others[:most])])


def _plain(value: object) -> object:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _printed(value: object) -> str:
    return " / ".join(map(str, value)) if isinstance(value, list) else str(value)
