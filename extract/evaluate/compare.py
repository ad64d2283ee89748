"""When a golden row and a row of the output speak of the same thing, and when their values agree.

A table's rule holds a function of the two rows that gives how close they are (0: not the same thing, 1000: as close
as can be), and the columns whose values make a matched row right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from extract.amounts import find_amounts
from extract.evaluate.gold import Row
from extract.text import match_key

CLOSEST = 1000
Closeness = Callable[[Row, Row], int]


class Rule(NamedTuple):
    """How rows of one table are compared.

    ``graded``: the closeness is a likeness, which outweighs the values when rows are matched; otherwise the values do.
    """

    closeness: Closeness
    values: tuple[str, ...]
    graded: bool = False


# ------------------------------------------------------------------ values

_key = lru_cache(maxsize=65536)(match_key)


def same(left: object, right: object) -> bool:
    """Whether two values agree: text but for white space, quotes and tildes, lists entry by entry.

    >>> same("지역안전 거버넌스", "지역 안전거버넌스"), same(["가 나"], ["가나"]), same(40, 40.0), same(None, 0)
    (True, True, True, False)
    """
    if isinstance(left, str) and isinstance(right, str):
        return _key(left) == _key(right)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right


def agree(gold: Row, found: Row, columns: Sequence[str]) -> bool:
    """Whether the values agree in each of the columns; a column that the golden row leaves out is not asked."""
    return all(same(gold[column], found[column]) for column in columns if column in gold)


def apart(table: str, gold: Row, found: Row, columns: Sequence[str]) -> list[str]:
    """Return the columns whose values do not agree; the two figures of a check may stand the other way round."""
    if table == "checks":
        figures = [found["expected"], found["found"]]
        return [column for column in columns if column != "check" and not _is_among(gold[column], figures)]
    return [column for column in columns if not same(gold[column], found.get(column))]


@lru_cache(maxsize=65536)
def likeness(left: str, right: str) -> float:
    """Return how alike two texts are without white space, from 0 to 1.

    >>> likeness("공인신청서 작성‧제출", "공인 신청서 작성 · 제출")
    0.9
    """
    matcher = SequenceMatcher(None, _key(left), _key(right), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= 0.5 and matcher.quick_ratio() >= 0.5 else 0.0


# ------------------------------------------------------------------ closeness


def _overlap(left: str | None, right: str | None) -> int:
    """Equal texts are closest, a text that holds the other comes behind; two that are not there are equal."""
    if not left or not right:
        return CLOSEST if left == right else 0
    left, right = _key(left), _key(right)
    if left == right:
        return CLOSEST
    return CLOSEST // 2 if left and right and (left in right or right in left) else 0


def _same_raw(gold: Row, found: Row) -> int:
    return _overlap(gold["raw"], found["raw"])


def _same_heading(gold: Row, found: Row) -> int:
    return CLOSEST * same(gold["heading"], found["heading"])


def _same_year(gold: Row, found: Row) -> int:
    return CLOSEST if gold["year"] == found["year"] else 0


def _alike(column: str, least: float) -> Closeness:
    def closeness(gold: Row, found: Row) -> int:
        ratio = likeness(gold[column], found[column])
        return round(CLOSEST * ratio) if ratio >= least else 0

    return closeness


def _same_label(gold: Row, found: Row) -> int:
    return CLOSEST * same(gold["label"], found["label"])


def _same_budget(gold: Row, found: Row) -> int:
    """Source, year or column, and item."""
    if gold["source"] != found["source"]:
        return 0
    return min(_overlap(gold["item"], found["item"]), _same_column(gold, found))


def _same_column(gold: Row, found: Row) -> int:
    """Years decide where both rows have one; a column whose year one of them leaves out must bear the same head."""
    years = gold["year"], found["year"]
    columns = gold.get("column_raw"), found["column_raw"]
    if None not in years and years[0] != years[1]:
        return 0
    if same(*columns) and (columns[0] or years[0] == years[1]):
        return CLOSEST
    return CLOSEST // 2 if None not in years else 0


def _same_check(gold: Row, found: Row) -> int:
    """The kind, and at least one of the figures."""
    if gold["check"] != found["check"]:
        return 0
    asked, told = ([row[name] for name in ("expected", "found") if row[name]] for row in (gold, found))
    agreed = sum(_is_among(figure, told) for figure in asked)
    return CLOSEST * agreed // len(asked) if asked else CLOSEST


def _is_among(figure: str | None, others: Sequence[str | None]) -> bool:
    """Whether one of the figures is the same: ``409`` is ``409백만원``, ``16억원`` is ``1,600,000,000원``."""
    won = figure and _won(figure)
    return any(_overlap(figure, other) or (won and other and _won(other) == won) for other in others)


@lru_cache(maxsize=1024)
def _won(figure: str) -> int | None:
    amounts = find_amounts(figure)
    return amounts[0].amount_won if len(amounts) == 1 else None


# ------------------------------------------------------------------ the tables

RULES: dict[str, Rule] = {
    "projects": Rule(_alike("title", 0.7), ("period_start", "period_end", "total_cost_won"), graded=True),
    "fields": Rule(_same_label, ("value",)),
    "sections": Rule(_same_heading, ("kind",)),
    "milestones": Rule(_alike("task", 0.6), ("start_date", "end_date"), graded=True),
    "annual_plans": Rule(_same_year, ("progress_pct", "goals", "activities")),
    "budgets": Rule(_same_budget, ("amount_won",)),
    "dates": Rule(_same_raw, ("start_date", "end_date")),
    "amounts": Rule(_same_raw, ("amount_won",)),
    "checks": Rule(_same_check, ()),
}
"""The rule of each table. A check's figures are what it is matched by, so that a matched check is right."""
