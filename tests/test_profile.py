"""Labels have their values, in lines, cards and lists."""

from __future__ import annotations

import pytest

from extract.facts.profile import fields
from extract.records import Field
from tests.by_origin import Case, by_origin
from tests.documents import reading


def told(row: Field) -> str:
    """A field as the cases write it: label, value, and what the value is read as."""
    period = f"{row.start_date or '-'} {row.end_date or '-'} {row.precision}" if row.precision else None
    amount = None if row.amount_won is None else str(row.amount_won)
    return " | ".join(filter(None, (f"{row.label} = {row.value}".replace("\n", "⏎"), period, amount)))


@pytest.mark.parametrize("case", by_origin("profile"))
def test_the_fields_of_a_document(case: Case) -> None:
    assert [told(row) for row in fields(reading(*case["given"]))] == case["found"]


def test_a_field_names_its_words() -> None:
    made = reading([["총사업비\n(백만원)", "409"], ["주관 부서", "물순환과"]])
    cost, department = fields(made)
    words = [[(piece.column, made.text[piece.start : piece.end]) for piece in row.pieces] for row in (cost, department)]
    assert words == [[("label_raw", "총사업비\n(백만원)"), ("amount_won", "백만원")], [("label_raw", "주관 부서")]]
    assert (cost.label_raw, department.label_raw) == ("총사업비\n(백만원)", "주관 부서")
    assert made.text[department.span_start : department.span_end] == "물순환과"


def test_a_card_is_read_once() -> None:
    """Two cards laid out by blanks: the second is another document's."""
    card = ("사업주체 추진구분 사업기간", "자체 신규 ‘22~’26")
    assert len(fields(reading(*card))) == len(fields(reading(*card, *card))) == 3
