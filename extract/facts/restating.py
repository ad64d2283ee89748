"""Which tables and splits of a project tell the same money twice: ``45억원(국비 20, 시비 25)`` and the table below it.

The telling with the most figures is kept; another restates it if all that both tell agrees at the coarser printed
unit, the whole among it, and if that cannot well be chance. What restates another is never restated itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple

from extract.axes import ALL, Axes, axes
from extract.figures import agree, last_digit
from extract.records import Budget
from extract.vocabulary import field_label

_LEAST_SHARED = {"split": 2, "budget_table": 3}


class _Figure(NamedTuple):
    won: int
    digit: Fraction


_Cells = dict[Axes, _Figure]


@dataclass(frozen=True)
class _Telling:
    """The rows of one table or split, all of one project; ``words`` are what stands before a split on its line."""

    rows: Sequence[Budget]
    words: str

    @property
    def group(self) -> str:
        return self.rows[0].group_id

    @property
    def rule(self) -> str:
        return self.rows[0].rule

    @property
    def _of_one_item(self) -> bool:
        """Whether the only item is no item but the whole (사업비, 소요예산)."""
        items = {row.item for row in self.rows}
        return len(items) == 1 and field_label(items.pop() or "") == "총사업비"

    @cached_property
    def by_basis(self) -> dict[str | None, _Cells]:
        """The figures by basis and place; a place that is told twice tells nothing."""
        found: dict[str | None, dict[Axes, list[Budget]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows:
            place = axes(partial(getattr, row))
            found[row.basis][place._replace(item=ALL) if self._of_one_item else place].append(row)
        return {
            basis: {
                place: _Figure(same[0].amount_won, last_digit(same[0].raw, same[0].unit))
                for place, same in cells.items()
                if len(same) == 1
            }
            for basis, cells in found.items()
        }


# ------------------------------------------------------------------ what a telling tells of a place


def _told(cells: _Cells, place: Axes) -> _Figure | None:
    """The figure of a place, or the sum of its parts along the first axis that has any."""
    if place in cells:
        return cells[place]
    for axis, own in place._asdict().items():
        parts = {getattr(other, axis) for other in cells} - {ALL} if own == ALL else set()
        found = [told for part in sorted(parts) if (told := _told(cells, place._replace(**{axis: part})))]
        if found:
            return _Figure(sum(figure.won for figure in found), max(figure.digit for figure in found))
    return None


def _wholes(cells: _Cells) -> list[Axes]:
    """The place of the whole, or one a column where no column sums the others."""
    columns = {place.when for place in cells}
    return [Axes(when, ALL, ALL) for when in ([ALL] if ALL in columns else sorted(columns))]


def _shared(one: _Cells, other: _Cells) -> set[int] | None:
    """The amounts but 0 that both tell; None unless they agree wherever both tell, on the whole above all."""
    found = set()
    wholes = _wholes(one)
    for place in {*wholes, *one}:
        first, second = _told(one, place), _told(other, place)
        if first and second and agree(first, second):
            found.add(first.won)
        elif (first and second) or place in wholes:
            return None
    return found - {0}


# ------------------------------------------------------------------ the same money


def _same_money(one: _Telling, other: _Telling) -> bool:
    """Whether every basis of one is told by the other, under the same basis or where one of the two names none."""
    return all(
        any(_is_sure(one, other, _shared(cells, other.by_basis[fit])) for fit in _fitting(basis, other))
        for basis, cells in one.by_basis.items()
    )


def _fitting(basis: str | None, other: _Telling) -> Iterator[str | None]:
    for known in other.by_basis:
        if known == basis or (None in (known, basis) and "증감" not in (known, basis)):
            yield known


_WHOLE_COST = re.compile(r"총\s*(?:사\s*업|투\s*자|소\s*요)")


def _is_sure(one: _Telling, other: _Telling, shared: set[int] | None) -> bool:
    """Two splits must stand behind the same words; else enough figures are shared, or the 총사업비 of both."""
    if not shared:
        return False
    if one.rule == other.rule == "split":
        return one.words == other.words != "" and len(shared) > 1
    return len(shared) >= _LEAST_SHARED[one.rule] or (one.rule == "split" and bool(_WHOLE_COST.search(one.words)))


# ------------------------------------------------------------------ the rows of a document


def with_restatements(text: str, budgets: Iterable[Budget]) -> tuple[Budget, ...]:
    """Return placed rows with ``restates`` filled in, in the same order."""
    rows = tuple(budgets)
    restated = dict(_restatements(_tellings(text, rows)))
    return tuple(replace(row, restates=restated[row.group_id]) if row.group_id in restated else row for row in rows)


def _tellings(text: str, rows: Iterable[Budget]) -> dict[str, list[_Telling]]:
    """The tables and splits of each project, those with the most figures first; none that spans several projects."""
    groups: dict[str, list[Budget]] = defaultdict(list)
    for row in rows:
        groups[row.group_id].append(row)
    found: dict[str, list[_Telling]] = defaultdict(list)
    for group in sorted(groups.values(), key=lambda group: (-len(group), group[0].span_start)):
        project = group[0].project_id
        if project is not None and {row.project_id for row in group} == {project}:
            found[project].append(_Telling(group, _words_before(text, group[0].span_start)))
    return found


def _words_before(text: str, start: int) -> str:
    """What stands before an amount on its line or in the cell before, without list marks.

    >>> _words_before("❖ 총사업비 : 45억원", 9), _words_before("사업비\\t45억원", 4)
    ('총사업비', '사업비')
    """
    line = text[text.rfind("\n", 0, start) + 1 : start].rstrip("\t :：").rpartition("\t")[2]
    return re.sub(r"[^\w()]", "", line)


def _restatements(projects: dict[str, list[_Telling]]) -> Iterator[tuple[str, str]]:
    """Yield which group restates which: each the first kept before it that tells the same money."""
    for tellings in projects.values():
        kept: list[_Telling] = []
        for telling in tellings:
            same = next((other for other in kept if _same_money(telling, other)), None)
            if same:
                yield telling.group, same.group
            else:
                kept.append(telling)
