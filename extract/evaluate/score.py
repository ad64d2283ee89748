"""One document's output against its golden file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from extract.evaluate.compare import RULES, agree, apart, same
from extract.evaluate.gold import Gold, Origin, Row
from extract.evaluate.match import match, same_project
from extract.evaluate.rows import DOCUMENT, golden_document, golden_row, titles_of
from extract.evaluate.scope import Scope, ScopeError, places_of, scope_of
from extract.evaluate.tally import Tally, Verdict, tally
from extract.records import Fact, Plan

_NO_COLUMNS = frozenset({"optional", "message", "project"})
_WORDS = ("raw", "date_raw", "heading", "title", "value", "found")
_MARGIN = 160


class Line(NamedTuple):
    """A line of the source round the words of a row."""

    before: str
    words: str
    after: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one golden row or one row of the output.

    ``columns`` are those that were compared, ``off`` those among them that do not agree (of matched rows only);
    ``line`` is the found row's place, or the first likely place of a missing one.
    """

    table: str
    verdict: Verdict
    gold: Row | None
    found: Row | None
    rule: str | None = None
    columns: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    line: Line | None = None

    @property
    def is_fault(self) -> bool:
        """Whether something is not as the golden file says."""
        return self.verdict in {"wrong", "missing", "extra"} or bool(self.off and self.verdict == "right")


class LeftOver(NamedTuple):
    """How many dates and amounts of a plan went into no other table, of how many."""

    left: int
    of: int


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The outcome of every row of one document.

    ``scored`` are the tables that were compared, with rows or without.
    ``problem`` says why nothing could be compared; every required row is missing then. ``left_over`` covers the
    whole document, not its scope, and is empty for documents that are no plan.
    """

    name: str
    origin: Origin
    kind: str | None
    scored: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    left_over: Mapping[str, LeftOver]
    problem: str | None = None

    @property
    def tables(self) -> dict[str, Tally]:
        """The counts of each table that was scored."""
        return {name: tally(each.verdict for each in self.outcomes if each.table == name) for name in self.scored}

    @property
    def faults(self) -> list[Outcome]:
        """Everything that is not as the golden file says."""
        return [outcome for outcome in self.outcomes if outcome.is_fault]


def score_plan(gold: Gold, plan: Plan) -> DocumentScore:
    """Compare a document's output with its golden file, within the scope and the tables that it lists in full."""
    try:
        scope = scope_of(gold.scope, plan.document.text)
    except ScopeError as error:
        return score_nothing(gold, str(error))
    outcomes = [*_document(gold, plan)]
    for table in gold.tables:
        outcomes += _table(table, gold.tables[table], plan, scope)
    return _document_score(gold, outcomes, _left_over(plan))


def score_nothing(gold: Gold, problem: str) -> DocumentScore:
    """Return the score of a document that gave no output: every required row is missing."""
    known = {name: value for name, value in gold.document.items() if value is not None}
    document = [Outcome("document", "missing", {name: value}, None) for name, value in known.items()]
    rows = [
        Outcome(table, "missing", row, None) for table in gold.tables for row in gold.tables[table] if _required(row)
    ]
    return _document_score(gold, [*document, *rows], {}, problem)


def _document_score(
    gold: Gold, outcomes: Sequence[Outcome], left_over: Mapping[str, LeftOver], problem: str | None = None
) -> DocumentScore:
    kind, scored = gold.document.get("kind"), ("document", *gold.tables)
    return DocumentScore(gold.name, gold.origin, kind, scored, tuple(outcomes), left_over, problem)


# ------------------------------------------------------------------ the document itself


def _document(gold: Gold, plan: Plan) -> Iterator[Outcome]:
    found = golden_document(plan)
    for column in DOCUMENT:
        wanted = gold.document.get(column)
        if column in gold.document and (wanted, found[column]) != (None, None):
            yield _value_outcome(column, wanted, found[column])


def _value_outcome(column: str, wanted: object, found: object) -> Outcome:
    """A value of the document is a row of its own: right, wrong, missing or extra."""
    verdict: Verdict = "right" if _same_value(column, wanted, found) else "wrong"
    if wanted is None or found is None:
        verdict = "extra" if wanted is None else "missing"
    columns = (column,) if verdict in {"right", "wrong"} else ()
    off = (column,) if verdict == "wrong" else ()
    return Outcome("document", verdict, {column: wanted}, {column: found}, f"document.{column}", columns, off)


def _same_value(column: str, wanted: object, found: object) -> bool:
    """Issuers agree too where one leaves out the province: ``계양구`` and ``인천광역시 계양구``."""
    if column == "issuer" and isinstance(wanted, str) and isinstance(found, str):
        longer, shorter = sorted((wanted.split(), found.split()), key=len, reverse=True)
        return longer[-len(shorter) :] == shorter
    return same(wanted, found)


# ------------------------------------------------------------------ the tables


def _table(table: str, golds: Sequence[Row], plan: Plan, scope: Scope) -> Iterator[Outcome]:
    facts = [fact for fact in _facts(plan, table) if scope.holds(fact.span_start, fact.page)]
    titles = titles_of(plan)
    founds = [golden_row(table, fact, titles) for fact in facts]
    pairs = dict(match(table, golds, founds))
    taken = {facts[j].span_start for j in pairs.values()}
    for i, gold in enumerate(golds):
        if i in pairs:
            yield _matched(table, gold, founds[pairs[i]], facts[pairs[i]], plan)
        elif _required(gold):
            yield Outcome(table, "missing", gold, None, line=_likely_line(gold, plan, scope, taken))
    for j in sorted(set(range(len(facts))) - set(pairs.values())):
        yield Outcome(table, "extra", None, founds[j], facts[j].rule, line=_line_of(facts[j], plan))


def _facts(plan: Plan, table: str) -> list[Fact]:
    return sorted(getattr(plan, table), key=lambda fact: (fact.span_start, fact.span_end))


def _required(gold: Row) -> bool:
    return not gold.get("optional")


def _matched(table: str, gold: Row, found: Row, fact: Fact, plan: Plan) -> Outcome:
    verdict: Verdict = "right" if agree(gold, found, RULES[table].values) else "wrong"
    columns = [column for column in gold if column not in _NO_COLUMNS]
    off = apart(table, gold, found, columns)
    if gold.get("project"):
        columns.append("project")
        off += [] if same_project(gold, found) else ["project"]
    if not _required(gold):
        verdict = "optional"
    return Outcome(table, verdict, gold, found, fact.rule, tuple(columns), tuple(off), _line_of(fact, plan))


def _left_over(plan: Plan) -> dict[str, LeftOver]:
    if not plan.document.is_plan:
        return {}
    used = {"dates": [row.used_in for row in plan.dates], "amounts": [row.used_in for row in plan.amounts]}
    return {table: LeftOver(sum(not tables for tables in rows), len(rows)) for table, rows in used.items()}


# ------------------------------------------------------------------ source lines


def _line_of(fact: Fact, plan: Plan) -> Line:
    return _line(plan.document.text, fact.span_start, fact.span_end, fact.page)


def _line(text: str, start: int, end: int, page: int | None) -> Line:
    first = max(text.rfind("\n", 0, start) + 1, start - _MARGIN)
    after = text[end : end + _MARGIN].split("\n", 1)[0]
    return Line(text[first:start], text[start:end], after, page)


def _likely_line(gold: Row, plan: Plan, scope: Scope, taken: set[int]) -> Line | None:
    """Return, of the lines within the scope that hold a missing row's words and are no other row's, the most alike."""
    words = next((str(gold[name]) for name in _WORDS if gold.get(name)), "")
    told = _syllable_pairs(" ".join(str(value) for value in gold.values()))
    lines = [
        _line(plan.document.text, start, end, page)
        for start, end, page in _paged(plan, places_of(plan.document.text, words))
        if start not in taken and scope.holds(start, page)
    ]
    return max(lines, key=lambda line: len(told & _syllable_pairs("".join(line[:3]))), default=None)


def _syllable_pairs(words: str) -> set[str]:
    return set(re.findall("(?=([가-힣]{2}))", words))


def _paged(plan: Plan, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int | None]]:
    """Yield each place with its page: that of the row that begins last before it."""
    marks = _page_marks(plan)
    for start, end in places:
        before = bisect_right(marks, start, key=itemgetter(0)) - 1
        yield start, end, marks[max(before, 0)][1] if marks else None


def _page_marks(plan: Plan) -> list[tuple[int, int]]:
    """Return where each row begins with its page: what is known of the pages of a text."""
    tables = (plan.sections, plan.items, plan.dates, plan.amounts, plan.budgets)
    return sorted({(fact.span_start, fact.page) for table in tables for fact in table if fact.page is not None})
