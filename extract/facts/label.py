"""A label and the span of its value -> a field, with the period or the amount that it is read as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.amounts import read_figure
from extract.document import Span
from extract.reading import Reading
from extract.records import Field, Piece
from extract.vocabulary import field_label, load, reading_of, stands_for

LABELLED = re.compile(
    r"(?:[(\[【](?P<bracketed>[^:：()\[\]【】]{1,20})[)\]】]\s*[:：]?|(?P<plain>[^:：()]{1,20}?(?:\([^():：]{1,12}\))?)\s*[:：])\s*"
)


def span_of(text: str, start: int, end: int) -> Span:
    """Return the stretch without outer blanks."""
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def make_field(reading: Reading, label: Span, value: Span, rule: str, *, unit: Span | None = None) -> Field | None:
    """Return the field of a label and the span of its value; None for no known label or for what is no value of it.

    ``unit`` is where the unit of money stands, if the value does not carry it.
    """
    name = field_label(reading.text[slice(*label)])
    value = _own_words(reading, name, value) if name else value
    words = reading.text[slice(*value)]
    if name is None or not words or not _is_value(reading, name, value):
        return None
    reads = reading_of(name)
    dates = reading.dates_in(*value) if reads == "period" else ()
    amount, unit_pieces = _amount(reading, value, unit) if reads in ("amount", "size") else (None, ())
    return Field(
        span_start=value.start,
        span_end=value.end,
        rule=rule,
        pieces=(Piece("label_raw", *label), *unit_pieces),
        label=name,
        label_raw=reading.text[slice(*label)],
        value=words,
        start_date=dates[0].start_date if dates else None,
        end_date=dates[0].end_date if dates else None,
        precision=dates[0].precision if dates else None,
        amount_won=amount if reads == "amount" or _is_all(reading, value) else None,
    )


# ------------------------------------------------------------------ which words are the value

_TELEPHONED = re.compile(r"[가-힣]{2,4}(?=[\s☎(/]+[\d-]{3,}\)?\s*$)")
_NUMBER_BEHIND = re.compile(r"\s*(?:\(☎?|☎)\s*\d[\d-]{2,}\)?\s*\Z")
_ANOTHER_LABEL = re.compile(r"\s+\|\s|\s[가-힣]+\s*[:：]")
_LINE_OF_ITS_OWN = re.compile(r"\n\s*[-–·•*※▹▸○ㅇ□(]")


@lru_cache(maxsize=1)
def person() -> re.Pattern[str]:
    """Return what a person behind a department looks like: a name with a position, or with a telephone."""
    position, office = "|".join(load("values")["position"]["words"]), "|".join(load("values")["office"]["endings"])
    name = rf"[가-힣]{{1,3}}(?!{office})[가-힣]"
    return re.compile(
        rf"(?<=\s)(?:{name} (?:{position})(?![가-힣])|(?:{position}) {name}(?![가-힣])|{name} ?[(☎] ?\d{{3}})"
    )


def _own_words(reading: Reading, name: str, value: Span) -> Span:
    """A person without the telephone, a name of one line of its own, a department without what stands behind it."""
    text = reading.text
    if match := _TELEPHONED.match(text[slice(*value)]):
        return Span(value.start, value.start + match.end())
    ends = [value.end]
    if name == "사업명" and (below := _LINE_OF_ITS_OWN.search(text, *value)):
        ends.append(below.start())
    if name == "주관부서":
        ends += _behind_department(reading, value)
    end = min(ends)
    return value if end == value.end else Span(value.start, value.start + len(text[value.start : end].rstrip(" /,(")))


def _behind_department(reading: Reading, value: Span) -> Iterator[int]:
    """Where a person, a date, another label or the telephone behind a department begins."""
    found = [person().search(reading.text, value.start + 1, value.end), _ANOTHER_LABEL.search(reading.text, *value)]
    starts = [match.start() for match in found if match]
    starts += [date.span_start for date in reading.dates_in(*value)]
    number = _NUMBER_BEHIND.search(reading.text[value.start : min([*starts, value.end])].rstrip(" /,"))
    yield from [*starts, *([value.start + number.start()] if number else [])]


# ------------------------------------------------------------------ what is a value

_NOTHING = re.compile(r"(?:해당\s?(?:사항)?\s?)?없음|미정|[-–]")


def _is_value(reading: Reading, name: str, value: Span) -> bool:
    """``총사업비 | 집행`` and ``공모명 | 해당사항 없음`` tell nothing; 비예산 is told of money."""
    words, reads = reading.text[slice(*value)], reading_of(name)
    if name == "사업명":
        return not _NOTHING.fullmatch(words)
    if reads == "amount":
        told = bool(reading.amounts_in(*value)) or read_figure(words, "원") is not None
        return told or stands_for(reads, words)
    dated = bool(reading.dates_in(*value)) or re.search(r"\d", words) is not None
    return reads != "period" or dated or stands_for(reads, words)


def holds_fields(reading: Reading, start: int, end: int) -> bool:
    """Say whether a stretch is made of labelled lines: it is a card of its own, and no value."""
    matches = (LABELLED.match(reading.text, line.body, line.end) for line in reading.lines_in(start, end))
    labels = [match for match in matches if match and field_label(match["bracketed"] or match["plain"])]
    return len(labels) > 1


# ------------------------------------------------------------------ the amount of a value


def _amount(reading: Reading, value: Span, unit: Span | None) -> tuple[int | None, tuple[Piece, ...]]:
    """The won of a value, and where the unit stands if the value does not carry it."""
    mentions = reading.amounts_in(*value)
    if mentions:
        alone = _opens(reading.text[value.start : mentions[0].span_start]) and _stands_alone(reading, value)
        return (mentions[0].amount_won if alone else None), ()
    figure = read_figure(reading.text[slice(*value)], reading.text[slice(*unit)]) if unit else None
    return (figure.amount_won, (Piece("amount_won", *unit),)) if figure and unit else (None, ())


_OPENING = re.compile(r"(?:총|약|일금|금|합계|계|총액|[가-힣]{1,2}비)?[\s(:：]*")


def _opens(words: str) -> bool:
    """``마중물 500억원`` is the amount of something else than its label says."""
    return _OPENING.fullmatch(words) is not None


_BRACKETS_BEHIND = re.compile(r"(?:\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|【[^【】]*】|\[[^\[\]]*\]))*")
_FACTOR = r"\s*\d{1,3}(?![\d.]|차|단계)"
_TIMES = re.compile(rf"\s*(?:[×xX]\s*\d|\*{_FACTOR}|씩)")


@lru_cache(maxsize=1)
def remark() -> re.Pattern[str]:
    """Return what a remark behind an amount begins with: its mark, or a word behind a comma or a stroke."""
    return re.compile(rf"[※▹‣▸▻↦▷▶☞]|\*(?!{_FACTOR})|[,/]\s*(?:{'|'.join(load('values')['remark']['words'])})")


def _stands_alone(reading: Reading, value: Span) -> bool:
    """``국비 30억원, 시비 20억원`` and ``10억 ~ 20억원`` are no single amount; a remark tells of others."""
    first = reading.amounts_in(*value)[0]
    behind = _BRACKETS_BEHIND.match(reading.text, first.span_end, value.end)
    assert behind  # brackets or none: the pattern matches everywhere
    aside = remark().search(reading.text, behind.end(), value.end)
    others = reading.amounts_in(behind.end(), aside.start() if aside else value.end)
    return all(other.whole is not None for other in others) and not _TIMES.match(reading.text, behind.end(), value.end)


_SPLIT_BEHIND = re.compile(r"\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*")


def _is_all(reading: Reading, value: Span) -> bool:
    """``30억(국비 21억, 시비 9억)``: an amount with its split and nothing else tells a 규모."""
    mentions = reading.amounts_in(*value)
    return bool(mentions) and bool(_SPLIT_BEHIND.fullmatch(reading.text, mentions[0].span_end, value.end))
