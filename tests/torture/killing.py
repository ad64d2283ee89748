"""Runs that are killed and resumed, at random moments and within commits, while others read."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.torture.outputs import committed, difference, staged
from tests.torture.processes import Started
from tests.torture.runner import STEP
from tests.torture.scene import Finding, Scene, wait_for
from tests.torture.undisturbed import delivered
from tests.torture.watching import Readers

KILLS = 20
KILLS_IN_COMMITS = 10
A_STEP = "1.5"
"""Seconds at least between the commits of a run that is killed at a random moment."""
MORE = 15
"""Documents that are new to a run which is killed in its commit."""
SEED = 7


@dataclass(slots=True)
class Kills:
    """How many runs were killed, and what became of the documents that were finished before."""

    killed: int = 0
    lost: int = 0
    again: int = 0

    def run(
        self, scene: Scene, inputs: Path, output: Path, wait: Callable[[Started], object], **environment: str
    ) -> None:
        """Start a run, kill it when the wait is over, and see to what had been finished before it."""
        finished, readings = committed(output) | staged(output), len(scene.readings())
        started = scene.start(inputs, output, **environment)
        wait(started)
        self.killed += scene.count(started.kill()).killed
        self.lost += len(finished - committed(output) - staged(output))
        self.again += len(finished.intersection(scene.readings()[readings:]))


def killed_at_random(scene: Scene, kills: Kills, readers: Readers) -> list[Finding]:
    """Kill 20 runs over everything, each resuming the one before, let the last one end, and compare."""
    output, dice = scene.scratch / "killed", random.Random(SEED)
    with readers.beside(scene, output, 1):
        while kills.killed < KILLS:
            wait = partial(_at_random, scene, kills.killed, dice.random())
            kills.run(scene, scene.material.folder, output, wait, **{STEP: A_STEP})
        kills.run(scene, scene.material.folder, output, to_its_end)
    return [*delivered("killed and resumed", scene, output), same("killed at random", scene.scratch / "whole", output)]


def _at_random(scene: Scene, number: int, moment: float, started: Started) -> None:
    """Wait for a moment of the time before the first document (every fifth run) or of a tenth of the work after it."""
    if number % 5 == 0:
        time.sleep(moment * scene.warm)
        return
    readings = len(scene.readings())
    while len(scene.readings()) == readings and started.process.poll() is None:
        time.sleep(0.02)
    time.sleep(moment * (scene.seconds - scene.warm) / 10)


def killed_in_commits(scene: Scene, kills: Kills, readers: Readers) -> list[Finding]:
    """Kill 10 runs that have begun a commit, each over a few documents more than the one before, and compare."""
    inputs, output, dice = scene.scratch / "growing", scene.scratch / "killed in commits", random.Random(SEED)
    inputs.mkdir()
    waiting, before = sorted(scene.few.iterdir()), kills.killed
    with readers.beside(scene, output, 1):
        while kills.killed < before + KILLS_IN_COMMITS:
            for path in [waiting.pop() for _ in range(min(MORE, len(waiting)))]:
                shutil.copy(path, inputs)
            kills.run(scene, inputs, output, partial(_in_commit, output, dice.random()))
        shutil.copytree(scene.few, inputs, dirs_exist_ok=True)
        kills.run(scene, inputs, output, to_its_end)
    return [same("killed in commits", scene.scratch / "few whole", output)]


def to_its_end(started: Started) -> None:
    """Wait for the run's own end."""
    started.process.wait()


def _in_commit(output: Path, seconds: float, started: Started) -> None:
    """Wait until the run has been writing a new snapshot for so long."""
    link = output / "latest"
    number = int(link.readlink().name) if link.is_symlink() else 0
    wait_for(output, f"snapshots/{number + 1}", started)
    time.sleep(seconds)


def same(what: str, whole: Path, tried: Path) -> Finding:
    """Return how an output differs from that of an undisturbed run over the same documents."""
    found = difference(whole, tried)
    measured = f"{found.lost}, {found.added}, {found.files}"
    return Finding(
        f"{what}: rows lost, rows added, files with other bytes, of {found.rows:,} rows",
        measured,
        found.rows > 0 and not (found.lost or found.added or found.files),
    )


def of_kills(kills: Kills) -> list[Finding]:
    """Return what became of documents that were finished before a kill."""
    return [
        Finding("runs killed with signal 9 and resumed", f"{kills.killed}", kills.killed >= KILLS + KILLS_IN_COMMITS),
        Finding("documents lost that were finished before a kill", f"{kills.lost}", kills.lost == 0),
        Finding("documents read again that were finished before a kill", f"{kills.again}", kills.again == 0),
    ]
