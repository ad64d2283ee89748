"""Scores as a terminal table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from extract.evaluate.rows import brief
from extract.evaluate.run import Evaluation, SetScores
from extract.evaluate.score import DocumentScore, Outcome
from extract.evaluate.tally import Tally
from extract.terminal import columns

_HEAD = ("precision", "recall", "F1", "wrong", "| support", "right", "wrong", "missing", "extra")

# ------------------------------------------------------------------ terminal


def report_text(evaluation: Evaluation) -> str:
    """Return the scores as the terminal shows them: per set its tables, columns, rules, left-overs and documents."""
    return "\n".join(line for scores in evaluation.sets for line in _set_lines(scores))


def _set_lines(scores: SetScores) -> Iterator[str]:
    approved = len(scores.documents) - len(scores.read)
    guards = f", {approved} approved ones guarded and not counted" if approved else ""
    yield f"== {scores.name}: {len(scores.read)} documents scored{guards}"
    total = sum(scores.tables.values(), Tally())
    yield from _grid(("table", *_HEAD), [*_tally_rows(scores.tables.items()), *_tally_rows([("all", total)])])
    yield "\nright values among matched rows, per column"
    for table, counted in scores.columns.items():
        shares = (f"{name} {_percent(right / of)}" for name, (right, of) in counted.items())
        yield f"  {table}: " + ", ".join(shares)
    yield "\nper rule"
    yield from _grid(("rule", "right", "wrong", "extra"), _rule_rows(scores))
    if scores.left_over:
        yield "\nleft over: dates and amounts of plans that went into no other table"
        yield from _grid(("kind of document", "dates", "amounts"), _left_over_rows(scores))
    yield "\nper document"
    totals = ((_name(each), document_total(each)) for each in scores.documents)
    yield from _grid(("document", *_HEAD), _tally_rows(totals))
    yield ""


def document_total(document: DocumentScore) -> Tally:
    """Return the counts of a document over all of its tables."""
    return sum(document.tables.values(), Tally())


def _name(document: DocumentScore) -> str:
    return document.name + ("" if document.origin == "read" else " (approved)") + (" !" if document.problem else "")


def _tally_rows(tallies: Iterable[tuple[str, Tally]]) -> Iterator[list[str]]:
    for name, each in tallies:
        shares = map(_percent, (each.precision, each.recall, each.f1, each.wrong_share))
        counts = map(str, (each.support, each.right, each.wrong, each.missing, each.extra))
        yield [name, *shares, *counts]


def _rule_rows(scores: SetScores) -> Iterator[list[str]]:
    for (table, rule), each in scores.rules.items():
        yield [f"{table}: {rule}", str(each.right), str(each.wrong), str(each.extra)]


def _left_over_rows(scores: SetScores) -> Iterator[list[str]]:
    for kind, tables in scores.left_over.items():
        yield [kind, *(f"{left}/{of} {_percent(left / of if of else None)}" for left, of in tables.values())]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}%"


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the rows as lines, the first column to the left, the others to the right."""
    for line in columns([head, *rows], cells=160, right=range(1, len(head))):
        yield f"  {line}"


# ------------------------------------------------------------------ JSON


def report_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the scores for machines: all figures of each set and every fault of each document."""
    return {scores.name: _set_json(scores) for scores in evaluation.sets}


def _set_json(scores: SetScores) -> dict[str, Any]:
    return {
        "documents": len(scores.read),
        "approved": len(scores.documents) - len(scores.read),
        "tables": {table: tally_json(each) for table, each in scores.tables.items()},
        "columns": {
            table: {column: {"right": right, "of": of} for column, (right, of) in counted.items()}
            for table, counted in scores.columns.items()
        },
        "rules": {f"{table}: {rule}": tally_json(each) for (table, rule), each in scores.rules.items()},
        "left_over": {
            kind: {table: each._asdict() for table, each in tables.items()} for kind, tables in scores.left_over.items()
        },
        "per_document": {each.name: _document_json(each) for each in scores.documents},
    }


def tally_json(each: Tally) -> dict[str, Any]:
    """Return counts and figures under their names, figures to four places."""
    counts = {"support": each.support, "right": each.right, "wrong": each.wrong}
    figures = {
        "precision": each.precision, "recall": each.recall, "f1": each.f1, "wrong_share": each.wrong_share,
    }  # fmt: skip
    rounded = {name: None if figure is None else round(figure, 4) for name, figure in figures.items()}
    return {**counts, "missing": each.missing, "extra": each.extra, **rounded}


def _document_json(document: DocumentScore) -> dict[str, Any]:
    return {
        "origin": document.origin,
        "kind": document.kind,
        "problem": document.problem,
        "tables": {table: tally_json(each) for table, each in document.tables.items()},
        "faults": [_outcome_json(outcome) for outcome in document.faults],
    }


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "table": outcome.table,
        "verdict": outcome.verdict,
        "gold": outcome.gold,
        "found": outcome.found,
        "rule": outcome.rule,
        "off": list(outcome.off),
        "line": outcome.line and outcome.line._asdict(),
    }


# ------------------------------------------------------------------ one fault in one line


def fault_line(outcome: Outcome) -> str:
    """Return a fault as one line without its place, so that it stays the same while the text around it changes."""
    if outcome.verdict == "missing" and outcome.gold:
        return f"missing: {brief(outcome.gold)}"
    if outcome.verdict == "extra" and outcome.found:
        return f"extra: {brief(outcome.found)}"
    gold, found = outcome.gold or {}, outcome.found or {}
    differ = "; ".join(f"{column} {found.get(column)} instead of {gold[column]}" for column in outcome.off)
    return f"{'wrong' if outcome.verdict == 'wrong' else 'off'}: {brief(gold, 2)} — {differ}"
