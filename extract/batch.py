"""Many files into one output: what is new is read, what is unchanged stays, all of it in one commit.

A document is known by its content and by the extractor that read it. The same content under several names is read
once and lists them all in ``sources``; a name whose content has changed leaves the rows of its old content, which go
when no other name holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from extract import tables
from extract.commit import Change, Writer, writer
from extract.extractor import extractor
from extract.inputs import Source, digest, gather, in_order
from extract.records import Failure, Run
from extract.store import Output, open_output
from extract.twins import MARKS, Texts, same_as
from extract.workers import Settings, Task, Trouble, extract_all

Report = Callable[[int, int, str], None]
"""Told of progress: how many documents are done, how many there are to do, the name of the last."""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a run did: how many documents became what, and the files that could not be read.

    ``snapshot`` is the number of the snapshot that was committed, None where nothing was.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    failures: list[Failure] = field(default_factory=list)
    interrupted: bool = False
    snapshot: int | None = None


@dataclass(slots=True)
class _Content:
    """A distinct content among the inputs, with the names that it has there, in order."""

    path: Path
    sha256: str
    size: int
    names: list[str]


@dataclass(slots=True)
class _Held:
    """What the output holds before the run, by doc_id: who extracted it, its names and its twin."""

    extractors: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    twins: dict[str, str | None] = field(default_factory=dict)


def _no_report(_done: int, _total: int, _name: str) -> None:
    """Tell nobody."""


def run(inputs: Iterable[Path], output: Path, settings: Settings, report: Report = _no_report) -> Outcome:
    """Extract the inputs into the output folder and commit; on Ctrl-C, commit what is finished.

    Raises:
        InputError: if no run can be made of the inputs.
        OutputError: if the folder cannot be written.
    """
    started, made_by = _now(), extractor(settings.pdf_engine)
    gathered = gather(inputs)
    outcome = Outcome(skipped=gathered.skipped)
    with writer(output) as out:
        contents = _contents(gathered.sources, outcome)
        held = _held(open_output(output)) if out.number else _Held()
        left = _extract(_todo(contents, held, out, made_by), settings, out, outcome, report)
        settled = {doc_id: content for doc_id, content in contents.items() if doc_id not in left}
        outcome.failures.sort(key=lambda row: in_order(row.source))
        if settled or outcome.failures:
            change = _change(settled, held, out, outcome)
            row = _run_row(out.number + 1, started, made_by, outcome)
            outcome.snapshot = out.commit(replace(change, runs=(row,)))
    return outcome


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


# ------------------------------------------------------------------ what there is to do


def _contents(sources: Iterable[Source], outcome: Outcome) -> dict[str, _Content]:
    """Return the distinct contents of the sources by doc_id; a file that cannot be opened is a failure."""
    contents: dict[str, _Content] = {}
    for source in sources:
        try:
            sha256, size = digest(source.path)
        except OSError as error:
            outcome.failures.append(_unopened(source, error))
            continue
        contents.setdefault(sha256[:16], _Content(source.path, sha256, size, [])).names.append(source.name)
    return contents


def _unopened(source: Source, error: OSError) -> Failure:
    message = f"열 수 없는 파일입니다({error.strerror}). 읽기 권한을 확인한 뒤 다시 넣으세요."
    return Failure(
        source=source.name, sha256=None, bytes=None, stage="start", error="corrupt", message=message, attempts=1
    )


def _held(output: Output) -> _Held:
    held = _Held()
    rows = output.columns("documents", ("doc_id", "extractor", "sources", "same_as"))
    for doc_id, made_by, names, twin in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        held.extractors[doc_id], held.names[doc_id], held.twins[doc_id] = made_by, names, twin
    return held


def _todo(contents: dict[str, _Content], held: _Held, out: Writer, made_by: str) -> dict[str, _Content]:
    """Return the documents to read: neither in the output nor left in staging by a run that was ended."""
    unread = [doc_id for doc_id in contents if held.extractors.get(doc_id) != made_by]
    for doc_id in out.staged():
        staged_by = out.staged_tables(doc_id)["documents"]["extractor"][0].as_py()
        if staged_by != made_by or doc_id not in unread:
            out.unstage([doc_id])
    staged = set(out.staged())
    return {doc_id: contents[doc_id] for doc_id in unread if doc_id not in staged}


# ------------------------------------------------------------------ doing it


def _extract(todo: dict[str, _Content], settings: Settings, out: Writer, outcome: Outcome, report: Report) -> set[str]:
    """Stage what is to do and note what fails; return what an interruption left undone."""
    left = set(todo)
    engine = settings.pdf_engine
    tasks = [Task(one.path, one.names[0], one.sha256, one.size, extractor(engine), engine) for one in todo.values()]
    try:
        for task, result in extract_all(tasks, settings) if tasks else ():
            doc_id = task.sha256[:16]
            if isinstance(result, Trouble):
                outcome.failures += _failures(todo[doc_id], result)
            else:
                out.stage(doc_id, result)
            left.remove(doc_id)
            report(len(todo) - len(left), len(todo), todo[doc_id].names[0])
    except KeyboardInterrupt:
        outcome.interrupted = True
    return left


def _failures(content: _Content, trouble: Trouble) -> list[Failure]:
    return [
        Failure(
            source=name,
            sha256=content.sha256,
            bytes=content.size,
            stage=trouble.stage,
            error=trouble.error,
            message=trouble.message,
            attempts=trouble.attempts,
        )
        for name in content.names
    ]


# ------------------------------------------------------------------ what is to be committed


def _change(settled: dict[str, _Content], held: _Held, out: Writer, outcome: Outcome) -> Change:
    """Return what the run changes in the output, and count it in the outcome."""
    added = frozenset(out.staged())
    failed = {row.source for row in outcome.failures}
    seen = failed.union(*(content.names for content in settled.values()))
    names = {doc_id: [name for name in before if name not in seen] for doc_id, before in held.names.items()}
    for doc_id, content in settled.items():
        if doc_id in added or (doc_id in held.names and failed.isdisjoint(content.names)):
            names[doc_id] = sorted(names.get(doc_id, []) + content.names, key=in_order)
    retired = frozenset(doc_id for doc_id, now in names.items() if not now)
    twins = _twins(held, out, added, retired) if added or retired else held.twins
    _count(settled, held, added, outcome)
    return Change(
        added=added,
        retired=retired,
        settled=frozenset(seen),
        failures=tuple(outcome.failures),
        revised={
            doc_id: {"source": now[0], "sources": now, "same_as": twins[doc_id]}
            for doc_id, now in names.items()
            if doc_id in added or (now and (now, twins[doc_id]) != (held.names[doc_id], held.twins[doc_id]))
        },
    )


def _twins(held: _Held, out: Writer, added: frozenset[str], retired: frozenset[str]) -> dict[str, str | None]:
    """Return the twin of every document that will be in the output."""
    before = open_output(out.folder)["fingerprints"] if held.names else tables.empty("fingerprints")
    new = [out.staged_tables(doc_id)["fingerprints"] for doc_id in sorted(added)]
    rows = tables.merge("fingerprints", before, added | retired, new)
    marks = rows["marks"].combine_chunks().flatten().to_numpy().reshape(-1, MARKS)
    return same_as(Texts(rows["doc_id"].to_pylist(), rows["format"].to_pylist(), marks), held.twins, added)


def _count(settled: dict[str, _Content], held: _Held, added: frozenset[str], outcome: Outcome) -> None:
    """Count what is new, changed and unchanged; a failed document is none of these."""
    earlier = {name for names in held.names.values() for name in names}
    for doc_id in added:
        replaces = doc_id in held.names or not earlier.isdisjoint(settled[doc_id].names)
        outcome.changed += replaces
        outcome.new += not replaces
    failed = {row.sha256[:16] for row in outcome.failures if row.sha256}
    outcome.unchanged = len(settled) - len(added) - len(failed)


def _run_row(number: int, started: str, made_by: str, outcome: Outcome) -> Run:
    return Run(
        run_id=f"{number:06}",
        started=started,
        ended=_now(),
        extractor=made_by,
        documents_new=outcome.new,
        documents_changed=outcome.changed,
        documents_unchanged=outcome.unchanged,
        documents_failed=len(outcome.failures),
    )
