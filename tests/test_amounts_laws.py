"""What holds for the grammar of money whatever the text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from extract.amounts import AmountMention, find_amounts, find_formulas, read_figure
from tests.test_amounts import load

NOTATIONS = [case["text"] for name in ("wild", "made", "negative") for case in load(name)]

letters = st.text(
    "0123456789,.~-→△▲()[]【】 \n\t'‘’%㎡×=:;/·원억조만천백십여명개국시비구약금일이삼월당달러", max_size=60
)
texts = st.lists(st.one_of(st.sampled_from(NOTATIONS), letters), max_size=6).map("".join)


@given(texts)
@settings(max_examples=150, deadline=None)
def test_spans_hold_the_words(text: str) -> None:
    """Spans are within the text, in order, disjoint, on one line or in one cell, and hold raw and label."""
    found = find_amounts(text)
    for mention in found:
        assert 0 <= mention.span_start < mention.span_end <= len(text)
        assert text[mention.span_start : mention.span_end] == mention.raw
        assert not set(mention.raw) & {"\n", "\t"}
        if mention.label is not None:
            assert text[mention.label_start : mention.label_end] == mention.label
        assert all(0 <= start < end <= len(text) for _, start, end in mention.pieces)
    assert all(left.span_end <= right.span_start for left, right in pairwise(found))


@given(texts)
@settings(max_examples=150, deadline=None)
def test_a_part_stands_behind_its_whole(text: str) -> None:
    """``whole`` is where another mention begins that stands before the part, is worth no less, and is in won."""
    found = find_amounts(text)
    at = {mention.span_start: mention for mention in found}
    for part in found:
        if part.whole is not None:
            whole = at[part.whole]
            assert whole.span_end < part.span_start
            assert whole.amount_won is not None and part.amount_won is not None
            assert 0 <= part.amount_won <= whole.amount_won


def carries_its_unit(mention: AmountMention) -> bool:
    """Whether nothing outside the amount was needed to read it."""
    return mention.rule in ("won", "currency_after", "sign_before") or (mention.rule == "bare" and "억" in mention.raw)


@given(texts)
@settings(max_examples=150, deadline=None)
@example("(-5억원)")
@example("▲120백만원")
def test_raw_alone_says_the_same(text: str) -> None:
    """An amount that carries its unit reads the same when it stands alone."""
    for mention in find_amounts(text):
        if carries_its_unit(mention):
            [alone] = find_amounts(mention.raw)
            assert (alone.raw, alone.amount_won, alone.currency) == (mention.raw, mention.amount_won, mention.currency)


NEUTRAL_BEFORE = [
    "",
    "국비 ",
    "총사업비 : ",
    "(",
    "※ ",
    "- ",
    "지원, ",
    "매입비(",
    "2025년 ",
    "ㅇ 예산 ",
    "\n",
    "\t",
    "5개소 ",
]
NEUTRAL_BEHIND = ["", " 확보", ")", ", 계속", "\n", "\t3", "(시비)", " / 2년", "을 지원", " 등", ". 끝", " 규모"]
CARRYING = [
    case["text"]
    for name in ("wild", "made")
    for case in load(name)
    if [mention.raw for mention in find_amounts(case["text"]) if carries_its_unit(mention)] == [case["text"]]
    and case["text"][0] not in "-△▲"  # what stands round a sign decides whether it is one
]


@given(st.sampled_from(CARRYING), st.sampled_from(NEUTRAL_BEFORE), st.sampled_from(NEUTRAL_BEHIND))
@settings(max_examples=100, deadline=None)
def test_text_around_changes_no_value(raw: str, before: str, behind: str) -> None:
    """An amount has the value that it has alone, wherever it stands."""
    [alone] = find_amounts(raw)
    within = [mention for mention in find_amounts(before + raw + behind) if mention.span_start == len(before)]
    assert [(mention.raw, mention.amount_won) for mention in within] == [(raw, alone.amount_won)]


# ------------------------------------------------------------------ formatting and reading back

DIGITS = " 일이삼사오육칠팔구"


def spelt(number: int) -> str:
    """Write a number in Hangul, as amounts of contracts are written."""
    words = ""
    for large, unit in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        section, number = divmod(number, large)
        for small, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
            digit, section = divmod(section, small)
            words += DIGITS[digit] + name if digit else ""
            words += unit if digit and not section else ""
    return words


def in_groups(won: int) -> str:
    """Write whole won in 조, 억, 만 and the rest."""
    groups = [(won // 10**12, "조"), (won // 10**8 % 10**4, "억"), (won // 10**4 % 10**4, "만"), (won % 10**4, "")]
    return " ".join(f"{figure:,}{unit}" for figure, unit in groups if figure) + "원"


def with_decimals(won: int, unit: int, digits: int) -> str:
    return f"{won // unit:,}.{won % unit * 10**digits // unit:0{digits}d}"


@given(st.integers(10, 10**14))
@settings(max_examples=150, deadline=None)
def test_reads_back_what_is_written_in_figures(won: int) -> None:
    """Plain figures, 조/억/만 groups and thousands of won give the number that they were made from."""
    for text, value in (
        (f"{won:,}원", won),
        (f"{won}원", won),
        (in_groups(won), won),
        (in_groups(won).replace(" ", ""), won),
        (f"△{won:,}원", -won),
        (f"{won:,}천원", won * 1_000),
        (f"{won:,} 백만 원", won * 1_000_000),
    ):
        assume(value < 2**63)
        assert [mention.amount_won for mention in find_amounts(text)] == [value], text


@given(
    st.integers(0, 10**6), st.integers(1, 99), st.sampled_from([("백만원", 10**6), ("억원", 10**8), ("조원", 10**12)])
)
@settings(max_examples=150, deadline=None)
def test_reads_back_decimals(whole: int, hundredths: int, unit: tuple[str, int]) -> None:
    """Two decimals of a unit are exact won, and so they are in a cell under the unit."""
    name, scale = unit
    won = whole * scale + hundredths * scale // 100
    assume(won < 2**63)
    figure = with_decimals(won, scale, 2)
    assert [mention.amount_won for mention in find_amounts(figure + name)] == [won]
    cell = read_figure(figure, name)
    assert cell is not None and cell.amount_won == won


@given(st.integers(1, 10**15))
@settings(max_examples=150, deadline=None)
def test_reads_back_what_is_written_in_hangul(won: int) -> None:
    """금일백이십삼만사천원 gives 1,234,000, and so for any number."""
    assume(won >= 10)
    assert [mention.amount_won for mention in find_amounts(f"금{spelt(won)}원")] == [won]


@given(st.lists(st.integers(1, 99_999), min_size=2, max_size=5), st.sampled_from(["백만원", "억원", "천원"]))
@settings(max_examples=100, deadline=None)
def test_parts_add_up_to_their_whole(parts: list[int], unit: str) -> None:
    """A split that is written from its parts is read as these parts, in the unit of the whole."""
    listed = ", ".join(
        f"{name} {part:,}" for name, part in zip(("국비", "시비", "구비", "민자", "공사비"), parts, strict=False)
    )
    whole, *found = find_amounts(f"총사업비 {sum(parts):,}{unit}({listed})")
    assert whole.amount_won == sum(mention.amount_won or 0 for mention in found)
    assert [mention.raw for mention in found] == [f"{part:,}" for part in parts]


# ------------------------------------------------------------------ time


def seconds(text: str) -> float:
    """Return the processor time of reading a text, the least of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        find_amounts(text)
        find_formulas(text)
        times.append(time.process_time() - start)
    return min(times)


RUNS = [
    "1",
    "1,",
    "1.",
    "111,",
    "원",
    "'",
    "1원",
    "12원",
    "1천",
    "만",
    "만 ",
    "1~",
    "1×",
    "'24.",
    "(",
    " ",
    "1. ",
    "1,,,",
]
DENSE = [
    "$1",
    "12원(",
    "12원(1 ",
    "12억원(국비 1, 시비 11) ",
    "12원▹국비 1 ",
    "12원\n국비 1, 시비 2\n",
    "1~2억 ",
    "△1억 ",
    "1원×",
    "12원×1=",
    "가 12원 ",
]


@pytest.mark.parametrize(("run", "length"), [*((run, 50_000) for run in RUNS), *((run, 4_000) for run in DENSE)])
def test_twice_the_text_takes_twice_the_time(run: str, length: int) -> None:
    """No run makes a pattern slow: in one of five tries double the input takes at most 2.5 times as long."""
    for _ in range(5):
        once, twice = (seconds((run * times)[:times]) for times in (length, 2 * length))
        if twice <= 2.5 * max(once, 0.004):
            return
    pytest.fail(f"{once:.4f} s for {length} characters, {twice:.4f} s for twice as many")
