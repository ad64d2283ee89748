"""What stands before the figures of a budget table's row: its fund, its item, its year.

기타, 공기업 and 교육청 are funds among funds only; below accounts such as 특별회계 they are items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from extract.bands import Band
from extract.document import Cell, Span
from extract.figures import sums_up
from extract.heads import Head, is_account, is_doubtful_fund, is_fund_label, read_head, tells_fund, without_tail
from extract.text import without_space
from extract.vocabulary import field_label, fund, section_kind

_CORNERS = frozenset(
    {
        "구분",
        "재원",
        "재원별",
        "연도",
        "연도별",
        "년도",
        "과목",
        "항목",
        "비목",
        "내역",
        "세부사업",
        "분야",
        "연번",
        "사업명",
    }
)
_FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Label:
    """The fund, the item and the year of a row, and where their words stand.

    ``mark`` is the list mark before the item; ``sums`` says that the rows below make it up.
    """

    source: str | None
    source_words: Span | None
    item_words: Span | None
    head: Head | None
    mark: str = ""
    sums: bool = False


def span_of_cell(cell: Cell) -> Span:
    """Return where the words of a cell stand."""
    return Span(cell.start, cell.end)


def names_funds(labels: Iterable[str], heading: str) -> bool:
    """Say whether labels or heads are funds: one is surely, or their heading is 재원 and none is an account.

    >>> names_funds(["계", "국비", "기타"], ""), names_funds(["합계", "특별회계", "기타"], "")
    (True, False)
    >>> names_funds(["광역", "교육청"], "재원분담"), names_funds(["구분", "기타"], "")
    (True, False)
    """
    words = list(labels)
    if any(map(tells_fund, words)):
        return True
    return any("재원" in without_space(told) for told in (heading, *words)) and not any(map(is_account, words))


def row_labels(band: Band, heading: str) -> dict[int, Label]:
    """Return the labels of all rows; ``계(부경대)`` names the item of its own row and of the funds below it."""
    item = _item_above(band) if not band.labels else None
    words = [band.words(cell) for cell in band.table.cells if cell.column in band.labels]
    funded = names_funds(words, heading)
    found: dict[int, Label] = {}
    for row in band.rows:
        label = _row_label(band, row, funded=funded)
        if label.source == "계" and label.source_words:
            opened = _ITEM_IN_TOTAL.search(band.reading.text, *label.source_words)
            item = Span(*opened.span("item")) if opened else None
        found[row] = replace(label, item_words=label.item_words or item)
    return found


_ITEM_IN_TOTAL = re.compile(r"계\s*\((?P<item>[^()]*[가-힣][^()]*)\)\s*\Z")


def _row_label(band: Band, row: int, *, funded: bool) -> Label:
    cells = band.label_cells(row)
    funds = [cell for cell in cells if _is_fund(band.words(cell), funded=funded)]
    years = [cell for cell in cells if read_head(band.words(cell)).year]
    items = [cell for cell in cells if cell not in funds + years and without_space(band.words(cell)) not in _CORNERS]
    mark = _LIST_MARK.match(band.words(items[-1])) if items else None
    return Label(
        fund(without_tail(band.words(funds[-1]))) if funds else None,
        span_of_cell(funds[-1]) if funds else None,
        Span(items[-1].start + (mark.end() if mark else 0), items[-1].end) if items else None,
        read_head(band.words(years[-1])) if years else None,
        mark[1] if mark else "",
    )


_LIST_MARK = re.compile(r"\s*([□■▣○❍◦●◇◆❖ㅇ*※](?=\s)|[-–·⋅•▪∙‧])\s*(?=\S)")


def _is_fund(words: str, *, funded: bool) -> bool:
    return is_fund_label(words) and (funded or not is_doubtful_fund(words))


_BEFORE_COLON = re.compile(r"(?P<label>[^:：]{2,60}?)\s*[:：]")


def _item_above(band: Band) -> Span | None:
    """The list line above a table without labels says what it pays, unless it is a field such as 총사업비."""
    above = next((line for line in reversed(band.reading.outline.lines_before(band.table.start)) if line.family), None)
    match = _BEFORE_COLON.match(band.reading.text, above.body, above.end) if above else None
    if match is None or field_label(match["label"]) or section_kind(match["label"]):
        return None
    return Span(*match.span("label"))


_IN_LETTERS = re.compile(r"\([a-zA-Z](?:\+[a-zA-Z])+\)\s*\Z")


def rows_with_parts(
    labels: Mapping[int, str], amounts: Mapping[int, Sequence[int | None]], digit: Fraction
) -> list[int]:
    """Return the rows of items that are, in every column, the sum of the rows next below that are parts of no other.

    Only labels that announce it are tried: accounts (특별회계, 자체수입), sums in letters (``총지출(a+b)``), and those
    above a label with another list mark. ``labels`` are the items with their marks in the order of the rows,
    ``amounts`` the won of each row, column by column, ``digit`` is the worth of the last printed digit.

    >>> labels = {0: "일반회계", 1: "특별회계", 2: "공기업", 3: "기타"}
    >>> rows_with_parts(labels, {0: [9, 8], 1: [6, 5], 2: [2, 4], 3: [4, 1]}, Fraction(1))
    [1]
    >>> labels = {0: "총지출(a+b)", 1: "예산(a)", 2: "⋅본예산", 3: "⋅추경", 4: "기금(b)"}
    >>> rows_with_parts(labels, {0: [9], 1: [6], 2: [2], 3: [4], 4: [3]}, Fraction(1))
    [0, 1]
    """
    found: list[int] = []
    below: list[int] = []  # the rows that are part of no other, from top to bottom
    for row in reversed(list(labels)):
        opens = any(amounts[row]) and _opens(labels[row], labels[below[0]] if below else "")
        lengths = range(_FEWEST_PARTS, len(below) + 1) if opens else ()
        sums = (n for n in lengths if _adds_up(amounts[row], [amounts[part] for part in below[:n]], digit))
        length = next(sums, 0)
        if length:
            found.insert(0, row)
        below = [row, *below[length:]]
    return found


def _opens(label: str, below: str) -> bool:
    deeper = _LIST_MARK.match(below)
    own = _LIST_MARK.match(label)
    marked = deeper is not None and (own is None or own[1] != deeper[1])
    return marked or is_account(label) or is_doubtful_fund(label) or _IN_LETTERS.search(label) is not None


def _adds_up(total: Sequence[int | None], parts: Sequence[Sequence[int | None]], digit: Fraction) -> bool:
    return all(
        None not in (won, *column) and _is_sum(won or 0, [part or 0 for part in column], digit)
        for won, *column in zip(total, *parts, strict=True)
    )


_LARGE = 1000


def _is_sum(total: int, parts: Sequence[int], digit: Fraction) -> bool:
    """Equal, or off by what rounding leaves where that is a small share of the whole."""
    return total == sum(parts) or (abs(total) > _LARGE * digit and sums_up(total, parts, digit))
