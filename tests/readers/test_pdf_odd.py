"""Damaged, protected and mislabelled PDF files end as a careful reader says they should, and soon."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from extract.document import Unreadable
from extract.readers.pdf import read_pdf
from extract.readers.wrapping import seems_parted
from tests.readers.shared import SHARED, needs_shared

ODD = SHARED / "odd"
SECONDS = 20


def rows() -> list[dict[str, str]]:
    if not ODD.is_dir():
        return []
    with (ODD / "ODD.tsv").open(encoding="utf-8") as listing:
        return [row for row in csv.DictReader(listing, delimiter="\t") if row["file"].endswith(".pdf")]


def ending(path: Path) -> tuple[str, str]:
    """Return how reading ends (ok, ok+warning or the code of the failure) and what staff are told."""
    try:
        document = read_pdf(path, needs_space=seems_parted)
    except Unreadable as refused:
        return refused.code, refused.message
    return ("ok+warning" if document.warnings else "ok"), " ".join(document.warnings)


@needs_shared
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_each_odd_pdf_ends_as_expected(row):
    since = time.monotonic()
    ended, told = ending(ODD / row["file"])
    assert time.monotonic() - since < SECONDS
    assert ended in row["expected"].split("|"), row["what"]
    assert told.endswith("세요.") or ended == "ok"
