"""One text in two formats gives one plan: the same sections, milestones and budgets, each naming the other."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from extract import extract, read
from extract.records import Budget, Milestone, Plan, Section
from extract.text import without_space
from extract.twins import Texts, marks, same_as

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
PRINTED = ("gold/p020.hwp", "gold/p030.pdf")
PAIRS = [PRINTED, ("gold/p001.hwpx", "plain/p022.hwp"), ("plain/p008.hwpx", "plain/p023.hwp")]

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the documents to compare are not there: {CORPUS}")
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "-".join(Path(name).stem for name in pair))


@cache
def plan(name: str) -> Plan:
    return extract(read(CORPUS / name))


def told(row: Section | Milestone | Budget) -> tuple[object, ...]:
    """What a row says, but for blanks: wrapped lines join with a blank or without."""
    match row:
        case Section():
            return without_space(row.heading), row.kind, row.level
        case Milestone():
            dates = (row.start_date, row.end_date, row.precision, row.recurrence)
            return without_space(row.date_raw), without_space(row.task), row.state, *dates
    return row.source, without_space(row.item or ""), without_space(row.column_raw or ""), row.year, row.amount_won


@each_pair
@pytest.mark.parametrize("table", ["sections", "milestones", "budgets"])
def test_twins_tell_the_same(pair: tuple[str, str], table: str) -> None:
    one, other = (Counter(told(row) for row in getattr(plan(name), table)) for name in pair)
    assert one and one == other


@each_pair
def test_twins_name_each_other(pair: tuple[str, str]) -> None:
    documents = [plan(name).document for name in pair]
    texts = Texts(pair, [found.format for found in documents], np.array([marks(found.text) for found in documents]))
    assert same_as(texts, [], {}) == dict([pair, pair[::-1]])


def test_print_keeps_the_words_in_their_order() -> None:
    """97 of 100 words of the HWP stand in the PDF in the same order; where lines were wrapped blanks do not count."""
    words, printed = (plan(name).document.text.split() for name in PRINTED)
    kept = sum(
        right - left
        for _, left, right, start, end in SequenceMatcher(None, words, printed, autojunk=False).get_opcodes()
        if "".join(words[left:right]) == "".join(printed[start:end])
    )
    assert kept >= 0.97 * len(words)
