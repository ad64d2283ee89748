"""What ``plan-extract run`` prints of what it did, or of what it would do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.batch import Outcome
    from extract.inventory import Inventory
    from extract.records import Failure

SHOWN = 20


def tell(outcome: Outcome, output: Path) -> None:
    """Print the rows of every table, what failed, and one line of figures."""
    from extract.store import open_output
    from extract.terminal import columns

    if outcome.snapshot is not None:
        counts = open_output(output).counts()
        for line in columns([[table, f"{count:,}"] for table, count in counts.items()], right=[1]):
            print(line)
    _failures(outcome.failures, output)
    done = f"{outcome.new} new, {outcome.changed} changed, {outcome.unchanged} unchanged"
    removed = f", {outcome.removed} removed" if outcome.removed else ""
    skipped = f"; {outcome.skipped} other files passed over" if outcome.skipped else ""
    print(f"\n{done}{removed} documents, {len(outcome.failures)} files failed{skipped} -> {output}")


def _failures(failures: Sequence[Failure], output: Path) -> None:
    from extract.terminal import columns

    if failures:
        print("\nfailed:")
    for line in columns([[row.source, row.error, row.message] for row in failures[:SHOWN]], cells=160):
        print(f"  {line}")
    if len(failures) > SHOWN:
        print(f"  … and {len(failures) - SHOWN} more: {output}/failures")


def foretell(stock: Inventory, output: Path) -> None:
    """Print what a run would do: the first names of each kind, and one line of figures."""
    _names("new", [content.names[0] for content in stock.new.values()])
    _names("changed", [content.names[0] for content in stock.changed.values()])
    _names("removed", stock.removed)
    _names("cannot be opened", [row.source for row in stock.unopened])
    done = f"{len(stock.new)} new, {len(stock.changed)} changed, {len(stock.unchanged)} unchanged"
    print(f"dry run: {done}, {len(stock.removed)} removed documents; nothing is written to {output}")


def _names(title: str, names: Sequence[str]) -> None:
    if names:
        print(f"{title}:")
    for name in names[:SHOWN]:
        print(f"  {name}")
    if len(names) > SHOWN:
        print(f"  … and {len(names) - SHOWN} more")
