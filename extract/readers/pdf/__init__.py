"""Reading PDF.

``read_pdf`` gives a document. The stages before it can be looked at on their own: ``pages`` gives the visual lines
and ruled tables of each page, ``overlay`` draws them over the page's picture.
"""

from extract.readers.pdf.overlay import overlay
from extract.readers.pdf.reading import Engine, pages, read_pdf

__all__ = ["Engine", "overlay", "pages", "read_pdf"]
