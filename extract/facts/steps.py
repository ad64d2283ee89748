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
from extract.facts.stretch import (
    HANGUL,
    NO_STEP,
    Step,
    Stretch,
    ends_in_action,
    is_step,
    is_years_only,
    names_something,
    recurs_only,
    step_of,
    tells_amount,
)
from extract.phrases import join, links, phrases, rest, trimmed
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
    if len(chain) > 1 and all(_opens(stretch, link) for link in chain):
        for link in chain:
            date = stretch.dates_of(link)[0]
            step = step_of(stretch, link, date, "dated_chain")
            if is_step(stretch, step.task, date) or (stretch.in_schedule and not tells_amount(step.task.words)):
                yield step


_COLON_BEHIND = re.compile(r"\s*[)）]?\s*(?:\([^()]*\)\s*)?[:：]")
_BRACKET_BEHIND = re.compile(r"\s*[)）\]]")
_BRACKET_BETWEEN = re.compile(r"\s*[)）]\s*\(?")


def date_first(stretch: Stretch) -> Iterator[Step]:
    """``’24. 9. : 협약 체결``, ``(’25.12.) 시험운행``, ``’26. 기본계획 수립``: the date opens the line.

    A second step behind ▹ or in a bracket that ends in a date of its own is told beside it.
    """
    date, text = stretch.dates[0], stretch.reading.text
    before, after = stretch.before(date), stretch.after(date)
    marked = _COLON_BEHIND.match(after) or ("(" in before and _BRACKET_BEHIND.match(after))
    if before.strip(" ([（") or not (marked or stretch.in_schedule) or _breaks_off(stretch) or _all_open(stretch):
        return
    asides = list(_asides(stretch, date))
    end = min([aside.start for aside, _ in asides], default=stretch.end)
    inner_phrases = list(_finer_phrases(stretch, date)) if marked else []
    if inner_phrases:
        yield from inner_phrases
        return
    step = step_of(stretch, Span(stretch.start, end), date, "date_first")
    if "민선" in date.raw or (not marked and is_years_only(date) and date.raw.endswith("년")):
        return
    if names_something(step.task.words) and not NO_STEP.search(step.task.words):
        if not marked and not is_step(stretch, step.task, date):
            return
        yield step
        for aside, own in asides:
            inner = step_of(stretch, trimmed(text, aside.start, aside.end), own, "date_aside")
            if names_something(inner.task.words):
                yield inner


def _breaks_off(stretch: Stretch) -> bool:
    """``(’24.), (’25.) …`` and ``(’24.) ’25. …``: what follows the first date is a comma or the next date."""
    first, text = stretch.dates[0], stretch.reading.text
    if text[first.span_end : stretch.end].lstrip().startswith(","):
        return True
    return len(stretch.dates) > 1 and bool(
        _BRACKET_BETWEEN.fullmatch(text, first.span_end, stretch.dates[1].span_start)
    )


_IN_BRACKET_ALONE = re.compile(r".*[(（]\s*\Z", re.DOTALL), re.compile(r"\s*[)）]\s*\Z")


def _finer_phrases(stretch: Stretch, date: DateMention) -> Iterator[Step]:
    """``’24. 7. : 보고회(7.22.), 실행계획서 제출(7.26.)``: every phrase ends in a finer date of its own."""
    text = stretch.reading.text
    tail = text[date.span_end : stretch.end]
    start = stretch.end - len(tail.lstrip(" :：)"))
    found = [(phrase, stretch.dates_of(phrase)) for phrase in phrases(text, start, stretch.end)]
    if all(len(dates) == 1 and _ends_in_bracket(text, phrase, dates[0]) for phrase, dates in found):
        for phrase, dates in found:
            yield step_of(stretch, phrase, dates[0], "finer_phrases")


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
    return bool(HANGUL.search(before)) and not stretch.reading.text[date.span_end : span.end].strip()


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
    for phrase in () if is_prose(stretch) else phrases(text, stretch.start, stretch.end):
        dates = stretch.dates_of(phrase)
        if not dates:
            undated = phrase.start if undated is None else undated
            undated = undated if _runs_on(text, phrase) else None
            continue
        inner = list(_inner_steps(stretch, phrase, dates))
        if inner:
            yield from inner
        elif len(dates) == 1:
            yield from _phrase_steps(stretch, phrase, dates[0], undated)
        undated = None


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


_IN_LABEL = re.compile(r"\s*\([^()]*[가-힣][^()]*\Z")
"""``(스케일업 팁스, ‘22~) 10억원 이상을 …``: the date tells of the label."""
_OF_NOUN = re.compile(r"[^()]+\)(?:은|는|이|가|을|를|에|의|와|과|으로|로)\s")
"""``정책지정형(’26년 110개)는 …``: the date tells of the noun before the bracket."""


def _is_dated(stretch: Stretch, phrase: Span, date: DateMention) -> bool:
    """Whether the date belongs to the whole phrase: in brackets, glued to a word, or at one of its ends."""
    text = stretch.reading.text
    before, after = text[phrase.start : date.span_start], text[date.span_end : phrase.end]
    bracketed = before.rfind("(") > before.rfind(")") and ")" in after
    if bracketed and (_IN_LABEL.match(before) or _OF_NOUN.match(after)):
        return False
    glued = bool(before.strip()) and not before[-1:].isspace()
    lone_year = is_years_only(date) and date.raw.endswith("년") and not date.raw.startswith(("~", "∼"))
    opens = not before.strip(" (") and (stretch.listed or stretch.in_schedule) and not lone_year
    if recurs_only(date) or "민선" in date.raw:
        return bracketed or glued or (opens and recurs_only(date))
    closes = bool(before.strip()) and not after.strip(" ).,")
    return bracketed or glued or opens or closes or not is_years_only(date) or date.raw.endswith("까지")


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
                if HANGUL.search(own.words) and (stretch.in_schedule or ends_in_action(own.words)):
                    yield Step(join(text, (head, *own.pieces)), date, "bracketed_steps")


Rule = Callable[[Stretch], Iterator[Step]]
RULES: tuple[Rule, ...] = (
    date_after_leader,
    date_last,
    dated_chain,
    date_first,
    date_after_colon,
    dated_clauses,
    dated_phrases,
)


def steps(stretch: Stretch) -> list[Step]:
    """Return the steps of a line, read by the first rule that knows its form."""
    return next((found for rule in RULES if (found := list(rule(stretch)))), [])
