"""Tables that plain text lays out by blanks alone.

``구 분 계 2022 2023`` above ``구 비 409 33 93`` is a table without rules. It is taken for one only if every line below
the head has exactly as many words as the head; anything less certain stays lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Cell, Span, Table
from extract.lines import Line
from extract.text import fold

_WORD = re.compile(r"구\s*분|[합소총누]\s*계|[국도시군구]\s*비|기\s*타|민\s*자|연\s*도|재\s*원|\S+")
_FIGURE = re.compile(r"[△▲-]?\d{1,3}(?:,\d{3})*(?:\.\d+)?|[△▲-]?\d+(?:\.\d+)?|-|–")
_YEAR = re.compile(r"(?:19|20)\d\d년?|'\d\d년?")
_CORNERS = re.compile(r"구\s*분|연\s*도|재\s*원|재원별|연도별")
_FEWEST_COLUMNS = 3


def _words(text: str, line: Line) -> list[Span]:
    found = _WORD.finditer(text, line.start, line.end)
    return [Span(match.start(), match.end()) for match in found]


def _is_head(text: str, words: list[Span]) -> bool:
    if len(words) < _FEWEST_COLUMNS or not _CORNERS.fullmatch(text[slice(*words[0])]):
        return False
    return sum(bool(_YEAR.fullmatch(fold(text[slice(*word)]))) for word in words) >= 2


def _is_row(text: str, words: list[Span], columns: int) -> bool:
    figures = [bool(_FIGURE.fullmatch(fold(text[slice(*word)]))) for word in words]
    return len(words) == columns and not figures[0] and all(figures[1:])


def laid_tables(text: str, all_lines: list[Line]) -> Iterator[Table]:
    """Yield the tables that lines outside of ruled tables lay out by blanks.

    >>> from extract.document import LooseParagraph, compose
    >>> from extract.lines import lines
    >>> laid = compose([LooseParagraph("구 분 계 2022 2023"), LooseParagraph("구 비 126 33 93")],
    ...                format="txt", sha256="0" * 64, size=0)
    >>> [(cell.row, cell.column, laid.text[cell.start:cell.end])
    ...  for table in laid_tables(laid.text, lines(laid)) for cell in table.cells if cell.row == 1]
    [(1, 0, '구 비'), (1, 1, '126'), (1, 2, '33'), (1, 3, '93')]
    """
    rows: list[list[Span]] = []
    for line in all_lines:
        words = _words(text, line) if line.table is None else []
        opens = _is_head(text, words)
        if rows and words and not opens and _is_row(text, words, len(rows[0])):
            rows.append(words)
            continue
        if len(rows) > 1:
            yield _table(rows)
        rows = [words] if opens else []
    if len(rows) > 1:
        yield _table(rows)


def _table(rows: list[list[Span]]) -> Table:
    cells = tuple(
        Cell(word.start, word.end, row, column, 1, 1, (), None)
        for row, words in enumerate(rows)
        for column, word in enumerate(words)
    )
    return Table(cells[0].start, cells[-1].end, len(rows), len(rows[0]), cells, None, None)
