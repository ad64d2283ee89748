"""What is measured: the project's own corpus and, where it is there, the folder of documents beside the repository."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from extract.terminal import columns

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FOLDERS = [ROOT / "corpus", *(SHARED / name for name in ("truth", "corpus/gold"))]


def documents(*suffixes: str) -> list[Path]:
    """Return the files with the given endings."""
    return sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.suffix in suffixes)


def pdf_documents() -> list[Path]:
    """Return the PDF of the folders beside the repository, or the project's own where they are not there."""
    folders = [SHARED / "truth", SHARED / "corpus"] if (SHARED / "corpus").is_dir() else [ROOT / "corpus"]
    return [path for folder in folders for path in sorted(folder.rglob("*.pdf"))]


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print figures under their heads."""
    print(f"\n{title}")
    for line in columns([head, *rows], right=range(1, len(head))):
        print(f"  {line}")
