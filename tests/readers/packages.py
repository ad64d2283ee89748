"""Makes HWPX packages and records of HWP 5.0 in memory, as small as the readers take them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from io import BytesIO

_SPACES = (
    'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
    'xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"'
)
HEADER = (
    '<hh:bullets><hh:bullet id="1" char="❍"/><hh:bullet id="2" char="\u00ad"/></hh:bullets>'
    '<hh:charPr id="0" height="1500"/><hh:charPr id="1" height="2000"/>'
    '<hh:paraPr id="0"><hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>'
    '<hh:paraPr id="1"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>'
    '<hh:paraPr id="2"><hh:heading type="BULLET" idRef="2" level="0"/></hh:paraPr>'
    '<hh:style id="0" name="바탕글" paraPrIDRef="0" charPrIDRef="0"/>'
)


def package(*paragraphs: str, header: str | None = HEADER, **parts: bytes | str) -> bytes:
    """Return an HWPX package whose body holds the paragraphs, each the XML of a ``hp:p``."""
    files: dict[str, bytes | str] = {"mimetype": "application/hwp+zip"}
    if header is not None:
        files["Contents/header.xml"] = f"<hh:head {_SPACES}>{header}</hh:head>"
    files["Contents/section0.xml"] = f"<hs:sec {_SPACES}>{''.join(paragraphs)}</hs:sec>"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in (files | {name.replace("__", "/"): content for name, content in parts.items()}).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def paragraph(*contents: str, shape: int = 0, letters: int = 0) -> str:
    """Return a paragraph of runs, each text or the XML of an object."""
    runs = (content if content.startswith("<") else f"<hp:t>{content}</hp:t>" for content in contents)
    return (
        f'<hp:p paraPrIDRef="{shape}" styleIDRef="0">'
        + "".join(f'<hp:run charPrIDRef="{letters}">{run}</hp:run>' for run in runs)
        + "</hp:p>"
    )


Row = Sequence[str | tuple[str, int, int]]


def table(*rows: Row, floating: int | None = None, caption: str = "") -> str:
    """Return a table; a cell is its XML or text, or that with its row and column span.

    ``floating`` is how far below its paragraph it floats in HWP units; None = it stands in the line.
    """
    columns, cells, covered = 0, "", set()
    for y, row in enumerate(rows):
        x = 0
        cells += "<hp:tr>"
        for cell in row:
            content, down, across = cell if isinstance(cell, tuple) else (cell, 1, 1)
            while (y, x) in covered:
                x += 1
            covered |= {(y + i, x + j) for i in range(down) for j in range(across)}
            body = content if content.startswith("<") else paragraph(content) if content else paragraph()
            cells += f'<hp:tc><hp:subList>{body}</hp:subList><hp:cellAddr colAddr="{x}" rowAddr="{y}"/>'
            cells += f'<hp:cellSpan colSpan="{across}" rowSpan="{down}"/></hp:tc>'
            columns = max(columns, x + across)
        cells += "</hp:tr>"
    place = f'<hp:pos treatAsChar="{int(floating is None)}" vertRelTo="PARA" vertOffset="{floating or 0}"/>'
    above = f'<hp:caption side="TOP"><hp:subList>{paragraph(caption)}</hp:subList></hp:caption>' if caption else ""
    return f'<hp:tbl rowCnt="{len(rows)}" colCnt="{columns}">{place}{above}{cells}</hp:tbl>'


def note(text: str) -> str:
    """Return a footnote's mark with its text."""
    return f"<hp:ctrl><hp:footNote><hp:subList>{paragraph(text)}</hp:subList></hp:footNote></hp:ctrl>"


# ------------------------------------------------------------------ records of HWP 5.0


def record(tag: int, level: int, data: bytes) -> bytes:
    """Return a record with its header."""
    return struct.pack("<I", tag | level << 10 | len(data) << 20) + data


def hwp_table(anchored: int, below: int | None = None) -> bytes:
    """Return the records of a table of the cells 구비 and 409, so far ``below`` its paragraph, or inline."""
    flags = 1 if below is None else 2 << 3
    return (
        record(71, anchored, b" lbt" + struct.pack("<Ii", flags, below or 0) + bytes(34))
        + record(77, anchored + 1, bytes(4) + struct.pack("<HH", 1, 2) + bytes(14))
        + b"".join(_cell(anchored + 1, column, text) for column, text in enumerate(("구비", "409")))
    )


def _cell(level: int, column: int, text: str) -> bytes:
    place = struct.pack("<HHHH", column, 0, 1, 1)
    return record(72, level, struct.pack("<HIH", 1, 0, 0) + place + bytes(18)) + hwp_paragraph(text, level)


def hwp_paragraph(text: str, level: int = 0, shape: int = 0, objects: bytes = b"", behind: bool = False) -> bytes:
    """Return the records of a paragraph with the anchor of a table before its text, or ``behind`` it."""
    anchor = b"\x0b\x00 lbt" + bytes(8) + b"\x0b\x00" if objects else b""
    letters = text.encode("utf-16-le")
    data = (letters + anchor if behind else anchor + letters) + b"\r\0"
    head = struct.pack("<IIHBBHHHI", len(data) // 2, 0, shape, 0, 0, 1, 0, 0, 0)
    return record(66, level, head) + record(67, level + 1, data) + objects
