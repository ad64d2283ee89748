"""Commits are whole: readers see one snapshot, writers exclude each other, untouched files are shared."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from extract import tables
from extract.commit import KEEP, Change, Writer, writer
from extract.records import TABLES
from extract.store import BUCKETS, OutputError, bucket_of, buckets, open_output
from tests.plans import plan, row, sha_of


def stage(out: Writer, *names: str, rows: int = 2) -> frozenset[str]:
    """Stage made documents and return their doc_ids."""
    for name in names:
        out.stage(sha_of(name)[:16], tables.pack(tables.plan_tables(plan(name, rows))))
    return frozenset(sha_of(name)[:16] for name in names)


def put(folder: Path, *names: str, retired: frozenset[str] = frozenset()) -> int:
    """Commit made documents and return the snapshot's number."""
    with writer(folder) as out:
        return out.commit(Change(added=stage(out, *names), retired=retired))


def contents(folder: Path) -> dict[str, object]:
    """Return all rows of all tables."""
    return {name: table.to_pylist() for name, table in open_output(folder).items()}


def test_every_table_is_written_even_when_empty(tmp_path: Path) -> None:
    """An output of no documents opens like any other."""
    put(tmp_path)
    for table in TABLES:
        assert len(pd.read_parquet(tmp_path / table)) == 0
        assert open_output(tmp_path)[table].schema.equals(tables.schema(table))


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    """Several documents, each in its bucket, rows in the order of the document."""
    names = [f"document {number}" for number in range(30)]
    put(tmp_path, *names)
    read = open_output(tmp_path)
    by_id = sorted(names, key=lambda name: (bucket_of(sha_of(name)[:16]), sha_of(name)))
    assert read["documents"]["source"].to_pylist() == by_id
    expected = [one for name in by_id for one in tables.plan_tables(plan(name))["budgets"].to_pylist()]
    assert read["budgets"].to_pylist() == expected
    assert read.counts()["budgets"] == 60 and len(read) == len(TABLES)


def test_one_by_one_and_at_once_give_the_same(tmp_path: Path) -> None:
    """How documents came in leaves no trace."""
    put(tmp_path / "once", *"abcdef")
    for name in "fbdace":
        put(tmp_path / "steps", name)
    put(tmp_path / "steps", "z")
    put(tmp_path / "steps", retired=frozenset({sha_of("z")[:16]}))
    assert contents(tmp_path / "once") == contents(tmp_path / "steps")


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Every file of two outputs of the same documents is equal, byte for byte."""
    for folder in ("one", "two"):
        put(tmp_path / folder, *"abcdef")
    files = [_bytes(tmp_path / folder) for folder in ("one", "two")]
    assert files[0] == files[1] and len(files[0]) > len(TABLES)


def _bytes(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def test_untouched_buckets_are_shared(tmp_path: Path) -> None:
    """A commit writes the buckets of its documents and links all others."""
    put(tmp_path, *(f"document {number}" for number in range(120)))
    put(tmp_path, "one more")
    first, second = (buckets(tmp_path / "snapshots" / number, "budgets") for number in "12")
    mine = bucket_of(sha_of("one more")[:16])
    assert first.keys() == second.keys() and len(first) > BUCKETS / 2
    assert [bucket for bucket in first if not first[bucket].samefile(second[bucket])] == [mine]


def test_a_document_replaces_itself(tmp_path: Path) -> None:
    """A document that is committed again has the new rows only."""
    put(tmp_path, "a", "b")
    with writer(tmp_path) as out:
        out.commit(Change(added=stage(out, "a", rows=5)))
    assert open_output(tmp_path)["milestones"].num_rows == 7


def test_revised_columns_of_documents(tmp_path: Path) -> None:
    """Columns of a row can be set anew without its document being read again."""
    put(tmp_path, "a", "b")
    before = {document["source"]: document for document in open_output(tmp_path)["documents"].to_pylist()}
    doc_id = sha_of("a")[:16]
    with writer(tmp_path) as out:
        out.commit(Change(revised={doc_id: {"sources": ["a", "z"], "same_as": sha_of("b")[:16]}}))
    rows = {document["source"]: document for document in open_output(tmp_path)["documents"].to_pylist()}
    assert rows["a"] == before["a"] | {"sources": ["a", "z"], "same_as": sha_of("b")[:16]}
    assert rows["b"] == before["b"]


def test_failures_and_runs(tmp_path: Path) -> None:
    """A failure stays until its source is settled; each run adds a row."""
    failures = tuple(row("failures", source=name) for name in ("x.pdf", "y.pdf"))
    with writer(tmp_path) as out:
        out.commit(Change(failures=failures, runs=(row("runs", run_id="000001"),)))
    with writer(tmp_path) as out:
        out.commit(Change(settled=frozenset({"x.pdf"}), runs=(row("runs", run_id="000002"),)))
    read = open_output(tmp_path)
    assert read["failures"]["source"].to_pylist() == ["y.pdf"]
    assert sorted(read["runs"]["run_id"].to_pylist()) == ["000001", "000002"]


def test_a_reader_keeps_its_snapshot(tmp_path: Path) -> None:
    """Tables opened after many commits are still of the moment at which the output was opened."""
    put(tmp_path, "a")
    reader = open_output(tmp_path)
    for name in "bcdefgh":
        put(tmp_path, name)
    assert reader["budgets"].num_rows == 2 and reader["documents"].num_rows == 1
    kept = {int(path.name) for path in (tmp_path / "snapshots").iterdir()}
    assert kept == {1, *range(9 - KEEP, 9)}
    reader.close()
    put(tmp_path, "i")
    assert not (tmp_path / "snapshots" / "1").exists()


def test_what_systems_leave_among_the_snapshots_is_passed_over(tmp_path: Path) -> None:
    """Files and folders that are no numbers, while commits sweep and prune around them."""
    left = {".DS_Store", ".nfs000000000123", "12 copy", "٣"}
    put(tmp_path, "a")
    for name in left:
        (tmp_path / "snapshots" / name).touch()
    for name in "bcde":
        put(tmp_path, name)
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == {"3", "4", "5"} | left
    assert open_output(tmp_path)["documents"].num_rows == 5


def test_one_writer(tmp_path: Path) -> None:
    """The second writer is told so in one sentence, and may write when the first has ended."""
    with writer(tmp_path), pytest.raises(OutputError, match="another run is writing"), writer(tmp_path):
        pass
    put(tmp_path, "a")


def test_a_failed_commit_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails half way, the snapshot before stays, nothing is left over and the staged document too."""
    put(tmp_path, "a")
    before = contents(tmp_path)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables, "data_package", full_disk)
    with pytest.raises(OutputError, match=r"cannot write to .*: No space left on device; nothing that was committed"):
        put(tmp_path, "b")
    monkeypatch.undo()
    assert contents(tmp_path) == before
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == ["1"]
    with writer(tmp_path) as out:
        assert list(out.staging) == [sha_of("b")[:16]]


_KILLED_COMMIT = """
import os, sys
from pathlib import Path
from extract import commit
from tests.test_store import put
step = {step!r}
original = getattr(commit, step)
def die(*arguments):
    if step != "_sync" or arguments[0].name == "snapshots":
        os.kill(os.getpid(), 9)
    original(*arguments)
setattr(commit, step, die)
put(Path(sys.argv[1]), "b")
"""


@pytest.mark.parametrize("step", ["_write_bucket", "_sync", "_link"])
def test_a_killed_commit_changes_nothing(tmp_path: Path, step: str) -> None:
    """Killed before any step, the folder holds the snapshot before; the next writer sweeps up and goes on."""
    put(tmp_path, "a")
    before = contents(tmp_path)
    killed = subprocess.run([sys.executable, "-c", _KILLED_COMMIT.format(step=step), str(tmp_path)], check=False)
    assert killed.returncode == -9
    assert contents(tmp_path) == before
    with writer(tmp_path) as out:
        assert [path.name for path in (tmp_path / "snapshots").iterdir()] == ["1"]
        out.commit(Change(added=frozenset(out.staging)))
    assert open_output(tmp_path)["documents"].num_rows == 2


def test_nothing_to_open(tmp_path: Path) -> None:
    """An empty folder is no output, and the message says what makes one."""
    with pytest.raises(OutputError, match="plan-extract run INPUT -o"):
        open_output(tmp_path)


@pytest.mark.parametrize("changed", ["version", "column"])
def test_tables_of_another_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    """Readers and writers are told what to do; nothing is changed."""
    with monkeypatch.context() as patched:
        if changed == "version":
            patched.setattr(tables, "SCHEMA_VERSION", 0)
        put(tmp_path, "a")
    if changed == "column":
        package = tmp_path / "latest" / "datapackage.json"
        package.write_text(package.read_text(encoding="utf-8").replace('"name": "title"', '"name": "headline"'))
    with pytest.raises(OutputError, match=rf"have other columns .*: name a new output, or remove {tmp_path} first"):
        open_output(tmp_path)
    with pytest.raises(OutputError, match="have other columns"):
        put(tmp_path, "b")
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == ["1"]


def test_an_unknown_table_is_a_key_error(tmp_path: Path) -> None:
    """As in any mapping."""
    put(tmp_path)
    with pytest.raises(KeyError):
        open_output(tmp_path)["plans"]


def test_what_is_in_the_way_is_not_replaced(tmp_path: Path) -> None:
    """A folder of the user's own by the name of a table is refused, not overwritten."""
    (tmp_path / "documents").mkdir()
    with pytest.raises(OutputError, match="documents is in the way"):
        put(tmp_path, "a")


def test_an_output_whose_latest_snapshot_was_removed_is_refused(tmp_path: Path) -> None:
    """Nothing can be added to it, and no room on the disk would change that."""
    for name in "ab":
        put(tmp_path, name)
    shutil.rmtree(tmp_path / "snapshots" / "2")
    with pytest.raises(OutputError, match=r"snapshots/2, the latest one, is gone: name a new output"):
        put(tmp_path, "c")
    with pytest.raises(OutputError, match="holds no tables"):
        open_output(tmp_path)


def test_a_copy_without_links_is_refused(tmp_path: Path) -> None:
    """Snapshots whose link was lost are not swept away as half made."""
    for name in "abcde":
        put(tmp_path, name)
    for path in tmp_path.iterdir():
        if path.is_symlink():
            path.unlink()
    with pytest.raises(OutputError, match="copied without its links"):
        put(tmp_path, "d")
    assert len(list((tmp_path / "snapshots").iterdir())) == KEEP


def test_the_data_package_lists_the_files(tmp_path: Path) -> None:
    """Every file of every table, as a path that leads to it from the descriptor's folder."""
    put(tmp_path, "a", "b", "c")
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    listed = [tmp_path / path for resource in package["resources"] for path in resource["path"]]
    assert all(path.is_file() for path in listed)
    there = [path for table in TABLES for path in (tmp_path / table).iterdir()]
    assert sorted(listed) == sorted(there)
    assert os.access(tmp_path / "datapackage.json", os.R_OK)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [("out", r"/out is a file: name a folder"), ("out/below", r"cannot write to .*/out/below: Not a directory")],
)
def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path, output: str, sentence: str) -> None:
    """And stays as it is."""
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match=sentence), writer(tmp_path / output):
        pass
    assert (tmp_path / "out").read_text() == "a file"
