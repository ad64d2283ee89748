"""The grammar of money reads every notation as it is written, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.amounts import AmountMention, find_amounts

CASES = Path(__file__).parent / "cases" / "amounts"
FILES = ("wild", "made", "negative", "known_failures")

Case = dict[str, Any]


def load(name: str) -> list[Case]:
    cases: list[Case] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return cases


def cases(*names: str) -> Iterator[object]:
    for name in names:
        for case in load(name):
            marks = [pytest.mark.xfail(strict=True, reason=case["note"])] if name == "known_failures" else []
            yield pytest.param(case, id=f"{name}: {case['text']}", marks=marks)


def as_case(mention: AmountMention) -> dict[str, object]:
    found: dict[str, object] = {
        "raw": mention.raw,
        "amount_won": mention.amount_won,
        "qualifier": mention.qualifier,
        "per": mention.per,
        "currency": mention.currency,
    }
    return found | ({"part": True} if mention.whole is not None else {})


@pytest.mark.parametrize("case", list(cases(*FILES)))
def test_reads_what_a_reader_reads(case: Case) -> None:
    """Raw, value, qualifier, per and currency of every amount, in order, and no other amount."""
    assert [as_case(mention) for mention in find_amounts(case["text"], case["unit"])] == case["found"]


def test_cases_are_distinct() -> None:
    """No notation is counted twice."""
    keys = [(case["text"], case["unit"]) for name in FILES for case in load(name)]
    assert len(keys) == len(set(keys))


def test_cases_stand_in_their_file() -> None:
    """Wild cases name their document and are short; negatives find nothing; the others find something."""
    assert all(case["from"] for case in load("wild"))
    assert all(len(case["text"]) <= 100 for case in load("wild"))
    assert not any(case["found"] for case in load("negative"))
    assert all(case["note"] for case in load("known_failures"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("45억원(국비 20, 시비 25)", {"45억원": "20 25"}),
        ("총 1,023억원(국비 409, 시비 614) * 보상 400, 조성비 623", {"1,023억원": "409 614 400 623"}),
        (
            "3,262억원【국비 299, 시비 2,146(보상비 540 포함), 민간 817】",
            {"3,262억원": "299 2,146 817", "2,146": "540"},
        ),
        ("25억원(국비 7.7, 시비 17.3)\n- 매입비 5.3, 공사비 12", {"25억원": "7.7 17.3", "17.3": "5.3 12"}),
        ("94억원(국 47억, 시 47.1억)", {"94억원": "47억 47.1억"}),
        ("14억원(대출이자 4억6천만원, 월세 9억9천만원)", {"14억원": "4억6천만원 9억9천만원"}),
        ("자본금 28억원(수권 자본금 50억원)", {}),
        ("30억원(5개소, 2년)", {}),
    ],
)
def test_parts_name_their_whole(text: str, parts: dict[str, str]) -> None:
    """A part points to where its whole begins; a part's parts point to the part."""
    found = find_amounts(text)
    raws = {mention.span_start: mention.raw for mention in found}
    seen: dict[str, str] = {}
    for mention in found:
        if mention.whole is not None:
            whole = raws[mention.whole]
            seen[whole] = f"{seen.get(whole, '')} {mention.raw}".strip()
    assert seen == parts


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("총사업비 160억원(국비 100억원)", ["총사업비", "국비"]),
        ("ㅇ 사 업 비 : 24.78억 원", ["사 업 비"]),
        ("주민의견수렴 사업(150백만원)", ["주민의견수렴 사업"]),
        ("□ 평가체계 개발, 운영 : 20.7억원", ["평가체계 개발, 운영"]),
        ("(1차 교부액:45,000천원)", ["1차 교부액"]),
        ("용역(’24.6.~’25.4. 52백만원)", ["용역"]),
        ("인건비 지원(6명, 12백만원)", ["인건비 지원"]),
        ("10억원(국5, 시5)", [None, "국", "시"]),
        ("1,134억(194억)", [None, None]),
        ("지원하여 5억원", [None]),
        ("약 80억원", [None]),
        ("총사업비 200억원이상 500억원 미만", ["총사업비", "총사업비"]),
        ("정착수당(2년간 월 10만원)", ["정착수당"]),
        ("시금고(물빛은행)와 협력하여 비예산(5.4억원)", ["비예산"]),
        ("(49% 이상)시행으로 지역업체의 공사 참여확대(20억원)", ["공사 참여확대"]),
        ("(안전보험) 및 투자 연계(5억원)", ["투자 연계"]),
        ("(2차) 의료비 지원(5억원)", ["의료비 지원"]),
        ("현재 3백억 이상의 과제", [None]),
        ("5,000원인 경우(3,000원)", [None, None]),
        ("79건(11,333억원)", [None]),
    ],
)
def test_labels_say_what_it_is_the_amount_of(text: str, labels: list[str | None]) -> None:
    """The label is the noun before it, and stands where it says."""
    found = find_amounts(text)
    assert [mention.label for mention in found] == labels
    assert all(
        mention.label is None or text[mention.label_start : mention.label_end] == mention.label for mention in found
    )


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("총사업비 약 80억원", [[("qualifier", "약"), ("label", "총사업비")]]),
        ("1인당 5만원", [[("per", "인")]]),
        ("22,000천원 내 (구비)", [[("qualifier", "내")]]),
        ("45억 원(국비 45)", [[], [("label", "국비"), ("unit", "억 원")]]),
        ("10~20억원", [[("unit", "억원")], []]),
        (
            "300백만원(시 300(국 150 포함))",
            [[], [("label", "시"), ("unit", "백만원")], [("label", "국"), ("unit", "백만원")]],
        ),
    ],
)
def test_words_outside_the_amount_are_kept(text: str, pieces: list[list[tuple[str, str]]]) -> None:
    """Every value that was read from words outside the span names them."""
    found = find_amounts(text)
    assert [[(column, text[start:end]) for column, start, end in mention.pieces] for mention in found] == pieces


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("46억", ["억원"]),
        ("1조 2,345억원(국비 1조, 시비 2,345)", ["억원", "조원", "억원"]),
        ("1억 2천만 원", ["천만원"]),
        ("3천~5천만원", ["천만원", "천만원"]),
        ("25,000원", ["원"]),
        ("92.7억 달러", ["억달러"]),
    ],
)
def test_units_are_named_as_captions_name_them(text: str, units: list[str]) -> None:
    """The unit is that of the last figure, without blanks, with its 원."""
    assert [mention.unit for mention in find_amounts(text)] == units


def test_an_unknown_unit_is_an_error() -> None:
    """A caption's unit that is no money cannot be read under."""
    with pytest.raises(ValueError, match="개소"):
        find_amounts("국비 5", "개소")
