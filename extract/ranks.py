"""The rank of list marks: which mark stands above which in a document.

Most families have a fixed place (Ⅰ > 1. > 가. > □ > ○ > - > ※). Marks without one (◈, ①, ▸, the glyphs of the private
use area) are learnt from the document: such a mark stands one step above the marks that usually follow it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from extract.lines import Family, Line

RANKS: dict[Family, int] = {
    "annex": 10, "chapter": 10, "roman": 12, "number": 20, "code": 24, "boxed": 28, "hangul": 30,
    "square": 40, "paren": 46, "circled": 56, "ring": 50, "diamond": 54,
    "dash": 60, "dot": 70, "note": 80,
}  # fmt: skip
UNMARKED_KIND = 39
"""Rank of a heading without a mark that is known by its words: right above □, below every mark above it."""
UNMARKED_TITLE = 26
"""Rank of a heading without a mark that is known by its box or its size."""

_LEARNT: frozenset[Family] = frozenset({"circled", "diamond", "dot", "paren", "square", "boxed"})
_FIXED_SQUARES = "□ㅁ"
_NUMBER = re.compile(r"\d+")


def symbol_of(line: Line) -> str:
    """Return what tells one level from another: the mark itself, or its family where the mark counts."""
    return line.marker if line.family in ("square", "diamond", "dot") else (line.family or "")


def learn_ranks(all_lines: list[Line]) -> dict[str, int]:
    """Return the rank of every symbol, those of the learnt families from what follows them."""
    marked = [line for line in all_lines if line.family and line.role == "body"]
    ranks = {symbol_of(line): RANKS[line.family] for line in all_lines if line.family}
    followers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line, following in pairwise(marked):
        followers[symbol_of(line)][symbol_of(following)] += 1
    families = {symbol_of(line): line.family for line in marked}
    # A mark above another learnt one is known only when that one is.
    for symbol, family in (*families.items(), *families.items()):
        if family in _LEARNT and symbol not in _FIXED_SQUARES and followers[symbol]:
            ranks[symbol] = _learnt_rank(symbol, followers, ranks)
    return ranks


def annex_ranks(all_lines: Iterable[Line]) -> dict[int, int]:
    """Return the rank of every 참고, 붙임 or 별첨 by its start; those of the contents page are not among the lines.

    One between numbered titles (``6``, 참고, ``7``) ranks like them, one before a chapter (Ⅱ, 참고, Ⅲ) like the
    chapter; only what stands behind the last chapter holds whatever follows.
    """
    found: dict[int, int] = {}
    outside = [line for line in all_lines if line.cell is None and line.role != "footnote"]
    first_number = min((line.start for line in outside if line.family == "number"), default=0)
    counts_on = before_chapter = False
    for line in reversed(outside):
        if line.family == "annex":
            chapter = RANKS["roman"] if before_chapter else RANKS["annex"]
            found[line.start] = RANKS["number"] if counts_on and line.start > first_number else chapter
        elif line.family in ("chapter", "roman", "number"):
            number = _NUMBER.search(line.marker)
            counts_on = line.family == "number" and number is not None and int(number[0]) > 1
            before_chapter = before_chapter or line.family == "roman"
    return found


def _learnt_rank(symbol: str, followers: Mapping[str, Counter[str]], ranks: dict[str, int]) -> int:
    """One step above the mark that follows most often, unless it stands as often before: then it merely goes on."""
    usual, own = ranks[symbol], followers[symbol]
    follower, often = max(own.items(), key=lambda item: (item[1], item[0]))
    if follower == symbol or 2 * often < own.total() - own[symbol] or usual < ranks[follower]:
        return usual
    if followers[follower][symbol] >= often:
        return usual
    return ranks[follower] - 2
