"""The marks that say, inside a draft's text, what a careful reader finds there.

| mark | the page shows | the golden file gets |
| --- | --- | --- |
| `{‘22. 9.=2022-09}` | `‘22. 9.` | a date |
| `{*’23. 7.~8.=2023-07..2023-08}` | `’23. 7.~8.` | a date that is the date of a step on its line |
| `{$45억 원=45e8;q:약;b:계}` | `45억 원` | an amount, and a row of budgets whose source is 계 |
| `[[조례 제정]]`, `[[착공=>청사 착공;완료]]` | `조례 제정`, `착공` | a milestone with the step's date of its line |

A date's value is one unit or `start..end`, either end may be missing: `2025`, `2025-H1`, `2025-Q3`, `2025-06`,
`2025-06-early`, `2025-06-15`; nothing at all for a bare recurrence. Flags follow a `;`:
dates: `?` (optional) `~` (the year comes from the context) `@연중` (recurrence) `free` (digits not compared);
amounts: `?`, `q:약` (qualifier) `p:월` (per) `c:USD` (another currency) `b:국비` or `b:국비/국` (fund, and as printed)
`i:공사비` (an item that is no fund) `t` (a total) `b?` (its row of budgets is optional) `free` (digits not compared);
tasks: a state (`완료`, `예정`, `없음`), `?`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

PIECES = re.compile(r"\[\[|\]\]|\{[^{}]*\}|[^\[\]{}]+|.")
UNIT = re.compile(r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<rest>\w+))?))?")
TENDAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
COARSE_LAST = ["day", "tenday", "month", "quarter", "half", "year"]
STATES = {"완료": "완료", "예정": "예정", "없음": None}


@dataclass(frozen=True)
class Date:
    """A date mention: what is printed, and the period (inclusive, either end may be open) that it names."""

    raw: str
    start: date | None
    end: date | None
    precision: str | None
    recurrence: str | None = None
    optional: bool = False
    inferred: bool = False
    step: bool = False
    free: bool = False


@dataclass(frozen=True)
class Amount:
    """An amount of money: what is printed, in won (None for another currency), and its row of budgets if it has one."""

    raw: str
    won: int | None
    flags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """A step; `state` is None where the line's section decides."""

    text: str
    state: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class Marked:
    """A piece of text as printed, with what its marks say, in reading order."""

    text: str
    dates: tuple[Date, ...] = ()
    amounts: tuple[Amount, ...] = ()
    tasks: tuple[Task, ...] = ()
    raws: tuple[str, ...] = ()


def read_marks(source: str) -> Marked:
    """Read a draft's line.

    >>> found = read_marks("- {*‘24. 12.=2024-12} : [[특구 지정]], {$5억원=5e8}")
    >>> found.text, found.tasks[0].text, found.amounts[0].won
    ('- ‘24. 12. : 특구 지정, 5억원', '특구 지정', 500000000)
    """
    reading = _Reading(source)
    for piece in PIECES.findall(source):
        reading.take(piece)
    return reading.finish()


def join_marked(parts: list[Marked]) -> Marked:
    """Make one of several pieces, so that a step in one cell finds its date in another."""
    return Marked(
        " ".join(part.text for part in parts),
        tuple(date for part in parts for date in part.dates),
        tuple(amount for part in parts for amount in part.amounts),
        tuple(task for part in parts for task in part.tasks),
    )


def pair_steps(marked: Marked) -> list[tuple[Task, Date]]:
    """Give each step of a line its date: one by one, all dates to the only step, or the only date to all steps."""
    steps = [mention for mention in marked.dates if mention.step]
    if len(marked.tasks) == len(steps):
        return list(zip(marked.tasks, steps, strict=True))
    if len(marked.tasks) == 1 and steps:
        return [(marked.tasks[0], step) for step in steps]
    if len(steps) == 1 and marked.tasks:
        return [(task, steps[0]) for task in marked.tasks]
    raise ValueError(f"{len(marked.tasks)} steps but {len(steps)} dates of steps: {marked.text}")


def read_period(value: str) -> tuple[date | None, date | None, str | None]:
    """Read a period as drafts write it.

    >>> read_period("2025-06..2026-Q1")
    (datetime.date(2025, 6, 1), datetime.date(2026, 3, 31), 'quarter')
    >>> read_period("..2026")
    (None, datetime.date(2026, 12, 31), 'year')
    """
    if not value:
        return None, None, None
    first, dots, last = value.partition("..")
    start = _unit(first) if first else None
    end = start if not dots else (_unit(last) if last else None)
    precisions = [unit[2] for unit in (start, end) if unit]
    return start and start[0], end and end[1], max(precisions, key=COARSE_LAST.index)


def _unit(text: str) -> tuple[date, date, str]:
    match = UNIT.fullmatch(text)
    if not match:
        raise ValueError(f"not a unit of time: {text}")
    year = int(match["year"])
    if match["half"]:
        return _months(year, 6 * int(match["half"]) - 5, 6, "half")
    if match["quarter"]:
        return _months(year, 3 * int(match["quarter"]) - 2, 3, "quarter")
    if not match["month"]:
        return _months(year, 1, 12, "year")
    month, rest = int(match["month"]), match["rest"]
    if not rest:
        return _months(year, month, 1, "month")
    if rest in TENDAYS:
        first, last = TENDAYS[rest]
        return date(year, month, first), date(year, month, min(last, monthrange(year, month)[1])), "tenday"
    day = date(year, month, int(rest))
    return day, day, "day"


def _months(year: int, month: int, count: int, precision: str) -> tuple[date, date, str]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1]), precision


class _Reading:
    """A line that is being read, piece by piece."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.shown: list[str] = []
        self.dates: list[Date] = []
        self.amounts: list[Amount] = []
        self.tasks: list[Task] = []
        self.opened: int | None = None

    def take(self, piece: str) -> None:
        if piece == "[[":
            self.opened = len(self.shown)
        elif piece == "]]":
            if self.opened is None:
                raise ValueError(f"a step closes that was not opened: {self.source}")
            self.shown[self.opened :], task = _close_task("".join(self.shown[self.opened :]))
            self.tasks.append(task)
            self.opened = None
        elif piece.startswith("{$"):
            self.amounts.append(_amount(piece[2:-1]))
            self.shown.append(self.amounts[-1].raw)
        elif piece.startswith("{"):
            self.dates.append(_date(piece[1:-1]))
            self.shown.append(self.dates[-1].raw)
        else:
            self.shown.append(piece)

    def finish(self) -> Marked:
        if self.opened is not None:
            raise ValueError(f"a step is not closed: {self.source}")
        raws = (*(date.raw for date in self.dates), *(amount.raw for amount in self.amounts))
        return Marked("".join(self.shown), tuple(self.dates), tuple(self.amounts), tuple(self.tasks), raws)


def _date(source: str) -> Date:
    step, source = source.startswith("*"), source.removeprefix("*")
    raw, _, value = source.partition("=")
    period, *flags = value.split(";")
    mention = Date(raw, *read_period(period), step=step)
    for flag in flags:
        if flag == "?":
            mention = replace(mention, optional=True)
        elif flag == "~":
            mention = replace(mention, inferred=True)
        elif flag == "free":
            mention = replace(mention, free=True)
        elif flag.startswith("@"):
            mention = replace(mention, recurrence=flag[1:])
        else:
            raise ValueError(f"unknown flag {flag} of {raw}")
    if not mention.free:
        _hold_date(mention, period)
    return mention


def _hold_date(mention: Date, period: str) -> None:
    """Guard against a slip of the pen: each month, day and year of the value must be printed."""
    printed = {int(digits) for digits in re.findall(r"\d+", mention.raw)}
    for unit in period.split(".."):
        _year, *rest = unit.split("-")
        wanted = {int(part) for part in rest if part.isdigit()}
        if missing := wanted - printed:
            raise ValueError(f"{missing} of {period} is not in {mention.raw}")
    years = {int(unit[:4]) for unit in period.split("..") if unit}
    if years and not mention.inferred and not any(year in printed or year % 100 in printed for year in years):
        raise ValueError(f"no year of {period} is in {mention.raw}")


def _amount(source: str) -> Amount:
    raw, _, value = source.partition("=")
    won, *flags = value.split(";")
    pairs = {key: rest for key, _, rest in (flag.partition(":") for flag in flags)}
    exact = Decimal(won) if won else None
    if exact is not None and exact != int(exact):
        raise ValueError(f"{raw} is no whole number of won")
    if exact is not None and "free" not in pairs:
        _hold_amount(raw, int(exact))
    return Amount(raw, None if exact is None else int(exact), pairs)


def _hold_amount(raw: str, won: int) -> None:
    digits = "".join(re.findall(r"\d", raw)).strip("0")
    if digits and digits != str(abs(won)).strip("0"):
        raise ValueError(f"{won} does not look like {raw}")


def _close_task(inside: str) -> tuple[list[str], Task]:
    body, *flags = inside.split(";")
    shown, _, value = body.partition("=>")
    state, optional = None, False
    for flag in flags:
        if flag == "?":
            optional = True
        elif flag in STATES:
            state = flag
        else:
            raise ValueError(f"unknown flag {flag} of the step {shown}")
    return [shown], Task(value or shown, state, optional)
