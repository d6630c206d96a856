"""How many examples a property is tried on: all in ``make test``, a part in ``make check``."""

from __future__ import annotations

import os

QUICK = os.environ.get("DM_ASSISTANT_TESTS") == "quick"


def examples(full: int) -> int:
    """Return the number of examples for this run."""
    return max(5, full // 8) if QUICK else full
