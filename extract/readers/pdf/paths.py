"""A page's path objects -> its straight rules.

Tables are drawn with strokes, with thin filled rectangles, with the edges of coloured cells, or with thousands of
dots; all of them give rules here.
"""

from __future__ import annotations

from array import array
from itertools import compress, repeat
from typing import Any

from extract.document import Box
from extract.readers.pdf import calls
from extract.readers.pdf.fields import with_field_edges
from extract.readers.pdf.layout import Rule, Rules

Matrix = tuple[float, float, float, float, float, float]

MOST_PATHS = 20_000
"""Paths read of one page: drawings have hundreds of thousands, the largest ruled page seen has 9,705."""

_THIN = 3.5  # points: a path thinner than this is one rule
_DOT = 2.0  # points: a path smaller than this both ways is a dot
_MOST_SEGMENTS = 64  # an outline with more is a drawing
_DEEPEST_FORM = 6
_STRAIGHT = 0.5  # points by which the ends of a straight segment may differ


def path_rules(page: Any, matrix: Matrix) -> tuple[Rules, bool]:
    """Return the rules of a loaded page, and whether it has more paths than are read."""
    reader = _PathReader()
    place = calls.address(page)
    reader.walk(calls.page_count(place), calls.page_object, place, matrix, 0)
    if len(reader.dots) > 20:
        reader.across += _dotted(reader.dots)
        reader.down += _dotted([(y, x) for x, y in reader.dots])
    drawn = Rules(reader.across, reader.down)
    return with_field_edges(drawn, reader.fields), reader.count > MOST_PATHS


class _PathReader:
    """Collects the rules of a page object by object; holds the buffers that pdfium writes into."""

    def __init__(self) -> None:
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.dots: list[tuple[float, float]] = []
        self.fields: list[Box] = []
        self.count = 0
        self._matrix = calls.FS_MATRIX()
        self._modes = array("i", [0, 0])  # fill, stroke
        self._point = array("f", [0, 0])
        self._into_matrix = calls.place(self._matrix)
        self._into_modes = list(calls.places(self._modes))
        self._into_point = list(calls.places(self._point))

    def walk(self, count: int, get: Any, parent: int, matrix: Matrix, depth: int) -> None:
        """Take the paths among the objects of a page or form, then those of the forms in it."""
        items = list(map(get, repeat(parent, count), range(count)))
        kinds = list(map(calls.kind_of, items))
        paths = [item for item, kind in zip(items, kinds, strict=True) if kind == calls.PATH]
        self._paths(paths[: max(MOST_PATHS - self.count, 0)], matrix)
        self.count += len(paths)
        if depth < _DEEPEST_FORM and calls.FORM in kinds:
            for item in (item for item, kind in zip(items, kinds, strict=True) if kind == calls.FORM):
                inner = self._placed(item, matrix)
                self.walk(calls.form_count(item), calls.form_object, item, inner, depth + 1)

    def _paths(self, paths: list[int], matrix: Matrix) -> None:
        """Take each path by what it looks like: most are dots."""
        sides = array("f", [0]) * (4 * len(paths))  # for each: left, bottom, right, top
        into = calls.places(sides)
        known = list(map(calls.bounds, paths, into[0::4], into[1::4], into[2::4], into[3::4]))
        a, b, c, d, e, f = matrix
        for path, left, bottom, right, top in compress(
            zip(paths, sides[0::4], sides[1::4], sides[2::4], sides[3::4], strict=True), known
        ):
            x0, x1 = a * left + c * bottom + e, a * right + c * top + e
            y0, y1 = b * left + d * bottom + f, b * right + d * top + f
            if x0 > x1:
                x0, x1 = x1, x0
            if y0 > y1:
                y0, y1 = y1, y0
            width, height = x1 - x0, y1 - y0
            if width < _DOT and height < _DOT:
                self.dots.append(((x0 + x1) / 2, (y0 + y1) / 2))
            elif width < _THIN or height < _THIN:
                self._thin(x0, y0, x1, y1)
            else:
                self._wide(path, Box(x0, y0, x1, y1), matrix)

    def _thin(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Take a thin path as one rule; the bounds of a stroke are longer than it by its width."""
        width, height = x1 - x0, y1 - y0
        if height < _THIN <= width:
            self.across.append(Rule((y0 + y1) / 2, x0 + height / 2, x1 - height / 2))
        elif width < _THIN <= height:
            self.down.append(Rule((x0 + x1) / 2, y0 + width / 2, y1 - width / 2))
        elif width > 1.5 * height:
            self.across.append(Rule((y0 + y1) / 2, x0, x1))
        elif height > 1.5 * width:
            self.down.append(Rule((x0 + x1) / 2, y0, y1))

    def _wide(self, path: int, box: Box, matrix: Matrix) -> None:
        """Take a path that is no rule by its outline, if that is drawn, or as a coloured field."""
        segments = calls.segment_count(path)
        if not 2 <= segments <= _MOST_SEGMENTS:
            return
        calls.draw_mode(path, *self._into_modes)
        if self._modes[1]:
            self._outline(path, segments, self._placed(path, matrix))
        elif not _is_clipped(path):
            self.fields.append(box)

    def _outline(self, path: int, count: int, matrix: Matrix) -> None:
        """Take the straight segments of an outline."""
        here = start = (0.0, 0.0)
        for segment in map(calls.segment, repeat(path, count), range(count)):
            calls.segment_point(segment, *self._into_point)
            there = _apply(matrix, *self._point)
            kind = calls.segment_kind(segment)
            if kind == calls.MOVE:
                start = there
            elif kind == calls.LINE:
                self._segment(*here, *there)
            here = there
            if calls.segment_closes(segment):
                self._segment(*here, *start)
                here = start

    def _segment(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(y1 - y0) < _STRAIGHT:
            if abs(x1 - x0) > 1:
                self.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) < _STRAIGHT and abs(y1 - y0) > 1:
            self.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def _placed(self, item: int, matrix: Matrix) -> Matrix:
        """Return the matrix that places the object's own points on the page as it is shown."""
        own = self._matrix
        calls.object_matrix(item, self._into_matrix)
        return _compose((own.a, own.b, own.c, own.d, own.e, own.f), matrix)


def _is_clipped(path: int) -> bool:
    """Say whether a path is painted through a clip of its own, as the slices of a shaded field are."""
    return bool(calls.clip_count(calls.clip_of(path)) > 0)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _compose(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


# ------------------------------------------------------------------ dots

_FEWEST_DOTS = 6
_WIDEST_GAP = 3.0


def _dotted(dots: list[tuple[float, float]]) -> list[Rule]:
    """Join dots that follow each other closely, given by their place along the rule and across it, into rules.

    >>> _dotted([(x, 10.0) for x in range(0, 18, 2)])
    [Rule(at=10.0, low=-0.5, high=16.5)]
    """
    tracks: dict[int, list[tuple[float, float]]] = {}
    for dot in dots:
        tracks.setdefault(round(2 * dot[1]), []).append(dot)
    found: list[Rule] = []
    for track in tracks.values():
        if len(track) >= _FEWEST_DOTS:
            found += _dotted_on_track(sorted(track))
    return found


def _dotted_on_track(track: list[tuple[float, float]]) -> list[Rule]:
    found: list[Rule] = []
    run = track[:1]
    for dot in track[1:]:
        if dot[0] - run[-1][0] > _WIDEST_GAP:
            found += _run_rule(run)
            run = []
        run.append(dot)
    return found + _run_rule(run)


def _run_rule(run: list[tuple[float, float]]) -> list[Rule]:
    if len(run) < _FEWEST_DOTS or run[-1][0] - run[0][0] <= 8:
        return []
    return [Rule(run[0][1], run[0][0] - 0.5, run[-1][0] + 0.5)]
