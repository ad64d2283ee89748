"""Pictures are not read, so pdfium is not shown them: a page may set one a hundred thousand times beside itself."""

from __future__ import annotations

import re

_PICTURE = re.compile(rb"/Subtype[\0\t\n\f\r ]*/(Image)(?=[\0\t\n\f\r ()<>\[\]{}/%])")
_HEAD = 4096
"""Bytes in which an object says what it is; a picture that says so later is shown."""


def without_pictures(data: bytes) -> bytes:
    """Return a PDF of the same length in which no picture is called one, so that pdfium passes over it.

    Only what stands in the head of an object is changed: a text that tells of pictures keeps its words.

    >>> without_pictures(b"7 0 obj <</Subtype/Image/Width 8>> stream")
    b'7 0 obj <</Subtype/image/Width 8>> stream'
    >>> without_pictures(b"8 0 obj <</Length 28>> stream (a /Subtype /Image is one) Tj")
    b'8 0 obj <</Length 28>> stream (a /Subtype /Image is one) Tj'
    """
    changed = bytearray(data)
    for found in _PICTURE.finditer(data):
        if _is_in_head(data[max(found.start() - _HEAD, 0) : found.start()]):
            changed[found.start(1) : found.end(1)] = b"image"
    return bytes(changed)


def _is_in_head(before: bytes) -> bool:
    """Say whether the bytes end within the head of an object, outside of its texts."""
    _, opening, head = before.rpartition(b"obj")
    return bool(opening) and b"stream" not in head and b"(" not in head
