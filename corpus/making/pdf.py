"""Sets a draft as PDF with reportlab: running head, page numbers, ruled tables as Korean offices draw them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Spacer
from reportlab.platypus import Table as Ruled

from making import draft as drafts
from making.marks import Marked
from making.pdf_text import BODY, Text, Underlined, draw_text
from making.typefaces import width

SIDE, TOP, BOTTOM = 60.0, 68.0, 62.0
SHADE = HexColor("#e3ebf5")
LEVEL_SIZES = {1: 14.0, 2: 12.0, 3: 11.0}


def set_pdf(draft: drafts.Draft) -> bytes:
    """Give the file's bytes, the same each time."""
    rl_config.invariant = 1
    options = draft.head.get("pdf", {})
    buffer = io.BytesIO()
    page = A4 if not options.get("landscape") else (A4[1], A4[0])
    frame = Frame(SIDE, BOTTOM, page[0] - 2 * SIDE, page[1] - TOP - BOTTOM, 0, 0, 0, 0)
    template = BaseDocTemplate(buffer, pagesize=page, title=draft.head["title"], author=draft.head.get("issuer") or "")
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=partial(_running, options)))
    setting = _Setting(draft, page[0] - 2 * SIDE)
    story = [flowable for block in draft.blocks for flowable in setting.flowables(block)]
    template.build(story)
    return buffer.getvalue()


def _running(options: dict[str, Any], canvas: Canvas, document: BaseDocTemplate) -> None:
    """Draw the running head and the page's number."""
    wide, high = document.pagesize
    if head := options.get("running_head"):
        draw_text(canvas, (SIDE, high - 44), head, 8.5, False)
        canvas.setLineWidth(0.5)
        canvas.line(SIDE, high - 50, wide - SIDE, high - 50)
    if options.get("page_numbers", True):
        number = options.get("number_form", "- {} -").format(document.page + options.get("first_page", 1) - 1)
        draw_text(canvas, ((wide - width(number, 9, False)) / 2, 34), number, 9, False)


class _Setting:
    """How one draft is set: its options and the width of its lines."""

    def __init__(self, draft: drafts.Draft, room: float) -> None:
        self.draft, self.options, self.room = draft, draft.head.get("pdf", {}), room
        self.on_cover = self.options.get("cover", False)
        self.by_letter = self.options.get("by_letter", False)

    def flowables(self, block: drafts.Block) -> list[Flowable]:
        """Give what a block puts on the page."""
        makers: dict[type, Callable[[Any], list[Flowable]]] = {
            drafts.Gap: lambda _: [Spacer(1, 7)],
            drafts.PageBreak: self._page_break,
            drafts.Part: self._part,
            drafts.Title: self._title,
            drafts.Heading: self._heading,
            drafts.Line: self._line,
            drafts.Note: self._note,
            drafts.Table: self._table,
        }
        return makers[type(block)](block) if type(block) in makers else []

    def _page_break(self, _: drafts.PageBreak) -> list[Flowable]:
        self.on_cover = False
        return [PageBreak()]

    def _part(self, part: drafts.Part) -> list[Flowable]:
        return [PageBreak(), Spacer(1, 240), Text(part.text, size=24, bold=True, align="center"), PageBreak()]

    def _title(self, title: drafts.Title) -> list[Flowable]:
        cells: list[Any] = [[Text(title.marked.text, size=17, bold=True, align="center", by_letter=False)]]
        widths = [self.room]
        if title.code:
            cells.append([Text(title.code, size=12, bold=True, align="center")])
            widths = [self.room - 60, 60]
        style: list[Any] = [
            ("BOX", (0, 0), (-1, -1), 1.2, black), ("BACKGROUND", (0, 0), (0, 0), SHADE),
            ("INNERGRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 6), ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ]  # fmt: skip
        above = 170 if self.on_cover else 0
        return [Spacer(1, above), Ruled([cells], colWidths=widths, style=style), Spacer(1, 8 + above)]

    def _heading(self, heading: drafts.Heading) -> list[Flowable]:
        if not heading.printed:
            return []
        text = heading.marked.text
        plain = text == heading.heading and heading.level == 1
        size = LEVEL_SIZES.get(heading.level, 10.5)
        flowable = Text(text, heading.marked.raws, size=size, bold=True, above=6)
        flowable.keepWithNext = True
        return [Underlined(flowable, self.room)] if plain else [flowable]

    def _line(self, line: drafts.Line) -> list[Flowable]:
        if self.on_cover:
            return [Text(line.before, size=15, bold=True, align="center"), Spacer(1, 14)]
        align = "right" if line.before.startswith("(단위") and not line.after else "left"
        return [
            Text(
                line.before, line.marked.raws, indent=line.indent * BODY * 0.5, after=line.after,
                by_letter=self.by_letter, align=align, size=9 if align == "right" else BODY,
            )
        ]  # fmt: skip

    def _note(self, note: drafts.Note) -> list[Flowable]:
        return [Text(f"1) {note.marked.text}", note.marked.raws, size=8.5, above=2)]

    def _table(self, table: drafts.Table) -> list[Flowable]:
        if "inside" in table.options:
            return []
        widths = _widths(table, self.room)
        if table.role == "box":
            return [self._ruled(table, widths, [("BOX", (0, 0), (-1, -1), 1, black)]), Spacer(1, 6)]
        return [Spacer(1, 3), self._ruled(table, widths, self._rules(table)), Spacer(1, 6)]

    def _rules(self, table: drafts.Table) -> list[Any]:
        style: list[Any] = [
            ("INNERGRID", (0, 0), (-1, -1), 0.4, black), ("LINEABOVE", (0, 0), (-1, 0), 1, black),
            ("LINEBELOW", (0, -1), (-1, -1), 1, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]  # fmt: skip
        if table.head:
            style.append(("BACKGROUND", (0, 0), (-1, table.head - 1), SHADE))
        if table.options.get("look", "open" if self.options.get("open_sides") else "closed") == "closed":
            style += [("LINEBEFORE", (0, 0), (0, -1), 1, black), ("LINEAFTER", (-1, 0), (-1, -1), 1, black)]
        return style

    def _ruled(self, table: drafts.Table, widths: list[float], style: list[Any]) -> Ruled:
        for (y, x), (high, wide) in table.spans.items():
            if high > 1 or wide > 1:
                style.append(("SPAN", (x, y), (x + wide - 1, y + high - 1)))
        cells = [
            [self._cell(table, cell, y, sum(widths[x : x + (table.spans.get((y, x)) or (1, 1))[1]]) - 8)
             for x, cell in enumerate(row)]
            for y, row in enumerate(table.cells)
        ]  # fmt: skip
        style += [("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4)]
        repeated = table.head if "repeat" in table.options else 0
        return Ruled(cells, colWidths=widths, style=style, repeatRows=repeated, hAlign="LEFT")

    def _cell(self, table: drafts.Table, cell: Marked | None, y: int, room: float) -> list[Flowable] | str:
        if cell is None or not cell.text:
            return ""
        lines = [line.strip() for line in cell.text.split("//")]
        size, align = float(table.options.get("size", "9.5")), _align(table, y, lines)
        flowables: list[Flowable] = []
        for line in lines:
            if line.startswith("@@"):
                nested = self.draft.inside(line[2:])
                flowables.append(self._ruled(nested, _widths(nested, room), self._rules(nested)))
            else:
                bold = y < table.head and table.role != "box"
                flowables.append(Text(line, cell.raws, size=size, bold=bold, align=align, by_letter=self.by_letter))
        return flowables


def _align(table: drafts.Table, y: int, lines: list[str]) -> str:
    """Set heads in the middle, figures to the right, lists to the left."""
    if table.role == "years" and y >= table.head and lines[0][0] in "0123456789△▲-":
        return "right"
    is_list = len("".join(lines)) > 1 and (len(lines) > 1 or len(lines[0]) > 24 or lines[0][0] in "-▪○ㅇ·※")
    return "left" if table.role == "box" or (is_list and y >= table.head) else "center"


def _widths(table: drafts.Table, room: float) -> list[float]:
    count = len(table.cells[0])
    shares = [float(share) for share in table.options.get("widths", ",".join("1" * count)).split(",")]
    if len(shares) != count:
        raise ValueError(f"{len(shares)} widths for {count} columns")
    total = sum(shares)
    return [share / total * room for share in shares]
