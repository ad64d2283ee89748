"""A document becomes rows: all of them whole, each where it says, the same every time."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.document import Box, Document, LooseParagraph, Word, compose
from extract.files import extract_file
from extract.pipeline import extract
from extract.records import TABLES, Fact, Plan, columns
from extract.usage import Usage
from tests.documents import Block, document, paragraph, reading, table
from tests.test_lines import BLOCKS

CORPUS = Path(__file__).parents[1] / "corpus"
SHARED = Path(__file__).parents[2] / "shared" / "corpus" / "gold"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the documents of others are not there: {SHARED}")

PLAN = (
    "물순환과 추진계획",
    "빗물안심마을 조성 추진계획",
    "□ 사업개요",
    " ○ 사업기간 : 2024. 3. ~ 2026. 12.",
    " ○ 총사업비 : 45억원(국비 20, 시비 25)",
    "□ 추진일정",
    " - 기본계획 수립 ······ ’24. 5.",
    "□ 소요예산",
    "(단위: 백만원)",
    [["구분", "계", "2024", "2025"], ["국비", "30", "10", "20"]],
)
NEWS = ("보도자료", "보도시점 : 2025. 3. 1.", *PLAN[2:])


def facts(plan: Plan) -> list[tuple[str, Fact]]:
    """Return every row that is read from words, with its table."""
    return [(name, row) for name, record in TABLES.items() if issubclass(record, Fact) for row in getattr(plan, name)]


def filled(plan: Plan) -> set[str]:
    """Return the tables of facts that a plan has rows in."""
    return {name for name, _ in facts(plan)}


# ------------------------------------------------------------------ one plan


def test_a_plan_fills_its_tables() -> None:
    plan = extract(document(*PLAN))
    assert plan.document.is_plan
    [project] = plan.projects
    assert (project.period_raw, project.total_cost_won) == ("2024. 3. ~ 2026. 12.", 4_500_000_000)
    assert [milestone.task for milestone in plan.milestones] == ["기본계획 수립"]
    assert len(plan.budgets) == 3 + 3
    assert {row.project_id for row in plan.milestones} == {project.project_id}
    assert {row.project_id for row in plan.budgets} == {project.project_id}
    headings = {section.section_id: section.heading for section in plan.sections}
    assert [headings[str(milestone.section_id)] for milestone in plan.milestones] == ["추진일정"]
    assert {headings[str(row.section_id)] for row in plan.budgets} == {"사업개요", "소요예산"}


def test_a_document_that_is_no_plan_has_no_facts() -> None:
    plan = extract(document(*NEWS))
    assert not plan.document.is_plan
    assert filled(plan) & {"projects", "milestones", "annual_plans", "budgets"} == set()
    assert plan.dates and plan.amounts and plan.sections


def test_used_in_tells_where_a_date_went() -> None:
    plan = extract(document(*PLAN, "○ 문의는 2031. 5. 6.까지"))
    used = {row.raw: row.used_in for row in plan.dates}
    assert used["2024. 3. ~ 2026. 12."] == ("projects", "fields")
    assert used["’24. 5."] == ("milestones",)
    assert used["2031. 5. 6.까지"] == ()
    amounts = {row.raw: row.used_in for row in plan.amounts}
    assert amounts["45억원"] == ("projects", "fields", "budgets")
    assert amounts["20"] == ("budgets",)


def test_nothing_is_used_where_there_is_nothing() -> None:
    assert Usage(reading("가"), {}, []).of(0, 1) == ()


# ------------------------------------------------------------------ pages and boxes


def _boxed(text: str, page: int) -> LooseParagraph:
    words = [Word(n, n + 1, page, Box(10.0 * n, 5, 10.0 * n + 9, 15)) for n in range(len(text)) if text[n] != " "]
    return LooseParagraph(text, page=page, words=words)


def test_a_row_has_the_page_and_the_box_of_its_words() -> None:
    pages = [_boxed("2025년 빗물마을 조성 추진계획", 1), _boxed("□ 추진일정", 2), _boxed("- 착공 ···· ’24. 5.", 2)]
    plan = extract(compose(pages, format="pdf", sha256="0" * 64, size=0, pages=2))
    [milestone] = plan.milestones
    assert (milestone.page, milestone.bbox_x0, milestone.bbox_x1) == (2, 100.0, 169.0)
    assert {piece.page for piece in plan.evidence if piece.row_id == milestone.row_id} == {2}


# ------------------------------------------------------------------ laws

WORDS = """
□ ○ - 1. Ⅰ. 추진일정 추진실적 소요예산 사업기간 총사업비 : 국비 시비 계 구분 2024 ’24. 5. ~ 26. 2. 2025년 착공 수립
45억원 (국비 20, 시비 25) 백만원 (단위: 409 33 - △5 , ) ( · ···· 매년 연차별 추진계획 목표 이행율 100 사업명
10,000원×3명=30천원 담당 2026. 4. ~ 2024. 1. 업무계획 ▹ / 및
"""
_WORDS = st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join)
_TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(_WORDS, min_size=width, max_size=width), min_size=1, max_size=4)
)
DOCUMENTS = st.lists(_WORDS | _TABLES, max_size=10) | BLOCKS


def _made(blocks: list[Block], page: int | None) -> Document:
    loose = [paragraph(block) if isinstance(block, str) else table(block) for block in blocks]
    for block in loose:
        if isinstance(block, LooseParagraph) and page:
            block.words = _boxed(block.text, page).words if unicodedata.is_normalized("NFC", block.text) else ()
    return compose(loose, format="pdf", sha256="1" * 64, size=0)


@given(DOCUMENTS, st.sampled_from([None, 3]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_becomes_rows(blocks: list[Block], page: int | None) -> None:
    """Never an error; ids are unique, spans and evidence within the text, pages with boxes, references to rows."""
    made = _made(blocks, page)
    plan = extract(made)
    rows = facts(plan)
    ids = [row.row_id for _, row in rows]
    assert len(ids) == len(set(ids))
    for name, row in rows:
        assert row.doc_id == made.doc_id and row.row_id.startswith(f"{made.doc_id}-{name}-")
        assert 0 <= row.span_start < row.span_end <= len(made.text)
        assert row.rule
        box = (row.bbox_x0, row.bbox_top, row.bbox_x1, row.bbox_bottom)
        assert (row.page is None) == all(side is None for side in box) == any(side is None for side in box)
        assert row.page in (None, page)
    for piece in plan.evidence:
        assert piece.row_id in ids
        assert 0 <= piece.span_start < piece.span_end <= len(made.text)
    _refer(plan, rows)
    assert extract(_made(blocks, page)) == plan


def _refer(plan: Plan, rows: list[tuple[str, Fact]]) -> None:
    """Every id that a row names is that of a row."""
    projects = {row.project_id for row in plan.projects} | {None}
    sections = {row.section_id for row in plan.sections} | {None}
    items = {row.item_id for row in plan.items} | {None}
    assert len(projects) == len(plan.projects) + 1
    assert {getattr(row, "project_id", None) for _, row in rows} <= projects
    assert {getattr(row, "section_id", None) for _, row in rows} <= sections
    assert {row.section_id for row in plan.terms} <= sections
    assert {row.parent_id for row in plan.sections} <= sections
    assert {row.parent_id for row in plan.items} <= items
    used = {table for found in (plan.dates, plan.amounts) for row in found for table in row.used_in}
    assert used <= {"projects", "fields", "milestones", "annual_plans", "budgets", "documents"}


@given(DOCUMENTS)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_words_of_a_row_are_its_words(blocks: list[Block]) -> None:
    """A date, an amount, a figure and a heading stand letter for letter where their rows say."""
    plan = extract(_made(blocks, None))
    text = plan.document.text
    told: list[tuple[Fact, str]] = [(row, row.date_raw) for row in plan.milestones]
    told += [(row, row.raw) for row in plan.budgets]
    told += [(row, row.raw) for row in plan.dates]
    told += [(row, row.raw) for row in plan.amounts]
    told += [(row, row.heading) for row in plan.sections]
    assert all(text[row.span_start : row.span_end] == words for row, words in told)


# ------------------------------------------------------------------ one plan in three formats


def _without_offsets(plan: Plan) -> dict[str, list[tuple[object, ...]]]:
    """The values of the facts without their ids, places and rules, and without blanks: formats wrap lines elsewhere.

    A label's cell holds its unit, where blanks lay the card out the unit stands apart.
    """
    places = {"row_id", "doc_id", "project_id", "section_id", "group_id", "rule", "page", "other_page", "label_raw"}
    told: dict[str, list[tuple[object, ...]]] = {}
    for name in ("projects", "fields", "milestones", "annual_plans", "budgets", "checks"):
        kept = [
            column
            for column in columns(name)
            if column not in places and not column.startswith(("bbox_", "span_", "other_span"))
        ]
        told[name] = [tuple(_closed_up(getattr(row, column)) for column in kept) for row in getattr(plan, name)]
    return told


def _closed_up(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_closed_up(part) for part in value)
    return "".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("format", ["pdf", "hwpx"])
def test_a_plan_says_the_same_in_every_format(format: str) -> None:
    text = _without_offsets(extract_file(CORPUS / "plansheet-haeon-txt.txt"))
    other = _without_offsets(extract_file(CORPUS / f"plansheet-haeon-{format}.{format}"))
    assert {name: len(rows) for name, rows in text.items()} == {
        "projects": 1, "fields": 11, "milestones": 10, "annual_plans": 5, "budgets": 18, "checks": 1,
    }  # fmt: skip
    for name, rows in text.items():
        assert sorted(map(repr, other[name])) == sorted(map(repr, rows)), name


# ------------------------------------------------------------------ the documents that the tool began with


@pytest.fixture(scope="module")
def sheet() -> Plan:
    return extract_file(SHARED / "s000.txt")


@needs_shared
def test_the_plan_sheet_s_project(sheet: Plan) -> None:
    [project] = sheet.projects
    assert (project.code, project.period_raw, project.total_cost_won) == ("1-12", "‘22~’26", 409_000_000)
    card = {field.label: field.value for field in sheet.fields if field.rule == "blank_card"}
    persons = {label: card.pop(label) for label in ("담당", "담당자")}
    assert (project.department, project.manager) == ("안전관리과", persons["담당"])
    assert all(re.fullmatch("[가-힣]{3}", name) for name in persons.values())
    assert persons["담당"] != persons["담당자"]
    assert sorted(card.items()) == sorted(
        [
            ("사업주체", "자체"),
            ("임기구분", "임기 내"),
            ("추진구분", "신규"),
            ("사업기간", "‘22~’26"),
            ("총사업비", "409"),
            ("주관부서", "안전관리과"),
        ]
    )
    assert [field.label for field in sheet.fields if field.rule != "blank_card"] == ["사업기간", "총사업비", "사업내용"]


@needs_shared
def test_the_plan_sheet_s_steps(sheet: Plan) -> None:
    told = [(str(row.start_date), str(row.end_date), row.action, row.state) for row in sheet.milestones]
    assert told == [
        ("2022-09-01", "2022-09-30", "수립", "완료"),
        ("2022-11-01", "2022-11-30", "체결", "완료"),
        ("2023-03-01", "2023-03-31", "제정", "예정"),
        ("2023-02-01", "2023-11-30", "실시", "예정"),
        ("2023-07-01", "2023-08-31", "구성", "예정"),
        ("2024-02-01", "2024-11-30", "실시", "예정"),
        ("2025-02-01", "2025-11-30", "실시", "예정"),
        ("2024-01-01", "2025-12-31", "추진", "예정"),
        ("2025-09-01", "2025-09-30", "제출", "예정"),
        ("2025-12-01", "2026-02-28", "평가", "예정"),
        ("2026-03-01", "2026-04-30", "실시", "예정"),
    ]


@needs_shared
def test_the_plan_sheet_s_years_and_money(sheet: Plan) -> None:
    assert [(row.year, len(row.goals), len(row.activities), row.progress_pct) for row in sheet.annual_plans] == [
        (2022, 1, 2, 10.0),
        (2023, 3, 4, 40.0),
        (2024, 2, 3, 60.0),
        (2025, 2, 4, 90.0),
        (2026, 1, 2, 100.0),
    ]
    millions = [409, 33, 93, 93, 145, 45]
    assert [(row.source, row.amount_won // 10**6) for row in sheet.budgets] == [
        *(("계", figure) for figure in millions),
        *(("구비", figure) for figure in millions),
    ]
    assert [row.year for row in sheet.budgets] == [None, 2022, 2023, 2024, 2025, 2026] * 2
    assert [row.is_total for row in sheet.budgets] == [True] * 7 + [False] * 5


@needs_shared
def test_the_plan_sheet_s_two_costs(sheet: Plan) -> None:
    [check] = sheet.checks
    text = sheet.document.text
    assert (check.check_kind, check.severity, check.difference_won) == ("total_cost", "error", 11_000_000)
    assert text[check.span_start : check.span_end] == "409"
    assert text[check.other_span_start : check.other_span_end] == "420백만원"


@needs_shared
def test_an_article_has_no_facts() -> None:
    plan = extract_file(SHARED / "s001.txt")
    assert not plan.document.is_plan
    assert filled(plan) <= {"sections", "items", "dates", "amounts"}


@needs_shared
def test_a_list_of_tasks_has_two_amounts_and_no_dates_that_are_none() -> None:
    plan = extract_file(SHARED / "s003.txt")
    assert [(row.raw, row.amount_won) for row in plan.amounts] == [
        ("133백만원", 133_000_000),
        ("150백만원", 150_000_000),
    ]
    assert {row.raw for row in plan.dates} <= {"2023."}
    assert filled(plan) & {"milestones", "budgets", "checks"} == set()
