"""Sentences -> the dated steps that they promise.

A plan in prose tells a step as a clause with its deadline: ``운영 계획을 ’26년 1분기까지 수립한다.`` The step is the
clause without the date and without the ending of its verb; a date that merely tells of something (``2025년 11월
발표한 ‘제네시스 미션’``) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.dates import DateMention
from extract.document import Span
from extract.facts.stretch import Step, Stretch, ends_in_action, recurs_only, step_of
from extract.phrases import trimmed
from extract.vocabulary import load

_ENDING = re.compile(
    r"(?<=[가-힣]{2})(?:한다|된다|하였다|되었다|했다|됐다|[할될]\s?(?:예정|계획|방침)이다|(?:하여|해|되어|돼)야\s?한다)\s*(?:\.|\Z)"
    r"|(?<=[가-힣]{2})(?P<link>하고|하며|하되|하여|되고|되며|한\s[뒤후])(?=[,\s])"
    r"|(?<=[가-힣])(?P<verb>[가-힣]다)\s*(?:\.|\Z)"
)
"""How a clause ends: in a noun with 한다, which is cut off; in one that links it to the next; in any other verb."""

_SENTENCE_END = re.compile(r"(?<=[가-힣])다(?:\.(?=\s|\Z)|\Z)|[가-힣]{2}하되,")
_DEADLINES = ("까지", "부터", "내")
"""Ends of the dates that say by when or from when something is done."""

_OBJECT = re.compile(r"[\w)」｣’”](?:을|를|은|는|이|가|에|도)\s\S")


@lru_cache(maxsize=2)
def _words(group: str) -> re.Pattern[str]:
    """The words of a group as a pattern: those that open a sentence, or those that end one without an act."""
    either = "|".join(load("clauses")[group]["words"])
    return re.compile(rf"(?:{either})\Z" if group == "no_act" else rf"(?:{either})[,\s]\s*")


_NO_PROMISE = re.compile(r"지\s?(?:않|못)|(?:하|되|으|이)면[\s,]|[가-힣]\s?경우[\s,에]|(?:으나|지만)[\s,]")
"""What is not done, or done only if: ``수립하지 않는다``, ``예산을 확보할 경우 …``."""


def is_prose(stretch: Stretch) -> bool:
    """Say whether a line holds a whole sentence (``계획을 수립한다.``), or a clause that goes on (``수립하되, …``)."""
    text = stretch.reading.text
    if _SENTENCE_END.search(text, stretch.start, stretch.end):
        return True
    return any(_LINKED.match(text, date.span_end, stretch.end) for date in stretch.dates)


def dated_clauses(stretch: Stretch) -> Iterator[Step]:
    """``GPU를 ’28년 4분기까지 확충하며, 운영 계획을 ’26년 1분기까지 수립한다.``: a deadline within its clause."""
    text = stretch.reading.text
    for clause in _clauses(stretch) if is_prose(stretch) else ():
        dates = _dates_of_verb(text, clause, stretch.dates_of(clause))
        if len(dates) == 1 and _tells_when(text, clause, dates[0]):
            step = step_of(stretch, clause, dates[0], "dated_clauses")
            words = step.task.words
            if _OBJECT.search(words) and not (_words("no_act").search(words) or _NO_PROMISE.search(words)):
                yield step


_OF_NOUN = re.compile(r"(?:의|\s?(?P<act>[가-힣]{2,})[한된될할])\s(?![뒤후수])")
_PURPOSE = re.compile(r"도록(?!\s한)[,\s]|기\s위[해한하]")


def _is_beside(text: str, clause: Span, date: DateMention) -> bool:
    """Whether a date is none of the clause's verb: how often, in a bracket, or of a noun.

    ``’30년까지의 목표``, ``’26년 4분기까지 수행된 시범사업``.
    """
    before = text[clause.start : date.span_start]
    if recurs_only(date) or before.rfind("(") > before.rfind(")"):
        return True
    of_noun = _OF_NOUN.match(text, date.span_end, clause.end)
    return of_noun is not None and (not of_noun["act"] or ends_in_action(of_noun["act"]))


def _dates_of_verb(text: str, clause: Span, dates: list[DateMention]) -> list[DateMention]:
    """The dates of a clause's verb; of several, one before a purpose is the purpose's (``’30년까지 높이기 위해``)."""
    own = [date for date in dates if not _is_beside(text, clause, date)]
    last = own[-1].span_start if own else clause.end
    return [date for date in own if not _PURPOSE.search(text, date.span_end, max(last, date.span_end))]


def _tells_when(text: str, clause: Span, date: DateMention) -> bool:
    """Whether a date is that of its clause: a deadline, directly before its verb, or ``하반기에`` and one verb."""
    if date.raw.endswith(_DEADLINES) or _VERB.match(text, date.span_end, clause.end):
        return True
    opens = clause.start == date.span_start or _SUBJECT.fullmatch(text, clause.start, date.span_start)
    at = opens and _AT.match(text, date.span_end, clause.end)
    return bool(at) and not _ADNOMINAL.search(text, *clause)


_AT = re.compile(r"\s?(?:에는?|중에?)\s")
_ADNOMINAL = re.compile(r"[가-힣](?:한|된|던|하는|되는)\s")
_SUBJECT = re.compile(r"[^\s,]{2,20}[은는]\s")
_VERB = re.compile(r"\s?[가-힣]{2,6}\Z")
_LINKED = re.compile(r"\s?[가-힣]{2,6}하[고며여](?=[,\s])")


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
    opening = _words("opening").match(text, *clause)
    return Span(opening.end(), clause.end) if opening else clause
