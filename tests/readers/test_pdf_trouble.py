"""PDF that is empty, cut, protected, damaged, drawn or overdrawn: refused with what to do, or read with a warning."""

from __future__ import annotations

import io
import time

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, Unreadable
from extract.readers.pdf import read_pdf
from extract.readers.pdf.pdfium import opened
from extract.readers.pdf.pictures import without_pictures
from extract.readers.wrapping import seems_parted
from tests.readers.made_pdf import Sheet, pdf

THREE = [50, 150, 250, 350]


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), needs_space=seems_parted)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"<html>", "corrupt"), (b"%PDF-1.4 and nothing else", "corrupt"), (pdf(Sheet()), "no_text")],
    ids=["nothing", "no PDF", "cut", "blank"],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, code):
    with pytest.raises(Unreadable) as refused:
        read_pdf(data, needs_space=seems_parted)
    assert refused.value.code == code and refused.value.message.endswith("세요.")


@pytest.mark.parametrize(("owner", "user", "code"), [("owner", "", None), ("owner", "user", "encrypted")])
def test_a_password_for_changing_is_no_hindrance_one_for_reading_is(owner, user, code):
    protected = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(Sheet().write(50, 100, "text")))) as plain:
        plain.save(protected, encryption=pikepdf.Encryption(owner=owner, user=user))
    if code is None:
        assert read_pdf(protected.getvalue(), needs_space=seems_parted).text == "text\n"
        return
    with pytest.raises(Unreadable) as refused:
        read_pdf(protected.getvalue(), needs_space=seems_parted)
    assert refused.value.code == code


def test_pages_without_letters_are_named_and_blank_ones_are_not():
    drawn = Sheet().rule(50, 100, 300, 100, 8).rule(50, 100, 50, 300, 8)
    document = read(
        Sheet().write(50, 100, "text enough " * 6), drawn, drawn, Sheet(), Sheet().write(50, 100, "w " * 60)
    )
    assert len(document.warnings) == 1 and "2~3쪽" in document.warnings[0] and "4" not in document.warnings[0]


def test_a_page_that_is_a_picture_is_named_though_pictures_are_hidden():
    scan, text = Sheet().picture(0, 0, 595, 842), Sheet().write(50, 100, "text enough " * 6)
    document = read(text, scan, Sheet(), text)
    assert len(document.warnings) == 1 and "2쪽" in document.warnings[0]


def test_pictures_and_nothing_else_are_hidden():
    words = "a /Subtype /Image is a picture"
    page = Sheet().write(50, 100, words).picture(50, 200, 52, 202).picture(52, 200, 54, 202).rule(50, 300, 90, 300)
    assert objects(pdf(page)) == 4
    assert objects(without_pictures(pdf(page))) == 2 and read(page).text == f"{words}\n"


def objects(data: bytes) -> int:
    """Return how many objects pdfium sees on the first page."""
    with opened(data) as document:
        page = document[0]
        try:
            return len(list(page.get_objects()))
        finally:
            page.close()


def test_a_page_of_countless_paths_says_that_it_was_cut():
    page = Sheet().write(50, 100, "map of the city " * 4)
    for step in range(20_001):
        page.rule(step % 500, 200 + step // 500, step % 500 + 1, 201 + step // 500)
    assert any("1쪽" in warning and "일부만" in warning for warning in read(page).warnings)


def ending(data: bytes) -> str:
    try:
        read_pdf(data, needs_space=seems_parted)
    except Unreadable as refused:
        return refused.code
    return "read"


def test_a_page_that_does_not_open_is_named():
    sound = pdf(Sheet().write(50, 100, "text enough " * 6), Sheet().write(50, 100, "lost"))
    damaged = sound.replace(b"6 0 obj\n<< /Type /Page ", b"6 0 obj\n<< /Type /Pxge ")
    document = read_pdf(damaged, needs_space=seems_parted)
    assert document.text.startswith("text enough") and any("2쪽" in warning for warning in document.warnings)


def test_a_page_of_countless_boxes_and_words_is_read_in_time():
    page = Sheet()
    for step in range(4_000):
        x, y = 10 + 9 * (step % 63), 10 + 12 * (step // 63)
        page.write(x, y, "ab", 5).rule(x, y, x + 7, y).rule(x, y + 8, x + 7, y + 8)
        page.rule(x, y, x, y + 8).rule(x + 7, y, x + 7, y + 8)
    since = time.monotonic()
    assert "ab" in read(page).text
    assert time.monotonic() - since < 20


def test_a_page_of_countless_letters_says_that_it_was_cut():
    page = Sheet()
    for step in range(140):
        page.write(10, 5 + step * 5.8, "letters " * 50, 3)
    assert any("일부만" in warning for warning in read(page).warnings)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 900), st.binary(min_size=1, max_size=30))
def test_damaged_bytes_give_a_document_or_a_refusal(at, junk):
    sound = pdf(Sheet().table(THREE, [100, 120, 140], ["abc", "123"]))
    damaged = sound[:at] + junk + sound[at + len(junk) :]
    assert ending(damaged) in {"read", "corrupt", "no_text", "encrypted"}
