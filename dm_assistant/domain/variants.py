"""Stable assignment of a person to one of several variants."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def order(names: Sequence[str], *, campaign: str, contact_id: int) -> list[str]:
    """Return the variants in this person's own order; the first is theirs.

    Highest random weight hashing (Thaler and Ravishankar 1998): the order stays when a variant is
    added or goes, except for that variant, and over many people every variant comes first equally
    often.
    """
    return sorted(names, key=lambda name: _weight(name, campaign, contact_id), reverse=True)


def _weight(name: str, campaign: str, contact_id: int) -> bytes:
    return hashlib.sha256(f"{campaign}\x1f{contact_id}\x1f{name}".encode()).digest()
