"""Scores as one self-contained HTML page: each fault beside its line of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from extract.evaluate.report import document_total
from extract.evaluate.run import Evaluation, SetScores
from extract.evaluate.score import DocumentScore, Line, Outcome
from extract.evaluate.tally import Tally

_STYLE = """
body { font: 14px/1.5 "Noto Sans KR", "Malgun Gothic", NanumGothic, sans-serif; margin: 2em; color: #222 }
table { border-collapse: collapse; margin: .5em 0 1.5em }
th, td { border: 1px solid #ccc; padding: .2em .6em; vertical-align: top; text-align: left }
th { background: #f3f3f3 } td.n { text-align: right }
.wrong { background: #ffe1e1 } .missing { background: #fff3cd }
.extra { background: #e1ecff } .off { background: #f3e8ff }
mark { background: #ffd54d } .line { white-space: pre-wrap; max-width: 48em } .none { color: #888 }
summary { cursor: pointer; font-weight: bold; margin: .4em 0 }
"""

_HEADS = ("precision", "recall", "F1", "support", "right", "wrong", "missing", "extra")


def report_page(evaluation: Evaluation) -> str:
    """Return the page. It needs no network and no other file; what documents say is escaped."""
    body = "".join(part for scores in evaluation.sets for part in _set(scores))
    return (
        '<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>Evaluation</title>'
        f"<style>{_STYLE}</style></head><body><h1>Evaluation</h1>{body}</body></html>\n"
    )


def _set(scores: SetScores) -> Iterator[str]:
    yield f"<h2>{escape(scores.name)}: {len(scores.read)} documents scored</h2>"
    yield _tallies("table", scores.tables.items())
    yield _tallies("document", ((document.name, document_total(document)) for document in scores.documents))
    yield from map(_document, scores.documents)


def _tallies(head: str, tallies: Iterable[tuple[str, Tally]]) -> str:
    rows = "".join(_tally(name, each) for name, each in tallies)
    return f"<table><tr><th>{head}{''.join(f'<th>{name}' for name in _HEADS)}</tr>{rows}</table>"


def _tally(name: str, each: Tally) -> str:
    shares = ("–" if share is None else f"{share:.3f}" for share in (each.precision, each.recall, each.f1))
    counts = (each.support, each.right, each.wrong, each.missing, each.extra)
    cells = "".join(f'<td class="n">{cell}</td>' for cell in (*shares, *counts))
    return f"<tr><td>{escape(name)}</td>{cells}</tr>"


def _document(document: DocumentScore) -> str:
    """A document's faults, or why it could not be compared; nothing where all is right."""
    title = escape(document.name) + (" (approved)" if document.origin == "approved" else "")
    if document.problem:
        return f"<details open><summary>{title}: not compared</summary><pre>{escape(document.problem)}</pre></details>"
    if not document.faults:
        return ""
    head = "<tr><th>table<th>fault<th>golden file<th>found<th>rule<th>page<th>source</tr>"
    rows = "".join(map(_fault, document.faults))
    return (
        f"<details open><summary>{title}: {len(document.faults)} faults</summary><table>{head}{rows}</table></details>"
    )


def _fault(outcome: Outcome) -> str:
    name = "off" if outcome.verdict == "right" else outcome.verdict
    page = outcome.line.page if outcome.line and outcome.line.page else ""
    return (
        f'<tr class="{name}"><td>{outcome.table}<td>{name}<td>{_row(outcome.gold, outcome.off)}'
        f"<td>{_row(outcome.found, outcome.off)}<td>{escape(outcome.rule or '')}<td>{page}"
        f'<td class="line">{_source(outcome.line)}</tr>'
    )


def _row(row: object, off: tuple[str, ...]) -> str:
    """A row's known values, one a line, those that do not agree in bold."""
    if not isinstance(row, dict):
        return '<span class="none">none</span>'
    told = {name: value for name, value in row.items() if name in off or value not in (None, [], False)}
    lines = {name: f"{name}: {escape(str(value))}" for name, value in told.items()}
    return "<br>".join(f"<b>{line}</b>" if name in off else line for name, line in lines.items())


def _source(line: Line | None) -> str:
    if line is None:
        return '<span class="none">not found in the text</span>'
    return f"{escape(line.before)}<mark>{escape(line.words)}</mark>{escape(line.after)}"
