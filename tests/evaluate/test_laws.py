"""Laws of matching and scoring, on made rows."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from extract.evaluate.assign import assign
from extract.evaluate.gold import TABLES
from extract.evaluate.match import match
from extract.evaluate.score import score_plan
from extract.evaluate.tally import tally
from tests.evaluate.made import gold, plan, rows

WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 5) | st.integers(10**30, 10**30 + 5), max_size=12
)

# Few raws and values, so that many rows hold, equal or contradict each other.
DATES = st.lists(
    st.fixed_dictionaries(
        {
            "raw": st.sampled_from(["3월", "’24. 3월", "13월", "’24", "’24. 3."]),
            "start_date": st.sampled_from(["2024-03-01", "2023-03-01"]),
            "end_date": st.just("2024-03-31"),
        },
        optional={"optional": st.just(True)},
    ),
    max_size=6,
)


def outcome(golds: list[dict[str, Any]], founds: list[dict[str, Any]]) -> tuple[int, ...]:
    """Return what a pairing comes to: right, matched and optional rows."""
    pairs = match("dates", golds, founds)
    required = [(i, j) for i, j in pairs if not golds[i].get("optional")]
    right = sum(golds[i]["start_date"] == founds[j]["start_date"] for i, j in required)
    return right, len(required), len(pairs) - len(required)


def best(weights: dict[tuple[int, int], int]) -> int:
    """Return the heaviest sum, by trying every way."""
    ways = permutations(range(5))
    return max(sum(weights.get((left, right), 0) for left, right in enumerate(way)) for way in ways)


@given(WEIGHTS)
def test_no_other_pairing_is_heavier(weights):
    pairs = assign(weights)
    assert sum(weights[pair] for pair in pairs) == best(weights)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)


@given(DATES, DATES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_figure(golds, founds, random):
    before = outcome(golds, founds)
    random.shuffle(golds)
    random.shuffle(founds)
    assert outcome(golds, founds) == before


@given(DATES)
def test_rows_held_against_themselves_are_all_right(listed):
    required = [row for row in listed if not row.get("optional")]
    assert outcome(listed, listed) == (len(required), len(required), len(listed) - len(required))


@given(DATES, DATES)
def test_one_more_row_of_output_never_makes_fewer_right(golds, founds):
    for row in founds:
        assert outcome(golds, [*founds, row])[0] >= outcome(golds, founds)[0]


@given(st.data())
def test_every_row_is_counted_once(data):
    found, wanted = rows(), rows()
    for listed in (found, wanted):
        for table in TABLES:
            listed[table] = data.draw(st.lists(st.sampled_from(listed[table]), max_size=5))
    outcomes = score_plan(gold(wanted), plan(found)).outcomes
    for table in TABLES:
        each = tally(one.verdict for one in outcomes if one.table == table)
        assert each.support == len(wanted[table])
        assert each.right + each.wrong + each.extra == len(found[table])
