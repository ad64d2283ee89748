"""A header card that plain text lays out by blanks: a line of labels, and a line of values below it.

The values of a card are of known shapes (``자체``, ``임기 내``, a period, a figure, a department): a value line is read
only if every label finds a value of its shape, in order, and nothing is left between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Span
from extract.lines import Line
from extract.vocabulary import field_label

_SHAPES: dict[str, str] = {
    "사업주체": r"\S+",
    "임기구분": r"임기\s*(?:내|후|중)|\S+",
    "추진구분": r"신\s*규|계\s*속|완\s*료|\S+",
    "사업기간": r"['‘’`]?\d{2,4}[^가-힣A-Za-z]*?(?:\s?~\s?['‘’`]?\d{2,4}\S*)?",
    "총사업비": r"[\d,.]+(?:\s?(?:조|억|천만|백만|만|천)*\s?원)?|비예산|-",
    "주관부서": r"[가-힣·]+(?:과|실|국|관|센터|소|단|팀|원)",
    "담당": r"[가-힣]{2,4}",
    "담당자": r"[가-힣]{2,4}",
}
_TELEPHONE = r"(?:\s*[☎(]\s*[\d-]+\)?)?"
_PERSON = r"(?P<{name}_label>담\s?당\s?자?|팀\s?장|과\s?장)\s+(?P<{name}>[가-힣]{{2,4}})" + _TELEPHONE
_LABEL_WORD = re.compile(r"(?:[가-힣] ){1,4}[가-힣](?!\S)|[가-힣]+")
_UNIT = re.compile(r"\(\s*(?:단위\s*[:：]?\s*)?([가-힣]*원)\s*\)")
_INLINE = re.compile(r"담\s?당\s?자?\s+[가-힣]{2,4}\s*☎")
_FEWEST_LABELS = 2
_FEWEST_IN_ALL = 3
_REACH = 4
"""Within how many lines the labels, their unit and their values stand."""


@dataclass(frozen=True, slots=True)
class CardEntry:
    """A label of a card with its value; ``unit`` is where the unit of money stands that its label carries."""

    label: Span
    value: Span
    unit: Span | None


def _labels(text: str, line: Line) -> list[tuple[str, Span]]:
    """The labels of a line in order, but those with a person directly behind them."""
    found = (
        match for match in _LABEL_WORD.finditer(text, line.start, line.end) if not _INLINE.match(text, match.start())
    )
    named = ((field_label(match[0]), Span(*match.span())) for match in found)
    return [(name, span) for name, span in named if name in _SHAPES]


def blank_card(text: str, all_lines: list[Line]) -> Iterator[CardEntry]:
    """Yield the entries of a card laid out by blanks, the persons in charge among them.

    >>> from extract.document import LooseParagraph, compose
    >>> from extract.lines import lines
    >>> laid = compose([LooseParagraph("사업주체 추진구분 사업기간 총사업비"), LooseParagraph("(백만원)"),
    ...                 LooseParagraph("자체 신규 ‘22~’26 409")], format="txt", sha256="0" * 64, size=0)
    >>> [(laid.text[slice(*entry.label)], laid.text[slice(*entry.value)], entry.unit and laid.text[slice(*entry.unit)])
    ...  for entry in blank_card(laid.text, lines(laid))]  # doctest: +NORMALIZE_WHITESPACE
    [('사업주체', '자체', None), ('추진구분', '신규', None), ('사업기간', '‘22~’26', None),
     ('총사업비', '409', '백만원')]
    """
    outside = [line for line in all_lines if line.table is None]
    for index, line in enumerate(outside):
        if len(_labels(text, line)) >= _FEWEST_LABELS:
            entries = list(_card(text, outside[index : index + _REACH]))
            if entries:
                yield from entries
                return


def _card(text: str, near: list[Line]) -> Iterator[CardEntry]:
    for rows in range(1, len(near)):
        labels = [label for line in near[:rows] for label in _labels(text, line)]
        distinct = len({name for name, _ in labels}) == len(labels) >= _FEWEST_IN_ALL
        match = _values(labels).match(text, near[rows].start, near[rows].end) if distinct else None
        if match:
            unit = _UNIT.search(text, near[0].start, near[rows].start)
            for name, span in labels:
                yield CardEntry(
                    span, Span(*match.span(name)), Span(*unit.span(1)) if unit and name == "총사업비" else None
                )
            yield from _persons(text, Span(near[0].start, near[rows].end))
            return


def _values(labels: list[tuple[str, Span]]) -> re.Pattern[str]:
    """A value line holds a value of its shape for every label, in order; persons in charge may follow."""
    shapes = r"\s+".join(f"(?P<{name}>{_SHAPES[name]}){_TELEPHONE if '담당' in name else ''}" for name, _ in labels)
    return re.compile(rf"\s*{shapes}(?:\s+{_PERSON.format(name='person')})?\s*$", re.MULTILINE)


def _persons(text: str, card: Span) -> Iterator[CardEntry]:
    for match in re.finditer(_PERSON.format(name="person").removesuffix("?"), text[slice(*card)]):
        label, value = match.span("person_label"), match.span("person")
        yield CardEntry(
            Span(card.start + label[0], card.start + label[1]), Span(card.start + value[0], card.start + value[1]), None
        )
