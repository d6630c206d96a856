"""What a search found of one person: the comment, note, name or tag that the words stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dm_assistant.domain.segments.matching import looked_for, places
from dm_assistant.domain.text import fold
from dm_assistant.errors import BadInputError
from dm_assistant.services import segments
from dm_assistant.services.views import Match
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import comments, contacts
from dm_assistant.storage.database import Tx

MOST = 3
"""Comments that are shown for one word; the newest ones."""
DEEPEST = 2_000
"""As many of a person's newest comments are looked through."""


def of_person(ws: Workspace, contact_id: int, text: str) -> tuple[Match, ...]:
    """Return where the words of a filter stand with one person; nothing for other filters."""
    try:
        words = looked_for(segments.read(text))
    except BadInputError:
        return ()
    if not words:
        return ()
    with ws.database.read() as tx:
        return tuple(dict.fromkeys(_found(tx, contact_id, words)))


def _found(tx: Tx, contact_id: int, words: Sequence[str]) -> Iterator[Match]:
    known = contacts.by_ids(tx, [contact_id]).get(contact_id)
    if known is None:
        return
    person = known.contact
    fields = [("note", person.notes), ("name", person.name)]
    fields += [("handle", each.handle) for each in contacts.handles_of(tx, contact_id)]
    fields += [("tag", each) for each in person.tags]
    for said in words:
        for where, field in fields:
            if fold(said) in fold(field):
                yield Match(where, field, places(field, [said]))
    latest = [(each, fold(each.text)) for each in comments.of_contact(tx, contact_id, DEEPEST)]
    for said in words:
        alone = [fold(word) for word in said.split()]
        holding = [each for each, plain in latest if all(word in plain for word in alone)]
        for each in holding[:MOST]:
            yield Match("comment", each.text, places(each.text, alone), each.at)
