"""A second writer, a disk that is full, and readers during many commits."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.torture.changing import times
from tests.torture.killing import SEED, same
from tests.torture.outputs import committed, staged
from tests.torture.processes import Started
from tests.torture.scene import Finding, Scene, wait_for
from tests.torture.watching import Readers

SECOND_WRITERS = 3
FIRST_SIZE = 1 << 20
GROWTH = 1.5


def second_writers(scene: Scene) -> list[Finding]:
    """While a run is at it, start others that would take away its rows; they must go away and leave all as it is."""
    output, dice, refused = scene.scratch / "two writers", random.Random(SEED), 0
    started = scene.start(scene.few, output)
    wait_for(output, "staging/*.arrow", started)
    for _ in range(SECOND_WRITERS):
        time.sleep(dice.random())
        ended = scene.run(scene.material.folder / "twins", output)
        refused += ended.code == 2 and "another run is writing to" in ended.errors and started.process.poll() is None
    scene.count(started.end())
    return [
        Finding("second writers told so and ended with 2", f"{refused} of {SECOND_WRITERS}", refused == SECOND_WRITERS),
        same("beside second writers", scene.scratch / "few whole", output),
    ]


# ------------------------------------------------------------------ a full disk


def full_disk(scene: Scene) -> list[Finding]:
    """Run on a small file system and make room, a little each time, until the run gets through."""
    size, told, lost = FIRST_SIZE, [], 0
    with _small_disk(scene.scratch / "disk", size) as disk:
        output = disk / "out"
        while (ended := scene.run(scene.few, output)).code != 0:
            finished = committed(output) | staged(output)
            told.append(ended.code == 2 and "No space left on device" in ended.errors)
            size = int(size * GROWTH)
            _mount(disk, f"remount,size={size}")
            lost += len(finished - committed(output) - staged(output))
            assert size < 1 << 30, ended.errors
        found = same("full disk", scene.scratch / "few whole", output)
    clear = f"{sum(told)} of {len(told)}"
    return [Finding("runs that met a full disk said so and ended with 2", clear, len(told) > 2 and all(told)), found]


@contextmanager
def _small_disk(folder: Path, size: int) -> Iterator[Path]:
    """Give a file system in memory of so many bytes."""
    folder.mkdir()
    _mount(folder, f"size={size}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def _mount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)


# ------------------------------------------------------------------ readers during commits


def commits_before_readers(scene: Scene, readers: Readers) -> list[Finding]:
    """Replace all documents of an output many times while two processes read it."""
    output, moments = scene.scratch / "changing", scene.scratch / "moments.json"
    told = {size: [_doc_id(path) for path in documents] for size, documents in times(scene.few)}
    moments.write_text(json.dumps(told), encoding="utf-8")
    with readers.beside(scene, output, 2, moments):
        arguments = [str(scene.scratch / "changing in"), str(output), str(scene.few)]
        ended = scene.count(Started("tests.torture.changing", *arguments).end())
    assert ended.code == 0, ended.errors
    return []


def _doc_id(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
