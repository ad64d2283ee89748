"""Headings and list lines hang in one tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from extract.document import Document, LooseParagraph, compose
from extract.outline import Node, Outline, read_outline
from tests.by_origin import Case, by_origin
from tests.documents import Block, document
from tests.test_lines import BLOCKS


def told(outline: Outline, node: Node) -> list[object]:
    """A node as the cases write it: level, kind (``?`` for a heading of none, ``-`` for a list line) and words."""
    return [node.level, node.kind or ("?" if node.heading else "-"), outline.words(node)]


@pytest.mark.parametrize("case", by_origin("outline"))
def test_the_tree_of_a_document(case: Case) -> None:
    outline = read_outline(document(*case["given"]))
    assert [told(outline, node) for node in outline.nodes] == case["found"]


def _sized(*lines: tuple[str, float]) -> Document:
    loose = [LooseParagraph(text, page=2, size=size) for text, size in lines]
    return compose(loose, format="pdf", sha256="0" * 64, size=0)


def test_large_letters_are_a_heading() -> None:
    body = [("○ 골목마다 빗물이 스미도록 길을 고쳐 나간다", 12.0)] * 4
    outline = read_outline(_sized(("빗물안심마을", 16.0), *body))
    assert told(outline, outline.nodes[0]) == [1, "?", "빗물안심마을"]
    same = read_outline(_sized(("빗물안심마을", 12.0), *body))
    assert not any(node.heading for node in same.nodes)


def test_a_form_for_notes_and_a_title_in_corner_brackets_are_no_headings() -> None:
    body = [("○ 골목마다 빗물이 스미도록 길을 고쳐 나간다", 12.0)] * 4
    outline = read_outline(_sized(*body, ("《 M E M O 》", 16.0), ("｢안심하고 걷는 골목 전략(안)｣", 16.0)))
    assert not any(node.heading for node in outline.nodes)


def test_a_title_on_a_page_with_the_titles_it_holds_stands_above_them() -> None:
    pages = [
        [("Ⅲ. 2025년 주요 업무계획", 20.0), *[("○ 골목마다 빗물이 스미도록 길을 고쳐 나간다", 12.0)] * 4],
        [("안심하고 걷는 골목", 30.0), ("Ⅰ. 골목 정비", 18.0), ("Ⅱ. 물길 정비", 18.0)],
        [("1. 골목 정비", 16.0), ("□ 빗물 정원", 14.0)],
        [("2. 물길 정비", 16.0), ("□ 물길 청소", 14.0)],
    ]
    loose = [LooseParagraph(text, page=2 + page, size=size) for page, lines in enumerate(pages) for text, size in lines]
    outline = read_outline(compose(loose, format="pdf", sha256="0" * 64, size=0))
    assert [told(outline, node) for node in outline.nodes if node.heading] == [
        [1, "?", "2025년 주요 업무계획"],
        [2, "?", "안심하고 걷는 골목"],
        [3, "?", "골목 정비"],
        [4, "?", "빗물 정원"],
        [3, "?", "물길 정비"],
        [4, "?", "물길 청소"],
    ]


def test_what_stands_in_large_letters_behind_a_goal_is_no_heading() -> None:
    body = [("○ 골목마다 빗물이 스미도록 길을 고쳐 나간다", 12.0)] * 4
    outline = read_outline(_sized(*body, ("목 표", 16.0), ("안심하고 걷는 골목 조성", 18.0), *body))
    assert [told(outline, node) for node in outline.nodes if node.heading] == [[1, "정책목표", "목 표"]]


def test_the_second_line_of_a_note_is_no_heading() -> None:
    body = [("○ 골목마다 빗물이 스미도록 길을 고쳐 나간다", 12.0)] * 4
    outline = read_outline(_sized(*body, ("* (빗물과) 골목 점검", 14.0), ("(물길과) 물길 점검", 14.0)))
    assert not any(node.heading for node in outline.nodes)


def test_a_place_is_in_the_innermost_section() -> None:
    made = document("□ 추진계획", " ○ 소요예산", "  - 구비 409백만원", "□ 기대효과", "○ 침수 감소")
    outline = read_outline(made)

    def section(words: str) -> str | None:
        found = outline.section_at(made.text.index(words))
        return outline.words(found) if found else None

    assert [section(words) for words in ("구비", "침수")] == ["소요예산", "기대효과"]
    assert [section(words) for words in ("추진계획", "소요예산")] == ["추진계획", "소요예산"]


def test_nothing_stands_before_the_first_heading() -> None:
    outline = read_outline(document("여는 말", "□ 추진계획"))
    assert outline.node_at(0) is None and outline.section_at(3) is None


@given(BLOCKS)
@settings(max_examples=150, deadline=None)
def test_the_outline_is_a_tree(blocks: list[Block]) -> None:
    """A node's parent is wider, holds it, and knows it; nodes stand in the order of the text.

    A list line is one level below its parent, a heading one below the heading above it.
    """
    outline = read_outline(document(*blocks))
    starts = [node.line.start for node in outline.nodes]
    assert starts == sorted(set(starts))
    for node in outline.nodes:
        assert node.end >= node.line.end
        assert node.kind is None or node.heading
        sections = [above for above in node.ancestors() if above.heading and above is not node]
        above = (sections[0] if sections else None) if node.heading else node.parent
        assert node.level == (above.level if above else 0) + 1
        if node.parent is None:
            continue
        assert node.parent.rank < node.rank
        assert node.parent.line.start < node.line.start <= node.end <= node.parent.end
        assert any(child is node for child in node.parent.children)


@given(BLOCKS)
@settings(max_examples=50, deadline=None)
def test_every_place_has_the_last_node_before_it(blocks: list[Block]) -> None:
    made = document(*blocks)
    outline = read_outline(made)
    for offset in range(len(made.text) + 1):
        before = [node for node in outline.nodes if node.line.start <= offset]
        assert outline.node_at(offset) is (before[-1] if before else None)
