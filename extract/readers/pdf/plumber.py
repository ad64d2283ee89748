"""The second engine, pdfplumber: other eyes for the same page. It is slow and finds fewer open-sided tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pdfplumber

from extract.readers.pdf.layout import RUN, Glyphs, Grid, GridCell, RawPage, Rule

_SAME_EDGE = 1.0  # points


def raw_pages(data: bytes) -> Iterator[RawPage]:
    """Yield the pages of a PDF, with the tables that pdfplumber finds by their lines.

    Raises ``pdfplumber.utils.exceptions.PdfminerException`` where pdfplumber cannot open what pdfium can.
    """
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            shown = page.crop(page.cropbox, strict=False) if page.cropbox != page.mediabox else page
            yield _raw_page(number, shown)
            page.close()


def _raw_page(number: int, page: Any) -> RawPage:
    left, top, *_ = page.bbox
    found = [_moved_grid(_grid(table.cells), left, top) for table in page.find_tables()]
    across = [Rule(edge["top"] - top, edge["x0"] - left, edge["x1"] - left) for edge in page.horizontal_edges]
    return RawPage(number, page.width, page.height, _glyphs(page, left, top), found, across)


def _glyphs(page: Any, left: float, top: float) -> Glyphs:
    """Return the characters of pdfplumber's words, a blank of no width behind each word."""
    text, boxes, sizes = "", [], []
    for word in page.extract_words(return_chars=True, use_text_flow=True, x_tolerance_ratio=0.2):
        for character in word["chars"]:
            letters = character["text"][:1] or " "
            text += letters
            boxes.append(_moved_box(character, left, top))
            sizes.append(float(character["size"]))
        text += " "
        boxes.append((boxes[-1][2], boxes[-1][1], boxes[-1][2], boxes[-1][3]))
        sizes.append(sizes[-1])
    return Glyphs(text, boxes, {run.start(): sizes[run.start()] for run in RUN.finditer(text)})


def _moved_box(thing: Any, left: float, top: float) -> tuple[float, float, float, float]:
    return thing["x0"] - left, thing["top"] - top, thing["x1"] - left, thing["bottom"] - top


# ------------------------------------------------------------------ tables


def _grid(cells: list[tuple[float, float, float, float]]) -> Grid:
    """Return the grid of pdfplumber's cells, given by their boxes.

    >>> _grid([(0, 0, 50, 10), (50, 0, 90, 10), (0, 10, 90, 20)]).cells[2]
    GridCell(row=1, column=0, row_span=1, column_span=2)
    """
    xs = _distinct([x for x0, _, x1, _ in cells for x in (x0, x1)])
    ys = _distinct([y for _, y0, _, y1 in cells for y in (y0, y1)])
    placed = []
    for x0, y0, x1, y1 in cells:
        row, column = _nearest(ys, y0), _nearest(xs, x0)
        placed.append(GridCell(row, column, _nearest(ys, y1) - row, _nearest(xs, x1) - column))
    return Grid(xs, ys, sorted(placed))


def _moved_grid(grid: Grid, left: float, top: float) -> Grid:
    return Grid([x - left for x in grid.xs], [y - top for y in grid.ys], grid.cells)


def _distinct(places: list[float]) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _SAME_EDGE:
            kept.append(place)
    return kept


def _nearest(places: list[float], place: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - place))
