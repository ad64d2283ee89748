"""Every golden document of the project's own corpus gives what was agreed on in ``corpus/scores.json``."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.evaluate.agreed import document_scores, read_scores, worse_document
from extract.evaluate.gold import find_golds, read_gold
from extract.evaluate.run import score_file

CORPUS = Path(__file__).parents[1] / "corpus"
AGREED = read_scores(CORPUS / "scores.json").get("corpus", {"documents": 0, "per_document": {}})
GOLDS = {path: read_gold(path, CORPUS).name for path in find_golds(CORPUS)}


@pytest.mark.parametrize("path", GOLDS, ids=GOLDS.values())
def test_nothing_is_worse_than_agreed(path):
    """The failure lists the rows that differ from what is agreed; ``make evaluate-update`` agrees on them."""
    agreed = AGREED["per_document"].get(GOLDS[path])
    assert agreed is not None, f"{GOLDS[path]} has no agreed scores: make evaluate-update"
    score = score_file(read_gold(path, CORPUS))
    worse = [score.problem] if score.problem else list(worse_document(GOLDS[path], agreed, document_scores(score)))
    assert not worse, "\n".join(["worse than agreed:", *worse])


def test_no_document_is_gone():
    assert set(AGREED["per_document"]) == set(GOLDS.values())
