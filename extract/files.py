"""One file to its plan."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from extract import readers
from extract.document import Document
from extract.extractor import PdfEngine, extractor
from extract.pipeline import extract
from extract.readers.sniff import sniff
from extract.records import Plan


def extract_file(path: str | os.PathLike[str], pdf_engine: PdfEngine = "pdfium") -> Plan:
    """Read a file and return everything that was found in it.

    Raises:
        Unreadable: if its bytes hold no document.
        OSError: if there is no such file.
    """
    document = read_bytes(Path(path).read_bytes(), pdf_engine)
    return name_plan(extract(document), Path(path).name, extractor(pdf_engine))


def read_bytes(data: bytes, pdf_engine: PdfEngine) -> Document:
    """Return the document that a file's bytes hold, a PDF as the given engine reads it."""
    if pdf_engine != "pdfium" and sniff(data) == "pdf":
        from extract.readers.pdf import read_pdf

        return read_pdf(data, pdf_engine)
    return readers.read_bytes(data)


def name_plan(plan: Plan, source: str, made_by: str | None = None) -> Plan:
    """Return a plan whose document says where it came from and what extracted it (this extractor, if no other)."""
    row = replace(plan.document, source=source, sources=(source,), extractor=made_by or extractor())
    return replace(plan, documents=(row,))


__all__ = ["extract", "extract_file", "name_plan", "read_bytes"]
