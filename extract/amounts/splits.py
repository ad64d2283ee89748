"""What stands behind an amount and splits it: ``45억원(국비 20, 도비 10, 시비 15)``.

The parts take the unit of their whole. They belong to it when they add up to it, or when they are named as funds. A
part can have parts of its own (``시비 2,146(보상비 540 포함)``), the whole can stand in the bracket itself
(``(총 1,860억원: 국비 930, 지방비 930)``), and a list without units may stand behind a mark on
the line (``318억 ▹ 리모델링 250, 부지 68``) or alone on the next line (``매입비 5.3, 공사비 12``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.amounts.items import Item, Region, bracketed, read_items, rest_of_line
from extract.amounts.mention import AmountMention
from extract.amounts.numerals import UNITS
from extract.records import Piece
from extract.vocabulary import fund

Written = Mapping[int, AmountMention]

_TO_BRACKET = re.compile(r" ?(?:이상|이하|이내|내외|규모|정도)? ?(?=[(\[【〔])")
_COLON = re.compile(r" ?[:：] ?(?=[가-힣])")
_OPENING = re.compile(r"[(\[【〔][^()\[\]【】〔〕\n\t]*\Z")
_REACH = 12
_MARK = re.compile(r"[)\]】〕]? *(?:[▹▸▷▶*※→=]|- ) *")
_LIST_MARK = re.compile(r"\n *(?:[-*※▹▸▷○ㅇ◦·•▪=(] *)?(?=[가-힣A-Za-z'])")


def find_parts(text: str, mentions: Sequence[AmountMention]) -> list[AmountMention]:
    """Return the mentions with their wholes, and the parts without units among them, in the order of the text."""
    written = {mention.span_start: mention for mention in mentions}
    found = dict(written)
    for mention in mentions:
        found.update((part.span_start, part) for part in _parts_behind(text, mention, written))
    for line in _lines(text, _in_order(found)):
        found.update((part.span_start, part) for part in _parts_on_next_line(text, line, written))
    return _in_order(found)


def _in_order(found: Mapping[int, AmountMention]) -> list[AmountMention]:
    return [found[start] for start in sorted(found)]


# ------------------------------------------------------------------ behind an amount


def _parts_behind(text: str, whole: AmountMention, written: Written) -> Iterator[AmountMention]:
    """Yield the parts in the bracket behind an amount, then those of a list behind a mark."""
    if not whole.amount_won or whole.amount_won < 0 or whole.unit not in UNITS:
        return
    end = whole.span_end
    opening = _TO_BRACKET.match(text, end)
    region = bracketed(text, opening.end()) if opening else None
    if region:
        yield from _parts_in_bracket(text, whole, region, written)
        end = region.end
    within = _behind_colon(text, whole)
    if within:
        yield from _parts_in_bracket(text, whole, within, written)
    mark = _MARK.match(text, end)
    rest = rest_of_line(text, mark.end()) if mark else None
    if rest:
        yield from _parts_of_list(text, [whole], rest, written)


def _behind_colon(text: str, whole: AmountMention) -> Region | None:
    """What stands behind an amount and a colon in one bracket: ``(총 1,860억원: 국비 930, 지방비 930)``."""
    colon = _COLON.match(text, whole.span_end)
    opening = _OPENING.search(text, max(0, whole.span_start - _REACH), whole.span_start) if colon else None
    region = bracketed(text, opening.start()) if opening else None
    return Region(colon.end(), region.end) if colon and region and region.end > colon.end() else None


def _parts_in_bracket(
    text: str, whole: AmountMention, region: Region, written: Written, *, nested: bool = False
) -> Iterator[AmountMention]:
    items, complete = read_items(text, region, written)
    won = _won(items, whole)
    if won is None or max(won, default=0) > (whole.amount_won or 0):
        return
    if not (complete and (nested or _adds_up(items, won, whole))):
        items = [item for item in items if _is_fund(item)]
    for item in items:
        yield from _part_with_its_own(text, item, whole, written)


def _part_with_its_own(text: str, item: Item, whole: AmountMention, written: Written) -> Iterator[AmountMention]:
    part = _part(item, whole)
    yield part
    if item.inside and item.written is None:
        yield from _parts_in_bracket(text, part, item.inside, written, nested=True)


# ------------------------------------------------------------------ lists without units


def _parts_of_list(
    text: str, wholes: Sequence[AmountMention], region: Region, written: Written
) -> Iterator[AmountMention]:
    """Yield the items of a list without units as parts of the first whole that they add up to."""
    items, complete = read_items(text, region, written)
    if not complete or any(item.written for item in items):
        return
    for whole in wholes:
        won = _won(items, whole)
        if won and _adds_up(items, won, whole):
            for item in items:
                yield from _part_with_its_own(text, item, whole, written)
            return


def _parts_on_next_line(text: str, line: Sequence[AmountMention], written: Written) -> Iterator[AmountMention]:
    rest = rest_of_line(text, line[-1].span_end)
    mark = _LIST_MARK.match(text, rest.end) if rest else None
    region = rest_of_line(text, mark.end()) if mark else None
    if region:
        wholes = [mention for mention in reversed(line) if mention.amount_won and mention.unit in UNITS]
        yield from _parts_of_list(text, wholes, region, written)


def _lines(text: str, mentions: Sequence[AmountMention]) -> Iterator[list[AmountMention]]:
    """Yield the mentions of each line, or of what is left of it behind the last tab."""
    line: list[AmountMention] = []
    for mention in mentions:
        if line and _parted(text, line[-1].span_end, mention.span_start):
            yield line
            line = []
        line.append(mention)
    if line:
        yield line


def _parted(text: str, start: int, end: int) -> bool:
    return text.find("\n", start, end) >= 0 or text.find("\t", start, end) >= 0


# ------------------------------------------------------------------ do they belong


def _won(items: Sequence[Item], whole: AmountMention) -> list[int] | None:
    """Return the items' whole won; None unless every one can be read and has a label."""
    assert whole.unit is not None
    won = [item.won(whole.unit) for item in items if item.label]
    known = [value for value in won if value is not None]
    return known if len(known) == len(items) else None


def _adds_up(items: Sequence[Item], won: Sequence[int], whole: AmountMention) -> bool:
    """Whether at least two items make the whole, but for the rounding of its last printed digit."""
    if len(won) < 2 or whole.amount_won is None:
        return False
    off = abs(sum(won) - whole.amount_won)
    steps = [_step(item.figure, (item.written or whole).unit) for item in items]
    rounding = max(*steps, _step(whole.raw, whole.unit)) * (len(won) + 1) // 2
    is_sure = all(item.written for item in items) or off * 100 <= whole.amount_won
    return off == 0 or (is_sure and off <= rounding)


_DECIMALS = re.compile(r"\.([0-9]+)")


def _step(figure: str, unit: str | None) -> int:
    """Return what one of the last printed digit is worth in won."""
    decimals = _DECIMALS.search(figure)
    step: int = UNITS.get(unit or "", 1) // 10 ** (len(decimals[1]) if decimals else 0)
    return step


_JOINTS = re.compile(r"[·․ㆍ‧]")


def _is_fund(item: Item) -> bool:
    """Whether an item is named as a fund (`시비 지원`) or as two together (`국․시비`)."""
    words = item.label.text.split() if item.label else []
    names = _JOINTS.split(words[0].rstrip("*:")) if words else [""]
    return all(fund(name, short=True) not in (None, "계") for name in names)


# ------------------------------------------------------------------ the part

_UNIT_WORDS = re.compile(r"(?:[천백십] ?)?[경조억만]?여? ?원?\Z")


def _part(item: Item, whole: AmountMention) -> AmountMention:
    assert item.label is not None
    if item.written:
        return replace(item.written, whole=whole.span_start)
    return AmountMention(
        raw=item.figure,
        amount_won=item.won(whole.unit or ""),
        unit=whole.unit,
        currency="KRW",
        qualifier=None,
        per=None,
        label=item.label.text,
        label_start=item.label.start,
        label_end=item.label.end,
        span_start=item.start,
        span_end=item.start + len(item.figure),
        rule="part",
        whole=whole.span_start,
        pieces=(Piece("label", item.label.start, item.label.end), _unit_of(whole)),
    )


def _unit_of(whole: AmountMention) -> Piece:
    """Return where the unit stands that a part takes: in its whole, or where that took it from."""
    borrowed = next((piece for piece in whole.pieces if piece.column == "unit"), None)
    words = _UNIT_WORDS.search(whole.raw)
    first = words.start() if words else 0
    return borrowed or Piece("unit", whole.span_start + first, whole.span_end)
