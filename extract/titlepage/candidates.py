"""Which lines of a title page may be its title.

What an approval sheet, a council's paper or a press release prints on every title page (의안번호, 결재일자, 보도시점),
a date, a bureau's name and the head of a section are none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lines import Line
from extract.text import fold, without_space
from extract.titlepage.front import Front, is_listed, tidy
from extract.titlepage.kind import title_word
from extract.titlepage.names import endings, formed, known
from extract.vocabulary import index, load

_LONGEST = 120
_LONGEST_LISTED = 50
_LONGEST_OFFICE = 20
_WIDE_TABLE = 5

_DATE = re.compile(
    r"[\W_]*(?:(?:19|20)\d\d|'\d\d)[.년/-]\d{1,2}[.월/-]?(?:\d{1,2}[.일]?)?(?:\(.\))?(?:\d{1,2}:\d\d)?"
    r"(?:[가-힣]*(?:위원회|회의|변경|작성|수립)|수시|정기|조간|석간|배포|즉시)*\W*"
)
_YEAR = re.compile(r"[\W_]*(?:(?:19|20)\d\d|'\d\d)(?:학?년도?)?[\W_]*")
_ENCLOSED = re.compile(r"[\[(【<《≪].*[\])】>》≫]")
_HANGUL = re.compile(r"[가-힣]")
_SENTENCE = re.compile(r"(?:다|요|함|됨|음|임)[.。\"”’']*$|[.。]$")
_LABEL = re.compile(r".{1,12}[:：]")
_FOUR_DIGITS = re.compile(r"\A(?:19|20)\d\d[.년도]*")


def may_be_title(front: Front, line: Line) -> bool:
    """Say whether a line has the form of a title."""
    words = front.words(line)
    plain = without_space(fold(words))
    if line.table is not None and line.table.columns >= _WIDE_TABLE:
        return False
    if _is_item(line, plain):
        return False
    if line.family == "annex" or len(_HANGUL.findall(plain)) < 2 or len(plain) > _LONGEST:
        return False
    if _ENCLOSED.fullmatch(plain) and title_word(tidy(words)) is None:
        return False
    return not any(pattern.fullmatch(plain) for pattern in (printed(), _DATE, _YEAR)) and not _is_office(words)


@lru_cache(maxsize=1)
def printed() -> re.Pattern[str]:
    """Return what a line without blanks looks like that forms print on every title page."""
    return re.compile("|".join(load("titlepages")["printed"]["patterns"]))


def _is_item(line: Line, plain: str) -> bool:
    """A line of a list; a dash at both ends frames a title."""
    if line.family in ("dash", "note", "dot"):
        return not plain.endswith("-")
    return is_listed(line) and len(plain) > _LONGEST_LISTED


def is_only_year(front: Front, line: Line) -> bool:
    """Say whether a line is nothing but a year: ``- 2025년도 -`` above 주요업무계획."""
    return bool(_YEAR.fullmatch(without_space(fold(front.words(line)))))


def is_sentence(words: str) -> bool:
    """Say whether words are a whole sentence."""
    return bool(_SENTENCE.search(words))


def is_labelled(words: str) -> bool:
    """Say whether words are a label and its value."""
    return bool(_LABEL.match(words))


def is_section(words: str) -> bool:
    """Say whether words are the heading of a section and nothing else, but for a year: 2023. 비전 및 전략."""
    return _FOUR_DIGITS.sub("", without_space(words)) in _section_words()


@lru_cache(maxsize=1)
def _section_words() -> frozenset[str]:
    return frozenset(index(load("sections"), "words"))


def _is_office(words: str) -> bool:
    """도시혁신균형실, 부산광역시 낙동강관리본부, 섬발전과, 광주광역시교육청: a body, or a part of one."""
    said = tidy(words)
    if title_word(said) or len(said) > _LONGEST_OFFICE:
        return False
    return known(without_space(said)) is not None or all(map(_names_an_office, said.split()))


def _names_an_office(word: str) -> bool:
    return word.endswith(endings("부서")) or formed(word) is not None
