"""Rows of ``budgets`` -> the rows that add up: parts, or totals where no parts are given, one telling of each money."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from extract.axes import ALL, Axes, axes, finest, sums_local_funds
from extract.heads import is_remainder
from extract.records import Plan
from extract.tables import to_arrow

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_BASES = ("예산", "계획", "확보", None, "집행")
"""Which basis is counted where one money is told under several; 증감 is no money of its own."""
_COLUMNS = [
    *("doc_id", "group_id", "basis", "source", "source_raw", "item", "column_raw"),
    *("year", "period_start", "period_end", "amount_won", "total_over", "restates"),
]
_RANK = {basis: rank for rank, basis in enumerate((*_BASES, "증감"))}


def budget_leaves(tables: Mapping[str, pa.Table] | Plan, basis: str | None = None) -> pd.DataFrame:
    r"""Return the rows of ``budgets`` that add up, no money counted twice, together with what is left over.

    ``tables`` is what :func:`~extract.store.open_output` gives (of its tables, ``budgets`` and ``documents``), or the
    :class:`~extract.records.Plan` of one document. Left out are totals whose parts are given, groups that restate
    another, a 지방비 whose 도비, 시비, 군비 and 구비 stand beside it, and of documents that are the same text in
    several formats all but the one with most rows of ``budgets``.

    With ``basis`` (계획, 예산, 확보, 집행, 증감) only rows of that basis are counted. Without it all are but 증감 and
    잔액; of money under several (``’24년 예산 | ’24년 집행``) the first of 예산, 계획, 확보, none, 집행. Where two
    columns of one basis tell one year (``당초예산 | 최종예산``), the last is counted.

    The frame has the columns of ``budgets`` and ``role``, which says where a row's won belong:

    - ``leaf``: to one fund and one year
    - ``no_year``: to one fund; the column is no single year (기투자, ’26년 이후), or no year is told
    - ``no_source``: to one year; no fund is told, or two as one (국․시비)
    - ``unassigned``: to neither
    - ``difference``: what a printed total holds beyond its parts, below 0 where it holds less; the row is the total's
      with the difference for its ``amount_won``

    So the leaves can be summed by ``source`` and ``year``, and the whole frame sums up to the printed grand totals.

    Limit: the splits of single stages (``1단계 : 10억원(…)``, ``2단계 : 35억원(…)``) beside that of their 총사업비 are
    counted besides it; only a table or split that tells the same whole anew is known to restate another.

    Raises:
        ValueError: if there is no such basis.

    >>> from extract import extract
    >>> from extract.readers.plaintext import read_plaintext
    >>> page = '''2025년 빗물마을 조성 추진계획
    ... □ 사업개요
    ...  ○ 총사업비 : 45억원(국비 20, 시비 25)
    ... □ 소요예산 (단위: 백만원)
    ... 구분|총사업비|’24년 예산|’24년 집행|’26년 이후
    ... 계|4,500|1,000|900|3,500
    ... 국비|2,000|400|400|1,600
    ... 시비|2,500|600|500|1,900'''
    >>> rows = budget_leaves(extract(read_plaintext(page.replace("|", "\t").encode())))
    >>> print(rows[["source", "column_raw", "raw", "role"]].to_string(index=False, header=False))
    국비 ’24년 예산   400    leaf
    국비 ’26년 이후 1,600 no_year
    시비 ’24년 예산   600    leaf
    시비 ’26년 이후 1,900 no_year
    """
    if basis not in _RANK:
        raise ValueError(f"there is no basis {basis}: only 계획, 예산, 확보, 집행 and 증감")
    known = _tables(tables) if isinstance(tables, Plan) else tables
    return _frame(known["budgets"], [row for group in _groups(known, basis) for row in _counted(group)])


def _groups(known: Mapping[str, pa.Table], basis: str | None) -> Iterable[list[_Row]]:
    """The rows that are asked for, group by group, without those of other tellings of the same money."""
    twins = _twins(known["documents"], known["budgets"])
    groups: defaultdict[tuple[str, str], list[_Row]] = defaultdict(list)
    for number, values in enumerate(known["budgets"].select(_COLUMNS).to_pylist()):
        if values["doc_id"] in twins or values["restates"] is not None or _sums_items(values):
            continue
        if _is_asked(values, basis):
            groups[values["doc_id"], values["group_id"]].append(_Row(number, values))
    return groups.values()


def _tables(plan: Plan) -> dict[str, pa.Table]:
    return {"documents": to_arrow("documents", plan.documents), "budgets": to_arrow("budgets", plan.budgets)}


def _is_asked(values: Mapping[str, Any], basis: str | None) -> bool:
    """Whether a row is of the basis; where none is asked for, whether it is money of its own: no 증감, no 잔액."""
    if basis is not None:
        return bool(values["basis"] == basis)
    return values["basis"] != "증감" and not is_remainder(values["column_raw"] or "")


def _sums_items(values: Mapping[str, Any]) -> bool:
    """Whether a row is that of an item whose own items stand below it: 특별회계 above 공기업 and 기타."""
    return values["item"] is not None and values["source"] is None and "item" in values["total_over"]


def _twins(documents: pa.Table, budgets: pa.Table) -> set[str]:
    """The documents that are not counted: of those with one text, all but the one with most rows of ``budgets``.

    Of several with as many, the one with the lowest doc_id is counted.
    """
    rows = documents.select(["doc_id", "same_as"]).to_pylist()
    same = {row["doc_id"]: row["same_as"] or row["doc_id"] for row in rows}
    read = Counter(budgets["doc_id"].to_pylist())
    counted: dict[str, str] = {}
    for doc_id in sorted(same, key=lambda one: (-read[one], one)):
        other = same[doc_id]
        counted.setdefault(min(doc_id, other, same.get(other, other)), doc_id)
    return set(same) - set(counted.values())


# ------------------------------------------------------------------ the rows of one group


@dataclass(frozen=True)
class _Row:
    """A row of ``budgets``: its number there, and its values by column."""

    number: int
    values: Mapping[str, Any]

    @cached_property
    def place(self) -> Axes:
        return axes(self.values.__getitem__)

    @property
    def won(self) -> int:
        won: int = self.values["amount_won"]
        return won

    @property
    def role(self) -> str:
        funded = self.values["source"] not in (None, "계")
        dated = self.values["year"] is not None
        return {(True, True): "leaf", (True, False): "no_year", (False, True): "no_source"}.get(
            (funded, dated), "unassigned"
        )


_Cells = defaultdict[Axes, list[_Row]]
Counted = tuple[int, str, int]
"""The number of a row, its role and its won."""


def _counted(group: Sequence[_Row]) -> Iterator[Counted]:
    """Yield the rows of a group that are counted, then what its totals hold beyond them; 0 and - part nothing."""
    summed = sums_local_funds((row.place, row.won) for row in group)
    cells: _Cells = defaultdict(list)
    for row in group:
        if summed and row.place.fund == "지방비":
            continue
        cells[row.place].append(row)
    told = {place: _one_telling(rows) for place, rows in cells.items()}
    parts = {place: told[place] for place in finest(place for place in cells if any(row.won for row in told[place]))}
    totals = [(place, cells[place]) for place in _measured(cells, parts)]
    won = _told_once({place: sum(row.won for row in rows) for place, rows in parts.items()}, totals)
    for place in won:
        yield from ((row.number, row.role, row.won) for row in parts[place])
    yield from _differences(won, totals)


def _told_once(won: dict[Axes, int], totals: Sequence[tuple[Axes, list[_Row]]]) -> dict[Axes, int]:
    """The parts without those that tell the others' money anew: ``2024 | 2025 | 국비 | 시비`` under one total.

    Of all, those of a fund, and the others, the ones are kept that come nearest to the total.
    """
    for total, rows in totals:
        held = [part for part in won if total.holds(part)]
        funded = [part for part in held if part.fund != ALL]
        others = [part for part in held if part.fund == ALL]
        if any(one.meets(other) for one in funded for other in others):
            printed = max(row.won for row in _printed(rows))
            kept = min((held, funded, others), key=lambda ones: abs(printed - sum(won[part] for part in ones)))
            won = {part: amount for part, amount in won.items() if part in kept or part not in held}
    return won


def _differences(won: Mapping[Axes, int], totals: Iterable[tuple[Axes, list[_Row]]]) -> Iterator[Counted]:
    known = dict(won)
    for place, rows in totals:
        below = sum(part for other, part in known.items() if place.holds(other))
        total = _total(rows, below)
        if total:
            known[place] = total.won - below
            yield total.number, "difference", total.won - below


def _one_basis(rows: Sequence[_Row]) -> list[_Row]:
    first = min((row.values["basis"] for row in rows), key=_RANK.__getitem__)
    return [row for row in rows if row.values["basis"] == first]


def _one_telling(rows: Sequence[_Row]) -> list[_Row]:
    """The rows of one place: where several columns tell it, only the largest total or the last column."""
    told = _one_basis(rows)
    columns = {row.values["column_raw"] for row in told}
    if len(columns) > 1 and any(row.values["total_over"] for row in told):
        return [max(told, key=lambda row: row.won)]
    return [row for row in told if row.values["column_raw"] == told[-1].values["column_raw"]]


def _measured(cells: Iterable[Axes], parts: Iterable[Axes]) -> Iterator[Axes]:
    """Yield the totals that are held against their parts, the finest first, those of a column before those of a fund.

    None that shares a part with another and does not hold it: one misprint is one difference.
    """
    known = list(parts)
    owner: dict[Axes, Axes] = {}
    for total in sorted(set(cells) - set(known), key=lambda place: (place.count(ALL), place.when == ALL, place)):
        held = [part for part in known if total.holds(part)]
        if all(total.holds(owner[part]) for part in held if part in owner):
            owner |= dict.fromkeys(held, total)
            yield total


def _total(rows: Sequence[_Row], below: int) -> _Row | None:
    """The total of a place that its parts do not make up; of several (소계, 합계) any, or all together, may be it."""
    printed = _printed(rows)
    made_up = below in {row.won for row in printed} | {sum(row.won for row in printed)}
    return None if made_up else max(printed, key=lambda row: row.won)


def _printed(rows: Sequence[_Row]) -> list[_Row]:
    """The totals of a place; what was spent of one (집행) is another."""
    return [row for row in rows if row.values["basis"] != "집행"] or list(rows)


# ------------------------------------------------------------------ the frame


def _frame(budgets: pa.Table, counted: Iterable[Counted]) -> pd.DataFrame:
    rows = sorted(counted)
    taken = budgets.to_pandas().iloc[[number for number, _, _ in rows]].reset_index(drop=True)
    told = taken.assign(amount_won=[won for _, _, won in rows], role=[role for _, role, _ in rows])
    return told.astype({"amount_won": "Int64", "role": "str"})
