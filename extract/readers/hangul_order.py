"""dochan's parsers for HWP 5.0 and HWPX, taught in which order a paragraph's text and its tables stand on the page.

A paragraph may hold text and, anchored in it, tables and text boxes. dochan gives HWP's text always first, and HWPX's
in the order of the file. On the page an inline object stands where its character stands, and one that floats stands
below the text's line if it is moved down from it.
"""

from __future__ import annotations

import struct
from typing import Any

from dochan.constants import HWPTAG_CTRL_HEADER, HWPTAG_PARA_TEXT
from dochan.hwp.records.para_text import parse_para_text
from dochan.hwp.section import SectionParser
from dochan.hwpx.parser import DRAWING_TAGS, HWPXParser
from dochan.model.document import Paragraph
from dochan.model.header_footer import Footnote


class HwpBody(SectionParser):  # type: ignore[misc]
    """Parses the body of HWP 5.0."""

    def _parse_paragraph_group_impl(self, node: Any) -> list[Any]:
        elements: list[Any] = super()._parse_paragraph_group_impl(node)
        if not _objects_first(node):
            return elements
        notes = [element for element in elements[1:] if isinstance(element, Footnote)]
        objects = [element for element in elements[1:] if not isinstance(element, Footnote)]
        return [*objects, elements[0], *notes]


class HwpxPackage(HWPXParser):  # type: ignore[misc]
    """Parses an HWPX package, charts passed over: their figures are a picture's and stand in no line of the text."""

    def _parse_paragraph_elem(self, paragraph: Any) -> list[Any]:
        elements: list[Any] = super()._parse_paragraph_elem(paragraph)
        if not _text_under_floating_objects(paragraph):
            return elements
        text = max(index for index, element in enumerate(elements) if isinstance(element, Paragraph))
        return [elements[text], *elements[:text], *elements[text + 1 :]]

    def _parse_chart_elem(self, _element: Any) -> list[Any]:
        return []

    def _chart_error(self, _code: str, _detail: str) -> None:
        return None


# ------------------------------------------------------------------ HWP 5.0

_OBJECTS = (b" lbt", b" osg")  # table and drawing object: the four letters of their names, as the file has them


def _objects_first(node: Any) -> bool:
    """Say whether the tables and text boxes of a paragraph all stand above or before its text."""
    records = [child["record"] for child in node["children"]]
    parsed = next((parse_para_text(record.data) for record in records if record.tag_id == HWPTAG_PARA_TEXT), None)
    if parsed is None or not parsed["text"].strip():
        return False
    begins = len(parsed["text"]) - len(parsed["text"].lstrip())
    anchors = [parsed["raw_to_text"][start] for start, _, name in parsed["inline_controls"] if name in _OBJECTS]
    floating = any(_hangs_below(record.data) for record in records if record.tag_id == HWPTAG_CTRL_HEADER)
    return bool(anchors) and max(anchors) <= begins and not floating


def _hangs_below(data: bytes) -> bool:
    """Say whether an object floats, moved down from its paragraph: bit 0 is inline, bits 3 and 4 what it hangs on."""
    if data[:4] not in _OBJECTS or len(data) < 12:
        return False
    flags, offset = struct.unpack_from("<Ii", data, 4)
    return not flags & 1 and flags >> 3 & 3 == 2 and offset > 0


# ------------------------------------------------------------------ HWPX


def _text_under_floating_objects(paragraph: Any) -> bool:
    """Say whether the file has floating objects, moved down from the paragraph, before the paragraph's text."""
    floating = False
    for element in (element for run in paragraph for element in run):
        name = str(element.tag).rpartition("}")[2]  # a comment's tag is no string
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
