"""Runs over folders: what is an input, what is read again, and what a document can do to the others (nothing)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from extract import batch, inputs, inventory
from extract.batch import Outcome
from extract.inputs import InputError, gather
from extract.store import OutputError, open_output
from extract.workers import Settings, extract_all
from tests.poison import work

SETTINGS = Settings(jobs=2, timeout=3, memory=300 << 20)
GOOD = {"a.txt": "good a", "b.txt": "good b", "sub/c.txt": "good c"}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files with the given text below a folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def run(inputs: Path, output: Path, settings: Settings = SETTINGS) -> Outcome:
    """Run with the stand-in for the workers' work."""
    return batch.run([inputs], output, settings)


@pytest.fixture(autouse=True)
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have workers do what the files say."""
    monkeypatch.setattr(batch, "extract_all", partial(extract_all, work=work))


def names(output: Path) -> dict[str, list[str]]:
    """Return the sources of every document by the first."""
    return {row["source"]: row["sources"] for row in open_output(output)["documents"].to_pylist()}


# ------------------------------------------------------------------ inputs


def test_a_folder_is_walked_in_order_and_other_files_are_counted(tmp_path: Path) -> None:
    """Only the five endings, in any case; hidden things and other files are passed over."""
    wanted = ["B.PDF", "a.hwp", "나.HwpX", "다/가.hml", "다/나/x.txt"]
    write(tmp_path, dict.fromkeys([*wanted, "x.docx", ".hidden.pdf", ".git/x.txt", "README", "pdf"], "x"))
    gathered = gather([tmp_path])
    assert [source.name for source in gathered.sources] == wanted
    assert gathered.skipped == 5


def test_a_file_that_is_named_is_always_read(tmp_path: Path) -> None:
    """Whatever it is called; its source is its name."""
    write(tmp_path, {".계획": "x"})
    assert [source.name for source in gather([tmp_path / ".계획"]).sources] == [".계획"]


def test_links_that_lead_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """A link within the folder is a file like any other; one to elsewhere, or to a folder, is passed over."""
    write(tmp_path, {"in/a.txt": "x", "in/sub/b.txt": "y", "out/secret.txt": "z"})
    (tmp_path / "in/inside.txt").symlink_to("a.txt")
    (tmp_path / "in/outside.txt").symlink_to("../out/secret.txt")
    (tmp_path / "in/folder").symlink_to("../out")
    (tmp_path / "in/around").symlink_to("..")
    gathered = gather([tmp_path / "in"])
    assert [source.name for source in gathered.sources] == ["a.txt", "inside.txt", "sub/b.txt"]
    assert gathered.skipped == 3


def test_two_files_of_one_name_are_an_error(tmp_path: Path) -> None:
    """The message names both; the same file twice is no conflict."""
    write(tmp_path, {"one/x.txt": "1", "two/x.txt": "2"})
    with pytest.raises(InputError, match=r"one/x\.txt and .*two/x\.txt would both be called x\.txt"):
        gather([tmp_path / "one", tmp_path / "two"])
    assert len(gather([tmp_path / "one", tmp_path / "one/x.txt"]).sources) == 1
    assert len(gather([tmp_path]).sources) == 2


def test_tables_do_not_land_among_the_documents(tmp_path: Path) -> None:
    """Nobody wants to pick them apart again; a folder within the input is as good as any."""
    write(tmp_path / "in", GOOD)
    for same in (tmp_path / "in", tmp_path / "in" / "sub" / ".."):
        with pytest.raises(OutputError, match="holds the documents: name another folder"):
            run(tmp_path / "in", same)
    assert len(list((tmp_path / "in").iterdir())) == 3
    assert run(tmp_path / "in", tmp_path / "in" / "out").new == 3


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_nothing_to_read_is_an_error(tmp_path: Path, name: str) -> None:
    """A wrong path and a folder without documents are told at once."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"no file or folder|no document to read"):
        gather([tmp_path / name])


# ------------------------------------------------------------------ what is read again


def test_unchanged_documents_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second run over a folder reads what is new and leaves the rest as it is."""
    first = run(write(tmp_path / "in", GOOD), tmp_path / "out")
    assert (first.new, first.changed, first.unchanged, first.failures) == (3, 0, 0, [])
    monkeypatch.setattr(batch, "extract_all", None)  # whoever calls it fails
    second = run(tmp_path / "in", tmp_path / "out")
    assert (second.new, second.changed, second.unchanged) == (0, 0, 3)


def test_a_changed_document_replaces_its_rows(tmp_path: Path) -> None:
    """The rows of the old content go with it."""
    run(write(tmp_path / "in", GOOD), tmp_path / "out")
    again = run(write(tmp_path / "in", {"b.txt": "good as new"}), tmp_path / "out")
    assert (again.new, again.changed, again.unchanged) == (0, 1, 2)
    fresh = run(tmp_path / "in", tmp_path / "fresh")
    assert fresh.new == 3
    for table in ("documents", "budgets", "fingerprints"):
        assert open_output(tmp_path / "out").columns(table).equals(open_output(tmp_path / "fresh").columns(table))


def test_one_content_under_several_names_is_one_document(tmp_path: Path) -> None:
    """All names are listed, also those that come later, and one that goes elsewhere is dropped."""
    write(tmp_path / "in", {"b.txt": "good", "a.txt": "good", "c.txt": "good c"})
    run(tmp_path / "in", tmp_path / "out")
    assert names(tmp_path / "out") == {"a.txt": ["a.txt", "b.txt"], "c.txt": ["c.txt"]}
    again = run(write(tmp_path / "in", {"0.txt": "good", "b.txt": "good c"}), tmp_path / "out")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert names(tmp_path / "out") == {"0.txt": ["0.txt", "a.txt"], "b.txt": ["b.txt", "c.txt"]}


def test_another_extractor_reads_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows never come from two versions of the rules."""
    run(write(tmp_path / "in", GOOD), tmp_path / "out")
    monkeypatch.setattr(batch, "extractor", lambda _: "another")
    assert run(tmp_path / "in", tmp_path / "out").changed == 3


def test_what_a_killed_run_staged_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ended before its commit leaves what it had done to the next one."""
    monkeypatch.setattr("extract.commit.Writer.commit", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(write(tmp_path / "in", GOOD), tmp_path / "out")
    monkeypatch.undo()
    monkeypatch.setattr(batch, "extract_all", None)
    assert run(tmp_path / "in", tmp_path / "out").new == 3


def test_the_runs_are_recorded(tmp_path: Path) -> None:
    """One row a run, with what became of the documents."""
    run(write(tmp_path / "in", GOOD | {"x.txt": "unreadable"}), tmp_path / "out")
    run(tmp_path / "in", tmp_path / "out")
    rows = sorted(open_output(tmp_path / "out")["runs"].to_pylist(), key=lambda row: row["run_id"])
    counts = [[row[f"documents_{kind}"] for kind in ("new", "changed", "unchanged", "failed")] for row in rows]
    assert counts == [[3, 0, 0, 1], [0, 0, 3, 1]]
    assert all(row["started"] <= row["ended"] for row in rows)


# ------------------------------------------------------------------ what a document can do

POISON = {
    "segfault": ("crash", "extract", 2),
    "exit": ("crash", "extract", 2),
    "loop": ("timeout", "extract", 2),
    "stuck": ("timeout", "extract", 2),
    "flood": ("memory", "extract", 2),
    "allocate": ("memory", "extract", 2),
    "error": ("crash", "extract", 2),
    "stubborn": ("crash", "extract", 2),
    "unreadable": ("encrypted", "extract", 1),
}


def test_a_poisoned_document_costs_itself_alone(tmp_path: Path) -> None:
    """Every good document is delivered; every poisoned one is in failures with its code, stage and attempts."""
    write(tmp_path / "in", GOOD | {f"{name}.txt": name for name in POISON})
    outcome = run(tmp_path / "in", tmp_path / "out")
    assert outcome.new == 3 and names(tmp_path / "out").keys() == GOOD.keys()
    rows = open_output(tmp_path / "out")["failures"].to_pylist()
    told = {row["source"].removesuffix(".txt"): (row["error"], row["stage"], row["attempts"]) for row in rows}
    assert told == POISON
    assert all(row["message"].isprintable() and row["sha256"] and row["bytes"] for row in rows)


def test_what_dies_once_is_tried_once_more(tmp_path: Path) -> None:
    """A worker that dies of something that passes costs nothing."""
    run(write(tmp_path / "in", {"x.txt": f"once {tmp_path / 'marker'}"}), tmp_path / "out")
    assert names(tmp_path / "out").keys() == {"x.txt"}


def test_a_failure_goes_when_its_file_is_mended(tmp_path: Path) -> None:
    """And a document that becomes unreadable loses its rows."""
    run(write(tmp_path / "in", GOOD | {"x.txt": "unreadable"}), tmp_path / "out")
    run(write(tmp_path / "in", {"x.txt": "good x", "a.txt": "unreadable"}), tmp_path / "out")
    assert names(tmp_path / "out").keys() == {"b.txt", "sub/c.txt", "x.txt"}
    assert open_output(tmp_path / "out")["failures"]["source"].to_pylist() == ["a.txt"]


def test_a_file_that_cannot_be_opened_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are read all the same."""
    original = inputs.digest

    def refuse(path: Path) -> tuple[str, int]:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return original(path)

    monkeypatch.setattr(inventory, "digest", refuse)
    outcome = run(write(tmp_path / "in", GOOD), tmp_path / "out")
    assert outcome.new == 2
    assert [(row.source, row.stage, row.sha256) for row in outcome.failures] == [("b.txt", "start", None)]


# ------------------------------------------------------------------ the end of a run before its end

_RUN = """
import sys
from functools import partial
from pathlib import Path
from extract import batch, cli
from extract.workers import extract_all
from tests.poison import work
batch.extract_all = partial(extract_all, work=work)
if __name__ == "__main__":
    sys.exit(cli.main(["run", sys.argv[1], "-o", sys.argv[2], "--jobs", "2", "--timeout", "60"]))
"""


def start(tmp_path: Path) -> subprocess.Popen[str]:
    """Start a run of three good documents and two endless ones, and wait until the good ones are staged."""
    write(tmp_path, {"run.py": _RUN})
    write(tmp_path / "in", GOOD | {"x.txt": "loop 1", "y.txt": "loop 2"})
    command = [sys.executable, str(tmp_path / "run.py"), str(tmp_path / "in"), str(tmp_path / "out")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    started = subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    for _ in range(600):
        if len(list(tmp_path.glob("out/staging/*.arrow"))) == 3:
            return started
        time.sleep(0.1)
    raise AssertionError("the good documents were not staged within a minute")


def session(pid: int) -> list[int]:
    """Return the processes of a session that are alive."""
    alive = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = path.read_text().rpartition(")")[2].split()[:4]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(its_session) == pid and state != "Z":
            alive.append(int(path.parent.name))
    return alive


def gone(pid: int) -> bool:
    """Wait until a session has no process any more."""
    for _ in range(100):
        if not session(pid):
            return True
        time.sleep(0.1)
    return False


def test_ctrl_c_keeps_what_is_finished(tmp_path: Path) -> None:
    """It is committed, said, and the exit code is 130; no process is left; the next run goes on with the rest."""
    started = start(tmp_path)
    os.killpg(started.pid, signal.SIGINT)
    _, errors = started.communicate(timeout=30)
    assert started.returncode == 130 and "interrupted; what was finished is kept" in errors
    assert "Traceback" not in errors
    assert names(tmp_path / "out").keys() == GOOD.keys()
    assert gone(started.pid)


def test_kill_leaves_no_process_and_loses_nothing_staged(tmp_path: Path) -> None:
    """Even a worker in an endless loop ends with its parent; what was staged is in the next run's commit."""
    started = start(tmp_path)
    assert len(session(started.pid)) > 2
    started.kill()
    started.communicate()
    assert gone(started.pid)
    write(tmp_path / "in", {"x.txt": "good x", "y.txt": "good y"})
    outcome = run(tmp_path / "in", tmp_path / "out")
    assert outcome.new == 5
