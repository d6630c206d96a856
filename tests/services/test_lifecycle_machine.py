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
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.errors import RefusedError
from dm_assistant.services import answers, people, queue, recent_words, recounting, replies, undoing
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.storage import anchor, consent, journal, words
from tests.examples import examples
from tests.services.little_world import OUT, STOPS, Grumble, Message, Said, agreed, allowed
from tests.services.lives import NAMES, which, who
from tests.services.lives_besides import OTHER, Besides, waits
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


class Lives(Besides):
    """What people say, what they are answered, and undo."""

    @rule(handle=who, text=st.sampled_from(list(WORDS)), classed=st.booleans())
    def they_write(self, handle: str, text: str, classed: bool) -> None:
        now, kind = self.ws.now(), WORDS[text]
        if handle in self.world.gone or any(each.at == now for each in self.world.said(handle)):
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
            self.world.stop(act, handle, STOPS[kind], now, anew=True)
        if kind == "age":
            self.world.farewell(handle)

    @precondition(lambda lives: any(not each.classed for each in lives.world.said()))
    @rule(number=which)
    def classify(self, number: int) -> None:
        found = [
            each
            for each in self.world.said()
            if not each.classed and each.who not in self.world.gone
        ]
        if not found:
            return
        each = found[number % len(found)]
        replies.classify(self.ws, each.id, InboundClass(each.kind))
        act = self.begin("class", each)
        # What a person takes for a stop needs no answer.
        away = each.archived or each.kind in STOPS
        self.world.put(act, "inbound", replace(each, classed=True, archived=away))
        if each.kind in STOPS:
            self.world.stop(act, each.who, STOPS[each.kind], self.ws.now(), anew=True)

    @precondition(lambda lives: lives.world.said())
    @rule(number=which)
    def answer(self, number: int) -> None:
        found = [each for each in self.world.said() if each.who not in self.world.gone]
        if found:
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

    @rule(handle=who, days=st.sampled_from([2, 3, 4, 6]))
    def write_again_soon(self, handle: str, days: int) -> None:
        """Ask for an exception when somebody answered kindly and a week is not over."""
        self.go_on(handle, 4)
        self.wait(timedelta(hours=1))
        self.they_write(handle, "thank you so much", classed=True)
        self.wait(timedelta(days=days, hours=-1))
        self.draft(handle)
        for one in list(self.world.messages(handle)):
            if one.state == "drafted" and handle not in self.world.gone:
                self.sets_the_gap_aside(one)
        self.go_on(handle, 2)

    @rule(handle=who, steps=st.integers(0, 2), minutes=st.sampled_from([1, 4, 31]))
    def converse(self, handle: str, steps: int, minutes: int) -> None:
        """Let a person ask something and answer it, as happens all day as well."""
        self.wait(timedelta(minutes=minutes))
        self.they_write(handle, "which paper do you use?", classed=True)
        if handle not in self.world.gone:
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
            handle: no for handle, (no, _) in self.world.no.items() if handle not in self.world.gone
        }
        busy = [each.who for each in mine.values() if each.state in {"approved", "handed_over"}]
        assert len(busy) == len(set(busy))
        waiting = [each for each in self.world.said() if waits(each, self.ws.now())]
        assert queue.counts(self.ws).reply == len(waiting)
        assert len(found["overrides"]) == len(self.world.of_kind("override"))
        grumbles = [row for row in self.world.of_kind("complaint") if isinstance(row, Grumble)]
        assert sum(row[4] is None for row in found["complaints"]) == sum(
            row.open for row in grumbles
        )

    @invariant()
    def nobody_is_asked_for_more_than_they_agreed_to(self) -> None:
        for handle in set(NAMES) - self.world.gone:
            for purpose in OTHER:
                finding = people.check(self.ws, handle, purpose).finding("consent")
                assert finding is not None
                # One that will have run out by the end of a hold is there now.
                later = finding.detail.startswith("It cannot become allowed")
                may = later or finding.status is not Status.BLOCK
                mine = agreed(self.world, handle, purpose.value, self.ws.now())
                assert may is mine, (handle, finding.detail)

    @invariant()
    def what_was_given_of_late_is_known_as_it_is(self) -> None:
        now = self.ws.now()
        since = now - self.ws.policy.sameness_window
        with self.ws.database.read() as tx:
            recent_words.of(tx, self.ws, self.ws.policy, now)
            assert self.ws.recent_words is not None
            kept = self.ws.recent_words.kept
            fresh = words.given(tx, since)
        assert {number: each for number, each in kept.items() if each.given.at > since} == fresh

    def teardown(self) -> None:
        check(self.ws)
        assert recounting.recount(self.ws).differences == ()
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
            max_examples=examples(20),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
