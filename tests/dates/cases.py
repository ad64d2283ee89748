"""The date cases: texts and what a reader finds in them, by origin.

``wild`` stand in real documents (``from`` names one), ``made`` are invented after the specification, ``negative`` hold
nothing that is a date, ``known_failures`` are read wrongly so far.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extract.dates import DateMention

Case = dict[str, Any]

FOLDER = Path(__file__).parent.parent / "cases" / "dates"
ORIGINS = ("wild", "made", "negative", "known_failures")


def cases(*origins: str) -> list[Case]:
    """Return the cases of the origins, in order."""
    return [case for origin in origins for case in json.loads((FOLDER / f"{origin}.json").read_text("utf-8"))]


def name(case: Case) -> str:
    """Return a case's text as the test's name."""
    return str(case["text"]).replace("\n", "⏎").replace("\t", "⇥")


def found(mention: DateMention) -> Case:
    """Return a mention as the cases write it."""
    start, end = mention.start_date, mention.end_date
    return {
        "raw": mention.raw,
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        "precision": mention.precision,
        "recurrence": mention.recurrence,
    }
