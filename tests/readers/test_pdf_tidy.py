"""Strips between rules go, a table that touches its cell's walls is one within it, upright words are words."""

from __future__ import annotations

from extract.document import Box, Word
from extract.readers.pdf.cells import Reach, reaches, rows_of_figures, stretched, written_across
from extract.readers.pdf.layout import Grid, GridCell, RuledCell, RuledTable, TextLine
from extract.readers.pdf.tidy import tidied

Place = tuple[int, int, int, int]
Drawn = dict[Place, str]


def ruled(cells: Drawn, widths: list[float], heights: list[float]) -> RuledTable:
    """Return a table of cells given as (row, column, row span, column span): text."""
    xs = [sum(widths[:at]) for at in range(len(widths) + 1)]
    ys = [sum(heights[:at]) for at in range(len(heights) + 1)]
    grid = Grid(xs, ys, [GridCell(*place) for place in cells])
    held = [
        RuledCell(place, grid.cell_box(place), lines(text))
        for place, text in zip(grid.cells, cells.values(), strict=True)
    ]
    return RuledTable(grid, held)


def lines(text: str) -> list[TextLine]:
    return [TextLine(text, Box(0, 0, 1, 1), 10, 10, 10, False, False, ())] if text else []


def said(table: RuledTable) -> Drawn:
    return {(row, column, down, right): cell.text for cell in table.cells for row, column, down, right in [cell.place]}


def test_a_strip_between_double_rules_is_dropped():
    table = ruled({(0, 0, 1, 1): "a", (0, 1, 1, 1): "", (0, 2, 1, 1): "b"}, [50, 4, 50], [20])
    assert said(tidied(table)) == {(0, 0, 1, 1): "a", (0, 1, 1, 1): "b"}


def test_an_empty_column_that_could_hold_a_letter_stays():
    cells = {(0, 0, 1, 1): "1월", (0, 1, 1, 1): "", (0, 2, 1, 1): "3월"}
    assert said(tidied(ruled(cells, [12, 12, 12], [20]))) == cells


NESTED = {
    (0, 0, 1, 1): "연번", (0, 1, 1, 3): "사업내용", (0, 4, 1, 1): "비고",
    (1, 0, 4, 1): "1", (1, 1, 1, 3): "사업비", (1, 4, 4, 1): "-",
    (2, 1, 1, 1): "", (2, 2, 1, 1): "구분", (2, 3, 1, 1): "2025",
    (3, 1, 1, 1): "", (3, 2, 1, 1): "국비", (3, 3, 1, 1): "20",
    (4, 1, 1, 3): "끝",
}  # fmt: skip


def test_a_table_that_touches_the_walls_of_its_cell_is_taken_out():
    found = tidied(ruled(NESTED, [20, 30, 40, 40, 20], [20] * 5))
    assert said(found) == {
        (0, 0, 1, 1): "연번", (0, 1, 1, 1): "사업내용", (0, 2, 1, 1): "비고",
        (1, 0, 1, 1): "1", (1, 1, 1, 1): "사업비\n끝", (1, 2, 1, 1): "-",
    }  # fmt: skip
    (inner,) = found.cells[4].tables
    assert said(inner) == {(0, 0, 1, 1): "구분", (0, 1, 1, 1): "2025", (1, 0, 1, 1): "국비", (1, 1, 1, 1): "20"}


def test_rows_below_a_common_head_are_no_inner_table():
    cells = {
        (0, 0, 2, 1): "사업", (0, 1, 1, 3): "연도별", (0, 4, 2, 1): "비고",
        (1, 1, 1, 1): "재원", (1, 2, 1, 1): "2025", (1, 3, 1, 1): "2026",
        (2, 0, 3, 1): "도로", (2, 1, 1, 1): "계", (2, 2, 1, 1): "3", (2, 3, 1, 1): "3", (2, 4, 3, 1): "",
        (3, 1, 1, 1): "국비", (3, 2, 1, 1): "2", (3, 3, 1, 1): "1",
        (4, 1, 1, 1): "시비", (4, 2, 1, 1): "1", (4, 3, 1, 1): "2",
    }  # fmt: skip
    assert said(tidied(ruled(cells, [40] * 5, [20] * 5))) == cells


def test_the_parts_of_a_form_beside_their_label_are_no_inner_table():
    cells = {
        (0, 0, 1, 1): "일시", (0, 1, 1, 2): "2025. 3. 1.",
        (1, 0, 3, 1): "품질", (1, 1, 1, 1): "규격", (1, 2, 1, 1): "□",
        (2, 1, 1, 1): "수량", (2, 2, 1, 1): "□",
        (3, 1, 1, 1): "포장", (3, 2, 1, 1): "□",
    }  # fmt: skip
    assert said(tidied(ruled(cells, [40] * 3, [20] * 4))) == cells


# ------------------------------------------------------------------ lines in a cell


def placed(text: str, x0: float, x1: float, top: float = 0) -> TextLine:
    box = Box(x0, top, x1, top + 10)
    return TextLine(text, box, 10, 10, 10, False, False, (Word(0, len(text), 1, box),))


def test_letters_below_each_other_are_a_word():
    (line,) = written_across([placed(letter, 0, 10, 12 * at) for at, letter in enumerate("시민단체")])
    assert line.text == "시민단체" and [word.box.top for word in line.words] == [0, 12, 24, 36]


def test_figures_below_each_other_are_none():
    lines_of_figures = [placed("1", 0, 10), placed("2", 0, 10, 12)]
    assert written_across(lines_of_figures) == lines_of_figures


def test_the_lines_of_a_row_that_lists_figures_stand_alone():
    table = ruled(
        {(0, 0, 1, 1): "국비", (0, 1, 1, 1): "20", (1, 0, 1, 1): "계", (1, 1, 1, 1): "30"}, [50, 50], [20, 20]
    )
    table.cells[1].lines = [placed("20", 0, 10), placed("1,030", 0, 10, 12)]
    assert rows_of_figures(table) == {0}


def test_a_centred_line_had_room_at_both_sides():
    cell = RuledCell(GridCell(0, 0, 1, 1), Box(0, 0, 60, 40), [placed("조성", 20, 40)])
    assert reaches(cell)[0].room == 37
    cell.lines = [placed("왼쪽", 2, 22)]
    assert reaches(cell)[0].room == 36


def spread(text: str, lefts: list[float], width: float) -> TextLine:
    """Return a line of words of one width whose gaps part it in columns."""
    words, start = [], 0
    for word, left in zip(text.split(), lefts, strict=True):
        words.append(Word(start, start + len(word), 1, Box(left, 0, left + width, 10)))
        start += len(word) + 1
    return TextLine(text, Box(lefts[0], 0, lefts[-1] + width, 10), 10, 10, 10, False, True, tuple(words))


def test_words_spread_to_both_walls_are_no_columns():
    line = spread("사업 수요조사 실시", [0, 50, 100], 20)
    assert not stretched(line, Reach(120, 0)).parted
    assert stretched(line, Reach(150, 30)).parted, "the line ends before the wall"
    assert stretched(spread("사업 수요조사 실시", [0, 45, 100], 20), Reach(120, 0)).parted, "the gaps differ"
    assert stretched(spread("국비 20 30", [0, 50, 100], 20), Reach(120, 0)).parted, "figures"
