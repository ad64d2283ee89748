"""One frozen record per output table; the fields' docs are the data dictionary.

The order of the fields is the order of the columns. A field's annotation gives its Arrow type (``Int32`` and ``Won``
are both whole numbers, of 32 and 64 bits); its ``doc`` is what analysts read in the files' metadata.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, fields
from typing import Annotated, Any, NamedTuple

Int32 = Annotated[int, "int32"]
Int64 = Annotated[int, "int64"]
Won = Annotated[int, "int64"]
"""Whole won."""


def doc(description: str, **options: Any) -> Any:
    """Return a dataclass field whose description goes into the data dictionary."""
    return field(metadata={"doc": description}, **options)


class Piece(NamedTuple):
    """Words that a column's value was made of and that stand outside the row's principal words."""

    column: str
    start: int
    end: int


# ------------------------------------------------------------------ what every row of a fact table carries


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row that is read from words: where they stand, and which rule read them.

    ``row_id``, ``doc_id``, ``page`` and the box are filled in by the pipeline when the row is complete; ``pieces`` are
    no column, they become rows of the table ``evidence``.
    """

    row_id: str = doc("Unique in the output; begins with doc_id.", default="")
    doc_id: str = doc("The document.", default="")
    span_start: Int64 = doc("Where the row's principal words begin in documents.text, in code points.")
    span_end: Int64 = doc("Where they end, exclusive.")
    page: Int32 | None = doc("Page on which they begin, 1-based; null where the format has none.", default=None)
    bbox_x0: float | None = doc("Left edge of the words in PDF points.", default=None)
    bbox_top: float | None = doc("Upper edge, from the top of the page.", default=None)
    bbox_x1: float | None = doc("Right edge.", default=None)
    bbox_bottom: float | None = doc("Lower edge, from the top of the page.", default=None)
    rule: str = doc("Name of the rule that read the row.")
    pieces: tuple[Piece, ...] = field(default=(), metadata={"column": False})


# ------------------------------------------------------------------ documents


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A distinct content that was read."""

    doc_id: str = doc("First 16 hex digits of the file's SHA-256.")
    source: str = doc("Path relative to the input; the first of several in order.")
    sources: tuple[str, ...] = doc("All paths with this content.")
    format: str = doc("What the content is: pdf, hwp, hwpx, hwpml, txt.")
    sha256: str = doc("SHA-256 of the file.")
    bytes: Int64 = doc("Size of the file in bytes.")
    pages: Int32 | None = doc("Number of pages; null where the format has none.")
    title: str | None = doc("Title of the document.")
    issuer: str | None = doc("Who issued it, as a reader would say it (부산광역시, 연수구, 행정안전부).")
    issuer_sido: str | None = doc("The issuer's 시·도; null where the text leaves it open.")
    issuer_sigungu: str | None = doc("The issuer's 시·군·구; null where it has none or the text leaves it open.")
    issuer_code: str | None = doc("The issuer's administrative code, five digits; null for ministries.")
    kind: str = doc("Kind of document (공약실천계획, 업무계획, 보도자료 …).")
    is_plan: bool = doc("Whether it is a plan; no other document has rows of facts.")
    base_year: Int32 | None = doc("The year that the plan is for, else the year of its date.")
    date: datetime.date | None = doc("The date that the document bears.")
    date_raw: str | None = doc("That date as printed.")
    same_as: str | None = doc("doc_id of another document with the same text in another format.")
    text: str = doc("The one canonical text, NFC; every span is an offset into it.")
    warnings: tuple[str, ...] = doc("What was passed over in reading, in Korean sentences.")
    extractor: str = doc("Version of the extractor and hash of its configuration.")


# ------------------------------------------------------------------ facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Fact):
    """A 사업 (pledge, project) of a document. Principal words: the title."""

    project_id: str = doc("Unique in the output.", default="")
    project_key: str | None = doc("Issuer and normalised title: the same in another year's plan.", default=None)
    code: str | None = doc("Number that the document gives it (1-12).", default=None)
    title: str = doc("Its title as printed.")
    period_start: datetime.date | None = doc("First day of the 사업기간; null where open.", default=None)
    period_end: datetime.date | None = doc("Last day of the 사업기간; null where open.", default=None)
    period_precision: str | None = doc("day, tenday, month, quarter, half or year.", default=None)
    period_raw: str | None = doc("The 사업기간 as printed.", default=None)
    total_cost_won: Won | None = doc("총사업비 in won.", default=None)
    total_cost_raw: str | None = doc("The 총사업비 as printed.", default=None)
    department: str | None = doc("주관부서.", default=None)
    manager: str | None = doc("Person in charge.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Fact):
    """A label with its value. Principal words: the value."""

    project_id: str | None = doc("The project it belongs to.", default=None)
    label: str = doc("Canonical label (사업기간, 총사업비, 주관부서 …).")
    label_raw: str = doc("The label as printed.")
    value: str = doc("The value as printed; several lines are parted by a line feed.")
    start_date: datetime.date | None = doc("First day, where the value is a period.", default=None)
    end_date: datetime.date | None = doc("Last day, where the value is a period.", default=None)
    precision: str | None = doc("day, tenday, month, quarter, half or year.", default=None)
    amount_won: Won | None = doc("Won, where the value is an amount.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Fact):
    """A headed part of a document. Principal words: the heading."""

    project_id: str | None = doc("The project it belongs to.", default=None)
    section_id: str = doc("Unique in the output.", default="")
    parent_id: str | None = doc("section_id of the section round it.", default=None)
    level: Int32 = doc("Depth in the whole document, from 1.")
    kind: str | None = doc("Canonical kind (정책목표, 추진일정, 소요예산 …); null where none is known.")
    heading: str = doc("The heading as printed, without its bullet or number.")
    text: str = doc("What stands under it, up to the next heading of its level or above.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Fact):
    """A bullet line, in its tree. Principal words: its line."""

    project_id: str | None = doc("The project it belongs to.", default=None)
    section_id: str | None = doc("The section it stands in.", default=None)
    item_id: str = doc("Unique in the output.", default="")
    parent_id: str | None = doc("item_id of the item above it.", default=None)
    level: Int32 = doc("Depth in the whole document, from 1.")
    marker: str = doc("Its bullet or number as printed.")
    label: str | None = doc("What stands before ' : ', if anything.", default=None)
    text: str = doc("The line without its bullet, wrapped lines joined.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Fact):
    """A dated step. Principal words: the date."""

    project_id: str | None = doc("The project it belongs to.", default=None)
    section_id: str | None = doc("The section it stands in.", default=None)
    task: str = doc("The step, without bullet, dot leader and date.")
    action: str | None = doc("Its head noun (제정, 구성, 실시).", default=None)
    state: str | None = doc("완료 or 예정; null where nothing tells.", default=None)
    start_date: datetime.date | None = doc("First day; null where open.")
    end_date: datetime.date | None = doc("Last day; null where open.")
    precision: str | None = doc("day, tenday, month, quarter, half or year.")
    recurrence: str | None = doc("매년, 분기별, 수시 …; null where it happens once.")
    date_raw: str = doc("The date as printed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualPlan(Fact):
    """A year of a 연차별 추진계획. Principal words: the year."""

    project_id: str | None = doc("The project it belongs to.", default=None)
    section_id: str | None = doc("The section it stands in.", default=None)
    year: Int32 = doc("The year.")
    goals: tuple[str, ...] = doc("목표, one entry a point.")
    activities: tuple[str, ...] = doc("추진내용, one entry a point.")
    progress_pct: float | None = doc("이행율 in per cent.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Fact):
    """An amount of a budget table or of a split. Principal words: the figure."""

    project_id: str | None = doc("The project it belongs to.", default=None)
    section_id: str | None = doc("The section it stands in.", default=None)
    group_id: str = doc("One per table or split.")
    basis: str | None = doc("계획, 예산, 확보, 집행 or 증감; null where nothing tells.", default=None)
    source: str | None = doc("Canonical 재원 (계, 국비, 시비 …); null where the row names none.")
    source_raw: str | None = doc("The 재원 as printed.")
    item: str | None = doc("Row label that is no 재원.", default=None)
    column_raw: str | None = doc("Head of the column as printed (2022, 계, 기투자).", default=None)
    year: Int32 | None = doc("The year, only where the column is one whole year.", default=None)
    period_start: datetime.date | None = doc("First day of the column's period; null where open.", default=None)
    period_end: datetime.date | None = doc("Last day of the column's period; null where open.", default=None)
    amount_won: Won = doc("Whole won.")
    unit: str | None = doc("Unit that the figure was read in (백만원).")
    raw: str = doc("The figure as printed.")
    is_total: bool = doc("Whether it sums other figures of its group.")
    total_over: tuple[str, ...] = doc("What it already sums: source, year, item; empty for a part.", default=())
    restates: str | None = doc(
        "group_id of the table or split of the project that tells the same money with more figures; null if none.",
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow(Fact):
    """A date or period written in the text. Principal words: raw."""

    project_id: str | None = doc("The project it stands in.", default=None)
    raw: str = doc("The date as printed.")
    start_date: datetime.date | None = doc("First day, inclusive; null where open.")
    end_date: datetime.date | None = doc("Last day, inclusive; null where open.")
    precision: str | None = doc("day, tenday, month, quarter, half or year.")
    recurrence: str | None = doc("매년, 분기별, 수시 …; null where it happens once.")
    inferred: bool = doc("Whether the year came from the context.")
    used_in: tuple[str, ...] = doc("Tables in which a row was made from it; empty = left over.", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRow(Fact):
    """An amount of money written in the text. Principal words: raw."""

    project_id: str | None = doc("The project it stands in.", default=None)
    raw: str = doc("The amount as printed, without its qualifier.")
    amount_won: Won | None = doc("Whole won; null for a foreign currency.")
    unit: str | None = doc("The unit it was read in (백만원).")
    currency: str = doc("KRW, USD …")
    qualifier: str | None = doc("약, 이상, 이하, 이내, 최대 …", default=None)
    per: str | None = doc("월, 년, 명, 개소 …", default=None)
    label: str | None = doc("What it is the amount of.", default=None)
    used_in: tuple[str, ...] = doc("Tables in which a row was made from it; empty = left over.", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Fact):
    """Something in the document that does not add up. Principal words: the first place."""

    project_id: str | None = doc("The project it belongs to.", default=None)
    check_kind: str = doc(
        "sum_of_years, sum_of_sources, total_cost, period, date_order, formula, milestone_outside_period or "
        "unit_missing."
    )
    severity: str = doc("error or warning.")
    message: str = doc("One Korean sentence that names both places and figures.")
    expected_raw: str | None = doc("What one place says.")
    found_raw: str | None = doc("What the other place says.")
    expected_won: Won | None = doc("The same in won; null where it is no money.", default=None)
    found_won: Won | None = doc("The same in won; null where it is no money.", default=None)
    difference_won: Won | None = doc("found_won - expected_won.", default=None)
    other_span_start: Int64 | None = doc("Where the second place begins in documents.text.", default=None)
    other_span_end: Int64 | None = doc("Where it ends, exclusive.", default=None)
    other_page: Int32 | None = doc("Page of the second place.", default=None)


# ------------------------------------------------------------------ tables without words of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that a column of another row was made of and that stand outside that row's principal words."""

    row_id: str = doc("The row.")
    column: str = doc("The column of that row.")
    doc_id: str = doc("The document.")
    span_start: Int64 = doc("Where the words begin in documents.text, in code points.")
    span_end: Int64 = doc("Where they end, exclusive.")
    page: Int32 | None = doc("Page on which they begin.")
    bbox_x0: float | None = doc("Left edge of the words in PDF points.")
    bbox_top: float | None = doc("Upper edge, from the top of the page.")
    bbox_x1: float | None = doc("Right edge.")
    bbox_bottom: float | None = doc("Lower edge, from the top of the page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A noun or noun compound of a section, by morphological analysis."""

    doc_id: str = doc("The document.")
    project_id: str | None = doc("The project the section belongs to.")
    section_id: str | None = doc("The section.")
    term: str = doc("The noun or compound.")
    tag: str = doc("NNG, NNP, SL (foreign letters), XR (a root), or COMPOUND where it is of several.")
    count: Int32 = doc("How often it stands in the section.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input file that could not be read."""

    source: str = doc("Path relative to the input.")
    sha256: str | None = doc("SHA-256 of the file; null where its bytes could not be read.")
    bytes: Int64 | None = doc("Size in bytes.")
    stage: str = doc("Where it failed: start, read, extract or tables.")
    error: str = doc("encrypted, corrupt, no_text, unsupported, timeout, crash, memory, too_large or empty.")
    message: str = doc("What to do, in Korean.")
    attempts: Int32 = doc("How often it was tried.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run that committed."""

    run_id: str = doc("Unique in the output.")
    started: str = doc("When it began, ISO 8601 with offset.")
    ended: str = doc("When it committed.")
    extractor: str = doc("Version of the extractor and hash of its configuration.")
    documents_new: Int32 = doc("Documents that were not there before.")
    documents_changed: Int32 = doc("Documents whose rows were replaced.")
    documents_unchanged: Int32 = doc("Documents that were left as they were.")
    documents_failed: Int32 = doc("Files that could not be read.")


Record = Fact | DocumentRow | Evidence | Term | Failure | Run

TABLES: dict[str, type[Record]] = {
    "documents": DocumentRow,
    "projects": Project,
    "fields": Field,
    "sections": Section,
    "items": Item,
    "milestones": Milestone,
    "annual_plans": AnnualPlan,
    "budgets": Budget,
    "dates": DateRow,
    "amounts": AmountRow,
    "terms": Term,
    "checks": Check,
    "evidence": Evidence,
    "failures": Failure,
    "runs": Run,
}
"""Every output table by its name, in the order of the dictionary."""


def columns(table: str) -> list[str]:
    """Return the names of a table's columns in order.

    >>> columns("evidence")[:5]
    ['row_id', 'column', 'doc_id', 'span_start', 'span_end']
    """
    return [item.name for item in fields(TABLES[table]) if item.metadata.get("column", True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that was found in one document: the rows of every table that it has rows in."""

    documents: tuple[DocumentRow, ...]
    projects: tuple[Project, ...] = ()
    fields: tuple[Field, ...] = ()
    sections: tuple[Section, ...] = ()
    items: tuple[Item, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    annual_plans: tuple[AnnualPlan, ...] = ()
    budgets: tuple[Budget, ...] = ()
    dates: tuple[DateRow, ...] = ()
    amounts: tuple[AmountRow, ...] = ()
    terms: tuple[Term, ...] = ()
    checks: tuple[Check, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def document(self) -> DocumentRow:
        """The one row of ``documents``; its ``text`` is what every span is an offset into."""
        return self.documents[0]
