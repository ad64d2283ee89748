"""The calendar behind a written end: which days it covers, and what a second end borrows from the first."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

Parts = Mapping[str, str | None]
"""The named parts of a matched notation, None where a part is not written."""

PRECISIONS = ("day", "tenday", "month", "quarter", "half", "year")

LAST_DAY = 0
"""Stands for the last day of the month, whichever it is."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a period as it is written: the finest unit told and what is known above it.

    ``months`` and ``days`` are the first and the last that the words cover (a half is months 1 to 6, 중순 is days 11
    to 20); months above 12 belong to the year after. ``quoted`` marks a two-digit year behind a quotation mark.

    >>> bounds(End("month", year=2024, months=(2, 2)))
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """

    precision: str
    year: int | None = None
    quoted: bool = False
    months: tuple[int, int] | None = None
    days: tuple[int, int] = (1, LAST_DAY)


WHOLE_YEAR = (1, 12)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
HALVES = {"상": (1, 6), "上": (1, 6), "하": (7, 12), "下": (7, 12)}
TENDAYS = {"초": (1, 10), "상": (1, 10), "중": (11, 20), "하": (21, LAST_DAY), "말": (21, LAST_DAY)}


def bounds(end: End) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of an end, None if the calendar has no such day.

    >>> bounds(End("day", year=2025, months=(2, 2), days=(30, 30))) is None
    True
    >>> bounds(End("month", year=2024, months=(12, 13)))
    (datetime.date(2024, 12, 1), datetime.date(2025, 1, 31))
    """
    if end.year is None or end.months is None:
        return None
    first, last = _day(end.year, end.months[0], end.days[0]), _day(end.year, end.months[1], end.days[1])
    return (first, last) if first and last else None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    days = 29 if month == 2 and calendar.isleap(year) else _DAYS[month - 1]
    return datetime.date(year, month, day or days) if day <= days else None


# ------------------------------------------------------------------ from named parts


def written_end(parts: Parts) -> End:
    """Return the end that the named parts of a notation say.

    >>> written_end({"short": "25", "month": "9", "tenday": "말"})
    End(precision='tenday', year=2025, quoted=True, months=(9, 9), days=(21, 0))
    """
    year, quoted = _year(parts), parts.get("short") is not None
    if parts.get("day"):
        return End("day", year, quoted, _months(parts), _days(parts))
    if parts.get("tenday"):
        return End("tenday", year, quoted, _months(parts), TENDAYS[str(parts["tenday"])[0]])
    if parts.get("month"):
        return End("month", year, quoted, _months(parts))
    if parts.get("quarter"):
        first, last = _numbers(parts, "quarter")
        return End("quarter", year, quoted, (3 * first - 2, 3 * last))
    if parts.get("half"):
        return End("half", year, quoted, _halves(str(parts["half"])))
    if parts.get("yearend"):
        return End("month", year, quoted, (12, 12))
    if parts.get("term"):
        return _term(int(str(parts["term"])))
    return End("year", year, quoted, WHOLE_YEAR)


def full_year(two_digits: int) -> int:
    """Return the year of two digits: 00 to 59 is 20xx, 60 to 99 is 19xx.

    >>> full_year(25), full_year(98)
    (2025, 1998)
    """
    return two_digits + (2000 if two_digits < 60 else 1900)


def _year(parts: Parts) -> int | None:
    if long := parts.get("long"):
        return int(long.replace(" ", ""))
    short = parts.get("short") or parts.get("plain")
    return full_year(int(short)) if short else None


def _numbers(parts: Parts, unit: str) -> tuple[int, int]:
    """First and last number of a unit that may be shared: the 3 and 4 of ``3, 4분기``."""
    first = int(str(parts[unit]).replace(" ", ""))
    last = parts.get(f"last_{unit}")
    return first, int(last) if last else first


def _months(parts: Parts) -> tuple[int, int] | None:
    if not parts.get("month"):
        return None
    first, last = _numbers(parts, "month")
    later = 12 if parts.get("next") else 0
    return first + later, (last if first <= last else last + 12) + later


def _days(parts: Parts) -> tuple[int, int]:
    """Day 0 (``7. 00.``) must not pass for the last day of the month, so it becomes one that no month has."""
    first, last = _numbers(parts, "day")
    return first or 32, last or 32


def _term(number: int) -> End:
    """민선 n기: four years from 1 July 2022 + 4(n - 8); the first was shorter, 1 July 1995 to 30 June 1998."""
    year = 1995 if number == 1 else 2022 + 4 * (number - 8)
    return End("day", year, months=(7, 42 if number == 1 else 54))


def _halves(words: str) -> tuple[int, int]:
    named = [HALVES[letter] for letter in words if letter in HALVES]
    return named[0][0], named[-1][1]


# ------------------------------------------------------------------ a second end


def borrow(second: End, first: End) -> End | None:
    """Return the second end with the year (and month) that it leaves out taken from the first, None if it can't be.

    >>> head = End("day", year=2023, months=(11, 11), days=(20, 20))
    >>> borrow(End("day", months=(2, 2), days=(10, 10)), head)
    End(precision='day', year=2024, quoted=False, months=(2, 2), days=(10, 10))
    """
    if second.year is not None:
        return second
    if second.months is None:
        return _borrow_month(second, first)
    if first.precision == "year":
        return None
    same_year = replace(second, year=first.year)
    return replace(same_year, year=same_year.year + 1) if before(same_year, first) and same_year.year else same_year


def _borrow_month(second: End, first: End) -> End | None:
    if first.precision not in ("day", "tenday") or first.months is None:
        return None
    whole = replace(second, year=first.year, months=(first.months[1], first.months[1]))
    return None if before(whole, first) else whole


def before(second: End, first: End) -> bool:
    """Whether the second end is over before the first begins."""
    ends, starts = bounds(second), bounds(first)
    return bool(ends and starts and ends[1] < starts[0])


def coarser(first: str, second: str) -> str:
    """Return the coarser of two precisions.

    >>> coarser("month", "year")
    'year'
    """
    return max(first, second, key=PRECISIONS.index)
