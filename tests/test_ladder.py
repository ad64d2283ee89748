"""The house stands as drawn: a module imports only from the lines above its own, and a library has one home."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "extract"

LADDER = """
document records text terminal extractor
words vocabulary twins
dates amounts flattened
figures heads lines phrases placing
laid ranks axes
headings
numbering
outline
readers reading
bands titlepage usage
facts
checks
pipeline
files tables
addresses parquet staging
evaluate store inputs leaves
commit inventory preload worker
settling workers
batch
cluster
show
cli_maintain cli_run
cli
__main__
"""
"""From the ground up; the modules and packages of one line do not know each other."""

HOMES = {
    "PIL": {"readers/pdf/overlay.py"},
    "dask": {"cluster.py"},
    "distributed": {"cluster.py"},
    "dochan": {"readers/hangul.py", "readers/hangul_blocks.py", "readers/hangul_parsers.py", "readers/hwpml.py"},
    "fsspec": {"addresses.py"},
    "kiwipiepy": {"words.py"},
    "numpy": {"parquet.py", "twins.py"},
    "pdfplumber": {"readers/pdf/plumber.py"},
    "pebble": {"workers.py"},
    "pikepdf": {"readers/pdf/legible.py", "readers/pdf/opening.py"},
    "pyarrow": {"parquet.py", "tables.py"},
    "pypdfium2": {"readers/pdf/calls.py", "readers/pdf/pdfium.py"},
}
"""Where each library is imported; elsewhere only its types may be named."""

IMPORTED_AS = {"pillow": "PIL"}
THROUGH_OTHERS = {"pandas", "s3fs"}
"""What ``to_pandas()`` and addresses of S3 need."""
OF_DISTRIBUTED = {"dask"}
"""What comes with it."""

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def imports(path: Path, *, types: bool = True) -> Iterator[str]:
    """Yield the full names of the modules that a file imports; those under TYPE_CHECKING only with ``types``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if not types and id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "extract":
            yield from (f"extract.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def room(path: Path) -> str:
    """Return the module or package directly below ``extract`` that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


LEVEL = {name: level for level, line in enumerate(LADDER.split("\n")) for name in line.split()}


def test_the_ladder_names_every_room() -> None:
    """No module is left out of the drawing, none is drawn that is not there."""
    assert {room(path) for path in MODULES} == set(LEVEL)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_above(path: Path) -> None:
    """Siblings included: what two of them need stands above both."""
    known = {name.split(".")[1] for name in imports(path) if name.startswith("extract.")} - {room(path), "__version__"}
    assert {name for name in known if LEVEL[name] >= LEVEL[room(path)]} == set()


def test_a_library_has_one_home() -> None:
    """Whoever wants to change a library has one place to change."""
    found: dict[str, set[str]] = {}
    for path in MODULES:
        for name in imports(path, types=False):
            library = name.split(".")[0]
            if library != "extract" and library not in sys.stdlib_module_names:
                found.setdefault(library, set()).add(path.relative_to(PACKAGE).as_posix())
    assert found == HOMES


def test_the_declared_dependencies_are_those_that_are_imported() -> None:
    """None too few, none too many."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["cluster"]]
    declared = {one.split(">")[0].split("=")[0].split("<")[0].strip().lower() for one in needed}
    assert {IMPORTED_AS.get(name, name) for name in declared} == set(HOMES) - OF_DISTRIBUTED | THROUGH_OTHERS


def test_constraints_pin_everything_and_name_no_registry() -> None:
    """One exact version a line; where packages come from is the user's own matter."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    assert all(line.count("==") == 1 and "/" not in line and "@" not in line for line in lines)


def test_importing_the_package_loads_nothing_heavy() -> None:
    """Neither the package nor the command line brings a library before it is needed."""
    code = "import sys, extract, extract.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert not {*HOMES, "pandas"} & set(loaded.split())
