"""What a line opens with and ends in: list marks, labels, dot leaders, brackets."""

from __future__ import annotations

import re

_BULLET = (
    r"[\u2022\u2023\u2043\u2218-\u2219\u220e\u2500-\u25ff\u2600-\u260d\u260f-\u2775\u2794-\u27bf\u2b00-\u2bff"
    r"\u2981\ue000-\uf8ff\U000f0000-\U0010ffff¨※￭￮]"
)
_OPENER = r"(?=[\s가-힣A-Za-z(\[「『‘’'“\"<《【])"
_CAPTION = r"[【《<〈](?=[^】》>〉]*[】》>〉]\s*$)"
STRONG = re.compile(
    rf"(?:{_BULLET}\s*)+"  # □ ❍ ▪ ◦ ※ and the private-use glyphs of Hancom's fonts
    rf"|[-–—\u00ad]{_OPENER}\s*|\*+{_OPENER}\s*"
    r"|[oOㅇ](?![A-Za-z0-9가-힣.,])\s*|ㅇ(?=[가-힣\d])"
    r"|[Ⅰ-Ⅻ]+(?=[\s.\-])[.\s]*"
    r"|(?:19|20)\d\d\s+(?=[-▪•·]\s)"  # 2023 - a year of an annual plan, and its first goal
    r"|[(\[]\s*단위\s*[:：]?\s*"
    r"|\[?(?:붙임|별첨|참고|첨부)\s*\d*\]?(?=\s|$)\s*"
    r"|√\s+"
    r"|〃"
    rf"|{_CAPTION}"
)
"""A mark that opens a paragraph wherever it stands."""
WEAK = re.compile(
    r"[①-⑳⑴-⒇㉠-㉻❶-➓㊀-㊿]\s*"
    r"|\d{1,2}(?:[-.]\d{1,2})*[.)](?=\s+\D|[가-힣])\s*"
    r"|\d{1,2}(?=\s+[가-힣]{2})\s+"
    r"|[가나다라마바사아자차카타파하][.)]\s*(?=[^\s\"”'’])"
    r"|\((?:\d{1,2}|[가나다라마바사아자차카타파하]|[ivx]{1,4})\)\s*"
    r"|\[(?:서식|별지|별표)\s?[^\]]{1,12}\]\s*"
    r"|제\s?\d+\s?[장절조편](?=\s)\s*"
    r"|[→⇒⇨➡·‧∙･•ㆍ]\s*"
    r"|\[(?=[^\]]*\]\s*$)"
)
"""A number or arrow that may also be the wrapped rest of a line."""
CAPTION = re.compile(_CAPTION)
"""The bracket of a caption."""
HEADING_NUMBER = re.compile(
    r"[\dⅠ-Ⅻ①-⑳❶-➓\uf000\U000f02b1-\U000f02ff][\d.\-]{0,4}|[IVX]{1,4}\.?|[가나다라마바사아자차카타파하A-Z]\.?"
    r"|[\[<【〔]?(?:붙임|별첨|참고|첨부|별지|현안)\d*(?:-\d+)?[\]>】〕]?|[가-힣]{2}\d{1,2}"
)
"""What stands alone beside the words of a heading and counts it, its blanks left out: ``Ⅱ``, ``1-2``, ``붙임3``."""
CIRCLED = re.compile(r"[①-⑨❶-❾➀-➈➊-➒]")
"""A number in a circle, from 1 to 9."""
LOW_BULLET = re.compile(r"[-–—\u00ad*※▪•∙·∘◦▸▹]")
"""A mark of a list line that is no heading."""
LABEL = re.compile(r"[^:：()\[\]]{1,30}?\s?[:：](?!\d)\s?")
"""A label with its colon."""
BRACKETED = re.compile(r"[(【\[][^:：()\[\]【】]{1,20}[)】\]]\s*[:：]?\s*(?=\S)")
"""A label in brackets."""
_DATED = re.compile(r"['‘’]?\d{2,4}\.\s?\d{1,2}\.(?:\s?\d{1,2}\.)?\s+(?=[가-힣])")
"""The date of a chronicle's entry."""
_LEADER = re.compile(r"([·‧․…⋯∙･ㆍ.\-_─])(?:\s?\1){4,}|…{2,}")
FIGURES = re.compile(r"[\d.,%△▲\-~\s()]+")
"""Figures alone."""
BOUND = re.compile(
    r"하(?:여|고|며|는|도록|기|였|여야|고자|거나|지|면|게)|되(?:어|고|며|는|도록|었|거나)|[함됨](?=$|[\s,.·)])"
    r"|적(?:인|으로|이고|이며)(?=$|\s)|으로(?:써|서)?(?=$|\s)|에서(?:는|의)?(?=$|\s)|에(?:게|는|도)?(?=\s)"
    r"|(?:부터|까지)(?=$|\s)|[을를은는의와과로도](?=\s)"
    r"|(?:및|또는)(?=\s)|등(?:의|을|으로|에)?(?=$|[\s,)])"
    r"|[)\]」』》〉】”,.;%·‧]|’(?!\d)"
)
"""What no line of its own opens with: a particle, an ending, a closing sign."""
_CONNECTIVE = r"(?:^|\s)(?:및|또는|등의|위한|위해|대한|통한|통해|따른|관한)"
CONNECTIVE = re.compile(_CONNECTIVE + "$")
"""A word that stands before another and apart from it."""
OPEN_END = re.compile(
    rf"(?:[,·‧/+&~(\[「『]|{_CONNECTIVE}"
    r"|[가-힣](?:하고|하며|하여|되어|으며|에서|[을를의]))$"
)
"""What a line that goes on may end in."""
PAIRS = {")": "(", "]": "[", "」": "「", "』": "『", "】": "【", "》": "《"}
"""Closing brackets with their opening ones."""
_BRACKETS = re.compile(f"[{re.escape(''.join((*PAIRS, *PAIRS.values())))}]")


def list_mark(text: str) -> str:
    """Return the list mark, number or heading sign that the line opens with, its blanks included; else ''.

    >>> list_mark("□ 정책개요"), list_mark("- 국내 ‧ 외"), list_mark("-「공인」추진"), list_mark("ㅇ(배경) 인터넷")
    ('□ ', '- ', '-', 'ㅇ')
    >>> list_mark("1) 학교급식은"), list_mark("2. 추진방향"), list_mark("가. 운영 원칙"), list_mark("Ⅱ. 2022년")
    ('1) ', '2. ', '가. ', 'Ⅱ. ')
    >>> list_mark("일상이 편안하고"), list_mark("23.5㎡ 규모"), list_mark("-1,920"), list_mark("㎡ 규모")
    ('', '', '', '')
    """
    found = STRONG.match(text) or WEAK.match(text)
    return found[0] if found else ""


def label(text: str) -> str:
    """Return the label or date that the line opens with, its list mark and colon included; else ''.

    >>> label("○ 사 업 비 : 22,000천원"), label("- 2026. 2. 11. : 논의"), label("(단위 : 명)"), label("14:00~16:00")
    ('○ 사 업 비 : ', '- 2026. 2. 11. : ', '', '')
    >>> label("○ (목 적) 후속조치를 통해"), label("(1) 공급 (2) 관리"), label("○ 2014. 2. 직제 개정")
    ('○ (목 적) ', '', '○ 2014. 2. ')
    """
    mark = list_mark(text)
    found = next(filter(None, (kind.match(text, len(mark)) for kind in (LABEL, BRACKETED, _DATED))), None)
    return mark + found[0] if found and not mark.startswith(("(", "[")) else ""


def has_leader(text: str) -> bool:
    """Say whether the line runs through dots to its date or page number.

    >>> has_leader("- 공인신청서 작성 ············ ‘25. 9."), has_leader("Ⅰ. 기본현황 …………… 1"), has_leader("국내 ‧ 외")
    (True, True, False)
    """
    return _LEADER.search(text) is not None


def open_bracket(text: str) -> bool:
    """Say whether the line ends within a bracket.

    >>> open_bracket("- 확대(3종 대상"), open_bracket("1) 수립(‘22년)"), open_bracket("가) 예산")
    (True, False, False)
    """
    stack: list[str] = []
    for bracket in _BRACKETS.findall(text):
        if bracket not in PAIRS:
            stack.append(bracket)
        elif stack and PAIRS[bracket] == stack[-1]:
            stack.pop()
    return bool(stack)


_TILDE = re.compile(r"[~∼～]")
_DATE_ALONE = re.compile(r"(?=\D*\d)[’‘'`\d.\s년월일(화수목금토)]+")


_MONTH_OR_HALF = re.compile(r"(?:[’‘'`]\d{2}|(?:19|20)\d{2})(?:\.|년)\s?(?:\d|[上下]|[상하]반기)")


def opens_with_date(text: str) -> bool:
    """Say whether the line opens with a year and what is written of the month, quarter or half in it.

    >>> opens_with_date("’25.下"), opens_with_date("2025. 3. 착공"), opens_with_date("2025년 예산")
    (True, True, False)
    """
    return _MONTH_OR_HALF.match(text) is not None


_YEAR_ALONE = re.compile(r"(?:^|[\s~∼～(])(?:[’‘'`]\d{2}|(?:19|20)\d{2})\.$")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])\.(?=\s?(?:[\d~∼～(]|$))")


def parts_date(above: str, line: str) -> bool:
    """Say whether a line break parts a date behind its year.

    >>> parts_date("2024.", "12.19.~12.20."), parts_date("’24. 3.~’25.", "2."), parts_date("2024.", "1. 개요")
    (True, True, False)
    """
    return bool(_YEAR_ALONE.search(above) and _MONTH.match(line))


def parts_range(above: str, line: str) -> bool:
    """Say whether a line break parts a range of dates at its tilde.

    >>> parts_range("‘24.12.16.", "~’24.12.24."), parts_range("~", "’25. 2. 18.(화)"), parts_range("착수", "~’26. 3.")
    (True, True, False)
    """
    before = _TILDE.fullmatch(above[-1:]) and (len(above) == 1 or _DATE_ALONE.fullmatch(above[:-1]))
    behind = _TILDE.match(line) and _DATE_ALONE.fullmatch(above)
    return bool((before and _DATE_ALONE.match(line)) or (behind and _DATE_ALONE.fullmatch(line[1:])))
