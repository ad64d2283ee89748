"""What all parts of the torture share: where they work, on what, and how they tell what they found."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from tests.torture.material import Material, make
from tests.torture.processes import Ended, Started
from tests.torture.reader import LOG

OPTIONS = ("--jobs", "2", "--timeout", "8", "--memory", "0.5")
FEW = 200
"""So many plans, without second names and twins, lie in the small folder."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table: what was tried, what came of it, and whether that is what was demanded."""

    what: str
    measured: str
    met: bool


@dataclass(slots=True)
class Scene:
    """A scratch folder with the documents, and what was counted over all runs."""

    scratch: Path
    material: Material
    few: Path
    orphans: int = 0
    runs: int = 0
    seconds: float = 0.0
    """How long the undisturbed run took."""
    warm: float = 0.0
    """How long it took until its first document was done."""

    @property
    def log(self) -> Path:
        """The file in which the reader of the tests notes what it reads."""
        return self.scratch / "readings.log"

    def start(self, inputs: Path, output: Path, **environment: str) -> Started:
        """Start a run with the reader of the tests."""
        self.runs += 1
        arguments = ["run", str(inputs), "-o", str(output), *OPTIONS]
        return Started("tests.torture.runner", *arguments, **{LOG: str(self.log)}, **environment)

    def count(self, ended: Ended) -> Ended:
        """Add what outlived a run to the orphans."""
        self.orphans += ended.orphans
        return ended

    def run(self, inputs: Path, output: Path) -> Ended:
        """Run to the end."""
        return self.count(self.start(inputs, output).end())

    def readings(self) -> list[str]:
        """Return the doc_ids that were read, in order, over all runs."""
        return self.log.read_text(encoding="ascii").split() if self.log.exists() else []


def set_up(scratch: Path) -> Scene:
    """Make the documents."""
    material = make(scratch / "in")
    plain = [path for path in material.good.values() if path.parent.parent.name == "plans" and path.stem.isdigit()]
    few = scratch / "few"
    few.mkdir()
    for path in sorted(plain)[-FEW:]:
        shutil.copy(path, few)
    return Scene(scratch, material, few)


def wait_for(folder: Path, pattern: str, started: Started, seconds: float = 300) -> bool:
    """Wait until a file is there or the process has ended; return whether it is there."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if any(folder.glob(pattern)):
            return True
        if started.process.poll() is not None:
            return False
        time.sleep(0.002)
    raise AssertionError(f"nothing like {pattern} in {folder} after {seconds} s")
