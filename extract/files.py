"""One file to its plan, and the name of the extractor that made it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from extract import __version__
from extract.pipeline import extract
from extract.readers import read, read_bytes
from extract.records import Plan

LIBRARIES = ("dochan", "kiwipiepy", "kiwipiepy_model", "pdfplumber", "pypdfium2")
"""What decides, beside our own code, how a document is read."""


def extract_file(path: str | os.PathLike[str]) -> Plan:
    """Read a file and return everything that was found in it.

    Raises:
        Unreadable: if its bytes hold no document.
        OSError: if there is no such file.
    """
    return name_plan(extract(read(path)), Path(path).name)


def name_plan(plan: Plan, source: str) -> Plan:
    """Return a plan whose document says where it came from and what extracted it."""
    row = replace(plan.document, source=source, sources=(source,), extractor=extractor())
    return replace(plan, documents=(row,))


@cache
def extractor() -> str:
    """Return the extractor's name: its version and a hash of all that a value depends on.

    That is the package's code and vocabulary and the libraries that read: change one, and documents are read again.
    """
    seen = hashlib.sha256()
    for name, content in sorted(_content(files("extract"))):
        seen.update(f"{name}\0{len(content)}\0".encode() + content)
    for library in LIBRARIES:
        seen.update(f"{library}={version(library)}\0".encode())
    return f"{__version__}+{seen.hexdigest()[:12]}"


def _content(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files of the package with their paths in it."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _content(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".toml", ".tsv")):
            yield f"{prefix}{entry.name}", entry.read_bytes()


__all__ = ["extract", "extract_file", "extractor", "name_plan", "read_bytes"]
