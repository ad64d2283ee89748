"""Breaks text into lines, by words or, as many Korean documents do, between any two letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

GLUE = "\ufdd0"  # stands for a blank that must not be broken, and
HOLD = "\ufdd1"  # holds two letters together: neither is a character of any document
WORD = re.compile(r"\S+\s*")


def columns(text: str) -> int:
    """Count the columns of a fixed-width page: Hangul and the like take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def glue(text: str, raws: tuple[str, ...]) -> str:
    """Keep dates and amounts in one piece."""
    for raw in sorted(set(raws), key=len, reverse=True):
        text = text.replace(raw, HOLD.join(raw.replace(" ", GLUE)))
    return text


def _plain(text: str) -> str:
    return text.replace(GLUE, " ").replace(HOLD, "")


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
        if line and measure(_plain(line + piece).rstrip()) > room:
            lines.append(line)
            line = ""
        line += piece
    return [_plain(part.strip()) for part in [*lines, line]]


def _letters(text: str) -> list[str]:
    """Cut between any two letters, but not inside a number, a Latin word or before a closing mark."""
    held = rf"(?:\S{HOLD})+\S"
    return re.findall(rf"[(「『【《]*(?:{held}|[0-9A-Za-z.,%~'‘’]+|\S)[)」』】》.,:]*\s*", text)
