"""Coloured fields: the background of a cell is a part of its table, a marked phrase or a shaded title is not."""

from __future__ import annotations

from bisect import bisect_left

from extract.document import Box
from extract.readers.pdf.layout import Rule, Rules

_ALONG = 3.0  # points: a rule nearer than this runs along a side
_SHARE = 0.8  # of the side that the rule must run along


def with_field_edges(drawn: Rules, fields: list[Box]) -> Rules:
    """Return the drawn rules with the sides of the fields that have drawn rules along two of their sides or more.

    >>> drawn = Rules([Rule(10, 0, 100), Rule(30, 0, 100)], [])
    >>> with_field_edges(drawn, [Box(0, 10, 40, 30), Box(50, 14, 80, 26)]).down
    [Rule(at=0, low=10, high=30), Rule(at=40, low=10, high=30)]
    """
    if not fields:
        return drawn
    across, down = sorted(drawn.across), sorted(drawn.down)
    found = Rules(list(across), list(down))
    for x0, top, x1, bottom in fields:
        flat = [Rule(top, x0, x1), Rule(bottom, x0, x1)]
        upright = [Rule(x0, top, bottom), Rule(x1, top, bottom)]
        if sum(_drawn(side, across) for side in flat) + sum(_drawn(side, down) for side in upright) >= 2:
            found.across.extend(flat)
            found.down.extend(upright)
    return found


def _drawn(side: Rule, rules: list[Rule]) -> bool:
    """Say whether drawn rules, in order of their place, run along most of a side."""
    along = 0.0
    for rule in rules[bisect_left(rules, (side.at - _ALONG,)) :]:
        if rule.at > side.at + _ALONG:
            break
        along += max(0.0, min(rule.high, side.high) - max(rule.low, side.low))
    return along >= _SHARE * (side.high - side.low)
