"""What a document says of itself: title, issuer, kind, year and date, each from words that stand in its text."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from extract.document import Document, Span
from extract.outline import Outline
from extract.titlepage.dated import read_date, read_year
from extract.titlepage.front import read_front
from extract.titlepage.issuer import read_issuer
from extract.titlepage.kind import read_kind
from extract.titlepage.title import read_title

__all__ = ["TitlePage", "read_titlepage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePage:
    """What a document says of itself; a value is None where the text does not tell it.

    Each ``…_start`` and ``…_end`` is the span of the words that a value was read from, in code points of the canonical
    text, end exclusive. ``title`` is tidied (letter-spaced words closed up, two lines joined by a blank); ``issuer`` is
    said as a reader would (부산광역시 for 부산시), and its division is None unless the text tells which it is; ``date``
    is the last day of what ``date_raw`` says.
    """

    title: str | None
    title_start: int | None
    title_end: int | None
    code: str | None
    code_start: int | None
    code_end: int | None
    issuer: str | None
    issuer_start: int | None
    issuer_end: int | None
    issuer_sido: str | None
    issuer_sigungu: str | None
    issuer_code: str | None
    kind: str
    is_plan: bool
    base_year: int | None
    date: datetime.date | None
    date_raw: str | None
    date_start: int | None
    date_end: int | None


def read_titlepage(document: Document, outline: Outline) -> TitlePage:
    """Return what a document says of itself.

    >>> from extract.document import LooseParagraph, compose
    >>> from extract.outline import read_outline
    >>> texts = ["2025년 주 요 업 무 계 획", "2025. 2. 13.(목)", "부산광역시 주택건축국"]
    >>> document = compose(map(LooseParagraph, texts), format="txt", sha256="0" * 64, size=0)
    >>> page = read_titlepage(document, read_outline(document))
    >>> page.title, page.kind, page.is_plan, page.base_year, page.issuer, page.issuer_code, page.date.isoformat()
    ('2025년 주요업무계획', '업무계획', True, 2025, '부산광역시', '26000', '2025-02-13')
    """
    front = read_front(outline)
    title = read_title(front)
    words = title.words if title else None
    kind, is_plan = read_kind(front, outline, words, coded=bool(title and title.code))
    issuer = read_issuer(front, title, kind)
    date = read_date(front)
    division = issuer.division if issuer else None
    spans = _ends(
        title=title.span if title else None,
        code=title.code if title else None,
        issuer=issuer.span if issuer else None,
    )
    return TitlePage(
        title=words,
        code=document.text[slice(*title.code)] if title and title.code else None,
        issuer=issuer.said if issuer else None,
        issuer_sido=division.sido if division else None,
        issuer_sigungu=division.sigungu if division else None,
        issuer_code=division.code if division else None,
        kind=kind,
        is_plan=is_plan,
        base_year=read_year(front, words, date.end_date if date else None),
        date=date.end_date if date else None,
        date_raw=date.raw if date else None,
        date_start=date.span_start if date else None,
        date_end=date.span_end if date else None,
        **spans,
    )


def _ends(**spans: Span | None) -> dict[str, int | None]:
    """Return the ends of each span as the fields of :class:`TitlePage` name them."""
    starts = {f"{name}_start": span.start if span else None for name, span in spans.items()}
    return starts | {f"{name}_end": span.end if span else None for name, span in spans.items()}
