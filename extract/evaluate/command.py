"""``plan-extract evaluate`` as a function: score, print, write reports, hold against the agreed scores."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from extract.evaluate.agreed import changes, hold, read_scores, scores_of, write_scores
from extract.evaluate.gold import GoldError
from extract.evaluate.page import report_page
from extract.evaluate.report import report_json, report_text
from extract.evaluate.run import Evaluation, Extract, evaluate, extract_path

Print = Callable[[str], None]


def run_evaluate(
    corpora: Sequence[Path],
    *,
    report: Path | None = None,
    scores: Path | None = None,
    update: bool = False,
    jobs: int = 1,
    write: Print = print,
    extract: Extract = extract_path,
) -> int:
    """Score the folders and print the figures; return the exit code.

    ``report``: where ``<report>.json`` and ``<report>.html`` are written. ``scores``: the file of agreed scores; with
    ``update`` it is written anew and what changed is printed. The code is 0 where all is well, 1 where a score fell,
    fewer documents were scored or one could not be compared, 2 where there is nothing to score.
    """
    try:
        evaluation = evaluate(corpora, jobs=jobs, extract=extract)
    except GoldError as error:
        write(str(error))
        return 2
    if report:
        write_reports(evaluation, report)
    write(report_text(evaluation))
    for problem in evaluation.problems:
        write(f"not compared: {problem}")
    worse = _settle(evaluation, scores, update, write) if scores else []
    return 1 if worse or evaluation.problems else 0


def write_reports(evaluation: Evaluation, report: Path) -> None:
    """Write ``<report>.json`` and ``<report>.html``; an ending of the name is replaced."""
    report.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(report_json(evaluation), ensure_ascii=False, indent=1)
    report.with_suffix(".json").write_text(content + "\n", "utf-8")
    report.with_suffix(".html").write_text(report_page(evaluation), "utf-8")


def _settle(evaluation: Evaluation, path: Path, update: bool, write: Print) -> list[str]:
    """Hold the scores against the agreed ones, or agree on the new ones and show what changed."""
    agreed = read_scores(path)
    if update:
        for line in changes(agreed, scores_of(evaluation)):
            write(line)
        write_scores(path, scores_of(evaluation))
        write(f"{path}: agreed")
        return []
    worse = hold(evaluation, agreed) if agreed else [f"{path}: no agreed scores yet; agree on them with --update"]
    for line in worse:
        write(line)
    write(f"worse than agreed in {path}" if worse else f"nothing is worse than agreed in {path}")
    return worse
