"""Which lines of a title page may be its title.

What an approval sheet, a council's paper or a press release prints on every title page (의안번호, 결재일자, 보도시점),
a date, a bureau's name and the head of a section are none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lines import Line
from extract.text import fold, without_space
from extract.titlepage.front import Front, tidy
from extract.titlepage.kind import title_word
from extract.titlepage.names import endings, formed, known
from extract.vocabulary import index, load

_LONGEST = 120
_LONGEST_OFFICE = 20

_FORM = re.compile(
    r"(?:대외|대국민|대시민|부분|비)?공개.{0,8}|대외주의|의안(?:번호)?.*|제?\d+(?:-\d+)?호|.{0,3}(?:의결|보고|심의|협의|토의)(?:안건|사항)"
    r"|심의|의결|사항|연월일|제?\(?제?\d+[회차]\)?|제출자.*|제출(?:연월)?일.*|발의.{0,20}|등록번호.*|문서번호.*|결재.{0,20}|협조|주무관"
    r"|.{0,8}(?:팀장|과장|국장|담당관|구청장|군수|시장)|보도.{0,20}|배포.{0,12}|담당(?:부서|자)?.*|주관부서.*|연락처.*"
    r"|붙임.{0,3}|별첨.{0,3}|수신.*|\(?경유\)?|제목|결재문서|.*바로가기.*|페이지로딩.*|잠시만.*|목차|\W*매니페스토.{0,6}\W*"
    r"|사진.{0,6}:.*|유형:.*|구분|요지|要旨"
)
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
    if line.family == "annex" or len(_HANGUL.findall(plain)) < 2 or len(plain) > _LONGEST:
        return False
    if _ENCLOSED.fullmatch(plain) and title_word(tidy(words)) is None:
        return False
    return not any(pattern.fullmatch(plain) for pattern in (_FORM, _DATE, _YEAR)) and not _is_office(words)


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
