"""A long run commits in steps: how many there were, and where one was ended, leaves no trace in the tables."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from extract import batch, commit, parquet, staging, store
from extract.batch import Options, Outcome, run
from extract.store import open_output
from tests.here import READ, SETTINGS, names, runs, spread, stored, write
from tests.plans import sha_of

ROOT = Path(__file__).parent.parent
PROSE = " ".join(random.Random(0).choices("가나다라마바사", k=300))

ROUNDS: list[Mapping[str, str | None]] = [
    {"a.pdf": f"pdf {PROSE}", "bad.txt": "bad"} | {f"{number}.txt": f"txt {number}" for number in range(8)},
    {"a.hwp": f"hwp {PROSE}", "1.txt": "txt 2", "2.txt": "txt 1", "3.txt": "bad 3", "bad.txt": "txt good"},
    {"a.pdf": "pdf other", "b.pdf": f"pdf {PROSE} ", "4.txt": "txt 5", "6.txt": None, "new/6.txt": "txt 6"},
    {"a.hwp": None, "1.txt": None, **{f"{number}.txt": f"txt anew {number}" for number in range(5, 9)}},
]
"""What comes, changes, moves, goes bad, is mended and goes, from run to run; a.pdf, a.hwp and b.pdf are twins."""


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do documents without workers, and put them into so few buckets that a commit is quick and each has many."""
    monkeypatch.setattr(batch, "extract_all", spread)
    monkeypatch.setattr(store, "BUCKETS", 2)
    monkeypatch.setattr(commit, "BUCKETS", 2)
    monkeypatch.setattr(batch, "extractor", lambda _: "0")
    READ.clear()


@contextmanager
def step_by_step() -> Iterator[None]:
    """Commit after every document."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(batch, "STEP", 0)
        patched.setattr(batch, "SHARE", 0)
        yield


def go(folder: Path, output: Path, *, prune: bool = True) -> Outcome:
    """Run over a folder."""
    return run([folder], output, SETTINGS, options=Options(prune=prune))


@pytest.mark.parametrize("prune", [True, False])
def test_steps_leave_no_trace(tmp_path: Path, prune: bool) -> None:
    """After every round the files hold the same bytes as those of runs with one commit."""
    for changes in ROUNDS:
        folder = write(tmp_path / "in", changes)
        whole = go(folder, tmp_path / "whole", prune=prune)
        with step_by_step():
            steps = go(folder, tmp_path / "steps", prune=prune)
        assert stored(tmp_path / "steps") == stored(tmp_path / "whole")
        assert steps.snapshot and whole.snapshot and steps.snapshot > whole.snapshot
        assert (steps.new, steps.changed, steps.removed) == (whole.new, whole.changed, whole.removed)
    assert runs(tmp_path / "steps") == runs(tmp_path / "whole")


def test_what_is_pruned_leaves_no_trace(tmp_path: Path) -> None:
    """After many runs that prune the files hold the same bytes as those of one run over what is left."""
    for changes in ROUNDS:
        go(write(tmp_path / "in", changes), tmp_path / "out")
    go(tmp_path / "in", tmp_path / "fresh")
    assert stored(tmp_path / "out") == stored(tmp_path / "fresh")


def test_the_bytes_do_not_depend_on_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a file has many row groups, each of a few rows."""
    monkeypatch.setattr(parquet, "GROUP", 5 * parquet.ROW)
    for changes in ROUNDS:
        with step_by_step():
            go(write(tmp_path / "in", changes), tmp_path / "out")
    monkeypatch.setattr(parquet, "_HEAP", 1)
    go(tmp_path / "in", tmp_path / "fresh")
    assert stored(tmp_path / "out") == stored(tmp_path / "fresh")
    groups = [len(list(parquet.row_groups("budgets", path))) for path in (tmp_path / "out/budgets").iterdir()]
    assert sum(groups) > len(groups)


def test_steps_are_seen_and_only_the_last_stays(tmp_path: Path) -> None:
    """Readers see what is done while the rest is read; the snapshots that stay are those of runs."""
    folder = write(tmp_path / "in", {"a.txt": "txt a", "b.txt": "txt b", "c.txt": "txt c"})
    seen = []

    def look(_done: int, _total: int, _name: str) -> None:
        seen.append((sorted(names(tmp_path / "out")), runs(tmp_path / "out")))

    with step_by_step():
        run([folder], tmp_path / "out", SETTINGS, look)
    assert seen == [
        (["a.txt"], [[1, 0, 0, 0]]),
        (["a.txt", "b.txt"], [[2, 0, 0, 0]]),
        (["a.txt", "b.txt", "c.txt"], [[3, 0, 0, 0]]),
    ]
    with step_by_step():
        go(write(folder, {"a.txt": "txt A", "b.txt": "txt B"}), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out/snapshots").iterdir()) == ["3", "5"]


def test_commits_take_a_bounded_share_of_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are a minute apart, or twenty times as long as the last took."""
    clock = iter(range(0, 100_000, 7))  # every look at the clock is seven seconds after the last
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    outcome = go(write(tmp_path / "in", {f"{number}.txt": f"txt {number}" for number in range(33)}), tmp_path / "out")
    assert outcome.snapshot == 3  # after 60 s, after 20 x 7 s more, at the end


def test_nothing_goes_before_what_comes_in_its_stead(tmp_path: Path) -> None:
    """A document that is renamed and changed is there under its old name until it is there under the new."""
    go(write(tmp_path / "in", {"z.txt": "txt z"}), tmp_path / "out")
    write(tmp_path / "in", {"a.txt": "txt a", "y.txt": "txt new z", "z.txt": None})
    seen = []

    def look(_done: int, _total: int, _name: str) -> None:
        seen.append(sorted(names(tmp_path / "out")))

    with step_by_step():
        run([tmp_path / "in"], tmp_path / "out", SETTINGS, look, Options(prune=True))
    assert seen == [["a.txt", "z.txt"], ["a.txt", "y.txt", "z.txt"]]
    assert sorted(names(tmp_path / "out")) == ["a.txt", "y.txt"]


# ------------------------------------------------------------------ ended between steps

_ENDED = """
import os, sys
from pathlib import Path
from extract import batch, cli, commit, parquet, staging, store
from tests import here
store.BUCKETS = commit.BUCKETS = 2
batch.extractor = lambda _: "0"
place, name, times = {place}, {name!r}, {times}
original = getattr(place, name)
def die(*arguments, **options):
    global times
    times -= 1
    if times == 0:
        {end}
    return original(*arguments, **options)
setattr(place, name, die)
batch.STEP, batch.SHARE, batch.extract_all = {step}, {step}, here.spread
sys.exit(cli.main(["run", "in", "-o", "out", "--prune"]))
"""
_KILL = "os.kill(os.getpid(), 9)"


def ended(folder: Path, call: tuple[str, str, int], step: float = 0, end: str = _KILL) -> tuple[int, str]:
    """Run in a process that ends at the n-th call of a function; return its exit code and what it says."""
    place, name, times = call
    code = _ENDED.format(place=place, name=name, times=times, step=step, end=end)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


_WHOLE = 1000.0
"""A step that no test is as long as."""


@pytest.mark.parametrize(
    ("call", "step"),
    [
        (("commit.Writer", "commit", 3), 0),
        (("commit.Writer", "_write", 4), 0),
        (("parquet", "write_file", 40), 0),
        (("commit", "_link", 3), 0),
        (("commit.Writer", "_prune", 6), 0),
        (("commit", "_remove", 2), 0),
        (("staging.Staging", "drop", 5), 0),
        (("staging.Staging", "put", 7), 0),
        (("staging.Staging", "put", 6), _WHOLE),
        (("commit.Writer", "commit", 1), _WHOLE),
    ],
)
def test_a_killed_run_goes_on(tmp_path: Path, call: tuple[str, str, int], step: float) -> None:
    """Killed at any call, it loses nothing that was committed, and nothing that was staged is read again."""
    before = {f"{number:02}.txt": f"txt {number}" for number in range(10)} | {"a.pdf": f"pdf {PROSE}"}
    go(write(tmp_path / "in", before), tmp_path / "out")
    changes = {f"{number:02}.txt": f"txt anew {number}" for number in range(3, 10)} | {"a.hwp": f"hwp {PROSE}"}
    write(tmp_path / "in", {**changes, "bad.txt": "bad", "00.txt": None})
    assert ended(tmp_path, call, step)[0] == -9
    there = {row["doc_id"] for row in open_output(tmp_path / "out")["documents"].to_pylist()}
    assert there >= {sha_of(before[name])[:16] for name in ("01.txt", "02.txt", "a.pdf")}
    there |= {path.stem for path in tmp_path.glob("out/staging/*.arrow")}
    READ.clear()
    go(tmp_path / "in", tmp_path / "out")
    assert {*READ} - {"bad.txt"} == {name for name, text in changes.items() if sha_of(text)[:16] not in there}
    assert sum(new + changed for new, changed, *_ in runs(tmp_path / "out")[1:]) == len(changes)
    assert list((tmp_path / "out/staging").iterdir()) == []
    go(tmp_path / "in", tmp_path / "fresh")
    assert stored(tmp_path / "out") == stored(tmp_path / "fresh")


def test_a_torn_file_in_staging_is_read_again(tmp_path: Path) -> None:
    """When the machine itself went down, what is in staging may be half written."""
    write(tmp_path / "in", {"a.txt": "txt a", "b.txt": "txt b", "c.txt": "txt c"})
    assert ended(tmp_path, ("commit.Writer", "commit", 1), _WHOLE)[0] == -9
    first, second, _ = sorted((tmp_path / "out/staging").glob("*.arrow"))
    first.write_bytes(first.read_bytes()[:-40])
    second.write_bytes(b"")
    assert go(tmp_path / "in", tmp_path / "out").new == 3
    assert len(READ) == 2
    go(tmp_path / "in", tmp_path / "fresh")
    assert stored(tmp_path / "out") == stored(tmp_path / "fresh")


def test_what_another_run_left_in_staging_stays(tmp_path: Path) -> None:
    """A run over one file does not throw away what a run over the folder has done before it was ended."""
    write(tmp_path / "in", {"a.txt": "txt a", "b.txt": "txt b", "c.txt": "txt c"})
    assert ended(tmp_path, ("commit.Writer", "commit", 1), _WHOLE)[0] == -9
    assert go(tmp_path / "in/b.txt", tmp_path / "out").new == 1
    assert len(list((tmp_path / "out/staging").iterdir())) == 2
    assert go(tmp_path / "in", tmp_path / "out").new == 2
    assert READ == []


def test_force_reads_what_is_staged_too(tmp_path: Path) -> None:
    """All means all."""
    write(tmp_path / "in", {"a.txt": "txt a", "b.txt": "txt b"})
    assert ended(tmp_path, ("commit.Writer", "commit", 1), _WHOLE)[0] == -9
    outcome = run([tmp_path / "in"], tmp_path / "out", SETTINGS, options=Options(force=True))
    assert outcome.new == 2 and READ == ["a.txt", "b.txt"]


# ------------------------------------------------------------------ no room, no leave, Ctrl-C

_NO_ROOM = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))"


@pytest.mark.parametrize(("place", "name"), [("commit.Writer", "commit"), ("staging.Staging", "put")])
def test_a_disk_without_room_is_told_and_costs_nothing(tmp_path: Path, place: str, name: str) -> None:
    """One sentence, exit code 2; what was committed is there, what was staged is not read again."""
    write(tmp_path / "in", {"a.txt": "txt a", "b.txt": "txt b", "c.txt": "txt c"})
    code, said = ended(tmp_path, (place, name, 2), end=_NO_ROOM)
    assert code == 2 and said.startswith("plan-extract: cannot write to out: File too large; nothing")
    assert said.count("\n") == 1
    assert list(names(tmp_path / "out")) == ["a.txt"]
    assert len(list((tmp_path / "out/snapshots").iterdir())) == 1
    assert list((tmp_path / "out/staging").glob("*.part")) == []
    assert go(tmp_path / "in", tmp_path / "out").new == 2
    assert (["c.txt"] if name == "commit" else ["b.txt", "c.txt"]) == READ


def test_ctrl_c_waits_for_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pressed while a step is committed, it ends the run after that step: nothing is half counted."""
    monkeypatch.setattr(commit, "_write_bucket", partial(_pressing, commit._write_bucket, []))
    with step_by_step():
        outcome = go(write(tmp_path / "in", ROUNDS[0]), tmp_path / "out")
    assert outcome.interrupted and outcome.new == 1 and outcome.snapshot == 1
    assert list(names(tmp_path / "out")) == ["0.txt"]
    assert go(tmp_path / "in", tmp_path / "out").new == 8


def _pressing(original: object, pressed: list[bool], *arguments: object) -> object:
    if not pressed:
        pressed.append(True)
        signal.raise_signal(signal.SIGINT)
    assert callable(original)
    return original(*arguments)


def test_ctrl_c_waits_until_a_document_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pressed between its staging and its being counted, it ends the run after both."""
    monkeypatch.setattr(staging, "sha256", partial(_pressing, hashlib.sha256, []))
    outcome = go(write(tmp_path / "in", {"a.txt": "txt a", "b.txt": "txt b"}), tmp_path / "out")
    assert outcome.interrupted and outcome.new == 1 and list(names(tmp_path / "out")) == ["a.txt"]
    assert go(tmp_path / "in", tmp_path / "out").new == 1


def test_an_interrupted_run_prunes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a document has gone is only settled by a run that came to its end."""
    go(write(tmp_path / "in", {"a.txt": "txt a", "b.txt": "txt b"}), tmp_path / "out")

    def press(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(batch._Steps, "take", press)
    outcome = go(write(tmp_path / "in", {"a.txt": None, "c.txt": "txt c"}), tmp_path / "out")
    assert outcome.interrupted and outcome.removed == 0
    assert sorted(names(tmp_path / "out")) == ["a.txt", "b.txt"]
