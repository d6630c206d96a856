"""How the creator behaves: gathered from what they answered, sent and wrote."""

from __future__ import annotations

from datetime import datetime

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.sameness import PERCENT
from dm_assistant.domain.statistics import conduct as figures
from dm_assistant.domain.statistics.conduct import Conduct
from dm_assistant.domain.statistics.thresholds import MOST_COMPARED, SAMENESS_SPAN
from dm_assistant.domain.templates.model import FOLLOW_UP
from dm_assistant.services import texts
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import conduct, words
from dm_assistant.storage.database import Tx


def of(tx: Tx, ws: Workspace, since: datetime | None, until: datetime | None) -> Conduct:
    """Return how they answered, asked and gave in a span of time, and how alike they write now."""
    now = ws.now()
    gives = {each.full_name: each.gives for each in texts.library(ws).templates}
    sent = [
        (purpose, gives.get(f"{FOLLOW_UP if second else purpose.value}/{template}"), number)
        for purpose, template, second, number in _sent(tx, since, until)
    ]
    given = words.newest(tx, now - SAMENESS_SPAN, MOST_COMPARED)
    return Conduct(
        answering=figures.answering(
            conduct.waits(tx, since, until), conduct.waiting_since(tx, now)
        ),
        balance=figures.balance(sent),
        near_copies=figures.near_copies(given, ws.policy.sameness_fix / PERCENT),
    )


def _sent(
    tx: Tx, since: datetime | None, until: datetime | None
) -> list[tuple[Purpose, str, bool, int]]:
    return [
        (Purpose(purpose), template, kind == "follow_up", number)
        for purpose, template, kind, number in conduct.sent(tx, since, until)
    ]
