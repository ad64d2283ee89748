"""Lines that open with a date: the step behind it, and the steps beside it that have dates of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.dates import DateMention
from extract.document import Span
from extract.facts.stretch import (
    NO_STEP,
    Step,
    Stretch,
    behind_in_bracket,
    ends_in_action,
    is_as_of,
    is_step,
    is_years_only,
    names_something,
    step_of,
    tells_amount,
)
from extract.phrases import join, phrases, trimmed

_COLON_BEHIND = re.compile(r"\s*[)）]?\s*(?:\([^()]*\)\s*)?[:：]")
_BRACKET_BEHIND = re.compile(r"\s*[)）\]]")
_BRACKET_BETWEEN = re.compile(r"\s*[)）]\s*\(?")
_OF_A_YEAR = re.compile(r"[년연]도\s*\Z")


def date_first(stretch: Stretch) -> Iterator[Step]:
    """``’24. 9. : 협약 체결``, ``(’25.12.) 시험운행``, ``’26. 기본계획 수립``: the date opens the line.

    A second step behind ▹ or in a bracket with a date of its own is told beside it.
    """
    date = stretch.dates[0]
    marked = _is_marked(stretch, date)
    if not opens(stretch, Span(stretch.start, stretch.end)) or not (marked or stretch.in_schedule):
        return
    if _breaks_off(stretch) or _all_open(stretch) or (not marked and _is_lone_year(date)) or "민선" in date.raw:
        return
    if _is_of_name(stretch, marked=marked):
        return
    asides = list(_asides(stretch, date))
    end = min([aside.start for aside in asides], default=stretch.end)
    steps = list(_finer_phrases(stretch, date, end)) if marked else []
    steps = steps or [step_of(stretch, Span(stretch.start, end), date, "date_first")]
    if all(_is_told(stretch, step, marked=marked) for step in steps):
        yield from steps
        yield from (aside.step for aside in asides if ends_in_action(aside.step.task.words))


def opens(stretch: Stretch, span: Span) -> bool:
    """Say whether a span opens with a date, brackets aside."""
    dates = stretch.dates_of(span)
    return bool(dates) and not stretch.reading.text[span.start : dates[0].span_start].strip(" ([（")


def _is_marked(stretch: Stretch, date: DateMention) -> bool:
    """Whether a colon stands behind the date, or brackets around it."""
    after = stretch.after(date)
    return bool(_COLON_BEHIND.match(after) or ("(" in stretch.before(date) and _BRACKET_BEHIND.match(after)))


def _is_lone_year(date: DateMention) -> bool:
    return is_years_only(date) and date.raw.endswith(("년", "년도", "연도"))


def _is_of_name(stretch: Stretch, *, marked: bool) -> bool:
    """``2024회계연도 결산(’25. 1월)``, ``상반기 점검(6월)``: the year or half is a name's, the bracket tells when."""
    date = stretch.dates[0]
    named = bool(_OF_A_YEAR.search(date.raw)) if marked else date.precision in ("year", "half")
    return named and any(stretch.before(other).rstrip().endswith("(") for other in stretch.dates[1:])


_LENGTH = re.compile(r"\d\s?(?:㎞|km|m|톤|ha)\Z")


def _is_told(stretch: Stretch, step: Step, *, marked: bool) -> bool:
    words = step.task.words
    if not names_something(words) or NO_STEP.search(words) or is_as_of(stretch, step.date):
        return False
    if not marked:
        return is_step(stretch, step.task, step.date)
    if ends_in_action(words):
        return True
    if stretch.in_schedule:
        return not (words[:1].isdigit() and tells_amount(words))
    return not (step.date.inferred or tells_amount(words) or _LENGTH.search(words))


def _breaks_off(stretch: Stretch) -> bool:
    """``(’24.), (’25.) …`` and ``(’24.) ’25. …``: what follows the first date is a comma or the next date."""
    first, text = stretch.dates[0], stretch.reading.text
    if text[first.span_end : stretch.end].lstrip().startswith(","):
        return True
    between = stretch.dates[1].span_start if len(stretch.dates) > 1 else first.span_end
    return bool(_BRACKET_BETWEEN.fullmatch(text, first.span_end, between))


def _all_open(stretch: Stretch) -> bool:
    """``’25. : 예타조사, ’26. : 기본계획 수립``: every phrase opens with a date of its own."""
    found = list(phrases(stretch.reading.text, stretch.start, stretch.end))
    return len(found) > 1 and all(opens(stretch, phrase) for phrase in found)


# ------------------------------------------------------------------ finer dates


def _finer_phrases(stretch: Stretch, date: DateMention, end: int) -> Iterator[Step]:
    """``’24. 7. : 보고회(7.22.), 실행계획서 제출(7.26.)``: phrases whose brackets hold a finer date.

    The phrases without one keep the date that opens the line.
    """
    text = stretch.reading.text
    start = end - len(text[date.span_end : end].lstrip(" :：)"))
    found = [(phrase, _own(stretch, phrase, date)) for phrase in phrases(text, start, end)]
    if not any(own for _, own in found):
        return
    undated: list[Span] = []
    for phrase, own in [*found, (Span(end, end), date)]:
        if own is None:
            undated.append(phrase)
            continue
        if undated:
            yield Step(join(text, (Span(undated[0].start, undated[-1].end),)), date, "date_first")
        undated.clear()
        if own is not date:
            yield step_of(stretch, phrase, own, "finer_phrases")


def _own(stretch: Stretch, phrase: Span, date: DateMention) -> DateMention | None:
    """The one date of a phrase, where it stands in a bracket and lies within the date that opens the line.

    A bracket that says what is done then (``’25. 1.~4. : 수립 지원(’25.4월 수립 완료)``) tells of something else.
    Behind the first phrase it may lie elsewhere, if it is no mere year: ``’25. 3. : 착공, 준공(’26. 12.)``.
    """
    dates = stretch.dates_of(phrase)
    before = stretch.reading.text[phrase.start : dates[0].span_start] if len(dates) == 1 else ""
    if before.rfind("(") <= before.rfind(")"):
        return None
    own = dates[0]
    if not is_years_only(date) and ends_in_action(behind_in_bracket(stretch, own)):
        return None
    first = not stretch.reading.text[date.span_end : phrase.start].strip(" :：)")
    later = not first and not is_years_only(own) and ends_in_action(before[: before.rfind("(")])
    return own if later or _lies_within(own, date) else None


def _lies_within(inner: DateMention, outer: DateMention) -> bool:
    if not (inner.start_date and inner.end_date and outer.start_date and outer.end_date):
        return False
    return outer.start_date <= inner.start_date and inner.end_date <= outer.end_date


# ------------------------------------------------------------------ asides

_ASIDE = re.compile(r"\s*(?:[▹▷▸‣]|\s[*※]\s)\s*(?P<behind>.+)|\((?P<inside>[^()]*)\)")


_BARE = re.compile(r"(?!완료|예정|미정)[가-힣]{2,}(?:\s[가-힣]{2,})?")


class _Aside(NamedTuple):
    """Where an aside begins, and the step that it tells."""

    start: int
    step: Step


def _asides(stretch: Stretch, date: DateMention) -> Iterator[_Aside]:
    """``공사 ▷ 개장(‘31.4)``, ``설계 * 착공 ’26.5.``, ``착공(’26.5. : 준공)``: a date that is not within the line's."""
    for match in _ASIDE.finditer(stretch.reading.text, date.span_end, stretch.end):
        group = "behind" if match["behind"] else "inside"
        span = trimmed(stretch.reading.text, *match.span(group))
        dates = stretch.dates_of(span)
        if len(dates) != 1:
            continue
        step = step_of(stretch, span, dates[0], "date_aside")
        if group == "behind" or (_BARE.fullmatch(step.task.words) and not _lies_within(dates[0], date)):
            yield _Aside(match.start(), step)
