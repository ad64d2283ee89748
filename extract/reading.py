"""What is known of a document before the facts: its outline, its dates and its amounts, each found in one pass."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter

from extract.amounts import AmountMention, find_amounts, unit_of
from extract.dates import BackwardRange, DateMention, read_dates
from extract.document import Block, Cell, Document, Span, Table, walk
from extract.lines import Line
from extract.outline import Node, Outline
from extract.text import fold

_RANGE = re.compile(r"\d\d\.?\s*년?\s*~\s*'?\d\d")
_FISCAL = re.compile(
    r"\d\d\s*년?도?\s*(?:본|당초|추경|회계연도\s*)?\s*(?:예산|결산|회계|중기재정|중기지방재정|재정\s*계획)"
)
"""A fiscal year's budget (``2026년도 본예산 편성``): its steps lie in the year before, an account's in the next."""
_NEAR = 6
_LONGEST_HEAD, _LONGEST_HEAD_BESIDE = 30, 16
"""Characters; a longer cell beside a date may be a name with its own year (``2026년 새해맞이 시민의 종 타종``)."""
_YEAR = re.compile(
    r"(?<![\d.])(?:(?P<long>(?:19|20)\d\d)(?=\s*(?:[.년~/-]|학?년도|\s|$))|'\s?(?P<short>\d\d)(?=\s*(?:[.년~/-]|$)))(?!\d)"
)
_BEFORE_TERM = re.compile(r"0?[12]\s?월")
"""The months before a school term begins, which the 학년도 counts as its last."""


def _century(short: str) -> int:
    return int(short) + (2000 if int(short) < 60 else 1900)


_UNIT_WORD = re.compile(r"단\s*위")


def only_year(words: str) -> int | None:
    """Return the year that words name; None if they name none or several.

    >>> only_year("2024년 주요성과"), only_year("‘25. 3. : 착공"), only_year("사업개요(2021~2031)")
    (2024, 2025, None)
    """
    folded = fold(words)
    years = {int(match["long"] or _century(match["short"])) for match in _YEAR.finditer(folded)}
    return None if _RANGE.search(folded) else years.pop() if len(years) == 1 else None


@dataclass(frozen=True)
class Reading:
    """A document with its outline, dates and amounts; mentions are sorted and disjoint.

    ``base_year`` is the year that the document is for, ``issued`` the (last) day of the date that it bears. All
    look-ups are by offsets into the canonical text.
    """

    document: Document
    outline: Outline
    base_year: int | None
    issued: datetime.date | None

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.document.text

    @cached_property
    def _dates(self) -> tuple[tuple[DateMention, ...], tuple[BackwardRange, ...]]:
        found = read_dates(self.text, self.context_year)
        return found.mentions, found.backward

    @property
    def dates(self) -> tuple[DateMention, ...]:
        """Every date and period of the text."""
        return self._dates[0]

    @property
    def backward_ranges(self) -> tuple[BackwardRange, ...]:
        """Ranges, both years written, that run backwards."""
        return self._dates[1]

    @cached_property
    def amounts(self) -> tuple[AmountMention, ...]:
        """Every amount of money of the text that carries its unit, or splits one that does."""
        return tuple(find_amounts(self.text))

    @cached_property
    def _date_starts(self) -> list[int]:
        return [mention.span_start for mention in self.dates]

    @cached_property
    def _amount_starts(self) -> list[int]:
        return [mention.span_start for mention in self.amounts]

    def dates_in(self, start: int, end: int) -> tuple[DateMention, ...]:
        """Return the dates that begin within the span."""
        return self.dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]

    def amounts_in(self, start: int, end: int) -> tuple[AmountMention, ...]:
        """Return the amounts that begin within the span."""
        return self.amounts[bisect_left(self._amount_starts, start) : bisect_left(self._amount_starts, end)]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.outline.lines]

    def lines_in(self, start: int, end: int) -> list[Line]:
        """Return the lines that begin within the span."""
        return self.outline.lines[bisect_left(self._line_starts, start) : bisect_left(self._line_starts, end)]

    # -------------------------------------------------------------- tables

    @cached_property
    def tables(self) -> list[Table]:
        """Every table in reading order, nested ones among them."""
        return [block for block in walk(self.document.blocks) if isinstance(block, Table)]

    @cached_property
    def _grids(self) -> dict[int, dict[tuple[int, int], Cell]]:
        return {id(table): table.grid() for table in self.tables}

    def grid(self, table: Table) -> dict[tuple[int, int], Cell]:
        """Return the cell at each place of a table."""
        return self._grids[id(table)]

    def cell_at(self, offset: int) -> tuple[Cell, Table] | None:
        """Return the innermost cell that holds the offset, with its table."""
        return _cell_in(self.document.blocks, offset)

    def unit_in(self, start: int, end: int) -> Span | None:
        """Return where a stretch of text names the unit of bare figures (``(단위: 백만원)``, ``총사업비(천원)``)."""
        unit = unit_of(self.text[start:end])
        if unit is None:
            return None
        spaced = re.compile(r"\s*".join(map(re.escape, unit)))
        *_, last = spaced.finditer(self.text, start, end)
        return Span(*last.span())

    @cached_property
    def _cell_round(self) -> dict[int, Cell]:
        """The cell that each nested table stands in, by the table's start."""
        cells = (cell for table in self.tables for cell in table.cells)
        return {block.start: cell for cell in cells for block in cell.blocks if isinstance(block, Table)}

    def names_unit(self, start: int, end: int) -> bool:
        """Say whether a stretch of text speaks of a unit (``단위``), of money or not."""
        return _UNIT_WORD.search(self.text, start, end) is not None

    def caption_unit(self, start: int) -> Span | None:
        """Return the unit of money that the nearest line above a table tells, within its section; None if none."""
        section = self.outline.section_at(start)
        floor = section.line.start if section else 0
        cell = self._cell_round.get(start)
        inside = self.lines_in(cell.start, start) if cell else []
        for line in [*reversed(inside), *reversed(self.outline.lines_before(start))]:
            if line.start < floor and line not in inside:
                break
            if self.names_unit(line.start, line.end) or (section and line is section.line):
                return self.unit_in(line.start, line.end)
        return None

    # -------------------------------------------------------------- the context's year

    def context_year(self, offset: int) -> int | None:
        """Return the year that a date without one takes at an offset.

        In this order: the heads of its table's column and row, the list lines above it, the headings above it, the
        year that the document is for.
        """
        heads = (self._year_under(head, offset) for head in self._heads(offset))
        years = chain(heads, map(only_year, self._lines_above(offset)))
        return next((year for year in years if year and self._is_near(year)), self.base_year)

    def _year_under(self, head: str, offset: int) -> int | None:
        """The year under a head of a table; January and February of a 학년도 are those of the year after."""
        year = only_year(head)
        return year + 1 if year and "학년도" in head and _BEFORE_TERM.match(self.text, offset) else year

    def _is_near(self, year: int) -> bool:
        """A year far from the document's own (``’98년 설립``) dates what it stands beside, and nothing below it."""
        return self.base_year is None or abs(year - self.base_year) <= _NEAR

    def _heads(self, offset: int) -> Iterator[str]:
        place = self.cell_at(offset)
        if place:
            cell, table = place
            grid = self.grid(table)
            above = [grid.get((row, cell.column)) for row in range(cell.row - 1, -1, -1)]
            beside = [grid.get((cell.row, column)) for column in range(cell.column - 1, -1, -1)]
            yield from self._short(above, _LONGEST_HEAD)
            yield from self._short(beside, _LONGEST_HEAD_BESIDE)

    def _short(self, cells: Iterable[Cell | None], longest: int) -> Iterator[str]:
        """Yield the words of the cells that have no more than so many."""
        yield from (self.text[cell.start : cell.end] for cell in cells if cell and cell.end - cell.start <= longest)

    def _lines_above(self, offset: int) -> Iterator[str]:
        node: Node | None = self.outline.node_at(offset)
        if node and node.line.start <= offset <= node.line.end:
            node = node.parent
        words = (self.outline.words(above) for above in node.ancestors()) if node else ()
        yield from (above for above in words if not _FISCAL.search(above))


def _cell_in(blocks: Sequence[Block], offset: int) -> tuple[Cell, Table] | None:
    index = bisect_right(blocks, offset, key=attrgetter("start")) - 1
    table = blocks[index] if index >= 0 else None
    if not isinstance(table, Table) or offset > table.end:
        return None
    index = bisect_right(table.cells, offset, key=attrgetter("start")) - 1
    cell = table.cells[index] if index >= 0 else None
    if cell is None or offset > cell.end:
        return None
    return _cell_in(cell.blocks, offset) or (cell, table)
