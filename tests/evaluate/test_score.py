"""Each kind of fault moves exactly the figures that it should."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extract.evaluate.gold import TABLES
from extract.evaluate.score import LeftOver, score_nothing, score_plan
from extract.evaluate.tally import Tally
from tests.evaluate.made import gold, plan, rows

PERFECT = score_plan(gold(), plan()).tables

EXTRA: dict[str, dict[str, Any]] = {
    "projects": {"title": "바다숲 가꾸기"},
    "fields": {"label": "위치", "value": "해온구"},
    "sections": {"heading": "구분", "kind": None},
    "milestones": {"task": "현장 점검", "date_raw": "’24. 3."},
    "annual_plans": {"year": 2026},
    "budgets": {"source": "도비"},
    "dates": {"raw": "2024년"},
    "amounts": {"raw": "15"},
    "checks": {"check": "period"},
}
WRONG: dict[str, dict[str, Any]] = {
    "projects": {"period_end": "2026-12-31"},
    "fields": {"value": "해온구"},
    "sections": {"kind": "현황"},
    "milestones": {"end_date": "2026-12-31"},
    "annual_plans": {"goals": ["조례 마련", "주민 모임"]},
    "budgets": {"amount_won": 1},
    "dates": {"start_date": None},
    "amounts": {"amount_won": 95_000},
}
OFF: dict[str, dict[str, Any]] = {
    "projects": {"department": "안전과"},
    "sections": {"level": 3},
    "milestones": {"state": "완료"},
    "budgets": {"is_total": True},
    "dates": {"inferred": True},
    "amounts": {"per": "월"},
}


def moved(table: str, **change: int) -> dict[str, Tally]:
    """Return the perfect counts with one table's changed."""
    return {**PERFECT, table: PERFECT[table] + Tally(**change)}


def test_a_perfect_output_scores_1():
    for table, each in PERFECT.items():
        assert (each.precision, each.recall, each.f1, each.wrong_share) == (1, 1, 1, 0), table
    assert set(PERFECT) == {"document", *TABLES}
    assert score_plan(gold(), plan()).faults == []


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_row_counts_as_missing_alone(table):
    found = rows()
    del found[table][0]
    assert score_plan(gold(), plan(found)).tables == moved(table, right=-1, missing=1)


@pytest.mark.parametrize("table", TABLES)
def test_an_extra_row_counts_as_extra_alone(table):
    found = rows()
    found[table].append({**found[table][0], **EXTRA[table]})
    assert score_plan(gold(), plan(found)).tables == moved(table, extra=1)


@pytest.mark.parametrize("table", TABLES)
def test_the_same_row_twice_counts_as_extra_alone(table):
    found = rows()
    found[table].append(found[table][0])
    assert score_plan(gold(), plan(found)).tables == moved(table, extra=1)


@pytest.mark.parametrize("table", WRONG)
def test_a_wrong_value_counts_as_wrong_and_not_as_missing(table):
    found = rows()
    found[table][0] |= WRONG[table]
    assert score_plan(gold(), plan(found)).tables == moved(table, right=-1, wrong=1)


@pytest.mark.parametrize("table", OFF)
def test_a_wrong_column_beside_the_value_moves_its_column_alone(table):
    found = rows()
    found[table][0] |= OFF[table]
    score = score_plan(gold(), plan(found))
    assert score.tables == PERFECT
    assert [(fault.table, fault.off) for fault in score.faults] == [(table, tuple(OFF[table]))]


def test_a_figure_in_another_column_is_missing_there_and_extra_here():
    found = rows()
    found["budgets"][0] |= {"year": 2031, "column_raw": "2031"}
    assert score_plan(gold(), plan(found)).tables == moved("budgets", right=-1, missing=1, extra=1)


def test_rows_outside_the_scope_are_not_scored():
    wanted = {table: [row for row in listed if table == "milestones"] for table, listed in rows().items()}
    found = rows()
    scope = {"from": "□ 추진일정", "to": "- 마을 준공식 개최 (’25. 12.)"}
    wanted["dates"] = [row for row in found["dates"] if "~ 2025" not in row["raw"]]
    wanted["sections"] = found["sections"][:1]
    scored = score_plan(gold(wanted, **scope), plan(found))
    assert scored.faults == []
    assert scored.tables["dates"] == Tally(right=3)
    assert scored.tables["amounts"] == Tally()


def test_page_scopes_take_the_page_on_which_a_row_begins():
    wanted = rows()
    wanted["sections"] = wanted["sections"][1:]
    scored = score_plan(gold({"sections": wanted["sections"], "budgets": wanted["budgets"]}, pages=[2]), plan())
    assert scored.faults == []
    assert scored.tables["sections"] == Tally(right=2)


def test_a_format_without_pages_has_no_row_on_any_page():
    found = plan()
    found = replace(found, dates=tuple(replace(row, page=None) for row in found.dates))
    assert score_plan(gold({"dates": rows()["dates"]}, pages=[1]), found).tables["dates"] == Tally(missing=4)


def test_tables_that_are_not_listed_in_full_are_not_scored():
    assert set(score_plan(gold({"dates": rows()["dates"]}), plan()).tables) == {"document", "dates"}


@pytest.mark.parametrize("table", TABLES)
def test_an_optional_row_counts_nowhere_found_or_not_right_or_wrong(table):
    wanted, found = rows(), rows()
    wanted[table][0]["optional"] = True
    wrong = rows()
    wrong[table][0] |= WRONG.get(table, {})
    del found[table][0]
    for output in (rows(), found, wrong):
        scored = score_plan(gold(wanted), plan(output)).tables
        assert scored.get(table, Tally()) == PERFECT[table] + Tally(right=-1)
        assert {**scored, table: PERFECT[table]} == PERFECT


def test_required_rows_are_matched_before_optional_ones():
    wanted = rows()
    wanted["dates"].insert(0, {**wanted["dates"][1], "optional": True})
    assert score_plan(gold(wanted), plan()).tables == PERFECT


def test_a_raw_that_holds_the_other_is_the_same_date():
    found = rows()
    found["dates"][1] |= {"raw": "24.3", "start_date": "2024-03-24", "end_date": "2024-03-24"}
    assert score_plan(gold(), plan(found)).tables == moved("dates", right=-1, wrong=1)


def test_a_task_is_matched_by_its_likeness_and_the_date_breaks_ties():
    wanted, found = rows(), rows()
    for listed in (wanted, found):
        for row in listed["milestones"]:
            row["task"] = "현장 점검"
    found["milestones"].reverse()
    found["milestones"][0]["task"] = "현장점검 실시"
    assert score_plan(gold(wanted), plan(found)).tables["milestones"] == Tally(right=3)
    found["milestones"][0]["task"] = "전혀 다른 일"
    assert score_plan(gold(wanted), plan(found)).tables["milestones"] == Tally(right=2, missing=1, extra=1)


@pytest.mark.parametrize(
    ("expected", "found", "off"),
    [
        ("90백만원", "95백만원", []),
        ("95", "90,000천원", []),
        ("96백만원", "90백만원", ["expected"]),
        (None, "0.9억원", ["expected"]),
    ],
)
def test_the_figures_of_a_check_may_be_written_otherwise_and_stand_the_other_way_round(expected, found, off):
    output = rows()
    output["checks"][0] |= {"expected": expected, "found": found}
    score = score_plan(gold(), plan(output))
    assert score.tables == PERFECT
    assert [column for fault in score.faults for column in fault.off] == off


def test_a_check_of_other_figures_is_another_check():
    output = rows()
    output["checks"][0] |= {"expected": "1원", "found": "2원"}
    assert score_plan(gold(), plan(output)).tables == moved("checks", right=-1, missing=1, extra=1)


def test_the_project_of_a_budget_row_breaks_ties_and_is_a_column():
    found = rows()
    score = score_plan(gold(), plan({**found, "projects": [{**found["projects"][0], "title": "바다숲 가꾸기"}]}))
    assert score.tables["budgets"] == PERFECT["budgets"]
    assert {fault.off for fault in score.faults if fault.table == "budgets"} == {("project",)}


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        ({"title": "빗물마을 조성"}, {"right": -1, "wrong": 1}),
        ({"base_year": None}, {"right": -1, "missing": 1}),
        ({"kind": "예산"}, {"right": -1, "wrong": 1}),
        ({"issuer": "부산광역시 해온구"}, {}),
        ({"issuer": "새온구"}, {"right": -1, "wrong": 1}),
    ],
)
def test_the_document_itself_is_scored_value_by_value(change, moves):
    assert score_plan(gold(), plan(**change)).tables == moved("document", **moves)


def test_a_value_that_the_document_does_not_have_is_extra():
    wanted = replace(gold(), document={"title": None, "issuer": "해온구"})
    assert score_plan(wanted, plan()).tables["document"] == Tally(right=1, extra=1)


def test_what_cannot_be_compared_is_missing_in_whole():
    nothing = score_nothing(gold(), "crash")
    assert nothing.problem == "crash"
    assert {table: Tally(missing=each.right) for table, each in PERFECT.items()} == nothing.tables


def test_a_scope_that_is_not_in_the_text_is_a_problem_that_names_the_line():
    score = score_plan(gold(None, **{"from": "□ 없는 줄", "to": "□ 추진일정"}), plan())
    assert "□ 없는 줄" in (score.problem or "")


def test_left_over_counts_dates_and_amounts_that_nothing_was_made_from():
    found = plan()
    dates = tuple(replace(row, used_in=("milestones",)) for row in found.dates[1:])
    found = replace(found, dates=(found.dates[0], *dates))
    assert score_plan(gold(), found).left_over == {"dates": LeftOver(1, 4), "amounts": LeftOver(2, 2)}
    assert score_plan(gold(), plan(is_plan=False)).left_over == {}


def test_a_fault_is_shown_with_its_line():
    found = rows()
    found["amounts"][1]["amount_won"] = 1
    del found["dates"][2]
    faults = {fault.table: fault for fault in score_plan(gold(), plan(found)).faults}
    assert faults["amounts"].line == ("총액은 약 ", "90백만원", "", 2)
    assert faults["dates"].line == ("- 조례 제정 (", "’24. 7.~8.", ")", 1)


def test_a_missing_row_is_shown_with_the_line_that_is_most_like_it():
    wanted, found = rows(), rows()
    wanted["milestones"].append({**wanted["milestones"][0], "task": "총액 확정", "date_raw": "20"})
    wanted["milestones"].append({**wanted["milestones"][0], "task": "국비 확보", "date_raw": "20"})
    lines = [fault.line for fault in score_plan(gold(wanted), plan(found)).faults]
    assert [line and line.before + line.words for line in lines][1] == "국비\t20"
