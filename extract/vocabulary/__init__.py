"""The project's words: headings, labels, funds, issuers and kinds of document, each a TOML file with examples.

The look-ups answer with canonical names; two entries that claim the same word are an error, raised at the first use.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from extract.text import close_up, fold, without_space


@lru_cache(maxsize=16)
def load(name: str) -> dict[str, Any]:
    """Return the vocabulary ``name`` (``sections``, ``fields`` …) as it stands in its TOML file."""
    return tomllib.loads((files("extract") / "vocabulary" / f"{name}.toml").read_text(encoding="utf-8"))


def index(entries: Mapping[str, Mapping[str, Any]], key: str) -> dict[str, str]:
    """Return word -> canonical name over all entries; raise ``ValueError`` where two claim one word.

    >>> index({"국비": {"words": ["국비", "국고"]}}, "words")
    {'국비': '국비', '국고': '국비'}
    """
    found: dict[str, str] = {}
    for name, entry in entries.items():
        for word in entry.get(key, ()):
            if found.setdefault(word, name) != name:
                raise ValueError(f"{word} is claimed by {found[word]} and {name} ({key})")
    return found


@lru_cache(maxsize=64)
def _index_of(name: str, key: str) -> dict[str, str]:
    return index(load(name), key)


# ------------------------------------------------------------------ headings

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")
_ENCLOSED = re.compile(r"\s*[(\[【<〈《｢「]\s*(?P<inside>[^()\[\]【】<>]+?)\s*[)\]】>〉》｣」]\s*:?\s*")
_JOINTS = re.compile(r"\s*(?:및|·|․|‧|ㆍ|/|,|(?<![A-Za-z])&|⋅|(?<=[가-힣])(?<![효성결])[과와](?=\s))\s*")
_LEADING_YEAR = re.compile(r"\A(?:19|20)\d\d\s*(?:\.|년도?|학년도)\s*")
_LONGEST_HEADING = 45
_MOST_PARTS = 2
# A heading that acts on something (`발생현황 분석을 통한 대응체계 개선`) names no kind.
# The 을 of 마을 and 가을 is no particle: a particle 을 stands behind a consonant.
_PHRASE = re.compile(r"[가-힣](?:(?<![마가고노])을|를)\s|통한\s|위한\s|따른\s|대한\s|등\s")


def _bare(heading: str) -> str:
    enclosed = _ENCLOSED.fullmatch(heading)
    bare = enclosed["inside"] if enclosed else _BRACKETS.sub(" ", heading).strip(" :：")
    return _LEADING_YEAR.sub("", bare)


@lru_cache(maxsize=8192)
def section_kind(heading: str) -> str | None:
    """Return the kind of section that a heading announces, the first one where it names two; None for any other.

    >>> [section_kind(heading) for heading in ("추 진 일 정", "추진상황 및 향후계획", "현안 및 대책")]
    ['추진일정', '추진실적', None]
    """
    bare = close_up(_bare(heading))
    if not bare or len(bare) > _LONGEST_HEADING:
        return None
    whole = _kind_of_word(without_space(bare))
    if whole:
        return whole
    parts = _JOINTS.split(bare)
    if len(parts) > _MOST_PARTS or _PHRASE.search(bare):
        return None
    return next(filter(None, map(_kind_of_part, parts)), None)


def _kind_of_part(part: str) -> str | None:
    word = without_space(part)
    return _kind_of_word(word) or _kind_by_ending(word)


def _kind_of_word(word: str) -> str | None:
    return _index_of("sections", "words").get(word) if word else None


def _kind_by_ending(word: str) -> str | None:
    endings = _index_of("sections", "endings")
    for length in range(min(len(word), 12), 1, -1):
        if word[-length:] in endings:
            return endings[word[-length:]]
    return None


# ------------------------------------------------------------------ labels of fields

_UNIT_TAIL = re.compile(r"\((?:단위)?[^()]*(?:원|안|%)\)$")


@lru_cache(maxsize=8192)
def field_label(label: str) -> str | None:
    """Return the canonical label of a header card or a ``라벨 : 값`` line; None where it is not known.

    >>> [field_label(label) for label in ("사 업 비", "총사업비\\n(백만원)", "담 당", "연번")]
    ['총사업비', '총사업비', '담당', None]
    """
    plain = _UNIT_TAIL.sub("", without_space(fold(label)))
    labels = _index_of("fields", "labels")
    return labels.get(plain) or labels.get(plain.strip("()[]"))


def reading_of(label: str) -> str | None:
    """Return what the value of a canonical label is read as: ``period``, ``amount``, ``list``, or None for words.

    >>> reading_of("사업기간"), reading_of("위치")
    ('period', None)
    """
    entry = load("fields").get(label, {})
    reads: str | None = entry.get("reads")
    return reads


def stands_for(reads: str, value: str) -> bool:
    """Say whether words without a figure tell what a value is read as: an ``amount`` or a ``period``.

    >>> stands_for("amount", "비 예산"), stands_for("period", "연중"), stands_for("period", "집행")
    (True, True, False)
    """
    plain, words = without_space(value), load("values")[reads]["words"]
    return plain.startswith(tuple(words)) if reads == "amount" else any(word in plain for word in words)


# ------------------------------------------------------------------ headings round projects


def is_no_title(heading: str) -> bool:
    """Say whether a heading is the title of no project, whatever stands below it.

    >>> is_no_title("주요 현안"), is_no_title("빗물마을 조성")
    (True, False)
    """
    return _is_heading_of("no_title", heading)


def is_drawing(heading: str) -> bool:
    """Say whether a heading is that of a drawing or a picture.

    >>> is_drawing("< 위 치 도 >"), is_drawing("빗물마을 조성")
    (True, False)
    """
    return _is_heading_of("drawing", heading)


def _is_heading_of(group: str, heading: str) -> bool:
    return bool(_headings_of(group).fullmatch(without_space(heading)))


@lru_cache(maxsize=2)
def _headings_of(group: str) -> re.Pattern[str]:
    return re.compile("|".join(load("projects")[group]["patterns"]))


# ------------------------------------------------------------------ funds


_MARK_OF_NOTE = re.compile(r"(?<=[가-힣])(?:[*†‡]+|\d\))\Z")


@lru_cache(maxsize=4096)
def fund(word: str, *, short: bool = False) -> str | None:
    """Return the canonical 재원 that a word names; ``short`` admits the one-letter names of a split.

    The mark of a note behind a word is none of it.

    >>> fund("구 비"), fund("국"), fund("국", short=True), fund("국․시비"), fund("민자*"), fund("기타1)")
    ('구비', None, '국비', None, '민자', '기타')
    """
    plain = _MARK_OF_NOTE.sub("", without_space(word))
    found = _index_of("funds", "words").get(plain)
    return found or (_index_of("funds", "short").get(plain) if short else None)


_JOINED_FUNDS = re.compile(r"[국도시군구](?:비?[·․‧ㆍ∙･,/]?[국도시군구])+비|[국도시군구](?:[·․‧ㆍ∙･/][국도시군구])+")


def joins_funds(word: str) -> bool:
    """Say whether a word names two 재원 in one.

    >>> joins_funds("국․시비"), joins_funds("구․군비"), joins_funds("국비")
    (True, True, False)
    """
    return bool(_JOINED_FUNDS.fullmatch(without_space(word)))


def sums_columns(head: str) -> bool:
    """Say whether a column's head announces the sum of the columns beside it.

    >>> sums_columns("총투자(안)"), sums_columns("합 계"), sums_columns("기투자"), sums_columns("소계(A)")
    (True, True, False, True)
    """
    plain = without_space(head)
    words = {plain, _BRACKETS.sub("", plain)}
    return any(fund(word) == "계" or _index_of("funds", "columns").get(word) == "계" for word in words)


def examples(name: str) -> Iterable[tuple[str, str]]:
    """Yield (canonical name, example) over a vocabulary: every example is a test."""
    for entry, content in load(name).items():
        for example in content.get("examples", ()):
            yield entry, example
