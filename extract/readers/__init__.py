"""Files to documents: the reader is chosen by what the bytes are."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from extract.document import Document, Unreadable
from extract.readers.sniff import Kind, sniff

LARGEST = 512 << 20
"""Bytes of a file that is opened at all: plan documents have a few MB, and a worker's memory must hold it."""


def read(path: str | os.PathLike[str]) -> Document:
    """Read the file, whatever its name says, and return its document.

    Raises :class:`~extract.document.Unreadable` when the bytes hold no document, and `OSError` when there is no file.
    """
    path = Path(path)
    if path.stat().st_size > LARGEST:
        raise Unreadable("too_large", f"{LARGEST >> 20}MB가 넘는 파일입니다. 나누어 저장한 뒤 넣으세요.")
    return read_bytes(path.read_bytes())


def read_bytes(data: bytes) -> Document:
    """Return the document that a file's bytes hold.

    >>> read_bytes("□ 소요예산\\n총사업비 : 420백만원".encode("cp949")).text
    '□ 소요예산\\n총사업비 : 420백만원\\n'
    """
    return _reader(sniff(data))(data)


def _reader(kind: Kind) -> Callable[[bytes], Document]:
    """Return the reader of a kind; each brings its own libraries, and only the one that is needed is loaded."""
    match kind:
        case "pdf":
            from extract.readers.pdf import read_pdf

            return read_pdf
        case "hwp":
            from extract.readers.hangul import read_hwp

            return read_hwp
        case "hwpx":
            from extract.readers.hangul import read_hwpx

            return read_hwpx
        case "hwpml":
            from extract.readers.hwpml import read_hwpml

            return read_hwpml
        case "txt":
            from extract.readers.plaintext import read_plaintext

            return read_plaintext
