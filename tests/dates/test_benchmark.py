"""The benchmark of notations counts as its README says."""

from __future__ import annotations

from benchmarks.notations.count import count
from benchmarks.notations.tools import Case, Finding

CASE: Case = {
    "text": "’23. 7.~8. 공모, 수시",
    "base_year": None,
    "found": [
        {"raw": "’23. 7.~8.", "start": "2023-07-01", "end": "2023-08-31", "precision": "month", "recurrence": None},
        {"raw": "수시", "start": None, "end": None, "precision": None, "recurrence": "수시"},
    ],
}


def test_a_value_is_right_a_phantom_is_wrong_and_silence_is_missed() -> None:
    found = [Finding("’23. 7.~8", ("2023-07-01", "2023-08-31")), Finding("공모", ("2025-01-01", None))]
    assert count(lambda _case: found, [CASE]).totals == {"right": 1, "wrong": 1, "missed": 1}


def test_a_tool_of_days_is_right_with_the_first_day() -> None:
    found = [Finding("’23. 7.~8.", ("2023-07-01", "2023-07-01"), point=True)]
    assert count(lambda _case: found, [CASE]).totals == {"right": 1, "missed": 1}


def test_an_exception_finds_nothing() -> None:
    def broken(case: Case) -> list[Finding]:
        raise RuntimeError(case["text"])

    assert count(broken, [CASE]).totals == {"raised": 1, "missed": 2}


def test_an_amount_is_right_by_its_won() -> None:
    case = {"text": "3억원", "unit": None, "found": [{"raw": "3억원", "amount_won": 300_000_000}]}
    assert count(lambda _case: [Finding(None, 300_000_000)], [case]).totals == {"right": 1}
    assert count(lambda _case: [Finding("3억", 3)], [case]).totals == {"wrong": 1}
