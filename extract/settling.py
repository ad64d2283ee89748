"""What a step of a run commits: what no document knows alone, its names among the inputs and its twins.

Each step leaves the output as a run over the inputs that are done by then would, so that in the end it does not matter
how many steps there were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extract.commit import Change
from extract.inputs import in_order
from extract.inventory import Content, Held
from extract.records import Failure
from extract.staging import Staging
from extract.store import Output
from extract.twins import MARKS, Texts, join, same_as

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(slots=True)
class Done:
    """What is done since the last step.

    ``delivered`` are contents whose rows are in the output or staged, the latter also ``added``; ``gone`` are names
    that are to be dropped.
    """

    delivered: dict[str, Content] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.delivered or self.failures or self.gone)

    def names(self) -> set[str]:
        """Return the names of which it is now known what they are: not those of files that could not be opened."""
        delivered = (name for content in self.delivered.values() for name in content.names)
        return {*delivered, *(row.source for row in self.failures if row.sha256), *self.gone}


def settle(done: Done, held: Held, output: Output | None, staging: Staging) -> Change:
    """Return what is to be committed, and bring ``held`` up to what the output holds after it.

    ``output`` is the snapshot before, None where there is none.
    """
    seen = done.names()
    names = _names(done, held, seen)
    retired = {doc_id for doc_id, now in names.items() if not now}
    twins = _twins(done.added, retired, held, output, staging) if done.added or retired else {}
    change = Change(
        added=frozenset(done.added),
        retired=frozenset(retired),
        settled=frozenset(seen & held.failed),
        failures=tuple(done.failures),
        revised=_revised(done.added, names, twins, held),
    )
    _bring_up(held, names, twins)
    held.failed |= {row.source for row in done.failures}
    return change


def _names(done: Done, held: Held, seen: set[str]) -> dict[str, list[str]]:
    """Return the names, in order, of every document that gains or may lose one."""
    names: dict[str, list[str]] = {}
    for name in seen & held.owners.keys():
        owner = held.owners[name]
        names.setdefault(owner, list(held.names[owner])).remove(name)
    for doc_id, content in done.delivered.items():
        kept = names.get(doc_id, held.names.get(doc_id, []))
        names[doc_id] = sorted([*kept, *content.names], key=in_order)
    return names


def _revised(
    added: set[str], names: Mapping[str, list[str]], twins: Mapping[str, str | None], held: Held
) -> dict[str, dict[str, Any]]:
    """Return the columns of ``documents`` that are to be set, by doc_id."""
    revised: dict[str, dict[str, Any]] = {}
    for doc_id, now in names.items():
        if now and (doc_id in added or now != held.names[doc_id]):
            revised[doc_id] = {"source": now[0], "sources": now}
    for doc_id, twin in twins.items():
        if doc_id in added or twin != held.twins.get(doc_id):
            revised.setdefault(doc_id, {})["same_as"] = twin
    return revised


def _bring_up(held: Held, names: Mapping[str, list[str]], twins: Mapping[str, str | None]) -> None:
    for doc_id, now in names.items():
        for name in held.names.pop(doc_id, ()):
            if held.owners[name] == doc_id:
                del held.owners[name]
        if now:
            held.names[doc_id] = now
            held.owners |= dict.fromkeys(now, doc_id)
        else:
            held.twins.pop(doc_id, None)
    for doc_id, twin in twins.items():
        held.twins.pop(doc_id, None)
        if twin:
            held.twins[doc_id] = twin


# ------------------------------------------------------------------ twins


def _twins(
    added: set[str], retired: set[str], held: Held, output: Output | None, staging: Staging
) -> dict[str, str | None]:
    """Return the twins of the documents that come, that lose theirs, and that find one among those."""
    fresh = added | retired
    orphans = {doc_id for doc_id, twin in held.twins.items() if twin in fresh} - fresh
    asked = join([*_staged(added, staging), *(part.only(orphans) for part in _stored(output) if orphans)])
    others = (part.without(fresh | orphans) for part in _stored(output))
    return same_as(asked, others, held.twins) if asked.doc_ids else {}


def _stored(output: Output | None) -> Iterator[Texts]:
    if output is not None:
        yield from map(_texts, output.parts("fingerprints", ("doc_id", "format", "marks")))


def _staged(added: set[str], staging: Staging) -> Iterator[Texts]:
    for doc_id in sorted(added):
        yield _texts(staging[doc_id]["fingerprints"])


def _texts(rows: pa.Table) -> Texts:
    marks = rows["marks"].combine_chunks().flatten().to_numpy().reshape(-1, MARKS)
    return Texts(rows["doc_id"].to_pylist(), rows["format"].to_pylist(), marks)
