"""Who issued a document: an ordered list of rules, from what the title page says outright to what the text shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import zip_longest

from extract.document import Span
from extract.lines import Line
from extract.text import fold, without_space
from extract.titlepage.divisions import Division, meant
from extract.titlepage.front import Front, spaced, tidy
from extract.titlepage.kind import plan_kinds, title_word
from extract.titlepage.names import endings, formed, headed, is_ministry_formed, known, leading
from extract.titlepage.shares import most_named, provinces_told
from extract.titlepage.title import Title
from extract.vocabulary import load


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued a document as it is said, the words that tell it, and its division where the text tells which."""

    said: str
    span: Span
    division: Division | None
    rule: str


@dataclass(frozen=True)
class Case:
    """What the rules look at."""

    front: Front
    title: Title | None
    kind: str

    @cached_property
    def titles(self) -> list[tuple[str, Span]]:
        """The title, and every other short line that ends in the word of a kind of document: no line of a list."""
        found = [(self.title.words, self.title.span)] if self.title else []
        unlisted = (line for line in self.front.lines if line.family not in _OF_LISTS)
        lines = [(tidy(self.front.words(line)), _span(line)) for line in unlisted]
        return found + [(words, span) for words, span in lines if len(words) <= _LONGEST_TITLE and title_word(words)]


_LONGEST_TITLE = 60
_OF_LISTS = frozenset({"ring", "dash", "dot", "note", "circled", "paren"})
Found = tuple[str, Span]


def _span(line: Line) -> Span:
    return Span(line.start, line.end)


# ------------------------------------------------------------------ what the title page says

_HEAD = re.compile(r"[가-힣]{2,14}?(?:장관|시장|군수|구청장|도지사|교육감|[처청]장|위원장|원장)")
_SUBMITTER = re.compile(r"(?:제출|제안)자\W*")


def submitters(case: Case) -> Iterator[Found]:
    """제출자 : 산업통상부장관, of a paper for a council; several submitters leave the issuer open."""
    for place, (label, words) in enumerate(case.front.plain):
        if _SUBMITTER.match(words):
            yield from _heads(case.front.plain[place:] if label.table else [(label, words)], label)


def _heads(plain: list[tuple[Line, str]], label: Line) -> Iterator[Found]:
    for line, words in plain:
        if line.table is not label.table:
            return
        heads = (headed(head[0]) for head in _HEAD.finditer(_SUBMITTER.sub("", words)))
        yield from ((said, _span(line)) for said in heads if said)


_BEFORE_NAME = re.compile(r"\W*(?:(?:(?:19|20)\d\d|'\d\d)\W{0,2}(?:학?년도?)?\W*)?(?:제\d+[차기회]\s*)?")
_BUILT = re.compile(r"\S+\s(?:건립|조성|유치|설립|신축|이전|확충)")


def in_a_title(case: Case) -> Iterator[Found]:
    """연수구 국제안전도시 공인사업 추진, 2022년 국립국어원 업무계획: the body that a title begins with."""
    for words, span in case.titles:
        bare = _BEFORE_NAME.sub("", fold(words), count=1)
        said = leading(bare) or _recurring(case.front, bare) or _reporting(bare)
        if said and not _BUILT.match(bare):
            yield said, span


def _recurring(front: Front, title: str) -> str | None:
    """A name that only its form tells, if the text names it again."""
    said = leading(title, formed)
    return said if said and front.text.count(said) > 1 else None


_OF_A_BODY = frozenset({"업무계획", "공약실천계획"})


def _reporting(title: str) -> str | None:
    """A body of no known name, by its 업무보고 or 공약 실천계획."""
    first, _, rest = title.partition(" ")
    word = title_word(rest)
    told = word is not None and word[1] in _OF_A_BODY
    return (formed(first) or (first if is_ministry_formed(first) else None)) if told else None


_BEHIND_NAME = re.compile(r"\s*[/(,].*")
_WIDE_TABLE = 4


def on_the_cover(case: Case) -> Iterator[Found]:
    """광주광역시교육청, 부산광역시 낙동강관리본부, 여울시 복지국: a line that is a body, or a body and its part."""
    for line in case.front.head:
        words = tidy(_BEHIND_NAME.sub("", case.front.words(line)))
        said = words if leading(words) == words else known(words)
        said = said or (leading(words, formed) if _ends_in_a_part(words) else None)
        in_a_list = line.table is not None and line.table.columns >= _WIDE_TABLE
        if said and line.family is None and not in_a_list:
            yield said, _span(line)


def _ends_in_a_part(words: str) -> bool:
    body, _, part = words.partition(" ")
    return bool(body) and " " not in part and part.endswith(endings("부서")) and not part.endswith(("위원회", "회의"))


_NUMBERED = re.compile(r"[가-힣]{2,20}\s?(?:[가-힣]{0,8}\s?)(?:공고|고시)\s?제.{1,20}호")


def by_number(case: Case) -> Iterator[Found]:
    """과학기술정보통신부 공고 제2026-0320호."""
    for line in case.front.lines:
        words = case.front.words(line)
        said = leading(words, formed) if _NUMBERED.match(words) else None
        if said:
            yield said, _span(line)


def signed(case: Case) -> Iterator[Found]:
    """인 사 혁 신 처 장, 부총리 겸 과학기술정보통신부 장관: a line that is who heads a body."""
    for line, plain in case.front.plain:
        said = headed(plain.removeprefix("부총리겸").removesuffix("(직인생략)"))
        if said and line.family is None and not plain.endswith(said):
            yield said, _span(line)


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(spaced(*load("titlepages")["issuer"]["labels"]))


def labelled(case: Case) -> Iterator[Found]:
    """사업주체 다솔군(직접), 주관기관 농림수산식품교육문화정보원: in the cell beside the label, or behind its colon."""
    front = case.front
    for line, following in zip_longest(front.lines, front.lines[1:]):
        label, _, value = front.words(line).partition(":")
        if _label().fullmatch(label.strip()):
            holder = line if value.strip() else following
            said = leading(tidy(value.strip() or front.words(holder)), formed) if holder else None
            if said:
                yield said, _span(holder)


_SPEAKER = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{2,14})\((?:[^()]{0,12}\s)?"
    r"(?:시장|장관|군수|구청장|도지사|지사|[처청원]장|이사장|사장|위원장|교육감|총장|부총리)\s"
)
_SPOKEN_WITHIN = 3000


def speaking(case: Case) -> Iterator[Found]:
    """부산시(시장 박형준)는: who speaks in a press release."""
    for speaker in _SPEAKER.finditer(case.front.text, 0, _SPOKEN_WITHIN):
        said = formed(speaker["name"])
        if said:
            yield said, Span(*speaker.span("name"))


# ------------------------------------------------------------------ what the text tells

_FILED_WITHIN = 3000
_DEPARTMENT = r"[가-힣]{2,10}(?:과|팀|국|단|담당관)"
_FILED = re.compile(rf"(?:(?P<before>[가-힣]+) )?(?P<department>{_DEPARTMENT})-\d{{2,}}")


def of_its_department(case: Case) -> Iterator[Found]:
    """서울대공원 (조경과), where the document's number is 조경과-5361: the body that its department belongs to."""
    text = case.front.text
    filed = _FILED.finditer(text, 0, _FILED_WITHIN)
    own = {paper["department"] for paper in filed if not (paper["before"] and known(paper["before"]))}
    for department in sorted(own):
        for pair in re.finditer(rf"(?<![가-힣])([가-힣]{{3,14}}) \(?{department}(?!-\d)", text):
            said = known(pair[1])
            if said:
                yield said, Span(*pair.span(1))


_OWN_PAPER = re.compile(rf"[「『｢](?P<paper>[^「」『』｢｣\n]{{4,60}})[」』｣]\s?{_DEPARTMENT}-\d")


def of_its_own_paper(case: Case) -> Iterator[Found]:
    """「2025년도 충청소방학교 교육훈련 계획」 교육기획과-4839: an earlier paper of the same body's department."""
    for paper in _OWN_PAPER.finditer(case.front.text, 0, _FILED_WITHIN):
        said = leading(_BEFORE_NAME.sub("", fold(paper["paper"]), count=1))
        if said:
            yield said, Span(*paper.span("paper"))


_FIRST_LINES = 3
_ADDRESS = re.compile(r"https?://(?:[\w-]+\.)*?(?P<host>[\w-]+\.go\.kr)(?![\w.])")


def published_at(case: Case) -> Iterator[Found]:
    """https://opengov.seoul.go.kr/… above a page of the web: the 시·도 that owns the host."""
    for line in case.front.lines[:_FIRST_LINES]:
        for address in _ADDRESS.finditer(case.front.text, line.start, line.end):
            said = load("issuers")["hosts"].get(address["host"])
            if said:
                yield said, Span(*address.span())


_COUNCIL = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2,8}[시도군구])의회")


def before_its_council(case: Case) -> Iterator[Found]:
    """제331회 가온광역시의회: the council that the plan is reported to."""
    for line in case.front.lines:
        council = _COUNCIL.search(case.front.text, line.start, line.end)
        said = formed(council["name"]) if council else None
        if said and council:
            yield said, Span(*council.span("name"))


def named_most(case: Case) -> Iterator[Found]:
    """The division that a plan's text names far more often than any other."""
    found = most_named(case.front) if case.kind in plan_kinds() else None
    if found:
        yield found


_SHORT_LINE = 20


def closing_a_line(case: Case) -> Iterator[Found]:
    """함께 여는 너른군: a greeting that ends in the name, if the name is known or the money is its own (군비)."""
    for line in case.front.head:
        words = case.front.words(line)
        said = formed(words.split()[-1]) if len(words) <= _SHORT_LINE and line.family is None else None
        if said and (known(said) or f"{said[-1]}비" in case.front.text):
            yield said, _span(line)


_AGAIN = 3
_NO_MINISTRY = ("본부", "일부", "내부", "외부", "간부")


def newly_named(case: Case) -> Iterator[Found]:
    """A line that is a 부 or 처 of no known name, which the text names again and again."""
    for line in case.front.head:
        plain = without_space(case.front.words(line))
        new = plain.endswith(("부", "처")) and not plain.endswith(_NO_MINISTRY) and is_ministry_formed(plain)
        if new and case.front.text.count(plain) >= _AGAIN:
            yield plain, _span(line)


RULES: tuple[Callable[[Case], Iterator[Found]], ...] = (
    submitters,
    in_a_title,
    on_the_cover,
    by_number,
    signed,
    labelled,
    speaking,
    of_its_department,
    of_its_own_paper,
    before_its_council,
    published_at,
    named_most,
    closing_a_line,
    newly_named,
)


def read_issuer(front: Front, title: Title | None, kind: str) -> Issuer | None:
    """Return who issued a document, None where its text does not tell or tells several, and for news."""
    case = Case(front, title, kind)
    for rule in RULES if kind != "기사" else ():
        found = list(rule(case))
        if found:
            said, span = found[0]
            open_question = rule is submitters and len({name for name, _ in found}) > 1
            division = meant(said.split()[-1], provinces_told(front, said))
            return None if open_question else Issuer(said, span, division, rule.__name__)
    return None
