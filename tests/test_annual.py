"""A 연차별 추진계획, ruled or laid out by blanks, gives its years."""

from __future__ import annotations

import pytest

from extract.facts.annual import annual_plans
from extract.records import AnnualPlan
from tests.by_origin import Case, by_origin
from tests.documents import reading


def told(row: AnnualPlan) -> str:
    progress = "-" if row.progress_pct is None else f"{row.progress_pct:g}"
    return f"{row.year} | {'; '.join(row.goals)} | {'; '.join(row.activities)} | {progress}"


@pytest.mark.parametrize("case", by_origin("annual"))
def test_the_years_of_a_plan(case: Case) -> None:
    assert [told(row) for row in annual_plans(reading(*case["given"]))] == case["found"]


def test_a_year_names_its_words() -> None:
    made = reading(
        "□ 연차별 추진계획", [["구분", "목표", "추진내용", "이행율"], ["2022 년", "- 등재", "▪ 수립\n▪ 협약", "10 %"]]
    )
    [row] = annual_plans(made)
    assert made.text[row.span_start : row.span_end] == "2022 년"
    assert [(piece.column, made.text[piece.start : piece.end]) for piece in row.pieces] == [
        ("goals", "등재"),
        ("activities", "수립"),
        ("activities", "협약"),
        ("progress_pct", "10 %"),
    ]
