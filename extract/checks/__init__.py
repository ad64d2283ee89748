"""Records -> disagreements: what a document says in two places that do not fit.

A check is silent where the reading is doubtful: several totals in one row, figures of two bases, a fund among items. It
never settles a disagreement; each place keeps its own value.
"""

from __future__ import annotations

from extract.checks.findings import Findings
from extract.checks.places import date_order, formula, milestone_outside_period, period, total_cost, unit_missing
from extract.checks.sums import sum_of_sources, sum_of_years
from extract.records import Check

__all__ = ["OF_EVERY_DOCUMENT", "OF_PLANS", "Findings", "checks"]

OF_EVERY_DOCUMENT = (formula, date_order)
OF_PLANS = (
    total_cost,
    period,
    sum_of_years,
    sum_of_sources,
    milestone_outside_period,
    unit_missing,
    *OF_EVERY_DOCUMENT,
)


def checks(found: Findings, *, is_plan: bool) -> list[Check]:
    """Return everything in a document that does not add up, in the order of the places."""
    rules = OF_PLANS if is_plan else OF_EVERY_DOCUMENT
    return sorted((check for rule in rules for check in rule(found)), key=lambda check: (check.span_start, check.rule))
