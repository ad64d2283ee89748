"""One pass over a text: candidates, first ends, what follows them, and the year of those that name none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from extract.dates.joint import Joint, joint
from extract.dates.mention import BackwardRange, DateMention, DateReading
from extract.dates.notation import HEADS, S, holds
from extract.dates.period import End, Parts, bounds, coarser, written_end
from extract.dates.recurrence import recurrence_at, recurrence_behind
from extract.text import fold

YearAt = Callable[[int], int | None]

# A date may begin here. The first character comes from a small set, so that the search skips everything else fast.
_CANDIDATE = re.compile(
    rf"""['\d매격연수상하분반민금올hw](?:
      (?<=')\d\d(?!\d)
    | (?<=[12])[09]\d\d(?!\d){S}(?:[-–.년年~/)\]:,회상하上下1-4]|(?=[\n\t]|\Z))
    | (?<=2)\ 0\ \d\ \d{S}\.
    | (?<=\d)\d?(?!\d){S}(?:[월月]|분기|[년年]{S}\d\d?{S}[월月~\-–])
    | (?<=\d)\d?(?!\d){S}(?:\.?~|[-–.,·․‧ㆍ･∙/]){S}\d\d?{S}(?:[월月]|분기|[-–,/~.(])
    | (?<=매)(?:[년월주일]|\ ?[분반]기)
    | (?<=[상하]).{{0,5}}반기
    | (?<=격)[년월] | (?<=연)[중내말] | (?<=[수상])시 | (?<=[분반])기별 | (?<=민)선 | (?<=금)년 | (?<=올)해
    | (?<=h)ttps?:// | (?<=w)ww\.
    )""",
    re.VERBOSE,
)
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")

# A tilde before the only end, and what before that tilde is a first end that could not be read.
_TILDE = re.compile(rf"~{S}\Z")
_UNREAD = re.compile(rf"(?:[\d.%上下]|\d{S}[년월일시분]|[분반]기|\([월화수목금토일]\)){S}\n?{S}\Z")
_OTHER_YEAR = re.compile(
    rf"(?:내년|작년|지난해|전년도?|익년도?|다음 ?해|이듬해|차년도|명년|후년|(?<!['\d])\d\d?{S}년도?){S}\(?\Z"
)
_LONE_YEAR = re.compile(r"^\D?\d+ {0,3}(?:[년年]도?)?$")
_WORD = re.compile("[가-힣]")
_LINE_BREAK = re.compile(r"[\n\t]")


class Found(NamedTuple):
    """What one candidate came to: where the search goes on, and a mention or a backward range, if any."""

    stop: int
    mention: DateMention | None = None
    backward: BackwardRange | None = None


class Head(NamedTuple):
    """A first end with its words: ``start`` is where the mention begins, its tilde included."""

    name: str
    end: End
    parts: Parts
    start: int
    stop: int
    until: bool
    inferred: bool


def read_dates(text: str, year_at: YearAt) -> DateReading:
    """Return every date and period of a text, and the ranges that write both years and run backwards.

    Offsets are code points of ``text``; ``\\n`` and ``\\t`` end a line and no mention crosses them. ``year_at`` is
    asked with an offset for the year of a date that names none and has no date before it on its line; None means
    that it is not known, and such a date is left out.

    >>> [m.start_date.isoformat() for m in read_dates("’24. 7. : 공모(7.22.), 협약(8월)", lambda at: 2025).mentions]
    ['2024-07-01', '2024-07-22', '2024-08-01']
    >>> read_dates("‘25. 3. ~ ‘24. 6.", lambda at: None).backward
    (BackwardRange(raw='‘25. 3. ~ ‘24. 6.', span_start=0, span_end=17),)
    """
    folded = fold(text)
    years = _Years(folded, year_at)
    mentions: list[DateMention] = []
    backward: list[BackwardRange] = []
    at = 0
    while candidate := _CANDIDATE.search(folded, at):
        found = _read(text, folded, candidate.start(), years)
        at = max(found.stop, candidate.start() + 1)
        mentions += [found.mention] if found.mention else []
        backward += [found.backward] if found.backward else []
    return DateReading(tuple(mentions), tuple(backward))


def _read(text: str, folded: str, at: int, years: _Years) -> Found:
    if address := _WEB_ADDRESS.match(folded, at):
        return Found(address.end())
    if recurrence := recurrence_at(folded, at):
        word, stop = recurrence
        mention = DateMention(text[at:stop], None, None, None, word, False, at, stop, "recurrence")
        return Found(stop, mention)
    head = _head(folded, at, years)
    return _period(text, folded, head, years) if head else Found(at + 1)


def _head(folded: str, at: int, years: _Years) -> Head | None:
    for name, pattern in HEADS:
        if (match := pattern.match(folded, at)) and holds(name, folded, at):
            parts = match.groupdict()
            end = written_end(parts)
            inferred = end.year is None
            tilde = _TILDE.search(folded, max(0, at - 4), at)
            start = tilde.start() if tilde else at
            end = replace(end, year=years.before(at)) if inferred else end
            return Head(name, end, parts, start, match.end(), tilde is not None, inferred)
    return None


# ------------------------------------------------------------------ from ends to a mention


def _period(text: str, folded: str, head: Head, years: _Years) -> Found:
    link = joint(folded, head.end, head.stop)
    if _half_read(folded, head, link):
        return Found(link.stop)
    head, days = _days(head, link)
    if days is None:
        return Found(link.stop)
    if days[0] > days[1]:
        raw = BackwardRange(text[head.start : link.stop], head.start, link.stop)
        return Found(link.stop, backward=None if head.inferred else raw)
    mention = _mention(text, folded, head, link, days)
    years.note(mention)
    return Found(mention.span_end, mention)


def _half_read(folded: str, head: Head, link: Joint) -> bool:
    """Whether something belongs to the period that is no readable date."""
    before = folded[max(0, head.start - 12) : head.start]
    return bool(
        link.kind == "unreadable"
        or (head.name == "long year" and link.kind == "single")
        or (head.parts.get("list") and not _neighbours(head.parts))
        or (head.inferred and _OTHER_YEAR.search(before))
        or (head.until and (link.kind in ("range", "since") or _UNREAD.search(before)))
    )


def _neighbours(parts: Parts) -> bool:
    """Whether a list (``3, 4분기``) names two units that follow each other."""
    unit = "month" if parts.get("month") else "quarter"
    return int(str(parts[f"last_{unit}"])) == int(str(parts[unit])) + 1


def _days(head: Head, link: Joint) -> tuple[Head, tuple[datetime.date, datetime.date] | None]:
    """First and last day; a first end without year takes it from a second that has one."""
    if link.second and link.dated and head.inferred:
        head = head._replace(end=replace(head.end, year=link.second.year))
    first, last = bounds(head.end), bounds(link.second or head.end)
    return head, (first[0], last[1]) if first and last else None


def _mention(text: str, folded: str, head: Head, link: Joint, days: tuple[datetime.date, datetime.date]) -> DateMention:
    ends_only, starts_only = head.until or link.kind == "by", link.kind == "since"
    precision = coarser(head.end.precision, link.second.precision if link.second else "day")
    if ends_only and head.parts.get("yearend"):
        precision = "year"
    recurrence = recurrence_behind(folded, link.stop) if link.kind == "single" and precision == "year" else None
    stop = recurrence.stop if recurrence else link.stop
    return DateMention(
        raw=text[head.start : stop],
        start_date=None if ends_only else days[0],
        end_date=None if starts_only else days[1],
        precision=precision,
        recurrence=recurrence.word if recurrence else None,
        inferred=head.inferred,
        span_start=head.start,
        span_end=stop,
        rule=("~ " if head.until else "") + head.name + link.rule,
    )


class _Years:
    """The year of a date that names none: that of the nearest dated one before it on its line, or the context's."""

    def __init__(self, folded: str, year_at: YearAt) -> None:
        self.folded, self.year_at = folded, year_at
        self.last: DateMention | None = None
        self.same_line_until = 0

    def note(self, mention: DateMention) -> None:
        if not mention.inferred and "term" not in mention.rule:
            self.last, self.same_line_until = mention, mention.span_end

    def before(self, at: int) -> int | None:
        if self.last and _LINE_BREAK.search(self.folded, self.same_line_until, at):
            self.last = None
        self.same_line_until = at
        if self.last is None:
            return self.year_at(at)
        year = _one_year(self.last)
        return self.year_at(at) or year if self._names_a_thing(self.last, at) else year

    def _names_a_thing(self, mention: DateMention, at: int) -> bool:
        """Whether a lone year belongs to a noun that the date in brackets dates: ``‘21년 성과 배포(4월)``."""
        between = self.folded[max(mention.span_end, at - 80) : at]
        bracket = between.rfind("(")
        named = bracket > between.rfind(")") and _WORD.search(between, 0, bracket)
        return bool(named and _LONE_YEAR.search(mention.raw))


def _one_year(mention: DateMention) -> int | None:
    """The year of a date; a period over several years names none, and a guess would be worse."""
    years = {day.year for day in (mention.start_date, mention.end_date) if day}
    return years.pop() if len(years) == 1 else None
