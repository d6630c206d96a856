"""Tags: words of the creator's own on people, by which filters find them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dm_assistant.domain.model import Contact
from dm_assistant.domain.text import is_one_line, shows_nothing, to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, targets
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

NAME = "tag"
LONGEST = 40


def change(
    ws: Workspace, handle: str, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> tuple[str, ...]:
    """Put tags on a person and take others off, in one act; returns those they have then.

    Raises BadInputError for a tag that cannot be kept, or one to take off that they have not.
    """
    with ws.database.write() as tx:
        contact_id = targets.resolve(tx, handle)
        known = set(_person(tx, contact_id).tags)
        gone = {each.strip() for each in remove}
        missing = sorted(gone - known)
        if missing:
            has = to_screen(", ".join(sorted(known)) or "none")
            raise BadInputError(f"they have no tag {to_screen(missing[0])!r}; theirs: {has}")
        return _put(tx, ws, contact_id, (known - gone) | set(add))


def put(ws: Workspace, contact_id: int, tags: Iterable[str]) -> tuple[str, ...]:
    """Give a person these tags in place of those they have, in one act; nothing for no change."""
    with ws.database.write() as tx:
        return _put(tx, ws, contact_id, tags)


def change_all(
    ws: Workspace, contact_ids: Iterable[int], add: Iterable[str] = (), remove: Iterable[str] = ()
) -> int:
    """Put tags on people and take others off, all in one act; returns for how many that changed."""
    new, gone = {_fit(each) for each in add}, {each.strip() for each in remove}
    if not new | gone:
        raise BadInputError("name a tag to put on, or -tag to take one off")
    with ws.database.write() as tx:
        wanted = {}
        for each in dict.fromkeys(contact_ids):
            known = set(_person(tx, each).tags)
            if (known - gone) | new != known:
                wanted[each] = sorted((known - gone) | new)
        if wanted:
            _write(acts.begin(tx, ws, NAME), wanted)
    return len(wanted)


def _put(tx: Tx, ws: Workspace, contact_id: int, tags: Iterable[str]) -> tuple[str, ...]:
    wanted = sorted({_fit(each) for each in tags})
    if wanted != list(_person(tx, contact_id).tags):
        _write(acts.begin(tx, ws, NAME), {contact_id: wanted})
    return tuple(wanted)


def _write(act: Act, wanted: Mapping[int, Sequence[str]]) -> None:
    for contact_id, tags in wanted.items():
        for row in contacts.rows_of(act.tx, contact_id):
            # What came with somebody who was merged in is theirs by now.
            act.retag(row, tags if row == contact_id else ())
    contacts.reindex(act.tx, wanted)
    act.finish(contacts=list(wanted))


def _person(tx: Tx, contact_id: int) -> Contact:
    known = contacts.by_ids(tx, [contact_id]).get(contact_id)
    if known is None:
        raise BadInputError("this person is not known any more")
    return known.contact


def _fit(tag: str) -> str:
    word = tag.strip()
    if shows_nothing(word) or not is_one_line(word) or ";" in word or "," in word:
        raise BadInputError(f"{to_screen(tag)!r} is no tag: words without commas and semicolons")
    if len(word) > LONGEST:
        raise BadInputError(f"a tag has at most {LONGEST} characters")
    return word
