"""What follows a first end: a second end, an open tilde, or a word that says which way the period is open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.dates.notation import TAILS, S, holds
from extract.dates.period import End, Parts, before, borrow, written_end


class Joint(NamedTuple):
    """How a period goes on behind its first end.

    ``kind`` is ``single`` (it does not), ``range``, ``since`` (open behind), ``by`` (only the end is told), or
    ``unreadable``: something goes on that is no date, and half a reading is none. ``dated`` says that the second end
    writes its own year. ``stop`` is where the words end, ``rule`` what the result's rule adds to the first notation.
    """

    kind: str
    stop: int
    rule: str = ""
    second: End | None = None
    dated: bool = False


_HOURS = rf"(?:오전|오후)?{S}\d\d?(?::\d\d|시)(?:{S}\d\d?분)?"
_LINK = re.compile(
    rf"{S}[중경]?(?P<hours>{S}{_HOURS})?{S}(?:(?P<tilde>(?:부터{S})?~)|(?P<until>부터|에서)|(?P<dash>[-–])){S}"
)
_OPEN_WORD = re.compile("계속|현재")
_FIGURE = re.compile(rf"['\d]|\n{S}(?:'\d\d|(?:19|20)\d\d|\d\d?){S}[.년]{S}\d")
_NEXT_LINE = re.compile(rf"{S}\n{S}~{S}['\d]")
_COUNT = re.compile(r"(?<= )\d[\d,.]{0,12} ?(?![년월일시]|분기)[가-힣%]")
_MOVES = "을|를|완료|예정|추진|개관|개소|개청|신축|건립|사업|부지|계획|대상|설치|준공|후보지"
_SUFFIX = re.compile(
    rf"{S}(?:(?P<by>까지|이내|이전(?!{S}(?:{_MOVES}))|[내안](?!{S}집)(?:(?![가-힣])|(?=에|로)))"
    r"|(?P<since>부터|이후)|(?P<single>중)(?:(?![가-힣·․‧ㆍ･∙])|(?=에)))"
)


def joint(text: str, first: End, at: int) -> Joint:
    """Return what follows, in folded text, the first end that stops at ``at``."""
    link = _LINK.match(text, at)
    if link and link["tilde"]:
        return _behind_tilde(text, first, at, link)
    if link and (closed := _closed(text, first, link)):
        return closed
    return Joint("unreadable", at) if _NEXT_LINE.match(text, at) else _suffix(text, at)


def _behind_tilde(text: str, first: End, at: int, link: re.Match[str]) -> Joint:
    """``~`` and a date, ``~ 계속``, or ``~`` alone; behind hours (``14:00~16:00``) only a date counts."""
    if second := _second(text, first, link.end()):
        return _complete(text, second)
    if link["hours"]:
        return Joint("single", at)
    if word := _OPEN_WORD.match(text, link.end()):
        return Joint("since", word.end(), " ~")
    if _FIGURE.match(text, link.end()) and not _COUNT.match(text, link.end()):
        return Joint("unreadable", link.end())
    return Joint("since", link.end("tilde"), " ~")


def _closed(text: str, first: End, link: re.Match[str]) -> Joint | None:
    """``-`` and a date, or 부터/에서 and a date with 까지; None if neither."""
    second = _second(text, first, link.end())
    if second is None:
        touches = link["dash"] and link[0] == link["dash"] and text[link.end() : link.end() + 1].isdigit()
        return Joint("unreadable", link.end()) if touches else None
    suffix = _suffix(text, second.stop)
    lone_number = second.rule == " ~ numbers" and text[link.end() : second.stop].rstrip(" .").isdigit()
    page_number = lone_number and link[0] != link["dash"]
    if suffix.kind != "by" and (link["until"] or page_number):
        return None
    return _complete(text, second)


def _suffix(text: str, at: int) -> Joint:
    """까지 이내 이전 내 close a period, 부터 이후 open it, 중 changes nothing."""
    word = _SUFFIX.match(text, at)
    if word is None:
        return Joint("single", at)
    return Joint(str(word.lastgroup), word.end(), f" {word[0].strip()}")


def _complete(text: str, second: Joint) -> Joint:
    """The second end with its 까지 or 중; a third end would make all of it unreadable."""
    suffix = _suffix(text, second.stop)
    stop = suffix.stop if suffix.kind != "since" else second.stop
    link = _LINK.match(text, stop)
    if link and link["tilde"] and not link["hours"] and _FIGURE.match(text, link.end()):
        return Joint("unreadable", link.end())
    return second._replace(stop=stop)


# ------------------------------------------------------------------ the second end


def _second(text: str, first: End, at: int) -> Joint | None:
    for name, pattern in TAILS:
        if (match := pattern.match(text, at)) and holds(name, text, at):
            second = _likeliest(_meanings(name, match.groupdict(), first), first)
            return second._replace(stop=match.end(), rule=f" ~ {name}") if second else None
    return None


def _likeliest(ends: Iterable[End], first: End) -> Joint | None:
    """The first meaning that does not run backwards, or else the first."""
    wholes = [(whole, end.year is not None) for end in ends if (whole := borrow(end, first))]
    forward = [(whole, dated) for whole, dated in wholes if not before(whole, first)]
    for whole, dated in forward or wholes:
        return Joint("range", 0, "", whole, dated)
    return None


def _meanings(name: str, parts: Parts, first: End) -> Iterator[End]:
    """Yield what a second end can mean, the likeliest first."""
    if name == "numbers":
        yield from _by_shape([number for number in parts.values() if number], first)
    elif first.quoted or parts.get("month") or not parts.get("plain"):
        yield written_end(parts)


# Figures without units have the shape of the first end: d(ay), m(onth), y(ear of two digits).
_SHAPES = {
    "day": ("d", "md ym", "ymd"),
    "tenday": ("m", "md ym", "ymd"),
    "month": ("m", "ym md", "ymd"),
    "quarter": ("", "ym", "ymd"),
    "half": ("", "ym", "ymd"),
    "year": ("y", "ym", "ymd"),
}
_LETTERS = {"y": "plain", "m": "month", "d": "day"}


def _by_shape(numbers: list[str], first: End) -> Iterator[End]:
    for shape in _SHAPES[first.precision][len(numbers) - 1].split():
        parts = {_LETTERS[letter]: number for letter, number in zip(shape, numbers, strict=True)}
        if _fits(parts, first):
            yield written_end(parts)


def _fits(parts: dict[str, str], first: End) -> bool:
    """A year has two digits and follows one with its quotation mark; a month is one of twelve."""
    year_fits = "plain" not in parts or (first.quoted and len(parts["plain"]) == 2)
    return year_fits and 1 <= int(parts.get("month", 1)) <= 12
