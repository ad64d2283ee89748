"""Plain text: encodings, lines that a page wrapped, and tables of bars and tabs."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document, Table, Unreadable
from extract.readers import read
from extract.readers.plaintext import read_plaintext
from tests.readers.shared import SHARED, needs_shared


def lines(text: str) -> list[str]:
    return read_plaintext(text.encode()).text.splitlines()


def cells(document: Document) -> list[list[str]]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(document.text[cell.start : cell.end])
    return rows


# ------------------------------------------------------------------ encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_each_encoding_gives_the_same_text(encoding):
    text = "연수구 국제안전도시\n총사업비 : 420백만원\n"
    assert read_plaintext(text.encode(encoding)).text == text


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2))
def test_hangul_comes_back_from_utf_8_and_utf_16(text):
    assert read_plaintext(text.encode()).text == text + "\n"
    assert read_plaintext(text.encode("utf-16")).text == text + "\n"


def test_an_excerpt_cut_within_a_letter_is_read_with_a_warning():
    document = read_plaintext("사업예산 90,000천원".encode()[:-1])
    assert document.text.startswith("사업예산 90,000천") and document.warnings == ("깨진 글자가 1개 있습니다.",)


@pytest.mark.parametrize(
    "data", [bytes(range(1, 256)) * 20, Random(1).randbytes(2000), Random(2).randbytes(40_000).replace(b"\0", b"")]
)
def test_bytes_that_are_no_text_are_corrupt(data):
    with pytest.raises(Unreadable) as refused:
        read_plaintext(data)
    assert refused.value.code == "corrupt"


def test_decomposed_hangul_is_composed():
    assert lines("소요예산") == ["소요예산"]


# ------------------------------------------------------------------ wrapped lines


@pytest.mark.parametrize(
    ("wrapped", "whole"),
    [
        (
            "❍ 안전 위해요인을 적극적으로 예방\n\n하여 손상발생률 감소",
            "❍ 안전 위해요인을 적극적으로 예방하여 손상발생률 감소",
        ),
        (
            "❍ 지역사회 안전증진을 보장하여 \n\n일상이 편안한 안전도시",
            "❍ 지역사회 안전증진을 보장하여 일상이 편안한 안전도시",
        ),
        ("▪ 사회 안전망 구축 등 구민  \n   안전증진사업 추진", "▪ 사회 안전망 구축 등 구민 안전증진사업 추진"),
        ("- 연수구 안전취약성 \n  및 수준 진단", "- 연수구 안전취약성 및 수준 진단"),
        ("서비스 연계, 보육형 어린이집,\n육아 컨설팅", "서비스 연계, 보육형 어린이집, 육아 컨설팅"),
    ],
)
def test_wrapped_lines_are_one_paragraph(wrapped, whole):
    assert lines(wrapped) == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "정책목표\n❍ 사업기간 : 2022. 9.",
        "사업주체 임기구분 추진구분\n(백만원)",
        "소요예산(예산확보계획)\n(단위 백만원)\n구 분 계 2022 2023",
        "계 409 33 93 93\n구 비 409 33 93 93",
        "- 협약 체결 ······················ ’22. 11.\n- 조례 제정 ·························· ’23. 3.",
        "2023. 비전 및 전략\n2023. 업무 계획\n1 포용하는 돌봄도시",
        "사업명 마을 축제 육성\n회계연도 2025\n총 예산\n260,000",
        "전체 의견 수렴\n의 견 : 없음",
        "2023\n- 조례 제정\n40",
    ],
)
def test_lines_of_their_own_stay_so(text):
    assert lines(text) == text.split("\n")


def test_the_margin_is_learnt_from_lines_that_were_surely_wrapped():
    """The fourth line is full: its next word did not fit below the margin that the lines above it show."""
    page = (
        "구청장은 관내 주민의 안전을 확보하고 지역 사회의 안전\n"
        "을 위하여 필요한 사업을 계획하고 시행하며 그 결과와 내용\n"
        "을 매년 의회에 보고하고 주민에게 널리 공개하여야 하고 의견\n"
        "을 들어야 한다\n"
        "그 밖에 필요한 사항은 규칙으로 정하고 그 절차와 방법 등 내용\n"
        "공개에 관한 것은 따로 정한다\n"
    )
    assert lines(page)[-1].endswith("등 내용 공개에 관한 것은 따로 정한다")


def test_page_numbers_and_form_feeds_are_left_out():
    assert lines("기대효과\n- 12 -\n\f소요예산\n - 3 -\n") == ["기대효과", "소요예산"]


# ------------------------------------------------------------------ tables


def test_a_table_of_pipes_may_have_its_rows_broken():
    text = "구분 | 2024 | 2025\n---|---|---\n구비 | 20 | 30\n시비 |\n40 | 50\n끝"
    document = read_plaintext(text.encode())
    assert cells(document) == [["구분", "2024", "2025"], ["구비", "20", "30"], ["시비", "40", "50"]]
    assert document.text.splitlines()[-1] == "끝"


def test_a_table_of_drawn_rules_has_a_row_between_two_of_them():
    text = (
        "┏━━━━━━┯━━━━━━┓\n┃ 과 목 │예산액│ 비 고 ┃\n┣━━━━━━┿━━━━━━┫\n"
        "┃운영비│49,876│ 신규 ┃\n┃ │ │ 사업 ┃\n┠──────┼──────┨\n┃여비  │23,576│ ┃\n┗━━━━━━┷━━━━━━┛"
    )
    found = cells(read_plaintext(text.encode()))
    assert found == [["과 목", "예산액", "비 고"], ["운영비", "49,876", "신규\n사업"], ["여비", "23,576", ""]]


def test_figures_below_one_another_are_rows_of_their_own():
    text = "+----+----+\n| 구분 | 계 |\n+----+----+\n| 구비 | 409 |\n|  | 33 |\n+----+----+"
    assert cells(read_plaintext(text.encode())) == [["구분", "계"], ["구비", "409"], ["", "33"]]


def test_a_card_of_pipes_keeps_no_columns_that_were_added():
    text = "회계 | 일반회계 | ||||\n---|---|---|---|---|---|\n사업기간 | 3년 | ||||\n위치 | 해온구 | ||||"
    assert cells(read_plaintext(text.encode())) == [["회계", "일반회계"], ["사업기간", "3년"], ["위치", "해온구"]]


def test_tabs_make_columns():
    assert cells(read_plaintext("구분\t2024\t2025\n구비\t20\t30".encode())) == [
        ["구분", "2024", "2025"],
        ["구비", "20", "30"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "홈 | 공약 | 실천계획",
        "|\n▲ 사진제공=연수구 |",
        "구분 | 2024 | 담당 | |\n---|---|---|---|\n구비 | 총무과 | | |\n시비 | 40 | 총무과 | |",
        "연번 | 공약명 | 연차별 | |\n---|---|---|---|\n2024년 | 2025년 | ||\n1 | 골목 정비 | 착공 | 준공 |",
        "구분 | 계\n구비 | 20 | 30 | 40",
        "- 수립\t’22. 9.\n- 협약\t’22. 10.",
    ],
    ids=["breadcrumb", "caption", "merged cells lost", "head moved to the left", "rows disagree", "list with tabs"],
)
def test_lines_that_leave_a_doubt_are_no_table(text):
    assert not any(isinstance(block, Table) for block in read_plaintext(text.encode()).blocks)


# ------------------------------------------------------------------ wild


@needs_shared
def test_a_plan_sheet_taken_from_a_pdf_is_put_together():
    found = read(SHARED / "corpus/gold/s000.txt").text.splitlines()
    assert "- 분야별 중점추진사업의 주기적인 모니터링 및 평가" in found
    assert "▪ 기본조사 연구용역 및 분과위원회 구성·운영" in found
    assert found.count("▪ 취약시설 사회 안전망 구축 등 구민 안전증진사업 개발 및 추진") == 3
    assert {"10", "40", "2023", "정책목표", "연차별 추진계획", "구 비 409 33 93 93 145 45"} <= set(found)


@needs_shared
def test_texts_of_pages_are_not_joined():
    for path in sorted((SHARED / "corpus").glob("*/t*.txt")):
        source = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        assert read(path).text.splitlines() == source, path.name
