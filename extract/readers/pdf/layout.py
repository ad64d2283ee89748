"""What stands on a page: lines of words, ruled tables with the lines in their cells, and rules that part the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.document import Box, Word

# ------------------------------------------------------------------ what an engine delivers


class Glyphs(NamedTuple):
    """The characters of a page in the order of its content, one box (left, top, right, bottom) for each.

    ``sizes`` holds the size of the letters in points at each place where a run of characters without blanks begins;
    ``unmapped`` is the share of the runs whose font does not tell which letters its glyphs are.
    """

    text: str
    boxes: list[tuple[float, float, float, float]]
    sizes: dict[int, float]
    unmapped: float = 0.0


RUN = re.compile(r"[^\s\0-\x01\x03-\x1f\x7f-\x9f\u200b\ufeff]+")
"""A run of characters without blanks (U+0002 is pdfium's mark for a hyphen)."""


class Rule(NamedTuple):
    """A straight rule: ``at`` is its y (a horizontal one) or its x, ``low`` and ``high`` are its ends."""

    at: float
    low: float
    high: float


class Rules(NamedTuple):
    """The rules of a page, horizontal and vertical."""

    across: list[Rule]
    down: list[Rule]


class GridCell(NamedTuple):
    """The place of a cell in a grid, counted from 0."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Grid:
    """The skeleton of a table: the x of its columns' edges, the y of its rows' edges, and its cells row by row."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]

    @property
    def box(self) -> Box:
        """The rectangle round all cells."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_box(self, cell: GridCell) -> Box:
        """The rectangle of a cell."""
        right, bottom = self.xs[cell.column + cell.column_span], self.ys[cell.row + cell.row_span]
        return Box(self.xs[cell.column], self.ys[cell.row], right, bottom)


@dataclass(slots=True)
class RawPage:
    """A page as an engine gives it, its text upright; boxes in points from its top left.

    ``across`` are its horizontal rules. ``turn`` is by how many degrees, clockwise, the page is turned where it is
    shown; ``drawn`` says that there is anything on it, ``cut`` that it has more paths than are read, ``broken`` that
    it does not open.
    """

    number: int
    width: float
    height: float
    glyphs: Glyphs
    grids: list[Grid]
    across: list[Rule]
    turn: int = 0
    drawn: bool = True
    cut: bool = False
    broken: bool = False


# ------------------------------------------------------------------ what is made of it


class TextLine(NamedTuple):
    """A visual line: its text without blanks at the ends, and where it stands.

    ``size`` is the size of most of its letters in points, ``first_size`` and ``last_size`` that of its first and last
    word; ``blank`` says that a blank stands behind its last letter;
    ``parted`` that its words stand in columns; ``words`` are offsets into ``text``.
    """

    text: str
    box: Box
    size: float
    first_size: float
    last_size: float
    blank: bool
    parted: bool
    words: tuple[Word, ...]


@dataclass(slots=True)
class RuledCell:
    """A cell of a ruled table with its lines and the tables within it."""

    place: GridCell
    box: Box
    lines: list[TextLine] = field(default_factory=list)
    tables: list[RuledTable] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The cell's lines, parted by line feeds."""
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class RuledTable:
    """A table drawn with rules; one of a single cell is a box."""

    grid: Grid
    cells: list[RuledCell]

    @property
    def box(self) -> Box:
        """The rectangle round the table."""
        return self.grid.box


def is_table(table: RuledTable) -> bool:
    """Say whether a ruled grid is a table of data: two columns or more, and something in three cells or in a pair.

    A title, a notice with a title on its edge, or an ornament is a box.
    """
    filled = sum(bool(cell.lines or cell.tables) for cell in table.cells)
    pair = len(table.cells) == filled == 2 and len(table.grid.ys) == 2
    return len(table.grid.xs) > 2 and (filled >= 3 or pair)


@dataclass(slots=True)
class PageLayout:
    """A page: the lines outside all tables, top to bottom, and its tables and boxes.

    ``separators`` are the horizontal rules that belong to no table. ``letters`` is how many characters the page has;
    ``legible`` is False where they have no meaning (a font without its map) and None where there are none. The page's
    text stands upright here; ``turn`` and the marks below it are those of ``RawPage``.
    """

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[RuledTable]
    boxes: list[RuledTable]
    separators: list[Rule]
    letters: int
    legible: bool | None
    turn: int = 0
    drawn: bool = True
    cut: bool = False
    broken: bool = False
