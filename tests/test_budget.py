"""Budget tables give every figure once, with its fund, its column and what it sums."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.budget import table_budgets
from extract.records import Budget
from tests.by_origin import Case, by_origin
from tests.documents import reading


def told(row: Budget) -> str:
    """A row as the cases write it: item, fund, column, figure, what it sums, and its basis."""
    item = f"{row.item}:" if row.item else None
    fund = row.source or (f"{row.source_raw} =" if row.source_raw else None)
    over = " ".join(["over", *row.total_over]) if row.total_over else None
    return " ".join(filter(None, (item, fund, row.column_raw, row.raw, over, row.basis)))


@pytest.mark.parametrize("case", by_origin("budget"))
def test_a_table_is_read(case: Case) -> None:
    found = list(table_budgets(reading(*case["given"])))
    assert sorted(map(told, found)) == sorted(case["found"])
    if "won" in case:
        assert [row.amount_won for row in found] == case["won"]
    if "years" in case:
        assert [row.year for row in found] == case["years"]
    assert all(row.is_total == bool(row.total_over) for row in found)


UNIT = "□ 연차별 투자계획 (단위: 백만원)"


def only(*rows: list[str]) -> list[Budget]:
    return list(table_budgets(reading(UNIT, rows)))


@pytest.mark.parametrize(
    ("head", "year", "start", "end"),
    [
        ("2024", 2024, (2024, 1, 1), (2024, 12, 31)),
        ("’24년", 2024, (2024, 1, 1), (2024, 12, 31)),
        ("’24년 예산", 2024, (2024, 1, 1), (2024, 12, 31)),
        ("2026이후", None, (2026, 1, 1), None),
        ("’26년 이후", None, (2026, 1, 1), None),
        ("2023년 이전", None, None, (2023, 12, 31)),
        ("2026~2027", None, (2026, 1, 1), (2027, 12, 31)),
        ("기투자", None, None, None),
        ("향후투자", None, None, None),
    ],
)
def test_a_column_is_a_year_or_a_period(
    head: str, year: int | None, start: tuple[int, int, int] | None, end: tuple[int, int, int] | None
) -> None:
    [row] = only(["구분", head], ["국비", "10"])
    assert (row.column_raw, row.year) == (head, year)
    assert row.period_start == (datetime.date(*start) if start else None)
    assert row.period_end == (datetime.date(*end) if end else None)


def test_a_figure_names_its_words() -> None:
    """The head, the label and the unit stand elsewhere: they are pieces of evidence."""
    made = reading("(단위: 백만원)", "□ 소요예산", "(단위 천원)", [["구분", "2024"], ["구 비", "10"]])
    [row] = table_budgets(made)
    words = {piece.column: made.text[piece.start : piece.end] for piece in row.pieces}
    assert words == {"column_raw": "2024", "source_raw": "구 비", "unit": "천원"}
    assert made.text[row.span_start : row.span_end] == row.raw == "10"
    assert (row.amount_won, row.unit) == (10_000, "천원")


def test_tables_are_groups_of_their_own() -> None:
    table = [["구분", "2024"], ["국비", "10"]]
    found = list(table_budgets(reading(UNIT, table, table)))
    assert len({row.group_id for row in found}) == len(found) == 2


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=4), st.sampled_from(["원", "천원", "백만원", "억원"]))
def test_every_figure_is_read_whole(figures: list[int], unit: str) -> None:
    """However large, a figure is its number times its unit, once."""
    worth = {"원": 1, "천원": 1000, "백만원": 10**6, "억원": 10**8}[unit]
    heads = ["구분", *(str(2020 + n) for n in range(len(figures)))]
    rows = [heads, ["국비", *(f"{figure:,}" for figure in figures)]]
    found = list(table_budgets(reading(f"□ 투자계획 (단위: {unit})", rows)))
    assert [(row.year, row.amount_won) for row in found] == [
        (2020 + n, figure * worth) for n, figure in enumerate(figures)
    ]


def test_the_head_of_a_total_of_funds_names_its_words() -> None:
    """Where the rows are items, 계 stands above the figures."""
    whole, *_ = only(["구분", "계", "국비", "군비"], ["감리비", "10", "4", "6"])
    assert (whole.source, whole.source_raw, whole.item) == ("계", "계", "감리비")
    assert "source_raw" in {piece.column for piece in whole.pieces}
