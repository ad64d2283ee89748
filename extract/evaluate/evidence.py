"""Whether the words that a row claims stand where it says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from extract.evaluate.gold import TABLES
from extract.records import Fact, Plan
from extract.text import without_space

_COPIED: dict[str, tuple[str, ...]] = {
    "projects": ("title", "period_raw", "total_cost_raw", "department", "code"),
    "fields": ("value", "label_raw"),
    "sections": ("heading",),
    "milestones": ("date_raw", "task"),
    "annual_plans": ("year", "goals", "activities"),
    "budgets": ("raw", "source_raw", "item", "column_raw"),
    "dates": ("raw",),
    "amounts": ("raw", "label"),
    "checks": (),
}
"""Columns whose values are copied from the text, the principal words first."""

_READ = {"amounts": ("qualifier", "per")}
"""Columns whose values are a canonical form of printed words, such as 명 for ``1인당``."""

_MARKS = re.compile(r"[^\w]+")


def unsupported(plan: Plan) -> list[str]:
    """Return, a line each, the values that do not stand where their row says; empty where all evidence holds.

    Principal words must stand in the row's span, every other copied value there or in its pieces of evidence, but for
    white space and list marks; a canonical form must have a piece of evidence at all.
    """
    pieces: dict[tuple[str, str], list[str]] = defaultdict(list)
    for piece in plan.evidence:
        pieces[piece.row_id, piece.column].append(plan.document.text[piece.span_start : piece.span_end])
    return [fault for table in TABLES for fact in getattr(plan, table) for fault in _faults(table, fact, plan, pieces)]


def _faults(table: str, fact: Fact, plan: Plan, pieces: dict[tuple[str, str], list[str]]) -> Iterator[str]:
    printed = plan.document.text[fact.span_start : fact.span_end]
    if not printed:
        yield f"{table} {fact.row_id}: its span {fact.span_start}–{fact.span_end} holds no words"
    for column in _COPIED[table]:
        value = getattr(fact, column)
        words = "".join(value) if isinstance(value, tuple) else str(value)
        joined = "".join(pieces[fact.row_id, column])
        if value not in (None, ()) and not (_holds(printed, words) or _holds(joined, words)):
            yield f"{table} {fact.row_id}: {column} {words!r} is neither in its span {printed!r} nor in its evidence"
    for column in _READ.get(table, ()):
        value = getattr(fact, column)
        if value is not None and value not in printed and not pieces[fact.row_id, column]:
            yield f"{table} {fact.row_id}: {column} {value!r} has no evidence"


def _holds(printed: str, words: str) -> bool:
    return without_space(words) in without_space(printed) or bool(_bare(words) and _bare(words) == _bare(printed))


def _bare(words: str) -> str:
    return _MARKS.sub("", words)
