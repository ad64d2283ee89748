"""Characters that show another sign than they are: letters of Wingdings, and glyphs of which a font tells no letter.

Hancom's export writes U+F000 for every sign that its fonts keep beyond the first 65,536 characters. Some of them are
known by the place of their ink alone; those that are not, numbers in boxes most of all, stay what they are.
"""

from __future__ import annotations

import ctypes
import re
from array import array
from typing import NamedTuple

from extract.readers.pdf import calls

_LETTERS = {
    "l": "●", "m": "❍", "n": "■", "o": "□", "p": "□", "q": "❑", "r": "❒", "s": "◆", "t": "◆", "u": "◆", "v": "❖",
    "w": "◆", "§": "▪", "¨": "□", "Ø": "➢", "à": "→", "è": "➔", "ð": "⇨", "û": "✘", "ü": "✔", "þ": "☑", "Ÿ": "•",
    **dict(zip("\x81‚ƒ„…†‡ˆ‰Š", "①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip("Œ\x8dŽ\x8f\x90‘’“”•", "❶❷❸❹❺❻❼❽❾❿", strict=True)),
}  # fmt: skip
"""What Wingdings draws for the letters of Windows' Latin code page."""

_ODD = re.compile(rf"(?<!\S)[{''.join(_LETTERS)}](?!\S)|[\x80-\x9f]|\uf000")
_FONT = b"Wingdings"
_LONGEST_NAME = 128


class Ink(NamedTuple):
    """Where a glyph's ink stands, in shares of the letters' size: its width, its height, its foot above the line."""

    width: float
    height: float
    foot: float


_SHAPES = {
    Ink(0.939, 0.946, -0.143): "▢",
    Ink(0.939, 0.946, -0.105): "▢",
    Ink(0.897, 0.901, -0.114): "➡",
    Ink(0.897, 0.903, -0.086): "➡",
    Ink(0.278, 0.284, 0.181): "◆",
    Ink(0.277, 0.283, 0.221): "◆",
    Ink(0.216, 0.266, 0.192): "▸",
    Ink(0.217, 0.262, 0.231): "▸",
    Ink(0.259, 0.224, 0.241): "▴",
    Ink(0.283, 0.466, 0.325): "\U000f0854",
    Ink(0.283, 0.466, 0.353): "\U000f0854",
    Ink(0.283, 0.459, -0.119): "\U000f0855",
    Ink(0.283, 0.459, -0.091): "\U000f0855",
    Ink(0.124, 0.276, 0.562): "'",
    Ink(0.088, 0.177, 0.579): "'",
    Ink(0.088, 0.178, 0.618): "'",
    Ink(0.106, 0.113, 0.367): "·",
}
"""The signs of 함초롬 and of 한컴 바탕, which set the same ink at another height; corner brackets as HWP has them."""
_LIKE = 0.0016  # of the letters' size by which an ink may differ from a shape: less than an arrow from a boxed number


def with_signs(text_page: int, text: str) -> str:
    """Return the characters of a page, given by its address, with the signs that are shown, one for one."""
    return _ODD.sub(lambda odd: _sign(text_page, odd.start(), odd[0]), text)


def _sign(text_page: int, index: int, letter: str) -> str:
    if letter == "\uf000":
        return shape(_ink(text_page, index)) or letter
    return _LETTERS.get(letter, letter) if _FONT in _font(text_page, index) else letter


def shape(ink: Ink | None) -> str | None:
    """Return the sign that stands so; None where none is known.

    >>> shape(Ink(0.8971, 0.9013, -0.1141)), shape(Ink(0.897, 0.903, -0.117))
    ('➡', None)
    """
    near = (sign for known, sign in _SHAPES.items() if ink and _is_like(ink, known))
    return next(near, None)


def _is_like(ink: Ink, known: Ink) -> bool:
    return all(abs(one - other) < _LIKE for one, other in zip(ink, known, strict=True))


def _font(text_page: int, index: int) -> bytes:
    name, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
    calls.font_name(text_page, index, calls.place(name), _LONGEST_NAME, calls.place(flags))
    return name.value


def _ink(text_page: int, index: int) -> Ink | None:
    """Return the ink of an upright glyph; None for one that lies on its side or has no size."""
    matrix, sides = calls.FS_MATRIX(), array("d", [0.0]) * 6  # left, right, bottom, top; the glyph's origin
    calls.character_matrix(text_page, index, calls.place(matrix))
    size = calls.font_size(text_page, index)
    if matrix.b or matrix.c or size * matrix.a <= 0 or size * matrix.d <= 0:
        return None
    into = calls.places(sides)
    calls.ink_box(text_page, index, *into[:4])
    calls.origin(text_page, index, *into[4:])
    left, right, bottom, top, _, line = sides
    across, down = size * matrix.a, size * matrix.d
    return Ink((right - left) / across, (top - bottom) / down, (bottom - line) / down)
