"""산출기초: ``100,000원 × 10명 × 4회 = 4,000천원`` -> what it comes to and what it says.

A formula is read only if all of it can be computed: products of one amount and counts, and sums of such products.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Literal, NamedTuple

from extract.amounts.captions import known_unit
from extract.amounts.numerals import FIGURE, UNITS, read_numeral, scaled
from extract.amounts.readings import won
from extract.text import fold


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its result; offsets are in code points, ends exclusive, amounts in whole won."""

    raw: str
    computed_won: int
    stated_won: int
    stated_raw: str
    stated_start: int
    stated_end: int
    span_start: int
    span_end: int


class _Factor(NamedTuple):
    """A number of a product: an amount of money, a count, or a bare figure that may be either."""

    value: Fraction
    kind: Literal["money", "count", "bare"]
    end: int


class _Result(NamedTuple):
    """What a formula states: whole won, and where it stands."""

    won: int
    start: int
    end: int


_SIGN = "×xX*✕✖∗"
# Not the second half of a number in words and figures: `4만 8천 본 × 650원` counts 48,000.
_START = re.compile(rf"(?<![0-9.,])(?<![0-9][천만억조] ){FIGURE}[^0-9{_SIGN}÷=+\n\t]{{0,20}}[{_SIGN}÷] ?(?=[0-9])")
_TIMES = re.compile(rf" ?(?P<sign>[{_SIGN}÷]) ?")
_PLUS = re.compile(r" ?\)? ?\+ ?\(? ?")
_EQUALS = re.compile(r" ?\)? ?= ?(?:총 ?|약 ?)?")
_COUNTER = re.compile(r" ?(?:(?P<percent>%)|[가-힣]{1,5}|㎡|㎞|km|EA|ea)")
_NOTE = re.compile(rf"(?:\([^()=\n\t{_SIGN}]{{1,15}}\))?")
_REACH = 200
_MOST_TERMS = 8
_MOST_FACTORS = 8
_ENDS = re.compile(r"(?! ?[가-힣A-Za-z0-9%.])")


def find_formulas(text: str, unit: str | None = None) -> list[Formula]:
    """Return the formulas whose result is stated and can be computed.

    ``unit`` is the caption's; under it results stand bare, and so do unit prices, in won or in the unit. Raises
    ValueError for a unit that is none.

    >>> [(found.computed_won, found.stated_won) for found in find_formulas("100,000원 × 10명 × 4회 = 4,000천원")]
    [(4000000, 4000000)]
    >>> [(found.computed_won, found.stated_won) for found in find_formulas("2명*3.5백만원 = 70백만원")]
    [(7000000, 70000000)]
    >>> [found.stated_won for found in find_formulas("5,000 X 300부 = 1,500", "천원")]
    [1500000]
    >>> find_formulas("8만 어휘*5년=40만 어휘")
    []
    """
    return list(_formulas(text, fold(text), known_unit(unit) if unit else None))


def _formulas(text: str, folded: str, unit: str | None) -> Iterator[Formula]:
    position = 0
    for match in _START.finditer(folded):
        start = match.start()
        if start < position or "=" not in folded[start : start + _REACH]:
            continue
        terms, end = _read_sum(folded, start)
        result = _read_result(folded, end, unit)
        computed = _compute(terms, result.won, unit) if result else None
        if result is None or computed is None:
            continue
        position = result.end
        stated = text[result.start : result.end]
        yield Formula(text[start : result.end], computed, result.won, stated, *result[1:], start, result.end)


# ------------------------------------------------------------------ what stands there


def _read_sum(text: str, start: int) -> tuple[list[list[_Factor]], int]:
    """Return the products of a sum, and where it ends."""
    terms: list[list[_Factor]] = []
    end = start
    while len(terms) < _MOST_TERMS and (product := _read_product(text, end)):
        terms.append(product)
        end = product[-1].end
        plus = _PLUS.match(text, end)
        if plus is None:
            break
        end = plus.end()
    return terms, end


def _read_product(text: str, start: int) -> list[_Factor]:
    factors: list[_Factor] = []
    divides = False
    while len(factors) < _MOST_FACTORS and (factor := _read_factor(text, start)):
        value = 1 / factor.value if divides and factor.value else factor.value
        factors.append(factor._replace(value=value))
        times = _TIMES.match(text, factor.end)
        if times is None:
            break
        start, divides = times.end(), times["sign"] == "÷"
    return factors


def _read_factor(text: str, start: int) -> _Factor | None:
    numeral = read_numeral(text, start)
    if numeral is None:
        return None
    value = Fraction(numeral.value)
    if money := won(text, numeral):
        return _Factor(value, "money", _end_of_note(text, money.end))
    counter = _COUNTER.match(text, numeral.end)
    if counter:
        value = value / 100 if counter["percent"] else value
        return _Factor(value, "count", _end_of_note(text, counter.end()))
    return _Factor(value, "count" if numeral.unit else "bare", _end_of_note(text, numeral.end))


def _end_of_note(text: str, end: int) -> int:
    note = _NOTE.match(text, end)
    return note.end() if note else end


def _read_result(text: str, end: int, unit: str | None) -> _Result | None:
    equals = _EQUALS.match(text, end)
    numeral = read_numeral(text, equals.end()) if equals else None
    if numeral is None:
        return None
    if money := won(text, numeral):
        return _Result(money.won or 0, money.start, money.end)
    if unit is None or numeral.unit or not _ENDS.match(text, numeral.end):
        return None
    amount = scaled(text[numeral.start : numeral.end], unit)
    return None if amount is None else _Result(amount, numeral.start, numeral.end)


# ------------------------------------------------------------------ what it comes to


def _compute(terms: Sequence[Sequence[_Factor]], stated: int, unit: str | None) -> int | None:
    """Return the whole won of a sum of products; None where it has no amount, two in a product, or is no whole won.

    A price without its unit is in won or in the caption's unit, whichever comes near what is stated.
    """
    known = bare = Fraction(0)
    for factors in terms:
        kinds = [factor.kind for factor in factors]
        product = prod((factor.value for factor in factors), start=Fraction(1))
        if kinds.count("money") == 1:
            known += product
        elif "money" not in kinds and "bare" in kinds and unit:
            bare += product
        else:
            return None
    sums = {known + bare, known + bare * UNITS[unit]} if unit else {known}
    near = [total for total in sums if len(sums) == 1 or stated < 10 * total < 100 * stated]
    return int(near[0]) if len(near) == 1 and near[0].denominator == 1 else None
