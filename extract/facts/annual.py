"""연차별 추진계획 -> annual_plans: a year with its 목표, its 추진내용 and its 이행율."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from extract.document import Cell, Span, Table
from extract.lines import Line
from extract.reading import Reading
from extract.records import AnnualPlan, Piece
from extract.text import fold, without_space

_GOAL = re.compile(r"목표")
_ACTIVITY = re.compile(r"추진내용|주요내용|세부내용|추진사항|내용|추진계획|이행계획")
_PROGRESS = re.compile(r"이행[율률]|추진[율률]|진도[율률]|공정[율률]|진척[율률]|달성[율률]")
_YEAR = re.compile(r"\s*(?:(?P<long>20\d\d)|'(?P<short>\d\d))\s*년?도?\s*")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?")


@dataclass(slots=True)
class _Year:
    """A year as it is put together: the spans of its points."""

    year: int
    span: Span
    goals: list[Span] = field(default_factory=list)
    activities: list[Span] = field(default_factory=list)
    progress: Span | None = None


def _percent(text: str, span: Span) -> float | None:
    match = _PERCENT.fullmatch(text[slice(*span)].strip())
    return float(match[1]) if match and float(match[1]) <= 100 else None


def _row(reading: Reading, year: _Year, rule: str) -> AnnualPlan:
    text = reading.text
    progress = _percent(text, year.progress) if year.progress else None
    pieces = [Piece("goals", *span) for span in year.goals] + [Piece("activities", *span) for span in year.activities]
    if year.progress and progress is not None:
        pieces.append(Piece("progress_pct", *year.progress))
    return AnnualPlan(
        span_start=year.span.start,
        span_end=year.span.end,
        rule=rule,
        pieces=tuple(pieces),
        year=year.year,
        goals=tuple(_flat(text, span) for span in year.goals),
        activities=tuple(_flat(text, span) for span in year.activities),
        progress_pct=progress,
    )


def _flat(text: str, span: Span) -> str:
    return " ".join(text[slice(*span)].split())


def _year_of(text: str, span: Span) -> tuple[int, Span] | None:
    """Return the year that a span is, and where its words stand."""
    words = fold(text[slice(*span)])
    match = _YEAR.fullmatch(words)
    if not match:
        return None
    start = span.start + len(words) - len(words.lstrip())
    return int(match["long"] or f"20{match['short']}"), Span(start, start + len(words.strip()))


# ------------------------------------------------------------------ ruled tables


def _points(reading: Reading, cell: Cell | None) -> list[Span]:
    """The lines of a cell without their list marks."""
    if cell is None:
        return []
    lines = reading.lines_in(cell.start, cell.end)
    return [Span(line.body, line.end) for line in lines if line.end > line.body]


def _columns(reading: Reading, table: Table) -> dict[str, int] | None:
    """The columns of year, goals, activities and progress, by the words of the first row."""
    found: dict[str, int] = {}
    for cell in table.cells:
        words = without_space(reading.text[cell.start : cell.end])
        if cell.row > 0 or len(words) > 15:
            continue
        for name, pattern in (("progress", _PROGRESS), ("goals", _GOAL), ("activities", _ACTIVITY)):
            if pattern.search(words) and name not in found:
                found[name] = cell.column
                break
    return found if "goals" in found or ("activities" in found and "progress" in found) else None


def _ruled_years(reading: Reading) -> Iterator[_Year]:
    """The years of every table with such heads, and of the table behind it that goes on without."""
    above: Table | None = None
    columns: dict[str, int] = {}
    for table in reading.tables:
        own = _columns(reading, table)
        if own or not (above and _goes_on(reading, above, table)):
            columns = own or {}
        above = table
        if columns:
            yield from _table_years(reading, table, columns, 1 if own else 0)


def _goes_on(reading: Reading, above: Table, table: Table) -> bool:
    """Whether a table of as many columns under the same heading begins with a year, as on a next page."""
    first = reading.grid(table).get((0, 0))
    section = reading.outline.section_at
    return (
        first is not None
        and _year_of(reading.text, Span(first.start, first.end)) is not None
        and above.columns == table.columns
        and section(above.start) == section(table.start)
    )


def _table_years(reading: Reading, table: Table, columns: dict[str, int], top: int) -> Iterator[_Year]:
    grid = reading.grid(table)
    for row in range(top, table.rows):
        first = grid.get((row, 0))
        found = _year_of(reading.text, Span(first.start, first.end)) if first and first.row == row else None
        if found:
            cells = {name: grid.get((row, column)) for name, column in columns.items()}
            progress = cells.get("progress")
            yield _Year(
                *found,
                _points(reading, cells.get("goals")),
                _points(reading, cells.get("activities")),
                Span(progress.start, progress.end) if progress else None,
            )


# ------------------------------------------------------------------ tables laid out by blanks

_POINTS = frozenset({"dash", "dot", "ring", "diamond"})
_INNER_POINT = re.compile(r"\s[▪•·∙]\s*")
_PROGRESS_BEHIND = re.compile(r"\s(\d{1,3})\s*\Z")
_HEAD = re.compile(r"구\s*분\s+목\s*표\s+추\s*진\s*내\s*용\s+이\s*행\s*[율률]")
_OPENS_YEAR = re.compile(r"(?P<year>20\d\d)(?:\s*$|\s+(?=[-–▪•·]))")
_GOAL_MARK = re.compile(r"\s*[-–]\s*")


def _laid_years(reading: Reading, lines: Iterable[Line]) -> Iterator[_Year]:
    """Below a line of heads: a year opens a row, dashes are goals, other marks activities, a lone figure the 이행율."""
    current: _Year | None = None
    inside = False
    for line in lines:
        words = fold(reading.text[line.start : line.end])
        if line.table is not None:
            continue
        if _HEAD.match(words):
            inside = True
        elif inside and (opened := _OPENS_YEAR.match(words)):
            if current:
                yield current
            current = _Year(int(opened["year"]), Span(line.start, line.start + 4))
            _take_opening(current, reading, line, line.start + opened.end())
        elif inside and current and (line.family in _POINTS or _PERCENT.fullmatch(words)):
            _take(current, reading, line, line.start)
        elif inside and current:
            break
    if current:
        yield current


def _take(year: _Year, reading: Reading, line: Line, start: int) -> None:
    """Add a line to a year: a lone figure is the 이행율, a dash opens a goal, any other mark an activity."""
    goal = _GOAL_MARK.match(reading.text, start, line.end)
    if _percent(reading.text, Span(start, line.end)) is not None:
        year.progress = Span(start, line.end)
    elif goal:
        year.goals.append(Span(goal.end(), line.end))
    else:
        year.activities.append(Span(line.body, line.end))


def _take_opening(year: _Year, reading: Reading, line: Line, start: int) -> None:
    """Add what stands behind the year: ``- 목표 · 추진내용 10`` tells a goal, activities and the 이행율."""
    goal = _GOAL_MARK.match(reading.text, start, line.end)
    if not goal:
        return
    inner = list(_INNER_POINT.finditer(reading.text, goal.end(), line.end))
    behind = _PROGRESS_BEHIND.search(reading.text, goal.end(), line.end) if inner else None
    end = behind.start() if behind else line.end
    year.progress = Span(*behind.span(1)) if behind else None
    year.goals.append(Span(goal.end(), inner[0].start() if inner else end))
    for point, following in zip_longest(inner, inner[1:]):
        year.activities.append(Span(point.end(), following.start() if following else end))


def _are_parted(years: list[_Year]) -> bool:
    """Where goals and activities carry the same mark, nothing tells which is which, and the years are left out."""
    return any(year.activities for year in years) or all(len(year.goals) <= 1 for year in years)


def annual_plans(reading: Reading) -> list[AnnualPlan]:
    """Return the years of every 연차별 추진계획, ruled or laid out by blanks, in reading order."""
    ruled = [_row(reading, year, "annual_table") for year in _ruled_years(reading)]
    years = list(_laid_years(reading, reading.outline.lines))
    laid = [_row(reading, year, "annual_lines") for year in years] if _are_parted(years) else []
    return sorted(ruled + laid, key=lambda row: row.span_start)
