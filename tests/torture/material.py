"""The documents of the torture: invented plans, some of them twice, and files that do harm."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.readers.made_pdf import Sheet, pdf
from tests.readers.packages import package, paragraph, table
from tests.torture.harms import harmful

GOOD = 950
TWINS = 25
"""So many of the plans are another one's text in another format."""
SECOND_NAMES = 20
"""So many of the plans lie there under a second name too."""

Table = list[list[str]]


@dataclass(slots=True)
class Material:
    """What lies in a folder: the good documents by doc_id, the codes of the harmful ones by name."""

    folder: Path
    good: dict[str, Path] = field(default_factory=dict)
    harmful: dict[str, str] = field(default_factory=dict)


def make(folder: Path) -> Material:
    """Write all documents below a new folder; the same plans every time."""
    material = Material(folder)
    for name, data in _plans():
        path = _write(folder / name, data)
        material.good.setdefault(_doc_id(data), path)
    contents = set()
    for name, code, data in harmful():
        _write(folder / name, data)
        material.harmful[name] = code
        contents.add(_doc_id(data))
    assert len(material.good) == GOOD
    assert len(material.harmful) == len(contents - material.good.keys())
    return material


def _doc_id(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# ------------------------------------------------------------------ plans

PLACES = ("해온구", "다솔군", "가온시", "미리내구", "너른군", "한별시")
MATTERS = ("빗물안심마을", "청년 일자리", "작은 도서관", "골목 상권", "돌봄 쉼터", "자전거길", "마을 기록관")
STEPS = ("조례 제정", "기본계획 수립", "실시설계 용역", "주민설명회 개최", "공사 착공", "시설 준공", "성과보고회 개최")
FUNDS = ("국비", "시비", "구비")
ODD_NAMES = ("계획 \x1b[31m붉은.txt", "두\n줄.txt", "\u202e거꾸로.txt", "가" * 83 + ".txt")


def _plans() -> Iterator[tuple[str, bytes]]:
    for number in range(GOOD - TWINS):
        name, data = _plan(number)
        yield name, data
        if number < SECOND_NAMES:
            yield f"again/{number:04}.pdf", data
    for number in range(40, 40 + 5 * TWINS, 5):
        yield f"twins/{number:04}.hwpx", _hwpx(*_draft(number))


def _plan(number: int) -> tuple[str, bytes]:
    lines, budget = _draft(number)
    folder = f"plans/{number // 100}"
    if number < len(ODD_NAMES):
        return f"{folder}/{ODD_NAMES[number]}", _text(lines, budget).encode("cp949")
    if number % 5 == 1:
        return f"{folder}/{number:04}.hwpx", _hwpx(lines, budget)
    if number % 20 == 13:
        return f"{folder}/{number:04}.pdf", _pdf(lines)
    return f"{folder}/{number:04}.txt", _text(lines, budget).encode()


def _draft(number: int) -> tuple[list[str], Table]:
    """Return the lines of a plan and its table of money."""
    dice = random.Random(number)
    year, parts = dice.randint(2020, 2026), [dice.randint(2, 90) * 10 for _ in FUNDS]
    split = ", ".join(f"{fund} {part}" for fund, part in zip(FUNDS, parts, strict=True))
    steps = [f" ○ {step} ········· ’{year % 100 + later}. {dice.randint(1, 12)}." for later, step in enumerate(STEPS)]
    lines = [
        f"{dice.choice(PLACES)} {dice.choice(MATTERS)} {number}호 조성사업 추진계획",
        "□ 사업개요",
        f" ○ 사업기간 : {year}. 3. ~ {year + 4}. 6.",
        f" ○ 총사업비 : {sum(parts):,}백만원({split})",
        f" ○ 사업대상 : {dice.randint(2, 900)}가구",
        "□ 추진일정",
        *steps[: dice.randint(2, len(STEPS))],
        "□ 소요예산 (단위: 백만원)",
    ]
    figures = [("계", sum(parts)), *zip(FUNDS, parts, strict=True)]
    rows = [[name, f"{figure:,}", f"{figure * 3 // 10}", f"{figure * 7 // 10}"] for name, figure in figures]
    return lines, [["구분", "계", f"{year}", f"{year + 1}"], *rows]


def _text(lines: list[str], budget: Table) -> str:
    return "\n".join([*lines, *("\t".join(row) for row in budget)]) + "\n"


def _hwpx(lines: list[str], budget: Table) -> bytes:
    return package(*(paragraph(line) for line in lines), paragraph(table(*budget)))


def _pdf(lines: list[str]) -> bytes:
    """Return a page with what the lines have of Latin letters and figures."""
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.write(50, 60 + 20 * number, f"{number} plan " + "".join(one for one in line if one.isascii()).strip())
    return pdf(sheet)
