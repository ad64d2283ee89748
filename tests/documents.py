"""Small documents that tests write down as lists of paragraphs and tables."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from extract.document import Document, LooseCell, LooseParagraph, LooseTable, compose
from extract.outline import read_outline
from extract.reading import Reading

Block = str | Sequence[Sequence[str]]
"""A paragraph, or the rows of a table; a paragraph that begins with ``[box]`` or ``[footnote]`` has that role.

In a table ``<`` continues the cell to the left, ``^`` the cell above, and a line feed parts the paragraphs of a cell.
"""


def document(*blocks: Block) -> Document:
    """Return the document of the blocks."""
    words = repr(blocks).encode()
    loose = [paragraph(block) if isinstance(block, str) else table(block) for block in blocks]
    return compose(loose, format="txt", sha256=hashlib.sha256(words).hexdigest(), size=len(words))


def reading(*blocks: Block, base_year: int | None = None, issued: datetime.date | None = None) -> Reading:
    """Return the document of the blocks as the rules of facts see it."""
    made = document(*blocks)
    return Reading(made, read_outline(made), base_year, issued)


def paragraph(text: str) -> LooseParagraph:
    """Return a loose paragraph with the role that it names."""
    for role in ("box", "footnote"):
        if text.startswith(f"[{role}]"):
            return LooseParagraph(text.removeprefix(f"[{role}]"), role=role)
    return LooseParagraph(text)


def table(rows: Sequence[Sequence[str]]) -> LooseTable:
    """Return a loose table; every row has the same number of places."""
    assert len({len(row) for row in rows}) == 1, f"rows of unlike length: {rows}"
    cells = [
        LooseCell(row, column, _down(rows, row, column), _right(words, column), _content(words[column]))
        for row, words in enumerate(rows)
        for column in range(len(words))
        if words[column] not in ("<", "^")
    ]
    return LooseTable(len(rows), len(rows[0]), cells)


def _content(words: str) -> list[LooseParagraph | LooseTable]:
    return [LooseParagraph(line) for line in words.split("\n")] if words else []


def _right(row: Sequence[str], column: int) -> int:
    following = row[column + 1 :]
    return 1 + next((n for n, words in enumerate(following) if words != "<"), len(following))


def _down(rows: Sequence[Sequence[str]], row: int, column: int) -> int:
    following = [words[column] for words in rows[row + 1 :]]
    return 1 + next((n for n, words in enumerate(following) if words != "^"), len(following))
