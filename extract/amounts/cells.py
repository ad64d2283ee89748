"""A whole cell of a budget table -> the one amount that it is."""

from __future__ import annotations

import re

from extract.amounts.finding import find_amounts
from extract.amounts.mention import AmountMention
from extract.amounts.numerals import FIGURE, scaled
from extract.text import fold

_NOTHING = re.compile(r"[-–—―ㅡ−‐]")
_BARE = re.compile(rf"(?P<minus>[△▲] ?|[-−])?\+?(?P<figure>{FIGURE})")

_SHARE = re.compile(r"(?P<figure>\S+)\s*\(\s*(?:[△▲-] ?)?(?P<share>\d{1,3}(?:\.\d+)?)\s*(?P<percent>%)?\s*\)")
_WHOLE = 100


def without_share(text: str, *, told: bool) -> str:
    """Return a cell without its share of the whole in brackets, which bears its % or is ``told`` by the cell's head.

    >>> [without_share(cell, told=False) for cell in ("35,682(18.8%)", "51,288(30.7)", "1,920")]
    ['35,682', '51,288(30.7)', '1,920']
    >>> [without_share(cell, told=True) for cell in ("51,288\\n(30.7)", "902(896)")]
    ['51,288', '902(896)']
    """
    match = _SHARE.fullmatch(text.strip())
    is_share = match and (match["percent"] or (told and float(match["share"]) <= _WHOLE))
    return match["figure"] if match and is_share else text


def read_figure(text: str, unit: str | None) -> AmountMention | None:
    """Return the amount that a whole cell of a budget table is; None when it is not exactly one.

    ``unit`` is that of the caption or the head (``백만원``); a unit in the cell itself goes before it. A dash is 0 won.
    Figures in brackets, and those whose point may stand for a comma, are no amounts. Offsets are those of ``text``.

    >>> [read_figure(cell, "백만원").amount_won for cell in ("409", "△1,920", "-", "3천원")]
    [409000000, -1920000000, 0, 3000]
    >>> [read_figure(cell, "백만원") for cell in ("24.394", "(409)", "409 33", "")]
    [None, None, None, None]
    """
    cell = fold(text)
    words = cell.strip()
    start = len(cell) - len(cell.lstrip())
    end = start + len(words)
    if _NOTHING.fullmatch(words):
        return _figure(text, (start, end), 0, unit, "dash")
    match = _BARE.fullmatch(words)
    if match is None:
        return _only_amount(text, cell)
    won = scaled(match["figure"], unit) if unit else None
    if won is None:
        return None
    return _figure(text, (start, end), -won if match["minus"] else won, unit, "figure")


def _figure(text: str, span: tuple[int, int], won: int, unit: str | None, rule: str) -> AmountMention:
    start, end = span
    return AmountMention(
        raw=text[start:end],
        amount_won=won,
        unit=unit,
        currency="KRW",
        qualifier=None,
        per=None,
        label=None,
        label_start=None,
        label_end=None,
        span_start=start,
        span_end=end,
        rule=rule,
    )


def _only_amount(text: str, cell: str) -> AmountMention | None:
    """Return the amount of a cell that holds nothing else but its qualifier."""
    found = find_amounts(text)
    if len(found) != 1:
        return None
    amount = found[0]
    rest = (cell[: amount.span_start] + cell[amount.span_end :]).strip()
    return amount if rest in ("", amount.qualifier) else None
