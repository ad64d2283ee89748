"""Small plans that tests make, with every table filled."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import fields
from functools import cache
from typing import Any, get_args, get_type_hints

from extract.records import TABLES, Plan

_EXAMPLES: dict[Any, Any] = {str: "연수구", int: 7, float: 1.5, bool: True, datetime.date: datetime.date(2022, 7, 1)}


def sha_of(name: str) -> str:
    """Return the SHA-256 that a made document has."""
    return hashlib.sha256(name.encode()).hexdigest()


def row(table: str, **values: Any) -> Any:
    """Return a row of a table with every column filled by an example, but for those that are given."""
    filled = _filled(table)
    return TABLES[table](**filled | {name: value for name, value in values.items() if name in filled})


@cache
def _filled(table: str) -> dict[str, Any]:
    hints = get_type_hints(TABLES[table])
    return {field.name: _example(hints[field.name]) for field in fields(TABLES[table]) if field.name != "pieces"}


def _example(hint: Any) -> Any:
    members = [member for member in get_args(hint) if member not in (type(None), ...)]
    if not members:
        return _EXAMPLES[hint]
    return (_EXAMPLES[str], "국비") if hint == tuple[str, ...] else _EXAMPLES[members[0]]


def plan(name: str, rows: int = 2, **document: Any) -> Plan:
    """Return a plan with so many rows in every table, of a document whose bytes are the name."""
    sha256 = sha_of(name)
    doc_id = sha256[:16]
    described = {"doc_id": doc_id, "sha256": sha256, "source": name, "sources": (name,), "format": "txt"} | document
    tables = [field.name for field in fields(Plan) if field.name != "documents"]
    made = {
        table: tuple(row(table, doc_id=doc_id, row_id=f"{doc_id}-{table}-{number}") for number in range(rows))
        for table in tables
    }
    return Plan(documents=(row("documents", **described),), **made)
