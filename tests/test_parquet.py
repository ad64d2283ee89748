"""Files are merged and written as streams: what comes out depends on the rows, not on the pieces they came in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import parquet, tables
from extract.parquet import merge, row_groups, write_file
from tests.plans import row

KEYS = st.sets(st.integers(0, 30).map("{:02}".format))


def rows_of(key: str, mark: str = "old") -> pa.Table:
    """Return a document's rows: from one to three."""
    made = [row("terms", doc_id=key, term=f"{mark} {number}") for number in range(1 + int(key) % 3)]
    return tables.to_arrow("terms", made)


def cut(rows: pa.Table, ends: list[int]) -> list[pa.Table]:
    """Return rows in pieces."""
    places = sorted({0, len(rows), *(end for end in ends if end < len(rows))})
    return [rows.slice(start, end - start) for start, end in pairwise(places)]


def joined(pieces: list[pa.Table]) -> pa.Table:
    """Return the rows of pieces."""
    return pa.concat_tables([tables.empty("terms"), *pieces]).combine_chunks()


@settings(deadline=None)
@given(KEYS, KEYS, KEYS, st.lists(st.integers(0, 60)))
def test_merging_gives_all_rows_in_order(old: set[str], new: set[str], gone: set[str], ends: list[int]) -> None:
    """Documents that go, that come and that are replaced, wherever the row groups of before end."""
    held = joined([rows_of(key) for key in sorted(old)])
    arrivals = [(key, rows_of(key, "new")) for key in sorted(new)]
    merged = joined(list(merge("terms", cut(held, ends), gone | new, arrivals)))
    expected = {key: rows_of(key) for key in old - gone} | dict(arrivals)
    assert merged.equals(joined([expected[key] for key in sorted(expected)]))


def test_merging_reads_no_further_than_it_gives() -> None:
    """A row group is read when those before it have been given, and a document when its place has come."""
    read: list[str] = []

    def old() -> Iterator[pa.Table]:
        for keys in (("00", "02"), ("04", "06")):
            read.append(f"group of {keys[0]}")
            yield joined([rows_of(key) for key in keys])

    def new() -> Iterator[tuple[str, pa.Table]]:
        for key in ("01", "05", "07"):
            read.append(key)
            yield key, rows_of(key, "new")

    pieces = merge("terms", old(), ["01", "05", "07"], new())
    seen = {piece["doc_id"][0].as_py(): list(read) for piece in pieces if len(piece)}
    assert seen["00"] == ["01", "group of 00"]
    assert seen["04"] == ["01", "group of 00", "05", "group of 04"]
    assert seen["06"][-1] == "07"


@settings(deadline=None)
@given(st.lists(st.text("가a", max_size=40), max_size=40), st.lists(st.integers(0, 40)), st.integers(1, 5_000))
def test_row_groups_depend_on_the_rows_alone(words: list[str], ends: list[int], heap: int) -> None:
    """The same rows in any pieces are cut at the same places: each group but the last is full, by its last row."""
    made = tables.to_arrow("terms", [row("terms", term=word) for word in words])
    with patch.object(parquet, "GROUP", 2_000), patch.object(parquet, "_HEAP", heap):
        at_once = list(parquet._groups([made] if words else []))
        in_pieces = list(parquet._groups(cut(made, ends)))
    assert [group.to_pylist() for group in in_pieces] == [group.to_pylist() for group in at_once]
    assert joined(in_pieces).equals(made)
    for group in at_once[:-1]:
        *_, before, full = [0, *parquet._reached(group)]
        assert before < 2_000 <= full


@pytest.mark.parametrize("table", ["documents", "sections"])
def test_long_texts_make_groups_of_few_rows(tmp_path: Path, table: str) -> None:
    """What is read at once is bounded in bytes, not in rows."""
    made = tables.to_arrow(table, [row(table, text="가" * 3_000_000)] * 10)
    write_file(table, [made], tmp_path / "x.parquet")
    assert [len(group) for group in row_groups(table, tmp_path / "x.parquet")] == [4, 4, 2]
