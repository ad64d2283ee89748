"""What the guides promise runs as it is written."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from extract.cli import main

ROOT = Path(__file__).parent.parent
GUIDES = ("README.md", "README.ko.md")
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#:]+)\)")


def blocks(guide: str) -> list[str]:
    """Return the Python code of a guide, block by block."""
    return _BLOCK.findall((ROOT / guide).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder as it is after ``make extract``: the corpus, and its tables in output/example."""
    folder = tmp_path_factory.mktemp("workplace")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    assert main(["run", str(ROOT / "corpus"), "-o", str(folder / "output" / "example")]) == 0
    return folder


@pytest.mark.parametrize(
    ("guide", "number"), [(guide, number) for guide in GUIDES for number in range(len(blocks(guide)))]
)
def test_a_query_runs_and_finds_something(
    guide: str, number: int, workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each block of code by itself, on the tables of the corpus; what it prints holds figures or dates."""
    monkeypatch.chdir(workplace)
    exec(compile(blocks(guide)[number], f"{guide}, block {number}", "exec"), {"__name__": "readme"})
    printed = capsys.readouterr().out
    assert re.search(r"\d{3}", printed) and not re.search(r"Empty|\b0 rows|shape: \(0,", printed)


def test_both_guides_ask_the_same() -> None:
    """The Korean guide's queries are those of the English one but for words that are printed."""
    shared = [block.replace('row["page"], "쪽"', '"page", row["page"]') for block in blocks("README.ko.md")]
    assert shared == blocks("README.md")[: len(shared)] and len(shared) >= 4


@pytest.mark.parametrize(
    "guide",
    [*GUIDES, "CONTRIBUTING.md", "CHANGELOG.md", "corpus/README.md", "docs/architecture.md", "docs/reliability.md"],
)
def test_links_lead_somewhere(guide: str) -> None:
    """Every relative link of a guide is a file of the project."""
    path = ROOT / guide
    links = _LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_make_targets_of_the_guides_are_there() -> None:
    """Whoever types what a guide says finds a target."""
    told = {target for guide in (*GUIDES, "CONTRIBUTING.md") for target in _make_targets(ROOT / guide)}
    for target in sorted(told):
        planned = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
        assert planned.returncode == 0, planned.stderr


def _make_targets(guide: Path) -> list[str]:
    return re.findall(r"(?:^|`)make ([a-z-]+)", guide.read_text(encoding="utf-8"), re.MULTILINE)
