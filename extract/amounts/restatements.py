"""Amounts written twice, in figures and in words: ``금1,234,000원(금일백이십삼만사천원)``."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from extract.amounts.finding import find_amounts
from extract.amounts.mention import AmountMention

_BETWEEN = re.compile(r" ?정? ?[(（/] ?(?:일?금 ?)?")


class Restatement(NamedTuple):
    """An amount in figures and the same in words, in the order of the text; they should agree."""

    first: AmountMention
    second: AmountMention


def find_restatements(text: str) -> list[Restatement]:
    """Return the amounts that stand in figures and, in brackets behind them, in words, or the other way round.

    >>> [pair] = find_restatements("금1,234,000원(금일백이십삼만사천원)")
    >>> pair.first.amount_won, pair.second.amount_won
    (1234000, 1234000)
    """
    return [
        Restatement(first, second)
        for first, second in pairwise(find_amounts(text))
        if (first.rule == "spelt") != (second.rule == "spelt")
        and first.currency == second.currency == "KRW"
        and _BETWEEN.fullmatch(text, first.span_end, second.span_start)
    ]
