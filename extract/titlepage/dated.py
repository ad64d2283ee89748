"""The date that a document bears, and the year that it is for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import lru_cache

from extract.dates import DateMention
from extract.lines import Line
from extract.text import fold, without_space
from extract.titlepage.front import Front, spaced
from extract.vocabulary import load

# ------------------------------------------------------------------ the date

_SINGLE = frozenset({"day", "tenday", "month"})
_WINDOW = 40
"""Characters before a date in which its label may stand."""

_BETWEEN = r"(?:\s|[:：()\[\]]|온라인|지\s*면|[가-힣]{2,12}-\d{1,6}){0,12}\Z"


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(spaced(*load("titlepages")["date"]["anywhere"]) + _BETWEEN)


@lru_cache(maxsize=1)
def _beginning_label() -> re.Pattern[str]:
    return re.compile(r"(?<![^\n\t])\W{0,3}" + spaced(*load("titlepages")["date"]["beginning"]) + _BETWEEN)


def _behind(front: Front, label: re.Pattern[str]) -> DateMention | None:
    """Return the first date behind a label."""
    labelled = (
        date
        for date in _bearable(front)
        if label.search(front.text, max(date.span_start - _WINDOW, 0), date.span_start)
    )
    return next(labelled, None)


def labelled(front: Front) -> DateMention | None:
    """결재일자 2017.5.26., 제출 연월일 2025. 11. 24., 보도시점 2025. 9. 19.(금): anywhere on the title page."""
    return _behind(front, _label())


_BEFORE = re.compile(r"[-\s(\[〈<]*")
_AFTER = re.compile(
    r"[-)\]〉>.,]*(?:\(.\))?(?:\d{1,2}:\d\d(?:[~-]\d{1,2}:\d\d)?)?(?:\(제\d+[회차]\))?"
    r"(?:[가-힣]{0,20}(?:위원회|회의|장관|시장|군수|구청장|[처청]장)|수시|정기|조간|석간|현재|작성|수립|변경|확정|제출|보고)?[-)\]〉>.,]*"
)
_MOST_CELLS = 6


def alone(front: Front) -> DateMention | None:
    """A line that is nothing but a date, with its hour or the committee that meets then."""
    for line in front.lines:
        small = line.table is None or (line in front.head and len(line.table.cells) <= _MOST_CELLS)
        found = _ending(front, line, _BEFORE) if small and line.family is None else None
        if found:
            return found
    return None


_CLOSES = re.compile(r".*(?:[/,·|]|(?<!\d)\()\s*")


def closing(front: Front) -> DateMention | None:
    """The date that closes an unmarked line behind a slash, comma or bracket: ``복지국 / 2025. 1. 20.(월)``.

    Behind a document's number (``교육과-48(2024.12.27.)``) it is that document's.
    """
    lines = (line for line in front.lines if line.family is None and line.table is None)
    return next(filter(None, (_ending(front, line, _CLOSES) for line in lines)), None)


def beside_a_label(front: Front) -> DateMention | None:
    """제출일 : 2025. 10. 31., 기준: 2025. 9월 말: a short label at the beginning of a line or in the cell before."""
    return _behind(front, _beginning_label())


def _ending(front: Front, line: Line, before: re.Pattern[str]) -> DateMention | None:
    """Return the date with which a line ends, if what stands before it fits the pattern."""
    for date in _bearable(front):
        within = line.start <= date.span_start < line.end
        if within and before.fullmatch(front.text, line.start, date.span_start):
            after = without_space(front.text[date.span_end : line.end])
            if _AFTER.fullmatch(after):
                return date
    return None


def _bearable(front: Front) -> list[DateMention]:
    """Return the dates of a day or a month, with their year written: no ranges, no years, no 민선8기."""
    single = (date for date in front.dates if date.precision in _SINGLE and not date.inferred)
    return [date for date in single if "~" not in date.rule and date.rule != "term"]


RULES: tuple[Callable[[Front], DateMention | None], ...] = (labelled, alone, closing, beside_a_label)


def read_date(front: Front) -> DateMention | None:
    """Return the date that the document bears, None where its title page shows none."""
    found = next(filter(None, (rule(front) for rule in RULES)), None)
    return found if found and found.end_date else None


# ------------------------------------------------------------------ the year

_RANGE = re.compile(r"(?:(?:19|20)\d\d|'\d\d)\s*년?\s*[~\-–]\s*(?:(?:19|20)\d\d|'?\d\d)\s*년?")
_QUALIFIER = re.compile(r".*(?:에\s*따른|[을를]\s*위한|에\s*관한|에\s*대한|관련)\s")
_YEAR = re.compile(r"(?<![\d.])(?:(?P<long>(?:19|20)\d\d)|'(?P<short>\d\d))(?!\d)\s*(?:학?년도?|\.|회계[연년]도|$|\s)")
_SETTLED = re.compile(r"(?:19|20)\d\d\s*회계[연년]도(?=.*결산)")


@lru_cache(maxsize=1)
def _fiscal() -> re.Pattern[str]:
    return re.compile(spaced(*load("titlepages")["year"]["labels"]) + r"\s*[:：]?\s*(?P<year>(?:19|20)\d\d)")


@lru_cache(maxsize=1)
def _period() -> re.Pattern[str]:
    return re.compile(spaced(*load("titlepages")["year"]["periods"]) + r"\s*[)\]]?\s*[:：]?\s*\Z")


def title_year(title: str) -> int | None:
    """Return the year that a title says its plan is for, the last if there are several.

    A range of years is no year; the year of words that qualify the plan (``’17년도 진단에 따른 추진계획``) and a fiscal
    year whose accounts are settled are not the plan's.

    >>> title_year("2024년 성과 및 2025년 업무계획"), title_year("2023. 업무 계획"), title_year("’24년 시행계획")
    (2025, 2023, 2024)
    >>> title_year("’17년도 「진단」에 따른 추진계획"), title_year("2016회계연도 결산 운영계획")
    (None, None)
    >>> title_year("기본계획(2021~2025) 2024년 시행계획")
    2024
    """
    bare = _QUALIFIER.sub("", _SETTLED.sub("", _RANGE.sub(" ", fold(title))))
    years = [int(match["long"] or f"20{match['short']}") for match in _YEAR.finditer(bare)]
    return years[-1] if years else None


def read_year(front: Front, title: str | None, date: datetime.date | None) -> int | None:
    """Return the year that a document is for: its title's, a 회계연도's, its date's, or that of its one period."""
    year = title_year(title) if title else None
    return year or _fiscal_year(front) or (date.year if date else None) or _period_year(front)


def _fiscal_year(front: Front) -> int | None:
    told = (_fiscal().search(front.text, line.start, line.end) for line in front.lines)
    return next((int(match["year"]) for match in told if match), None)


def _period_year(front: Front) -> int | None:
    """The year of the first 기간 or 일시 on the title page, if it lies within one year."""
    for date in front.dates:
        labelled = _period().search(front.text, max(date.span_start - _WINDOW, 0), date.span_start)
        if labelled and date.start_date and date.end_date:
            return date.start_date.year if date.start_date.year == date.end_date.year else None
    return None
