"""What an output holds, and in what it differs from another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from extract.store import Output, buckets, open_output
from extract.tables import STORED

APART = {"runs", "failures"}
"""Tables whose files tell how the rows came: when runs ended, after how many attempts a file failed."""

OF_DOCUMENTS = tuple(table for table in STORED if table not in APART)


def rows_of(output: Output, table: str) -> pa.Table:
    """Return what must be the same however the rows of a table came."""
    rows = output[table]
    return rows.drop_columns(["attempts"]) if table == "failures" else rows


@dataclass(frozen=True, slots=True)
class Difference:
    """How far an output is from another: rows that it lacks, rows that it alone has, files with other bytes."""

    rows: int
    lost: int
    added: int
    files: int


def difference(whole: Path, tried: Path) -> Difference:
    """Compare an output that came in many pieces with one that came undisturbed; ``rows`` counts the latter's."""
    before, after = open_output(whole), open_output(tried)
    lost = added = total = 0
    for table in (*OF_DOCUMENTS, "failures"):
        ours, theirs = rows_of(before, table), rows_of(after, table)
        total += ours.num_rows
        if not ours.equals(theirs):
            left, right = _counted(ours), _counted(theirs)
            lost += (left - right).total()
            added += (right - left).total()
    return Difference(total, lost, added, _other_files(before.snapshot, after.snapshot))


def _counted(rows: pa.Table) -> Counter[str]:
    return Counter(map(repr, rows.to_pylist()))


def _other_files(ours: Path, theirs: Path) -> int:
    """Return how many buckets of the tables of documents have other bytes; their names tell the commit alone."""
    other = 0
    for table in OF_DOCUMENTS:
        left, right = buckets(ours, table), buckets(theirs, table)
        both = left.keys() & right.keys()
        other += len(left.keys() ^ right.keys())
        other += sum(left[bucket].read_bytes() != right[bucket].read_bytes() for bucket in both)
    return other


def counts(output: Output) -> dict[str, dict[str, int]]:
    """Return how many rows every document has, by table."""
    return {table: _by_document(output[table]) for table in OF_DOCUMENTS}


def _by_document(rows: pa.Table) -> dict[str, int]:
    found = pc.value_counts(rows["doc_id"])
    return dict(zip(found.field("values").to_pylist(), found.field("counts").to_pylist(), strict=True))


def is_whole(output: Output, reference: Mapping[str, Mapping[str, int]]) -> bool:
    """Return whether every table has all rows of the snapshot's documents, and of no other."""
    there = counts(output)
    documents = there["documents"].keys()
    return all(
        there[table] == {doc_id: rows for doc_id, rows in reference[table].items() if doc_id in documents}
        for table in OF_DOCUMENTS
    )


def documents_of(output: Output) -> set[str]:
    """Return the doc_ids of a snapshot."""
    return set(output.columns("documents", ("doc_id",))["doc_id"].to_pylist())


def committed(folder: Path) -> set[str]:
    """Return the doc_ids of an output folder, none where nothing is committed yet."""
    if not (folder / "latest").is_symlink():
        return set()
    return documents_of(open_output(folder))


def staged(folder: Path) -> set[str]:
    """Return the doc_ids of documents that are done but not committed."""
    return {path.stem for path in folder.glob("staging/*.arrow")}
