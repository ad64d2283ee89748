"""Plain text: its encoding, its wrapped lines, its tables."""

from __future__ import annotations

import hashlib

from extract.document import Document, LooseParagraph, Unreadable, compose


def read_plaintext(data: bytes) -> Document:
    """Return the document of a text's bytes."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        lines = [LooseParagraph(line.strip()) for line in text.splitlines() if line.strip()]
        return compose(lines, format="txt", sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    raise Unreadable("corrupt", "글자로 읽을 수 없는 파일입니다. 원본을 다시 받아 넣으세요.")
