"""What holds for every text."""

from __future__ import annotations

import calendar
import datetime
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.dates import DateMention, find_dates
from tests.dates.cases import Case, cases, found, name

PIECES = (
    *("2025", "2026", "1998", "25", "’25", "‘26", "'9", "1", "3", "7", "12", "31", "00", "100"),
    *("년", "월", "일", "도", ".", ". ", ",", " ", "  ", "~", " ~ ", "∼", "-", "·", "/", "/4분기", "분기"),
    *("상반기", "하반기", "상", "하", "上", "초", "중순", "말", "까지", "부터", "이후", "이전", "내", "중", "계속"),
    *("(월)", "(", ")", " 09:00", "매년", "매월", "연중", "수시", "연내", "금년", "내년", "민선", "기"),
    *("개소", "억원", "㎡", "%", "제", "호", ":", "착공", "\n", "\t", "http://", "x"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=20)
years = st.integers(1960, 2059)


@given(texts, st.none() | years)
@settings(max_examples=300)
def test_mentions_are_spans_in_order_and_disjoint(text: str, base_year: int | None) -> None:
    end = 0
    for mention in find_dates(text, base_year):
        assert end <= mention.span_start < mention.span_end <= len(text)
        assert mention.raw == text[mention.span_start : mention.span_end]
        assert not set("\n\t") & set(mention.raw)
        end = mention.span_end


@given(texts, st.none() | years)
@settings(max_examples=300)
def test_a_mention_tells_a_period_or_a_recurrence(text: str, base_year: int | None) -> None:
    for mention in find_dates(text, base_year):
        assert mention.start_date or mention.end_date or mention.recurrence
        assert (mention.precision is None) == (mention.start_date is None and mention.end_date is None)
        assert not (mention.start_date and mention.end_date) or mention.start_date <= mention.end_date


@given(texts, years)
@settings(max_examples=300)
@example("’25. 12.~26. 2.", 2020)
def test_a_mention_read_alone_says_the_same(text: str, base_year: int) -> None:
    for mention in find_dates(text, base_year):
        assert any(_alone(mention, year) == [found(mention)] for year in _contexts(mention))


@pytest.mark.parametrize("case", cases("wild", "made"), ids=name)
def test_a_case_read_alone_says_the_same(case: Case) -> None:
    for mention in find_dates(case["text"], case["base_year"]):
        assert any(_alone(mention, year) == [found(mention)] for year in _contexts(mention))


def _alone(mention: DateMention, year: int | None) -> list[Case]:
    return [found(again) for again in find_dates(mention.raw, year)]


def _contexts(mention: DateMention) -> list[int | None]:
    """The years that the context may have given: a period's first, or the one before its last."""
    if not mention.inferred:
        return [None]
    start, end = mention.start_date, mention.end_date
    return [start.year] if start else [end.year, end.year - 1] if end else [None]


# ------------------------------------------------------------------ writing and reading back

DAY_NOTATIONS = [
    *("{y}. {m}. {d}.", "{y}.{m}.{d}.", "{y}.{m}.{d}", "{y}. {m:02}. {d:02}.", "{y} . {m} . {d} ."),
    *("{y}년 {m}월 {d}일", "{y}년{m}월{d}일", "{y}. {m}월 {d}일", "{s:02}년 {m}월 {d}일", "'{s:02}년 {m}월 {d}일"),
    *("{y}-{m:02}-{d:02}", "{y}/{m:02}/{d:02}", "’{s:02}. {m}. {d}.", "‘{s:02}.{m}.{d}", "`{s:02}. {m}. {d}.(화)"),
]
MONTH_NOTATIONS = [
    *("{y}. {m}.", "{y}.{m}.", "{y}.{m}", "{y}. {m:02}.", "{y}년 {m}월", "{y}년{m}월", "{y}. {m}월", "{y}.{m}월"),
    *("’{s:02}. {m}.", "‘{s:02}.{m}", "'{s:02}.{m}월", "ˊ{s:02}년 {m}월", "{s:02}년 {m}월", "{y}. {m}월 중"),
]
YEAR_NOTATIONS = ["{y}년", "{y}년도", "’{s:02}년", "‘{s:02}.", "'{s:02}", "{y}회계연도", "{y}."]
JOINTS = ["~", " ~ ", "∼", " ～ "]


@given(st.dates(datetime.date(1960, 1, 1), datetime.date(2059, 12, 31)), st.sampled_from(DAY_NOTATIONS))
def test_a_day_is_read_back(day: datetime.date, notation: str) -> None:
    _reads(_write(notation, day), day, day, "day")


@given(years, st.integers(1, 12), st.sampled_from(MONTH_NOTATIONS))
def test_a_month_is_read_back(year: int, month: int, notation: str) -> None:
    first = datetime.date(year, month, 1)
    _reads(_write(notation, first), first, _last(first), "month")


@given(years, st.sampled_from(YEAR_NOTATIONS))
def test_a_year_is_read_back(year: int, notation: str) -> None:
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    _reads(_write(notation, first), first, last, "year")


@given(
    years, st.integers(1, 4), st.sampled_from(["{y}년 {q}분기", "’{s:02}. {q}/4분기", "‘{s:02}.{q}분기", "{y} {q}분기"])
)
def test_a_quarter_is_read_back(year: int, quarter: int, notation: str) -> None:
    first = datetime.date(year, 3 * quarter - 2, 1)
    text = notation.format(y=year, s=year % 100, q=quarter)
    _reads(text, first, _last(first.replace(month=3 * quarter)), "quarter")


@given(
    st.tuples(years, st.integers(1, 12)), st.tuples(years, st.integers(1, 12)), st.sampled_from(MONTH_NOTATIONS[:-1]),
    st.sampled_from(MONTH_NOTATIONS[:-1]), st.sampled_from(JOINTS),
)  # fmt: skip
def test_a_range_of_months_is_read_back(
    start: tuple[int, int], end: tuple[int, int], first: str, second: str, joint: str
) -> None:
    begins, ends = (datetime.date(*pair, 1) for pair in sorted([start, end]))
    _reads(_write(first, begins) + joint + _write(second, ends), begins, _last(ends), "month")


@given(years, st.integers(1, 12), st.integers(1, 12), st.sampled_from(JOINTS))
def test_a_second_month_borrows_the_year_or_the_next(year: int, first: int, second: int, joint: str) -> None:
    ends = datetime.date(year + (second < first), second, 1)
    for text in (f"{year}. {first}.{joint}{second}.", f"{year}년 {first}월{joint}{second}월"):
        _reads(text, datetime.date(year, first, 1), _last(ends), "month")


@given(st.dates(datetime.date(1960, 1, 1), datetime.date(2059, 12, 31)), st.sampled_from(MONTH_NOTATIONS[:-1]))
def test_open_ends_are_read_back(day: datetime.date, notation: str) -> None:
    first, text = day.replace(day=1), _write(notation, day)
    _reads(f"{text}~", first, None, "month")
    _reads(f"{text} ~ 계속", first, None, "month")
    _reads(f"{text}까지", None, _last(first), "month")
    _reads(f"~{text}", None, _last(first), "month")


def _write(notation: str, day: datetime.date) -> str:
    return notation.format(y=day.year, s=day.year % 100, m=day.month, d=day.day)


def _last(day: datetime.date) -> datetime.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _reads(text: str, start: datetime.date | None, end: datetime.date | None, precision: str) -> None:
    [mention] = find_dates(text)
    assert (mention.raw, mention.start_date, mention.end_date, mention.precision) == (text, start, end, precision)


# ------------------------------------------------------------------ the text around

BEFORE = ["사업기간 : ", "○ ", "(", "- 착공 ", "ㅇ", "/ ", "「", "준공(", "※ 공모 : ", "1) ", "\t", "5,000백만원\n"]
BEHIND = [" : 착수", ")", ", 협약", " / 12억원", "\n2. 추진방향", "\t45", " 착공", "」", " * 3개소"]


@given(st.sampled_from(cases("made")), st.sampled_from(BEFORE), st.sampled_from(BEHIND))
@settings(max_examples=300)
def test_the_text_around_changes_nothing(case: Case, before: str, behind: str) -> None:
    wholes = [expected for expected in case["found"] if expected["raw"] == case["text"]]
    read = [found(mention) for mention in find_dates(before + case["text"] + behind, case["base_year"])]
    assert not wholes or read == wholes


# ------------------------------------------------------------------ time

RUNS = (
    *("1", "25", ".", "1.", "1. ", "’", "’2", "’25.", "’25. 1. ", " ", "~", "’25~", "1월 ", "2024.3. 1월"),
    *("2024년 (1월 ", "3, ", "상", "매", "2 0 2 5 . ", "(월)", "1/4", "~ 1월\n", "2025. 1. 1.", "https://"),
    *("'25.1.1.~", "원", "가 1. 1. "),
)


@pytest.mark.parametrize("run", RUNS)
def test_time_is_linear(run: str) -> None:
    """Double the input takes at most 2.5 times the time; a busy machine may need a second look."""
    half = (run * 100_000)[:50_000]
    assert any(_seconds(half + half) <= 2.5 * _seconds(half) for _ in range(5))


def _seconds(text: str) -> float:
    since = time.process_time()
    find_dates(text, 2025)
    return time.process_time() - since
