"""What the checks compare, and how they say what does not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.document import Span
from extract.figures import last_digit
from extract.reading import Reading
from extract.records import Budget, Check, Field, Milestone, Project

_HANGUL = re.compile(r"[가-힣]")
_WARNINGS = frozenset({"milestone_outside_period", "unit_missing"})


@dataclass(frozen=True, slots=True)
class Told:
    """What one place says: its words, as printed and with their unit, and its won where it is money."""

    span: Span
    raw: str
    won: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """The rows of one document that the checks compare."""

    reading: Reading
    projects: Sequence[Project]
    fields: Sequence[Field]
    milestones: Sequence[Milestone]
    budgets: Sequence[Budget]


def disagreement(kind: str, message: str, one: Told, other: Told, project_id: str | None) -> Check:
    """Return the row of two places that do not fit."""
    return Check(
        span_start=one.span.start,
        span_end=one.span.end,
        rule=kind,
        project_id=project_id,
        check_kind=kind,
        severity="warning" if kind in _WARNINGS else "error",
        message=message,
        expected_raw=one.raw,
        found_raw=other.raw,
        expected_won=one.won,
        found_won=other.won,
        difference_won=other.won - one.won if one.won is not None and other.won is not None else None,
        other_span_start=other.span.start,
        other_span_end=other.span.end,
    )


def with_unit(raw: str, unit: str | None) -> str:
    """Return a figure as a reader would say it, with the unit that stands apart.

    >>> with_unit("1,234", "백만원"), with_unit("45억원", "억원")
    ('1,234백만원', '45억원')
    """
    return raw if unit is None or _HANGUL.search(raw) else f"{raw}{unit}"


def in_unit(won: int, unit: str | None) -> str:
    """Return won as a table with this unit would print them.

    >>> in_unit(1_180_000_000, "백만원"), in_unit(1_250_000, "백만원"), in_unit(409, None)
    ('1,180백만원', '1.25백만원', '409원')
    """
    worth = last_digit("1", unit)
    return f"{Decimal(won) * worth.denominator / worth.numerator:,f}{unit or '원'}"


def ended(words: str) -> str:
    """Return words with one full stop, be it that of a date.

    >>> ended("’26. 1."), ended("45억원")
    ('’26. 1.', '45억원.')
    """
    return words if words.endswith(".") else f"{words}."


def told_budget(row: Budget) -> Told:
    """Return what a figure of a budget tells."""
    return Told(Span(row.span_start, row.span_end), with_unit(row.raw, row.unit), row.amount_won)
