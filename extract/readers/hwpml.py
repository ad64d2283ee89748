"""HWPML, Hancom's single XML file: its paragraphs and tables as dochan's model has them, which hangul_blocks turns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from dochan.model.document import Document as Parsed
from dochan.model.document import Paragraph, Section, TextRun
from dochan.model.equation import Equation
from dochan.model.header_footer import Footnote
from dochan.model.image import Image
from dochan.model.table import Cell, Table
from dochan.utils import safe_xml

from extract.document import Document
from extract.readers.hangul import document_of, failure_of, unreadable

_BLANKS = {"TAB": "\t", "LINEBREAK": "\n", "NBSPACE": " ", "FWSPACE": " ", "HYPEN": "-"}
_NOTES = {"FOOTNOTE": "footnote", "ENDNOTE": "endnote"}
_LEFT_OUT = frozenset({"HEADER", "FOOTER", "HIDDENCOMMENT", "SECDEF", "COLDEF"})


def read_hwpml(data: bytes) -> Document:
    """Return the document of a HWPML file's bytes.

    Raises :class:`~extract.document.Unreadable`: corrupt (which a file with entities is, too), too_large, no_text.
    """
    try:
        root = safe_xml.fromstring(data)
    except (ParseError, ValueError) as error:
        raise unreadable(failure_of(str(error))) from error
    heights = {shape.get("Id", ""): shape.get("Height", "") for shape in root.iter("CHARSHAPE")}
    reading = _Hwpml({key: int(height) / 100 for key, height in heights.items() if height.isdecimal()})
    parsed = Parsed(source_format="hwpml", char_shapes=list(heights))
    parsed.sections = [Section(elements=list(reading.flow(section))) for section in root.iter("SECTION")]
    return document_of(parsed, data, {})


class _Hwpml:
    """Turns elements of the XML into dochan's; ``heights`` are those of the letters in points, by their shape."""

    def __init__(self, heights: dict[str, float]) -> None:
        self.heights = heights

    def flow(self, parent: Any) -> Iterator[Any]:
        """Yield what the paragraphs hold that are the children of ``parent``, in the order of the file."""
        for paragraph in parent.findall("P"):
            runs: list[TextRun] = []
            notes: list[Footnote] = []
            for element in self.inline(paragraph):
                if isinstance(element, TextRun):
                    runs.append(element)
                elif isinstance(element, Footnote):
                    notes.append(element)
                else:
                    yield from (Paragraph(runs=runs), element)
                    runs = []
            yield Paragraph(runs=runs)
            yield from notes

    def inline(self, paragraph: Any) -> Iterator[Any]:
        for text in paragraph.findall("TEXT"):
            height = self.heights.get(text.get("CharShape", ""), 10.0)
            for element in text:
                if element.tag == "CHAR":
                    yield TextRun(text=_letters(element), font_size_pt=height)
                elif element.tag not in _LEFT_OUT:
                    yield from self.object(element)

    def object(self, element: Any) -> Iterator[Any]:
        """Yield what an object in the text is: a table, a note, a picture, or the contents of a text box."""
        if element.tag == "TABLE":
            yield self.table(element)
        elif element.tag in _NOTES:
            yield Footnote(type=_NOTES[element.tag], paragraphs=self.lists(element))
        elif element.tag == "EQUATION":
            yield Equation(script=element.findtext("SCRIPT", ""))
        elif element.tag == "PICTURE":
            yield Image(caption=self.caption(element))
        else:
            for box in _text_boxes(element):
                yield from self.lists(box)

    def table(self, element: Any) -> Table:
        rows = [[self.cell(cell) for cell in row.findall("CELL")] for row in element.findall("ROW")]
        side = element.find("SHAPEOBJECT/CAPTION")
        return Table(rows, self.caption(element), "BOTTOM" if side is None else side.get("Side", "Bottom").upper())

    def cell(self, element: Any) -> Cell:
        spans = [int(value) if value.isdecimal() and len(value) < 6 else 1 for value in _spans(element)]
        return Cell(paragraphs=self.lists(element), row_span=spans[0], col_span=spans[1])

    def caption(self, element: Any) -> list[Any]:
        caption = element.find("SHAPEOBJECT/CAPTION")
        return [] if caption is None else self.lists(caption)

    def lists(self, element: Any) -> list[Any]:
        return [found for paragraphs in element.findall("PARALIST") for found in self.flow(paragraphs)]


def _text_boxes(element: Any) -> Iterator[Any]:
    """Yield the text boxes of a drawn object, those of a group one by one; what is in a box is the box's own."""
    for child in element:
        if child.tag == "DRAWTEXT":
            yield child
        else:
            yield from _text_boxes(child)


def _spans(cell: Any) -> tuple[str, str]:
    return cell.get("RowSpan", "1"), cell.get("ColSpan", "1")


def _letters(element: Any) -> str:
    inner = (_BLANKS.get(str(child.tag), "") + (child.tail or "") for child in element)
    return (element.text or "") + "".join(inner)
