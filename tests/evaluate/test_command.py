"""``plan-extract evaluate`` and its neighbours from files to exit code."""

from __future__ import annotations

import json
import shutil

import pytest

from extract.document import Unreadable
from extract.evaluate.agreed import read_scores
from extract.evaluate.command import run_evaluate
from extract.evaluate.gold import TABLES
from tests.evaluate.made import DOCUMENT, TEXT, Rows, plan, rows


@pytest.fixture
def corpus(tmp_path):
    """Return a folder with two golden documents."""
    folder = tmp_path / "mine"
    folder.mkdir()
    content = {"scope": {"whole": True}, "document": DOCUMENT, **rows(), "complete": list(TABLES)}
    for name in ("b01", "b02"):
        (folder / f"{name}.txt").write_text(TEXT, "utf-8")
        (folder / f"{name}.gold.json").write_text(json.dumps(content), "utf-8")
    return folder


@pytest.fixture
def run(corpus):
    """Return a function that evaluates the folder and returns the exit code and what was printed."""

    def run(found=None, *folders, **options):
        printed = list[str]()
        extract = found if callable(found) else lambda _path: plan(found)
        return run_evaluate(folders or [corpus], write=printed.append, extract=extract, **options), "\n".join(printed)

    return run


def wrong() -> Rows:
    found = rows()
    found["dates"][0]["end_date"] = None
    return found


def refuse(path):
    raise Unreadable("corrupt", f"{path.name}: 파일이 손상되었습니다.")


def crash(_path):
    raise ValueError("a rule at fault")


def test_a_folder_elsewhere_is_scored_by_its_own_name(run):
    code, printed = run()
    assert code == 0
    assert printed.startswith("== mine: 2 documents scored")


def test_folders_are_kept_apart(run, corpus, tmp_path):
    other = shutil.copytree(corpus, tmp_path / "other" / "mine")
    (other / "b02.gold.json").unlink()
    code, printed = run(None, corpus, other)
    assert code == 0
    assert f"== {corpus.as_posix()}: 2 documents scored" in printed
    assert f"== {other.as_posix()}: 1 documents scored" in printed


def test_a_folder_without_golden_documents_is_an_error(run, tmp_path):
    (tmp_path / "empty").mkdir()
    code, printed = run(None, tmp_path / "empty")
    assert code == 2
    assert "no golden document" in printed


def test_scores_are_agreed_held_and_agreed_anew(run, tmp_path):
    scores = tmp_path / "scores.json"
    assert run(scores=scores)[0] == 1
    assert run(scores=scores, update=True)[0] == 0
    assert run(scores=scores)[0] == 0
    code, printed = run(wrong(), scores=scores)
    assert code == 1
    assert "mine/b01 dates: 4 → 3 right" in printed and "end_date None instead of 2025-12-31" in printed
    code, printed = run(wrong(), scores=scores, update=True)
    assert code == 0
    assert "  + wrong: 2024. 1. ~ 2025. 12." in printed
    assert read_scores(scores)["mine"]["tables"]["dates"]["right"] == 6
    assert run(wrong(), scores=scores)[0] == 0


def test_fewer_documents_than_agreed_fail(run, corpus, tmp_path):
    scores = tmp_path / "scores.json"
    run(scores=scores, update=True)
    (corpus / "b02.gold.json").unlink()
    code, printed = run(scores=scores)
    assert code == 1
    assert "1 documents scored, 2 agreed" in printed


@pytest.mark.parametrize(("extract", "reason"), [(refuse, "corrupt: b01.txt"), (crash, "ValueError: a rule at fault")])
def test_a_document_that_cannot_be_extracted_is_named_and_fails(run, extract, reason):
    code, printed = run(extract)
    assert code == 1
    assert "not compared: mine/b01: " in printed and reason in printed


def test_reports_are_written_for_machines_and_for_the_eye(run, tmp_path):
    code, _ = run(wrong(), report=tmp_path / "out" / "report.html")
    assert code == 0
    told = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["mine"]
    assert told["tables"]["dates"] | {"f1": None} == {
        "support": 8, "right": 6, "wrong": 2, "missing": 0, "extra": 0, "precision": 0.75, "recall": 0.75,
        "f1": None, "wrong_share": 0.25,
    }  # fmt: skip
    assert told["columns"]["dates"]["end_date"] == {"right": 6, "of": 8}
    assert told["rules"]["dates: made_dates"]["wrong"] == 2
    assert told["left_over"]["공약실천계획"]["amounts"] == {"left": 4, "of": 4}
    assert [fault["off"] for fault in told["per_document"]["b01"]["faults"]] == [["end_date"]]
    assert "<mark>2024. 1. ~ 2025. 12.</mark>" in (tmp_path / "out" / "report.html").read_text("utf-8")
