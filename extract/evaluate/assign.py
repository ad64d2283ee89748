"""One-to-one matching: the heaviest set of pairs in which nothing stands twice."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]


def assign(weights: Mapping[Pair, int]) -> list[Pair]:
    """Return the pairs, each left and each right at most once, whose weights sum up highest.

    ``weights`` names the pairs that may match, with whole numbers above 0. The sum is exact whatever their size, so a
    weight can hold several ranks, the higher ones in higher digits. Pairs come in order; the same weights give the
    same pairs.

    >>> assign({(0, 0): 5, (0, 1): 4, (1, 0): 4})
    [(0, 1), (1, 0)]
    """
    return sorted(pair for part in _parts(weights) for pair in _assign_part(part))


def _parts(weights: Mapping[Pair, int]) -> list[dict[Pair, int]]:
    """Split the pairs into parts that share neither a left nor a right."""
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def lead(node: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for left, right in weights:
        leader[lead(("right", right))] = lead(("left", left))
    parts: dict[tuple[str, int], dict[Pair, int]] = {}
    for pair, weight in weights.items():
        parts.setdefault(lead(("left", pair[0])), {})[pair] = weight
    return list(parts.values())


def _assign_part(weights: dict[Pair, int]) -> list[Pair]:
    lefts, rights = (sorted({pair[side] for pair in weights}) for side in (0, 1))
    if len(lefts) > len(rights):
        turned = _assign_part({(right, left): weight for (left, right), weight in weights.items()})
        return [(left, right) for right, left in turned]
    costs = [[-weights.get((left, right), 0) for right in rights] for left in lefts]
    pairs = [(lefts[row], rights[column]) for row, column in _cheapest(costs)]
    return [pair for pair in pairs if pair in weights]


def _cheapest(costs: list[list[int]]) -> list[Pair]:
    """Return a column for every row at the least cost: the Hungarian method by shortest augmenting paths.

    ``costs`` has at least as many columns as rows. Row 0 and column 0 of the working arrays stand for none.
    """
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0] * (rows + 1), [0] * (columns + 1)
    row_of = [0] * (columns + 1)
    far = 1 + 2 * sum(max(map(abs, row)) for row in costs)
    for row in range(1, rows + 1):
        row_of[0] = row
        _augment(costs, row_price, column_price, row_of, far)
    return [(row_of[column] - 1, column - 1) for column in range(1, columns + 1) if row_of[column]]


def _augment(
    costs: list[list[int]], row_price: list[int], column_price: list[int], row_of: list[int], far: int
) -> None:
    """Give the row that waits in ``row_of[0]`` a column, moving others along the cheapest path."""
    slack, came_from = [far] * len(row_of), [0] * len(row_of)
    free, column, path = set(range(1, len(row_of))), 0, {0}
    while row_of[column]:
        row = row_of[column]
        for other in free:
            cost = costs[row - 1][other - 1] - row_price[row] - column_price[other]
            if cost < slack[other]:
                slack[other], came_from[other] = cost, column
        nearest = min(free, key=lambda other: (slack[other], other))
        step = slack[nearest]
        for used in path:
            row_price[row_of[used]] += step
            column_price[used] -= step
        for other in free:
            slack[other] -= step
        column = nearest
        path.add(column)
        free.discard(column)
    while column:
        row_of[column] = row_of[came_from[column]]
        column = came_from[column]
