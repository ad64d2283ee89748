"""Rows as the rules read them -> rows of the output: ids, pages and boxes, project and section, and their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from extract.document import Box, Document
from extract.records import Check, Evidence, Fact

Row = TypeVar("Row", bound=Fact)
IdAt = Callable[[int], str | None]

_NO_BOX = (None, None, None, None)


class Placer:
    """Completes the rows of one document, table by table, and collects their evidence.

    ``project_id_at`` and ``section_id_at`` tell to which project and section a place belongs.
    """

    def __init__(self, document: Document, project_id_at: IdAt, section_id_at: IdAt) -> None:
        self.document = document
        self.project_id_at = project_id_at
        self.section_id_at = section_id_at
        self.evidence: list[Evidence] = []

    def place(self, table: str, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Return the rows in reading order with everything that every row of a fact table carries."""
        ordered = sorted(rows, key=lambda row: (row.span_start, row.span_end, row.rule))
        placed = tuple(self._placed(f"{self.document.doc_id}-{table}-{n}", row) for n, row in enumerate(ordered))
        for row in placed:
            self.evidence += [self._evidence(row, *piece) for piece in row.pieces]
        return placed

    def _placed(self, row_id: str, row: Row) -> Row:
        page, box = self.document.locate(row.span_start, row.span_end)
        found: dict[str, Any] = {"row_id": row_id, "doc_id": self.document.doc_id, "page": page, **_columns(box)}
        if getattr(row, "project_id", "") is None:
            found["project_id"] = self.project_id_at(row.span_start)
        if getattr(row, "section_id", "") is None:
            found["section_id"] = self.section_id_at(row.span_start)
        if isinstance(row, Check) and row.other_span_start is not None:
            found["other_page"] = self.document.locate(row.other_span_start, row.other_span_end or 0).page
        return replace(row, **found)

    def _evidence(self, row: Fact, column: str, start: int, end: int) -> Evidence:
        page, box = self.document.locate(start, end)
        return Evidence(
            row_id=row.row_id,
            column=column,
            doc_id=self.document.doc_id,
            span_start=start,
            span_end=end,
            page=page,
            **_columns(box),
        )


def _columns(box: Box | None) -> dict[str, Any]:
    return dict(zip(("bbox_x0", "bbox_top", "bbox_x1", "bbox_bottom"), box or _NO_BOX, strict=True))
