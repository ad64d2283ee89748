"""Lines -> the tree of headings and list lines of a document.

Every list mark has a rank (``ranks``), and a line is the child of the nearest line above it with a wider one. Which
lines are headings, ``headings`` says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, zip_longest
from operator import attrgetter

from extract.document import Document
from extract.headings import (
    HEADINGS,
    HIGH,
    LONGEST,
    View,
    bare_lists,
    heading_words,
    is_caption,
    is_head_in_box,
    shares_box,
    sister_values,
    summary_marks,
    tells_value,
)
from extract.lines import Family, Line, lines
from extract.numbering import announced, contents, dividers, numbered
from extract.ranks import (
    DIVIDER,
    RANKS,
    UNMARKED_KIND,
    UNMARKED_TITLE,
    annex_ranks,
    learn_ranks,
    nested_ranks,
    symbol_of,
)
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


# ------------------------------------------------------------------ the tree

_REST_OF_LABEL = re.compile(r"\n및 [가-힣 ]{2,12}[:：]")


def read_outline(document: Document) -> Outline:
    """Return the tree of a document's headings and list lines.

    >>> from extract.document import LooseParagraph, compose
    >>> texts = ["□ 추진일정", " ○ 조례 제정 ···· ’23. 3.", " ○ 소요예산", "  - 구비 409백만원"]
    >>> outline = read_outline(compose(map(LooseParagraph, texts), format="txt", sha256="0" * 64, size=0))
    >>> [(node.level, node.heading, node.kind) for node in outline.nodes]
    [(1, True, '추진일정'), (2, False, None), (2, True, '소요예산'), (3, False, None)]
    """
    all_lines = numbered(document.text, lines(document))
    return Outline(document, all_lines, _Builder(document, all_lines).nodes())


class _Builder:
    """Goes through the lines once and hangs each under the nearest wider one."""

    def __init__(self, document: Document, all_lines: list[Line]) -> None:
        self.text = document.text
        self.lines = all_lines
        self.announced = announced(self.text, all_lines)
        self.dividers = dividers(all_lines, self.announced)
        self.contents = contents(self.text, all_lines) | self.announced
        body = [line for line in all_lines if line.start not in self.contents]
        self.ranks = learn_ranks(body)
        self.own_ranks = annex_ranks(body, self.ranks) | nested_ranks(body, self.ranks)
        self.values = sister_values(self.text, all_lines) | bare_lists(self.text, all_lines)
        self.summaries = summary_marks(self.text, all_lines)
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
            for above in chain.from_iterable(node.ancestors() for node in self.stack):
                above.end = max(above.end, line.end)
        return found

    def node(self, line: Line, before: Line | None, following: Line | None) -> Node | None:
        if line.start in self.contents:
            return None
        view = self.view(line, before, following)
        announces = line.role != "footnote" and any(rule(view) for rule in HEADINGS)
        heading = announces and not self.repeats_its_parent(view)
        if not heading and line.family is None:
            return None
        if heading and self.is_broken(line, following):
            heading = False
        rank = _title_rank(view) if heading else view.rank
        return self.hang(Node(line, 0, rank, heading, view.kind if heading else None, None, line.end))

    def is_broken(self, line: Line, following: Line | None) -> bool:
        """A narrow cell can break a heading in two (``추진상황`` … ``및 향후계획``): half of it is none."""
        if line.cell is None or following is None:
            return False
        return bool(_REST_OF_LABEL.search(self.text, following.end, line.cell.end))

    def view(self, line: Line, before: Line | None, following: Line | None) -> View:
        words = heading_words(line.words(self.text))
        kind = section_kind(words) if len(words) <= LONGEST else None
        follower_rank = self.rank(following, None) if following else 0
        value = tells_value(words) or line.start in self.values
        lone = line.role == "box" and not any(shares_box(line, other) for other in (before, following))
        caption = is_caption(line, self.text) and not lone
        opens = before is None or before.role != "box"
        caption = caption or (opens and kind is None and is_head_in_box(line, following))
        rank = _caption_rank(following, follower_rank) if caption else self.rank(line, kind)
        behind_note = before is not None and before.family == "note"
        behind_goal = before is not None and before.family is None and self.is_goal(before)
        summary = line.marker in self.summaries
        divides = line.start in self.dividers and following is not None and following.start in self.announced
        return View(
            line=line,
            words=words,
            kind=kind,
            value=value,
            lone_box=lone,
            opens_box=opens,
            behind_note=behind_note,
            behind_goal=behind_goal,
            summary=summary,
            divides=divides,
            follower=following,
            rank=rank,
            follower_rank=follower_rank,
            body_size=self.body_size,
        )

    def is_goal(self, line: Line) -> bool:
        """What stands in large letters behind an unmarked 목표 or 비전 is what it says."""
        return section_kind(heading_words(line.words(self.text))) == "정책목표"

    def rank(self, line: Line, kind: str | None) -> int:
        if line.role == "footnote":  # whatever its number, it hangs below the line that it is a note to
            return RANKS["note"]
        if line.family:
            return self.own_ranks.get(line.start) or self.ranks.get(symbol_of(line), RANKS[line.family])
        title = DIVIDER if line.start in self.dividers else UNMARKED_TITLE
        return UNMARKED_KIND if kind else title

    def repeats_its_parent(self, view: View) -> bool:
        """A 사업내용 below a 사업개요 is a field of it, and no section."""
        above = next((node for node in reversed(self.stack) if node.rank < view.rank), None)
        sections = [node for node in above.ancestors() if node.heading] if above else []
        return view.kind == "사업개요" and view.rank >= RANKS["ring"] and any(n.kind == "사업개요" for n in sections)

    def hang(self, node: Node) -> Node:
        while self.stack and (self.stack[-1].rank >= node.rank or self.has_ended(self.stack[-1], node)):
            self.stack.pop()
        node.parent = self.stack[-1] if self.stack else None
        # No list line is the section of a heading, so it does not count among the levels of one.
        above = next((found for found in node.ancestors() if found is not node and found.heading >= node.heading), None)
        node.level = above.level + 1 if above else 1
        if node.parent:
            node.parent.children.append(node)
        self.stack.append(node)
        return node

    def has_ended(self, above: Node, node: Node) -> bool:
        """The caption of a box ends with its box."""
        captions = is_caption(above.line, self.text) or (above.line.family is None and above.rank > RANKS["square"])
        return above.line.role == "box" != node.line.role and captions


def _caption_rank(following: Line | None, rank: int) -> int:
    """The caption of a frame holds the list that begins below it, and no wider mark behind that."""
    listed = following is not None and following.family is not None and following.family not in HIGH
    return rank - 1 if listed else RANKS["dash"] - 1


_LEARNT: frozenset[Family | None] = frozenset({"circled", "diamond"})


def _title_rank(view: View) -> int:
    """A heading alone in a box is a title above □, below the boxed figures, also where its mark would stand below."""
    title = view.lone_box and view.line.family in _LEARNT and not view.summary
    return min(view.rank, RANKS["boxed"] + 1) if title else view.rank


def _body_size(all_lines: list[Line]) -> float | None:
    """Return the size of the letters that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for line in all_lines:
        if line.size is not None:
            sizes[round(line.size * 2) / 2] += line.end - line.start
    return sizes.most_common(1)[0][0] if sizes else None
