"""The tools under measurement: each a function from a case to what it finds there.

A reader imports its library when it is made, so that one that is not installed is left out by its ImportError.
"""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

Case = dict[str, Any]


class Finding(NamedTuple):
    """Words (None: the whole text) and their value: start and end of a period, or won."""

    raw: str | None
    value: tuple[str | None, str | None] | int | None
    point: bool = False
    """Whether the tool knows days only; then the first day of a period is right."""


Reader = Callable[[Case], list[Finding]]
USUAL_YEAR = 2025
"""For tools that cannot do without a reference day."""


def plan_extract_dates() -> Reader:
    """This project's grammar of dates."""
    from extract.dates import find_dates

    def read(case: Case) -> list[Finding]:
        return [
            Finding(found.raw, (_iso(found.start_date), _iso(found.end_date)))
            for found in find_dates(case["text"], case["base_year"])
        ]

    return read


def dateparser() -> Reader:
    """Search_dates with Korean as its language; it gives days."""
    search_dates = import_module("dateparser.search").search_dates

    def read(case: Case) -> list[Finding]:
        settings = {
            "RELATIVE_BASE": _reference(case),
            "PREFER_DAY_OF_MONTH": "first",
            "PREFER_MONTH_OF_YEAR": "first",
        }
        found = search_dates(case["text"], languages=["ko"], settings=settings) or []
        return [Finding(raw, (_iso(day.date()), _iso(day.date())), point=True) for raw, day in found]

    return read


def korean_datetime() -> Reader:
    """Parse_all; its ends are exclusive."""
    parse_all = import_module("korean_datetime").parse_all

    def read(case: Case) -> list[Finding]:
        return [
            Finding(found.text, (_iso(found.start), _iso(found.end and found.end - datetime.timedelta(days=1))))
            for found in parse_all(case["text"], now=_reference(case))
        ]

    return read


def plan_extract_amounts() -> Reader:
    """This project's grammar of money; a cell under a caption is read as a figure."""
    from extract.amounts import find_amounts, read_figure

    def read(case: Case) -> list[Finding]:
        figure = read_figure(case["text"], case["unit"]) if case.get("unit") else None
        found = [figure] if figure else find_amounts(case["text"], case.get("unit"))
        return [Finding(mention.raw, mention.amount_won) for mention in found]

    return read


def quantulum3() -> Reader:
    """Quantities whose unit is won."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that its classifier of units is not there
        parse = import_module("quantulum3.parser").parse

    def read(case: Case) -> list[Finding]:
        found = parse(case["text"])
        return [Finding(q.surface, round(q.value)) for q in found if q.unit.name == "south korean won"]

    return read


def pint() -> Reader:
    """One registry with the units of won; a text is read as one expression."""
    registry = import_module("pint").UnitRegistry()
    units = {"천원": 10**3, "만원": 10**4, "백만원": 10**6, "천만원": 10**7, "억원": 10**8, "조원": 10**12}
    registry.define("원 = [money]")
    for unit, won in units.items():
        registry.define(f"{unit} = {won} * 원")

    def read(case: Case) -> list[Finding]:
        quantity = registry.parse_expression(case["text"].replace(",", ""))
        if isinstance(quantity, registry.Quantity) and quantity.check("[money]"):
            return [Finding(None, round(quantity.to("원").magnitude))]
        return []

    return read


def price_parser() -> Reader:
    """One price of a text."""
    price_of = import_module("price_parser").Price.fromstring

    def read(case: Case) -> list[Finding]:
        price = price_of(case["text"])
        return [Finding(None, round(price.amount))] if price.amount is not None and price.currency else []

    return read


def korean_number() -> Reader:
    """Kor2num over a whole text that ends in 원."""
    kor2num = import_module("korean_number").kor2num

    def read(case: Case) -> list[Finding]:
        text = case["text"]
        return [Finding(None, int(kor2num(text.removesuffix("원").replace(",", ""))))] if text.endswith("원") else []

    return read


def _reference(case: Case) -> datetime.datetime:
    return datetime.datetime(case["base_year"] or USUAL_YEAR, 1, 1)  # noqa: DTZ001 - the libraries want a naive time


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat()[:10] if day else None


TOOLS: dict[str, dict[str, Callable[[], Reader]]] = {
    "dates": {"plan-extract": plan_extract_dates, "korean-datetime": korean_datetime, "dateparser": dateparser},
    "amounts": {
        "plan-extract": plan_extract_amounts,
        "quantulum3": quantulum3,
        "price-parser": price_parser,
        "pint": pint,
        "korean-number": korean_number,
    },
}
"""By what they read; a new tool is a line here."""
