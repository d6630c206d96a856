"""What happens besides messages in a random life: words, files, complaints, farewells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from dm_assistant.domain.model import Purpose, SuppressionReason
from dm_assistant.errors import BadInputError
from dm_assistant.services import (
    complaints,
    erasing,
    importing,
    keywords,
    merging,
    people,
    replies,
    steering,
    undoing,
)
from tests.services.little_world import Grumble, Said, Word
from tests.services.lives import Messages, which, who
from tests.services.workshop import NOON, comment, comments, load

WORD = "FOGLIST"
OTHER = (Purpose.FEEDBACK, Purpose.OFFER)
seldom = st.sampled_from([False, False, True])


class Besides(Messages):
    """What people agree to, what files say of them, and what they complain about."""

    @rule(
        handle=who,
        what=st.sampled_from(["agree", "disagree", "disagree", "opt_out", "forget", "forget"]),
        really=seldom,
    )
    def now_and_then(self, handle: str, what: str, really: bool) -> None:
        """Keep what happens seldom seldom: a life in which everybody said no is a short one."""
        if really and handle not in self.world.gone:
            getattr(self, what)(handle)

    def import_more(self, handle: str, text: str = "") -> None:
        """Take in a comment of this very moment."""
        self.files += 1
        days = (NOON - self.ws.now()).total_seconds() / 86_400
        row = comment(1000 + self.files, handle, text or f"kind words, {self.files}", days=days)
        report = load(self.ws, comments(self.folder / f"{self.files}.csv", row))
        assert report.new == 1
        act = self.world.begin("import", self.ws.now(), "")
        act.batch = report.batch or 0

    @rule(handle=who)
    def write_the_word(self, handle: str) -> None:
        """Have somebody comment with the announced word, announced or not."""
        if handle in self.world.gone:
            return
        now = self.ws.now()
        self.import_more(handle, f"{WORD} please")
        live = any(
            isinstance(row, Word)
            and row.from_at <= now
            and (row.until_at is None or now < row.until_at)
            for row in self.world.of_kind("word")
        )
        taken_back = any(
            entry[0] == handle and entry[1] >= now and entry[2:] == ("feedback", "no")
            for entry in self.world.other.values()
        )
        lines = [each for each in people.person(self.ws, handle).consents if each.kind == "keyword"]
        new = [each.id for each in lines if each.id not in self.world.other]
        heard = live and not taken_back and handle not in self.world.no
        assert len(new) == heard
        for entry in new:
            self.world.other[entry] = (handle, now, "feedback", "word")
            self.world.acts[-1].entries.append(entry)

    @rule()
    def announce_or_end(self) -> None:
        now = self.ws.now()
        for row in self.world.of_kind("word"):
            if isinstance(row, Word) and row.until_at is None:
                keywords.end(self.ws, WORD)
                act = self.world.begin("keywords_end", now, "")
                self.world.put(act, "word", replace(row, until_at=now))
                return
        keywords.add(self.ws, WORD, Purpose.FEEDBACK)
        self.count += 1
        act = self.world.begin("keywords_add", now, "")
        self.world.put(act, "word", Word(self.count, now))

    @rule(number=which)
    def take_an_import_back(self, number: int) -> None:
        mine = [act for act in self.world.acts if act.batch]
        if mine:
            act = mine[number % len(mine)]
            importing.undo_batch(self.ws, act.batch)
            self.world.take_back(act)
            self.world.acts.remove(act)

    def disagree(self, handle: str) -> None:
        self.agree(handle, yes=False)

    def agree(self, handle: str, *, yes: bool = True) -> None:
        change = people.grant if yes else people.withdraw
        entry = change(self.ws, handle, Purpose.THANKS, "my words")
        name = "consent_explicit" if yes else "consent_withdrawn"
        act = self.world.begin(name, self.ws.now(), handle)
        act.entries.append(entry.id)
        self.world.yes[entry.id] = (handle, self.ws.now(), yes)
        for one in self.world.messages(handle):
            if not yes and one.state == "approved" and one.purpose == "thanks":
                self.world.drop(act, one, "cancelled")

    @rule(handle=who, purpose=st.sampled_from(OTHER), yes=st.booleans(), really=seldom)
    def agree_to_something_else(
        self, handle: str, purpose: Purpose, yes: bool, really: bool
    ) -> None:
        """Say yes or no to other purposes: thanks and answers go on as they were."""
        if not really or handle in self.world.gone:
            return
        change = people.grant if yes else people.withdraw
        entry = change(self.ws, handle, purpose, "my words")
        name = "consent_explicit" if yes else "consent_withdrawn"
        act = self.world.begin(name, self.ws.now(), handle)
        act.entries.append(entry.id)
        kind = "yes" if yes else "no"
        self.world.other[entry.id] = (handle, self.ws.now(), purpose.value, kind)

    @rule(handle=who, closes=st.booleans())
    def complain(self, handle: str, closes: bool) -> None:
        if handle in self.world.gone:
            return
        now = self.ws.now()
        found = [row for row in self.world.of_kind("complaint") if isinstance(row, Grumble)]
        still = [row for row in found if row.who == handle and row.open]
        if not closes:
            opened = complaints.open_one(self.ws, handle, "the print came torn")
            assert len(opened) == len(still) + 1
            self.count += 1
            act = self.world.begin("complaint", now, handle)
            self.world.put(act, "complaint", Grumble(self.count, handle, open=True))
        elif still:
            assert len(complaints.close(self.ws, handle, "sent a new one")) == len(still)
            act = self.world.begin("complaint_closed", now, handle)
            for row in still:
                self.world.put(act, "complaint", replace(row, open=False))

    @rule(number=which, puts_away=st.booleans())
    def put_aside(self, number: int, puts_away: bool) -> None:
        """Let a message of theirs sleep for a day, or put it away."""
        found = [each for each in self.world.said() if each.who not in self.world.gone]
        if not found:
            return
        each, now = found[number % len(found)], self.ws.now()
        if not puts_away:
            replies.snooze(self.ws, each.id)
            later = replace(each, sleeps_until=now + timedelta(days=1))
            self.world.put(self.begin("snooze_reply", each), "inbound", later)
            return
        may = each.classed or each.kind != "review"
        try:
            replies.archive(self.ws, each.id)
        except BadInputError:
            assert not may
        else:
            assert may
            away = replace(each, archived=True, classed=True)
            self.world.put(self.begin("archive", each), "inbound", away)

    def opt_out(self, handle: str) -> None:
        people.suppress(self.ws, handle, SuppressionReason.OPT_OUT)
        act = self.world.begin("suppress", self.ws.now(), handle)
        self.world.stop(act, handle, "opt_out", self.ws.now())

    def forget(self, handle: str) -> None:
        """Erase somebody; while one message is unconfirmed that is refused."""
        out = any(each.state == "handed_over" for each in self.world.messages(handle))
        try:
            erasing.forget(self.ws, handle)
        except BadInputError:
            assert out
            return
        assert not out
        act = self.world.begin("forget", self.ws.now(), handle)
        self.world.stop(act, handle, "erased", self.ws.now())
        self.world.farewell(handle)

    @rule(days=st.sampled_from([4, 7, 10, 21]), really=seldom)
    def change_the_gap(self, days: int, really: bool) -> None:
        """Steer the rules: what was approved under other ones is asked about again."""
        if really and days != self.world.gap:
            steering.change(self.ws, {"gap_hours": days * 24}, "what feels right changes by season")
            act = self.world.begin("policy", self.ws.now(), "")
            act.gap, self.world.gap = self.world.gap, days

    @rule(one=who, other=who, really=seldom)
    def merge_and_part(self, one: str, other: str, really: bool) -> None:
        """Take two people for one and think better of it: a "no" of either stays on both."""
        if not really or one == other or {one, other} & self.world.gone:
            return
        both = [*self.world.messages(one), *self.world.messages(other)]
        out = sum(each.state == "handed_over" for each in both)
        said_no = [self.world.no[each] for each in (one, other) if each in self.world.no]
        asked_first = out > 1 or (out == 1 and bool(said_no))
        try:
            merging.merge(self.ws, one, other)
        except BadInputError:
            assert asked_first
            return
        assert not asked_first
        assert undoing.undo(self.ws).act == "merge"
        if said_no:
            reason = "under_age" if any(no == "under_age" for no, _ in said_no) else "opt_out"
            at = max(at for no, at in said_no if no == reason)
            for each in (one, other):
                if self.world.no.get(each, ("", at))[0] != reason:
                    self.world.stop(None, each, reason, at)
                self.world.no[each] = (reason, at)


def waits(each: Said, now: object) -> bool:
    """Return whether a message of theirs stands in the lane of those that wait."""
    asleep = each.sleeps_until is not None and now < each.sleeps_until  # type: ignore[operator]
    return not (each.answered or each.archived or asleep)
