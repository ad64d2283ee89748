"""Damaged, protected, hostile and mislabelled files in one run: each ends as a careful reader says it should."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.store import Output, open_output
from tests.readers.shared import SHARED

ODD = SHARED / "odd"
LISTING = ODD / "ODD.tsv"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not LISTING.is_file(), reason=f"the documents to try are not there: {ODD}"),
]


def rows() -> list[dict[str, str]]:
    if not LISTING.is_file():
        return []
    with LISTING.open(encoding="utf-8") as listing:
        return list(csv.DictReader(listing, delimiter="\t"))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the run stands in, which is its home and its place for scratch files too."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory, elsewhere: Path) -> tuple[subprocess.CompletedProcess[str], Output]:
    """Run over all of them with two workers; the run and its tables."""
    output = tmp_path_factory.mktemp("odd") / "out"
    command = [sys.executable, "-m", "extract", "run", str(ODD), "-o", str(output), "--jobs", "2"]
    places = dict.fromkeys(("HOME", "TMPDIR"), str(elsewhere))
    environment = os.environ | places | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(command, env=environment, cwd=elsewhere, text=True, capture_output=True, check=False)
    return ended, open_output(output)


@pytest.fixture(scope="module")
def endings(ran: tuple[subprocess.CompletedProcess[str], Output]) -> dict[str, tuple[str, list[str]]]:
    """Return for every file ok, ok+warning or the code of its failure, and the sentences that staff are told."""
    _, tables = ran
    read = tables["documents"].select(["sources", "warnings"]).to_pylist()
    failed = tables["failures"].to_pylist()
    ended = {row["source"]: (row["error"], [row["message"]]) for row in failed}
    for row in read:
        ended |= dict.fromkeys(row["sources"], ("ok+warning" if row["warnings"] else "ok", row["warnings"]))
    return ended


def test_the_run_comes_to_its_end_and_says_that_some_files_failed(ran):
    ended, _ = ran
    assert ended.returncode == 1 and "Traceback" not in ended.stderr


@pytest.mark.usefixtures("ran")
def test_nothing_is_written_but_the_output(elsewhere):
    assert list(elsewhere.iterdir()) == []


def test_every_file_is_either_a_document_or_a_failure(ran, endings):
    _, tables = ran
    names = [name for row in tables["documents"]["sources"].to_pylist() for name in row]
    names += tables["failures"]["source"].to_pylist()
    assert sorted(names) == sorted(endings) == sorted(row["file"] for row in rows())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_each_file_ends_as_expected(endings, row):
    ended, told = endings[row["file"]]
    assert ended in row["expected"].split("|"), row["what"]
    assert all(sentence.isprintable() and sentence.endswith(".") for sentence in told)
