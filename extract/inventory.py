"""What the inputs hold against what the output holds: new, changed, unchanged, removed.

A document is known by its content and by the extractor that read it; its names (``sources``) may come and go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.addresses import Address
from extract.inputs import Source, digest, in_order, unopened
from extract.records import Failure
from extract.store import Output


@dataclass(slots=True)
class Content:
    """A distinct content among the inputs, with the names that it has there, in order."""

    path: Path | Address
    sha256: str
    size: int
    names: list[str]


@dataclass(slots=True)
class Held:
    """What the output holds of concern to a run: not all documents, but those of its contents or its names.

    By doc_id their extractors and names; by name their doc_ids; and the twins of all documents that have one.
    """

    extractors: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)


@dataclass(slots=True, kw_only=True)
class Inventory:
    """The contents of the inputs by doc_id and what the output holds of them.

    ``new`` and ``changed`` are to be read; ``unopened`` are files that cannot be. ``gone`` are the names in the output
    that no input has any more, and ``removed`` the first names of documents that have no other: both are only looked
    for where they are to be pruned.
    """

    contents: dict[str, Content] = field(default_factory=dict)
    held: Held = field(default_factory=Held)
    unopened: list[Failure] = field(default_factory=list)
    new: dict[str, Content] = field(default_factory=dict)
    changed: dict[str, Content] = field(default_factory=dict)
    unchanged: dict[str, Content] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    removed: list[str] = field(default_factory=list)


def take_inventory(
    sources: Collection[Source], output: Output | None, made_by: str, *, prune: bool, force: bool
) -> Inventory:
    """Return what the inputs hold against the output, which is None where there is none yet.

    With ``force`` no document is unchanged.
    """
    stock = Inventory()
    _open(sources, stock)
    if output is not None:
        _look_up({source.name for source in sources}, output, stock, prune)
    stock.removed.sort(key=in_order)
    for doc_id, content in stock.contents.items():
        _kind(doc_id, content, stock, None if force else made_by)[doc_id] = content
    return stock


def _kind(doc_id: str, content: Content, stock: Inventory, made_by: str | None) -> dict[str, Content]:
    """Return the part of the inventory that a content belongs to."""
    held = stock.held
    if made_by is not None and held.extractors.get(doc_id) == made_by:
        return stock.unchanged
    known = doc_id in held.names or not held.owners.keys().isdisjoint(content.names)
    return stock.changed if known else stock.new


def _open(sources: Iterable[Source], stock: Inventory) -> None:
    """Note the contents of the sources; a file that cannot be opened is a failure."""
    for source in sources:
        try:
            sha256, size = digest(source.path)
        except OSError as error:
            stock.unopened.append(_unopened(source, error))
            continue
        content = Content(source.path, sha256, size, [])
        stock.contents.setdefault(sha256[:16], content).names.append(source.name)


def _unopened(source: Source, error: OSError) -> Failure:
    return Failure(
        source=source.name, sha256=None, bytes=None, stage="start", error="corrupt", message=unopened(error), attempts=1
    )


def _look_up(names: set[str], output: Output, stock: Inventory, prune: bool) -> None:
    """Note what the output holds of the contents and the names, and with ``prune`` which of its names are gone."""
    held = stock.held
    for doc_id, made_by, sources, twin in _rows(output, "documents", ("doc_id", "extractor", "sources", "same_as")):
        if twin:
            held.twins[doc_id] = twin
        gone = [name for name in sources if name not in names] if prune else []
        if gone or doc_id in stock.contents or not names.isdisjoint(sources):
            held.extractors[doc_id], held.names[doc_id] = made_by, sources
            held.owners |= dict.fromkeys(sources, doc_id)
            stock.gone.update(gone)
            if len(gone) == len(sources) and doc_id not in stock.contents:
                stock.removed.append(sources[0])
    for (source,) in _rows(output, "failures", ("source",)):
        held.failed.add(source)
        if prune and source not in names:
            stock.gone.add(source)


def _rows(output: Output, table: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    for part in output.parts(table, columns):
        yield from zip(*(column.to_pylist() for column in part.columns), strict=True)
