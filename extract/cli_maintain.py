"""The maintainers' subcommands: evaluate, diff, approve, gaps."""

from __future__ import annotations

import argparse
import datetime
import getpass
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.evaluate.diff import Run
    from extract.records import Plan

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  argparse has no public name for it


def add_commands(commands: Subparsers) -> None:
    """Add the four subcommands; each sets ``run`` to a function from the options to the exit code."""
    _add_evaluate(commands)
    _add_diff(commands)
    _add_approve(commands)
    _add_gaps(commands)


# ------------------------------------------------------------------ evaluate


def _add_evaluate(commands: Subparsers) -> None:
    parser = commands.add_parser("evaluate", help="score golden documents")
    parser.add_argument("corpus", type=Path, nargs="*", default=[Path("corpus")], help="folders of golden documents")
    parser.add_argument("-o", "--report", type=Path, help="write REPORT.json and REPORT.html")
    parser.add_argument("--scores", type=Path, metavar="FILE", help="hold the scores against the agreed ones in FILE")
    parser.add_argument("--update", action="store_true", help="agree on the new scores: write FILE anew")
    parser.add_argument("--jobs", type=int, default=1, help="number of processes")
    parser.set_defaults(run=_evaluate)


def _evaluate(options: argparse.Namespace) -> int:
    from extract.evaluate.command import run_evaluate

    return run_evaluate(
        options.corpus, report=options.report, scores=options.scores, update=options.update, jobs=options.jobs
    )


# ------------------------------------------------------------------ diff


def _add_diff(commands: Subparsers) -> None:
    parser = commands.add_parser("diff", help="compare two runs row by row")
    parser.add_argument("old", type=Path, help="an output folder, a snapshot in it, or a file of agreed scores")
    parser.add_argument("new", type=Path, help="the same, newer")
    parser.set_defaults(run=_diff)


def _diff(options: argparse.Namespace) -> int:
    from extract.evaluate.agreed import changes, read_scores
    from extract.store import OutputError

    if options.old.is_file() and options.new.is_file():
        lines = list(changes(read_scores(options.old), read_scores(options.new)))
        print("\n".join(lines or ["no score differs"]))
        return 1 if lines else 0
    try:
        return _diff_runs(open_run(options.old), open_run(options.new))
    except OutputError as error:
        print(error, file=sys.stderr)
        return 2


def _diff_runs(old: Run, new: Run) -> int:
    from extract.evaluate.diff import diff_text, differences

    found = differences(old, new)
    names = {row["doc_id"]: row["source"] for run in (old, new) for row in run["documents"]()}
    for line in diff_text(found, names):
        print(line)
    return 1 if found else 0


def open_run(folder: Path) -> Run:
    """Return the tables of an output folder's latest snapshot, or of the snapshot that the folder is.

    Raises:
        OutputError: if the folder holds no tables.
    """
    from extract.parquet import read_files
    from extract.records import TABLES
    from extract.store import buckets, open_output

    if (folder / "documents").is_dir() and not (folder / "latest").exists():
        return {table: partial(_rows, read_files, table, sorted(buckets(folder, table).values())) for table in TABLES}
    return {table: partial(_rows, open_output(folder).columns, table) for table in TABLES}


def _rows(read: Callable[..., Any], *arguments: Any) -> Iterable[dict[str, Any]]:
    rows: list[dict[str, Any]] = read(*arguments).to_pylist()
    return rows


# ------------------------------------------------------------------ approve


def _add_approve(commands: Subparsers) -> None:
    parser = commands.add_parser("approve", help="take a reviewed extraction as the golden file of a document")
    parser.add_argument("document", type=Path, help="the source file; DOCUMENT's golden file is written beside it")
    parser.add_argument("--by", help="who reviewed it (default: the user's name)")
    parser.add_argument("--why", required=True, help="why it is taken over")
    parser.set_defaults(run=_approve)


def _approve(options: argparse.Namespace) -> int:
    from extract.document import Unreadable
    from extract.evaluate.approve import Refused, approve, asker
    from extract.files import extract_file

    by = options.by or _user()
    if by is None:
        print("the system knows no name of yours: say who reviewed it with --by", file=sys.stderr)
        return 2
    today = datetime.datetime.now().astimezone().date().isoformat()
    ask = asker(sys.stdin.readline, partial(print, end="", flush=True))
    try:
        plan = extract_file(options.document)
        target = approve(plan, options.document, by=by, at=today, why=options.why, ask=ask)
    except (Refused, Unreadable) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{target}: written")
    return 0


def _user() -> str | None:
    """Return the user's name; in a container there may be none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # the first until Python 3.12
        return None


# ------------------------------------------------------------------ gaps


def _add_gaps(commands: Subparsers) -> None:
    parser = commands.add_parser("gaps", help="list strings with digits that nothing has read, by shape")
    parser.add_argument("inputs", type=Path, nargs="+", metavar="INPUT", help="files or folders")
    parser.set_defaults(run=_gaps)


def _gaps(options: argparse.Namespace) -> int:
    from extract.evaluate.gaps import gaps, gaps_text
    from extract.inputs import InputError

    try:
        found = gaps(_plans(options.inputs))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    for line in gaps_text(found):
        print(line)
    return 0


def _plans(inputs: Iterable[Path]) -> Iterator[Plan]:
    """Yield the plan of each input; one that cannot be read is named on the standard error."""
    from extract.document import Unreadable
    from extract.files import extract, name_plan
    from extract.inputs import gather
    from extract.readers import read

    for source in gather(inputs).sources:
        assert isinstance(source.path, Path)  # of paths come paths
        try:
            yield name_plan(extract(read(source.path)), source.name)
        except Unreadable as error:
            print(f"{source.name}: {error}", file=sys.stderr)
