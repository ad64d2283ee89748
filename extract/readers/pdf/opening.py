"""Opening what claims to be a PDF: what can be read, what can be rescued, and what staff must do with the rest."""

from __future__ import annotations

import io
import re
from typing import NamedTuple

from extract.document import Unreadable
from extract.readers.pdf.pdfium import PdfiumError, opened

MOST_PAGES = 5_000

_HEADER_WITHIN = 1024  # bytes from the start, as all readers allow
_TRAILER_WITHIN = 2048

_RESCUED = "파일이 손상되어 복구해 읽었습니다. 빠진 쪽이 있을 수 있으니 원본을 다시 받아 확인하세요."
_CUT_OFF = "파일의 끝이 잘려 있습니다. 빠진 쪽이 있을 수 있으니 원본을 다시 받아 확인하세요."


class SoundFile(NamedTuple):
    """Bytes that pdfium opens, with what the file says of itself and the warnings about its state."""

    data: bytes
    pages: int
    title: str | None
    warnings: tuple[str, ...]

    def without_text(self, *, broken: bool = False) -> Unreadable:
        """Return the failure to report where no page has letters that can be read: the file's damage, if there is."""
        if self.warnings or broken:
            return _corrupt()
        return Unreadable(
            "no_text",
            "글자를 읽을 수 없는 PDF입니다(스캔본이거나 글꼴 정보 없음). 한글 원본이나 글자가 든 PDF를 넣으세요.",
        )


def sound_file(data: bytes) -> SoundFile:
    """Return a PDF that can be opened, repaired where need be.

    Raises ``Unreadable`` with the code ``empty``, ``corrupt``, ``encrypted`` or ``too_large``.
    """
    if not data:
        raise Unreadable("empty", "내용이 없는 파일(0바이트)입니다. 원본을 다시 받아 넣으세요.")
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise Unreadable("corrupt", "PDF 파일이 아닙니다. 원본을 다시 내려받아 넣으세요.")
    try:
        return _described(data, () if b"%%EOF" in data[-_TRAILER_WITHIN:] else (_CUT_OFF,))
    except PdfiumError as error:
        if _needs_password(error):
            raise _encrypted() from error
    return _rescued(data)


def _described(data: bytes, warnings: tuple[str, ...]) -> SoundFile:
    with opened(data) as pdf:
        count, title = len(pdf), _title(pdf.get_metadata_value("Title"))
    if not count:
        raise _corrupt()
    if count > MOST_PAGES:
        raise Unreadable("too_large", f"{MOST_PAGES:,}쪽이 넘는 PDF입니다. 필요한 부분만 나누어 저장해 넣으세요.")
    return SoundFile(data, count, title, warnings)


_NO_TITLE = re.compile(
    r"(?:무제|제목 ?없음|untitled|microsoft \w+ - .*|.*\.\w{3,4}|[^가-힣]*[\x80-\u024f][^가-힣]*)?", re.IGNORECASE
)


def _title(said: str) -> str | None:
    """Return the title that a file gives itself, unless it is a file's name, no title or in a wrong encoding.

    >>> _title("2025년 시행계획"), _title("무제"), _title("t01.html"), _title("2025D pt0<0 °Å")
    ('2025년 시행계획', None, None, None)
    """
    title = said.strip()
    return None if _NO_TITLE.fullmatch(title) else title


def _needs_password(error: PdfiumError) -> bool:
    return "password" in str(error).lower() or "security" in str(error).lower()


def _rescued(data: bytes) -> SoundFile:
    """Let qpdf rebuild what pdfium refuses."""
    import pikepdf

    repaired = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(repaired)
        return _described(repaired.getvalue(), (_RESCUED,))
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except (pikepdf.PdfError, PdfiumError) as error:
        raise _corrupt() from error


def _corrupt() -> Unreadable:
    return Unreadable("corrupt", "PDF 파일이 손상되어 열 수 없습니다. 원본을 다시 받아 넣으세요.")


def _encrypted() -> Unreadable:
    return Unreadable("encrypted", "암호가 걸린 PDF입니다. 암호를 풀어 다시 저장한 파일을 넣으세요.")
