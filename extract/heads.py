"""What the heads of a budget table say: years and periods, basis, totals, funds, units."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from extract.amounts import unit_of
from extract.dates import find_dates
from extract.text import close_up, fold, without_space
from extract.vocabulary import fund, joins_funds, sums_columns

_YEAR = re.compile(r"(?:(?P<long>(?:19|20)\d\d)|'(?P<short>\d\d))(?:년도?|학년도|\.)?(?!\d)")
_BASIS_ONLY = re.compile(r"(?:당초|변경|최종|본|추경|예산|집행|확보|계획|결산|투자|예정|실적|현액)*(?:액|현황|안)?")
_TAIL = re.compile(r"\([^()]*\)$")
_COUNTED = "학교|학생|인원|가구|세대|시설|업체|기업|과제|사업|위원|직원|교원|대상|참여자|이용자|[개건동호일횟]"
_NO_MONEY = re.compile(
    rf"(?:[율률]|비중|개소|수량|인원|물량|연번|번호|순번|순위|면적|정원|현원|비고|월|단가|(?:{_COUNTED})\s?수)$"
    r"|%|㎡|㎞|km|\([A-Z]\s*[-–]\s*[A-Z]\)\s*/|^N[oO]\.?$"
)
_COUNTING_UNIT = re.compile(r"\((?:[^()]*,\s*)?(?:%|명|건|개|개소|㎡|㎞|호|대|회)\)")
_SHARE = re.compile(r"\((?:구성비|비율|비중|점유율)[^()]*\)")
_ALONE = frozenset({"기투자", "향후투자", "향후", "이후", "기집행", "기확보"})
_BASES = (
    ("증감", re.compile(r"증\s*감|증가|감소")),
    ("계획", re.compile(r"(?:집행|지출|확보)\s*계획|계획.*(?:수입|지출)")),
    ("집행", re.compile(r"(?<!미)집행(?!\s*잔액)|(?<!세입)(?<!세입 )결산(?!상? ?잉여)|기지출|(?<!추진)실적")),
    ("확보", re.compile(r"(?<!미)확보(?!\s*(?:필요|예정|대상))")),
    ("계획", re.compile(r"계획")),
    ("예산", re.compile(r"예산|당초|변경|추경|편성")),
)
"""What tells a basis; the first that is found does."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column's or row's head, read.

    ``source`` is its 재원, ``year`` its one whole year, ``period`` the ends of a period that is none (open ends None);
    ``totals`` says that it sums what stands beside it, ``money`` that its figures can be money, ``share`` that a share
    stands behind them in brackets.
    """

    words: str
    source: str | None
    year: int | None
    period: tuple[datetime.date | None, datetime.date | None]
    basis: str | None
    totals: bool
    unit: str | None
    money: bool
    share: bool

    @property
    def stands_alone(self) -> bool:
        """Whether the head needs no other above it: it is a year, a period, a total or what was spent before."""
        return self.year is not None or self.period != (None, None) or self.totals or self.words.strip() in _ALONE


def basis_of(words: str) -> str | None:
    """Return the basis that words name: 증감, 집행, 확보, 계획 or 예산.

    >>> [basis_of(words) for words in ("‘24년 집행", "’24년 예산", "증 감 (B-A)", "기금운용계획 지출", "2025")]
    ['집행', '예산', '증감', '계획', None]
    >>> [basis_of(words) for words in ("세출결산액(B)", "세입결산액(A)", "결산상잉여금(A-B)")]
    ['집행', None, None]
    """
    return next((basis for basis, pattern in _BASES if pattern.search(words)), None)


def year_of(words: str) -> int | None:
    """Return the whole year that a head is; None for anything more or less than one.

    >>> [year_of(head) for head in ("2022", "‘24년 예산", "2021년 (A)", "‘23년 이전 집행", "2026~2027", "'25.6월")]
    [2022, 2024, 2021, None, None, None]
    """
    plain = _TAIL.sub("", without_space(fold(words)))
    match = _YEAR.match(plain)
    if not match or not _BASIS_ONLY.fullmatch(plain, match.end()):
        return None
    return int(match["long"] or f"20{match['short']}")


def is_basis_only(words: str) -> bool:
    """Say whether a head tells a basis and nothing else.

    >>> is_basis_only("집행액(B)"), is_basis_only("당초 예산"), is_basis_only("기투자"), is_basis_only("2024 예산")
    (True, True, False, False)
    """
    return bool(_BASIS_ONLY.fullmatch(without_tail(words)))


_REMAINDER = re.compile(r"잔액|잔여|불용|미집행|미확보|부족")


def is_remainder(words: str) -> bool:
    """Say whether a head tells what other columns leave, and no money of its own.

    >>> is_remainder("집행잔액(A-B)"), is_remainder("부족액"), is_remainder("집행액")
    (True, True, False)
    """
    return bool(_REMAINDER.search(without_space(words)))


def is_year(words: str) -> bool:
    """Say whether a cell is nothing but a year.

    >>> is_year("2022"), is_year("’25년"), is_year("2,025"), is_year("2025 예산")
    (True, True, False, False)
    """
    return bool(_YEAR.fullmatch(without_space(fold(words))))


@lru_cache(maxsize=4096)
def read_head(words: str) -> Head:
    """Read a head; its words are joined from the cells above or beside the figures.

    >>> head = read_head("‘23년 이전 집행")
    >>> head.year, head.period, head.basis
    (None, (None, datetime.date(2023, 12, 31)), '집행')
    """
    plain = close_up(words).strip()
    parts = close_up(_TAIL.sub("", plain)).split()
    source = next((found for part in parts if (found := fund(_TAIL.sub("", part)))), None)
    year = year_of(plain)
    return Head(
        words=words,
        source=source if source != "계" else None,
        year=year,
        period=_period(plain, year),
        basis=basis_of(plain),
        totals=sums_columns(plain) or any(fund(without_tail(part)) == "계" for part in plain.split()),
        unit=unit_of(words),
        money=not (_NO_MONEY.search(_TAIL.sub("", plain)) or _COUNTING_UNIT.search(plain)),
        share=bool(_SHARE.search(plain)),
    )


def _period(words: str, year: int | None) -> tuple[datetime.date | None, datetime.date | None]:
    if year:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    found = find_dates(_dated(words))
    return (found[0].start_date, found[0].end_date) if len(found) == 1 else (None, None)


_BARE_YEAR = re.compile(r"(?<![\d'])((?:19|20)\d\d)(?=\s*이[후전])")


def _dated(words: str) -> str:
    """A bare year in a head (``2026이후``) is a year all the same."""
    return _BARE_YEAR.sub(r"\1년 ", fold(words))


def without_tail(words: str) -> str:
    """Return a head or label without blanks and without a bracket behind it.

    >>> without_tail("소 계(A)"), without_tail("계(부경대)")
    ('소계', '계')
    """
    return _TAIL.sub("", without_space(words))


def is_fund_label(words: str) -> bool:
    """Say whether a row's label names a 재원, one that joins two, or a total.

    >>> is_fund_label("구 비"), is_fund_label("국․시비"), is_fund_label("합 계"), is_fund_label("공사비")
    (True, True, True, False)
    """
    plain = without_tail(words)
    return fund(plain) is not None or joins_funds(plain)


_DOUBTFUL = frozenset({"기타", "공기업", "대학", "교육청", "시교육청", "자체수입"})
"""Funds among funds, and items among items."""


def is_doubtful_fund(words: str) -> bool:
    """Say whether a label is a 재원 among other 재원 alone.

    >>> is_doubtful_fund("기 타"), is_doubtful_fund("공기업"), is_doubtful_fund("자부담"), is_doubtful_fund("국비")
    (True, True, False, False)
    """
    return without_tail(words) in _DOUBTFUL


def tells_fund(words: str) -> bool:
    """Say whether a part of a label or head is a 재원 wherever it stands, and no total.

    >>> tells_fund("국비"), tells_fund("2024 국․시비"), tells_fund("기타"), tells_fund("계")
    (True, True, False, False)
    """
    parts = {without_tail(words), *map(without_tail, words.split())} - _DOUBTFUL
    return any(fund(part) not in (None, "계") or joins_funds(part) for part in parts)


def is_account(words: str) -> bool:
    """Say whether a label is an account (회계) of the budget that is no 재원.

    >>> is_account("일 반 회 계"), is_account("균특회계"), is_account("회계과")
    (True, False, False)
    """
    plain = without_tail(words)
    return plain.endswith("회계") and fund(plain) is None
