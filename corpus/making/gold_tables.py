"""The rows that a table declares, by the role that its draft gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from making.draft import Table
from making.gold_rows import Row, amount_row, budget_row, date_row, milestone_row, optional_mark, split_rows
from making.marks import Marked, join_marked, pair_steps

FUNDS = {
    "계": "계", "합계": "계", "총계": "계", "소계": "계", "국비": "국비", "균특": "균특", "기금": "기금",
    "특교": "특교", "도비": "도비", "시비": "시비", "군비": "군비", "구비": "구비", "지방비": "지방비",
    "민자": "민자", "민간": "민자", "기타": "기타", "자부담": "기타", "국": "국비", "도": "도비", "시": "시비",
    "군": "군비", "구": "구비", "특별교부세": "특교", "균특회계": "균특",
}  # fmt: skip
JOINED_FUNDS = {"국․시비", "구․군비", "시․구비", "도․군비", "국·도비", "구군비", "시군비"}
TOTALS = {"계", "합계", "총계", "소계", "총사업비", "총사업비(백만원)", "소계(A)", "총사업비(A+B)", "총투자(안)"}
YEAR = re.compile(r"[‘’'`´′]?(?P<year>\d{4}|\d{2})(?:년|년도)?(?:예산|집행|계획|확보)?(?:\((?:안|A|B)\))?")


def rows_of_table(table: Table, project: str | None, state: str | None) -> Iterator[tuple[str, Row]]:
    """Give the rows of a table, each with the table of the output that it belongs to."""
    rows = [[cell for cell in row if cell] for row in table.cells]
    for row in rows:
        whole = join_marked(row)
        for date in whole.dates:
            yield "dates", date_row(date)
        for amount in whole.amounts:
            yield "amounts", amount_row(amount)
            if table.role != "years":
                yield from split_rows(amount, project)
    yield from TABLES[table.role](table, project, state)


def _no_facts(_table: Table, _project: str | None, _state: str | None) -> Iterator[tuple[str, Row]]:
    return iter(())


def _cell_steps(table: Table, project: str | None, state: str | None) -> Iterator[tuple[str, Row]]:
    for row in table.cells:
        for cell in row:
            for task, date in pair_steps(cell) if cell else ():
                yield "milestones", milestone_row(task, date, project, state)


def _row_steps(table: Table, project: str | None, state: str | None) -> Iterator[tuple[str, Row]]:
    for row in table.cells[table.head :]:
        for task, date in pair_steps(join_marked([cell for cell in row if cell])):
            yield "milestones", milestone_row(task, date, project, state)


def _matrix_steps(table: Table, project: str | None, state: str | None) -> Iterator[tuple[str, Row]]:
    """A mark in a cell dates the step that names the row by the date that heads the column."""
    heads = table.cells[table.head - 1]
    for row in table.cells[table.head :]:
        tasks = [task for cell in row if cell for task in cell.tasks]
        for cell, head in zip(row, heads, strict=True):
            if cell and head and head.dates and cell.text:
                yield "milestones", milestone_row(tasks[0], head.dates[0], project, state)


def _annual(table: Table, project: str | None, _state: str | None) -> Iterator[tuple[str, Row]]:
    for cells in table.cells[table.head :]:
        year, goals, activities, progress = [cell.text if cell else "" for cell in cells]
        row: Row = {"project": project, "year": int(year), "goals": _points(goals), "activities": _points(activities)}
        yield "annual_plans", row | {"progress_pct": float(progress) if "." in progress else int(progress)}


def _points(cell: str) -> list[str]:
    return [re.sub(r"^[-▪·ㆍ•○◦ㅇ]\s*", "", point.strip()) for point in cell.split("//")]


def _years(table: Table, project: str | None, _state: str | None) -> Iterator[tuple[str, Row]]:
    unit = Decimal(table.options["unit"])
    labels = int(table.options.get("labels", "1"))
    columns = column_labels(table)
    totals = total_columns(table, columns)
    for names, row in zip(row_labels(table, labels), table.cells[table.head :], strict=True):
        for x in range(labels, len(columns)):
            cell = row[x]
            if cell is None or not cell.text:
                continue
            of_row = _row_source(table, names, columns[x])
            budget = budget_row(project, of_row, figure(cell, unit), cell.text)
            budget["year"] = _year(table, columns[x])
            budget["column_raw"] = columns[x]
            budget["is_total"] = of_row[0] == "계" or x in totals
            yield "budgets", budget | optional_mark("optional" in table.options)


def figure(cell: Marked, unit: Decimal) -> int:
    """Read a cell that holds one figure, in won; a cell with its own unit says so by its mark.

    >>> figure(Marked("△1,920.5"), Decimal("1e6")), figure(Marked("-"), Decimal("1e6"))
    (-1920500000, 0)
    """
    if cell.amounts:
        won = cell.amounts[0].won
        assert won is not None
        return won
    if cell.text == "-":
        return 0
    sign = -1 if cell.text[0] in "△▲" else 1
    value = sign * Decimal(cell.text.lstrip("△▲").replace(",", "")) * unit
    assert value == int(value), cell.text
    return int(value)


def column_labels(table: Table) -> list[str]:
    """Join the rows of the head: `’24년` over `예산` is `’24년 예산`."""
    labels = []
    for x in range(len(table.cells[0])):
        parts: list[str] = []
        for y in range(table.head):
            text = _covering(table, y, x).text.replace("//", "")
            if not parts or parts[-1] != text:
                parts.append(text)
        labels.append(" ".join(parts))
    return labels


def row_labels(table: Table, count: int) -> list[list[str]]:
    """Give the first `count` cells of each row below the head, joined ones looked up."""
    rows = range(table.head, len(table.cells))
    return [[_covering(table, y, x).text.replace("//", "") for x in range(count)] for y in rows]


def total_columns(table: Table, columns: list[str]) -> set[int]:
    """Tell which columns sum others: those that the table names, else those so called."""
    if "totals" in table.options:
        return {int(x) for x in table.options["totals"].split(",")}
    return {x for x, label in enumerate(columns) if "".join(label.split()) in TOTALS}


def _covering(table: Table, y: int, x: int) -> Marked:
    for (top, left), (height, width) in table.spans.items():
        if top <= y < top + height and left <= x < left + width:
            cell = table.cells[top][left]
            assert cell is not None
            return cell
    raise ValueError(f"no cell at {y}, {x}")


def _row_source(table: Table, names: list[str], column: str) -> tuple[str, str, str | None]:
    """Tell source, source as printed and item; `funds=columns` says that the columns name the sources."""
    if table.options.get("funds") == "columns":
        total = "".join(names[0].split()) in {"계", "합계"}
        return FUNDS["".join(column.split())], column, None if total else names[0]
    item = names[0] if len(names) > 1 else None
    printed = names[-1]
    name = "".join(printed.split())
    if name in FUNDS:
        return FUNDS[name], printed, item if item != printed else None
    if name in JOINED_FUNDS:
        return "", printed, item
    if "items" not in table.options:
        raise ValueError(f"what is {printed}?")
    return "", "", printed


def _year(table: Table, column: str) -> int | None:
    match = YEAR.fullmatch("".join(column.split())) or YEAR.fullmatch(column.rsplit(" ", 1)[-1])
    if "noyears" in table.options or not match:
        return None
    return int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)


TABLES = {
    "plain": _no_facts, "card": _no_facts, "box": _cell_steps, "cells": _cell_steps, "schedule": _row_steps,
    "matrix": _matrix_steps, "annual": _annual, "years": _years,
}  # fmt: skip
