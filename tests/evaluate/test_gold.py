"""Golden files are read whole, or refused with a sentence."""

from __future__ import annotations

import hashlib
import json

import pytest

from extract.evaluate.gold import GoldError, find_golds, read_gold
from extract.evaluate.scope import ScopeError, places_of, stretch

CONTENT = {"scope": {"whole": True}, "complete": ["dates"], "dates": [{"raw": "2024년"}], "amounts": [{"raw": "3원"}]}


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a golden file with its source and returns its path."""

    def write(name="b01", source="b01.txt", **change):
        (tmp_path / source).write_text("2024년", "utf-8")
        path = tmp_path / f"{name}.gold.json"
        path.write_text(json.dumps({**CONTENT, **change}), "utf-8")
        return path

    return write


def test_only_tables_listed_in_full_are_taken(write):
    gold = read_gold(write())
    assert gold.tables == {"dates": [{"raw": "2024년"}]}
    assert (gold.name, gold.source.name, gold.origin) == ("b01", "b01.txt", "read")


def test_a_source_of_another_name_is_found_beside_by_its_id(write):
    assert read_gold(write(source="b01.txt")).source == read_gold(write(source="b01.txt")).source
    path = write()
    path.write_text(json.dumps({**CONTENT, "source": "000_1701.txt"}), "utf-8")
    assert read_gold(path).source.name == "b01.txt"


def test_names_are_paths_below_the_folder(write, tmp_path):
    (tmp_path / "c").mkdir()
    path = write("c/b02", "c/b02.txt")
    assert find_golds(tmp_path) == [path]
    assert read_gold(path, tmp_path).name == "c/b02"


def test_a_source_that_is_not_what_was_read_is_refused(write):
    with pytest.raises(GoldError, match="sha256 differs"):
        read_gold(write(sha256="0" * 64))
    assert read_gold(write(sha256=hashlib.sha256("2024년".encode()).hexdigest()))


def test_no_source_and_two_sources_are_refused(write, tmp_path):
    path = write()
    (tmp_path / "b01.pdf").write_bytes(b"")
    with pytest.raises(GoldError, match=r"found b01\.pdf, b01\.txt"):
        read_gold(path)
    for name in ("b01.pdf", "b01.txt"):
        (tmp_path / name).unlink()
    with pytest.raises(GoldError, match="found none"):
        read_gold(path)


@pytest.mark.parametrize(("text", "message"), [("{", "no JSON"), ("[]", "one JSON object"), ("{}", "'complete'")])
def test_what_is_no_golden_file_is_refused(write, text, message):
    path = write()
    path.write_text(text, "utf-8")
    with pytest.raises(GoldError, match=message):
        read_gold(path)


# ------------------------------------------------------------------ stretches of text

PLAN = "추진 일정 안내\n1. 추진일정\n착 공\t2024\n준공\t2025\n2. 추진일정\n착공\t2026\n"


def cut(first: str, last: str) -> str:
    start, end = stretch(PLAN, first, last)
    return PLAN[start:end]


def test_a_whole_line_is_preferred_to_words_within_one():
    assert cut("1. 추진 일정", "준공 2025") == "1. 추진일정\n착 공\t2024\n준공\t2025"
    assert cut("착공\t2024", "착공 2026").startswith("착 공\t2024")


def test_the_last_line_is_looked_for_behind_the_first():
    assert cut("2.추진일정", "착공\t2026") == "2. 추진일정\n착공\t2026"
    with pytest.raises(ScopeError, match="준공 2025"):
        cut("2. 추진일정", "준공 2025")


def test_words_of_nothing_stand_nowhere():
    assert list(places_of(PLAN, " \n")) == []
