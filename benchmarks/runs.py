"""Whole runs: documents a second with one and two workers, a run over unchanged files, one document more."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.material import ROOT, table
from extract.batch import run
from extract.workers import Settings

COPIES = 8


def main() -> None:
    """Print one table; the documents are copies of the corpus' texts that differ by a line."""
    with tempfile.TemporaryDirectory() as scratch:
        inputs = _copies(Path(scratch) / "in")
        count = len(list(inputs.iterdir()))
        _run(next(inputs.iterdir()), Path(scratch) / "first", 1)  # starts the server with the model
        rows = []
        for jobs in (1, 2):
            seconds = _run(inputs, Path(scratch) / f"out{jobs}", jobs)
            rows.append([f"{count} documents, {jobs} workers", f"{seconds:.2f}", f"{count / seconds:.1f}"])
        rows.append(["the same, unchanged", f"{_run(inputs, Path(scratch) / 'out2', 2):.2f}", ""])
        (inputs / "one more.txt").write_text("□ 추진일정\n ○ 조례 제정 ···· ’25. 7.\n", encoding="utf-8")
        rows.append(["one document more", f"{_run(inputs, Path(scratch) / 'out2', 2):.2f}", ""])
    table("runs", ["", "seconds", "documents/s"], rows)


def _copies(folder: Path) -> Path:
    folder.mkdir()
    for source in (ROOT / "corpus").glob("*.txt"):
        for number in range(COPIES):
            target = folder / f"{number}-{source.name}"
            shutil.copy(source, target)
            with target.open("ab") as file:
                file.write(f"\n{number}\n".encode())
    return folder


def _run(inputs: Path, output: Path, jobs: int) -> float:
    since = time.perf_counter()
    outcome = run([inputs], output, Settings(jobs=jobs))
    assert not outcome.failures
    return time.perf_counter() - since


if __name__ == "__main__":
    main()
