"""The way from a PDF's bytes to a document, stage by stage."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

from extract.document import Document, compose
from extract.readers.pdf.flow import flow
from extract.readers.pdf.layout import PageLayout, RawPage
from extract.readers.pdf.legible import is_guessed
from extract.readers.pdf.opening import SoundFile, sound_file
from extract.readers.pdf.page import layout
from extract.readers.wrapping import NeedsSpace

_FEW_LETTERS = 50

Engine = Literal["pdfium", "pdfplumber"]
"""What finds the letters and the tables: pdfium with our own lattice, or pdfplumber (slow, a second opinion)."""


def read_pdf(source: bytes | Path, engine: Engine = "pdfium", needs_space: NeedsSpace | None = None) -> Document:
    """Read a PDF, given as its bytes or its path, into a document.

    ``needs_space`` decides whether wrapped lines join with a blank; by default the morphological model does, which
    takes seconds and half a gigabyte to load when it is first asked (``extract.readers.wrapping.seems_parted`` does
    without).

    Raises ``Unreadable`` with the code ``empty``, ``corrupt``, ``encrypted``, ``no_text`` or ``too_large``.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    sound = sound_file(data)
    found = [layout(raw) for raw in _raw_pages(sound.data, engine)]
    legible = [page for page in found if page.legible]
    if not legible:
        raise sound.without_text(broken=any(page.broken for page in found))
    document = compose(
        flow(legible, needs_space or _model_needs_space),
        format="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        pages=len(found),
        title=sound.title,
        warnings=[*sound.warnings, *_warnings(found)],
    )
    if is_guessed(sound.data, document.text):
        raise sound.without_text()
    return document


def pages(source: bytes | Path, engine: Engine = "pdfium") -> Iterator[PageLayout]:
    """Yield the layout of each page: visual lines and ruled tables as they stand, before lines are joined.

    Raises ``Unreadable`` with the code ``empty``, ``corrupt``, ``encrypted`` or ``too_large``.
    """
    return (layout(raw) for raw in _raw_pages(sound_source(source).data, engine))


def page_layout(data: bytes, number: int, engine: Engine) -> PageLayout:
    """Return the layout of the page counted from 1; raises ``IndexError`` where there is no such page."""
    for raw in islice(_raw_pages(data, engine), number - 1, number):
        return layout(raw)
    raise IndexError(number)


def sound_source(source: bytes | Path) -> SoundFile:
    """Return the file, given as its bytes or its path, as one that can be opened."""
    return sound_file(source if isinstance(source, bytes) else source.read_bytes())


def _raw_pages(data: bytes, engine: Engine) -> Iterator[RawPage]:
    # Each engine is loaded only where it is wanted.
    if engine == "pdfium":
        from extract.readers.pdf.pdfium import raw_pages
    else:
        from extract.readers.pdf.plumber import raw_pages
    return raw_pages(data)


def _model_needs_space(left: str, right: str) -> bool:
    from extract.words import needs_space

    return needs_space(left, right)


# ------------------------------------------------------------------ what was passed over


def _warnings(found: list[PageLayout]) -> list[str]:
    """Say which pages were passed over or cut."""
    said = {
        "글자가 없는 쪽이 있습니다({}). 그림으로 된 쪽이니 내용을 따로 확인하세요.": [
            page.number for page in found if page.legible is None and page.drawn
        ],
        "열리지 않는 쪽이 있습니다({}). 원본을 다시 받아 확인하세요.": [page.number for page in found if page.broken],
        "글꼴 정보가 없어 읽지 못한 쪽이 있습니다({}). 원본 파일을 구해 확인하세요.": [
            page.number for page in found if page.legible is False
        ],
        "선이나 글자가 너무 많아 일부만 읽은 쪽이 있습니다({}). 그 쪽의 내용을 확인하세요.": [
            page.number for page in found if page.cut
        ],
    }
    sentences = [sentence.format(_listed(numbers)) for sentence, numbers in said.items() if numbers]
    drawn = [page for page in found if page.drawn]
    sparse = [page for page in drawn if page.letters < _FEW_LETTERS]
    if len(sparse) > len(drawn) / 2:
        sentences.append("대부분의 쪽이 그림이고 글자가 거의 없습니다. 글자가 든 원본 파일을 구해 넣으세요.")
    return sentences


def _listed(numbers: list[int]) -> str:
    """Return page numbers as words.

    >>> _listed([1, 2, 3, 7])
    '1~3쪽, 7쪽'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}~{run[-1]}쪽" if len(run) > 1 else f"{run[0]}쪽" for run in runs)
