"""Agreed scores hold against any fall, and name the rows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extract.evaluate.agreed import changes, hold, read_scores, scores_of, write_scores
from extract.evaluate.run import Evaluation, SetScores
from extract.evaluate.score import score_plan
from tests.evaluate.made import Rows, gold, plan, rows


def evaluation(*founds: Rows, name: str = "corpus", origin: str = "read") -> Evaluation:
    """Return an evaluation of one document per output."""
    documents = [score_plan(gold(origin=origin), plan(found)) for found in founds]
    return Evaluation((SetScores(name, tuple(documents)),))


def found_with(table: str, number: int = 0, **change: Any) -> Rows:
    found = rows()
    found[table][number] |= change
    return found


AGREED = scores_of(evaluation(rows()))


def test_the_same_scores_hold():
    assert hold(evaluation(rows()), AGREED) == []


@pytest.mark.parametrize(
    ("table", "change", "line"),
    [
        ("dates", {"start_date": "2023-01-01"}, "corpus/made dates: 4 → 3 right, 0 → 1 wrong, start_date 4 → 3 right"),
        ("dates", {"raw": "2031년"}, "0 → 1 missing, 0 → 1 extra"),
        ("milestones", {"state": "완료"}, "corpus/made milestones: state 3 → 2 right"),
        ("budgets", {"amount_won": 1}, "4 → 3 right, 0 → 1 wrong"),
    ],
)
def test_a_fall_names_figures_and_rows(table, change, line):
    worse = hold(evaluation(found_with(table, **change)), AGREED)
    assert line in worse[0]
    assert any(str(value) in row for value in change.values() for row in worse[1:])


def test_a_table_whose_last_row_is_gone_is_scored_all_the_same():
    wanted = rows() | {"checks": []}
    extra, none = (
        Evaluation((SetScores("corpus", (score_plan(gold(wanted), plan(found)),)),)) for found in (rows(), wanted)
    )
    assert hold(none, scores_of(extra)) == []
    assert hold(extra, scores_of(none))[0] == "corpus/made checks: 0 → 1 extra"


def test_a_value_of_the_document_is_told_with_its_name():
    document = score_plan(gold(), plan(is_plan=False, kind="예산", base_year=None))
    worse = hold(Evaluation((SetScores("corpus", (document,)),)), AGREED)
    assert [line.strip() for line in worse[1:]] == [
        "missing: base_year 2024",
        "wrong: is_plan True — is_plan False instead of True",
        "wrong: kind 공약실천계획 — kind 예산 instead of 공약실천계획",
    ]


def test_another_fault_than_agreed_is_a_fall_though_no_count_falls():
    agreed = scores_of(evaluation(found_with("amounts", 0, amount_won=1)))
    worse = hold(evaluation(found_with("amounts", 1, amount_won=1)), agreed)
    assert worse[0] == "corpus/made amounts: another fault than agreed"
    assert "90백만원" in worse[1]


def test_approved_documents_guard_and_do_not_count():
    agreed = scores_of(evaluation(rows(), origin="approved"))
    assert agreed["corpus"]["tables"] == {}
    assert hold(evaluation(found_with("dates", start_date=None), origin="approved"), agreed)


def test_fewer_documents_and_a_lost_set_are_falls():
    agreed = scores_of(evaluation(rows(), rows()))
    assert hold(evaluation(rows()), agreed) == ["corpus: 1 documents scored, 2 agreed"]
    assert hold(Evaluation(()), agreed) == ["corpus: not scored"]


def test_a_set_that_is_not_agreed_on_is_not_held():
    other = evaluation(found_with("dates", start_date=None), name="elsewhere")
    assert hold(Evaluation((*evaluation(rows()).sets, *other.sets)), AGREED) == []


def test_a_rise_holds_and_is_shown_as_what_went():
    before = scores_of(evaluation(found_with("milestones", state="완료")))
    assert hold(evaluation(rows()), before) == []
    told = list(changes(before, AGREED))
    assert told[0] == "corpus/made milestones: 3 → 3 right"
    assert told[1].startswith("  - off: 추진계획 수립") and told[1].endswith("state 완료 instead of 예정")
    assert [line.replace("  - ", "  + ") for line in told[1:]] == list(changes(AGREED, before))[1:]


def test_scores_are_written_as_the_same_bytes_and_read_back(tmp_path):
    path = tmp_path / "scores.json"
    assert read_scores(path) == {}
    write_scores(path, AGREED)
    first = path.read_bytes()
    write_scores(path, json.loads(first))
    assert path.read_bytes() == first
    assert hold(evaluation(rows()), read_scores(path)) == []
