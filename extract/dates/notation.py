"""How one end of a period is written: patterns of named parts, tried in the order of the lists at the foot.

All patterns read folded text (``extract.text.fold``): apostrophes are ``'``, tildes ``~``, every blank a space. Every
repetition is bounded, so that no input makes a pattern slow. The named parts are those of ``period.written_end``:
``short`` (two digits of a year behind a quotation mark), ``plain`` (two digits without one), ``long`` (four digits),
``month``, ``day``, ``tenday``, ``quarter``, ``half``, ``yearend``, and ``last_month``, ``last_quarter`` where two
numbers share their unit (``1~3분기``).
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Notation(NamedTuple):
    """A way to write one end of a period; its name goes into the result's ``rule``."""

    name: str
    pattern: re.Pattern[str]


def _notations(**patterns: str) -> tuple[Notation, ...]:
    return tuple(Notation(name.replace("_", " "), re.compile(pattern)) for name, pattern in patterns.items())


# ------------------------------------------------------------------ parts

S = "[ ]{0,3}"
DASH = r"[~\-–]"
LIST = r"[,·․‧ㆍ･∙]"

_BEFORE_MONTH = rf"{S}[년年]{S}\d\d?{S}(?:{DASH}{S}\d\d?{S})?[월月]"
_YEAR = rf"(?:'(?P<short>\d\d)|(?P<long>(?:19|20)\d\d)|(?P<plain>\d\d)(?={_BEFORE_MONTH}))(?!\d)"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])(?!\d)"
_LAST_MONTH = r"(?P<last_month>0?[1-9]|1[0-2])(?!\d)"
_DAY = r"(?P<day>\d\d?)(?!\d)"
_WEEKDAY = rf"{S}\({S}[월화수목금토일月火水木金土日](?:요일)?{S}\)"

# What may stand behind a figure without unit or point: nothing that makes it part of something else (``'24.5개``,
# ``22.5%``, ``3.14``), only the few words that follow a date directly (``'25.3.10시행``).
_FREE = (
    r"(?![\dA-Za-z_'%‰℃\u3380-\u33df])(?![.,:/]\d)"
    r"(?!(?!까지|부터|현재|기준|시행|개정|이후|이전|예정|준공|착공|개통|자[ )])[가-힣一-龥])"
)
_POINT = rf"{S}\.(?![\dA-Za-z])"
_DAY_UNIT = rf"{S}(?:[일日](?!간)|(?={DASH}{S}\d\d?{S}[일日]))"

# 초 and 말 are parts of a month only before a blank, a mark or such words; else they begin one: 초등, 말레이시아.
_NO_WORD = r"(?!(?!까지|부터|에|경|께|기준|현재|예정|완료|준공|착공|이후|이전)[가-힣·])"
_TENDAY = rf"(?:{S}(?P<tenday>[초상중하]순|[초말]{_NO_WORD}))"
_MONTH_UNIT = rf"[월月](?!드|령|세|급|액|평균|{S}(?:\d|[첫둘셋넷][째 ]|마지막){S}주(?!년))"
_QUARTER = rf"(?P<quarter>[1-4])(?:{S}/{S}4)?{S}분기(?!점)"
_QUARTERS = (
    rf"(?P<quarter>[1-4])(?:{S}/{S}4)?{S}(?:{DASH}|(?P<list>,)){S}(?P<last_quarter>[1-4])(?:{S}/{S}4)?{S}분기(?!점)"
)
_MONTHS = rf"{_MONTH}{S}(?:\.?{DASH}|(?P<list>{LIST})){S}{_LAST_MONTH}{S}{_MONTH_UNIT}"
_BOTH = rf"{S}(?:{LIST}|/){S}"
_HALF = rf"(?P<half>[상하上下](?:(?:{_BOTH}|{S}~?{S})[하下])?{S}(?:반기|半期))"
_SHORT_HALF = (
    rf"(?P<half>[上下](?:{_BOTH}下)?(?![一-龥])|[상하](?:{_BOTH}하)?(?!(?!준공|착공|완공|개통|예정|완료)[가-힣]))"
    rf"(?:{S}\.(?!\d))?"
)

# A year's mark, unless 년 counts (``'30년대``, ``'98년생``) or no month follows (``'25. 13.``, ``2025년 13월``).
_NO_MONTH = rf"(?!{S}[\d.]|{S}\n{S}\d\d?\.{S}\d)"
_YEAR_UNIT = rf"{S}(?:[년年]도?(?!간|째|차|생|대(?![가-힣])|{S}\d\d?{S}[월月])|\.{_NO_MONTH}(?![A-Za-z])|회계[연년]도)"
_YEAR_END = rf"(?:{S}(?P<yearend>말){_NO_WORD})?(?!{S}초{_NO_WORD})"

# ------------------------------------------------------------------ what may stand before a first end

# Neither a figure, a code nor a list goes on here (3·9월, 1,984.5., v2024.1., 제1.2., 25. 3월, A-2.6.), nor does a
# line go on the one before it (2024.⏎12. 9.).
_NEW_NUMBER = (
    r"(?<![\dA-Za-z_제])(?<![A-Za-z]-)(?<!\d[.,·/:\-])(?<!\d[,·/:\-] )(?<!\d\d\. )"
    r"(?<!\d\.\n)(?<!\d\. \n)(?<!~\n)(?<!~ \n)"
)
_NEW_YEAR = r"(?:(?<!\d)(?=')|(?<![\dA-Za-z_'=#])(?<!\d[.,/:\-])(?<![A-Za-z]/)(?=\d))"
_WITHIN_LINE = r"(?:(?<=\S)|(?<=\S ))"
_LINE_GOES_ON = rf"(?={S}(?:[:~(),/\]\-–]|[\n\t]|\Z|까지|부터|이후|이전))"

# ------------------------------------------------------------------ the notations

_ISO = r"(?P<long>(?:19|20)\d\d)(?P<mark>[-/])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>\d\d?)(?![\dA-Za-z/\-])"
_POINT_DAY = rf"{_MONTH}{S}\.{S}{_DAY}(?:{_POINT}(?!{S}\d\d?\.)(?:{_WEEKDAY})?|{_WEEKDAY})"
# ``2027. 2. 2) 대상`` goes on with the number of a list, ``(’15.11.5)`` ends with a day.
_NO_LIST_NUMBER = r"(?!(?:(?<= \d)|(?<= \d\d))\))"
_DAY_END = rf"(?:{S}[일日]|{_POINT}|{_NO_LIST_NUMBER}{_FREE})(?:{_WEEKDAY})?"

_DATED_SHARED = {
    "months": rf"{_YEAR}{S}[.년年]{S}{_MONTHS}",
    "quarters": rf"{_YEAR}{S}(?:[년年]도?|\.)?{S}{_QUARTERS}",
}
_DATED = {
    "day": rf"{_YEAR}{S}[.년年]{S}{_MONTH}{S}[월月]{S}{_DAY}{_DAY_UNIT}(?:{_WEEKDAY})?",
    "point_day": rf"{_YEAR}{S}\.{S}{_MONTH}{S}\.{S}{_DAY}{_DAY_END}",
    "closing_day": rf"{_YEAR}{S}\.{S}{_MONTH}{S}\.{S}{_DAY}(?=\))",
    "month": rf"{_YEAR}{S}[.년年]{S}{_MONTH}{S}{_MONTH_UNIT}{_TENDAY}?",
    "point_month": rf"{_YEAR}{S}\.{S}{_MONTH}(?:{_POINT}|{_FREE}){_TENDAY}?",
    "quarter": rf"{_YEAR}{S}(?:[년年]도?|\.)?{S}{_QUARTER}",
    "letter_quarter": rf"{_YEAR}{S}(?:[년年]도?|\.)?{S}(?P<quarter>[1-4])Q(?![A-Za-z\d])",
    "half": rf"{_YEAR}{S}(?:[년年]도?|\.)?{S}{_HALF}(?:\.(?={S}~))?",
    "short_half": rf"{_YEAR}{S}(?:[년年]도?|\.|(?(long)(?!))){S}{_SHORT_HALF}",
    "year": rf"{_YEAR}{_YEAR_UNIT}{_YEAR_END}",
}
_SHARED = {
    "bare_months": _MONTHS,
    "bare_quarters": _QUARTERS,
}
_UNDATED = {
    "bare_day": rf"{_MONTH}{S}[월月]{S}{_DAY}{_DAY_UNIT}(?:{_WEEKDAY})?",
    # No list of days is cut off (5월 3, 4일), and ``3월 이내`` of a law is a length.
    "bare_month": rf"{_MONTH}{S}{_MONTH_UNIT}(?!{S}(?:\d\d?{S}{LIST}{S}\d\d?{S}[일日]|이내)){_TENDAY}?",
    "bare_quarter": _QUARTER,
}
_LONG_YEAR = r"(?P<long>(?:19|20)\d\d)(?!\d)"
_SECOND_YEAR = r"(?:'\d\d|(?:19|20)\d\d)(?!\d)"
_OPEN_BEHIND = rf"~(?:{S}(?:(?![ \w'%~])|계속|현재)| [가-힣]{{2}})"

HEADS = (
    *_notations(
        spaced_day=rf"(?<!\d )(?P<long>2 0 \d \d){S}\.{S}(?P<month>1 [0-2]|[1-9]){S}\."
        rf"(?:{S}(?P<day>[1-3] \d|[1-9]){S}\.(?:{_WEEKDAY})?)?",
        iso_day=rf"(?<![\dA-Za-z/\-.]){_ISO}",
    ),
    *_notations(**{name: _NEW_YEAR + pattern for name, pattern in (_DATED_SHARED | _DATED).items()}),
    *_notations(
        quoted_year=rf"(?:(?<![0-9A-Za-z_가-힣])|(?<!\d)(?='\d\d{S}~{S}'\d\d(?!\d)))'(?P<short>\d\d)(?!\d)"
        rf"(?:{_FREE}(?!{S}\.{S}\d|{S}\d\d?(?![\d,%가-힣]))|(?=말{_NO_WORD})){_YEAR_END}",
        # Four digits alone are a label; with a second year, or with one end open, they are a period.
        long_year=rf"{_NEW_YEAR}{_LONG_YEAR}(?={S}(?:{DASH}{S}{_SECOND_YEAR}|{_OPEN_BEHIND}))",
        long_year_until=rf"{_LONG_YEAR}(?:(?<=~\d\d\d\d)|(?<=~ \d\d\d\d))(?={S}(?:[),:\]\n\t]|\Z))",
    ),
    *_notations(**{name: _NEW_NUMBER + pattern for name, pattern in (_SHARED | _UNDATED).items()}),
    *_notations(
        bare_half=rf"(?:(?<![가-힣])|(?<=년)){_HALF}",
        bare_year_end=rf"(?<![가-힣])(?:연|금년{S}|올해{S})(?P<yearend>말){_NO_WORD}",
        this_year=rf"(?<![가-힣])(?:연|금년|올해)(?={S}[내안](?:(?![가-힣])|에|로))",
        term=rf"민선{S}(?P<term>\d\d?){S}기",
        # 1.2. at the start of a line numbers a section, unless the line goes on as one does behind a date.
        bare_point_day=rf"{_NEW_NUMBER}(?<!\d\. ){_WITHIN_LINE}{_POINT_DAY}",
        bare_point_day_line=rf"{_NEW_NUMBER}(?<!\d\. ){_POINT_DAY}(?:(?<=\))|{_LINE_GOES_ON})",
    ),
)
"""The ways to write a first or only end."""

TAILS = (
    *_notations(iso_day=_ISO, **_DATED),
    *_notations(
        years_long=rf"{_YEAR}{S}[년年](?=간)",
        quoted_year=rf"'(?P<short>\d\d)(?!\d){_FREE}",
        long_year=rf"{_LONG_YEAR}{_FREE}",
        next_year=rf"(?P<next>익년도?|다음 ?(?:해|년도|연도)|이듬해){S}{_MONTH}{S}{_MONTH_UNIT}{_TENDAY}?",
    ),
    *_notations(**_UNDATED),
    *_notations(
        bare_half=_HALF,
        bare_short_half=_SHORT_HALF,
        bare_tenday=rf"(?P<tenday>[초상중하]순|[초말]{_NO_WORD})",
        day_of_month=rf"{_DAY}{S}[일日](?!간)(?:{_WEEKDAY})?",
        plain_quarter=rf"(?P<plain>\d\d){S}[.년年]{S}{_QUARTER}",
        plain_half=rf"(?P<plain>\d\d){S}[.년年]{S}{_HALF}",
        plain_short_half=rf"(?P<plain>\d\d){S}[.년年]{S}{_SHORT_HALF}",
        plain_year=rf"(?P<plain>\d\d){S}[년年](?!{S}\d)",
        point_tenday=rf"{_MONTH}{S}\.{_TENDAY}",
        numbers=rf"(?P<n1>\d\d?)(?!\d)(?:{S}\.{S}(?P<n2>\d\d?)(?!\d)(?:{S}\.{S}(?P<n3>\d\d?)(?!\d))?)?"
        rf"(?:{_POINT}|{_FREE})(?!{S}\.?{_TENDAY})(?:{_WEEKDAY})?",
    ),
)
"""The ways to write a second end; figures without a unit are read by the shape of the first end."""


_LONGEST_BRACKET = 60


def holds(name: str, text: str, at: int) -> bool:
    """Whether a notation may stand where it was found.

    The last figure of a closing day numbers a list, unless a bracket of its line is still open before it.

    >>> holds("closing day", "(2018. 8. 6)", 1), holds("closing day", "2018. 8. 6) 대상", 0)
    (True, False)
    """
    if name != "closing day":
        return True
    line = re.split(r"[\n\t]", text[max(0, at - _LONGEST_BRACKET) : at])[-1]
    return line.rfind("(") > line.rfind(")")
