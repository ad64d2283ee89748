"""dochan's parsers for HWP 5.0 and HWPX, taught the order of the page and what Hancom draws by itself.

A paragraph may hold text and, anchored in it, tables and text boxes. dochan gives HWP's text always first, and HWPX's
in the order of the file. On the page an inline object stands where its character stands, and one that floats stands
below the text's line if it is moved down from it.

A bullet belongs to the paragraph's shape, the dots before a date or a page number to a tab: both are written into the
text. Numbers of that kind are left out: how they go on from one list to the next is not told by the file alone.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from dochan.constants import HWPTAG_BULLET, HWPTAG_CTRL_HEADER, HWPTAG_PARA_SHAPE, HWPTAG_PARA_TEXT
from dochan.control_char import get_advance_bytes
from dochan.hwp.doc_info import DocInfoParser
from dochan.hwp.records.para_text import parse_para_text
from dochan.hwp.section import SectionParser
from dochan.hwpx.parser import DRAWING_TAGS, HWPXParser
from dochan.model.document import Paragraph
from dochan.model.header_footer import Footnote
from dochan.utils import safe_xml

_NO_GUESS = 0  # what is a heading is told by the text; dochan's guess walks through the document five times
_LEADER = " ······ "  # as long as the control that a tab is in HWP, so that no place in the text moves
_SOFT_HYPHEN = "\u00ad"  # what Hancom's list of bullets has for a dash


class HwpInfo(DocInfoParser):  # type: ignore[misc]
    """Parses the shapes of HWP 5.0; ``bullets`` are the bullets of paragraphs by the number of their shape."""

    def __init__(self) -> None:
        super().__init__()
        self.bullets: dict[int, str] = {}

    def _read_all_records(self, data: bytes) -> list[tuple[int, bytes]]:
        records: list[tuple[int, bytes]] = super()._read_all_records(data)
        marks = [_bullet(record) for tag, record in records if tag == HWPTAG_BULLET]
        shapes = [_bullet_number(record) for tag, record in records if tag == HWPTAG_PARA_SHAPE]
        self.bullets = {shape: marks[bullet - 1] for shape, bullet in enumerate(shapes) if 0 < bullet <= len(marks)}
        return records


class HwpBody(SectionParser):  # type: ignore[misc]
    """Parses the body of HWP 5.0."""

    def _parse_paragraph_group_impl(self, node: Any) -> list[Any]:
        for record in (child["record"] for child in node["children"]):
            if record.tag_id == HWPTAG_PARA_TEXT and _TAB in record.data:
                record.data = _with_leaders(record.data)
        elements: list[Any] = super()._parse_paragraph_group_impl(node)
        if not _objects_first(node):
            return elements
        notes = [element for element in elements[1:] if isinstance(element, Footnote)]
        objects = [element for element in elements[1:] if not isinstance(element, Footnote)]
        return [*objects, elements[0], *notes]

    def _detect_heading_level(self, _paragraph: Any) -> int:
        return _NO_GUESS


class HwpxPackage(HWPXParser):  # type: ignore[misc]
    """Parses an HWPX package, charts passed over: their figures are a picture's and stand in no line of the text.

    ``bullets`` are the bullets of paragraphs by the number of their shape.
    """

    def __init__(self) -> None:
        super().__init__()
        self.bullets: dict[int, str] = {}

    def _parse_header_xml(self, package: ZipFile) -> None:
        super()._parse_header_xml(package)
        header = self._read_meta(package, "Contents/header.xml") or b""
        self.bullets = _xml_bullets(header)

    def _parse_paragraph_elem(self, paragraph: Any) -> list[Any]:
        for tab in (tab for run in paragraph for text in run for tab in text):
            if tab.get("leader", "0") != "0" and tab.tag.endswith("}tab"):
                tab.tag, tab.text = "leader", _LEADER
        elements: list[Any] = super()._parse_paragraph_elem(paragraph)
        if not _text_under_floating_objects(paragraph):
            return elements
        text = max(index for index, element in enumerate(elements) if isinstance(element, Paragraph))
        return [elements[text], *elements[:text], *elements[text + 1 :]]

    def _reset(self) -> None:
        super()._reset()
        self._font_heading_paragraphs = [None]  # dochan's own sign that it shall not compare heights

    def _heading_level_for(self, _element: Any, _runs: Any, _paragraph: Any = None) -> int:
        return _NO_GUESS

    def _parse_chart_elem(self, _element: Any) -> list[Any]:
        return []

    def _chart_error(self, _code: str, _detail: str) -> None:
        return None


# ------------------------------------------------------------------ HWP 5.0

_TAB = b"\x09\x00"
_OBJECTS = (b" lbt", b" osg")  # table and drawing object: the four letters of their names, as the file has them


def _with_leaders(data: bytes) -> bytes:
    """Return a paragraph's text with dots for the tabs that draw them: the seventh byte of the control says so."""
    text, place = bytearray(data), 0
    while place + 16 <= len(data):
        unit = int.from_bytes(data[place : place + 2], "little")
        if unit == 9 and data[place + 6]:
            text[place : place + 16] = _LEADER.encode("utf-16-le")
        place += get_advance_bytes(unit) if unit < 32 else 2
    return bytes(text)


def _objects_first(node: Any) -> bool:
    """Say whether the tables and text boxes of a paragraph all stand above or before its text."""
    records = [child["record"] for child in node["children"]]
    objects = [record.data for record in records if _is_object(record)]
    texts = [record.data for record in records if record.tag_id == HWPTAG_PARA_TEXT]
    if not objects or not texts or any(_hangs_below(data) for data in objects):
        return False
    parsed = parse_para_text(texts[0])
    begins = len(parsed["text"]) - len(parsed["text"].lstrip())
    anchors = [parsed["raw_to_text"][start] for start, _, name in parsed["inline_controls"] if name in _OBJECTS]
    return bool(parsed["text"].strip() and anchors) and max(anchors) <= begins


def _is_object(record: Any) -> bool:
    return record.tag_id == HWPTAG_CTRL_HEADER and record.data[:4] in _OBJECTS and len(record.data) >= 12


def _hangs_below(data: bytes) -> bool:
    """Say whether an object floats, moved down from its paragraph: bit 0 is inline, bits 3 and 4 what it hangs on."""
    flags, offset = struct.unpack_from("<Ii", data, 4)
    return not flags & 1 and flags >> 3 & 3 == 2 and offset > 0


def _bullet(record: bytes) -> str:
    """Return the bullet that a record defines: one UTF-16 unit behind the twelve bytes of its layout."""
    return record[12:14].decode("utf-16-le", errors="ignore").replace(_SOFT_HYPHEN, "-")


def _bullet_number(record: bytes) -> int:
    """Return which bullet a paragraph's shape has, counted from 1; 0 for none. Bits 23 and 24 say 3 for a bullet."""
    if len(record) < 32:
        return 0
    flags, number = struct.unpack_from("<I26xH", record)
    return int(number) if flags >> 23 & 3 == 3 else 0


# ------------------------------------------------------------------ HWPX


def _xml_bullets(header: bytes) -> dict[int, str]:
    """Return the bullets by the number of the paragraph's shape; none if the header is no XML, which dochan tells."""
    try:
        root = safe_xml.fromstring(header)
    except (ParseError, ValueError):
        return {}
    marks = {mark.get("id"): mark.get("char", "") for mark in _named(root, "bullet")}
    shapes = (
        (shape.get("id", ""), heading) for shape in _named(root, "paraPr") for heading in _named(shape, "heading")
    )
    return {
        int(shape): marks[heading.get("idRef")].replace(_SOFT_HYPHEN, "-")
        for shape, heading in shapes
        if heading.get("type") == "BULLET" and marks.get(heading.get("idRef")) and shape.isdecimal()
    }


def _named(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element.iter() if str(child.tag).rpartition("}")[2] == name)


def _text_under_floating_objects(paragraph: Any) -> bool:
    """Say whether the file has floating objects, moved down from the paragraph, before the paragraph's text."""
    floating = False
    for element in (element for run in paragraph for element in run):
        name = str(element.tag).rpartition("}")[2]
        if name == "t" and "".join(element.itertext()).strip():
            return floating
        if name == "tbl" or name in DRAWING_TAGS:
            floating = floating or _moved_down(element)
    return False


def _moved_down(element: Any) -> bool:
    place: dict[str, str] = next((child.attrib for child in element if str(child.tag).endswith("}pos")), {})
    offset = place.get("vertOffset", "0")
    down = offset.isdecimal() and offset.strip("0") != ""
    return place.get("treatAsChar") == "0" and place.get("vertRelTo") == "PARA" and down
