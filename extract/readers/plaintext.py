"""Plain text: logical paragraphs from lines that a page's width has wrapped, and the tables that bars and tabs draw.

Texts come from people and from programs that take a PDF apart: those leave blank lines within a paragraph, blanks at
the ends of wrapped lines, and page numbers between them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf

from extract.document import Document, Loose, LooseParagraph, Unreadable, compose
from extract.readers.decoding import decode
from extract.readers.soft_lines import columns
from extract.readers.text_tables import tables
from extract.readers.wrapping import Line, list_mark, paragraphs, seam
from extract.words import needs_space

_LETTER = 2  # columns of a Hangul letter

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_PAGE_NUMBER = re.compile(r"\s*[-–—]\s*\d{1,4}\s*[-–—]\s*")
_GAP = re.compile(r"\S(?:\s{3,}|\t)\S")
_FIGURE = re.compile(r"[△▲(-]?\d[\d,.]*[%)]?|-")
_LETTER_SPACED = re.compile(r"(?:[가-힣]\s+)+[가-힣](?=\s*(?:[:：\d(]|$))")

_FEWEST_WRAPPED = 3
"""Lines that were surely wrapped before a text is believed to have a right margin at all."""


def read_plaintext(data: bytes) -> Document:
    """Return the document of a text's bytes.

    Raises :class:`~extract.document.Unreadable`: corrupt if they are no text, empty if they hold no letter.

    >>> read_plaintext("❍ 위험요인을 적극적으로 예방\\n\\n하여 손상발생률 감소\\n 정책목표\\n".encode()).text
    '❍ 위험요인을 적극적으로 예방하여 손상발생률 감소\\n정책목표\\n'
    """
    text, warnings = decode(data)
    lines = [line for line in _LINE_END.split(text) if not _PAGE_NUMBER.fullmatch(line)]
    if not any(line.strip() for line in lines):
        raise Unreadable("empty", "글자가 없는 텍스트 파일입니다. 원본을 다시 받아 넣으세요.")
    blocks = list(_blocks(lines))
    return compose(blocks, format="txt", sha256=hashlib.sha256(data).hexdigest(), size=len(data), warnings=warnings)


def _blocks(lines: Sequence[str]) -> Iterator[Loose]:
    parts = list(tables(lines))
    margin = _margin(part for part in parts if isinstance(part, list))
    for part in parts:
        if isinstance(part, list):
            yield from (LooseParagraph(_text(found)) for found in paragraphs(_visual(part, margin)))
        else:
            yield part


def _text(paragraph: Sequence[Line]) -> str:
    text = paragraph[0].text
    for above, line in pairwise(paragraph):
        text += seam(above, line, needs_space) + line.text
    return text


# ------------------------------------------------------------------ lines and their geometry in columns


def _margin(parts: Iterable[Sequence[str]]) -> float:
    """Return the column up to which the page let lines run, learnt from those that were surely wrapped.

    Infinite where few were: then no line is taken for full, and only what a line ends in or opens with joins it.
    """
    found = (paragraph for part in parts for paragraph in paragraphs(_visual(part, inf)))
    wrapped = [line.right for paragraph in found for line in paragraph[:-1]]
    return max(wrapped) if len(wrapped) >= _FEWEST_WRAPPED else inf


def _visual(lines: Sequence[str], margin: float) -> list[Line]:
    """Return the lines that hold text. One before a blank line is never taken for full: there a paragraph may end."""
    ends = [not below.strip() for below in (*lines[1:], "")]
    return [
        _line(line, number, inf if end else margin)
        for number, (line, end) in enumerate(zip(lines, ends, strict=True))
        if line.strip()
    ]


def _line(line: str, number: int, margin: float) -> Line:
    """Return a line with its place in columns; its number is its height, so that blank lines are gaps."""
    text = line.strip()
    left = columns(line[: len(line) - len(line.lstrip())].expandtabs(8))
    mark = columns(list_mark(text))
    return Line(
        text,
        left=left,
        right=left + columns(text),
        margin=margin,
        size=_LETTER,
        hang=left + mark if mark else None,
        blank=line[-1].isspace() or text.endswith(","),
        alone=_is_row(text),
        top=number * _LETTER,
        bottom=(number + 1) * _LETTER,
    )


def _is_row(text: str) -> bool:
    """Say whether the line is a table's: its words are set apart, its first is spaced out, or most of them are figures.

    >>> [_is_row(line) for line in ("계 409 33 93 93", "의 견 : 없음", "과목        예산액", "및 그 밖의 사업 3건")]
    [True, True, True, False]
    """
    words = text.split()
    figures = sum(bool(_FIGURE.fullmatch(word)) for word in words)
    return bool(_GAP.search(text) or _LETTER_SPACED.match(text)) or (figures > 2 and 2 * figures >= len(words))
