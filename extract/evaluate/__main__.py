"""``python -m extract.evaluate FOLDER…``: score golden documents and print the figures."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extract.evaluate.command import run_evaluate


def main(arguments: list[str] | None = None) -> int:
    """Score the folders named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m extract.evaluate", description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="+", help="a folder of golden documents")
    parser.add_argument("-o", "--report", type=Path, help="write REPORT.json and REPORT.html")
    parser.add_argument("--jobs", type=int, default=1, help="number of processes")
    options = parser.parse_args(arguments)
    return run_evaluate(options.corpus, report=options.report, jobs=options.jobs)


if __name__ == "__main__":
    sys.exit(main())
