"""How many examples a property is tried on: all in ``make test``, a part in ``make check``.

In the clean room hypothesis tries the same examples in every run, so that more of them find
nothing new from one run to the next: there a quarter are tried, within the time it has.
"""

from __future__ import annotations

import os

QUICK = os.environ.get("DM_ASSISTANT_TESTS") == "quick"
CLEAN_ROOM = bool(os.environ.get("CI"))


def examples(full: int) -> int:
    """Return the number of examples for this run."""
    share = 8 if QUICK else 4 if CLEAN_ROOM else 1
    return max(min(full, 5), full // share)
