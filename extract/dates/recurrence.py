"""Words that say how often instead of when: 매년, 연중, 수시 and the calendar place that belongs to them."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.dates.notation import S


class Recurrence(NamedTuple):
    """A recurrence (a value of the column ``recurrence``) and where its words end."""

    word: str
    stop: int


_MONTH = r"(?:0?[1-9]|1[0-2])"
_PLACE_IN_MONTH = rf"(?:{S}\d\d?{S}일(?!간)|{S}[초상중하]순|{S}[초말](?![가-힣]))"
_PLACE_IN_YEAR = (
    rf"~?{S}(?:{_MONTH}(?:{S}[~,·․‧ㆍ･∙\-]{S}{_MONTH}){{0,11}}{S}월{_PLACE_IN_MONTH}?(?:{S}~{S}{_MONTH}월{_PLACE_IN_MONTH}?)?"
    rf"|\d\d?\.{S}\d\d?\.(?:{S}~{S}\d\d?\.{S}\d\d?\.)?|[상하]반기|상{S}[·․‧ㆍ･∙/]{S}하반기|[1-4](?:/4)?{S}분기)"
)
_PARTICLE = r"(?!(?!로|에|의|마다|까지|부터)[가-힣])"
_CLOSING = rf"(?:{S}(?:까지|부터|중(?![가-힣])))?"

_RECURRENCE = re.compile(
    rf"(?<![가-힣])(?:"
    rf"(?P<yearly>매년|격년)(?:{S}{_PLACE_IN_YEAR}{_CLOSING}|{_PARTICLE})"
    rf"|(?P<monthly>매월|격월)(?:{_PLACE_IN_MONTH}{_CLOSING}|{_PARTICLE})"
    rf"|(?P<weekly>매주)(?:{S}[월화수목금토일]요일|{_PARTICLE})"
    rf"|(?P<quarterly>매 ?분기|분기별){_PARTICLE}"
    rf"|(?P<halfyearly>매 ?반기|반기별){_PARTICLE}"
    rf"|(?P<always>연중)(?:[ ·․‧ㆍ･∙,]?[수상]시|무휴)?{_PARTICLE}"
    rf"|(?P<any>매일|수시|상시){_PARTICLE}"
    rf")"
)
_BEHIND = re.compile(rf"{S}(?P<any>연중|수시|상시|매월|매주|매일|격월|분기별|반기별)(?![가-힣])")

_NAMES = {"quarterly": "분기별", "halfyearly": "반기별", "always": "연중"}


def recurrence_at(text: str, at: int) -> Recurrence | None:
    """Return the recurrence whose words begin at ``at`` of the folded text.

    >>> recurrence_at("매년 12월 개최", 0), recurrence_at("매 분기", 0), recurrence_at("수시모집", 0)
    (Recurrence(word='매년', stop=6), Recurrence(word='분기별', stop=4), None)
    """
    return _named(_RECURRENCE.match(text, at))


def recurrence_behind(text: str, at: int) -> Recurrence | None:
    """Return the recurrence that follows a year which ends at ``at``: the 연중 of ``2023년 연중``."""
    return _named(_BEHIND.match(text, at))


def _named(match: re.Match[str] | None) -> Recurrence | None:
    if match is None:
        return None
    kind = str(match.lastgroup)
    return Recurrence(_NAMES.get(kind, match[kind]), match.end())
