"""Turns drafts into files: each format of each draft, and its golden file beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from making.draft import Draft, read_draft
from making.gold import golden
from making.proof import prove

DRAFTS = Path(__file__).parent / "drafts"


def make(corpus: Path, names: list[str], *, write: bool, formats: list[str]) -> list[str]:
    """Make the named drafts (all where none is named) and say which files were new or other than before."""
    changed = []
    drafts = read_drafts(names)
    for draft in drafts:
        prove(draft)
    made = (file for draft in drafts for file in _files(draft, formats))
    for name, data in made if names else chain(made, [("INDEX.tsv", _index(drafts))]):
        path = corpus / name
        if path.exists() and path.read_bytes() == data:
            continue
        changed.append(f"{name}: {'other bytes' if path.exists() else 'new'}")
        if write:
            path.write_bytes(data)
    return changed


def read_drafts(names: list[str]) -> list[Draft]:
    """Read the drafts of these names, or all, in the order of their names."""
    wanted = [DRAFTS / f"{name}.draft" for name in names] or sorted(DRAFTS.glob("*.draft"))
    return [read_draft(path) for path in wanted]


def _files(draft: Draft, formats: list[str]) -> Iterator[tuple[str, bytes]]:
    for kind in draft.formats:
        if kind not in formats:
            continue
        stem = draft.stem(kind)
        source = f"{stem}.{kind}"
        data = _typeset(draft, kind)
        yield source, data
        gold = golden(draft, source, hashlib.sha256(data).hexdigest())
        yield f"{stem}.gold.json", (json.dumps(gold, ensure_ascii=False, indent=1) + "\n").encode()


def _index(drafts: list[Draft]) -> bytes:
    """List the documents: name, formats, family, issuer, title and what is hard in them."""
    rows = [["name", "formats", "family", "issuer", "title", "traps"]]
    for draft in drafts:
        head = draft.head
        rows.append([draft.name, " ".join(draft.formats), *(head.get(key, "") for key in rows[0][2:])])
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def _typeset(draft: Draft, kind: str) -> bytes:
    if kind == "txt":
        from making.plaintext import set_text

        return set_text(draft)
    if kind == "hwpx":
        from making.hwpx import set_hwpx

        return set_hwpx(draft)
    from making.pdf import set_pdf

    return set_pdf(draft)
