"""Proves a draft before it is set: figures that disagree and no declared check are a slip of the pen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from making.draft import Draft, Table
from making.gold import golden
from making.gold_tables import column_labels, figure, row_labels, total_columns


def prove(draft: Draft) -> None:
    """Raise a ValueError where a total is not its parts' sum or a step leaves its project, and no check says so."""
    declared = {(check["expected"], check["found"]) for check in draft.head.get("checks", [])}
    for block in draft.blocks:
        if isinstance(block, Table) and block.role == "years" and "unproved" not in block.options:
            for expected, found in _disagreements(block):
                if (expected, found) not in declared:
                    raise ValueError(f"{draft.name}: the parts make {expected}, the total says {found}, undeclared")
    gold = golden(draft, "", "")
    for expected, found in _strays(gold) if "checks" in gold["complete"] else []:
        if (expected, found) not in declared:
            raise ValueError(f"{draft.name}: {found} lies outside {expected}, undeclared")


def _strays(gold: dict[str, Any]) -> list[tuple[str, str]]:
    """Find the steps that lie outside their project's period, by months, or by years where either is that coarse."""
    projects = {project["title"]: project for project in gold.get("projects", []) if project["period_start"]}
    only = next(iter(projects), None) if len(gold.get("projects", [])) == 1 else None
    strays = []
    for step in gold.get("milestones", []):
        project = projects.get(step["project"] or only)
        if project is None or not step["precision"]:
            continue
        coarse = step["precision"] == "year" or "." not in project["period_raw"]
        digits = 4 if coarse else 7
        start, end = (step["start_date"] or "0")[:digits], (step["end_date"] or "0")[:digits]
        if (start != "0" and start < project["period_start"][:digits]) or end > project["period_end"][:digits]:
            strays.append((project["period_raw"], step["date_raw"]))
    return strays


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
    return _print(Decimal(sum(known))), _print(total)


def _print(value: Decimal) -> str:
    """Write a figure as tables do: 1,840 or 66.5."""
    return f"{value.quantize(1) if value == value.to_integral() else value.normalize():,f}"


def _digit(values: list[Decimal]) -> Decimal:
    """Give the worth of the last printed digit."""
    places = max(len(f"{value.normalize():f}".partition(".")[2]) for value in values)
    return Decimal(10) ** -places
