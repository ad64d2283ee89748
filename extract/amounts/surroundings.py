"""What stands round an amount: its sign, its qualifier, what it is per, what it is the amount of.

Everything here looks at a short stretch of the same line or cell only; text is folded.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_REACH = 60


class Words(NamedTuple):
    """A value and the place of the words that say it."""

    text: str
    start: int
    end: int


def line_before(text: str, start: int) -> str:
    """Return what stands before ``start`` on its line or in its cell, at most 60 characters."""
    reach = text[max(0, start - _REACH) : start]
    return reach[max(reach.rfind("\n"), reach.rfind("\t")) + 1 :]


# ------------------------------------------------------------------ sign

_BEFORE_WORDS = {"△": re.compile(r"△ ?[^0-9 (,.)]"), "▲": re.compile(r"▲ ?[^0-9 (,.)]")}
_BOUND = re.compile(r" ?(?:이상|이하|이내|미만|초과|한도)")
_LIST_MARKS = re.compile(r"[ ※*○ㅇ◦▪▹·:-]*")
_WORDS_FOLLOW = re.compile(r" ?[가-힣]")
_JOINS = re.compile(r"[가-힣A-Za-z0-9)%]")


def is_negative(text: str, start: int, end: int) -> bool | None:
    """Say whether an amount stands behind a minus; None where a mark before it may mean two things.

    >>> texts = ("증감 △5억", "국비 5억", "▼5억", "▲5억 투자 ▲고용 창출")
    >>> [is_negative(text, text.index("5"), text.index("억") + 1) for text in texts]
    [True, False, None, None]
    """
    before = text[max(0, start - 2) : start].rjust(2)
    prior, mark = before[0], before[1]
    if mark in _BEFORE_WORDS:
        return None if _is_bullet(text, start, end, mark) else True
    if mark == "−":
        return not prior.isdigit()
    if mark == "-":
        return True if prior == "(" or start == 1 else False if _JOINS.match(prior) else None
    is_unclear = mark in "▽▼" or (mark == " " and prior in "△▲▽▼") or text.endswith("(-)", 0, start)
    return None if is_unclear else False


def _is_bullet(text: str, start: int, end: int, mark: str) -> bool:
    """Whether a triangle may be a list mark: it begins the line, or stands before words or a bound on the same line."""
    line = line_before(text, start - 1)
    line_end = text.find("\n", end, end + _REACH)
    rest = text[end : line_end if line_end >= 0 else end + _REACH]
    opens_line = _LIST_MARKS.fullmatch(line) and _WORDS_FOLLOW.match(rest)
    return bool(opens_line or _BOUND.match(rest) or _BEFORE_WORDS[mark].search(line + rest))


# ------------------------------------------------------------------ qualifier

_QUALIFIER_BEFORE = re.compile(r"(?P<word>(?<![가-힣])약|최대|최소|최고|대략|평균) ?(?:총 ?|[가-힣]{1,2}비 ?)?\Z")
_QUALIFIER_BEHIND = re.compile(
    r" ?(?P<word>이상|이하|이내|미만|초과|내외|안팎|가량|정도|남짓|한도|대(?![가-힣])|내(?=[ (),\n]|\Z))"
)
_OVER = re.compile("여")
_CANONICAL_QUALIFIER = {"내": "이내"}


def qualifier(text: str, start: int, end: int, *, over: bool) -> Words | None:
    """Return the word that makes the amount a bound or a guess; the one before it wins.

    >>> qualifier("최대 30만원 한도내", 3, 7, over=False), qualifier("22,000천원 내 (구비)", 0, 8, over=False)
    (Words(text='최대', start=0, end=2), Words(text='이내', start=9, end=10))
    """
    before = _QUALIFIER_BEFORE.search(text, max(start - 10, start - len(line_before(text, start))), start)
    match = before or _QUALIFIER_BEHIND.match(text, end)
    if match:
        return Words(_CANONICAL_QUALIFIER.get(match["word"], match["word"]), *match.span("word"))
    inside = _OVER.search(text, start, end + 1) if over else None
    return Words("여", *inside.span()) if inside else None


# ------------------------------------------------------------------ per

_COUNTER = (
    r"(?:인|명|가구|세대|개소|개사|개|기업|업체|기관|과제|학교|교|팀|사|건|회|종|식|대|동|호|석|기|주|일|시간"
    r"|톤|㎡|kg|ha|kWh)"
)
# 수당, 해당, 경로당 … are words of their own: what stands before their 당 is no unit.
_NO_UNIT = r"(?<![수배담해상할충식강성일정타적합부전로])"
_PER_BEFORE = re.compile(
    rf"(?:(?:1 ?(?P<one>{_COUNTER}) ?|(?<![가-힣0-9])(?P<each>[가-힣]{{1,6}})(?:{_NO_UNIT}| ))당"
    r"(?: [가-힣]{1,6}){0,2}\(?"
    r"|(?<![가-힣0-9.])(?:매 ?)?(?P<time>월|月|년|연간?|年|일(?! ?금))|(?<![0-9])1(?P<unit>인|명|종|식|회))"
    r" ?(?:기준|단가|별)? ?(?:총|약|최대|최소|평균|금)? ?\Z"
)
_PER_BEHIND = re.compile(rf" ?/ ?1?(?P<unit>{_COUNTER}|월|년|연)(?![가-힣A-Za-z0-9])")
# `월 15천원 → 30천원`: what the first is for one of, the second is too.
_RAISED_FROM = re.compile(r"[0-9][0-9,.]*+[조억천백십만]*+원 ?(?:→|⇒) ?\Z")
_CANONICAL_PER = {"인": "명", "연": "년", "연간": "년", "年": "년", "月": "월"}


def per(text: str, start: int, end: int) -> Words | None:
    """Return what the amount is for one of: `50만원/월`, `1인당 5만원`, `월 최대 43.2만원`.

    >>> per("50만원/월", 0, 4), per("1인당 5만원", 4, 7)
    (Words(text='월', start=5, end=6), Words(text='명', start=1, end=2))
    >>> per("3월 5만원", 3, 6), per("수당 5만원", 3, 6)
    (None, None)
    >>> per("월 15천원 → 30천원", 9, 13)
    Words(text='월', start=0, end=1)
    """
    match = _PER_BEHIND.match(text, end)
    if match is None:
        first = max(start - 20, start - len(line_before(text, start)))
        raised = _RAISED_FROM.search(text, first, start)
        match = _PER_BEFORE.search(text, first, raised.start() if raised else start)
    if match is None:
        return None
    group = match.lastgroup or ""
    return Words(_CANONICAL_PER.get(match[group], match[group]), *match.span(group))


# ------------------------------------------------------------------ label

_FILLER = re.compile(r"(?:(?<![가-힣])(?:총|약|최대|최소|평균|각|연간?|매?년|매?월|일?금) ?)*\Z")
_LETTER = r"[가-힣A-Za-z0-9㈜'·․ㆍ‧&]"
_LABEL_FROM = rf"(?<!{_LETTER})(?<![0-9],)(?P<label>{_LETTER}"
_BEFORE_COLON = re.compile(rf"{_LABEL_FROM}(?:[가-힣A-Za-z0-9㈜'·․ㆍ‧& -]|, )*+) ?: *\Z")
_BEFORE_BRACKET = re.compile(rf"{_LABEL_FROM}[가-힣A-Za-z0-9㈜'·․ㆍ‧& -]*+)[(\[【〔] *\Z")
_LAST_WORD = re.compile(rf"(?P<opens>[(\[【〔,/] *)?(?<!{_LETTER})(?P<label>{_LETTER}*[가-힣A-Za-z])\*? *\Z")
_OPEN_BRACKET = re.compile(r"[(\[【〔](?=[^()\[\]【】〔〕]*\Z)")
_AMOUNT = re.compile(r"[0-9][경조억만천백십]*원?\Z")
_BOUND_BEFORE = re.compile(r"[0-9][0-9,.]*+[조억천백십만]*+원? ?(?:이상|초과) *\Z")
_CLOSING = ")]】〕"
# What is no name: how many, how long, when, how far.
_NAMES_NOTHING = re.compile(
    r"[0-9,.]+ ?(?:건|곳|개[소사]?|병상|명|대|칸)|현재|당초|경우|따라|초과|이상|이하|미만|수준|중심|증|감|완료|추진 ?중"
)
# `(국비)와 협력하여 비예산`: a label that begins in the middle of a phrase is what stands behind its last particle.
_FRAGMENT = re.compile(r"(?:[와과은는이가을를의에로및등]|에서|으로|하여|하고|하며|되어|이상|이하|미만|초과) ")
_REST_OF_WORD = re.compile(r"[가-힣]+(?:으로|하여|[을를]) ")
_TO_LAST_PARTICLE = re.compile(r".*(?:[와과은는을를의에및등한된할]|으로|에서|[하되]여|하[고며는]|되[어는]|이상|이하) ")
_NO_LABEL = re.compile(
    r"(?:[은는을를의에]|으로|에서|까지|하여|위한|위해|및|등|년|월|당|기준|단가|별|씩|대비)\Z"
    r"|\A[0-9]+(?:개[가-힣]*|[가-힣]|년간)\Z"
)


def label(text: str, start: int) -> Words | None:
    """Return what the amount at ``start`` is the amount of, where the words before it say so.

    >>> [label(text, text.index("1")).text for text in ("총사업비 : 160억원", "주민참여예산제(133백만원)", "(국비 1억")]
    ['총사업비', '주민참여예산제', '국비']
    """
    line = line_before(text, start)
    filler = _FILLER.search(line)
    rest = line[: filler.start()] if filler else line
    bound = _BOUND_BEFORE.search(rest)
    rest = rest[: bound.start()] if bound else rest
    match = _BEFORE_COLON.search(rest) or _BEFORE_BRACKET.search(rest) or _last_word(rest) or _before_open_bracket(rest)
    if match is None:
        return None
    words = match["label"].rpartition(" - ")[2]
    if len(line) == _REACH and match.start("label") == 0:
        words = words.partition(" ")[2]  # the first word may be cut
    words = _whole_phrase(words, rest[: match.start("label")][-1:])
    first = start - len(line) + match.end("label") - len(words)
    words = words.rstrip()
    named = words and not _AMOUNT.search(words) and not _NAMES_NOTHING.fullmatch(words)
    return Words(words, first, first + len(words)) if named else None


def _whole_phrase(words: str, before: str) -> str:
    """Return the label without the rest of a phrase at its beginning; ``before`` is the character before it."""
    is_rest = _FRAGMENT.match(words) or (before and before in _CLOSING and _REST_OF_WORD.match(words))
    cut = (_TO_LAST_PARTICLE.match(words) or is_rest) if is_rest else None
    return words[cut.end() :] if cut else words


def _last_word(rest: str) -> re.Match[str] | None:
    """`총사업비 160억원`, `(국 64억`: one word; a single syllable only where something begins with it."""
    match = _LAST_WORD.search(rest)
    if match is None or _NO_LABEL.search(match["label"]) or (len(match["label"]) == 1 and not match["opens"]):
        return None
    return match


def _before_open_bracket(rest: str) -> re.Match[str] | None:
    """`용역(24개월, 52백만원)`: what stands before the bracket that is still open."""
    bracket = _OPEN_BRACKET.search(rest)
    return _BEFORE_BRACKET.search(rest[: bracket.end()]) if bracket else None
