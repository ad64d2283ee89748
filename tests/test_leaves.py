"""Money adds up: every printed won once, whatever is a total, a second telling or another format of the same text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import budget_leaves, extract_file, open_output
from extract.cli import main
from extract.pipeline import extract
from extract.records import Plan
from extract.tables import to_arrow
from tests import plans
from tests.documents import Block, document

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "corpus" / "gold"
MILLION = 1_000_000
TITLE = "2025년 빗물마을 조성 추진계획"


def plan(*blocks: Block) -> Plan:
    """The plan of one project with the blocks."""
    made = extract(document(TITLE, "□ 사업개요", *blocks))
    assert made.document.is_plan and made.budgets
    return made


def told(rows: Any) -> list[tuple[str, str | None, str | None, float]]:
    """What a frame of leaves says in millions: role, fund, column or item, amount."""
    return [
        (row["role"], _fund(row["source"]), _or_none(row["column_raw"]) or _or_none(row["item"]), _millions(row))
        for row in rows.to_dict("records")
    ]


def _fund(source: Any) -> str | None:
    return None if source == "계" else _or_none(source)


def _or_none(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _millions(row: dict[str, Any]) -> float:
    return int(row["amount_won"]) / MILLION


UNIT = "□ 소요예산 (단위: 백만원)"
SIDE_BY_SIDE = [
    ["구분", "총사업비", "’23년 이전", "<", "’24년", "<", "’25년"],
    ["^", "^", "예산", "집행", "예산", "집행", "^"],
    ["계", "100", "10", "9", "30", "5", "60"],
    ["국비", "60", "10", "9", "20", "5", "30"],
    ["시비", "40", "-", "-", "10", "-", "30"],
]


LOCAL_FUNDS = [
    ["구분", "계", "2024", "2025"],
    ["계", "90", "40", "50"],
    ["국비", "40", "20", "20"],
    ["지방비", "50", "20", "30"],
    ["시비", "30", "15", "15"],
    ["구비", "20", "5", "15"],
]


# ------------------------------------------------------------------ what is counted


COUNTED: dict[str, tuple[tuple[Block, ...], list[tuple[str, str | None, str | None, float]]]] = {
    "an account whose items stand below it is left out": (
        (
            UNIT,
            [["구분", "2025"], ["합계", "15"], ["일반회계", "9"], ["특별회계", "6"], ["공기업", "2"], ["기타", "4"]],
        ),
        [("no_source", None, "2025", 9), ("no_source", None, "2025", 2), ("no_source", None, "2025", 4)],
    ),
    "totals of rows and of columns are left out": (
        (
            UNIT,
            [
                ["구분", "계", "2024", "2025"],
                ["계", "90", "40", "50"],
                ["국비", "60", "30", "30"],
                ["시비", "30", "10", "20"],
            ],
        ),
        [
            ("leaf", "국비", "2024", 30),
            ("leaf", "국비", "2025", 30),
            ("leaf", "시비", "2024", 10),
            ("leaf", "시비", "2025", 20),
        ],
    ),
    "a 계 without funds counts by itself": (
        (UNIT, [["구분", "계", "기투자", "2025", "’26년 이후"], ["계", "90", "20", "40", "30"]]),
        [("unassigned", None, "기투자", 20), ("no_source", None, "2025", 40), ("unassigned", None, "’26년 이후", 30)],
    ),
    "what a total holds beyond its parts is told once": (
        (UNIT, [["구분", "계", "2025"], ["계", "90", "90"], ["국비", "60", "60"], ["시비", "20", "20"]]),
        [("difference", None, "2025", 10), ("leaf", "국비", "2025", 60), ("leaf", "시비", "2025", 20)],
    ),
    "dashes part nothing": (
        (
            UNIT,
            [
                ["구분", "총사업비", "’24년", "’25년"],
                ["계", "90", "-", "-"],
                ["국비", "60", "-", "-"],
                ["시비", "30", "-", "-"],
            ],
        ),
        [("no_year", "국비", "총사업비", 60), ("no_year", "시비", "총사업비", 30)],
    ),
    "예산, not what was spent of it": (
        (UNIT, SIDE_BY_SIDE),
        [
            ("no_year", "국비", "’23년 이전 예산", 10),
            ("leaf", "국비", "’24년 예산", 20),
            ("leaf", "국비", "’25년", 30),
            ("leaf", "시비", "’24년 예산", 10),
            ("leaf", "시비", "’25년", 30),
        ],
    ),
    "what was spent before is a part of its own": (
        (UNIT, [["구분", "총사업비", "기집행", "’25년"], ["국비", "90", "40", "50"]]),
        [("no_year", "국비", "기집행", 40), ("leaf", "국비", "’25년", 50)],
    ),
    "the last of two budgets of one year, and no 증감": (
        (UNIT, [["구분", "’25년 당초예산", "’25년 최종예산", "증감"], ["국비", "60", "70", "10"]]),
        [("leaf", "국비", "’25년 최종예산", 70)],
    ),
    "nothing of what is left of a budget": (
        (UNIT, [["구분", "예산현액", "집행액", "집행잔액"], ["국비", "60", "50", "10"]]),
        [("no_year", "국비", "예산현액", 60)],
    ),
    "a row of totals over columns of funds": (
        (UNIT, [["연도", "국비", "시비"], ["계", "60", "30"], ["2024", "40", "10"], ["2025", "20", "20"]]),
        [
            ("leaf", "국비", "국비", 40),
            ("leaf", "국비", "국비", 20),
            ("leaf", "시비", "시비", 10),
            ("leaf", "시비", "시비", 20),
        ],
    ),
    "years and funds side by side tell one money": (
        (UNIT, [["구분", "합계", "2024", "2025", "국비", "시비"], ["가교 신설", "90", "40", "50", "60", "30"]]),
        [("no_year", "국비", "국비", 60), ("no_year", "시비", "시비", 30)],
    ),
    "a part that is no fund, and one of two funds": (
        ("○ 사 업 비 : 90억원(국비 60, LH분담금 10, 국․시비 20)",),
        [("no_year", "국비", None, 6000), ("unassigned", None, "LH분담금", 1000), ("unassigned", None, None, 2000)],
    ),
    "a subtotal is no grand total": (
        (
            UNIT,
            [
                ["구분", "총사업비(A+B)", "소계(A)", "2025", "2026", "향후투자(B)"],
                ["국비", "90", "50", "20", "30", "40"],
            ],
        ),
        [("leaf", "국비", "2025", 20), ("leaf", "국비", "2026", 30), ("no_year", "국비", "향후투자(B)", 40)],
    ),
    "a 지방비 is the total of the local funds beside it": (
        (UNIT, LOCAL_FUNDS),
        [
            ("leaf", "국비", "2024", 20),
            ("leaf", "국비", "2025", 20),
            ("leaf", "시비", "2024", 15),
            ("leaf", "시비", "2025", 15),
            ("leaf", "구비", "2024", 5),
            ("leaf", "구비", "2025", 15),
        ],
    ),
    "a 지방비 that the local funds do not make up in every column is money of its own": (
        (UNIT, [["구분", "2024", "2025"], ["지방비", "20", "10"], ["시비", "15", "15"], ["구비", "5", "15"]]),
        [
            ("leaf", "지방비", "2024", 20),
            ("leaf", "지방비", "2025", 10),
            ("leaf", "시비", "2024", 15),
            ("leaf", "시비", "2025", 15),
            ("leaf", "구비", "2024", 5),
            ("leaf", "구비", "2025", 15),
        ],
    ),
    "a 국비 as large as the local funds is no total of them": (
        (UNIT, [["구분", "2025"], ["국비", "20"], ["시비", "15"], ["구비", "5"]]),
        [("leaf", "국비", "2025", 20), ("leaf", "시비", "2025", 15), ("leaf", "구비", "2025", 5)],
    ),
    "변경, not the 당초 before it": (
        (
            UNIT,
            [
                ["구분", "당초", "변경", "증감"],
                ["계", "50", "70", "20"],
                ["국비", "30", "40", "10"],
                ["시비", "20", "30", "10"],
            ],
        ),
        [("no_year", "국비", "변경", 40), ("no_year", "시비", "변경", 30)],
    ),
    "a split and the table that tells the same": (
        (
            *("○ 총사업비 : 90백만원(국비 60, 시비 30)", UNIT),
            [["구분", "계", "2025"], ["계", "90", "90"], ["국비", "60", "60"], ["시비", "30", "30"]],
        ),
        [("leaf", "국비", "2025", 60), ("leaf", "시비", "2025", 30)],
    ),
}
"""What is told, and what counts: role, fund, column or item, millions."""


@pytest.mark.parametrize(("blocks", "counted"), COUNTED.values(), ids=COUNTED)
def test_each_money_counts_once(
    blocks: tuple[Block, ...], counted: list[tuple[str, str | None, str | None, float]]
) -> None:
    assert sorted(told(budget_leaves(plan(*blocks))), key=str) == sorted(counted, key=str)


def test_a_basis_stands_apart() -> None:
    made = plan(UNIT, SIDE_BY_SIDE)
    spent = budget_leaves(made, basis="집행")
    assert told(spent) == [("no_year", "국비", "’23년 이전 집행", 9), ("leaf", "국비", "’24년 집행", 5)]
    assert told(budget_leaves(made, basis="예산"))[1:] == [
        ("leaf", "국비", "’24년 예산", 20),
        ("leaf", "시비", "’24년 예산", 10),
    ]
    assert len(budget_leaves(made, basis="증감")) == 0


def test_there_are_five_bases() -> None:
    with pytest.raises(ValueError, match="there is no basis 편성: only 계획, 예산, 확보, 집행 and 증감"):
        budget_leaves(plan(UNIT, SIDE_BY_SIDE), basis="편성")


def test_the_frame_is_that_of_budgets_and_a_role() -> None:
    frame = budget_leaves(plan(UNIT, SIDE_BY_SIDE))
    assert list(frame.columns)[-2:] == ["restates", "role"]
    assert (str(frame.year.dtype), str(frame.amount_won.dtype)) == ("Int32", "Int64")


def test_a_document_in_several_formats_counts_once() -> None:
    """Three of one text, each naming the first other; and one that names a document that is not at hand."""
    same = {"a": "b", "b": "a", "c": "a", "d": "0"}
    documents = [plans.row("documents", doc_id=doc_id, same_as=other) for doc_id, other in same.items()]
    budgets = [
        replace(row, doc_id=doc_id, project_id=None)
        for doc_id in same
        for row in plan(UNIT, [["구분", "2025"], ["국비", "60"]]).budgets
    ]
    tables = {"documents": to_arrow("documents", documents), "budgets": to_arrow("budgets", budgets)}
    assert list(budget_leaves(tables).doc_id) == ["a", "d"]


def test_of_one_text_the_format_with_the_most_budgets_counts() -> None:
    documents = [plans.row("documents", doc_id=doc_id, same_as=other) for doc_id, other in {"a": "b", "b": "a"}.items()]
    budgets = [
        replace(row, doc_id="b", project_id=None) for row in plan(UNIT, [["구분", "2025"], ["국비", "60"]]).budgets
    ]
    tables = {"documents": to_arrow("documents", documents), "budgets": to_arrow("budgets", budgets)}
    assert list(budget_leaves(tables).doc_id) == ["b"]


# ------------------------------------------------------------------ laws

FUNDS = ("국비", "도비", "시비")
YEARS = ("2024", "2025", "2026")
FIGURES = st.lists(st.lists(st.integers(0, 9999), min_size=3, max_size=3), min_size=1, max_size=3)


def table(figures: list[list[int]], *, off: int = 0) -> Block:
    """A table of funds and years with the totals of its rows and columns, the last of them ``off``."""
    columns = [sum(column) for column in zip(*figures, strict=True)]
    rows = [[fund, sum(row), *row] for fund, row in zip(FUNDS, figures, strict=False)]
    whole = ["계", sum(columns) + off, *columns]
    return [
        ["구분", "계", *YEARS],
        *([f"{one:,}" if isinstance(one, int) else one for one in row] for row in [whole, *rows]),
    ]


@settings(deadline=None, max_examples=40)
@given(FIGURES)
def test_parts_that_add_up_sum_up_to_the_grand_total(figures: list[list[int]]) -> None:
    rows = budget_leaves(plan(UNIT, table(figures)))
    assert rows.amount_won.sum() == sum(map(sum, figures)) * MILLION
    assert set(rows.role) <= {"leaf"}
    by_fund = rows.groupby("source").amount_won.sum().to_dict()
    assert by_fund == {fund: sum(row) * MILLION for fund, row in zip(FUNDS, figures, strict=False) if any(row)}


@settings(deadline=None, max_examples=40)
@given(FIGURES, st.integers(1, 9999))
def test_the_whole_frame_sums_up_to_the_printed_total(figures: list[list[int]], off: int) -> None:
    """A misprinted total is neither hidden nor counted among the leaves."""
    rows = budget_leaves(plan(UNIT, table(figures, off=off)))
    assert rows.amount_won.sum() == (sum(map(sum, figures)) + off) * MILLION
    assert rows[rows.role == "leaf"].amount_won.sum() == sum(map(sum, figures)) * MILLION


# ------------------------------------------------------------------ documents


def by_fund(rows: Any, year: int) -> dict[str, float]:
    """The leaves of a year by fund, in millions of won."""
    leaves = rows[(rows.role == "leaf") & (rows.year == year)]
    return {fund: int(won) / MILLION for fund, won in leaves.groupby("source").amount_won.sum().items()}


def test_the_funds_of_a_year_over_several_documents(tmp_path: Path) -> None:
    """Added up by hand, in millions: 국비 9,000, 11,300, 310; 도비 6,000, 3,300, 2,450, 600, 87; 시군비 2,450, 600.

    The office's plan is there as HWPX and as PDF. The 총사업비 of its first project and of the port stand in a line and
    in a table.
    """
    names = ("work-hanbyeol-culture-hwpx.hwpx", "work-hanbyeol-culture-pdf.pdf", "work-nuri-port.pdf")
    files = [str(ROOT / "corpus" / name) for name in (*names, "plansheet-dasol-hwpx.hwpx")]
    assert main(["run", *files, "-o", str(tmp_path / "output")]) == 0
    rows = budget_leaves(open_output(tmp_path / "output"))
    assert by_fund(rows, 2025) == {"국비": 20_610, "도비": 12_437, "군비": 203, "민자": 3_000}
    without_fund = rows[(rows.role == "no_source") & (rows.year == 2025)]
    assert set(without_fund.source_raw) == {"시군비"} and without_fund.amount_won.sum() == 3_050 * MILLION


@pytest.mark.skipif(not GOLD.is_dir(), reason="the golden documents of ../shared are not there")
def test_the_state_funds_of_2024_of_three_offices() -> None:
    """Read by eye from the 예산 columns of ’24년, in millions of won.

    The first prints them on page 74, the second on pages 54 to 59, the third on pages 36 to 45.
    """
    printed = {
        "p048": [1_500],
        "p058": [562, 3_950, 450, 300, 576],
        "p060": [
            *(200, 200, 15_000, 31_095, 770, 1_780, 1_540, 1_500, 1_015),
            *(78, 40, 820, 2_330, 5_000, 1_125, 699),
        ],
    }
    counted = {name: budget_leaves(extract_file(GOLD / f"{name}.pdf"), basis="예산") for name in printed}
    leaves = {name: rows[(rows.year == 2024) & (rows.source == "국비")] for name, rows in counted.items()}
    assert {name: [won // MILLION for won in rows.amount_won] for name, rows in leaves.items()} == printed
    assert sum(int(rows.amount_won.sum()) for rows in leaves.values()) == 70_530 * MILLION
    assert all(set(rows.role) == {"leaf"} for rows in leaves.values())
