"""Dated steps of lines: milestones.

A line of a schedule tells its steps in one of a few forms; the first rule of ``RULES`` that knows the form reads it.
Outside a schedule a dated phrase is a step only if it ends in a noun of action (착공, 수립, 개최 …).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.dates import DateMention
from extract.document import Span
from extract.lines import Line
from extract.phrases import Rest, phrases, rest
from extract.reading import Reading
from extract.records import Milestone, Piece
from extract.text import without_space
from extract.vocabulary import field_label, load, section_kind
from extract.words import head_noun

_SCHEDULES = frozenset({"추진실적", "추진계획", "추진일정", "연차별추진계획"})
_STATES = {"추진실적": "완료", "추진계획": "예정", "추진일정": "예정", "연차별추진계획": "예정"}


@dataclass(frozen=True, slots=True)
class Step:
    """A step as a rule reads it: its words, its date and the rule's name."""

    task: Rest
    date: DateMention
    rule: str


@dataclass(frozen=True, slots=True)
class _View:
    """A line and what its rules look at; ``start`` is where its words begin behind a label such as ``향후계획 :``."""

    reading: Reading
    line: Line
    start: int
    dates: tuple[DateMention, ...]
    in_schedule: bool

    @property
    def words(self) -> str:
        return self.reading.text[self.start : self.line.end]


# ------------------------------------------------------------------ what the words are

_LABEL = re.compile(r"(?P<open>[(【\[]?)(?P<label>[^:：()\[\]【】\d]{1,20}?)(?P<close>[)】\]]?)\s*(?P<colon>[:：])?\s*")
_HANGUL = re.compile(r"[가-힣]{2}")
_PARTICLE_END = re.compile(r"(?:까지|부터|중|에|년|월|경)$")


@lru_cache(maxsize=1)
def _actions() -> tuple[str, ...]:
    return tuple(load("actions")["nouns"])


_TAIL = re.compile(r"(?:\s*\([^()]*\)|\s*[(【].*|\s*(?:등|예정|중|완료)|[\s.,*’”'\"」』])+\Z")


def ends_in_action(task: str) -> bool:
    """Say whether a phrase ends in a noun of action, a closing bracket or 등 aside.

    >>> ends_in_action("실시설계 용역 착수"), ends_in_action("특구 개발계획 승인(과기부)"), ends_in_action("제1차 기본계획 대상 지역")
    (True, True, False)
    """
    bare = without_space(_TAIL.sub("", task))
    return bare.endswith(_actions()) or without_space(task).endswith(("완료", "예정"))


def _is_step(view: _View, task: Rest) -> bool:
    if not _HANGUL.search(task.words) or field_label(task.words) or task.words in ("현재", "기준", "단위"):
        return False
    return view.in_schedule or ends_in_action(task.words)


# ------------------------------------------------------------------ the forms


def date_first(view: _View) -> Iterator[Step]:
    """``’24. 9. : 협약 체결``, ``(’25.12.) 시험운행``, ``’26. 기본계획 수립``: the date opens the line and dates all of it."""
    date = view.dates[0]
    before = view.reading.text[view.start : date.span_start]
    if before.strip(" ([（") or _PARTICLE_END.search(date.raw) and not view.in_schedule:
        return
    tail = view.reading.text[date.span_end : view.line.end]
    colon = re.match(r"\s*(?:\([^()]*\)\s*)?[:：]", tail)
    bracket = "(" in before and re.match(r"\s*[)）]", tail)
    if not (colon or bracket or view.in_schedule):
        return
    if not colon and len(view.dates) > 1 and view.dates[1].span_start - date.span_end > 1 and _dates_open_phrases(view):
        return
    task = rest(view.reading.text, Span(view.start, view.line.end), Span(date.span_start, date.span_end))
    if _HANGUL.search(task.words):
        yield Step(task, date, "date_first")


def _dates_open_phrases(view: _View) -> bool:
    """``’22.1.~’24.1. 실시설계, ’23.10.~’25. 공사 시행``: every phrase has a date of its own."""
    return all(_first_date(view, phrase) is not None for phrase in phrases(view.reading.text, view.start, view.line.end))


def _first_date(view: _View, phrase: Span) -> DateMention | None:
    return next((date for date in view.dates if phrase.start <= date.span_start < phrase.end), None)


_LEADER_BEFORE = re.compile(r"(?:[·․‧…⋯∙･ㆍ.＿_\-─]\s?){4,}\s*\Z")


def date_after_leader(view: _View) -> Iterator[Step]:
    """``조례 제정 ········ ’23. 3.``: a dot leader runs from the step to its date."""
    date = view.dates[-1]
    if _LEADER_BEFORE.search(view.reading.text[view.start : date.span_start]):
        task = rest(view.reading.text, Span(view.start, view.line.end), Span(date.span_start, date.span_end))
        yield Step(task, date, "date_after_leader")


_COLON_BEFORE = re.compile(r"\s*[:：]\s*\Z")


def date_after_colon(view: _View) -> Iterator[Step]:
    """``의견수렴(5회) : ’18.1월~2월``: one date alone behind a colon, and what stands before it is no label."""
    date = view.dates[-1]
    before = view.reading.text[view.start : date.span_start]
    after = view.reading.text[date.span_end : view.line.end]
    if len(view.dates) == 1 and _COLON_BEFORE.search(before) and len(after.strip(" ()")) <= 12:
        task = rest(view.reading.text, Span(view.start, date.span_end), Span(date.span_start, date.span_end))
        if _is_step(view, task) and not re.search(r"(?:기간|일시|일자|시기|기한)$", without_space(task.words)):
            yield Step(task, date, "date_after_colon")


def dated_phrases(view: _View) -> Iterator[Step]:
    """``건축허가(’24.7.), 계획 수립(’24.10.~11.)``, ``타당성조사‘25.7., 설계‘27.``: every phrase with its own date."""
    text = view.reading.text
    undated: int | None = None
    for phrase in phrases(text, view.start, view.line.end):
        dates = [date for date in view.dates if phrase.start <= date.span_start and date.span_end <= phrase.end]
        if not dates:
            undated = phrase.start if undated is None else undated
            continue
        whole = Span(phrase.start if undated is None else undated, phrase.end)
        undated = None
        if len(dates) == 1:
            step = _phrase_step(view, whole, dates[0])
            if step:
                yield step


def _phrase_step(view: _View, phrase: Span, date: DateMention) -> Step | None:
    text = view.reading.text
    date_span = Span(date.span_start, date.span_end)
    bracketed = _in_bracket(text, phrase, date_span)
    glued = text[date.span_start - 1 : date.span_start].strip() != "" and date.span_start > phrase.start
    opens = not text[phrase.start : date.span_start].strip(" (")
    closes = not text[date.span_end : phrase.end].strip(" ).,")
    if not (bracketed or glued or opens or (closes and view.in_schedule)):
        return None
    task = rest(text, phrase, date_span)
    return Step(task, date, "dated_phrases") if _is_step(view, task) else None


def _in_bracket(text: str, phrase: Span, date: Span) -> bool:
    opened = text.rfind("(", phrase.start, date.start)
    closed = text.find(")", date.end, phrase.end)
    return opened >= 0 and closed >= 0 and ")" not in text[opened : date.start]


Rule = Callable[[_View], Iterator[Step]]
RULES: tuple[Rule, ...] = (date_after_leader, date_first, date_after_colon, dated_phrases)


# ------------------------------------------------------------------ state

_MARKED = re.compile(r"[(\[]\s*(?P<word>완료|예정)\s*[)\]]|\s(?P<last>예정)\s*\Z|(?P<glued>예정)\s*\Z")


def state_of(reading: Reading, step: Step, headings: list[str]) -> str | None:
    """Return 완료 or 예정: by a word beside the step, else by the nearest heading that tells; None where none does."""
    marked = _MARKED.search(step.task.words)
    if marked:
        return next(word for word in marked.groups() if word)
    for heading in headings:
        kind = section_kind(heading)
        if kind in _STATES:
            return _between(reading, step.date) if _names_both(heading) else _STATES[kind]
    return None


_PAST = re.compile(r"실적|현황|상황|경과|경위|성과|사항")
_COMING = re.compile(r"계획|일정")


def _names_both(heading: str) -> bool:
    return bool(_PAST.search(heading) and _COMING.search(heading))


def _between(reading: Reading, date: DateMention) -> str:
    """Under a heading that names both: what ended by the document's date is 완료."""
    last = date.end_date
    issued = reading.issued or (datetime.date(reading.base_year, 1, 1) if reading.base_year else None)
    return "완료" if last and issued and last <= issued else "예정"


# ------------------------------------------------------------------ lines -> milestones


def _view(reading: Reading, line: Line) -> tuple[_View, list[str]] | None:
    """Return the line with what it says behind its label, and the headings above it, the nearest first."""
    dates = reading.dates_in(line.start, line.end)
    if not dates:
        return None
    text = reading.text
    label = _LABEL.match(text, line.body, min(line.end, dates[0].span_start))
    labelled = label is not None and bool(label["colon"] or (label["open"] and label["close"]))
    words = label["label"] if labelled and label else ""
    kind = section_kind(words) if words else None
    if words and kind not in _SCHEDULES and field_label(words):
        return None
    start = label.end() if label and kind else line.body
    headings = ([words] if kind else []) + headings_above(reading, line.start)
    return _View(reading, line, start, dates, in_schedule(headings)), headings


def headings_above(reading: Reading, offset: int) -> list[str]:
    """Return the words of the list lines and headings above a line, the nearest first."""
    node = reading.outline.node_at(offset)
    if node and node.line.start >= offset:
        node = node.parent
    return [reading.outline.words(above) for above in node.ancestors()] if node else []


def in_schedule(headings: list[str]) -> bool:
    """Whether the nearest heading of a known kind is that of a schedule."""
    kinds = (section_kind(heading) for heading in headings)
    return next((kind for kind in kinds if kind), None) in _SCHEDULES


def line_milestones(reading: Reading) -> Iterator[Milestone]:
    """Yield the milestones that lines tell, in reading order."""
    headings_of_document = {id(node.line) for node in reading.outline.nodes if node.heading}
    for line in reading.outline.lines:
        if id(line) in headings_of_document or line.role == "footnote":
            continue
        found = _view(reading, line)
        if found:
            view, headings = found
            yield from (_milestone(reading, step, headings) for step in _steps(view))


def _steps(view: _View) -> list[Step]:
    return next((steps for rule in RULES if (steps := list(rule(view)))), [])


def _milestone(reading: Reading, step: Step, headings: list[str]) -> Milestone:
    return milestone(step, state_of(reading, step, headings))


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

