"""A scheduler and two workers of this machine: the rows of a local run, whatever dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from extract import batch, cluster, workers
from extract.cluster import ClusterError, connect
from extract.extractor import extractor
from extract.store import open_output
from extract.worker import Task
from extract.workers import Settings, Trouble
from tests.poison import work

pytest.importorskip("distributed", reason="plan-extract[cluster] is not installed")

ROOT = Path(__file__).parent.parent
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
POISONED = {"DASK_DISTRIBUTED__WORKER__PRELOAD": "tests.poisoned_worker"}
DAEMON = {"DASK_DISTRIBUTED__WORKER__DAEMON": "False"}


@contextmanager
def process(*command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command of the environment in a session of its own, and end all of it."""
    program = str(Path(sys.executable).with_name(command[0]))
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        [program, *command[1:]], env=ENVIRONMENT | environment, stdout=quiet, stderr=quiet, start_new_session=True
    ) as started:
        try:
            yield started
        finally:
            kill(started)


def kill(started: subprocess.Popen[bytes]) -> None:
    """Kill a process with all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)


@pytest.fixture
def scheduler() -> Iterator[str]:
    """Give the address of a scheduler, started as the guide says."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with process("dask", "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"):
        yield f"tcp://127.0.0.1:{port}"


@contextmanager
def two_workers(scheduler: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Give two workers, started as the guide says."""
    command = ("dask", "worker", scheduler, "--nthreads", "1", "--no-dashboard")
    with ExitStack() as stack:
        yield [stack.enter_context(process(*command, **DAEMON)) for _ in range(2)]


def start(inputs: Path, output: Path, address: str, **environment: str) -> subprocess.Popen[str]:
    """Start a run over the cluster at an address."""
    command = ["run", str(inputs), "-o", str(output), "--jobs", "2", "--timeout", "60", "--cluster", address]
    return subprocess.Popen(
        [sys.executable, "-m", "extract", *command],
        env=ENVIRONMENT | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(started: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for the end of a run and return its exit code and its errors."""
    _, errors = started.communicate(timeout=180)
    return started.returncode, errors


def wait_for_staged(output: Path, documents: int) -> None:
    """Wait until so many documents are done but not committed."""
    for _ in range(600):
        if len(list(output.glob("staging/*.arrow"))) >= documents:
            return
        time.sleep(0.1)
    raise AssertionError(f"{documents} documents were not staged within a minute")


def rows(output: Path) -> dict[str, list[dict[str, object]]]:
    """Return all rows of an output but those that tell of the run itself."""
    tables = open_output(output)
    return {table: tables[table].to_pylist() for table in tables if table != "runs"}


def files(output: Path) -> dict[str, str]:
    """Return what every Parquet file of an output holds, by bucket, but those that tell of the run itself."""
    return {
        f"{path.parent.name}/{path.name[:3]}": sha256(path.read_bytes()).hexdigest()
        for path in (output / "latest").resolve().glob("*/*.parquet")
        if path.parent.name != "runs"
    }


def write(folder: Path, **said: bytes) -> Path:
    """Write text files and return their folder."""
    folder.mkdir()
    for name, text in said.items():
        (folder / f"{name}.txt").write_bytes(text)
    return folder


GOOD = {f"good{number}": f"good {number}".encode() for number in range(6)}
POISON = {"dies": b"segfault", "errs": b"error", "refuses": b"unreadable"}


# ------------------------------------------------------------------ what a cluster gives


@pytest.mark.slow
def test_a_cluster_gives_what_this_machine_gives_whoever_dies(tmp_path: Path, scheduler: str) -> None:
    """The same bytes; and again when one of two workers is killed in the middle with all its processes."""
    texts = {path.stem: path.read_bytes() for path in sorted((ROOT / "corpus").glob("*.txt"))[:12]}
    inputs = write(tmp_path / "in", **texts)
    batch.run([inputs], tmp_path / "here", Settings(jobs=2))
    with two_workers(scheduler) as (first, _):
        undisturbed = start(inputs, tmp_path / "there", scheduler)
        assert ended(undisturbed) == (0, "")
        disturbed = start(inputs, tmp_path / "again", scheduler)
        wait_for_staged(tmp_path / "again", 1)
        kill(first)
        assert disturbed.poll() is None and not (tmp_path / "again/latest").exists()
        assert ended(disturbed) == (0, "")
    assert len(rows(tmp_path / "there")["documents"]) == len(texts)
    assert files(tmp_path / "here") == files(tmp_path / "there") == files(tmp_path / "again")


@pytest.mark.slow
def test_a_poisoned_document_costs_itself_alone(tmp_path: Path) -> None:
    """It is in failures as in those of a run without a cluster, and all others are delivered."""
    inputs = write(tmp_path / "in", **GOOD, **POISON)
    batch.run([inputs], tmp_path / "here", Settings(jobs=2), spread=partial(workers.extract_all, work=work))
    assert ended(start(inputs, tmp_path / "there", cluster.LOCAL, **POISONED)) == (1, "")
    assert files(tmp_path / "there") == files(tmp_path / "here")
    failed = {row["source"]: row["error"] for row in rows(tmp_path / "there")["failures"]}
    assert failed == {"dies.txt": "crash", "errs.txt": "crash", "refuses.txt": "encrypted"}


@pytest.mark.slow
def test_ctrl_c_keeps_what_a_cluster_of_this_machine_has_done(tmp_path: Path) -> None:
    """It is committed, and the exit code is 130; a document that hangs holds nobody up."""
    inputs = write(tmp_path / "in", **GOOD, x=b"stuck 1", y=b"stuck 2", z=b"stuck 3")
    started = start(inputs, tmp_path / "out", cluster.LOCAL, **POISONED)
    wait_for_staged(tmp_path / "out", len(GOOD))
    os.killpg(started.pid, signal.SIGINT)
    code, errors = ended(started)
    assert code == 130 and "interrupted; what was finished is kept" in errors
    assert "Traceback" not in errors
    assert len(rows(tmp_path / "out")["documents"]) == len(GOOD)


# ------------------------------------------------------------------ a cluster that cannot do it


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """Return a task whose file is there."""
    data = "□ 소요예산".encode()
    (tmp_path / "a.txt").write_bytes(data)
    return Task(tmp_path / "a.txt", "a.txt", sha256(data).hexdigest(), len(data), extractor())


def test_a_worker_that_can_do_it_is_taken(task: Task) -> None:
    """One file that is gone meanwhile is that document's trouble."""
    cluster._examine([replace(task, path=Path("/nowhere/a.txt")), task], "tcp://worker:1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"path": Path("/nowhere/a.txt")}, "the worker tcp://worker:1 cannot open /nowhere/a.txt"),
        ({"extractor": "0.0.1+other"}, r"has plan-extract .*, this run 0.0.1\+other: install the same one"),
    ],
)
def test_a_worker_that_is_not_like_this_machine_is_refused(task: Task, change: dict[str, Any], said: str) -> None:
    """Rather than a thousand failed documents, one sentence."""
    with pytest.raises(ClusterError, match=said):
        cluster._examine([replace(task, **change)], "tcp://worker:1")


def test_a_worker_must_be_allowed_to_start_processes(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask starts its workers as daemons, which may not."""
    monkeypatch.setattr(multiprocessing, "current_process", lambda: SimpleNamespace(daemon=True))
    with pytest.raises(ClusterError, match="start it with DASK_DISTRIBUTED__WORKER__DAEMON=False"):
        cluster._examine([task], "tcp://worker:1")


@pytest.mark.parametrize("address", ["nonsense", "tcp://host", "foo://host:1", "tcp://host:1/x", "LOCAL"])
def test_what_is_no_address_is_told_at_once(address: str) -> None:
    """Before anything is asked of it."""
    with pytest.raises(ClusterError, match=f"{address} is no cluster: say local, or where a scheduler is"):
        connect(address, 1).__enter__()


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    """In one sentence, with the exit code of what cannot be done."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    code, errors = ended(start(write(tmp_path / "in", a=b"x"), tmp_path / "out", address))
    assert (
        code == 2
        and errors.startswith(f"plan-extract: no Dask scheduler answers at {address} (")
        and errors.count("\n") == 1
    )


def test_the_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'plan-extract\[cluster\]'"):
        connect(cluster.LOCAL, 1).__enter__()


# ------------------------------------------------------------------ shards


def test_shards_are_small_in_number_and_size(task: Task) -> None:
    """Large files go by themselves; none is lost, and all keep their order."""
    tasks = [replace(task, source=str(number), size=cluster.SHARD_BYTES * (number == 3) + 1) for number in range(10)]
    shards = list(cluster._shards(tasks, 4))
    assert [[int(task.source) for task in shard] for shard in shards] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
    shards = list(cluster._shards(tasks, 6))
    assert [[int(task.source) for task in shard] for shard in shards] == [[0, 1, 2, 3], [4, 5, 6, 7, 8, 9]]


def test_a_shard_whose_workers_die_goes_document_by_document(task: Task) -> None:
    """And a document whose workers die even so is given up, by name."""
    from distributed import KilledWorker

    lost = KilledWorker("do_shard-1", None, 3)
    other = replace(task, source="b.txt")
    assert cluster._without_result([task, other], lost) == ((), [[task], [other]])
    results, again = cluster._without_result([task], lost)
    assert again == () and results == [(task, Trouble("start", "crash", cluster._FATAL, 4))]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ZeroDivisionError("by zero")])
def test_what_a_shard_raises_is_told_in_its_words(task: Task, error: Exception) -> None:
    """It is no matter of the scheduler, which answers."""
    client = SimpleNamespace(nthreads=lambda: {"tcp://worker:1": 1}, submit=lambda *_, **__: _Failed(error))
    said = rf"a worker .* cannot do its documents \({type(error).__name__}: .*{error.args[-1]}"
    with pytest.raises(ClusterError, match=said):
        list(cluster.Cluster(client).extract_all([task], Settings(jobs=1)))


class _Failed:
    """The future of a shard that raised an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def add_done_callback(self, call: Callable[[_Failed], None]) -> None:
        call(self)

    def exception(self) -> Exception:
        return self.error

    def release(self) -> None:
        pass
