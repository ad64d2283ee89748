"""Pages a second and peak memory of the ways to read a PDF, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from benchmarks.material import ROOT, documents, table

WAYS = {
    "nothing (an empty interpreter)": "nothing",
    "plan-extract: text, boxes, tables": "ours",
    "plan-extract, lines joined by the model": "ours_with_model",
    "plan-extract: the whole extraction": "whole",
    "pdfplumber: text, words, tables": "pdfplumber",
}


def main() -> None:
    """Print one table; every way reads the same documents."""
    sources = documents(".pdf")
    rows = []
    for name, way in WAYS.items():
        command = [sys.executable, "-m", "benchmarks.reading", way, *map(str, sources)]
        told = json.loads(subprocess.check_output(command, cwd=ROOT))
        speed = f"{told['pages'] / told['seconds']:.1f}" if told["pages"] else ""
        rows.append([name, told["pages"] or "", f"{told['seconds']:.1f}", speed, f"{told['megabytes']:.0f}"])
    table(f"reading {len(sources)} PDF", ["", "pages", "seconds", "pages/s", "peak MB"], rows)


def _nothing(_: Path) -> int:
    return 0


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
        return len(document.pages)


def _load_model(way: str) -> None:
    """Load the model before the clock starts, where it is used."""
    if way in {"ours_with_model", "whole"}:
        from extract import words

        words.model()


def _measure(way: str, sources: list[Path]) -> dict[str, float]:
    _load_model(way)
    read = {
        "nothing": _nothing,
        "ours": _ours,
        "ours_with_model": _ours_with_model,
        "whole": _whole,
        "pdfplumber": _pdfplumber,
    }[way]
    since = time.perf_counter()
    pages = sum(read(path) for path in sources)
    seconds = time.perf_counter() - since
    return {"pages": pages, "seconds": seconds, "megabytes": getrusage(RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(_measure(sys.argv[1], [Path(source) for source in sys.argv[2:]])))
    else:
        main()
