"""Which files a run reads, and under which name each stands in the tables."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SUFFIXES = frozenset({".pdf", ".hwp", ".hwpx", ".hml", ".txt"})
"""Ends of the names that make a file in a folder an input; what it is, its content says."""


class InputError(Exception):
    """Inputs that no run can be made of; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and its name in the tables: the path relative to the input that it came with."""

    path: Path
    name: str


@dataclass(slots=True)
class Gathered:
    """The files of a run in order of their names, and how many files in folders were passed over."""

    sources: list[Source] = field(default_factory=list)
    skipped: int = 0


def gather(inputs: Iterable[Path]) -> Gathered:
    """Return the files that the inputs hold: a file itself, a folder's inputs in sorted order.

    Raises:
        InputError: if an input is not there or cannot be listed, two files would have one name, or nothing is left.
    """
    gathered = Gathered()
    for path in inputs:
        if path.is_dir():
            _walk(path, gathered)
        elif path.is_file():
            gathered.sources.append(Source(path, clean_name(path.name)))
        else:
            raise InputError(f"there is no file or folder {path}")
    gathered.sources = sorted(_distinct(gathered.sources), key=lambda source: in_order(source.name))
    if not gathered.sources:
        raise InputError(f"no document to read: no file ends in {' '.join(sorted(SUFFIXES))}")
    return gathered


def in_order(name: str) -> list[str]:
    """Return what names are sorted by: folder by folder, as a walk meets them."""
    return name.split("/")


def _walk(folder: Path, gathered: Gathered) -> None:
    root = folder.resolve()
    for path in _files(folder, gathered):
        wanted = path.suffix.lower() in SUFFIXES and path.is_file() and path.resolve().is_relative_to(root)
        if wanted:
            gathered.sources.append(Source(path, clean_name(path.relative_to(folder).as_posix())))
        else:
            gathered.skipped += 1


def _files(folder: Path, gathered: Gathered) -> Iterator[Path]:
    """Yield what is no folder, and count hidden things and links to folders, which are not entered."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"cannot list {folder}: {error.strerror}") from error
    for path in entries:
        linked_folder = path.is_symlink() and path.is_dir()
        if path.name.startswith(".") or linked_folder:
            gathered.skipped += 1
        elif path.is_dir():
            yield from _files(path, gathered)
        else:
            yield path


def _distinct(sources: list[Source]) -> list[Source]:
    """Return each file once; two files of one name are an error."""
    by_name: dict[str, Source] = {}
    for source in sources:
        other = by_name.setdefault(source.name, source)
        if other.path.resolve() != source.path.resolve():
            raise InputError(
                f"{other.path} and {source.path} would both be called {source.name}: name a folder that holds both"
            )
    return list(by_name.values())


_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def clean_name(name: str) -> str:
    """Return a file's name as text: NFC, CP949 names read as such, characters that cannot be seen marked.

    >>> clean_name(os.fsdecode("연수구 계획.hwp".encode("cp949")))
    '연수구 계획.hwp'
    >>> clean_name("a\\x1b[31m.pdf")
    'a�[31m.pdf'
    """
    raw = os.fsencode(name)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("cp949", errors="replace")
    return unicodedata.normalize("NFC", "".join("�" if unicodedata.category(one) in _UNSEEN else one for one in text))


def digest(path: Path) -> tuple[str, int]:
    """Return a file's SHA-256 in hex and its size in bytes; OSError if it cannot be read."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return sha256, file.tell()
