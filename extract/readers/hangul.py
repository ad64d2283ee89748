"""HWP 5.0 and HWPX: dochan's parsers on bytes in memory, and what its complaints mean.

Pictures and charts are never unpacked, tracked changes are read as accepted, and no password is tried.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from io import BytesIO

from dochan.cfb import CFBResourceError, OleFileIO, append_recovery_warnings
from dochan.hwp.distdoc import decode_distribution_section
from dochan.hwp.doc_info import DocInfo
from dochan.hwp.header import FileHeader
from dochan.model.document import Document as Parsed
from dochan.utils.bounded_io import ByteBudget, ResourceLimitError, read_ole_stream

from extract.document import Document, FailureCode, Unreadable, compose
from extract.readers.hangul_blocks import blocks, has_contents
from extract.readers.hangul_parsers import HwpBody, HwpInfo, HwpxPackage

_ADVICE: dict[FailureCode, str] = {
    "encrypted": "암호나 DRM이 걸린 문서입니다. 암호를 풀거나 DRM을 해제하고 다시 저장한 뒤 넣으세요.",
    "too_large": "풀면 지나치게 커지는 문서입니다. 한글에서 열어 확인하고 나누어 저장한 뒤 넣으세요.",
    "memory": "읽는 데 메모리가 모자라는 문서입니다. 한글에서 나누어 저장한 뒤 넣으세요.",
    "corrupt": "깨진 문서입니다. 한글에서 열어 다시 저장하거나 원본을 다시 받아 넣으세요.",
    "no_text": "글자 없이 그림이나 빈 표만 있는 문서입니다. 글자가 있는 원본을 넣으세요.",
    "unsupported": "HWP가 아닌 문서(워드, 엑셀 등)입니다. PDF나 HWPX로 다시 저장한 뒤 넣으세요.",
}

# What dochan's messages name, in the order in which they are asked; a message of no known kind is damage.
_CODES: tuple[tuple[FailureCode, re.Pattern[str]], ...] = (
    ("encrypted", re.compile(r"암호|DRM")),
    ("too_large", re.compile(r"exceed|limit|초과", re.IGNORECASE)),
    ("memory", re.compile(r"실패: $")),  # MemoryError has no words of its own
)

_BODY_BYTES = 200 * 2**20
"""Streams of one HWP file together, packed: real ones have a few MB. What they unpack to is bounded by dochan."""

_MOST_WARNINGS = 20
"""Complaints that are told one by one; a file that is full of damage would otherwise fill the table with them."""


def read_hwp(data: bytes) -> Document:
    """Return the document of an HWP 5.0 file's bytes, 배포용 ones included.

    Raises :class:`~extract.document.Unreadable`: encrypted, corrupt, too_large, unsupported, no_text.
    """
    try:
        with OleFileIO(data) as container:
            parsed, bullets = _parse_hwp(container)
            append_recovery_warnings(container, parsed.errors)
    except (Unreadable, MemoryError):
        raise
    except (ResourceLimitError, CFBResourceError) as error:
        raise unreadable("too_large") from error
    except Exception as error:  # damaged bytes make dochan's parsers raise whatever Python has
        raise unreadable("corrupt") from error
    return document_of(parsed, data, bullets)


def read_hwpx(data: bytes) -> Document:
    """Return the document of an HWPX package's bytes.

    Raises :class:`~extract.document.Unreadable`: encrypted, corrupt, too_large, no_text.
    """
    package = HwpxPackage()
    parsed = package.parse(BytesIO(data), include_assets=False, revision_mode="final")
    if not parsed.styles:
        parsed.errors.append("글꼴과 문단 모양(header.xml)이 없음")
    return document_of(parsed, data, package.bullets)


# ------------------------------------------------------------------ the streams of HWP 5.0


def _parse_hwp(container: OleFileIO) -> tuple[Parsed, dict[int, str]]:
    """Return the document and its bullets by the number of the paragraph's shape."""
    if not container.exists("FileHeader"):
        raise unreadable("unsupported")
    budget = ByteBudget(_BODY_BYTES)
    header = FileHeader.parse(read_ole_stream(container, "FileHeader", max_bytes=256, budget=budget, expected_size=256))
    if header.is_encrypted or header.is_drm or header.has_cert_encrypt or header.has_cert_drm:
        raise unreadable("encrypted")
    shapes = HwpInfo()
    info = shapes.parse_stream(read_ole_stream(container, "DocInfo", budget=budget), header.is_compressed)
    parser = HwpBody(doc_info=info, revision_mode="final", project_revisions=header.is_distribution)
    parsed = Parsed(source_format="hwp", char_shapes=info.char_shapes, styles=info.styles, errors=list(info.errors))
    for name in _section_names(container, header, info):
        stream = read_ole_stream(container, name, budget=budget)
        decoder = decode_distribution_section if header.is_distribution else None
        parsed.sections.append(parser.parse_stream(stream, header.is_compressed, distribution_decoder=decoder))
    parsed.errors += parser.errors
    return parsed, shapes.bullets


def _section_names(container: OleFileIO, header: FileHeader, info: DocInfo) -> list[str]:
    """Return the names of the body's streams in reading order; every one that is declared must be there."""
    found = [re.fullmatch(rf"{header.body_storage}/Section(\d+)", "/".join(path)) for path in container.listdir()]
    names = [match[0] for match in sorted(filter(None, found), key=lambda match: int(match[1]))]
    if len(names) < max(info.section_count, 1):
        raise unreadable("corrupt")
    return names


# ------------------------------------------------------------------ dochan's document -> ours


def document_of(parsed: Parsed, data: bytes, bullets: Mapping[int, str]) -> Document:
    """Return the document that was parsed from ``data``, dochan's complaints as its warnings.

    ``bullets`` are those that Hancom draws before paragraphs, by the number of their shape.

    A document without a letter is unreadable for the first serious complaint, or because its contents are pictures;
    an empty one is a document.
    """
    document = compose(
        blocks(parsed, bullets),
        format=parsed.source_format,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        warnings=_warnings(parsed.errors),
    )
    if document.text.strip():
        return document
    fatal = next((message for message in parsed.errors if message.startswith("ERR")), None)
    if fatal is not None:
        raise unreadable(failure_of(fatal))
    if has_contents(parsed):
        raise unreadable("no_text")
    return document


def unreadable(code: FailureCode) -> Unreadable:
    """Return the error of this code with its advice."""
    return Unreadable(code, _ADVICE[code])


def failure_of(message: str) -> FailureCode:
    """Return what a message of dochan's means.

    >>> failure_of("ERR: 암호화된 HWPX 문서 — 암호가 필요함"), failure_of("ERR: 섹션 section0.xml 크기 초과")
    ('encrypted', 'too_large')
    >>> failure_of("ERR: 섹션 0 파싱 실패: "), failure_of("ERR: 유효하지 않은 HWPX 파일")
    ('memory', 'corrupt')
    """
    return next((code for code, pattern in _CODES if pattern.search(message)), "corrupt")


def _warnings(messages: Iterable[str]) -> list[str]:
    told = list(dict.fromkeys(re.sub(r"^(?:ERR|WARN): ?", "", message)[:200] for message in messages))
    warnings = [f"문서의 일부를 읽지 못했습니다({message})." for message in told[:_MOST_WARNINGS]]
    if len(told) > _MOST_WARNINGS:
        warnings.append(f"읽지 못한 곳이 {len(told) - _MOST_WARNINGS}군데 더 있습니다.")
    return warnings
