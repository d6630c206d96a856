"""The lanes that SQL reads are those the gate would say, at any moment and for any search."""

from __future__ import annotations

import contextlib
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import InboundClass, Lane, Purpose, SuppressionReason
from dm_assistant.domain.rules.standing import lane_of
from dm_assistant.errors import DmAssistantError
from dm_assistant.services import cards, drafting, life, people, queue, replies, standing
from dm_assistant.services.views import ItemId
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import drafts
from tests.examples import examples
from tests.services.test_importing import ledger
from tests.services.workshop import NOON, approved, comment, comments, draft, load, tables, wait
from tests.services.workshop import wrote as said
from tests.shared import HOSTILE, needs_hostile
from tests.workspaces import FANS, copied, practice, write_csv

ZONES = ("Europe/London", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu", "", "", "")
COUNTRIES = ("", "", "", "", "RU", "DE", "")
NAMES = [f"fan{number}" for number in range(7)]
KINDS = ("explicit", "keyword", "collaboration", "explicit", "keyword", "wrote_first", "")
WORDS = ("thank you", "which paper is it?", "maybe later", "not interested", "STOPPP 😭",
         "please stop messaging me", "i'm 17 btw")  # fmt: skip
DRAFTED = (Purpose.THANKS, Purpose.FEEDBACK, Purpose.INVITE, Purpose.ANSWER)
EXTRA = {"keyword": "SKY", "keyword_gets": "the list of colours"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a workspace, closed, with people of many places and permissions."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, NOON.isoformat())
        with practice(folder / "w") as ws:
            rows = [
                comment(n, each, f"what a lovely blue, number {n}", days=n + 1)
                for n, each in enumerate(NAMES)
            ]
            load(ws, comments(folder / "c.csv", *rows))
            header = ("handle", "timezone", "country", "follow_state")
            known = zip(NAMES, ZONES, COUNTRIES, ["", "mutual", *[""] * 5], strict=True)
            load(ws, write_csv(folder / "p.csv", header, known))
            given = [
                [each, "tiktok", "thanks;feedback", kind, "2024-09-20T10:00:00Z", "yes", "live"]
                for each, kind in zip(NAMES, KINDS, strict=True)
                if kind
            ]
            load(ws, ledger(folder / "l.csv", *given))
        yield folder / "w"


steps = st.lists(
    st.tuples(
        st.sampled_from(["draft", "draft", "approve", "out", "said", "snooze", "stop", "skip"]),
        st.sampled_from(NAMES),
        st.integers(0, 20),
        st.one_of(st.integers(0, 1200), st.integers(0, 10 * 86_400)),
    ),
    min_size=4,
    max_size=14,
)


def act(ws: Workspace, name: str, handle: str, number: int) -> None:
    """Do something with the person's newest draft; what the rules refuse is left undone."""
    mine = people.person(ws, handle).contact.contact_id
    with ws.database.read() as tx:
        found = drafts.of_contacts(tx, [mine], drafts.ALIVE)
    last = found[-1].id if found else 0
    if name == "draft":
        purpose = DRAFTED[number % len(DRAFTED)]
        drafting.make(ws, purpose, names=[handle], extra=EXTRA)
    elif name == "approve":
        life.approve(ws, [last])
    elif name == "out":
        life.approve(ws, [last])
        life.hand_over(ws, last)
        life.sent(ws, [last] if number % 4 else [])
    elif name == "said":
        logged = said(ws, WORDS[number % len(WORDS)], handle)
        if number % 2:
            replies.classify(ws, logged.message, logged.intent)
    elif name == "snooze":
        life.snooze(ws, [last], ws.now() + timedelta(hours=number + 1))
    elif name == "skip":
        life.skip(ws, [last])
    elif number % 3 == 0:
        people.suppress(ws, handle, SuppressionReason.OPT_OUT)


def by_the_gate(ws: Workspace) -> tuple[dict[Lane, set[int]], list[datetime]]:
    """Return the lane of every open draft as the gate says now, and the times it names."""
    found: dict[Lane, set[int]] = {lane: set() for lane in Lane}
    times = []
    with ws.database.read() as tx:
        mine = list(drafts.get(tx, drafts.in_states(tx, drafts.OPEN)).values())
        bench = standing.Bench(tx, ws, [draft.contact_id for draft in mine])
        for one in mine:
            verdict = bench.verdict(one)
            found[lane_of(verdict, bench.case(one)[2])].add(one.id)
            times += [each for each in (verdict.until,) if each is not None]
            times += [each.until for each in verdict.findings if each.until is not None]
    return found, times


def check(ws: Workspace) -> list[datetime]:
    counted = queue.counts(ws)
    expected, times = by_the_gate(ws)
    for lane in (Lane.READY, Lane.INVITE, Lane.HELD, Lane.BLOCKED):
        shown = queue.ids(ws, lane)
        assert {each.id for each in shown} == expected[lane], (lane, ws.now())
        assert counted.of(lane) == len(shown)
        rows = queue.rows(ws, shown)
        assert [row.item for row in rows] == list(shown)
        assert {row.lane for row in rows} <= {lane}
        assert queue.first(ws, lane, 2) == rows[:2]
    assert counted.reply == len(queue.ids(ws, Lane.REPLY))
    assert counted.approved + counted.handed_over == len(queue.outbox(ws))
    return times


@pytest.mark.slow
@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    done=steps,
    later=st.lists(
        st.one_of(st.integers(0, 7200), st.integers(0, 40 * 86_400), st.integers(0, 400 * 86_400)),
        min_size=1,
        max_size=3,
    ),
    edge=st.integers(0, 40),
)
def test_lanes_are_what_the_gate_says_now_and_later(
    made: Path, done: list[tuple[str, str, int, int]], later: list[int], edge: int
) -> None:
    with tempfile.TemporaryDirectory() as name, copied(made, Path(name) / "w") as ws:
        for step, handle, number, seconds in done:
            with contextlib.suppress(DmAssistantError):
                act(ws, step, handle, number)
            wait(ws, seconds=seconds)
        start = ws.now()
        times = check(ws)
        to_come = sorted({each for each in times if each > start})
        moments = {start + timedelta(seconds=each) for each in later}
        if to_come:
            turn = to_come[edge % len(to_come)]
            moments |= {turn - timedelta(seconds=1), turn}
        for moment in sorted(moments):
            ws.fixed_now = moment
            check(ws)


def test_a_full_pace_holds_first_contacts_and_lets_the_others_go(empty: Workspace) -> None:
    names = [f"fan{number}" for number in range(13)]
    rows = [comment(n, e, f"lovely blue, number {n}", days=n + 1) for n, e in enumerate(names)]
    load(empty, comments(empty.path.parent / "c.csv", *rows))
    for each in names:
        people.grant(empty, each, Purpose.THANKS, "yes")
    said(empty, "hello there", names[-1], kind=InboundClass.NEUTRAL)
    numbers = {each: draft(empty, each) for each in names}
    life.approve(empty, [numbers[each] for each in names[:10]])
    assert Counter(row.lane for row in queue.first(empty, Lane.HELD)) == {Lane.HELD: 2}
    assert [row.handle for row in queue.first(empty, Lane.READY)] == [names[-1]]
    check(empty)
    wait(empty, hours=1)
    assert queue.counts(empty).ready == 3
    check(empty)


def test_a_lane_is_ordered_by_score_and_replies_by_what_closes_first(ws: Workspace) -> None:
    for each in FANS:
        draft(ws, each)
    ready = queue.first(ws, Lane.READY)
    assert [row.score for row in ready] == sorted((row.score for row in ready), reverse=True)
    for hours, each in enumerate(FANS):
        replies.log(ws, each, "hello", at=ws.now() - timedelta(hours=hours))
    assert [row.handle for row in queue.first(ws, Lane.REPLY)] == list(FANS[::-1])


def test_a_held_line_says_when_it_comes_back(ws: Workspace) -> None:
    draft(ws)
    wait(ws, hours=10)
    [row] = queue.first(ws, Lane.HELD)
    assert row.until == NOON + timedelta(hours=22)
    assert cards.card(ws, row.item).verdict.until == row.until  # type: ignore[union-attr]
    ws.fixed_now = row.until
    assert queue.counts(ws).ready == 1


def test_the_outbox_asks_first_about_what_was_not_confirmed(ws: Workspace) -> None:
    first, second = approved(ws), approved(ws, FANS[1])
    life.hand_over(ws, second)
    assert [row.item.id for row in queue.outbox(ws)] == [second, first]


def test_lines_that_are_gone_are_left_out(ws: Workspace) -> None:
    number = draft(ws)
    items = [ItemId("draft", 99), ItemId("draft", number), ItemId("inbound", 5)]
    assert [row.item.id for row in queue.rows(ws, items)] == [number]


def queries() -> list[str]:
    if not HOSTILE.is_dir():
        return []
    found = json.loads((HOSTILE / "queries.json").read_text("utf-8"))["items"]
    return [each.get("query") or "".join(t * n for t, n in each["build"]) for each in found]


@needs_hostile
@pytest.mark.parametrize("query", queries(), ids=lambda query: ascii(query)[:40])
def test_whatever_is_typed_into_the_search_box_is_harmless(ws: Workspace, query: str) -> None:
    draft(ws)
    said(ws, "hello", FANS[1])
    before = tables(ws)
    start = time.monotonic()
    for lane in Lane:
        assert len(queue.ids(ws, lane, query)) <= len(queue.ids(ws, lane))
    assert len(people.ranked(ws, search=query)) <= len(FANS)
    assert time.monotonic() - start < 2
    assert tables(ws) == before


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mia", 1),
        ("MÍA", 1),
        ("ints sur", 1),
        ("%", 0),
        ("_", 1),
        ("zoe_d", 1),
        ("m*", 0),
        ("mia\0xyz", 0),
        ("mi\0a", 1),
        ("", 3),
        ("\u200b", 3),
        ("surname", 3),
    ],
)
def test_wildcards_are_letters_and_accents_do_not_matter(
    ws: Workspace, query: str, found: int
) -> None:
    for each in FANS:
        draft(ws, each)
    assert len(queue.ids(ws, Lane.READY, query)) == found
    assert len(people.ranked(ws, search=query)) == found
