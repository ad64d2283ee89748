"""Lines are parted into phrases, and a phrase gives up its date and nothing else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Span
from extract.phrases import join, phrases, rest, trimmed
from tests.by_origin import Case, by_origin


@pytest.mark.parametrize("case", by_origin("phrases"))
def test_a_line_is_parted_into_its_phrases(case: Case) -> None:
    [text] = case["given"]
    assert [text[start:end] for start, end in phrases(text, 0, len(text))] == case["found"]


@pytest.mark.parametrize(
    ("text", "date", "words"),
    [
        ("조례 제정 ········ ’23. 3.", "’23. 3.", "조례 제정"),
        ("단계별 사업 추진 ····2024.~2025.", "2024.~2025.", "단계별 사업 추진"),
        ("조례 제정 ............ ’23. 3.", "’23. 3.", "조례 제정"),
        ("조례 제정 ―――――― ’23. 3.", "’23. 3.", "조례 제정 ――――――"),
        ("건축허가(’24.7.)", "’24.7.", "건축허가"),
        ("건축허가( ’24.7. )", "’24.7.", "건축허가"),
        ("매각추진(입찰 6회, ’22.7.~’23.12.)", "’22.7.~’23.12.", "매각추진(입찰 6회)"),
        ("안데르센마을(’24.12. 준공)", "’24.12.", "안데르센마을(준공)"),
        ("’24. 9. : 업무협약 체결", "’24. 9.", "업무협약 체결"),
        ("(’25.12.) 철도종합 시험운행", "’25.12.", "철도종합 시험운행"),
        ("업무협약 체결 : ’24. 9.", "’24. 9.", "업무협약 체결"),
        ("타당성조사‘25.7.", "‘25.7.", "타당성조사"),
        ("시범지역 지정(’23.3~)에 따른 기관 구축", "’23.3~", "시범지역 지정"),
        ("2005. 11. 기본법 공포(법률 제7368호)", "2005. 11.", "기본법 공포"),
        ("착공 및 ’24. 9.", "’24. 9.", "착공"),
        ("’24. 9.", "’24. 9.", ""),
        ("준공(예정)(’26.4.)", "’26.4.", "준공(예정)"),
        ("1차(국내)‧2차(국제) 실사 및 평가 ····· ‘25. 12.", "‘25. 12.", "1차(국내)‧2차(국제) 실사 및 평가"),
    ],
)
def test_what_is_left_of_a_phrase_without_its_date(text: str, date: str, words: str) -> None:
    start = text.index(date)
    left = rest(text, Span(0, len(text)), Span(start, start + len(date)))
    assert left.words == words
    assert all(piece.end <= start or piece.start >= start + len(date) for piece in left.pieces)


def test_words_on_both_sides_of_a_date_are_joined() -> None:
    text = "협약 체결 ’24. 9. 부산대"
    assert join(text, (Span(0, 5), Span(5, 5), Span(14, 17))) == ("협약 체결 부산대", (Span(0, 5), Span(14, 17)))


# ------------------------------------------------------------------ laws

_TEXTS = st.text(st.sampled_from("가나 12,.;:→▹()[]「」/및·’~\n"), max_size=40)


@given(_TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_phrases_stand_in_order_within_their_line(text: str, left: int, right: int) -> None:
    """Disjoint, in order, within the stretch; an empty stretch has one empty phrase."""
    start, end = sorted((min(left, len(text)), min(right, len(text))))
    found = list(phrases(text, start, end))
    assert found
    assert all(start <= phrase.start <= phrase.end <= end for phrase in found)
    assert all(phrase.end <= following.start for phrase, following in pairwise(found))
    letters = [text[offset] for phrase in found for offset in range(*phrase) if text[offset] in "가나12"]
    assert letters == [letter for letter in text[start:end] if letter in "가나12"]


@given(_TEXTS)
def test_a_trimmed_stretch_has_no_separators_at_its_edges(text: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == text[start:end].strip(" ,;:→▹/·")


@given(_TEXTS, st.data())
def test_the_rest_of_a_phrase_holds_no_word_of_its_date(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left = rest(text, Span(0, len(text)), Span(start, end))
    assert all(piece.end <= start or end <= piece.start for piece in left.pieces)
    assert "".join(left.words.split()) == "".join("".join(text[slice(*piece)] for piece in left.pieces).split())
