"""The documents of others, which lie beside the repository and are never part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the documents to try are not there: {SHARED}")
