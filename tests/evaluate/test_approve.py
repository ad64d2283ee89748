"""An extraction becomes a golden file row by row, and only with its evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from extract.evaluate.approve import Refused, approve, asker, settle
from extract.evaluate.evidence import unsupported
from extract.evaluate.gold import TABLES, read_gold
from extract.evaluate.score import score_plan
from extract.records import Fact, Plan
from tests.evaluate.made import TEXT, Rows, piece, plan, rows

SIGNED = {"by": "서한들", "at": "2026-01-02", "why": "시험"}


def supported(found: Rows | None = None) -> Plan:
    """Return the made output with evidence for what stands outside the rows' own words."""
    made = plan(found)
    pieces = [
        piece(row.row_id, column, place, place + len(words))
        for table in TABLES
        for row in getattr(made, table)
        for column, words in copied(row)
        if (place := TEXT.find(words)) >= 0
    ]
    return replace(made, evidence=tuple(pieces))


def copied(row: Fact) -> Iterator[tuple[str, str]]:
    for column in ("task", "period_raw", "total_cost_raw", "department", "source_raw", "column_raw", "qualifier"):
        if value := getattr(row, column, None):
            yield column, value
    for column in ("goals", "activities"):
        yield from ((column, entry) for entry in getattr(row, column, ()))


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "made.txt"
    path.write_text(TEXT, "utf-8")
    return path


def yes(_table, _change):
    return True


def test_a_reviewed_extraction_is_a_golden_file_that_guards(source):
    target = approve(supported(), source, **SIGNED, ask=yes)
    content = json.loads(target.read_text("utf-8"))
    assert {name: content[name] for name in SIGNED} == SIGNED
    gold = read_gold(target)
    assert gold.origin == "approved"
    assert score_plan(gold, supported()).faults == []
    assert {table: len(listed) for table, listed in gold.tables.items()} == {t: len(r) for t, r in rows().items()}


def test_every_row_is_asked_for_and_only_changed_rows_after_that(source):
    asked = []

    def ask(table, change):
        asked.append((table, change))
        return True

    approve(supported(), source, **SIGNED, ask=ask)
    assert len(asked) == 5 + sum(map(len, rows().values()))
    asked.clear()
    found = rows()
    found["milestones"][1]["state"] = "완료"
    del found["dates"][0]
    approve(supported(found), source, **SIGNED, ask=ask)
    assert [(table, change.split(":")[0]) for table, change in asked] == [("milestones", "changed"), ("dates", "gone")]


def test_a_change_that_is_not_agreed_to_leaves_the_row():
    old = [{"raw": raw, "start_date": None, "end_date": None} for raw in ("1월", "2월", "3월")]
    new = [{**old[0], "start_date": "2024-01-01"}, old[2], {**old[0], "raw": "4월"}]
    assert settle("dates", old, new, lambda _table, _change: False) == old
    assert settle("dates", old, new, yes) == new
    assert settle("dates", old, new, lambda _table, change: change.startswith("gone")) == [old[0], old[2]]


def test_values_without_evidence_are_refused(source):
    with pytest.raises(Refused, match="task '조례 제정'"):
        approve(plan(), source, **SIGNED, ask=yes)
    assert not source.with_suffix(".gold.json").exists()


def test_evidence_must_hold_letter_for_letter():
    assert unsupported(supported()) == []
    shifted = replace(supported(), dates=tuple(replace(row, span_start=0, span_end=2) for row in plan().dates))
    assert len(unsupported(shifted)) == 4
    bare = replace(supported(), evidence=tuple(one for one in supported().evidence if one.column != "qualifier"))
    assert unsupported(bare) == ["amounts d-amounts-1: qualifier '약' has no evidence"]
    empty = replace(supported(), checks=tuple(replace(row, span_end=row.span_start) for row in plan().checks))
    assert "holds no words" in unsupported(empty)[0]


def test_a_readers_golden_file_is_not_replaced(source):
    target = approve(supported(), source, **SIGNED, ask=yes)
    target.write_text(target.read_text("utf-8").replace('"approved"', '"read"'), "utf-8")
    before = target.read_bytes()
    with pytest.raises(Refused, match="careful reader"):
        approve(supported(), source, **SIGNED, ask=yes)
    assert target.read_bytes() == before


def test_answers_at_the_terminal():
    answers, shown = iter(["y\n", "?\n", "n\n", "a\n", "q\n", ""]), list[str]()
    ask = asker(lambda: next(answers), shown.append)
    assert ask("dates", "new: 1월") is True
    assert ask("dates", "new: 2월") is False
    assert ask("dates", "new: 3월") is True
    assert ask("dates", "new: 4월") is True
    assert len(shown) == 4
    for _ in range(2):
        with pytest.raises(Refused, match="nothing was written"):
            ask("amounts", "new: 1원")
