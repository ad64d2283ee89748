"""A stand-in for a worker's work: what a file holds says what happens to the worker that reads it."""

from __future__ import annotations

import ctypes
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pebble import CONSTS

from extract import tables
from extract.document import Unreadable
from extract.worker import Task, at, set_up
from tests.plans import plan

GIGABYTES = 8
"""What a document asks for that takes too much memory: far above the limits of tests, far below what machines have."""


class Stubborn(Exception):
    """An error that cannot be sent from one process to another."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)
        self.both = first, second


class Undeliverable(bytes):
    """Tables of a document whose worker dies while it sends them, and so while it holds a lock of the pool, once."""

    marker: Path

    def __reduce__(self) -> tuple[Callable[[bytes], bytes], tuple[bytes]]:
        _once(str(self.marker))
        return bytes, (bytes(self),)


def impatient(slots: Any, memory: int) -> None:
    """Set a worker up to wait for a lock of the pool for a second, not for a minute."""
    set_up(slots, memory)
    CONSTS.channel_lock_timeout = 1


def work(task: Task) -> bytes:
    """Do what the file says, and return the tables of a made plan if the worker is still there."""
    at("read")
    text = task.path.read_bytes().decode()
    word, _, rest = text.partition(" ")
    at("extract")
    if word in POISON:
        POISON[word](rest)
    made = plan(text, text=text, extractor=task.extractor)
    assert made.document.sha256 == task.sha256
    packed = tables.pack(tables.plan_tables(made))
    if word == "undeliverable":
        packed = Undeliverable(packed)
        packed.marker = Path(rest)
    return packed


def _loop(_: str) -> None:
    while True:
        pass


def _stuck(_: str) -> None:
    """Hold the interpreter's lock in C for longer than anybody lives."""
    re.fullmatch("(a*)*b", "a" * 64)


def _flood(_: str) -> None:
    held = []
    for _step in range(GIGABYTES << 7):
        held.append(b"x" * (8 << 20))
        time.sleep(0.001)


def _error(_: str) -> None:
    raise RuntimeError("놀람\x1b[31m")


def _stubborn(_: str) -> None:
    raise Stubborn("one", "two")


def _unreadable(_: str) -> None:
    raise Unreadable("encrypted", "DRM을 해제한 뒤 다시 넣으세요.")


def _once(marker: str) -> None:
    if not Path(marker).exists():
        Path(marker).touch()
        os._exit(4)


POISON: dict[str, Callable[[str], object]] = {
    "segfault": lambda _: ctypes.string_at(0),
    "exit": lambda _: os._exit(3),
    "loop": _loop,
    "flood": _flood,
    "stuck": _stuck,
    "allocate": lambda _: bytearray(GIGABYTES << 30),
    "error": _error,
    "stubborn": _stubborn,
    "unreadable": _unreadable,
    "once": _once,
}
