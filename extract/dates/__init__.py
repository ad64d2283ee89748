"""Korean dates and periods in running text and table cells.

A mention is read in four steps: a cheap search finds where a date may begin (``scan.CANDIDATE``); the notations of
``notation.HEADS`` are tried there in order; ``joint`` reads what follows (a second end, an open tilde, 까지);
``period`` turns the ends into days of the calendar. What cannot be read whole is left out.

>>> [(m.raw, str(m.start_date), str(m.end_date)) for m in find_dates("예타 면제’25.12., 공사‘28.~’31.")]
[('’25.12.', '2025-12-01', '2025-12-31'), ('‘28.~’31.', '2028-01-01', '2031-12-31')]
"""

from __future__ import annotations

from extract.dates.mention import BackwardRange, DateMention, DateReading
from extract.dates.scan import read_dates

__all__ = ["BackwardRange", "DateMention", "DateReading", "find_dates", "read_dates"]


def find_dates(text: str, base_year: int | None = None) -> list[DateMention]:
    """Return the dates and periods of a text, in order and disjoint.

    ``base_year`` is the year of dates that name none and have no date before them on their line; without it they are
    left out.

    >>> [m] = find_dates("사업기간 : 2022. 9. ~ 2026. 4.")
    >>> m.raw, m.start_date.isoformat(), m.end_date.isoformat(), m.precision, m.rule
    ('2022. 9. ~ 2026. 4.', '2022-09-01', '2026-04-30', 'month', 'point month ~ point month')
    >>> [(m.raw, m.inferred) for m in find_dates("공모(7월), 협약(하반기)", base_year=2025)]
    [('7월', True), ('하반기', True)]
    >>> find_dates("2. 추진방향, 19~39세, 4·19, 3.1절, 제2023-123호")
    []
    """
    return list(read_dates(text, lambda _offset: base_year).mentions)
