"""Text for terminals: columns that stay straight though Korean letters are two cells wide."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TextIO


def width(text: str) -> int:
    """Return how many cells of a terminal a text takes.

    >>> width("국비 100"), width("n³")
    (8, 2)
    """
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, cells: int) -> str:
    """Return a text cut or filled up to exactly so many cells.

    >>> fit("추진일정", 6) + "|", fit("국비", 6) + "|"
    ('추진 …|', '국비  |')
    """
    if width(text) > cells:
        kept, used = "", 0
        for character in text:
            used += _cells(character)
            if used > cells - 1:
                break
            kept += character
        text = kept + " " * (cells - 1 - width(kept)) + "…"
    return text + " " * (cells - width(text))


def columns(rows: Sequence[Sequence[object]], cells: int = 120, right: Sequence[int] = ()) -> Iterator[str]:
    """Yield rows as lines with straight columns; what exceeds ``cells`` is cut from the widest columns.

    ``right`` are the columns to be flush right; None is an empty cell.

    >>> for line in columns([["국비", 100], ["시비", 1000]], right=[1]):
    ...     print(line)
    국비   100
    시비  1000
    """
    texts = [["" if cell is None else " ".join(str(cell).split()) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*texts, strict=True)]
    for _ in range(sum(widths) + 2 * len(widths) - 2 - cells):
        widths[widths.index(max(widths))] -= 1
    for row in texts:
        line = "  ".join(
            " " * (size - width(text)) + text if index in right and width(text) <= size else fit(text, size)
            for index, (text, size) in enumerate(zip(row, widths, strict=True))
        )
        yield line.rstrip()


class Progress:
    """A bar on the terminal's error output for what takes longer than a second; nothing where there is no terminal."""

    def __init__(self, stream: TextIO = sys.stderr) -> None:
        self.stream = stream
        self.shown = False
        self.since = time.monotonic()

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show that ``done`` of ``total`` are done, ``name`` last."""
        if self.stream.isatty() and (self.shown or time.monotonic() - self.since > 1):
            self.shown = True
            bar = ("#" * (30 * done // total)).ljust(30, ".")
            self.stream.write(f"\r[{bar}] {done}/{total} {fit(name, 40)}")
            self.stream.flush()

    def clear(self) -> None:
        """Wipe the bar away."""
        if self.shown:
            self.stream.write("\r" + " " * 100 + "\r")
            self.stream.flush()
            self.shown = False
