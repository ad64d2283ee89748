"""Places on a page read upright -> places on the page as it is shown, for pages that lie on their side."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Box, Loose, LooseCell, LooseParagraph
from extract.readers.pdf.layout import PageLayout


def shown_box(box: Box, page: PageLayout) -> Box:
    """Return where a box of the upright page stands on the page as it is shown."""
    x0, top, x1, bottom = box
    match page.turn:
        case 90:
            return Box(page.height - bottom, x0, page.height - top, x1)
        case 180:
            return Box(page.width - x1, page.height - bottom, page.width - x0, page.height - top)
        case 270:
            return Box(top, page.width - x1, bottom, page.width - x0)
    return box


def as_shown(loose: Loose, turned: dict[int, PageLayout]) -> Loose:
    """Return a block with the boxes that lie on turned pages (by number) as they are shown."""
    if isinstance(loose, LooseParagraph):
        words = [
            word._replace(box=shown_box(word.box, turned[word.page])) if word.page in turned else word
            for word in loose.words
        ]
        return replace(loose, words=words)
    box = shown_box(loose.box, turned[loose.page]) if loose.box and loose.page in turned else loose.box
    return replace(loose, box=box, cells=[_cell_as_shown(cell, turned) for cell in loose.cells])


def _cell_as_shown(cell: LooseCell, turned: dict[int, PageLayout]) -> LooseCell:
    return replace(cell, content=[as_shown(block, turned) for block in cell.content])
