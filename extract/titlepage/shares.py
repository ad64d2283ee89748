"""The division that a text names most: who speaks when the title page does not say it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from extract.document import Span
from extract.titlepage.divisions import by_name, divisions, meant
from extract.titlepage.front import Front
from extract.titlepage.names import formed

_READ = 20_000
"""Characters of the text that are read for names."""

OFFICIAL = 3
PLAIN = 1
FEWEST_POINTS = 2
DOMINANT = 2
"""What a name weighs (연수구청, 연수구 … 조례: more than 연수구 alone), and how far the first must lead."""

_WORD = re.compile(r"[가-힣]+")
_PARTICLES = re.compile(r"(?:은|는|이|가|을|를|의|에|와|과|에서|에는|로|으로|도|만|관내|전역|지역|내|소재)?")
_OFFICE = re.compile(r"(?:청|장|의회|민|비|보건소|수)(?!구)")
_ORDINANCE = re.compile(r"[^\n\t]{0,40}(?:조례|규칙)")


class Mention(NamedTuple):
    """A division's name in the text and what it weighs."""

    name: str
    span: Span
    points: int


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the names that begin with each two letters, the longest first."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in by_name():
        lengths[name[:2]].add(len(name))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


def _mentions(text: str) -> Iterator[Mention]:
    for word in _WORD.finditer(text, 0, _READ):
        letters = word[0]
        lengths = _lengths().get(letters[:2], ())
        name = next((letters[:length] for length in lengths if letters[:length] in by_name()), None)
        if name is None:
            name = _only_formed(letters, text, word.end())
        rest = letters[len(name) :] if name else ""
        if name and _is_name(name, rest):
            official = _OFFICE.match(rest.removeprefix(name)) or _ORDINANCE.match(text, word.end())
            yield Mention(name, Span(word.start(), word.start() + len(name)), OFFICIAL if official else PLAIN)


def _only_formed(letters: str, text: str, end: int) -> str | None:
    """A name that only its form tells, if an ordinance is named after it: 가온광역시 공모사업 관리 조례."""
    return formed(letters) if letters[-1] in "시군구도" and _ORDINANCE.match(text, end) else None


def _is_name(name: str, rest: str) -> bool:
    """중구 and 동구 begin too many words: they count alone, before a particle or an office."""
    if len(name) > 2 or any(not division.sigungu for division in by_name()[name]):
        return True
    return bool(_PARTICLES.fullmatch(rest) or _OFFICE.match(rest.removeprefix(name)))


def provinces_told(front: Front, said: str = "") -> frozenset[str]:
    """Return the 시·도 that the text names in full, or the title page by any name, or the issuer's own name."""
    page = {mention.name for mention in _mentions("\n".join(front.words(line) for line in front.lines))}
    by_page = {by_name()[name][0].sido for name in page if _is_province(name) and len(by_name()[name]) == 1}
    provinces = {division.sido for division in divisions()}
    return frozenset(by_page | {sido for sido in provinces if sido in front.text or sido in said})


# ------------------------------------------------------------------ who is named most


def most_named(front: Front) -> tuple[str, Span] | None:
    """Return the division that the text names far more often than any other, as it is said, and where; else None."""
    points: Counter[str] = Counter()
    places: dict[str, Span] = {}
    for mention in _mentions(front.text):
        points[mention.name] += mention.points
        places.setdefault(mention.name, mention.span)
    told = provinces_told(front)
    names = _leading_province(_by_province(points, told))
    if names is None:
        return None
    name = _within(names, _level(front))
    return _as_said(name, told, front.text), places[name]


def _by_province(points: Mapping[str, int], told: frozenset[str]) -> dict[str, Counter[str]]:
    """Group names by the 시·도 that they lie in; a name that may lie in several, and is told nowhere, stands alone."""
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, count in points.items():
        division = meant(name, told)
        groups[division.sido if division else name][name] += count
    return groups


def _leading_province(groups: Mapping[str, Counter[str]]) -> Counter[str] | None:
    """Return the names of the 시·도 that leads all others, if it is named by more than its short name."""
    ranked = sorted(groups.values(), key=lambda names: -names.total())
    if not ranked or all(map(_is_bare, ranked[0])):
        return None
    second = ranked[1].total() if len(ranked) > 1 else 0
    return ranked[0] if ranked[0].total() >= max(FEWEST_POINTS, DOMINANT * second) else None


def _is_bare(name: str) -> bool:
    """부산 alone is in the names of offices and places all over the country."""
    return len(name) == 2 and _is_province(name)


def _is_province(name: str) -> bool:
    return any(not division.sigungu for division in by_name().get(name, ()))


def _level(front: Front) -> str | None:
    """Return the level of those who approve on the title page: 구 of a 구청장, 군 of a 군수."""
    heads = {plain for _, plain in front.plain}
    return "구" if heads & {"구청장", "부구청장"} else "군" if heads & {"군수", "부군수"} else None


def _within(names: Counter[str], level: str | None) -> str:
    """Return the 시·군·구 that leads in its 시·도, else the 시·도's own most frequent name."""
    own = Counter({name: count for name, count in names.items() if _is_province(name)})
    parts = (names - own).most_common()
    if level:
        parts = [part for part in parts if part[0].endswith(level)]
    rivals = own.total() + sum(count for _, count in parts[1:])
    least = DOMINANT * sum(count for _, count in parts[1:2]) if level else rivals + 1
    leads = bool(parts) and parts[0][1] >= least
    return parts[0][0] if leads else (own or names).most_common(1)[0][0]


def _as_said(name: str, told: frozenset[str], text: str) -> str:
    """부산 is 부산광역시; 계양구 is 인천광역시 계양구 where the text names 인천광역시 in full."""
    division = meant(name, told)
    if division is None:
        return name
    return f"{division.sido} {division.name}" if division.sigungu and division.sido in text else division.name
