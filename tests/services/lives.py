"""What a creator does with messages, as rules of a random life."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.overrides import Override
from dm_assistant.errors import RefusedError
from dm_assistant.services import drafting, life, queue, rewriting
from dm_assistant.services.workspace import POLICY
from tests.services.little_world import (
    WAITING,
    Done,
    Message,
    Pace,
    Said,
    SetAside,
    World,
    allowed,
    is_first,
    may_set_aside,
)
from tests.services.workshop import NOON, stored, wait
from tests.workspaces import copied

NAMES = ("ann", "ben", "cleo")
PACE = Pace(firsts_an_hour=2, firsts_a_day=3, messages_a_day=4)
SPANS = (
    *(timedelta(days=each) for each in (1, 3, 7, 14, 16, 30, 61)),
    *(timedelta(minutes=each) for each in (1, 4, 9, 31, 60)),
    *(timedelta(hours=each) for each in (4, 20)),
)
who = st.sampled_from(NAMES)
which = st.integers(0, 5)
WAYS = {
    "approves": WAITING,
    "sets_the_gap_aside": WAITING,
    "hands_over": {"approved"},
    "says_sent": {"approved", "handed_over"},
    "edits": {*WAITING, "approved"},
    "skips": {*WAITING, "approved"},
    "snoozes": {*WAITING, "approved"},
    "could_not_send": {"approved", "handed_over", "sent"},
    "sees": {"handed_over", "sent"},
}
"""What may be done with a message of which state, whatever the gate thinks of it."""


class Messages(RuleBasedStateMachine):
    """The program and the little world side by side: what the creator does with messages."""

    made: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.ws = copied(self.made, self.folder / "w")
        (self.ws.path / POLICY).write_text(
            f"first_contacts_an_hour = {PACE.firsts_an_hour}\n"
            f"first_contacts_a_day = {PACE.firsts_a_day}\n"
            f"messages_a_day = {PACE.messages_a_day}\n"
            # Of three people never so many ask to stop: words are paused in test_guarding.
            "guard_opt_outs = 5\n",
            "utf-8",
        )
        self.world = World(PACE)
        self.world.yes = {n: (each, NOON, True) for n, each in enumerate(NAMES, 1)}
        self.files = 0
        self.count = 0

    def pick(self, number: int, *states: str) -> Message | None:
        found = [
            each
            for each in self.world.messages()
            if (each.state in states or not states) and each.who not in self.world.gone
        ]
        return found[number % len(found)] if found else None

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something the gate may refuse; a refusal changes nothing but a void approval."""
        try:
            act()
        except RefusedError:
            return False
        return True

    def begin(self, name: str, one: Message | Said) -> Done:
        return self.world.begin(name, self.ws.now(), one.who)

    @rule(span=st.sampled_from(SPANS))
    def wait(self, span: timedelta) -> None:
        wait(self.ws, seconds=span.total_seconds())
        queue.settle(self.ws)
        self.world.settle(self.ws.now())

    @rule()
    def wait_for_noon(self) -> None:
        now = self.ws.now()
        noon = now.replace(hour=12, minute=0, second=0)
        self.wait(noon + timedelta(days=noon <= now) - now)

    def draft(self, handle: str) -> None:
        if handle in self.world.gone:
            return
        report = drafting.make(self.ws, Purpose.THANKS, names=[handle])
        waiting = {*WAITING, "approved", "handed_over"}
        has = any(
            each.state in waiting and each.purpose == "thanks"
            for each in self.world.messages(handle)
        )
        assert len(report.drafts) == (not has)
        for card in report.drafts:
            act = self.world.begin("draft", self.ws.now(), handle)
            self.world.put(act, "draft", Message(card.row.item.id, handle))

    @rule(handle=who, steps=st.integers(1, 4), span=st.sampled_from(SPANS))
    def go_on_later(self, handle: str, steps: int, span: timedelta) -> None:
        self.wait(span)
        self.go_on(handle, steps)

    def go_on(self, handle: str, steps: int) -> None:
        """Take a person's newest message further, as a creator does all day."""
        for _ in range(steps):
            mine = [each for each in self.world.messages() if each.who == handle]
            open_ones = [each for each in mine if each.state in {"approved", "handed_over"}]
            drafted = [each for each in mine if each.state == "drafted"]
            if open_ones and open_ones[0].state == "approved":
                self.hands_over(open_ones[0])
            elif open_ones:
                self.says_sent(open_ones[0])
            elif drafted:
                self.approves(drafted[-1])
            else:
                self.draft(handle)

    @precondition(lambda lives: any(lives.world.messages()))
    @rule(number=which, way=st.sampled_from(list(WAYS)))
    def turn(self, number: int, way: str) -> None:
        """Do something with any message that is in a state for it."""
        one = self.pick(number, *WAYS[way])
        if one is not None:
            getattr(self, way)(one)

    def approves(self, one: Message) -> None:
        may = allowed(self.world, one, self.ws.now())
        assert self.attempt(lambda: life.approve(self.ws, [one.id])) is may
        if may:
            assert one.who not in self.world.no or one.purpose == "answer"
            self.world.put(
                self.begin("approve", one), "draft", self.reserved(replace(one, lift=""))
            )

    def sets_the_gap_aside(self, one: Message) -> None:
        may = may_set_aside(self.world, one, self.ws.now())
        why = Override("gap", "she asked for it at the market")
        assert self.attempt(lambda: life.approve(self.ws, [one.id], override=why)) is may
        if may:
            act = self.begin("approve", one)
            self.world.put(act, "draft", self.reserved(replace(one, lift="gap")))
            self.count += 1
            done = SetAside(self.count, one.who, self.ws.now(), one.id)
            self.world.put(act, "override", done)

    def reserved(self, one: Message) -> Message:
        now = self.ws.now()
        return replace(
            one,
            state="approved",
            approved_at=now,
            touched_at=now,
            first=is_first(self.world, one),
            sleeps_until=None,
        )

    def edits(self, one: Message) -> None:
        rewriting.edit(self.ws, one.id, stored(self.ws, one.id).text + "!")
        changed = one
        if one.state == "approved":
            changed = replace(one, state="drafted", approved_at=None, touched_at=None, lift="")
        self.world.put(self.begin("edit", one), "draft", changed)

    def skips(self, one: Message) -> None:
        life.skip(self.ws, [one.id])
        self.world.drop(self.begin("skip", one), one, "skipped")

    def snoozes(self, one: Message) -> None:
        until = self.ws.now() + timedelta(hours=30)
        life.snooze(self.ws, [one.id], until)
        asleep = replace(
            one, state="snoozed", sleeps_until=until, approved_at=None, touched_at=None, lift=""
        )
        self.world.put(self.begin("snooze", one), "draft", asleep)

    def hands_over(self, one: Message) -> None:
        now = self.ws.now()
        may = allowed(self.world, one, now, leaving=True)
        assert self.attempt(lambda: life.hand_over(self.ws, one.id)) is may
        if may:
            assert one.who not in self.world.no or one.purpose == "answer"
            left = replace(one, state="handed_over", touched_at=now, left_at=now)
            self.world.put(self.begin("handover", one), "draft", left)
        elif one.approved_at is not None and now >= one.approved_at + timedelta(hours=72):
            void = replace(one, state="drafted", approved_at=None, touched_at=None, lift="")
            self.world.put(None, "draft", void)

    def says_sent(self, one: Message) -> None:
        now = self.ws.now()
        may = one.state == "handed_over" or allowed(self.world, one, now, leaving=True)
        assert self.attempt(lambda: life.sent(self.ws, [one.id])) is may
        if may:
            left = one.left_at or now
            gone = replace(one, state="sent", touched_at=left, left_at=left, sent_at=now)
            self.world.put(self.begin("sent", one), "draft", gone)

    def could_not_send(self, one: Message) -> None:
        life.could_not_send(self.ws, [one.id], "the app crashed")
        self.world.drop(self.begin("failed", one), one, "could_not_send")

    def sees(self, one: Message) -> None:
        life.seen(self.ws, [one.id])
        found = replace(one, state="seen", sent_at=one.sent_at or one.left_at)
        self.world.put(self.begin("seen", one), "draft", found)
