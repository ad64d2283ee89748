"""Writes the golden file of a draft: what its marks and its head declare, in reading order. Nothing is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from making.draft import Draft, Heading, Line, Note, Project, Table, Title
from making.gold_rows import Row, optional_mark, rows_of_text
from making.gold_tables import rows_of_table
from making.marks import read_period

COMPLETE = ["projects", "fields", "sections", "milestones", "annual_plans", "budgets", "dates", "amounts", "checks"]


def golden(draft: Draft, source: str, sha256: str) -> Row:
    """Give the golden file's content for a draft set as the file `source` with that checksum."""
    head = draft.head
    rows: dict[str, list[Row]] = {name: [] for name in COMPLETE}
    rows["projects"] = [_project(project) for project in head.get("projects", [])]
    rows["fields"] = [{"label": label, "value": value} for label, value in head.get("fields", [])]
    rows["checks"] = list(head.get("checks", []))
    for name, row in _facts(draft):
        rows[name].append(row)
    complete = head.get("complete", COMPLETE)
    document = {key: head.get(key) for key in ("title", "issuer", "kind", "is_plan", "base_year")}
    document["is_plan"] = head.get("is_plan", True)
    gold: Row = {"source": source, "sha256": sha256, "origin": "read", "scope": {"whole": True}, "document": document}
    gold.update({name: rows[name] for name in COMPLETE if name in complete})
    gold["complete"] = complete
    return gold


def _project(declared: Row) -> Row:
    start, end, _ = read_period(declared.get("period", ""))
    cost = declared.get("total_cost")
    row: Row = {
        "title": declared["title"],
        "code": declared.get("code"),
        "period_raw": declared.get("period_raw"),
        "period_start": start and start.isoformat(),
        "period_end": end and end.isoformat(),
        "total_cost_raw": declared.get("total_cost_raw"),
        "total_cost_won": None if cost is None else int(Decimal(str(cost))),
        "department": declared.get("department"),
    }
    return row | ({"optional": True} if declared.get("optional") else {})


def _facts(draft: Draft) -> Iterator[tuple[str, Row]]:
    project: str | None = None
    state: str | None = None
    states: dict[int, str] = {}
    for block in draft.blocks:
        if isinstance(block, Project):
            project = block.title
        elif isinstance(block, Title):
            yield from rows_of_text(block.marked, project, state)
            yield "sections", {"heading": block.marked.text, "kind": None, "level": 1, "optional": True}
        elif isinstance(block, Heading):
            state = _inherit(states, block)
            section: Row = {"heading": block.heading, "kind": block.kind, "level": block.level}
            yield "sections", section | optional_mark(block.optional)
            yield from rows_of_text(block.marked, project, state)
        elif isinstance(block, Line | Note):
            yield from rows_of_text(block.marked, project, state)
        elif isinstance(block, Table):
            yield from rows_of_table(block, project, state)


def _inherit(states: dict[int, str], heading: Heading) -> str | None:
    """Give the state that a heading's steps have: its own, else that of the nearest heading above it."""
    for level in [level for level in states if level >= heading.level]:
        del states[level]
    if heading.state:
        states[heading.level] = heading.state
    return states[max(states)] if states else None
