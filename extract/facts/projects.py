"""Headings, labels and cards -> the projects of a document, and which stretch of text belongs to which.

A heading of no known kind is a project if enough is told directly under it: a 사업개요, two labels of projects such as
사업기간 and 총사업비, or one of them with what was or is to be done. A 사업명 in a table opens a project too. A plan
without either is one project itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.document import Cell, Span, Table
from extract.facts.listed_projects import listed_projects
from extract.outline import Node
from extract.reading import Reading
from extract.records import Field
from extract.text import without_space
from extract.vocabulary import is_drawing, is_no_title

_TELLING_LABELS = frozenset(
    {"사업기간", "총사업비", "사업내용", "사업대상", "위치", "규모", "사업명", "주관부서", "사업주체"}
)
_TELLING_MOST = _TELLING_LABELS - {"사업명", "주관부서", "사업주체"}
_OVERVIEW = "사업개요"
_CONTENT = "사업내용"
_STEPS = frozenset({"추진실적", "추진계획", "추진일정", "소요예산"})
_FEWEST_LABELS = 2
# A plan of the pledges is no single one of them.
_OF_MANY = re.compile(r"공약|민과의\s?약속")
_SINGLE_PLANS = frozenset({"공약실천계획", "시행계획", "추진계획", "사업계획"})


@dataclass(frozen=True, slots=True)
class Extent:
    """A project's title and the stretch of text that is its own; a list tells its number and cost at once."""

    title: Span
    start: int
    end: int
    rule: str
    code: Span | None = None
    cost: tuple[int, Span] | None = None


# ------------------------------------------------------------------ extents


def _owner(reading: Reading, offset: int) -> Node | None:
    """The nearest heading of no known kind above the offset; None below that of a drawing, which owns nothing."""
    section = reading.outline.section_at(offset)
    headings = (node for node in section.ancestors() if node.heading and node.kind is None) if section else iter(())
    owner = next(headings, None)
    return None if owner and is_drawing(reading.outline.words(owner)) else owner


def _headed(reading: Reading, found_fields: Sequence[Field]) -> Iterator[Extent]:
    """The headings of no known kind under which enough is told."""
    for owner, told in _tellings(reading, found_fields):
        if owner and _is_enough(told) and not is_no_title(reading.outline.words(owner)):
            start = reading.text.index(words := reading.outline.words(owner), owner.line.body)
            rule = "project_overview" if _OVERVIEW in told else "project_heading"
            yield Extent(Span(start, start + len(words)), owner.line.start, owner.end, rule)


def _is_enough(told: set[str]) -> bool:
    """A 사업개요, two labels, or one of those that tell most beside what was done or is to be done."""
    return _is_plenty(told) or not (told.isdisjoint(_TELLING_MOST) or told.isdisjoint(_STEPS))


def _is_plenty(told: set[str]) -> bool:
    return _OVERVIEW in told or len(told & _TELLING_LABELS) >= _FEWEST_LABELS


def _tellings(reading: Reading, found_fields: Sequence[Field]) -> list[tuple[Node | None, set[str]]]:
    """What is told under each heading of no known kind, and, under None, outside of them all."""
    found: dict[int, tuple[Node | None, set[str]]] = {}
    for offset, telling in _evidence(reading, found_fields):
        owner = _owner(reading, offset)
        found.setdefault(id(owner), (owner, set()))[1].add(telling)
    return list(found.values())


def _evidence(reading: Reading, found_fields: Sequence[Field]) -> Iterator[tuple[int, str]]:
    """Yield the places of what is told of projects: the kinds of headings and the labels of fields.

    사업내용 and 주요내용 as headings tell no more than as labels: they stand below tasks and parts of a plan too.
    """
    for node in reading.outline.nodes:
        if node.heading and node.kind == _OVERVIEW:
            yield node.line.start, _OVERVIEW if "개요" in without_space(reading.outline.words(node)) else _CONTENT
        elif node.heading and node.kind in _STEPS:
            yield node.line.start, node.kind
    for field in found_fields:
        if field.label in _TELLING_LABELS and field.rule not in ("card", "listed"):
            yield _label_start(field), field.label


def _label_start(field: Field) -> int:
    return min(piece.start for piece in field.pieces if piece.column == "label_raw")


def _named(reading: Reading, found_fields: Sequence[Field]) -> Iterator[Extent]:
    """The 사업명 of cells: each opens a project that reaches to the next, or to the end of its table."""
    names = [field for field in found_fields if field.label == "사업명" and reading.cell_at(field.span_start)]
    for field, following in pairwise([*names, None]):
        assert field  # None only ends the list
        place = reading.cell_at(field.span_start)
        assert place  # the fields were chosen for standing in a cell
        start = _row_start(place) if field.rule == "listed" else _label_start(field)
        end = place[1].end
        if following and following.span_start < end:
            later = reading.cell_at(following.span_start)
            end = _row_start(later) if following.rule == "listed" and later else _label_start(following)
        if end > field.span_end:
            yield Extent(_without_mark(reading, field), start, end, "project_name")


def _listed(reading: Reading) -> Iterator[Extent]:
    """The rows of a list laid out by blanks."""
    for one in listed_projects(reading):
        yield Extent(one.title, *one.row, "project_list", one.code, (one.won, one.cost))


_MARK = re.compile(r"[-–·•\s]*[①-⑳]?\s*")


def _without_mark(reading: Reading, field: Field) -> Span:
    mark = _MARK.match(reading.text, field.span_start, field.span_end)
    return Span(mark.end() if mark and mark.end() < field.span_end else field.span_start, field.span_end)


def _row_start(place: tuple[Cell, Table]) -> int:
    """Where the row of a listed project begins; a cell merged over several rows belongs to the first."""
    cell, table = place
    return min(other.start for other in table.cells if other.row == cell.row)


def extents(reading: Reading, found_fields: Sequence[Field], title: Span | None, kind: str) -> list[Extent]:
    """Return the stretch of every project in reading order.

    ``title`` is the document's own and ``kind`` its kind: a plan of one project is itself that project.
    """
    each = [*_headed(reading, found_fields), *_named(reading, found_fields), *_listed(reading)]
    found = sorted(each, key=lambda extent: extent.start)
    outermost = [extent for extent in found if not _holds_others(extent, found)]
    told = next((told for owner, told in _tellings(reading, found_fields) if owner is None), set())
    if outermost or title is None or not (kind in _SINGLE_PLANS or _is_plenty(told)):
        return outermost
    name = next((field for field in found_fields if field.label == "사업명"), None)
    if name is None and _OF_MANY.search(reading.text, *title):
        return []
    return [Extent(Span(name.span_start, name.span_end) if name else title, 0, len(reading.text), "project_document")]


def _holds_others(extent: Extent, found: Sequence[Extent]) -> bool:
    """A heading over several projects is none itself, unless it has a 사업개요 of its own."""
    if extent.rule == "project_overview":
        return False
    inner = [
        other for other in found if other is not extent and extent.start <= other.start and other.end <= extent.end
    ]
    return len(inner) > 1


@dataclass(frozen=True)
class ProjectMap:
    """Which project a place belongs to."""

    extents: list[Extent]
    ids: list[str]

    def id_at(self, offset: int) -> str | None:
        """Return the project_id of the innermost project round the offset."""
        last = bisect_right(self.extents, offset, key=lambda extent: extent.start)
        for index in range(last - 1, -1, -1):
            if offset < self.extents[index].end:
                return self.ids[index]
        return None
