"""A preload of Dask's workers: the documents say what happens to the process that reads them."""

from __future__ import annotations

from functools import partial

from extract import cluster, workers
from tests.poison import work


def dask_setup(_worker: object) -> None:
    """Put the stand-in in the place of the work; Dask calls this when the worker starts."""
    setattr(cluster, "extract_all", partial(workers.extract_all, work=work))  # noqa: B010 - another's name, put in
