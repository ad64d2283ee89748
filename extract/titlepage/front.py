"""The title page: the lines that say what a document is, before it begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from extract.dates import DateMention, find_dates
from extract.lines import Line
from extract.outline import Outline
from extract.text import close_up, without_space

_MOST_LINES = 60
_MOST_CHARACTERS = 4000
_FEWEST_LINES = 3
_VERY_LARGE = 1.5
_LINES_MEASURED = 500
_CONTENTS = re.compile(r"\W*(?:목차|차례|순서|보고순서|CONTENTS|Contents)\W*")
_WEB_ADDRESS = re.compile(r"https?://|www\.")
_LIST_MARKS = frozenset({
    "square", "ring", "roman", "chapter", "number", "hangul", "paren", "circled", "diamond", "boxed",
})  # fmt: skip


@dataclass(frozen=True)
class Front:
    """The lines of the title page in reading order, and the text that they are spans of.

    ``body_size`` is the size of the letters that most of the document is set in, in points; None where unknown.
    """

    text: str
    lines: tuple[Line, ...]
    body_size: float | None

    def words(self, line: Line) -> str:
        """Return a line as printed, its mark included."""
        return self.text[line.start : line.end]

    @cached_property
    def plain(self) -> list[tuple[Line, str]]:
        """Each line with its words without blanks; lines with a web address are left out."""
        told = [line for line in self.lines if not _WEB_ADDRESS.search(self.text, line.start, line.end)]
        return [(line, without_space(self.words(line))) for line in told]

    @cached_property
    def head(self) -> tuple[Line, ...]:
        """The first line, and those behind it above the first list mark: a title stands there.

        A number that begins a line in very large letters is no list mark: ``9천억원 투자``.
        """
        large = _VERY_LARGE * (self.body_size or 0)
        told = takewhile(
            lambda line: line.table is not None or not is_listed(line) or (line.size or 0) > large, self.lines[1:]
        )
        return (*self.lines[:1], *told)

    @cached_property
    def dates(self) -> list[DateMention]:
        """The dates on the title page, by their places in the whole text."""
        if not self.lines:
            return []
        start, end = self.lines[0].start, self.lines[-1].end
        found = find_dates(self.text[start:end])
        return [replace(date, span_start=date.span_start + start, span_end=date.span_end + start) for date in found]


def read_front(outline: Outline) -> Front:
    """Return the title page: the first page that has lines, and of it what stands before the contents or a chapter."""
    text = outline.document.text
    found = outline.lines[: _before_contents(text, outline.lines)]
    if found and found[0].page is not None:
        found = list(takewhile(lambda line: line.page == found[0].page, found))
    kept = takewhile(lambda line: line.start < _MOST_CHARACTERS, found)
    return Front(text, tuple(kept), _body_size(outline.lines[:_LINES_MEASURED]))


def _before_contents(text: str, lines: list[Line]) -> int:
    for index, line in enumerate(lines[:_MOST_LINES]):
        chapter = index >= _FEWEST_LINES and line.family in ("roman", "chapter")
        if index and (chapter or _CONTENTS.fullmatch(without_space(text[line.start : line.end]))):
            return index
    return _MOST_LINES


def _body_size(lines: Iterable[Line]) -> float | None:
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size is not None:
            sizes[line.size] += line.end - line.start
    return sizes.most_common(1)[0][0] if sizes else None


def is_listed(line: Line) -> bool:
    """Say whether a list mark or a number begins the line; a dash does not count, it frames titles too."""
    return line.family in _LIST_MARKS


# ------------------------------------------------------------------ words as they are said

_ENCLOSED = re.compile(r"[-–]\s?([^-–].*?)\s?[-–]|\[\s?([^\[\]]+?)\s?\]")


def tidy(words: str) -> str:
    """Return words as they are said: letter-spaced words closed up, blanks single, dashes and brackets around them off.

    >>> tidy("- 2025년도 -"), tidy("주 요 업 무 계 획"), tidy("[ 통합 공모안내서]")
    ('2025년도', '주요업무계획', '통합 공모안내서')
    """
    bare = " ".join(words.split())
    enclosed = _ENCLOSED.fullmatch(bare)
    return close_up((enclosed[1] or enclosed[2]) if enclosed else bare)


def spaced(*words: str) -> str:
    """Return a pattern of any of the words, which may be letter-spaced.

    >>> bool(re.fullmatch(spaced("제출자", "제안자"), "제  출  자"))
    True
    """
    return "(?:" + "|".join(r"\s*".join(word) for word in words) + ")"
