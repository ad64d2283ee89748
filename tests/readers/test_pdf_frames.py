"""Frames side by side are a table where their edges agree, and stay boxes where they do not."""

from __future__ import annotations

import pytest

from extract.document import Table
from extract.readers.pdf import pages, read_pdf
from extract.readers.wrapping import seems_parted
from tests.readers.made_pdf import Sheet, pdf

Frame = tuple[float, list[float], list[str]]
"""The left edge of a frame 90 points wide, the heights of its rules, and the words of its cells."""

YEARS: list[Frame] = [
    (50, [100, 120, 180, 200], ["2023", "plan", "20"]),
    (155, [100, 120, 180, 200], ["2024", "build", "30"]),
    (260, [101, 121, 180, 200], ["2025", "open", "40"]),
]


def drawn(frames: list[Frame]) -> Sheet:
    page = Sheet()
    for left, heights, words in frames:
        page.grid([left, left + 90], heights)
        for top, text in zip(heights, words, strict=False):
            page.write(left + 5, top + 5, text, 8)
    return page


def tables(frames: list[Frame]) -> list[dict[tuple[int, int, int, int], str]]:
    document = read_pdf(pdf(drawn(frames)), needs_space=seems_parted)
    return [
        {
            (cell.row, cell.column, cell.row_span, cell.column_span): document.text[cell.start : cell.end]
            for cell in block.cells
        }
        for block in document.blocks
        if isinstance(block, Table)
    ]


def test_frames_of_years_are_the_columns_of_one_table():
    (table,) = tables(YEARS)
    words = [["2023", "2024", "2025"], ["plan", "build", "open"], ["20", "30", "40"]]
    assert table == {(row, column, 1, 1): words[row][column] for row in range(3) for column in range(3)}


def test_a_tall_frame_beside_stacked_ones_is_a_merged_cell():
    tall: list[Frame] = [(50, [100, 200], ["aims"])]
    stacked: list[Frame] = [(150, [100, 140], ["more"]), (150, [160, 200], ["better"])]
    assert tables([*tall, *stacked]) == [{(0, 0, 2, 1): "aims", (0, 1, 1, 1): "more", (1, 1, 1, 1): "better"}]


STEPS: list[Frame] = [
    (50, [100, 120], ["step"]), (155, [100, 120], ["when"]),
    (50, [140, 160], ["plan"]), (155, [140, 160], ["March"]),
    (50, [180, 240], ["build"]), (155, [180, 205], ["April"]), (155, [215, 240], ["May"]),
]  # fmt: skip


@pytest.mark.parametrize("between", ["", "\xb7"], ids=["nothing", "a dot"])
def test_rows_of_frames_one_below_the_other_are_one_table_unless_a_line_parts_them(between: str) -> None:
    page = drawn(STEPS)
    if between:
        page.write(90, 126, between, 8)
    (sheet, *_) = pages(pdf(page))
    rows = [{tuple(cell.place): cell.text for cell in table.cells} for table in sheet.tables]
    if between:
        assert len(rows) == 2
        return
    steps = {(0, 0, 1, 1): "step", (0, 1, 1, 1): "when", (1, 0, 1, 1): "plan", (1, 1, 1, 1): "March"}
    assert rows == [steps | {(2, 0, 2, 1): "build", (2, 1, 1, 1): "April", (3, 1, 1, 1): "May"}]


def test_a_blank_frame_in_a_row_below_others_is_a_cell_without_words():
    lower: list[Frame] = [(50, [140, 160], ["plan"]), (155, [140, 160], [])]
    places = {(0, 0, 1, 1): "step", (0, 1, 1, 1): "when", (1, 0, 1, 1): "plan", (1, 1, 1, 1): ""}
    assert tables([*STEPS[:2], *lower]) == [places]


@pytest.mark.parametrize(
    "blank",
    [
        pytest.param((48, [98, 202], []), id="round one of them"),
        pytest.param((365, [100, 200], []), id="beside the first row"),
        pytest.param((50, [300, 320], []), id="below them"),
    ],
)
def test_a_blank_frame_elsewhere_is_nothing(blank: Frame) -> None:
    (sheet,) = pages(pdf(drawn(YEARS).grid([blank[0], blank[0] + 94], blank[1])))
    assert not sheet.boxes and tables(YEARS) == [
        {tuple(cell.place): cell.text for cell in table.cells} for table in sheet.tables
    ]


@pytest.mark.parametrize(
    "lower",
    [
        pytest.param([(50, [140, 160], ["2026"]), (155, [140, 160], ["2027"])], id="other years"),
        pytest.param([(50, [150, 170], ["a"]), (155, [150, 170], ["b"])], id="far below"),
        pytest.param([(60, [140, 160], ["a"]), (165, [140, 160], ["b"])], id="other columns"),
        pytest.param([(50, [140, 160, 180], ["a", "c"]), (155, [140, 160, 180], ["b", "d"])], id="a head and a row"),
    ],
)
def test_other_rows_of_frames_below_are_another_table(lower: list[Frame]) -> None:
    assert len(tables([*STEPS[:2], *lower])) == 2


def test_frames_within_a_frame_are_a_table_in_it():
    page = (
        drawn([(60, [120, 140], ["a"]), (170, [120, 140], ["b"])]).grid([50, 300], [100, 160]).write(60, 104, "why", 8)
    )
    (sheet,) = pages(pdf(page))
    assert [[cell.text for cell in table.cells] for table in sheet.boxes[0].cells[0].tables] == [["a", "b"]]


@pytest.mark.parametrize(
    "frames",
    [
        pytest.param([YEARS[0], (155, [100, 150, 200], ["2024", "30"])], id="rows at other heights"),
        pytest.param([YEARS[0], (155, [210, 230], ["2024"])], id="one below the other"),
        pytest.param([YEARS[0], (300, *YEARS[1][1:])], id="far apart"),
        pytest.param([YEARS[0], (155, [100, 200], ["a"]), (200, [220, 240], ["b"]), (50, [190, 240], ["c"])],
                     id="columns that overlap"),
        pytest.param(YEARS[:1], id="one alone"),
    ],
)  # fmt: skip
def test_other_frames_are_boxes(frames: list[Frame]) -> None:
    assert tables(frames) == []
