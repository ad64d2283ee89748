"""Visual lines -> logical paragraphs: which lines are the wrapped rest of the line above them, and how they join.

The geometry is any measure that grows to the right: points in a PDF, character columns in a plain text. A line opens
a paragraph of its own unless a rule of ``RULES`` finds that it carries on the line above; the first rule that has an
opinion decides, so the order of the list is the order of their trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import digit

from extract.readers.marks import (
    BOUND,
    BRACKETED,
    CAPTION,
    CIRCLED,
    FIGURES,
    LABEL,
    LOW_BULLET,
    OPEN_END,
    PAIRS,
    STRONG,
    WEAK,
    has_leader,
    label,
    list_mark,
    open_bracket,
    opens_with_date,
    parts_date,
    parts_range,
)
from extract.readers.seams import NeedsSpace, seam, seems_parted

__all__ = ["Line", "NeedsSpace", "carries_on", "label", "list_mark", "paragraphs", "seam", "seems_parted"]


class Line(NamedTuple):
    """A visual line.

    ``text`` has no blanks at its ends; ``left`` and ``right`` are its edges and ``hang`` is where its words begin
    behind its list mark (None = at ``left``), ``value`` where those behind its label begin (None = it has no label);
    ``margin`` is how far to the right it could have run. ``size`` is the
    height of its first letters and their usual width, ``end_size`` that of its last ones (None = the same). ``blank``
    says that a blank stands behind its last letter, ``alone`` that it is known to be no part of a paragraph (a row of
    a table without rules); ``top`` and ``bottom`` are its place on the page (0 where lines have none).
    """

    text: str
    left: float
    right: float
    margin: float
    size: float
    hang: float | None = None
    blank: bool = False
    alone: bool = False
    end_size: float | None = None
    top: float = 0.0
    bottom: float = 0.0
    value: float | None = None

    @property
    def text_left(self) -> float:
        """Where the words begin: behind the list mark, if there is one."""
        return self.left if self.hang is None else self.hang


# ------------------------------------------------------------------ rules: True carries on, False opens, None passes


def far_away(above: Line, line: Line) -> bool | None:
    """A gap of more than a line's height parts paragraphs."""
    return False if line.top - above.bottom > 1.3 * max(above.size, line.size) else None


def parted_date(above: Line, line: Line) -> bool | None:
    """``~’24.12.24.`` below ``‘24.12.16.`` ends the range that begins there, ``12.16.`` below ``2024.`` the date."""
    return True if parts_range(above.text, line.text) or parts_date(above.text, line.text) else None


def counts_on(above: Line, line: Line) -> bool | None:
    """``➋`` at the start of a line goes on with a paragraph that counts from within, ``□ (기반) ➊확충, ➋조성``."""
    if not CIRCLED.match(line.text) or not _full(above, line):
        return None
    inside = CIRCLED.findall(above.text, len(list_mark(above.text)))
    return True if inside and digit(inside[-1]) + 1 == digit(line.text[0]) else None


def other_letters(above: Line, line: Line) -> bool | None:
    """A heading and its text differ in the height of their letters; what stands in brackets may be smaller."""
    size = above.end_size or above.size
    if abs(size - line.size) <= 0.04 * size:
        return None
    remark = line.text.startswith("(") and line.size < size and _full(above, line) and not _away(above, line)
    ended_small = above.size == line.size and open_bracket(above.text) and _full(above, line)
    return None if remark or ended_small else False


def quoted_name(above: Line, line: Line) -> bool | None:
    """``<표준국어대사전>`` below ``강화를 위한`` is a name, and no caption."""
    return True if CAPTION.match(line.text) and OPEN_END.search(above.text) and _hangs(above, line) else None


def strong_mark(_above: Line, line: Line) -> bool | None:
    """A bullet opens a paragraph wherever it stands."""
    return False if STRONG.match(line.text) else None


def stands_alone(above: Line, line: Line) -> bool | None:
    """A line with dot leaders, or known to stand alone, is joined to none."""
    return False if above.alone or line.alone or has_leader(above.text) or has_leader(line.text) else None


def within_bracket(above: Line, line: Line) -> bool | None:
    """What stands within a bracket that the line above opened belongs to it."""
    return True if _closes(line.text) and open_bracket(above.text) and not _away(above, line) else None


def next_label(above: Line, line: Line) -> bool | None:
    """``(2차 평가)`` at the start of a line goes on a list that ``* (1차 평가)`` above began."""
    first, second = BRACKETED.match(above.text, len(list_mark(above.text))), BRACKETED.match(line.text)
    if not first or not second or first[0] == second[0]:
        return None
    return False if _UNCOUNTED.sub("#", first[0]) == _UNCOUNTED.sub("#", second[0]) else None


def weak_mark(above: Line, line: Line) -> bool | None:
    """A number or a label opens a paragraph, unless it hangs below the words of a full line."""
    if not WEAK.match(line.text) and not LABEL.match(line.text):
        return None
    return None if _hangs(above, line) and _full(above, line) else False


def figures_alone(above: Line, line: Line) -> bool | None:
    """A figure alone is a table's, unless the line above ran out of room for it."""
    return False if FIGURES.fullmatch(line.text) and not (_hangs(above, line) and _full(above, line)) else None


def elsewhere(above: Line, line: Line) -> bool | None:
    """A line far to the right of the words above is centred or set flush right."""
    return False if _away(above, line) else None


def bound_form(_above: Line, line: Line) -> bool | None:
    """No line opens with a particle, an ending or a closing sign."""
    return True if BOUND.match(line.text) else None


def open_end(above: Line, line: Line) -> bool | None:
    """A line that ends in a comma goes on; one in 및 or a connective if the next hangs below it or a blank follows."""
    sure = above.text.endswith(",") or above.blank or _hangs(above, line)
    return True if sure and OPEN_END.search(above.text) else None


def next_date(above: Line, line: Line) -> bool | None:
    """``’25.上`` below ``’25.下`` is the next date of a list, however narrow its column."""
    return False if opens_with_date(above.text) and opens_with_date(line.text) else None


def blank_end(above: Line, line: Line) -> bool | None:
    """A long line, or a list line with the next below its words, that ends in a blank was wrapped there."""
    long = above.right > 0.6 * above.margin
    return True if above.blank and (long or _hangs(above, line)) else None


def below_the_words(above: Line, line: Line) -> bool | None:
    """A line without a mark that begins right below the words of a dash, a dot or a label goes on with them."""
    if above.value is not None and abs(line.left - above.value) <= 0.6 * above.size:
        return True
    below_mark = above.hang is not None and abs(line.left - above.hang) <= 0.6 * above.size
    return True if below_mark and LOW_BULLET.match(above.text) else None


def no_room(above: Line, line: Line) -> bool | None:
    """The first word did not fit in the room that was left above."""
    return _full(above, line)


RULES = (
    far_away,
    parted_date,
    counts_on,
    other_letters,
    quoted_name,
    strong_mark,
    stands_alone,
    within_bracket,
    next_label,
    weak_mark,
    figures_alone,
    elsewhere,
    bound_form,
    open_end,
    next_date,
    blank_end,
    below_the_words,
    no_room,
)


_UNCOUNTED = re.compile(r"\d+")


def _closes(text: str) -> bool:
    return any(character in PAIRS for character in text)


def _hangs(above: Line, line: Line) -> bool:
    if above.hang is None or _away(above, line):
        return False
    return line.left - above.left > 0.4 * (above.hang - above.left)


def _away(above: Line, line: Line) -> bool:
    return line.left > max(above.text_left, above.value or 0.0) + 2 * above.size


def _full(above: Line, line: Line) -> bool:
    first = line.text.split(maxsplit=1)[0]
    letters = len(line.text) - 0.5 * line.text.count(" ")  # a blank is half as wide as a letter
    word = (line.right - line.left) * len(first) / letters
    return above.right + 0.25 * above.size + word > above.margin - 0.1 * above.size


# ------------------------------------------------------------------ lines -> paragraphs


def carries_on(above: Line, line: Line) -> bool:
    """Say whether the line is the wrapped rest of the line above it.

    >>> above = Line("❍ 구민의 안전을 확보하고 지역사회 안전증진을 보장하여", 1, 56, 62, 2, hang=3, blank=True)
    >>> carries_on(above, Line("일상이 편안하고 행복한 안전도시 구현", 0, 36, 62, 2))
    True
    >>> carries_on(above, Line("- 연수구 안전취약성 진단", 3, 27, 62, 2, hang=5))
    False
    >>> carries_on(Line("위치 : 구운동", 0, 13, 72, 2), Line("규모 : 지상 3층", 0, 16, 72, 2))
    False
    """
    opinions = (rule(above, line) for rule in RULES)
    return next(opinion for opinion in opinions if opinion is not None)


def paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    """Group lines, in reading order, into paragraphs.

    >>> wrapped = [Line("- 분야별 중점추진사업의 주기", 0, 28, 30, 2, hang=2),
    ...            Line("적인 모니터링 및 평가", 0, 21, 30, 2),
    ...            Line("- 사업수행 역량강화", 0, 19, 30, 2, hang=2)]
    >>> [[line.text for line in paragraph] for paragraph in paragraphs(wrapped)]
    [['- 분야별 중점추진사업의 주기', '적인 모니터링 및 평가'], ['- 사업수행 역량강화']]
    """
    found: list[list[Line]] = []
    above: Line | None = None
    for line in lines:
        if above and carries_on(above, line):
            found[-1].append(line)
            above = _as_one(above, line, found[-1][0])
        else:
            found.append([line])
            above = line
    return found


_SEEN = 1_000
"""Letters at each end of a paragraph that decide whether it goes on."""


def _as_one(above: Line, line: Line, head: Line) -> Line:
    """The last line of a paragraph, with what stands above it, the place of the words of its first and its label's."""
    text = f"{above.text} {line.text}"
    if len(text) > 2 * _SEEN:
        text = text[:_SEEN] + text[-_SEEN:]
    return line._replace(text=text, left=min(head.left, line.left), hang=head.text_left, value=head.value)
