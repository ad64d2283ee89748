"""Pages -> the flow of the document: logical paragraphs and tables in reading order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from extract.document import Box, Loose, LooseCell, LooseParagraph, LooseTable, Role, Word
from extract.readers.marks import HEADING_NUMBER, has_leader, label, list_mark
from extract.readers.pdf.cells import reaches, rows_of_figures, stretched, written_across
from extract.readers.pdf.columns import in_reading_order
from extract.readers.pdf.continued import LaidTable, joined_tables
from extract.readers.pdf.footnotes import footnote_top
from extract.readers.pdf.furniture import without_furniture
from extract.readers.pdf.layout import PageLayout, RuledCell, RuledTable, TextLine, is_table
from extract.readers.pdf.turned import as_shown
from extract.readers.wrapping import Line, NeedsSpace, paragraphs, seam, seems_parted
from extract.text import without_space


@dataclass(frozen=True, slots=True)
class Strip:
    """A line in the flow: how far to the right it could have run, the room left, its role, the box it stands in."""

    line: TextLine
    page: int
    margin: float
    room: float
    role: Role = "body"
    frame: Box | None = None


Piece = Strip | LaidTable


def flow(pages: Sequence[PageLayout], needs_space: NeedsSpace) -> Iterator[Loose]:
    """Yield the paragraphs and tables of a document in reading order.

    Page numbers and running heads are left out; wrapped lines are joined, over pages too; the parts of a table that
    runs over pages are one table.
    """
    margins = _margins(pages)
    kept = without_furniture(pages)
    pieces = [
        piece
        for page, lines in zip(pages, kept, strict=True)
        for piece in _page_pieces(page, lines, margins[round(page.width)], needs_space)
    ]
    turned = {page.number: page for page in pages if page.turn}
    for block in _blocks(joined_tables(pieces), needs_space):
        yield as_shown(block, turned) if turned else block


def _blocks(pieces: Iterable[Piece], needs_space: NeedsSpace) -> Iterator[Loose]:
    """Yield the tables among the pieces as they are, and the lines between them as paragraphs."""
    for together, run in groupby(pieces, key=_togetherness):
        if together is None:
            yield from (piece.table for piece in run if isinstance(piece, LaidTable))
        else:
            yield from _paragraphs([piece for piece in run if isinstance(piece, Strip)], needs_space)


def _togetherness(piece: Piece) -> tuple[Role, Box | None] | None:
    """Lines are joined only with lines of the same role in the same box."""
    return (piece.role, piece.frame) if isinstance(piece, Strip) else None


def _margins(pages: Sequence[PageLayout]) -> dict[int, float]:
    """Return how far to the right the lines of the pages of each width run."""
    rights: dict[int, list[float]] = defaultdict(list)
    for page in pages:
        rights[round(page.width)] += [max(line.box.x1 for line in page.lines)] if page.lines else []
    return {round(page.width): _median(rights[round(page.width)] or [page.width]) for page in pages}


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


# ------------------------------------------------------------------ the pieces of a page in reading order


def _page_pieces(page: PageLayout, lines: list[TextLine], margin: float, needs_space: NeedsSpace) -> list[Piece]:
    foot = footnote_top(page, lines)
    placed: list[tuple[tuple[float, int, float, float], list[Piece]]] = [
        (order, [Strip(line, page.number, reach, reach - line.box.x1, "footnote" if line.box.top >= foot else "body")])
        for order, line, reach in in_reading_order(lines, page.width, margin)
    ]
    for table in (*page.tables, *page.boxes):
        if is_table(table) and not _is_numbered_title(table):
            pieces: list[Piece] = [_laid(table, page.number, needs_space)]
        else:
            pieces = _box_pieces(table, page, needs_space)
        placed.append(((table.box.top, 0, table.box.top, table.box.x0), pieces))
    placed.sort(key=lambda place: place[0])
    return _with_markers_joined([piece for _, pieces in placed for piece in pieces])


def _box_pieces(box: RuledTable, page: PageLayout, needs_space: NeedsSpace) -> list[Piece]:
    """Return what stands in a box; one that frames the better part of the page, in height and width, is no box."""
    whole = (box.box.bottom - box.box.top) > 0.5 * page.height and (box.box.x1 - box.box.x0) > 0.5 * page.width
    return [
        piece
        for cell in box.cells
        for piece in _cell_pieces(cell, page.number, needs_space, "body" if whole else "box")
    ]


def _cell_pieces(cell: RuledCell, page: int, needs_space: NeedsSpace, role: Role) -> list[Piece]:
    frame = None if role == "body" else cell.box
    placed: list[tuple[float, Piece]] = [
        (line.box.top, Strip(stretched(line, reach), page, *reach, role, frame))
        for line, reach in zip(written_across(cell.lines), reaches(cell), strict=False)
    ]
    for table in cell.tables:
        placed += [(table.box.top, piece) for piece in _inner_pieces(table, page, needs_space, role)]
    return [piece for _, piece in sorted(placed, key=lambda place: place[0])]


def _inner_pieces(table: RuledTable, page: int, needs_space: NeedsSpace, role: Role) -> list[Piece]:
    """Return a table within a cell, or what stands in it where it is but a box."""
    if is_table(table):
        return [_laid(table, page, needs_space)]
    return [piece for cell in table.cells for piece in _cell_pieces(cell, page, needs_space, role)]


_WORDS = re.compile(r"[가-힣A-Za-z]{2}")


def _is_numbered_title(table: RuledTable) -> bool:
    """Say whether a table of one row is drawn round a heading: its number in one cell, its words in another."""
    filled = [cell for cell in table.cells if cell.lines]
    if len(table.grid.ys) != 2 or len(filled) != 2 or any(cell.tables for cell in table.cells):
        return False
    number, title = filled
    return bool(HEADING_NUMBER.fullmatch(without_space(number.text)) and _WORDS.search(title.text))


def _with_markers_joined(pieces: list[Piece]) -> list[Piece]:
    """Join a box that holds a number alone with the box at its right: together they are one heading."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if isinstance(before, Strip) and isinstance(piece, Strip) and _is_marker_of(before, piece):
            found[-1] = replace(piece, line=beside(before.line, piece.line), frame=piece.frame)
        else:
            found.append(piece)
    return found


def _is_marker_of(marker: Strip, title: Strip) -> bool:
    if marker.role != "box" or title.role != "box" or marker.frame == title.frame:
        return False
    middle = (title.line.box.top + title.line.box.bottom) / 2
    same_row = marker.line.box.top < middle < marker.line.box.bottom
    return (
        same_row
        and marker.line.box.x1 < title.line.box.x0
        and bool(HEADING_NUMBER.fullmatch(without_space(marker.line.text)))
    )


def beside(left: TextLine, right: TextLine) -> TextLine:
    """Return two lines of one row as one."""
    box = Box(left.box.x0, min(left.box.top, right.box.top), right.box.x1, max(left.box.bottom, right.box.bottom))
    words = left.words + tuple(_shifted(right.words, len(left.text) + 1))
    sizes = (right.size, left.first_size, right.last_size)
    return TextLine(f"{left.text} {right.text}", box, *sizes, right.blank, False, words)


def _shifted(words: Iterable[Word], by: int) -> Iterator[Word]:
    return (Word(word.start + by, word.end + by, word.page, word.box) for word in words)


# ------------------------------------------------------------------ lines -> paragraphs


def _paragraphs(strips: list[Strip], needs_space: NeedsSpace) -> Iterator[LooseParagraph]:
    rest = iter(strips)
    for group in paragraphs([_wrapping_line(strip) for strip in strips]):
        yield _paragraph([(next(rest), line) for line in group], needs_space)


def _wrapping_line(strip: Strip) -> Line:
    line = strip.line
    return Line(
        line.text,
        left=line.box.x0,
        right=line.box.x1,
        margin=strip.margin,
        size=line.first_size,
        hang=_behind(line, list_mark(line.text)),
        value=_behind(line, label(line.text)),
        blank=line.blank,
        alone=line.parted,
        end_size=line.last_size,
        top=line.box.top,
        bottom=line.box.bottom,
    )


def _behind(line: TextLine, opening: str) -> float | None:
    """Return the x at which the words behind an opening of the line begin; None where the opening is empty."""
    offset = len(opening)
    if not offset or offset >= len(line.text):
        return None
    word = next(word for word in line.words if word.end > offset)
    share = max(offset - word.start, 0) / (word.end - word.start)
    return word.box.x0 + share * (word.box.x1 - word.box.x0)


def _paragraph(lines: list[tuple[Strip, Line]], needs_space: NeedsSpace) -> LooseParagraph:
    head = lines[0][0]
    text, words = head.line.text, list(head.line.words)
    for (above, above_line), (strip, line) in pairwise(lines):
        text += seam(above_line, line, needs_space if _ran_out_of_room(above) else seems_parted)
        words += _shifted(strip.line.words, len(text))
        text += strip.line.text
    return LooseParagraph(text, head.page, head.role, round(head.line.size, 1), words)


def _ran_out_of_room(strip: Strip) -> bool:
    """Say whether no letter of the next word would have fitted: only then may a word have been broken."""
    return strip.room < strip.line.last_size


# ------------------------------------------------------------------ tables


def _laid(table: RuledTable, page: int, needs_space: NeedsSpace) -> LaidTable:
    grid = table.grid
    alone = rows_of_figures(table)
    cells = [
        LooseCell(*cell.place, content=list(_cell_content(cell, page, needs_space, alone)), page=page)
        for cell in table.cells
    ]
    return LaidTable(LooseTable(len(grid.ys) - 1, len(grid.xs) - 1, cells, page, table.box), tuple(grid.xs), page)


def _cell_content(cell: RuledCell, page: int, needs_space: NeedsSpace, alone: set[int]) -> Iterator[Loose]:
    pieces = _cell_pieces(cell, page, needs_space, "body")
    if cell.place.row in alone:
        pieces = [_unwrapped(piece) for piece in pieces]
    yield from _blocks(pieces, needs_space)


def _unwrapped(piece: Piece) -> Piece:
    if isinstance(piece, LaidTable) or has_leader(piece.line.text):
        return piece
    return replace(piece, line=piece.line._replace(parted=True))
