"""Paragraphs become lines with the marks that they are printed with."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.lines import lines
from tests.by_origin import Case, by_origin
from tests.documents import document


@pytest.mark.parametrize("case", by_origin("lines"))
def test_marks_are_told_from_words(case: Case) -> None:
    """Mark, family and words of every line that carries a mark."""
    made = document(*case["given"])
    found = [[line.marker, line.family, line.words(made.text)] for line in lines(made) if line.family]
    assert found == case["found"]


def test_a_line_knows_its_cell_and_its_role() -> None:
    made = document("[box]□ 목표", "[footnote]1) 주석", [["구분", "계"], ["구비", "409"]], "끝.")
    found = lines(made)
    assert [line.role for line in found] == ["box", "footnote", *["body"] * 5]
    assert [line.cell and (line.cell.row, line.cell.column) for line in found] == [
        None, None, (0, 0), (0, 1), (1, 0), (1, 1), None,
    ]  # fmt: skip
    assert len({id(line.table) for line in found if line.table}) == 1


FLATTENED = (
    "□ 추진배경 ○ 우수 저류시설이 모자라 골목이 물에 잠김 ○ 주민 제안이 이어져 대책이 시급함 "
    "□ 추진방향 ○ 골목마다 물이 스미게 함 "
)


def test_a_flattened_paragraph_is_parted_at_its_marks() -> None:
    """Copies from the web put a whole section into one paragraph."""
    made = document(FLATTENED * 3)
    assert [line.marker for line in lines(made)] == ["□", "○", "○", "□", "○"] * 3


def test_an_annex_in_brackets_keeps_them() -> None:
    """``[붙임 1]`` is how the heading is called: it stays in its words."""
    made = document("[붙임 1] 추진체계")
    assert [(line.family, line.marker, line.words(made.text)) for line in lines(made)] == [
        ("annex", "", "[붙임 1] 추진체계")
    ]


def test_a_short_paragraph_is_not_parted() -> None:
    assert len(lines(document("□ 위치 ○ 면적 ○ 규모"))) == 1


_MARKS = st.sampled_from(["□ ", "❍", "- ", "1. ", "가. ", "Ⅰ. ", "(1) ", "※ ", "ㅇ ", "\uf076 ", "[붙임1] ", ""])
_WORDS = st.text(st.sampled_from("가나 다.,:：-·~‘’12□ㅇ○()※\u00ad\ufffe\u3000"), max_size=30)
_PARAGRAPHS = st.builds(lambda mark, words: mark + words, _MARKS, _WORDS) | st.text(max_size=20)
_TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(_PARAGRAPHS, min_size=width, max_size=width), min_size=1, max_size=3)
)
BLOCKS = st.lists(_PARAGRAPHS | _TABLES, max_size=8)


@given(BLOCKS)
@settings(max_examples=150, deadline=None)
def test_lines_cover_every_word_once(blocks: list[str | list[list[str]]]) -> None:
    """Lines stand in order, overlap nowhere, have no blank edges, and leave out nothing but white space."""
    made = document(*blocks)
    found = lines(made)
    covered = [offset for line in found for offset in range(line.start, line.end)]
    assert covered == sorted(set(covered))
    left_out = set(range(len(made.text))) - set(covered)
    assert "".join(made.text[offset] for offset in left_out).strip() == ""
    for line in found:
        whole = made.text[line.start : line.end]
        assert whole == whole.strip() != ""
        assert line.start <= line.body < line.end
        assert bool(line.marker) == (line.body > line.start)
        assert line.family or not line.marker
