"""Text on a PDF page: wrapped lines, dot leaders, headings with a line below."""

from __future__ import annotations

from functools import partial

from reportlab.lib.colors import HexColor, black
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from making.draft import MARKER
from making.typefaces import runs, width
from making.wrapping import glue, wrap

BODY = 10.5
BLUE = HexColor("#2f5597")


class Text(Flowable):
    """Wrapped text that hangs behind its mark; `after` stands at the right end of a dot leader."""

    def __init__(
        self, text: str, raws: tuple[str, ...] = (), *, size: float = BODY, bold: bool = False, indent: float = 0,
        after: str | None = None, by_letter: bool = False, align: str = "left", above: float = 0,
    ) -> None:  # fmt: skip
        super().__init__()
        self.text, self.raws, self.size, self.bold, self.indent = text, raws, size, bold, indent
        self.after, self.by_letter, self.align, self.above = after, by_letter, align, above
        self.leading = size * 1.55
        self.lines: list[str] = []

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """Break the lines for this width."""
        measure = partial(width, size=self.size, bold=self.bold)
        mark = MARKER.match(self.text)
        self.hang = measure(mark.group()) if mark and self.align == "left" else 0.0
        self.room = room
        if self.after is None:
            first = room - self.indent
            text = glue(self.text, self.raws)
            self.lines = wrap(text, first, first - self.hang, self.by_letter, measure) if text else []
        else:
            dots = int((room - self.indent - measure(f"{self.text}  {self.after}")) / measure("·"))
            self.lines = [f"{self.text} {'·' * max(dots, 3)} {self.after}"]
        return room, self.above + self.leading * len(self.lines)

    def split(self, room: float, height: float) -> list[Flowable]:
        """Part the lines over two pages, never leaving less than a line."""
        self.wrap(room, height)
        fitting = int((height - self.above) / self.leading)
        if fitting < 1 or self.after is not None or len(self.lines) < 2:
            return []
        return [_Part(self, self.lines[:fitting], True), _Part(self, self.lines[fitting:], False)]

    def draw(self) -> None:
        """Draw the lines, the first at its indent, the others hanging."""
        self.draw_lines(self.lines, True, self.above + self.leading * len(self.lines))

    def draw_lines(self, lines: list[str], with_first: bool, height: float) -> None:
        """Draw some of the lines from the top of a space of this height."""
        y = height - (self.above if with_first else 0) - self.leading * 0.78
        for number, line in enumerate(lines):
            x = self.indent + (0 if with_first and number == 0 else self.hang)
            if self.align != "left":
                free = self.room - width(line, self.size, self.bold)
                x = free / 2 if self.align == "center" else free
            draw_text(self.canv, (x, y), line, self.size, self.bold)
            y -= self.leading


class _Part(Flowable):
    """Some lines of a text that a page break parts."""

    def __init__(self, whole: Text, lines: list[str], with_first: bool) -> None:
        super().__init__()
        self.whole, self.lines, self.with_first = whole, lines, with_first

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        above = self.whole.above if self.with_first else 0
        self.tall = above + self.whole.leading * len(self.lines)
        return room, self.tall

    def draw(self) -> None:
        self.whole.canv = self.canv
        self.whole.draw_lines(self.lines, self.with_first, self.tall)


def draw_text(canvas: Canvas, at: tuple[float, float], text: str, size: float, bold: bool) -> None:
    """Draw a line of text from this point, run by run."""
    x, y = at
    for name, part in runs(text, bold):
        canvas.setFont(name, size)
        canvas.drawString(x, y, part)
        x += canvas.stringWidth(part, name, size)


class Underlined(Flowable):
    """A heading without a mark of its own: a square before it, a line below it."""

    def __init__(self, text: Text, room: float) -> None:
        super().__init__()
        self.inner, self.room, self.keepWithNext = text, room, True

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Leave room for the square and the line."""
        wide, self.tall = self.inner.wrap(room - 16, height)
        return wide, self.tall + 5

    def draw(self) -> None:
        """Draw the square, the text and the line."""
        self.canv.setFillColor(BLUE)
        self.canv.rect(0, 7, 8, 8, stroke=0, fill=1)
        self.canv.setFillColor(black)
        self.inner.drawOn(self.canv, 14, 3)
        self.canv.setLineWidth(0.8)
        self.canv.line(0, 1, self.room, 1)
