"""What a form of a dated step looks at, and what makes a dated phrase a step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.dates import DateMention
from extract.document import Span
from extract.phrases import Rest, rest
from extract.reading import Reading
from extract.text import without_space
from extract.vocabulary import field_label, load


@dataclass(frozen=True, slots=True)
class Step:
    """A step as a rule reads it: its words, its date and the rule's name."""

    task: Rest
    date: DateMention
    rule: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the rules look at: the words of a line behind its mark and label, and the dates in them.

    ``in_schedule`` says that it stands under a heading of a schedule, ``listed`` that it carries a list mark.
    """

    reading: Reading
    start: int
    end: int
    dates: tuple[DateMention, ...]
    in_schedule: bool
    listed: bool

    def before(self, date: DateMention) -> str:
        """Return the words before a date."""
        return self.reading.text[self.start : date.span_start]

    def after(self, date: DateMention) -> str:
        """Return the words behind a date."""
        return self.reading.text[date.span_end : self.end]

    def dates_of(self, span: Span) -> list[DateMention]:
        """Return the dates that lie within a span."""
        return [date for date in self.dates if span.start <= date.span_start and date.span_end <= span.end]


# ------------------------------------------------------------------ what is a step

HANGUL = re.compile(r"[가-힣]{2}")
_SHORT_BRACKET = re.compile(r"\([^()]{1,4}\)")
_UNDECIDED = re.compile(r"미정|예정|완료|잠정|조정")
NO_STEP = re.compile(r"(?:현재|기준|단위|이상|이하)\s*\Z|\A\s*(?:현재|기준|말\s?기준)|[가-힣]\s?경우[\s,에]")
_TELLS_AMOUNT = re.compile(
    r"\A[\d.,]+\s*(?:조|억|백만|천|만|원|명|개|건)|[\d.,]+\s*(?:[조억만천백]+\s*원?|원|%|명|건|개소?|대|호|㎡)\s*(?:\([^()]*\))?\s*\Z"
)
_TAIL = re.compile(
    r"(?:\([^()]*+\)|[(【][^()【】]*+|(?<=\s)(?:등|예정|중)(?=[\s.,*’”'\"」』)(【]|\Z)|[\s.,*’”'\"」』)])*+\Z"
)


_PLACES = re.compile(r"\d개소\Z")
"""``119개소`` counts places; without the figure 개소 is an opening."""

_AHEAD = re.compile(r"(?:예정|목표|중)\Z")
"""What may be glued to a noun of action: ``준공예정``, ``개원목표``, ``복원추진중``."""

_UNDONE = "미"
"""``미통보`` tells what has not been done."""

_COUNT = re.compile(r"(?<=[가-힣])\s\d[\d,]*\s?(?:명|건|개소|개사|개|회|대|호)\s*(?:\([^()]*\)\s*)?\Z")
"""``신규 채용 5명``: how many, behind the noun of action."""
_FIGURE = re.compile(r"\d[천만]?\s?(?:명|건|%)")


@lru_cache(maxsize=1)
def _actions() -> tuple[str, ...]:
    return tuple(load("actions")["nouns"])


def ends_in_action(task: str) -> bool:
    """Say whether a phrase ends in a noun of action; a bracket, 등, 중 or 예정 behind it does not count.

    >>> [ends_in_action(task) for task in ("용역 착수", "개발계획 승인(과기부)", "공사 시행 중", "준공예정")]
    [True, True, True, True]
    >>> [ends_in_action(task) for task in ("대상 지역", "세부계획 미통보")]
    [False, False]
    """
    words = _AHEAD.sub("", _TAIL.sub("", task))
    last = words[words.rfind(" ") + 1 :]
    if last.startswith(_UNDONE) and last.removeprefix(_UNDONE) in _actions():
        return False
    words = without_space(words)
    return words.endswith(_actions()) and not _PLACES.search(words)


def names_something(words: str) -> bool:
    """Say whether words name a thing; ``(평일)``, ``예정`` and ``미정`` alone do not."""
    return bool(HANGUL.search(_UNDECIDED.sub("", _SHORT_BRACKET.sub("", words))))


def tells_amount(words: str) -> bool:
    """Say whether words begin or end with a figure that counts or costs (``310명``, ``1.8조원(+258%)``)."""
    return bool(_TELLS_AMOUNT.search(words))


def is_years_only(date: DateMention) -> bool:
    """Say whether a date tells no more than years."""
    return date.precision == "year"


def is_step(stretch: Stretch, task: Rest, date: DateMention) -> bool:
    """Say whether the words beside a date name a step there."""
    words = task.words
    if (
        not names_something(words)
        or field_label(words)
        or NO_STEP.search(words)
        or is_as_of(stretch, date)
        or _REFERENCE.search(stretch.before(date))
    ):
        return False
    if _denies(stretch, words, date):
        return False
    acts = _acts(stretch, words, date)
    if not stretch.in_schedule:
        return acts and not recurs_only(date)
    return acts or not (is_years_only(date) or tells_amount(words))


_DENIED = re.compile(r"(?:제외|지양)[\s.)]*\Z")


def _denies(stretch: Stretch, task: str, date: DateMention) -> bool:
    """Whether words say what is left out or not done: ``매월 집행분, 예비비 제외``, ``연말 집중 집행 지양``."""
    left_out = recurs_only(date) and _DENIED.search(stretch.reading.text, stretch.start, stretch.end)
    return bool(left_out or _DENIED.search(task))


def _acts(stretch: Stretch, task: str, date: DateMention) -> bool:
    """Whether a task ends in a noun of action, the date's bracket does, or one count follows it on a finer date."""
    if ends_in_action(task):
        return True
    if task.endswith(")") and date.end_date and ends_in_action(behind_in_bracket(stretch, date)):
        return True
    bare = _COUNT.sub("", task)
    return not is_years_only(date) and bare != task and not _FIGURE.search(bare) and ends_in_action(bare)


_BRACKET_OPENS = re.compile(r"\(\s*\Z")
_TO_BRACKET = re.compile(r"\s*(?![\s,])[^()]*(?=\))")


def behind_in_bracket(stretch: Stretch, date: DateMention) -> str:
    """Return the words behind a date that opens a bracket: 준공예정 of ``금융단지 3단계(’25.12. 준공예정)``.

    Behind a figure the bracket names its source: ``만족도 59%(’24. 3분기 이용자 조사)``.
    """
    opening = _BRACKET_OPENS.search(stretch.before(date))
    inside = _TO_BRACKET.match(stretch.after(date))
    before = stretch.before(date)[: opening.start()].rstrip() if opening else ""
    return inside[0].strip() if opening and inside and not before.endswith(("%", "명", "건")) else ""


_AS_OF = re.compile(
    r"\s*(?:말\s?)?(?:현재|대비(?=[\s)])|比|기준(?!\s?(?:마련|수립|정립|제정|개정|고시|설정|강화|완화)))"
)


def is_as_of(stretch: Stretch, date: DateMention) -> bool:
    """Say whether a date tells as of when something holds, or against when: ``’25.1월 현재``, ``‘18년 대비``."""
    return bool(_AS_OF.match(stretch.after(date)))


_REFERENCE = re.compile(r"(?:-\d+|호)\s*[(,]\s*\Z|기간\s*[:：]\s*\Z")
"""A date behind the number of a letter or a law is that document's."""


def recurs_only(date: DateMention) -> bool:
    """Say whether a date tells how often, and neither from when nor until when."""
    return date.start_date is None and date.end_date is None


def step_of(stretch: Stretch, span: Span, date: DateMention, rule: str) -> Step:
    """Return the step of a span, which holds its date."""
    return Step(rest(stretch.reading.text, span, Span(date.span_start, date.span_end)), date, rule)
