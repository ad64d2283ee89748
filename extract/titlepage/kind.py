"""Which kind of document it is: several signs are weighed, none but a mark decides alone.

The words are in ``vocabulary/documents.toml``. A mark is a line that no other kind of document carries (``보도시점``,
``공고 제2026-320호``, ``제1조(목적)``); the last word of the title comes next, then signs on the title page, a plan's
headings in the body, and whether the body is told in whole sentences, as news is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from extract.lines import Line
from extract.outline import Outline
from extract.text import fold, without_space
from extract.titlepage.front import Front
from extract.vocabulary import field_label, index, load, section_kind

MARK = 8
TITLE = 5
SOFT_TITLE = 2
WORD_IN_TITLE = 2
SIGN = 1
MOST_SIGNS = 2
PROSE = 5
MOST_SECTIONS = 3
LABELS = 2
FEWEST_POINTS = 3
"""What a sign weighs: a mark more than a plan's title with all its headings, prose as much as a title.

A title that ends in 방안, 전략 or 대책 is soft: essays and studies have such titles too, so a plan must also show one
of its headings.
"""

PLEDGE = "공약실천계획"
OTHER = "기타"


@lru_cache(maxsize=1)
def plan_kinds() -> frozenset[str]:
    """Return the kinds of document that are plans."""
    return frozenset(kind for kind, entry in load("documents").items() if entry["plan"])


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    return index(load("documents"), "titles")


@lru_cache(maxsize=1)
def _marks() -> dict[str, re.Pattern[str]]:
    marks = {kind: "|".join(entry["marks"]) for kind, entry in load("documents").items() if "marks" in entry}
    return {kind: re.compile(f"^(?:{patterns})$", re.MULTILINE) for kind, patterns in marks.items()}


# ------------------------------------------------------------------ the title's last word

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|〈[^〈〉]*〉")
_PLAN = "계획"
_NO_WORD_AT_END = re.compile(r"[^가-힣]+$")
_TAIL = re.compile(r"(?:안|시안|초안|보고|수립|변경|요약|요약본|본문|자료)$")
_LONGEST_WORD = 14


def _ends(title: str) -> Iterator[str]:
    """Yield the title without blanks and brackets, then without one tail after the other."""
    bare = _NO_WORD_AT_END.sub("", _BRACKETS.sub("", without_space(fold(title))).replace("계획서", "계획"))
    while bare:
        yield bare
        shorter = _NO_WORD_AT_END.sub("", _TAIL.sub("", bare))
        if shorter == bare:
            return
        bare = shorter


def _ending(bare: str) -> str | None:
    """Return the longest word of the vocabulary that the title ends in."""
    lengths = range(min(len(bare), _LONGEST_WORD), 1, -1)
    return next((bare[-length:] for length in lengths if bare[-length:] in _titles()), None)


def title_word(title: str) -> tuple[str, str | None] | None:
    """Return the word that a title ends in and the kind it names; the kind is None for a 계획 of no known kind.

    >>> title_word("제조AX(M.AX) 추진방향(안)"), title_word("테마가든 꽃심기 계획"), title_word("해온구 빗물마을 조성")
    (('추진방향', '추진계획'), ('계획', None), None)
    """
    for bare in _ends(title):
        word = _ending(bare)
        if word:
            kind = _titles()[word]
            return word, PLEDGE if "공약" in bare and kind in plan_kinds() else kind
        if bare.endswith(_PLAN):
            return _PLAN, PLEDGE if "공약" in bare else None
    return None


def _names_a_plan(title: str) -> bool:
    """A plan's word that the title does not end in: ``2025년 주요업무계획 - 안전국``."""
    return bool(re.search(r"계획(?![가-힣])", without_space(title)))


# ------------------------------------------------------------------ the body

_PLAN_SECTIONS = frozenset({
    "정책목표", "추진근거", "추진배경", "사업개요", "추진방향", "추진실적", "추진계획", "추진일정", "연차별추진계획",
    "소요예산", "기대효과", "성과지표", "추진체계",
})  # fmt: skip
_SENTENCE = re.compile(r"다[.\"”’')\]]*$")
_PAST = re.compile(r"[가-힣](?<=[했됐었았였났렸졌왔겼켰쳤혔])다[.\"”’')\]]*$")
_HANGUL = re.compile(r"[가-힣]")
_CAPTION_OR_LINK = re.compile(r"사진\s?(?:제공|=|:)|https?:|\.(?:jpe?g|png|gif)")
_LONG_LINE = 20
_LINES_READ = 150
_FEWEST_SENTENCES = 2


def _sections(outline: Outline) -> int:
    kinds = {node.kind for node in outline.nodes if node.heading}
    return min(len(kinds & _PLAN_SECTIONS), MOST_SECTIONS)


_PROJECT_LABELS = frozenset({"사업기간", "총사업비", "사업내용", "사업대상", "위치", "규모", "사업주체", "주관부서"})
_FEWEST_LABELS = 3


def _labels(outline: Outline) -> Iterator[str]:
    """Yield what stands before the colon of headings and list lines, or all of their words."""
    return (re.split("[:：]", outline.words(node), maxsplit=1)[0] for node in outline.nodes)


def _card(outline: Outline) -> int:
    """Return what it weighs that lines tell of a project what a card does: where, how large, how long, how much."""
    told = {field_label(label) for label in _labels(outline)}
    return LABELS if len(told & _PROJECT_LABELS) >= _FEWEST_LABELS else 0


def _sentences(outline: Outline) -> tuple[list[Line], list[Line]]:
    """Return the long lines outside tables, and those of them that are whole sentences."""
    text = outline.document.text
    lines = [line for line in outline.lines[:_LINES_READ] if line.table is None]
    told = [line for line in lines if not _CAPTION_OR_LINK.search(text, line.start, line.end)]
    long = [line for line in told if len(_HANGUL.findall(text, line.start, line.end)) >= _LONG_LINE]
    return long, [line for line in long if _SENTENCE.search(text[line.start : line.end])]


def _prose(outline: Outline) -> str | None:
    """Return the kind of a body told in sentences: news is, and tells what was; a press release has list marks."""
    long, sentences = _sentences(outline)
    if len(sentences) < _FEWEST_SENTENCES or 2 * len(sentences) < len(long):
        return None
    text = outline.document.text
    past = sum(bool(_PAST.search(text, line.start, line.end)) for line in sentences)
    if 4 * past < len(sentences):
        return OTHER
    return "보도자료" if 2 * sum(line.family is not None for line in sentences) > len(sentences) else "기사"


# ------------------------------------------------------------------ weighing

_PLACEHOLDER = re.compile(r"[○◯〇]{2,}|\{\{|\*\*|(?<![가-힣])OO+|\[\]|0000년")


def _points(front: Front, outline: Outline, word: tuple[str, str | None] | None) -> Counter[str]:
    """Return what each kind has for itself; ``word`` is what the title ends in, and the kind that it names."""
    points: Counter[str] = Counter()
    unmarked = "\n".join(words for line, words in front.plain if line.family is None)
    for kind, mark in _marks().items():
        points[kind] += MARK if mark.search(unmarked) else 0
    page = "\n".join(words for _, words in front.plain)
    for kind, entry in load("documents").items():
        points[kind] += min(sum(sign in page for sign in entry.get("signs", ())), MOST_SIGNS) * SIGN
    points["서식"] += MOST_SIGNS * SIGN if len(_PLACEHOLDER.findall(page)) >= _FEWEST_BLANKS else 0
    prose = _prose(outline)
    if prose:
        points[prose] += PROSE
    if word and word[1]:
        points[word[1]] += SOFT_TITLE if _is_soft(*word) else TITLE
    return points


_FIRM = re.compile("계획|업무|공약|설명서|플랜")


def _is_soft(word: str, kind: str | None) -> bool:
    return kind in plan_kinds() and not _FIRM.search(word)


_FEWEST_BLANKS = 2


def read_kind(front: Front, outline: Outline, title: str | None, *, coded: bool) -> tuple[str, bool]:
    """Return the kind of a document and whether it is a plan.

    ``title`` is its title, None where it has none; ``coded`` says that the title carries a project's number, as pledge
    sheets do. The kind is 기타 where nothing tells.
    """
    word = title_word(title) if title else None
    points = _points(front, outline, word)
    points[PLEDGE] += MOST_SIGNS * SIGN if coded else 0
    plan = _leading_kind(points, plan_kinds())
    other = _leading_kind(points, frozenset(load("documents")) - plan_kinds())
    total = points[plan] + _sections(outline) + _card(outline) + _points_of_unknown_plan(title, word)
    if total >= FEWEST_POINTS and total >= points[other]:
        return (plan if points[plan] else _kind_by_cost(outline)), True
    return (other if points[other] >= MOST_SIGNS * SIGN else OTHER), False


def _leading_kind(points: Counter[str], kinds: frozenset[str]) -> str:
    return max(sorted(kinds), key=lambda kind: points[kind])


def _points_of_unknown_plan(title: str | None, word: tuple[str, str | None] | None) -> int:
    """Return what a title weighs that names a plan of no known kind."""
    if word:
        return TITLE if word[1] is None else 0
    return WORD_IN_TITLE if title and _names_a_plan(title) else 0


def _kind_by_cost(outline: Outline) -> str:
    """Return the kind of a plan that no word names: a 사업계획 tells its cost."""
    return "사업계획" if any(map(_tells_cost, _labels(outline))) else "추진계획"


def _tells_cost(label: str) -> bool:
    return field_label(label) == "총사업비" or section_kind(label) == "소요예산"
