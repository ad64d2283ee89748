"""Starting runs, killing them, and counting every process of theirs that outlives them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from extract.worker import resident

ROOT = Path(__file__).parents[2]
_MARK = "PLAN_EXTRACT_TORTURE"
SECONDS = 15.0
"""So long the processes of a run that was killed may take to notice."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that has ended.

    Its exit code, what it wrote, how many of its processes went on without it, the resident bytes of the largest.
    """

    code: int
    output: str
    errors: str
    orphans: int
    largest: int = 0

    @property
    def killed(self) -> bool:
        """Whether signal 9 ended it, and not its own end."""
        return self.code == -signal.SIGKILL


class Started:
    """A process whose environment bears a mark of its own, which whatever it starts inherits."""

    def __init__(self, *module: str, **environment: str) -> None:
        mark = str(uuid4())
        self._mark = f"{_MARK}={mark}".encode()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *module],
            env=os.environ | {_MARK: mark, "PYTHONPATH": str(ROOT)} | environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def kill(self) -> Ended:
        """Send signal 9 to the process, not to its children, and return what came of it."""
        self.process.kill()
        return self.end()

    def end(self) -> Ended:
        """Wait for the process to end and its children to notice; those that do not are counted, and ended here."""
        largest = 0
        while self.process.poll() is None:
            largest = max(largest, *map(resident, self.marked()), 0)
            time.sleep(0.1)
        orphans = self._orphans()
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)
        output, errors = self.process.communicate()
        return Ended(self.process.returncode, output, errors, len(orphans), largest)

    def _orphans(self) -> list[int]:
        until = time.monotonic() + SECONDS
        while (alive := self.marked()) and time.monotonic() < until:
            time.sleep(0.05)
        return alive

    def marked(self) -> list[int]:
        """Return the processes that bear the mark and are alive."""
        pids = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
        return [pid for pid in pids if self._mark in _environment(pid).split(b"\0")]


def _environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:  # it has ended meanwhile, or is another user's
        return b""
