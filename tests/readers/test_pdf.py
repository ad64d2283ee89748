"""PDF pages made for the purpose: order, boxes, tables over pages, page numbers, notes, turned pages, and damage."""

from __future__ import annotations

import pytest

from extract.document import Document, Paragraph, Table
from extract.readers.pdf import overlay, pages, read_pdf
from extract.readers.wrapping import seems_parted
from tests.readers.made_pdf import HEIGHT, WIDTH, Sheet, pdf

THREE = [50, 150, 250, 350]


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), needs_space=seems_parted)


def said(document: Document) -> list[tuple[str, str]]:
    """Return the paragraphs outside tables with their roles, and TABLE where one stands."""
    return [
        (block.role, document.text[block.start : block.end]) if isinstance(block, Paragraph) else ("", "TABLE")
        for block in document.blocks
    ]


def rows_of(document: Document) -> list[list[list[str]]]:
    return [
        [[document.text[cell.start : cell.end] for cell in block.cells if cell.row == row] for row in range(block.rows)]
        for block in document.blocks
        if isinstance(block, Table)
    ]


# ------------------------------------------------------------------ lines and paragraphs


def test_lines_are_ordered_by_place_not_by_content():
    assert said(read(Sheet().write(50, 200, "second").write(50, 100, "first"))) == [
        ("body", "first"),
        ("body", "second"),
    ]


def test_a_wrapped_line_is_joined_and_a_list_line_is_not():
    page = (
        Sheet()
        .write(50, 100, "- the first line of an item that runs to the very edge of the text")
        .write(57, 116, "where it goes on")
        .write(50, 132, "- the next item")
    )
    assert said(read(page)) == [
        ("body", "- the first line of an item that runs to the very edge of the text where it goes on"),
        ("body", "- the next item"),
    ]


def test_a_paragraph_goes_on_over_the_page():
    head = (
        Sheet().write(50, 750, "- a line that runs as far as any other line of the page can").write(280, 810, "- 1 -")
    )
    rest = Sheet().write(57, 60, "and goes on overleaf").write(280, 810, "- 2 -")
    document = read(head, rest)
    assert document.text == "- a line that runs as far as any other line of the page can and goes on overleaf\n"
    assert [document.locate(0, 1).page, document.locate(70, 75).page] == [1, 2]


def test_every_word_leads_back_to_its_box():
    document = read(Sheet().write(50, 100, "total 409"))
    page, box = document.locate(6, 9)
    assert page == 1 and box is not None
    assert (box.x0, box.x1) == pytest.approx((76, 96), abs=1) and box.top < 102 and box.bottom > 112


def test_a_title_drawn_with_its_shadow_is_read_once():
    page = Sheet().write(51, 101, "Title of the plan", 20).write(50, 100, "Title of the plan", 20)
    assert said(read(page)) == [("body", "Title of the plan")]


def test_letters_that_no_one_can_see_are_left_out():
    assert said(read(Sheet().write(50, 100, "seen").write(50, 130, "unseen", 1))) == [("body", "seen")]


def test_two_columns_are_read_one_after_the_other():
    page = Sheet().write(50, 60, "A title that runs over both of the columns of the page as titles do", 14)
    for line in range(10):
        page.write(50, 100 + 16 * line, f"- left {line} with words to fill its column")
        page.write(310, 100 + 16 * line, f"- right {line} with words to fill its column")
    words = [text.split()[1] for _, text in said(read(page))[1:]]
    assert words == ["left"] * 10 + ["right"] * 10


def test_rows_laid_out_by_blanks_are_not_columns():
    page = Sheet()
    for line in range(10):
        page.write(50, 100 + 16 * line, f"item {line}").write(310, 100 + 16 * line, f"{line},000")
    assert [text for _, text in said(read(page))][:2] == ["item 0 0,000", "item 1 1,000"]


# ------------------------------------------------------------------ page numbers, running heads, notes


def test_page_numbers_and_running_heads_are_left_out():
    sheets = [
        Sheet().write(50, 30, "Plan of the year").write(50, 200, f"{word} page").write(280, 810, f"- {number} -")
        for number, word in enumerate(("first", "second", "third"), 1)
    ]
    assert said(read(*sheets)) == [("body", "first page"), ("body", "second page"), ("body", "third page")]


def test_a_number_in_the_middle_of_the_page_stays():
    assert said(read(Sheet().write(280, 400, "12").write(280, 810, "- 3 -"))) == [("body", "12")]


def test_lines_below_a_short_rule_at_the_foot_are_footnotes():
    page = Sheet().write(50, 100, "text with a note").rule(50, 700, 190, 700).write(50, 710, "1) the note", 9)
    assert said(read(page)) == [("body", "text with a note"), ("footnote", "1) the note")]


@pytest.mark.parametrize(
    ("first", "size", "role"),
    [
        ("1) the note", 12, "footnote"),
        ("a note without its number", 9, "footnote"),
        ("text that goes on", 12, "body"),
        ("- an item of a list", 12, "body"),
    ],
)
def test_footnotes_have_small_letters_or_a_number(first: str, size: float, role: str):
    page = Sheet().write(50, 100, "text of the body").rule(50, 500, 190, 500).write(50, 510, first, size)
    assert said(read(page))[1] == (role, first)


def test_a_list_below_a_note_is_none():
    page = Sheet().write(50, 100, "text of the body").rule(50, 500, 190, 500).write(50, 510, "* the note")
    assert said(read(page.write(50, 540, "- an item of a list")))[1:] == [
        ("body", "* the note"), ("body", "- an item of a list"),
    ]  # fmt: skip


def test_the_edge_of_a_frame_that_its_title_breaks_parts_no_notes():
    page = Sheet().write(50, 100, "text of the body").rule(50, 500, 190, 500).rule(350, 500, 500, 500)
    assert said(read(page.write(220, 494, "the title").write(60, 510, "1) the text", 9)))[-1][0] == "body"


# ------------------------------------------------------------------ tables and boxes


def test_a_table_without_sides_keeps_its_outer_columns():
    page = Sheet().grid(THREE, [100, 120, 140], sides=False)
    for row, cells in enumerate([["a", "b", "c"], ["1", "2", "3"]]):
        for column, text in enumerate(cells):
            page.write(THREE[column] + 40, 104 + 20 * row, text, 10)
    assert rows_of(read(page)) == [[["a", "b", "c"], ["1", "2", "3"]]]


def test_a_rule_of_dots_is_a_rule():
    page = Sheet().table(THREE, [100, 140], [["a", "b", "c"]])
    for step in range(100):
        page.rule(50 + 3 * step, 120, 50.5 + 3 * step, 120)
    for column, text in enumerate("123"):
        page.write(THREE[column] + 4, 124, text, 10)
    assert rows_of(read(page)) == [[["a", "b", "c"], ["1", "2", "3"]]]


def test_a_box_of_one_cell_is_a_paragraph():
    page = Sheet().grid([50, 500], [100, 150]).write(60, 110, "Notice to all").write(50, 200, "text")
    assert said(read(page)) == [("box", "Notice to all"), ("body", "text")]


@pytest.mark.parametrize(
    ("right", "role"), [pytest.param(200, "box", id="narrow"), pytest.param(550, "body", id="wide")]
)
def test_a_frame_as_high_as_the_page_is_no_box_if_it_is_as_wide(right: float, role: str) -> None:
    page = Sheet().grid([50, right], [100, 700]).write(60, 110, "Aims").write(50, 750, "text")
    assert said(read(page)) == [(role, "Aims"), ("body", "text")]


def test_the_boxed_number_of_a_heading_stands_in_its_line():
    page = Sheet().grid([50, 70], [100, 120]).write(56, 104, "1").write(78, 104, "Overview")
    assert said(read(page)) == [("body", "1 Overview")]


def test_a_number_and_a_title_in_two_boxes_are_one_heading():
    page = Sheet().grid([50, 80, 400], [100, 130]).write(58, 108, "1-1").write(90, 108, "Safe city")
    assert said(read(page)) == [("box", "1-1 Safe city")]


def test_a_marked_phrase_stays_in_its_line():
    page = Sheet().field(78, 100, 122, 114).write(50, 100, "open marked text")
    assert said(read(page)) == [("body", "open marked text")]


def test_the_slices_of_a_shaded_field_are_no_table():
    page = Sheet().write(60, 110, "Title on a shade")
    for step in range(60):
        page.field(50 + 4 * step, 100, 54 + 4 * step, 130)
    assert said(read(page)) == [("body", "Title on a shade")]


def test_a_unit_stands_right_before_its_table():
    page = (
        Sheet().write(280, 84, "(unit: won)", 9).table(THREE, [100, 120, 140], ["abc", "123"]).write(50, 60, "Budget")
    )
    assert said(read(page)) == [("body", "Budget"), ("body", "(unit: won)"), ("", "TABLE")]


def test_a_table_within_a_cell_is_a_table_of_its_own():
    page = Sheet().grid([50, 150, 500], [100, 120, 300]).write(54, 104, "what", 10).write(154, 104, "how", 10)
    page.write(54, 130, "money", 10).write(154, 125, "by year", 10).table(
        [200, 260, 320], [150, 170, 190], ["ab", "12"]
    )
    outer = next(block for block in read(page).blocks if isinstance(block, Table))
    inner = [block for block in outer.cells[-1].blocks if isinstance(block, Table)]
    assert len(outer.cells) == 4 and [len(table.cells) for table in inner] == [4]


def test_a_table_that_goes_on_overleaf_is_one_and_its_head_stands_once():
    head = Sheet().table(THREE, [700, 720, 740], [["no", "what", "cost"], ["1", "road", "10"]])
    rest = Sheet().table(THREE, [60, 80, 100], [["no", "what", "cost"], ["2", "park", "20"]])
    found = read(head.write(280, 810, "- 1 -"), rest.write(280, 810, "- 2 -"))
    assert rows_of(found) == [[["no", "what", "cost"], ["1", "road", "10"], ["2", "park", "20"]]]


def test_a_table_of_other_columns_overleaf_is_another():
    head = Sheet().table(THREE, [700, 720, 740], [["a", "b", "c"], ["1", "2", "3"]])
    rest = Sheet().table([50, 200, 350], [60, 80, 100], [["x", "y"], ["8", "9"]])
    assert len(rows_of(read(head, rest))) == 2


def test_words_of_neighbouring_cells_are_parted_at_the_wall():
    page = Sheet().grid([50, 78, 120], [100, 120, 140]).write(52.5, 104, "1,234", 10).write(78.5, 104, "5,678", 10)
    page.write(54, 124, "1", 10).write(84, 124, "2", 10)
    assert rows_of(read(page)) == [[["1,234", "5,678"], ["1", "2"]]]


# ------------------------------------------------------------------ turned pages


def test_text_that_lies_on_its_side_is_read_upright_and_its_box_is_where_it_is_shown():
    document = read(Sheet().write_upwards(100, 200, "lying line"))
    assert document.text == "lying line\n"
    _, box = document.locate(0, 5)
    assert box is not None and box.bottom - box.top > box.x1 - box.x0
    assert 85 < box.x0 < 100 and box.bottom == pytest.approx(HEIGHT - 200, abs=2)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_shown_turned_is_read_upright(rotate):
    sheet = Sheet(rotate=rotate).write(50, 100, "first").write(50, 130, "second")
    document = read(sheet)
    assert document.text == "first\nsecond\n"
    _, box = document.locate(0, 5)
    width, height = (HEIGHT, WIDTH) if rotate != 180 else (WIDTH, HEIGHT)
    assert box is not None and 0 < box.x0 < box.x1 < width and 0 < box.top < box.bottom < height


# ------------------------------------------------------------------ the stages that can be looked at


def test_pages_give_lines_and_tables_as_they_stand():
    (page,) = pages(pdf(Sheet().write(50, 50, "a line").table(THREE, [100, 120, 140], ["abc", "123"])))
    assert [line.text for line in page.lines] == ["a line"]
    assert [cell.text for cell in page.tables[0].cells] == ["a", "b", "c", "1", "2", "3"]
    assert page.tables[0].grid.xs == pytest.approx(THREE, abs=1)


def test_the_overlay_is_a_picture_of_the_page():
    data = pdf(Sheet().table(THREE, [100, 120, 140], ["abc", "123"]))
    assert overlay(data, 1).startswith(b"\x89PNG")
    with pytest.raises(IndexError):
        overlay(data, 2)


def test_the_same_bytes_give_the_same_document():
    data = pdf(Sheet().table(THREE, [100, 120, 140], ["abc", "123"]).write(50, 50, "a line"))
    assert read_pdf(data, needs_space=seems_parted) == read_pdf(data, needs_space=seems_parted)
