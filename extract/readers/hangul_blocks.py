"""dochan's paragraphs, tables and notes -> loose blocks in reading order.

Headers, footers, memos and pictures are left out; so are the marks of notes and bookmarks, which dochan writes into
the text. A note stands behind its paragraph, a note of a table's cell behind the table, so that a cell holds its own
words alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dochan.model.document import Document as Parsed
from dochan.model.document import Paragraph, TextRun
from dochan.model.equation import Equation
from dochan.model.header_footer import Footnote
from dochan.model.image import Image
from dochan.model.table import Cell, Table

from extract.document import Loose, LooseCell, LooseParagraph, LooseTable, Unreadable
from extract.readers.marks import HEADING_NUMBER
from extract.readers.soft_lines import unwrap, with_rest
from extract.text import without_space

_DEEPEST = 60
"""Tables within tables: real forms go to four, and Python's own stack ends at some hundreds."""

_MOST_PLACES = 50_000
"""Places of one table: the largest real one has some thousands, and a file may claim thousands of millions."""

_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\] ")


def blocks(parsed: Parsed, bullets: Mapping[int, str]) -> list[Loose]:
    """Return the loose blocks of a parsed document in reading order, each paragraph behind the bullet of its shape."""
    reading = _Reading(bullets, sized=bool(parsed.char_shapes), dense=parsed.source_format == "hwp")
    return [block for section in parsed.sections for element in section.elements for block in reading.top(element)]


def has_contents(parsed: Parsed) -> bool:
    """Say whether the document holds pictures or tables, so that a lack of text is a lack of its contents."""
    return any(isinstance(element, (Image, Table)) for section in parsed.sections for element in section.elements)


@dataclass
class _Reading:
    """Turns elements into blocks.

    ``sized`` says that letters have heights; ``dense`` that a table's row has a cell for every column, as in HWP, where
    the covered ones are empty; ``notes`` are those of the element at the top that is being read.
    """

    bullets: Mapping[int, str]
    sized: bool
    dense: bool
    notes: list[LooseParagraph] = field(default_factory=list)

    def top(self, element: Any) -> Iterator[Loose]:
        self.notes = []
        yield from self.element(element, 0)
        yield from self.notes

    def element(self, element: Any, depth: int) -> list[Loose]:
        match element:
            case Paragraph():
                return list(self.paragraphs(element))
            case Table():
                return self.captioned(element, self.table(element, depth + 1))
            case Image():
                return self.captioned(element, [])
            case Equation():
                return [LooseParagraph(element.script)]
            case Footnote(type="footnote" | "endnote"):
                self.notes += [replace(found, role="footnote") for found in self.plain(element.paragraphs)]
        return []

    def paragraphs(self, element: Paragraph) -> Iterator[LooseParagraph]:
        height = _height(_runs(element)) if self.sized else None
        for found in unwrap(self.typed(element)):
            yield LooseParagraph(found, size=height)

    def typed(self, element: Paragraph) -> str:
        """Return a paragraph as it was typed, behind its bullet; empty where it has no words."""
        text = "".join(run.equation.script if run.equation else run.text for run in _runs(element))
        bullet = self.bullets.get(element.para_shape_id)
        return (f"{bullet} {text}" if bullet else text) if text.strip() else ""

    def content(self, elements: Iterable[Any], depth: int) -> list[Loose]:
        """Return the blocks of a cell, an entry of a list that was wrapped by hand as one."""
        found: list[Loose] = []
        above = ""
        for element in elements:
            typed = self.typed(element) if isinstance(element, Paragraph) else ""
            whole = with_rest(above, typed) if above and typed else None
            if whole and isinstance(found[-1], LooseParagraph):
                found[-1] = replace(found[-1], text=whole.strip())
            else:
                found += self.element(element, depth)
            above = whole or typed
        return found

    def captioned(self, element: Table | Image, body: list[Loose]) -> list[Loose]:
        caption: list[Loose] = [*self.plain(element.caption)]
        return caption + body if element.caption_side in ("TOP", "LEFT") else body + caption

    def plain(self, elements: Iterable[Any]) -> Iterator[LooseParagraph]:
        """Yield the paragraphs of elements where no table may stand, such as a note."""
        for element in elements:
            if isinstance(element, Paragraph):
                yield from self.paragraphs(element)
            elif isinstance(element, Table):
                yield from self.plain(inner for row in element.rows for cell in row for inner in cell.paragraphs)

    def table(self, table: Table, depth: int) -> list[Loose]:
        if depth > _DEEPEST:
            raise Unreadable(
                "too_large", "표 안의 표가 지나치게 깊은 문서입니다. 한글에서 열어 확인하고 다시 저장한 뒤 넣으세요."
            )
        dense = self.dense or any(cell.row is not None for row in table.rows for cell in row[:1])
        cells = list(_dense(table.rows) if dense else _flowing(table.rows))
        for cell, source in cells:
            cell.content = self.content(source.paragraphs, depth)
        loose = [cell for cell, _ in cells]
        columns = max((cell.column + cell.column_span for cell in loose), default=0)
        box = _box([cell.content for cell in loose if cell.content], columns)
        return [LooseTable(len(table.rows), columns, loose)] if box is None else box


_LONGEST_NOTICE = 12  # paragraphs

_WORDS = re.compile(r"[가-힣A-Za-z]{2}")


def _box(contents: Sequence[list[Loose]], columns: int) -> list[Loose] | None:
    """Return what a table is drawn round if it is no table but a frame or an ornament; None for a table.

    Such have one filled cell, one column, or a number beside the title that it counts. What fills the better part of
    a page is no title or notice, frame or not, and stays body text.
    """
    boxed = [block for content in contents for block in content]
    if len(contents) > 1 and columns > 1:
        title, number = contents[1][0], _number(contents[0]) if len(contents) == 2 else None
        if number is None or not isinstance(title, LooseParagraph) or not _WORDS.search(title.text):
            return None
        boxed = [replace(title, text=f"{number} {title.text}"), *contents[1][1:]]
    if len(boxed) > _LONGEST_NOTICE:
        return boxed
    return [replace(block, role="box") if isinstance(block, LooseParagraph) else block for block in boxed]


def _number(content: Sequence[Loose]) -> str | None:
    """Return the number, letter or 붙임 that a cell holds alone."""
    match content:
        case [LooseParagraph(text=text)] if HEADING_NUMBER.fullmatch(without_space(text)):
            return text
    return None


def _runs(element: Paragraph) -> list[TextRun]:
    """Return what a paragraph says, without the marks of notes and bookmarks."""
    return [run for run in element.runs if not run.note_ref and not _BOOKMARK.fullmatch(run.text)]


def _height(runs: Sequence[TextRun]) -> float | None:
    """Return the height in points that most of the letters have."""
    heights: Counter[float] = Counter()
    for run in runs:
        heights[run.font_size_pt] += len("".join(run.text.split()))
    return max(heights, key=lambda height: heights[height], default=None)


# ------------------------------------------------------------------ cells and their places

_Placed = tuple[LooseCell, Cell]


def _dense(rows: Sequence[Sequence[Cell]]) -> Iterator[_Placed]:
    """Yield the cells of a grid in which every place has one, without the empty ones that a merged cell covers."""
    covered: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell.is_merged_away or ((row, column) in covered and not cell.paragraphs):
                continue
            placed = LooseCell(
                row, column, min(cell.row_span, len(rows) - row), min(cell.col_span, len(cells) - column)
            )
            _cover(covered, placed)
            yield placed, cell


def _flowing(rows: Sequence[Sequence[Cell]]) -> Iterator[_Placed]:
    """Yield cells that tell no places: each stands in the first column that no cell above or before it covers."""
    covered: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in covered:
                column += 1
            placed = LooseCell(row, column, min(max(cell.row_span, 1), len(rows) - row), max(cell.col_span, 1))
            _cover(covered, placed)
            yield placed, cell


def _cover(covered: set[tuple[int, int]], cell: LooseCell) -> None:
    """Add the places that a cell covers; one that claims more than any table has covers its own alone."""
    if len(covered) + cell.row_span * cell.column_span > _MOST_PLACES:
        cell.row_span = cell.column_span = 1
    rows = range(cell.row, cell.row + cell.row_span)
    columns = range(cell.column, cell.column + cell.column_span)
    covered.update((row, column) for row in rows for column in columns)
