"""The picture of a page with what was found drawn over it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from extract.document import Box
from extract.readers.pdf.layout import PageLayout, RuledTable
from extract.readers.pdf.pdfium import picture
from extract.readers.pdf.reading import Engine, page_layout, sound_source
from extract.readers.pdf.turned import shown_box

_SCALE = 1.5  # pixels a point
_TABLE, _BOX, _LINE = (220, 0, 0), (0, 80, 220), (0, 150, 60)


def overlay(source: bytes | Path, page: int, engine: Engine = "pdfium") -> bytes:
    """Return a PNG of a page (counted from 1): cells of tables red, boxes blue, lines of text underlined green.

    Raises ``Unreadable`` as ``read_pdf`` does, and ``IndexError`` where the document has no such page.
    """
    data = sound_source(source).data
    found = page_layout(data, page, engine)
    image = picture(data, page, _SCALE)
    from PIL import ImageDraw

    drawing = ImageDraw.Draw(image)
    for line in found.lines:
        _underline(drawing, line.box, found)
    for table in found.boxes:
        _frame(drawing, table, found, _BOX)
    for table in found.tables:
        _frame(drawing, table, found, _TABLE)
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _frame(drawing: Any, table: RuledTable, page: PageLayout, colour: tuple[int, int, int]) -> None:
    for cell in table.cells:
        drawing.rectangle(_pixels(cell.box, page), outline=colour, width=2)
        for line in cell.lines:
            _underline(drawing, line.box, page)
        for inner in cell.tables:
            _frame(drawing, inner, page, _TABLE)


def _underline(drawing: Any, box: Box, page: PageLayout) -> None:
    drawing.rectangle(_pixels(box._replace(top=box.bottom - 0.5), page), outline=_LINE)


def _pixels(box: Box, page: PageLayout) -> list[float]:
    return [_SCALE * side for side in shown_box(box, page)]
