"""The part of a document that a golden file speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.evaluate.gold import Row
from extract.text import fold


class ScopeError(Exception):
    """A line that a scope names does not stand in the text."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of a text: a stretch of it (code points, end exclusive) and, unless None, certain pages."""

    start: int
    end: int
    pages: frozenset[int] | None = None

    def holds(self, offset: int, page: int | None) -> bool:
        """Whether words that begin at the offset, on the page, lie within; without a page they lie on none."""
        return self.start <= offset < self.end and (self.pages is None or page in self.pages)


def scope_of(scope: Row, text: str) -> Scope:
    """Return the scope that a golden file names: ``whole``, ``pages``, or ``from`` with ``to``.

    Raises :class:`ScopeError` where a line cannot be found.
    """
    if scope.get("whole"):
        return Scope(0, len(text) + 1)
    if "pages" in scope:
        return Scope(0, len(text) + 1, frozenset(scope["pages"]))
    return Scope(*stretch(text, scope["from"], scope["to"]))


def stretch(text: str, first: str, last: str) -> tuple[int, int]:
    """Return where the line ``first`` begins and the line ``last`` after it ends, found without white space.

    >>> text = "1. 개요\\n2. 소요 예산\\n구비\\t93\\n3. 기대효과\\n"
    >>> start, end = stretch(text, "2.소요예산", "구비 93")
    >>> text[start:end]
    '2. 소요 예산\\n구비\\t93'
    """
    start, _ = _find(text, first, 0)
    _, end = _find(text, last, start)
    return start, end


def _find(text: str, line: str, after: int) -> tuple[int, int]:
    """Return the span of the line: a whole line if there is one, else the start of one, else any place."""
    places = [place for place in places_of(text, line) if place[0] >= after]
    if not places:
        raise ScopeError(f"the scope's line {line!r} does not stand in the text")
    return max(places, key=lambda place: (_begins_line(text, place[0]), _ends_line(text, place[1])))


def places_of(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield every span of the text that holds the words, but for white space and the forms of quotes and tildes.

    >>> list(places_of("추 진 일 정\\n추진일정", "추진 일정"))
    [(0, 7), (8, 12)]
    """
    offsets, squeezed = _squeeze(text)
    wanted = fold("".join(words.split()))
    found = squeezed.find(wanted) if wanted else -1
    while found >= 0:
        yield offsets[found], offsets[found + len(wanted) - 1] + 1
        found = squeezed.find(wanted, found + 1)


@lru_cache(maxsize=2)
def _squeeze(text: str) -> tuple[list[int], str]:
    offsets = [offset for offset, letter in enumerate(text) if not letter.isspace()]
    return offsets, fold("".join(text[offset] for offset in offsets))


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _ends_line(text: str, end: int) -> bool:
    return not text[end:].split("\n", 1)[0].strip()
