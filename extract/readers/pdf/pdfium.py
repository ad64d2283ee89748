"""The only room that knows pdfium: a file's bytes -> raw pages (characters with boxes, rules) and page pictures.

pdfium is not safe for threads, not even over different documents: use processes.
"""

from __future__ import annotations

import ctypes
import re
from array import array
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from math import hypot
from typing import Any

import pypdfium2.raw as api
from pypdfium2 import PdfDocument, PdfiumError

from extract.readers.pdf import calls
from extract.readers.pdf.lattice import grids
from extract.readers.pdf.layout import RUN, Glyphs, RawPage
from extract.readers.pdf.paths import Matrix, path_rules
from extract.readers.pdf.pictures import without_pictures
from extract.readers.pdf.symbols import with_signs

__all__ = ["PdfiumError", "opened", "picture", "raw_pages"]

MOST_CHARACTERS = 50_000
"""Characters read of one page; the fullest page seen has 2,628."""

TOGETHER = 64
"""Pages read between two openings of a file: pdfium keeps every font that it has met until the file is closed."""

Boxes = list[tuple[float, float, float, float]]
Side = Sequence[float]


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """Open a PDF from its bytes; raises ``PdfiumError`` where pdfium cannot."""
    pdf = PdfDocument(data)
    try:
        yield pdf
    finally:
        pdf.close()


def raw_pages(data: bytes) -> Iterator[RawPage]:
    """Yield the pages of a PDF, one that does not open as an empty one marked ``broken``."""
    with opened(data) as pdf:
        count = len(pdf)
    unpictured = without_pictures(data)
    for first in range(0, count, TOGETHER):
        with opened(unpictured) as pdf, opened(data) as shown:
            for index in range(first, min(first + TOGETHER, count)):
                yield _raw_or_broken(pdf, shown, index)


def _raw_or_broken(pdf: Any, shown: Any, index: int) -> RawPage:
    """Read a page without its pictures; one on which nothing else is drawn has them in the document as it is shown."""
    try:
        page = _raw_page(pdf, index)
        page.drawn = page.drawn or _is_drawn(shown, index)
    except PdfiumError:
        return RawPage(index + 1, 0, 0, Glyphs("", [], {}), [], [], drawn=False, broken=True)
    return page


def _is_drawn(pdf: Any, index: int) -> bool:
    page = pdf[index]
    try:
        return bool(api.FPDFPage_CountObjects(page.raw) > 0)
    finally:
        page.close()


def _raw_page(pdf: Any, index: int) -> RawPage:
    """Read the page of an open PDF at ``index`` (from 0), turned so that its text stands upright."""
    page = pdf[index]
    try:
        glyphs, rotation = _settled_glyphs(page)
        matrix, width, height = placed(page, rotation)
        rules, cut = path_rules(page.raw, matrix)
        return RawPage(
            index + 1,
            width,
            height,
            glyphs,
            grids(rules),
            rules.across,
            turn=(page.get_rotation() - rotation) % 360,
            drawn=api.FPDFPage_CountObjects(page.raw) > 0,
            cut=cut or len(glyphs.text) == MOST_CHARACTERS,
        )
    finally:
        page.close()


def placed(page: Any, rotation: int) -> tuple[Matrix, float, float]:
    """Return the matrix from the page's own space to the page turned by ``rotation`` (y down), its width and height."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    turned: dict[int, Matrix] = {
        0: (1, 0, 0, -1, -left, top),
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }
    return turned[rotation], *((height, width) if rotation in (90, 270) else (width, height))


# ------------------------------------------------------------------ characters


def _glyphs(page: Any) -> tuple[Glyphs, int]:
    """Return the page's characters, and the rotation in which most of them stand upright."""
    text_page = page.get_textpage()
    try:
        count = min(max(api.FPDFText_CountChars(text_page.raw), 0), MOST_CHARACTERS)
        text = with_signs(calls.address(text_page.raw), _characters(text_page.raw, count))
        sizes, rotation, unmapped = _runs(text_page.raw, text)
        if rotation is None:
            rotation = page.get_rotation()
        boxes = _boxes(text_page.raw, count, placed(page, rotation)[0])
        return Glyphs(text, boxes, sizes, unmapped), rotation
    finally:
        text_page.close()


def _characters(text_page: Any, count: int) -> str:
    """Return one character per glyph; pdfium's whole text is trusted only where it is that."""
    letters = array("H", [0]) * (count + 1)
    written = calls.page_text(calls.address(text_page), 0, count, calls.places(letters).start)
    text = letters.tobytes()[: 2 * count].decode("utf-16le", "surrogatepass").replace(*_MIDDLE_DOT)
    if written == count + 1 and len(text) == count and not _MEANINGLESS.search(text):
        return text
    return "".join(_character(text_page, index) for index in range(count))


_MIDDLE_DOT = "\u119e", "\u318d"  # the vowel that some fonts have in the place of the dot
_MEANINGLESS = re.compile("[\0\ufffe]")  # what stands for a glyph without a letter
_NO_INK = 0.1  # points: lower than any mark that can be seen


def _character(text_page: Any, index: int) -> str:
    code = api.FPDFText_GetUnicode(text_page, index)
    if code:
        return chr(code).replace(*_MIDDLE_DOT)
    return "\ufffd" if _has_ink(text_page, index) else " "  # a font's blank often has no letter in its map


def _has_ink(text_page: Any, index: int) -> bool:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    api.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return bool(top.value - bottom.value > _NO_INK)


def _runs(text_page: Any, text: str) -> tuple[dict[int, float], int | None, float]:
    """Look at the character that opens each run.

    Returns the sizes of the letters (the font's size as the text's matrix scales it), the rotation of the page in
    which most runs stand upright (None where there are none), and the share of runs whose font does not tell which
    letters its glyphs are.
    """
    matrix, sizes, unmapped = api.FS_MATRIX(), {}, 0
    rotations: Counter[int] = Counter()
    page, into = calls.address(text_page), calls.place(matrix)
    for run in RUN.finditer(text):
        index = run.start()
        calls.character_matrix(page, index, into)
        sizes[index] = calls.font_size(page, index) * hypot(matrix.c, matrix.d)
        rotations[_rotation(matrix.a, matrix.b)] += 1
        unmapped += calls.is_unmapped(page, index) == 1
    return sizes, max(rotations, key=lambda turn: rotations[turn], default=None), unmapped / max(len(sizes), 1)


def _rotation(a: float, b: float) -> int:
    """Return the rotation of the page that makes text upright which runs in the direction (a, b) of its space."""
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270


def _boxes(text_page: Any, count: int, matrix: Matrix) -> Boxes:
    flat = array("f", [0.0]) * (4 * count)  # for each: left, top, right, bottom
    places = calls.places(flat)[::4]
    deque(map(calls.loose_box, repeat(calls.address(text_page), count), range(count), places), maxlen=0)
    return _turned(flat[0::4], flat[1::4], flat[2::4], flat[3::4], matrix)


def _turned(lefts: Side, tops: Side, rights: Side, bottoms: Side, matrix: Matrix) -> Boxes:
    a, b, c, d, e, f = matrix
    if a:  # not turned, or upside down
        across = [[a * x + e for x in side] for side in (lefts, rights)]
        down = [[d * y + f for y in side] for side in (tops, bottoms)]
    else:
        across = [[c * y + e for y in side] for side in (tops, bottoms)]
        down = [[b * x + f for x in side] for side in (lefts, rights)]
    if not a or a < 0 or d > 0:
        across = [list(map(min, *across)), list(map(max, *across))]
        down = [list(map(min, *down)), list(map(max, *down))]
    return list(zip(across[0], down[0], across[1], down[1], strict=True))


# ------------------------------------------------------------------ the guess that a page is written downwards


def _settled_glyphs(page: Any) -> tuple[Glyphs, int]:
    """Return the page's glyphs, read again where pdfium took the page for one that is written downwards."""
    glyphs, rotation = _glyphs(page)
    if not _broken_between_neighbours(glyphs):
        return glyphs, rotation
    _add_page_wide_text(page)
    glyphs, rotation = _glyphs(page)
    extent = 0.8 * max(placed(page, rotation)[1:])
    dummy = {index for index, box in enumerate(glyphs.boxes) if max(box[2] - box[0], box[3] - box[1]) >= extent}
    text = "".join(" " if index in dummy else letter for index, letter in enumerate(glyphs.text))
    return glyphs._replace(text=text), rotation


def _broken_between_neighbours(glyphs: Glyphs) -> bool:
    """Say whether line breaks stand between more than 2 % of the characters that are set side by side."""
    if glyphs.text.count("\n") <= 12:
        return False
    breaks = letters = 0
    before: tuple[float, float, float, float] | None = None
    broken = False
    for character, box in zip(glyphs.text, glyphs.boxes, strict=True):
        if character in "\r\n":
            broken = True
        elif character != " ":
            breaks += broken and before is not None and _side_by_side(before, box)
            letters += 1
            before, broken = box, False
    return breaks > max(5, 0.02 * letters)


def _side_by_side(left: tuple[float, float, float, float], right: tuple[float, float, float, float]) -> bool:
    same_line = left[1] < (right[1] + right[3]) / 2 < left[3]
    return same_line and -1 < right[0] - left[2] < 0.6 * (right[3] - right[1])


_FULL_STOP = ctypes.create_string_buffer(".".encode("utf-16le"), 4)


def _add_page_wide_text(page: Any) -> None:
    """Put a text object as wide as the page on it, in memory only: the page then counts as written across."""
    left, bottom, right, top = page.get_mediabox()
    dummy = api.FPDFPageObj_NewTextObj(page.pdf.raw, b"Helvetica", 1.0)
    api.FPDFText_SetText(dummy, ctypes.cast(_FULL_STOP, api.FPDF_WIDESTRING))
    if page.get_rotation() in (90, 270):  # the direction is judged before the page is turned
        extent = top - bottom
        api.FPDFPageObj_Transform(dummy, 12, 0, 0, extent * 12, left + 1, bottom - extent * 1.2)
    else:
        extent = right - left
        api.FPDFPageObj_Transform(dummy, extent * 12, 0, 0, 12, left - extent * 1.2, bottom + 1)
    api.FPDFPage_InsertObject(page.raw, dummy)


# ------------------------------------------------------------------ pictures


def picture(data: bytes, number: int, scale: float) -> Any:
    """Return the picture (a PIL image) of a page counted from 1, ``scale`` pixels a point."""
    with opened(data) as pdf:
        page = pdf[number - 1]
        try:
            return page.render(scale=scale).to_pil()
        finally:
            page.close()
