"""Runs without workers: each document is done at once, in the process of the test, and it is noted which were read."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

from extract import tables
from extract.store import open_output
from extract.worker import Task
from extract.workers import Settings, Trouble
from tests.plans import plan

SETTINGS = Settings(jobs=1)

READ: list[str] = []
"""The sources that were read, in order."""


def spread(tasks: Sequence[Task], _settings: Settings) -> Generator[tuple[Task, bytes | Trouble], None, None]:
    """Do documents whose content is ``FORMAT TEXT``, or ``bad``."""
    for task in tasks:
        READ.append(task.source)
        content = task.path.read_bytes().decode()
        form, _, text = content.partition(" ")
        if form == "bad":
            yield task, Trouble("read", "corrupt", "다시 저장하세요.", 1)
        else:
            made = plan(content, format=form, text=text, source=task.source, extractor=task.extractor)
            yield task, tables.pack(tables.plan_tables(made))


def write(folder: Path, files: Mapping[str, str | None]) -> Path:
    """Write files with the given text below a folder, or remove them (None), and return the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    return folder


def stored(output: Path) -> dict[str, bytes]:
    """Return the bytes of every file of the latest snapshot but those of ``runs``, by table and bucket."""
    snapshot = (output / "latest").resolve()
    files = [path for path in snapshot.rglob("*.parquet") if path.parent.name != "runs"]
    return {f"{path.parent.name}/{path.name.split('-')[0]}": path.read_bytes() for path in files}


def names(output: Path) -> dict[str, list[str]]:
    """Return the sources of every document by the first."""
    return {row["source"]: row["sources"] for row in open_output(output)["documents"].to_pylist()}


def runs(output: Path) -> list[list[int]]:
    """Return of every run how many documents were new, changed, unchanged and failed."""
    rows = sorted(open_output(output)["runs"].to_pylist(), key=lambda row: row["run_id"])
    return [[row[f"documents_{kind}"] for kind in ("new", "changed", "unchanged", "failed")] for row in rows]
