"""A reader while others write: ``python -m tests.torture.watch OUTPUT REFERENCE STOP [MOMENTS]``.

Opens OUTPUT again and again until the file STOP is there, and prints how many snapshots it opened, how many of them
could not be read (torn), and how many had rows of one moment in one table and of another in the next (mixed).
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from extract.store import Output, open_output
from tests.torture.outputs import counts, documents_of, is_whole

Moments = dict[int, list[str]]
"""Which documents an output holds when its one failed file has so many bytes."""


@dataclass(slots=True)
class Seen:
    """What a reader saw."""

    opened: int = 0
    distinct: int = 0
    torn: int = 0
    mixed: int = 0
    words: list[str] = field(default_factory=list)


class Reader:
    """Looks at an output and knows how many rows each of its documents must have."""

    def __init__(self, folder: Path, reference: Path, moments: Moments) -> None:
        self.folder = folder
        self.rows = counts(open_output(reference))
        self.moments = moments
        self.seen = Seen()
        self._last: Path | None = None

    def watch(self, stop: Path) -> Seen:
        """Look until the file is there, resting as long as looking took."""
        while not stop.exists():
            since = time.monotonic()
            if (self.folder / "latest").is_symlink():
                self.look()
            time.sleep(0.01 + time.monotonic() - since)
        return self.seen

    def look(self) -> None:
        """Read the latest snapshot whole and note what is wrong with it."""
        self.seen.opened += 1
        try:
            output = open_output(self.folder)
            self.seen.mixed += not (is_whole(output, self.rows) and self._of_one_moment(output))
        except Exception as error:  # noqa: BLE001 - whatever is raised here, a reader met what is not whole
            self.seen.torn += 1
            self.seen.words.append(repr(error)[:300])
            return
        self.seen.distinct += output.snapshot != self._last
        self._last = output.snapshot

    def _of_one_moment(self, output: Output) -> bool:
        """Return whether ``failures`` and ``documents`` tell of the same moment."""
        if not self.moments:
            return True
        (size,) = output["failures"]["bytes"].to_pylist()
        return documents_of(output) == set(self.moments[size])


def main(folder: str, reference: str, stop: str, moments: str = "") -> None:
    """Watch and print what was seen as JSON."""
    read = json.loads(Path(moments).read_text(encoding="utf-8")) if moments else {}
    reader = Reader(Path(folder), Path(reference), {int(size): doc_ids for size, doc_ids in read.items()})
    print(json.dumps(asdict(reader.watch(Path(stop)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
