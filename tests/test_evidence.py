"""Every value of every table leads back to its words, in every document at hand.

Held over the project's own corpus and, where it is there, over the documents of ``../shared/corpus``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extract.evaluate.evidence import unsupported
from extract.files import extract_file
from extract.inputs import SUFFIXES
from extract.records import TABLES, AnnualPlan, Check, Fact, Item, Plan, columns
from extract.text import without_space

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "corpus"

PRINCIPAL = {
    "projects": "title",
    "fields": "value",
    "sections": "heading",
    "milestones": "date_raw",
    "budgets": "raw",
    "dates": "raw",
    "amounts": "raw",
}
"""The column whose words a row's span holds letter for letter."""

_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_ㅇ]+")


def _documents() -> Iterator[object]:
    """Yield every document as a case; one that says why there are none of the others where they are not there."""
    for folder in (ROOT / "corpus", SHARED):
        for path in sorted(folder.rglob("*")):
            if path.suffix in SUFFIXES:
                yield pytest.param(path, id=f"{folder.name}/{path.relative_to(folder)}")
    if not SHARED.exists():
        yield pytest.param(None, id="shared", marks=pytest.mark.skip(reason=f"{SHARED} is not here"))


@pytest.mark.parametrize("path", list(_documents()))
def test_every_value_stands_where_its_row_says(path: Path) -> None:
    """Spans hold the rows' words; evidence, joined, is the value but for white space and list marks."""
    plan = extract_file(path)
    assert [*_rows(plan), *_evidence(plan), *unsupported(plan)] == []


def _facts(plan: Plan) -> dict[str, tuple[Fact, ...]]:
    return {table: getattr(plan, table) for table, record in TABLES.items() if issubclass(record, Fact)}


def _rows(plan: Plan) -> Iterator[str]:
    """Yield what is wrong with the rows' own words."""
    text, doc_id = plan.document.text, plan.document.doc_id
    ids = [row.row_id for rows in _facts(plan).values() for row in rows]
    if len(set(ids)) != len(ids) or not all(one.startswith(doc_id) for one in ids):
        yield "row_ids are not unique, or do not begin with the document's"
    for table, rows in _facts(plan).items():
        for row in rows:
            words = text[row.span_start : row.span_end]
            if not (0 <= row.span_start < row.span_end <= len(text) and row.doc_id == doc_id):
                yield f"{row.row_id}: span {row.span_start}-{row.span_end} of {len(text)}"
            elif not _holds(table, row, words):
                yield f"{row.row_id}: {words!r} does not hold the words of {row}"


def _holds(table: str, row: Fact, words: str) -> bool:
    """Say whether a span holds its row's principal words."""
    if table in PRINCIPAL:
        first, *_ = getattr(row, PRINCIPAL[table]).split("\n")
        return bool(first) and first in words
    if isinstance(row, AnnualPlan):
        return f"{row.year % 100:02}" in words
    if isinstance(row, Item):
        return without_space(row.text) in without_space(words) and row.marker in words
    assert isinstance(row, Check)
    return any(words in raw or raw in words for raw in (row.expected_raw, row.found_raw) if raw)


def _evidence(plan: Plan) -> Iterator[str]:
    """Yield what is wrong with the pieces of evidence."""
    rows = {row.row_id: (table, row) for table, found in _facts(plan).items() for row in found}
    pieces: dict[tuple[str, str], list[str]] = defaultdict(list)
    for piece in plan.evidence:
        words = plan.document.text[piece.span_start : piece.span_end]
        table, _ = rows.get(piece.row_id, ("", None))
        if not words.strip() or not table or piece.column not in columns(table):
            yield f"{piece}: {words!r} is no evidence of a column of a row"
        pieces[piece.row_id, piece.column].append(words)
    for (row_id, column), joined in pieces.items():
        value = getattr(rows[row_id][1], column)
        told = "".join(value) if isinstance(value, tuple) else value
        if isinstance(told, str) and not _says(column, _bare("".join(joined)), _bare(told)):
            yield f"{row_id}: {column} is {told!r}, its evidence {joined!r}"


def _says(column: str, words: str, value: str) -> bool:
    """Say whether printed words are a value; some columns hold canonical words: 억원 for 억, 이내 for 내, 년 for 연."""
    if column == "per":
        return True  # a piece without words has been told already
    if column == "qualifier":
        return words in value
    return value == words or (column == "unit" and value == words + "원")


def _bare(words: str) -> str:
    return _NEITHER_LETTER_NOR_DIGIT.sub("", words)


def test_the_property_can_fail() -> None:
    """A span moved by a letter and a piece that holds other words are found."""
    plan = extract_file(ROOT / "corpus" / "plansheet-haeon-txt.txt")
    milestone, piece = plan.milestones[0], plan.evidence[0]
    moved = replace(milestone, span_start=milestone.span_start + 1)
    elsewhere = replace(piece, span_start=piece.span_start - 4, span_end=piece.span_end - 4)
    assert list(_rows(replace(plan, milestones=(moved,)))) != []
    assert list(_evidence(replace(plan, evidence=(elsewhere,)))) != []
