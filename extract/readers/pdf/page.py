"""A raw page -> its layout: every word in its line, every line in its cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Box
from extract.readers.pdf.frames import is_filled, with_frames_joined
from extract.readers.pdf.layout import Grid, PageLayout, RawPage, Rule, RuledCell, RuledTable, is_table
from extract.readers.pdf.legible import is_legible
from extract.readers.pdf.lines import PageWord, lines, word_of, words
from extract.readers.pdf.tidy import tidied

_MOST_GRIDS = 400  # the fullest page seen has 33
_LEAST_COVER = 0.7  # of a grid's rectangle that its cells must cover

Owner = tuple[int, int]
"""A grid and a cell in it."""


def layout(raw: RawPage) -> PageLayout:
    """Set the characters of a page into lines, and the lines into the cells that its rules draw."""
    found = _useful(raw.grids)
    owned = _owned(raw, found)
    tables = [_table(index, grid, owned, raw.number) for index, grid in enumerate(found)]
    outside = lines(owned.pop(None, ()), raw.number)
    useful = [tidied(table) for table in tables if len(table.cells) == 1 or is_filled(table)]
    tops = with_frames_joined(_nested(useful), outside)
    return PageLayout(
        raw.number,
        raw.width,
        raw.height,
        outside,
        [table for table in tops if is_table(table)],
        [table for table in tops if not is_table(table)],
        _separators(raw.across, found),
        len("".join(raw.glyphs.text.split())),
        is_legible(raw.glyphs),
        raw.turn,
        raw.drawn,
        raw.cut,
        raw.broken,
    )


# ------------------------------------------------------------------ which grids


def _useful(found: list[Grid]) -> list[Grid]:
    """Return the grids whose cells cover most of their rectangle, smallest first, so that an inner one comes first.

    Of a drawing's thousand boxes the largest are kept.
    """
    kept = [grid for grid in found if _area(grid.box) and _covered(grid) >= _LEAST_COVER * _area(grid.box)]
    return sorted(kept, key=lambda grid: _area(grid.box))[-_MOST_GRIDS:]


def _covered(grid: Grid) -> float:
    return sum(_area(grid.cell_box(cell)) for cell in grid.cells)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


# ------------------------------------------------------------------ which word in which cell


@dataclass(slots=True)
class _Index:
    """Finds the cell at a point of one grid."""

    grid: Grid
    box: Box
    at: dict[tuple[int, int], int]

    @classmethod
    def of(cls, grid: Grid) -> _Index:
        places = {
            (row, column): index
            for index, cell in enumerate(grid.cells)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        return cls(grid, grid.box, places)

    def cell(self, x: float, y: float) -> int | None:
        if not (self.box.x0 <= x <= self.box.x1 and self.box.top <= y <= self.box.bottom):
            return None
        return self.at.get((bisect_right(self.grid.ys, y) - 1, bisect_right(self.grid.xs, x) - 1))


def _owned(raw: RawPage, found: list[Grid]) -> dict[Owner | None, list[PageWord]]:
    """Give each word to the innermost cell that it stands in, or to None; a word that crosses a wall is cut there."""
    indices = [_Index.of(grid) for grid in found]
    owned: dict[Owner | None, list[PageWord]] = defaultdict(list)
    for word in words(raw.glyphs):
        for owner, part in _parts(word, raw, indices) if indices else [(None, word)]:
            owned[owner].append(part)
    for number, grid in enumerate(found):
        if len(grid.ys) == 2:
            _release(number, grid, owned)
    return owned


def _release(number: int, grid: Grid, owned: dict[Owner | None, list[PageWord]]) -> None:
    """Give the words of a row that is no table back to the text around it: a marked phrase, a heading's number."""
    owners = [(number, cell) for cell in range(len(grid.cells))]
    inside = [word for owner in owners for word in owned.get(owner, ())]
    if inside and (_is_marking(grid, inside) or (len(grid.cells) == 1 and _stands_in_line(inside, owned[None]))):
        for owner in owners:
            owned[None] += owned.pop(owner, [])


def _is_marking(grid: Grid, inside: list[PageWord]) -> bool:
    """Say whether the row is just as high as its letters: a background, no cell."""
    return grid.ys[1] - grid.ys[0] < 1.3 * max(word.size for word in inside)


def _stands_in_line(inside: list[PageWord], outside: list[PageWord]) -> bool:
    """Say whether words on one line have other words right beside them."""
    top, bottom = min(word.top for word in inside), max(word.bottom for word in inside)
    tallest = max(word.bottom - word.top for word in inside)
    left, right = min(word.x0 for word in inside), max(word.x1 for word in inside)
    return bottom - top < 1.5 * tallest and any(
        top < (word.top + word.bottom) / 2 < bottom
        and (-1 < word.x0 - right < 2.5 * tallest or -1 < left - word.x1 < 2.5 * tallest)
        for word in outside
    )


_APART = 0.03  # of the letters' size: letters of one word stand nearer than this


def _parts(word: PageWord, raw: RawPage, indices: list[_Index]) -> Iterator[tuple[Owner | None, PageWord]]:
    """Cut a word where a wall runs between letters that stand apart; give each part to the cell of its middle."""
    boxes = raw.glyphs.boxes
    if _owner(boxes[word.first], indices) == (owner := _owner(boxes[word.last - 1], indices)):
        yield owner, word
        return
    start = word.first
    for place in range(word.first + 1, word.last + 1):
        if place == word.last or (
            boxes[place][0] - boxes[place - 1][2] > _APART * word.size
            and _owner(boxes[place], indices) != _owner(boxes[place - 1], indices)
        ):
            part = word_of(raw.glyphs, start, place, word.size)
            yield _owner(boxes[(start + place - 1) // 2], indices), part
            start = place


def _owner(box: tuple[float, float, float, float], indices: list[_Index]) -> Owner | None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for number, index in enumerate(indices):
        cell = index.cell(x, y)
        if cell is not None:
            return number, cell
    return None


# ------------------------------------------------------------------ tables and tables in them


def _table(index: int, grid: Grid, owned: dict[Owner | None, list[PageWord]], page: int) -> RuledTable:
    cells = [
        RuledCell(place, grid.cell_box(place), lines(owned.get((index, number), ()), page))
        for number, place in enumerate(grid.cells)
    ]
    return RuledTable(grid, cells)


def _nested(tables: list[RuledTable]) -> list[RuledTable]:
    """Put each table into the smallest cell of a filled one that holds it; return the others in reading order."""
    tops = []
    outers = [(index, table) for index, table in enumerate(tables) if is_filled(table)]
    for index, table in enumerate(tables):
        larger = (outer for place, outer in outers if place > index)
        holder = next((cell for outer in larger for cell in outer.cells if _holds(cell, table)), None)
        if holder:
            holder.tables.append(table)
        else:
            tops.append(table)
    return sorted(tops, key=lambda table: (table.box.top, table.box.x0))


def _holds(cell: RuledCell, table: RuledTable) -> bool:
    outer, inner = cell.box, table.box
    across = outer.x0 - 2 <= inner.x0 and inner.x1 <= outer.x1 + 2
    return across and outer.top - 2 <= inner.top and inner.bottom <= outer.bottom + 2


def _separators(across: list[Rule], found: list[Grid]) -> list[Rule]:
    """Return the horizontal rules outside all grids."""
    boxes = [grid.box for grid in found]
    return [
        rule
        for rule in across
        if not any(box.top - 3 <= rule.at <= box.bottom + 3 and box.x0 - 3 <= rule.low <= box.x1 for box in boxes)
    ]
