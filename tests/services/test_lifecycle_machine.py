"""People and messages through random lives, each step as a second telling of the rules says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from dm_assistant.domain.model import InboundClass, Purpose, SuppressionReason
from dm_assistant.errors import RefusedError
from dm_assistant.services import answers, people, queue, replies, undoing
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.storage import anchor, consent, journal
from tests.examples import examples
from tests.services.little_world import OUT, STOPS, Message, Said, allowed
from tests.services.lives import NAMES, Messages, which, who
from tests.services.test_queue import check
from tests.services.workshop import NOON, comment, comments, load, tables
from tests.workspaces import practice

WORDS = {
    "thank you so much": "thanks",
    "that is so kind of you, thank you": "thanks",
    "which paper do you use?": "question",
    "what brush is that?": "question",
    "maybe later, I am travelling": "later",
    "not interested": "soft_no",
    "STOPPP 😭": "review",
    "please stop messaging me": "opt_out",
    "im 14 btw": "age",
}
some_weeks = st.lists(st.sampled_from([1, 2, 3, 5]), min_size=1, max_size=3)
seldom = st.sampled_from([False, False, False, False, True])


class Lives(Messages):
    """What people say, agree to and refuse besides, and undo."""

    @rule(
        handle=who,
        what=st.sampled_from(["import_more", "agree", "disagree", "opt_out"]),
        really=seldom,
    )
    def now_and_then(self, handle: str, what: str, really: bool) -> None:
        """Keep what happens seldom seldom: a life in which everybody said no is a short one."""
        if really:
            getattr(self, what)(handle)

    def import_more(self, handle: str) -> None:
        self.files += 1
        row = comment(1000 + self.files, handle, f"one more kind word, {self.files}", days=2)
        assert load(self.ws, comments(self.folder / f"{self.files}.csv", row)).new == 1
        self.world.begin("import", self.ws.now(), "")

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

    @rule(handle=who, text=st.sampled_from(list(WORDS)), classed=st.booleans())
    def they_write(self, handle: str, text: str, classed: bool) -> None:
        now, kind = self.ws.now(), WORDS[text]
        if any(each.at == now for each in self.world.said(handle)):
            return
        given = InboundClass(kind) if classed else None
        logged = replies.log(self.ws, handle, text, kind=given)
        assert logged.intent == kind
        out = [each for each in self.world.messages(handle) if each.state in OUT]
        last = max(out, key=lambda each: (each.sent_at or each.left_at, each.id), default=None)
        assert logged.answers == (None if last is None else last.id)
        act = self.world.begin("reply", now, handle)
        about = "" if last is None else last.purpose
        self.world.put(
            act, "inbound", Said(logged.message, handle, now, kind, classed, about=about)
        )
        if last is not None:
            sent_at = last.sent_at or last.left_at
            self.world.put(act, "draft", replace(last, state="replied", sent_at=sent_at))
        if kind in STOPS:
            self.world.stop(act, handle, STOPS[kind], now)

    @precondition(lambda lives: any(not each.classed for each in lives.world.said()))
    @rule(number=which)
    def classify(self, number: int) -> None:
        found = [each for each in self.world.said() if not each.classed]
        each = found[number % len(found)]
        replies.classify(self.ws, each.id, InboundClass(each.kind))
        act = self.begin("class", each)
        self.world.put(act, "inbound", replace(each, classed=True))
        if each.kind in STOPS:
            self.world.stop(act, each.who, STOPS[each.kind], self.ws.now())

    @precondition(lambda lives: lives.world.said())
    @rule(number=which)
    def answer(self, number: int) -> None:
        found = self.world.said()
        self.answers(found[number % len(found)])

    @rule(handle=who, weeks=some_weeks, text=st.sampled_from(["", *WORDS]))
    def keep_in_touch(self, handle: str, weeks: list[int], text: str) -> None:
        """Write to a person every few weeks, whether or not they answer."""
        for each in weeks:
            self.go_on(handle, 4)
            self.wait(timedelta(hours=1))
            if text:
                self.they_write(handle, text, classed=True)
            self.wait(timedelta(weeks=each, hours=-1))
        self.go_on(handle, 4)

    @rule(handle=who, steps=st.integers(0, 2), minutes=st.sampled_from([1, 4, 31]))
    def converse(self, handle: str, steps: int, minutes: int) -> None:
        """Let a person ask something and answer it, as happens all day as well."""
        self.wait(timedelta(minutes=minutes))
        self.they_write(handle, "which paper do you use?", classed=True)
        self.answers(self.world.said(handle)[-1])
        self.go_on(handle, steps)

    def answers(self, each: Said) -> None:
        new = Message(0, each.who, "answer", answers=each.id)
        may = allowed(self.world, new, self.ws.now())
        made: list[int] = []
        said = "It is cotton paper, 300 grams."
        ok = self.attempt(lambda: made.append(answers.answer(self.ws, each.id, said).row.item.id))
        assert ok is may
        if may:
            act = self.begin("answer", each)
            self.world.put(act, "inbound", replace(each, answered=True))
            self.world.put(act, "draft", self.reserved(replace(new, id=made[0])))

    def opt_out(self, handle: str) -> None:
        people.suppress(self.ws, handle, SuppressionReason.OPT_OUT)
        act = self.world.begin("suppress", self.ws.now(), handle)
        self.world.stop(act, handle, "opt_out", self.ws.now())

    @precondition(lambda lives: lives.world.acts)
    @rule()
    def undo(self) -> None:
        expected = self.world.undo()
        try:
            did = undoing.undo(self.ws).act
        except RefusedError:
            did = "refused"
        assert did == expected

    @invariant()
    def both_know_the_same(self) -> None:
        found = tables(self.ws)
        mine = {each.id: each for each in self.world.messages()}
        assert states(found) == {number: each.state for number, each in mine.items()}
        assert places(found) == {
            number: int(each.touched_at.timestamp())
            for number, each in mine.items()
            if each.touched_at is not None
        }
        stopped = {each.handle: each.no_contact for each in people.ranked(self.ws)}
        assert {handle: no for handle, no in stopped.items() if no and handle != "zed"} == {
            handle: no for handle, (no, _) in self.world.no.items()
        }
        busy = [each.who for each in mine.values() if each.state in {"approved", "handed_over"}]
        assert len(busy) == len(set(busy))
        waiting = [each for each in self.world.said() if not each.answered]
        assert queue.counts(self.ws).reply == len(waiting)

    def teardown(self) -> None:
        check(self.ws)
        heads = anchor.read(self.ws.path)
        with self.ws.database.read() as tx:
            assert journal.prove(tx, heads).problem == ""
            assert consent.prove(tx, heads).problem == ""
        self.ws.close()
        shutil.rmtree(self.folder)


Tables = dict[str, list[tuple[Any, ...]]]


def states(found: Tables) -> dict[int, str]:
    return {row[0]: row[13] for row in found["drafts"]}


def places(found: Tables) -> dict[int, int]:
    return {row[3]: row[4] for row in found["touches"] if row[6] != "withdrawn"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, NOON.isoformat())
        with practice(folder / "w") as ws:
            rows = [
                comment(n, each, f"what a lovely blue, number {n}", days=n + 1)
                for n, each in enumerate((*NAMES, "zed"))
            ]
            load(ws, comments(folder / "c.csv", *rows))
            for each in NAMES:
                people.grant(ws, each, Purpose.THANKS, "yes")
            # Undo stops here: nobody takes the beginning back.
            people.suppress(ws, "zed", SuppressionReason.OPT_OUT)
        yield folder / "w"


@pytest.mark.slow
def test_lives_go_as_the_rules_say(made: Path) -> None:
    machine = type("Lives", (Lives,), {"made": made})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples(25),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
