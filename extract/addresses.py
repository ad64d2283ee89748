"""Files at addresses such as ``s3://bucket/folder``: fsspec reads them, with the library of their protocol.

Keys, hosts and accounts come from where each library looks for them (``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT_URL``,
fsspec's own configuration), never from an address.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_ADDRESS = re.compile(r"([a-z][a-z\d+.-]*)://(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Address:
    """A file or folder that fsspec reaches; what fails there raises OSError, whose words are one sentence.

    A path is never read as an address again: what lies in a bucket may be called ``x::http://elsewhere``.
    """

    protocol: str
    path: str

    def __str__(self) -> str:
        return f"{self.protocol}://{self.path.lstrip('/')}"

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rstrip("/").rpartition("/")[2]

    @contextmanager
    def open(self, mode: str = "rb") -> Iterator[IO[bytes]]:
        """Open the file, as :meth:`pathlib.Path.open` does."""
        with _plain_errors(self), _files(self.protocol).open(self.path, mode) as file:
            yield file

    def read_bytes(self) -> bytes:
        """Return what the file holds."""
        with self.open() as file:
            return file.read()

    def walk(self) -> list[tuple[Address, str]]:
        """Return the files below a folder, with their names relative to it; of a file itself and its name."""
        with _plain_errors(self):
            files = _files(self.protocol)
            root = files.info(self.path)
            if root["type"] == "file":
                return [(self, self.name)]
            below = root["name"].rstrip("/") + "/"
            paths = [path for path, found in files.find(self.path, detail=True).items() if found["type"] == "file"]
            return [
                (Address(self.protocol, path), path.removeprefix(below)) for path in paths if path.startswith(below)
            ]


def place(text: str) -> Path | Address:
    """Return the place that a text names: an address where it has a protocol, else a path of this machine.

    >>> place("s3://plans/2026")
    Address(protocol='s3', path='plans/2026')
    >>> place("file:///srv/plans"), place("plans/2026")
    (PosixPath('/srv/plans'), PosixPath('plans/2026'))
    """
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return Path(text)
    protocol, path = match.groups()
    return Path(path) if protocol in {"file", "local"} else Address(protocol, path)


def _files(protocol: str) -> Any:
    """Return the file system of a protocol."""
    try:
        import fsspec
    except ImportError:
        raise ImportError("more libraries are needed: pip install 'plan-extract[cluster]'") from None
    return fsspec.filesystem(protocol)


@contextmanager
def _plain_errors(address: Address) -> Iterator[None]:
    """Raise every error as an OSError: each protocol's library has its own for a wrong key or an absent bucket."""
    try:
        yield
    except Exception as error:
        strerror = error.strerror if isinstance(error, OSError) else None
        words = "".join(one if one.isprintable() else " " for one in strerror or f"{type(error).__name__}: {error}")
        raise OSError(errno.EIO, words[:300], str(address)) from error
