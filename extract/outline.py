"""Lines -> the tree of headings and list lines of a document.

Every family of list mark has a rank, and a line is the child of the nearest line above it with a wider rank; the rank
of marks without a fixed place (◈, ①, ▸, the glyphs of the private use area) is learnt from the document: such a mark
stands one step above the marks that usually follow it. A line is a heading if a rule of ``HEADINGS`` says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from operator import attrgetter

from extract.document import Document
from extract.lines import Family, Line, lines
from extract.text import without_space
from extract.vocabulary import section_kind


@dataclass(slots=True, eq=False)
class Node:
    """A heading or a list line in its tree; ``level`` counts from 1, ``end`` is where its last descendant ends."""

    line: Line
    level: int
    rank: int
    heading: bool
    kind: str | None
    parent: Node | None
    end: int
    children: list[Node] = field(default_factory=list, repr=False)

    def ancestors(self) -> Iterator[Node]:
        """Yield the node itself and every node above it."""
        node: Node | None = self
        while node:
            yield node
            node = node.parent


@dataclass(frozen=True)
class Outline:
    """The tree of a document: ``nodes`` in reading order, ``lines`` with the unmarked ones among them."""

    document: Document
    lines: list[Line]
    nodes: list[Node]

    @cached_property
    def _starts(self) -> list[int]:
        return [node.line.start for node in self.nodes]

    def node_at(self, offset: int) -> Node | None:
        """Return the last heading or list line that begins at or before the offset."""
        index = bisect_right(self._starts, offset) - 1
        return self.nodes[index] if index >= 0 else None

    def section_at(self, offset: int) -> Node | None:
        """Return the innermost heading whose part holds the offset."""
        node = self.node_at(offset)
        return next((above for above in node.ancestors() if above.heading), None) if node else None

    @cached_property
    def _flow(self) -> list[Line]:
        return [line for line in self.lines if line.table is None]

    def lines_before(self, offset: int) -> list[Line]:
        """Return the lines outside tables that begin before the offset."""
        return self._flow[: bisect_right(self._flow, offset - 1, key=attrgetter("start"))]

    def words(self, node: Node) -> str:
        """Return the node's words without its mark; those of a heading without a note behind it."""
        words = node.line.words(self.document.text)
        return heading_words(words) if node.heading else words


# ------------------------------------------------------------------ ranks

_RANKS: dict[Family, int] = {
    "annex": 10, "chapter": 10, "roman": 12, "number": 20, "code": 24, "boxed": 28, "hangul": 30,
    "square": 40, "paren": 46, "circled": 56, "bracket": 48, "ring": 50, "diamond": 54, "dash": 60, "dot": 70, "note": 80,
}  # fmt: skip
UNMARKED_KIND = 36
"""Rank of a heading without a mark that is known by its words: above □, below 1."""
UNMARKED_TITLE = 26
"""Rank of a heading without a mark that is known by its box or its size."""

_LEARNT: frozenset[Family] = frozenset({"circled", "diamond", "dot", "paren", "square", "boxed"})
_FIXED_SQUARES = "□ㅁ"


def _symbol(line: Line) -> str:
    """What tells one level from another: the mark itself, or its family where the mark counts."""
    return line.marker if line.family in ("square", "diamond", "dot") else (line.family or "")


def _ranks(all_lines: list[Line]) -> dict[str, int]:
    """Return the rank of every symbol, those of the learnt families from what follows them."""
    marked = [line for line in all_lines if line.family and line.role == "body"]
    ranks = {_symbol(line): _RANKS[line.family] for line in all_lines if line.family}
    followers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line, following in zip(marked, marked[1:], strict=False):
        followers[_symbol(line)][_symbol(following)] += 1
    families = {_symbol(line): line.family for line in marked}
    for symbol, family in families.items():
        if family in _LEARNT and symbol not in _FIXED_SQUARES and followers[symbol]:
            ranks[symbol] = _learnt_rank(symbol, followers[symbol], ranks)
    return ranks


def _learnt_rank(symbol: str, followers: Counter[str], ranks: dict[str, int]) -> int:
    """One step above the mark that follows most often; a mark that mostly follows itself keeps its usual rank."""
    usual = ranks[symbol]
    follower, often = max(followers.items(), key=lambda item: (item[1], item[0]))
    if follower == symbol or 2 * often < followers.total() - followers[symbol] or usual < ranks[follower]:
        return usual
    return ranks[follower] - 2


# ------------------------------------------------------------------ headings

_LONGEST = 60
_VALUE = re.compile(r"\s?[:：](?!\d)\s?\S")
_SENTENCE = re.compile(r"(?:[하한된이있없였았었니]다|[가-힣]함|됨|[있없했었였]음)\s*[.。]?\s*\Z|[.。,]\s*\Z")
_SOLID = re.compile(r"[가-힣一-龥A-Za-z]{2}")
_LARGE, _LARGER, _OF_COVERS = 1.2, 1.1, 1.7
_LONGEST_PLAIN_KIND = 9
_SUMMARY_MARKS = "❖◈"
# A document's own title, repeated inside it, is no heading.
_LIKE_A_TITLE = re.compile(r".{9}(?:계획|방안|방향|전략|대책|보고)(?:서|\(안\)|\(요약\))*\Z")
_REST_OF_LABEL = re.compile(r"\n및 [가-힣 ]{2,12}[:：]")
_HIGH: frozenset[Family] = frozenset({"annex", "chapter", "roman", "number", "code", "boxed", "hangul"})


_FRAMED = re.compile(r"[【<《〈]\s*(?P<inside>[^【】<>《》〈〉]+?)\s*[】>》〉]")
_NOTE_BEHIND = re.compile(r"\s+(?:※|\*{1,2}(?=\s|[^\s*])).*\Z", re.DOTALL)


def heading_words(words: str) -> str:
    """Return a line's words as a heading: without a note behind it and without a colon at its end.

    >>> heading_words("2023년 신청 추진 공모사업 * ’23년에 완료한 사업 제외"), heading_words("추진일정 :")
    ('2023년 신청 추진 공모사업', '추진일정')
    >>> heading_words("【 공모개요 】"), heading_words("< 시설 현황 >"), heading_words("[별첨] 공모사업 추진상황")
    ('공모개요', '시설 현황', '[별첨] 공모사업 추진상황')
    """
    plain = _NOTE_BEHIND.sub("", words).rstrip(" :：")
    framed = _FRAMED.fullmatch(plain)
    return framed["inside"] if framed else plain


@dataclass(frozen=True, slots=True)
class _View:
    """What the rules of a heading look at: the line, its words, the kind they name, and what follows it."""

    line: Line
    words: str
    kind: str | None
    value: bool
    lone_box: bool
    opens_box: bool
    follower: Line | None
    rank: int
    follower_rank: int
    body_size: float | None

    @property
    def short(self) -> bool:
        return len(self.words) <= _LONGEST and bool(_SOLID.search(without_space(self.words)))

    @property
    def leads_down(self) -> bool:
        return self.follower is not None and self.follower_rank > self.rank


def wide_mark(view: _View) -> bool:
    """Ⅰ, 1., 가., 제1장, [붙임]: a short line outside tables that is no sentence."""
    return view.line.family in _HIGH and view.short and not _SENTENCE.search(view.words) and view.line.cell is None


def square_mark(view: _View) -> bool:
    """□ 사업개요, □ 장애인주택 개조사업: a short line outside tables without a value behind a colon."""
    return view.line.family == "square" and view.short and not view.value and view.line.cell is None


def known_kind(view: _View) -> bool:
    """❍ 추진일정, ○ (추진상황 및 향후일정), an unmarked 소요예산: words that name a kind of section, and no value.

    A narrow mark before longer words is a heading only if something follows below it: ``○ 2017년 협치 추진계획`` can be a
    document that is quoted.
    """
    if view.kind is None or view.value or not view.short or view.line.role == "footnote":
        return False
    if view.line.family is None:
        return view.line.cell is None and not _LIKE_A_TITLE.search(without_space(view.words))
    return view.rank < _RANKS["ring"] or view.leads_down or len(without_space(view.words)) <= _LONGEST_PLAIN_KIND


def leading_mark(view: _View) -> bool:
    """① or ◇ before a short line that narrower marks follow; ❖ and ◈ mark summaries."""
    line = view.line
    learnt = line.family in ("circled", "diamond", "paren") and line.role == "body" and line.cell is None
    plain = view.short and not view.value and not _SENTENCE.search(view.words)
    return learnt and plain and view.leads_down and line.marker not in _SUMMARY_MARKS


def lone_box(view: _View) -> bool:
    """A short line alone in a box, with any mark but that of a summary, and not in the letters of a cover."""
    size, body = view.line.size, view.body_size
    if size is not None and body is not None and size >= _OF_COVERS * body and view.line.family is None:
        return False
    plain = view.short and not _SENTENCE.search(view.words) and not _LIKE_A_TITLE.search(without_space(view.words))
    return view.lone_box and plain and view.line.marker not in _SUMMARY_MARKS


def head_of_list(view: _View) -> bool:
    """An unmarked short line on top of a list in a frame, be it a box or a table of two rows."""
    line, follower = view.line, view.follower
    if line.family or follower is None or follower.role != line.role:
        return False
    if line.role == "box":
        return view.opens_box and follower.family in ("ring", "dash") and view.short and not view.value
    if line.cell is None or line.table is None or follower.cell is None:
        return False
    below = follower.table is line.table and follower.cell.row == line.cell.row + 1 == 1
    lists = follower.family in ("ring", "dash", "square") and line.table.rows == 2
    return below and lists and follower.cell.column == line.cell.column and view.short and not view.value


def large_letters(view: _View) -> bool:
    """An unmarked short line behind the cover in letters larger than the body's."""
    line = view.line
    if line.size is None or view.body_size is None or line.page == 1 or line.family or line.cell or view.value:
        return False
    if line.size >= _OF_COVERS * view.body_size:
        return False
    large = line.size >= _LARGE * view.body_size or (line.size >= _LARGER * view.body_size and view.leads_down)
    plain = not _SENTENCE.search(view.words) and not _LIKE_A_TITLE.search(without_space(view.words))
    return large and view.short and plain


HEADINGS: tuple[Callable[[_View], bool], ...] = (
    known_kind,
    wide_mark,
    square_mark,
    leading_mark,
    lone_box,
    head_of_list,
    large_letters,
)


# ------------------------------------------------------------------ contents pages

_CONTENTS = re.compile(r"(?:목\s*차|보\s*고\s*순\s*서|차\s*례|순\s*서|CONTENTS|Contents)\s*\Z")
_PAGE_NUMBER = re.compile(r"[\s·․‧…⋯∙･.]+[-\s]*\d{1,3}[-\s]*$")
_LEADER_TO_PAGE = re.compile(r"[·․‧…⋯∙･.]{4,}\s*\d{1,3}\s*$")


def _contents(text: str, all_lines: list[Line]) -> frozenset[int]:
    """Return the starts of the lines of a table of contents: they are no headings."""
    found: set[int] = set()
    inside = False
    for line in all_lines:
        words = line.words(text)
        entry = bool(_PAGE_NUMBER.search(words)) if inside else bool(_LEADER_TO_PAGE.search(words) and line.family != "dash")
        inside = bool(_CONTENTS.search(words)) or (inside and (entry or line.family == "note"))
        if entry or _CONTENTS.fullmatch(words):
            found.add(line.start)
    return frozenset(found)


# ------------------------------------------------------------------ the tree

_LONE_NUMBER = re.compile(r"(?:[Ⅰ-Ⅻ]|\d{1,2})\.?")
_BARE_NUMBER = re.compile(r"(\d{1,2}) +(?=[가-힣「｢『‘“A-Z]|\d+[가-힣])")


def read_outline(document: Document) -> Outline:
    """Return the tree of a document's headings and list lines.

    >>> from extract.document import LooseParagraph, compose
    >>> texts = ["□ 추진일정", " ○ 조례 제정 ···· ’23. 3.", " ○ 소요예산", "  - 구비 409백만원"]
    >>> outline = read_outline(compose(map(LooseParagraph, texts), format="txt", sha256="0" * 64, size=0))
    >>> [(node.level, node.heading, node.kind, outline.words(node)) for node in outline.nodes]  # doctest: +NORMALIZE_WHITESPACE
    [(1, True, '추진일정', '추진일정'), (2, False, None, '조례 제정 ···· ’23. 3.'),
     (2, True, '소요예산', '소요예산'), (3, False, None, '구비 409백만원')]
    """
    all_lines = _numbered(document.text, lines(document))
    return Outline(document, all_lines, _Builder(document, all_lines).nodes())


def _numbered(text: str, all_lines: list[Line]) -> list[Line]:
    """Tie figures that stand apart from their heading, or before it without a point, to it as its mark."""
    found: list[Line] = []
    expected = 1
    for line in all_lines:
        words = text[line.start : line.end]
        before = found[-1] if found else None
        if before and _is_lone_number(text, before) and line.family is None and line.end - line.start <= _LONGEST:
            found[-1] = _marked(line, text[before.start : before.end], before.start, line.start)
            continue
        bare = _BARE_NUMBER.match(words) if line.family is None and line.cell is None else None
        in_turn = bare is not None and (int(bare[1]) in (expected, 1) or line.size is not None)
        if bare and in_turn and len(words) <= _LONGEST and not _SENTENCE.search(words):
            expected = int(bare[1]) + 1
            line = _marked(line, bare[1], line.start, line.start + bare.end())
        found.append(line)
    return found


def _is_lone_number(text: str, line: Line) -> bool:
    alone = line.role == "box" or (line.table is not None and line.table.rows == 1)
    return alone and bool(_LONE_NUMBER.fullmatch(text[line.start : line.end]))


def _marked(line: Line, marker: str, start: int, body: int) -> Line:
    family: Family = "roman" if marker[0] in "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ" else "number"
    return Line(start, line.end, body, marker, family, line.role, line.size, line.page, None, None)


class _Builder:
    """Goes through the lines once and hangs each under the nearest wider one."""

    def __init__(self, document: Document, all_lines: list[Line]) -> None:
        self.text = document.text
        self.lines = all_lines
        self.ranks = _ranks(all_lines)
        self.contents = _contents(self.text, all_lines)
        self.body_size = _body_size(all_lines)
        self.stack: list[Node] = []

    def nodes(self) -> list[Node]:
        found: list[Node] = []
        outside: list[Node] = []
        framed: list[Node] = []
        table = cell = None
        before: Line | None = None
        for line, following in zip_longest(self.lines, self.lines[1:]):
            if line.table is not table and table is None:
                outside, framed = list(self.stack), []
            if line.cell is not cell and (line.cell or table):
                self.stack = [*(node for node in outside if node.heading), *framed] if line.cell else outside
            table, cell = line.table, line.cell
            node = self.node(line, before, following)
            before = line
            if node:
                found.append(node)
                framed = [node] if node.heading and line.cell and line.family is None else framed
            for above in self.stack:
                above.end = max(above.end, line.end)
        return found

    def node(self, line: Line, before: Line | None, following: Line | None) -> Node | None:
        if line.start in self.contents:
            return None
        view = self.view(line, before, following)
        heading = any(rule(view) for rule in HEADINGS) and not self.repeats_its_parent(view)
        if not heading and line.family is None:
            return None
        if heading and self.is_broken(line, following):
            heading = False
        return self.hang(Node(line, 0, view.rank, heading, view.kind if heading else None, None, line.end))

    def is_broken(self, line: Line, following: Line | None) -> bool:
        """A narrow cell can break a heading over the lines beside it (``추진상황`` … ``및 향후계획``): half of it is none."""
        if line.cell is None or following is None:
            return False
        return bool(_REST_OF_LABEL.search(self.text, following.end, line.cell.end))

    def view(self, line: Line, before: Line | None, following: Line | None) -> _View:
        words = heading_words(line.words(self.text))
        kind = section_kind(words) if len(words) <= _LONGEST else None
        rank = self.rank(line, kind)
        follower_rank = self.rank(following, None) if following else 0
        value = bool(_VALUE.search(words))
        lone = line.role == "box" and not any(_shares_box(line, other) for other in (before, following))
        opens = before is None or before.role != "box"
        return _View(line, words, kind, value, lone, opens, following, rank, follower_rank, self.body_size)

    def rank(self, line: Line, kind: str | None) -> int:
        if line.family:
            return self.ranks[_symbol(line)]
        return UNMARKED_KIND if kind else UNMARKED_TITLE

    def repeats_its_parent(self, view: _View) -> bool:
        """A 사업내용 below a 사업개요 is a field of it, and no section."""
        above = next((node for node in reversed(self.stack) if node.rank < view.rank), None)
        sections = [node for node in above.ancestors() if node.heading] if above else []
        return view.kind == "사업개요" and view.rank >= _RANKS["ring"] and any(n.kind == "사업개요" for n in sections)

    def hang(self, node: Node) -> Node:
        while self.stack and self.stack[-1].rank >= node.rank:
            self.stack.pop()
        node.parent = self.stack[-1] if self.stack else None
        node.level = len(self.stack) + 1
        if node.parent:
            node.parent.children.append(node)
        self.stack.append(node)
        return node


def _shares_box(line: Line, other: Line | None) -> bool:
    """Lines of boxes side by side share one unless both carry marks of headings, of different kinds."""
    if other is None or other.role != "box":
        return False
    both_heads = all(found.family in _HIGH or found.family == "circled" for found in (line, other))
    return not both_heads or other.family == line.family


def _body_size(all_lines: list[Line]) -> float | None:
    """Return the size of the letters that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for line in all_lines:
        if line.size is not None:
            sizes[round(line.size * 2) / 2] += line.end - line.start
    return sizes.most_common(1)[0][0] if sizes else None

