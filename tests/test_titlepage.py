"""What a document says of itself: every case is a title page and what a reader takes from it."""

from __future__ import annotations

import csv
import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from extract.evaluate.compare import same
from extract.outline import Outline, read_outline
from extract.readers import read
from extract.text import without_space
from extract.titlepage import TitlePage, read_titlepage
from extract.titlepage.candidates import printed
from extract.titlepage.front import tidy
from extract.titlepage.kind import plan_kinds, title_word
from extract.titlepage.names import endings, known
from extract.vocabulary import examples, index, load
from tests.titlepages import BODY, document, page_of
from tests.titlepages.others import OTHERS
from tests.titlepages.plans import PLANS

# ------------------------------------------------------------------ the vocabulary


@pytest.mark.parametrize(("kind", "title"), list(examples("documents")))
def test_a_title_is_of_the_kind_that_the_vocabulary_says(kind, title):
    word = title_word(tidy(title))
    assert word is not None
    assert word[1] == kind


def test_the_kinds_are_those_of_the_tables():
    plans = {"공약실천계획", "업무계획", "시행계획", "추진계획", "기본계획", "종합계획", "사업계획"}
    others = {"예산", "보도자료", "기사", "공고", "법령", "제안요청서", "회의자료", "서식", "기타"}
    assert plan_kinds() == plans
    assert set(load("documents")) == plans | others


def test_no_two_kinds_claim_one_word_and_words_have_no_blanks():
    words = index(load("documents"), "titles")
    assert all(word == without_space(word) for word in words)


@pytest.mark.parametrize("group", ["provinces", "ministries"])
def test_a_body_is_known_by_every_name_of_its(group):
    for name, entry in load("issuers")[group].items():
        names = [name, *entry["short"], *entry.get("former", ()), *entry.get("examples", ())]
        assert {known(each) for each in names} - {"광주시"} == {name}, name


@pytest.mark.parametrize(
    ("group", "word"),
    [(group, word) for group, entry in load("issuers")["endings"].items() for word in entry["examples"]],
)
def test_an_ending_tells_a_word(group, word):
    assert word.endswith(endings(group))
    assert (known(word) is not None) == (group == "기관")


@pytest.mark.parametrize("line", load("titlepages")["printed"]["examples"])
def test_what_forms_print_is_no_title(line):
    assert printed().fullmatch(without_space(line))


# ------------------------------------------------------------------ made title pages


@pytest.mark.parametrize(("lines", "said"), PLANS, ids=[lines[0] for lines, _ in PLANS])
def test_a_made_plan_says(lines, said):
    page = page_of(*lines)
    assert page.is_plan
    assert {name: getattr(page, name) for name in said} == said


@pytest.mark.parametrize(("lines", "kind"), OTHERS, ids=[f"{kind}-{number}" for number, (_, kind) in enumerate(OTHERS)])
def test_a_made_document_of_another_kind_is_no_plan(lines, kind):
    page = page_of(*lines)
    assert (page.kind, page.is_plan) == (kind, False)


def test_the_head_of_a_list_names_no_title():
    assert page_of("연번 |", "공약명 |", "변경내용 |", "□ 빗물마을 조성").title is None


def test_the_address_above_a_number_is_no_title():
    page = page_of("[source: https://open.example.kr/paper/17]", "문서번호 샘터과-77 결재일자 2026. 6. 24.", *BODY)
    assert page.title is None


def test_a_document_without_words_says_nothing():
    made = document()
    page = read_titlepage(made, Outline(made, [], []))
    assert (page.kind, page.is_plan, page.title, page.issuer, page.date) == ("기타", False, None, None, None)


# ------------------------------------------------------------------ single values

ISSUERS = [
    (("28| 2025년 주요업무계획", "중 구", *BODY), ("중구", None, None, None)),
    (("28| 2025년 주요업무계획", "대전광역시 중구", *BODY), ("대전광역시 중구", "대전광역시", "중구", "30140")),
    (("2025년 남구 업무계획", "울산시 남구", *BODY), ("남구", "울산광역시", "남구", "31140")),
    (("28| 2025년 업무보고", "24| 수원시 권선구", *BODY), ("수원시 권선구", "경기도", "수원시 권선구", "41113")),
    (("28| 2025년 업무보고", "24| 검단구", *BODY), ("검단구", "인천광역시", "검단구", None)),
    (("28| 2025년 업무보고", "24| 세종특별자치시", *BODY), ("세종특별자치시", "세종특별자치시", None, "36000")),
    (("28| 2025년 업무보고", "24| 광주시", *BODY), ("광주시", None, None, None)),
    (
        ("28| 2025년 업무보고", "24| 고성군", "강원특별자치도 고성군", *BODY),
        ("고성군", "강원특별자치도", "고성군", "51820"),
    ),
    (("28| 2025년 주요업무계획", "24| 행정안전부", *BODY), ("행정안전부", None, None, None)),
    (("28| 2025년 주요업무계획", "24| 국립국어원", *BODY), ("국립국어원", None, None, None)),
    (("28| 2025년 주요업무계획", "24| 주택건축국", *BODY), (None, None, None, None)),
    # a bureau that never names its city on the title page
    (
        (
            "28| 2025년 주요업무계획",
            "24| 해양국",
            *BODY,
            "○ 부산시 조례 개정",
            "○ 부산항 연계(해운대구, 사하구)",
            "○ 부산광역시 지원",
        ),
        ("부산광역시", "부산광역시", None, "26000"),
    ),
    # the name of a place in two other cities is no issuer
    (("28| 2025년 협력 추진계획", *BODY, "○ 부산 견학", "○ 대구 견학", "○ 광주 견학"), (None, None, None, None)),
    # the approval line tells the level
    (
        (
            "28| 2026년 방역 대응계획",
            "구청장",
            "부구청장",
            "○ 인천광역시청 자료",
            "○ 계양구 전역",
            "○ 계양구 민원",
            "○ 부평구 민원",
        ),
        ("인천광역시 계양구", "인천광역시", "계양구", "28245"),
    ),
    (("2025년 안전도시 조성 추진계획", *BODY), (None, None, None, None)),
    (("2025년 부산박물관 건립 추진계획", *BODY), (None, None, None, None)),
    (("28| 테마정원 조성계획", "문서번호 조경과-5361", "서울대공원 (조경과)", *BODY), ("서울대공원", None, None, None)),
    (
        (
            "28| 제7기 교육 운영계획",
            "□ 추진근거",
            "○ 「2025년도 중앙소방학교 훈련 계획」 교육과-48(2024.12.27.)",
            *BODY,
        ),
        ("중앙소방학교", None, None, None),
    ),
    # what stands in a list is another's paper
    (("28| 독서 점검 계획", "○ 샘터도서관 활동 지원계획(도서관과-2083)", *BODY), (None, None, None, None)),
    # a page of the web, under its address
    (
        (
            "[source: https://open.seoul.go.kr/paper/17]",
            "쉼터 정비 추진계획",
            *BODY,
            "○ 종로구 쉼터",
            "○ 종로구 등 16개구",
        ),
        ("서울특별시", "서울특별시", None, "11000"),
    ),
    (("[source: https://www.seoul.go.kr.example/17]", "쉼터 정비 추진계획", *BODY), (None, None, None, None)),
    (("28| 제8기 교육 운영계획", "○ 국고보조금 교부결정(국토교통부 재정담당관-1664)", *BODY), (None, None, None, None)),
]


@pytest.mark.parametrize(("lines", "said"), ISSUERS, ids=[f"{lines[0]} {said[0]}" for lines, said in ISSUERS])
def test_the_issuer_is_said_and_its_division_is_told_or_left_open(lines, said):
    page = page_of(*lines)
    assert (page.issuer, page.issuer_sido, page.issuer_sigungu, page.issuer_code) == said


DATES = [
    (("28| 2025년 시행계획", "24| 2025. 3."), "2025. 3.", datetime.date(2025, 3, 31), 2025),
    (("28| 시행계획", "24| 2 0 2 5 . 2 . 7 . (금)"), "2 0 2 5 . 2 . 7 . (금)", datetime.date(2025, 2, 7), 2025),
    (
        ("28| 시행계획", "【주관부서】전환단 홍길동(3800) / '25년 5월 8일"),
        "'25년 5월 8일",
        datetime.date(2025, 5, 8),
        2025,
    ),
    (("공약사업 재정계획", "기준: 2025. 9월 말 / 단위: 백만원"), "2025. 9월 말", datetime.date(2025, 9, 30), 2025),
    (("추진계획", "□ 추진일정", "○ 착공 2025. 3. 2.", "○ 준공(2026. 4.)"), None, None, None),
    (("추진계획", "□ 현황 (2025. 1. 1. 기준)", "○ 2025. 3. 4. : 착공"), None, None, None),
    (("제3기 교육 운영계획", "○ (교육기간) 2025. 6. 23.(월) ~ 6. 27.(금)"), None, None, 2025),
    (("교육 운영계획", "○ 사업기간 : 2022. 9. ~ 2026. 4."), None, None, None),
    (("제2차 기본계획(2024~2028)", "2023. 12."), "2023. 12.", datetime.date(2023, 12, 31), 2023),
    (
        ("2016회계연도 시민 참여결산 운영계획", "결재일자 2017.5.26. 공개여부"),
        "2017.5.26.",
        datetime.date(2017, 5, 26),
        2017,
    ),
    (("’17년도 「진단」에 따른 혁신 추진계획", "2018. 3."), "2018. 3.", datetime.date(2018, 3, 31), 2018),
]


@pytest.mark.parametrize(("lines", "raw", "day", "year"), DATES, ids=[" / ".join(case[0]) for case in DATES])
def test_the_date_and_the_year(lines, raw, day, year):
    page = page_of(*lines)
    assert (page.date_raw, page.date, page.base_year) == (raw, day, year)


# ------------------------------------------------------------------ laws

_LINES = [line for lines, *_ in (*PLANS, *OTHERS, *ISSUERS) for line in lines] + [
    "",
    "|",
    "□",
    "- -",
    "2025",
    "1-12",
    "「」",
]


FRAME = re.compile(r"[\s\-–\[\]]")
"""What a title loses when it is said: line feeds, letter-spacing, dashes and brackets around it."""


@given(st.lists(st.sampled_from(_LINES) | st.text(max_size=40), max_size=12))
def test_every_value_stands_in_the_text(lines):
    made = document("머리말", *lines)
    page = read_titlepage(made, read_outline(made))
    assert page.is_plan == (page.kind in plan_kinds())
    for value, start, end in (
        (page.date_raw, page.date_start, page.date_end),
        (page.code, page.code_start, page.code_end),
    ):
        assert value == (None if start is None else made.text[start:end])
    if page.title is not None:
        words = made.text[page.title_start : page.title_end]
        assert FRAME.sub("", page.title) == FRAME.sub("", words)
    if page.issuer is not None:
        assert made.text[page.issuer_start : page.issuer_end].strip()


# ------------------------------------------------------------------ the documents beside the repository

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
INDEX = CORPUS / "INDEX.tsv"
TABLE = INDEX.read_text(encoding="utf-8").splitlines() if INDEX.exists() else []
ROWS = list(csv.DictReader(TABLE, delimiter="\t", quoting=csv.QUOTE_NONE))
OF_INDEX = {"뉴스": "기사", "RFP": "제안요청서", "예산·통계": "예산"}
KNOWN_FAILURES = {"d038.hwpx": "a blank form: the index has it among 기타, the tables have a kind 서식"}


def _page_of_file(row: dict[str, str]) -> TitlePage:
    made = read(CORPUS / row["folder"] / row["file"])
    return read_titlepage(made, read_outline(made))


def _cases() -> Iterator[ParameterSet]:
    for row in ROWS:
        why = KNOWN_FAILURES.get(row["file"])
        yield pytest.param(row, id=row["file"], marks=[pytest.mark.xfail(reason=why)] if why else [])


needs_corpus = pytest.mark.skipif(not ROWS, reason="the documents' folder ../shared/corpus is not there")


@needs_corpus
@pytest.mark.slow
@pytest.mark.parametrize("row", list(_cases()))
def test_a_document_of_the_index(row):
    page = _page_of_file(row)
    kind = OF_INDEX.get(row["kind"], re.split(r"[(·]", row["kind"])[0])
    assert page.is_plan == (row["role"] == "plan")
    assert page.kind == (kind or page.kind)
    gold = (CORPUS / row["folder"] / row["file"]).with_suffix(".gold.json")
    for name, value in (json.loads(gold.read_text(encoding="utf-8"))["document"] if gold.exists() else {}).items():
        assert same(getattr(page, name), value), name
