"""Documents that are done but not committed yet: they outlive the run, so that the next one has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from extract.tables import Packed, made_by

_DIGEST = sha256().digest_size


class Staging:
    """A folder of packed documents by doc_id, each followed by its SHA-256: a torn file is known by it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        for path in folder.glob("*.part"):
            path.unlink()

    def __iter__(self) -> Iterator[str]:
        """Yield the doc_ids in order."""
        return iter(sorted(path.stem for path in self.folder.glob("*.arrow")))

    def put(self, doc_id: str, packed: bytes) -> None:
        """Keep a document's packed tables."""
        part = self.folder / f"{doc_id}.part"
        try:
            part.write_bytes(packed + sha256(packed).digest())
            part.replace(self._path(doc_id))
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def drop(self, doc_ids: Iterable[str]) -> None:
        """Forget documents."""
        for doc_id in doc_ids:
            self._path(doc_id).unlink()

    def __getitem__(self, doc_id: str) -> Packed:
        """Return a document's tables."""
        return Packed(self._path(doc_id))

    def made_by(self, doc_id: str) -> str | None:
        """Return which extractor made a document; None if its file is torn or of a version that did not say so."""
        content = self._path(doc_id).read_bytes()
        packed = content[:-_DIGEST]
        return made_by(packed) if sha256(packed).digest() == content[-_DIGEST:] else None

    def _path(self, doc_id: str) -> Path:
        return self.folder / f"{doc_id}.arrow"
