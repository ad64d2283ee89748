"""The corpus: well formed, true to its sources letter for letter, of every kind, made the same each time."""

from __future__ import annotations

import ast
import csv
import doctest
import hashlib
import importlib
import importlib.util
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.notations import AMOUNT_SHAPES, DATE_SHAPES

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
GOLDEN = sorted(CORPUS.glob("*.gold.json"))
FORMATS = {"txt", "pdf", "hwpx"}
FAMILIES = {"공약 실천계획서", "시·도 주요업무계획", "부처 업무보고", "의안", "결재문서", "시행계획"}
TABLES = {
    "projects": {
        "title", "code", "period_raw", "period_start", "period_end", "total_cost_raw", "total_cost_won", "department",
    },
    "fields": {"label", "value"},
    "sections": {"heading", "kind", "level"},
    "milestones": {"task", "date_raw", "start_date", "end_date", "precision", "recurrence", "state"},
    "annual_plans": {"year", "goals", "activities", "progress_pct"},
    "budgets": {"source", "source_raw", "item", "year", "column_raw", "amount_won", "raw", "is_total"},
    "dates": {"raw", "start_date", "end_date", "precision", "recurrence"},
    "amounts": {"raw", "amount_won", "qualifier", "per"},
    "checks": {"check", "expected", "found"},
}  # fmt: skip
ALLOWED: dict[str, set[Any]] = {
    "precision": {"day", "tenday", "month", "quarter", "half", "year", None},
    "recurrence": {"매년", "매월", "매주", "매일", "격월", "격년", "분기별", "반기별", "연중", "수시", "상시", None},
    "state": {"완료", "예정", None},
    "source": {"계", "국비", "균특", "기금", "특교", "도비", "시비", "군비", "구비", "지방비", "민자", "기타", None},
    "kind": {
        "정책목표", "추진근거", "추진배경", "현황", "사업개요", "추진방향", "추진실적", "추진계획", "추진일정",
        "연차별추진계획", "소요예산", "기대효과", "성과지표", "추진체계", "협조사항", None,
    },
    "check": {
        "sum_of_years", "sum_of_sources", "total_cost", "period", "date_order", "formula", "milestone_outside_period",
        "unit_missing",
    },
}  # fmt: skip
PLANS = {"공약실천계획", "업무계획", "시행계획", "추진계획", "기본계획", "종합계획", "사업계획"}
OTHERS = {"예산", "보도자료", "기사", "공고", "법령", "제안요청서", "회의자료", "서식", "기타"}


@cache
def gold_of(path: Path):
    return json.loads(path.read_text("utf-8"))


def index() -> list[dict[str, str]]:
    with (CORPUS / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def source_text(path: Path) -> str:
    if path.suffix == ".txt":
        data = path.read_bytes()
        encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            return data.decode("cp949")
    if path.suffix == ".hwpx":
        with zipfile.ZipFile(path) as parts:
            root = ET.parse(io.BytesIO(parts.read("Contents/section0.xml"))).getroot()
        return "\n".join("".join(part.itertext()) for part in root.iter() if part.tag.endswith("}t"))
    pdfium = importlib.import_module("pypdfium2")
    with pdfium.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def folded(text: str) -> str:
    return "".join(text.split())


def words(gold: dict[str, Any]) -> Iterator[str]:
    """The words of a golden file that must stand in its source in one piece."""
    for table, column in (("dates", "raw"), ("amounts", "raw"), ("budgets", "raw"), ("milestones", "date_raw")):
        for row in gold.get(table, []):
            yield row[column]
    for row in gold.get("projects", []):
        yield from (row[key] for key in ("period_raw", "total_cost_raw") if row[key])


@pytest.fixture(params=GOLDEN, ids=lambda path: path.name.removesuffix(".gold.json"))
def golden(request):
    return request.param


def test_golden_file_has_the_form(golden):
    gold = gold_of(golden)
    assert set(gold) == {"source", "sha256", "origin", "scope", "document", "complete"} | set(gold["complete"])
    assert gold["origin"] == "read" and gold["scope"] == {"whole": True}
    assert set(gold["complete"]) <= set(TABLES)
    document = gold["document"]
    assert set(document) == {"title", "issuer", "kind", "is_plan", "base_year"}
    assert document["kind"] in (PLANS if document["is_plan"] else OTHERS)


def test_rows_have_their_columns_and_allowed_values(golden):
    gold = gold_of(golden)
    titles = {project["title"] for project in gold.get("projects", [])}
    for table in gold["complete"]:
        for row in gold[table]:
            assert TABLES[table] <= set(row), table
            assert row.get("project") is None or not titles or row["project"] in titles
            for column, values in ALLOWED.items():
                assert row.get(column) in values or column not in row, (table, row)


def test_periods_run_forward(golden):
    gold = gold_of(golden)
    for row in [*gold.get("dates", []), *gold.get("milestones", [])]:
        start, end = (row[key] and date.fromisoformat(row[key]) for key in ("start_date", "end_date"))
        assert not (start and end) or start <= end
        assert (row["precision"] is None) == (start is None and end is None)


def test_source_is_the_one_that_was_read(golden):
    gold = gold_of(golden)
    source = CORPUS / gold["source"]
    assert source.name.rsplit(".", 1)[0] == golden.name.removesuffix(".gold.json")
    assert hashlib.sha256(source.read_bytes()).hexdigest() == gold["sha256"]


def test_words_stand_in_the_source_letter_for_letter(golden):
    """In PDF a line may break between words: there white space is folded."""
    gold = gold_of(golden)
    text = source_text(CORPUS / gold["source"])
    form = folded if gold["source"].endswith(".pdf") else str
    missing = [raw for raw in words(gold) if form(raw) not in form(text)]
    assert not missing


def test_longer_values_stand_in_the_source(golden):
    """Headings, tasks without rewording, fields, goals: over several lines, so white space is folded."""
    gold = gold_of(golden)
    text = folded(source_text(CORPUS / gold["source"]))
    values = [row["heading"] for row in gold.get("sections", [])]
    values += [line for row in gold.get("fields", []) for line in row["value"].split("\n")]
    values += [point for row in gold.get("annual_plans", []) for point in (*row["goals"], *row["activities"])]
    values += [row["title"] for row in gold.get("projects", []) if not row.get("optional")]
    values += [value for value in (gold["document"]["title"], gold["document"]["issuer"]) if value]
    missing = [value for value in values if folded(value) not in text]
    assert not missing


def test_golden_file_is_what_the_draft_declares(golden):
    making = drafts_by_stem()
    stem = golden.name.removesuffix(".gold.json")
    draft, write = making[stem]
    gold = gold_of(golden)
    assert write(draft, gold["source"], gold["sha256"]) == gold


@cache
def drafts_by_stem():
    sys.path.insert(0, str(CORPUS))
    try:
        workshop = importlib.import_module("making.workshop")
        write = importlib.import_module("making.gold").golden
    finally:
        sys.path.remove(str(CORPUS))
    return {draft.stem(kind): (draft, write) for draft in workshop.read_drafts([]) for kind in draft.formats}


def test_corpus_is_large_and_varied_enough():
    rows = index()
    plans = [row for row in rows if row["family"] in FAMILIES]
    assert len(rows) >= 24
    assert {row["family"] for row in plans} == FAMILIES
    assert len({row["issuer"] for row in plans}) >= 12
    assert {kind for row in rows for kind in row["formats"].split()} == FORMATS
    assert sum(len(row["formats"].split()) > 1 for row in rows) >= 6
    assert len(GOLDEN) == sum(len(row["formats"].split()) for row in rows) == len(drafts_by_stem())


def test_look_alikes_hold_no_facts():
    others = [gold for gold in map(gold_of, GOLDEN) if not gold["document"]["is_plan"]]
    assert {gold["document"]["kind"] for gold in others} >= {"기사", "공고", "제안요청서", "예산"}
    for gold in others:
        assert not any(gold[table] for table in ("projects", "milestones", "annual_plans", "budgets"))


@pytest.mark.parametrize("name", [row["name"] for row in index() if " " in row["formats"]])
def test_formats_of_a_document_hold_the_same_facts(name):
    golds = [gold_of(path) for path in GOLDEN if re.fullmatch(rf"{name}-\w+", path.name.removesuffix(".gold.json"))]
    facts = [{key: value for key, value in gold.items() if key not in {"source", "sha256"}} for gold in golds]
    assert len(facts) > 1 and all(fact == facts[0] for fact in facts)


@pytest.mark.parametrize("check", sorted(ALLOWED["check"] - {"unit_missing"}))
def test_each_disagreement_is_set_somewhere(check):
    found = {row["check"] for path in GOLDEN for row in gold_of(path).get("checks", [])}
    assert check in found


@pytest.mark.parametrize("shape", DATE_SHAPES.values(), ids=DATE_SHAPES.keys())
def test_each_notation_of_dates_is_there(shape):
    assert any(re.fullmatch(shape, row["raw"]) for path in GOLDEN for row in gold_of(path).get("dates", []))


@pytest.mark.parametrize("shape", AMOUNT_SHAPES.values(), ids=AMOUNT_SHAPES.keys())
def test_each_notation_of_amounts_is_there(shape):
    assert any(re.fullmatch(shape, row["raw"]) for path in GOLDEN for row in gold_of(path).get("amounts", []))


@pytest.mark.parametrize("name", ["marks", "wrapping", "gold_tables"])
def test_examples_of_the_maker_hold(name):
    drafts_by_stem()
    done = doctest.testmod(importlib.import_module(f"making.{name}"))
    assert done.attempted and not done.failed


def test_maker_imports_nothing_of_the_extractor():
    for path in [CORPUS / "make.py", *(CORPUS / "making").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "extract"], path.name


def test_maker_cannot_import_the_extractor():
    code = "import runpy; runpy.run_path('corpus/make.py'); import extract"
    done = subprocess.run([sys.executable, "-c", code], cwd=CORPUS.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "ModuleNotFoundError" in done.stderr


@pytest.mark.parametrize(
    ("kind", "library"), [("txt", "json"), ("hwpx", "hwpx"), pytest.param("pdf", "reportlab", marks=pytest.mark.slow)]
)
def test_maker_gives_the_same_bytes(kind, library):
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed: pip install -e '.[corpus]'")
    command = [sys.executable, "corpus/make.py", "--check", "--only", kind]
    done = subprocess.run(command, cwd=CORPUS.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
