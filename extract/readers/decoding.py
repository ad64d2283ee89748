"""The bytes of a plain text -> its characters: UTF-8, UTF-16 or CP949, told apart by what reads as Korean."""

from __future__ import annotations

import codecs
import re

from extract.document import Unreadable

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ENCODINGS = ("utf-8", "cp949")  # in this order: what reads as UTF-8 is nothing else
_WIDE = ("utf-16-le", "utf-16-be")  # without a mark they betray themselves by NUL bytes beside blanks and figures

# What texts are written in: Hangul with its old letters, ASCII, Hanja, symbols, full-width forms, private-use bullets.
_USUAL = re.compile(
    r"[\t\n\r\f\x20-\x7e\u00a0-\u00ff\u0370-\u03ff\u1100-\u11ff\u2000-\u2bff\u3000-\u318f\u3200-\u33ff\u4e00-\u9fff"
    r"\uac00-\ud7a3\ue000-\uf8ff\uff00-\uffef\U000f0000-\U0010ffff]"
)

_LOST = "\ufffd"

_DAMAGE = 0.002
"""Share of characters that may be lost: an excerpt cut within a letter or a stray byte, never a wrong encoding."""

_UNUSUAL = 0.05
"""Share of characters outside of what Korean texts are written in; random bytes have most of theirs there."""


def decode(data: bytes) -> tuple[str, list[str]]:
    """Return the text and what to warn of.

    Raises :class:`~extract.document.Unreadable` (corrupt) if the bytes are no text.

    >>> [decode("연도별 예산".encode(name))[0] for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949")]
    ['연도별 예산', '연도별 예산', '연도별 예산', '연도별 예산', '연도별 예산']
    """
    marked = [name for mark, name in _MARKED if data.startswith(mark)]
    for name in marked or (_WIDE if b"\0" in data else _ENCODINGS):
        text = data.decode(name, errors="replace")
        if _reads_as_text(text):
            lost = text.count(_LOST)
            return text, [f"깨진 글자가 {lost}개 있습니다."] if lost else []
    raise Unreadable("corrupt", "글자로 읽을 수 없는 파일입니다. 원본을 다시 받아 넣으세요.")


def _reads_as_text(text: str) -> bool:
    damage = text.count(_LOST) + text.count("\0")
    return damage <= _DAMAGE * len(text) + 1 and len(_USUAL.sub("", text)) <= _UNUSUAL * len(text) + damage
