"""The stretch of each project, the fields and the budgets -> the rows of ``projects``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.dates import DateMention
from extract.document import Span
from extract.facts.projects import Extent, ProjectMap
from extract.reading import Reading
from extract.records import Budget, Field, Piece, Project
from extract.text import match_key
from extract.vocabulary import load

_DATED_TAIL = re.compile(r"\s*[(（][^()]*[)）]\s*$")


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
        dated = reading.dates_in(node.line.body, node.line.end) if node.heading and own else ()
        if dated and _DATED_TAIL.search(reading.outline.words(node)):
            return dated[0]
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


_LONGEST_NAME = 30
_WORD_BEFORE_WORD = re.compile(r"(?<![가-힣])(?P<word>[가-힣]+)\s+(?=[가-힣])")


def _closed_name(words: str) -> str:
    """Return the name of an office or a ministry without the blanks at which a narrow cell broke it.

    >>> [_closed_name(name) for name in ("국 토 교통부", "문화체육 관광부(한국관광 공사)", "대외경제국 국제경제과")]
    ['국토교통부', '문화체육관광부(한국관광공사)', '대외경제국 국제경제과']
    """
    return _WORD_BEFORE_WORD.sub(_joined, words) if len(words) <= _LONGEST_NAME else words


def _joined(match: re.Match[str]) -> str:
    word, body = match["word"], load("values")["body"]
    whole = (len(word) > 1 and word.endswith(tuple(body["endings"]))) or word in body["words"]
    return match[0] if whole else word


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
    title = _title(told.reading, extent)
    words = told.reading.text[slice(*title)]
    known = list(_known(told, extent))
    return Project(
        span_start=title.start,
        span_end=title.end,
        rule=extent.rule,
        pieces=tuple(Piece(one.column, *one.span) for one in known),
        project_id=project_id,
        project_key=f"{told.issuer}/{match_key(words)}" if told.issuer else None,
        title=words,
        **{column: value for one in known for column, value in one.values.items()},
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is told of a project: values by column, and where the words of one column stand that tell them."""

    column: str
    span: Span
    values: dict[str, Any]


def _known(told: Telling, extent: Extent) -> Iterator[_Known]:
    reading, found = told.reading, told.fields
    code = told.code if extent.rule == "project_document" else extent.code
    if code:
        yield _Known("code", code, {"code": reading.text[slice(*code)]})
    period = _period(reading, found, extent)
    if period:
        yield _of_period(period)
    cost = extent.cost or _cost(reading, found, told.budgets, extent)
    if cost:
        words = reading.text[slice(*cost[1])]
        yield _Known("total_cost_raw", cost[1], {"total_cost_won": cost[0], "total_cost_raw": words})
    department = _department(found, extent)
    if department:
        broken = reading.cell_at(department.span_start) is not None
        name = _closed_name(department.value) if broken else department.value
        yield _Known("department", Span(department.span_start, department.span_end), {"department": name})
    manager = _first(found, "담당", extent) or _first(found, "담당자", extent)
    if manager:
        yield _Known("manager", Span(manager.span_start, manager.span_end), {"manager": manager.value})


def _of_period(period: DateMention) -> _Known:
    values = {
        "period_start": period.start_date,
        "period_end": period.end_date,
        "period_precision": period.precision,
        "period_raw": period.raw,
    }
    return _Known("period_raw", Span(period.span_start, period.span_end), values)
