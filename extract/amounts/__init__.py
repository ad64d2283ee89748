"""The grammar of Korean money: text -> amounts in whole won, each with the words that it came from.

Exact integers throughout. What can be read in two ways is not read: a wrong amount is worse than a missing one.
"""

from extract.amounts.captions import unit_of
from extract.amounts.cells import read_figure, without_share
from extract.amounts.finding import find_amounts
from extract.amounts.formulas import Formula, find_formulas
from extract.amounts.mention import AmountMention
from extract.amounts.restatements import Restatement, find_restatements

__all__ = [
    "AmountMention",
    "Formula",
    "Restatement",
    "find_amounts",
    "find_formulas",
    "find_restatements",
    "read_figure",
    "unit_of",
    "without_share",
]
