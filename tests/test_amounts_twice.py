"""Amounts that a document tells in two ways: as a formula with its result, in figures and in words."""

from __future__ import annotations

import pytest

from extract.amounts import find_formulas, find_restatements


@pytest.mark.parametrize(
    ("text", "unit", "computed", "stated"),
    [
        ("100,000원 × 10명 × 4회 = 4,000천원", None, 4_000_000, 4_000_000),
        ("100,000원×10명×4회=4,000천원", None, 4_000_000, 4_000_000),
        ("4박 × 25,000원 = 100,000원(4인1실)", None, 100_000, 100_000),
        ("공무직 2명*3.5백만원 = 70백만원", None, 7_000_000, 70_000_000),
        ("3명 x 12.8백만원 x 12개월 = 460.8백만원", None, 460_800_000, 460_800_000),
        ("20만원×3,000명 = 6억원", None, 600_000_000, 600_000_000),
        ("1,000천원 × 80% = 800천원", None, 800_000, 800_000),
        ("1,200천원 ÷ 12월 = 100천원", None, 100_000, 100_000),
        ("(100,000원×10명)+(50,000원×4회) = 1,200천원", None, 1_200_000, 1_200_000),
        ("50,000원 × 2명 + 10,000원 × 3일 = 130,000원", None, 130_000, 130_000),
        ("300천원(강사료) × 4회 = 1,200천원", None, 1_200_000, 1_200_000),
        ("0.4억원 X 3개사 = 1.2억원", None, 120_000_000, 120_000_000),
        ("５만원 × ３명 ＝ 15만원", None, 150_000, 150_000),
        ("5,000 X 300부 = 1,500", "천원", 1_500_000, 1_500_000),
        ("5,000 X 300부 = 1,600", "천원", 1_500_000, 1_600_000),
        ("3.5 × 2명 = 7", "백만원", 7_000_000, 7_000_000),
        ("5,000원 × 300부 = 1,500", "천원", 1_500_000, 1_500_000),
        ("100,000 × 10명 = 1,000,000", "원", 1_000_000, 1_000_000),
    ],
)
def test_a_formula_is_computed(text: str, unit: str | None, computed: int, stated: int) -> None:
    """What it comes to and what it says, each in whole won, with their places."""
    [formula] = find_formulas(text, unit)
    assert (formula.computed_won, formula.stated_won) == (computed, stated)
    assert text[formula.span_start : formula.span_end] == formula.raw
    assert text[formula.stated_start : formula.stated_end] == formula.stated_raw
    assert formula.raw.endswith(formula.stated_raw)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("8만 어휘*5년=40만 어휘", None),
        ("22회×50명 = 1,100명", None),
        ("20만원×3,000명", None),
        ("100,000원 = 100천원", None),
        ("5,000 X 300부 = 1,500", None),
        ("2만원 × 3만원 = 6억원", None),
        ("10명 × 4회 = 4,000천원", None),
        ("1,000원 × 평균 확보율 = 257억원", None),
        ("100원 × 0.333 = 33원", None),
        ("5,000 X 300부 = 77", "천원"),
        ("L=3.5m × B=2m = 7㎡", None),
        ("20만원×3명\n= 60만원", None),
    ],
)
def test_what_cannot_be_computed_is_no_formula(text: str, unit: str | None) -> None:
    """Counts alone, no result, two amounts in a product, words, no whole won, a result far from either unit."""
    assert find_formulas(text, unit) == []


def test_several_formulas_stand_in_a_text() -> None:
    """Each is found once, in order."""
    text = "- 강사료 : 200천원×2명=400천원\n- 재료비 : 10천원×30명=300천원"
    assert [formula.computed_won for formula in find_formulas(text)] == [400_000, 300_000]


def test_an_unknown_unit_is_an_error() -> None:
    """A caption's unit that is no money cannot be computed in."""
    with pytest.raises(ValueError, match="부"):
        find_formulas("5,000 X 300부 = 1,500", "부")


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("금1,234,000원(금일백이십삼만사천원)", 1_234_000, 1_234_000),
        ("금 1,234,000원 (금 일백이십삼만오천원)", 1_234_000, 1_235_000),
        ("일금 오백만원정(5,000,000원)", 5_000_000, 5_000_000),
        ("일금 오백만원정(₩5,000,000)", 5_000_000, 5_000_000),
        ("287,000,000원(금이억팔천칠백만원)", 287_000_000, 287_000_000),
    ],
)
def test_an_amount_is_written_twice(text: str, first: int, second: int) -> None:
    """Figures and words side by side are paired, whether they agree or not."""
    [pair] = find_restatements(text)
    assert (pair.first.amount_won, pair.second.amount_won) == (first, second)


@pytest.mark.parametrize(
    "text", ["45억원(국비 20억원, 시비 25억원)", "오백만원, 5백만원", "1,000원 금오백만원", "10억원(10억원)"]
)
def test_other_neighbours_are_no_pair(text: str) -> None:
    """Only figures beside words count."""
    assert find_restatements(text) == []
