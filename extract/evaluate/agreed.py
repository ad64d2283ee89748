"""The agreed scores: what must not fall unless someone agrees to it.

The file holds, per document, the counts of each table, the right values of each column and every fault in one line,
so that a change shows in review as the rows that got better or worse.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extract.evaluate.report import fault_line, tally_json
from extract.evaluate.run import Evaluation, SetScores
from extract.evaluate.score import DocumentScore

Scores = dict[str, Any]


def scores_of(evaluation: Evaluation) -> Scores:
    """Return what is agreed on, per set: figures of the whole and counts and faults of each document."""
    return {scores.name: _set_scores(scores) for scores in evaluation.sets}


def document_scores(document: DocumentScore) -> Scores:
    """Return what is agreed on of one document: per table its counts, its right values per column and its faults."""
    tables: Scores = {}
    for table, each in document.tables.items():
        outcomes = [outcome for outcome in document.outcomes if outcome.table == table]
        asked = [outcome for outcome in outcomes if outcome.verdict != "optional"]
        columns = Counter(name for outcome in asked for name in outcome.columns if name not in outcome.off)
        counts = {"right": each.right, "wrong": each.wrong, "missing": each.missing, "extra": each.extra}
        faults = sorted(fault_line(outcome) for outcome in outcomes if outcome.is_fault)
        tables[table] = {**counts, "columns": dict(sorted(columns.items())), "faults": faults}
    return tables


def _set_scores(scores: SetScores) -> Scores:
    return {
        "documents": len(scores.documents),
        "tables": {table: tally_json(each) for table, each in scores.tables.items()},
        "per_document": {document.name: document_scores(document) for document in scores.documents},
    }


# ------------------------------------------------------------------ holding new scores against them


def hold(evaluation: Evaluation, agreed: Mapping[str, Any]) -> list[str]:
    """Return every way in which the scores are worse than agreed, a line each; empty where none is.

    Worse is: a set with fewer documents, a document that is gone, and within a document's table fewer right rows or
    right values of a column, more wrong, missing or extra rows, or a fault that was not there. Each such table is
    followed by its new faults.
    """
    new = scores_of(evaluation)
    return [line for name in agreed for line in _worse_set(name, agreed[name], new.get(name))]


def _worse_set(name: str, old: Mapping[str, Any], new: Mapping[str, Any] | None) -> Iterator[str]:
    if new is None:
        yield f"{name}: not scored"
        return
    if new["documents"] < old["documents"]:
        yield f"{name}: {new['documents']} documents scored, {old['documents']} agreed"
    for document, tables in old["per_document"].items():
        yield from worse_document(f"{name}/{document}", tables, new["per_document"].get(document, {}))


def worse_document(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Yield every way in which a document's scores are worse than agreed, by table."""
    for table, counts in old.items():
        if table not in new:
            yield f"{name} {table}: not scored"
            continue
        changes = [*_worse_counts(counts, new[table])]
        faults = [*new_faults(counts, new[table])]
        if changes or faults:
            yield f"{name} {table}: {', '.join(changes) or 'another fault than agreed'}"
            yield from (f"    {fault}" for fault in faults)


def _worse_counts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if new["right"] < old["right"]:
        yield f"{old['right']} → {new['right']} right"
    for name in ("wrong", "missing", "extra"):
        if new[name] > old[name]:
            yield f"{old[name]} → {new[name]} {name}"
    for column, right in old["columns"].items():
        if new["columns"].get(column, 0) < right:
            yield f"{column} {right} → {new['columns'].get(column, 0)} right"


def new_faults(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the faults of a table that were not agreed on, each as often as it is new."""
    return sorted((Counter(new["faults"]) - Counter(old["faults"])).elements())


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Yield what differs between two files of scores: faults that went (-) and came (+), by set, document, table."""
    for name in sorted({*old, *new}):
        before, after = (scores.get(name, {}).get("per_document", {}) for scores in (old, new))
        for document in sorted({*before, *after}):
            yield from _document_changes(f"{name}/{document}", before.get(document, {}), after.get(document, {}))


_NOTHING: Scores = {"right": 0, "faults": []}


def _document_changes(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for table in dict.fromkeys([*old, *new]):
        before, after = old.get(table, _NOTHING), new.get(table, _NOTHING)
        went, came = new_faults(after, before), new_faults(before, after)
        if went or came or before["right"] != after["right"]:
            yield f"{name} {table}: {before['right']} → {after['right']} right"
            yield from (f"  - {fault}" for fault in went)
            yield from (f"  + {fault}" for fault in came)


# ------------------------------------------------------------------ the file


def read_scores(path: Path) -> Scores:
    """Read a file of agreed scores; empty where there is none yet."""
    scores: Scores = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return scores


def write_scores(path: Path, scores: Scores) -> None:
    """Write agreed scores, the same scores always as the same bytes."""
    path.write_text(json.dumps(scores, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
