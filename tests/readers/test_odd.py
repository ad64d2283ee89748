"""Damaged, protected, hostile and mislabelled files: each ends as a careful reader says it should, and soon."""

from __future__ import annotations

import csv
import multiprocessing
import resource
from collections.abc import Iterator
from concurrent.futures import TimeoutError as TooSlow
from pathlib import Path

import pytest
from pebble import ProcessExpired, ProcessPool

from extract.document import Unreadable
from tests.readers.shared import SHARED, needs_shared

ODD = SHARED / "odd"
SECONDS = 60
ADDRESS_SPACE = 6 << 30
"""Bytes: the morphological model alone takes 2.8 GB of addresses, of which it uses half a gigabyte."""


def rows() -> list[dict[str, str]]:
    if not ODD.is_dir():
        return []
    with (ODD / "ODD.tsv").open(encoding="utf-8") as listing:
        return [row for row in csv.DictReader(listing, delimiter="\t") if not row["file"].endswith(".pdf")]


def bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def outcome(path: Path) -> str:
    """Return how reading ends: ok, ok+warning, or the code of the failure."""
    from extract.readers import read

    try:
        document = read(path)
    except Unreadable as refused:
        return refused.code
    return "ok+warning" if document.warnings else "ok"


@pytest.fixture(scope="module")
def worker() -> Iterator[ProcessPool]:
    """A process that may die: dochan's memory has no bound of its own."""
    with ProcessPool(max_workers=1, context=multiprocessing.get_context("spawn"), initializer=bound) as pool:
        yield pool


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_each_odd_file_ends_as_expected(worker, row):
    try:
        ended = worker.schedule(outcome, args=[ODD / row["file"]], timeout=SECONDS).result()
    except TooSlow:
        ended = "timeout"
    except ProcessExpired:
        ended = "crash"
    assert ended in row["expected"].split("|"), row["what"]
