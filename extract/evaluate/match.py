"""Golden rows and rows of the output, paired one to one."""

from __future__ import annotations

from collections.abc import Sequence

from extract.evaluate.assign import Pair, assign
from extract.evaluate.compare import CLOSEST, RULES, Rule, agree, likeness
from extract.evaluate.gold import Row

_DIGIT = 10**18
"""More than the ranks of one place can sum up to over all pairs of a table."""

SAME_PROJECT = 0.7
"""Likeness from which two titles are those of one project."""


def match(table: str, golds: Sequence[Row], founds: Sequence[Row]) -> list[Pair]:
    """Return the pairs (index of the golden row, index of the found row), each row in one pair at most.

    Among all ways to pair the rows this is the one with the most right required rows, then the most matched ones, then
    the closest; then the same for optional rows; then rows of the same project and in the same order. In tables
    matched by likeness (projects, milestones) likeness comes before right values.
    """
    rule = RULES[table]
    weights: dict[Pair, int] = {}
    for i, gold in enumerate(golds):
        for j, found in enumerate(founds):
            if closeness := rule.closeness(gold, found):
                apart = abs(i * len(founds) - j * len(golds)) * CLOSEST // (len(golds) * len(founds))
                weights[i, j] = _weight(rule, gold, found, closeness) * _DIGIT + CLOSEST - apart
    return assign(weights)


def _weight(rule: Rule, gold: Row, found: Row, closeness: int) -> int:
    """Return the ranks of a pair as the digits of one number, the highest rank first."""
    right = agree(gold, found, rule.values)
    ranks = (closeness**4, right, 0) if rule.graded else (right, 1, closeness)
    nothing = (0, 0, 0)
    weight = 0
    for rank in (*((nothing, ranks) if gold.get("optional") else (ranks, nothing)), (same_project(gold, found),)):
        for digit in rank:
            weight = weight * _DIGIT + digit
    return weight


def same_project(gold: Row, found: Row) -> bool:
    """Whether the golden row names its project and the found row belongs to it."""
    titles = gold.get("project"), found.get("project")
    return bool(titles[0] and titles[1]) and likeness(*titles) >= SAME_PROJECT
