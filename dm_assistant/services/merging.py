"""Merging: two contacts that are one person become one, and apart again by undo.

Nothing is lost and nobody becomes easier to message: an opt-out of either holds for both, also
after the merge was taken back.
"""

from __future__ import annotations

from typing import Any

from dm_assistant.domain import merging as deciding
from dm_assistant.domain.model import Contact, DraftState
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, likeness, moves, standing, targets
from dm_assistant.services.views import Merged, MergeLine
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, drafts, merging, own_noes
from dm_assistant.storage.database import Tx, abandon
from dm_assistant.storage.journal import Act

NAME = "merge"


def merge(ws: Workspace, handle: str, other: str, *, dry_run: bool = False) -> Merged:
    """Make the person of ``other`` one with the person of ``handle``, who is kept; one act.

    A dry run does the same and keeps nothing. Raises BadInputError for one and the same person,
    one's own account, and while it is open whether messages to them were sent.
    """
    ws.secret()
    with ws.database.write() as tx:
        kept, joined = targets.resolve(tx, handle), targets.resolve(tx, other)
        return _merge(tx, ws, kept, joined, dry_run=dry_run)


def merge_by_id(ws: Workspace, kept: int, joined: int, *, dry_run: bool = False) -> Merged:
    """Make one person of two, as ``merge`` does."""
    ws.secret()
    with ws.database.write() as tx:
        return _merge(tx, ws, kept, joined, dry_run=dry_run)


def _merge(tx: Tx, ws: Workspace, kept: int, joined: int, *, dry_run: bool) -> Merged:
    pair = _Pair(tx, kept, joined)
    pair.require_mergeable()
    before = (likeness.side(tx, ws, kept), likeness.side(tx, ws, joined))
    moved = merging.counts(tx, joined)
    act = acts.begin(tx, ws, NAME)
    dropped = _stop_both(act, ws, pair)
    way = pair.gives_way()
    _give_way(act, way)
    _take_facts(act, pair)
    merging.retire_old_names(act, *pair.by_age())
    merging.move(act, kept, joined)
    others = merging.remeasure(tx, (kept, joined))
    contacts.reindex(tx, [kept])
    act.finish(contacts=[kept, joined], drafts=[*way.back, *way.dropped, *dropped])
    standing.refresh(tx, ws, [kept, joined, *others])
    after = likeness.side(tx, ws, kept)
    if dry_run:
        abandon(tx)
    return Merged(
        kept=pair.kept.handle,
        joined=pair.joined.handle,
        contact_id=kept,
        lines=tuple(
            MergeLine(name, before[0][name], before[1][name], after[name]) for name in after
        ),
        moved=moved,
        suppressed="" if pair.stop is None else pair.stop.reason.value,
        withdrawn=(*dropped, *way.dropped),
        back=way.back,
        dry_run=dry_run,
    )


class _Pair:
    """The two people of one merge, as they are before it."""

    def __init__(self, tx: Tx, kept: int, joined: int) -> None:
        self.tx = tx
        self.ids = (kept, joined)
        known = contacts.by_ids(tx, self.ids)
        rest = {each: merging.rest(tx, each) for each in self.ids}
        for each in self.ids:
            row = rest[each]
            if row is not None and row.erased:
                raise BadInputError("somebody who was erased cannot be merged with anybody")
            if row is None or row.merged_into is not None or each not in known:
                raise BadInputError(f"there is no person {each}")
        self.kept: Contact = known[kept].contact
        self.joined: Contact = known[joined].contact
        self.snoozed = tuple(row.snoozed_until for row in rest.values() if row is not None)
        self.stop = deciding.stop((self.kept, self.joined))

    def require_mergeable(self) -> None:
        """Raise BadInputError when these two cannot become one now."""
        one, other = to_screen(self.kept.handle), to_screen(self.joined.handle)
        if self.kept.id == self.joined.id:
            raise BadInputError(f"@{one} is one person already: name two to merge")
        for each in (self.kept, self.joined):
            if each.own:
                raise BadInputError(f"@{to_screen(each.handle)} is your own account")
        handed = drafts.of_contacts(self.tx, self.ids, [DraftState.HANDED_OVER])
        if len(handed) > 1 or (handed and self.stop is not None):
            number = handed[0].id
            raise BadInputError(
                f"say first whether message {number} to @{one} or @{other} was sent: "
                f"'sent {number}' or 'failed {number}'"
            )

    def gives_way(self) -> deciding.GivesWay:
        """Return which messages cannot stay as they are."""
        mine, theirs = (merging.messages(self.tx, each) for each in self.ids)
        return deciding.gives_way(mine, theirs)

    def by_age(self) -> tuple[int, int]:
        """Return who was seen last and who was not; the kept person where nothing tells."""
        mine, theirs = self.kept.last_comment_at, self.joined.last_comment_at
        if theirs is not None and (mine is None or theirs > mine):
            return self.joined.id, self.kept.id
        return self.ids


def _stop_both(act: Act, ws: Workspace, pair: _Pair) -> tuple[int, ...]:
    """Have the "no" of either hold for both; what that takes back no undo gives again."""
    if pair.stop is None:
        return ()
    return _stop(act, ws, pair.stop, (pair.kept, pair.joined))


def _stop(
    act: Act, ws: Workspace, stop: deciding.Stop, people: tuple[Contact, ...]
) -> tuple[int, ...]:
    # An act of its own that is never signed: its rows are no part of what undo puts back.
    quiet = Act(act.tx, act.name, act.author, act.now, undoable=False)
    dropped: list[int] = []
    left_at = own_noes.left_at(act.tx, [each.id for each in people])
    for each in people:
        if left_at is not None:
            own_noes.mark_left(act.tx, each.id, left_at)
        kept = () if each.no_contact is stop.reason else moves.withdraw_all(quiet, each.id)
        dropped += kept
        moves.stop_again(quiet, ws, each.id, stop.reason, stop.at)
    return tuple(dropped)


def _give_way(act: Act, way: deciding.GivesWay) -> None:
    known = drafts.get(act.tx, [*way.back, *way.dropped])
    for number in way.dropped:
        moves.withdraw(act, known[number], DraftState.CANCELLED)
    for number in way.back:
        moves.take_back(act, known[number])
    for number, step in way.steps:
        act.adjust("drafts", number, step=step)


def _take_facts(act: Act, pair: _Pair) -> None:
    """Give the kept person what only the other one's row says."""
    filled = deciding.filled(pair.kept, pair.joined)
    values: dict[str, Any] = filled | deciding.joint(pair.kept, pair.joined)
    if filled:
        merging.inherit_changes(act, pair.kept.id, pair.joined.id, filled.keys())
    changed_at = deciding.later(pair.kept.facts_changed_at, pair.joined.facts_changed_at)
    values["facts_changed_at"] = act.now if values else changed_at
    values["snoozed_until"] = deciding.later(*pair.snoozed)
    merging.change(act, pair.kept.id, values)


def take_back(act: Act, ws: Workspace, kept: int, joined: int) -> list[int]:
    """Finish what undo began: two people again, of whom neither may be messaged if one may not.

    Returns whose score that changed besides.
    """
    merging.give_freed_codes_back(act.tx, joined)
    others = merging.remeasure(act.tx, (kept, joined))
    contacts.reindex(act.tx, [kept, joined])
    known = contacts.by_ids(act.tx, (kept, joined))
    people = tuple(known[each].contact for each in (kept, joined) if each in known)
    stop = deciding.stop(people)
    if stop is not None:
        _stop(act, ws, stop, people)
    return others
