"""Imported once by the process that workers are forked from, so that all share what the first document would load.

That is the morphological model, the readers with their libraries, the vocabulary, and pandas, for which pyarrow looks
when it makes its first array. A worker that is forked from here does its first document as fast as any other.
"""

from __future__ import annotations

import gc
from importlib import import_module

from extract import files, tables, words

_PLAN = "□ 추진일정\n ○ 조례 제정 ········· ’23. 9.\n\n□ 소요예산 : 420백만원(국비 210, 시비 210)\n"

for _reader in ("hangul", "hwpml", "pdf"):
    import_module(f"extract.readers.{_reader}")
words.model()
tables.pack(tables.plan_tables(files.name_plan(files.extract(files.read_bytes(_PLAN.encode(), "pdfium")), "", "")))
gc.freeze()  # what is loaded by now stays: the collector of a worker need not walk, and so copy, its pages
