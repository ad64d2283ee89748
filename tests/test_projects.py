"""A document's projects, and which place belongs to which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Span
from extract.facts.budget import table_budgets
from extract.facts.profile import fields
from extract.facts.project_rows import Telling, project_rows
from extract.facts.projects import Extent, ProjectMap, extents
from extract.records import Project
from extract.vocabulary import load
from tests.by_origin import Case, by_origin
from tests.documents import reading


def projects(case: Case) -> list[Project]:
    """Read the projects of a case; ``title`` is that of the document, where the case names one."""
    made = reading(*case["given"])
    title = case.get("title")
    span = Span(made.text.index(title), made.text.index(title) + len(title)) if title else None
    found = fields(made)
    own = extents(made, found, span, case["kind"])
    where = ProjectMap(own, [f"p{number}" for number in range(len(own))])
    return project_rows(Telling(made, found, list(table_budgets(made)), "해온구", None), where)


def told(row: Project) -> str:
    return " | ".join(str(value or "-") for value in (row.title, row.period_raw, row.total_cost_won, row.department))


@pytest.mark.parametrize("case", by_origin("projects"))
def test_the_projects_of_a_document(case: Case) -> None:
    assert [told(row) for row in projects(case)] == case["found"]


def test_the_key_of_a_project_is_the_same_in_another_year() -> None:
    heads = ("1. 「빗물마을」  조성(2024~2026)", "2. 「빗물마을」 조성(2025~2027)")
    keys = {row.project_key for head in heads for row in projects({"given": [head, "□ 사업개요"], "kind": "업무계획"})}
    assert keys == {"해온구/「빗물마을」조성"}


def test_a_project_names_its_words() -> None:
    given = ["1. 빗물마을", "□ 사업개요", "○ 총사업비 : 20억원", "○ 주관부서 : 물순환과", "○ 담당자 : 문가람"]
    made = reading(*given)
    [row] = projects({"given": given, "kind": "업무계획"})
    words = {piece.column: made.text[piece.start : piece.end] for piece in row.pieces}
    assert words == {"total_cost_raw": "20억원", "department": "물순환과", "manager": "문가람"}
    assert (row.total_cost_raw, row.department, row.manager) == ("20억원", "물순환과", "문가람")


@pytest.mark.parametrize("name", [*load("values")["body"]["examples"], "대외경제국 국제경제과", "교육부 및 각 부처"])
def test_the_name_of_a_department_that_a_narrow_cell_broke_is_whole(name: str) -> None:
    broken = name in load("values")["body"]["examples"]
    given = [[["사업명", "빗물마을", "사업기간", "2024~2026"], ["주관부서", name, "총사업비", "20억원"]]]
    [row] = projects({"given": given, "kind": "업무계획"})
    assert row.department == (name.replace(" ", "") if broken else name)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6), st.integers(0, 100))
def test_a_place_belongs_to_a_project_that_holds_it(stretches: list[tuple[int, int]], offset: int) -> None:
    """To none where none holds it, and to the one that begins last where several do."""
    own = [Extent(Span(start, start + 1), start, start + length, "") for start, length in sorted(stretches)]
    found = ProjectMap(own, [str(number) for number in range(len(own))]).id_at(offset)
    holding = [number for number, extent in enumerate(own) if extent.start <= offset < extent.end]
    assert found == (str(holding[-1]) if holding else None)


def test_a_listed_project_names_its_number_and_its_cost() -> None:
    given = [
        "(단위: 백만원)",
        "관리번호 사업명 합계 2024 2025",
        "2-1) 골목 정비 1,054 24 1,030",
        "3) 빗물마을 30 10 20",
    ]
    made = reading(*given)
    row, _ = projects({"given": given, "kind": "공약실천계획"})
    words = {piece.column: made.text[piece.start : piece.end] for piece in row.pieces}
    assert words == {"code": "2-1", "total_cost_raw": "1,054"}
    assert (row.title, row.code, row.total_cost_won) == ("골목 정비", "2-1", 1_054_000_000)
