"""How the creator behaves: gathered from what they answered, sent and wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import compress

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.sameness import PERCENT
from dm_assistant.domain.statistics import conduct as figures
from dm_assistant.domain.statistics.conduct import Answering, Conduct
from dm_assistant.domain.statistics.openers import CONFIRMED, Openers
from dm_assistant.domain.statistics.thresholds import MOST_COMPARED, SAMENESS_SPAN
from dm_assistant.domain.templates.model import FOLLOW_UP
from dm_assistant.services import texts
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import answering, conduct, words
from dm_assistant.storage.database import Tx


def of(
    tx: Tx, ws: Workspace, openers: Openers, since: datetime | None, until: datetime | None
) -> Conduct:
    """Return how they answered, asked and gave in a span of time, and how alike they write now.

    ``openers`` are those of the span.
    """
    gives = {each.full_name: each.gives for each in texts.library(ws).templates}
    sent = [
        (purpose, gives.get(f"{folder}/{template}"), number)
        for purpose, folder, template, number in (*_openers(openers), *_rest(tx, since, until))
    ]
    given = words.newest(tx, ws.now() - SAMENESS_SPAN, MOST_COMPARED)
    return Conduct(
        answering=times(tx, ws, since, until),
        balance=figures.balance(sent),
        near_copies=figures.near_copies(given, ws.policy.sameness_fix / PERCENT),
    )


def times(tx: Tx, ws: Workspace, since: datetime | None, until: datetime | None) -> Answering:
    """Return how long those waited who were answered in a span of time, and who waits now."""
    waiting = [at for _, at in answering.waiting(tx)]
    return figures.answering(answering.waits(tx, since, until), waiting, ws.now())


_Sent = tuple[Purpose, str, str, int]
"""What messages are for, the folder and name of their template, and how many they are."""


def _openers(openers: Openers) -> Iterator[_Sent]:
    confirmed = Counter(compress(openers.kinds, (mark & CONFIRMED for mark in openers.marks)))
    for kind, number in confirmed.items():
        found = openers.named[kind]
        yield Purpose(found.purpose), found.purpose, found.template, number


def _rest(tx: Tx, since: datetime | None, until: datetime | None) -> Iterator[_Sent]:
    for purpose, template, kind, number in conduct.sent(tx, since, until):
        folder = FOLLOW_UP if kind == "follow_up" else purpose
        yield Purpose(purpose), folder, template, number
