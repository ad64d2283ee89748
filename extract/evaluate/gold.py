"""Golden documents: a source file with what a careful reader found in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Row = Mapping[str, Any]
"""A row as a golden file writes it: dates as ISO text, lists as lists, money in won."""

ENDING = ".gold.json"
TABLES = ("projects", "fields", "sections", "milestones", "annual_plans", "budgets", "dates", "amounts", "checks")
"""The tables that a golden file may hold, in the order of its keys."""

Origin = Literal["read", "approved"]


class GoldError(Exception):
    """A golden file that cannot be used; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A golden file.

    ``name`` is its path below the corpus folder without the ending; ``scope`` as written (``whole``, ``pages``, or
    ``from`` and ``to``); ``tables`` holds the rows of the tables that are listed in full within the scope, and
    ``origin`` says whether a reader read them from the page or approved what the extractor found.
    """

    name: str
    source: Path
    origin: Origin
    scope: Row
    document: Row
    tables: Mapping[str, Sequence[Row]]


def find_golds(folder: Path) -> list[Path]:
    """Return the golden files in and below a folder, in the order of their paths."""
    return sorted(folder.rglob(f"*{ENDING}"))


def read_gold(path: Path, folder: Path | None = None) -> Gold:
    """Read one golden file and find its source beside it.

    Raises :class:`GoldError` where it is no such file, where no source stands beside it, or where the source is not
    the content that was read.
    """
    content = _content(path)
    source = _source(path, content.get("source"))
    _same_content(path, source, content.get("sha256"))
    name = path.relative_to(folder or path.parent).as_posix().removesuffix(ENDING)
    try:
        tables = {table: content.get(table, []) for table in TABLES if table in content["complete"]}
        return Gold(name, source, content.get("origin", "read"), content["scope"], content.get("document", {}), tables)
    except KeyError as missing:
        raise GoldError(f"{path}: the key {missing} is missing; see the format of golden documents") from None


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise GoldError(f"{path}: no JSON ({error}); mend the file") from None
    if not isinstance(content, dict):
        raise GoldError(f"{path}: a golden file is one JSON object; mend the file")
    return content


def _source(path: Path, named: str | None) -> Path:
    """Return the source: ``<id>.<ext>`` beside the golden file, or the file that it names."""
    beside = list(_beside(path))
    if named and path.with_name(named) in beside:
        return path.with_name(named)
    if len(beside) != 1:
        found = ", ".join(other.name for other in beside) or "none"
        raise GoldError(f"{path}: needs one source file of its name beside it, found {found}")
    return beside[0]


def _beside(path: Path) -> Iterator[Path]:
    stem = path.name.removesuffix(ENDING)
    return (other for other in sorted(path.parent.iterdir()) if other.stem == stem and other.suffix != ".json")


def _same_content(path: Path, source: Path, sha256: str | None) -> None:
    if sha256 and hashlib.sha256(source.read_bytes()).hexdigest() != sha256:
        raise GoldError(f"{path}: {source.name} is not the content that was read (sha256 differs); read it anew")
