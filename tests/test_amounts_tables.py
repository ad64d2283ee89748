"""Units of captions and heads, and whole cells of budget tables."""

from __future__ import annotations

import pytest

from extract.amounts import find_amounts, read_figure, unit_of

M, E = 10**6, 10**8


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("(단위: 백만원, 개)", "백만원"),
        ("(단위 백만원)", "백만원"),
        ("(단위 : 백만원)", "백만원"),
        ("(단위:억원)", "억원"),
        ("[단위 : 천원]", "천원"),
        ("(단위 : 십억원)", "십억원"),
        ("(단위: 건, 명, 천 원)", "천원"),
        ("(단위: 교, 명, 천원)", "천원"),
        ("(단위 : 동 / 억원)", "억원"),
        ("(단위: kg, 원)", "원"),
        ("(단위 : 백만원, ’25년 1월 기준)", "백만원"),
        ("기준: 2025. 9월 말 / 단위: 백만원", "백만원"),
        ("소요예산 (단위: 백만 원)", "백만원"),
        ("(단 위 : 백 만 원)", "백만원"),
        ("(금액단위: 천원)", "천원"),
        ("총사업비(백만원)", "백만원"),
        ("총사업비\n(백만원)", "백만원"),
        ("재결액(억원)", "억원"),
        ("투자규모(조원)", "조원"),
        ("예산액(원)", "원"),
        ("사업비(개소, 백만원)", "백만원"),
        ("단위사업비(백만원)", "백만원"),
        ("백만원", "백만원"),
        ("（단위：천원）", "천원"),
        # none, or two
        ("(단위: 개소)", None),
        ("(단위 : 천명)", None),
        ("(단위: 억달러, 전년동기 대비 %)", None),
        ("(단위: 백만원, 천원)", None),
        ("(단위: 1,000원)", None),
        ("대학(원)생 학자금", None),
        ("예정교(원) 제외", None),
        ("단위사업 추진", None),
        ("원", None),
        ("총사업비(130백만원)", None),
        ("420백만원(국비)", None),
        ("총사업비", None),
        ("", None),
    ],
)
def test_a_caption_or_head_names_its_unit(text: str, unit: str | None) -> None:
    """The one unit of money that is named, without blanks; None where none or two are."""
    assert unit_of(text) == unit


@pytest.mark.parametrize(
    ("cell", "unit", "won"),
    [
        ("409", "백만원", 409 * M),
        ("1,053,522", "백만원", 1_053_522 * M),
        (" 33 ", "백만원", 33 * M),
        ("12.5", "백만원", 12_500_000),
        ("0.5", "억원", 50 * M),
        ("0", "백만원", 0),
        ("△1,920", "천원", -1_920_000),
        ("△ 112", "백만원", -112 * M),
        ("▲6", "백만원", -6 * M),
        ("-120", "백만원", -120 * M),
        ("+120", "백만원", 120 * M),
        ("-", "백만원", 0),
        ("–", "백만원", 0),
        ("ㅡ", "백만원", 0),
        ("－", "백만원", 0),
        ("-", None, 0),
        ("１，２００", "천원", 1_200_000),
        ("1,234백만원", "천원", 1_234 * M),
        ("2,000백만 원", None, 2_000 * M),
        ("46억", None, 46 * E),
        ("△5억원", "백만원", -5 * E),
        ("500백만원 이내", "백만원", 500 * M),
        ("2000000", "원", 2_000_000),
    ],
)
def test_a_cell_is_one_amount(cell: str, unit: str | None, won: int) -> None:
    """The figure in the caption's unit, or in its own; a dash is nothing spent; raw is the cell without its edges."""
    amount = read_figure(cell, unit)
    assert amount is not None
    assert amount.amount_won == won
    assert cell[amount.span_start : amount.span_end] == amount.raw


@pytest.mark.parametrize(
    "cell",
    [
        "", " ", "24.394", "1.234", "(409)", "(△3.2)", "409 33", "409\n33", "1,23", "12,34,567", "33%", "5개소",
        "비예산", "△", "- 5", "409*", "1~2", "0.00000001", "국비 100", "국비 100백만원", "100백만원(국비 50, 시비 50)",
        "±5", "제1회", "’25", "RISE 연계",
    ],
)  # fmt: skip
def test_a_cell_that_is_not_exactly_one_amount_is_none(cell: str) -> None:
    """Doubtful points, brackets, several figures, shares, counts and words."""
    assert read_figure(cell, "백만원") is None


def test_a_bare_figure_needs_a_unit() -> None:
    """Without a caption's unit a figure is no amount."""
    assert read_figure("409", None) is None


def test_a_cell_says_how_it_was_read() -> None:
    """The rule and the unit stand in the result; a qualifier stays outside raw."""
    dash, bare, own = read_figure("-", "천원"), read_figure("△6", "천원"), read_figure("약 5억원", "천원")
    assert dash and bare and own
    assert [(amount.rule, amount.raw, amount.unit) for amount in (dash, bare, own)] == [
        ("dash", "-", "천원"),
        ("figure", "△6", "천원"),
        ("won", "5억원", "억원"),
    ]
    assert own.qualifier == "약"


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("국비 100, 시비 50", ["100", "50"]),
        ("합계 1,234.5", ["1,234.5"]),
        ("2022년 33, ’23년 93", ["33", "93"]),
        ("5개소 10명 20%", []),
        ("(1) 국비 5", ["5"]),
        ("2025. 3. 4.", []),
        ("12~15", []),
    ],
)
def test_bare_figures_under_a_caption(text: str, raws: list[str]) -> None:
    """Figures that stand for themselves are amounts in the caption's unit; years, counts, dates and numbers are not."""
    assert [mention.raw for mention in find_amounts(text, "백만원")] == raws
