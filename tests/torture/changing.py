"""A run over and over a folder whose documents are others every time: ``python -m tests.torture.changing``.

Arguments: the folder, the output, and the folder of documents to take from. One file of the folder is broken, and its
size tells which documents lie beside it.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from extract import batch
from extract.workers import Settings

A_TIME = 20
ROUNDS = 2
SMALLEST = 1000
"""Bytes of the broken file at the first time."""


def times(few: Path) -> Iterator[tuple[int, list[Path]]]:
    """Yield the bytes of the broken file and the documents beside it, one time after another."""
    documents = sorted(few.iterdir())
    for _ in range(ROUNDS):
        for first in range(0, len(documents), A_TIME):
            yield SMALLEST + first, documents[first : first + A_TIME]


def lay(folder: Path, size: int, documents: list[Path]) -> None:
    """Put the documents of one time into the folder, each in the place of one of the time before."""
    folder.mkdir(exist_ok=True)
    (folder / "broken.hwp").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(size, b"\0"))
    for place, path in enumerate(documents):
        shutil.copy(path, folder / f"{place:02}.txt")


if __name__ == "__main__":
    folder, output, few = map(Path, sys.argv[1:])
    for size, documents in times(few):
        lay(folder, size, documents)
        outcome = batch.run([folder], output, Settings(jobs=2))
        assert len(outcome.failures) == 1
