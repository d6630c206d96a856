"""The sample workspace shows every side of the product, and nothing of anybody real."""

from __future__ import annotations

import sqlite3
import stat
import sys
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.handles import look_alike, normalise
from dm_assistant.domain.inbound import preselect
from dm_assistant.domain.model import DraftState, FrontEnd, InboundClass, Lane, SuppressionReason
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.domain.statistics import experiment_words
from dm_assistant.errors import BadInputError
from dm_assistant.services import (
    cards,
    codes,
    demo,
    experiments,
    impact,
    importing,
    numbers,
    people,
    queue,
    safety,
    suppressions,
    timing,
    workspace,
)
from dm_assistant.services.demo import names, trials, words
from dm_assistant.services.views import Card
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)


def lane(ws: Workspace, which: Lane) -> list[Card]:
    return [cards.card(ws, item) for item in queue.ids(ws, which)]


def rules(card: Card) -> set[str]:
    """Return the rules that stand against a draft."""
    assert card.verdict is not None
    against = card.verdict.findings
    return {each.rule for each in against if each.status not in {Status.ALLOW, Status.WARN}}


def ask(path: Path, sql: str) -> list[Any]:
    """Return the first column of what the database answers."""
    place = f"{(path / workspace.DATABASE).as_uri()}?mode=ro"
    with closing(sqlite3.connect(place, uri=True)) as db:
        return [row[0] for row in db.execute(sql)]


def test_it_is_marked_as_a_demo_and_lives_by_its_own_clock(sample: Workspace) -> None:
    assert (sample.demo, sample.practice) == (True, True)
    assert sample.now() == demo.NOW == datetime(2026, 5, 16, 9, 40, tzinfo=UTC)
    assert sample.account_label == "@fog.and.paint"
    assert set(sample.settings.facts) == {"creator", "perk", "keyword", "keyword_gets"}


def test_another_clock_may_be_set_for_it(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = demo.NOW + DAY
    monkeypatch.setenv(CLOCK, later.isoformat())
    with workspace.open_workspace(made, front_end=FrontEnd.CLI) as ws:
        assert ws.now() == later


def test_doctor_finds_nothing_wrong_with_it(sample: Workspace) -> None:
    assert [each for each in safety.doctor(sample) if not each.ok] == []


@pytest.mark.skipif(sys.platform == "win32", reason="the folder inherits who may read it there")
def test_it_is_as_private_as_any_workspace(made: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    files = [each for each in made.iterdir() if each.is_file()]
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_the_audience_is_as_large_and_as_lively_as_it_says(made: Path) -> None:
    [fans] = ask(made, "SELECT count(*) FROM contacts WHERE own = 0")
    [said] = ask(made, "SELECT count(*) FROM comments")
    [own] = ask(
        made,
        "SELECT count(*) FROM comments JOIN contacts AS c ON c.id = contact_id WHERE c.own = 1",
    )
    [posts] = ask(made, "SELECT count(*) FROM posts WHERE title <> ''")
    [ring] = ask(made, "SELECT count(DISTINCT contact_id) FROM comments WHERE ring = 1")
    [giveaways] = ask(made, "SELECT count(*) FROM contacts WHERE giveaways > 0")
    [promoters] = ask(made, "SELECT count(*) FROM contacts WHERE promotions > 0")
    assert 390 <= fans <= 420
    assert 1500 <= said <= 2000
    assert own >= 20
    assert posts == 28
    assert ring == len(names.RING)
    assert giveaways >= len(names.HUNTERS)
    assert promoters == len(names.PROMOTERS)


def test_every_lane_holds_enough_to_look_at(sample: Workspace) -> None:
    counts = queue.counts(sample)
    assert counts.reply >= 6
    assert counts.ready >= 15
    assert counts.invite >= 10
    assert counts.held >= 8
    assert counts.blocked >= 3
    assert counts.approved >= 2
    assert counts.handed_over == 1


def test_the_reply_lane_has_a_window_about_to_close_and_a_possible_stop(
    sample: Workspace,
) -> None:
    waiting = queue.first(sample, Lane.REPLY)
    soonest = waiting[0].until
    assert soonest is not None
    assert timedelta(0) < soonest - demo.NOW <= timedelta(hours=2)
    classes = Counter(each.reply_class for each in waiting)
    assert classes[InboundClass.REVIEW] >= 1
    assert classes[InboundClass.ERASURE] == 1
    assert words.PUBLIC_STOP in {each.text for each in waiting}


def test_held_drafts_are_held_for_every_kind_of_reason(sample: Workspace) -> None:
    held = lane(sample, Lane.HELD)
    reasons = set.union(*map(rules, held))
    assert reasons >= {"gap", "backoff", "sunset", "snooze", "soft_no", "unread_reply"}
    abroad = [each.person.timezone for each in held if rules(each) == {"quiet_hours"}]
    assert any(zone.startswith("America/") for zone in abroad)
    assert "" in abroad


def test_blocked_drafts_say_who_said_no_and_how(sample: Workspace) -> None:
    blocked = set.union(*map(rules, lane(sample, Lane.BLOCKED)))
    assert blocked >= {"opt_out", "refused"}


def test_the_invite_lane_holds_public_invites_and_drafts_without_consent(
    sample: Workspace,
) -> None:
    purposes = Counter(each.row.purpose.value for each in lane(sample, Lane.INVITE))
    assert purposes["invite"] >= 8
    assert purposes["thanks"] >= 2


def test_what_is_ready_may_be_approved_as_it_stands(sample: Workspace) -> None:
    ready = lane(sample, Lane.READY)
    assert all(each.verdict is not None and each.verdict.allowed for each in ready)
    assert {each.row.purpose.value for each in ready} >= {"thanks", "feedback", "offer"}
    assert any(each.draft is not None and each.draft.code for each in ready)
    assert all(each.sources for each in ready)


def test_there_is_a_message_in_every_state_that_an_act_leads_to(made: Path) -> None:
    states = set(ask(made, "SELECT state FROM drafts"))
    # Nothing that the creator does by hand says that a message lies in somebody's requests.
    assert states == {state.value for state in DraftState} - {DraftState.IN_REQUESTS.value}


def test_about_three_hundred_messages_went_out_within_the_rules(sample: Workspace) -> None:
    totals = numbers.stats(sample).totals
    assert 260 <= totals.sent <= 310
    assert totals.unconfirmed == 1
    assert totals.mature < totals.sent
    times = ask(sample.path, "SELECT at FROM touches WHERE first = 1 AND purpose <> 'invite'")
    day, hour = 86_400, 3_600
    for at in times:
        assert sum(at - day < each <= at for each in times) <= sample.policy.first_contacts_a_day
        assert sum(at - hour < each <= at for each in times) <= sample.policy.first_contacts_an_hour


def test_statistics_show_a_rate_an_early_one_and_mere_counts(sample: Workspace) -> None:
    groups = dict(numbers.stats(sample, by="purpose").groups)
    assert {name: group.reply.shown for name, group in groups.items()} == {
        "thanks": "rate",
        "feedback": "early",
        "offer": "rate",
        "collab": "counts",
    }
    totals = numbers.stats(sample).totals
    assert totals.late_replies >= 2
    assert totals.opt_out.k >= 1
    assert totals.positive.rate.k >= 10


def test_replies_of_every_class_came_in(made: Path) -> None:
    found = set(ask(made, "SELECT coalesce(confirmed, preselected) FROM inbounds"))
    assert found == {kind.value for kind in InboundClass}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in words.REPLIES.items() for text in texts]
)
def test_each_reply_reads_as_what_it_is_meant_to_be(kind: InboundClass, text: str) -> None:
    assert preselect(text) is kind


def test_codes_were_given_and_some_redeemed(sample: Workspace) -> None:
    [pool] = codes.pools(sample)
    assert min(pool.free, pool.reserved, pool.given, pool.redeemed) >= 1
    assert pool.free + pool.reserved + pool.given + pool.redeemed == pool.total


def test_some_people_are_never_to_be_written_to(sample: Workspace) -> None:
    reasons = {each.no_contact for each in people.ranked(sample)}
    assert reasons >= {SuppressionReason.OPT_OUT.value, SuppressionReason.REFUSED.value}
    children = [
        each
        for each in suppressions.listed(sample)
        if each.reason is SuppressionReason.UNDER_AGE and each.kind == "handle"
    ]
    assert [child.handle for child in children] == [""]


def test_look_alikes_are_marked_and_hostile_names_are_kept_as_text(sample: Workspace) -> None:
    mila, twin = (people.person(sample, guest.handle) for guest in names.GUESTS[:2])
    assert mila.contact.contact_id != twin.contact.contact_id
    assert twin.look_alikes == (mila.contact.handle,)
    assert "\u200b" in twin.contact.name
    written = {each.handle: each.name for each in people.ranked(sample)}
    assert written["max.umberfell"] == "[bold]Max[/]"
    assert "\x1b[31m" in written["zed_of_inkhollow"]
    assert {"max.umberfell", "zed_of_inkhollow"} <= {
        each.row.handle for each in lane(sample, Lane.READY)
    }


def test_no_handle_in_it_is_anybodys_real_one(sample: Workspace) -> None:
    for each in people.ranked(sample):
        assert any(place in each.handle for place in names.PLACES), each.handle
    keys = {normalise(each.handle) for each in people.ranked(sample)}
    pairs = Counter(look_alike(key) for key in keys)
    assert [key for key, number in pairs.items() if number > 1] == [
        look_alike(names.GUESTS[0].handle)
    ]


def test_everything_in_it_came_in_through_the_importers(sample: Workspace) -> None:
    batches = importing.all_batches(sample)
    assert len(batches) == 22
    assert all(batch.counts["rows"] and not batch.undone for batch in batches)


def test_the_story_never_runs_backwards_and_ends_before_its_now(sample: Workspace) -> None:
    times = [line.at for line in reversed(safety.journal(sample, 10_000))]
    assert times == sorted(times)
    assert demo.NOW - 91 * DAY < times[0] < demo.NOW - 89 * DAY
    assert demo.NOW - timedelta(hours=2) < times[-1] <= demo.NOW


def test_it_is_not_written_over_anything(tmp_path: Path) -> None:
    kept = tmp_path / "notes.txt"
    kept.write_text("mine", "utf-8")
    with pytest.raises(BadInputError, match="not an empty folder"):
        demo.write(tmp_path)
    with pytest.raises(BadInputError, match="not an empty folder"):
        demo.write(kept)
    assert [(each, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [(kept, "mine")]


def test_a_demo_that_cannot_be_finished_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CLOCK, "noon")
    with pytest.raises(BadInputError, match=CLOCK):
        demo.write(tmp_path / "demo")
    assert list(tmp_path.iterdir()) == []


def test_its_tests_of_words_show_a_verdict_a_plan_under_way_and_a_pause(sample: Workspace) -> None:
    wordings = experiments.wordings(sample)
    tests = {each.name: each for each in wordings.experiments}
    assert tests[trials.NOTE].verdict is not None
    running = " ".join(experiment_words.sentences(tests[trials.THANKS]))
    assert "34 of 50 pairs are in" in running
    assert "9 pairs are still inside their 7 days" in running
    assert [each.template for each in wordings.paused] == ["survey"]


def test_its_hours_and_its_hold_out_say_something(sample: Workspace) -> None:
    [trial] = impact.effect(sample).campaigns
    assert trial.campaign == trials.HOLD
    assert timing.timing(sample).as_json()["recommendation"] is not None
