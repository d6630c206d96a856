"""The people behind the comments of an import: found or made, named anew, recognised by id.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from dm_assistant.domain.handles import look_alike
from dm_assistant.domain.meeting import Meeting, Named
from dm_assistant.domain.model import Platform, SuppressionReason
from dm_assistant.domain.strictness import LEAVES_NOTHING
from dm_assistant.storage import activity
from dm_assistant.storage.bulk import keep_change
from dm_assistant.storage.contacts import search_text
from dm_assistant.storage.naming import (
    Identity,
    Names,
    NewComment,
    Person,
    Rename,
    identity_of,
    last_id,
)

Digest = Callable[[Platform, str], str]

MOST_SETTLED = 1 << 17


class Known(NamedTuple):
    """What the tables say of somebody who was met in this batch."""

    name: str
    own: int
    last_at: int | None

    def says_all_of(self, comment: NewComment) -> bool:
        """Return whether a comment says nothing of its writer that is not known."""
        return comment.name in ("", self.name) and (bool(self.own) or not comment.own)


class Commenters:
    """Finds or makes the people of one batch.

    ``changed`` are known people whose name changed. ``stopped`` are those who are never to be
    messaged and were met with a name or a platform id that was not known of them before;
    ``learned`` says that there was any such id. ``renamed`` holds their old and new user names.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        batch_id: int,
        *,
        suppressed: dict[str, SuppressionReason],
        digest: Digest,
    ) -> None:
        self.db = db
        self.batch_id = batch_id
        self.suppressed = suppressed
        self.digest = digest
        self.changed: set[int] = set()
        self.stopped: dict[int, SuppressionReason] = {}
        self.learned = False
        self.names = Names(db, batch_id)
        self._contact_id = last_id(db, "contacts")
        self._named_at: dict[int, int] = {}
        self._settled: dict[Identity, int] = {}
        self._known: dict[int, Known] = {}

    @property
    def renamed(self) -> list[Rename]:
        """Return who was met under another name than before."""
        return self.names.renamed

    def of(
        self, chunk: Sequence[NewComment], identities: Sequence[Identity] = ()
    ) -> dict[Identity, int]:
        """Return contact ids by identity, making people; erased ones are missing.

        ``identities`` are those of the comments, where they are known already.
        """
        newest: dict[Identity, NewComment] = {}
        for comment, identity in zip(chunk, identities or map(identity_of, chunk), strict=True):
            kept = newest.get(identity)
            if kept is None or (bool(comment.name), comment.at) > (bool(kept.name), kept.at):
                newest[identity] = comment
        found = self._met_again(newest)
        found |= self._look_up({each: newest[each] for each in newest if each not in found})
        for identity, contact_id in found.items():
            self.names.saw(contact_id, newest[identity].at)
        return found

    def _met_again(self, newest: Mapping[Identity, NewComment]) -> dict[Identity, int]:
        """Return those of whom all is known that a comment says, without a look at the tables."""
        found: dict[Identity, int] = {}
        for identity, comment in newest.items():
            contact_id = self._settled.get(identity, 0)
            known = self._known.get(contact_id)
            if known is not None and known.says_all_of(comment):
                found[identity] = contact_id
                if comment.name and comment.at > self._named_at.get(contact_id, known.last_at or 0):
                    self._named_at[contact_id] = comment.at
        return found

    def _look_up(self, newest: Mapping[Identity, NewComment]) -> dict[Identity, int]:
        self.names.look_up(newest)
        found: dict[Identity, int] = {}
        fresh: dict[Identity, tuple[NewComment, Meeting]] = {}
        # The newest first: what somebody is called now is known before what they were called.
        for identity in sorted(newest, key=lambda each: -newest[each].at):
            comment = newest[identity]
            meeting, named = self.names.whose(identity)
            if meeting not in {Meeting.KNOWN, Meeting.NEW}:
                # A name went from one to another.
                self._settled.clear()
            if named is None:
                fresh[identity] = (comment, meeting)
                continue
            found[identity] = named.contact_id
            person = self.names.people[named.contact_id]
            self._met(named, meeting, comment, person)
            known = Known(person.name, person.own, person.last_at)
            if self.names.is_sure(identity) and known.says_all_of(comment):
                self._settle(identity, person.id, known)
        found.update(self._make_people(fresh))
        return found

    def _settle(self, identity: Identity, contact_id: int, known: Known) -> None:
        """Remember whom alone an identity means, until a name changes hands."""
        if len(self._settled) >= MOST_SETTLED:
            self._settled.clear()
            self._known.clear()
        self._settled[identity] = contact_id
        self._known[contact_id] = known

    def _met(self, named: Named, meeting: Meeting, comment: NewComment, person: Person) -> None:
        """Take what a comment says of a known person."""
        if meeting is Meeting.FORMER:
            # Nothing is learned of them: by now it may be someone else who goes by that name.
            return
        self._known_person(named, comment, person)
        last_at = person.last_at or 0
        if meeting is Meeting.RENAMED:
            self.names.rename(named, comment, last_at)
        elif not named.current:
            self._settled.clear()
            self.names.take_again(named, comment, last_at)
        else:
            return
        self.changed.add(person.id)
        if person.no_contact is not None:
            self.stopped[person.id] = SuppressionReason(person.no_contact)

    def _make_people(
        self, fresh: dict[Identity, tuple[NewComment, Meeting]]
    ) -> dict[Identity, int]:
        made: dict[Identity, int] = {}
        by_name: dict[tuple[str, str], int] = {}
        by_id: dict[tuple[str, str], int] = {}
        contacts: list[tuple[Any, ...]] = []
        handles: list[tuple[Any, ...]] = []
        earlier: list[tuple[int, NewComment]] = []
        for identity, (comment, meeting) in fresh.items():
            platform, key, user_id = identity
            known = by_id.get((platform, user_id))
            if known is None:
                known = by_name.get((platform, key))
            elif by_name.get((platform, key)) != known:
                earlier.append((known, comment))
            if known is None:
                free = meeting is Meeting.SOMEBODY_ELSE
                reason = self._reason(comment, free=free) if self.suppressed else None
                if reason in LEAVES_NOTHING:
                    continue
                self._contact_id += 1
                known = self._contact_id
                self._named_at[known] = comment.at
                contacts.append(self._contact(comment, reason))
                handles.append(self._handle(comment))
                if meeting is Meeting.NEW:
                    self._settle(identity, known, Known(comment.name, comment.own, None))
            made[identity] = known
            by_name.setdefault((platform, key), known)
            if user_id:
                by_id.setdefault((platform, user_id), known)
        self._insert(contacts, handles)
        if earlier:
            self._settled.clear()
        for contact_id, comment in earlier:
            self.names.earlier(contact_id, comment)
            self.changed.add(contact_id)
        activity.touch(self.db, set(made.values()), made=True)
        return made

    def _insert(
        self, contacts: Sequence[tuple[Any, ...]], handles: Sequence[tuple[Any, ...]]
    ) -> None:
        self.db.executemany(
            "INSERT INTO contacts (id, name, own, no_contact, no_contact_at, search, batch_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            contacts,
        )
        self.db.executemany(
            "INSERT INTO handles (contact_id, platform, handle, key, look_alike, user_id) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            handles,
        )

    def _contact(self, comment: NewComment, reason: SuppressionReason | None) -> tuple[Any, ...]:
        return (
            self._contact_id,
            comment.name,
            int(comment.own),
            reason.value if reason else None,
            comment.at if reason else None,
            search_text(comment.name, [comment.handle]),
            self.batch_id,
        )

    def _handle(self, comment: NewComment) -> tuple[Any, ...]:
        return (
            self._contact_id,
            comment.platform.value,
            comment.handle,
            comment.key,
            look_alike(comment.key),
            comment.user_id,
        )

    def _reason(self, comment: NewComment, *, free: bool) -> SuppressionReason | None:
        """Return why somebody new is never to be messaged: by their name, unless it is free."""
        reason = None
        if not free:
            reason = self.suppressed.get(self.digest(comment.platform, comment.key))
        if reason is None and comment.user_id:
            reason = self.suppressed.get(self.digest(comment.platform, f"id:{comment.user_id}"))
        return reason

    def _known_person(self, named: Named, comment: NewComment, person: Person) -> None:
        named_at = self._named_at.get(person.id, person.last_at or 0)
        if comment.name and (not person.name or comment.at > named_at):
            self._named_at[person.id] = comment.at
            if comment.name != person.name:
                self._known.pop(person.id, None)
                self._change("contacts", person.id, name=comment.name)
                self.changed.add(person.id)
        if comment.own and not person.own:
            self._change("contacts", person.id, own=1)
        if comment.user_id and not named.user_id:
            self._change("handles", named.handle_id, user_id=comment.user_id)
            self._learn(person, comment)
        elif comment.user_id != named.user_id and person.no_contact is None and self.suppressed:
            self._recognise(person, comment)

    def _change(self, table: str, row_id: int, **after: Any) -> None:
        before = dict.fromkeys(after)
        keep_change(self.db, self.batch_id, table, row_id, before=before, after=after)

    def _learn(self, person: Person, comment: NewComment) -> None:
        """Have a "no" follow the platform id: it stays when the person takes another name."""
        self.learned = True
        if person.no_contact:
            self.stopped[person.id] = SuppressionReason(person.no_contact)
        else:
            self._recognise(person, comment)

    def _recognise(self, person: Person, comment: NewComment) -> None:
        """Have a "no" that was said under this platform id hold for the person."""
        if not comment.user_id:
            return
        identity = self.digest(comment.platform, f"id:{comment.user_id}")
        reason = self.suppressed.get(identity)
        if reason is not None:
            self.learned = True
            self.stopped[person.id] = reason
