"""The torture finds what it looks for: rows that are gone, snapshots that are not whole, processes that go on."""

from __future__ import annotations

import sys
import time

import pytest

from extract.store import open_output
from tests.test_store import put
from tests.torture import processes
from tests.torture.outputs import counts, difference, is_whole
from tests.torture.processes import Started
from tests.torture.watch import Reader

if sys.platform != "linux":
    pytest.skip("the torture looks for processes in /proc", allow_module_level=True)


def test_an_output_with_fewer_rows_has_lost_them(tmp_path):
    put(tmp_path / "whole", *"abc")
    put(tmp_path / "fewer", *"ab")
    put(tmp_path / "steps", *"ac")
    put(tmp_path / "steps", "b")
    fewer, steps = (difference(tmp_path / "whole", tmp_path / name) for name in ("fewer", "steps"))
    assert fewer.rows == 3 * fewer.lost > 0 and fewer.added == 0 and fewer.files > 0
    assert (steps.lost, steps.added, steps.files) == (0, 0, 0)


def test_rows_of_two_moments_are_no_whole_snapshot(tmp_path):
    put(tmp_path / "whole", *"abc")
    put(tmp_path / "tried", *"ab")
    rows = counts(open_output(tmp_path / "whole"))
    assert is_whole(open_output(tmp_path / "tried"), rows)
    for path in (tmp_path / "tried/latest/milestones").iterdir():
        path.unlink()  # as if the table were of the moment before
    assert not is_whole(open_output(tmp_path / "tried"), rows)


def test_a_reader_counts_what_it_cannot_read(tmp_path):
    put(tmp_path / "whole", *"abc")
    reader = Reader(tmp_path / "whole", tmp_path / "whole", {})
    reader.look()
    next((tmp_path / "whole/latest/budgets").iterdir()).write_bytes(b"half a fi")
    reader.look()
    assert (reader.seen.opened, reader.seen.torn, reader.seen.mixed) == (2, 1, 0)


def test_a_process_that_outlives_its_run_is_counted_and_ended(monkeypatch):
    monkeypatch.setattr(processes, "SECONDS", 0.3)
    child = "import subprocess, time; subprocess.Popen(['sleep', '60'], start_new_session=True); time.sleep(60)"
    started = Started("timeit", "-n1", "-r1", child)
    while len(started.marked()) < 2:
        time.sleep(0.05)
    ended = started.kill()
    assert ended.killed and ended.orphans == 1
    assert started.marked() == []
