"""One way of reading PDF over the documents named, in this process: ``python -m benchmarks.readers ours a.pdf b.pdf``.

Imports nothing that it does not need, since what it measures is also its own memory.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path


def _ours(path: Path) -> int:
    from extract.readers.pdf import read_pdf
    from extract.readers.wrapping import seems_parted

    return read_pdf(path, needs_space=seems_parted).pages or 0


def _ours_with_model(path: Path) -> int:
    from extract.readers.pdf import read_pdf

    return read_pdf(path).pages or 0


def _whole(path: Path) -> int:
    from extract import extract_file

    return extract_file(path).document.pages or 0


def _pdfplumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_words()
            page.extract_tables()
            page.close()  # lets go of what it keeps of the page
        return len(document.pages)


def _pdfminer(path: Path) -> int:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer

    pages = 0
    for page in extract_pages(path):
        pages += 1
        for part in page:
            if isinstance(part, LTTextContainer):
                part.get_text()
    return pages


def _pypdfium2(path: Path) -> int:
    from pypdfium2 import PdfDocument

    document = PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        text.get_text_bounded()
        text.close()
        page.close()
    pages = len(document)
    document.close()
    return pages


def _pymupdf(path: Path) -> int:
    import pymupdf

    with pymupdf.open(path) as document:
        for page in document:
            page.get_text()
            page.get_text("words")
            page.find_tables()
        return len(document)


def _pypdf(path: Path) -> int:
    from pypdf import PdfReader

    reader = PdfReader(path)
    for page in reader.pages:
        page.extract_text()
    return len(reader.pages)


WAYS: dict[str, Callable[[Path], int]] = {
    "ours": _ours,
    "ours_with_model": _ours_with_model,
    "whole": _whole,
    "pdfplumber": _pdfplumber,
    "pdfminer": _pdfminer,
    "pypdfium2": _pypdfium2,
    "pymupdf": _pymupdf,
    "pypdf": _pypdf,
}
WITH_MODEL = {"ours_with_model", "whole"}


def peak(status: str) -> float:
    """Return the most memory that a process has held, in MB, from what Linux tells of it in ``/proc/…/status``.

    ``ru_maxrss`` would also count what the process that started it had held.
    """
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _load_model() -> None:
    from extract import words

    words.model()


def _seconds(work: Callable[[], object]) -> float:
    since = time.process_time()
    work()
    return time.process_time() - since


def _measure(way: str, sources: list[Path]) -> dict[str, float]:
    """Return the pages, the seconds that they took, those of loading the model before, and the memory at its most.

    The first document is read once before the clock starts, so that imports are nobody's reading time.
    """
    load = _seconds(_load_model) if way in WITH_MODEL else 0.0
    read, pages = WAYS[way], 0
    read(sources[0])
    since = time.process_time()
    for source in sources:
        pages += read(source)
    seconds = time.process_time() - since
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return {"pages": pages, "seconds": seconds, "load": load, "megabytes": peak(status)}


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # what other readers have to say of a document
    print(json.dumps(_measure(sys.argv[1], [Path(source) for source in sys.argv[2:]])))
