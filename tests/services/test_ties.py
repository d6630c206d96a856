"""The account's own lists: who follows, whom the creator blocked, and what groups were told."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import DraftState, FollowState, Lane, Platform, Purpose
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.services import importing, people, questions, queue, safety, undoing
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.examples import examples
from tests.services.streams import LISTS, all_lists, in_group, said, take_lists, take_records
from tests.services.test_past_messages import MIA, rule
from tests.services.test_reconciling import BATCH, ask, handed_over, told
from tests.services.workshop import (
    NOON,
    approved,
    comment,
    comments,
    database_bytes,
    load,
    refusal,
    state,
    stored,
    tables,
    wait,
)
from tests.workspaces import FANS

ZOE, TOM = FANS[1:]


def follows(ws: Workspace, who: str = MIA) -> FollowState:
    return people.person(ws, who).contact.follow_state


# --- who follows -----------------------------------------------------------------------------


def test_who_is_on_both_lists_is_mutual_and_may_be_thanked(ws: Workspace) -> None:
    report = take_lists(ws, NOON, fans=[MIA, "stranger"], mine=[MIA, ZOE])
    assert [follows(ws, each) for each in FANS] == ["mutual", "i_follow", "none"]
    assert report.contacts_new == 0
    found = told(report).follow
    assert (found.gained, found.lost, found.mutual) == ((MIA,), (), (MIA,))
    assert rule(ws, "consent", Purpose.FEEDBACK).status is Status.ALLOW
    assert rule(ws, "consent", Purpose.FEEDBACK, TOM).status is Status.BLOCK


def test_who_follows_no_longer_is_said_and_loses_what_rested_on_it(ws: Workspace) -> None:
    take_lists(ws, NOON - timedelta(days=9), fans=[MIA, ZOE], mine=[MIA])
    report = take_lists(ws, NOON, fans=[ZOE], mine=[MIA])
    assert told(report).follow.lost == (MIA,)
    assert (follows(ws), follows(ws, ZOE)) == ("i_follow", "follows_me")
    assert rule(ws, "consent", Purpose.FEEDBACK).status is Status.BLOCK


def test_a_list_that_is_not_there_says_nothing(ws: Workspace) -> None:
    take_lists(ws, NOON - timedelta(days=9), fans=[MIA], mine=[MIA, ZOE])
    take_lists(ws, NOON, fans=[])
    assert [follows(ws, each) for each in FANS] == ["i_follow", "i_follow", "none"]


def test_an_older_export_never_overwrites_what_is_newer(ws: Workspace) -> None:
    take_lists(ws, NOON, fans=[MIA], mine=[MIA])
    before = tables(ws)
    report = take_lists(ws, NOON - timedelta(days=1), fans=[ZOE], mine=[])
    assert (report.batch, tables(ws)) == (None, before)


def test_the_same_list_again_changes_nothing_and_a_newer_one_renews_it(ws: Workspace) -> None:
    take_lists(ws, NOON - timedelta(days=1), fans=[MIA], mine=[MIA])
    assert take_lists(ws, NOON - timedelta(days=1), fans=[MIA], mine=[MIA]).batch is None
    assert take_lists(ws, None, fans=[MIA], mine=[MIA]).batch is None
    assert take_lists(ws, NOON, fans=[MIA], mine=[MIA]).batch is not None
    with ws.database.read() as tx:
        rows = tx.exec_driver_sql("SELECT DISTINCT follow_learned_at FROM contacts WHERE own = 0")
        assert rows.scalars().all() == [NOON.timestamp()]


def test_who_comments_later_is_known_by_the_list(ws: Workspace) -> None:
    take_lists(ws, NOON, fans=["new.one"], mine=["new.one", "other"])
    for place, who in enumerate(("new.one", "other", "nobody")):
        load(ws, comments(ws.path.parent / f"{who}.csv", comment(70 + place, who)))
    assert [follows(ws, each) for each in ("new.one", "other", "nobody")] == [
        "mutual",
        "i_follow",
        "none",
    ]


def test_a_dry_run_changes_no_byte_and_undo_leaves_the_state_before(ws: Workspace) -> None:
    take_lists(ws, NOON - timedelta(days=9), fans=[MIA, "old"], mine=[MIA], blocked=["b"])
    before, content = tables(ws, BATCH), database_bytes(ws)
    lists: dict[str, list[str]] = {"fans": [ZOE, "x"], "mine": [MIA, TOM], "blocked": []}
    tried = all_lists(ws, NOON, lists, dry_run=True)
    assert database_bytes(ws) == content
    report = all_lists(ws, NOON, lists)
    assert told(tried) == told(report)
    assert report.batch is not None
    importing.undo_batch(ws, report.batch)
    assert tables(ws, BATCH) == before
    assert [check for check in safety.doctor(ws) if not check.ok] == []


def test_an_erased_person_is_on_no_list(ws: Workspace) -> None:
    take_lists(ws, NOON - timedelta(days=9), fans=[MIA, "b"], mine=[MIA])
    safety.forget(ws, MIA)
    assert MIA not in repr(tables(ws))
    take_lists(ws, NOON, fans=[MIA, "b"], blocked=[MIA])
    assert MIA not in repr(tables(ws))


# --- whom the creator blocked ----------------------------------------------------------------


def test_who_is_blocked_is_never_messaged_contact_or_not(ws: Workspace) -> None:
    number = approved(ws)
    report = take_lists(ws, NOON, blocked=[MIA, "unknown.one"])
    assert told(report).blocked == (MIA, "unknown.one")
    assert (state(ws, number), rule(ws, "refused").status) == (DraftState.CANCELLED, Status.BLOCK)
    load(ws, comments(ws.path.parent / "c.csv", comment(70, "unknown.one")))
    assert people.person(ws, "unknown.one").contact.no_contact == "blocked"
    assert take_lists(ws, NOON, blocked=[MIA, "unknown.one"]).batch is None


def test_no_undo_and_no_newer_list_lifts_a_block(ws: Workspace) -> None:
    take_lists(ws, NOON - timedelta(days=2), blocked=[MIA])
    report = take_lists(ws, NOON, blocked=[])
    assert told(report).unblocked == (MIA,)
    undoing.undo(ws)
    undoing.undo(ws)
    assert rule(ws, "refused").status is Status.BLOCK


def test_a_stricter_no_stays(ws: Workspace) -> None:
    load(ws, comments(ws.path.parent / "c.csv", comment(70, "kid")))
    with ws.database.write() as tx:
        tx.exec_driver_sql(
            "UPDATE contacts SET no_contact = 'under_age', no_contact_at = 1 WHERE id = "
            "(SELECT contact_id FROM handles WHERE key = 'kid')"
        )
    report = take_lists(ws, NOON, blocked=["kid"])
    assert told(report).blocked == ()
    assert people.person(ws, "kid").contact.no_contact == "under_age"


# --- groups and requests ---------------------------------------------------------------------


def test_a_stop_in_a_group_is_put_before_a_person_and_nothing_else_is_kept(ws: Workspace) -> None:
    at = NOON - timedelta(days=3)
    records = [
        in_group(MIA, at, "stop messaging me"),
        in_group(MIA, at, "lovely day"),
        in_group("nobody", at, "stop messaging me"),
        in_group("me.me", at, "stop messaging me"),
    ]
    report = take_records(ws, records)
    assert (report.new, report.messages_in, report.messages_out) == (1, 0, 0)
    assert [row.text for row in queue.first(ws, Lane.REPLY)] == ["stop messaging me"]
    [row] = tables(ws)["inbounds"]
    assert row[3] == "comment"
    assert (tables(ws)["touches"], people.person(ws, MIA).contact.no_contact) == ([], "")
    assert take_records(ws, records).batch is None
    assert report.batch is not None
    importing.undo_batch(ws, report.batch)
    assert tables(ws)["inbounds"] == []


def test_a_draft_found_among_requests_waits_there(ws: Workspace) -> None:
    number = handed_over(ws)
    wait(ws, days=1)
    text = stored(ws, number).text
    take_records(ws, [said(MIA, NOON + timedelta(hours=1), text, in_requests=True)])
    assert state(ws, number) is DraftState.IN_REQUESTS
    assert rule(ws, "pending_request").status is Status.WAIT


def test_messages_of_a_time_still_to_come_are_rejected(ws: Workspace) -> None:
    later = NOON + timedelta(days=1)
    report = take_records(ws, [said(MIA, later, "x"), in_group(MIA, later, "stop")])
    assert [reason for _, reason in report.rejected] == ["the time is still to come"] * 2


def test_elsewhere_a_span_of_days_may_have_been_chosen(ws: Workspace) -> None:
    number = handed_over(ws)
    with ws.database.write() as tx:
        tx.exec_driver_sql("UPDATE drafts SET platform = 'instagram'")
        tx.exec_driver_sql("UPDATE handles SET platform = 'instagram' WHERE key = ?", (MIA,))
    wait(ws, days=9)
    instagram = Platform.INSTAGRAM
    after = said(MIA, NOON + timedelta(days=3), "ok")._replace(platform=instagram)
    take_records(ws, [after], platform=instagram)
    assert state(ws, number) is DraftState.HANDED_OVER
    before = said(MIA, NOON - timedelta(days=3), "ok")._replace(platform=instagram)
    take_records(ws, [after, before], platform=instagram)
    assert state(ws, number) is DraftState.COULD_NOT_SEND


def test_an_export_of_one_platform_leaves_questions_about_another_open(ws: Workspace) -> None:
    ask(ws)
    before = questions.asked(ws)
    there = said(MIA, ws.now(), "ok")._replace(platform=Platform.INSTAGRAM)
    assert take_records(ws, [there], platform=Platform.INSTAGRAM).batch is not None
    assert questions.asked(ws) == before


def test_lists_of_somebody_else_are_refused_as_messages_are(ws: Workspace) -> None:
    with ws.database.write() as tx:
        tx.exec_driver_sql("UPDATE accounts SET handle = 'other', key = 'other'")
    with workspaces.reopened(ws) as again:
        line = refusal(lambda: take_lists(again, NOON, fans=[MIA]))
    assert "these are the messages of @me.me, not of @other" in line


# --- any order -------------------------------------------------------------------------------

names = st.frozensets(st.sampled_from([*FANS, "new", "old"]), max_size=4)
listed = st.fixed_dictionaries({}, optional=dict.fromkeys(LISTS, names)).filter(bool)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a closed workspace with a few people."""
    folder = tmp_path_factory.mktemp("ties")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, workspaces.NOW)
        workspaces.with_fans(folder / "w").close()
        yield folder / "w"


def known(ws: Workspace) -> tuple[Any, ...]:
    """Return what is known of lists and people, whatever order it came in."""
    kept = tables(ws)
    return (
        [(each, follows(ws, each)) for each in FANS],
        sorted(row[1:4] for row in kept["suppressions"]),
        sorted(row[1:4] for row in kept["tie_lists"]),
        sorted(row[1:5] for row in kept["ties"] if row[7] is None),
    )


@pytest.mark.slow
@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(exports=st.lists(listed, min_size=1, max_size=3), data=st.data())
def test_complete_exports_in_any_order_and_again_come_to_the_newest(
    made: Path, exports: list[dict[str, frozenset[str]]], data: st.DataObject
) -> None:
    whole = [{name: each.get(name, frozenset()) for name in LISTS} for each in exports]
    order = data.draw(st.permutations(range(len(whole))))
    with (
        tempfile.TemporaryDirectory() as folder,
        workspaces.copied(made, Path(folder) / "a") as ws,
        workspaces.copied(made, Path(folder) / "b") as plain,
    ):
        for place in [*order, *order]:
            as_of = NOON - timedelta(days=9 - place)
            all_lists(ws, as_of, whole[place])
        for place, one in enumerate(whole):
            as_of = NOON - timedelta(days=9 - place)
            all_lists(plain, as_of, one)
        assert known(ws) == known(plain)
        newest = {name: sorted(each) for name, each in whole[-1].items()}
        for who in FANS:
            sides = (who in newest["fans"], who in newest["mine"])
            expected = {
                (True, True): "mutual",
                (True, False): "follows_me",
                (False, True): "i_follow",
                (False, False): "none",
            }[sides]
            assert follows(ws, who) == expected
