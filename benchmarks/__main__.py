"""Run the measurements: all, or those named (``python -m benchmarks reading``), each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.material import ROOT

ALL = ("reading", "grammars", "notations", "batches")

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True, cwd=ROOT)
