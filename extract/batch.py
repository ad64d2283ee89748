"""Many files into one output: what is new is read, what is unchanged stays, committed in steps.

A document is known by its content and by the extractor that read it. The same content under several names is read
once and lists them all in ``sources``; a name whose content has changed leaves the rows of its old content, which go
when no other name holds them.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from extract.commit import KEEP, Writer, writer
from extract.extractor import extractor
from extract.inputs import Source, gather, in_order
from extract.inventory import Content, Inventory, take_inventory
from extract.records import Failure, Run
from extract.settling import Done, settle
from extract.store import Output, OutputError, holds_tables, open_output
from extract.worker import Task
from extract.workers import Settings, Trouble, extract_all

STEP = 60.0
"""A run commits what is done about every so many seconds: so much is not yet to be seen, none of it can be lost."""

SHARE = 20
"""A commit takes the longer, the more the output holds; steps are so far apart that it has 1/20 of the time at most."""

Report = Callable[[int, int, str], None]
"""Told of progress: how many documents are done, how many there are to do, the name of the last."""

Spread = Callable[[Sequence[Task], Settings], Generator[tuple[Task, bytes | Trouble], None, None]]
"""How tasks reach the workers that do them: :func:`extract.workers.extract_all` or what stands in its stead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run does with what is there.

    ``prune``: the inputs are all there is, documents of other sources go; ``force``: unchanged documents are read too,
    and those that an interrupted run has finished; ``keep``: how many snapshots stay.
    """

    prune: bool = False
    force: bool = False
    keep: int = KEEP


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a run did: how many documents became what, and the files that could not be read.

    ``snapshot`` is the number of the last snapshot that was committed, None where none was.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: int = 0
    failures: list[Failure] = field(default_factory=list)
    interrupted: bool = False
    snapshot: int | None = None


def _no_report(_done: int, _total: int, _name: str) -> None:
    """Tell nobody."""


def run(
    inputs: Iterable[str | Path],
    output: Path,
    settings: Settings,
    report: Report = _no_report,
    options: Options = Options(),
    *,
    spread: Spread | None = None,
) -> Outcome:
    """Extract the inputs into the output folder, committing in steps; on Ctrl-C, commit what is finished.

    ``spread`` brings the documents to workers elsewhere; without it they are this machine's.

    Raises:
        InputError: if no run can be made of the inputs.
        OutputError: if the folder cannot be written or is itself an input.
        WorkersError: if no worker can be started. What was done until then is not read again by the next run.
    """
    inputs = tuple(inputs)
    if output.resolve() in {Path(one).resolve() for one in inputs}:
        raise OutputError(f"{output} holds the documents: name another folder for the tables")
    started, made_by = _now(), extractor(settings.pdf_engine)
    gathered = gather(inputs)
    with writer(output, options.keep, settings.jobs) as out:
        stock = _inventory(gathered.sources, output, options, made_by)
        steps = _Steps(out, stock, started, made_by)
        steps.outcome.skipped = gathered.skipped
        _extract(steps, _todo(steps, options), settings, report, spread or extract_all)
        steps.finish()
    return steps.outcome


def preview(inputs: Iterable[str | Path], output: Path, settings: Settings, options: Options) -> Inventory:
    """Return what a run would do; nothing is written.

    Raises:
        InputError: if no run can be made of the inputs.
    """
    return _inventory(gather(inputs).sources, output, options, extractor(settings.pdf_engine))


def _inventory(sources: list[Source], output: Path, options: Options, made_by: str) -> Inventory:
    with _held(output) as held:
        return take_inventory(sources, held, made_by, prune=options.prune, force=options.force)


@contextmanager
def _held(folder: Path) -> Iterator[Output | None]:
    """Give the latest snapshot, None where there is none, and let go of it: it may be pruned then."""
    if not holds_tables(folder):
        yield None
        return
    with closing(open_output(folder)) as output:
        yield output


# ------------------------------------------------------------------ doing it


def _todo(steps: _Steps, options: Options) -> dict[str, Content]:
    """Return the documents to read; those that a run that was ended has left in staging are done.

    With ``force`` they are read again too: nothing says whether that run was forced itself.
    """
    stock, staging = steps.stock, steps.out.staging
    todo = {doc_id: content for doc_id, content in stock.contents.items() if doc_id not in stock.unchanged}
    for doc_id in staging:
        if options.force or doc_id in stock.unchanged or staging.made_by(doc_id) != steps.made_by:
            staging.drop([doc_id])
        elif todo.pop(doc_id, None):
            steps.deliver(doc_id)
    return todo


def _extract(steps: _Steps, todo: dict[str, Content], settings: Settings, report: Report, spread: Spread) -> None:
    """Read what is to be read, in steps, until all is done or somebody interrupts."""
    engine = settings.pdf_engine
    tasks = [Task(one.path, one.names[0], one.sha256, one.size, steps.made_by, engine) for one in todo.values()]
    if not tasks:
        return
    try:
        with closing(spread(tasks, settings)) as results:
            for done, (task, result) in enumerate(results, 1):
                with _uninterrupted():
                    steps.take(task.sha256[:16], result)
                report(done, len(tasks), task.source)
    except KeyboardInterrupt:
        steps.outcome.interrupted = True


class _Steps:
    """A run's results on their way into the output."""

    def __init__(self, out: Writer, stock: Inventory, started: str, made_by: str) -> None:
        self.out, self.stock, self.started, self.made_by = out, stock, started, made_by
        self.done = Done(delivered=dict(stock.unchanged), failures=list(stock.unopened))
        self.outcome = Outcome(unchanged=len(stock.unchanged), failures=list(stock.unopened))
        self.run_id = f"{out.number + 1:06}"
        self.next_step = time.monotonic() + STEP

    def take(self, doc_id: str, result: bytes | Trouble) -> None:
        """Stage a document or note its failure, and commit when it is time."""
        if isinstance(result, Trouble):
            self._fail(doc_id, result)
        else:
            self.out.stage(doc_id, result)
            self.deliver(doc_id)
        if time.monotonic() >= self.next_step:
            self._commit()

    def deliver(self, doc_id: str) -> None:
        """Count a document that is staged among what the next step commits."""
        self.done.delivered[doc_id] = self.stock.contents[doc_id]
        self.done.added.add(doc_id)
        self.outcome.changed += doc_id in self.stock.changed
        self.outcome.new += doc_id in self.stock.new

    def _fail(self, doc_id: str, trouble: Trouble) -> None:
        """Note a failure; rows that the output has of this very content stay beside it."""
        content = self.stock.contents[doc_id]
        if doc_id in self.stock.held.names:
            self.done.delivered[doc_id] = content
        for name in content.names:
            row = Failure(
                source=name,
                sha256=content.sha256,
                bytes=content.size,
                stage=trouble.stage,
                error=trouble.error,
                message=trouble.message,
                attempts=trouble.attempts,
            )
            self.done.failures.append(row)
            self.outcome.failures.append(row)

    def finish(self) -> None:
        """Commit the last step.

        What is to be pruned goes with it, and not before, so that no document goes before what comes in its stead.
        """
        self.outcome.failures.sort(key=lambda row: in_order(row.source))
        if not self.outcome.interrupted:
            self.done.gone, self.outcome.removed = self.stock.gone, len(self.stock.removed)
        if self.done:
            self._commit()

    def _commit(self) -> None:
        began = time.monotonic()
        with _uninterrupted():
            with _held(self.out.folder) as before:
                change = settle(self.done, self.stock.held, before, self.out.staging)
            self.outcome.snapshot = self.out.commit(replace(change, runs=(self._row(),)))
            self.done = Done()
        ended = time.monotonic()
        self.next_step = ended + max(STEP, SHARE * (ended - began))

    def _row(self) -> Run:
        """Return the row of ``runs``: each step replaces that of the step before."""
        return Run(
            run_id=self.run_id,
            started=self.started,
            ended=_now(),
            extractor=self.made_by,
            documents_new=self.outcome.new,
            documents_changed=self.outcome.changed,
            documents_unchanged=self.outcome.unchanged,
            documents_failed=len(self.outcome.failures),
        )


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put off Ctrl-C until the end: a result is taken whole, a commit is either not begun or made."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is interrupted
        return
    pressed = []
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
