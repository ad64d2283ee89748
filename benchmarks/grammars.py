"""The grammars of dates and money against the morphological model, on the same text."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.material import documents, table


def main() -> None:
    """Print one table: characters a second of each."""
    from extract import read, words
    from extract.amounts import find_amounts
    from extract.dates import find_dates

    texts = [read(path).text for path in documents(".txt", ".hwpx")]
    model = words.model()
    rows = []
    for name, work in (
        ("dates and amounts", lambda text: (find_dates(text, 2025), find_amounts(text))),
        ("dates", lambda text: find_dates(text, 2025)),
        ("amounts", find_amounts),
        ("Kiwi tokenises", model.tokenize),
    ):
        seconds = _seconds(work, texts)
        rows.append([name, f"{seconds:.2f}", f"{sum(map(len, texts)) / seconds:,.0f}"])
    table(f"grammars on {len(texts)} documents", ["", "seconds", "characters/s"], rows)


def _seconds(work: Callable[[str], object], texts: list[str]) -> float:
    since = time.perf_counter()
    for text in texts:
        work(text)
    return time.perf_counter() - since


if __name__ == "__main__":
    main()
