"""Units of captions and heads, such as ``(단위: 백만원, 개)``, and the bare figures that stand under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.amounts.mention import AmountMention
from extract.amounts.numerals import FIGURE, UNITS, scaled
from extract.amounts.surroundings import label
from extract.records import Piece
from extract.text import fold, without_space

# ------------------------------------------------------------------ units

_CAPTION = re.compile(r"단 *위 *[:;]? *(?P<units>[^()\[\]【】<>\n]*)")
_BRACKET = re.compile(r"[(\[【<](?P<units>[^()\[\]【】<>]{1,20})[)\]】>](?![가-힣])")
_COLUMN_OF_WON = re.compile(r"[비액금가료입출산모급]\s{0,3}\Z")
_BETWEEN_UNITS = re.compile(r",(?![0-9]{3})|[/·、]")


def unit_of(text: str) -> str | None:
    """Return the unit of money that a caption or a column's head names; None where it names none, or two.

    >>> [unit_of(text) for text in ("(단위: 백만원, 개)", "총사업비\\n(백만원)", "[단위 : 천 원]", "대학(원)생")]
    ['백만원', '백만원', '천원', None]
    """
    folded = fold(text)
    caption = _CAPTION.search(folded)
    if caption and (unit := _only_unit(caption["units"])):
        return unit
    for bracket in _BRACKET.finditer(folded):
        unit = None if "단위" in bracket["units"] else _only_unit(bracket["units"])
        before = folded[max(0, bracket.start() - 4) : bracket.start()]
        if unit and (unit != "원" or _COLUMN_OF_WON.search(before)):
            return unit
    name = without_space(folded)
    return name if name in UNITS and name != "원" else None


def _only_unit(words: str) -> str | None:
    """Return the one unit of money among words parted by commas."""
    pieces = [piece.strip() for piece in _BETWEEN_UNITS.split(words)]
    names = {without_space(piece) for piece in pieces} | {piece.split(" ")[0] for piece in pieces}
    units = names & UNITS.keys()
    return units.pop() if len(units) == 1 else None


def known_unit(unit: str) -> str:
    """Return a unit of money; raise ValueError for anything else."""
    if unit not in UNITS:
        raise ValueError(f"{unit!r} is no unit of money; one of: {', '.join(UNITS)}")
    return unit


# ------------------------------------------------------------------ bare figures in a line

_BARE = re.compile(
    rf"(?<![0-9A-Za-z.,'/:~·%△▲▽▼+-])(?P<minus>[△▲])?(?P<figure>{FIGURE})"
    r"(?= *[),;\]·+\n\t]| *\Z| (?! ?[개명건회일년월대식%]))"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")


def bare_figures(text: str, unit: str, written: Sequence[AmountMention]) -> Iterator[AmountMention]:
    """Yield the figures without a unit, read in the caption's; text is folded.

    Years, figures in brackets of their own, and figures with a unit or a counter behind them are passed over.
    """
    taken = {place for mention in written for place in range(mention.span_start, mention.span_end)}
    for match in _BARE.finditer(text):
        won = scaled(match["figure"], unit)
        is_enclosed = text[max(0, match.start() - 1)] == "(" and text.startswith(")", match.end())
        if won is None or is_enclosed or _YEAR.match(match["figure"]) or match.start() in taken:
            continue
        words = label(text, match.start())
        yield AmountMention(
            raw=match[0],
            amount_won=-won if match["minus"] else won,
            unit=unit,
            currency="KRW",
            qualifier=None,
            per=None,
            label=words.text if words else None,
            label_start=words.start if words else None,
            label_end=words.end if words else None,
            span_start=match.start(),
            span_end=match.end(),
            rule="caption",
            pieces=(Piece("label", words.start, words.end),) if words else (),
        )
