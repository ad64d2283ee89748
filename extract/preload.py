"""Imported once by the process that workers are forked from, so that all share the morphological model."""

from __future__ import annotations

import gc

from extract import files, tables, words

words.model()
gc.freeze()  # what is loaded by now stays: the collector of a worker need not walk, and so copy, its pages

LOADED = (files, tables)
"""What workers need, besides the model."""
