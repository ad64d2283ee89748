"""The rows that a line of text declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from making.marks import STATES, Amount, Date, Marked, Task, pair_steps

Row = dict[str, Any]


def rows_of_text(marked: Marked, project: str | None, state: str | None) -> Iterator[tuple[str, Row]]:
    """Give the rows of a line of text, each with the table that it belongs to."""
    for date in marked.dates:
        yield "dates", date_row(date)
    for amount in marked.amounts:
        yield "amounts", amount_row(amount)
        yield from split_rows(amount, project)
    for task, date in pair_steps(marked):
        yield "milestones", milestone_row(task, date, project, state)


def date_row(date: Date) -> Row:
    """Give a row of dates."""
    row: Row = {
        "raw": date.raw,
        "start_date": date.start and date.start.isoformat(),
        "end_date": date.end and date.end.isoformat(),
        "precision": date.precision,
        "recurrence": date.recurrence,
    }
    return row | ({"inferred": True} if date.inferred else {}) | optional_mark(date.optional)


def amount_row(amount: Amount) -> Row:
    """Give a row of amounts."""
    flags = amount.flags
    row: Row = {"raw": amount.raw, "amount_won": amount.won, "qualifier": flags.get("q"), "per": flags.get("p")}
    return row | ({"currency": flags["c"]} if "c" in flags else {}) | optional_mark("?" in flags)


def split_rows(amount: Amount, project: str | None) -> Iterator[tuple[str, Row]]:
    """Give the row of budgets that an amount is, if its flags say so."""
    flags = amount.flags
    if "b" not in flags and "i" not in flags:
        return
    source, _, printed = flags.get("b", "").partition("/")
    source = source.removeprefix("-")
    named = printed or ("" if source == "계" else source)
    row = budget_row(project, (source, named, flags.get("i")), amount.won, amount.raw)
    row["is_total"] = "t" in flags or source == "계"
    yield "budgets", row | optional_mark("b?" in flags)


def budget_row(project: str | None, row: tuple[str, str, str | None], won: int | None, raw: str) -> Row:
    """Give a row of budgets; `row` is its source, that as printed, and its item."""
    return {
        "project": project,
        "source": row[0] or None,
        "source_raw": row[1] or None,
        "item": row[2],
        "year": None,
        "column_raw": None,
        "amount_won": won,
        "raw": raw,
        "is_total": False,
    }


def milestone_row(task: Task, date: Date, project: str | None, state: str | None) -> Row:
    """Give a row of milestones; `state` is that of the section."""
    row = date_row(date)
    row.pop("optional", None)
    row.pop("inferred", None)
    declared = STATES[task.state] if task.state else state
    step: Row = {"project": project, "task": task.text, "date_raw": row.pop("raw")} | row
    return step | {"state": None if declared == "없음" else declared} | optional_mark(task.optional)


def optional_mark(optional: bool) -> Row:
    """Give the mark of a row that careful readers could see either way."""
    return {"optional": True} if optional else {}
