"""Run the measurements: all, or those named (``python -m benchmarks reading store``)."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import grammars, reading, runs

ALL: dict[str, Callable[[], None]] = {"reading": reading.main, "grammars": grammars.main, "runs": runs.main}

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        ALL[name]()
