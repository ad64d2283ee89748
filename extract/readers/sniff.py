"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from extract.document import Unreadable

Kind = Literal["pdf", "hwp", "hwpx", "hwpml", "txt"]

# ------------------------------------------------------------------ first bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
HWP3 = b"HWP Document File V"

# The wrappers of the document protection systems that offices use: MarkAny, Fasoo, SoftCamp, NASCA.
_DRM = re.compile(rb"<MARKANY|<DOCUMENT SAFER|.{0,2}DRMONE|SCDSA|<## NASCA", re.DOTALL)

# The bytes of an OLE file that some program took for text and wrote as UTF-8: nothing can bring them back.
_MANGLED = b"\xef\xbf\xbd\xef\xbf\xbd\x11"

_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+)?(\w+)", re.IGNORECASE | re.DOTALL)
_OTHER = re.compile(
    rb"\{\\rtf|\x89PNG|\xff\xd8\xff|GIF8|BM....\x00\x00\x00\x00|II\*\x00|MM\x00\*|\x1f\x8b|7z\xbc\xaf|Rar!|MZ|\x7fELF"
)

# PDF readers accept a header anywhere in the first kibibyte: mail gateways and web servers leave lines before it.
_PDF_HEADER_WITHIN = 1024

_ENCRYPTED_HWP3_AT = 30 + 96
"""Where HWP 3 says that the text is encrypted: the word at 96 of the information that follows the signature."""


def sniff(data: bytes) -> Kind:
    """Return what the bytes are.

    Raises :class:`Unreadable` for what no reader takes: nothing at all, protected files, HWP 3, other formats.

    >>> sniff("□ 사업개요".encode()), sniff(b"%PDF-1.7\\n")
    ('txt', 'pdf')
    """
    if not data.strip(b"\x00\t\n\r "):
        raise Unreadable("empty", "내용이 없는 파일입니다. 원본을 다시 받아 넣으세요.")
    if _DRM.match(data):
        raise Unreadable("encrypted", "DRM이 걸린 문서입니다. DRM을 해제한 뒤 다시 넣으세요.")
    if data.startswith(OLE):
        return "hwp"
    if data.startswith(ZIP):
        return _sniff_zip(data)
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return "pdf"
    _refuse(data)
    return _sniff_markup(data)


def _refuse(data: bytes) -> None:
    if data.startswith(HWP3):
        raise _hwp3(data)
    if data.startswith(_MANGLED):
        raise Unreadable("corrupt", "글자 변환으로 내용이 망가진 파일입니다. 원본을 다시 받아 넣으세요.")
    if _OTHER.match(data):
        raise Unreadable("unsupported", "문서가 아닌 파일입니다. PDF, HWP, HWPX, 텍스트로 다시 저장한 뒤 넣으세요.")


def _hwp3(data: bytes) -> Unreadable:
    if any(data[_ENCRYPTED_HWP3_AT : _ENCRYPTED_HWP3_AT + 2]):
        return Unreadable(
            "encrypted", "암호가 걸린 HWP 3.x 문서입니다. 암호를 풀고 한글에서 HWPX로 다시 저장한 뒤 넣으세요."
        )
    return Unreadable("unsupported", "HWP 3.x 문서입니다. 한글에서 HWPX로 다시 저장한 뒤 넣으세요.")


def _sniff_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("corrupt", "압축이 깨진 문서입니다. 원본을 다시 받아 넣으세요.") from error
    if "mimetype" in names or any(name.startswith("Contents/") for name in names):
        return "hwpx"
    raise Unreadable("unsupported", "HWPX가 아닌 압축 파일입니다. 문서를 꺼내거나 HWPX로 다시 저장한 뒤 넣으세요.")


def _sniff_markup(data: bytes) -> Kind:
    head = data[:_PDF_HEADER_WITHIN]
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    match = _MARKUP.match(head.decode(encoding, errors="replace"))
    if match is None:
        return "txt"
    if match[2] == "HWPML":
        return "hwpml"
    if match[1] or match[2].lower() in {"html", "head", "body"}:
        raise Unreadable("unsupported", "웹 문서(HTML)입니다. PDF나 텍스트로 다시 저장한 뒤 넣으세요.")
    return "txt"
