"""HWP 5.0, HWPX and HWPML: order, tables, boxes, notes, bullets, and what cannot be read."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from dochan.constants import HWPTAG_BULLET, HWPTAG_PARA_SHAPE

from extract.document import Document, Paragraph, Table, Unreadable, walk
from extract.readers import read
from extract.readers.hangul import read_hwp, read_hwpx
from extract.readers.hangul_parsers import HwpBody, HwpInfo
from extract.readers.hwpml import read_hwpml
from tests.readers.packages import HEADER, Row, hwp_paragraph, hwp_table, note, package, paragraph, record, table
from tests.readers.shared import SHARED, needs_shared


def lines(document: Document) -> list[str]:
    return document.text.splitlines()


def roles(document: Document) -> list[tuple[str, str]]:
    found = (block for block in walk(document.blocks) if isinstance(block, Paragraph))
    return [(block.role, document.text[block.start : block.end]) for block in found]


def only_table(document: Document) -> Table:
    (found,) = (block for block in document.blocks if isinstance(block, Table))
    return found


def places(document: Document) -> dict[str, tuple[int, int, int, int]]:
    return {
        document.text[cell.start : cell.end]: (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in only_table(document).cells
    }


# ------------------------------------------------------------------ tables


def test_a_merged_cell_stands_once_at_its_top_left_place():
    rows: list[Row] = [[("구분", 2, 1), ("연도별", 1, 2)], ["2024", "2025"], ["구비", "20", "30"]]
    document = read_hwpx(package(paragraph(table(*rows))))
    assert only_table(document).rows == 3 and only_table(document).columns == 3
    assert places(document) == {
        "구분": (0, 0, 2, 1), "연도별": (0, 1, 1, 2), "2024": (1, 1, 1, 1), "2025": (1, 2, 1, 1),
        "구비": (2, 0, 1, 1), "20": (2, 1, 1, 1), "30": (2, 2, 1, 1),
    }  # fmt: skip


def test_cells_without_places_flow_round_the_merged_ones():
    rows: list[Row] = [[("구분", 2, 1), "2024"], ["20"]]
    xml = table(*rows)
    for place in ('<hp:cellAddr colAddr="0" rowAddr="0"/>', '<hp:cellAddr colAddr="1" rowAddr="0"/>'):
        xml = xml.replace(place, "")
    assert places(read_hwpx(package(paragraph(xml)))) == {
        "구분": (0, 0, 2, 1), "2024": (0, 1, 1, 1), "20": (1, 1, 1, 1),
    }  # fmt: skip


def test_a_cell_that_claims_more_places_than_a_table_has_covers_its_own_alone():
    xml = table(["구분", "2024"], ["구비", "20"]).replace('colSpan="1"', 'colSpan="100000"')
    xml = xml.replace("<hp:cellAddr", "<hp:nowhere")
    assert places(read_hwpx(package(paragraph(xml))))["20"] == (1, 1, 1, 1)


def test_a_paragraph_of_a_hundred_thousand_lines_is_read_at_once():
    document = read_hwpx(package(paragraph(f"<hp:t>{'가나,<hp:lineBreak/>' * 100_000}</hp:t>")))
    assert len(document.blocks) == 100_000


def test_a_table_in_a_cell_is_a_block_of_the_cell():
    inner = table(["말뭉치", "21억"], ["감수", "5,000건"])
    document = read_hwpx(package(paragraph(table(["목표", paragraph(inner)], ["과제", "3개"]))))
    cell = only_table(document).cells[1]
    assert isinstance(cell.blocks[0], Table)
    assert document.text[cell.start : cell.end] == "말뭉치\t21억\n감수\t5,000건"


@pytest.mark.parametrize(
    ("rows", "box"),
    [
        ([["2024년 주요업무계획"]], "2024년 주요업무계획"),
        ([[""], ["2024년 주요업무계획"], [""]], "2024년 주요업무계획"),
        ([["Ⅰ", "추진 배경"]], "Ⅰ 추진 배경"),
        ([["II", "", "추진 방향"]], "II 추진 방향"),
        ([["붙 임", "", "과제별 추진일정"]], "붙 임 과제별 추진일정"),
        ([["Ⅲ", ""], ["선정 방안", ""]], "Ⅲ 선정 방안"),
        ([["현안", "", "신속집행 추진"]], "현안 신속집행 추진"),
    ],
)
def test_what_is_drawn_round_a_title_is_a_box(rows, box):
    assert roles(read_hwpx(package(paragraph(table(*rows))))) == [("box", box)]


def test_an_entry_wrapped_by_hand_in_a_cell_is_one_line():
    entries = "".join(
        map(paragraph, [" ㅇ교육과정평가 및 환류", "   (12월)", " ㅇ사업비", "   국비 : 20억원", "   (계)"])
    )
    document = read_hwpx(package(paragraph(table(["4/4분기", entries], ["계", "2"]))))
    cell = only_table(document).cells[1]
    lines = ["ㅇ교육과정평가 및 환류(12월)", "ㅇ사업비", "국비 : 20억원", "(계)"]
    assert document.text[cell.start : cell.end].split("\n") == lines


def test_a_frame_of_one_column_is_a_row_of_boxes():
    cover = [["시민과 함께"], [""], ["2025. 5."], ["안전관리과"]]
    found = roles(read_hwpx(package(paragraph(table(*cover)))))
    assert found == [("box", "시민과 함께"), ("box", "2025. 5."), ("box", "안전관리과")]


@pytest.mark.parametrize(
    "rows", [[["비전", "커지는 한국어"]], [["1", "409"]], [["계", "409"]], [["계", "409"], ["", "33"]]]
)
def test_two_cells_that_are_no_heading_are_a_table(rows):
    assert only_table(read_hwpx(package(paragraph(table(*rows))))).rows == len(rows)


def test_an_empty_table_leaves_no_trace():
    assert read_hwpx(package(paragraph("앞"), paragraph(table(["", ""], ["", ""])), paragraph("뒤"))).text == "앞\n뒤\n"


# ------------------------------------------------------------------ order


def test_a_caption_with_the_unit_stands_before_its_table():
    document = read_hwpx(package(paragraph(table(["계", "409"], ["구비", "33"], caption="(단위: 백만원)"))))
    assert lines(document)[0] == "(단위: 백만원)"


@pytest.mark.parametrize(("floating", "first"), [(None, "계\t409"), (0, "계\t409"), (2756, "□ 소요예산")])
def test_text_stands_above_a_table_that_floats_below_it(floating, first):
    drawn = table(["계", "409"], ["구비", "33"], floating=floating)
    assert lines(read_hwpx(package(paragraph(drawn, "□ 소요예산"))))[0] == first


@pytest.mark.parametrize(
    ("below", "behind", "first"), [(None, False, "Table"), (None, True, "Paragraph"), (2756, False, "Paragraph")]
)
def test_hwp_has_the_same_order_as_hwpx(below, behind, first):
    data = hwp_paragraph("□ 소요예산", objects=hwp_table(1, below), behind=behind)
    section = HwpBody().parse_stream(data, is_compressed=False)
    assert type(section.elements[0]).__name__ == first and len(section.elements) == 2


def test_notes_stand_behind_their_paragraph_and_behind_their_table():
    cell = paragraph("21억 어절", note("누적"))
    document = read_hwpx(
        package(
            paragraph("말뭉치 구축", note("원시 말뭉치")),
            paragraph(table(["구축량", cell], ["감수", "5천"])),
            paragraph("끝"),
        )
    )
    assert lines(document) == ["말뭉치 구축", "원시 말뭉치", "구축량\t21억 어절", "감수\t5천", "누적", "끝"]
    assert [text for role, text in roles(document) if role == "footnote"] == ["원시 말뭉치", "누적"]


def test_heads_feet_memos_and_bookmarks_are_left_out():
    head = f"<hp:ctrl><hp:header><hp:subList>{paragraph('머리말')}</hp:subList></hp:header></hp:ctrl>"
    memo = f"<hp:ctrl><hp:hiddenComment><hp:subList>{paragraph('숨은 설명')}</hp:subList></hp:hiddenComment></hp:ctrl>"
    mark = '<hp:ctrl><hp:bookmark name="문의처"/></hp:ctrl>'
    assert read_hwpx(package(paragraph(head, mark, "문의 : 안전관리과", memo))).text == "문의 : 안전관리과\n"


# ------------------------------------------------------------------ letters


def test_bullets_that_hancom_draws_are_written():
    document = read_hwpx(
        package(paragraph("사업기간", shape=1), paragraph("연 2회", shape=2), paragraph("계", shape=0))
    )
    assert lines(document) == ["❍ 사업기간", "- 연 2회", "계"]


def test_hwp_bullets_are_known_by_the_shape_of_the_paragraph():
    bullet = bytes(12) + "❍".encode("utf-16-le") + bytes(10)
    plain, marked = bytes(54), (3 << 23).to_bytes(4, "little") + bytes(26) + (1).to_bytes(2, "little") + bytes(22)
    info = HwpInfo()
    info.parse_stream(
        record(HWPTAG_BULLET, 1, bullet) + record(HWPTAG_PARA_SHAPE, 1, plain) + record(HWPTAG_PARA_SHAPE, 1, marked),
        is_compressed=False,
    )
    assert info.bullets == {1: "❍"}


def test_the_height_of_letters_is_that_of_most_of_them():
    document = read_hwpx(package(paragraph("가"), paragraph("나", letters=1)))
    assert [block.size for block in document.blocks if isinstance(block, Paragraph)] == [15.0, 20.0]


def test_the_dots_of_a_tab_are_written_and_a_bare_tab_is_a_blank():
    dotted = '조례 제정<hp:tab width="9" leader="3" type="2"/>‘23. 3.'
    bare = '5월중<hp:tab width="9" leader="0" type="1"/>: 회의'
    assert lines(read_hwpx(package(paragraph(dotted), paragraph(bare)))) == ["조례 제정 ······ ‘23. 3.", "5월중 : 회의"]


@pytest.mark.parametrize(("leader", "text"), [(3, "조례 제정 ······ ‘23. 3."), (0, "조례 제정\t‘23. 3.")])
def test_hwp_dots_take_the_place_of_the_tab(leader, text):
    tab = struct.pack("<HIBB6xH", 9, 9000, leader, 2, 9).decode("utf-16-le")
    data = hwp_paragraph(f"조례 제정{tab}‘23. 3.")
    assert HwpBody().parse_stream(data, is_compressed=False).elements[0].text == text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("ㅇ 평가 운영: 70백만원\n    - 공무직 2명", ["ㅇ 평가 운영: 70백만원", "- 공무직 2명"]),
        ("(의의) 생산성을 높임\n(현황) 102개 추진중", ["(의의) 생산성을 높임", "(현황) 102개 추진중"]),
        ("지원체계 확립, \n협력체계 구축", ["지원체계 확립, 협력체계 구축"]),
        ("목표로 한다.\n교과의 특성에 따라", ["목표로 한다.", "교과의 특성에 따라"]),
        ("사업의 주기\n적인 점검", ["사업의 주기적인 점검"]),
    ],
)
def test_soft_line_breaks_are_new_entries_or_wrapped_lines(broken, whole):
    text = broken.replace("\n", "<hp:lineBreak/>")
    assert lines(read_hwpx(package(paragraph(f"<hp:t>{text}</hp:t>")))) == whole


def test_no_control_character_reaches_the_text():
    document = read_hwpx(package(paragraph("가\u0085나\u009f다<hp:tab/>라".replace("<hp:tab/>", "\t"))))
    assert document.text == "가 나 다 라\n"


# ------------------------------------------------------------------ HWPML

HWPML = (
    '<?xml version="1.0" encoding="UTF-8"?><HWPML><HEAD><CHARSHAPE Id="1" Height="1500"/></HEAD><BODY><SECTION>'
    '<P><TEXT CharShape="1"><CHAR>□ 소요예산<TAB/>(안)</CHAR><TABLE>'
    "<SHAPEOBJECT><CAPTION Side='Top'><PARALIST><P><TEXT><CHAR>(단위: 백만원)</CHAR></TEXT></P></PARALIST></CAPTION>"
    "</SHAPEOBJECT><ROW><CELL ColSpan='2'><PARALIST><P><TEXT><CHAR>계</CHAR></TEXT></P></PARALIST></CELL></ROW>"
    "<ROW><CELL><PARALIST><P><TEXT><CHAR>구비</CHAR></TEXT></P></PARALIST></CELL>"
    "<CELL><PARALIST><P><TEXT><CHAR>409</CHAR></TEXT></P></PARALIST></CELL></ROW></TABLE>"
    "<FOOTNOTE><PARALIST><P><TEXT><CHAR>추정</CHAR></TEXT></P></PARALIST></FOOTNOTE><CHAR>끝</CHAR></TEXT></P>"
    "</SECTION></BODY></HWPML>"
)


def test_hwpml_gives_paragraphs_tables_and_notes_in_order():
    document = read_hwpml(HWPML.encode())
    assert lines(document) == ["□ 소요예산 (안)", "(단위: 백만원)", "계", "구비\t409", "끝", "추정"]
    assert places(document) == {"계": (0, 0, 1, 2), "구비": (1, 0, 1, 1), "409": (1, 1, 1, 1)}
    assert document.format == "hwpml" and roles(document)[-1] == ("footnote", "추정")


@pytest.mark.parametrize("data", [HWPML[:-200].encode(), b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + HWPML.encode()[38:]])
def test_broken_hwpml_and_hwpml_with_entities_are_refused(data):
    with pytest.raises(Unreadable) as refused:
        read_hwpml(data)
    assert refused.value.code == "corrupt"


# ------------------------------------------------------------------ what cannot be read


def test_a_package_without_its_header_is_read_with_a_warning():
    document = read_hwpx(package(paragraph("본문"), header=None))
    assert document.text == "본문\n" and "header.xml" in document.warnings[0]
    assert document.blocks[0].size is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (package(paragraph("가"), header=HEADER, **{"..__..__tmp__x": b""}), "corrupt"),
        (package(*[paragraph("가" * 4000)] * 20000), "too_large"),
        (package(paragraph("<hp:pic/>")), "no_text"),
    ],
    ids=["climbing part name", "bomb", "picture"],
)
def test_hostile_packages_are_refused_with_their_code(data, code):
    with pytest.raises(Unreadable) as refused:
        read_hwpx(data)
    assert refused.value.code == code and refused.value.message.endswith("넣으세요.")


def test_a_blank_document_is_a_document():
    assert read_hwpx(package(paragraph())).text == ""


def test_bytes_that_only_begin_like_hwp_are_corrupt():
    with pytest.raises(Unreadable) as refused:
        read_hwp(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refused.value.code == "corrupt"


# ------------------------------------------------------------------ wild

TWINS = [
    ("corpus/gold/p001.hwpx", "corpus/plain/p022.hwp"),
    ("corpus/plain/p008.hwpx", "corpus/plain/p023.hwp"),
    ("odd/swap_hwpx_as.hwp", "odd/swap_hwp_as.hwpx"),
    ("odd/o024.hwpx", "odd/o025.hwp"),
]


def shapes(document: Document) -> list[object]:
    return [
        [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in block.cells]
        if isinstance(block, Table)
        else (block.role, block.size)
        for block in walk(document.blocks)
    ]


@needs_shared
@pytest.mark.parametrize(("hwpx", "hwp"), TWINS, ids=[Path(hwp).stem for _, hwp in TWINS])
def test_the_two_formats_of_one_document_give_one_text(hwpx, hwp):
    ours, theirs = read(SHARED / hwpx), read(SHARED / hwp)
    assert (ours.format, theirs.format) == ("hwpx", "hwp")
    assert ours.text == theirs.text and shapes(ours) == shapes(theirs)


@needs_shared
def test_hwp_reads_in_the_order_of_its_pdf():
    """The paragraphs follow one another in the PDF made of the file; few differ, in glyphs that are drawn otherwise."""
    hwp, pdf = read(SHARED / "corpus/gold/p020.hwp"), read(SHARED / "corpus/gold/p030.pdf")
    text = "".join(pdf.text.split())
    long = ["".join(line.split()) for _, line in roles(hwp) if len(line) > 30]
    place, found = 0, 0
    for line in long:
        next_place = text.find(line, place)
        if next_place >= 0:
            place, found = next_place, found + 1
    assert found > 0.95 * len(long)
