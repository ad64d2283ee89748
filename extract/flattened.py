"""A paragraph -> where its lines begin: copies from the web put a whole document into one paragraph.

Such a paragraph is parted before the list marks in it, before the figures that number its chapters, before headings
whose mark is lost, and before the head of a table that was flattened with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.vocabulary import section_kind

_FEWEST_CHARACTERS = 200
_FEWEST_MARKS = 3
"""A paragraph of so many characters that holds so many inner marks was once several lines."""

# Figures and dashes in running text are too often something else: a dash parts only before words, or before a year
# that follows words.
_MARK = re.compile(
    r"(?<=\s)(?:(?=[□■▣☐○❍◦ㅇ※❖◈] |[○❍◦](?=[가-힣\d「『'‘’])(?!표)|\?{1,2} (?=[가-힣\d「『'‘’“])"
    r"|[Ⅰ-Ⅻ]\.? [가-힣\d「『'‘’“]|[①-⑮] ?[가-힣]| [가-힣]|- [가-힣「]|[가나다라마바사]\. [가-힣])"
    r"|(?<![\d.~년월일]\s)(?=- ['‘’`′]?\d{2}(?:\d\d)?\s?[.년]))"
)
_CAPTION = re.compile(r"(?<=\s)(?=< [가-힣][^<>]{1,20} >)")
_COLUMNS = r"(?:구 ?분|연번) "
_TABLE_HEAD = re.compile(
    r"(?<=\s)(?=(?:[(\[] ?단위 ?[:：][^()\[\]]{1,20}[)\]] )?"
    rf"{_COLUMNS}(?!없이|하여|하고|되어|해서)[가-힣\d(‘’']+ )"
)
_MARK_BEFORE_DATE = re.compile(r"(?<=\s)(?=[ㅇ○❍◦]\s?['‘’`]?\d{2,4}\s?\.)")
"""``추진상황 ㅇ‘24. 5.~12. 설계``: a label, and its first list line behind it."""

_COUNTED = "[개명인회건종식억만천분일월년부점대동]"
_NUMBERED = re.compile(
    rf"(?<=\s)0?(?P<number>\d{{1,2}}) (?!{_COUNTED}\s)(?:['‘’]?\d{{2,4}}년?도? )?(?=[가-힣] ?[가-힣])"
    r"(?:[가-힣·,()「」]+ ){1,7}?(?=[□☐○❍ㅇ] ?[가-힣A-Z「『(‘’“]|\?{1,2} |1\. |\[1\] |①)"
)
_UNMARKED = re.compile(
    rf"(?<=[.)함됨음]\s)[가-힣]{{2,6}} ?[가-힣]{{2,6}}(?= [○❍ㅇ])|(?<=\s)[가-힣]{{4,6}}(?= {_COLUMNS})"
)
_LONGEST_BEFORE = 30
"""Characters of a heading that may stand between its mark and its last word."""


def line_starts(paragraph: str) -> list[int]:
    """Return where the lines of a paragraph begin, in code points: at 0, and wherever else it was flattened.

    >>> text = "힘쓰고자 함 1 추진근거 ○ 조례 제3조 2 점검 계획 ○ 기간 : 3. 2. ~ 3. 9. ○ 대상 : 5 개소 ○ 3명 " * 3
    >>> starts = line_starts(text)
    >>> [text[start:end].strip() for start, end in zip(starts, starts[1:])][:5]
    ['힘쓰고자 함', '1 추진근거', '○ 조례 제3조', '2 점검 계획', '○ 기간 : 3. 2. ~ 3. 9.']
    """
    found = {0, *(match.start() for match in _MARK_BEFORE_DATE.finditer(paragraph))}
    marks = [match.start() for match in _MARK.finditer(paragraph)] if len(paragraph) >= _FEWEST_CHARACTERS else []
    if len(marks) >= _FEWEST_MARKS:
        found.update(marks, _numbered(paragraph), _unmarked(paragraph))
        found.update(match.start() for pattern in (_CAPTION, _TABLE_HEAD) for match in pattern.finditer(paragraph))
    return sorted(found)


def _numbered(paragraph: str) -> Iterator[int]:
    """Yield where ``1 추진현황 ○``, ``2 활용 계획 □`` begin, in turn from 1, and what is marked behind them."""
    expected = 1
    for heading in _NUMBERED.finditer(paragraph):
        if int(heading["number"]) == expected:
            expected += 1
            yield heading.start()
            yield heading.end()


def _unmarked(paragraph: str) -> Iterator[int]:
    """Yield where words of a known kind of section stand between a sentence's end and a list: ``… 함. 추진방향 ○``.

    Right behind a mark they are the end of its heading: ``□ 2016년도 기증현황 구분``.
    """
    for heading in _UNMARKED.finditer(paragraph):
        start = heading.start()
        if section_kind(heading[0]) and not _MARK.search(paragraph, max(0, start - _LONGEST_BEFORE), start):
            yield start
