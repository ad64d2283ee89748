"""The typefaces of the PDF, found by the name of the package that ships them, never by a machine's path."""

from __future__ import annotations

from functools import cache
from importlib.metadata import distribution

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FILES = {
    "gothic": ("koreanize-matplotlib", "koreanize_matplotlib/fonts/NanumGothic.ttf"),
    "gothic-bold": ("koreanize-matplotlib", "koreanize_matplotlib/fonts/NanumGothicBold.ttf"),
    "signs": ("matplotlib", "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf"),
}


@cache
def typeface(name: str) -> TTFont:
    """Load a typeface and make it known to reportlab."""
    package, path = FILES[name]
    font = TTFont(name, str(distribution(package).locate_file(path)))
    pdfmetrics.registerFont(font)
    return font


def runs(text: str, bold: bool) -> list[tuple[str, str]]:
    """Cut text into runs of one typeface: signs that Nanum lacks come from DejaVu; what neither has is an error."""
    main = "gothic-bold" if bold else "gothic"
    found: list[tuple[str, str]] = []
    for letter in text:
        name = next((name for name in (main, "signs") if ord(letter) in typeface(name).face.charToGlyph), None)
        if name is None:
            raise ValueError(f"no typeface has {letter!r} (U+{ord(letter):04X})")
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + letter)
        else:
            found.append((name, letter))
    return found


def width(text: str, size: float, bold: bool) -> float:
    """Measure text in points."""
    return sum(pdfmetrics.stringWidth(part, name, size) for name, part in runs(text, bold))
