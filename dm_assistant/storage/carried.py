"""Messages of both sides, carried from one copy of a workspace to another.

What left stays left and what people wrote stays written, whichever copy is taken: nobody gets a
message twice because an older copy does not know that it went out.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.engine import Connection

from dm_assistant.domain.lifecycle import OUT
from dm_assistant.domain.model import DraftState, TouchState
from dm_assistant.storage import carried_codes, codes, drafts
from dm_assistant.storage.journal import Act
from dm_assistant.storage.kinship import Kin, Row, insert_as, rows, without_references

GONE = tuple(state.value for state in (*OUT, DraftState.COULD_NOT_SEND))
"""States of a message that is no draft any more: it left, or could not."""

LEFT = (TouchState.HANDED_OVER.value, TouchState.SENT.value, TouchState.IMPORTED.value)
DROPPED = ("skipped", "cancelled", "could_not_send")
HANDED_OVER = DraftState.HANDED_OVER.value
MADE = ("created_at", "purpose", "platform")
SAID_LATER = ("confirmed", "confirmed_at", "archived_at", "answered_at")
"""What becomes of a message of theirs after it was stored."""


class Carrying:
    """Carries messages into the copy an act writes to; nothing there is approved any more.

    ``touches`` and ``messages`` count what the copy did not have; ``changed`` are its people for
    whom that makes a difference.
    """

    def __init__(self, act: Act, theirs: Connection, kin: Kin) -> None:
        self.act = act
        self.theirs = theirs
        self.kin = kin
        self.touches = self.messages = 0
        self.changed: set[int] = set()
        self._drafts: dict[int, int] = {}
        self._taken: set[int] = set()
        self._inbounds: dict[int, int] = {}

    def carry(self) -> None:
        """Carry everything; what people wrote first, since messages of ours answer it."""
        gone = rows(self.theirs, "drafts", state=GONE)
        touches = rows(self.theirs, "touches")
        wrote = rows(self.theirs, "inbounds")
        self._all_inbounds(wrote, {row["answers_inbound_id"] for row in gone})
        self._all_drafts(gone, {row["draft_id"]: row for row in touches})
        self._loose([row for row in touches if row["draft_id"] not in self._drafts])
        for row in wrote:
            self._tie(row)

    # --- what they wrote ---------------------------------------------------------------------

    def _all_inbounds(self, wrote: list[Row], answered: set[int | None]) -> None:
        own = {row["id"]: row for row in rows(self.act.tx, "inbounds")}
        for row in wrote:
            if own.get(row["id"]) == row:
                self._inbounds[row["id"]] = row["id"]
            elif not self.kin.erased(row["contact_id"]):
                # An answer that never left has answered nothing.
                went = row["answered_at"] is not None and row["id"] in answered
                self._inbound(row if went else row | {"answered_at": None})

    def _inbound(self, row: Row) -> None:
        said = {each: row[each] for each in ("channel", "at", "text")}
        people = self.kin.all_of(row["contact_id"])
        known = rows(self.act.tx, "inbounds", contact_id=people, **said)
        if known:
            self._inbounds[row["id"]] = known[0]["id"]
            later = {each: row[each] for each in SAID_LATER if row[each] is not None}
            self._change("inbounds", known[0], later)
            return
        person = self.kin.of(row["contact_id"])
        values = without_references("inbounds", row, contact_id=person)
        self._inbounds[row["id"]] = insert_as(self.act, "inbounds", row["id"], values)
        self.messages += 1
        self.changed.add(person)

    def _tie(self, row: Row) -> None:
        """Tie a message of theirs to the message of ours that it answers."""
        answers = self._drafts.get(row["answers_draft_id"])
        if row["id"] in self._inbounds and answers is not None:
            [known] = rows(self.act.tx, "inbounds", id=self._inbounds[row["id"]])
            self._change("inbounds", known, {"answers_draft_id": answers})

    def _change(self, name: str, known: Row, values: Row) -> bool:
        """Set what is different, and nothing else: triggers look at what is set."""
        new = {key: value for key, value in values.items() if known[key] != value}
        if new:
            self.act.update(name, known["id"], **new)
            self.changed.add(known["contact_id"])
        return bool(new)

    # --- what was sent -----------------------------------------------------------------------

    def _all_drafts(self, gone: list[Row], touches: dict[int | None, Row]) -> None:
        own = {row["id"]: row for row in rows(self.act.tx, "drafts", state=GONE)}
        own_touches = {row["draft_id"]: row for row in rows(self.act.tx, "touches")}
        changed = []
        for row in gone:
            touch = touches.get(row["id"])
            if own.get(row["id"]) == row and own_touches.get(row["id"]) == touch:
                self._drafts[row["id"]] = row["id"]
                self._taken.add(row["id"])
            else:
                changed.append((row, touch))
        for row, touch in changed:
            self._draft(row, touch)

    def _draft(self, row: Row, touch: Row | None) -> None:
        """Carry a message that left, or could not; one the copy knows as a draft moves on."""
        twin = self._twin(row)
        person = twin["contact_id"] if twin else self.kin.of(row["contact_id"])
        self._make_room(person, row, twin)
        values = without_references(
            "drafts",
            row,
            contact_id=person,
            account_id=self._accounts[row["account_id"]],
            code_id=carried_codes.of_message(self.act, self.theirs, row, person),
            answers_inbound_id=self._inbounds.get(row["answers_inbound_id"]),
        )
        if row["state"] == HANDED_OVER and self._said_no(person):
            # The database shows nobody who said no as about to get a message; it counts as sent.
            values |= {"state": DraftState.SENT.value, "sent_at": row["handed_over_at"]}
            touch = touch and touch | {"state": TouchState.SENT.value}
        if twin is None:
            values |= self._campaign(person, row)
            draft_id = insert_as(self.act, "drafts", row["id"], values)
            self.changed.add(person)
        else:
            draft_id = twin["id"]
            self._change("drafts", twin, values)
        self._drafts[row["id"]] = draft_id
        self._taken.add(draft_id)
        self._overrides(row["id"], draft_id, person)
        if touch is not None:
            self._touch(touch, person, draft_id)

    def _twin(self, row: Row) -> Row | None:
        """Return the copy's draft that became this message."""
        made = {each: row[each] for each in MADE}
        people = self.kin.all_of(row["contact_id"])
        found = [
            each
            for each in rows(self.act.tx, "drafts", contact_id=people, **made)
            if each["id"] not in self._taken
            # Two of one second: the other one is known by its id.
            and (each["id"] == row["id"] or self._made.get(each["id"]) != tuple(made.values()))
        ]
        found.sort(key=lambda each: (each["id"] != row["id"], each["text"] != row["text"]))
        return found[0] if found else None

    def _make_room(self, person: int, row: Row, twin: Row | None) -> None:
        """Settle what the database keeps to one: the slot of a person, the step of a campaign."""
        for other in rows(self.act.tx, "drafts", contact_id=person):
            if twin is not None and other["id"] == twin["id"]:
                continue
            if other["state"] == row["state"] == HANDED_OVER:
                sent = {"state": DraftState.SENT.value, "sent_at": other["handed_over_at"]}
                self._change("drafts", other, sent)
                drafts.set_touch(self.act, other["id"], TouchState.SENT)
            same_step = row["campaign"] and all(
                other[each] == row[each] for each in ("campaign", "step")
            )
            if same_step and other["state"] not in (*GONE, *DROPPED):
                self._cancel(other)

    def _cancel(self, other: Row) -> None:
        self._change("drafts", other, {"state": DraftState.CANCELLED.value})
        drafts.set_touch(self.act, other["id"], TouchState.WITHDRAWN)
        codes.release(self.act, other["id"])

    def _campaign(self, person: int, row: Row) -> Row:
        """Keep the step of a campaign to one message: a second that left stands outside it."""
        step = {each: row[each] for each in ("campaign", "step")}
        others = rows(self.act.tx, "drafts", contact_id=person, **step)
        taken = row["campaign"] and any(each["state"] not in DROPPED for each in others)
        return {"campaign": ""} if taken else {}

    def _said_no(self, person: int) -> bool:
        [known] = rows(self.act.tx, "contacts", id=person)
        return known["no_contact"] is not None

    def _overrides(self, theirs: int, draft_id: int, person: int) -> None:
        known = rows(self.act.tx, "overrides", draft_id=draft_id)
        for row in rows(self.theirs, "overrides", draft_id=theirs):
            values = without_references("overrides", row, draft_id=draft_id, contact_id=person)
            if known:
                self._change("overrides", known[0], values)
            else:
                self.act.insert("overrides", **values)

    def _touch(self, row: Row, person: int, draft_id: int | None) -> None:
        values = without_references(
            "touches",
            row,
            contact_id=person,
            account_id=self._accounts[row["account_id"]],
            draft_id=draft_id,
        )
        known = rows(self.act.tx, "touches", draft_id=draft_id) if draft_id else []
        if known:
            self._change("touches", known[0], values)
        else:
            self.act.insert("touches", **values)
        had = bool(known) and known[0]["state"] in LEFT
        self.touches += row["state"] in LEFT and not had
        self.changed.add(person)

    def _loose(self, touches: list[Row]) -> None:
        """Carry what was sent outside the program, of which there is no message here."""
        had = Counter(
            (row["contact_id"], row["at"], row["purpose"])
            for row in rows(self.act.tx, "touches", state=LEFT)
        )
        for row in touches:
            if row["state"] not in LEFT:
                continue
            what = (row["at"], row["purpose"])
            known = [each for each in self.kin.all_of(row["contact_id"]) if had[each, *what]]
            if known:
                had[known[0], *what] -= 1
            else:
                self._touch(row, self.kin.of(row["contact_id"]), None)

    @cached_property
    def _made(self) -> dict[int, tuple[object, ...]]:
        """Return when and for what each of their drafts was made."""
        target = drafts.DRAFTS
        query = select(target.c.id, *(target.c[each] for each in MADE))
        return {row[0]: tuple(row[1:]) for row in self.theirs.execute(query)}

    @cached_property
    def _accounts(self) -> dict[int, int]:
        """Return the copy's account by the other's: each platform has one."""
        own = {row["platform"]: row["id"] for row in reversed(rows(self.act.tx, "accounts"))}
        return {row["id"]: own[row["platform"]] for row in rows(self.theirs, "accounts")}
