"""Files that harm whoever reads them, and the code that each must have in ``failures``."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial

import pikepdf

from extract.readers.sniff import OLE
from tests.readers.made_pdf import Sheet, pdf
from tests.readers.packages import package, paragraph
from tests.torture.reader import HEAD


def harmful() -> Iterator[tuple[str, str, bytes]]:
    """Yield the name, the code and the bytes of every such file: among the plans, but those that take long come last.

    So a run that is killed and resumed again and again gets on.
    """
    for kind, ending, code, count, make in KINDS:
        for number in range(count):
            folder = "slow" if code in {"timeout", "memory"} else f"plans/{2 * number}"
            yield f"{folder}/{kind} {number}.{ending}", code, make(number)


def _told(word: str, number: int) -> bytes:
    """Return a file for the reader of the tests, which does what the word says."""
    return HEAD + f"{word} {number}\n".encode()


def _cut_hwpx(number: int) -> bytes:
    whole = package(*(paragraph(f"{number}호 사업 {line}번째 줄") for line in range(100)))
    return whole[: len(whole) // 2]


def _cut_pdf(number: int) -> bytes:
    whole = pdf(*[Sheet().write(50, 100, f"plan {number}")] * 3)
    return whole[: len(whole) // 5 + number]


def _cut_hwp(number: int) -> bytes:
    return OLE + bytes(900 + number)


def _encrypted_pdf(number: int) -> bytes:
    protected = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(Sheet().write(50, 100, f"plan {number}")))) as plain:
        plain.save(protected, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return protected.getvalue()


def _encrypted_hwpx(number: int) -> bytes:
    return package(paragraph(f"{number}호"), **{"META-INF__manifest.xml": "<encryption-data/>"})


def _wrapped(number: int) -> bytes:
    return b"<MARKANY_DOCUMENTSAFER>" + bytes(range(256)) * (1 + number)


def _bomb(number: int) -> bytes:
    """Return 240 MB of letters in 300 kB."""
    return package(*[paragraph("가" * 4000)] * 20_000, paragraph(f"{number}호"))


def _nested(number: int) -> bytes:
    """Return tables in tables, 20,000 deep."""
    opening = '<hp:p><hp:run><hp:tbl rowCnt="1" colCnt="1"><hp:tr><hp:tc><hp:subList>'
    closing = "</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>"
    return package(opening * 20_000 + paragraph(f"{number}호") + closing * 20_000)


def _laughs(number: int) -> bytes:
    """Return a few lines that entities blow up to 300 GB."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE HWPML [<!ENTITY e0 "{number}">{entities}]><HWPML>&e11;</HWPML>'.encode()


KINDS: tuple[tuple[str, str, str, int, Callable[[int], bytes]], ...] = (
    ("segfault", "txt", "crash", 6, partial(_told, "segfault")),
    ("exit", "hwp", "crash", 2, partial(_told, "exit")),
    ("loop", "pdf", "timeout", 2, partial(_told, "loop")),
    ("loop in C", "hwpx", "timeout", 2, partial(_told, "stuck")),
    ("8 GB at once", "txt", "memory", 3, partial(_told, "allocate")),
    ("8 GB by and by", "pdf", "memory", 3, partial(_told, "flood")),
    ("exception", "hml", "crash", 4, partial(_told, "error")),
    ("exception that cannot be sent", "hml", "crash", 2, partial(_told, "stubborn")),
    ("cut", "hwpx", "corrupt", 4, _cut_hwpx),
    ("cut", "pdf", "corrupt", 3, _cut_pdf),
    ("cut", "hwp", "corrupt", 2, _cut_hwp),
    ("encrypted", "pdf", "encrypted", 3, _encrypted_pdf),
    ("encrypted", "hwpx", "encrypted", 3, _encrypted_hwpx),
    ("encrypted", "hwp", "encrypted", 2, _wrapped),
    ("bomb", "hwpx", "too_large", 2, _bomb),
    ("nested", "hwpx", "too_large", 3, _nested),
    ("entities", "hml", "corrupt", 4, _laughs),
)
"""Kind, ending, code, how many, and how one is made."""
