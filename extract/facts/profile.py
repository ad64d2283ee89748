"""Labels with their values: header cards and ``라벨 : 값`` lines -> fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from extract.document import Span
from extract.facts.blank_card import blank_card
from extract.facts.card import card_fields
from extract.facts.label import LABELLED, make_field, person, span_of
from extract.lines import Line
from extract.outline import Node
from extract.reading import Reading
from extract.records import Field, Piece
from extract.vocabulary import field_label, reading_of


def line_fields(reading: Reading) -> Iterator[Field]:
    """Yield the fields of ``라벨 : 값`` and ``(라벨) 값`` lines, and of labels whose value is the list below them."""
    nodes = {id(node.line): node for node in reading.outline.nodes}
    for position, line in enumerate(reading.outline.lines):
        node = nodes.get(id(line))
        if node and node.heading:
            continue
        match = LABELLED.match(reading.text, line.body, line.end)
        if match and match.end() < line.end:
            following = reading.outline.lines[position + 1 : position + 1 + _LONGEST_LIST]
            yield from _counted_fields(reading, match, [line, *following]) or _line_fields(reading, match, line.end)
        else:
            field = _list_field(reading, node) if node else None
            if field:
                yield field


# ------------------------------------------------------------------ the fields of a line


def _line_fields(reading: Reading, match: re.Match[str], end: int) -> Iterator[Field]:
    """Yield the field of a label, of two labels that share a line, and of the labels that follow in brackets."""
    following = _next_label(reading, match, end)
    label, value = _label_span(reading, match), span_of(reading.text, match.end(), following[0] if following else end)
    pair = _paired(reading, label, value)
    if pair:
        yield from pair
    else:
        field = make_field(reading, label, value, "labelled_line", unit=reading.unit_in(*label))
        yield from [field, *_persons(reading, field, value)] if field else ()
    if following:
        yield from _line_fields(reading, following[1], end)


def _label_span(reading: Reading, match: re.Match[str]) -> Span:
    group = "bracketed" if match["bracketed"] else "plain"
    return span_of(reading.text, match.start(group), match.end(group))


_NEXT = re.compile(r"\s*[,;]\s+(?=[(\[【])")


def _next_label(reading: Reading, match: re.Match[str], end: int) -> tuple[int, re.Match[str]] | None:
    """``(규모) 지상 3층, (위치) 해온구``: where the value ends, and the label behind it."""
    for joint in _NEXT.finditer(reading.text, match.end(), end) if match["bracketed"] else ():
        label = LABELLED.match(reading.text, joint.end(), end)
        if label and label["bracketed"] and label.end() < end and field_label(label["bracketed"]):
            return joint.start(), label
    return None


_JOINT_OF_LABELS = re.compile(r"\s*(?:및|[/·ㆍ․,])\s*")
_JOINT_OF_VALUES = re.compile(r"\s+/\s*|\s*/\s+")


def _paired(reading: Reading, label: Span, value: Span) -> list[Field]:
    """``사업기간 및 총사업비 : 2022년~2028년 / 2,900억원``: two labels and as many values, all of which can be read."""
    if field_label(reading.text[slice(*label)]):
        return []
    labels = _parts(reading.text, _JOINT_OF_LABELS, label)
    values = _parts(reading.text, _JOINT_OF_VALUES, value)
    if not 1 < len(labels) == len(values) or any(_breaks_a_bracket(reading.text[slice(*part)]) for part in values):
        return []
    found = [make_field(reading, *pair, "paired_labels") for pair in zip(labels, values, strict=True)]
    return [field for field in found if field] if all(found) else []


def _breaks_a_bracket(words: str) -> bool:
    return words.count("(") != words.count(")")


def _parts(text: str, joint: re.Pattern[str], span: Span) -> list[Span]:
    joints = [match.span() for match in joint.finditer(text, *span)]
    starts, ends = [span.start, *(end for _, end in joints)], [*(start for start, _ in joints), span.end]
    return [Span(*part) for part in zip(starts, ends, strict=True)]


def _persons(reading: Reading, department: Field, given: Span) -> Iterator[Field]:
    """``【주관부서】전환추진단 문가람 단장(1234), 이슬 부장(1235) / ’25. 5. 8.``: who stands behind the department."""
    found = person().search(reading.text, department.span_end, given.end) if department.label == "주관부서" else None
    if found is None:
        return
    dates = reading.dates_in(found.start(), given.end)
    words = reading.text[found.start() : dates[0].span_start if dates else given.end].rstrip(" /,")
    yield Field(
        span_start=found.start(),
        span_end=found.start() + len(words),
        rule="persons_of_department",
        pieces=department.pieces,
        label="담당자",
        label_raw=department.label_raw,
        value=words,
    )


# ------------------------------------------------------------------ lists as values

_LONGEST_LIST = 20
_FIRSTS = "①➀➊❶"


def _counted_fields(reading: Reading, match: re.Match[str], near: list[Line]) -> list[Field]:
    """``(주요내용) ➊ … ⏎ ➋ …``: the lines that count on are of the value too."""
    label = _label_span(reading, match)
    first = reading.text[match.end()]
    name = field_label(reading.text[slice(*label)])
    if name is None or reading_of(name) != "list" or first not in _FIRSTS:
        return []
    counted = takewhile(lambda pair: pair[1].marker == chr(ord(first) + pair[0]), enumerate(near[1:], 1))
    rest = [Span(line.body, line.end) for _, line in counted]
    return [_field_of_list(reading, label, [Span(match.end(), near[0].end), *rest], name)] if rest else []


def _list_field(reading: Reading, node: Node) -> Field | None:
    """``❍ 사업내용`` with bullets below: they are its value."""
    label = span_of(reading.text, node.line.body, node.line.end)
    name = field_label(reading.text[slice(*label)].rstrip(" :：").strip("()[]"))
    if name is None or reading_of(name) != "list" or not node.children:
        return None
    return _field_of_list(reading, label, [Span(child.line.body, child.line.end) for child in node.children], name)


def _field_of_list(reading: Reading, label: Span, values: list[Span], name: str) -> Field:
    return Field(
        span_start=values[0].start,
        span_end=values[0].end,
        rule="label_over_list",
        pieces=(Piece("label_raw", *label), *(Piece("value", *value) for value in values)),
        label=name,
        label_raw=reading.text[slice(*label)],
        value="\n".join(reading.text[slice(*value)] for value in values),
    )


# ------------------------------------------------------------------ all


def _blank_fields(reading: Reading) -> Iterator[Field]:
    for entry in blank_card(reading.text, reading.outline.lines):
        field = make_field(reading, entry.label, entry.value, "blank_card", unit=entry.unit)
        if field:
            yield field


def fields(reading: Reading) -> list[Field]:
    """Return every label with its value, in reading order."""
    found = [*card_fields(reading), *_blank_fields(reading), *line_fields(reading)]
    return sorted(found, key=lambda field: (field.span_start, field.span_end))
