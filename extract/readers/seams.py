"""The seam of two wrapped lines: a blank, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from extract.readers.marks import BOUND, CONNECTIVE, parts_date

if TYPE_CHECKING:
    from extract.readers.wrapping import Line

NeedsSpace = Callable[[str, str], bool]
"""Does the wrapped line on the right join the one on the left with a blank?"""

_TIGHT_LEFT = re.compile(r"[(\[「『《〈【‘“~∼～·‧ㆍ/\-]$")
_PARTED_FIGURE = re.compile(r"\d,\d")
_FIGURE_AND_UNIT = re.compile(r"[\d백천만억조]\0(?:[백천만억조]*원|[명건개회종년월일%])")
# An opening bracket too: within lines 27 of 28 follow their word without a blank.
_TIGHT_RIGHT = re.compile(r"[()\]」』》〉】”,.;:%·‧ㆍ~∼～/]|’(?!\d)")


def seam(above: Line, line: Line, needs_space: NeedsSpace) -> str:
    """Return what stands between a line and its wrapped rest: a blank or nothing.

    A blank at the line's end is kept, and one stands behind a comma that parts no figure and between a year and its
    month; brackets, middle dots and
    tildes join without one, a figure and its unit too, and ``위한`` or ``및`` with one; everywhere else
    ``needs_space`` is asked.

    >>> from extract.readers.wrapping import Line
    >>> seam(Line("민·관 협력", 0, 9, 9, 2, blank=True), Line("복지사각지대 발굴", 0, 17, 20, 2), seems_parted)
    ' '
    >>> seam(Line("급변·", 0, 9, 9, 2), Line("다변화로", 0, 17, 20, 2), seems_parted)
    ''
    >>> seam(Line("강화를 위한", 0, 9, 9, 2), Line("<표준국어대사전> 개편", 0, 20, 20, 2), lambda left, right: False)
    ' '
    >>> seam(Line("5,000백만", 0, 9, 9, 2), Line("원을 지원", 0, 17, 20, 2), seems_parted)
    ''
    """
    if above.blank or (above.text.endswith(",") and not _PARTED_FIGURE.search(f"{above.text[-2:]}{line.text[0]}")):
        return " "
    if parts_date(above.text, line.text):
        return " "
    if _TIGHT_LEFT.search(above.text) or _TIGHT_RIGHT.match(line.text):
        return ""
    if _FIGURE_AND_UNIT.match(f"{above.text[-1]}\0{line.text}"):
        return ""
    return " " if CONNECTIVE.search(above.text) or needs_space(above.text, line.text) else ""


def seems_parted(_left: str, right: str) -> bool:
    """Say, without the morphological model, whether the two lines join with a blank: not before a particle or ending.

    >>> seems_parted("적극적으로 예방", "하여 손상발생"), seems_parted("다양한", "볼거리")
    (False, True)
    """
    word = BOUND.match(right)
    return word is None or word[0] in ("및", "또는") or word[0].startswith("등")
