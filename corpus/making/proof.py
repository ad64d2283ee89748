"""Proves a draft before it is set: figures that disagree and no declared check are a slip of the pen."""

from __future__ import annotations

from decimal import Decimal

from making.draft import Draft, Table
from making.gold import column_labels, figure, row_labels, total_columns


def prove(draft: Draft) -> None:
    """Raise a ValueError where a total of a table differs from its parts and no check says so."""
    declared = {(check["expected"], check["found"]) for check in draft.head.get("checks", [])}
    for block in draft.blocks:
        if isinstance(block, Table) and block.role == "years" and "unproved" not in block.options:
            for expected, found in _disagreements(block):
                if (expected, found) not in declared:
                    raise ValueError(f"{draft.name}: the parts make {expected}, the total says {found}, undeclared")


def _disagreements(table: Table) -> list[tuple[str, str]]:
    columns = column_labels(table)
    totals = sorted(total_columns(table, columns))
    count = int(table.options.get("labels", "1"))
    names = row_labels(table, count)
    rows = [[_figure(table, y, x) for x in range(len(columns))] for y in range(table.head, len(table.cells))]
    wrong = []
    if len(totals) == 1:
        parts = [x for x in range(count, len(columns)) if x not in totals]
        wrong += [_compare(row[totals[0]], [row[x] for x in parts]) for row in rows]
    sums = [y for y, name in enumerate(names) if "".join(name[-1].split()) in {"계", "합계", "총계"}]
    if len(sums) == 1 and len(rows) > 1:
        for x in range(count, len(columns)):
            wrong.append(_compare(rows[sums[0]][x], [row[x] for y, row in enumerate(rows) if y != sums[0]]))
    return [pair for pair in wrong if pair]


def _figure(table: Table, y: int, x: int) -> Decimal | None:
    cell = table.cells[y][x]
    if cell is None or not cell.text or x < int(table.options.get("labels", "1")):
        return None
    return Decimal(figure(cell, Decimal("1e6"))) / Decimal("1e6")


def _compare(total: Decimal | None, parts: list[Decimal | None]) -> tuple[str, str] | None:
    known = [part for part in parts if part is not None]
    if total is None or not known or abs(sum(known) - total) <= Decimal(len(known) + 1) / 2 * _digit([total, *known]):
        return None
    return f"{sum(known):,f}", f"{total:,f}"


def _digit(values: list[Decimal]) -> Decimal:
    """Give the worth of the last printed digit where figures have decimals; whole figures are not rounded."""
    places = max(len(f"{value.normalize():f}".partition(".")[2]) for value in values)
    return Decimal(10) ** -places if places else Decimal(0)
