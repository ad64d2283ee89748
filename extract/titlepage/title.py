"""The title of a document, read from its title page by an ordered list of rules.

A title stands behind the label 제목, or is the largest letters of the page where sizes are known; else it is the line
that ends in a project's number, the first that ends in the word of a kind of document, what stands behind a label such
as 사업명, or a short first line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile, zip_longest

from extract.document import Span
from extract.lines import Line
from extract.text import without_space
from extract.titlepage.candidates import is_labelled, is_only_year, is_section, is_sentence, may_be_title, printed
from extract.titlepage.front import Front, is_listed, spaced, tidy
from extract.titlepage.kind import title_word
from extract.vocabulary import load


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is said, its span in the text, the project's number beside it, and the rule that read it."""

    words: str
    span: Span
    code: Span | None
    rule: str


def _span(lines: Sequence[Line]) -> Span:
    """Return the span of a title's lines without the first one's mark; a bare number is no mark: 9천억원 투자."""
    first = lines[0]
    marked = (is_listed(first) and not first.marker.isdigit()) or first.family == "code"
    return Span(first.body if marked else first.start, lines[-1].end)


# ------------------------------------------------------------------ rules

_FIRST_LINES = 6

_LARGE = 1.1
_SAME_SIZE = 0.8
_NAMED_SIZE = 0.6
_MOST_LINES = 4


def largest_letters(front: Front) -> Span | None:
    """The lines in the largest letters; smaller ones, if those name a kind of document and the largest do not."""
    runs = list(_runs(front))
    largest = max(map(_size, runs), default=0)
    if largest < _LARGE * (front.body_size or 0) or not largest:
        return None
    named = [run for run in runs if _size(run) >= _NAMED_SIZE * largest and _names_a_kind(front, run)]
    return _span(max(named or runs, key=_size))


def _size(run: Sequence[Line]) -> float:
    return max(line.size or 0 for line in run)


def _runs(front: Front) -> Iterator[list[Line]]:
    """Yield lines of about one size that follow each other, each run with the year before it."""
    run: list[Line] = []
    year: list[Line] = []
    for line in front.head:
        good = may_be_title(front, line)
        if run and (not good or not _alike(run[-1], line) or len(run) == _MOST_LINES):
            yield [*year, *run]
            run, year = [], []
        if good:
            run.append(line)
        else:
            year = [line] if is_only_year(front, line) else []
    if run:
        yield [*year, *run]


def _alike(one: Line, other: Line) -> bool:
    sizes = sorted((one.size or 0, other.size or 0))
    return sizes[0] >= _SAME_SIZE * sizes[1]


def _names_a_kind(front: Front, run: Sequence[Line]) -> bool:
    return title_word(" ".join(tidy(front.words(line)) for line in run)) is not None


_NUMBER = r"(?:문서|등록)번호\s"
_REGISTERED = re.compile(rf"(?P<title>.{{4,120}}?)\s+{_NUMBER}")
_REGISTER = re.compile(_NUMBER)


def registered(front: Front) -> Span | None:
    """What stands before 문서번호 in one line, or alone in the line above it, as a register's page has it."""
    first = front.head[:_FIRST_LINES]
    for line, following in zip_longest(first, first[1:]):
        found = _REGISTERED.match(front.text, line.body, line.end)
        if found:
            return Span(*found.span("title"))
        above = following is not None and _REGISTER.match(front.text, following.start, following.end)
        words = front.words(line)
        if above and line.table is None and "://" not in words and not printed().fullmatch(without_space(words)):
            return Span(line.start, line.end)
    return None


_CODE = re.compile(r"(?:(?<=[가-힣)\]」』])|(?<=\s))\s*(?P<code>\d{1,2}-\d{1,3})\Z")


def coded_line(front: Front) -> Span | None:
    """A first line that ends in a project's number, or begins with it: 어르신 건강 둘레길 조성5-11."""
    for line in front.head[:_FIRST_LINES]:
        if (line.family == "code" or _CODE.search(front.words(line))) and may_be_title(front, line):
            return _span([line])
    return None


_LINES_NAMED = 8


def named_line(front: Front) -> Span | None:
    """The first line that ends in the word of a kind of document; one behind it, if it is that word alone."""
    named: list[Line] = []
    first = front.head[:_LINES_NAMED]
    for line in takewhile(lambda line: not is_section(front.words(line)), first):
        if _is_named(front, line):
            named.append(line)
        elif named:
            break
    return _span([max(named, key=lambda line: _is_more_than_its_word(front.words(line)))]) if named else None


def _is_named(front: Front, line: Line) -> bool:
    words = front.words(line)
    marked = line.family is not None and line is not front.lines[0]
    if marked or is_sentence(words) or is_labelled(words):
        return False
    return may_be_title(front, line) and _names_a_kind(front, [line])


def _is_more_than_its_word(words: str) -> bool:
    word = title_word(words)
    return word is not None and len(without_space(words)) > len(word[0]) + 1


@lru_cache(maxsize=2)
def _label(group: str) -> re.Pattern[str]:
    labels = spaced(*load("titlepages")["title"][group])
    return re.compile(rf"\[?\s*{labels}\s*\]?(?:\s*[:：]\s*|\s+|\Z)")


def subject(front: Front) -> Span | None:
    """What stands behind 제목 in an official letter."""
    return _behind(front, _label("letter"))


def labelled(front: Front) -> Span | None:
    """What stands behind 사업명, 공약명, 안건명."""
    return _behind(front, _label("project"))


_MAY_BE_NAME = re.compile(r"[^|]*[가-힣A-Za-z]{2}[^|]*")


def _behind(front: Front, label: re.Pattern[str]) -> Span | None:
    """Return what stands behind a label at the beginning of a line, or in the cell beside it."""
    for line, following in zip_longest(front.lines, front.lines[1:]):
        found = label.match(line.words(front.text))
        behind = Span(line.body + found.end(), line.end) if found else None
        if behind and behind.start == behind.end and following:
            behind = Span(following.start, following.end)
        if behind:
            return behind if _MAY_BE_NAME.fullmatch(front.text, *behind) else None
    return None


_SHORT = 60
_NO_TITLE = re.compile(r"\A[\"“‘']|[|│▲:：]|사진|https?://|www\.")


def first_line(front: Front) -> Span | None:
    """The first line, if it is short and no sentence, as on a pledge sheet."""
    for line in [line for line in front.head if line.table is None][:_FIRST_LINES]:
        words = front.words(line)
        if is_sentence(words):
            return None
        good = line.family is None and len(words) <= _SHORT and not _NO_TITLE.search(words) and not is_section(words)
        if good and may_be_title(front, line):
            return _span([line])
    return None


RULES: tuple[Callable[[Front], Span | None], ...] = (
    subject,
    largest_letters,
    registered,
    coded_line,
    named_line,
    labelled,
    first_line,
)

# ------------------------------------------------------------------ the title as it is said

_CODE_ALONE = re.compile(r"\d{1,2}-\d{1,3}")


def read_title(front: Front) -> Title | None:
    """Return the title of a document, None where its title page shows none."""
    for rule in RULES:
        span = rule(front)
        if span:
            return _title(front, _in_full(front, span), rule.__name__)
    return None


def _title(front: Front, span: Span, rule: str) -> Title:
    code = _glued_code(front.text, span) or _code_beside(front, span)
    if code and span.start < code.start < span.end:
        span = Span(span.start, span.start + len(front.text[span.start : code.start].rstrip()))
    words = " ".join(tidy(line) for line in front.text[span.start : span.end].splitlines())
    return Title(" ".join(words.split()), span, code, rule)


def _glued_code(text: str, span: Span) -> Span | None:
    """The project's number at the end of the title's last line."""
    found = _CODE.search(text[span.start : span.end])
    return Span(span.start + found.start("code"), span.start + found.end("code")) if found else None


def _code_beside(front: Front, span: Span) -> Span | None:
    """The project's number before the title, or in the cell next to it."""
    for line in front.lines:
        if line.family == "code" and line.body == span.start:
            return Span(line.start, line.start + len(line.marker.rstrip(".")))
        if line.start >= span.end:
            beside = line.table is not None and _CODE_ALONE.fullmatch(front.words(line))
            return Span(line.start, line.end) if beside else None
    return None


_YEAR = re.compile(r"(?:(?:19|20)\d\d|['‘’`]\d\d)\s*(?:학?년|회계)")
_RECURS_WITHIN = 4000
_LONGEST = 120


def _in_full(front: Front, span: Span) -> Span:
    """Return where the title stands in full, if a register shows a shorter one above the document itself.

    The register's title recurs on the cover and above the text; what stands before it both times, from a year on, is
    the title's own beginning.
    """
    words = front.text[span.start : span.end]
    area = front.text[span.end : span.end + _RECURS_WITHIN]
    places = [found.start() for found in re.finditer(re.escape(words), area)]
    if len(places) < 2 or "\n" in words:
        return span
    shared = _shared_end(area[: places[0]], area[: places[1]])
    year = _YEAR.search(shared)
    if not year:
        return span
    place = span.end + places[0]
    return Span(place - (len(shared) - year.start()), place + len(words))


def _shared_end(one: str, other: str) -> str:
    """Return the end that two texts have in common, within a line."""
    length = 0
    while length < min(len(one), len(other), _LONGEST) and one[-1 - length] == other[-1 - length] != "\n":
        length += 1
    return one[len(one) - length :]
