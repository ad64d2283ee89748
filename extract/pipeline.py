"""Document -> Plan: the one place where the order of the steps is written."""

from __future__ import annotations

from typing import NamedTuple

from extract.amounts import AmountMention
from extract.checks import Findings, checks
from extract.dates import DateMention
from extract.document import Document, Span
from extract.facts.annual import annual_plans
from extract.facts.budget import table_budgets
from extract.facts.profile import fields
from extract.facts.project_rows import Telling, project_rows
from extract.facts.projects import ProjectMap, extents
from extract.facts.restating import with_restatements
from extract.facts.schedule import line_milestones
from extract.facts.schedule_table import table_milestones
from extract.facts.split import split_budgets
from extract.facts.structure import Structure
from extract.outline import read_outline
from extract.placing import Placer
from extract.reading import Reading
from extract.records import (
    AmountRow,
    AnnualPlan,
    Budget,
    DateRow,
    DocumentRow,
    Field,
    Milestone,
    Plan,
    Project,
)
from extract.titlepage import TitlePage, read_titlepage
from extract.usage import Usage


class _Facts(NamedTuple):
    """The rows of the tables that are made from dates and amounts."""

    projects: tuple[Project, ...]
    fields: tuple[Field, ...]
    milestones: tuple[Milestone, ...]
    annual_plans: tuple[AnnualPlan, ...]
    budgets: tuple[Budget, ...]


def extract(document: Document) -> Plan:
    """Return everything that is found in a document; one that is no plan has no facts.

    ``source``, ``sources``, ``same_as`` and ``extractor`` of its row in ``documents`` stay empty: only a run over files
    knows them.
    """
    outline = read_outline(document)
    page = read_titlepage(document, outline)
    reading = Reading(document, outline, page.base_year, page.date)
    structure = Structure(reading)
    found_fields = fields(reading)
    where = _project_map(reading, page, found_fields)
    placer = Placer(document, where.id_at, structure.section_id_at)
    facts = _facts(reading, page, where, placer, found_fields)
    findings = Findings(reading, facts.projects, facts.fields, facts.milestones, facts.budgets)
    usage = Usage(reading, facts._asdict(), _dated_by(page))
    return Plan(
        documents=(_document_row(document, page),),
        sections=placer.place("sections", structure.sections()),
        items=placer.place("items", structure.items()),
        dates=placer.place("dates", [_date_row(mention, usage) for mention in reading.dates]),
        amounts=placer.place("amounts", [_amount_row(mention, usage) for mention in reading.amounts]),
        terms=tuple(structure.terms(where.id_at)),
        checks=placer.place("checks", checks(findings, is_plan=page.is_plan)),
        evidence=tuple(placer.evidence),
        **facts._asdict(),
    )


def _project_map(reading: Reading, page: TitlePage, found_fields: list[Field]) -> ProjectMap:
    found = extents(reading, found_fields, _title(page), page.kind) if page.is_plan else []
    return ProjectMap(found, [f"{reading.document.doc_id}-projects-{n}" for n in range(len(found))])


def _facts(reading: Reading, page: TitlePage, where: ProjectMap, placer: Placer, found_fields: list[Field]) -> _Facts:
    plan = page.is_plan
    budgets = [*table_budgets(reading), *split_budgets(reading)] if plan else []
    milestones = [*line_milestones(reading), *table_milestones(reading)] if plan else []
    told = Telling(reading, found_fields, budgets, page.issuer, _code(page))
    return _Facts(
        projects=placer.place("projects", project_rows(told, where)),
        fields=placer.place("fields", found_fields),
        milestones=placer.place("milestones", milestones),
        annual_plans=placer.place("annual_plans", annual_plans(reading) if plan else []),
        budgets=with_restatements(reading.text, placer.place("budgets", budgets)),
    )


def _title(page: TitlePage) -> Span | None:
    return (
        Span(page.title_start, page.title_end) if page.title_start is not None and page.title_end is not None else None
    )


def _code(page: TitlePage) -> Span | None:
    return Span(page.code_start, page.code_end) if page.code_start is not None and page.code_end is not None else None


def _dated_by(page: TitlePage) -> list[tuple[str, Span]]:
    if page.date_start is None or page.date_end is None:
        return []
    return [("documents", Span(page.date_start, page.date_end))]


def _document_row(document: Document, page: TitlePage) -> DocumentRow:
    return DocumentRow(
        doc_id=document.doc_id,
        source="",
        sources=(),
        format=document.format,
        sha256=document.sha256,
        bytes=document.size,
        pages=document.pages,
        title=page.title,
        issuer=page.issuer,
        issuer_sido=page.issuer_sido,
        issuer_sigungu=page.issuer_sigungu,
        issuer_code=page.issuer_code,
        kind=page.kind,
        is_plan=page.is_plan,
        base_year=page.base_year,
        date=page.date,
        date_raw=page.date_raw,
        same_as=None,
        text=document.text,
        warnings=document.warnings,
        extractor="",
    )


def _date_row(mention: DateMention, usage: Usage) -> DateRow:
    return DateRow(
        span_start=mention.span_start,
        span_end=mention.span_end,
        rule=mention.rule,
        raw=mention.raw,
        start_date=mention.start_date,
        end_date=mention.end_date,
        precision=mention.precision,
        recurrence=mention.recurrence,
        inferred=mention.inferred,
        used_in=usage.of(mention.span_start, mention.span_end),
    )


def _amount_row(mention: AmountMention, usage: Usage) -> AmountRow:
    return AmountRow(
        span_start=mention.span_start,
        span_end=mention.span_end,
        rule=mention.rule,
        pieces=mention.pieces,
        raw=mention.raw,
        amount_won=mention.amount_won,
        unit=mention.unit,
        currency=mention.currency,
        qualifier=mention.qualifier,
        per=mention.per,
        label=mention.label,
        used_in=usage.of(mention.span_start, mention.span_end),
    )
