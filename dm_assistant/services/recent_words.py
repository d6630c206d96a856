"""What people were given of late, in runs of words: taken apart once for all threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.sameness import PERCENT, Collection
from dm_assistant.storage import journal, words
from dm_assistant.storage.database import Tx, writes

if TYPE_CHECKING:
    from dm_assistant.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RecentWords:
    """The messages given since a time, as of the act whose hash was ``asked`` for."""

    asked: object
    since: datetime
    kept: Mapping[int, words.Kept]
    collection: Collection


def of(tx: Tx, ws: Workspace, policy: Policy, now: datetime) -> Collection:
    """Return what was given within the window of the sameness rule, and maybe a little before.

    Read anew after every act, of this program or another, and within one; a message that reads as
    it did is not taken apart again.
    """
    since, share = now - policy.sameness_window, policy.sameness_warn / PERCENT
    asked = None if writes(tx) else (journal.head(tx)["hash"], policy.sameness_window, share)
    known = ws.recent_words
    if known is not None and asked is not None and known.asked == asked and known.since <= since:
        return known.collection
    kept = words.given(tx, since, {} if known is None else known.kept)
    collection = Collection(share, (each.given for each in kept.values()))
    ws.recent_words = RecentWords(asked, since, kept, collection)
    return collection
