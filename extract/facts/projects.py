"""Headings, labels and cards -> the projects of a document, and which stretch of text belongs to which.

A heading of no known kind is a project if what stands directly under it is told of projects alone: a 사업개요, a
사업기간, a 총사업비. A 사업명 in a table opens a project too. A plan without either is one project itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.dates import DateMention
from extract.document import Cell, Span, Table
from extract.facts.listed_projects import listed_projects
from extract.outline import Node
from extract.reading import Reading
from extract.records import Budget, Field, Piece, Project
from extract.text import match_key

_TELLING_LABELS = frozenset(
    {"사업기간", "총사업비", "사업내용", "사업대상", "위치", "규모", "사업명", "주관부서", "사업주체"}
)
_TELLING_KINDS = frozenset({"사업개요"})
_FEWEST_LABELS = 2
_NOT_A_TITLE = re.compile(
    r"(?:개요|목록|공모사업(?: ?신청 ?계획)?(?:\([^()]*\))?)$|[:：]|^사업개요"
    r"|^(?:신청과제|내용|대상|기타|요\s?지|要\s?旨|요\s?약|검토\s?의견|목록|(?:세부\s?)?추진\s?(?:방안|전략|과제|사항)"
    r"|(?:주요\s?)?현안\s?(?:사항|사업|과제|업무)?)$"
)
_DRAWING = re.compile(
    r"^[^가-힣]*(?:조감도|투시도|위치도|배치도|평면도|단면도|노선도|구상도|계획도|현황도|현황\s?사진)"
)
# A plan of the pledges is no single one of them.
_OF_MANY = re.compile(r"공약\s?(?:사업|사항|이행)")
_SINGLE_PLANS = frozenset({"공약실천계획", "시행계획", "추진계획", "사업계획"})
_DATED_TAIL = re.compile(r"\s*[(（][^()]*[)）]\s*$")


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
    return None if owner and _DRAWING.search(reading.outline.words(owner)) else owner


def _headed(reading: Reading, found_fields: Sequence[Field]) -> Iterator[Extent]:
    """The headings under which a 사업개요 or at least two telling labels stand."""
    tellings: dict[int, tuple[Node, set[str]]] = {}
    for offset, telling in _evidence(reading, found_fields):
        owner = _owner(reading, offset)
        if owner:
            tellings.setdefault(id(owner), (owner, set()))[1].add(telling)
    for owner, told in tellings.values():
        enough = len(told) >= _FEWEST_LABELS or not told.isdisjoint(_TELLING_KINDS)
        if enough and not _NOT_A_TITLE.search(reading.outline.words(owner)):
            start = reading.text.index(words := reading.outline.words(owner), owner.line.body)
            rule = "project_heading" if told.isdisjoint(_TELLING_KINDS) else "project_overview"
            yield Extent(Span(start, start + len(words)), owner.line.start, owner.end, rule)


def _evidence(reading: Reading, found_fields: Sequence[Field]) -> Iterator[tuple[int, str]]:
    """Yield the places of what is told of projects alone, with the kind of the heading or the label."""
    for node in reading.outline.nodes:
        if node.heading and node.kind and node.kind in _TELLING_KINDS:
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
    told = kind in _SINGLE_PLANS or any(True for _ in _evidence(reading, found_fields))
    if outermost or title is None or not told:
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


# ------------------------------------------------------------------ rows


def _first(found: Sequence[Field], label: str, extent: Extent) -> Field | None:
    inside = (field for field in found if field.label == label and extent.start <= field.span_start < extent.end)
    return next(inside, None)


def _period(reading: Reading, found: Sequence[Field], extent: Extent) -> DateMention | None:
    """The 사업기간, else the period behind the title or the heading 사업개요, else when it runs or takes place."""
    dated = [field for field in found if field.start_date or field.end_date]
    field = _first(dated, "사업기간", extent)
    headed = None if field else _period_of_heading(reading, extent)
    field = field or _first(dated, "운영기간", extent) or _first(dated, "일시", extent)
    return headed or (next(iter(reading.dates_in(field.span_start, field.span_end)), None) if field else None)


def _period_of_heading(reading: Reading, extent: Extent) -> DateMention | None:
    for node in reading.outline.nodes:
        own = node.line.start == extent.start or (
            node.kind == "사업개요" and extent.start <= node.line.start < extent.end
        )
        if node.heading and own and _DATED_TAIL.search(reading.outline.words(node)):
            return next(iter(reading.dates_in(node.line.body, node.line.end)), None)
    return None


def _cost(
    reading: Reading, found: Sequence[Field], budgets: Sequence[Budget], extent: Extent
) -> tuple[int, Span] | None:
    """The 총사업비 of a label, else an amount called 총, else the total of a budget table, else a 규모 in money."""
    told = [field for field in found if field.amount_won is not None]
    field = _first(told, "총사업비", extent)
    if field is None and (other := _called_total(reading, extent) or _grand_total(budgets, extent)):
        return other
    field = field or _first(told, "규모", extent)
    if field is None or field.amount_won is None:
        return None
    mentions = reading.amounts_in(field.span_start, field.span_end)
    span = Span(mentions[0].span_start, mentions[0].span_end) if mentions else Span(field.span_start, field.span_end)
    return field.amount_won, span


_CALLED_TOTAL = re.compile(r"(?:^|[\s▷▹(])총\s*\Z")


def _called_total(reading: Reading, extent: Extent) -> tuple[int, Span] | None:
    """``▷ 총 1,876억원(마중물 500, …)``: the whole of a split that is called 총."""
    parts = {mention.whole for mention in reading.amounts_in(extent.start, extent.end)}
    for mention in reading.amounts_in(extent.start, extent.end):
        called = _CALLED_TOTAL.search(reading.text, extent.start, mention.span_start)
        if called and mention.span_start in parts and mention.amount_won is not None:
            return mention.amount_won, Span(mention.span_start, mention.span_end)
    return None


def _grand_total(budgets: Sequence[Budget], extent: Extent) -> tuple[int, Span] | None:
    inside = [row for row in budgets if extent.start <= row.span_start < extent.end and row.rule == "budget_table"]
    totals = [row for row in inside if row.source == "계" and "year" in row.total_over and row.item is None]
    return (totals[0].amount_won, Span(totals[0].span_start, totals[0].span_end)) if len(totals) == 1 else None


def _department(found: Sequence[Field], extent: Extent) -> Field | None:
    """The 주관부서, else the 부처 of a list of projects; the ministry that calls for bids is not in charge of one."""
    listed = [field for field in found if field.rule == "listed"]
    return _first(found, "주관부서", extent) or _first(listed, "주관부처", extent)


def _title(reading: Reading, extent: Extent) -> Span:
    """The title without a period in brackets behind it."""
    words = reading.text[slice(*extent.title)]
    tail = _DATED_TAIL.search(words)
    dated = tail is not None and bool(reading.dates_in(extent.title.start + tail.start(), extent.title.end))
    return Span(extent.title.start, extent.title.start + tail.start()) if tail and dated else extent.title


@dataclass(frozen=True, slots=True)
class Telling:
    """What a document tells of its projects; ``code`` is the number that it gives its one project."""

    reading: Reading
    fields: Sequence[Field]
    budgets: Sequence[Budget]
    issuer: str | None
    code: Span | None


def project_rows(told: Telling, where: ProjectMap) -> list[Project]:
    """Return a row for every project."""
    return [_row(told, extent, project_id) for extent, project_id in zip(where.extents, where.ids, strict=True)]


def _row(told: Telling, extent: Extent, project_id: str) -> Project:
    reading, found = told.reading, told.fields
    code = told.code if extent.rule == "project_document" else extent.code
    text = reading.text
    title = _title(reading, extent)
    period, cost = _period(reading, found, extent), extent.cost or _cost(reading, found, told.budgets, extent)
    department = _department(found, extent)
    manager = _first(found, "담당", extent) or _first(found, "담당자", extent)
    pieces = [Piece("code", *code)] if code else []
    pieces += [Piece("period_raw", period.span_start, period.span_end)] if period else []
    pieces += [Piece("total_cost_raw", *cost[1])] if cost else []
    pieces += [Piece("department", department.span_start, department.span_end)] if department else []
    pieces += [Piece("manager", manager.span_start, manager.span_end)] if manager else []
    return Project(
        span_start=title.start,
        span_end=title.end,
        rule=extent.rule,
        pieces=tuple(pieces),
        project_id=project_id,
        project_key=f"{told.issuer}/{match_key(text[slice(*title)])}" if told.issuer else None,
        code=text[slice(*code)] if code else None,
        title=text[slice(*title)],
        period_start=period.start_date if period else None,
        period_end=period.end_date if period else None,
        period_precision=period.precision if period else None,
        period_raw=period.raw if period else None,
        total_cost_won=cost[0] if cost else None,
        total_cost_raw=text[slice(*cost[1])] if cost else None,
        department=department.value if department else None,
        manager=manager.value if manager else None,
    )
