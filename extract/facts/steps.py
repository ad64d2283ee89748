"""The forms in which a line tells its dated steps.

The first rule of ``RULES`` that knows a line's form reads it. Outside a schedule a dated phrase is a step only if it
ends in a noun of action (착공, 수립 …); within one it is none if it tells an amount or merely how long something runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.dates import DateMention
from extract.document import Span
from extract.phrases import Rest, join, phrases, rest, trimmed
from extract.reading import Reading
from extract.text import without_space
from extract.vocabulary import field_label, load


@dataclass(frozen=True, slots=True)
class Step:
    """A step as a rule reads it: its words, its date and the rule's name."""

    task: Rest
    date: DateMention
    rule: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the rules look at: the words of a line behind its mark and label, and the dates in them.

    ``in_schedule`` says that it stands under a heading of a schedule, ``listed`` that it carries a list mark.
    """

    reading: Reading
    start: int
    end: int
    dates: tuple[DateMention, ...]
    in_schedule: bool
    listed: bool

    def before(self, date: DateMention) -> str:
        """Return the words before a date."""
        return self.reading.text[self.start : date.span_start]

    def after(self, date: DateMention) -> str:
        """Return the words behind a date."""
        return self.reading.text[date.span_end : self.end]

    def dates_of(self, span: Span) -> list[DateMention]:
        """Return the dates that lie within a span."""
        return [date for date in self.dates if span.start <= date.span_start and date.span_end <= span.end]


# ------------------------------------------------------------------ what is a step

_HANGUL = re.compile(r"[가-힣]{2}")
_NO_STEP = re.compile(r"(?:현재|기준|단위|이상|이하)\s*\Z|\A\s*(?:현재|기준|말\s?기준)")
_TELLS_AMOUNT = re.compile(
    r"\A[\d.,]+\s*(?:조|억|백만|천|만|원|명|개|건)|[\d.,]+\s*(?:[조억만천백]+\s*원?|원|%|명|건|개소?|대|호|㎡)\s*(?:\([^()]*\))?\s*\Z"
)
_TAIL = re.compile(r"(?:\s*\([^()]*\)|\s*[(【].*|\s+(?:등|예정|중)|[\s.,*’”'\"」』)])+\Z")


@lru_cache(maxsize=1)
def _actions() -> tuple[str, ...]:
    return tuple(load("actions")["nouns"])


def ends_in_action(task: str) -> bool:
    """Say whether a phrase ends in a noun of action; a bracket, 등, 중 or 예정 behind it does not count.

    >>> [ends_in_action(task) for task in ("용역 착수", "개발계획 승인(과기부)", "공사 시행 중", "대상 지역")]
    [True, True, True, False]
    """
    return without_space(_TAIL.sub("", task)).endswith(_actions())


def _is_years_only(date: DateMention) -> bool:
    return date.precision == "year"


def _is_step(stretch: Stretch, task: Rest, date: DateMention) -> bool:
    words = task.words
    if (
        not _HANGUL.search(words)
        or field_label(words)
        or _NO_STEP.search(words)
        or _REFERENCE.search(stretch.before(date))
    ):
        return False
    acts = ends_in_action(words)
    if not stretch.in_schedule:
        return acts and not _recurs_only(date)
    return acts or not (_is_years_only(date) or _TELLS_AMOUNT.search(words))


_REFERENCE = re.compile(r"(?:-\d+|호)\s*[(,]\s*\Z|기간\s*[:：]\s*\Z")
"""A date behind the number of a letter or a law is that document's."""


def _recurs_only(date: DateMention) -> bool:
    return date.start_date is None and date.end_date is None


def _step(stretch: Stretch, span: Span, date: DateMention, rule: str) -> Step:
    return Step(rest(stretch.reading.text, span, Span(date.span_start, date.span_end)), date, rule)


# ------------------------------------------------------------------ the forms

_LEADER_BEFORE = re.compile(r"(?:[·․‧…⋯∙･ㆍ.＿_\-─]\s?){4,}\s*\Z")


def date_after_leader(stretch: Stretch) -> Iterator[Step]:
    """``조례 제정 ········ ’23. 3.``: a dot leader runs from the step to its date."""
    date = stretch.dates[-1]
    if _LEADER_BEFORE.search(stretch.before(date)):
        yield _step(stretch, Span(stretch.start, stretch.end), date, "date_after_leader")


def date_last(stretch: Stretch) -> Iterator[Step]:
    """``2024년 추진실적 점검지침 통보 ‘24. 10. 31.``: in a schedule, the date that ends the line, behind a blank."""
    first, last = stretch.dates[0], stretch.dates[-1]
    opens = not stretch.before(first).strip(" (") and not (_is_years_only(first) and first is not last)
    parted = stretch.before(last)[-1:].isspace() and stretch.before(last).strip()[-1:] not in ("", ":", "~", ",")
    if (
        stretch.in_schedule
        and parted
        and not opens
        and not stretch.after(last).strip(" .")
        and not _is_years_only(last)
    ):
        step = _step(stretch, Span(stretch.start, stretch.end), last, "date_last")
        if not any(mark in stretch.before(last) for mark in ",▹▷") and _is_step(stretch, step.task, last):
            yield step


_COLON_BEHIND = re.compile(r"\s*[)）]?\s*(?:\([^()]*\)\s*)?[:：]")
_BRACKET_BEHIND = re.compile(r"\s*[)）\]]")
_BREAKS_OFF = re.compile(r"\s*(?:,|[)）]\s*['‘’`]?\d)")


def date_first(stretch: Stretch) -> Iterator[Step]:
    """``’24. 9. : 협약 체결``, ``(’25.12.) 시험운행``, ``’26. 기본계획 수립``: the date opens the line.

    A second step behind ▹ or in a bracket that ends in a date of its own is told beside it.
    """
    date, text = stretch.dates[0], stretch.reading.text
    before, after = stretch.before(date), stretch.after(date)
    marked = _COLON_BEHIND.match(after) or ("(" in before and _BRACKET_BEHIND.match(after))
    if before.strip(" ([（") or _BREAKS_OFF.match(after) or not (marked or stretch.in_schedule) or _all_open(stretch):
        return
    asides = list(_asides(stretch, date))
    end = min([aside.start for aside, _ in asides], default=stretch.end)
    inner_phrases = list(_finer_phrases(stretch, date)) if marked else []
    if inner_phrases:
        yield from inner_phrases
        return
    step = _step(stretch, Span(stretch.start, end), date, "date_first")
    if not marked and _is_years_only(date) and date.raw.endswith("년"):
        return
    if _HANGUL.search(step.task.words) and not _NO_STEP.search(step.task.words):
        if not marked and not _is_step(stretch, step.task, date):
            return
        yield step
        for aside, own in asides:
            inner = _step(stretch, trimmed(text, aside.start, aside.end), own, "date_aside")
            if _HANGUL.search(inner.task.words):
                yield inner


_IN_BRACKET_ALONE = re.compile(r".*[(（]\s*\Z", re.DOTALL), re.compile(r"\s*[)）]\s*\Z")


def _finer_phrases(stretch: Stretch, date: DateMention) -> Iterator[Step]:
    """``’24. 7. : 보고회(7.22.), 실행계획서 제출(7.26.)``: every phrase ends in a finer date of its own."""
    text = stretch.reading.text
    tail = text[date.span_end : stretch.end]
    start = stretch.end - len(tail.lstrip(" :：)"))
    found = [(phrase, stretch.dates_of(phrase)) for phrase in phrases(text, start, stretch.end)]
    if all(len(dates) == 1 and _ends_in_bracket(text, phrase, dates[0]) for phrase, dates in found):
        for phrase, dates in found:
            yield _step(stretch, phrase, dates[0], "finer_phrases")


def _ends_in_bracket(text: str, phrase: Span, date: DateMention) -> bool:
    before, behind = _IN_BRACKET_ALONE
    return bool(before.match(text[phrase.start : date.span_start]) and behind.match(text[date.span_end : phrase.end]))


def _all_open(stretch: Stretch) -> bool:
    """``’25. : 예타조사, ’26. : 기본계획 수립``: every phrase opens with a date of its own."""
    found = list(phrases(stretch.reading.text, stretch.start, stretch.end))
    return len(found) > 1 and all(_opens(stretch, phrase) for phrase in found)


def _opens(stretch: Stretch, phrase: Span) -> bool:
    dates = stretch.dates_of(phrase)
    return bool(dates) and not stretch.reading.text[phrase.start : dates[0].span_start].strip(" (")


_ASIDE = re.compile(r"\s*(?:[▹▷▸]|\s\*\s)\s*(?P<behind>.+)|\((?P<inside>[^()]*)\)")


def _asides(stretch: Stretch, date: DateMention) -> Iterator[tuple[Span, DateMention]]:
    for match in _ASIDE.finditer(stretch.reading.text, date.span_end, stretch.end):
        group = "behind" if match["behind"] else "inside"
        span = Span(*match.span(group))
        dates = stretch.dates_of(span)
        if len(dates) == 1 and (group == "behind" or _ends(stretch, span, dates[0])):
            yield span, dates[0]


def _ends(stretch: Stretch, span: Span, date: DateMention) -> bool:
    """Words before the date, none behind it."""
    before = stretch.reading.text[span.start : date.span_start]
    return bool(_HANGUL.search(before)) and not stretch.reading.text[date.span_end : span.end].strip()


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
        step = _step(stretch, Span(stretch.start, date.span_end), date, "date_after_colon")
        if _is_step(stretch, step.task, date) and not _PERIOD_LABEL.search(without_space(step.task.words)):
            yield step


def dated_phrases(stretch: Stretch) -> Iterator[Step]:
    """``건축허가(’24.7.), 계획 수립(’24.10.~11.)``, ``타당성조사‘25.7., 설계‘27.``: every phrase with its own date."""
    text = stretch.reading.text
    undated: int | None = None
    for phrase in phrases(text, stretch.start, stretch.end):
        dates = stretch.dates_of(phrase)
        if not dates:
            undated = phrase.start if undated is None else undated
            undated = None if text[phrase.start : phrase.end].endswith("등") else undated
            continue
        inner = list(_inner_steps(stretch, phrase, dates))
        if inner:
            yield from inner
        elif len(dates) == 1:
            yield from _phrase_steps(stretch, phrase, dates[0], undated)
        undated = None


def _phrase_steps(stretch: Stretch, phrase: Span, date: DateMention, undated: int | None) -> Iterator[Step]:
    """A step of its own, or together with the phrases without a date that stand directly before it."""
    if not _is_dated(stretch, phrase, date):
        return
    own = _step(stretch, phrase, date, "dated_phrases")
    whole = own if undated is None else _step(stretch, Span(undated, phrase.end), date, "dated_phrases")
    if _HANGUL.search(own.task.words) and _is_step(stretch, whole.task, date):
        yield whole


def _is_dated(stretch: Stretch, phrase: Span, date: DateMention) -> bool:
    """Whether the date belongs to the whole phrase: in brackets, glued to a word, or at one of its ends."""
    text = stretch.reading.text
    before, after = text[phrase.start : date.span_start], text[date.span_end : phrase.end]
    bracketed = before.rfind("(") > before.rfind(")") and ")" in after
    glued = bool(before.strip()) and not before[-1:].isspace()
    lone_year = _is_years_only(date) and date.raw.endswith("년") and not date.raw.startswith(("~", "∼"))
    opens = not before.strip(" (") and (stretch.listed or stretch.in_schedule) and not lone_year
    if _recurs_only(date) or "민선" in date.raw:
        return bracketed or glued or (opens and _recurs_only(date))
    closes = bool(before.strip()) and not after.strip(" ).,")
    return bracketed or glued or opens or closes or not _is_years_only(date) or date.raw.endswith("까지")


_BRACKET = re.compile(r"\((?P<inside>[^()]*)\)")


def _inner_steps(stretch: Stretch, phrase: Span, dates: list[DateMention]) -> Iterator[Step]:
    """``자연장지 조성(‘25년 예산확보 → ’26년 사업시행)``: several steps of one thing in its bracket."""
    text = stretch.reading.text
    for bracket in _BRACKET.finditer(text, phrase.start, phrase.end):
        parts = list(phrases(text, *bracket.span("inside")))
        dated = [(part, found[0]) for part in parts if len(found := stretch.dates_of(part)) == 1]
        if len(dated) == len(parts) > 1 and len(dates) == len(dated):
            head = trimmed(text, phrase.start, bracket.start())
            if head.start == head.end:
                return
            for part, date in dated:
                own = rest(text, part, Span(date.span_start, date.span_end))
                if _HANGUL.search(own.words) and (stretch.in_schedule or ends_in_action(own.words)):
                    yield Step(join(text, (head, *own.pieces)), date, "bracketed_steps")


Rule = Callable[[Stretch], Iterator[Step]]
RULES: tuple[Rule, ...] = (date_after_leader, date_last, date_first, date_after_colon, dated_phrases)


def steps(stretch: Stretch) -> list[Step]:
    """Return the steps of a line, read by the first rule that knows its form."""
    return next((found for rule in RULES if (found := list(rule(stretch)))), [])
