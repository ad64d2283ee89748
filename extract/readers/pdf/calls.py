"""pdfium's functions on plain integers.

A page has thousands of characters and objects, and pypdfium2's own prototypes wrap each pointer that crosses into an
object of Python; prototypes that pass pointers as integers take two thirds of the time.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from ctypes import c_int, c_ulong, c_void_p
from typing import Any

import pypdfium2.raw as api


def address(pointer: Any) -> int:
    """Return the address that a pointer of pypdfium2 holds."""
    return c_void_p.from_buffer(pointer).value or 0  # a cast would leave a circle of references behind


def place(buffer: Any) -> int:
    """Return the address of a ctypes object that a function writes into."""
    return ctypes.addressof(buffer)


def places(numbers: array[Any]) -> range:
    """Return the addresses of an array's numbers, for functions that write into it.

    An array of ctypes has a type of its own for each length, and types are let go only by the collector of circles.
    """
    start, length = numbers.buffer_info()
    return range(start, start + length * numbers.itemsize, numbers.itemsize)


def _on_integers(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(address(function))


page_text = _on_integers(api.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)
loose_box = _on_integers(api.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
character_matrix = _on_integers(api.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
font_size = _on_integers(api.FPDFText_GetFontSize, ctypes.c_double, c_void_p, c_int)
font_name = _on_integers(api.FPDFText_GetFontInfo, c_ulong, c_void_p, c_int, c_void_p, c_ulong, c_void_p)
ink_box = _on_integers(api.FPDFText_GetCharBox, c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
origin = _on_integers(api.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
is_unmapped = _on_integers(api.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)

page_count = _on_integers(api.FPDFPage_CountObjects, c_int, c_void_p)
page_object = _on_integers(api.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
form_object = _on_integers(api.FPDFFormObj_GetObject, c_void_p, c_void_p, c_int)
form_count = _on_integers(api.FPDFFormObj_CountObjects, c_int, c_void_p)
kind_of = _on_integers(api.FPDFPageObj_GetType, c_int, c_void_p)
bounds = _on_integers(api.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_matrix = _on_integers(api.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
draw_mode = _on_integers(api.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
clip_of = _on_integers(api.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
clip_count = _on_integers(api.FPDFClipPath_CountPaths, c_int, c_void_p)
segment_count = _on_integers(api.FPDFPath_CountSegments, c_int, c_void_p)
segment = _on_integers(api.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_kind = _on_integers(api.FPDFPathSegment_GetType, c_int, c_void_p)
segment_point = _on_integers(api.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
segment_closes = _on_integers(api.FPDFPathSegment_GetClose, c_int, c_void_p)

PATH, FORM = api.FPDF_PAGEOBJ_PATH, api.FPDF_PAGEOBJ_FORM
LINE, MOVE = api.FPDF_SEGMENT_LINETO, api.FPDF_SEGMENT_MOVETO
FS_MATRIX = api.FS_MATRIX
