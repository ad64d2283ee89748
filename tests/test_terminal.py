"""Text for terminals: straight columns, a bar of progress."""

from __future__ import annotations

from io import StringIO
from math import inf

import pytest

from extract.terminal import Progress, columns, width


def test_columns_stay_straight_with_wide_letters() -> None:
    """Every line of a full table has the same width in cells, and none exceeds the terminal."""
    rows = [["추진일정", 1, "a" * 200], ["x", 12_345, "나" * 100]]
    lines = list(columns(rows, cells=60, right=[1]))
    assert [width(line) for line in lines] == [60, 60]


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("stream", "since", "shown"),
    [(Terminal(), -10.0, f"\r[{'#' * 15}{'.' * 15}] 1/2 계획.pdf"), (Terminal(), inf, ""), (StringIO(), -10.0, "")],
)
def test_progress_is_shown_on_terminals_for_what_takes_long(stream: StringIO, since: float, shown: str) -> None:
    """A log holds no bars, and none flashes by; the bar is wiped away in the end."""
    progress = Progress(stream)
    progress.since = since
    progress(1, 2, "계획.pdf")
    assert stream.getvalue().rstrip() == shown.rstrip()
    progress.clear()
    assert stream.getvalue().endswith("\r") == bool(shown)
