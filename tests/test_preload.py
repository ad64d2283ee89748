"""What workers are forked from: it holds all that a document needs, so that no worker begins by loading libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

_FIRST_DOCUMENTS = """
import sys
from extract import preload
from extract import files, tables
before = set(sys.modules)
for path in sys.argv[1:]:
    plan = files.extract_file(path)
    tables.pack(tables.plan_tables(plan))
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(*sorted(loaded - sys.stdlib_module_names))
"""


def test_the_first_documents_load_no_library() -> None:
    """One of each format, as a worker does them that has just been forked."""
    documents = [next((ROOT / "corpus").glob(f"*.{ending}")) for ending in ("txt", "hwpx", "pdf")]
    command = [sys.executable, "-c", _FIRST_DOCUMENTS, *map(str, documents)]
    assert subprocess.check_output(command, text=True, cwd=ROOT).split() == []
