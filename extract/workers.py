"""Documents to packed tables, each in a worker that may die: a crash, a hang or a flood costs that document alone.

Workers are forked from a server that holds the morphological model (:mod:`extract.preload`). Each task has a slot in
shared memory, in which the worker notes its process and its stage; so the parent can watch its memory, and knows of a
worker that died how far it had come.
"""

from __future__ import annotations

import ctypes
import fcntl
import multiprocessing
import os
import resource
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from multiprocessing.sharedctypes import RawArray
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.addresses import Address
from extract.document import FailureCode, Unreadable
from extract.extractor import PdfEngine
from extract.inputs import unopened

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

STAGES = ("start", "read", "extract", "tables")
"""Values of ``failures.stage``, in the order of the work."""

ATTEMPTS = 2
TASKS_A_WORKER = 200
"""After so many documents a worker is replaced, so that what a library leaks stays small."""

_SLACK = 4 << 30
"""Address space above the memory limit: libraries reserve far more than they use."""

_PAGE = os.sysconf("SC_PAGE_SIZE")
_PER_TIMEOUT = 20 << 20
"""A file larger than this many bytes has more time, in proportion."""


@dataclass(frozen=True, slots=True)
class Task:
    """A document to do: its file, its name and what its bytes should be, who does it, and which attempt this is."""

    path: Path | Address
    source: str
    sha256: str
    size: int
    extractor: str
    pdf_engine: PdfEngine = "pdfium"
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a document gave nothing: ``error`` and ``message`` are those of ``failures``."""

    stage: str
    error: FailureCode
    message: str
    attempts: int


class Refusal(NamedTuple):
    """What a worker answers instead of tables: a code of ``failures`` and what staff must do."""

    error: FailureCode
    message: str


_MESSAGES = {
    "memory": "메모리가 너무 많이 필요한 파일입니다. 파일을 나누거나 --memory 값을 올려 다시 실행하세요.",
    "timeout": "정해진 시간 안에 읽지 못한 파일입니다. 파일을 나누거나 --timeout 값을 올려 다시 실행하세요.",
    "crash": "읽다가 작업 프로세스가 죽은 파일입니다. 원본 프로그램에서 다시 저장한 뒤 넣으세요.",
}


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


Work = Callable[[Task], bytes]
"""What a worker does: a task to the packed tables of its document."""


class _Slot(ctypes.Structure):
    """What a worker tells of its task while it runs; ``resting`` is its resident memory in bytes at the start."""

    _fields_ = (("pid", ctypes.c_int64), ("stage", ctypes.c_int64), ("resting", ctypes.c_int64))


# ------------------------------------------------------------------ in the worker

_slots: Any = None
_slot: _Slot = _Slot()


def _set_up(slots: Any, settings: Settings) -> None:
    """Tie a new worker to its parent and set its limits."""
    global _slots  # noqa: PLW0603 - a worker's one piece of state, given to it once
    _slots = slots
    if sys.platform == "linux":
        _die_with_parent()
        address_space = int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE + settings.memory + _SLACK
        resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _die_with_parent() -> None:
    """Have the kernel kill this process when the parent's end of their pipe closes, whatever it is doing then."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    sentinel = int(parent.sentinel)
    fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(sentinel, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(sentinel, fcntl.F_SETFL, fcntl.fcntl(sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def _run(number: int, work: Work, task: Task) -> bytes | Refusal:
    global _slot  # noqa: PLW0603 - says at every moment which task the worker is at
    _slot = _slots[number]
    _slot.stage, _slot.resting = 0, resident(os.getpid())
    _slot.pid = os.getpid()  # last: from here on the parent watches
    try:
        return work(task)
    except Unreadable as error:
        return Refusal(error.code, error.message)
    except MemoryError:
        return Refusal("memory", _MESSAGES["memory"])
    except Exception as error:  # noqa: BLE001 - an error's class may not survive the way to the parent; its words do
        words = ascii(error) if not str(error).isprintable() else f"{type(error).__name__}: {error}"
        return Refusal("crash", f"처리 중 오류가 난 파일입니다({words[:300]}). 이 문장과 함께 개발자에게 알려 주세요.")
    finally:
        _slot.pid = 0


def at(stage: str) -> None:
    """Note how far the worker's document has come."""
    _slot.stage = STAGES.index(stage)


def extract_packed(task: Task) -> bytes:
    """Return the packed tables of a task's document."""
    from extract import files, tables

    at("read")
    try:
        data = task.path.read_bytes()
    except OSError as error:
        raise Unreadable("corrupt", unopened(error)) from error
    if sha256(data).hexdigest() != task.sha256:
        raise Unreadable("corrupt", "읽는 동안 내용이 바뀐 파일입니다. 저장을 마친 뒤 다시 실행하세요.")
    document = files.read_bytes(data, task.pdf_engine)
    at("extract")
    plan = files.name_plan(files.extract(document), task.source, task.extractor)
    at("tables")
    return tables.pack(tables.plan_tables(plan))


# ------------------------------------------------------------------ in the parent


def resident(pid: int) -> int:
    """Return the resident memory of a process in bytes; 0 where the process or the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


class _Flight:
    """The tasks that are with the workers; a thread looks at their memory and kills those above the limit."""

    def __init__(self, slots: Any, settings: Settings) -> None:
        self.slots = slots
        self.settings = settings
        self.tasks: dict[ProcessFuture[bytes | Refusal], tuple[int, Task]] = {}
        self.flooded: set[int] = set()
        self.landed = Event()
        Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self.landed.wait(0.1):
            for number, _ in list(self.tasks.values()):
                slot = self.slots[number]
                if slot.pid and resident(slot.pid) > slot.resting + self.settings.memory:
                    self.flooded.add(number)
                    with suppress(ProcessLookupError):  # it has ended meanwhile
                        os.kill(slot.pid, signal.SIGKILL)

    def launch(self, pool: ProcessPool, work: Work, number: int, task: Task) -> None:
        """Give a task to the pool."""
        self.slots[number].pid = 0
        seconds = self.settings.timeout * max(1.0, task.size / _PER_TIMEOUT)
        self.tasks[pool.schedule(_run, args=(number, work, task), timeout=seconds)] = (number, task)

    def land(self) -> list[tuple[int, Task, bytes | Trouble]]:
        """Wait for at least one task to end and return what became of those that did."""
        wait(self.tasks, return_when=FIRST_COMPLETED)
        ended = []
        for future in [future for future in self.tasks if future.done()]:
            number, task = self.tasks.pop(future)
            ended.append((number, task, self._result(number, task, future)))
        return ended

    def _result(self, number: int, task: Task, future: ProcessFuture[bytes | Refusal]) -> bytes | Trouble:
        error = future.exception()
        result = future.result() if error is None else _of_dead_worker(error, number in self.flooded)
        self.flooded.discard(number)
        if isinstance(result, bytes):
            return result
        return Trouble(STAGES[self.slots[number].stage], result.error, result.message, task.attempt)


def _of_dead_worker(error: BaseException, flooded: bool) -> Refusal:
    """Return what is told of a document whose worker came to its end; any other error is raised."""
    from pebble import ProcessExpired

    if flooded:
        return Refusal("memory", _MESSAGES["memory"])
    if isinstance(error, TimeoutError):
        return Refusal("timeout", _MESSAGES["timeout"])
    if isinstance(error, ProcessExpired):
        return Refusal("crash", _MESSAGES["crash"])
    raise error


def extract_all(
    tasks: Sequence[Task], settings: Settings, work: Work = extract_packed
) -> Generator[tuple[Task, bytes | Trouble], None, None]:
    """Yield every task with its packed tables, or with what was wrong, in the order in which they end.

    What died without saying why is tried once more. At most two documents a worker are held at any time.
    """
    from pebble import ProcessPool

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["extract.preload"])
    slots = RawArray(_Slot, len(tasks))
    pool = ProcessPool(settings.jobs, TASKS_A_WORKER, _set_up, (slots, settings), context)
    flight = _Flight(slots, settings)
    waiting = deque(enumerate(tasks))
    try:
        while waiting or flight.tasks:
            while waiting and len(flight.tasks) < 2 * settings.jobs:
                flight.launch(pool, work, *waiting.popleft())
            for number, task, result in flight.land():
                if isinstance(result, Trouble) and _once_more(result):
                    waiting.append((number, replace(task, attempt=task.attempt + 1)))
                else:
                    yield task, result
    finally:
        flight.landed.set()
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _once_more(trouble: Trouble) -> bool:
    return trouble.error in {"crash", "memory", "timeout"} and trouble.attempts < ATTEMPTS
