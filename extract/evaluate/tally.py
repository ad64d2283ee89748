"""Counts of verdicts and the figures made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "wrong", "missing", "extra", "optional"]
"""``optional``: a row of the output that an optional row of the golden file explains; it counts nowhere."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows are right, wrong, missing (golden rows without a match) and extra (output rows without one)."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    extra: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right, self.wrong + other.wrong, self.missing + other.missing, self.extra + other.extra
        )

    @property
    def support(self) -> int:
        """How many rows the golden files require."""
        return self.right + self.wrong + self.missing

    @property
    def precision(self) -> float | None:
        """Share of right rows among those put out; None where nothing was put out."""
        return _share(self.right, self.right + self.wrong + self.extra)

    @property
    def recall(self) -> float | None:
        """Share of right rows among those required; None where nothing is required."""
        return _share(self.right, self.support)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where nothing is required and nothing put out."""
        return _share(2 * self.right, self.support + self.right + self.wrong + self.extra)

    @property
    def wrong_share(self) -> float | None:
        """Share of required rows that carry a wrong value."""
        return _share(self.wrong, self.support)


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Count verdicts.

    >>> tally(["right", "right", "wrong", "extra", "optional"])
    Tally(right=2, wrong=1, missing=0, extra=1)
    """
    counts = {"right": 0, "wrong": 0, "missing": 0, "extra": 0, "optional": 0}
    for verdict in verdicts:
        counts[verdict] += 1
    del counts["optional"]
    return Tally(**counts)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
