"""Pages a second and peak memory of the ways to read a PDF, each in a process of its own, over the same documents."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benchmarks.material import ROOT, pdf_documents, table
from benchmarks.readers import peak


class Way(NamedTuple):
    """A way to read a PDF: what the table calls it, its name in ``benchmarks.readers``, the module that it needs."""

    title: str
    name: str
    module: str


YARDSTICK = Way("pdfplumber: text, words, tables", "pdfplumber", "pdfplumber")
OURS = Way("plan-extract: text, boxes, tables", "ours", "extract")
WAYS = (
    OURS,
    Way("plan-extract, lines joined by the model", "ours_with_model", "extract"),
    Way("plan-extract: the whole extraction", "whole", "extract"),
    YARDSTICK,
    Way("pdfminer.six: text", "pdfminer", "pdfminer"),
    Way("pypdfium2: text", "pypdfium2", "pypdfium2"),
    Way("PyMuPDF: text, words, tables", "pymupdf", "pymupdf"),
    Way("pypdf: text", "pypdf", "pypdf"),
)

MOST_PAGES = 450
"""Pages that every way reads: pdfplumber takes a minute or two for them."""


TURNS = 5
"""Shares of the documents: every way reads one before any reads the next."""


def main() -> None:
    """Print the speed of every way that is installed, and the memory that our reader takes for each document."""
    documents = pdf_documents()
    _print_speed(documents)
    _print_memory(documents)


def _print_speed(documents: list[Path]) -> None:
    step, chosen = _sample(documents)
    installed = [way for way in WAYS if find_spec(way.module)]
    told = _in_turns(installed, chosen)
    empty, pace = _empty(), _pace(told[YARDSTICK])
    rows = [
        [
            way.title,
            int(each["pages"]),
            f"{each['load']:.1f}" if each["load"] else "",
            f"{each['seconds']:.1f}",
            f"{_pace(each):.1f}",
            f"{_pace(each) / pace:.1f}",
            f"{each['megabytes'] - empty:.0f}",
        ]
        for way, each in told.items()
    ]
    which = f"reading {len(chosen)} of {len(documents)} PDF, each {step}. by name, from end to end"
    missing = ", ".join(way.title.partition(":")[0] for way in WAYS if way not in installed)
    print("\nseconds are the processor's, on one core; memory is at its most, over that of a Python that does nothing")
    table(
        f"{which}{f'; not installed: {missing}' if missing else ''}",
        ["", "pages", "load s", "read s", "pages/s", "x pdfplumber", "MB more"],
        rows,
    )


def _in_turns(ways: Sequence[Way], documents: Sequence[Path]) -> dict[Way, dict[str, float]]:
    """Measure all ways over a share of the documents, then over the next: a machine is not always equally fast."""
    shares = [documents[turn::TURNS] for turn in range(TURNS)]
    rounds = [{way: _measured(way, share) for way in ways} for share in shares if share]
    return {way: _together([measured[way] for measured in rounds]) for way in ways}


def _together(parts: Sequence[dict[str, float]]) -> dict[str, float]:
    join = {"pages": sum, "seconds": sum, "load": max, "megabytes": max}
    return {name: of_all(part[name] for part in parts) for name, of_all in join.items()}


def _print_memory(documents: Iterable[Path]) -> None:
    empty = _empty()
    told = [(_measured(OURS, [document]), document) for document in documents]
    taken = sorted(((each["megabytes"] - empty, document.name, each["pages"]) for each, document in told), reverse=True)
    rows = [[name, int(pages), f"{megabytes:.0f}"] for megabytes, name, pages in taken[:5]]
    rows.append(["the one in the middle", "", f"{taken[len(taken) // 2][0]:.0f}"])
    table(
        f"memory of our reader for one document, over {len(taken)} PDF, a process each: the largest",
        ["", "pages", "MB more"],
        rows,
    )


def _sample(documents: list[Path]) -> tuple[int, list[Path]]:
    """Return each n-th document, n being the least for which they have no more pages than are read, and n."""
    from pypdfium2 import PdfDocument

    pages = [len(PdfDocument(document)) for document in documents]
    step = next(step for step in count(1) if sum(pages[::step]) <= MOST_PAGES or step == len(pages))
    return step, documents[::step]


def _pace(told: dict[str, float]) -> float:
    return told["pages"] / told["seconds"]


def _empty() -> float:
    """Return the memory of a Python that does nothing, in MB."""
    command = [sys.executable, "-c", "print(open('/proc/self/status').read())"]
    return peak(subprocess.check_output(command, text=True))


def _measured(way: Way, documents: list[Path]) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.readers", way.name, *map(str, documents)]
    told: dict[str, float] = json.loads(subprocess.check_output(command, cwd=ROOT))
    return told


if __name__ == "__main__":
    main()
