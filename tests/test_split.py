"""An amount that is split into funds or items gives its whole and its parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.split import split_budgets
from extract.records import Budget
from tests.by_origin import Case, by_origin
from tests.documents import reading
from tests.test_budget import told


@pytest.mark.parametrize("case", by_origin("split"))
def test_a_split_is_read(case: Case) -> None:
    found: list[Budget] = list(split_budgets(reading(*case["given"])))
    assert [told(row) for row in found] == case["found"]
    if "won" in case:
        assert [row.amount_won for row in found] == case["won"]
    if "years" in case:
        assert [row.year for row in found] == case["years"]
    assert len({row.group_id for row in found}) <= 1


def test_a_part_names_its_words() -> None:
    made = reading("○ ’25년 45억원(국비 20, 공사비 25)")
    whole, fund, item = split_budgets(made)
    words = [{piece.column: made.text[piece.start : piece.end] for piece in row.pieces} for row in (whole, fund, item)]
    assert words[0] == {"column_raw": "’25년"}
    assert words[1].items() >= {"source_raw": "국비", "column_raw": "’25년"}.items()
    assert words[2].items() >= {"item": "공사비", "column_raw": "’25년"}.items()


def test_a_part_is_named_by_its_year() -> None:
    made = reading("○ 총사업비 : 72억원(’17년 이전 47, ‘18년 11, 2019년 이후 14)")
    whole, before, one, rest = split_budgets(made)
    assert (whole.source, whole.total_over) == ("계", ("year",))
    assert [(row.column_raw, row.year, row.item) for row in (before, one, rest)] == [
        ("’17년 이전", None, None), ("‘18년", 2018, None), ("2019년 이후", None, None),
    ]  # fmt: skip
    assert (before.period_start, str(before.period_end), str(rest.period_start)) == (None, "2017-12-31", "2019-01-01")
    assert [made.text[piece.start : piece.end] for piece in one.pieces if piece.column == "column_raw"] == ["‘18년"]


def test_two_splits_are_two_groups() -> None:
    found = list(split_budgets(reading("○ 45억원(국비 20, 시비 25)", "○ 30억원(국비 10, 시비 20)")))
    assert len({row.group_id for row in found}) == 2


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=3), st.sampled_from(["백만원", "천원", "억원"]))
def test_the_parts_of_a_split_take_its_unit(parts: list[int], unit: str) -> None:
    worth = {"천원": 1000, "백만원": 10**6, "억원": 10**8}[unit]
    funds = ("국비", "시비", "구비")[: len(parts)]
    inside = ", ".join(f"{fund} {part:,}" for fund, part in zip(funds, parts, strict=True))
    found = list(split_budgets(reading(f"○ 사업비 : {sum(parts):,}{unit}({inside})")))
    assert [(row.source, row.amount_won) for row in found] == [
        ("계", sum(parts) * worth),
        *((fund, part * worth) for fund, part in zip(funds, parts, strict=True)),
    ]
