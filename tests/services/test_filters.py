"""A filter takes whom it says: the database and a plain reading of the facts agree."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import ConsentKind, Purpose
from dm_assistant.domain.segments.fields import FIELDS
from dm_assistant.domain.segments.model import And, Called, Node, Not, Or, Term
from dm_assistant.domain.segments.syntax import parse
from dm_assistant.domain.segments.writing import written
from dm_assistant.errors import BadInputError
from dm_assistant.services import finding, people
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import comment_words, contacts, database, filters
from dm_assistant.storage.clock import seconds
from tests.domain.segments import filters_strategy as strategy
from tests.examples import examples
from tests.services.people_facts import Entry, Message, Somebody, takes, write
from tests.shared import HOSTILE, needs_hostile

DAY = 86_400
SPANS = ("1h", "30d", "4w", "1y")
EDGES = [span + by for span in (3600, 28 * DAY, 30 * DAY, 60 * DAY, 365 * DAY) for by in (-1, 0, 1)]
EDGES += [0, -5, 400 * DAY]
WORDS = ("blue", "lamp", "paint", "oil", "mia", "100%", "so_cool", "or", '"')
TEXTS = ("paint", "oil paint", "blue", "es", "gb", "spring", "mia")
SEGMENTS: Mapping[str, Node] = {
    "spring": Or((Term("tag", ":", "paint"), Term("segment", ":", "inner"))),
    "inner": Not(Term("comments", ">=", "2")),
}

ago = st.sampled_from(EDGES)
messages = st.builds(
    Message,
    purpose=st.sampled_from(["thanks", "offer"]),
    state=st.sampled_from(["drafted", "snoozed", "sent", "replied", "skipped", "could_not_send"]),
    campaign=st.sampled_from(["", "spring", "oil paint"]),
    replied_ago=st.none() | ago,
    touch=st.sampled_from(["", "reserved", "handed_over", "sent", "imported", "withdrawn"]),
    touched_ago=ago,
)
entries = st.builds(
    Entry,
    kind=st.sampled_from([each.value for each in ConsentKind]),
    purposes=st.sampled_from(["", "thanks", "offer", "offer;thanks"]),
    ago=ago,
    undone=st.booleans(),
)
few_words = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
somebody = st.builds(
    Somebody,
    platform=st.sampled_from(["tiktok", "instagram"]),
    name=few_words,
    notes=few_words,
    relation=st.sampled_from(["fan", "customer"]),
    follow=st.sampled_from(["mutual", "unknown"]),
    language=st.sampled_from(["", "es", "es-MX", "est", "ES"]),
    country=st.sampled_from(["", "GB", "gb", "FR"]),
    followers=st.none() | st.integers(0, 3),
    tags=st.lists(st.sampled_from(TEXTS), max_size=2, unique=True).map(tuple),
    activity=st.sampled_from([0.0, 0.1, 1.54, 1.5441, 3.9657842, 4.0, 9.0]) | st.floats(0, 20),
    comments=st.integers(0, 3),
    posts=st.integers(0, 3),
    questions=st.integers(0, 2),
    copies=st.integers(0, 3),
    first_ago=st.none() | ago,
    last_ago=st.none() | ago,
    stopped=st.booleans(),
    wrote=st.lists(ago, max_size=2).map(tuple),
    messages=st.lists(messages, max_size=2).map(tuple),
    ledger=st.lists(entries, max_size=3).map(tuple),
    codes=st.lists(st.sampled_from(["reserved", "given", "redeemed"]), max_size=2).map(tuple),
    said=st.lists(few_words.filter(bool), max_size=2).map(tuple),
    joined=st.booleans(),
)
leaf = st.one_of(
    strategy.terms(("0", "1", "2", "30", "60", "13.2"), SPANS, TEXTS, without=["segment"]),
    strategy.any_words(WORDS),
    strategy.names,
    st.sampled_from([Term("segment", ":", "spring")]),
)
any_filter = strategy.filters(leaf, 8)


def fill(db: sqlite3.Connection, folk: Sequence[Somebody], now: int) -> None:
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute("DELETE FROM handles")
    db.execute("DELETE FROM contacts")
    db.execute("INSERT INTO imports (id, name, format, at) VALUES (99, '', '', 0)")
    db.execute("INSERT INTO posts (id, platform, platform_id) VALUES (99, 'tiktok', 'p')")
    db.execute("INSERT INTO code_pools (id, name) VALUES (99, 'p')")
    for number, one in enumerate(folk, start=1):
        write(db, number, one, now)
    comment_words.take_in(db)


def check(ws: Workspace, folk: Sequence[Somebody], wanted: Sequence[Node]) -> None:
    # One name is one person's only.
    own = [Somebody(**{**vars(one), "handle": f"mia{n or ''}"}) for n, one in enumerate(folk)]
    now = ws.now()
    with ws.database.write() as tx:
        db = tx.connection.driver_connection
        assert isinstance(db, sqlite3.Connection)
        fill(db, own, seconds(now))
        for node in wanted:
            where = filters.condition(db, node, now, SEGMENTS)
            found = set(contacts.top(tx, seconds(now), where=where))
            expected = {n for n, one in enumerate(own, 1) if takes(node, one, SEGMENTS)}
            assert found == expected, written(node)
            assert contacts.how_many(tx, seconds(now), where) == len(found)
        database.abandon(tx)


@settings(
    max_examples=examples(200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(somebody, min_size=1, max_size=6), st.lists(any_filter, min_size=1, max_size=12))
@example([Somebody()], [And()])
def test_the_database_and_a_plain_reading_agree(
    empty: Workspace, folk: list[Somebody], wanted: list[Node]
) -> None:
    check(empty, folk, wanted)


@pytest.mark.parametrize("bound", ["30", "60"])
def test_a_score_is_compared_as_it_is_shown(empty: Workspace, bound: str) -> None:
    # From 0.05 below the bound on it is shown as the bound.
    folk = [
        Somebody(activity=float(bound) / 20 + step / 20_000, comments=1, first_ago=99 * DAY)
        for step in range(-60, 60)
    ]
    folk = [Somebody(**{**vars(one), "last_ago": 0}) for one in folk]
    wanted: list[Node] = [Term("score", sign, bound) for sign in ("<", "<=", "=", ">=", ">")]
    wanted += [Term("tier", ":", each) for each in ("superfan", "regular", "new", "quiet")]
    check(empty, folk, wanted)


def test_every_field_has_its_sql(empty: Workspace) -> None:
    now = empty.now()
    with empty.database.read() as tx:
        db = tx.connection.driver_connection
        assert isinstance(db, sqlite3.Connection)
        for field in FIELDS.values():
            where = filters.condition(db, parse(field.example), now, SEGMENTS)
            assert contacts.how_many(tx, seconds(now), where) >= 0
        # Every purpose there is can be asked for.
        for purpose in Purpose:
            filters.condition(db, parse(f"draft:{purpose}"), now, {})


@needs_hostile
def test_no_text_is_sql(ws: Workspace) -> None:
    everybody = {each.handle for each in people.ranked(ws)}
    for item in json.loads((HOSTILE / "queries.json").read_text("utf-8"))["items"]:
        text = item["query"]
        for asked in (text, f'tag:"{text}"', f'"{text}"', f"name:{text}", f"-{text}"):
            with contextlib.suppress(BadInputError):
                found = finding.find(ws, asked, 10)
                assert {each.handle for each in found.people} <= everybody
    assert {each.handle for each in people.ranked(ws)} == everybody


def test_two_searches_in_one_filter_stay_apart(ws: Workspace) -> None:
    def found(text: str) -> set[str]:
        return {each.handle for each in finding.find(ws, text, 10).people}

    assert found("wonderful and paper") == {"mia.paints", "zoe_draws", "tom.inks"}
    assert found("wonderful paper") == set()
    assert found("wonderful -paper") == set()
    assert found("(wash or zzzzz) and wonderful -mia") == {"zoe_draws", "tom.inks"}
    assert found("@mia.paints or @tom.inks") == {"mia.paints", "tom.inks"}
    assert Called("mia.paints") == parse("@mia.paints")
