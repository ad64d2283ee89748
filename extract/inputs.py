"""Which files a run reads, and under which name each stands in the tables."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath

from extract.addresses import Address, place

SUFFIXES = frozenset({".pdf", ".hwp", ".hwpx", ".hml", ".txt"})
"""Ends of the names that make a file in a folder an input; what it is, its content says."""

_LONGEST = os.pathconf("/", "PC_PATH_MAX")
_BLOCK = 1 << 20


class InputError(Exception):
    """Inputs that no run can be made of; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and its name in the tables: the path relative to the input that it came with."""

    path: Path | Address
    name: str


@dataclass(slots=True)
class Gathered:
    """The files of a run in order of their names, and how many files in folders were passed over."""

    sources: list[Source] = field(default_factory=list)
    skipped: int = 0


def gather(inputs: Iterable[str | Path]) -> Gathered:
    """Return the files that the inputs hold: a file itself, a folder's inputs in sorted order.

    An input is a path or, as text, an address such as ``s3://bucket/folder``.

    Raises:
        InputError: if an input is not there or cannot be listed, two files would have one name, or nothing is left.
    """
    gathered = Gathered()
    for given in inputs:
        path = place(given) if isinstance(given, str) else given
        if isinstance(path, Address):
            _look(path, gathered)
        elif path.is_dir():
            _walk(path, gathered)
        elif path.is_file():
            gathered.sources.append(Source(path, path.name))
        else:
            raise InputError(f"there is no file or folder {_shown(path)}")
    gathered.sources = _named(_distinct(gathered.sources))
    if not gathered.sources:
        raise InputError(f"no document to read: no file ends in {' '.join(sorted(SUFFIXES))}")
    return gathered


def in_order(name: str) -> list[str]:
    """Return what names are sorted by: folder by folder, as a walk meets them."""
    return name.split("/")


def _look(address: Address, gathered: Gathered) -> None:
    """Note the files at an address, by the rules for folders; a file itself is always read."""
    try:
        found = address.walk()
    except OSError as error:
        raise InputError(f"cannot list {_shown(address)}: {error.strerror}") from error
    for path, name in found:
        hidden = any(part.startswith(".") for part in name.split("/"))
        if path == address or (PurePosixPath(name).suffix.lower() in SUFFIXES and not hidden):
            gathered.sources.append(Source(path, name))
        else:
            gathered.skipped += 1


def _walk(folder: Path, gathered: Gathered) -> None:
    root = folder.resolve()
    for path in _files(folder, gathered):
        if path.suffix.lower() in SUFFIXES and path.is_file() and _is_within(path, root):
            gathered.sources.append(Source(path, path.relative_to(folder).as_posix()))
        else:
            gathered.skipped += 1


def _is_within(path: Path, root: Path) -> bool:
    """Tell whether a file met on the way down from a folder lies in it: what is no link does."""
    return not path.is_symlink() or path.resolve().is_relative_to(root)


def _files(folder: Path, gathered: Gathered) -> Iterator[Path]:
    """Yield what is no folder, and count hidden things and links to folders, which are not entered.

    What lies so deep that the system has no name for it is passed over too: nobody can open it.
    """
    folders = [folder]
    while folders:
        for path in _entries(folders.pop()):
            if path.name.startswith(".") or len(os.fsencode(path)) >= _LONGEST:
                gathered.skipped += 1
            elif not path.is_dir():
                yield path
            elif path.is_symlink():
                gathered.skipped += 1
            else:
                folders.append(path)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise InputError(f"cannot list {_shown(folder)}: {error.strerror}") from error


def _distinct(sources: list[Source]) -> Iterator[Source]:
    """Yield each file once; two files of one name are an error."""
    by_name: dict[str, Source] = {}
    for source in sources:
        other = by_name.setdefault(source.name, source)
        if other is not source and _resolved(other.path) != _resolved(source.path):
            paths = f"{_shown(other.path)} and {_shown(source.path)}"
            raise InputError(f"{paths} would both be called {_shown(source.name)}: name a folder that holds both")
    yield from by_name.values()


def _resolved(path: Path | Address) -> Path | Address:
    return path.resolve() if isinstance(path, Path) else path


def _named(sources: Iterable[Source]) -> list[Source]:
    """Return the files under names that can be read; where two become the same, the later one has a number."""
    by_name: dict[str, Source] = {}
    for source in sorted(sources, key=lambda source: source.name):
        name = clean_name(source.name)
        if name in by_name:
            name = next(more for n in count(2) if (more := f"{name} ({n})") not in by_name)
        by_name[name] = Source(source.path, name)
    return sorted(by_name.values(), key=lambda source: in_order(source.name))


def _shown(path: Path | Address | str) -> str:
    return clean_name(str(path))


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


def digest(path: Path | Address) -> tuple[str, int]:
    """Return a file's SHA-256 in hex and its size in bytes; OSError if it cannot be read."""
    seen, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            seen.update(block)
            size += len(block)
    return seen.hexdigest(), size


def unopened(error: OSError) -> str:
    """Return what staff are told of a file that cannot be opened."""
    return f"열 수 없는 파일입니다({error.strerror}). 읽기 권한을 확인한 뒤 다시 넣으세요."
