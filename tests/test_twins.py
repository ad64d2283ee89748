"""The same text in another format is named; anything less is not."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extract import read
from extract.inputs import SUFFIXES
from extract.twins import LIKENESS, MARKS, Texts, marks, same_as

CORPUS = Path(__file__).parent.parent / "corpus"
_marks = cache(marks)


def texts(documents: dict[str, tuple[str, str]]) -> Texts:
    """Return documents, given as name -> (format, text), for comparing."""
    rows = [_marks(text) for _, text in documents.values()]
    return Texts(
        list(documents), [form for form, _ in documents.values()], np.array(rows, dtype=np.int32).reshape(-1, MARKS)
    )


def named(documents: dict[str, tuple[str, str]]) -> dict[str, str | None]:
    """Return the twin of every document."""
    return same_as(texts(documents), [], {})


def named_anew(asked: set[str], there: dict[str, tuple[str, str]], before: dict[str, str | None]) -> None:
    """Ask for the twins of some documents, the others given one by one, and note in ``before`` what changes."""
    others = [texts({name: document}) for name, document in there.items() if name not in asked]
    known = {name: twin for name, twin in before.items() if twin}
    before |= same_as(texts({name: there[name] for name in asked}), others, known)


def prose(seed: int, words: int = 400) -> str:
    """Return a made text."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("가나다라마바사아자차카타파하국비시", k=4)) for _ in range(words))


def test_twins_of_the_corpus_are_found() -> None:
    """Documents that were made from one draft in several formats name each other; all others name nobody."""
    sources = sorted(path for path in CORPUS.iterdir() if path.suffix in SUFFIXES)
    documents = {path.name: ((document := read(path)).format, document.text) for path in sources}
    drafts = {name: name.rpartition(".")[0].removesuffix("-" + name.rpartition(".")[2]) for name in documents}
    for name, twin in named(documents).items():
        others = {other for other in documents if other != name and drafts[other] == drafts[name]}
        assert twin in others if others else twin is None, name


def test_a_torn_text_is_still_the_same() -> None:
    """Other blanks, another order of paragraphs and a lost heading do not part twins."""
    parts = [prose(seed, 60) for seed in range(10)]
    torn = "\n".join(part.replace(" ", "") for part in parts[5:] + parts[1:5]) + "\n쪽 머리말"
    assert named({"a": ("pdf", torn), "b": ("hwp", " ".join(parts))}) == {"a": "b", "b": "a"}


def test_the_same_form_of_another_year_is_no_twin() -> None:
    """A third of other words is another document; and so is the same text in the same format."""
    common = prose(1, 200)
    assert set(named({"a": ("pdf", common + prose(2, 100)), "b": ("hwp", common + prose(3, 100))}).values()) == {None}
    assert set(named({"a": ("pdf", common), "b": ("pdf", common)}).values()) == {None}


def test_texts_without_words_have_no_twin() -> None:
    """Two empty pages say nothing in common."""
    assert set(named({"a": ("pdf", ""), "b": ("hwp", "□ · -")}).values()) == {None}


@given(
    st.lists(st.tuples(st.sampled_from(["pdf", "hwp", "txt"]), st.integers(0, 2)), min_size=1, max_size=8),
    st.data(),
)
def test_twins_do_not_depend_on_history(kinds: list[tuple[str, int]], data: st.DataObject) -> None:
    """Documents that came one by one, some of which went again, have the twins that they would have at once."""
    documents = {f"{number}": (form, _PROSE[seed]) for number, (form, seed) in enumerate(kinds)}
    result: dict[str, str | None] = {}
    there: dict[str, tuple[str, str]] = {}
    for name in data.draw(st.permutations(list(documents))):
        there[name] = documents[name]
        named_anew({name}, there, result)
    assert result == named(documents)
    for name in data.draw(st.lists(st.sampled_from(list(documents)), unique=True, max_size=len(documents) - 1)):
        del there[name], result[name]
        named_anew({other for other, twin in result.items() if twin == name}, there, result)
    assert result == named(there)


@given(st.data())
def test_texts_that_are_alike_share_a_band(data: st.DataObject) -> None:
    """Looking only at texts with a band in common misses no twin, however its differences lie, however short it is."""
    marked = data.draw(st.lists(st.integers(0, MARKS - 1), unique=True, min_size=7))
    one = np.full((1, MARKS), -1, dtype=np.int32)
    one[0, marked] = np.array(marked) + 1
    other = one.copy()
    unlike = int((1 - LIKENESS) * len(marked) - 1e-9)
    other[0, data.draw(st.permutations(marked))[:unlike]] = data.draw(st.sampled_from([0, -1]))
    assert same_as(Texts(["a"], ["pdf"], one), [Texts(["b"], ["hwp"], other)], {}) == {"a": "b", "b": "a"}


_PROSE = [prose(seed) for seed in range(3)]
