"""Figures that number headings but stand apart from them, and the tables of contents that repeat them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise, takewhile, zip_longest

from extract.headings import LONGEST, SENTENCE
from extract.lines import Family, Line
from extract.ranks import count_of, symbol_of

_LONE_NUMBER = re.compile(r"(?:[Ⅰ-Ⅻ]|\d{1,2})\.?")
_COUNTED = r"(?:개|대|명|인|회|건|종|칸|곳|식|억|만|천|분|일|월|년|구|군|점)(?:\s|$)"  # 6 개 소: a quantity
_DATED_TITLE = r"(?:(?:19|20)\d\d|['’‘`]\d\d)\s*(?:[가-힣「｢『‘“(\[]|\s)"
_BARE_NUMBER = re.compile(
    rf"(\d{{1,2}}) +(?!{_COUNTED})(?=[가-힣「｢『‘“\"A-Z]|[(\[〔【《<]\s*[가-힣A-Za-z]|\d+[가-힣]|{_DATED_TITLE})"
)


def numbered(text: str, all_lines: list[Line]) -> list[Line]:
    """Tie figures that stand apart from their heading, or before it without a point, to it as its mark."""
    found: list[Line] = []
    expected = 1
    for line in all_lines:
        words = text[line.start : line.end]
        before = found[-1] if found else None
        if before and _is_lone_number(text, before) and line.family is None and line.end - line.start <= LONGEST:
            found[-1] = _marked(line, text[before.start : before.end], before.start, line.start)
            continue
        bare = _BARE_NUMBER.match(words) if line.family is None and line.cell is None else None
        in_turn = bare is not None and (int(bare[1]) in (expected, 1) or line.size is not None)
        if bare and in_turn and len(words) <= LONGEST and not SENTENCE.search(words):
            expected = int(bare[1]) + 1
            found.append(_marked(line, bare[1], line.start, line.start + bare.end()))
            continue
        found.append(line)
    return found


def _is_lone_number(text: str, line: Line) -> bool:
    alone = line.role == "box" or (line.table is not None and line.table.rows == 1)
    return alone and bool(_LONE_NUMBER.fullmatch(text[line.start : line.end]))


def _marked(line: Line, marker: str, start: int, body: int) -> Line:
    family: Family = "roman" if marker[0] in "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ" else "number"
    return Line(start, line.end, body, marker, family, line.role, line.size, line.page, None, None)


# ------------------------------------------------------------------ contents pages

_CONTENTS = re.compile(r"(?:목\s*차|보\s*고\s*순\s*서|차\s*례|순\s*서|CONTENTS|Contents)\s*[\])】>〉]?\s*\Z")
_PAGE_NUMBER = re.compile(r"[\s·․‧…⋯∙･.]++[-\s]*+\d{1,3}[-\s]*+$|\(\s*\d{1,3}\s*(?:[pP]\.?|쪽|면)\s*\)$")
_PAGE_BEFORE_PARTS = re.compile(r"\s\d{1,3}\s+(?:1\.|①|가\.|※)\s*\S")
"""``Ⅳ 세부 추진방안 5 1. 구성계획 5``: a chapter, its page and its parts, in a flattened document."""
_LEADER_TO_PAGE = re.compile(r"[·․‧…⋯∙･.]{2,}\s*\d{1,3}\s*$")


def contents(text: str, all_lines: list[Line]) -> frozenset[int]:
    """Return the starts of the lines of a table of contents: they are no headings."""
    found: set[int] = set()
    inside = False
    for line, following in zip_longest(all_lines, all_lines[1:]):
        words = line.words(text)
        entry = (
            bool(_PAGE_NUMBER.search(words) or _PAGE_BEFORE_PARTS.search(words))
            or _is_volume_between(text, line, following)
            if inside
            else bool(_LEADER_TO_PAGE.search(words) and line.family != "dash")
        )
        inside = bool(_CONTENTS.search(words)) or (inside and (entry or line.family == "note"))
        if entry or _CONTENTS.fullmatch(words):
            found.add(line.start)
    return frozenset(found)


def _is_volume_between(text: str, line: Line, following: Line | None) -> bool:
    """A 별첨 bound apart has no page number; an entry with one follows."""
    return line.family == "annex" and following is not None and bool(_PAGE_NUMBER.search(following.words(text)))


_LONGEST_LABEL = 8
_NO_LETTER = re.compile(r"\W+")


def announced(text: str, all_lines: list[Line]) -> frozenset[int]:
    """Return the starts of numbered titles that stand in a row, as on a divider page, and most of which come again.

    They may come again with another mark (``Ⅰ. 골목 정비`` on the page before ``1 골목 정비``), and one broken in two.
    """
    last = {_letters(text, line): line.start for line in all_lines if line.family and line.cell is None}
    follower = {line.start: following for line, following in pairwise(all_lines)}
    found: set[int] = set()
    for row in filter(lambda row: len(row) > 1, _rows(all_lines)):
        end = row[-1].start
        pairs = ((line, follower[line.start]) for line in row if line.start in follower)
        ends = {
            line.start: rest.start
            for line, rest in pairs
            if rest.family is None and last.get(_letters(text, line) + _letters(text, rest), 0) > end
        }
        again = sum(line.start in ends or last[_letters(text, line)] > end for line in row)
        if 2 * again > len(row):
            found.update((line.start for line in row), ends.values())
    return frozenset(found)


def _letters(text: str, line: Line) -> str:
    return _NO_LETTER.sub("", line.words(text))


def dividers(all_lines: Iterable[Line], listed: frozenset[int]) -> frozenset[int]:
    """Return the starts of unmarked lines that open a page above titles that are announced there, and so hold these.

    ``listed`` are the starts of the announced titles.
    """
    found: set[int] = set()
    for page, group in groupby(all_lines, key=lambda line: line.page):
        lines = list(group)
        opening = list(takewhile(lambda line: line.family is None and line.cell is None, lines))
        if page is not None and opening and opening != lines and lines[len(opening)].start in listed:
            found.update(line.start for line in opening)
    return frozenset(found)


def _rows(all_lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the runs of lines outside tables with a figure or Ⅰ, of one notation and not beginning anew.

    A label beside them (``주요내용``) does not part them.
    """
    titles = (line for line in all_lines if line.family or line.end - line.start > _LONGEST_LABEL)
    for symbol, run in groupby(titles, key=lambda line: symbol_of(line) if line.cell is None else ""):
        row: list[Line] = []
        for line in run if symbol.startswith(("number", "roman")) else ():
            if row and count_of(line) == 1:
                yield row
                row = []
            row.append(line)
        yield row
