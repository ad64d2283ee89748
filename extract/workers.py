"""Documents to packed tables, each in a worker that may die: a crash, a hang or a flood costs that document alone.

Workers are forked from a server that holds the morphological model (:mod:`extract.preload`). Each task has a slot in
shared memory, in which its worker tells how it is (:mod:`extract.worker`).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.sharedctypes import RawArray
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from extract.document import FailureCode
from extract.extractor import PdfEngine
from extract.worker import MESSAGES, STAGES, Refusal, Slot, Task, Work, attempt, extract_packed, resident, set_up

if TYPE_CHECKING:
    from pebble import ProcessPool

ATTEMPTS = 2
TASKS_A_WORKER = 200
"""After so many documents a worker is replaced, so that what a library leaks stays small."""

_PER_TIMEOUT = 20 << 20
"""A file larger than this many bytes has more time, in proportion."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a document gave nothing: ``error`` and ``message`` are those of ``failures``."""

    stage: str
    error: FailureCode
    message: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How documents are done.

    ``jobs`` workers; ``timeout`` seconds a document (more for a large file); ``memory`` in bytes, resident, above what
    a worker starts with; the engine that reads PDF.
    """

    jobs: int
    timeout: float = 120.0
    memory: int = 2 << 30
    pdf_engine: PdfEngine = "pdfium"


class WorkersError(Exception):
    """Workers that cannot be had; the message says what to do."""


_NO_WORKER = "no worker can be started: see that there is room for more processes and their memory"


class _Flight:
    """The tasks that are with the workers; a thread looks at their memory and kills those above the limit."""

    def __init__(self, pool: ProcessPool, slots: Any, settings: Settings) -> None:
        self.pool = pool
        self.slots = slots
        self.settings = settings
        self.tasks: dict[Future[bytes | Refusal], tuple[int, Task]] = {}
        self.flooded: set[int] = set()
        self.landed = Event()

    def start(self) -> None:
        """Start the workers, and the thread that looks at them.

        Raises:
            WorkersError: if the system gives no process or thread more.
        """
        try:
            if self.pool.active:  # asked for the first time, it starts
                Thread(target=self._watch, daemon=True).start()
        except (OSError, RuntimeError) as error:
            raise WorkersError(_NO_WORKER) from error

    def _watch(self) -> None:
        while not self.landed.wait(0.1):
            for number, _ in list(self.tasks.values()):
                self._look_at(number)

    def _look_at(self, number: int) -> None:
        """Kill the worker of a task whose memory is above the limit."""
        slot = self.slots[number]
        slot.held = 1
        pid = slot.pid  # seen once: a worker that leaves its task clears it, and 0 would be the processes of the run
        if pid and resident(pid) > slot.resting + self.settings.memory:
            self.flooded.add(number)
            with suppress(ProcessLookupError):  # it has ended meanwhile
                os.kill(pid, signal.SIGKILL)
        else:
            slot.held = 0

    def launch(self, work: Work, number: int, task: Task) -> None:
        """Give a task to the pool."""
        self.slots[number].pid = self.slots[number].held = 0
        seconds = self.settings.timeout * max(1.0, task.size / _PER_TIMEOUT)
        future: Future[bytes | Refusal] = Future()
        with suppress(RuntimeError):  # a pool that is broken takes nothing; landing says so
            future = self.pool.schedule(attempt, args=(number, work, task), timeout=seconds)
        self.tasks[future] = (number, task)

    def land(self) -> list[tuple[int, Task, bytes | Trouble | None]]:
        """Wait for at least one task to end and return what became of those that did; None: the pool broke first."""
        while self.pool.active and not wait(self.tasks, 1, FIRST_COMPLETED).done:
            pass  # a broken pool does not end what it had not yet begun
        broken = not self.pool.active
        ended = []
        for future in [future for future in self.tasks if broken or future.done()]:
            number, task = self.tasks.pop(future)
            ended.append((number, task, self._result(number, task, future)))
        return ended

    def _result(self, number: int, task: Task, future: Future[bytes | Refusal]) -> bytes | Trouble | None:
        if not future.done() or isinstance(error := future.exception(), BrokenProcessPool):
            return None
        result = future.result() if error is None else _of_dead_worker(error, number in self.flooded)
        self.flooded.discard(number)
        if isinstance(result, bytes):
            return result
        return Trouble(STAGES[self.slots[number].stage], result.error, result.message, task.attempt)


def _of_dead_worker(error: BaseException, flooded: bool) -> Refusal:
    """Return what is told of a document whose worker came to its end; any other error is raised."""
    from pebble import ProcessExpired

    if flooded:
        return Refusal("memory", MESSAGES["memory"])
    if isinstance(error, TimeoutError):
        return Refusal("timeout", MESSAGES["timeout"])
    if isinstance(error, ProcessExpired):
        return Refusal("crash", MESSAGES["crash"])
    raise error


def extract_all(
    tasks: Sequence[Task], settings: Settings, work: Work = extract_packed
) -> Generator[tuple[Task, bytes | Trouble], None, None]:
    """Yield every task with its packed tables, or with what was wrong, in the order in which they end.

    What died without saying why is tried once more. At most two documents a worker are held at any time.

    Raises:
        WorkersError: if no worker can be started.
    """
    waiting = deque(enumerate(tasks))
    slots = RawArray(Slot, len(tasks))
    in_vain = 0
    while waiting:
        before = {*waiting}
        yield from _in_a_pool(waiting, slots, settings, work)
        in_vain = in_vain + 1 if {*waiting} == before else 0
        if in_vain == ATTEMPTS:  # once may be a worker that was killed before it began
            raise WorkersError(_NO_WORKER)


def _in_a_pool(
    waiting: deque[tuple[int, Task]], slots: Any, settings: Settings, work: Work
) -> Generator[tuple[Task, bytes | Trouble], None, None]:
    """Yield what becomes of the tasks until none is waiting.

    If the pool breaks, as it does when somebody kills a worker that holds a lock of it, what it had is waiting again.
    """
    from pebble import ProcessPool

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["extract.preload"])
    pool = ProcessPool(min(settings.jobs, len(waiting)), TASKS_A_WORKER, set_up, (slots, settings.memory), context)
    flight = _Flight(pool, slots, settings)
    try:
        flight.start()
        while flight.tasks or (waiting and pool.active):
            while waiting and len(flight.tasks) < 2 * settings.jobs:
                flight.launch(work, *waiting.popleft())
            for number, task, result in flight.land():
                if result is None:
                    waiting.append((number, task))
                elif isinstance(result, Trouble) and _once_more(result):
                    waiting.append((number, replace(task, attempt=task.attempt + 1)))
                else:
                    yield task, result
    finally:
        flight.landed.set()
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _once_more(trouble: Trouble) -> bool:
    return trouble.error in {"crash", "memory", "timeout"} and trouble.attempts < ATTEMPTS
