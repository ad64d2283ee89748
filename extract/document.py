"""The document model: one canonical text, and blocks that are spans of it.

A reader hands loose blocks (paragraphs, tables with cells) to :func:`compose`, which lays the one canonical text
and fixes every block, cell and word as a span of it. Nothing downstream ever changes the text, so an offset found
anywhere leads back to a page and a place in the source.

The text: a paragraph ends in ``\\n``; a table's cells are written row by row, cells parted by ``\\t`` and rows by
``\\n``; several paragraphs within a cell are parted by ``\\n``, and the cell's span holds them all.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

Role = Literal["body", "box", "footnote"]
"""What a paragraph is: running text, the inside of a one-cell box (a title or a notice), or a note."""

FailureCode = Literal[
    "encrypted", "corrupt", "no_text", "unsupported", "timeout", "crash", "memory", "too_large", "empty"
]
"""Why a file gave no document: the values of ``failures.error``."""


class Unreadable(Exception):
    """A file that gives no document.

    ``code`` is a value of ``failures.error``; ``message`` says in one Korean sentence what staff must do with the file.
    """

    def __init__(self, code: FailureCode, message: str) -> None:
        super().__init__(code, message)
        self.code: FailureCode = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class Box(NamedTuple):
    """A rectangle in PDF points, measured from the top left of the page as it is shown."""

    x0: float
    top: float
    x1: float
    bottom: float


class Span(NamedTuple):
    """Offsets into the canonical text in code points, end exclusive."""

    start: int
    end: int


class Place(NamedTuple):
    """Where words stand: the page (1-based) and the box round them, each None where the format has none."""

    page: int | None
    box: Box | None


NOWHERE = Place(None, None)


class Word(NamedTuple):
    """A boxed run of characters: offsets, page (1-based) and box."""

    start: int
    end: int
    page: int
    box: Box


# ------------------------------------------------------------------ loose blocks, as readers make them


@dataclass(slots=True)
class LooseParagraph:
    """A paragraph before it has its place in the text.

    ``words`` are offsets into ``text``; ``size`` is the height of its letters in points, where the format tells.
    """

    text: str
    page: int | None = None
    role: Role = "body"
    size: float | None = None
    words: Sequence[Word] = ()


@dataclass(slots=True)
class LooseCell:
    """A cell before it has its place in the text; ``content`` may hold nested tables."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    content: list[LooseParagraph | LooseTable] = field(default_factory=list)
    page: int | None = None


@dataclass(slots=True)
class LooseTable:
    """A table before it has its place in the text; rows and columns are counted from 0."""

    rows: int
    columns: int
    cells: list[LooseCell] = field(default_factory=list)
    page: int | None = None
    box: Box | None = None


# ------------------------------------------------------------------ blocks, as everything downstream sees them


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``end`` stands before its line feed."""

    start: int
    end: int
    page: int | None
    role: Role
    size: float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its place in the grid; a merged cell stands once, at its top left place."""

    start: int
    end: int
    row: int
    column: int
    row_span: int
    column_span: int
    blocks: tuple[Block, ...]
    page: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``cells`` in reading order, row by row."""

    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    page: int | None
    box: Box | None

    def grid(self) -> dict[tuple[int, int], Cell]:
        """Return the cell that covers each place (row, column), merged cells at every place that they cover."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows))
            for column in range(cell.column, min(cell.column + cell.column_span, self.columns))
        }


Block = Paragraph | Table
Loose = LooseParagraph | LooseTable


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of a file: the canonical text (NFC) and what is known of its parts.

    ``format`` is what the content is, whatever the file's name says; ``pages`` is None where the format has none;
    ``title`` is what the file says of itself, if anything; ``warnings`` are Korean sentences on what was passed over.
    """

    text: str
    blocks: tuple[Block, ...]
    words: tuple[Word, ...]
    format: str
    pages: int | None
    sha256: str
    size: int
    title: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def doc_id(self) -> str:
        """The first 16 hex digits of the file's SHA-256."""
        return self.sha256[:16]

    def locate(self, start: int, end: int) -> Place:
        """Return the page on which the span begins, and the box round its words on that page."""
        first = max(bisect_right(self.words, start, key=_word_start) - 1, 0)
        last = bisect_left(self.words, end, key=_word_start)
        words = [word for word in self.words[first:last] if word.end > start]
        if not words:
            return NOWHERE
        page = words[0].page
        return Place(page, _round([word.box for word in words if word.page == page]))


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block in reading order, a table before what its cells hold."""
    for block in blocks:
        yield block
        if isinstance(block, Table):
            for cell in block.cells:
                yield from walk(cell.blocks)


def _word_start(word: Word) -> int:
    return word.start


def _round(boxes: list[Box]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


# ------------------------------------------------------------------ loose blocks -> canonical text

# A control character, a line feed or a tab inside a paragraph would be taken for the model's own separators.
_CONTROL = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " ") | dict.fromkeys(range(55296, 57344), "�")


class _Composer:
    """Lays loose blocks one behind the other and keeps their offsets."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.words: list[Word] = []

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def block(self, loose: Loose) -> Block:
        return self.paragraph(loose) if isinstance(loose, LooseParagraph) else self.table(loose)

    def paragraph(self, loose: LooseParagraph) -> Paragraph:
        start = self.length
        text, words = _clean(loose)
        self.write(text)
        self.words += [Word(start + word.start, start + word.end, word.page, word.box) for word in words]
        return Paragraph(start, self.length, loose.page, loose.role, loose.size)

    def table(self, loose: LooseTable) -> Table:
        start = self.length
        cells: list[Cell] = []
        row = 0
        for cell in sorted(loose.cells, key=lambda cell: (cell.row, cell.column)):
            if cells:
                self.write("\t" if cell.row == row else "\n")
            row = cell.row
            cells.append(self.cell(cell))
        return Table(start, self.length, loose.rows, loose.columns, tuple(cells), loose.page, loose.box)

    def cell(self, loose: LooseCell) -> Cell:
        start = self.length
        blocks: list[Block] = []
        for content in loose.content:
            if blocks:
                self.write("\n")
            blocks.append(self.block(content))
        spans = (loose.row, loose.column, loose.row_span, loose.column_span)
        return Cell(start, self.length, *spans, tuple(blocks), loose.page)


def _clean(loose: LooseParagraph) -> tuple[str, Sequence[Word]]:
    """Return the paragraph's text in NFC without control characters, and its words at their new offsets."""
    text = loose.text.translate(_CONTROL)
    if unicodedata.is_normalized("NFC", text):
        return text, loose.words
    bounds = sorted({0, len(text)}.union(*((word.start, word.end) for word in loose.words)))
    moved, clean = {0: 0}, ""
    for left, right in pairwise(bounds):
        clean += unicodedata.normalize("NFC", text[left:right])
        moved[right] = len(clean)
    words = [Word(moved[word.start], moved[word.end], word.page, word.box) for word in loose.words]
    return unicodedata.normalize("NFC", clean), words


def compose(
    blocks: Iterable[Loose],
    *,
    format: str,
    sha256: str,
    size: int,
    pages: int | None = None,
    title: str | None = None,
    warnings: Sequence[str] = (),
) -> Document:
    """Lay loose blocks, in reading order, into a document with one canonical text.

    >>> document = compose(
    ...     [LooseParagraph("□ 소요예산"), LooseTable(1, 2, [LooseCell(0, 0, content=[LooseParagraph("구비")]),
    ...                                                   LooseCell(0, 1, content=[LooseParagraph("409")])])],
    ...     format="txt", sha256="0" * 64, size=0)
    >>> document.text
    '□ 소요예산\\n구비\\t409\\n'
    >>> cell = document.blocks[1].cells[1]
    >>> document.text[cell.start:cell.end]
    '409'
    """
    composer = _Composer()
    laid: list[Block] = []
    for block in blocks:
        laid.append(composer.block(block))
        composer.write("\n")
    text = "".join(composer.pieces)
    return Document(text, tuple(laid), tuple(composer.words), format, pages, sha256, size, title, tuple(warnings))
