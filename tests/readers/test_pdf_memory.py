"""Reading a PDF takes at most 60 MB more than a Python that does nothing, each measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers.made_pdf import Sheet, pdf
from tests.readers.shared import SHARED, needs_shared

MOST = 60
STATUS = Path("/proc/self/status")
LARGEST = sorted((SHARED / "corpus").rglob("*.pdf"), key=lambda path: path.stat().st_size)[-5:]

pytestmark = pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells what a process held at its most")


def held(code: str, *arguments: str) -> float:
    """Return the MB that a fresh Python holds at its most when it runs the code."""
    command = [sys.executable, "-c", f"{code}\nprint(open({str(STATUS)!r}).read())", *arguments]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


def taken(path: Path) -> float:
    code = """
import sys
from pathlib import Path
from extract.readers.pdf import read_pdf
from extract.readers.wrapping import seems_parted
read_pdf(Path(sys.argv[1]), needs_space=seems_parted)
"""
    return held(code, str(path)) - held("")


def test_a_page_of_countless_pictures_takes_little(tmp_path):
    page = Sheet().write(50, 100, "a pattern of pictures " * 4)
    for step in range(200_000):
        page.picture(step % 500, 200 + step // 500, step % 500 + 1, 201 + step // 500)
    path = tmp_path / "pattern.pdf"
    path.write_bytes(pdf(page))
    assert taken(path) <= MOST


@needs_shared
@pytest.mark.parametrize("path", LARGEST, ids=[path.name for path in LARGEST])
def test_a_plan_takes_little(path):
    assert taken(path) <= MOST
