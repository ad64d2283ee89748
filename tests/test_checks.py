"""What does not add up is reported with both places; what agrees, or is doubtful, is not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.checks import OF_PLANS
from extract.figures import last_digit
from extract.pipeline import extract
from extract.records import Check
from tests.by_origin import Case, by_origin, load
from tests.documents import document

TITLE = "2025년 빗물마을 조성 추진계획"


def found(case: Case) -> tuple[str, list[Check]]:
    """Return the text of a case's plan and the checks of it."""
    plan = extract(document(TITLE, "□ 사업개요", *case["given"]))
    assert plan.document.is_plan
    return plan.document.text, list(plan.checks)


def told(row: Check) -> str:
    difference = None if row.difference_won is None else str(row.difference_won)
    severity = None if row.severity == "error" else row.severity
    return " ".join(filter(None, (row.check_kind, row.expected_raw, row.found_raw, difference, severity)))


@pytest.mark.parametrize("case", by_origin("checks"))
def test_a_disagreement_is_reported(case: Case) -> None:
    text, rows = found(case)
    assert [told(row) for row in rows] == case["found"]
    for row in rows:
        assert row.other_span_start is not None and row.other_span_end is not None
        assert text[row.span_start : row.span_end] and text[row.other_span_start : row.other_span_end]
        assert str(row.expected_raw) in row.message and str(row.found_raw) in row.message


def test_every_check_has_a_case() -> None:
    kinds = {case["found"][0].split()[0] for case in load("checks", "made")}
    assert kinds == {rule.__name__ for rule in OF_PLANS}


def test_both_places_are_named() -> None:
    text, [row] = found({"given": ["○ 총사업비 : 409백만원", "○ 총사업비 : 420백만원"]})
    assert text[row.span_start : row.span_end] == "409백만원"
    assert text[row.other_span_start : row.other_span_end] == "420백만원"
    assert (row.expected_won, row.found_won, row.difference_won) == (409_000_000, 420_000_000, 11_000_000)
    assert row.message == "총사업비가 한 곳에서는 409백만원, 다른 곳에서는 420백만원입니다."


@pytest.mark.parametrize(
    ("raw", "unit", "worth"),
    [
        ("17.5억원", "억원", 10_000_000),
        ("1,234", "백만원", 1_000_000),
        ("10.25", "백만원", 10_000),
        ("409", None, 1),
        ("-", "천원", 1_000),
        ("0.0001", "천원", Fraction(1, 10)),
    ],
)
def test_the_worth_of_the_last_printed_digit(raw: str, unit: str | None, worth: int | Fraction) -> None:
    assert last_digit(raw, unit) == worth


@given(st.lists(st.integers(1, 10**5), min_size=3, max_size=5), st.integers(-(10**4), 10**4))
def test_a_sum_may_be_off_by_its_rounding_alone(parts: list[int], off: int) -> None:
    """A total of n parts is reported exactly where it is off by more than (n + 1) / 2 of its last digit."""
    total = sum(parts) + off
    if total <= 0:
        return
    heads = ["구분", "계", *(str(2022 + year) for year in range(len(parts)))]
    table = [heads, ["국비", f"{total:,}", *(f"{part:,}" for part in parts)]]
    _, rows = found({"given": ["□ 소요예산 (단위: 백만원)", table]})
    assert [row.check_kind for row in rows] == (["sum_of_years"] if abs(off) * 2 > len(parts) + 1 else [])


def test_a_message_ends_in_one_full_stop() -> None:
    _, [row] = found({"given": ["○ 기간 : 2024. 11. ~ 2024. 3."]})
    assert row.message == "기간의 끝이 시작보다 앞섭니다: 2024. 11. ~ 2024. 3."
