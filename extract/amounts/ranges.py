"""The first end of a range, which borrows its unit: the 10 of ``10~20억원``, the 0.9 of ``0.9→1.3조원``."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.amounts.numerals import PLAIN_FIGURE, UNITS, Numeral, scaled

_REACH = 28
_LEFT = re.compile(
    rf"(?<![0-9.,'~/:경조억만천백십제-])(?<![경조억만천백십] )(?P<figure>{PLAIN_FIGURE})"
    r"(?P<unit>[천백십]?[조억만]?) ?(?P<mark>[~→➝⇒]) ?\Z"
)


class FirstEnd(NamedTuple):
    """The first end of a range: its place, whole won (or whole units of another currency), its unit without 원.

    ``borrows`` tells whether the unit is the second end's.
    """

    start: int
    end: int
    value: int
    unit: str
    borrows: bool


def read_first_end(text: str, numeral: Numeral) -> FirstEnd | None:
    """Return the first end of the range that ends in a numeral; None where its unit is left open.

    >>> from extract.amounts.numerals import read_numeral
    >>> read_first_end("10~20억원", read_numeral("10~20억원", 3))
    FirstEnd(start=0, end=2, value=1000000000, unit='억', borrows=True)
    >>> read_first_end("2022~26억원", read_numeral("2022~26억원", 5)) is None
    True
    """
    match = _LEFT.search(text, max(0, numeral.start - _REACH), numeral.start)
    unit = _unit(match["unit"], numeral) if match else None
    value = scaled(match["figure"], f"{unit}원") if match and unit is not None else None
    if match is None or unit is None or value is None or (match["mark"] == "~" and value >= numeral.value):
        return None
    return FirstEnd(match.start("figure"), match.end("unit"), value, unit, unit != match["unit"])


def _unit(own: str, numeral: Numeral) -> str | None:
    """Return the unit of the first end: its own large one, else that of the second end if it has only one."""
    if own[-1:] in ("조", "억", "만"):
        return own
    borrows = numeral.single and f"{numeral.unit}원" in UNITS and numeral.unit.startswith(own)
    return numeral.unit if borrows else None
