"""A made document, its golden rows, and the output that finds exactly those."""

from __future__ import annotations

import copy
import datetime
from pathlib import Path
from typing import Any

from extract.evaluate.gold import TABLES, Gold
from extract.evaluate.scope import places_of
from extract.records import TABLES as RECORDS
from extract.records import DocumentRow, Evidence, Fact, Plan

Rows = dict[str, list[dict[str, Any]]]

TEXT = """해온구 빗물마을 조성
사업기간 : 2024. 1. ~ 2025. 12.
총사업비 : 95백만원
주관부서 : 물순환과
□ 추진일정
- 추진계획 수립 (’24. 3.)
- 조례 제정 (’24. 7.~8.)
- 마을 준공식 개최 (’25. 12.)
□ 연차별 추진계획
2024년\t조례 마련\t조례 제정\t40%
2025년\t마을 준공\t준공식 개최\t100%
□ 소요예산 (단위: 백만원)
구분\t2024\t2025
국비\t20\t30
시비\t15\t25
총액은 약 90백만원
"""
PAGE_BREAK = TEXT.index("□ 연차별")
"""The first page ends here."""

PROJECT = "해온구 빗물마을 조성"

ROWS: Rows = {
    "projects": [
        {
            "title": PROJECT, "code": None, "period_raw": "2024. 1. ~ 2025. 12.", "period_start": "2024-01-01",
            "period_end": "2025-12-31", "total_cost_raw": "95백만원", "total_cost_won": 95_000_000,
            "department": "물순환과",
        }
    ],
    "fields": [
        {"label": "사업기간", "value": "2024. 1. ~ 2025. 12."},
        {"label": "총사업비", "value": "95백만원"},
        {"label": "주관부서", "value": "물순환과"},
    ],
    "sections": [
        {"heading": "추진일정", "kind": "추진일정", "level": 1},
        {"heading": "연차별 추진계획", "kind": "연차별추진계획", "level": 1},
        {"heading": "소요예산 (단위: 백만원)", "kind": "소요예산", "level": 1},
    ],
    "milestones": [
        {
            "task": task, "date_raw": raw, "start_date": start, "end_date": end, "precision": "month",
            "recurrence": None, "state": "예정",
        }
        for task, raw, start, end in [
            ("추진계획 수립", "’24. 3.", "2024-03-01", "2024-03-31"),
            ("조례 제정", "’24. 7.~8.", "2024-07-01", "2024-08-31"),
            ("마을 준공식 개최", "’25. 12.", "2025-12-01", "2025-12-31"),
        ]
    ],
    "annual_plans": [
        {"year": 2024, "goals": ["조례 마련"], "activities": ["조례 제정"], "progress_pct": 40},
        {"year": 2025, "goals": ["마을 준공"], "activities": ["준공식 개최"], "progress_pct": 100},
    ],
    "budgets": [
        {
            "project": PROJECT, "source": source, "source_raw": source, "item": None, "year": year,
            "column_raw": str(year), "amount_won": 1_000_000 * int(raw), "unit": "백만원", "raw": raw,
            "is_total": False,
        }
        for source, years in {"국비": {2024: "20", 2025: "30"}, "시비": {2024: "15", 2025: "25"}}.items()
        for year, raw in years.items()
    ],
    "dates": [
        {"raw": raw, "start_date": start, "end_date": end, "precision": "month", "recurrence": None, "inferred": False}
        for raw, start, end in [
            ("2024. 1. ~ 2025. 12.", "2024-01-01", "2025-12-31"),
            ("’24. 3.", "2024-03-01", "2024-03-31"),
            ("’24. 7.~8.", "2024-07-01", "2024-08-31"),
            ("’25. 12.", "2025-12-01", "2025-12-31"),
        ]
    ],
    "amounts": [
        {"raw": "95백만원", "amount_won": 95_000_000, "qualifier": None, "per": None, "label": None},
        {"raw": "90백만원", "amount_won": 90_000_000, "qualifier": "약", "per": None, "label": None},
    ],
    "checks": [{"check": "total_cost", "expected": "95백만원", "found": "90백만원"}],
}  # fmt: skip

DOCUMENT = {"title": PROJECT, "issuer": "해온구", "kind": "공약실천계획", "is_plan": True, "base_year": 2024}

_WORDS = ("raw", "date_raw", "heading", "title", "value", "year", "found")
_MORE: dict[str, dict[str, Any]] = {
    "fields": {"label_raw": ""},
    "sections": {"text": ""},
    "budgets": {"group_id": "g"},
    "amounts": {"unit": "백만원", "currency": "KRW"},
    "checks": {"severity": "error", "message": ""},
}
_AFTER = {"annual_plans": "□ 연차별", "budgets": "국비\t"}
_RENAMED = {"check": "check_kind", "expected": "expected_raw", "found": "found_raw"}


def rows() -> Rows:
    """Return the golden rows, to be changed at will."""
    return copy.deepcopy(ROWS)


def gold(wanted: Rows | None = None, *, origin: Any = "read", **scope: Any) -> Gold:
    """Return a golden document of the rows, the whole text where no scope is named."""
    tables = rows() if wanted is None else wanted
    return Gold("made", Path("made.txt"), origin, scope or {"whole": True}, DOCUMENT, tables)


def plan(found: Rows | None = None, **document: Any) -> Plan:
    """Return the output that holds exactly these rows, each where its words first stand free."""
    taken: set[tuple[str, int]] = set()
    listed = rows() if found is None else found
    facts = {
        table: tuple(_fact(table, row, number, taken) for number, row in enumerate(listed.get(table, [])))
        for table in TABLES
    }
    return Plan(documents=(_document(**{**DOCUMENT, **document}),), **facts)  # type: ignore[arg-type]


def piece(row_id: str, column: str, start: int, end: int) -> Evidence:
    """Return a row of evidence without a place on paper."""
    nowhere = dict.fromkeys(("page", "bbox_x0", "bbox_top", "bbox_x1", "bbox_bottom"))
    return Evidence(row_id=row_id, column=column, doc_id="d", span_start=start, span_end=end, **nowhere)


def _fact(table: str, row: dict[str, Any], number: int, taken: set[tuple[str, int]]) -> Fact:
    words = next(str(row[name]) for name in _WORDS if row.get(name))
    after = TEXT.index(_AFTER.get(table, ""))
    places = [place for place in places_of(TEXT, words) if place[0] >= after] or [(0, 1)]
    start, end = next((place for place in places if (table, place[0]) not in taken), places[-1])
    taken.add((table, start))
    columns = {_RENAMED.get(name, name): _value(name, value) for name, value in row.items() if name != "project"}
    columns.pop("optional", None)
    record: Any = RECORDS[table]
    return record(  # type: ignore[no-any-return]
        row_id=f"d-{table}-{number}", doc_id="d", span_start=start, span_end=end, page=1 + (start >= PAGE_BREAK),
        rule=f"made_{table}", **_MORE.get(table, {}), project_id="d-p0", **columns,
    )  # fmt: skip


def _value(name: str, value: Any) -> Any:
    if value is not None and name in {"start_date", "end_date", "period_start", "period_end"}:
        return datetime.date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _document(**told: Any) -> DocumentRow:
    return DocumentRow(
        doc_id="d", source="made.txt", sources=("made.txt",), format="txt", sha256="0" * 64, bytes=0, pages=2,
        issuer_sido=None, issuer_sigungu=None, issuer_code=None, date=None, date_raw=None, same_as=None, text=TEXT,
        warnings=(), extractor="", **told,
    )  # fmt: skip
