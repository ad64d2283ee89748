"""The one pass over a text: figures, what they say, what stands round them, their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from extract.amounts.captions import bare_figures, known_unit
from extract.amounts.mention import AmountMention
from extract.amounts.numerals import Numeral, read_numeral, read_spelt
from extract.amounts.ranges import FirstEnd, read_first_end
from extract.amounts.readings import Reading, read_money, won
from extract.amounts.splits import find_parts
from extract.amounts.surroundings import is_negative, label, per, qualifier
from extract.records import Piece
from extract.text import fold

# Where an amount may begin: a figure before a unit, a figure behind a currency's sign, a numeral in Hangul before 원.
# It begins with one class of characters, which the engine looks for fastest; the runs are bounded, so time is linear.
_SPELT = "일이삼사오육륙칠팔구천백십만억조"
_UNITS = "경조억만천백십원달불유엔위UEJGCK"
_HEAD = re.compile(
    rf"[0-9$€¥£₩￦UEJGCK{_SPELT}](?:"
    rf"(?<=[0-9])(?<![0-9][0-9])(?<![0-9][.,][0-9])(?<![0-9]\.\.[0-9])[0-9.,]{{0,40}}+여? ?[{_UNITS}]"
    r"|(?<=[$€¥£₩￦]) ?(?P<behind_sign>[0-9])|(?:SD|UR|PY|BP|NY|RW) ?(?P<behind_code>[0-9])"
    rf"|(?<=[{_SPELT}])(?<![{_SPELT}][{_SPELT}])(?P<spelt>)(?: ?[{_SPELT}]){{1,40}}+(?= ?원))"
)


def find_amounts(text: str, unit: str | None = None) -> list[AmountMention]:
    """Return every amount of money in a text, in the order of the text, no two overlapping.

    ``unit`` is a caption's (``백만원``): with it bare figures are amounts too. A mention never crosses a line feed or a
    tab; the parts of a split carry the ``span_start`` of their whole. Raises ValueError for a unit that is none.

    >>> [(found.raw, found.amount_won, found.rule) for found in find_amounts("약 45억 원(국비 20, 도비 10, 시비 15)")]
    [('45억 원', 4500000000, 'won'), ('20', 2000000000, 'part'), ('10', 1000000000, 'part'), ('15', 1500000000, 'part')]
    >>> [(found.raw, found.amount_won) for found in find_amounts("10~20억원, 5천명, 1 원도심, 금일백이십삼만사천원")]
    [('10', 1000000000), ('20억원', 2000000000), ('일백이십삼만사천원', 1234000)]
    """
    folded = fold(text)
    mentions = find_parts(folded, list(_written(folded)))
    if unit is not None:
        mentions = sorted([*mentions, *bare_figures(folded, known_unit(unit), mentions)], key=_place)
    return mentions if folded == text else [_as_printed(text, mention) for mention in mentions]


def _place(mention: AmountMention) -> int:
    return mention.span_start


def _as_printed(text: str, mention: AmountMention) -> AmountMention:
    raw = text[mention.span_start : mention.span_end]
    words = None if mention.label_start is None else text[mention.label_start : mention.label_end]
    return mention if (raw, words) == (mention.raw, mention.label) else replace(mention, raw=raw, label=words)


# ------------------------------------------------------------------ amounts that carry their unit


class _Found(NamedTuple):
    """What begins at a head: where it ends, and what it says if it can be read."""

    end: int
    numeral: Numeral | None = None
    reading: Reading | None = None


def _written(text: str) -> Iterator[AmountMention]:
    position = 0
    for head in _HEAD.finditer(text):
        if head.start() < position:
            continue
        found = _spelt_out(text, head) if head["spelt"] is not None else _in_figures(text, head)
        if found.numeral and found.reading and found.reading.start >= position:
            yield from _mentions(text, found.numeral, found.reading)
        position = found.end


# `1/2`, `단위: 1,000원`, `26. 6억` (half of a figure; behind a date, as in `’24. 7. 5억`, it is whole).
_LEFT_OF_FIGURE = re.compile(
    r"[0-9][·ㆍ․‧/:-]\Z|[0-9][경조억만천백십]여?\Z|단위 ?:? ?\Z"
    r"|(?<=[^0-9.'\n])(?<!\. )(?!(?:19|20)[0-9]{2})[0-9]{1,4}\. \Z"
)
_SPACED_OUT = re.compile(r"[0-9]+ ")
# `’25.5`, `2024.12`: a year and a month, or a figure with decimals.
_YEAR_WITH_POINT = re.compile(r"(?:(?<=')[0-9]{2}|(?:19|20)[0-9]{2})\.[0-9]")


# Figures and units that hang together: where they cannot be read as one, none of them is read.
_RUN = re.compile(r"(?:[0-9][0-9.,]*+여? ?[경조억만천백십]{0,2}+여? ?){1,8}+")


def _in_figures(text: str, head: re.Match[str]) -> _Found:
    start = max(head.start(), head.start("behind_sign"), head.start("behind_code"))
    if _is_a_rest(text, start):
        return _Found(start)
    numeral = read_numeral(text, start)
    if numeral is None:
        run = _RUN.match(text, start)
        return _Found(run.end() if run else start)
    reading = read_money(text, numeral)
    return _Found(reading.end if reading else numeral.end, numeral, reading)


def _is_a_rest(text: str, start: int) -> bool:
    """Whether a figure may be the rest of something else: of a fraction, a date, a figure with blanks (`4 0 만 원`)."""
    before = text[max(0, start - 8) : start]
    is_spaced_out = before[-1:] == " " and before[-2:-1].isdigit() and _SPACED_OUT.match(text, start)
    return bool(is_spaced_out or _LEFT_OF_FIGURE.search(before) or _YEAR_WITH_POINT.match(text, start))


def _mentions(text: str, numeral: Numeral, reading: Reading) -> Iterator[AmountMention]:
    """Yield a reading as a mention, before it the first end of its range."""
    negative = is_negative(text, reading.start, reading.end)
    if negative is None:
        return
    first = None if negative else read_first_end(text, numeral)
    if first:
        yield _first_end(text, first, numeral, reading)
    yield _mention(text, reading, negative=negative, anchor=first.start if first else reading.start - negative)


def _mention(text: str, reading: Reading, *, negative: bool, anchor: int) -> AmountMention:
    """A mention of a reading; ``anchor`` is where the words before it end, ahead of the first end of a range."""
    start = reading.start - negative
    bound = qualifier(text, anchor, reading.end, over=reading.over)
    unit_of_per = per(text, anchor, reading.end)
    name = label(text, anchor)
    around = {"qualifier": bound, "per": unit_of_per, "label": name}
    return AmountMention(
        raw=text[start : reading.end],
        amount_won=-reading.won if negative and reading.won else reading.won,
        unit=reading.unit,
        currency=reading.currency,
        qualifier=bound.text if bound else None,
        per=unit_of_per.text if unit_of_per else None,
        label=name.text if name else None,
        label_start=name.start if name else None,
        label_end=name.end if name else None,
        span_start=start,
        span_end=reading.end,
        rule=reading.rule,
        pieces=tuple(Piece(column, words.start, words.end) for column, words in around.items() if words),
    )


def _first_end(text: str, first: FirstEnd, numeral: Numeral, second: Reading) -> AmountMention:
    in_won = second.currency == "KRW"
    unit = f"{first.unit}원" if in_won else second.unit
    reading = Reading(first.start, first.end, first.value if in_won else None, unit, second.currency, False, "range")
    mention = _mention(text, reading, negative=False, anchor=first.start)
    borrowed = (Piece("unit", numeral.end - len(numeral.unit), second.end),) if first.borrows else ()
    return replace(mention, pieces=mention.pieces + borrowed)


# ------------------------------------------------------------------ numerals in Hangul

_GOLD = re.compile(r"금 ?\Z")
_MAY_STAND_BEFORE = re.compile(r"(?:[^가-힣]|(?<![가-힣])(?:약|총|각)|금 ?)\Z|\A\Z")
_DIGIT_FIRST = re.compile(r"[일이삼사오육륙칠팔구]")
_MONEY_UNITS = re.compile(r"[만억]|[천백십조].*[천백십만억조]")


def _spelt_out(text: str, head: re.Match[str]) -> _Found:
    """`삼백억원`, `금일백이십삼만사천원`; not `백만원` (a unit), `구조원`, `이천원` (may be words)."""
    words = head[0]
    before = text[max(0, head.start() - 3) : head.start()]
    is_money = _GOLD.search(before) or (_DIGIT_FIRST.match(words) and _MONEY_UNITS.search(words))
    value = read_spelt(words) if is_money and _MAY_STAND_BEFORE.search(before) else None
    if value is None:
        return _Found(head.end())
    numeral = Numeral(head.start(), head.end(), value, 1, "", 1, single=False, decimals=0, over=False)
    reading = won(text, numeral)
    return _Found(head.end(), numeral, reading._replace(rule="spelt") if reading else None)
