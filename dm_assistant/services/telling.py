"""Telling those who asked that what they asked for is made: each of them once, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dm_assistant.domain import filling
from dm_assistant.domain.feedback import Theme, ThemeState
from dm_assistant.domain.model import Comment, Contact, Purpose, Source
from dm_assistant.domain.quoting import quoted
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import drafting
from dm_assistant.services.feedback import wanted
from dm_assistant.services.feedback_views import Told
from dm_assistant.services.occasions import MADE
from dm_assistant.services.views import DraftReport, LeftOut
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, feedback
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.feedback import Message, Said

SKIPPED = "skipped"


def tell(ws: Workspace, theme: str, *, dry_run: bool = False) -> Told:
    """Draft "you asked, I made it" for exactly those who asked for a theme that is made.

    Each draft quotes what its person asked, with the day. Whoever has such a message, or had one
    that was skipped, gets no other, now or in a later run; who asked since gets theirs. One act,
    taken back whole by undo.
    """
    with ws.database.read() as tx:
        one = wanted(feedback.themes(tx), theme)
        if one.state is not ThemeState.MADE:
            raise BadInputError(
                f"{to_screen(one.name)!r} is not made yet: feedback made THEME --title TITLE"
            )
        asked = _newest([each for each in feedback.coded(tx) if one.id in each.themes])
        known = contacts.by_ids(tx, list(asked))
        messages = feedback.of_campaign(tx, one.campaign)
    before = {each.contact_id for each in messages if each.out or each.waiting}
    left = list(_left_out(known.values(), messages))
    out = {contact_id for contact_id, _ in left}
    able = [known[each].contact for each in asked if each in known and each not in out]
    report = _draft(ws, one, able, asked, dry_run=dry_run)
    others = (LeftOut(known[contact_id].contact.handle, reason) for contact_id, reason in left)
    report = replace(report, left_out=(*others, *report.left_out))
    return Told(one, len(known), len(before & set(known)), report)


def _newest(said: Iterable[Said]) -> dict[int, Said]:
    """Return what each person said last, whoever asked first first."""
    found: dict[int, Said] = {}
    for each in sorted(said, key=lambda each: (each.at, each.contact_id)):
        found.pop(each.contact_id, None)
        found[each.contact_id] = each
    return found


def _left_out(people: Iterable[Ranked], messages: Sequence[Message]) -> Iterable[tuple[int, str]]:
    """Yield who gets no draft, and why; whoever has one is left out by drafting itself."""
    skipped = {each.contact_id: each.draft_id for each in messages if each.state == SKIPPED}
    for person in people:
        contact = person.contact
        if contact.no_contact is not None:
            reason = contact.no_contact.value.replace("_", " ")
            yield contact.id, f"never to be messaged ({reason})"
        elif contact.id in skipped:
            yield contact.id, f"you skipped this message to them (draft {skipped[contact.id]})"


def _draft(
    ws: Workspace, theme: Theme, people: list[Contact], asked: dict[int, Said], *, dry_run: bool
) -> DraftReport:
    if not people:
        return DraftReport((), (), dry_run)
    return drafting.make(
        ws,
        Purpose.THANKS,
        template=MADE,
        names=[f"{each.platform.value}:{each.handle}" for each in people],
        campaign=theme.campaign,
        extra={"made": theme.made_title},
        sources={each.id: _sources(ws, theme, each, asked[each.id]) for each in people},
        dry_run=dry_run,
    )


def _sources(ws: Workspace, theme: Theme, contact: Contact, said: Said) -> dict[str, Source]:
    """Return the receipts of a message: what was asked for, and in which words of theirs.

    Their words are quoted by the same rules as any other of theirs, else not at all.
    """
    comment = Comment(
        id=said.comment_id or 0,
        contact_id=contact.id,
        post_id=0,
        at=said.at,
        text=said.text,
        post_title=said.post,
    )
    filled = filling.fill(contact, [comment], ws.now())
    receipt = Source(
        theme.name, "theme", comment_id=said.comment_id, said=said.text, post=said.post, at=said.at
    )
    own = filled.sources.get("quote") or filled.sources.get("question")
    if own is None:
        return {"theme": receipt}
    # In place of any other comment of theirs: what is quoted is what they asked.
    post = Source(quoted(said.post), "quote_post", said=said.text, at=said.at)
    words = replace(own, variable="quote", comment_id=said.comment_id, flag="")
    return {"theme": receipt, "quote": words, "quote_post": post}
