"""Sentences -> the dated steps that they promise.

A plan in prose tells a step as a clause with its deadline: ``운영 계획을 ’26년 1분기까지 수립한다.`` The step is the
clause without the date and without the ending of its verb; a date that merely tells of something (``2025년 11월
발표한 ‘제네시스 미션’``) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates import DateMention
from extract.document import Span
from extract.facts.stretch import Step, Stretch, step_of
from extract.phrases import trimmed

_ENDING = re.compile(
    r"(?<=[가-힣]{2})(?:한다|된다|하였다|되었다|했다|됐다|[할될]\s?(?:예정|계획|방침)이다)\s*(?:\.|\Z)"
    r"|(?<=[가-힣]{2})(?P<link>하고|하며|하되|하여|되고|되며)(?=[,\s])"
    r"|(?<=[가-힣])(?P<verb>[가-힣]다)\s*(?:\.|\Z)"
)
"""How a clause ends: in a noun with 한다, which is cut off; in one that links it to the next; in any other verb."""

_SENTENCE_END = re.compile(r"(?<=[가-힣])다(?:\.(?=\s|\Z)|\Z)")
_DEADLINES = ("까지", "부터", "내")
"""Ends of the dates that say by when or from when something is done."""

_OPENING = re.compile(r"(?:또한|아울러|이를 위해|이와 함께|이에|특히|그리고|한편|먼저|동시에)[,\s]\s*")
_OBJECT = re.compile(r"[\w)」｣’”](?:을|를|은|는|이|가|에|도)\s\S")
_NO_ACT = re.compile(r"(?:투자|기대|예상|전망|추정|의미|필요|가능|해당|존재|포함|위치|감소|증가)\Z")

_NO_PROMISE = re.compile(r"지\s?(?:않|못)|(?:하|되|으|이)면[\s,]|[가-힣]\s?경우[\s,에]|(?:으나|지만)[\s,]")
"""What is not done, or done only if: ``수립하지 않는다``, ``예산을 확보할 경우 …``."""


def is_prose(stretch: Stretch) -> bool:
    """Say whether a line holds a whole sentence (``계획을 수립한다.``)."""
    return bool(_SENTENCE_END.search(stretch.reading.text, stretch.start, stretch.end))


def dated_clauses(stretch: Stretch) -> Iterator[Step]:
    """``GPU를 ’28년 4분기까지 확충하며, 운영 계획을 ’26년 1분기까지 수립한다.``: a deadline within its clause."""
    for clause in _clauses(stretch) if is_prose(stretch) else ():
        dates = stretch.dates_of(clause)
        if len(dates) == 1 and _tells_when(stretch.reading.text, clause, dates[0]):
            step = step_of(stretch, clause, dates[0], "dated_clauses")
            words = step.task.words
            if _OBJECT.search(words) and not (_NO_ACT.search(words) or _NO_PROMISE.search(words)):
                yield step


def _tells_when(text: str, clause: Span, date: DateMention) -> bool:
    """Whether a date is that of its clause: a deadline, or ``하반기에`` at its head and no second verb."""
    opens = clause.start == date.span_start and _AT.match(text, date.span_end, clause.end)
    return date.raw.endswith(_DEADLINES) or (bool(opens) and not _ADNOMINAL.search(text, *clause))


_AT = re.compile(r"\s?(?:에는?|중에?)\s")
_ADNOMINAL = re.compile(r"[가-힣](?:한|된|던|하는|되는)\s")


def _clauses(stretch: Stretch) -> Iterator[Span]:
    """Yield the clauses whose verb says what is done, without the ending 한다.

    A linking verb closes a clause only behind a date: ``데이터를 공유하고 활용하는 체계를 ’26년까지 마련한다`` is one.
    """
    text = stretch.reading.text
    start = stretch.start
    for ending in _ENDING.finditer(text, stretch.start, stretch.end):
        end = ending.end("verb") if ending["verb"] else ending.start()
        clause = _without_opening(text, trimmed(text, _behind_sentence(text, start, ending.start()), end))
        if ending["link"] and not stretch.dates_of(clause):
            continue
        start = ending.end()
        if not ending["verb"] or _is_present(ending["verb"]):
            yield clause


def _is_present(verb: str) -> bool:
    """Whether a verb ends in ㄴ다 (마친다, 늘린다), as one of doing does, and 있다, 높다 do not."""
    return (ord(verb[-2]) - ord("가")) % 28 == ord("간") - ord("가")


def _behind_sentence(text: str, start: int, end: int) -> int:
    """Return where the last sentence before ``end`` begins."""
    return max([start, *(match.end() for match in _SENTENCE_END.finditer(text, start, end))])


def _without_opening(text: str, clause: Span) -> Span:
    opening = _OPENING.match(text, *clause)
    return Span(opening.end(), clause.end) if opening else clause
