"""Which lines are headings: a line is one if a rule of ``HEADINGS`` says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from extract.lines import Family, Line
from extract.ranks import RANKS
from extract.text import without_space
from extract.vocabulary import field_label, section_kind

LONGEST = 60
_VALUE = re.compile(r"\s?[:：](?!\d)\s?\S")
_LABELLED = re.compile(r"\((?P<label>[^()]{2,12})\)\s*[^\s,.·)]")
_ARROW = re.compile(r"[⇒➡➜➔☞]|\s[\uf000-\uf0ff]\s")
_UNIT = re.compile(r"(?<=[가-힣)])\s*[(\[<]\s*단\s*위[^()\[\]<>]*[)\]>]")
_MONEY_UNIT = re.compile(r"단\s*위[^()]*원")
SENTENCE = re.compile(r"(?:[하한된이있없였았었니]다|[가-힣]함|됨|[있없했었였]음)\s*[.。]?\s*\Z|[.。,]\s*\Z")
_SOLID = re.compile(r"[가-힣一-龥A-Za-z]{2}")
_LARGE, _LARGER, _OF_COVERS = 1.2, 1.1, 1.7
_LONGEST_PLAIN_KIND = 9
_SHORTEST_ITEM = 20
_SUMMARY_MARKS = frozenset("❖◈")
_BLANK_FORM = re.compile(r"M\s*E\s*M\s*O")
# A document's own title, repeated inside it, is no heading.
_LIKE_A_TITLE = re.compile(r".{9}(?:계획|방안|방향|전략|대책|보고)(?:서|\(안\)|\(요약\))*[」｣』》〉]?\Z")
HIGH: frozenset[Family] = frozenset({"annex", "chapter", "roman", "number", "code", "boxed", "hangul"})


_FRAMED = re.compile(r"[【<《〈]\s*(?P<inside>[^【】<>《》〈〉]+?)\s*[】>》〉]")
_NOTE_BEHIND = re.compile(r"\s+(?:※|\*{1,2}(?=\s|[^\s*])).*\Z", re.DOTALL)


def heading_words(words: str) -> str:
    """Return a line's words as a heading: without a note behind it and without a colon at its end.

    >>> heading_words("2023년 신청 추진 공모사업 * ’23년에 완료한 사업 제외"), heading_words("추진일정 :")
    ('2023년 신청 추진 공모사업', '추진일정')
    >>> heading_words("【 공모개요 】"), heading_words("< 시설 현황 >"), heading_words("[별첨] 공모사업 추진상황")
    ('공모개요', '시설 현황', '[별첨] 공모사업 추진상황')
    """
    plain = _NOTE_BEHIND.sub("", words).rstrip(" :：")
    framed = _FRAMED.fullmatch(plain)
    return framed["inside"] if framed else plain


def is_caption(line: Line, text: str) -> bool:
    """Say whether an unmarked line is the caption of what is drawn below it: ``【2026년 편성 일정】``, ``< 현황 >``."""
    return line.family is None and bool(_FRAMED.fullmatch(line.words(text)))


def is_head_in_box(line: Line, following: Line | None) -> bool:
    """Say whether an unmarked line stands above a list in its box."""
    listed = following is not None and following.role == "box" and following.family in ("ring", "dash")
    return line.role == "box" and line.family is None and listed


def tells_value(words: str) -> bool:
    """Say whether a value stands behind a colon or a known label in brackets; a unit behind words is none.

    >>> tells_value("사업기간 : 2024년"), tells_value("소요예산 (단위: 백만원)")
    (True, False)
    >>> tells_value("(운영기간) ‘25. 5월 ~ 10월"), tells_value("(핵심 기술) 주권 강화")
    (True, False)
    """
    labelled = _LABELLED.match(words)
    known = labelled is not None and (field_label(labelled["label"]) or section_kind(labelled["label"]))
    return bool(known or _VALUE.search(_UNIT.sub("", words)))


def sister_values(text: str, all_lines: Iterable[Line]) -> frozenset[int]:
    """Return the starts of the lines □ (라벨) 값 that stand in a row where one of the labels is known.

    ``□ (운영기간) ‘25. 5월 ~ 10월`` makes a value of ``□ (주요활동) …`` behind it, too.
    """
    found: set[int] = set()
    squares = (line for line in all_lines if line.family == "square" and line.cell is None)
    for labelled, run in groupby(squares, key=lambda line: bool(_LABELLED.match(line.words(text)))):
        sisters = list(run)
        if labelled and any(tells_value(line.words(text)) for line in sisters):
            found.update(line.start for line in sisters)
    return frozenset(found)


def shares_box(line: Line, other: Line | None) -> bool:
    """Say whether lines of boxes side by side share one: unless both carry marks of headings, of different kinds."""
    if other is None or other.role != "box":
        return False
    both_heads = all(found.family in HIGH or found.family == "circled" for found in (line, other))
    return not both_heads or other.family == line.family


def summary_marks(text: str, all_lines: Sequence[Line]) -> frozenset[str]:
    """Return the marks of summaries: ❖ and ◈, and those in boxes whose lines mostly are several to a box, or long.

    ``◇ 안전한 골목`` alone in its box is a title, ``◇ 골목 정비`` above ``◇ 물길 정비`` in one box a summary.
    """
    told: Counter[str] = Counter()
    for before, line, following in zip((None, *all_lines), all_lines, (*all_lines[1:], None), strict=False):
        if line.role == "box" and line.family == "diamond":
            plain = line.end - line.body <= LONGEST and not SENTENCE.search(line.words(text))
            lone = not shares_box(line, before) and not shares_box(line, following)
            told[line.marker] += -1 if plain and lone else 1
    return _SUMMARY_MARKS | {mark for mark, balance in told.items() if balance > 0}


def bare_lists(text: str, all_lines: Iterable[Line]) -> frozenset[int]:
    """Return the starts of lines □ in a row that are all long and hold nothing: a list, as below 추진 목적."""
    found: set[int] = set()
    outside = [line for line in all_lines if line.role != "footnote"]
    runs = [(symbol, list(run)) for symbol, run in groupby(outside, key=_square_outside)]
    for (symbol, run), (_, following) in zip_longest(runs, runs[1:], fillvalue=("", [])):
        ends = not following or following[0].family in HIGH
        if symbol and len(run) > 1 and ends and all(len(line.words(text)) >= _SHORTEST_ITEM for line in run):
            found.update(line.start for line in run)
    return frozenset(found)


def _square_outside(line: Line) -> str:
    return line.marker if line.family == "square" and line.cell is None else ""


@dataclass(frozen=True, slots=True)
class View:
    """What the rules of a heading look at: the line, its words, the kind they name, and what follows it."""

    line: Line
    words: str
    kind: str | None
    value: bool
    lone_box: bool
    opens_box: bool
    behind_note: bool
    behind_goal: bool
    summary: bool
    divides: bool
    follower: Line | None
    rank: int
    follower_rank: int
    body_size: float | None

    @property
    def short(self) -> bool:
        """Whether the words are short enough for a heading, and words at all."""
        solid = bool(_SOLID.search(without_space(self.words)))
        return len(self.words) <= LONGEST and solid and not _BLANK_FORM.fullmatch(self.words)

    @property
    def leads_down(self) -> bool:
        """Whether a narrower mark follows."""
        return self.follower is not None and self.follower_rank > self.rank


def wide_mark(view: View) -> bool:
    """Ⅰ, 1., 가., 제1장, [붙임]: a short line outside tables that is no sentence."""
    return view.line.family in HIGH and view.short and not SENTENCE.search(view.words) and view.line.cell is None


def square_mark(view: View) -> bool:
    """□ 사업개요, □ 장애인주택 개조사업: a short line outside tables without a value behind a colon."""
    return view.line.family == "square" and view.short and not view.value and view.line.cell is None


def known_kind(view: View) -> bool:
    """❍ 추진일정, ○ (추진상황 및 향후일정), an unmarked 소요예산: words that name a kind of section, and no value.

    A narrow mark before longer words is a heading only if something follows below it: ``○ 2017년 협치 추진계획`` can
    be a document that is quoted.
    """
    if view.kind is None or view.value or not view.short or view.line.role == "footnote":
        return False
    if view.line.family is None:
        return view.line.cell is None and not _LIKE_A_TITLE.search(without_space(view.words))
    return view.rank < RANKS["ring"] or view.leads_down or len(without_space(view.words)) <= _LONGEST_PLAIN_KIND


def leading_mark(view: View) -> bool:
    """①, 1) or ◇ before a short line that narrower marks, and no notes, follow; ❖ and ◈ mark summaries."""
    line, follower = view.line, view.follower
    learnt = line.family in ("circled", "diamond", "paren") and line.role == "body" and line.cell is None
    leads = view.leads_down and follower is not None and follower.family != "note"
    return learnt and leads and _is_plain(view)


def head_of_table(view: View) -> bool:
    """① or ◇ before a short line right above a table: ``◇ 의료기관 (단위 : 개소)``; a unit of money makes a caption."""
    line, follower = view.line, view.follower
    learnt = line.family in ("circled", "diamond") and line.cell is None
    below = follower is not None and follower.table is not None and follower.table.rows > 1
    return learnt and below and not _MONEY_UNIT.search(view.words) and _is_plain(view)


def _is_plain(view: View) -> bool:
    plain = view.short and not view.value and view.line.marker not in _SUMMARY_MARKS
    return plain and not SENTENCE.search(view.words) and not _ARROW.search(view.words)


def lone_box(view: View) -> bool:
    """A short line alone in a box, with any mark but that of a summary or note."""
    if view.line.family in (None, "note") or view.value or view.summary:
        return False
    plain = view.short and not SENTENCE.search(view.words) and not _LIKE_A_TITLE.search(without_space(view.words))
    return view.lone_box and plain


def head_of_list(view: View) -> bool:
    """An unmarked short line on top of a list in a frame, be it a box or a table of two rows."""
    line, follower = view.line, view.follower
    if line.family or follower is None or follower.role != line.role:
        return False
    if line.role == "box":
        return view.opens_box and is_head_in_box(line, follower) and view.short and not view.value
    if line.cell is None or line.table is None or follower.cell is None:
        return False
    below = follower.table is line.table and follower.cell.row == line.cell.row + 1 == 1
    lists = follower.family in ("ring", "dash", "square") and line.table.rows == 2
    return below and lists and follower.cell.column == line.cell.column and view.short and not view.value


def large_letters(view: View) -> bool:
    """An unmarked short line behind the cover in letters larger than the body's."""
    line = view.line
    if line.size is None or view.body_size is None or line.page == 1 or line.family or line.cell or view.value:
        return False
    if view.behind_goal or (view.behind_note and view.words.startswith("(")):  # the note's second line: (부서) …
        return False
    if line.size >= _OF_COVERS * view.body_size and not view.divides:
        return False
    large = line.size >= _LARGE * view.body_size or (line.size >= _LARGER * view.body_size and view.leads_down)
    plain = not SENTENCE.search(view.words) and not _LIKE_A_TITLE.search(without_space(view.words))
    return large and view.short and plain


HEADINGS: tuple[Callable[[View], bool], ...] = (
    known_kind,
    wide_mark,
    square_mark,
    leading_mark,
    head_of_table,
    lone_box,
    head_of_list,
    large_letters,
)
