"""The hash chain of the journal and the consent ledger: each record carries the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


def link(prev_hash: str, record: Mapping[str, Any]) -> str:
    """Return the hash of a record that follows ``prev_hash``."""
    body = json.dumps(record, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{prev_hash}\n{body}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Proof:
    """What following a chain from its start found; ``problem`` is empty when it holds."""

    count: int
    head: str
    problem: str = ""


def follow(
    records: Iterable[tuple[int, Mapping[str, Any], str, str]],
    *,
    anchored: tuple[int, str] | None,
) -> Proof:
    """Prove a chain of (id, record, prev_hash, hash) and that it still holds the anchored head.

    Nothing is ever deleted from a chain, so its ids are 1, 2, 3 and on.
    """
    count, head, seen = 0, GENESIS, anchored is None or anchored[0] == 0
    for number, record, prev_hash, own_hash in records:
        count += 1
        if prev_hash != head or number != count:
            return Proof(count, head, f"record {count} does not follow the one before it")
        if link(prev_hash, record) != own_hash:
            return Proof(count, head, f"record {count} was changed")
        head = own_hash
        if anchored is not None and count == anchored[0]:
            if head != anchored[1]:
                return Proof(count, head, f"record {count} is not the one that was anchored")
            seen = True
    if not seen and anchored is not None:
        return Proof(count, head, f"{anchored[0]} records were anchored, {count} are left")
    return Proof(count, head)
