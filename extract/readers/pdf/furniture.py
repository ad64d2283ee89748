"""Page numbers and running heads: what stands on the edge of pages and belongs to no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.readers.pdf.layout import PageLayout, TextLine

_EDGE = 0.12  # of the page's height, at its top and its foot
_NUMBER = re.compile(r"[\-–—‐~<(\[|\s]*(?:\d{1,4}|[ivxⅰ-ⅻ]{1,5})(?:\s*/\s*\d{1,4})?[\-–—‐~>)\]|\s]*(?:쪽|페이지)?")
_FIGURE = re.compile(r"\d+")
_TRACK = 4.0  # points: lines nearer than this stand at the same height
_LEAST_PAGES = 3
_LEAST_SHARE = 0.2


def without_furniture(pages: Sequence[PageLayout]) -> list[list[TextLine]]:
    """Return the lines of each page without its page number and running heads.

    A running head or foot is a line at the edge that recurs there, its figures aside, on at least three pages and on
    a fifth of all.
    """
    seen = Counter(key for page in pages for key in {_key(page, line) for line in _edge_lines(page)})
    least = max(_LEAST_PAGES, _LEAST_SHARE * len(pages))
    running = {key for key, count in seen.items() if count >= least}
    return [[line for line in page.lines if not _is_furniture(page, line, running)] for page in pages]


def _is_furniture(page: PageLayout, line: TextLine, running: set[tuple[str, int]]) -> bool:
    if not _on_edge(page, line):
        return False
    return _is_page_number(page, line) or _key(page, line) in running


def _is_page_number(page: PageLayout, line: TextLine) -> bool:
    """A number alone, with nothing between it and the edge."""
    if not _NUMBER.fullmatch(line.text):
        return False
    outermost = page.lines[-1] if line.box.top > page.height / 2 else page.lines[0]
    return abs(outermost.box.top - line.box.top) < _TRACK


def _edge_lines(page: PageLayout) -> list[TextLine]:
    return [line for line in page.lines if _on_edge(page, line)]


def _on_edge(page: PageLayout, line: TextLine) -> bool:
    return line.box.bottom < _EDGE * page.height or line.box.top > (1 - _EDGE) * page.height


def _key(page: PageLayout, line: TextLine) -> tuple[str, int]:
    """What the line says, its figures aside, and the track it stands on, from the nearer edge."""
    height = line.box.top if line.box.top < page.height / 2 else line.box.top - page.height
    return _FIGURE.sub("#", line.text), round(height / _TRACK)
