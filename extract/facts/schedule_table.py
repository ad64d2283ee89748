"""Dated steps of tables: milestones whose date stands in another cell than the step.

Three layouts: a column of dates beside a column of steps; a row of dates under or over a row of steps; months or
quarters as heads, with marks or with the steps themselves in the cells below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from extract.dates import DateMention
from extract.document import Cell, Span, Table
from extract.facts.schedule import headings_above, in_schedule, milestone, state_of, with_brackets
from extract.facts.stretch import Step, is_years_only
from extract.phrases import Rest, join
from extract.reading import Reading
from extract.records import Milestone
from extract.text import without_space

_WHEN = re.compile(
    r"(?:추진|시행|세부|개최|이행|완료|예정|주요)?(?:일정|시기|기간|일시|일자|기한|시한|예정일|추진일|날짜)(?:\(.*\))?"
)
_WHAT = re.compile(
    r"(?:주요|세부|추진|사업|과업|이행|단계별)*(?:내용|사항|과제|과제명|업무|단계|절차|계획|구분|항목|사업명|행사명|프로그램명|교육명|훈련명|대회명|축제명|추진내역|세부일정)(?:\(.*\))?"
)
_MARK = re.compile(r"[●■◆▶►→⇒━─▬◎○★▒█▓√✓✔☑Vv~⟶⟹⇨➡\-\s]+")
_SOLID_MARK = re.compile(r"[●■◆▶►→⇒━▬◎○★▒█▓√✓✔☑⟶⟹⇨➡]")
_HANGUL = re.compile(r"[가-힣]{2}")
_LONGEST_STEP = 120


def _words(reading: Reading, cell: Cell) -> str:
    return reading.text[cell.start : cell.end].strip()


def _only_date(reading: Reading, cell: Cell) -> DateMention | None:
    """The date that a cell is, brackets and blanks aside."""
    dates = reading.dates_in(cell.start, cell.end)
    if len(dates) != 1:
        return None
    rest = reading.text[cell.start : dates[0].span_start] + reading.text[dates[0].span_end : cell.end]
    return dates[0] if not rest.strip(" ()[]\n※*") else None


def _step(reading: Reading, cell: Cell, date: DateMention, rule: str) -> Step | None:
    words = " ".join(_words(reading, cell).split())
    is_head = _WHAT.fullmatch(without_space(words)) or _WHEN.fullmatch(without_space(words))
    if is_head or len(words) > _LONGEST_STEP or not _names_step(reading, cell):
        return None
    lines = reading.lines_in(cell.start, cell.end)
    pieces = tuple(Span(line.body, line.end) for line in lines)
    task = " ".join(reading.text[slice(*piece)] for piece in pieces)
    return Step(Rest(task, pieces), date, rule)


def _names_step(reading: Reading, cell: Cell) -> bool:
    """Whether a cell names something, with no date but the year of a name (``2025년 제4회 관광도시 포럼``)."""
    dates = reading.dates_in(cell.start, cell.end)
    words = reading.text[cell.start : cell.end]
    for date in dates:
        words = words.replace(date.raw, " ")
    return bool(_HANGUL.search(words)) and all(map(is_years_only, dates))


# ------------------------------------------------------------------ the layouts


def _column(reading: Reading, table: Table, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """Row and column of the first head among the first two rows that the pattern names."""
    for cell in table.cells:
        if cell.row < 2 and pattern.fullmatch(without_space(_words(reading, cell))):
            return cell.row, cell.column
    return None


def date_column(reading: Reading, table: Table) -> Iterator[Step]:
    """``추진내용 | 추진일정``: every row is a step with its date."""
    when, what = _column(reading, table, _WHEN), _column(reading, table, _WHAT)
    if when is None or what is None or when[0] != what[0]:
        return
    grid = reading.grid(table)
    for row in range(when[0] + 1, table.rows):
        date_cell, task_cell = grid.get((row, when[1])), grid.get((row, what[1]))
        if date_cell and task_cell and row == max(date_cell.row, task_cell.row):
            date = _only_date(reading, date_cell)
            step = _step(reading, task_cell, date, "date_column") if date else None
            if step:
                yield step


def date_row(reading: Reading, table: Table) -> Iterator[Step]:
    """A row of steps with a row of dates under it, as in a flow of boxes."""
    grid = reading.grid(table)
    for row in range(1, table.rows):
        cells = [
            cell
            for cell in table.cells
            if cell.row == row and cell.end > cell.start and cell.column_span < table.columns
        ]
        dated = [(cell, date) for cell in cells if (date := _only_date(reading, cell))]
        if len(dated) < 2 or len(dated) < len(cells) - 1:
            continue
        for cell, date in dated:
            above = grid.get((row - 1, cell.column))
            beside = above and (above.column, above.column_span) == (cell.column, cell.column_span)
            step = _step(reading, above, date, "date_row") if above and beside else None
            if step:
                yield step


def marked_grid(reading: Reading, table: Table) -> Iterator[Step]:
    """Months or quarters as heads, ● or → below them: a run of marks is a step from its first head to its last."""
    heads = _dated_heads(reading, table)
    if len(heads) < 3:
        return
    grid = reading.grid(table)
    first_row = max(cell.row for cell, _ in heads.values()) + 1
    for row in range(first_row, table.rows):
        label = _row_label(reading, table, row, min(heads))
        if label is None:
            continue
        marked = [column for column in sorted(heads) if _is_marked(reading, grid.get((row, column)))]
        for run in _runs(marked):
            step = _step(reading, label, _joined(heads, run), "marked_grid")
            if step:
                yield step


def _dated_heads(reading: Reading, table: Table) -> dict[int, tuple[Cell, DateMention]]:
    """The heads among the first two rows that are a date each, by column."""
    found: dict[int, tuple[Cell, DateMention]] = {}
    for cell in table.cells:
        date = _only_date(reading, cell) if cell.row < 2 and cell.column_span == 1 else None
        if date:
            found[cell.column] = (cell, date)
    return found


def _row_label(reading: Reading, table: Table, row: int, before: int) -> Cell | None:
    grid = reading.grid(table)
    cells = [grid.get((row, column)) for column in range(before)]
    named = [cell for cell in cells if cell and _HANGUL.search(_words(reading, cell))]
    return named[-1] if named and named[-1].row == row else None


def _is_marked(reading: Reading, cell: Cell | None) -> bool:
    words = _words(reading, cell) if cell else ""
    return bool(_MARK.fullmatch(words)) and bool(_SOLID_MARK.search(words))


def _runs(columns: list[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(columns), key=lambda item: item[1] - item[0]):
        yield [column for _, column in run]


def _joined(heads: dict[int, tuple[Cell, DateMention]], run: list[int]) -> DateMention:
    """The date of a run of heads: the words of the first, the days of all."""
    first, last = heads[run[0]][1], heads[run[-1]][1]
    return replace(first, end_date=last.end_date)


def steps_under_dates(reading: Reading, table: Table) -> Iterator[Step]:
    """Quarters as heads, and the steps themselves as list lines in the cells below."""
    heads = _dated_heads(reading, table)
    if len(heads) < 2 or not in_schedule(headings_above(reading, table.start)):
        return
    for cell in table.cells:
        head = heads.get(cell.column)
        if head and cell.row > head[0].row and cell.column_span == 1:
            for line, end in with_brackets(reading, reading.lines_in(cell.start, cell.end)):
                task = join(reading.text, (Span(line.body, end),))
                if line.family and _HANGUL.search(task.words) and not reading.dates_in(line.start, end):
                    yield Step(task, head[1], "steps_under_dates")


Rule = Callable[[Reading, Table], Iterator[Step]]
RULES: tuple[Rule, ...] = (date_column, marked_grid, date_row, steps_under_dates)


def table_milestones(reading: Reading) -> Iterator[Milestone]:
    """Yield the milestones that tables tell by their layout; the first rule that reads a table reads it alone."""
    for table in reading.tables:
        steps = next((steps for rule in RULES if (steps := list(rule(reading, table)))), [])
        headings = headings_above(reading, table.start) if steps else []
        yield from (milestone(step, state_of(reading, step, headings)) for step in steps)
