"""Where the footnotes of a page begin: below a short rule, in small letters or behind a note's mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.readers.marks import LOW_BULLET, STRONG
from extract.readers.pdf.layout import PageLayout, Rule, TextLine

_SHORTEST, _LONGEST = 60.0, 230.0  # points: how long the rule above footnotes is
_HIGHEST = 0.4  # of the page's height: no rule above footnotes stands higher
_SMALL = 0.85  # of the body's letters: footnotes are set smaller
_SAME_HEIGHT = 2.0  # points by which the pieces of one edge may differ
_NOTE = re.compile(r"\s*(?:\d{1,2}\)|주\s?\d{0,2}\s?[):]|\*|※|†)")


def footnote_top(page: PageLayout, lines: Sequence[TextLine]) -> float:
    """Return the height below which the page's lines are footnotes; the page's own height where it has none."""
    left = min((line.box.x0 for line in lines), default=0.0)
    heights = [rule.at for rule in page.separators if _may_part_notes(rule, left, page) and _are_notes(rule.at, lines)]
    return max(heights, default=page.height)


def _may_part_notes(rule: Rule, left: float, page: PageLayout) -> bool:
    """A short rule at the left edge of the text, clear of tables; one of two pieces is the edge of a titled frame."""
    short = _SHORTEST < rule.high - rule.low < _LONGEST and abs(rule.low - left) < 20
    low = rule.at > _HIGHEST * page.height
    clear = not any(table.box.top < rule.at < table.box.bottom + 40 for table in page.tables)
    pieces = (other for other in page.separators if abs(other.at - rule.at) < _SAME_HEIGHT and other.low > rule.high)
    return short and low and clear and not any(pieces)


def _are_notes(height: float, lines: Sequence[TextLine]) -> bool:
    """Lines in small letters, or lines as large as the body's from a note's mark on, no other list mark among them."""
    above = sorted(line.size for line in lines if line.box.top < height for _ in line.text)
    below = [line for line in lines if line.box.top >= height]
    if not above or not below:
        return False
    small = _SMALL * above[len(above) // 2]
    large = [line for line in below if line.size > small]
    return not large or (bool(_NOTE.match(below[0].text)) and not any(map(_opens_list, large)))


def _opens_list(line: TextLine) -> bool:
    return not _NOTE.match(line.text) and bool(STRONG.match(line.text) or LOW_BULLET.match(line.text))
