"""Hold this project's grammars and other tools against the cases: one table for dates, one for money."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

from benchmarks.material import ROOT, table
from benchmarks.notations.count import Count, count
from benchmarks.notations.tools import TOOLS, Case, Reader

ORIGINS = ("wild", "made", "negative", "known_failures")


def main() -> None:
    """Print the tables, and with ``--faults N`` the first N faults of each tool."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.notations", description=__doc__)
    parser.add_argument("--faults", type=int, default=0, metavar="N", help="show the first N faults of each tool")
    shown = parser.parse_args().faults
    for kind, tools in TOOLS.items():
        cases = _cases(kind)
        counts = {name: _measure(make, cases) for name, make in tools.items()}
        expected = sum(len(case["found"]) for case in cases)
        rows = [_row(name, result, expected) for name, result in counts.items()]
        title = f"{kind}: {len(cases)} cases, {expected} to find"
        table(title, ["", "right", "wrong", "missed", "raised", "right of all"], rows)
        for name, result in counts.items():
            for fault in result.faults[:shown] if result else ():
                print(f"  {name}: {fault}")


def _cases(kind: str) -> list[Case]:
    files = [ROOT / "tests" / "cases" / kind / f"{origin}.json" for origin in ORIGINS]
    return [case for file in files if file.exists() for case in json.loads(file.read_text("utf-8"))]


def _measure(make: Callable[[], Reader], cases: list[Case]) -> Count | None:
    try:
        reader = make()
    except ImportError:
        return None
    return count(reader, cases)


def _row(name: str, result: Count | None, expected: int) -> list[str]:
    if result is None:
        return [name, "not installed", "", "", "", ""]
    totals = result.totals
    share = f"{totals['right'] / expected:.1%}" if expected else ""
    return [name, *(f"{totals[column]:,}" for column in ("right", "wrong", "missed", "raised")), share]


if __name__ == "__main__":
    main()
