"""The tree of headings and list lines -> sections and items, and the terms of each section."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from extract.document import Span
from extract.headings import heading_words
from extract.outline import Node
from extract.reading import Reading
from extract.records import Item, Section, Term
from extract.words import terms

ProjectAt = Callable[[int], str | None]

_LABEL = re.compile(r"(?P<label>[^:：]{1,40}?)\s*[:：](?=\s|[^\d\s])")


class Structure:
    """Sections and items with their ids; ``section_id_at`` tells in which section a place stands."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        headings = [node for node in reading.outline.nodes if node.heading]
        others = [node for node in reading.outline.nodes if not node.heading]
        self.section_ids = {id(node): f"{reading.document.doc_id}-sections-{n}" for n, node in enumerate(headings)}
        self.item_ids = {id(node): f"{reading.document.doc_id}-items-{n}" for n, node in enumerate(others)}

    def section_id_at(self, offset: int) -> str | None:
        """Return the id of the innermost section that holds the offset."""
        node = self.reading.outline.section_at(offset)
        return self.section_ids[id(node)] if node else None

    def sections(self) -> list[Section]:
        """Return a row for every heading, in reading order."""
        return [self._section(node) for node in self.reading.outline.nodes if node.heading]

    def items(self) -> list[Item]:
        """Return a row for every list line that is no heading, in reading order."""
        return [self._item(node) for node in self.reading.outline.nodes if not node.heading]

    def _parent(self, node: Node, ids: dict[int, str]) -> str | None:
        above = node.parent
        while above:
            if id(above) in ids:
                return ids[id(above)]
            above = above.parent
        return None

    def _section(self, node: Node) -> Section:
        heading = _heading(self.reading.text, node)
        return Section(
            span_start=heading.start,
            span_end=heading.end,
            rule="heading",
            section_id=self.section_ids[id(node)],
            parent_id=self._parent(node, self.section_ids),
            level=node.level,
            kind=node.kind,
            heading=self.reading.text[slice(*heading)],
            text=self.reading.text[node.line.end : node.end].strip(),
        )

    def _item(self, node: Node) -> Item:
        text = self.reading.text
        label = _LABEL.match(text, node.line.body, node.line.end)
        return Item(
            span_start=node.line.start,
            span_end=node.line.end,
            rule="list_line",
            section_id=self.section_id_at(node.line.start),
            item_id=self.item_ids[id(node)],
            parent_id=self._parent(node, self.item_ids),
            level=node.level,
            marker=node.line.marker,
            label=label["label"].strip() if label else None,
            text=text[node.line.body : node.line.end],
        )

    def terms(self, project_at: ProjectAt) -> list[Term]:
        """Return the terms of every section, counted over the lines that are directly its own."""
        lines: defaultdict[int, list[str]] = defaultdict(list)
        for line in self.reading.outline.lines:
            node = self.reading.outline.section_at(line.start)
            if node:
                lines[id(node)].append(line.words(self.reading.text))
        doc_id = self.reading.document.doc_id
        return [
            Term(
                doc_id=doc_id,
                project_id=project_at(node.line.start),
                section_id=self.section_ids[id(node)],
                term=found.term,
                tag=found.tag,
                count=found.count,
            )
            for node in self.reading.outline.nodes
            if node.heading
            for found in terms("\n".join(lines[id(node)]))
        ]


def _heading(text: str, node: Node) -> Span:
    words = heading_words(text[node.line.body : node.line.end])
    start = text.index(words, node.line.body)
    return Span(start, start + len(words))
