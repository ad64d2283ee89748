"""Tables fall into bands of figures under their heads, and heads are read."""

from __future__ import annotations

import datetime

import pytest

from extract.bands import bands, is_figure
from extract.heads import basis_of, is_fund_label, is_year, read_head, year_of
from extract.laid import laid_tables
from tests.documents import reading


def shapes(*rows: list[str]) -> list[tuple[list[int], list[int], tuple[int, ...], tuple[int, ...]]]:
    """Return the rows, heads, labels and columns of the bands of a table."""
    made = reading(rows)
    return [(list(band.rows), list(band.heads), band.labels, band.columns) for band in bands(made, made.tables[0])]


def test_figures_stand_under_heads_and_behind_labels() -> None:
    assert shapes(["구분", "계", "2024"], ["국비", "10", "10"], ["시비", "5", "5"]) == [([1, 2], [0], (0,), (1, 2))]


def test_heads_may_take_three_rows() -> None:
    table = (["구분", "예산", "<"], ["^", "2024", "<"], ["^", "국비", "시비"], ["정비", "1", "2"])
    assert shapes(*table) == [([3], [0, 1, 2], (0,), (1, 2))]


def test_a_table_can_hold_several_bands() -> None:
    table = (["구분", "2024"], ["국비", "10"], ["구분", "2025"], ["시비", "20"])
    assert shapes(*table) == [([1], [0], (0,), (1,)), ([3], [2], (0,), (1,))]


def test_figures_without_heads_are_no_band() -> None:
    assert shapes(["10", "20"], ["30", "40"]) == []


def test_columns_of_counts_and_shares_hold_no_money() -> None:
    table = (["연번", "사업명", "비율(%)", "개소", "2024"], ["1", "정비", "50", "3", "10"])
    assert [columns for _, _, _, columns in shapes(*table)] == [(4,)]


def test_a_merged_head_is_said_once() -> None:
    made = reading([["구분", "사업비", "<"], ["^", "2024", "2025"], ["국비", "1", "2"]])
    [band] = bands(made, made.tables[0])
    assert [band.head(column).year for column in band.columns] == [2024, 2025]
    assert [band.words(cell) for cell in band.label_cells(2)] == ["국비"]
    assert band.cell(1, 0) is None and band.words(band.cell(0, 0)) == "구분"


@pytest.mark.parametrize("words", ["1,234", "△120", "▲3", "-", "0", "12.5", "1,234백만원", "(5)"])
def test_figures(words: str) -> None:
    assert is_figure(words) or words == "(5)"


@pytest.mark.parametrize("words", ["2024", "’24년", "3개소", "국비", "", "1 2", "2024~2025", "10%"])
def test_no_figures(words: str) -> None:
    assert not is_figure(words)


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("2022", 2022),
        ("2022년", 2022),
        ("2022.", 2022),
        ("‘24", 2024),
        ("’24년도", 2024),
        ("2 0 2 4", 2024),
        ("2024년 예산액", 2024),
        ("2024(A)", 2024),
        ("2024 당초예산", 2024),
        ("2,024", None),
        ("20245", None),
        ("2026이후", None),
        ("2024년 6월", None),
        ("2024~2025", None),
        ("24", None),
        ("1850", None),
        ("계", None),
        ("", None),
    ],
)
def test_the_year_of_a_head(head: str, year: int | None) -> None:
    assert year_of(head) == year


def test_a_year_alone() -> None:
    assert [is_year(words) for words in ("2022", "’25년", "2025 예산", "25", "2,025")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("head", "basis"),
    [
        ("’24년 예산", "예산"),
        ("당초", "예산"),
        ("추경", "예산"),
        ("’24년 집행", "집행"),
        ("예산집행", "집행"),
        ("결산", "집행"),
        ("확보액", "확보"),
        ("예산확보", "확보"),
        ("투자계획", "계획"),
        ("증 감 (B-A)", "증감"),
        ("예산 증감", "증감"),
        ("2025년 운용계획 지출", "계획"),
        ("’25년 집행계획", "계획"),
        ("집행실적", "집행"),
        ("’24년 실적", "집행"),
        ("편성액", "예산"),
        ("총지출", None),
        ("미집행액", None),
        ("집행잔액", None),
        ("미확보액", None),
        ("확보 필요", None),
        ("추진실적", None),
        ("2025", None),
        ("", None),
    ],
)
def test_the_basis_of_a_head(head: str, basis: str | None) -> None:
    assert basis_of(head) == basis


@pytest.mark.parametrize(
    ("head", "money"),
    [
        ("사업비", True),
        ("지원액", True),
        ("보조금 회수액", True),
        ("증감률", False),
        ("집행률(B/A)", False),
        ("지원 단가", False),
        ("개수", False),
        ("철거동수", False),
        ("지원 일수", False),
        ("학생 수", False),
    ],
)
def test_a_head_of_money_and_one_of_other_figures(head: str, money: bool) -> None:
    assert read_head(head).money is money


@pytest.mark.parametrize(
    ("head", "totals"),
    [
        ("사업비", True),
        ("사업비 (백만원)", True),
        ("투자계획(A) 소계", True),
        ("2025 계", True),
        ("폐가 철거 사업비", False),
    ],
)
def test_a_head_that_sums_what_stands_beside_it(head: str, totals: bool) -> None:
    assert read_head(head).totals is totals


def test_a_head_tells_fund_period_total_and_unit() -> None:
    head = read_head("시 비(천원)")
    assert (head.source, head.unit, head.totals, head.money) == ("시비", "천원", False, True)
    total = read_head("총사업비(백만원)")
    assert (total.source, total.unit, total.totals) == (None, "백만원", True)
    later = read_head("2026년 이후")
    assert (later.year, later.period) == (None, (datetime.date(2026, 1, 1), None))
    assert [read_head(words).stands_alone for words in ("2024", "계", "기투자", "국비")] == [True, True, True, False]


@pytest.mark.parametrize(
    ("label", "is_fund"), [("구 비", True), ("계(부경대)", True), ("국․시비", True), ("공사비", False)]
)
def test_labels_of_funds(label: str, is_fund: bool) -> None:
    assert is_fund_label(label) == is_fund


# ------------------------------------------------------------------ tables laid out by blanks


def laid(*lines: str) -> list[list[str]]:
    made = reading(*lines)
    tables = laid_tables(made.text, made.outline.lines)
    return [[made.text[cell.start : cell.end] for cell in table.cells] for table in tables]


def test_blanks_lay_out_a_table() -> None:
    assert laid("구 분 계 2022", "구 비 33 33") == []  # one year is no row of years
    assert laid("구 분 계 2022 2023", "구 비 126 33 93") == [
        ["구 분", "계", "2022", "2023", "구 비", "126", "33", "93"]
    ]


@pytest.mark.parametrize(
    "row", ["구 비 126 33", "구 비 126 33 93 4", "구 비 많음 33 93", "126 33 93 4", "409 구 비 33 93"]
)
def test_a_row_of_another_shape_is_no_row(row: str) -> None:
    assert laid("구 분 계 2022 2023", row) == []


def test_rows_end_where_the_shape_ends() -> None:
    found = laid("구 분 2022 2023", "국 비 1 2", "기대효과", "시 비 3 4")
    assert found == [["구 분", "2022", "2023", "국 비", "1", "2"]]
    two = laid("구 분 2022 2023", "국 비 1 2", "구 분 2024 2025", "시 비 3 4")
    assert [cells[-1] for cells in two] == ["2", "4"]
