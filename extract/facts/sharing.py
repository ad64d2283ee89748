"""Steps that share words: what stands behind several dates, before their bracket, or behind the last number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.dates import DateMention
from extract.document import Span
from extract.facts.stretch import Step, Stretch, ends_in_action, is_step, is_years_only, names_something
from extract.phrases import join, phrases, rest, trimmed

# ------------------------------------------------------------------ several dates before a colon

_COLON = re.compile(r"\s*[:：]\s*")


def dates_before_colon(stretch: Stretch) -> Iterator[Step]:
    """``’23. 11., ’24. 5. : 예비타당성조사 신청``: what stands behind the colon was done on each date."""
    text, at = stretch.reading.text, stretch.start
    several = []
    for date in stretch.dates:
        if text[at : date.span_start].strip(" ,"):
            break
        several.append(date)
        at = date.span_end
    colon = _COLON.match(text, at, stretch.end)
    if len(several) < 2 or not colon or any(map(is_years_only, several)):
        return
    task = join(text, (trimmed(text, colon.end(), stretch.end),))
    yield from (Step(task, date, "dates_before_colon") for date in several if is_step(stretch, task, date))


# ------------------------------------------------------------------ in a bracket

_BRACKET = re.compile(r"\((?P<inside>[^()]*)\)")


def steps_in_bracket(stretch: Stretch, phrase: Span, dates: list[DateMention]) -> Iterator[Step]:
    """``자연장지 조성(‘25년 예산확보 → ’26년 사업시행)``, ``참여자 모집(1월, 7월)``: several dates in one bracket."""
    text = stretch.reading.text
    for bracket in _BRACKET.finditer(text, phrase.start, phrase.end):
        parts = list(phrases(text, *bracket.span("inside")))
        dated = [(part, found[0]) for part in parts if len(found := stretch.dates_of(part)) == 1]
        head = trimmed(text, phrase.start, bracket.start())
        if len(dated) == len(parts) > 1 and len(dates) == len(dated) and head.start < head.end:
            yield from _parts(stretch, phrase, head, dated)


def _parts(stretch: Stretch, phrase: Span, head: Span, dated: list[tuple[Span, DateMention]]) -> Iterator[Step]:
    """The head with each part's own words; a part that is a date alone tells of the head, or of all of the phrase."""
    text = stretch.reading.text
    own = [rest(text, part, Span(date.span_start, date.span_end)) for part, date in dated]
    listed = not any(each.words for each in own)
    whole = rest(text, phrase, Span(dated[0][1].span_start, dated[-1][1].span_end))
    for (_, date), each in zip(dated, own, strict=True):
        task = whole if listed else join(text, (head, *each.pieces))
        if each.words:
            told = names_something(each.words) and (stretch.in_schedule or ends_in_action(each.words))
        else:
            told = is_step(stretch, task, date) and not (listed and is_years_only(date))
        if told:
            yield Step(task, date, "bracketed_steps")


# ------------------------------------------------------------------ numbered

_NUMBER = re.compile(r"\s*(?:제\s?)?\d{1,3}\s?(?:차|회|기|단계)\s*(?=\()")
_CLOSED = re.compile(r"\s*\)\s*")


class Numbered(NamedTuple):
    """A number with its date, whose noun follows a later number: 제1회 of ``제1회(4월), 제2회(6월) 토론회 개최``."""

    number: Span
    date: DateMention


def numbered_alone(stretch: Stretch, phrase: Span, dates: list[DateMention]) -> Numbered | None:
    """Return the number and the date that are all of a phrase."""
    number = _number(stretch, phrase, dates)
    return Numbered(number, dates[0]) if number and _behind(stretch, phrase, dates[0]) == phrase.end else None


def steps_of_numbered(stretch: Stretch, numbered: Iterable[Numbered], phrase: Span) -> Iterator[Step]:
    """Yield the steps of numbers whose noun stands behind the number of ``phrase``."""
    dates = stretch.dates_of(phrase)
    tail = _behind(stretch, phrase, dates[0]) if _number(stretch, phrase, dates) else None
    for one in numbered if tail else ():
        task = join(stretch.reading.text, (one.number, Span(tail or phrase.end, phrase.end)))
        if is_step(stretch, task, one.date):
            yield Step(task, one.date, "numbered_steps")


def _number(stretch: Stretch, phrase: Span, dates: list[DateMention]) -> Span | None:
    """The number that a phrase begins with, if its one date follows in brackets."""
    text = stretch.reading.text
    number = _NUMBER.match(text, *phrase)
    if number is None or len(dates) != 1 or text[number.end() : dates[0].span_start].strip(" ("):
        return None
    return trimmed(text, *number.span())


def _behind(stretch: Stretch, phrase: Span, date: DateMention) -> int | None:
    """Where the words behind the bracket of a date begin."""
    closed = _CLOSED.match(stretch.reading.text, date.span_end, phrase.end)
    return closed.end() if closed else None
