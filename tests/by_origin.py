"""Cases as data: what is given and what a careful reader finds in it, by origin.

``wild`` are notations of real documents (``from`` names one), ``made`` are invented after the specification,
``negative`` hold nothing of what the rule looks for, ``known_failures`` are read wrongly so far (``note`` says how).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

Case = dict[str, Any]

FOLDER = Path(__file__).parent / "cases"
ORIGINS = ("wild", "made", "negative", "known_failures")


def load(area: str, origin: str) -> list[Case]:
    """Return the cases of an area and an origin; none where there is no such file."""
    path = FOLDER / area / f"{origin}.json"
    cases: list[Case] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return cases


def by_origin(area: str) -> list[Any]:
    """Return the cases of an area as parameters of a test; known failures must fail."""
    return [
        pytest.param(case, id=f"{origin}: {_name(case)}", marks=_marks(case, origin))
        for origin in ORIGINS
        for case in load(area, origin)
    ]


def _name(case: Case) -> str:
    words = json.dumps(case["given"], ensure_ascii=False)
    return (words if len(words) <= 60 else f"{words[:40]} … {words[-18:]}").replace("\\n", "⏎")


def _marks(case: Case, origin: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=case["note"])] if origin == "known_failures" else []
