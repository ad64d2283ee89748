"""The command line as its users meet it: what is printed, in which columns, and the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from extract.batch import Options
from extract.cli import main
from extract.commit import writer
from extract.records import TABLES, columns
from extract.show import plan_json, plan_text
from extract.store import open_output
from extract.terminal import Progress, width
from tests.plans import plan

ROOT = Path(__file__).parent.parent
SHEET = """해온구 빗물안심마을 조성사업 추진계획

□ 추진일정
 ○ 물순환 기본 조례 제정 ········· ’23. 9.
 ○ 마을 교육장 개소 ········· ’25. 7.

□ 소요예산 : 420백만원(국비 210, 시비 210)
"""


_NO_AMOUNTS = [f"--{limit}={wrong}" for limit in ("memory", "timeout") for wrong in ("nan", "inf", "0", "-1", "two")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder, with blanks and Hangul in its name, that holds two documents."""
    made = tmp_path / "바탕 화면"
    made.mkdir()
    (made / "계획 1.txt").write_text(SHEET, encoding="utf-8")
    (made / "계획 2.TXT").write_bytes(SHEET.replace("해온구", "다솔군").encode("cp949"))
    return made


def test_run_writes_tables_and_says_what_it_did(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row count a table, then one line; exit code 0."""
    assert main(["run", str(folder), "-o", str(tmp_path / "out"), "--jobs", "1"]) == 0
    printed = capsys.readouterr().out
    assert "2 new, 0 changed, 0 unchanged documents, 0 files failed" in printed
    assert set(TABLES) <= {line.split()[0] for line in printed.splitlines() if line}
    read = open_output(tmp_path / "out")
    assert sorted(read["documents"]["source"].to_pylist()) == ["계획 1.txt", "계획 2.TXT"]
    assert {row["date_raw"] for row in read["milestones"].to_pylist()} == {"’23. 9.", "’25. 7."}
    assert read["amounts"]["amount_won"].to_pylist().count(420_000_000) == 2


def test_a_failed_file_is_named_with_what_to_do(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In Korean, in the summary and in the table; the others are there; exit code 1."""
    (folder / "빈 파일.hwp").touch()
    assert main(["run", str(folder), "-o", str(tmp_path / "out"), "--jobs", "1"]) == 1
    printed = capsys.readouterr().out
    assert "빈 파일.hwp" in printed and "empty" in printed and "다시" in printed
    failures = open_output(tmp_path / "out")["failures"].to_pylist()
    assert [(row["source"], row["error"]) for row in failures] == [("빈 파일.hwp", "empty")]
    assert open_output(tmp_path / "out")["documents"].num_rows == 2


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even the folder; the names of each kind are listed, only so many of them; exit code 0."""
    out = tmp_path / "out"
    arguments = ["run", str(folder), "-o", str(out), "--jobs", "1", "--dry-run"]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines() == [
        "new:",
        "  계획 1.txt",
        "  계획 2.TXT",
        f"dry run: 2 new, 0 changed, 0 unchanged, 0 removed documents; nothing is written to {out}",
    ]
    assert not out.exists()
    for number in range(25):
        (folder / f"{number:02}.txt").write_text(f"{number}")
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert "  19.txt\n  … and 7 more\n" in printed and "27 new" in printed


def test_a_dry_run_tells_changed_unchanged_and_removed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the run that follows it does; --prune says that the inputs are all there is."""
    out = tmp_path / "out"
    arguments = ["run", str(folder), "-o", str(out), "--jobs", "1"]
    (folder / "3.txt").write_text(SHEET.replace("420", "430"), encoding="utf-8")
    assert main(arguments) == 0
    (folder / "계획 1.txt").write_text(SHEET.replace("420", "440"), encoding="utf-8")
    (folder / "3.txt").unlink()
    assert main([*arguments, "--dry-run"]) == 0
    assert "0 new, 1 changed, 1 unchanged, 0 removed documents" in capsys.readouterr().out
    before = sorted(path for path in out.rglob("*"))
    assert main([*arguments, "--dry-run", "--prune", "--force"]) == 0
    assert "removed:\n  3.txt\ndry run: 0 new, 2 changed, 0 unchanged, 1 removed" in capsys.readouterr().out
    assert sorted(path for path in out.rglob("*")) == before
    assert main([*arguments, "--prune"]) == 0
    assert "0 new, 1 changed, 1 unchanged, 1 removed documents, 0 files failed" in capsys.readouterr().out
    assert sorted(open_output(out)["documents"]["source"].to_pylist()) == ["계획 1.txt", "계획 2.TXT"]


def test_keep_says_how_many_snapshots_stay(folder: Path, tmp_path: Path) -> None:
    """As many as are named, else as many as a library's caller has."""
    out = tmp_path / "out"
    for _ in range(3):
        assert main(["run", str(folder), "-o", str(out), "--jobs", "1", "--keep", "2"]) == 0
    assert sorted(path.name for path in (out / "snapshots").iterdir()) == ["2", "3"]
    for _ in range(3):
        assert main(["run", str(folder), "-o", str(out), "--jobs", "1"]) == 0
    assert len(list((out / "snapshots").iterdir())) == Options().keep


def test_a_second_run_into_the_same_folder_is_told_to_wait(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, exit code 2; nothing is read."""
    with writer(tmp_path):
        assert main(["run", str(folder), "-o", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told == f"plan-extract: another run is writing to {tmp_path}: wait until it has ended\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "no such place", "-o", os.devnull], "there is no file or folder no such place"),
        (["show", "no such file"], "no such file: No such file or directory"),
        (["schema", "plans"], "there is no table plans"),
        (["amounts", "100", "--unit", "평"], "'평' is no unit of money"),
    ],
)
def test_a_wrong_use_is_told_in_one_sentence(
    arguments: list[str],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Exit code 2, and no traceback."""
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert sentence in told and told.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "after"), [([], "goes on with the rest"), (["--force"], "begins anew, as --force says")]
)
def test_ctrl_c_says_what_the_same_command_does_next(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], after: str
) -> None:
    """Forced again, a run reads again what it had read."""

    def press(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "__call__", press)
    assert main(["run", str(folder), "-o", str(folder / "out"), "--jobs", "1", *arguments]) == 130
    assert capsys.readouterr().err.endswith(f"interrupted; what was finished is kept, the same command {after}\n")
    assert open_output(folder / "out")["documents"].num_rows == 1


@pytest.mark.parametrize(
    ("argument", "sentence"),
    [
        *((argument, "must be a number above 0") for argument in _NO_AMOUNTS),
        *((f"--jobs={wrong}", "must be a whole number above 0") for wrong in ("0", "-1", "1.5", "two")),
        ("--output=s3://bucket/out", "s3://bucket/out is no folder of this machine: write to one"),
    ],
)
def test_a_value_that_no_run_can_have_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], argument: str, sentence: str
) -> None:
    """Before anything is read or made; exit code 2."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["run", ".", "--output", "out", argument])
    assert ended.value.code == 2 and sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_output_may_be_named_as_a_file_address(folder: Path, tmp_path: Path) -> None:
    """It is a folder of this machine."""
    assert main(["run", str(folder), "-o", f"file://{tmp_path}/out", "--jobs", "1"]) == 0
    assert open_output(tmp_path / "out")["documents"].num_rows == 2


def test_show_prints_what_was_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sections, milestones, budgets and checks, each under its name."""
    assert main(["show", str(folder / "계획 1.txt")]) == 0
    printed = capsys.readouterr().out
    assert [name for name in ("sections: ", "milestones: 2", "checks: none") if name not in printed] == []
    assert "2023-09-01 ~ 2023-09-30" in printed and "210,000,000" in printed


def test_show_json_has_every_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For machines: the tables' own columns, dates in ISO 8601."""
    assert main(["show", "--json", str(folder / "계획 1.txt")]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert list(rows["milestones"][0]) == columns("milestones")
    assert [row["start_date"] for row in rows["milestones"]] == ["2023-09-01", "2025-07-01"]


def test_show_says_what_to_do_with_an_unreadable_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence, exit code 1."""
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert main(["show", str(tmp_path / "x.pdf")]) == 1
    assert "(corrupt)" in capsys.readouterr().err


def test_show_draws_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The picture of a page of the corpus with the found grid; a page that is not there is told."""
    source = next((ROOT / "corpus").glob("*.pdf"))
    target = tmp_path / "page.png"
    assert main(["show", str(source), "--page", "1", "--overlay", str(target)]) == 0
    assert target.read_bytes().startswith(b"\x89PNG")
    assert main(["show", str(source), "--page", "999", "--overlay", str(target)]) == 2
    assert "has no page 999" in capsys.readouterr().err


def test_the_other_engine_reads_the_same_steps(capsys: pytest.CaptureFixture[str]) -> None:
    """--pdf-engine pdfplumber: other eyes, the same plan sheet, and another extractor's name."""
    rows = []
    for engine in ("pdfium", "pdfplumber"):
        assert main(["show", "--json", "--pdf-engine", engine, str(ROOT / "corpus" / "plansheet-haeon-pdf.pdf")]) == 0
        rows.append(json.loads(capsys.readouterr().out))
    ours, theirs = ([(row["task"], row["start_date"]) for row in one["milestones"]] for one in rows)
    assert ours == theirs and len(ours) >= 10
    assert rows[0]["documents"][0]["extractor"] != rows[1]["documents"][0]["extractor"]


def test_dates_and_amounts_name_their_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """What a maintainer tries first on a new notation."""
    assert main(["dates", "‘22. 9. ~ ’26. 4."]) == 0
    assert main(["amounts", "총사업비 420백만원"]) == 0
    assert main(["dates", "날짜 없음"]) == 0
    printed = capsys.readouterr().out
    assert "2022-09-01" in printed and "2026-04-30" in printed and "420000000" in printed
    assert printed.endswith("nothing found\n")


@pytest.mark.parametrize("year", ["0", "-5", "20267", "올해"])
def test_a_base_year_is_a_year(capsys: pytest.CaptureFixture[str], year: str) -> None:
    """No calendar begins before year 1."""
    with pytest.raises(SystemExit) as ended:
        main(["dates", "3월 ~ 12월", f"--base-year={year}"])
    assert ended.value.code == 2 and "must be a year such as 2026" in capsys.readouterr().err


def test_schema_prints_every_column(capsys: pytest.CaptureFixture[str]) -> None:
    """With its type and meaning."""
    assert main(["schema"]) == 0
    printed = capsys.readouterr().out
    assert all(f"{table}: " in printed for table in TABLES)
    assert "amount_won" in printed and "int64" in printed


def test_help_is_quick() -> None:
    """A fifth of a second of work, the best of three."""
    seconds = []
    for _ in range(3):
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "extract", "--help"], check=True, capture_output=True, cwd=ROOT)
        after = getrusage(RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds) < 0.2


def test_the_plan_of_every_table_can_be_shown() -> None:
    """No value, however odd, breaks the view."""
    shown = list(plan_text(plan("a")))
    assert all(width(line) <= 122 for line in shown)
    assert json.loads(plan_json(plan("a")))["budgets"][0]["amount_won"] == 7
