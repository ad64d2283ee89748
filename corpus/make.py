"""Makes the documents and golden files of this folder from their drafts.

    python corpus/make.py [--check] [NAME…]

`--check` writes nothing, says what differs from what stands here, and exits with 1 if anything does.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parent
sys.path.insert(0, str(CORPUS))
sys.modules["extract"] = None  # type: ignore[assignment]  # the truth is written, never extracted

from making.workshop import make  # noqa: E402


def main() -> int:
    """Make or check, and say what was done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="drafts to make (all where none is named)")
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    parser.add_argument("--only", choices=["txt", "hwpx", "pdf"], action="append", help="formats to make (all)")
    options = parser.parse_args()
    changed = make(CORPUS, options.names, write=not options.check, formats=options.only or ["txt", "hwpx", "pdf"])
    for line in changed:
        print(line)
    verb = "differ from their drafts" if options.check else "written"
    print(f"{len(changed)} files {verb}")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
