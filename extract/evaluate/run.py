"""Folders of golden documents, scored."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from extract.document import Unreadable
from extract.evaluate.gold import Gold, GoldError, find_golds, read_gold
from extract.evaluate.score import DocumentScore, LeftOver, Outcome, score_nothing, score_plan
from extract.evaluate.tally import Tally, tally
from extract.records import Plan

Extract = Callable[[Path], Plan]


@dataclass(frozen=True, slots=True)
class SetScores:
    """The scores of one corpus, kept apart from every other; documents in the order of their names.

    Figures count documents of the origin ``read`` alone; approved ones only guard against change.
    """

    name: str
    documents: tuple[DocumentScore, ...]

    @property
    def read(self) -> list[DocumentScore]:
        """The documents that count as accuracy."""
        return [document for document in self.documents if document.origin == "read"]

    @property
    def outcomes(self) -> list[Outcome]:
        """The outcomes of all rows that count."""
        return [outcome for document in self.read for outcome in document.outcomes]

    @property
    def tables(self) -> dict[str, Tally]:
        """The counts of each table, summed over the documents."""
        sums: dict[str, Tally] = {}
        for document in self.read:
            for table, counts in document.tables.items():
                sums[table] = sums.get(table, Tally()) + counts
        return sums

    @property
    def columns(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Per table and column: how many values of matched rows are right, of how many."""
        counts: dict[str, dict[str, tuple[int, int]]] = {}
        for outcome in self.outcomes:
            for column in outcome.columns if outcome.verdict != "optional" else ():
                right, of = counts.setdefault(outcome.table, {}).get(column, (0, 0))
                counts[outcome.table][column] = (right + (column not in outcome.off), of + 1)
        return counts

    @property
    def rules(self) -> dict[tuple[str, str], Tally]:
        """Per table and rule that read the row; a missing row has no rule."""
        keys = sorted({(each.table, each.rule) for each in self.outcomes if each.rule and each.table != "document"})
        return {key: tally(each.verdict for each in self.outcomes if (each.table, each.rule) == key) for key in keys}

    @property
    def left_over(self) -> dict[str, dict[str, LeftOver]]:
        """Per kind of document: dates and amounts that went into no other table."""
        sums: dict[str, dict[str, LeftOver]] = {}
        for document in self.documents:
            kind = sums.setdefault(document.kind or "?", {})
            for table, (left, of) in document.left_over.items():
                before = kind.get(table, LeftOver(0, 0))
                kind[table] = LeftOver(before.left + left, before.of + of)
        return {kind: tables for kind, tables in sorted(sums.items()) if tables}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of each corpus that was asked for."""

    sets: tuple[SetScores, ...]

    @property
    def problems(self) -> list[str]:
        """Documents that could not be compared, with the reason."""
        return [
            f"{scores.name}/{document.name}: {document.problem}"
            for scores in self.sets
            for document in scores.documents
            if document.problem
        ]


def extract_path(path: Path) -> Plan:
    """Read and extract one file. Raises :class:`~extract.document.Unreadable`."""
    from extract.pipeline import extract
    from extract.readers import read

    return extract(read(path))


def evaluate(folders: Sequence[Path], *, jobs: int = 1, extract: Extract = extract_path) -> Evaluation:
    """Extract and score every golden document in and below the folders, each folder a set of its own.

    ``jobs`` is the number of processes; ``extract`` must be importable where there are several. Raises
    :class:`~extract.evaluate.gold.GoldError` where a folder holds no golden document or one that cannot be used.
    """
    names = _set_names(folders)
    return Evaluation(
        tuple(SetScores(name, _score(folder, jobs, extract)) for name, folder in zip(names, folders, strict=True))
    )


def score_file(gold: Gold, extract: Extract = extract_path) -> DocumentScore:
    """Extract and score one golden document; what keeps it from being read or extracted is its ``problem``."""
    try:
        plan = extract(gold.source)
    except ImportError:  # a broken installation is no document's fault
        raise
    except Unreadable as error:
        return score_nothing(gold, str(error))
    except Exception:  # noqa: BLE001  a fault of the extractor is reported whole and must not hide the other scores
        return score_nothing(gold, traceback.format_exc(limit=-3))
    return score_plan(gold, plan)


def _score(folder: Path, jobs: int, extract: Extract) -> tuple[DocumentScore, ...]:
    golds = [read_gold(path, folder) for path in find_golds(folder)]
    if not golds:
        raise GoldError(f"{folder}: no golden document (<id>.gold.json beside <id>.<ext>) in this folder")
    work = partial(score_file, extract=extract)
    if jobs == 1:
        return tuple(map(work, golds))
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return tuple(pool.map(work, golds))


def _set_names(folders: Iterable[Path]) -> list[str]:
    """Name each set after its folder, by the whole path where two folders bear the same name."""
    names = [folder.resolve().name for folder in folders]
    return [name if names.count(name) == 1 else folder.as_posix() for name, folder in zip(names, folders, strict=True)]
