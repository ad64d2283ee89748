"""Lists of projects that plain text lays out by blanks: ``7-1) 골목 정비 244 43 201 244`` below ``사업명 합계 …``.

A cell left empty leaves no word, so that the columns are lost; the first figure is the total all the same, if the rest
of the row bears it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.amounts import read_figure
from extract.document import Span
from extract.lines import Line
from extract.reading import Reading

_HEAD = re.compile(r"(?<!\S)(?:사 ?업 ?명|공 ?약(?:사업)? ?명|공약사업)(?!\S)")
_TOTAL = re.compile(r"(?<!\S)(?:합 ?계|총 ?계|총 ?사업비)(?!\S)")
_FIGURE = r"(?:△?\d[\d,.]*|-)"
_CODE = r"(?P<code>\d{1,3}(?:-\d{1,2}){0,2})(?:\)|\.(?!\d))"
_ROW = re.compile(rf"\s*(?:{_CODE}|[①-⑳])\s*(?P<title>[^\s\d][^\n\t]*?)(?P<figures>(?:\s+{_FIGURE}){{2,}})\s*")
_FEWEST_ROWS = 2
_MOST_HEAD_LINES = 2


@dataclass(frozen=True, slots=True)
class ListedProject:
    """A row of a list: where it stands, its number if it has its own, its title, its total cost and its words."""

    row: Span
    code: Span | None
    title: Span
    won: int
    cost: Span


def listed_projects(reading: Reading) -> list[ListedProject]:
    """Return the projects of the lists laid out by blanks, in reading order; a list has two rows at least.

    The unit of money stands in a line above the list's head.
    """
    lines = [line for line in reading.outline.lines if line.table is None]
    unit: Span | None = None
    found: list[ListedProject] = []
    for place, line in enumerate(lines):
        if _is_head(reading.text, lines[place : place + _MOST_HEAD_LINES]):
            unit = reading.caption_unit(line.start) or _above_caption(reading, lines[:place])
        row = _row(reading.text, line, reading.text[slice(*unit)]) if unit else None
        if row:
            found.append(row)
    return found if len(found) >= _FEWEST_ROWS else []


def _above_caption(reading: Reading, above: list[Line]) -> Span | None:
    """Return the unit that the line above a list's caption tells."""
    told = above[-2] if len(above) > 1 else None
    return reading.unit_in(told.start, told.end) if told and reading.names_unit(told.start, told.end) else None


def _is_head(text: str, lines: list[Line]) -> bool:
    """사업명, and 합계 behind it or in the next line."""
    match = _HEAD.search(text, lines[0].start, lines[0].end)
    return match is not None and _TOTAL.search(text, match.end(), lines[-1].end) is not None


def _row(text: str, line: Line, unit: str) -> ListedProject | None:
    match = _ROW.fullmatch(text, line.start, line.end)
    figures = list(_figures(match["figures"], unit)) if match else []
    if match is None or not figures or not _is_total(*figures):
        return None
    start = match.start("figures") + len(match["figures"]) - len(match["figures"].lstrip())
    cost = Span(start, start + len(match["figures"].split()[0]))
    code = Span(*match.span("code")) if match["code"] else None
    return ListedProject(Span(line.start, line.end), code, Span(*match.span("title")), figures[0], cost)


def _figures(words: str, unit: str) -> Iterator[int]:
    """The figures in won, without those that can be read in two ways; none if the first is one of them."""
    for place, word in enumerate(words.split()):
        figure = read_figure(word, unit)
        if figure and figure.amount_won is not None:
            yield figure.amount_won
        elif place == 0:
            return


def _is_total(first: int, *rest: int) -> bool:
    """The largest figure of the row, and told again, the sum of the others, or of 임기내 and what follows its years.

    >>> _is_total(24, 8, 8, 8, 24, 24), _is_total(24, 8, 8, 8), _is_total(30, 24, 8, 8, 8, 24), _is_total(24, 8)
    (True, True, False, False)
    >>> _is_total(30, 24, 8, 16, 6), _is_total(30, 24, 8, 8, 6)
    (True, False)
    """
    borne_out = first in rest or first == sum(rest) or _is_term_and_after(first, *rest)
    return 0 < first == max(first, *rest) and borne_out


def _is_term_and_after(whole: int, term: int, *years: int) -> bool:
    """``합계 임기내 2018 2019 임기후``: the years make up 임기내, and what comes after it the rest."""
    return len(years) > 1 and term == sum(years[:-1]) and whole == term + years[-1]
