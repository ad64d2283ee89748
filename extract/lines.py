"""Paragraphs -> lines with their list marks.

A line is a paragraph, or a part of one where a document was flattened so that list marks stand in the middle of it.
Its mark tells the family it belongs to, and the family its usual rank in the ladder of a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from extract.document import Block, Cell, Document, Paragraph, Role, Table
from extract.flattened import line_starts
from extract.text import fold

Family = Literal[
    "annex", "chapter", "roman", "number", "hangul", "boxed", "code", "square", "paren", "circled",
    "ring", "diamond", "dash", "dot", "note",
]  # fmt: skip
"""The kinds of list mark, from the widest to the narrowest."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: ``start`` to ``end`` without outer blanks, ``body`` where its words begin behind the mark.

    ``marker`` is the mark as printed, empty where there is none; ``cell`` and ``table`` are None outside tables.
    """

    start: int
    end: int
    body: int
    marker: str
    family: Family | None
    role: Role
    size: float | None
    page: int | None
    table: Table | None
    cell: Cell | None

    def words(self, text: str) -> str:
        """Return the line's words without its mark."""
        return text[self.body : self.end]


# ------------------------------------------------------------------ marks

# Boxed and circled figures: Unicode's own, and those that the Hancom fonts keep in the private use area.
_CIRCLED = "①-⑳⓪㉑-㉟➀-➓❶-❿⓫-⓴Ⓐ-ⓩ㉠-㉻"
_BOXED = "\U000f02b1-\U000f02c4\U000f0288-\U000f02b0"

_SYLLABLES = "가나다라마바사아자차카타파하"

# One alternative a family; the first that fits wins, so the narrower patterns stand first.
_MARKS: tuple[tuple[Family, str], ...] = (
    ("annex", r"(?=\[\s*(?:붙\s*임|별\s*첨|별\s*지|참\s*고)\s*\d{0,2}\s*\])"
     r"|(?:붙\s?임|별\s?첨|참\s?고)\s?\d{0,2}\s{0,2}[:.)]?(?=\s+\S)"),
    ("chapter", r"제\s?\d{1,2}\s?[장편부절]\.?(?=\s)"),
    ("roman", r"(?:[Ⅰ-Ⅻⅰ-ⅻ]|(?:I{1,3}|IV|VI{0,3}|IX|X)(?=\.|\s+\d*[가-힣]))\s*[.．]?(?!\s*-\s*\d)(?=\s*\S)"),
    ("number", r"(?:현안|과제|추진과제|전략|안건|공약|세부과제|분야)\s?\d{1,2}(?:-\d{1,2})?\s?[.:)]?(?=\s+\S)"),
    ("number", r"[\[〔]\s?(?:과제|현안|전략|안건|공약)\s?\d{1,2}(?:-\d{1,2})?\s?[\]〕]"),
    ("code", r"\d{1,2}(?:-\d{1,3}){1,2}\.?(?=\s+[^\d\s])"),
    ("number", r"\d{1,2}\s*[.．](?=\s+\S)(?!\s*\d{1,2}\s*[.(~])|\d{1,2}\.(?=[가-힣「『])"),
    ("hangul", rf"[{_SYLLABLES}]\s?\.(?=\s?\S)"),
    ("boxed", rf"[{_BOXED}]{{1,2}}"),
    ("paren", rf"(?:\d{{1,2}}|[{_SYLLABLES}])\)(?=\s*\S)|\((?:\d{{1,2}}|[{_SYLLABLES}])\)(?=\s*\S)|[⑴-⒇]"),
    ("circled", rf"[{_CIRCLED}]"),
    ("note", r"※|\*{1,3}|†"),
    ("square", r"[□■▣▢◻❑❏❚☐⬛⬜◼]|[¨ㅁ](?=\s)|\?{1,2}(?=\s)|[\uf06f\uf0a8\uf0fe\uf06e]"),
    ("ring", r"[○❍◦●◎〇⚪⚫∘⃝]|[ㅇo](?=\s|\()|ㅇ(?=\S)|[\uf0a1\uf06d\uf09f]"),
    ("diamond", r"[◈◇◆❖◊✦✱♦]|w(?=\s[가-힣(])|[\u0370-\u03ff](?=\s+[가-힣])|[\uf000\uf076\uf077\uf075\uf0a9\uf0aa]"),
    ("dash", r"[-–—―­‐−](?=\s*[^\s\d\-–—―]|\s+\S|\d{4}|['’‘`]\d)"),
    ("dot", r"[·∙•▪◾￭∎‧･ㆍ⋅▸▹▷▶►‣→⇒➡➢☞✔✓▴▲•]|[\uf0a7\uf09e\uf0d8\uf0e8\uf0fc\uf02d]"),
)  # fmt: skip
_MARK = re.compile(r"\s*(?:" + "|".join(f"({pattern})" for _, pattern in _MARKS) + r")[ \t ￾]*")


def _lines_of(text: str, paragraph: Paragraph, table: Table | None, cell: Cell | None) -> Iterator[Line]:
    words = text[paragraph.start : paragraph.end]
    for left, right in pairwise([*line_starts(words), len(words)]):
        piece = words[left:right]
        if not piece.strip():
            continue
        start = paragraph.start + left + len(piece) - len(piece.lstrip())
        end = paragraph.start + left + len(piece.rstrip())
        mark = _MARK.match(fold(text[start:end]))
        body = min(start + mark.end(), end) if mark else start
        # A mark that leaves no words is no mark: a dash in a budget table, a lone bullet in a cell.
        if mark and body < end:
            family: Family | None = _MARKS[(mark.lastindex or 1) - 1][0]
            marker = text[start:body].strip()
        else:
            family, marker, body = None, "", start
        yield Line(start, end, body, marker, family, paragraph.role, paragraph.size, paragraph.page, table, cell)


def _walk(text: str, blocks: tuple[Block, ...], table: Table | None, cell: Cell | None) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _lines_of(text, block, table, cell)
        else:
            for inner in block.cells:
                yield from _walk(text, inner.blocks, block, inner)


def lines(document: Document) -> list[Line]:
    """Return every line of a document in reading order, those of table cells among them.

    >>> from extract.document import LooseParagraph, compose
    >>> document = compose([LooseParagraph(" ❍ 총사업비 : 420백만원"), LooseParagraph("   - 지역안전 거버넌스")],
    ...                    format="txt", sha256="0" * 64, size=0)
    >>> [(line.marker, line.family, line.words(document.text)) for line in lines(document)]
    [('❍', 'ring', '총사업비 : 420백만원'), ('-', 'dash', '지역안전 거버넌스')]
    """
    return _with_lost_marks(list(_walk(document.text, document.blocks, None, None)))


_LOST = "?"
"""What a converter writes for a mark that it has no letter for; ``??`` is a square."""


def _with_lost_marks(found: list[Line]) -> list[Line]:
    """Return the lines with each ``?`` in its family: below a ring it is a dash, below ``??`` a ring, else a square."""
    markers = [line.marker for line in found]
    if _LOST not in markers:
        return found
    above = {line.family for line in found[: markers.index(_LOST)]}
    family: Family = "dash" if "ring" in above else "ring" if 2 * _LOST in markers else "square"
    return [replace(line, family=family) if line.marker == _LOST else line for line in found]
