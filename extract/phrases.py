"""A line -> its phrases, and what is left of a phrase when its date is taken out.

A line can tell several steps in a row (``건축허가(’24.7.), 수립(’24.10.~11.)``). A phrase is a span
between separators that stand outside brackets; what remains of it without its date is a list of spans, so its words
keep their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extract.document import Span

_OPEN, _CLOSE = "([{「『【〈《｢<", ")]}」』】〉》｣>"
_SEPARATORS = frozenset(",;▹▷▸‣▶→⇒")
_SET_APART = (" / ", " * ", " ※ ")
_NUMBERS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮➊➋➌➍➎➏➐➑➒➓❶❷❸❹❺❻❼❽❾❿")
_JOINED_AFTER_BRACKET = re.compile(r"\s*(?:및|,|/|·|‧|․|하고|하여)\s*")


def phrases(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the phrases of ``text[start:end]``: parted by commas, arrows, or a 및 or slash behind a bracket.

    >>> text = "공사착공(’24.1.) 및 시행(~’26.), 홍보(리플렛, 설명회)"
    >>> [text[a:b] for a, b in phrases(text, 0, len(text))]
    ['공사착공(’24.1.)', '시행(~’26.)', '홍보(리플렛, 설명회)']
    >>> text = "1단계(’17.~‘19.) 8개 과정 / 2단계(‘20.~’22.) 5개 과정"
    >>> [text[a:b] for a, b in phrases(text, 0, len(text))]
    ['1단계(’17.~‘19.) 8개 과정', '2단계(‘20.~’22.) 5개 과정']
    >>> text = "① 계획 시달(8월 초) ② 요구서 제출(8월 중순) * 부서별"
    >>> [text[a:b] for a, b in phrases(text, 0, len(text))]
    ['계획 시달(8월 초)', '요구서 제출(8월 중순)', '부서별']
    >>> text = "설계 3 / 4분기 완료"
    >>> [text[a:b] for a, b in phrases(text, 0, len(text))]
    ['설계 3 / 4분기 완료']
    """
    for left, right in pairwise([start, *_cuts(text, start, end), end]):
        yield trimmed(text, left, right)


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    depth = 0
    position = start
    while position < end:
        character = text[position]
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        position += 1
        if depth:
            continue
        if character in _SEPARATORS and not _between_digits(text, position - 1, position):
            yield position
        elif text.startswith(_SET_APART, position - 1) and not _between_digits(text, position - 1, position + 2):
            yield position + 2
        elif character in _NUMBERS and position - 1 > start:
            yield position - 1
        elif character == ")" and (joint := _JOINED_AFTER_BRACKET.match(text, position, end)):
            yield joint.end()
            position = joint.end()


def _between_digits(text: str, left: int, right: int) -> bool:
    return text[left - 1 : left].isdigit() and text[right : right + 1].isdigit()


_ARROWS = re.compile(r"[▹▷▸‣▶→⇒]")


def links(text: str, start: int, end: int) -> list[Span]:
    """Return the links of a chain: what arrows outside brackets part.

    >>> text = "(’25.上) 차량 제작 및 인프라 조성 → (‘25.6.) 시범운행(낮 → 밤)"
    >>> [text[a:b] for a, b in links(text, 0, len(text))]
    ['(’25.上) 차량 제작 및 인프라 조성', '(‘25.6.) 시범운행(낮 → 밤)']
    """
    arrows = (match.end() for match in _ARROWS.finditer(text, start, end))
    cuts = [cut for cut in arrows if text.count("(", start, cut) <= text.count(")", start, cut)]
    return [trimmed(text, left, right) for left, right in pairwise([start, *cuts, end])]


_EDGES = frozenset(" \t,;:：/·▹▷▸‣▶→⇒⇨*※") | _NUMBERS
_JOINT_AT_END = re.compile(r"\s*(?:및|/|,|·|(?<=\))하[고여])\s*\Z")


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without blanks, separators and a joining word at its edges.

    >>> text = " 공사착공(’24.1.) 및 "
    >>> text[slice(*trimmed(text, 0, len(text)))]
    '공사착공(’24.1.)'
    """
    joint = _JOINT_AT_END.search(text, start, end)
    end = joint.start() if joint else end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


class Rest(NamedTuple):
    """What is left of a phrase: its words joined, and the spans they come from."""

    words: str
    pieces: tuple[Span, ...]


_LEADER = re.compile(r"(?:[·․‧…⋯∙･ㆍ.＿_\-─]\s?){4,}")
_BEFORE_DATE = re.compile(r"[\s,:：/~]*(?P<bracket>[(\[〔]?)\s*\Z")
_MONEY = r"[\s,/]*(?:총|약)?\s?\d[\d.,]*\s?[조억천백십만]*\s?원?\s*(?=[)\]〕])"
_AFTER_DATE = re.compile(rf"\A(?:\s?\.(?=\s))?(?:{_MONEY})?\s*(?P<bracket>[)\]〕]?)[\s,:：/]*")


def rest(text: str, phrase: Span, date: Span) -> Rest:
    """Return the phrase without the date, its brackets and its dot leader.

    Money beside it in the bracket goes with it. What follows a date in brackets with a particle (``지정(’23.3.)에 따른
    …``) tells of something else and is left out, and so is the number of a law.

    >>> def without(text, date):
    ...     start = text.index(date)
    ...     return rest(text, Span(0, len(text)), Span(start, start + len(date))).words
    >>> without("조례 제정 ········ ’23. 3.", "’23. 3."), without("매각추진(6회, ’22.7.~’23.12.)", "’22.7.~’23.12.")
    ('조례 제정', '매각추진(6회)')
    >>> without("설계도서 작성(‘24.6.~‘25.4. 259백만원)", "‘24.6.~‘25.4.")
    '설계도서 작성'
    >>> without("’24. 9. : 업무협약 체결", "’24. 9."), without("안데르센마을(’24.12. 준공)", "’24.12.")
    ('업무협약 체결', '안데르센마을(준공)')
    >>> without("비전 전략 발표(해수부, ‘25. 상반기)와 함께 대응", "‘25. 상반기")
    '비전 전략 발표(해수부)'
    >>> without("시범지역 지정(’23.3~)에 따른 기관", "’23.3~"), without("2005. 11. 법 공포(법률 제7368호)", "2005. 11.")
    ('시범지역 지정', '법 공포')
    >>> without("2025년 하반기에 안전기준을 고친다", "2025년 하반기")
    '안전기준을 고친다'
    """
    left = _BEFORE_DATE.search(text[phrase.start : date.start])
    right = _AFTER_DATE.match(text[date.end : phrase.end])
    assert left and right  # both patterns match the empty string
    closed = bool(left["bracket"]) and bool(right["bracket"])
    phrase = Span(phrase.start, _end_of_thing(text, phrase, date))
    first_end = phrase.start + (left.start() if closed or not left["bracket"] else left.end("bracket"))
    last_start = date.end + (right.end() if closed or not right["bracket"] else right.start("bracket"))
    before = _without_leader(text, Span(phrase.start, first_end))
    after = Span(last_start, phrase.end)
    if closed and _PARTICLE.match(text, last_start, phrase.end):
        after = Span(last_start, last_start)
    elif closed or not right["bracket"]:
        case = _CASE_ENDING.match(text, last_start, phrase.end)
        after = Span(case.end(), phrase.end) if case and not closed else after
        after = trimmed(text, *_without_citation(text, after))
    return join(text, (before, after))


_BREAK = re.compile(r"\s*\n\s*")


def join(text: str, pieces: tuple[Span, ...]) -> Rest:
    """Return the pieces that are not empty, with their words joined as they would be printed."""
    kept = tuple(piece for piece in pieces if piece.end > piece.start)
    return Rest(_joined([_BREAK.sub(" ", text[piece.start : piece.end]) for piece in kept]), kept)


_WITHIN = re.compile(r"[^()]*\)")


def _end_of_thing(text: str, phrase: Span, date: Span) -> int:
    """Where a phrase ends: behind the bracket with its date if a particle follows (``발표(’25. 예정)와 함께``)."""
    within = _WITHIN.match(text, date.end, phrase.end)
    before = text[phrase.start : date.start]
    if within and before.rfind("(") > before.rfind(")") and _PARTICLE.match(text, within.end(), phrase.end):
        return within.end()
    return phrase.end


_CASE_ENDING = re.compile(r"(?:에는|에|까지|부터|중에|중|경|로)(?=\s)")
_PARTICLE = re.compile(r"(?:에|을|를|은|는|이|가|으로|로|의|와|과|에서|부터|까지|\s?이?후|\s?뒤)(?:\s|\Z)")
_CITATION = re.compile(r"\s*\([^()]*제\s?\d+호\)|\s*【[^【】]*】\s*\Z")


def _without_citation(text: str, piece: Span) -> Span:
    citation = _CITATION.search(text, *piece)
    return Span(piece.start, citation.start()) if citation else piece


def _without_leader(text: str, piece: Span) -> Span:
    start, end = trimmed(text, *piece)
    leader = _LEADER.search(text, start, end)
    return trimmed(text, start, leader.start()) if leader and leader.end() >= end - 2 else Span(start, end)


def _joined(words: list[str]) -> str:
    joined = ""
    for word in words:
        tight = not joined or joined[-1] in _OPEN or word[:1] in _CLOSE
        joined += word if tight else f" {word}"
    return joined
