"""Timelines of web pages: a line that is only a date, and below it the line that tells what was done then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.dates import DateMention
from extract.document import Span
from extract.facts.stretch import HANGUL, Step, is_years_only, recurs_only
from extract.lines import Line
from extract.phrases import join, trimmed
from extract.reading import Reading

_FEWEST_STEPS = 3
_FARTHEST = 3
"""Steps of one timeline are so few lines apart."""

_AROUND_DATE = re.compile(r"[\s.:~\-–]*")
_DASH_AT_END = re.compile(r"\s+[-–]\s*\Z")


def timeline_steps(reading: Reading) -> list[Step]:
    """Return the steps of timelines with three steps at least, in reading order."""
    lines = [line for line in reading.outline.lines if line.table is None]
    found = [(place, step) for place, pair in enumerate(pairwise(lines)) if (step := _step(reading, *pair)) is not None]
    return [step for run in _runs(found) if len(run) >= _FEWEST_STEPS for _, step in run]


def _step(reading: Reading, line: Line, below: Line) -> Step | None:
    """A line of a date and nothing else, and an unmarked line below that holds none."""
    date = _lone_date(reading, line)
    told = [each for each in reading.dates_in(below.start, below.end) if "term" not in each.rule]
    if date is None or told or below.family is not None:
        return None
    dash = _DASH_AT_END.search(reading.text, below.start, below.end)
    task = join(reading.text, (trimmed(reading.text, below.start, dash.start() if dash else below.end),))
    return Step(task, date, "date_above") if HANGUL.search(task.words) else None


def _lone_date(reading: Reading, line: Line) -> DateMention | None:
    dates = reading.dates_in(line.start, line.end)
    if line.family is not None or len(dates) != 1 or is_years_only(dates[0]) or recurs_only(dates[0]):
        return None
    around = (Span(line.start, dates[0].span_start), Span(dates[0].span_end, line.end))
    alone = all(_AROUND_DATE.fullmatch(reading.text, *span) for span in around)
    return dates[0] if alone and "term" not in dates[0].rule else None


def _runs(found: Sequence[tuple[int, Step]]) -> Iterator[list[tuple[int, Step]]]:
    """Yield the steps that belong to one timeline together."""
    run: list[tuple[int, Step]] = []
    for place, step in found:
        if run and place - run[-1][0] > _FARTHEST:
            yield run
            run = []
        run.append((place, step))
    yield run
