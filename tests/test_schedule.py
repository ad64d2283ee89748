"""Lines and tables of schedules give dated steps with their state, and nothing else does."""

from __future__ import annotations

import datetime

import pytest

from extract.facts.schedule import line_milestones
from extract.facts.schedule_table import table_milestones
from extract.facts.steps import RULES
from extract.records import Milestone
from tests.by_origin import Case, by_origin, load
from tests.documents import reading


def told(row: Milestone) -> str:
    """A step as the cases write it; ``-`` where an end is open or nothing tells the state."""
    return f"{row.task} | {row.start_date or '-'} {row.end_date or '-'} | {row.state or '-'}"


def milestones(case: Case, *, of_tables: bool) -> list[Milestone]:
    issued = datetime.date.fromisoformat(case["issued"]) if "issued" in case else None
    made = reading(*case["given"], base_year=case.get("base_year"), issued=issued)
    return sorted((table_milestones if of_tables else line_milestones)(made), key=lambda row: row.span_start)


@pytest.mark.parametrize("case", by_origin("schedule"))
def test_the_steps_of_lines(case: Case) -> None:
    assert sorted(map(told, milestones(case, of_tables=False))) == sorted(case["found"])


@pytest.mark.parametrize("case", by_origin("schedule_table"))
def test_the_steps_of_tables(case: Case) -> None:
    assert [told(row) for row in milestones(case, of_tables=True)] == case["found"]


def test_every_form_of_a_step_has_a_case() -> None:
    cases = load("schedule", "wild") + load("schedule", "made")
    read = {row.rule for case in cases for row in milestones(case, of_tables=False)}
    forms = {"date_after_leader", "date_last", "dated_chain", "date_first", "date_after_colon", "dated_clauses"}
    forms |= {"dated_phrases", "dates_before_colon"}
    assert forms == {rule.__name__ for rule in RULES}
    assert read == forms | {"date_aside", "bracketed_steps", "finer_phrases", "numbered_steps", "date_above"}


def test_every_layout_of_a_schedule_has_a_case() -> None:
    read = {row.rule for case in load("schedule_table", "made") for row in milestones(case, of_tables=True)}
    assert read == {"date_column", "date_row", "marked_grid", "steps_under_dates"}


def test_a_step_names_its_action_and_its_words() -> None:
    made = reading("□ 추진일정", "- 안데르센마을 조성(’24.12. 준공)")
    [row] = line_milestones(made)
    assert (row.task, row.action, row.date_raw) == ("안데르센마을 조성(준공)", "조성", "’24.12.")
    assert made.text[row.span_start : row.span_end] == row.date_raw
    pieces = [made.text[piece.start : piece.end] for piece in row.pieces]
    assert pieces == ["안데르센마을 조성(", "준공)"]
    assert {piece.column for piece in row.pieces} == {"task"}


def test_a_line_of_open_brackets_is_soon_read() -> None:
    """A task is looked at once from its end, whatever stands in it; with 40 brackets a second look would not end."""
    made = reading("□ 추진일정", f"○ 협약 체결 {'( ' * 40}】 (’25. 3.)")
    assert [row.date_raw for row in line_milestones(made)] == ["’25. 3."]
