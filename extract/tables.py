"""Records to Arrow tables, typed and described as the records are.

A table's schema is read off the annotations of its record, its dictionary off the fields' docs. File-level metadata
carry the dictionary (key ``plan``) and the names of pandas' nullable integers (key ``pandas``), so that a plain
``pandas.read_parquet`` keeps a column of whole numbers with gaps whole.
"""

from __future__ import annotations

import datetime
import inspect
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache
from itertools import accumulate
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pyarrow as pa

from extract.records import TABLES, Fact, Plan, Record
from extract.twins import Fingerprint, marks

SCHEMA_VERSION = 1
"""Rises when a column is added, dropped or changes its meaning."""

STORED: dict[str, type[Record | Fingerprint]] = {**TABLES, "fingerprints": Fingerprint}
"""The output tables, and what is kept beside them."""

_PLAIN: dict[Any, Callable[[], pa.DataType]] = {
    str: pa.string,
    float: pa.float64,
    bool: pa.bool_,
    datetime.date: pa.date32,
    "int32": pa.int32,
    "int64": pa.int64,
}
_PANDAS = {"int32": "Int32", "int64": "Int64"}
_PRIMARY_KEY = {"documents": "doc_id", "failures": "source", "runs": "run_id"} | {
    table: "row_id" for table, record in TABLES.items() if issubclass(record, Fact)
}
_FRICTIONLESS = {"string": "string", "double": "number", "bool": "boolean", "date32[day]": "date"} | dict.fromkeys(
    _PANDAS, "integer"
)


# ------------------------------------------------------------------ records -> schema


def _optional(annotation: Any) -> tuple[Any, bool]:
    """Return an annotation without its None, and whether it had one."""
    members = get_args(annotation)
    if NoneType not in members:
        return annotation, False
    (member,) = (member for member in members if member is not NoneType)
    return member, True


def _arrow_type(annotation: Any) -> pa.DataType:
    if get_origin(annotation) is Annotated:
        return _PLAIN[get_args(annotation)[1]]()
    if get_origin(annotation) is tuple:
        return pa.list_(_arrow_type(get_args(annotation)[0]))
    return _PLAIN[annotation]()


@cache
def schema(table: str) -> pa.Schema:
    """Return the Arrow schema of an output table, metadata and all; KeyError where there is no such table.

    >>> schema("budgets").field("amount_won")
    pyarrow.Field<amount_won: int64 not null>
    >>> schema("milestones").field("start_date")
    pyarrow.Field<start_date: date32[day]>
    """
    record = STORED[table]
    hints = get_type_hints(record, include_extras=True)
    columns = []
    for item in fields(record):
        if item.metadata.get("column", True):
            annotation, nullable = _optional(hints[item.name])
            columns.append(pa.field(item.name, _arrow_type(annotation), nullable))
    plain = pa.schema(columns)
    return plain.with_metadata({"plan": _json(dictionary(table, plain)), "pandas": _json(_pandas(plain))})


def dictionary(table: str, columns: pa.Schema | None = None) -> dict[str, Any]:
    """Return what a table and its columns mean, as it is written under the metadata key ``plan``.

    >>> dictionary("evidence")["columns"]["page"]
    {'type': 'int32', 'nullable': True, 'description': 'Page on which they begin.'}
    """
    record = STORED[table]
    docs = {item.name: item.metadata["doc"] for item in fields(record) if item.metadata.get("column", True)}
    return {
        "schema_version": SCHEMA_VERSION,
        "table": table,
        "description": inspect.getdoc(record),
        "columns": {
            field.name: {"type": _type_name(field), "nullable": field.nullable, "description": docs[field.name]}
            for field in columns or schema(table)
        },
    }


def _type_name(field: pa.Field) -> str:
    return str(field.type).replace("item: ", "")


def _pandas(columns: pa.Schema) -> dict[str, Any]:
    integers = [
        {
            "name": field.name,
            "field_name": field.name,
            "pandas_type": str(field.type),
            "numpy_type": _PANDAS[str(field.type)],
            "metadata": None,
        }
        for field in columns
        if str(field.type) in _PANDAS
    ]
    return {"index_columns": [], "column_indexes": [], "columns": integers}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# ------------------------------------------------------------------ records -> rows


def to_arrow(table: str, records: Sequence[Record | Fingerprint]) -> pa.Table:
    """Return records as the rows of an output table, in their order.

    Raises:
        ValueError: if a column that is never null has a null, or one of whole numbers another; the column is named.
        pyarrow.ArrowInvalid, pyarrow.ArrowTypeError: if a value does not fit its column.
    """
    columns = schema(table)
    return pa.Table.from_arrays([_column(table, field, records) for field in columns], schema=columns)


def _column(table: str, field: pa.Field, records: Sequence[Record | Fingerprint]) -> pa.Array:
    values = [getattr(record, field.name) for record in records]
    if not field.nullable and None in values:
        raise ValueError(f"{table}.{field.name} is null in {values.count(None)} rows")
    if pa.types.is_integer(field.type) and any(isinstance(value, float) for value in values):
        raise ValueError(f"{table}.{field.name} is no whole number")  # Arrow would cut it down to one
    return pa.array(values, field.type)


def plan_tables(plan: Plan) -> dict[str, pa.Table]:
    """Return the tables in which a document has rows, its fingerprint among them."""
    row = plan.document
    rows = {field.name: getattr(plan, field.name) for field in fields(Plan)}
    rows["fingerprints"] = (Fingerprint(doc_id=row.doc_id, format=row.format, marks=marks(row.text)),)
    return {table: to_arrow(table, records) for table, records in rows.items() if records}


def empty(table: str) -> pa.Table:
    """Return an output table without rows."""
    return schema(table).empty_table()


def key_column(table: str) -> str:
    """Return the column that says whose a row is: a document's, a source's (failures) or a run's."""
    return {"failures": "source", "runs": "run_id"}.get(table, "doc_id")


# ------------------------------------------------------------------ one document's tables as bytes


def pack(tables: dict[str, pa.Table]) -> bytes:
    """Return a document's tables as bytes: a line of JSON, then the rows of each.

    The line says which extractor made them and where each table begins and ends. The rows are without their schema,
    which is the same to the same extractor: that is ten times as quick.
    """
    rows = {name: _serialised(table) for name, table in tables.items()}
    ends = list(accumulate(map(len, rows.values())))
    places = {name: [end - len(rows[name]), end] for name, end in zip(rows, ends, strict=True)}
    head = {"made_by": tables["documents"]["extractor"][0].as_py(), "places": places}
    return _json(head).encode() + b"\n" + b"".join(rows.values())


def made_by(packed: bytes) -> str | None:
    """Return which extractor made what :func:`pack` gave; None for one that did not say so yet."""
    name: str | None = json.loads(packed.partition(b"\n")[0]).get("made_by")
    return name


def _serialised(table: pa.Table) -> bytes:
    (batch,) = table.combine_chunks().to_batches()
    return bytes(batch.serialize().to_pybytes())


class Packed:
    """What :func:`pack` of this extractor made, in a file; each table is read from it when it is asked for."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            head = file.readline()
        self._path = path
        self._start = len(head)
        self._places: dict[str, list[int]] = json.loads(head)["places"]

    def __contains__(self, table: str) -> bool:
        return table in self._places

    def __getitem__(self, table: str) -> pa.Table:
        start, end = self._places[table]
        file = os.open(self._path, os.O_RDONLY)  # once a table and document: a third of the time of a file object
        try:
            rows = os.pread(file, end - start, self._start + start)
        finally:
            os.close(file)
        return pa.Table.from_batches([pa.ipc.read_record_batch(pa.py_buffer(rows), schema(table))], schema(table))


# ------------------------------------------------------------------ the data package


def data_package(files: dict[str, list[str]]) -> str:
    """Return the descriptor (Frictionless Data Package, JSON) of tables that lie in the given files."""
    resources = [_resource(table, sorted(paths)) for table, paths in files.items()]
    package = {"name": "plan-extract-output", "schema_version": SCHEMA_VERSION, "resources": resources}
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: str, paths: list[str]) -> dict[str, Any]:
    described = dictionary(table)
    names = list(described["columns"])
    shape: dict[str, Any] = {"fields": [_frictionless(name, column) for name, column in described["columns"].items()]}
    if table in _PRIMARY_KEY:
        shape["primaryKey"] = _PRIMARY_KEY[table]
    if "doc_id" in names and table != "documents":
        reference = {"resource": "documents", "fields": "doc_id"}
        shape["foreignKeys"] = [{"fields": "doc_id", "reference": reference}]
    return {
        "name": table.replace("_", "-"),
        "description": described["description"],
        "path": paths,
        "format": "parquet",
        "schema": shape,
    }


def _frictionless(name: str, column: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "type": _FRICTIONLESS.get(column["type"], "array"),
        "description": column["description"],
        "constraints": {"required": not column["nullable"]},
    }
