"""What the extractor found, held against golden documents.

:func:`evaluate` scores folders of golden documents and returns an :class:`Evaluation`; :func:`report_text`,
:func:`report_json` and :func:`report_page` show it; :func:`hold` compares it with the agreed scores.
:mod:`extract.evaluate.command` puts these together as ``plan-extract evaluate`` does.

Beside it stand the other tools of maintainers, each usable by itself: :mod:`extract.evaluate.diff` (two runs, row by
row), :mod:`extract.evaluate.approve` (a reviewed extraction becomes a golden file) and :mod:`extract.evaluate.gaps`
(notations that no rule has read).
"""

from __future__ import annotations

from extract.evaluate.agreed import hold
from extract.evaluate.gold import Gold, GoldError, find_golds, read_gold
from extract.evaluate.page import report_page
from extract.evaluate.report import report_json, report_text
from extract.evaluate.run import Evaluation, SetScores, evaluate
from extract.evaluate.score import DocumentScore, Outcome, score_plan
from extract.evaluate.tally import Tally

__all__ = [
    "DocumentScore",
    "Evaluation",
    "Gold",
    "GoldError",
    "Outcome",
    "SetScores",
    "Tally",
    "evaluate",
    "find_golds",
    "hold",
    "read_gold",
    "report_json",
    "report_page",
    "report_text",
    "score_plan",
]
