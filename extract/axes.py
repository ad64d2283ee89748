"""Where a figure of ``budgets`` stands in its table: in which column, for which item, from which fund."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from extract.heads import is_basis_only, read_head
from extract.text import match_key

ALL = ""
"""What stands for the whole of an axis: the total over it, or no word of it."""


class Axes(NamedTuple):
    """The place of a figure; an axis that it sums, or that its table does not part, is ALL."""

    when: str
    item: str
    fund: str

    def holds(self, other: Axes) -> bool:
        """Say whether the other place is a part of this one, or the same.

        >>> Axes("2024", ALL, ALL).holds(Axes("2024", ALL, "국비"))
        True
        >>> Axes(ALL, ALL, "시비").holds(Axes("2024", ALL, ALL))
        False
        """
        return self.when in (ALL, other.when) and self.item in (ALL, other.item) and self.fund in (ALL, other.fund)

    def meets(self, other: Axes) -> bool:
        """Say whether two places can share money.

        >>> Axes(ALL, ALL, "시비").meets(Axes("2024", ALL, ALL))
        True
        >>> Axes("2025", ALL, "시비").meets(Axes("2024", ALL, ALL))
        False
        """
        return all(ALL in pair or pair[0] == pair[1] for pair in zip(self, other, strict=True))


def axes(value: Callable[[str], Any]) -> Axes:
    """Return the place of a row of ``budgets``; ``value`` gives what stands in a column.

    >>> row = dict.fromkeys(("source", "source_raw", "item", "period_start", "period_end"), None)
    >>> axes((row | {"total_over": ("source",), "source": "계", "column_raw": "’24년", "year": 2024}).get)
    Axes(when='2024', item='', fund='')
    """
    return Axes(_when(value), match_key(value("item") or ALL), _fund(value))


def _when(value: Callable[[str], Any]) -> str:
    """The year, else the period, else the words of a column that is no fund, no total and no mere basis."""
    if "year" in value("total_over"):
        return ALL
    if value("year"):
        return str(value("year"))
    if value("period_start") or value("period_end"):
        return f"{value('period_start') or ''}/{value('period_end') or ''}"
    words = value("column_raw") or ALL
    return ALL if words == value("source_raw") or _tells_no_part(words) else match_key(words)


@lru_cache(maxsize=4096)
def _tells_no_part(words: str) -> bool:
    head = read_head(words)
    return head.totals or head.source is not None or is_basis_only(words)


def _fund(value: Callable[[str], Any]) -> str:
    source = value("source")
    if "source" in value("total_over") or source == "계":
        return ALL
    return str(source or match_key(value("source_raw") or ALL))


def finest(places: Iterable[Axes]) -> set[Axes]:
    """Return the places that hold no other.

    >>> sorted(finest([Axes(ALL, ALL, ALL), Axes("2024", ALL, ALL), Axes("2024", ALL, "국비"), Axes("2025", ALL, ALL)]))
    [Axes(when='2024', item='', fund='국비'), Axes(when='2025', item='', fund='')]
    """
    known = set(places)
    return {place for place in known if not any(other != place and place.holds(other) for other in known)}


_LOCAL_FUNDS = frozenset({"도비", "시비", "군비", "구비"})
_FEWEST_SUMMED = 2


def sums_local_funds(figures: Iterable[tuple[Axes, int]]) -> bool:
    """Say whether the 지방비 of a table is a total: in every place the sum of the 도비, 시비, 군비, 구비 beside it.

    ``figures`` are the places of a table with their won.

    >>> funds = (("국비", 50), ("지방비", 50), ("시비", 30), ("구비", 20))
    >>> sums_local_funds((Axes("2024", ALL, fund), won) for fund, won in funds)
    True
    >>> sums_local_funds((Axes("2024", ALL, fund), won) for fund, won in funds[:3])
    False
    """
    printed: Counter[Axes] = Counter()
    summed: Counter[Axes] = Counter()
    funds = set()
    for place, won in figures:
        if place.fund == "지방비":
            printed[place] += won
        elif place.fund in _LOCAL_FUNDS:
            summed[place._replace(fund="지방비")] += won
            funds.add(place.fund)
    return len(funds) >= _FEWEST_SUMMED and any(printed.values()) and all(printed[at] == summed[at] for at in printed)
