"""The cases of the rules are what their origin says."""

from __future__ import annotations

import json

import pytest

from tests.by_origin import FOLDER, ORIGINS, Case, load

# Dates and amounts have cases of their own form, and tests of them beside their grammars.
AREAS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name not in ("amounts", "dates"))
LONGEST_NOTATION = 100


def _strings(given: object) -> list[str]:
    return [given] if isinstance(given, str) else [text for part in given for text in _strings(part)]  # type: ignore[attr-defined]  # lists of lists of strings


@pytest.mark.parametrize("area", AREAS)
def test_cases_are_distinct(area: str) -> None:
    keys = [json.dumps([case["given"], case.get("base_year")]) for origin in ORIGINS for case in load(area, origin)]
    assert len(keys) == len(set(keys)) > 0


@pytest.mark.parametrize("area", AREAS)
def test_files_are_named_by_origin(area: str) -> None:
    assert {path.stem for path in (FOLDER / area).iterdir()} <= set(ORIGINS)


@pytest.mark.parametrize("area", AREAS)
def test_cases_stand_in_their_file(area: str) -> None:
    """Wild cases name their document and are short, negatives find nothing, known failures say what goes wrong."""
    wild: list[Case] = load(area, "wild")
    assert all(case["from"] for case in wild)
    assert all(len(text) <= LONGEST_NOTATION for case in wild for text in _strings(case["given"]))
    assert not any(case["found"] for case in load(area, "negative"))
    assert all(case["found"] for origin in ("wild", "made") for case in load(area, origin))
    assert all(case["note"] for case in load(area, "known_failures"))
