"""Lines of a schedule -> milestones, with their state."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.dates import DateMention
from extract.facts.steps import steps
from extract.facts.stretch import Step, Stretch
from extract.facts.timeline import timeline_steps
from extract.lines import Line
from extract.outline import Node
from extract.reading import Reading
from extract.records import Milestone, Piece
from extract.vocabulary import field_label, section_kind
from extract.words import head_noun

_STATES = {"추진실적": "완료", "추진계획": "예정", "추진일정": "예정", "연차별추진계획": "예정"}
_HISTORY = re.compile(r"연\s*혁")

# ------------------------------------------------------------------ state

_MARKED = re.compile(r"[(\[]\s*(?P<word>완료|예정)\s*[)\]]|(?P<last>예정)[\s)]*\Z")
_PAST = re.compile(r"실적|현황|상황|경과|경위|성과|사항")
_COMING = re.compile(r"계획|일정")


def state_of(reading: Reading, step: Step, headings: list[str]) -> str | None:
    """Return 완료 or 예정: by a word beside the step, else by the nearest heading that tells; None where none does."""
    marked = _MARKED.search(step.task.words)
    if marked:
        return marked["word"] or marked["last"]
    for heading in headings:
        kind = section_kind(heading)
        if kind in _STATES:
            return _by_date(reading, step.date) if _names_both(heading) else _STATES[kind]
        if _HISTORY.fullmatch(heading.strip()):
            return "완료"
    return None


def _names_both(heading: str) -> bool:
    return bool(_PAST.search(heading) and _COMING.search(heading))


def _by_date(reading: Reading, date: DateMention) -> str:
    """Under a heading that names both: what ended by the document's date is 완료."""
    issued = reading.issued or (datetime.date(reading.base_year, 1, 1) if reading.base_year else None)
    return "완료" if date.end_date and issued and date.end_date <= issued else "예정"


# ------------------------------------------------------------------ lines


def headings_above(reading: Reading, offset: int) -> list[str]:
    """Return the words of the list lines and headings above a line, the nearest first."""
    node = reading.outline.node_at(offset)
    if node is None:
        return []
    above = (_heading_beside(reading, node) or node.parent) if node.line.start >= offset else node
    return [reading.outline.words(each) for each in above.ancestors()] if above else []


_FARTHEST = 50
"""List lines that a heading of the same mark may stand before."""


def _heading_beside(reading: Reading, node: Node) -> Node | None:
    """Return the empty heading that a line stands behind, where both have one mark: ``- 추진상황`` ⏎ ``- ‘16. 2 : …``.

    Lists that were copied from the web have lost their depths.
    """
    nodes = reading.outline.nodes
    position = bisect_left(nodes, node.line.start, key=lambda each: each.line.start)
    for before in reversed(nodes[max(0, position - _FARTHEST) : position]):
        if before.level < node.level or before.line.family != node.line.family:
            return None
        if before.heading:
            return before if before.kind in _STATES and not before.children else None
    return None


def in_schedule(headings: list[str]) -> bool:
    """Say whether the nearest heading of a known kind is that of a schedule."""
    return nearest_kind(headings) in _STATES


def nearest_kind(headings: list[str]) -> str | None:
    """Return the kind of the nearest heading that has one."""
    return next(filter(None, map(section_kind, headings)), None)


_MARK_BEHIND = r"(?:[ㅇ○◦❍]\s*)?"
_LABEL = re.compile(
    rf"[(【\[](?P<bracketed>[^:：()\[\]【】]{{1,25}})[)】\]]\s*[:：]?\s*{_MARK_BEHIND}"
    rf"|(?P<plain>(?:[^:：()\[\]\d]|\([^()\d]*\)){{1,25}}?)(?:\s*[:：]\s*{_MARK_BEHIND}|\s[ㅇ○◦❍]\s*)"
)
"""A label with the mark of its first item, if that stands on its line: ``추진상황 ㅇ’23. 2. : 공모``."""


def with_brackets(reading: Reading, lines: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """Yield lines with the ends of what they say: in a narrow cell a bracket may stand on a line of its own.

    ``· 실태조사 확대`` ⏎ ``(6.6만개소)`` ⏎ ``(7월~)`` is one.
    """
    position = 0
    while position < len(lines):
        first = last = lines[position]
        position += 1
        while position < len(lines) and first.family and _is_bracket(reading, first, lines[position]):
            last = lines[position]
            position += 1
        yield first, last.end


def _is_bracket(reading: Reading, above: Line, line: Line) -> bool:
    same_cell = line.cell is not None and line.cell is above.cell
    return same_cell and line.family is None and bool(_BRACKETED.fullmatch(reading.text, line.start, line.end))


_BRACKETED = re.compile(r"\([^()]*\)")


def _heads_of_cell(reading: Reading, line: Line) -> list[str]:
    """Return the heads of a schedule that stand at the left of a line's cell, the nearest first.

    They tell the state of a step, but make no step: a cell called 실적 holds figures as often.
    """
    if line.cell is None or line.table is None:
        return []
    grid, cell = reading.grid(line.table), line.cell
    beside = (grid.get((cell.row, column)) for column in range(cell.column - 1, -1, -1))
    words = (reading.text[head.start : head.end] for head in beside if head)
    return [each for each in words if section_kind(each) in _STATES]


def _without_terms(dates: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """Beside any other date a term of office belongs to the name of a thing: ``민선8기 공약 보고회 개최(’22. 9.)``."""
    return tuple(date for date in dates if "term" not in date.rule) or dates


def _stretch(reading: Reading, line: Line, end: int) -> tuple[Stretch, list[str]] | None:
    """Return what a line says behind its label, and the headings above it; None for a field or no dates."""
    dates = _without_terms(reading.dates_in(line.start, end))
    if not dates:
        return None
    label = _LABEL.match(reading.text, line.body, dates[0].span_start)
    words = (label["bracketed"] or label["plain"]) if label else ""
    kind = section_kind(words)
    told = kind in _STATES
    if words and not told and field_label(words):
        return None
    headings = ([words] if told else []) + headings_above(reading, line.start)
    if nearest_kind(headings) == "협조사항":  # what other offices are asked for is no step of the plan
        return None
    start = label.end() if label and told else line.body
    stretch = Stretch(reading, start, end, dates, in_schedule(headings), bool(line.family))
    return stretch, [*_heads_of_cell(reading, line), *headings]


def line_milestones(reading: Reading) -> Iterator[Milestone]:
    """Yield the milestones that lines tell, in reading order."""
    headed = {id(node.line) for node in reading.outline.nodes if node.heading}
    for line, end in with_brackets(reading, reading.outline.lines):
        found = None if id(line) in headed or line.role == "footnote" else _stretch(reading, line, end)
        if found:
            stretch, headings = found
            yield from (milestone(step, state_of(reading, step, headings)) for step in steps(stretch))
    for step in timeline_steps(reading):
        headings = headings_above(reading, step.date.span_start)
        if in_schedule(headings):
            yield milestone(step, state_of(reading, step, headings))


def milestone(step: Step, state: str | None) -> Milestone:
    """Return the row of a step; its words are evidence of ``task``, its date the principal words."""
    date = step.date
    return Milestone(
        span_start=date.span_start,
        span_end=date.span_end,
        rule=step.rule,
        pieces=tuple(Piece("task", piece.start, piece.end) for piece in step.task.pieces),
        task=step.task.words,
        action=head_noun(step.task.words),
        state=state,
        start_date=date.start_date,
        end_date=date.end_date,
        precision=date.precision,
        recurrence=date.recurrence,
        date_raw=date.raw,
    )
