"""The forms in which a line tells its dated steps.

The first rule of ``RULES`` that knows a line's form reads it. Outside a schedule a dated phrase is a step only if it
ends in a noun of action (착공, 수립 …); within one it is none if it tells an amount or merely how long something runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extract.dates import DateMention
from extract.document import Span
from extract.facts.clauses import dated_clauses, is_prose
from extract.facts.opening import date_first, opens
from extract.facts.sharing import Numbered, dates_before_colon, numbered_alone, steps_in_bracket, steps_of_numbered
from extract.facts.stretch import (
    HANGUL,
    Step,
    Stretch,
    is_step,
    is_years_only,
    names_something,
    recurs_only,
    step_of,
    tells_amount,
)
from extract.phrases import links, phrases
from extract.text import without_space

# ------------------------------------------------------------------ the forms

_LEADER_BEFORE = re.compile(r"(?:[·․‧…⋯∙･ㆍ.＿_\-─]\s?){4,}\s*\Z")


def date_after_leader(stretch: Stretch) -> Iterator[Step]:
    """``조례 제정 ········ ’23. 3.``: a dot leader runs from the step to its date."""
    date = stretch.dates[-1]
    if _LEADER_BEFORE.search(stretch.before(date)):
        yield step_of(stretch, Span(stretch.start, stretch.end), date, "date_after_leader")


def date_last(stretch: Stretch) -> Iterator[Step]:
    """``2024년 추진실적 점검지침 통보 ‘24. 10. 31.``: in a schedule, the date that ends the line, behind a blank."""
    first, last = stretch.dates[0], stretch.dates[-1]
    opens = not stretch.before(first).strip(" (") and not (is_years_only(first) and first is not last)
    parted = stretch.before(last)[-1:].isspace() and stretch.before(last).strip()[-1:] not in ("", ":", "~", ",")
    if stretch.in_schedule and parted and not opens and not stretch.after(last).strip(" .") and not is_years_only(last):
        step = step_of(stretch, Span(stretch.start, stretch.end), last, "date_last")
        if not any(mark in stretch.before(last) for mark in ",▹▷") and is_step(stretch, step.task, last):
            yield step


def dated_chain(stretch: Stretch) -> Iterator[Step]:
    """``(’25.上) 차량 제작 및 시험 → (‘25.6.) 시범운행 → (’25.10.) 개통``: every link opens with its own date."""
    chain = links(stretch.reading.text, stretch.start, stretch.end)
    if len(chain) > 1 and all(opens(stretch, link) for link in chain):
        for link in chain:
            date = stretch.dates_of(link)[0]
            step = step_of(stretch, link, date, "dated_chain")
            if is_step(stretch, step.task, date) or (stretch.in_schedule and not tells_amount(step.task.words)):
                yield step


_COLON_BEFORE = re.compile(r"\s*[:：]\s*\Z")
_PERIOD_LABEL = re.compile(r"(?:기간|일시|일자|시기|기한|일정|시간)\Z")


def date_after_colon(stretch: Stretch) -> Iterator[Step]:
    """``의견수렴(5회) : ’18.1월~2월``: one date alone behind a colon, and what stands before it is no label."""
    date = stretch.dates[-1]
    if (
        len(stretch.dates) == 1
        and _COLON_BEFORE.search(stretch.before(date))
        and len(stretch.after(date).strip(" ()")) <= 12
    ):
        step = step_of(stretch, Span(stretch.start, date.span_end), date, "date_after_colon")
        if is_step(stretch, step.task, date) and not _PERIOD_LABEL.search(without_space(step.task.words)):
            yield step


def dated_phrases(stretch: Stretch) -> Iterator[Step]:
    """``건축허가(’24.7.), 계획 수립(’24.10.~11.)``, ``타당성조사‘25.7., 설계‘27.``: every phrase with its own date."""
    text = stretch.reading.text
    undated: int | None = None
    numbered: list[Numbered] = []
    for phrase in () if is_prose(stretch) else phrases(text, stretch.start, stretch.end):
        dates = stretch.dates_of(phrase)
        if not dates:
            undated = phrase.start if undated is None else undated
            undated = undated if _runs_on(text, phrase) else None
            continue
        if one := numbered_alone(stretch, phrase, dates):
            numbered.append(one)
            continue
        found = list(steps_in_bracket(stretch, phrase, dates))
        if not found and (own := _own_date(stretch, phrase, dates)):
            found = list(_phrase_steps(stretch, phrase, own, undated))
        yield from steps_of_numbered(stretch, numbered, phrase) if found else ()
        yield from found
        undated, numbered = None, []


_WHOLE = re.compile(r"등\Z|\d\s?(?:[조억만천백]+\s?원|개소)\s*(?:\([^()]*\))?\Z")
_COMMA = re.compile(r"\s*,")


def _runs_on(text: str, phrase: Span) -> bool:
    """Whether a phrase without a date shares that of the next: a comma stands between, and no 등 or figure ends it."""
    return bool(_COMMA.match(text, phrase.end)) and not _WHOLE.search(text[phrase.start : phrase.end])


def _phrase_steps(stretch: Stretch, phrase: Span, date: DateMention, undated: int | None) -> Iterator[Step]:
    """A step of its own, or together with the phrases without a date that stand directly before it."""
    if not _is_dated(stretch, phrase, date):
        return
    own = step_of(stretch, phrase, date, "dated_phrases")
    whole = own if undated is None else step_of(stretch, Span(undated, phrase.end), date, "dated_phrases")
    if names_something(own.task.words) and is_step(stretch, whole.task, date):
        yield whole


_NAMED = ("year", "half")
"""Precisions of a date that can be part of a name (``2025년 시행계획``, ``상반기 점검``)."""


def _own_date(stretch: Stretch, phrase: Span, dates: list[DateMention]) -> DateMention | None:
    """The one date of a phrase; beside years and halves in its words, the one in the bracket that closes it."""
    if len(dates) == 1:
        return dates[0]
    *named, last = dates
    text = stretch.reading.text
    closes = text[phrase.start : last.span_start].rstrip().endswith("(") and text[phrase.end - 1] == ")"
    in_words = all(date.precision in _NAMED and "(" not in text[phrase.start : date.span_start] for date in named)
    return last if closes and in_words else None


_IN_LABEL = re.compile(r"\s*\([^()]*[가-힣][^()]*\Z")
"""``(스케일업 팁스, ‘22~) 10억원 이상을 …``: the date tells of the label."""


_PLAN = re.compile(r"(?:계획|로드맵|전략|비전|제?\d차)[」｣’”]?\s*\(\s*\Z")


def _is_of_plan(date: DateMention, before: str, after: str) -> bool:
    """Whether years tell how long a plan runs that is made: ``진흥계획(’25.~’29.) 수립``, ``제2차(’26~’30) 계획``."""
    years = is_years_only(date) and date.start_date and date.end_date and date.start_date.year < date.end_date.year
    return bool(years and _PLAN.search(before) and HANGUL.search(after))


_SUBJECT = re.compile(r"[가-힣A-Z][은는]\s\Z")
"""``IMO는 ‘30∼‘32년 국제표준 제정 예정``: who is to do it stands before the years."""

_LONE = ("년", "년도", "연도", "이후", "이전")
"""How a year ends that, at the head of a line, tells the time of what is spoken of: ``2022년 이후 벌레가 확산 중``."""


def _is_dated(stretch: Stretch, phrase: Span, date: DateMention) -> bool:
    """Whether the date belongs to the whole phrase: in brackets, glued to a word, or at one of its ends."""
    text = stretch.reading.text
    before, after = text[phrase.start : date.span_start], text[date.span_end : phrase.end]
    bracketed = before.rfind("(") > before.rfind(")") and ")" in after
    if bracketed and (_IN_LABEL.match(before) or _is_of_plan(date, before, after)):
        return False
    glued = bool(before.strip()) and not before[-1:].isspace()
    lone_year = is_years_only(date) and date.raw.endswith(_LONE) and not date.raw.startswith(("~", "∼"))
    opens = not before.strip(" (") and (stretch.listed or stretch.in_schedule) and not lone_year
    told = bool(_SUBJECT.search(before)) and after.rstrip(" .").endswith("예정")
    if recurs_only(date) or "민선" in date.raw:
        return bracketed or glued or (opens and recurs_only(date))
    closes = bool(before.strip()) and not after.strip(" ).,")
    return bracketed or glued or opens or closes or told or not is_years_only(date) or date.raw.endswith("까지")


Rule = Callable[[Stretch], Iterator[Step]]
RULES: tuple[Rule, ...] = (
    date_after_leader,
    date_last,
    dated_chain,
    dates_before_colon,
    date_first,
    date_after_colon,
    dated_clauses,
    dated_phrases,
)


def steps(stretch: Stretch) -> list[Step]:
    """Return the steps of a line, read by the first rule that knows its form."""
    return next((found for rule in RULES if (found := list(rule(stretch)))), [])
