"""Parquet files of the output tables: written and read a row group at a time, so that no file need fit into memory.

The rows of a file are in order of their key. A row group ends with the row that fills it, and what fills it is told
from the rows alone: the same rows are the same bytes, in whatever pieces they came.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extract.tables import key_column, schema

GROUP = 32 << 20
"""What the rows of a row group weigh together, in bytes: their strings, and :data:`ROW` for each row."""

ROW = 512
_HEAP = 4 << 20  # pieces are weighed together when they have about so many bytes: one by one would be slow

Keyed = tuple[str, pa.Table]
"""The rows of one document (source, run) and its key."""


# ------------------------------------------------------------------ reading


def read_files(table: str, paths: Iterable[Path], columns: Sequence[str] | None = None) -> pa.Table:
    """Return the rows of Parquet files of one output table, or some of its columns."""
    wanted = _wanted(table, columns)
    read = [read_file(table, path, columns) for path in paths]
    return pa.concat_tables(read) if read else wanted.empty_table()


def read_file(table: str, path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Return the rows of a Parquet file of an output table, or some of its columns."""
    with pq.ParquetFile(path) as file:
        return _typed(file.read(columns, use_threads=False), _wanted(table, columns))


def _wanted(table: str, columns: Sequence[str] | None) -> pa.Schema:
    return schema(table) if columns is None else pa.schema([schema(table).field(name) for name in columns])


def row_groups(table: str, path: Path) -> Iterator[pa.Table]:
    """Yield the rows of a Parquet file of an output table, a row group at a time."""
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            yield _typed(file.read_row_group(number, use_threads=False), schema(table))


def _typed(rows: pa.Table, wanted: pa.Schema) -> pa.Table:
    """Return rows with the metadata of a schema, and its types where an older version had others."""
    return rows.replace_schema_metadata(wanted.metadata) if rows.schema.equals(wanted) else rows.cast(wanted)


def count_rows(paths: Iterable[Path]) -> int:
    """Return how many rows Parquet files hold."""
    return sum(pq.read_metadata(path).num_rows for path in paths)


# ------------------------------------------------------------------ merging


def merge(table: str, old: Iterable[pa.Table], without: Collection[str], new: Iterable[Keyed]) -> Iterator[pa.Table]:
    """Yield ``old`` without the rows of some keys and with ``new`` in their places, piece by piece.

    Both come in order of key, and a key of ``new`` that ``old`` has is among those without. Rows of one key keep their
    order, so the result does not depend on the order in which documents were done.
    """
    key, gone, arrivals = key_column(table), pa.array(sorted(without), pa.string()), iter(new)
    arrival = next(arrivals, None)
    for rows in old:
        kept = rows.filter(pc.invert(pc.is_in(rows[key], gone))) if len(gone) else rows
        keys = kept[key].to_pylist() if arrival else []
        start = 0
        while arrival and keys and arrival[0] < keys[-1]:
            end = bisect_left(keys, arrival[0], start)
            yield kept.slice(start, end - start)
            yield arrival[1]
            start, arrival = end, next(arrivals, None)
        yield kept.slice(start)
    if arrival:
        yield arrival[1]
    yield from (rows for _, rows in arrivals)


def revise(documents: pa.Table, revised: dict[str, dict[str, Any]]) -> pa.Table:
    """Return rows of ``documents`` with some columns of some of them (by doc_id) set anew."""
    doc_ids = documents["doc_id"].to_pylist()
    for name in sorted({name for doc_id in doc_ids for name in revised.get(doc_id, ())}):
        index = documents.schema.get_field_index(name)
        pairs = zip(doc_ids, documents[name].to_pylist(), strict=True)
        values = [revised.get(doc_id, {}).get(name, value) for doc_id, value in pairs]
        documents = documents.set_column(index, documents.field(index), pa.array(values, documents.field(index).type))
    return documents


# ------------------------------------------------------------------ writing


def write_file(table: str, pieces: Iterable[pa.Table], path: Path) -> None:
    """Write a Parquet file, the same bytes for the same rows, and see that it reaches the disk."""
    with path.open("xb") as file:
        with pq.ParquetWriter(file, schema(table), compression="zstd", use_dictionary=False, version="2.6") as writer:
            for group in _groups(pieces):
                writer.write_table(group, row_group_size=len(group))
        file.flush()
        os.fsync(file.fileno())


def _groups(pieces: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield the rows of the pieces in row groups."""
    group: list[pa.Table] = []
    room = GROUP
    for heap in _heaps(pieces):
        rest, reached = heap, _reached(heap)
        while reached and reached[-1] >= room:
            end = bisect_left(reached, room) + 1
            yield pa.concat_tables([*group, rest.slice(0, end)]).combine_chunks()
            full, group, room = reached[end - 1], [], GROUP
            rest, reached = rest.slice(end), [weight - full for weight in reached[end:]]
        if reached:
            group.append(rest)
            room -= reached[-1]
    if group:
        yield pa.concat_tables(group).combine_chunks()


def _heaps(pieces: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield the rows of many small pieces together."""
    heap: list[pa.Table] = []
    size = 0
    for piece in pieces:
        heap.append(piece)
        size += piece.get_total_buffer_size()
        if size >= _HEAP:
            yield pa.concat_tables(heap).combine_chunks()
            heap, size = [], 0
    if heap:
        yield pa.concat_tables(heap).combine_chunks()


def _reached(rows: pa.Table) -> list[int]:
    """Return what the rows, whose columns are of one chunk each, weigh up to and with each."""
    weights = np.full(len(rows), ROW, np.int64)
    for column in rows.columns:
        if pa.types.is_string(column.type):
            weights += np.diff(_offsets(column.chunk(0)))
    reached: list[int] = weights.cumsum().tolist()
    return reached


def _offsets(strings: pa.Array) -> npt.NDArray[np.int32]:
    """Return where each string begins, and where the last ends: told by the buffer, ten times as fast as by kernels."""
    return np.frombuffer(strings.buffers()[1], np.int32)[strings.offset : strings.offset + len(strings) + 1]
