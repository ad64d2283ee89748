"""How exactly a figure is told, and whether two figures tell the same money."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from extract.amounts import read_figure


def last_digit(raw: str, unit: str | None) -> Fraction:
    """Return the worth of the last printed digit in won.

    >>> int(last_digit("17.5억원", "억원")), int(last_digit("1,234", "백만원"))
    (10000000, 1000000)
    """
    decimals = raw.partition(".")[2]
    places = len(decimals) - len(decimals.lstrip("0123456789"))
    one = read_figure("1", unit or "원")
    assert one is not None and one.amount_won is not None, f"no unit of money: {unit}"
    return Fraction(one.amount_won, 10**places)


def agree(one: tuple[int, Fraction], other: tuple[int, Fraction]) -> bool:
    """Say whether two figures, each with its last digit, are equal once the finer is cut or rounded to the coarser.

    >>> million, hundred_million = Fraction(10**6), Fraction(10**8)
    >>> agree((238 * 10**8, hundred_million), (23_828 * 10**6, million))
    True
    >>> agree((23_800 * 10**6, million), (23_828 * 10**6, million))
    False
    """
    (fine, _), (coarse, digit) = sorted((one, other), key=lambda figure: figure[1])
    return one[0] == other[0] or coarse in {fine // digit * digit, (2 * fine + digit) // (2 * digit) * digit}


def sums_up(total: int, parts: Sequence[int], digit: Fraction) -> bool:
    """Say whether parts make a total: n parts may be off by (n+1)/2 of its last printed digit, one must be equal.

    >>> sums_up(100, [33, 33, 33], Fraction(1)), sums_up(100, [99], Fraction(1))
    (True, False)
    """
    off = abs(total - sum(parts))
    return off * 2 <= (len(parts) + 1) * digit if len(parts) > 1 else off == 0
