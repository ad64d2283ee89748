"""Reads a draft: a TOML head between `+++` lines, then the document line by line, its truth written into it.

| line | what it is |
| --- | --- |
| `@title 제목 | 1-12` | a title box, with a code beside it; a reader may take it for a heading |
| `@part 기본현황` | a page of its own with nothing but a title |
| `@project 사업명` | the rows that follow belong to this project |
| `@page` | a page break |
| `@note 글` | a footnote of the line before |
| `#2 □ 사업개요 = 사업개요` | a heading: level, as printed, kind (`-` for none); `#2?` may be seen either way |
| `#2! 추진상황 = 추진실적` | a heading that the next line prints, and that may be seen either way |
| `#2 □ 추진상황 = 추진실적 = 완료` | the state of its steps too, where the kind does not tell |
| `|== years unit=1e6` | a table up to `|==`; a cell `<` is joined to its left, `^` upwards, `//` is a new line |
| `|== years inside=A` | a table that stands inside the table before it, in the cell with the line `@@A` |
| `- 글 ··· {*’23. 3.=2023-03}` | any other line; blanks before it indent, `···` is a dot leader |
"""

from __future__ import annotations

import re
import shlex
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from making.marks import Marked, read_marks

LEADER = "···"
NO_STATE = {"추진실적": "완료", "추진계획": "예정", "추진일정": "예정"}
HEADING = re.compile(r"#(?P<level>\d)(?P<flag>[?!]?) (?P<text>.+?) = (?P<kind>\S+)(?: = (?P<state>\S+))?")
NUMBER = r"(?:[Ⅰ-Ⅹ]\.?|\d{1,2}(?:-\d{1,2})?(?:[.)]|(?=\s))|[가-하]\.|[①-⑳➊-➓❶-❿])"
LOOSE = r"(?:(?:붙임|참고)\s*\d*\s+|\[과제[^\]]*\]\s*)"
BULLET = r"(?:[^\w\s(\[【「『‘’'《<{]+|ㅇ(?=\s)|[\ue000-\uf8ff\U000f0000-\U000ffffd])"
MARKER = re.compile(rf"(?:{NUMBER}|{BULLET})\s*")
PREFIX = re.compile(rf"{MARKER.pattern}|{LOOSE}")


@dataclass(frozen=True)
class Title:
    """The document's title in its box, with the code beside it."""

    marked: Marked
    code: str | None


@dataclass(frozen=True)
class Part:
    """A title that has a page of its own."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A headed part: `text` as printed, `heading` without its bullet or number."""

    marked: Marked
    heading: str
    level: int
    kind: str | None
    optional: bool
    state: str | None
    printed: bool


@dataclass(frozen=True)
class Line:
    """A line of text; `after` is what stands at the end of a dot leader."""

    marked: Marked
    indent: int
    before: str
    after: str | None


@dataclass(frozen=True)
class Table:
    """A table: `cells` hold None where a cell is joined to another; `spans` say how far each reaches."""

    role: str
    options: dict[str, str]
    cells: tuple[tuple[Marked | None, ...], ...]
    spans: dict[tuple[int, int], tuple[int, int]]

    @property
    def head(self) -> int:
        """How many rows are its head."""
        return int(self.options.get("head", "1"))


@dataclass(frozen=True)
class Project:
    """What follows belongs to this project."""

    title: str


@dataclass(frozen=True)
class Note:
    """A footnote of the line before."""

    marked: Marked


@dataclass(frozen=True)
class PageBreak:
    """A new page."""


@dataclass(frozen=True)
class Gap:
    """An empty line."""


Block = Title | Part | Heading | Line | Table | Project | Note | PageBreak | Gap


@dataclass(frozen=True)
class Draft:
    """A draft: its name, its head (see the drafts themselves) and its blocks."""

    name: str
    head: dict[str, Any]
    blocks: tuple[Block, ...] = field(repr=False)

    def inside(self, name: str) -> Table:
        """Give the table that stands where a cell says `@@name`."""
        tables = [block for block in self.blocks if isinstance(block, Table)]
        return next(table for table in tables if table.options.get("inside") == name)

    @property
    def formats(self) -> list[str]:
        """The formats that it is set in."""
        return list(self.head["formats"])

    def stem(self, kind: str) -> str:
        """Name the file of a format: the draft's name, and the format where there are several."""
        return self.name if len(self.formats) == 1 else f"{self.name}-{kind}"


def read_draft(path: Path) -> Draft:
    """Read a draft's file."""
    _, head, body = path.read_text("utf-8").split("+++\n", 2)
    try:
        return Draft(path.stem, tomllib.loads(head), tuple(_blocks(body.strip("\n").split("\n"))))
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    waiting = iter(lines)
    for line in waiting:
        if line.startswith("|=="):
            rows = []
            for row in waiting:
                if row.startswith("|=="):
                    break
                rows.append(row)
            blocks.append(_table(line[3:], rows))
        else:
            blocks.append(_block(line))
    return blocks


def _block(line: str) -> Block:
    if not line.strip():
        return Gap()
    if line.startswith("#"):
        return _heading(line)
    if not line.startswith("@"):
        return _line(line)
    word, _, rest = line.partition(" ")
    if word == "@title":
        text, _, code = rest.partition(" | ")
        return Title(read_marks(text), code or None)
    if word == "@part":
        return Part(rest)
    if word == "@project":
        return Project(rest)
    if word == "@note":
        return Note(read_marks(rest))
    if word == "@page":
        return PageBreak()
    raise ValueError(f"unknown block {word}")


def _heading(line: str) -> Heading:
    match = HEADING.fullmatch(line)
    if not match:
        raise ValueError(f"not a heading: {line}")
    marked = read_marks(match["text"])
    marker = PREFIX.match(marked.text)
    heading = marked.text[marker.end() :] if marker else marked.text
    kind = None if match["kind"] == "-" else match["kind"]
    state = match["state"] or NO_STATE.get(kind or "")
    return Heading(marked, heading.strip(), int(match["level"]), kind, bool(match["flag"]), state, match["flag"] != "!")


def _line(line: str) -> Line:
    indent = len(line) - len(line.lstrip(" "))
    marked = read_marks(line.strip())
    before, leader, after = marked.text.partition(LEADER)
    if not leader:
        return Line(marked, indent, marked.text, None)
    return Line(marked, indent, before.rstrip(), after.lstrip())


def _table(head: str, lines: list[str]) -> Table:
    role, *options = shlex.split(head)
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    if len({len(row) for row in rows}) != 1:
        raise ValueError(f"rows of different lengths: {[len(row) for row in rows]} in {lines[0]}")
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell not in {"<", "^"}:
                spans[y, x] = _span(rows, y, x)
    cells = tuple(tuple(None if cell in {"<", "^"} else read_marks(cell) for cell in row) for row in rows)
    return Table(role, dict(option.split("=", 1) for option in options), cells, spans)


def _span(rows: list[list[str]], y: int, x: int) -> tuple[int, int]:
    width = height = 1
    while x + width < len(rows[y]) and rows[y][x + width] == "<":
        width += 1
    while y + height < len(rows) and rows[y + height][x] == "^":
        height += 1
    return height, width
