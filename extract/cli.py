"""The command line. Each command imports what it needs when it is called, so that ``--help`` is quick."""

from __future__ import annotations

import argparse
import math
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from extract import __version__
from extract.cli_maintain import add_commands

if TYPE_CHECKING:
    from extract.batch import Spread
    from extract.workers import Settings

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names no public type

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 1 (some files failed), 2 (usage), 130 (Ctrl-C)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _say(f"{error.filename}: {error.strerror}" if error.filename else str(error), USAGE)
    return code


def _say(sentence: str, code: int) -> int:
    print(f"plan-extract: {sentence}", file=sys.stderr)
    return code


# ------------------------------------------------------------------ run


def _run(arguments: argparse.Namespace) -> int:
    from extract.batch import Options, preview, run
    from extract.cli_run import foretell, tell
    from extract.cluster import ClusterError
    from extract.inputs import InputError
    from extract.store import OutputError
    from extract.terminal import Progress
    from extract.workers import WorkersError

    settings = _settings(arguments)
    options = Options(prune=arguments.prune, force=arguments.force, keep=arguments.keep)
    progress = Progress()
    try:
        if arguments.dry_run:
            foretell(preview(arguments.input, arguments.output, settings, options), arguments.output)
            return DONE
        with _spread(arguments.cluster, arguments.jobs) as spread:
            outcome = run(arguments.input, arguments.output, settings, progress, options, spread=spread)
    except (ClusterError, InputError, OutputError, WorkersError) as error:
        return _say(str(error), USAGE)
    finally:
        progress.clear()
    tell(outcome, arguments.output)
    if outcome.interrupted:
        return _say(f"interrupted; what was finished is kept, the same command {_again(arguments)}", INTERRUPTED)
    return FAILED if outcome.failures else DONE


def _again(arguments: argparse.Namespace) -> str:
    return "begins anew, as --force says" if arguments.force else "goes on with the rest"


def _settings(arguments: argparse.Namespace) -> Settings:
    from extract.workers import Settings

    return Settings(
        jobs=arguments.jobs,
        timeout=arguments.timeout,
        memory=int(arguments.memory * 2**30),
        pdf_engine=arguments.pdf_engine,
    )


@contextmanager
def _spread(cluster: str | None, jobs: int) -> Iterator[Spread | None]:
    """Give what brings documents to a cluster; None where this machine is to do them by itself."""
    from extract.cluster import connect

    if cluster is None:
        yield None
        return
    with connect(cluster, jobs) as connected:
        yield connected.extract_all


# ------------------------------------------------------------------ one document, one text


def _show(arguments: argparse.Namespace) -> int:
    from extract.document import Unreadable

    try:
        if arguments.overlay:
            return _overlay(arguments)
        return _show_plan(arguments)
    except Unreadable as error:
        return _say(f"{arguments.file}: {error.message} ({error.code})", FAILED)


def _show_plan(arguments: argparse.Namespace) -> int:
    from extract.files import extract_file
    from extract.show import plan_json, plan_text

    plan = extract_file(arguments.file, arguments.pdf_engine)
    for line in [plan_json(plan)] if arguments.json else plan_text(plan):
        print(line)
    return DONE


def _overlay(arguments: argparse.Namespace) -> int:
    from extract.readers.pdf import overlay

    try:
        picture = overlay(arguments.file, arguments.page, arguments.pdf_engine)
    except IndexError:
        return _say(f"{arguments.file} has no page {arguments.page}", USAGE)
    arguments.overlay.write_bytes(picture)
    print(f"{arguments.overlay}: page {arguments.page}, cells red, boxes blue, lines of text green")
    return DONE


def _schema(arguments: argparse.Namespace) -> int:
    from extract.records import TABLES
    from extract.tables import dictionary
    from extract.terminal import columns

    unknown = set(arguments.table) - set(TABLES)
    if unknown:
        return _say(f"there is no table {min(unknown)}; there are {', '.join(TABLES)}", USAGE)
    for table in arguments.table or TABLES:
        told = dictionary(table)
        print(f"{table}: {told['description'].splitlines()[0]}")
        rows = [
            [name, column["type"] + (" or null" if column["nullable"] else ""), column["description"]]
            for name, column in told["columns"].items()
        ]
        for line in columns(rows, cells=150):
            print(f"  {line}")
        print()
    return DONE


def _dates(arguments: argparse.Namespace) -> int:
    from extract.dates import find_dates

    found = find_dates(arguments.text, arguments.base_year)
    return _found(found, ("raw", "start_date", "end_date", "precision", "recurrence", "inferred", "rule"))


def _amounts(arguments: argparse.Namespace) -> int:
    from extract.amounts import find_amounts

    try:
        found = find_amounts(arguments.text, arguments.unit)
    except ValueError as error:  # no such unit
        return _say(str(error), USAGE)
    return _found(found, ("raw", "amount_won", "unit", "currency", "qualifier", "per", "label", "rule"))


def _found(mentions: Sequence[object], names: Sequence[str]) -> int:
    """Print what a grammar read as a table; say so where it read nothing."""
    from extract.terminal import columns

    rows = [[getattr(mention, name) for name in names] for mention in mentions]
    for line in columns([names, *rows]) if rows else ["nothing found"]:
        print(line)
    return DONE


# ------------------------------------------------------------------ what there is to say


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="plan-extract", description="Korean government plan documents (PDF, HWP, HWPX, text) to Parquet tables."
    )
    parser.add_argument("--version", action="version", version=f"plan-extract {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands)
    _add_show(commands)
    _add_small(commands)
    add_commands(commands)
    return parser


def _add_run(commands: Subparsers) -> None:
    parser = commands.add_parser("run", help="extract documents into a folder of tables")
    told = "a document, a folder of documents, or the address of one (s3://bucket/folder)"
    parser.add_argument("input", nargs="+", metavar="INPUT", help=told)
    parser.add_argument("-o", "--output", type=_folder, required=True, help="folder of the tables")
    parser.add_argument("--jobs", type=_positive, default=os.cpu_count(), help="workers (default: one a processor)")
    parser.add_argument("--timeout", type=_amount, default=120, help="seconds a document may take (default 120)")
    parser.add_argument("--memory", type=_amount, default=2, help="gigabytes a document may take (default 2)")
    _add_engine(parser)
    told = "do the work on a Dask cluster: where its scheduler is (tcp://host:8786), or local"
    parser.add_argument("--cluster", metavar="ADDRESS", help=told)
    parser.add_argument("--dry-run", action="store_true", help="say which documents would be read, and write nothing")
    parser.add_argument("--force", action="store_true", help="read unchanged documents too")
    parser.add_argument("--prune", action="store_true", help="the inputs are all there is: other documents are removed")
    parser.add_argument("--keep", type=_positive, default=3, metavar="N", help="snapshots that stay (default 3)")
    parser.set_defaults(run=_run)


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pdf-engine", choices=("pdfium", "pdfplumber"), default="pdfium", help="what reads PDF")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number above 0")
    return int(text)


def _year(text: str) -> int:
    if not text.isdecimal() or not 1900 <= int(text) < 2100:
        raise argparse.ArgumentTypeError("must be a year such as 2026")
    return int(text)


def _amount(text: str) -> float:
    with suppress(ValueError):
        if 0 < (number := float(text)) < math.inf:
            return number
    raise argparse.ArgumentTypeError("must be a number above 0")


def _folder(text: str) -> Path:
    """Return a folder of this machine: tables are committed by links and locks, which no address has."""
    from extract.addresses import Address, place

    folder = place(text)
    if isinstance(folder, Address):
        raise argparse.ArgumentTypeError(f"{text} is no folder of this machine: write to one and copy that")
    return folder


def _add_show(commands: Subparsers) -> None:
    parser = commands.add_parser("show", help="print what is found in one document")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="all rows of all tables as JSON")
    parser.add_argument("--overlay", type=Path, metavar="PNG", help="draw what the PDF reader sees over a page instead")
    parser.add_argument("--page", type=_positive, default=1, help="the page to draw (default 1)")
    _add_engine(parser)
    parser.set_defaults(run=_show)


def _add_small(commands: Subparsers) -> None:
    parser = commands.add_parser("schema", help="print the tables and what their columns mean")
    parser.add_argument("table", nargs="*", metavar="TABLE", help="only these tables")
    parser.set_defaults(run=_schema)
    parser = commands.add_parser("dates", help="print the dates that are read in a text, and by which rule")
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--base-year", type=_year, metavar="YEAR", help="year of dates without one")
    parser.set_defaults(run=_dates)
    parser = commands.add_parser("amounts", help="print the amounts of money that are read in a text")
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--unit", help="unit of bare figures, as a caption gives it (백만원)")
    parser.set_defaults(run=_amounts)
