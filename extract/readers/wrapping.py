"""Visual lines -> logical paragraphs: which lines are the wrapped rest of the line above them, and how they join.

The geometry is any measure that grows to the right: points in a PDF, character columns in a plain text. A line opens
a paragraph of its own unless a rule of ``RULES`` finds that it carries on the line above; the first rule that has an
opinion decides, so the order of the list is the order of their trust.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """A visual line.

    ``text`` has no blanks at its ends; ``left`` and ``right`` are its edges and ``hang`` is where its words begin
    behind its list mark (None = at ``left``), ``value`` where those behind its label begin (None = it has no label);
    ``margin`` is how far to the right it could have run. ``size`` is the
    height of its first letters and their usual width, ``end_size`` that of its last ones (None = the same). ``blank``
    says that a blank stands behind its last letter, ``alone`` that it is known to be no part of a paragraph (a row of
    a table without rules); ``top`` and ``bottom`` are its place on the page (0 where lines have none).
    """

    text: str
    left: float
    right: float
    margin: float
    size: float
    hang: float | None = None
    blank: bool = False
    alone: bool = False
    end_size: float | None = None
    top: float = 0.0
    bottom: float = 0.0
    value: float | None = None

    @property
    def text_left(self) -> float:
        """Where the words begin: behind the list mark, if there is one."""
        return self.left if self.hang is None else self.hang


NeedsSpace = Callable[[str, str], bool]
"""Does the wrapped line on the right join the one on the left with a blank?"""

# ------------------------------------------------------------------ what a line opens with and ends in

_BULLET = (
    r"[\u2022\u2023\u2043\u2218-\u2219\u220e\u2500-\u25ff\u2600-\u260d\u260f-\u2775\u2794-\u27bf\u2b00-\u2bff"
    r"\ue000-\uf8ff\U000f0000-\U0010ffff¨※￭￮]"
)
_OPENER = r"(?=[\s가-힣A-Za-z(\[「『‘’'“\"<《【])"
_STRONG = re.compile(
    rf"(?:{_BULLET}\s*)+"  # □ ❍ ▪ ◦ ※ and the private-use glyphs of Hancom's fonts
    rf"|[-–—\u00ad]{_OPENER}\s*|\*+{_OPENER}\s*"
    r"|[oOㅇ](?![A-Za-z0-9가-힣.,])\s*|ㅇ(?=[가-힣])"
    r"|[Ⅰ-Ⅻ]+(?=[\s.\-])[.\s]*"
    r"|(?:19|20)\d\d\s+(?=[-▪•·]\s)"  # 2023 - a year of an annual plan, and its first goal
    r"|[(\[]\s*단위\s*[:：]?\s*"
    r"|\[?(?:붙임|별첨|참고|첨부)\s*\d*\]?(?=\s|$)\s*"
    r"|[【《<〈](?=[^】》>〉]*[】》>〉]\s*$)"  # a caption in brackets
)
_WEAK = re.compile(
    r"[①-⑳⑴-⒇㉠-㉻❶-➓㊀-㊿]\s*"
    r"|\d{1,2}(?:[-.]\d{1,2})*[.)](?=\s+\D|[가-힣])\s*"
    r"|\d{1,2}(?=\s+[가-힣]{2})\s+"
    r"|[가나다라마바사아자차카타파하][.)]\s*(?=\S)"
    r"|\((?:\d{1,2}|[가나다라마바사아자차카타파하])\)\s*"
    r"|제\s?\d+\s?[장절조편](?=\s)\s*"
    r"|[→⇒⇨➡·‧∙･•ㆍ]\s*"
    r"|\[(?=[^\]]*\]\s*$)"
)
_LOW_BULLET = re.compile(r"[-–—\u00ad*※▪•∙·∘◦▸▹]")
_LABEL = re.compile(r"[^:：()\[\]]{1,30}?\s?[:：](?!\d)\s?")
_LEADER = re.compile(r"([·‧․…⋯∙･ㆍ.\-_─])(?:\s?\1){4,}|…{2,}")
_FIGURES = re.compile(r"[\d.,%△▲\-~\s()]+")
_BOUND = re.compile(
    r"하(?:여|고|며|는|도록|기|였|여야|고자|거나|지|면|게)|되(?:어|고|며|는|도록|었|거나)|[함됨](?=$|[\s,.·)])"
    r"|적(?:인|으로|이고|이며)(?=$|\s)|으로(?:써|서)?(?=$|\s)|에서(?:는|의)?(?=$|\s)|에(?:게|는|도)?(?=\s)"
    r"|(?:부터|까지)(?=$|\s)|[을를은는의와과로도](?=\s)"
    r"|(?:및|또는)(?=\s)|등(?:의|을|으로|에)?(?=$|[\s,)])"
    r"|[)\]」』》〉】’”,.;%·‧]"
)
_OPEN_END = re.compile(
    r"(?:[,·‧/+&~(\[「『]|(?:^|\s)(?:및|또는|등의|위한|위해|대한|통한|통해|따른|관한)"
    r"|[가-힣](?:하고|하며|하여|되어|으며|에서|[을를의]))$"
)
_PAIRS = {")": "(", "]": "[", "」": "「", "』": "『", "】": "【", "》": "《"}


def list_mark(text: str) -> str:
    """Return the list mark, number or heading sign that the line opens with, its blanks included; else ''.

    >>> list_mark("□ 정책개요"), list_mark("- 국내 ‧ 외"), list_mark("-「공인」추진"), list_mark("ㅇ(배경) 인터넷")
    ('□ ', '- ', '-', 'ㅇ')
    >>> list_mark("1) 학교급식은"), list_mark("2. 추진방향"), list_mark("가. 운영 원칙"), list_mark("Ⅱ. 2022년")
    ('1) ', '2. ', '가. ', 'Ⅱ. ')
    >>> list_mark("일상이 편안하고"), list_mark("23.5㎡ 규모"), list_mark("-1,920"), list_mark("㎡ 규모")
    ('', '', '', '')
    """
    found = _STRONG.match(text) or _WEAK.match(text)
    return found[0] if found else ""


def label(text: str) -> str:
    """Return the label that the line opens with, its list mark and colon included; else ''.

    >>> label("○ 사 업 비 : 22,000천원"), label("- 2026. 2. 11. : 논의"), label("(단위 : 명)"), label("14:00~16:00")
    ('○ 사 업 비 : ', '- 2026. 2. 11. : ', '', '')
    """
    mark = list_mark(text)
    found = _LABEL.match(text, len(mark))
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
    for character in text:
        if character in _PAIRS.values():
            stack.append(character)
        elif stack and _PAIRS.get(character) == stack[-1]:
            stack.pop()
    return bool(stack)


# ------------------------------------------------------------------ rules: True carries on, False opens, None passes


def far_away(above: Line, line: Line) -> bool | None:
    """A gap of more than a line's height parts paragraphs."""
    return False if line.top - above.bottom > 1.3 * max(above.size, line.size) else None


def other_letters(above: Line, line: Line) -> bool | None:
    """A heading and its text differ in the height of their letters; a remark in brackets may be smaller."""
    size = above.end_size or above.size
    if abs(size - line.size) <= 0.04 * size:
        return None
    remark = line.text.startswith("(") and line.size < size and _full(above, line) and not _away(above, line)
    return None if remark else False


def strong_mark(_above: Line, line: Line) -> bool | None:
    """A bullet opens a paragraph wherever it stands."""
    return False if _STRONG.match(line.text) else None


def stands_alone(above: Line, line: Line) -> bool | None:
    """A line with dot leaders, or known to stand alone, is joined to none."""
    return False if above.alone or line.alone or has_leader(above.text) or has_leader(line.text) else None


def within_bracket(above: Line, line: Line) -> bool | None:
    """What stands within a bracket that the line above opened belongs to it."""
    return True if open_bracket(above.text) and _closes(line.text) and not _away(above, line) else None


def weak_mark(above: Line, line: Line) -> bool | None:
    """A number or a label opens a paragraph, unless it hangs below the words of a full line."""
    if not _WEAK.match(line.text) and not _LABEL.match(line.text):
        return None
    return None if _hangs(above, line) and _full(above, line) else False


def figures_alone(above: Line, line: Line) -> bool | None:
    """A figure alone is a table's, unless the line above ran out of room for it."""
    return False if _FIGURES.fullmatch(line.text) and not (_hangs(above, line) and _full(above, line)) else None


def elsewhere(above: Line, line: Line) -> bool | None:
    """A line far to the right of the words above is centred or set flush right."""
    return False if _away(above, line) else None


def bound_form(_above: Line, line: Line) -> bool | None:
    """No line opens with a particle, an ending or a closing sign."""
    return True if _BOUND.match(line.text) else None


def open_end(above: Line, line: Line) -> bool | None:
    """A line that ends in a comma, 및 or a connective goes on, when the next hangs below it or it ends in a blank."""
    return True if _OPEN_END.search(above.text) and (above.blank or _hangs(above, line)) else None


def blank_end(above: Line, line: Line) -> bool | None:
    """A long line, or a list line with the next below its words, that ends in a blank was wrapped there."""
    long = above.right > 0.6 * above.margin
    return True if above.blank and (long or _hangs(above, line)) else None


def below_the_words(above: Line, line: Line) -> bool | None:
    """A line without a mark that begins right below the words of a dash, a dot or a label goes on with them."""
    if above.value is not None and abs(line.left - above.value) <= 0.6 * above.size:
        return True
    below_mark = above.hang is not None and abs(line.left - above.hang) <= 0.6 * above.size
    return True if below_mark and _LOW_BULLET.match(above.text) else None


def no_room(above: Line, line: Line) -> bool | None:
    """The first word did not fit in the room that was left above."""
    return _full(above, line)


RULES = (
    far_away,
    other_letters,
    strong_mark,
    stands_alone,
    within_bracket,
    weak_mark,
    figures_alone,
    elsewhere,
    bound_form,
    open_end,
    blank_end,
    below_the_words,
    no_room,
)


def _closes(text: str) -> bool:
    return any(character in _PAIRS for character in text)


def _hangs(above: Line, line: Line) -> bool:
    if above.hang is None or _away(above, line):
        return False
    return line.left - above.left > 0.4 * (above.hang - above.left)


def _away(above: Line, line: Line) -> bool:
    return line.left > max(above.text_left, above.value or 0.0) + 2 * above.size


def _full(above: Line, line: Line) -> bool:
    first = line.text.split(maxsplit=1)[0]
    word = (line.right - line.left) * len(first) / len(line.text)
    return above.right + 0.25 * above.size + word > above.margin - 0.1 * above.size


# ------------------------------------------------------------------ lines -> paragraphs


def carries_on(above: Line, line: Line) -> bool:
    """Say whether the line is the wrapped rest of the line above it.

    >>> above = Line("❍ 구민의 안전을 확보하고 지역사회 안전증진을 보장하여", 1, 56, 62, 2, hang=3, blank=True)
    >>> carries_on(above, Line("일상이 편안하고 행복한 안전도시 구현", 0, 36, 62, 2))
    True
    >>> carries_on(above, Line("- 연수구 안전취약성 진단", 3, 27, 62, 2, hang=5))
    False
    >>> carries_on(Line("위치 : 구운동", 0, 13, 72, 2), Line("규모 : 지상 3층", 0, 16, 72, 2))
    False
    """
    opinions = (rule(above, line) for rule in RULES)
    return next(opinion for opinion in opinions if opinion is not None)


def paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    """Group lines, in reading order, into paragraphs.

    >>> wrapped = [Line("- 분야별 중점추진사업의 주기", 0, 28, 30, 2, hang=2),
    ...            Line("적인 모니터링 및 평가", 0, 21, 30, 2),
    ...            Line("- 사업수행 역량강화", 0, 19, 30, 2, hang=2)]
    >>> [[line.text for line in paragraph] for paragraph in paragraphs(wrapped)]
    [['- 분야별 중점추진사업의 주기', '적인 모니터링 및 평가'], ['- 사업수행 역량강화']]
    """
    found: list[list[Line]] = []
    for line in lines:
        if found and carries_on(_as_head(found[-1]), line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _as_head(paragraph: Sequence[Line]) -> Line:
    """The last line of a paragraph, with the place of the words of its first and the brackets still open."""
    head, last = paragraph[0], paragraph[-1]
    if head is last:
        return last
    text = " ".join(line.text for line in paragraph)
    return last._replace(text=text, left=min(head.left, last.left), hang=head.text_left, value=head.value)


# ------------------------------------------------------------------ the seam

_TIGHT_LEFT = re.compile(r"[(\[「『《〈【‘“~∼～·‧ㆍ/\-]$")
_FIGURE_AND_UNIT = re.compile(r"[\d백천만억조]\0(?:[백천만억조]*원|[명건개회종년월일%])")
# An opening bracket too: within lines 27 of 28 follow their word without a blank.
_TIGHT_RIGHT = re.compile(r"[()\]」』》〉】’”,.;:%·‧ㆍ~∼～/]")


def seam(above: Line, line: Line, needs_space: NeedsSpace) -> str:
    """Return what stands between a line and its wrapped rest: a blank or nothing.

    A blank at the line's end is kept; brackets, middle dots and tildes join without one, a figure and its unit too;
    everywhere else ``needs_space`` is asked.

    >>> seam(Line("민·관 협력", 0, 9, 9, 2, blank=True), Line("복지사각지대 발굴", 0, 17, 20, 2), seems_parted)
    ' '
    >>> seam(Line("급변·", 0, 9, 9, 2), Line("다변화로", 0, 17, 20, 2), seems_parted)
    ''
    >>> seam(Line("5,000백만", 0, 9, 9, 2), Line("원을 지원", 0, 17, 20, 2), seems_parted)
    ''
    """
    if above.blank:
        return " "
    if _TIGHT_LEFT.search(above.text) or _TIGHT_RIGHT.match(line.text):
        return ""
    if _FIGURE_AND_UNIT.match(f"{above.text[-1]}\0{line.text}"):
        return ""
    return " " if needs_space(above.text, line.text) else ""


def seems_parted(_left: str, right: str) -> bool:
    """Say, without the morphological model, whether the two lines join with a blank: not before a particle or ending.

    >>> seems_parted("적극적으로 예방", "하여 손상발생"), seems_parted("다양한", "볼거리")
    (False, True)
    """
    word = _BOUND.match(right)
    return word is None or word[0] in ("및", "또는") or word[0].startswith("등")
