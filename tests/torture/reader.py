"""A reader that the tests alone have: a file that begins with ``%TORTURE`` does to its worker what it says."""

from __future__ import annotations

import os

from extract import files
from extract.document import Document
from extract.extractor import PdfEngine
from extract.worker import Task, extract_packed
from tests.poison import POISON

HEAD = b"%TORTURE "
LOG = "PLAN_EXTRACT_TORTURE_LOG"
"""The variable that names the file in which readings are noted."""

_read_by_product = files.read_bytes


def work(task: Task) -> bytes:
    """Do a worker's work with this reader among the others, and note which document is read."""
    files.read_bytes = read_bytes
    _note(task.sha256[:16])
    return extract_packed(task)


def read_bytes(data: bytes, pdf_engine: PdfEngine) -> Document:
    """Return the document of the bytes as the product reads them, unless they are for this reader."""
    if data.startswith(HEAD):
        word, _, rest = data.removeprefix(HEAD).decode().partition(" ")
        POISON[word](rest)
        raise AssertionError(f"nothing came of {word}")
    return _read_by_product(data, pdf_engine)


def _note(doc_id: str) -> None:
    """Add a line to the log in one write, so that lines of two workers never mix."""
    log = os.open(os.environ[LOG], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(log, f"{doc_id}\n".encode())
    os.close(log)
