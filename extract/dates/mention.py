"""What the date grammar hands over: frozen records without behaviour."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period and the words that say it.

    ``raw`` is ``text[span_start:span_end]`` (code points, end exclusive). ``start_date`` and ``end_date`` are both
    inclusive; one of them is None where the words leave that end open, both where only a ``recurrence`` is told.
    ``precision`` is one of ``day tenday month quarter half year``, None for a recurrence alone. ``inferred`` says
    that the year came from the context. ``rule`` names the notation: ``month``, ``month ~ number``, ``~ year``.
    """

    raw: str
    start_date: datetime.date | None
    end_date: datetime.date | None
    precision: str | None
    recurrence: str | None
    inferred: bool
    span_start: int
    span_end: int
    rule: str


@dataclass(frozen=True, slots=True)
class BackwardRange:
    """A range that writes both years and ends before it starts: no date, but something to report."""

    raw: str
    span_start: int
    span_end: int


@dataclass(frozen=True, slots=True)
class DateReading:
    """Everything read from one text: mentions in order and disjoint, and the ranges that run backwards."""

    mentions: tuple[DateMention, ...]
    backward: tuple[BackwardRange, ...]
