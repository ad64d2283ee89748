"""Readers beside a run, and what they saw."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.processes import Started
from tests.torture.scene import Finding, Scene
from tests.torture.watch import Seen


@dataclass(slots=True)
class Readers:
    """What all readers saw together."""

    seen: list[Seen] = field(default_factory=list)

    @contextmanager
    def beside(self, scene: Scene, output: Path, number: int, moments: Path | None = None) -> Iterator[None]:
        """Have so many readers watch an output while the body runs."""
        stop = output.with_name(f"{output.name}.stop")
        rest = [str(moments)] if moments else []
        arguments = [str(output), str(scene.scratch / "whole"), str(stop), *rest]
        started = [Started("tests.torture.watch", *arguments) for _ in range(number)]
        try:
            yield
        finally:
            stop.touch()
            for one in started:
                ended = scene.count(one.end())
                assert ended.code == 0, ended.errors
                self.seen.append(Seen(**json.loads(ended.output)))

    def findings(self) -> list[Finding]:
        """Return what they saw as a line of the table."""
        opened, distinct = sum(one.opened for one in self.seen), max(one.distinct for one in self.seen)
        torn, mixed = sum(one.torn for one in self.seen), sum(one.mixed for one in self.seen)
        words = " ".join(word for one in self.seen for word in one.words[:2])
        what = f"snapshots torn or mixed, of {opened:,} opened (up to {distinct} different ones by one reader)"
        return [Finding(what, f"{torn + mixed} {words}".strip(), torn + mixed == 0 and distinct > 1)]
