"""Each case is read as it says, and the cases cover the grammar."""

from __future__ import annotations

import datetime

import pytest

from extract.dates import find_dates, read_dates
from extract.dates.notation import HEADS, TAILS
from tests.dates.cases import ORIGINS, Case, cases, found, name


@pytest.mark.parametrize("case", cases("wild", "made", "negative"), ids=name)
def test_case_is_read_as_it_says(case: Case) -> None:
    assert [found(mention) for mention in find_dates(case["text"], case["base_year"])] == case["found"]


@pytest.mark.parametrize("case", cases("known_failures"), ids=name)
@pytest.mark.xfail(strict=True, reason="not read rightly so far")
def test_known_failure_still_fails(case: Case) -> None:
    assert [found(mention) for mention in find_dates(case["text"], case["base_year"])] == case["found"]


def test_cases_are_distinct() -> None:
    texts = [(case["text"], case["base_year"]) for case in cases(*ORIGINS)]
    assert len(texts) == len(set(texts))


def test_there_are_enough_cases() -> None:
    assert len(cases("wild", "made")) >= 350
    assert len([case for case in cases("negative") if not case["found"]]) >= 150


@pytest.mark.parametrize("case", cases("wild", "made"), ids=name)
def test_what_is_found_stands_in_the_text(case: Case) -> None:
    assert case["found"]
    assert all(expected["raw"] in case["text"] for expected in case["found"])


def test_every_notation_has_a_case() -> None:
    rules = {
        mention.rule.removeprefix("~ ")
        for case in cases("wild", "made")
        for mention in find_dates(case["text"], case["base_year"])
    }
    heads = {rule.split(" ~ ")[0].removesuffix(" ~") for rule in rules}
    heads |= {head.rsplit(" ", 1)[0] for head in heads}
    tails = {rule.split(" ~ ")[1] for rule in rules if " ~ " in rule}
    assert {notation.name for notation in HEADS} - heads == set()
    assert {notation.name for notation in TAILS} - tails == set()


def test_every_recurrence_has_a_case() -> None:
    words = ["매년", "매월", "매주", "매일", "격월", "격년", "분기별", "반기별", "연중", "수시", "상시"]
    assert {expected["recurrence"] for case in cases("wild", "made") for expected in case["found"]} == {None, *words}


# ------------------------------------------------------------------ ranges that run backwards


@pytest.mark.parametrize(
    "text",
    ["2025. 3. ~ 2024. 6.", "’25.12.~’24.12.", "2025.12.31.~2025.1.1.", "’26~’25", "’25. 12.~24. 2."],
)
def test_a_backward_range_is_reported_and_no_date(text: str) -> None:
    reading = read_dates(f"사업기간 : {text} 추진", lambda _offset: 2025)
    assert reading.mentions == ()
    assert [(found.raw, found.span_start, found.span_end) for found in reading.backward] == [(text, 7, 7 + len(text))]


def test_a_range_with_one_year_does_not_run_backwards() -> None:
    assert read_dates("2023. 11. 20. ~ 2. 10.", lambda _offset: None).backward == ()


# ------------------------------------------------------------------ the context's year


def test_the_context_is_asked_only_where_the_line_names_no_year() -> None:
    asked: list[int] = []

    def year_at(offset: int) -> int:
        asked.append(offset)
        return 2020

    text = "’24. 7. 착수(8월)\n9월 준공\t10월"
    mentions = read_dates(text, year_at).mentions
    assert [mention.start_date.year for mention in mentions if mention.start_date] == [2024, 2024, 2020, 2020]
    assert asked == [text.index("9월"), text.index("10월")]


def test_a_recurrence_needs_no_year() -> None:
    assert [mention.recurrence for mention in find_dates("매년 12월, 연중, 수시")] == ["매년", "연중", "수시"]


def test_inferred_tells_where_the_year_came_from() -> None:
    assert [mention.inferred for mention in find_dates("’24. 7.(8월), 하반기", 2025)] == [False, True, True]


def test_a_term_is_no_context() -> None:
    [_, month] = find_dates("민선8기 공약 5월", 2025)
    assert month.start_date == datetime.date(2025, 5, 1)
