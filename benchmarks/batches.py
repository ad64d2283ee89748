"""Whole runs: workers, documents, runs over what is unchanged, and one document more where there are many.

The runs of the first three tables are real ones. For the last, the rows of a few documents that were read are staged
again and again under other doc_ids: reading 100,000 documents would take an hour and measure something else.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from benchmarks.material import ROOT, table
from benchmarks.readers import peak
from extract import tables
from extract.batch import run
from extract.commit import writer
from extract.files import extract_file
from extract.inventory import Content, Held
from extract.settling import Done, settle
from extract.worker import Task
from extract.workers import Settings

NOTICE = "해온구 보도자료\n\n해온구는 ’25. 7. 마을 교육장을 연다.\n ○ 사업비 {number}백만원\n"
MANY = (1_000, 10_000, 100_000)


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _run(_notices(folder / "first", 1), folder / "out of first", 2)  # starts the server that holds the model
        thousand = _copies(folder / "thousand", 77)
        _workers(thousand, folder / "out")
        _unchanged(thousand, folder / "out")
        _small(folder)
        _one_more(folder)


def _run(inputs: Path, output: Path, jobs: int) -> float:
    """Return how many seconds a run takes."""
    since = time.perf_counter()
    outcome = run([inputs], output, Settings(jobs=jobs))
    assert not outcome.failures
    return time.perf_counter() - since


def _copies(folder: Path, copies: int) -> Path:
    """Return a folder of copies of the corpus' texts that differ by a line."""
    folder.mkdir()
    for source in sorted((ROOT / "corpus").glob("*.txt")):
        for number in range(copies):
            target = folder / f"{number}-{source.name}"
            shutil.copy(source, target)
            with target.open("ab") as file:
                file.write(f"\n{number}\n".encode())
    return folder


def _notices(folder: Path, count: int) -> Path:
    """Return a folder of small documents."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.txt").write_text(NOTICE.format(number=number), encoding="utf-8")
    return folder


# ------------------------------------------------------------------ real runs


def _workers(inputs: Path, output: Path) -> None:
    """Take turns, and the better of two, since a machine has other things to do as well."""
    count = len(list(inputs.iterdir()))
    measured: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(2):
        for jobs, seconds in measured.items():
            seconds.append(_run(inputs, output, jobs))
            shutil.rmtree(output)
    best = {jobs: min(seconds) for jobs, seconds in measured.items()}
    rows = [[jobs, f"{least:.2f}", f"{count / least:.1f}", f"{best[1] / least:.2f}"] for jobs, least in best.items()]
    table(f"{count} documents, the better of two runs", ["workers", "seconds", "documents/s", "times"], rows)


def _unchanged(inputs: Path, output: Path) -> None:
    first = _run(inputs, output, 2)
    again = min(_run(inputs, output, 2) for _ in range(3))
    rows = [["first", f"{first:.2f}", ""], ["unchanged", f"{again:.2f}", f"{100 * again / first:.1f} %"]]
    table(f"a run over {len(list(inputs.iterdir()))} documents, and again", ["", "seconds", "of the first"], rows)


def _small(folder: Path) -> None:
    rows = []
    for count in (100, 1_000, 10_000):
        seconds = _run(_notices(folder / str(count), count), folder / f"out of {count}", 2)
        rows.append([f"{count:,}", f"{seconds:.2f}", f"{1000 * seconds / count:.2f}"])
    table("small documents, 2 workers", ["documents", "seconds", "ms/document"], rows)


# ------------------------------------------------------------------ many documents


class Pattern(NamedTuple):
    """A document's packed tables, and what in them is another's in a copy: its doc_id and the marks of its text."""

    packed: bytes
    doc_id: bytes
    marks: bytes

    def copy(self, doc_id: str) -> bytes:
        """Return the packed tables of a document like this one, but with a text of its own."""
        marks = b"".join(sha256(f"{doc_id} {number}".encode()).digest() for number in range(len(self.marks) // 32))
        return self.packed.replace(self.doc_id, doc_id.encode()).replace(self.marks, marks)


def _patterns() -> list[Pattern]:
    return [_pattern(ROOT / "corpus" / name) for name in ("news-haeon.txt", "budget-dasol.pdf")]


def _pattern(path: Path) -> Pattern:
    plan = extract_file(path)
    stored = tables.plan_tables(plan)
    marks = stored["fingerprints"]["marks"].combine_chunks().flatten().to_numpy().tobytes()
    return Pattern(tables.pack(stored), plan.document.doc_id.encode(), marks)


def _one_more(folder: Path) -> None:
    patterns, rows = _patterns(), []
    for count in MANY:
        output = folder / f"many {count}"
        whole = _write(output, count, patterns)
        one, memory = _best(output, patterns[0])
        rows.append([f"{count:,}", f"{whole:.2f}", f"{one:.2f}", f"{100 * one / whole:.1f} %", f"{memory:.0f}"])
        shutil.rmtree(output)
    head = ["documents", "written whole: s", "one more: s", "of the whole", "one more: peak MB"]
    table("one document more (their rows are a few documents' under other doc_ids)", head, rows)


def _write(output: Path, count: int, patterns: Sequence[Pattern]) -> float:
    """Commit so many documents to a new output, and return how many seconds that takes."""
    with writer(output) as out:
        done = Done()
        for number in range(count):
            doc_id = _doc_id(str(number))
            out.stage(doc_id, patterns[number % len(patterns)].copy(doc_id))
            done.delivered[doc_id] = Content(output, doc_id, 0, [f"{doc_id}.txt"])
            done.added.add(doc_id)
        since = time.perf_counter()
        out.commit(settle(done, Held(), None, out.staging))
        return time.perf_counter() - since


def _doc_id(content: str) -> str:
    return sha256(content.encode()).hexdigest()[:16]


def _best(output: Path, pattern: Pattern) -> tuple[float, float]:
    """Return the least of the seconds and megabytes that adding a document takes, each in a process of its own."""
    measured = []
    for number in range(3):
        inputs = output.with_name(f"{output.name} {number}")
        (inputs / "in").mkdir(parents=True)
        (inputs / f"in/{number}.txt").write_text(f"one more {number}")
        (inputs / "packed").write_bytes(pattern.copy(_doc_id(f"one more {number}")))
        command = [sys.executable, "-m", "benchmarks.batches", str(output), str(inputs)]
        measured.append(json.loads(subprocess.check_output(command, cwd=ROOT)))
    seconds, memory = zip(*measured, strict=True)
    return min(seconds), min(memory)


def _add(output: Path, inputs: Path) -> tuple[float, float]:
    """Run over a document that is read already, and return the seconds and the process' peak of megabytes."""

    def spread(tasks: Sequence[Task], _: Settings) -> Generator[tuple[Task, bytes], None, None]:
        yield tasks[0], (inputs / "packed").read_bytes()

    since = time.perf_counter()
    outcome = run([inputs / "in"], output, Settings(jobs=1), spread=spread)
    assert outcome.new == 1
    return time.perf_counter() - since, peak(Path("/proc/self/status").read_text())


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(_add(*map(Path, sys.argv[1:]))))
    else:
        main()
