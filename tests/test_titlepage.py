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

from extract.document import Document, LooseParagraph, compose
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


def document(*lines: str) -> Document:
    """Lay lines into a document; ``28| 제목`` is a line in letters of 28 points, others have no size or 14."""
    sized = any(re.match(r"\d+\| ", line) for line in lines)
    paragraphs = []
    for line in lines:
        size, bar, words = line.partition("| ")
        known_size = float(size) if bar else 14.0 if sized else None
        paragraphs.append(LooseParagraph(words if bar else line, size=known_size))
    return compose(paragraphs, format="txt", sha256="0" * 64, size=0)


def page_of(*lines: str) -> TitlePage:
    made = document(*lines)
    return read_titlepage(made, read_outline(made))


BODY = ("□ 추진배경", "○ 골목상권 매출 감소에 대응", "□ 추진계획", "○ 상인회 공모 ’25. 3.", "□ 소요예산", "○ 120백만원")

PLANS = [
    # a bureau's report to a council: letter-spaced, the year on its own line, the committee glued to the date
    (
        (
            "14| 2025. 2. 7.(금)산 업 경 제 위 원 회",
            "22| - 2025년도 -",
            "48| 주 요 업 무 계 획",
            "27| 미래산업국",
            *BODY,
        ),
        {"title": "2025년도 주요업무계획", "kind": "업무계획", "base_year": 2025, "date": datetime.date(2025, 2, 7)},
    ),
    (
        ("13| 제301회 울산광역시의회(임시회)", "36| 2024년 하반기 주요업무 추진상황", "20| 녹지정원국", *BODY),
        {"kind": "업무계획", "issuer": "울산광역시", "issuer_code": "31000", "base_year": 2024},
    ),
    # a ministry's paper for a council of ministers
    (
        (
            "16| 의안번호 제 12 호",
            "16| 보고사항",
            "28| 지역 인공지능 확산",
            "28| 추진전략(안)",
            "16| 인공지능관계장관회의",
            "제 출 자 : 과학기술정보통신부장관",
            "제출 연월일 : 2026. 1. 15.",
            "Ⅰ. 보고주문",
            *BODY,
        ),
        {
            "title": "지역 인공지능 확산 추진전략(안)",
            "issuer": "과학기술정보통신부",
            "issuer_code": None,
            "kind": "기본계획",
            "date": datetime.date(2026, 1, 15),
            "base_year": 2026,
        },
    ),
    # several submitters: the issuer is open
    (
        ("28| 제2차 탄소중립 기본계획 2025년 시행계획(안)", "제출자 : 환경부장관 홍길동 국토교통부장관 김철수", *BODY),
        {"issuer": None, "kind": "시행계획", "base_year": 2025},
    ),
    # pledge sheets
    (
        (
            "수성구 작은도서관 확충2-13",
            "사업주체 임기구분 사업기간 총사업비",
            "자체 임기 내 ‘22~’26 900",
            "□ 정책목표",
            "□ 추진일정",
        ),
        {
            "title": "수성구 작은도서관 확충",
            "code": "2-13",
            "issuer": "수성구",
            "issuer_code": "27260",
            "kind": "공약실천계획",
        },
    ),
    (
        (
            "1-7. 청년 창업공간 조성",
            "공약명 청년 창업공간 조성",
            "임기구분 임기 내",
            "□ 추진일정",
            "○ 착공 ’24. 3.",
            "□ 소요예산",
        ),
        {"title": "청년 창업공간 조성", "code": "1-7", "kind": "공약실천계획", "base_year": None},
    ),
    (
        (
            "민선8기 군수 공약사항",
            "공약사업 세부실천계획서",
            "함께하는 청도군",
            "1 노인복지관 건립",
            "2 파크골프장 조성",
        ),
        {"kind": "공약실천계획", "issuer": "청도군", "issuer_sido": "경상북도"},
    ),
    # a register's page above the flattened paper, which bears the full title
    (
        (
            "결재문서",
            "도시숲 조성 추진계획",
            "문서번호 푸른도시과-771 결재일자 2021.3.4. 공개여부 대시민공개 "
            "협 조 2021년 학교 안 도시숲 조성 추진계획 2021. 3. "
            "목 차 1 2021년 학교 안 도시숲 조성 추진계획 도시열섬을 낮추고자 함",
        ),
        {
            "title": "2021년 학교 안 도시숲 조성 추진계획",
            "kind": "추진계획",
            "base_year": 2021,
            "date_raw": "2021.3.4.",
        },
    ),
    (
        (
            "갯벌축제 기본계획 문서번호 문화과-11 결재일자 2024. 3. 5. 공개여부 대시민공개",
            "□ 추진근거",
            "○ 신안군 축제 조례 제6조",
        ),
        {"title": "갯벌축제 기본계획", "kind": "기본계획", "issuer": "신안군", "base_year": 2024},
    ),
    # an internal paper with the form of a letter is a plan all the same
    (
        ("수신 내부결재", "(경유)", "제목 2025년 골목상권 활성화 추진계획", *BODY),
        {"title": "2025년 골목상권 활성화 추진계획", "kind": "추진계획"},
    ),
    # schools and other bodies
    (
        ("28| 2026학년도 늘봄학교 운영계획", "24| 2026. 2.", "24| 전 라 남 도 교 육 청", *BODY),
        {"issuer": "전라남도교육청", "issuer_sido": None, "kind": "사업계획", "base_year": 2026},
    ),
    (
        ("2024년 한국수목원정원관리원 사업계획", "2023. 12. 20.", *BODY),
        {"issuer": "한국수목원정원관리원", "kind": "사업계획", "base_year": 2024, "date": datetime.date(2023, 12, 20)},
    ),
    # no word names the kind: a 계획 is a 사업계획 if it tells its cost
    (("장미원 봄꽃 심기 계획", "□ 추진배경", "○ 물량 : 3만본", "○ 소요예산 : 825천원"), {"kind": "사업계획"}),
    (("공공서식 개선 계획(검토보고)", "□ 추진배경", "○ 민원 불편", "□ 기대효과"), {"kind": "추진계획"}),
    (
        (
            "세부사업 설명서 공개",
            "사업명 마을 축제 육성",
            "회계연도 2025 회계 일반회계",
            "사업개요",
            "사업목적 공동체 활성화",
        ),
        {
            "title": "마을 축제 육성",
            "kind": "사업계획",
            "base_year": 2025,
        },
    ),
    # 방안 and 전략 are soft words: a plan has a heading beside them
    (("어촌 활력 제고 방안(안)", "□ 추진배경", "○ 어촌 인구 감소"), {"kind": "추진계획"}),
    # no word at all, but the headings of a plan
    (("바람길 숲 잇기", *BODY, "□ 기대효과"), {"title": "바람길 숲 잇기", "kind": "사업계획"}),
    # a plan that cites notices, ordinances and press work stays one
    (
        (
            "28| 2025년 음식물쓰레기 감량 추진계획",
            "□ 추진근거",
            "○ 환경부 고시 제2021-100호",
            "○ 폐기물 조례 제3조(책무)",
            *BODY,
        ),
        {"kind": "추진계획", "base_year": 2025},
    ),
    (
        ("36| 2025년 겨울철 자연재난 종합대책", "2025. 11.", "22| 강원특별자치도", *BODY),
        {"kind": "종합계획", "issuer_code": "51000"},
    ),
    (("2025년도 공무원 국외훈련 계획(안) 보고", *BODY), {"kind": "사업계획"}),
    (
        ("단위사업 : 종무지원", "지원형태 : 민간보조", "사업개요", "소요재원"),
        {"kind": "사업계획"},
    ),
    (
        ("❍ 추진 상황", "• 위 치 : 해온구", "• 기 간 : ‘18~‘23년", "• 사업비 : 132백만원", "- 설계 재착수(‘20.7월)"),
        {"kind": "사업계획"},
    ),
    (("구민과의 약속", "공약번호", "□ 연차별 추진계획", "○ 용역 시행"), {"kind": "공약실천계획"}),
]

OTHERS = [
    (
        ("보도자료", "보도시점 2025. 9. 19.(금) 11:00 배포 2025. 9. 19.(금) 08:00", "26| 제4차 해양 종합계획", *BODY),
        "보도자료",
    ),
    (("이 보도자료는 배포 즉시 보도할 수 있습니다.", "24| 경주시, 2040 도시기본계획", "□ 사업개요", *BODY), "보도자료"),
    (
        ("보 도 참 고 자 료", "□ 부산시(시장 홍길동)는 3일 추진계획을 확정했다고 밝혔다.", "○ 시는 내년에 착공한다."),
        "보도자료",
    ),
    (
        (
            "남해군, 공약 세부 추진계획 확정",
            "입력 2024-09-12 10:24",
            "홍길동 기자",
            "남해군이 세부 추진계획을 확정했다.",
        ),
        "기사",
    ),
    (
        (
            "강임준 시장의 공약이행율이 60%로 나타났다고 시가 지난 23일 밝혔다.",
            "지난 23일 시장실에서는 공약사업 추진상황 및 향후 계획 보고회가 있었다.",
            "사업 추진을 위한 예산은 총 8,038억여원이며 국비가 2,363억여원으로 나타났다.",
        ),
        "기사",
    ),
    (
        ("과학기술정보통신부 공고 제2026-0320호", "18| 2026년도 기술개발사업 시행계획 공고", "2026년 3월 19일", *BODY),
        "공고",
    ),
    (("28| 2025년 실증지원 사업", "28| 공모 안내서", "24| 2025. 3.", "□ 추진배경", *BODY, "□ 추진일정"), "공고"),
    (("파주시 고시 제2025-11호", "도시관리계획(용도지역) 결정(변경) 고시", "2025. 3. 4.", "파 주 시 장"), "공고"),
    (("물품 구매 입찰공고", "조달청 공고 제2026-1호", "1. 입찰개요", "사업예산 : 3억원"), "공고"),
    (("기간제근로자 채용 공고", "1. 모집인원 : 2명", "2. 응시자격", "3. 추진일정"), "공고"),
    (("24| 통합관제 시스템 구축", "24| 제안 요청서", "20| 2025. 1.", "Ⅰ. 사업개요", *BODY), "제안요청서"),
    (("도시재생 전략계획 수립 용역 과업지시서", "1. 과업개요", "2. 사업기간", *BODY), "제안요청서"),
    (("해양수산 발전 기본 조례", "제1조(목적) 이 조례는", "제2조(정의)", "제3조(기본계획)"), "법령"),
    (
        ("지방재정법 일부개정법률안", "(홍길동의원 대표발의)", "발의연월일 : 2023. 11. 9.", "제안이유 및 주요내용"),
        "법령",
    ),
    (("대법원 2026. 2. 26. 선고 2025다21525 판결", "【판시사항】", "【주문】"), "법령"),
    (("시설관리공단 직제 규정", "제정 2001. 1. 1. 규정 제1호", "개정 2024. 4. 30."), "법령"),
    (("민간위탁 동의안", "의안번호 제 31 호", "1. 제안이유", "2. 주요내용"), "법령"),
    (("제3차 안전도시위원회 회의자료", "2025. 3. 4.", "1. 회의순서", "2. 추진상황"), "회의자료"),
    (("주민자치회 정기회의 회의록", "일시 : 2025. 3. 4.", "참석자 : 12명"), "회의자료"),
    (("2025년도 본예산 세입·세출예산서", "(단위 : 천원)", "과목 예산액 전년도예산액 산출기초"), "예산"),
    (("통 합 재 정 통 계", "(2010.11월 누계 기준)", "(단위 : 십억원)"), "예산"),
    (("(장 2000)사회개발 (관 2400)주택 (항 2410)도시개발 (단위 : 천원) 과 목 예 산 액 산 출 기 초",), "예산"),
    (("보조금 교부 신청서", "신청인 성명 ○○○", "위와 같이 신청합니다.", "○○시장 귀하"), "서식"),
    (("15| 2026학년도 *학년 ** 과목 평가계획", "유의) 파란색 글씨는 과목별로 수정", "담당교사: ◯◯◯, ◯◯◯"), "서식"),
    (
        (
            "서 울 특 별 시",
            "수신",
            "국토교통부장관",
            "(경유)",
            "제목",
            "2025년 정비사업 추진계획 제출",
            "붙임 1부. 끝.",
        ),
        "기타",
    ),
    (("34| 폭염 대비 사업장 대응지침", "24| 2025. 7.", "26| 고용노동부", "□ 추진배경", "□ 추진계획"), "기타"),
    (("20| 제27기 관리역량 과정 입교 및 생활안내", "□ 입교 안내", "○ (입교일시) 25. 6. 9.(월)"), "기타"),
    (("2024년 주민등록 인구통계", "(단위 : 명)"), "기타"),
    (("도시브랜드 개발 용역 결과보고서", "□ 추진배경", "□ 추진실적"), "기타"),
    (("2024년 주요업무 추진실적", "□ 추진실적", "○ 준공 ’24. 3."), "기타"),
    (
        (
            "청년 여러분의 주거를 책임지고 지원하겠습니다.",
            "부족함 없이 주택을 대량 공급하고 배정하겠습니다.",
            "국가가 책임지겠습니다.",
        ),
        "기타",
    ),
    (("조직도", "시장", "부시장"), "기타"),
    (("30| 3D 인쇄 기술의 문제점과 대처 방안", "□ 개념", "○ 3차원 모양을 찍어내는 기술"), "기타"),
    (
        (
            "공약사업 확정 절차",
            "- 01",
            "공약 정리",
            "- 내용확인",
            "- 02",
            "부서 검토",
            "- 03",
            "의견 수렴",
            "실천계획안 수립",
        ),
        "기타",
    ),
    (
        ("프로젝트계획서", "작성일자 0000년 00월 00일", "프로젝트 이름을 입력해 주세요.", "□ 추진배경", "□ 추진일정"),
        "서식",
    ),
    (
        (
            "결재문서",
            "-2026년 안심숲 조성사업-대상지 추가 검토결과 보고",
            "문서번호 조경과-7749 결재일자 2026. 6. 24.",
            "1. 추진근거",
            "2. 추진현황",
            "3. 사업개요",
        ),
        "기타",
    ),
    (
        (
            "국회의원 요구 자료 제출 시 행 치수과-7116 ( 2026. 4. 10. )",
            "□ 제출자료",
            "○ 사 업 명 : 물새천 복원사업",
            "○ 사업내용",
            "- 물길 정비",
            "○ 총사업비 : 120백만원",
            "○ 추진현황",
            "- ’21. 6. : 설계 착수",
            "○ 향후계획",
            "- ’26. 3. : 공사 시행",
        ),
        "기타",
    ),
    (("제12회 도시재생위원회 결과(25.10.28)", "□ 회의 개요", "○ 참석위원 : 7명", "□ 상정안건"), "회의자료"),
    (
        (
            "산들군, `2025년 주요업무 추진계획 보고회` 개최",
            "• 홍길동 기자",
            "산들군은 군청 회의실에서 2025년 주요업무 추진계획 보고회를 열었다고 밝혔다.",
            "군은 보고회에서 나온 의견을 반영해 업무계획을 수립할 계획이다.",
        ),
        "기사",
    ),
    (
        (
            "최종편집 2024-04-24 15:03 (수)",
            "산들군, 공약실천계획 수립",
            "• 홍길동 기자",
            "이 기사를 공유합니다",
            "임기 내 사업은 67%인 2775억 원, 임기 후 사업비는 1275억 원이다.",
        ),
        "기사",
    ),
]


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
