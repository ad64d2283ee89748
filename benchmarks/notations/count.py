"""Right, wrong and missed: findings against what a case expects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from benchmarks.notations.tools import Case, Finding, Reader
from extract.text import match_key


class Count(NamedTuple):
    """How a tool did over some cases, and its faults in words."""

    totals: Counter[str]
    faults: list[str]


def count(reader: Reader, cases: Iterable[Case]) -> Count:
    """Return how a reader does over the cases."""
    totals: Counter[str] = Counter()
    faults: list[str] = []
    for case in cases:
        try:
            findings = reader(case)
        except Exception:  # noqa: BLE001 - another project's tool may raise anything; that is part of the measurement
            totals["raised"] += 1
            findings = []
        for outcome, fault in _outcomes(case, findings):
            totals[outcome] += 1
            faults += [fault] if fault else []
    return Count(totals, faults)


def _outcomes(case: Case, findings: list[Finding]) -> Iterator[tuple[str, str]]:
    left = list(findings)
    for expected in case["found"]:
        overlapping = [finding for finding in left if _overlap(expected["raw"], finding.raw)]
        right = [finding for finding in overlapping if _right(expected, finding)]
        if not overlapping:
            yield "missed", f"{case['text']!r}: {expected['raw']!r} missed"
            continue
        taken = (right or overlapping)[0]
        left.remove(taken)
        yield ("right", "") if right else ("wrong", f"{case['text']!r}: {expected['raw']!r} is {taken.value}")
    for finding in left:
        yield "wrong", f"{case['text']!r}: {finding.raw!r} is nothing to find, {finding.value}"


def _overlap(expected: str, raw: str | None) -> bool:
    if raw is None:
        return True
    ours, theirs = match_key(expected), match_key(raw)
    return bool(theirs) and (ours in theirs or theirs in ours)


def _right(expected: Case, finding: Finding) -> bool:
    if "amount_won" in expected:
        return bool(expected["amount_won"] == finding.value)
    if finding.point and isinstance(finding.value, tuple):
        return expected["start"] is not None and expected["start"] == finding.value[0]
    return (expected["start"], expected["end"]) == finding.value
