"""The output folder as its one writer sees it: documents are staged, then committed by one rename.

A commit writes the touched buckets of every table into a new snapshot, links the others from the snapshot before, and
moves the link ``latest``: all tables change together, or none does. ``output/staging`` holds documents that are done
but not committed yet; a run that was killed finds them there.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from extract import parquet, tables
from extract.records import TABLES, Failure, Record, Run
from extract.staging import Staging
from extract.store import BUCKETS, OutputError, bucket_of, buckets, see_version
from extract.tables import STORED, Packed

KEEP = 3
"""Snapshots that stay after a run, its own among them; one that a reader holds open stays longer."""

_THREADS = 4
"""Buckets written at a time, at most: each holds a row group in memory, and more gain little beside Python's lock."""

_LINKED = (*TABLES, "datapackage.json")
_NUMBER = re.compile(r"[1-9][0-9]*")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one commit does.

    ``added`` are doc_ids that are staged, ``retired`` doc_ids whose rows go, ``settled`` sources whose failures of
    earlier runs go, ``revised`` columns of ``documents`` to set anew, by doc_id.
    """

    added: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    failures: tuple[Failure, ...] = ()
    revised: dict[str, dict[str, Any]] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()

    def split(self) -> list[Change]:
        """Return the parts of the change that touch each bucket."""
        parts = zip(
            _split(self.added),
            _split(self.retired),
            _split(self.settled),
            _split(self.failures, lambda row: row.source),
            _split(self.revised),
            _split(self.runs, lambda row: row.run_id),
            strict=True,
        )
        return [
            Change(
                added=frozenset(added),
                retired=frozenset(retired),
                settled=frozenset(settled),
                failures=tuple(failures),
                revised={doc_id: self.revised[doc_id] for doc_id in revised},
                runs=tuple(runs),
            )
            for added, retired, settled, failures, revised, runs in parts
        ]

    def gone(self, table: str) -> frozenset[str]:
        """Return the keys whose rows of before go from a table."""
        if table == "failures":
            return self.settled | {row.source for row in self.failures}
        if table == "runs":
            return frozenset(row.run_id for row in self.runs)
        return self.added | self.retired

    def rows(self, table: str, staged: dict[str, Packed]) -> Iterator[parquet.Keyed]:
        """Yield the rows that come to a table, in order of their key."""
        told: dict[str, Sequence[Record]] = {"failures": self.failures, "runs": self.runs}
        key = tables.key_column(table)
        for row in sorted(told.get(table, ()), key=attrgetter(key)):
            yield getattr(row, key), tables.to_arrow(table, [row])
        for doc_id, document in staged.items():
            if table in document:
                yield doc_id, document[table]


def _split(items: Iterable[T], key: Callable[[T], str] = str) -> list[list[T]]:
    parts: list[list[T]] = [[] for _ in range(BUCKETS)]
    for item in items:
        parts[bucket_of(key(item))].append(item)
    return parts


@contextmanager
def writer(folder: Path, keep: int = KEEP, jobs: int = 1) -> Iterator[Writer]:
    """Give the one writer of an output folder, which is made where it is not there.

    ``jobs`` is how many processors a commit may keep busy.

    Raises:
        OutputError: if it is a file, another run is writing to it, it cannot be written, or its tables are another
            version's.
    """
    with _writing(folder):
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder} is a file: name a folder for the tables")
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"another run is writing to {folder}: wait until it has ended") from None
        with _writing(folder):
            out = Writer(folder, keep, jobs)
        yield out


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Say what to do where the disk is full or refuses to be written."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot write to {folder}: {error.strerror or error}; nothing that was committed is lost: "
            "when there is room and leave to write, the same command goes on (with --force it begins anew)"
        ) from error


class Writer:
    """Stages documents and commits snapshots; :func:`writer` gives it with the folder's lock held.

    The snapshots of one writer are steps of one run: of them, only the last stays.
    """

    def __init__(self, folder: Path, keep: int, jobs: int) -> None:
        self.folder = folder
        self.snapshots = folder / "snapshots"
        self.snapshots.mkdir(exist_ok=True)
        self._check()
        self.staging = Staging(folder / "staging")
        self._keep = keep
        self._threads = min(jobs, _THREADS)
        self._steps: set[int] = set()
        self._sweep()

    @property
    def number(self) -> int:
        """Number of the latest snapshot, 0 where there is none."""
        link = self.folder / "latest"
        return int(link.readlink().name) if link.is_symlink() else 0

    def _check(self) -> None:
        """Refuse a folder whose content is not ours to replace, or not to be added to."""
        for name in ("latest", *_LINKED):
            path = self.folder / name
            if path.exists() and not path.is_symlink():
                raise OutputError(f"{path} is in the way (it is no link of an earlier run): choose another output")
        if not self.number and any(number > 1 for number in self._numbers()):
            raise OutputError(f"{self.folder} was copied without its links: choose another output")
        latest = self.snapshots / str(self.number)
        if self.number and not latest.is_dir():
            raise OutputError(f"{latest}, the latest one, is gone: name a new output, or remove {self.folder} first")
        if self.number:
            see_version(self.folder, latest)

    def _sweep(self) -> None:
        """Remove what a run that was ended left half made."""
        for number in self._numbers():
            if number > self.number:
                shutil.rmtree(self.snapshots / str(number))

    def _numbers(self) -> list[int]:
        """Return the numbers of the snapshots; what systems leave among them (``.DS_Store``, ``.nfs…``) is none."""
        return sorted(int(path.name) for path in self.snapshots.iterdir() if _NUMBER.fullmatch(path.name))

    def stage(self, doc_id: str, packed: bytes) -> None:
        """Keep a document's packed tables until the commit; they outlive this process."""
        with _writing(self.folder):
            self.staging.put(doc_id, packed)

    def commit(self, change: Change) -> int:
        """Make a new snapshot with the change and make it the latest; return its number.

        After a crash at any moment the folder holds either the snapshot before or the new one, whole.
        """
        number = self.number + 1
        with _writing(self.folder):
            try:
                self._write(self.snapshots / str(number), change)
            except BaseException:
                self._sweep()
                raise
            _link(self.folder / "latest", f"snapshots/{number}")
            for name in _LINKED:
                if not (self.folder / name).is_symlink():
                    _link(self.folder / name, f"latest/{name}")
            _sync(self.folder)
            self.staging.drop(change.added)
            self._prune(number)
        return number

    def _write(self, snapshot: Path, change: Change) -> None:
        before = self.snapshots / str(self.number)
        old = {table: buckets(before, table) if self.number else {} for table in STORED}
        for table in STORED:
            (snapshot / table).mkdir(parents=True)

        def write(bucket: int, part: Change) -> None:
            staged = {doc_id: self.staging[doc_id] for doc_id in sorted(part.added)}
            for table in STORED:
                path = snapshot / table / f"b{bucket:02}-{snapshot.name}.parquet"
                _write_bucket(path, old[table].get(bucket), part, part.rows(table, staged))

        with ThreadPoolExecutor(self._threads) as threads:
            deque(threads.map(write, range(BUCKETS), change.split()), 0)  # raises what a thread did
        listed = {table: [f"{table}/{path.name}" for path in buckets(snapshot, table).values()] for table in TABLES}
        (snapshot / "datapackage.json").write_text(tables.data_package(listed), encoding="utf-8")
        for path in (*(snapshot / table for table in STORED), snapshot / "datapackage.json", snapshot, self.snapshots):
            _sync(path)

    def _prune(self, number: int) -> None:
        """Remove this run's earlier steps and old snapshots, but those that a reader holds open."""
        numbers = self._numbers()
        runs = [one for one in numbers if one not in self._steps]
        self._steps.add(number)
        for one in {*numbers} - {*runs[-self._keep :]}:
            if _remove(self.snapshots / str(one)):
                self._steps.discard(one)


def _remove(snapshot: Path) -> bool:
    """Remove a snapshot if no reader holds it open; return whether it is gone."""
    hold = os.open(snapshot, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(snapshot)
    except BlockingIOError:
        return False
    finally:
        os.close(hold)
    return True


def _write_bucket(path: Path, old: Path | None, part: Change, new: Iterable[parquet.Keyed]) -> None:
    """Write one bucket of a table; where nothing of it changes, link the file of the snapshot before."""
    table = path.parent.name
    gone = part.gone(table)
    revised = part.revised if table == "documents" else {}
    always = path.name.startswith("b00-")  # so that an empty table can be opened
    if not (gone or revised) and (old or not always):
        if old:
            os.link(old, path.with_name(old.name))
        return
    merged = parquet.merge(table, parquet.row_groups(table, old) if old else (), gone, new)
    pieces = (parquet.revise(piece, revised) if revised else piece for piece in merged if len(piece))
    first = next(pieces, None)
    if first is not None or always:
        parquet.write_file(table, chain([] if first is None else [first], pieces), path)


def _link(path: Path, target: str) -> None:
    """Make a symbolic link, or move it, in one step."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(path)


def _sync(path: Path) -> None:
    """See that a file, or what a folder lists, reaches the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
