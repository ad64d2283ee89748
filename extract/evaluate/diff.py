"""Two runs, row by row: what appeared, what vanished, what changed.

A row is the same in both runs if it stands in the same table, document and span: the identity that does not move when
rows are numbered anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

Row = Mapping[str, Any]
Run = Mapping[str, Callable[[], Iterable[Row]]]
"""Per table a function that gives its rows with their columns' names."""

Change = Literal["appeared", "vanished", "changed"]

TABLES = (
    "documents", "projects", "fields", "sections", "items", "milestones", "annual_plans", "budgets", "dates",
    "amounts", "checks",
)  # fmt: skip

_HEADS = ("task", "raw", "date_raw", "heading", "title", "value", "text", "message", "year", "source")
_TEXT = 60


class Difference(NamedTuple):
    """A row that is not the same in both runs.

    ``words`` are its principal words; ``columns`` holds, of a changed row, each column's old and new value.
    """

    table: str
    doc_id: str
    rule: str
    change: Change
    words: str
    columns: dict[str, tuple[object, object]]


def differences(old: Run, new: Run) -> list[Difference]:
    """Return what differs between two runs, by table and document, in the order of the text.

    Identifiers that are counted anew in each run, boxes and the extractor's name are not compared. Of a document that
    stands in one run alone, its row of ``documents`` is told and no other.
    """
    documents = [{row["doc_id"] for row in run["documents"]()} for run in (old, new)]
    both = documents[0] & documents[1]
    return [
        difference for table in TABLES for difference in _table(table, *(_rows(run, table, both) for run in (old, new)))
    ]


def diff_text(found: Sequence[Difference], names: Mapping[str, str]) -> Iterator[str]:
    """Yield the differences as lines: how many by rule, then each under its document.

    ``names`` gives each document's source by its ``doc_id``.
    """
    counts = Counter((each.table, each.rule, each.change) for each in found)
    yield f"{len(found)} rows differ" if found else "no row differs"
    for (table, rule, change), count in sorted(counts.items()):
        yield f"  {table}: {rule}: {count} {change}"
    for doc_id in sorted({each.doc_id for each in found}, key=lambda doc_id: names.get(doc_id, "")):
        yield f"{names.get(doc_id, '?')} ({doc_id})"
        yield from (f"  {line(each)}" for each in found if each.doc_id == doc_id)


def line(each: Difference) -> str:
    """Return a difference in one line.

    >>> line(Difference("milestones", "d", "schedule", "changed", "’24.7.", {"state": (None, "완료")}))
    'changed milestones ’24.7. [schedule]: state None → 완료'
    """
    told = "; ".join(f"{name} {_short(old)} → {_short(new)}" for name, (old, new) in each.columns.items())
    return f"{each.change} {each.table} {each.words} [{each.rule}]" + (f": {told}" if told else "")


# ------------------------------------------------------------------ one table


def _rows(run: Run, table: str, documents: set[str]) -> dict[tuple[object, ...], list[Row]]:
    """Return a table's rows by what they are known by."""
    rows: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in run[table]():
        if table == "documents" or row["doc_id"] in documents:
            rows[row["doc_id"], row.get("span_start", 0), row.get("span_end", 0)].append(row)
    return rows


def _table(
    table: str, old: Mapping[tuple[object, ...], list[Row]], new: Mapping[tuple[object, ...], list[Row]]
) -> Iterator[Difference]:
    for key in sorted({*old, *new}, key=repr):
        before, after = _without_common(old.get(key, []), new.get(key, []))
        for left, right in zip(before, after, strict=False):
            yield _difference(table, "changed", right, _changes(left, right))
        for row in before[len(after) :]:
            yield _difference(table, "vanished", row, {})
        for row in after[len(before) :]:
            yield _difference(table, "appeared", row, {})


def _without_common(old: list[Row], new: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows of one place that have no equal on the other side, each row against one at most."""
    left, right = [], list(new)
    for row in old:
        equal = next((other for other in right if _compared(other) == _compared(row)), None)
        if equal is None:
            left.append(row)
        else:
            right.remove(equal)
    return left, right


def _compared(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not _is_counted(name)}


def _is_counted(name: str) -> bool:
    return name.endswith("_id") or name.startswith("bbox_") or name in {"restates", "extractor", "same_as"}


def _changes(old: Row, new: Row) -> dict[str, tuple[object, object]]:
    names = [name for name in {**old, **new} if not _is_counted(name)]
    return {name: (old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)}


def _difference(table: str, change: Change, row: Row, columns: dict[str, tuple[object, object]]) -> Difference:
    words = next((row[name] for name in _HEADS if row.get(name) is not None), "")
    return Difference(table, row["doc_id"], row.get("rule", "document"), change, _short(words), columns)


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _TEXT else text[: _TEXT - 1] + "…"
