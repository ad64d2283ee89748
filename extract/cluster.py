"""Documents to a Dask cluster: shards of them go to its workers, and what comes back goes to the one committer.

Dask carries shards and starts them anew where a machine is lost; each document is still done by a process that may die
(:mod:`extract.workers`), so that a crash costs that document alone and no worker of the cluster. As many shards run at
once as the workers have threads, each with one such process.
"""

from __future__ import annotations

import logging
import multiprocessing
import re
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from importlib import import_module
from math import ceil
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING

from extract.extractor import extractor
from extract.worker import Task
from extract.workers import Settings, Trouble, extract_all

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

LOCAL = "local"
"""The address that stands for a cluster of this machine alone."""

SHARD = 32
"""Documents that go to a worker together at most: soon back, yet a worker rarely has to start its process."""

SHARD_BYTES = 32 << 20
"""A shard whose files are larger than this is closed before it is full."""

CONNECT, DESERTED = 10.0, 120.0
"""Seconds to wait for the scheduler and its first worker; and for a worker to come back when there is none."""

_ADDRESS = re.compile(r"(tcp|tls|wss?)://[^/\s]+:\d+")

Result = tuple[Task, bytes | Trouble]


class ClusterError(Exception):
    """A cluster that cannot do the work; the message says what to do."""


# ------------------------------------------------------------------ at the worker


def do_shard(shard: Sequence[Task], settings: Settings) -> list[Result]:
    """Do the documents of a shard, one after the other; leave off when nobody waits for them any more.

    Raises:
        ClusterError: if this worker cannot give what the run's own machine would.
    """
    from distributed import get_worker

    worker = get_worker()
    _examine(shard, worker.address)
    key = worker.get_current_task()
    done = []
    with closing(extract_all(shard, replace(settings, jobs=1))) as results:
        for result in results:
            done.append(result)
            here = worker.state.tasks.get(key)
            if here is None or here.state == "cancelled":
                break
    return done


def _examine(shard: Sequence[Task], name: str) -> None:
    """See that a worker may start processes, is of the run's version, and sees its files."""
    if multiprocessing.current_process().daemon:
        raise ClusterError(
            f"the worker {name} may not start processes: start it with DASK_DISTRIBUTED__WORKER__DAEMON=False"
        )
    here, wanted = extractor(shard[0].pdf_engine), shard[0].extractor
    if here != wanted:
        raise ClusterError(
            f"the worker {name} has plan-extract {here}, this run {wanted}: install the same one on every machine"
        )
    troubles = [_unseen(task) for task in shard]
    if all(troubles):
        raise ClusterError(
            f"the worker {name} cannot open {shard[0].path} ({troubles[0]}): it must see the documents under that name"
        )


def _unseen(task: Task) -> str | None:
    try:
        with task.path.open("rb"):
            return None
    except OSError as error:
        return error.strerror or str(error)


# ------------------------------------------------------------------ at the run


@contextmanager
def connect(address: str, jobs: int) -> Iterator[Cluster]:
    """Give the cluster whose scheduler answers at an address, or with ``local`` one of this machine with so many jobs.

    Raises:
        ClusterError: if there is none, or it has no worker.
    """
    try:
        import distributed
    except ImportError:
        raise ClusterError("--cluster needs more libraries: pip install 'plan-extract[cluster]'") from None
    if address != LOCAL and not _ADDRESS.fullmatch(address):
        raise ClusterError(f"{address} is no cluster: say local, or where a scheduler is, such as tcp://scheduler:8786")
    for name in ("distributed", "distributed.client", "distributed.gc"):  # what concerns the run is raised
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        scheduler = stack.enter_context(_this_machine(jobs)) if address == LOCAL else address
        try:
            client = stack.enter_context(distributed.Client(scheduler, timeout=CONNECT, set_as_default=False))
            client.wait_for_workers(1, timeout=CONNECT)
        except TimeoutError:
            raise ClusterError(
                f"the scheduler at {address} has no worker: start one with dask worker {address}"
            ) from None
        except (OSError, ValueError) as error:
            raise ClusterError(f"no Dask scheduler answers at {address} ({error})") from None
        _see_installed(client)
        yield Cluster(client)


def _see_installed(client: Client) -> None:
    """See that the scheduler and the workers have this module: without it they would end of the first shard."""
    try:
        client.run_on_scheduler(import_module, __name__)
        client.run(import_module, __name__)
    except ImportError as error:
        raise ClusterError(f"not every machine of the cluster has plan-extract[cluster] ({error})") from None


@contextmanager
def _this_machine(jobs: int) -> Iterator[LocalCluster]:
    """Give a cluster of one worker with a thread a job: the morphological model is loaded once."""
    import dask
    from distributed import LocalCluster

    with dask.config.set({"distributed.worker.daemon": False}):
        with _deaf_children():
            cluster = LocalCluster(
                n_workers=1, threads_per_worker=jobs, dashboard_address=None, silence_logs=logging.CRITICAL
            )
        with cluster:
            yield cluster


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Have what is started meanwhile ignore Ctrl-C, which is this process's to heed; for itself it is put off."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connection to a cluster."""

    client: Client

    def extract_all(self, tasks: Sequence[Task], settings: Settings) -> Generator[Result, None, None]:
        """Yield every task with its packed tables, or with what was wrong, in the order in which shards end.

        At most two shards a thread of the cluster are under way or waiting to be taken at any time.

        Raises:
            ClusterError: if the cluster cannot do the work. What was yielded is done all the same.
        """
        flight = _Flight(self.client, settings)
        waiting = deque(_shards(tasks, min(SHARD, ceil(len(tasks) / flight.most()))))
        try:
            while waiting or flight.shards:
                while waiting and len(flight.shards) < flight.most():
                    flight.launch(waiting.popleft())
                results, again = flight.land()
                waiting.extend(again)
                yield from results
        except (OSError, CancelledError):
            raise ClusterError(f"the scheduler does not answer any more; {_KEPT}") from None
        finally:
            flight.cancel()


def _shards(tasks: Iterable[Task], documents: int) -> Iterator[list[Task]]:
    """Yield the tasks in shards of so many documents; the files' paths lead to them from any folder."""
    shard: list[Task] = []
    size = 0
    for task in tasks:
        path = task.path.absolute() if isinstance(task.path, Path) else task.path
        shard.append(replace(task, path=path))
        size += task.size
        if len(shard) == documents or size > SHARD_BYTES:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


class _Flight:
    """The shards that are with the cluster."""

    def __init__(self, client: Client, settings: Settings) -> None:
        self.client = client
        self.settings = settings
        self.shards: dict[Future, Sequence[Task]] = {}
        self.landed: SimpleQueue[Future] = SimpleQueue()
        self.attended = monotonic()

    def most(self) -> int:
        """Return how many shards may be with the cluster: each thread has one, and the next."""
        threads: int = sum(self.client.nthreads().values())
        return 2 * max(1, threads)

    def launch(self, shard: Sequence[Task]) -> None:
        """Send a shard to the cluster."""
        future = self.client.submit(do_shard, shard, self.settings, pure=False)
        self.shards[future] = shard
        future.add_done_callback(self.landed.put)

    def land(self) -> tuple[Sequence[Result], Sequence[list[Task]]]:
        """Wait for a shard to end; return its results, and the shards that are to be sent in its stead."""
        future = self._next()
        error = future.exception()
        results = future.result() if error is None else ()
        shard = self.shards.pop(future)
        return (results, ()) if error is None else _without_result(shard, error)

    def _next(self) -> Future:
        while True:
            with suppress(Empty):
                return self.landed.get(timeout=1)
            if self.client.nthreads():
                self.attended = monotonic()
            elif monotonic() > self.attended + DESERTED:
                raise ClusterError(f"the cluster has no worker any more; {_KEPT}")

    def cancel(self) -> None:
        """Let go of what is still with the cluster; its workers leave off."""
        for future in self.shards:
            future.release()


_KEPT = "what was finished is kept, the same command goes on with the rest (with --force it begins anew)"
_FATAL = "읽는 동안 클러스터의 작업 서버가 거듭 끊긴 파일입니다. 작업 서버의 메모리를 확인한 뒤 다시 실행하세요."


def _without_result(shard: Sequence[Task], error: BaseException) -> tuple[Sequence[Result], Sequence[list[Task]]]:
    """Return what is made of a shard whose workers died one after the other: each document by itself, or given up.

    Raises:
        ClusterError: if the shard itself has raised an error at its worker.
    """
    from distributed import KilledWorker

    if isinstance(error, ClusterError):
        raise error
    if not isinstance(error, KilledWorker):
        words = f"{type(error).__name__}: {error}"
        raise ClusterError(f"a worker of the cluster cannot do its documents ({words}); {_KEPT}") from error
    if len(shard) > 1:
        return (), [[task] for task in shard]
    return [(shard[0], Trouble("start", "crash", _FATAL, error.allowed_failures + 1))], ()
