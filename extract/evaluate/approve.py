"""A reviewed extraction becomes a golden file that guards against change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.evaluate.evidence import unsupported
from extract.evaluate.gold import ENDING, TABLES, Row
from extract.evaluate.match import match
from extract.evaluate.rows import brief, golden_document, golden_row, titles_of
from extract.records import Plan

Ask = Callable[[str, str], bool]
"""Whether the reviewer agrees to a change of a table, told in one line."""


class Refused(Exception):
    """An extraction that cannot be approved; the message says why. Nothing was written."""


def approve(plan: Plan, source: Path, *, by: str, at: str, why: str, ask: Ask) -> Path:
    """Write the extraction of ``source`` as the golden file beside it and return the file.

    ``ask`` is asked for each row that is new, changed or gone against the golden file that stands there (every row
    where none does); a change that is not agreed to leaves the row as it was. ``by``, ``at`` and ``why`` are recorded.

    Raises:
        Refused: if a value has no evidence, or a reader's own golden file stands there.
    """
    target = source.with_suffix(ENDING)
    faults = unsupported(plan)
    if faults:
        raise Refused("\n".join(["values without evidence cannot be approved:", *faults]))
    old = _approved_before(target)
    content = {
        "source": source.name,
        "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "origin": "approved",
        "by": by,
        "at": at,
        "why": why,
        "scope": {"whole": True},
        "document": _settle_document(old.get("document", {}), golden_document(plan), ask),
        **{table: settle(table, old.get(table, []), _rows(table, plan), ask) for table in TABLES},
        "complete": list(TABLES),
    }
    target.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return target


def _approved_before(target: Path) -> dict[str, Any]:
    if not target.exists():
        return {}
    content: dict[str, Any] = json.loads(target.read_text("utf-8"))
    if content.get("origin", "read") != "approved":
        raise Refused(f"{target} was read from the page by a careful reader: an extraction does not replace it")
    return content


def _rows(table: str, plan: Plan) -> list[Row]:
    facts = sorted(getattr(plan, table), key=lambda fact: (fact.span_start, fact.span_end))
    return [golden_row(table, fact, titles_of(plan)) for fact in facts]


def _settle_document(old: Row, new: Row, ask: Ask) -> Row:
    agreed = {
        name
        for name, value in new.items()
        if (name in old and old[name] == value) or ask("document", f"{name}: {old.get(name)} → {value}")
    }
    return {name: new[name] if name in agreed else old[name] for name in new if name in agreed or name in old}


def settle(table: str, old: Sequence[Row], new: Sequence[Row], ask: Ask) -> list[Row]:
    """Return the rows that are agreed on, in the order of the text; rows that stay the same are not asked for."""
    placed = sorted(_settled(table, old, new, ask), key=lambda place_and_row: place_and_row[0])
    return [row for _, row in placed]


def _settled(table: str, old: Sequence[Row], new: Sequence[Row], ask: Ask) -> Iterator[tuple[float, Row]]:
    """Yield each row with its place: that of its new row, or behind the row that it followed."""
    pairs = _pairs(table, old, new)
    place = -1.0
    for i, row in enumerate(old):
        if i in pairs:
            place = pairs[i]
            agreed = row == new[pairs[i]] or ask(table, f"changed: {brief(row)}\n      to: {brief(new[pairs[i]])}")
            yield place, new[pairs[i]] if agreed else row
        elif not ask(table, f"gone: {brief(row)}"):
            yield place + 0.5, row
    for j in sorted(set(range(len(new))) - set(pairs.values())):
        if ask(table, f"new: {brief(new[j])}"):
            yield j, new[j]


def _pairs(table: str, old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """Pair equal rows first, then those that speak of the same thing."""
    pairs: dict[int, int] = {}
    for i, row in enumerate(old):
        taken = set(pairs.values())
        equal = next((j for j, other in enumerate(new) if other == row and j not in taken), None)
        if equal is not None:
            pairs[i] = equal
    left = [i for i in range(len(old)) if i not in pairs]
    right = sorted(set(range(len(new))) - set(pairs.values()))
    for i, j in match(table, [old[i] for i in left], [new[j] for j in right]):
        pairs[left[i]] = right[j]
    return pairs


# ------------------------------------------------------------------ asking at the terminal


def asker(read: Callable[[], str], write: Callable[[str], None]) -> Ask:
    """Return an :data:`Ask` that shows each change and reads the answer.

    ``y`` agrees, ``n`` does not, ``a`` agrees to all further changes of the table, ``q`` ends without writing
    (:class:`Refused`), as the end of the input does.
    """
    whole: set[str] = set()

    def ask(table: str, change: str) -> bool:
        while table not in whole:
            write(f"{table}: {change}\n  agree? y yes, n no, a yes to all of {table}, q quit: ")
            answer = read().strip().lower()
            if answer in {"y", "n"}:
                return answer == "y"
            if answer == "a":
                whole.add(table)
            if answer in {"q", ""}:
                raise Refused("ended before every row was reviewed: nothing was written")
        return True

    return ask
