"""A second telling of one money is known as such; what merely looks alike is not."""

from __future__ import annotations

import pytest

from extract.pipeline import extract
from extract.records import Budget
from tests.documents import Block, document

TITLE = "2025년 빗물마을 조성 추진계획"
UNIT = "□ 소요예산 (단위: 백만원)"
TABLE = [
    ["구분", "총사업비", "기투자", "2025", "2026"],
    ["계", "4,500", "500", "1,800", "2,200"],
    ["국비", "2,000", "200", "800", "1,000"],
    ["시비", "2,500", "300", "1,000", "1,200"],
]
BY_YEAR = [["구분", "총사업비", "기투자", "2025", "2026"], ["사업비", "45", "5", "18", "22"]]


def budgets(*blocks: Block) -> tuple[Budget, ...]:
    """The budgets of a plan of one project."""
    plan = extract(document(TITLE, "□ 사업개요", *blocks))
    assert plan.document.is_plan
    return plan.budgets


def told(*blocks: Block) -> list[tuple[str, str]]:
    """Which telling restates which, each named by its first figure as printed."""
    rows = budgets(*blocks)
    names = {row.group_id: row.raw for row in reversed(rows)}
    return list(dict.fromkeys((names[row.group_id], names[row.restates]) for row in rows if row.restates))


SAME: dict[str, tuple[tuple[Block, ...], list[tuple[str, str]]]] = {
    "a split above the table": (("○ 사업비 : 45억원(국비 20, 시비 25)", UNIT, TABLE), [("45억원", "4,500")]),
    "a split below the table": ((UNIT, TABLE, "□ 기타", "○ 사업비 : 45억원(국비 20, 시비 25)"), [("45억원", "4,500")]),
    "a split of some of the funds": (("○ 사업비 : 45억원(국비 20)", UNIT, TABLE), [("45억원", "4,500")]),
    "a split in card and text": (
        ("○ 총사업비 : 45억원(국비 20, 시비 25)", "□ 재원", "○ 총사업비 : 4,500백만원(국비 2,000, 시비 2,500)"),
        [("4,500백만원", "45억원")],
    ),
    "a year of the table": (("○ ’25년 18억원(국비 8, 시비 10)", UNIT, TABLE), [("18억원", "4,500")]),
    "a table of years in a coarser unit": (
        ("□ 연도별 투자계획 (단위: 억원)", BY_YEAR, UNIT, TABLE),
        [("45", "4,500")],
    ),
    "by what is paid, and by fund": (
        ("○ 총사업비 : 45억원(공사비 40, 보상비 5)", UNIT, TABLE),
        [("45억원", "4,500")],
    ),
    "all three tell the one with the most figures": (
        (
            *("○ 총사업비 : 45억원(국비 20, 시비 25)", "□ 연도별 투자계획 (단위: 억원)"),
            *(BY_YEAR, UNIT, TABLE),
        ),
        [("45억원", "4,500"), ("45", "4,500")],
    ),
}
OTHER: dict[str, tuple[Block, ...]] = {
    "another total": ("○ 사업비 : 46억원(국비 20, 시비 26)", UNIT, TABLE),
    "other parts": ("○ 사업비 : 45억원(국비 25, 시비 20)", UNIT, TABLE),
    "another year": ("○ ’26년 18억원(국비 8, 시비 10)", UNIT, TABLE),
    "nothing but zeros": (
        *(UNIT, [["구분", "2025", "2026"], ["국비", "-", "-"], ["시비", "-", "-"]], "□ 재원 (단위: 백만원)"),
        [["구분", "2025", "2026"], ["국비", "-", "-"], ["시비", "-", "-"]],
    ),
    "like amounts for unlike things": ("○ 1호점 : 10억원(국비 5, 시비 5)", "○ 2호점 : 10억원(국비 5, 시비 5)"),
    "a like sum of what is paid": ("○ 용역비 : 45억원(설계 40, 감리 5)", UNIT, TABLE),
    "two small tables alike": (
        *("□ 1호점 사업비 (단위: 백만원)", [["구분", "2025"], ["국비", "50"], ["시비", "50"]]),
        *("□ 2호점 사업비 (단위: 백만원)", [["구분", "2025"], ["국비", "50"], ["시비", "50"]]),
    ),
    "what was spent and what is to be": (
        *("□ 집행현황 (단위: 백만원)", [["구분", "’25년 집행"], ["계", "90"], ["국비", "60"], ["시비", "30"]]),
        *("□ 예산 (단위: 백만원)", [["구분", "’25년 예산"], ["계", "90"], ["국비", "60"], ["시비", "30"]]),
    ),
}


@pytest.mark.parametrize(("blocks", "found"), SAME.values(), ids=SAME)
def test_one_money_told_twice(blocks: tuple[Block, ...], found: list[tuple[str, str]]) -> None:
    assert told(*blocks) == found


@pytest.mark.parametrize("blocks", OTHER.values(), ids=OTHER)
def test_money_that_looks_alike(blocks: tuple[Block, ...]) -> None:
    assert len({row.group_id for row in budgets(*blocks)}) == 2
    assert told(*blocks) == []


def test_nothing_restates_what_itself_restates() -> None:
    rows = budgets("○ 총사업비 : 45억원(국비 20, 시비 25)", "□ 투자 (단위: 억원)", BY_YEAR, UNIT, TABLE)
    restating = {row.group_id for row in rows if row.restates}
    assert len(restating) == 2 and not restating & {row.restates for row in rows}
