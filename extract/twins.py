"""Documents with the same text in another format: the PDF that was printed from an HWP.

Two readers never give the same text letter for letter (a heading's number, the order of a text box), so texts are
compared by how many of their eight-letter pieces they share. Each text keeps 128 marks: its pieces are dealt by a hash
into 128 bins, and the least hash of each bin is its mark. The share of equal marks estimates the share of pieces that
two texts have in common; twins have nine in ten, documents of the same form and another year far fewer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from extract.records import Int32, doc

if TYPE_CHECKING:
    import numpy as np

MARKS = 128
LIKENESS = 0.85
_PIECE = 8
_NO_MARK = -1
_GLANCE = 16  # so many marks are compared first: hardly any other document shares half of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The marks of a document's text; kept beside the tables, for comparing it with documents to come."""

    doc_id: str = doc("The document.")
    format: str = doc("Its format.")
    marks: tuple[Int32, ...] = doc("The least hash of each bin; -1 for an empty bin.")


def marks(text: str) -> tuple[int, ...]:
    """Return the marks of a text; white space and punctuation do not count.

    >>> marks("□ 총사업비 : 420백만원") == marks("○ 총 사업비 420 백만원")
    True
    """
    letters = "".join(filter(str.isalnum, text)).encode("utf-32-le")
    least = [_NO_MARK] * MARKS
    for start in range(0, len(letters) - 4 * _PIECE + 1, 4):
        height, number = divmod(crc32(letters[start : start + 4 * _PIECE]), MARKS)
        if not 0 <= least[number] <= height:
            least[number] = height
    return tuple(least)


@dataclass(frozen=True, slots=True)
class Texts:
    """The documents to compare: their doc_ids, formats and marks (documents x 128)."""

    doc_ids: Sequence[str]
    formats: Sequence[str]
    marks: np.ndarray

    def like(self, index: int) -> list[str]:
        """Return the documents of another format that have the same text as one of them."""
        mine = self.marks[index]
        likely = ((self.marks[:, :_GLANCE] == mine[:_GLANCE]).sum(axis=1) >= _GLANCE / 2).nonzero()[0]
        theirs = self.marks[likely]
        marked = (theirs != _NO_MARK) | (mine != _NO_MARK)
        shared = ((theirs == mine) & marked).sum(axis=1)
        twins = likely[shared > LIKENESS * marked.sum(axis=1)]
        return [self.doc_ids[twin] for twin in twins if self.formats[twin] != self.formats[index]]


def same_as(texts: Texts, before: Mapping[str, str | None], added: Collection[str]) -> dict[str, str | None]:
    """Return the ``same_as`` of every document: the first, by doc_id, of those that have its text.

    ``before`` is what stood there; only documents that are added, or whose twin is gone, are compared anew.
    """
    there = set(texts.doc_ids)
    result = {doc_id: twin if twin in there else None for doc_id, twin in before.items() if doc_id in there}
    for index, doc_id in enumerate(texts.doc_ids):
        if doc_id in added or before.get(doc_id) != result.get(doc_id):
            twins = texts.like(index)
            result[doc_id] = min(twins, default=None)
            for twin in twins:
                result[twin] = min(filter(None, (result.get(twin), doc_id)))
    return result
