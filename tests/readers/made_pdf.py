"""PDF files written by hand: pages of lines and rules at places that the test knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842


@dataclass
class Sheet:
    """A page under the pen; places are points from the top left."""

    drawn: list[str] = field(default_factory=list)
    rotate: int = 0

    def write(self, x: float, top: float, text: str, size: float = 12) -> Sheet:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.drawn.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {HEIGHT - top - size} Tm ({escaped}) Tj ET")
        return self

    def write_upwards(self, x: float, bottom: float, text: str) -> Sheet:
        self.drawn.append(f"BT /F1 12 Tf 0 1 -1 0 {x} {bottom} Tm ({text}) Tj ET")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> Sheet:
        self.drawn.append(f"{width} w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def field(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        self.drawn.append(f"0.9 g {x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re f 0 g")
        return self

    def picture(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        self.drawn.append(f"q {x1 - x0} 0 0 {bottom - top} {x0} {HEIGHT - bottom} cm /P1 Do Q")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float], *, sides: bool = True) -> Sheet:
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs if sides else xs[1:-1]:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def table(self, xs: Sequence[float], ys: Sequence[float], rows: Iterable[Iterable[str]]) -> Sheet:
        self.grid(xs, ys)
        for y, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                self.write(x + 4, y + 4, text, 10)
        return self


def pdf(*sheets: Sheet) -> bytes:
    """Return the bytes of a PDF with these pages."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} /MediaBox [0 0 {WIDTH} {HEIGHT}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, sheet in enumerate(sheets):
        content = "\n".join(sheet.drawn)
        named = f"/Font << /F1 3 0 R >> /XObject << /P1 {4 + 2 * len(sheets)} 0 R >>"
        resources = f"/Resources << {named} >> /Contents {5 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /Rotate {sheet.rotate} {resources} >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    picture = "/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1"
    objects.append(f"<< /Type /XObject {picture} >>\nstream\n0\nendstream")
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
