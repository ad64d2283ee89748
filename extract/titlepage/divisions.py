"""The 시·도 and 시·군·구 by their names: which division a name means, and its code."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from extract.vocabulary import load


class Division(NamedTuple):
    """A 시·도, or a 시·군·구 of one; ``sigungu`` is None for the 시·도 itself, ``code`` None where it has none yet."""

    sido: str
    sigungu: str | None
    code: str | None

    @property
    def name(self) -> str:
        """The name as it is said alone: 부산광역시, 연수구, 권선구."""
        return self.sigungu.split()[-1] if self.sigungu else self.sido


@lru_cache(maxsize=1)
def divisions() -> tuple[Division, ...]:
    """Return all divisions in the order of their codes."""
    table = (files("extract") / "vocabulary" / "divisions.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    # The one 시·군·구 of 세종 is 세종 itself.
    return tuple(Division(sido, sigungu or None, code or None) for code, sido, sigungu in rows if sigungu != sido)


@lru_cache(maxsize=1)
def by_name() -> dict[str, tuple[Division, ...]]:
    """Return the divisions that each name may mean: full and short names, a 구 with and without its 시.

    >>> [division.code for division in by_name()["권선구"]], len(by_name()["중구"]), by_name()["부산시"][0].name
    (['41113'], 6, '부산광역시')
    """
    found: defaultdict[str, list[Division]] = defaultdict(list)
    provinces = load("issuers")["provinces"]
    for division in divisions():
        if division.sigungu:
            names = {division.sigungu, division.name}
        else:
            province = provinces[division.sido]
            names = {division.sido, *province["short"], *province.get("former", ())}
        for name in names:
            found[name].append(division)
    return {name: tuple(meant) for name, meant in found.items()}


def meant(name: str, told: frozenset[str]) -> Division | None:
    """Return the one division that a name means, None where the text leaves it open.

    ``told`` are the 시·도 that the text names: ``중구`` is one of six unless they tell which.

    >>> meant("연수구", frozenset()).code, meant("중구", frozenset()), meant("중구", frozenset({"대전광역시"})).code
    ('28185', None, '30140')
    """
    candidates = by_name().get(name, ())
    if len(candidates) > 1:
        candidates = tuple(division for division in candidates if division.sido in told)
    return candidates[0] if len(candidates) == 1 else None
