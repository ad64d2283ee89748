"""Characters with boxes -> words -> visual lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from extract.document import Box, Word
from extract.readers.pdf.layout import RUN, Glyphs, TextLine

_HYPHEN = "\x02"  # pdfium's mark for a hyphen at a line's end

Place = tuple[float, float, float, float]

_FEWEST_SQUEEZED = 4
_SMALLEST = 2.5  # points: smaller letters are there for no reader
_WORD_GAP = 0.9  # heights: a gap wider than this parts words without a blank
_BLANK_BEHIND = 0.2  # of the letters' size: a blank further off stands behind a word that is drawn later
_OVERLAP = 0.1  # of the letters' size by which the letters of squeezed text overlap
_BLANK_AMONG_OVERLAPS = 0.05  # of the letters' size: where such letters stand apart by this, there is a blank
_SHADOW = 0.6  # of a word's width that the same word over it covers
_TIGHT_GAP = 0.12  # heights: words nearer than this were parted by their order alone
_FEWEST_SPREAD = 4  # letters that stand one by one before they are taken for a word set wide
_SPREAD_EVENLY = 0.25  # of the letters' size by which the gaps within such a word differ
_MOST_BLANKS = 2  # between two words drawn one after the other
_LETTER = re.compile("[가-힣]")
_COLUMN_GAP = 2.0  # heights: a gap wider than this parts columns
_SAME_LINE = 0.42  # heights: centres nearer than this are on one line


class PageWord(NamedTuple):
    """A run of characters on a page.

    ``size`` is the size of its letters in points; ``spaced`` says that a blank follows, ``blank`` that it is one of
    the file's own right behind the word and not pdfium's; ``first`` and ``last`` are the places of its characters,
    end exclusive.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    size: float
    spaced: bool
    blank: bool
    first: int
    last: int


# ------------------------------------------------------------------ characters -> words


def words(glyphs: Glyphs) -> list[PageWord]:
    """Cut the characters of a page into words: at blanks, wide gaps and jumps, in the order of the content.

    >>> glyphs = Glyphs("국비 409", [(x, 0, x + 10, 12) for x in range(0, 60, 10)], {0: 10.0, 3: 10.0})
    >>> [(word.text, word.blank) for word in words(glyphs)]
    [('국비', True), ('409', False)]
    """
    found: list[PageWord] = []
    boxes = glyphs.boxes
    for run in RUN.finditer(glyphs.text):
        first, last = run.span()
        size = glyphs.sizes[first]
        if size < _SMALLEST:
            continue
        doubled = last - first == 2 and _is_shadowed(glyphs, first)
        jumps = [first + 1] if doubled else _jumps(boxes, first, last)
        if not jumps and last - first >= _FEWEST_SQUEEZED and _seems_squeezed(boxes, first, last, size):
            found += _spread(glyphs, first, last, size)
        else:
            found += [word_of(glyphs, *bounds, size) for bounds in pairwise((first, *jumps, last))]
    return found


def word_of(glyphs: Glyphs, first: int, last: int, size: float) -> PageWord:
    """Return the characters from ``first`` to ``last`` (end exclusive) as one word."""
    lefts, tops, rights, bottoms = zip(*glyphs.boxes[first:last], strict=True)
    text = glyphs.text[first:last].replace(_HYPHEN, "-")
    spaced = glyphs.text[last : last + 1] == " "
    blank = spaced and _stands_behind(glyphs.boxes[last], rights[-1], size)
    return PageWord(min(lefts), min(tops), max(rights), max(bottoms), text, size, spaced, blank, first, last)


def _stands_behind(blank: Place, right: float, size: float) -> bool:
    """Say whether a blank has a width, which those that pdfium adds have not, and begins where the word ends."""
    return blank[2] > blank[0] and blank[0] - right < _BLANK_BEHIND * size


def _jumps(boxes: list[Place], first: int, last: int) -> list[int]:
    """Return where in a run a character does not stand next to the one before it."""
    found = []
    left, top, right, bottom = boxes[first]
    for index in range(first + 1, last):
        x0, y0, x1, y1 = boxes[index]
        if x0 - right > _WORD_GAP * (bottom - top) or x0 < left - 0.5 or not top < (y0 + y1) / 2 < bottom:
            found.append(index)
            top, bottom = y0, y1
        left, right = x0, x1
    return found


def _is_shadowed(glyphs: Glyphs, first: int) -> bool:
    """Say whether two characters are one letter that is drawn twice; asterisks are drawn close together."""
    letter, (left, right) = glyphs.text[first], glyphs.boxes[first : first + 2]
    same = letter == glyphs.text[first + 1] and letter.isalnum()
    return same and left[2] - right[0] > _SHADOW * (left[2] - left[0])


def _seems_squeezed(boxes: list[Place], first: int, last: int, size: float) -> bool:
    """Say whether the letters at one of its ends overlap."""
    at_the_ends = min(boxes[first + 1][0] - boxes[first][2], boxes[last - 1][0] - boxes[last - 2][2])
    return at_the_ends < -_OVERLAP * size


def _spread(glyphs: Glyphs, first: int, last: int, size: float) -> list[PageWord]:
    """Cut a run of letters that overlap at the blanks in it, which pdfium takes for narrow gaps."""
    boxes = glyphs.boxes
    gaps = [boxes[place][0] - boxes[place - 1][2] for place in range(first + 1, last)]
    if sorted(gaps)[len(gaps) // 2] > -_OVERLAP * size:
        return [word_of(glyphs, first, last, size)]
    cuts = [place for place, gap in enumerate(gaps, first + 1) if gap > _BLANK_AMONG_OVERLAPS * size]
    parts = [word_of(glyphs, *bounds, size) for bounds in pairwise((first, *cuts, last))]
    return [*(part._replace(spaced=True) for part in parts[:-1]), parts[-1]]


# ------------------------------------------------------------------ words -> lines


def lines(found: Iterable[PageWord], page: int) -> list[TextLine]:
    """Set words into visual lines, top to bottom.

    >>> boxes = [(0, 0, 9, 10), (9, 0, 18, 10), (18, 0, 22, 10), (22, 0, 31, 10)]
    >>> glyphs = Glyphs("가나 다", boxes, {0: 10.0, 3: 10.0})
    >>> [line.text for line in lines(words(glyphs), 1)]
    ['가나 다']
    """
    rows = [sorted(row) for row in _rows(found)]
    laid = [_line(_without_shadows(row), page) for row in rows]
    return sorted(laid, key=lambda line: (line.box.top + line.box.bottom, line.box.x0))


class _Row:
    """A line as it grows: its words and the band that its tallest word takes."""

    __slots__ = ("bottom", "centre", "height", "top", "words")

    def __init__(self, word: PageWord, centre: float, height: float) -> None:
        self.centre, self.height, self.top, self.bottom = centre, height, word.top, word.bottom
        self.words = [word]

    def takes(self, word: PageWord, centre: float, height: float) -> bool:
        apart, taller, lower = abs(centre - self.centre), max(height, self.height), min(height, self.height)
        if apart <= _SAME_LINE * max(lower, 1):
            return True
        within = self.top <= centre <= self.bottom and word.top <= self.centre <= word.bottom
        return within and apart < 0.5 * taller and lower < 0.75 * taller  # a raised or lowered small letter

    def add(self, word: PageWord, centre: float, height: float) -> None:
        self.words.append(word)
        if height > self.height:
            self.centre, self.height, self.top, self.bottom = centre, height, word.top, word.bottom


def _rows(found: Iterable[PageWord]) -> Iterator[list[PageWord]]:
    rows: list[_Row] = []
    for word in sorted(found, key=_middle):
        centre, height = _middle(word) / 2, word.bottom - word.top
        row = next((row for row in rows[:-4:-1] if row.takes(word, centre, height)), None)
        if row:
            row.add(word, centre, height)
        else:
            rows.append(_Row(word, centre, height))
    return (row.words for row in rows)


def _middle(word: PageWord) -> float:
    return word.top + word.bottom


def _without_shadows(row: list[PageWord]) -> list[PageWord]:
    """Keep one of the words that are drawn over each other."""
    kept: list[PageWord] = []
    reach = row[0].x0
    for word in row:
        if word.x0 < reach and any(word.text == other.text and _covers(other, word) for other in kept[:-4:-1]):
            continue
        kept.append(word)
        reach = max(reach, word.x1)
    return kept


def _covers(one: PageWord, other: PageWord) -> bool:
    return min(one.x1, other.x1) - max(one.x0, other.x0) > _SHADOW * (other.x1 - other.x0)


def _line(row: list[PageWord], page: int) -> TextLine:
    text, parted = row[0].text, False
    placed = [_placed(row[0], 0, page)]
    alone = sum([len(word.text) == 1 for word in row])
    spread = _spread_letters(row) if alone >= _FEWEST_SPREAD else set()
    for place, (left, right) in enumerate(pairwise(row)):
        gap = right.x0 - left.x1
        height = left.bottom - left.top
        parted = parted or gap > _COLUMN_GAP * height
        if place not in spread and (left.blank or gap > _TIGHT_GAP * height or _blank_is_between(left, right)):
            text += " "
        placed.append(_placed(right, len(text), page))
        text += right.text
    lefts, tops, rights, bottoms, *_ = zip(*row, strict=True)
    box = Box(lefts[0], min(tops), max(rights), max(bottoms))
    sizes = (_main_size(row), row[0].size, row[-1].size)
    return TextLine(text, box, *sizes, row[-1].blank, parted, tuple(placed))


def _blank_is_between(left: PageWord, right: PageWord) -> bool:
    """Say whether the blank behind a word parts it from the next of its row: pdfium adds blanks as words are drawn."""
    return left.spaced and left.last <= right.first <= left.last + _MOST_BLANKS


def _spread_letters(row: list[PageWord]) -> set[int]:
    """Return the places in a row behind which a letter of a word set wide stands: pdfium's blank there is none."""
    found: set[int] = set()
    for letters, places in groupby(range(len(row) - 1), key=lambda place: _blank_is_added(row[place], row[place + 1])):
        gaps = {place: row[place + 1].x0 - row[place].x1 for place in places} if letters else {}
        if len(gaps) >= _FEWEST_SPREAD - 1:
            widest = min(gaps.values()) + _SPREAD_EVENLY * row[min(gaps)].size
            found.update(place for place, gap in gaps.items() if gap <= widest)
    return found


def _blank_is_added(left: PageWord, right: PageWord) -> bool:
    """Say whether pdfium, and not the file, put the blank between two single letters."""
    added = left.spaced and not left.blank
    return added and bool(_LETTER.fullmatch(left.text) and _LETTER.fullmatch(right.text))


def _main_size(row: list[PageWord]) -> float:
    sizes = {word.size for word in row}
    if len(sizes) == 1:
        return sizes.pop()
    letters: Counter[float] = Counter()
    for word in row:
        letters[word.size] += len(word.text)
    return max(letters, key=lambda size: letters[size])


def _placed(word: PageWord, start: int, page: int) -> Word:
    return Word(start, start + len(word.text), page, Box(word.x0, word.top, word.x1, word.bottom))
