"""What the creator sees of a message that leaves: words, where to paste them, and after what."""

from __future__ import annotations

from dm_assistant.domain.handles import profile_link
from dm_assistant.domain.model import Comment, Draft, DraftState, Handle, Purpose
from dm_assistant.domain.rules.verdict import Verdict
from dm_assistant.services.views import Answered, HandOver, Spoken
from dm_assistant.storage import comments, threads
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.database import Tx


def page(tx: Tx, draft: Draft, name: Handle, verdict: Verdict) -> HandOver:
    """Return a message as it is handed over to whoever goes by this name."""
    answers = _answered(tx, draft) if draft.purpose is Purpose.INVITE else None
    profile = profile_link(name.platform, name.handle)
    return HandOver(
        id=draft.id,
        state=DraftState.HANDED_OVER,
        handle=name.handle,
        platform=name.platform,
        purpose=draft.purpose,
        text=draft.text,
        link=(answers.link if answers else "") or profile,
        verdict=verdict,
        account_id=draft.account_id,
        last=_last(tx, draft, name),
        answers=answers,
    )


def _answered(tx: Tx, draft: Draft) -> Answered | None:
    """Return the comment under which a public reply belongs: a quoted one, else their latest."""
    quoted = [each.comment_id for each in draft.sources if each.comment_id]
    found = [*comments.by_ids(tx, quoted).values()] or comments.of_contact(
        tx, draft.contact_id, limit=1
    )
    if not found:
        return None
    said = max(found, key=_newest)
    link = said.post_url if said.post_url.startswith("https://") else ""
    return Answered(said.at, said.text, said.post_title, link)


def _newest(said: Comment) -> tuple[bool, float]:
    return said.post_url.startswith("https://"), said.at.timestamp()


def _last(tx: Tx, draft: Draft, name: Handle) -> Spoken | None:
    said = threads.last_said(driver(tx), draft, name.platform)
    return None if said is None else Spoken(*said)
