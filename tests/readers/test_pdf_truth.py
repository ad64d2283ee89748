"""Pages whose every line and cell is known: nothing may be missing, and nothing may be wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.readers.pdf import Engine, pages
from extract.readers.pdf.layout import PageLayout, RuledTable

TRUTH = Path(__file__).parent.parent / "truth"
DOCUMENTS = sorted(TRUTH.glob("*.json"))

Cells = set[tuple[int, int, int, int, str]]


def truth_pages(document: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(document.read_text(encoding="utf-8"))["pages"]
    return found


def wanted_tables(page: dict[str, Any]) -> list[Cells]:
    return [
        {(cell["r"], cell["c"], cell["rs"], cell["cs"], cell["t"].strip()) for cell in table["cells"]}
        for table in page["tables"]
        if table["ruled"]
    ]


def found_tables(page: PageLayout) -> list[Cells]:
    return [{(*cell.place, cell.text) for cell in table.cells} for table in all_tables(page.tables + page.boxes)]


def all_tables(tables: list[RuledTable]) -> Iterator[RuledTable]:
    for table in tables:
        yield table
        for cell in table.cells:
            yield from all_tables(cell.tables)


def read_both(document: Path, engine: Engine = "pdfium") -> list[tuple[dict[str, Any], PageLayout]]:
    return list(zip(truth_pages(document), pages(document.with_suffix(".pdf"), engine), strict=True))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_line_is_read_letter_for_letter_with_its_blanks(document):
    for wanted, page in read_both(document):
        boxed = [line.text for table in page.boxes for cell in table.cells for line in cell.lines]
        found = [line.text for line in page.lines] + boxed
        assert sorted({line.strip() for line in wanted["lines"]} - set(found)) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_cell_of_every_ruled_table_stands_in_its_place(document):
    for wanted, page in read_both(document):
        found = found_tables(page)
        for table in wanted_tables(wanted):
            assert table in found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_both_engines_see_the_same_tables(document):
    """What pdfplumber finds right we find too; it loses the outer columns of open tables and takes dots for nothing."""
    for (_, ours), (wanted, theirs) in zip(read_both(document), read_both(document, "pdfplumber"), strict=True):
        closed = [table for table in found_tables(theirs) if table in wanted_tables(wanted)]
        assert all(table in found_tables(ours) for table in closed)
        if document.stem not in {"t03_open_sides", "t04_borders"}:
            assert len(closed) == len(wanted_tables(wanted))


def test_the_truth_is_there():
    """The measure itself: 4,261 cells of 214 tables, 1,144 lines on 71 pages."""
    found = [page for document in DOCUMENTS for page in truth_pages(document)]
    assert len(found) == 71
    assert sum(len(page["lines"]) for page in found) == 1144
    tables = [table for page in found for table in wanted_tables(page)]
    assert (len(tables), sum(map(len, tables))) == (214, 4261)
