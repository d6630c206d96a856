"""The beginning: how far a new workspace has come, what comes next, and the first draft."""

from __future__ import annotations

from dm_assistant.domain.model import FollowState, Purpose
from dm_assistant.errors import BadInputError
from dm_assistant.services import drafting, people
from dm_assistant.services.views import Beginning, Card, RankedContact
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import comments, contacts, drafts
from dm_assistant.storage.clock import seconds

BEST = 5
LAST = "queue"
"""The command with which the beginning is over."""

TRIED = 20
"""So many people are tried, best first, until a message fits one of them."""


def look(ws: Workspace) -> Beginning:
    """Say how far the workspace has come."""
    first = ws.accounts[0]
    named = next((each for each in ws.accounts if each.handle), first)
    with ws.database.read() as tx:
        known = contacts.how_many(tx, seconds(ws.now()))
        written = comments.count(tx)
        follows = known - contacts.in_follow_state(tx, FollowState.UNKNOWN)
        drafted = drafts.any_made(tx)
    return Beginning(
        account=f"@{named.handle} on {named.platform.value}" if named.handle else "",
        language=first.language,
        timezone=first.timezone,
        comments=written,
        people=known,
        follows=follows,
        best=_best(ws)[:BEST],
        drafted=drafted,
    )


def first_draft(ws: Workspace) -> Card:
    """Draft a thank-you for the best person whom one fits; raise BadInputError where none does."""
    why = "nobody is known yet: import a file of comments first"
    for person in _best(ws):
        handle = f"{person.platform.value}:{person.handle}"
        report = drafting.make(ws, Purpose.THANKS, names=(handle,))
        if report.drafts:
            return report.drafts[0]
        why = f"no message fits any of the best people yet; @{person.handle}: " + "; ".join(
            left.reason for left in report.left_out
        )
    raise BadInputError(why)


def _best(ws: Workspace) -> tuple[RankedContact, ...]:
    """Return the best people who may hear from the creator at all."""
    return tuple(each for each in people.ranked(ws, top=TRIED) if not each.no_contact)


def next_command(ws: Workspace) -> str:
    """Return the command that takes a new workspace one step on, without the program's name."""
    with ws.database.read() as tx:
        if not contacts.count(tx):
            return "import FILE --dry-run"
        if not drafts.any_made(tx):
            return "draft --for thanks --top 10"
    return LAST
