"""Workers themselves: what becomes of a pool that breaks, of a worker that is watched, of one that cannot be had."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest
from pebble import ProcessPool

from extract import worker, workers
from extract.worker import Slot, Task
from extract.workers import Settings, WorkersError, extract_all
from tests.poison import impatient, work

SETTINGS = Settings(jobs=2, timeout=3, memory=300 << 20)


def tasks(folder: Path, *texts: str) -> list[Task]:
    """Return tasks over files that hold the texts."""
    made = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        data = path.read_bytes()
        made.append(Task(path, path.name, sha256(data).hexdigest(), len(data), "made"))
    return made


def done(todo: list[Task], settings: Settings = SETTINGS) -> list[str]:
    """Return the names of the tasks that gave tables."""
    return sorted(task.source for task, result in extract_all(todo, settings, work) if isinstance(result, bytes))


# ------------------------------------------------------------------ the pool


def test_a_pool_whose_lock_died_with_a_worker_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others wait for the lock in vain; what was under way is done all the same."""
    monkeypatch.setattr(workers, "set_up", impatient)
    todo = tasks(tmp_path, *(f"good {number}" for number in range(11)), f"undeliverable {tmp_path / 'marker'}")
    assert done(todo) == sorted(task.source for task in todo)
    assert (tmp_path / "marker").exists()


def _die_once(marker: Path, slots: object, memory: int) -> None:
    """Set a worker up, or, if it is the first, die in its stead."""
    if not marker.exists():
        marker.touch()
        os._exit(1)
    worker.set_up(slots, memory)


def test_a_worker_that_is_killed_before_it_has_a_task_ends_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pool breaks with all that there is to do; the next does it."""
    monkeypatch.setattr(workers, "set_up", partial(_die_once, tmp_path / "marker"))
    assert done(tasks(tmp_path, "good"), replace(SETTINGS, jobs=1)) == ["0.txt"]


def test_where_no_worker_can_be_started_the_run_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool after the other would break."""
    monkeypatch.setattr(workers, "set_up", os._exit)
    with pytest.raises(WorkersError, match="no worker can be started"):
        done(tasks(tmp_path, "good"))


@pytest.mark.parametrize(
    ("owner", "error"), [(Thread, RuntimeError("can't start new thread")), (ProcessPool, BlockingIOError(11, "again"))]
)
def test_where_the_system_gives_no_process_or_thread_the_run_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: type, error: Exception
) -> None:
    """The limit of a user's processes counts threads too."""

    def refuse(_: object) -> None:
        raise error

    monkeypatch.setattr(owner, "start" if owner is Thread else "_start_pool", refuse)
    with pytest.raises(WorkersError, match="no worker can be started"):
        done(tasks(tmp_path, "good"))


# ------------------------------------------------------------------ its limits


@pytest.mark.parametrize(("born_with", "bound"), [(resource.RLIM_INFINITY, [7 << 30]), (8 << 30, [7 << 30]), (1, [])])
def test_a_worker_bounds_its_address_space_unless_it_was_born_with_less(
    monkeypatch: pytest.MonkeyPatch, born_with: int, bound: list[int]
) -> None:
    """A bound that ``ulimit`` gave cannot be raised: to try would be an error, and no worker would start."""
    set_to: list[int] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (born_with, born_with))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: set_to.append(limits[0]))
    worker._bound(7 << 30)
    assert set_to == bound


# ------------------------------------------------------------------ being watched


def flight(slot: Slot) -> workers._Flight:
    """Return what looks at one worker, whose memory may be a byte above what it started with."""
    return workers._Flight(ProcessPool(1), [slot], Settings(jobs=1, memory=1))


def seen(monkeypatch: pytest.MonkeyPatch, slot: Slot, resident: Callable[[int], int]) -> list[int]:
    """Return which processes are killed when a worker is looked at."""
    killed: list[int] = []
    monkeypatch.setattr(workers, "resident", resident)
    monkeypatch.setattr(os, "kill", lambda pid, _: killed.append(pid))
    flight(slot)._look_at(0)
    return killed


def test_a_worker_is_killed_above_its_limit_and_let_go_below(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is to die stays held, so that it takes no lock with it."""
    above, below, idle = Slot(pid=77, resting=5), Slot(pid=77, resting=6), Slot(pid=0)
    assert [seen(monkeypatch, slot, lambda _: 7) for slot in (above, below, idle)] == [[77], [], []]
    assert [slot.held for slot in (above, below, idle)] == [1, 0, 0]


def test_a_worker_that_leaves_its_task_while_it_is_measured_is_killed_by_its_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It clears its number then, and a signal to process 0 would end the whole run."""
    slot = Slot(pid=77)

    def leaves(_: int) -> int:
        slot.pid = 0
        return 1 << 40

    assert seen(monkeypatch, slot, leaves) == [77]


def test_a_worker_stays_with_its_task_while_its_parent_makes_up_its_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is not killed with a lock of the pool in its hand."""
    slot = Slot(held=1)
    monkeypatch.setattr(worker, "_slots", [slot])
    with ThreadPoolExecutor() as threads:
        result = threads.submit(worker.attempt, 0, lambda _: b"done", None)  # type: ignore[arg-type]
        with pytest.raises(TimeoutError):
            result.result(0.1)
        slot.held = 0
        assert result.result(5) == b"done"
