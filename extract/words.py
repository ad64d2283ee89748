"""Korean morphology: the only home of kiwipiepy.

The model takes two seconds and half a gigabyte, so it is loaded at the first question, once a process. Every function
takes a short stretch of text; dates and money are read by their own grammars and never come here.
"""

from __future__ import annotations

import re
import tomllib
import warnings
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiwipiepy import Kiwi, Token


@dataclass(frozen=True, slots=True)
class TermCount:
    """A noun or compound with its part of speech and how often it stands in the text."""

    term: str
    tag: str
    count: int


_NOUNS = frozenset({"NNG", "NNP", "SL", "XR"})
_PARTS_OF_NOUNS = _NOUNS | {"XPN", "XSN"}


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads((files("extract") / "vocabulary" / "morphology.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def model() -> Kiwi:
    """Return the morphological model with the project's own words, loaded on the first call."""
    from kiwipiepy import Kiwi

    with warnings.catch_warnings():
        # The meaning of num_workers=0 changed once; the warning says so, the value is the one wanted.
        warnings.simplefilter("ignore", DeprecationWarning)
        kiwi = Kiwi(num_workers=0)
    vocabulary = _vocabulary()
    for word in (*vocabulary["nouns"], *vocabulary["won_nouns"]):
        kiwi.add_user_word(word, "NNG", 5.0)
    for word in vocabulary["proper_nouns"]:
        kiwi.add_user_word(word, "NNP")
    kiwi.tokenize("원")  # the model is put together at its first use, which takes as long as loading it
    return kiwi


def _tokens(text: str) -> list[Token]:
    return list(model().tokenize(text))


# ------------------------------------------------------------------ wrapped lines

_LAST_WORDS = re.compile(r"\S*\s?\S*\Z")
_FIRST_WORDS = re.compile(r"\A\S*\s?\S*")


def needs_space(left: str, right: str) -> bool:
    """Say whether a line broken between ``left`` and ``right`` joins with a blank.

    >>> needs_space("적극적으로 예방", "하여 손상발생 위험률 감소")
    False
    >>> needs_space("분야별 중점추진사업의 주기", "적인 모니터링 및 평가")
    False
    >>> needs_space("지속 가능한 지역사회 안전증진을 보장하여", "일상이 편안하고 행복한")
    True
    """
    tail, head = _LAST_WORDS.search(left.rstrip()), _FIRST_WORDS.match(right.lstrip())
    assert tail and head  # both patterns match the empty string
    return _space_between(tail[0], head[0])


@lru_cache(maxsize=4096)
def _space_between(left: str, right: str) -> bool:
    spaced = model().space(left + right, reset_whitespace=False)
    wanted = len("".join(left.split()))
    seen = 0
    for character in spaced:
        if seen == wanted:
            return bool(character.isspace())
        seen += not character.isspace()
    return False


# ------------------------------------------------------------------ money or noun

_WORD = re.compile(r"\S+")


@lru_cache(maxsize=4096)
def _won_word_is_noun(before: str, word: str) -> bool:
    for token in _tokens(f"{before} {word}"):
        if token.start <= len(before) + 1 < token.end:
            return not (token.form == "원" and token.tag.startswith("NNB"))
    return False


def won_starts_noun(text: str, offset: int) -> bool:
    """Say whether the 원 at ``offset`` begins a noun and is not the won behind a figure.

    >>> [won_starts_noun(text, text.index("원")) for text in ("1 원도심", "10 원탁회의", "5억 원도 지원", "45억원으로")]
    [True, True, False, False]
    """
    word = _WORD.match(text, offset)
    assert word and word[0].startswith("원"), f"no 원 at {offset}"
    before = text[max(0, offset - 8) : offset].split()
    return _won_word_is_noun(before[-1] if before else "", word[0])


# ------------------------------------------------------------------ head nouns and terms

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔.*?〕")
_NOTE_BEHIND = re.compile(r"(?<=\S)\s*(?:[▹▷▸‣☞※]|\s\*\s).*", re.DOTALL)


def head_noun(task: str) -> str | None:
    """Return the noun that names what is done: the last one outside brackets and notes; None where there is none.

    >>> [head_noun(task) for task in ("「안전도시 조례」제정", "특구 개발계획 승인(과기부)", "포럼 개최 ▹ 시장 대담")]
    ['제정', '승인', '개최']
    """
    nouns = [
        token.form
        for token in _tokens(_NOTE_BEHIND.sub("", _BRACKETED.sub(" ", task)))
        if token.tag in _NOUNS and token.tag != "SL"
    ]
    return nouns[-1] if nouns else None


def terms(text: str) -> list[TermCount]:
    """Return the nouns of a text, and the compounds of two nouns side by side, most frequent first.

    >>> [found.term for found in terms("연수구 안전도시 조례 제정")]
    ['안전도시', '안전도시 조례', '연수구', '연수구 안전도시', '제정', '조례', '조례 제정']
    """
    stop_words = frozenset(_vocabulary()["stop_words"])
    counts: Counter[tuple[str, str]] = Counter()
    for line in text.split("\n"):
        runs = _noun_runs(_tokens(line), stop_words) if line.strip() else []
        for run in runs:
            counts.update(run)
            counts.update((f"{left} {right}", "COMPOUND") for (left, _), (right, _) in pairwise(run))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [TermCount(term, tag, count) for (term, tag), count in ordered]


def _noun_runs(tokens: list[Token], stop_words: frozenset[str]) -> list[list[tuple[str, str]]]:
    """Return runs of (noun, tag) that stand side by side; a stop word or any other word parts them."""
    runs: list[list[tuple[str, str]]] = [[]]
    word: list[Token] = []

    def close_word() -> None:
        noun = "".join(token.form for token in word)
        if len(noun) > 1 and noun not in stop_words and any(token.tag in _NOUNS for token in word):
            runs[-1].append((noun, word[0].tag if len(word) == 1 else "COMPOUND"))
        elif word:
            runs.append([])
        word.clear()

    for token in tokens:
        if token.tag not in _PARTS_OF_NOUNS:
            close_word()
            runs.append([])
            continue
        if word and token.start != word[-1].end:
            close_word()
        word.append(token)
    close_word()
    return [run for run in runs if run]
