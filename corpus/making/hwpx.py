"""Sets a draft as HWPX with python-hwpx, then packs it anew so that the same draft gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from hwpx.document import HwpxDocument

from making.draft import Block, Draft, Gap, Heading, Line, Note, PageBreak, Part, Table, Title
from making.marks import Marked

PAGE_WIDTH = 42520  # the text's width in HWP units (1/7200 inch) between the skeleton's margins
DOTS = 40
HEAD_FILL = "#E3EBF5"
RANDOM_NUMBER = re.compile(rb'(?P<name>\sid(?:Ref)?|\sinst[iI]d)="(?P<number>\d+)"')
EPOCH = (2025, 1, 1, 0, 0, 0)


def set_hwpx(draft: Draft) -> bytes:
    """Give the file's bytes."""
    document = HwpxDocument.new()
    setting = _Setting(document, draft)
    if head := setting.options.get("running_head"):
        document.page.set_header(text=head)
    document.page.set_page_number()
    for block in draft.blocks:
        setting.add(block)
    return _pack(document.to_bytes(), draft)


class _Setting:
    """The document that grows block by block."""

    def __init__(self, document: HwpxDocument, draft: Draft) -> None:
        self.document, self.draft, self.options = document, draft, draft.head.get("hwpx", {})
        self.styles = {size: document.styles.ensure_run(bold=True, size=size) for size in (17, 14, 12, 11)}
        self.head_fill = document.styles.ensure_border_fill(
            border_color="#000000", fill_color=HEAD_FILL, active_borders=["left", "right", "top", "bottom"]
        )
        self.break_next = False
        self.last: Any = None

    def add(self, block: Block) -> None:
        """Add what a block puts on the page."""
        if isinstance(block, PageBreak):
            self.break_next = True
        elif isinstance(block, Gap):
            self._paragraph("")
        elif isinstance(block, Part):
            self.break_next = True
            self._paragraph(block.text, self.styles[17])
            self.break_next = True
        elif isinstance(block, Title):
            self._title(block)
        elif isinstance(block, Heading) and block.printed:
            self._paragraph(block.marked.text, self.styles[{1: 14, 2: 12}.get(block.level, 11)])
        elif isinstance(block, Line):
            self._paragraph(" " * block.indent + _line(block))
        elif isinstance(block, Note):
            self.document.notes.add_footnote(block.marked.text, self.last)
        elif isinstance(block, Table) and "inside" not in block.options:
            placed = self.document.add_table(len(block.cells), len(block.cells[0]), width=PAGE_WIDTH)
            self._table(block, placed, PAGE_WIDTH)

    def _paragraph(self, text: str, style: str | None = None) -> None:
        self.last = self.document.add_paragraph(text, char_pr_id_ref=style)
        if self.break_next:
            self.last.element.set("pageBreak", "1")
        self.break_next = False

    def _title(self, title: Title) -> None:
        texts = [title.marked.text] if title.code is None else [title.marked.text, title.code]
        table = self.document.add_table(1, len(texts), width=PAGE_WIDTH)
        table.set_column_widths([PAGE_WIDTH] if title.code is None else [PAGE_WIDTH - 5000, 5000])
        for x, text in enumerate(texts):
            table.cell(0, x).set_text(text)
            for run in table.cell(0, x).paragraphs[0].runs:
                run.char_pr_id_ref = self.styles[17]

    def _table(self, table: Table, placed: Any, room: int) -> None:
        count = len(table.cells[0])
        shares = [float(share) for share in table.options.get("widths", ",".join("1" * count)).split(",")]
        placed.set_column_widths([int(room * share / sum(shares)) for share in shares])
        for (y, x), (high, wide) in table.spans.items():
            if high > 1 or wide > 1:
                placed.merge_cells(y, x, y + high - 1, x + wide - 1)
        for y, row in enumerate(table.cells):
            for x, cell in enumerate(row):
                if cell is not None:
                    self._write(placed.cell(y, x), cell, room // count)
                    if y < table.head and table.role != "box":
                        placed.set_cell_border_fill(y, x, self.head_fill)

    def _write(self, place: Any, cell: Marked, room: int) -> None:
        first, *rest = [line.strip() for line in cell.text.split("//")]
        place.set_text(first)
        for line in rest:
            if line.startswith("@@"):
                table = self.draft.inside(line[2:])
                self._table(table, place.add_table(len(table.cells), len(table.cells[0]), width=room), room)
            else:
                place.add_paragraph(line)


def _line(line: Line) -> str:
    return line.before if line.after is None else f"{line.before} {'·' * DOTS} {line.after}"


def _pack(made: bytes, draft: Draft) -> bytes:
    """Number what the library numbered at random, name the document, and store the parts without compression."""
    numbers: dict[bytes, bytes] = {}

    def renumber(match: re.Match[bytes]) -> bytes:
        number = numbers.setdefault(match["number"], str(1_000_000 + len(numbers)).encode())
        return match["name"] + b'="' + number + b'"'

    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for name in parts.namelist():
            data = parts.read(name)
            if re.fullmatch(r"Contents/section\d+\.xml", name):
                data = RANDOM_NUMBER.sub(renumber, data)
            if name == "Contents/content.hpf":
                data = _describe(data, draft)
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr = 0o644 << 16
            target.writestr(info, data)
    return packed.getvalue()


def _describe(data: bytes, draft: Draft) -> bytes:
    data = data.replace(b"synthetic-fixture-author", (draft.head.get("issuer") or "").encode())
    return data.replace(b"<opf:title/>", f"<opf:title>{draft.head['title']}</opf:title>".encode())
