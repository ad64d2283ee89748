"""One file to its plan."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from extract.extractor import extractor
from extract.pipeline import extract
from extract.readers import read, read_bytes
from extract.records import Plan


def extract_file(path: str | os.PathLike[str]) -> Plan:
    """Read a file and return everything that was found in it.

    Raises:
        Unreadable: if its bytes hold no document.
        OSError: if there is no such file.
    """
    return name_plan(extract(read(path)), Path(path).name)


def name_plan(plan: Plan, source: str, made_by: str | None = None) -> Plan:
    """Return a plan whose document says where it came from and what extracted it (the extractor as it is now)."""
    row = replace(plan.document, source=source, sources=(source,), extractor=made_by or extractor())
    return replace(plan, documents=(row,))


__all__ = ["extract", "extract_file", "name_plan", "read_bytes"]
