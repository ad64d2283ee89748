"""The output tables have exactly the types of the specification and keep whole numbers whole everywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from extract import tables, words
from extract.document import FailureCode
from extract.parquet import write_file
from extract.records import TABLES, columns
from extract.worker import STAGES
from tests.plans import plan, row

PLAN = tables.plan_tables(plan("a"))

TYPES = {
    "int32": {"year", "base_year", "page", "pages", "level", "count", "attempts", "other_page"},
    "int64": {"bytes", "span_start", "span_end", "other_span_start", "other_span_end"},
    "date32[day]": {"start_date", "end_date", "date", "period_start", "period_end"},
    "double": {"bbox_x0", "bbox_top", "bbox_x1", "bbox_bottom", "progress_pct"},
    "bool": {"is_plan", "inferred", "is_total"},
    "list<item: string>": {"sources", "warnings", "goals", "activities", "total_over", "used_in"},
}


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_the_type_of_the_specification(table: str) -> None:
    """Money and offsets are int64, counts int32, dates date32, boxes float64, lists of strings; the rest strings."""
    expected = {name: kind for kind, names in TYPES.items() for name in names}
    for field in tables.schema(table):
        by_name = (
            "int64" if field.name.endswith("_won") else "int32" if field.name.startswith("documents_") else "string"
        )
        assert str(field.type) == expected.get(field.name, by_name), field.name


@pytest.mark.parametrize("table", TABLES)
def test_the_dictionary_describes_every_column(table: str) -> None:
    """File metadata carry, under the key plan, a schema version and a description of every column."""
    told = json.loads(tables.schema(table).metadata[b"plan"])
    assert told["schema_version"] == tables.SCHEMA_VERSION and told["table"] == table
    assert list(told["columns"]) == columns(table)
    assert all(column["description"] for column in told["columns"].values())


def test_a_null_where_none_may_be_is_refused_by_name() -> None:
    """A record that breaks its own annotations does not reach a file."""
    broken = replace(row("projects"), title=None)
    with pytest.raises(ValueError, match=r"projects\.title is null in 1 rows"):
        tables.to_arrow("projects", [broken])


@pytest.mark.parametrize("wrong", [{"amount_won": 2**63}, {"amount_won": 1.5}, {"year": 2**31}])
def test_a_value_that_does_not_fit_its_column_is_refused(wrong: dict[str, object]) -> None:
    """No number is rounded or cut to fit."""
    with pytest.raises((ValueError, OverflowError)):
        tables.to_arrow("budgets", [replace(row("budgets"), **wrong)])


def test_packing_keeps_every_table(tmp_path: Path) -> None:
    """What a worker sends is what the committer gets, metadata and all."""
    path = tmp_path / "packed"
    path.write_bytes(tables.pack(PLAN))
    packed = tables.Packed(path)
    assert all(packed[name].equals(table, check_metadata=True) for name, table in PLAN.items())
    assert {table for table in tables.STORED if table not in packed} == tables.STORED.keys() - PLAN.keys()


def _file(folder: Path, table: str, made: pa.Table) -> Path:
    path = folder / table / "b00-1.parquet"
    path.parent.mkdir()
    write_file(table, [made], path)
    return path


def _with_gaps(table: str) -> pa.Table:
    """Return two rows of a table: one with every column filled, one with null wherever it may stand."""
    schema = tables.schema(table)
    full = row(table)
    gaps = replace(full, **{field.name: None for field in schema if field.nullable})
    return tables.to_arrow(table, [full, gaps])


@pytest.mark.parametrize("table", TABLES)
def test_pandas_keeps_whole_numbers_with_gaps_whole(table: str, tmp_path: Path) -> None:
    """A plain pd.read_parquet of the folder gives Int64 and Int32, and pd.NA for a gap."""
    _file(tmp_path, table, _with_gaps(table))
    for frame in (pd.read_parquet(tmp_path / table), _with_gaps(table).to_pandas()):
        for field in tables.schema(table):
            if pa.types.is_integer(field.type):
                assert str(frame[field.name].dtype) == str(field.type).replace("i", "I"), field.name
                assert frame[field.name].iloc[0] == 7
                assert pd.isna(frame[field.name].iloc[1]) is field.nullable


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("failures", "error", get_args(FailureCode)),
        ("failures", "stage", STAGES),
        ("terms", "tag", [*words._NOUNS, "COMPOUND"]),
    ],
)
def test_the_dictionary_lists_every_value_of_a_closed_list(table: str, column: str, values: Iterable[str]) -> None:
    """An analyst who filters by what it says misses nothing."""
    told = tables.dictionary(table)["columns"][column]["description"]
    assert [value for value in values if not re.search(rf"\b{value}\b", told)] == []


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_and_polars_open_the_folder(table: str, tmp_path: Path) -> None:
    """Both see the same columns, whole numbers and gaps."""
    made = _with_gaps(table)
    _file(tmp_path, table, made)
    by_duckdb = duckdb.connect().execute(f"from '{tmp_path}/{table}/*.parquet'").fetchall()
    by_polars = pl.read_parquet(tmp_path / table).rows()
    expected = [tuple(values.values()) for values in made.to_pylist()]
    assert by_duckdb == expected and by_polars == expected


def test_the_same_rows_are_the_same_bytes(tmp_path: Path) -> None:
    """A Parquet file holds no time, no name of a machine and no order of work."""
    (tmp_path / "x").mkdir()
    first, second = (_file(folder, "budgets", PLAN["budgets"]) for folder in (tmp_path, tmp_path / "x"))
    assert first.read_bytes() == second.read_bytes()


def test_the_data_package_says_the_same_as_the_files() -> None:
    """Frictionless: one resource a table, its fields with types and descriptions, keys that lead to documents."""
    package = json.loads(tables.data_package({table: [f"{table}/b00-1.parquet"] for table in TABLES}))
    by_name = {resource["name"].replace("-", "_"): resource for resource in package["resources"]}
    assert list(by_name) == list(TABLES)
    for table, resource in by_name.items():
        assert [field["name"] for field in resource["schema"]["fields"]] == columns(table)
        assert all(field["description"] for field in resource["schema"]["fields"])
    budgets = by_name["budgets"]["schema"]
    assert budgets["primaryKey"] == "row_id"
    assert budgets["foreignKeys"][0]["reference"] == {"resource": "documents", "fields": "doc_id"}
