"""Two runs differ by the rows that differ, whatever their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from extract.evaluate.diff import TABLES, Run, diff_text, differences
from extract.records import Plan
from tests.evaluate.made import plan, rows


def run(*plans: Plan) -> Run:
    """Return the plans as a run: per table the function that gives its rows."""
    return {table: partial(listed, plans, table) for table in TABLES}


def listed(plans: Iterable[Plan], table: str) -> list[dict[str, Any]]:
    return [asdict(row) for each in plans for row in getattr(each, table)]


def changed(table: str, number: int = 0, **change: Any) -> Plan:
    found = rows()
    found[table][number] |= change
    return plan(found)


def test_a_run_does_not_differ_from_itself():
    assert differences(run(plan()), run(plan())) == []
    assert list(diff_text([], {})) == ["no row differs"]


def test_numbers_and_boxes_are_no_difference():
    other = plan()
    moved = tuple(replace(row, row_id=f"x{row.row_id}", bbox_x0=1.0, project_id="d-p7") for row in other.dates)
    assert differences(run(plan()), run(replace(other, dates=moved))) == []


def test_a_changed_value_names_its_column():
    [difference] = differences(run(plan()), run(changed("milestones", state="완료")))
    assert (difference.table, difference.rule, difference.change) == ("milestones", "made_milestones", "changed")
    assert difference.columns == {"state": ("예정", "완료")}


def test_a_row_appears_and_vanishes():
    found = rows()
    del found["budgets"][1]
    [difference] = differences(run(plan()), run(plan(found)))
    assert (difference.table, difference.change, difference.words) == ("budgets", "vanished", "30")
    [difference] = differences(run(plan(found)), run(plan()))
    assert difference.change == "appeared"


def test_rows_of_one_place_are_told_apart():
    twice = plan()
    twice = replace(twice, dates=(*twice.dates, twice.dates[0]))
    assert [each.change for each in differences(run(plan()), run(twice))] == ["appeared"]
    assert [each.change for each in differences(run(twice), run(plan()))] == ["vanished"]


def test_a_document_of_one_run_alone_is_told_once():
    document = replace(plan().document, doc_id="e", source="other.txt")
    other = Plan(documents=(document,), dates=tuple(replace(row, doc_id="e") for row in plan().dates))
    [difference] = differences(run(plan()), run(plan(), other))
    assert (difference.table, difference.doc_id, difference.change) == ("documents", "e", "appeared")


def test_the_text_counts_by_rule_and_lists_by_document():
    told = list(diff_text(differences(run(plan()), run(changed("dates", precision="day"))), {"d": "made.txt"}))
    assert told == [
        "1 rows differ",
        "  dates: made_dates: 1 changed",
        "made.txt (d)",
        "  changed dates 2024. 1. ~ 2025. 12. [made_dates]: precision month → day",
    ]
