"""``plan-extract`` as it is, but for the reader that the tests alone have, and for commits in short steps."""

from __future__ import annotations

import os
import sys
from functools import partial

from extract import batch, cli
from extract.workers import extract_all
from tests.torture.reader import work

STEP = "PLAN_EXTRACT_TORTURE_STEP"
"""The variable that says how many seconds at least lie between the commits of a run."""


def main() -> int:
    """Run the command line with what the torture replaces."""
    replaced = vars(batch)
    replaced["extract_all"] = partial(extract_all, work=work)
    if STEP in os.environ:
        replaced["STEP"], replaced["SHARE"] = float(os.environ[STEP]), 2
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
