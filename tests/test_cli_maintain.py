"""The maintainers' subcommands, from the command line to what they print."""

from __future__ import annotations

import io
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from extract import tables
from extract.cli import main
from extract.commit import Change, writer
from extract.evaluate.agreed import write_scores
from extract.records import Plan
from extract.store import open_output
from tests.evaluate.made import TEXT, plan, rows


def put(folder: Path, made: Plan) -> Path:
    """Commit a plan and return the snapshot that holds it."""
    with writer(folder) as out:
        out.stage("d", tables.pack(tables.plan_tables(made)))
        out.commit(Change(added=frozenset({"d"})))
    return open_output(folder).snapshot


@pytest.fixture
def later():
    """Return the made plan with a state that changed."""
    found = rows()
    found["milestones"][0]["state"] = "완료"
    return plan(found)


def test_diff_compares_two_output_folders(tmp_path, capsys, later):
    put(tmp_path / "old", plan())
    put(tmp_path / "new", later)
    assert main(["diff", str(tmp_path / "old"), str(tmp_path / "old")]) == 0
    assert capsys.readouterr().out == "no row differs\n"
    assert main(["diff", str(tmp_path / "old"), str(tmp_path / "new")]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[1:3] == ["  milestones: made_milestones: 1 changed", "made.txt (d)"]
    assert told[3].endswith("state 예정 → 완료")


def test_diff_compares_a_snapshot_with_the_latest(tmp_path, capsys, later):
    snapshot = put(tmp_path, plan())
    kept = shutil.copytree(snapshot, tmp_path / "kept")
    put(tmp_path, later)
    assert main(["diff", str(kept), str(tmp_path)]) == 1
    assert "1 rows differ" in capsys.readouterr().out


def test_diff_compares_two_files_of_scores(tmp_path, capsys):
    old, new = ({"corpus": {"per_document": {"b01": {"dates": {"right": 1, "faults": [fault]}}}}} for fault in "ab")
    for name, scores in [("old.json", old), ("new.json", new)]:
        write_scores(tmp_path / name, scores)
    assert main(["diff", str(tmp_path / "old.json"), str(tmp_path / "new.json")]) == 1
    assert capsys.readouterr().out == "corpus/b01 dates: 1 → 1 right\n  - a\n  + b\n"
    assert main(["diff", str(tmp_path / "old.json"), str(tmp_path / "old.json")]) == 0


def test_diff_says_where_no_tables_are(tmp_path, capsys):
    assert main(["diff", str(tmp_path / "none"), str(tmp_path / "none")]) == 2
    assert "holds no tables" in capsys.readouterr().err


def test_evaluate_says_where_no_golden_documents_are(tmp_path, capsys):
    assert main(["evaluate", str(tmp_path)]) == 2
    assert "no golden document" in capsys.readouterr().out


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "made.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_approve_asks_on_the_terminal_and_writes_beside_the_document(source, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("a\n" * 20))
    assert main(["approve", str(source), "--by", "서한들", "--why", "시험"]) == 0
    content = json.loads(source.with_suffix(".gold.json").read_text("utf-8"))
    assert (content["origin"], content["by"], content["why"]) == ("approved", "서한들", "시험")
    assert content["at"][:2] == "20"
    assert "agree?" in capsys.readouterr().out
    assert main(["evaluate", str(source.parent)]) == 0
    assert "0 documents scored, 1 approved ones guarded" in capsys.readouterr().out


def test_approve_that_is_ended_writes_nothing(source, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))
    assert main(["approve", str(source), "--by", "서한들", "--why", "시험"]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert not source.with_suffix(".gold.json").exists()


@pytest.mark.parametrize("error", [KeyError("uid not found"), OSError("no username")])
def test_a_user_without_a_name_is_asked_for_one_by_approve_alone(source, capsys, monkeypatch, error):
    """In a container a user may be a number that the system has no name for."""

    def refuse():
        raise error

    monkeypatch.setattr("getpass.getuser", refuse)
    assert main(["schema", "runs"]) == 0
    assert main(["approve", str(source), "--why", "시험"]) == 2
    assert "--by" in capsys.readouterr().err


def test_gaps_lists_shapes_and_goes_on_after_what_cannot_be_read(source, capsys):
    source.write_text("□ 추진일정\n- 다리 놓기 12-34번째\n", "utf-8")
    source.with_name("broken.pdf").write_bytes(b"%PDF-1.4 broken")
    assert main(["gaps", str(source.parent)]) == 0
    printed = capsys.readouterr()
    assert "     1  99-99번째" in printed.out and "made.txt: - 다리 놓기 12-34번째" in printed.out
    assert printed.err.startswith("broken.pdf: ")
    assert main(["gaps", str(source.with_name("none"))]) == 2


def test_runs_of_other_rules_differ_by_rule(tmp_path, capsys):
    put(tmp_path / "old", plan())
    other = tuple(replace(row, rule="another") for row in plan().dates)
    put(tmp_path / "new", replace(plan(), dates=other))
    assert main(["diff", str(tmp_path / "old"), str(tmp_path / "new")]) == 1
    assert "  dates: another: 4 changed" in capsys.readouterr().out


@pytest.mark.slow
def test_several_processes_score_as_one_does(source, capsys):
    gold = {"scope": {"whole": True}, "document": {"kind": "공약실천계획"}, **rows(), "complete": ["dates", "amounts"]}
    for name in ("b01", "b02"):
        shutil.copy(source, source.with_name(f"{name}.txt"))
        source.with_name(f"{name}.gold.json").write_text(json.dumps(gold), "utf-8")
    printed = []
    for jobs in ("1", "2"):
        assert main(["evaluate", str(source.parent), "--jobs", jobs]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert "2 documents scored" in printed[0]
