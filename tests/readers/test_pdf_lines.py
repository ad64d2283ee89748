"""Letters at known places -> words and lines: a word set wide is one word, and blanks that were typed stay."""

from __future__ import annotations

import pytest

from extract.readers.pdf.layout import RUN, Glyphs
from extract.readers.pdf.lines import lines, words

SIZE = 10.0


def read(drawn: str) -> list[str]:
    """Return the lines of letters ten points wide; ``.`` is half a letter's gap, ``_`` a blank that the file has.

    pdfium puts a blank without width wherever letters stand apart.
    """
    text, x = "", 0.0
    boxes: list[tuple[float, float, float, float]] = []
    for sign in drawn:
        if sign == ".":
            if not text.endswith(" "):
                text, boxes = f"{text} ", [*boxes, (x, 10, x, 10)]
            x += SIZE / 2
            continue
        text, boxes = text + (" " if sign == "_" else sign), [*boxes, (x, 0, x + SIZE, 10)]
        x += SIZE
    sizes = {run.start(): SIZE for run in RUN.finditer(text)}
    return [line.text for line in lines(words(Glyphs(text, boxes, sizes)), 1)]


@pytest.mark.parametrize(
    ("drawn", "wanted"),
    [
        pytest.param("주.택.정.책.과", "주택정책과", id="one word set wide"),
        pytest.param("일..반..회..계", "일반회계", id="set wider"),
        pytest.param("신.규..입.사.자", "신규 입사자", id="two words in it"),
        pytest.param("1.신.규.사.업.2", "1 신규사업 2", id="between figures"),
        pytest.param("추_진_일_정", "추 진 일 정", id="blanks that were typed"),
        pytest.param("재_개_발.팀", "재 개 발 팀", id="typed among added ones"),
        pytest.param("총.계.금", "총 계 금", id="three letters may be three words"),
        pytest.param("사업.및.그.외", "사업 및 그 외", id="words among words"),
    ],
)
def test_a_word_set_wide_is_one_word_and_typed_blanks_stay(drawn: str, wanted: str) -> None:
    assert read(drawn) == [wanted]


def put(*drawn: tuple[str, float, float]) -> list[str]:
    """Return the lines of signs in the order in which they are drawn, given with their left and right."""
    text = "".join(sign for sign, _, _ in drawn)
    sizes = {run.start(): SIZE for run in RUN.finditer(text)}
    glyphs = Glyphs(text, [(left, 0, right, 10) for _, left, right in drawn], sizes)
    return [line.text for line in lines(words(glyphs), 1)]


def test_signs_drawn_behind_their_line_stand_in_it_without_blanks_of_their_own():
    letters = [("국", 0, 10), (" ", 10, 10), ("시", 13, 23), (" ", 27, 31), ("구", 31, 41), (" ", 41, 41)]
    assert put(*letters, ("·", 10, 13), (" ", 23, 23), (",", 23, 27)) == ["국·시, 구"]
    assert put(("8", 0, 5), (" ", 15, 15), ("3", 15, 20), (" ", 5, 5), ("조", 5, 15)) == ["8조3"]


@pytest.mark.parametrize(
    ("second", "wanted"),
    [pytest.param(1.5, "참고 2", id="its shadow"), pytest.param(9, "참고 22", id="the next one")],
)
def test_a_letter_drawn_twice_is_one(second, wanted):
    title = [("참", 0, 10), ("고", 10, 20), (" ", 20, 20)]
    assert put(*title, ("2", 25, 35), ("2", 25 + second, 35 + second)) == [wanted]
    assert put(("*", 0, 10), ("*", 3, 13)) == ["**"]
