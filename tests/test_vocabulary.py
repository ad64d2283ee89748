"""Every word of the vocabulary is found by its look-up, is claimed once, and every example holds."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from extract import vocabulary
from extract.facts.label import person, remark
from extract.facts.schedule import line_milestones
from extract.facts.stretch import ends_in_action
from extract.text import without_space
from extract.vocabulary import (
    examples,
    field_label,
    fund,
    index,
    is_drawing,
    is_no_title,
    joins_funds,
    load,
    reading_of,
    section_kind,
    stands_for,
)
from extract.vocabulary import sums_columns as sums
from extract.words import model
from tests.documents import reading

FOLDER = Path(vocabulary.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def words(name: str, key: str) -> list[tuple[str, str]]:
    """Return (canonical name, word) over a vocabulary."""
    return [(entry, word) for entry, content in load(name).items() for word in content.get(key, ())]


def test_every_file_is_read() -> None:
    assert {"actions", "fields", "funds", "morphology", "sections"} <= set(NAMES)
    assert all(load(name) for name in NAMES)


# ------------------------------------------------------------------ sections

KINDS = """
정책목표 추진근거 추진배경 현황 사업개요 추진방향 추진실적 추진계획 추진일정 연차별추진계획 소요예산 기대효과
성과지표 추진체계 협조사항
"""


def test_the_kinds_of_section_are_those_of_the_tables() -> None:
    assert list(load("sections")) == KINDS.split()


@pytest.mark.parametrize(("kind", "word"), words("sections", "words"))
def test_a_word_of_a_section_is_its_kind(kind: str, word: str) -> None:
    assert section_kind(word) == kind
    assert section_kind(" ".join(word)) == kind
    assert section_kind(f"{word}(2021~2031)") == kind


@pytest.mark.parametrize(("kind", "ending"), words("sections", "endings"))
def test_an_ending_of_a_section_is_its_kind(kind: str, ending: str) -> None:
    assert section_kind(f"빗물마을 {ending}") == kind


@pytest.mark.parametrize(("kind", "heading"), list(examples("sections")))
def test_an_example_of_a_section_has_its_kind(kind: str, heading: str) -> None:
    assert section_kind(heading) == kind


def test_every_kind_of_section_has_examples() -> None:
    assert [kind for kind, entry in load("sections").items() if not entry["examples"]] == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("목적", "정책목표"),
        ("목표", "정책목표"),
        ("정책개요", "사업개요"),
        ("공모개요", "사업개요"),
        ("과정개요", "사업개요"),
        ("사업내용", "사업개요"),
        ("주요내용", "사업개요"),
        ("그동안 추진현황", "추진실적"),
        ("추진경과", "추진실적"),
        ("추진상황", "추진실적"),
        ("향후계획", "추진계획"),
        ("세부추진계획", "추진계획"),
        ("사업비", "소요예산"),
        ("재원조달", "소요예산"),
        ("투자계획", "소요예산"),
        ("예산확보계획", "소요예산"),
        ("행정사항", "협조사항"),
        ("추진상황 및 향후계획", "추진실적"),
        ("향후계획 및 추진상황", "추진계획"),
        ("【추진일정】", "추진일정"),
        ("2025년 추진계획", "추진계획"),
        ("기대효과 :", "기대효과"),
    ],
)
def test_headings_of_the_specification(heading: str, kind: str) -> None:
    """The synonyms that the description of the tables names; of two kinds the first."""
    assert section_kind(heading) == kind


@pytest.mark.parametrize(
    "heading",
    [
        "",
        " ",
        "현안 및 대책",
        "발생현황 분석을 통한 대응체계 개선",
        "안전도시 조성",
        "빗물마을",
        "추진",
        "계획",
        "도로 확장, 보도 정비, 가로수 추진계획",
        "마을을 위한 추진계획",
        "소통하는 혁신도시",
        "무척 " * 16 + "추진계획",
    ],
)
def test_headings_of_no_kind(heading: str) -> None:
    assert section_kind(heading) is None


# ------------------------------------------------------------------ fields


@pytest.mark.parametrize(("name", "label"), words("fields", "labels"))
def test_a_label_of_a_field_is_found(name: str, label: str) -> None:
    assert field_label(label) == name
    assert field_label(" ".join(label)) == name
    assert field_label(f"{label}\n(백만원)") == name
    assert field_label(f"({label})") == name or "(" in label


def test_a_field_has_its_own_name_among_its_labels_and_is_read_as_something_known() -> None:
    assert [name for name, entry in load("fields").items() if name not in entry["labels"]] == []
    assert {reading_of(name) for name in load("fields")} == {None, "period", "amount", "size", "list"}
    assert reading_of("빗물") is None


@pytest.mark.parametrize("label", ["연번", "비고", "구분", "", "사업기간은", "도로 사업기간"])
def test_words_that_label_no_field(label: str) -> None:
    assert field_label(label) is None


# ------------------------------------------------------------------ funds

FUNDS = "계 국비 균특 기금 특교 도비 시비 군비 구비 지방비 민자 기타"


def test_the_funds_are_those_of_the_tables() -> None:
    assert list(load("funds")) == FUNDS.split()


@pytest.mark.parametrize(("name", "word"), words("funds", "words"))
def test_a_word_of_a_fund_is_found(name: str, word: str) -> None:
    assert fund(word) == fund(" ".join(word)) == fund(word, short=True) == name
    assert not joins_funds(word)
    assert sums(word) == (name == "계")


@pytest.mark.parametrize(("name", "word"), words("funds", "short"))
def test_one_letter_names_a_fund_in_a_split_alone(name: str, word: str) -> None:
    assert (fund(word, short=True), fund(word)) == (name, None)


@pytest.mark.parametrize(("name", "word"), words("funds", "columns"))
def test_heads_that_sum_columns_are_no_rows(name: str, word: str) -> None:
    assert name == "계"
    assert sums(word)
    assert fund(word) is None


@pytest.mark.parametrize(
    "word", ["국․시비", "구․군비", "국·도비", "국‧시·구비", "국시비", "국/시비", "시·구", "시·도비", "시도비"]
)
def test_a_fund_that_joins_two_is_neither(word: str) -> None:
    assert joins_funds(word)
    assert fund(word, short=True) is None


@pytest.mark.parametrize("word", ["공사비", "보상비", "기투자", "2022", "", "시비스킷", "비"])
def test_words_that_name_no_fund(word: str) -> None:
    assert fund(word, short=True) is None
    assert not joins_funds(word)
    assert not sums(word)


# ------------------------------------------------------------------ values and headings of projects


@pytest.mark.parametrize(("reads", "value"), [pair for pair in examples("values") if pair[0] in ("amount", "period")])
def test_words_stand_for_an_amount_or_a_period(reads: str, value: str) -> None:
    assert stands_for(reads, value)


@pytest.mark.parametrize("reads", ["amount", "period"])
@pytest.mark.parametrize("value", ["집행", "예산 현황", "위원회", ""])
def test_other_words_stand_for_neither(reads: str, value: str) -> None:
    assert not stands_for(reads, value)


@pytest.mark.parametrize(("group", "words"), [pair for pair in examples("values") if pair[0] in ("position", "office")])
def test_a_position_makes_a_person_and_an_office_is_none(group: str, words: str) -> None:
    assert bool(person().search(f" {words}")) == (group == "position")


@pytest.mark.parametrize("position", load("values")["position"]["words"])
def test_every_position_makes_a_person(position: str) -> None:
    assert person().search(f"물순환과 문가람 {position}") and person().search(f"물순환과 {position} 문가람")


@pytest.mark.parametrize("ending", load("values")["office"]["endings"])
def test_no_ending_of_an_office_makes_a_person(ending: str) -> None:
    assert not person().search(f"도시국 빗물{ending}(2345)")


@pytest.mark.parametrize("value", load("values")["remark"]["examples"])
def test_a_remark_begins_behind_an_amount(value: str) -> None:
    assert remark().search(value)


KINDS_OF_HEADING = {"no_title": is_no_title, "drawing": is_drawing}


@pytest.mark.parametrize(("group", "heading"), list(examples("projects")))
def test_a_heading_is_no_title(group: str, heading: str) -> None:
    assert KINDS_OF_HEADING[group](heading)


@pytest.mark.parametrize("title", [title for entry in load("projects").values() for title in entry["titles"]])
def test_a_title_is_one(title: str) -> None:
    assert not is_no_title(title) and not is_drawing(title)


# ------------------------------------------------------------------ actions and morphology


@pytest.mark.parametrize("noun", load("actions")["nouns"])
def test_a_noun_of_action_ends_a_step(noun: str) -> None:
    assert ends_in_action(f"빗물마을 {noun}")
    assert ends_in_action(f"빗물마을 {noun}(예정) 등")


@pytest.mark.parametrize("phrase", ["빗물마을", "대상 지역", "추진 주체", "", "12명", "착공 지연 사유"])
def test_other_nouns_end_no_step(phrase: str) -> None:
    assert not ends_in_action(phrase)


@pytest.mark.parametrize("sentence", load("clauses")["opening"]["examples"])
def test_what_a_sentence_opens_with_is_no_part_of_its_step(sentence: str) -> None:
    opening = next(word for word in load("clauses")["opening"]["words"] if sentence.startswith(word))
    [step] = line_milestones(reading(sentence))
    assert not step.task.startswith(opening)


@pytest.mark.parametrize("sentence", load("clauses")["no_act"]["examples"])
def test_what_is_so_is_no_step(sentence: str) -> None:
    assert list(line_milestones(reading(sentence))) == []


@pytest.mark.parametrize("key", ["won_nouns", "nouns", "proper_nouns"])
def test_the_project_s_nouns_stay_whole(key: str) -> None:
    cut = [word for word in load("morphology")[key] if [token.form for token in model().tokenize(word)] != [word]]
    assert cut == []


def test_every_noun_of_won_begins_with_won() -> None:
    assert all(word.startswith("원") and len(word) > 1 for word in load("morphology")["won_nouns"])


# ------------------------------------------------------------------ all files


def _lists(content: Any, path: tuple[str, ...] = ()) -> list[tuple[str, list[str]]]:
    if isinstance(content, list):
        return [("/".join(path), content)]
    if isinstance(content, dict):
        return list(chain.from_iterable(_lists(inner, (*path, key)) for key, inner in content.items()))
    return []


@pytest.mark.parametrize("name", NAMES)
def test_no_list_says_a_word_twice(name: str) -> None:
    twice = {path: [word for word, times in Counter(found).items() if times > 1] for path, found in _lists(load(name))}
    assert {path: found for path, found in twice.items() if found} == {}


@pytest.mark.parametrize(("name", "key"), [("sections", "words"), ("sections", "endings"), ("fields", "labels")])
def test_no_word_is_claimed_twice(name: str, key: str) -> None:
    assert len(index(load(name), key)) == len({word for _, word in words(name, key)})


@pytest.mark.parametrize("key", ["words", "short", "columns"])
def test_no_fund_is_claimed_twice(key: str) -> None:
    assert len(index(load("funds"), key)) == len({word for _, word in words("funds", key)})


def test_a_word_claimed_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"국고 is claimed by 국비 and 시비 \(words\)"):
        index({"국비": {"words": ["국고"]}, "시비": {"words": ["국고"]}}, "words")


@pytest.mark.parametrize("name", ["sections", "fields", "funds", "actions", "morphology", "values"])
def test_words_are_written_without_blanks(name: str) -> None:
    spaced = [word for path, found in _lists(load(name)) if not path.endswith("examples") for word in found]
    assert [word for word in spaced if without_space(word) != word] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_toml_without_lines_too_long_to_read(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert json.dumps(tomllib.loads(text))
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)
