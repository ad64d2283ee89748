"""The name of the extractor: what must be the same for a document not to be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

from extract import __version__

LIBRARIES = ("dochan", "kiwipiepy", "kiwipiepy_model", "pdfplumber", "pypdfium2")
"""What decides, beside our own code, how a document is read."""


PdfEngine = Literal["pdfium", "pdfplumber"]


@cache
def extractor(pdf_engine: PdfEngine = "pdfium") -> str:
    """Return the extractor's name: its version and a hash of all that a value depends on.

    That is the package's code and vocabulary, the libraries that read and the engine for PDF: change one, and documents
    are read again.
    """
    seen = hashlib.sha256()
    for name, content in sorted(_content(files("extract"))):
        seen.update(f"{name}\0{len(content)}\0".encode() + content)
    for library in LIBRARIES:
        seen.update(f"{library}={version(library)}\0".encode())
    seen.update(pdf_engine.encode())
    return f"{__version__}+{seen.hexdigest()[:12]}"


def _content(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files of the package with their paths in it."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _content(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".toml", ".tsv")):
            yield f"{prefix}{entry.name}", entry.read_bytes()
