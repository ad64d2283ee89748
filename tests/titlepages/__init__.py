"""Invented title pages, and what a careful reader takes from them."""

from __future__ import annotations

import re

from extract.document import Document, LooseParagraph, compose
from extract.outline import read_outline
from extract.titlepage import TitlePage, read_titlepage


def document(*lines: str) -> Document:
    """Lay lines into a document; ``28| 제목`` is a line in letters of 28 points, others have no size or 14."""
    sized = any(re.match(r"\d+\| ", line) for line in lines)
    paragraphs = []
    for line in lines:
        size, bar, words = line.partition("| ")
        known_size = float(size) if bar else 14.0 if sized else None
        paragraphs.append(LooseParagraph(words if bar else line, size=known_size))
    return compose(paragraphs, format="txt", sha256="0" * 64, size=0)


def page_of(*lines: str) -> TitlePage:
    made = document(*lines)
    return read_titlepage(made, read_outline(made))


BODY = ("□ 추진배경", "○ 골목상권 매출 감소에 대응", "□ 추진계획", "○ 상인회 공모 ’25. 3.", "□ 소요예산", "○ 120백만원")
