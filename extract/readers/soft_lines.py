"""Line breaks within a paragraph (Shift+Enter), or within an entry of a list -> the paragraphs that a reader sees."""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import east_asian_width

from extract.readers.marks import BRACKETED, FIGURES, LABEL, parts_date, parts_range
from extract.readers.wrapping import Line, list_mark, paragraphs, seam
from extract.words import needs_space

_LETTER = 2  # columns of a Hangul letter

_LONGEST = 20_000
"""Letters of a paragraph that a person has wrapped; what is longer a program has made, one entry a line."""

_OPENS = re.compile(r"[(\[<〔【]|[^:]{1,40}\s:\s")
_ENDS = re.compile(r"[.;:。]\s*$")


def columns(text: str) -> int:
    """Return how many character columns the text takes, a Hangul letter two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def unwrap(text: str) -> list[str]:
    r"""Return the paragraphs that a paragraph with line breaks in it holds.

    Writers break a line either to begin the next entry of a list, or to see a long line or a narrow cell wrapped
    where they like. An entry opens with a mark, a bracket or a label, or follows a full stop.

    >>> unwrap("ㅇ 평가 운영: 70백만원 \n    - 공무직 2명*3.5백만원")
    ['ㅇ 평가 운영: 70백만원', '- 공무직 2명*3.5백만원']
    >>> unwrap("‘24.12.16.\n~’24.12.24.")
    ['‘24.12.16.~’24.12.24.']
    >>> unwrap("ㅇ 팁스 확대 및 글로벌 팁스 신설을 통해 \n전주기 지원체계로 개편"), unwrap("(기존) 분산\n(개편) 통합")
    (['ㅇ 팁스 확대 및 글로벌 팁스 신설을 통해 전주기 지원체계로 개편'], ['(기존) 분산', '(개편) 통합'])
    """
    if "\n" not in text:
        return [text.strip()] if text.strip() else []
    pieces = [piece for piece in text.split("\n") if piece.strip()]
    if len(text) > _LONGEST:
        return [piece.strip() for piece in pieces]
    widest = max((columns(piece.strip()) for piece in pieces), default=0)
    stretches: list[list[Line]] = []
    for piece in pieces:
        line = _line(piece, widest)
        if stretches and _may_go_on(stretches[-1][-1].text, line.text):
            stretches[-1].append(line)
        else:
            stretches.append([line])
    return [_joined(found) for stretch in stretches for found in paragraphs(stretch)]


def _may_go_on(above: str, line: str) -> bool:
    parted = parts_range(above, line) or parts_date(above.rstrip(), line)
    return parted or not (_OPENS.match(line) or _ENDS.search(above))


def with_rest(above: str, line: str) -> str | None:
    """Return a paragraph of a cell with the one below it, as typed, if that is its rest; else None.

    In a narrow cell a writer wraps by hand: the rest of a list's entry is a paragraph that blanks set right below its
    words; that of a range of dates begins with the tilde, that of a date with the month.

    >>> with_rest(" ㅇ교육과정평가 및 환류", "   (12월)"), with_rest(" ㅇ번역자문위원회", "   상반기 회의(4월)")
    (' ㅇ교육과정평가 및 환류(12월)', ' ㅇ번역자문위원회 상반기 회의(4월)')
    >>> with_rest(" ㅇ사업비", "   국비 : 20억원"), with_rest("ㅇ만족도 조사", " ㅇ말뭉치 공개")
    (None, None)
    >>> with_rest("‘24.12.16.", "~’24.12.24.")
    '‘24.12.16.~’24.12.24.'
    """
    text = line.strip()
    if parts_range(above.strip(), text):
        return above.rstrip() + text
    if parts_date(above.strip(), text):
        return f"{above.rstrip()} {text}"
    mark, indent = list_mark(above.strip()), above[: len(above) - len(above.lstrip())]
    below = columns(line[: len(line) - len(line.lstrip())]) == columns(indent + mark)
    of_its_own = any(opens(text) for opens in (list_mark, LABEL.match, BRACKETED.match, FIGURES.fullmatch))
    if not mark or not below or of_its_own or "\n" in above + line:
        return None
    return indent + _joined([_line(above, 0), _line(line, 0)])


def _line(piece: str, widest: int) -> Line:
    text = piece.strip()
    mark = columns(list_mark(text))
    return Line(text, 0, columns(text), widest, _LETTER, hang=mark or None, blank=piece[-1].isspace())


def _joined(lines: list[Line]) -> str:
    text = lines[0].text
    for above, line in pairwise(lines):
        text += seam(above, line, needs_space) + line.text
    return text
