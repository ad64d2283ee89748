"""What no rule has read shows by its shape."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.evaluate.gaps import Place, gaps, gaps_text, unread
from extract.records import Item, Plan
from tests.evaluate.made import TEXT, piece, plan, rows


def document(text: str, **facts) -> Plan:
    """Return a document that nothing was found in but the given facts."""
    return Plan(documents=(replace(plan().document, text=text),), **facts)


def shapes(text: str) -> list[str]:
    return [gap.shape for gap in gaps([document(text)])]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("착공 ’99.9월 예정", "’99.9월"),
        ("예산 9,999백만원", "9,999백만원"),
        ("2024. 3. 초순", "9999.9."),
        ("’24. 3. ~ ’25. 4. 공사", "’99.9.~’99.9."),
        ("비율 45%", "99%"),
        ("부지 2,310㎡", "9,999㎡"),
        ("연락처 02-123-4567", "99-999-9999"),
    ],
)
def test_a_shape_keeps_all_but_the_digits(text, shape):
    assert shapes(text) == [shape]


@pytest.mark.parametrize("text", ["1. 추진배경", "(2) 추진방향", "1-12 빗물마을", " 3) 기대효과", "2.1. 개요"])
def test_numbers_of_lines_are_no_gap(text):
    assert shapes(text) == []


def test_values_cover_and_lines_do_not():
    made = plan()
    left = {TEXT[start:end] for start, end in unread(made)}
    assert left == {"2024", "2025", "40%", "100%"}
    line = Item(span_start=0, span_end=len(TEXT), rule="bullet", level=1, marker="-", text=TEXT)
    assert {TEXT[start:end] for start, end in unread(replace(made, items=(line,)))} == left


def test_evidence_of_values_covers_and_evidence_of_prose_does_not():
    text = "2031\t45%"
    pieces = piece("r", "column_raw", 0, 4), piece("r", "task", 5, 8)
    assert list(unread(document(text, evidence=pieces))) == [(5, 8)]


def test_shapes_come_by_count_with_three_places_each():
    texts = ["준공 ’99.9월", "착공 ’98.8월", "개장 ’97.7월\n45%", "정비 ’96.6월"]
    found = gaps(document(text) for text in texts)
    assert [(gap.shape, gap.times, len(gap.places)) for gap in found] == [("’99.9월", 4, 3), ("99%", 1, 1)]
    assert found[0].places[0] == Place("made.txt", None, "준공 ’99.9월")
    assert list(gaps_text(found))[:2] == ["     4  ’99.9월", "          made.txt: 준공 ’99.9월"]


def test_a_line_that_holds_a_shape_twice_is_told_once():
    [gap] = gaps([document("수중수색 2/4 수중수색 3/4")])
    assert (gap.shape, gap.times, len(gap.places)) == ("9/9", 2, 1)


def test_a_place_tells_its_page():
    [gap] = [gap for gap in gaps([plan(rows())]) if gap.shape == "99%"]
    assert gap.places[0].page == 2
