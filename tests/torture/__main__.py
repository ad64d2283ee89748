"""Run all of it: ``make torture``. Ends with 0 if everything is as docs/reliability.md promises, else with 1."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from extract.terminal import columns
from tests.torture.killing import Kills, killed_at_random, killed_in_commits, of_kills
from tests.torture.scene import Finding, Scene, set_up
from tests.torture.undisturbed import undisturbed
from tests.torture.watching import Readers
from tests.torture.writing import commits_before_readers, full_disk, second_writers


def main() -> int:
    """Torture, print what was found as one table, and return the exit code."""
    since = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="torture-") as scratch:
        scene = set_up(Path(scratch))
        findings = list(torture(scene))
    seconds = time.monotonic() - since
    rows = [[one.what, one.measured, "" if one.met else "FAILED"] for one in findings]
    print(f"\n{len(scene.material.good)} good and {len(scene.material.harmful)} harmful documents, {scene.runs} runs")
    for line in columns(rows, cells=160):
        print(f"  {line}")
    failed = sum(not one.met for one in findings)
    print(f"\n{failed} of {len(findings)} demands not met, {seconds / 60:.0f} min")
    return 1 if failed else 0


def torture(scene: Scene) -> Iterator[Finding]:
    """Do one part after another and yield what each found."""
    kills, readers = Kills(), Readers()
    parts: tuple[Callable[[], list[Finding]], ...] = (
        lambda: undisturbed(scene),
        lambda: killed_at_random(scene, kills, readers),
        lambda: killed_in_commits(scene, kills, readers),
        lambda: of_kills(kills),
        lambda: second_writers(scene),
        lambda: full_disk(scene),
        lambda: commits_before_readers(scene, readers),
        readers.findings,
        lambda: [Finding("processes left behind", f"{scene.orphans}", scene.orphans == 0)],
    )
    for part in parts:
        for finding in part():
            print(f"{finding.what}: {finding.measured}", file=sys.stderr, flush=True)
            yield finding


def may_mount() -> bool:
    """Return whether this process may mount a file system."""
    return os.geteuid() == 0


if __name__ == "__main__":
    if sys.platform != "linux":
        sys.exit("the torture needs Linux: it looks for processes in /proc and mounts a small disk")
    if not may_mount() and shutil.which("unshare"):  # become root of a name space of one's own
        os.execvp("unshare", ["unshare", "--map-root-user", "--mount", sys.executable, "-m", "tests.torture"])
    sys.exit(main())
