"""The wheel, alone in an empty environment, does the main job; the make targets set themselves up."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (built,) = folder.glob("plan_extract-*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_the_whole_package(wheel: Path) -> None:
    """Every module, the vocabulary and the mark of types; neither tests nor caches."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = [name for name in archive.namelist() if name.endswith("LICENSE")]
    there = {path for path in (ROOT / "extract").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert packed == {path.relative_to(ROOT).as_posix() for path in there}
    assert {"extract/py.typed", "extract/vocabulary/sections.toml"} <= packed and licences


@pytest.mark.slow
def test_the_wheel_runs_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """Installed with its dependencies as pinned, without the repository, it extracts a document."""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), str(wheel)], check=True)
    clean = {"PATH": f"{tmp_path}/venv/bin:/usr/bin:/bin", "HOME": str(tmp_path)}
    document = ROOT / "corpus" / "plansheet-haeon-txt.txt"
    command = ["plan-extract", "run", str(document), "-o", str(tmp_path / "바탕 화면")]
    done = subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "1 new" in done.stdout
    code = "import extract; print(extract.open_output('바탕 화면')['milestones'].num_rows)"
    counted = subprocess.run(
        [str(python), "-c", code], cwd=tmp_path, env=clean, capture_output=True, text=True, check=True
    )
    assert int(counted.stdout) > 5


def test_make_passes_odd_folder_names_on(tmp_path: Path) -> None:
    """Blanks, quotes and Hangul in IN and OUT reach the command as they are."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).symlink_to(ROOT / name)
    stand_in = tmp_path / ".venv" / "bin" / "plan-extract"
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    (tmp_path / ".venv" / ".ready").touch()
    # As from a user's shell: what an outer make hands on is not the user's.
    handed_on = ("IN", "OUT", "ARGS", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    environment = {name: value for name, value in os.environ.items() if name not in handed_on}
    odd = 'C/바탕 화면/it\'s "mine"'
    for arguments, expected in (
        ([f"IN={odd}"], ["run", odd, "-o", "output"]),
        ([f"IN={odd}", "OUT=나의 표"], ["run", odd, "-o", "나의 표"]),
        ([f"IN={odd}", "ARGS=--prune --keep 5"], ["run", odd, "-o", "output", "--prune", "--keep", "5"]),
        ([], ["run", "corpus", "-o", "output/example"]),
    ):
        told = subprocess.run(
            ["make", "extract", *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        assert told.stdout.splitlines() == expected


def test_an_old_python_is_told_in_one_sentence(tmp_path: Path) -> None:
    """Where no Python from 3.11 on is found, make says so and stops."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "sh", "make", "touch"):
        (tools / name).symlink_to(f"/usr/bin/{name}" if Path(f"/usr/bin/{name}").exists() else f"/bin/{name}")
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tools / "python3").chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).symlink_to(ROOT / name)
    environment = os.environ | {"PATH": str(tools)}
    told = subprocess.run(
        [str(tools / "make"), "extract"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert told.returncode != 0
    assert "plan-extract needs Python 3.11 or newer, and none was found" in told.stderr
