"""Tables that plain text lays out by blanks alone.

``구 분 계 2022 2023`` above ``구 비 409 33 93`` is a table without rules. It is taken for one only if every line below
the head has exactly as many words as the head; anything less certain stays lines. The head may have a second line, all
of it below 임기내.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Cell, Span, Table
from extract.heads import is_fund_label
from extract.lines import Line
from extract.text import fold

_WORD = re.compile(r"구\s*분|[합소총누]\s*계|[국도시군구]\s*비|기\s*타|민\s*자|연\s*도|재\s*원|\S+")
_FIGURE = re.compile(r"[△▲-]?\d{1,3}(?:,\d{3})*(?:\.\d+)?|[△▲-]?\d+(?:\.\d+)?|-|–")
_YEAR = re.compile(r"(?:19|20)\d\d년?|'\d\d년?")
_CORNERS = re.compile(r"구\s*분|연\s*도|재\s*원|재원별|연도별")
_FEWEST_COLUMNS = 3
_SPANNING = "임기내"


def _words(text: str, line: Line) -> list[Span]:
    found = _WORD.finditer(text, line.start, line.end)
    return [Span(match.start(), match.end()) for match in found]


def _is_head(text: str, words: list[Span]) -> bool:
    if len(words) < _FEWEST_COLUMNS or not _CORNERS.fullmatch(text[slice(*words[0])]):
        return False
    return _tells_columns(text, words) or [text[slice(*word)] for word in words].count(_SPANNING) == 1


def _tells_columns(text: str, words: list[Span]) -> bool:
    """Two years at least, or funds and nothing else behind the corner."""
    told = [text[slice(*word)] for word in words]
    return sum(bool(_YEAR.fullmatch(fold(word))) for word in told) >= 2 or all(map(is_fund_label, told[1:]))


def _is_second_line(text: str, head: list[Span], words: list[Span]) -> bool:
    told = [text[slice(*word)] for word in words]
    spanned = [text[slice(*word)] for word in head].count(_SPANNING) == 1
    return spanned and all(_YEAR.fullmatch(fold(word)) or is_fund_label(word) for word in told)


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
    heads: list[list[Span]] = []
    rows: list[list[Span]] = []
    for line in all_lines:
        words = _words(text, line) if line.table is None else []
        if words and heads and not _is_head(text, words):
            if not rows and len(heads) == 1 and _is_second_line(text, heads[0], words):
                heads.append(words)
                continue
            if _is_row(text, words, _columns(heads)):
                rows.append(words)
                continue
        if rows:
            yield _table(text, heads, rows)
        heads, rows = [words] if _is_head(text, words) else [], []
    if rows:
        yield _table(text, heads, rows)


def _columns(heads: list[list[Span]]) -> int:
    return len(heads[0]) if len(heads) == 1 else len(heads[0]) - 1 + len(heads[1])


def _table(text: str, heads: list[list[Span]], rows: list[list[Span]]) -> Table:
    body = [
        Cell(word.start, word.end, row, column, 1, 1, (), None)
        for row, words in enumerate(rows, len(heads))
        for column, word in enumerate(words)
    ]
    cells = (*_head_cells(text, heads), *body)
    return Table(cells[0].start, cells[-1].end, len(heads) + len(rows), _columns(heads), cells, None, None)


def _head_cells(text: str, heads: list[list[Span]]) -> Iterator[Cell]:
    """The cells of the head; with a second line, 임기내 spans all of that, and the others reach down beside it."""
    below = heads[1] if len(heads) > 1 else []
    column = first = 0
    for word in heads[0]:
        spans = bool(below) and text[slice(*word)] == _SPANNING
        first = column if spans else first
        yield Cell(word.start, word.end, 0, column, 1 if spans else len(heads), len(below) if spans else 1, (), None)
        column += len(below) if spans else 1
    for place, word in enumerate(below, first):
        yield Cell(word.start, word.end, 1, place, 1, 1, (), None)
