"""Korean government plan documents as data.

>>> from extract import find_amounts
>>> [amount.amount_won for amount in find_amounts("총사업비 : 420백만원")]
[420000000]

- :func:`read` -- a file to its :class:`~extract.document.Document`: one text, and blocks that are spans of it
- :func:`extract` -- a document to its :class:`~extract.records.Plan`: the rows of every table
- :func:`extract_file` -- both
- :func:`find_dates`, :func:`find_amounts` -- the grammars of dates and money on any text
- :func:`open_output` -- the tables of an output folder, all of one moment
- :func:`budget_leaves` -- the rows of ``budgets`` that add up, no money counted twice
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.amounts import find_amounts
    from extract.dates import find_dates
    from extract.files import extract_file
    from extract.leaves import budget_leaves
    from extract.pipeline import extract
    from extract.readers import read
    from extract.store import open_output

__version__ = "0.1.0"
__all__ = ["budget_leaves", "extract", "extract_file", "find_amounts", "find_dates", "open_output", "read"]

_HOMES = {
    "budget_leaves": "extract.leaves",
    "extract": "extract.pipeline",
    "extract_file": "extract.files",
    "find_amounts": "extract.amounts",
    "find_dates": "extract.dates",
    "open_output": "extract.store",
    "read": "extract.readers",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home when it is first asked for: importing the package alone costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'extract' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
