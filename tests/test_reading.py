"""The year that a date without one takes from its place in a table."""

from __future__ import annotations

import pytest

from tests.documents import Block, reading

SCHOOL_YEAR: list[list[str]] = [["학교명", "2026학년도 급식일수", "<", "<"], ["", "12월", "1월", "2월"]]
EVENTS: list[list[str]] = [
    ["행사명", "기간"],
    ["2026년 새해맞이 시민의 종 타종행사", "12.31."],
    ["2024년 결산", "3.31."],
]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([SCHOOL_YEAR], {"12월": "2026-12-01", "1월": "2027-01-01", "2월": "2027-02-01"}),
        (["□ 2026학년도 연수", "○ 2월 중"], {"2월 중": "2026-02-01"}),
        ([EVENTS], {"12.31.": "2025-12-31", "3.31.": "2024-03-31"}),
    ],
)
def test_a_date_takes_its_year_from_the_heads_of_its_cell(blocks: list[Block], expected: dict[str, str]) -> None:
    dates = {date.raw: str(date.start_date) for date in reading(*blocks, base_year=2025).dates if date.inferred}
    assert dates == expected
