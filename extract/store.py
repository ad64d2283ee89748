"""The output folder as readers see it: whole snapshots, the latest one by a link.

::

    output/latest -> snapshots/12          the one link that a commit moves
    output/budgets -> latest/budgets       what pandas, DuckDB and polars open
    output/snapshots/12/budgets/b07-12.parquet

A table's rows lie in 64 buckets by a hash of their document.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract import parquet, tables
from extract.records import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

BUCKETS = 64

_FILE = re.compile(r"b(\d\d)-\d+\.parquet")


class OutputError(Exception):
    """An output folder that cannot be read or written; the message says why and what to do."""


# ------------------------------------------------------------------ reading


class Output(Mapping[str, "pa.Table"]):
    """The tables of one snapshot, each read when it is first asked for.

    A commit that lands meanwhile changes nothing here, and the snapshot's files stay while this is open.
    """

    def __init__(self, snapshot: Path, hold: int) -> None:
        self.snapshot = snapshot
        self._read: dict[str, pa.Table] = {}
        self.close = weakref.finalize(self, os.close, hold)

    def __getitem__(self, table: str) -> pa.Table:
        if table not in self._read:
            self._read[table] = self.columns(table)
        return self._read[table]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def __repr__(self) -> str:
        return f"<Output {self.snapshot}>"

    def columns(self, table: str, names: Iterable[str] | None = None) -> pa.Table:
        """Return some columns of a table (all where none are named) without keeping them; KeyError if unknown."""
        wanted = None if names is None else list(names)
        return parquet.read_files(table, sorted(buckets(self.snapshot, table).values()), wanted)

    def parts(self, table: str, names: Sequence[str]) -> Iterator[pa.Table]:
        """Yield some columns of a table a bucket at a time: for what need not be in memory together."""
        for _, path in sorted(buckets(self.snapshot, table).items()):
            yield parquet.read_file(table, path, names)

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every table."""
        return {table: parquet.count_rows(buckets(self.snapshot, table).values()) for table in TABLES}


def holds_tables(folder: Path) -> bool:
    """Return whether a run has committed to an output folder."""
    return (folder / "latest").is_symlink()


def open_output(folder: str | os.PathLike[str]) -> Output:
    """Return the tables of the folder's latest snapshot: a mapping from table names to ``pyarrow.Table``.

    All tables are of one moment, whatever is committed meanwhile; ``open_output("output")["budgets"].to_pandas()``
    keeps whole numbers with gaps whole.

    Raises:
        OutputError: if the folder holds no tables, or those of another version.
    """
    link = Path(folder) / "latest"
    while True:
        try:
            snapshot = link.resolve(strict=True)
            hold = os.open(snapshot, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            if link.is_symlink() and link.exists():
                continue  # pruned between the two steps: a newer one is there
            raise OutputError(f"{folder} holds no tables: plan-extract run INPUT -o {folder} makes them") from None
        fcntl.flock(hold, fcntl.LOCK_SH)
        if snapshot.exists():
            output = Output(snapshot, hold)
            see_version(Path(folder), snapshot)
            return output
        os.close(hold)


def see_version(folder: Path, snapshot: Path) -> None:
    """See that the tables of a snapshot have this version's columns, with the same meaning.

    Raises:
        OutputError: if not; nothing can be added to them.
    """
    held = json.loads((snapshot / "datapackage.json").read_text(encoding="utf-8"))
    columns = {one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in held["resources"]}
    ours = {table.replace("_", "-"): tables.schema(table).names for table in TABLES}
    if (held["schema_version"], columns) != (tables.SCHEMA_VERSION, ours):
        raise OutputError(
            f"the tables in {folder} have other columns than those of this version (schema version "
            f"{held['schema_version']}, here {tables.SCHEMA_VERSION}): name a new output, or remove {folder} first"
        )


def buckets(snapshot: Path, table: str) -> dict[int, Path]:
    """Return the files of a table in a snapshot by bucket."""
    if table not in tables.STORED:
        raise KeyError(table)
    found = {}
    for path in (snapshot / table).iterdir():
        match = _FILE.fullmatch(path.name)
        if match:
            found[int(match[1])] = path
    return found


def bucket_of(key: str) -> int:
    """Return the bucket in which the rows of a document (source, run) lie.

    >>> bucket_of("0123456789abcdef")
    31
    """
    return hashlib.sha256(key.encode()).digest()[0] % BUCKETS
