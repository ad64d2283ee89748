"""What a run does with what is there: what it reads, what stays, what goes."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest

from extract import batch, commit, inventory, store, tables
from extract.batch import Options, Outcome, preview, run
from extract.commit import writer
from extract.inputs import digest
from extract.records import Plan
from extract.store import open_output
from extract.worker import Task
from extract.workers import Settings, Trouble
from tests.here import READ, SETTINGS, names, spread, stored, write
from tests.plans import plan, sha_of

FILES = {"a.txt": "txt a", "b.txt": "txt b", "c.txt": "bad", "sub/d.txt": "txt d"}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do documents without workers, and put them into few buckets."""
    monkeypatch.setattr(batch, "extract_all", spread)
    monkeypatch.setattr(batch, "extractor", lambda _: "0")
    monkeypatch.setattr(store, "BUCKETS", 2)
    monkeypatch.setattr(commit, "BUCKETS", 2)
    READ.clear()


def go(inputs: Path, output: Path, *, prune: bool = False, force: bool = False) -> Outcome:
    """Run over the inputs, after it was foretold what the run would do."""
    options = Options(prune=prune, force=force)
    stock = preview([inputs], output, SETTINGS, options)
    outcome = run([inputs], output, SETTINGS, options=options)
    failed = len(outcome.failures)
    assert (len(stock.unchanged), len(stock.removed)) == (outcome.unchanged, outcome.removed)
    assert len(stock.new) + len(stock.changed) == outcome.new + outcome.changed + failed
    return outcome


def failed(output: Path) -> list[str]:
    """Return the sources in ``failures``."""
    return sorted(open_output(output)["failures"]["source"].to_pylist())


def test_what_is_no_longer_there_stays(tmp_path: Path) -> None:
    """A run over one file, or another folder, adds to what is there."""
    go(write(tmp_path / "in", FILES), tmp_path / "out")
    assert go(tmp_path / "in/b.txt", tmp_path / "out").unchanged == 1
    assert go(write(tmp_path / "other", {"e.txt": "txt e"}), tmp_path / "out").new == 1
    assert sorted(names(tmp_path / "out")) == ["a.txt", "b.txt", "e.txt", "sub/d.txt"]
    assert failed(tmp_path / "out") == ["c.txt"]


def test_prune_says_that_the_inputs_are_all_there_is(tmp_path: Path) -> None:
    """Documents and failures of other files go; the output is that of a run over the inputs alone."""
    go(write(tmp_path / "in", FILES), tmp_path / "out")
    outcome = go(write(tmp_path / "in", {"a.txt": None, "c.txt": None}), tmp_path / "out", prune=True)
    assert (outcome.new, outcome.unchanged, outcome.removed) == (0, 2, 1)
    assert failed(tmp_path / "out") == []
    go(tmp_path / "in", tmp_path / "fresh")
    assert stored(tmp_path / "out") == stored(tmp_path / "fresh")


def test_a_renamed_file_is_not_read_again(tmp_path: Path) -> None:
    """With --prune its old name is dropped, without it is kept: nobody said that it is gone."""
    go(write(tmp_path / "in", {"a.txt": "txt a", "b.txt": "txt b"}), tmp_path / "out")
    write(tmp_path / "in", {"a.txt": None, "z.txt": "txt a"})
    assert go(tmp_path / "in", tmp_path / "out").unchanged == 2
    assert names(tmp_path / "out") == {"a.txt": ["a.txt", "z.txt"], "b.txt": ["b.txt"]}
    outcome = go(tmp_path / "in", tmp_path / "out", prune=True)
    assert (outcome.unchanged, outcome.removed) == (2, 0)
    assert names(tmp_path / "out") == {"z.txt": ["z.txt"], "b.txt": ["b.txt"]}
    assert READ == ["a.txt", "b.txt"]


def test_a_file_that_cannot_be_read_any_more_is_not_removed_but_failed(tmp_path: Path) -> None:
    """It is among the inputs."""
    go(write(tmp_path / "in", FILES), tmp_path / "out")
    outcome = go(write(tmp_path / "in", {"a.txt": "bad a"}), tmp_path / "out", prune=True)
    assert (outcome.removed, len(outcome.failures)) == (0, 2)
    assert failed(tmp_path / "out") == ["a.txt", "c.txt"]


@pytest.mark.parametrize("step", [60, 0])
def test_a_file_that_cannot_be_opened_today_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: float
) -> None:
    """Nobody knows that its content has changed: the failure stands beside the rows until it can be opened again."""
    monkeypatch.setattr(batch, "STEP", step)
    go(write(tmp_path / "in", FILES), tmp_path / "out")
    before = rows_of_documents(tmp_path / "out")
    with monkeypatch.context() as patched:
        patched.setattr(inventory, "digest", broken)
        outcome = run([tmp_path / "in"], tmp_path / "out", SETTINGS, options=Options(prune=True))
    assert (outcome.unchanged, outcome.removed) == (2, 0)
    assert rows_of_documents(tmp_path / "out") == before
    assert failed(tmp_path / "out") == ["a.txt", "c.txt"]
    go(tmp_path / "in", tmp_path / "out")
    assert rows_of_documents(tmp_path / "out") == before
    assert failed(tmp_path / "out") == ["c.txt"]


def broken(path: Path) -> tuple[str, int]:
    """Read files as a share does that has lost one of them."""
    if path.name == "a.txt":
        raise OSError(5, "Input/output error")
    return digest(path)


@pytest.mark.parametrize("made_by", ["0", "1"])
def test_a_document_that_fails_when_it_is_read_again_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_by: str
) -> None:
    """Also under a name that it did not have before; what has changed meanwhile and fails has none."""
    go(write(tmp_path / "in", FILES), tmp_path / "out")
    before = rows_of_documents(tmp_path / "out")
    write(tmp_path / "in", {"a.txt": None, "z.txt": "txt a", "b.txt": "txt B"})
    with monkeypatch.context() as patched:
        patched.setattr(batch, "extractor", lambda _: made_by)
        patched.setattr(batch, "extract_all", too_slow)
        outcome = run([tmp_path / "in"], tmp_path / "out", SETTINGS, options=Options(prune=True, force=True))
    assert (outcome.new, outcome.changed, len(outcome.failures)) == (0, 0, 4)
    assert names(tmp_path / "out") == {"sub/d.txt": ["sub/d.txt"], "z.txt": ["z.txt"]}
    assert rows_of_documents(tmp_path / "out").items() <= before.items()
    assert failed(tmp_path / "out") == ["b.txt", "c.txt", "sub/d.txt", "z.txt"]
    go(tmp_path / "in", tmp_path / "out")
    go(tmp_path / "in", tmp_path / "fresh")
    assert sorted(names(tmp_path / "out")) == sorted(names(tmp_path / "fresh"))
    assert failed(tmp_path / "out") == ["c.txt"]


def too_slow(tasks: Sequence[Task], _settings: Settings) -> Generator[tuple[Task, Trouble], None, None]:
    """Do no document in time."""
    for task in tasks:
        yield task, Trouble("extract", "timeout", "다시 실행하세요.", 2)


def rows_of_documents(output: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the budgets of every document."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in open_output(output)["budgets"].to_pylist():
        rows.setdefault(row["doc_id"], []).append(row)
    return rows


@pytest.mark.parametrize("says_so", [True, False])
def test_what_a_version_with_other_columns_staged_is_read_again(tmp_path: Path, says_so: bool) -> None:
    """Its rows cannot be decoded, so whose they are stands before them; there was a time when it did not."""
    write(tmp_path / "in", {"a.txt": "txt a", "b.txt": "txt b"})
    with writer(tmp_path / "out") as out:
        made = tables.plan_tables(plan("txt a", extractor="older"))
        packed = tables.pack(made | {"documents": made["documents"].drop_columns(["title"])})
        head, _, rows = packed.partition(b"\n")
        places = json.dumps(json.loads(head)["places"]).encode()
        out.stage(sha_of("txt a")[:16], packed if says_so else places + b"\n" + rows)
    assert go(tmp_path / "in", tmp_path / "out").new == 2
    assert READ == ["a.txt", "b.txt"]


def test_force_reads_all_and_changes_nothing(tmp_path: Path) -> None:
    """The same documents read by the same extractor are the same bytes."""
    go(write(tmp_path / "in", FILES), tmp_path / "out")
    before = stored(tmp_path / "out")
    READ.clear()
    outcome = go(tmp_path / "in", tmp_path / "out", force=True)
    assert (outcome.new, outcome.changed, outcome.unchanged) == (0, 3, 0)
    assert READ == ["a.txt", "b.txt", "c.txt", "sub/d.txt"]
    assert stored(tmp_path / "out") == before


def test_a_twin_whose_text_is_read_otherwise_is_one_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where both are read again, one after the other, each in a step of its own."""
    monkeypatch.setattr(batch, "STEP", 0)
    monkeypatch.setattr(batch, "SHARE", 0)
    prose = " ".join(f"{number:04}" for number in range(300))
    go(write(tmp_path / "in", {"a.pdf": f"pdf {prose}", "b.hwp": f"hwp {prose}"}), tmp_path / "out")
    assert all(open_output(tmp_path / "out")["documents"]["same_as"].to_pylist())
    monkeypatch.setattr(batch, "extractor", lambda _: "1")
    monkeypatch.setattr("tests.here.plan", otherwise)
    go(tmp_path / "in", tmp_path / "out")
    assert open_output(tmp_path / "out")["documents"]["same_as"].to_pylist() == [None, None]


def otherwise(name: str, text: str, **document: Any) -> Plan:
    """Return the plan of a document as a reader that reads PDF backwards would."""
    return plan(name, text=text[::-1] if document["format"] == "pdf" else text, **document)
