"""The page shows each fault beside its source line, without network."""

from __future__ import annotations

import html
import re
import shutil
import subprocess

import pytest

from extract.evaluate.page import report_page
from extract.evaluate.run import Evaluation, SetScores
from extract.evaluate.score import score_nothing, score_plan
from tests.evaluate.made import gold, plan, rows

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="module")
def page():
    """Return the page of a document with a wrong amount, a missing and an extra date."""
    found = rows()
    found["amounts"][1] |= {"amount_won": 1, "label": "<b>&"}
    found["dates"][1] |= {"raw": "2024"}
    documents = (score_plan(gold(), plan(found)), score_nothing(gold(), "Traceback <here>"))
    return report_page(Evaluation((SetScores("corpus", documents),)))


def fault_rows(dom: str) -> dict[str, str]:
    """Return the rows of faults by their class."""
    return dict(re.findall(r'<tr class="(\w+)">(.*?)</tr>', dom.split("<details", 2)[1], re.DOTALL))


def check_faults(dom: str) -> None:
    shown = fault_rows(dom)
    assert set(shown) == {"wrong", "missing", "extra"}
    assert "총액은 약 <mark>90백만원</mark>" in shown["wrong"]
    assert "<b>amount_won: 90000000</b>" in shown["wrong"] and "<b>amount_won: 1</b>" in shown["wrong"]
    assert "<mark>’24. 3.</mark>" in shown["missing"]
    assert "<mark>2024</mark>" in shown["extra"]


def test_each_fault_stands_beside_its_marked_words(page):
    check_faults(page)


def test_what_documents_say_is_escaped(page):
    assert "<b>&" not in page and html.escape("label: <b>&") in page
    assert "Traceback &lt;here&gt;" in page


def test_the_page_asks_for_nothing_else(page):
    assert not re.search(r"(?:src|href|url|import|http)\s*[=(:]", page)
    assert "<script" not in page


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install the Debian package chromium to see the page")
def test_a_browser_without_network_shows_the_faults(page, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(page, "utf-8")
    assert CHROMIUM
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"]
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    shown = subprocess.run(
        [CHROMIUM, *options, profile, "--dump-dom", path.as_uri()], capture_output=True, timeout=60, check=True
    )
    dom = re.sub(r"</t[dh]>", "", shown.stdout.decode())
    check_faults(dom)
