"""Letters of a symbol font, and glyphs without a letter, are read as the signs that they show."""

from __future__ import annotations

import pytest

from extract.readers.pdf.reading import pages
from extract.readers.pdf.symbols import Ink, shape
from tests.readers.made_pdf import Sheet, pdf


def text(data: bytes) -> str:
    (page,) = pages(data)
    return "\n".join(line.text for line in page.lines)


SHEET = Sheet().write(60, 100, "w").write(80, 100, "2026").write(60, 130, "Œ").write(80, 130, "3. 1.")


def test_letters_of_wingdings_are_the_signs_that_they_show():
    assert text(pdf(SHEET).replace(b"/Helvetica", b"/Wingdings")) == "◆ 2026\n❶ 3. 1."


def test_the_same_letters_of_another_font_stay():
    assert text(pdf(SHEET)) == "w 2026\nŒ 3. 1."


@pytest.mark.parametrize(
    ("ink", "sign"),
    [
        pytest.param(Ink(0.9386, 0.9452, -0.1431), "▢", id="a box"),
        pytest.param(Ink(0.8975, 0.9022, -0.0858), "➡", id="an arrow in a box"),
        pytest.param(Ink(0.2829, 0.4662, 0.3526), "\U000f0854", id="a corner"),
        pytest.param(Ink(0.8972, 0.9021, -0.0679), None, id="a number in a box"),
        pytest.param(Ink(0.5, 0.5, 0.0), None, id="nothing known"),
        pytest.param(None, None, id="no ink that stands upright"),
    ],
)
def test_a_glyph_is_known_by_the_place_of_its_ink(ink, sign):
    assert shape(ink) == sign
