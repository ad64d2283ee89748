"""One run over good and harmful documents, to its end."""

from __future__ import annotations

import time
from pathlib import Path

from extract.store import open_output
from tests.torture.outputs import committed
from tests.torture.scene import Finding, Scene, wait_for


def undisturbed(scene: Scene) -> list[Finding]:
    """Run over everything: every good document must be delivered, every harmful one named with its code."""
    output, since = scene.scratch / "whole", time.monotonic()
    started = scene.start(scene.material.folder, output)
    wait_for(output, "staging/*.arrow", started)
    scene.warm = time.monotonic() - since
    ended = scene.count(started.end())
    scene.seconds = time.monotonic() - since
    few = scene.run(scene.few, scene.scratch / "few whole")
    return [
        *delivered("undisturbed run", scene, output),
        Finding("largest process beside 8 GB documents", f"{ended.largest / 2**30:.1f} GB", ended.largest < 4 << 30),
        Finding("exit codes: some failed, none failed", f"{ended.code}, {few.code}", (ended.code, few.code) == (1, 0)),
    ]


def delivered(run: str, scene: Scene, output: Path) -> list[Finding]:
    """Return how many good documents an output holds, and how many harmful ones are named with the right code."""
    good, harmful = scene.material.good.keys(), scene.material.harmful
    there = committed(output)
    named = [(row["source"], row["error"]) for row in open_output(output)["failures"].to_pylist()]
    right = len(set(named) & set(harmful.items()))
    return [
        Finding(f"{run}: good documents delivered", f"{len(good & there)} of {len(good)}", good == there),
        Finding(
            f"{run}: harmful ones named with their code",
            f"{right} of {len(harmful)}",
            sorted(named) == sorted(harmful.items()),
        ),
    ]
