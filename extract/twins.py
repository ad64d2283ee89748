"""Documents with the same text in another format: the PDF that was printed from an HWP.

Two readers never give the same text letter for letter (a heading's number, the order of a text box), so texts are
compared by how many of their eight-letter pieces they share. Each text keeps 128 marks: its pieces are dealt by a hash
into 128 bins, and the least hash of each bin is its mark. The share of equal marks estimates the share of pieces that
two texts have in common; twins have nine in ten, documents of the same form and another year far fewer.

Not every text is held against every other. The marks are cut into bands of six: twins differ in fewer than 0.15 of
their marks, so in less than one mark a band, and at least one band is the same in both. Only texts that share a band
are compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from zlib import crc32

import numpy as np

from extract.records import Int32, doc

MARKS = 128
LIKENESS = 0.85
_PIECE = 8
_NO_MARK = -1
_NO_KEY = 0
_BAND = 6  # at most 1 / (1 - LIKENESS): see above
_MIX = np.cumprod(np.full(_BAND + 1, 0x9E3779B97F4A7C15, dtype=np.uint64))


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
    """Documents to compare: their doc_ids, formats and marks (documents x 128)."""

    doc_ids: Sequence[str]
    formats: Sequence[str]
    marks: np.ndarray

    def only(self, doc_ids: Collection[str]) -> Texts:
        """Return some of the documents."""
        return self._where([doc_id in doc_ids for doc_id in self.doc_ids])

    def without(self, doc_ids: Collection[str]) -> Texts:
        """Return all documents but some."""
        return self._where([doc_id not in doc_ids for doc_id in self.doc_ids])

    def _where(self, chosen: list[bool]) -> Texts:
        kept = self.marks[np.array(chosen, bool)]
        return Texts(list(compress(self.doc_ids, chosen)), list(compress(self.formats, chosen)), kept)


def join(parts: Iterable[Texts]) -> Texts:
    """Return the documents of all parts."""
    listed = list(parts)
    doc_ids = [doc_id for part in listed for doc_id in part.doc_ids]
    formats = [form for part in listed for form in part.formats]
    return Texts(doc_ids, formats, np.concatenate([np.empty((0, MARKS), np.int32), *(part.marks for part in listed)]))


def same_as(asked: Texts, others: Iterable[Texts], before: Mapping[str, str]) -> dict[str, str | None]:
    """Return the ``same_as`` of documents: the first, by doc_id, of those that have their text in another format.

    That is of every document that is asked for, and of those among the others (given in parts, none of them asked for)
    of which one that is asked for is the first. ``before`` holds the ``same_as`` of others that have one.
    """
    lookup = _Lookup(asked)
    result: dict[str, str | None] = dict.fromkeys(asked.doc_ids)
    mine = frozenset(result)
    for part in chain([asked], others):
        for one, other in lookup.pairs(part):
            result[one] = _first(result[one], other)
            if other not in mine and one < before.get(other, "~"):
                result[other] = _first(result.get(other), one)
    return result


def _first(one: str | None, other: str) -> str:
    return other if one is None else min(one, other)


class _Lookup:
    """Texts by format and by the keys of their bands: the keys in order, and whose each is."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.index = {form: self._of(form) for form in sorted(set(texts.formats))}

    def _of(self, form: str) -> tuple[np.ndarray, np.ndarray]:
        numbers = np.array([number for number, other in enumerate(self.texts.formats) if other == form])
        keys = _keys(self.texts.marks[numbers])
        whose = np.repeat(numbers, keys.shape[1])[keys.ravel() != _NO_KEY]
        known = keys[keys != _NO_KEY]
        order = known.argsort(kind="stable")
        return known[order], whose[order]

    def pairs(self, others: Texts) -> Iterator[tuple[str, str]]:
        """Yield one of these texts, and one of the others, which is the same in another format."""
        keys = _keys(others.marks)
        for form, (known, _) in self.index.items():
            foreign = np.array([other != form for other in others.formats], bool)
            for row in (np.isin(keys, known).any(axis=1) & foreign).nonzero()[0].tolist():
                for number in self._like(form, keys[row], others.marks[row]):
                    yield self.texts.doc_ids[number], others.doc_ids[row]

    def _like(self, form: str, keys: np.ndarray, theirs: np.ndarray) -> list[int]:
        """Return the numbers of the texts of a format that share a band and enough marks with another text."""
        known, whose = self.index[form]
        ranges = zip(known.searchsorted(keys), known.searchsorted(keys, side="right"), strict=True)
        candidates = np.unique(np.concatenate([whose[start:end] for start, end in ranges]))
        mine = self.texts.marks[candidates]
        marked = (theirs != _NO_MARK) | (mine != _NO_MARK)
        shared = ((theirs == mine) & marked).sum(axis=1)
        return list(candidates[shared > LIKENESS * marked.sum(axis=1)].tolist())


def _keys(rows: np.ndarray) -> np.ndarray:
    """Return a key for every band of every text (texts x 22): equal for equal bands, none for one without marks."""
    padded = np.pad(rows, ((0, 0), (0, -MARKS % _BAND)), constant_values=_NO_MARK)
    bands = padded.reshape(len(rows), padded.shape[1] // _BAND, _BAND)
    keys = np.tile(np.arange(bands.shape[1], dtype=np.uint64) * _MIX[_BAND], (len(rows), 1))
    for place in range(_BAND):
        keys += bands[:, :, place].astype(np.uint64) * _MIX[place]
    keys[(bands == _NO_MARK).all(axis=2)] = _NO_KEY
    return keys
