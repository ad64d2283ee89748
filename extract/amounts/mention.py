"""What is found: an amount of money and the words that it came from."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Piece


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount of money in a text; all offsets are in code points, ends exclusive.

    ``raw`` is ``text[span_start:span_end]``, without its qualifier. ``amount_won`` is in whole won, None for a foreign
    currency; ``unit`` is what the figures were read in (``백만원``, the last of several), ``currency`` an ISO 4217
    code. ``label`` is what it is the amount of, ``text[label_start:label_end]``. ``whole`` is the ``span_start`` of
    the mention whose part it is. ``rule`` names what read it. ``pieces`` are the words outside the span that
    ``qualifier``, ``per``, ``label`` and a borrowed ``unit`` were read from, as they are printed.
    """

    raw: str
    amount_won: int | None
    unit: str | None
    currency: str
    qualifier: str | None
    per: str | None
    label: str | None
    label_start: int | None
    label_end: int | None
    span_start: int
    span_end: int
    rule: str
    whole: int | None = None
    pieces: tuple[Piece, ...] = ()
