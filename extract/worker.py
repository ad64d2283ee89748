"""What a worker does with a task, and what it tells meanwhile: it notes its process and its stage in shared memory.

So the parent (:mod:`extract.workers`) can watch its memory, and knows of a worker that died how far it had come.
"""

from __future__ import annotations

import ctypes
import fcntl
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from extract.addresses import Address
from extract.document import FailureCode, Unreadable
from extract.extractor import PdfEngine
from extract.inputs import unopened

STAGES = ("start", "read", "extract", "tables")
"""Values of ``failures.stage``, in the order of the work."""

_SLACK = 4 << 30
"""Address space above the memory limit: libraries reserve far more than they use."""

_PAGE = os.sysconf("SC_PAGE_SIZE")


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


class Refusal(NamedTuple):
    """What a worker answers instead of tables: a code of ``failures`` and what staff must do."""

    error: FailureCode
    message: str


MESSAGES = {
    "memory": "메모리가 너무 많이 필요한 파일입니다. 파일을 나누거나 --memory 값을 올려 다시 실행하세요.",
    "timeout": "정해진 시간 안에 읽지 못한 파일입니다. 파일을 나누거나 --timeout 값을 올려 다시 실행하세요.",
    "crash": "읽다가 작업 프로세스가 죽은 파일입니다. 원본 프로그램에서 다시 저장한 뒤 넣으세요.",
}


Work = Callable[[Task], bytes]
"""What a worker does: a task to the packed tables of its document."""


class Slot(ctypes.Structure):
    """What a worker tells of its task while it runs; ``resting`` is its resident memory in bytes at the start.

    While ``held`` the parent makes up its mind whether to kill: so long the worker keeps to the task, and takes none of
    the locks of the pool, which would die with it.
    """

    _fields_ = tuple((name, ctypes.c_int64) for name in ("pid", "stage", "resting", "held"))


_slots: Any = None
_slot: Slot = Slot()


def set_up(slots: Any, memory: int) -> None:
    """Tie a new worker to its parent and set its limits."""
    global _slots  # noqa: PLW0603 - a worker's one piece of state, given to it once
    _slots = slots
    if sys.platform == "linux":
        _die_with_parent()
        _bound(int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE + memory + _SLACK)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound(address_space: int) -> None:
    """Bound this process's address space in bytes; a bound that it was born with is not raised."""
    _, born_with = resource.getrlimit(resource.RLIMIT_AS)
    if born_with == resource.RLIM_INFINITY or address_space < born_with:
        resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))


def _die_with_parent() -> None:
    """Have the kernel kill this process when the parent's end of their pipe closes, whatever it is doing then."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    sentinel = int(parent.sentinel)
    fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(sentinel, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(sentinel, fcntl.F_SETFL, fcntl.fcntl(sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def attempt(number: int, work: Work, task: Task) -> bytes | Refusal:
    """Return what the work gives for a task, whose slot has the number, or why it gives nothing."""
    global _slot  # noqa: PLW0603 - says at every moment which task the worker is at
    _slot = _slots[number]
    _slot.stage, _slot.resting = 0, resident(os.getpid())
    _slot.pid = os.getpid()  # last: from here on the parent watches
    try:
        return work(task)
    except Unreadable as error:
        return Refusal(error.code, error.message)
    except MemoryError:
        return Refusal("memory", MESSAGES["memory"])
    except Exception as error:  # noqa: BLE001 - an error's class may not survive the way to the parent; its words do
        words = ascii(error) if not str(error).isprintable() else f"{type(error).__name__}: {error}"
        return Refusal("crash", f"처리 중 오류가 난 파일입니다({words[:300]}). 이 문장과 함께 개발자에게 알려 주세요.")
    finally:
        _slot.pid = 0
        while _slot.held:
            time.sleep(0.001)


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


def resident(pid: int) -> int:
    """Return the resident memory of a process in bytes; 0 where the process or the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
