"""Figures with Korean units -> exact numbers: ``1조 2,345억``, ``2천5백만``, ``7.5천만``, ``일백이십삼만사천``.

A numeral is a run of groups that descend; a group is a figure with a small unit (천 백 십) and a large one (경 조 억
만). What does not descend, or is written so that two readings are possible, is no numeral.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

Value = int | Fraction

_SMALL = {"천": 1_000, "백": 100, "십": 10}
_LARGE = {"경": 10**16, "조": 10**12, "억": 10**8, "만": 10**4}
_DIGITS = {digit: value for value, digit in enumerate("일이삼사오육칠팔구", 1)} | {"륙": 6}

UNITS = {
    f"{small}{large}원": _SMALL.get(small, 1) * _LARGE.get(large, 1)
    for large in ("경", "조", "억", "만", "")
    for small in ("천", "백", "십", "")
}
"""The units of money by name, in won: ``백만원`` is 1,000,000."""

PLAIN_FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})++|[0-9]++)(?:\.[0-9]++)?+"
"""``1,234`` · ``1234`` · ``12.5``, whatever follows."""

FIGURE = rf"{PLAIN_FIGURE}(?![.,]?[0-9])"
"""A figure that is whole: one that goes on in another way (``1,23``, ``6.1.9``) is none."""

_GROUP = re.compile(
    rf" ?(?P<figure>{FIGURE})(?P<over>여)?(?: ?(?P<small>[천백십]))?(?P<over_unit>여)?(?: ?(?P<large>[경조억만]))?"
)
_SPELT_GROUP = re.compile(r" ?(?P<digit>[일이삼사오육륙칠팔구])?(?P<small>[천백십])?(?P<large>[경조억만])?")
_ENDS_IN_CURRENCY = re.compile(r" ?여? ?(?:원|달러|불|유로|엔|위안)")
_LONGEST_FIGURE = 24
_MOST_GROUPS = 8
_MOST_SPELT_GROUPS = 16


class Group(NamedTuple):
    """A figure with its units; a unit that is not written is 1."""

    figure: Value
    small: int
    large: int


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in a text.

    ``scale`` is the last group's unit as a number and ``unit`` as it is written (``천만``, empty for a bare figure);
    ``largest`` is the largest unit; ``single`` tells whether there is one group only, ``decimals`` how many digits
    follow its point, ``over`` whether 여 (and some more) stands in it.
    """

    start: int
    end: int
    value: Value
    scale: int
    unit: str
    largest: int
    single: bool
    decimals: int
    over: bool

    @property
    def may_be_thousands(self) -> bool:
        """Whether its point may stand for a comma: three digits behind it in a unit below 억 (``24.394`` 백만)."""
        return self.decimals == 3 and self.value >= self.scale and self.scale < _LARGE["억"]


# ------------------------------------------------------------------ in figures


def read_numeral(text: str, start: int) -> Numeral | None:
    """Return the numeral that begins at ``start``, all of it, or None.

    >>> [read_numeral(text, 0).value for text in ("1조2천억", "2천5백만", "1,234.5", "7.5천만", "12억 3개")]
    [1200000000000, 25000000, Fraction(2469, 2), 75000000, 1200000000]
    >>> [read_numeral(text, 0) for text in ("1,23억", "6.173.9억", "1억 5천", "5억10억")]
    [None, None, None, None]
    """
    match = _GROUP.match(text, start)
    if match is None or len(match["figure"]) > _LONGEST_FIGURE:
        return None
    matches = [match]
    while following := _GROUP.match(text, matches[-1].end()):
        if not _goes_on(text, matches, following):
            if text[matches[-1].end()] != " ":
                return None
            break
        matches.append(following)
    return None if _is_doubtful(matches) else _numeral(matches)


def _goes_on(text: str, matches: list[re.Match[str]], following: re.Match[str]) -> bool:
    """Whether the group behind the others belongs to them: it fits, and has a unit or is the last before 원."""
    if len(matches) == _MOST_GROUPS or len(following["figure"]) > _LONGEST_FIGURE:
        return False
    if "." in matches[0]["figure"] + following["figure"]:
        return False
    if not (following["small"] or following["large"] or _ENDS_IN_CURRENCY.match(text, following.end())):
        return False
    return sum_of([_group(match) for match in (*matches, following)]) is not None


def _is_doubtful(matches: list[re.Match[str]]) -> bool:
    """`1억 5천` means 150 million to its writer and 100,005,000 by the letter."""
    large = [match["large"] for match in matches if match["large"]]
    last = matches[-1]
    return bool(last["small"] and not last["large"] and large and large[-1] != "만")


def _group(match: re.Match[str]) -> Group:
    figure = match["figure"].replace(",", "")
    value: Value = Fraction(figure) if "." in figure else int(figure)
    return Group(value, _SMALL.get(match["small"], 1), _LARGE.get(match["large"], 1))


def _numeral(matches: list[re.Match[str]]) -> Numeral | None:
    groups = [_group(match) for match in matches]
    value = sum_of(groups)
    if value is None:
        return None
    last = matches[-1]
    return Numeral(
        start=matches[0].start("figure"),
        end=last.end(),
        value=value,
        scale=groups[-1].small * groups[-1].large,
        unit=(last["small"] or "") + (last["large"] or ""),
        largest=max(group.large for group in groups),
        single=len(groups) == 1,
        decimals=len(last["figure"].partition(".")[2]),
        over=any(match["over"] or match["over_unit"] for match in matches),
    )


def sum_of(groups: Sequence[Group]) -> Value | None:
    """Return what the groups say together; None unless each is smaller than the unit before it.

    >>> sum_of([Group(1, 1, 10**12), Group(2, 1000, 10**8)])
    1200000000000
    >>> sum_of([Group(2, 1, 10**8), Group(3, 1, 10**8)]) is None
    True
    """
    total: Value = 0
    section: Value = 0
    floor = ceiling = 0
    for figure, small, large in groups:
        if section and figure * small >= floor:
            return None
        section, floor = section + figure * small, small
        if large > 1:
            if total and section * large >= ceiling:
                return None
            total, section, ceiling = total + section * large, 0, large
    if total and section >= ceiling:
        return None
    total += section
    return int(total) if total.denominator == 1 else total


def scaled(figure: str, unit: str) -> int | None:
    """Return the whole won of a bare figure in a unit; None where it gives none or may mean two things.

    >>> scaled("2,146", "억원"), scaled("5.3", "억원"), scaled("0.5", "원"), scaled("24.394", "백만원")
    (214600000000, 530000000, None, None)
    """
    numeral = read_numeral(figure + unit.removesuffix("원"), 0)
    if numeral is None or numeral.may_be_thousands or not isinstance(numeral.value, int):
        return None
    return numeral.value


# ------------------------------------------------------------------ in Hangul


def read_spelt(words: str) -> int | None:
    """Return what a numeral in Hangul says; None where it is not one.

    >>> [read_spelt(words) for words in ("삼백억", "일백이십삼만사천", "일억 이천만", "이이만")]
    [30000000000, 1234000, 120000000, None]
    """
    groups: list[Group] = []
    position = 0
    while position < len(words):
        match = _SPELT_GROUP.match(words, position)
        if match is None or match.lastgroup is None or len(groups) == _MOST_SPELT_GROUPS:
            return None
        digit, small, large = match.group("digit", "small", "large")
        groups.append(Group(_DIGITS.get(digit, 1), _SMALL.get(small, 1), _LARGE.get(large, 1)))
        position = match.end()
    value = sum_of(groups)
    return value if isinstance(value, int) else None
