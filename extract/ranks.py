"""The rank of list marks: which mark stands above which in a document.

Most families have a fixed place (Ⅰ > 1. > 가. > □ > ○ > - > ※). Marks without one (◈, ①, ▸, the glyphs of the private
use area) are learnt from the document: such a mark stands one step above the marks that usually follow it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby, pairwise
from operator import itemgetter

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
DIVIDER = 18
"""Rank of a heading without a mark on a page of its own, with the numbered titles that it holds."""

_LEARNT: frozenset[Family] = frozenset({"circled", "diamond", "dot", "paren", "square", "boxed"})
_FIXED_SQUARES = "□ㅁ"
_COUNT = re.compile(r"(\d+)\D*\Z")
_NO_WORD = re.compile(r"[^가-힣]")
_SYLLABLE = re.compile(r"[가-힣]")
_COUNTING = re.compile(r"[\d가-힣⑴-⒇\s]")
_ROMANS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_DEEPEST = 3  # so that every notation stays above the codes


def symbol_of(line: Line) -> str:
    """Return what tells one level from another: the mark itself, or where the mark counts its family and notation.

    ``1``, ``1.`` and ``전략 1`` are numbers of three notations, ``1)`` and ``가)`` brackets of two.
    """
    if line.family == "number":
        words = _NO_WORD.sub("", line.marker)
        return "number" + (words or "." * ("." in line.marker))
    if line.family == "paren":
        return "paren" + _COUNTING.sub("", line.marker) + "가" * bool(_SYLLABLE.search(line.marker))
    return line.marker if line.family in ("square", "diamond", "dot") else (line.family or "")


def learn_ranks(all_lines: list[Line]) -> dict[str, int]:
    """Return the rank of every symbol, those of the learnt families from what follows them."""
    marked = [line for line in all_lines if line.family and line.role == "body"]
    ranks = {symbol_of(line): RANKS[line.family] for line in all_lines if line.family} | _number_ranks(all_lines)
    followers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line, following in pairwise(marked):
        followers[symbol_of(line)][symbol_of(following)] += 1
    families = {symbol_of(line): line.family for line in marked}
    # A mark above another learnt one is known only when that one is.
    for symbol, family in (*families.items(), *families.items()):
        if family in _LEARNT and symbol not in _FIXED_SQUARES and followers[symbol]:
            ranks[symbol] = _learnt_rank(symbol, followers, ranks)
    return ranks


_Pair = tuple[str, str]


def _number_ranks(all_lines: Iterable[Line]) -> dict[str, int]:
    """Return the rank of every notation of numbers, one below another where it begins anew under that.

    ``1.`` holds ``1`` where it goes on behind it (``1.``, ``1``, ``2``, ``2.``, ``1``). Where notations hold each other
    in a ring, the pairs of it that are seen least often do not count.
    """
    held = _held_notations(_outside_tables(all_lines))
    kept: set[_Pair] = set()
    for _, group in groupby(held.most_common(), key=itemgetter(1)):
        pairs = {pair for pair, _ in group}
        kept |= {pair for pair in pairs if pair[0] not in _held_by(pair[1], kept | pairs)}
    depths: Counter[str] = Counter()
    for _ in kept:
        for above, below in kept:
            depths[below] = max(depths[below], depths[above] + 1)
    return {symbol: RANKS["number"] + min(depth, _DEEPEST) for symbol, depth in depths.items()}


def _held_by(symbol: str, pairs: set[_Pair]) -> set[str]:
    """Return a notation and all that it holds, and those hold."""
    found = {symbol}
    for _ in pairs:
        found |= {below for above, below in pairs if above in found}
    return found


def _held_notations(outside: Iterable[Line]) -> Counter[_Pair]:
    """Count the pairs of notations of which the second begins under the first, and the first goes on after it."""
    opens: Counter[_Pair] = Counter()
    goes_on: Counter[_Pair] = Counter()
    before = ""
    for line in outside:
        symbol = symbol_of(line) if line.family == "number" else ""
        if symbol and before and symbol != before:
            pair, counts = ((before, symbol), opens) if count_of(line) == 1 else ((symbol, before), goes_on)
            counts[pair] += 1
        before = symbol if line.family in ("chapter", "roman", "number") else before
    return Counter(
        {
            (above, below): opens[above, below] + goes_on[above, below]
            for above, below in opens
            if not goes_on[below, above] and (goes_on[above, below] or not opens[below, above])
        }
    )


def _outside_tables(all_lines: Iterable[Line]) -> list[Line]:
    """Return the lines that stand in no table and are no notes."""
    return [line for line in all_lines if line.cell is None and line.role != "footnote"]


def count_of(line: Line) -> int:
    """Return the number that a mark counts by: 3 of ``1-3`` and of ``Ⅲ.``; 1 where it has none."""
    number = _COUNT.search(line.marker)
    return int(number[1]) if number else max(1, _ROMANS.find(line.marker[:1]) + 1)


def annex_ranks(all_lines: Iterable[Line], ranks: Mapping[str, int]) -> dict[int, int]:
    """Return the rank of every 참고, 붙임 or 별첨 by its start; those of the contents page are not among the lines.

    One between numbered titles (``6``, 참고, ``7``) ranks like them, one before a chapter (Ⅱ, 참고, Ⅲ) like the
    chapter; only what stands behind the last chapter holds whatever follows. ``ranks`` are those of the symbols.
    """
    found: dict[int, int] = {}
    outside = _outside_tables(all_lines)
    first_number = min((line.start for line in outside if line.family == "number"), default=0)
    goes_on: Line | None = None
    before_chapter = False
    for line in reversed(outside):
        if line.family == "annex":
            chapter = RANKS["roman"] if before_chapter else RANKS["annex"]
            found[line.start] = ranks[symbol_of(goes_on)] if goes_on and line.start > first_number else chapter
        elif line.family in ("chapter", "roman", "number"):
            goes_on = line if line.family == "number" and count_of(line) > 1 else None
            before_chapter = before_chapter or line.family == "roman"
    return found


def nested_ranks(all_lines: Iterable[Line], ranks: Mapping[str, int]) -> dict[int, int]:
    """Return the rank of the numbers that begin anew right below one of their own notation, by their starts.

    ``1. 골목`` right below ``2. 부서별 실적`` hangs below it, and so does the ``2. 물길`` in letters of the same size
    that goes on with it.
    """
    found: dict[int, int] = {}
    nested: Line | None = None
    before: Line | None = None
    for line in _outside_tables(all_lines):
        if line.family == "number" and (_opens_below(line, before) or (nested and _goes_on(line, nested))):
            found[line.start] = ranks[symbol_of(line)] + 1
            nested = line
        elif line.family in ("annex", "chapter", "roman") or (nested and symbol_of(line) == symbol_of(nested)):
            nested = None
        before = line
    return found


def _goes_on(line: Line, nested: Line) -> bool:
    """Say whether a number is the next after a nested one, in its notation and size."""
    return (symbol_of(line), count_of(line), line.size) == (symbol_of(nested), count_of(nested) + 1, nested.size)


def _opens_below(line: Line, before: Line | None) -> bool:
    """Say whether a number 1 stands right below a higher one of its notation, and not on the next page."""
    if before is None or before.page != line.page or symbol_of(before) != symbol_of(line):
        return False
    return count_of(line) == 1 < count_of(before)


def _learnt_rank(symbol: str, followers: Mapping[str, Counter[str]], ranks: dict[str, int]) -> int:
    """One step above the mark that follows most often, unless it stands as often before: then it merely goes on."""
    usual, own = ranks[symbol], followers[symbol]
    follower, often = max(own.items(), key=lambda item: (item[1], item[0]))
    if follower == symbol or 2 * often < own.total() - own[symbol] or usual < ranks[follower]:
        return usual
    if followers[follower][symbol] >= often:
        return usual
    return ranks[follower] - 2
