"""Breaks text into lines, by words or, as many Korean documents do, between any two letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

GLUE = "\ufdd0"  # stands for a blank that must not be broken: no character of any document
WORD = re.compile(r"\S+\s*")


def columns(text: str) -> int:
    """Count the columns of a fixed-width page: Hangul and the like take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def glue(text: str, raws: tuple[str, ...]) -> str:
    """Keep dates and amounts in one piece."""
    for raw in sorted(raws, key=len, reverse=True):
        text = text.replace(raw, raw.replace(" ", GLUE))
    return text


def wrap(text: str, first: float, rest: float, by_letter: bool, measure: Callable[[str], float]) -> list[str]:
    """Break `text` into lines no wider than `first`, then `rest`, in the unit of `measure`.

    >>> wrap("안전을 보장하여 일상이", 12, 12, False, columns)
    ['안전을', '보장하여', '일상이']
    >>> wrap("안전을 보장하여 일상이", 12, 12, True, columns)
    ['안전을 보장', '하여 일상이']
    """
    pieces = _letters(text) if by_letter else WORD.findall(text)
    lines: list[str] = []
    line = ""
    for piece in pieces:
        room = rest if lines else first
        if line and measure((line + piece).rstrip().replace(GLUE, " ")) > room:
            lines.append(line)
            line = ""
        line += piece
    return [part.strip().replace(GLUE, " ") for part in [*lines, line]]


def _letters(text: str) -> list[str]:
    """Cut between any two letters, but not inside a number, a Latin word or before a closing mark."""
    return re.findall(r"(?:[0-9A-Za-z.,%~'‘’" + GLUE + r"]+|[(「『【《]*\S)[)」』】》.,:]*\s*", text)
