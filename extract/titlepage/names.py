"""What names a public body: known names, endings of bodies, the form of a division's name, and who heads one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from extract.titlepage.divisions import by_name, meant
from extract.vocabulary import index, load


@lru_cache(maxsize=1)
def _ministries() -> dict[str, str]:
    ministries = load("issuers")["ministries"]
    return index(ministries, "short") | {name: name for name in ministries}


@lru_cache(maxsize=8)
def endings(group: str) -> tuple[str, ...]:
    """Return the endings of a group of words: ``기관``, ``부서``, ``공사``, ``보통명사``."""
    return tuple(load("issuers")["endings"][group]["words"])


_BODY_FORM = re.compile(r"[가-힣A-Za-z]{5,}")
_LONG_FORM = re.compile(r"[가-힣]{2,4}(?:특별자치[도시]|광역시|특별시)")
_SHORT_FORM = re.compile(r"[가-힣]{2,4}[시군구]|[가-힣]{2,3}도")
_MINISTRY_FORM = re.compile(r"[가-힣]{2,12}(?:부|처|청|위원회)")


def known(word: str) -> str | None:
    """Return the body that a word names, as it is said; None for any other word.

    >>> known("부산시"), known("연수구"), known("과기정통부"), known("국립국어원"), known("주택건축국")
    ('부산광역시', '연수구', '과학기술정보통신부', '국립국어원', None)
    """
    if word in _ministries():
        return _ministries()[word]
    divisions = by_name().get(word, ())
    if divisions:
        return divisions[0].name if len(divisions) == 1 else word
    is_body = _BODY_FORM.fullmatch(word) and word.endswith(endings("기관")) and not word.endswith(endings("공사"))
    return word if is_body else None


def formed(word: str) -> str | None:
    """Return the body that a word names, be it only by the form of a division's name.

    >>> formed("해온구"), formed("가온광역시"), formed("안전도시"), formed("빗물마을")
    ('해온구', '가온광역시', None, None)
    """
    short = _SHORT_FORM.fullmatch(word) and not word.endswith(endings("보통명사"))
    return known(word) or (word if short or _LONG_FORM.fullmatch(word) else None)


def is_ministry_formed(word: str) -> bool:
    """Say whether a word ends as ministries and agencies do: 생활안전부."""
    return bool(_MINISTRY_FORM.fullmatch(word))


# What heads a body, and what of it belongs to the body's name.
_HEADS = {"장관": "", "구청장": "구", "군수": "군", "시장": "시", "도지사": "도", "교육감": "교육청", "장": ""}


def headed(word: str) -> str | None:
    """Return the body that a 장관, 처장, 시장, 군수, 구청장 or 원장 heads.

    >>> headed("산업통상부장관"), headed("가온광역시장"), headed("인사혁신처장"), headed("연수구청장")
    ('산업통상부', '가온광역시', '인사혁신처', '연수구')
    >>> headed("환경보전팀장") is None
    True
    """
    head = next((head for head in _HEADS if word.endswith(head)), None)
    if head is None:
        return None
    body = word.removesuffix(head) + _HEADS[head]
    return formed(body) or (body if head in ("장관", "장") and is_ministry_formed(body) else None)


def leading(words: str, read: Callable[[str], str | None] = known) -> str | None:
    """Return the body that words begin with; a 시·도 and its 시·군·구 are named together.

    >>> leading("부산시 낙동강관리본부"), leading("인천광역시 계양구 환경과"), leading("2025년 주요업무계획")
    ('부산광역시', '인천광역시 계양구', None)
    """
    tokens = re.match(r"([가-힣]+)(?: ([가-힣]+))?", words)
    if not tokens:
        return None
    outer, inner = tokens[1], tokens[2]
    if inner and _lies_in(outer, inner):
        return f"{known(outer)} {inner}"
    return read(outer)


def _lies_in(outer: str, inner: str) -> bool:
    whole = meant(outer, frozenset())
    if whole is None:
        return False
    if whole.sigungu:
        return f"{whole.sigungu} {inner}" in by_name()
    return any(division.sigungu and division.sido == whole.sido for division in by_name().get(inner, ()))
