"""Do a page's letters mean anything? A font without its map gives wrong letters, and no error says so."""

from __future__ import annotations

import io
import re

from extract.readers.pdf.layout import Glyphs

# What plan documents are written in: Latin, Greek, signs, kana, Hangul, Chinese, full width, Hancom's private glyphs.
_KNOWN = re.compile(
    r"[ -~\u00a0-\u024f\u0300-\u036f\u0370-\u03ff\u1100-\u11ff\u2000-\u2bff\u2e00-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    r"\uac00-\ud7ff\ue000-\ufaff\ufe10-\ufe6f\uff00-\uffef\U000f0000-\U0010ffff]"
)
_CONTROL = re.compile(r"[\0\1\3-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd]")  # not 2: pdfium's mark for a hyphen
_MOST_UNKNOWN = 0.2
_MOST_CONTROL = 0.04


_MOST_UNMAPPED = 0.2


def is_legible(glyphs: Glyphs) -> bool | None:
    """Say whether the characters of a page are letters that mean something; None where there are none.

    >>> [is_legible(Glyphs(text, [], {})) for text in ("공인사업 추진 ‘22. 9.", "7KHTXLFN\x13\x14\x15", " ")]
    [True, False, None]
    """
    letters = "".join(glyphs.text.split())
    if not letters:
        return None
    control = len(_CONTROL.findall(letters))
    unknown = len(letters) - len(_KNOWN.findall(letters))
    known = control <= _MOST_CONTROL * len(letters) and unknown <= _MOST_UNKNOWN * len(letters)
    return known and glyphs.unmapped <= _MOST_UNMAPPED


_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


def is_guessed(data: bytes, text: str) -> bool:
    """Say whether a text without any Hangul came from fonts that do not tell which letters their glyphs are.

    What a reader shows then is a guess; in a text of Hangul a wrong guess would show as unknown letters.
    """
    if _HANGUL.search(text):
        return False
    import pikepdf

    font = pikepdf.Name("/Font")  # names are compared as names: in a damaged file they may be no text
    parts = (pikepdf.Name("/CIDFontType0"), pikepdf.Name("/CIDFontType2"))
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            fonts = [
                thing
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary)
                and thing.get("/Type") == font
                and thing.get("/Subtype") not in parts
            ]
            return any("/FontDescriptor" in own and not ("/ToUnicode" in own or "/Encoding" in own) for own in fonts)
    except pikepdf.PdfError:  # so damaged that only pdfium opens it: what the fonts tell is not to be had
        return False
