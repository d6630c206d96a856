"""One person in full: the same answers as elsewhere, and everything that happened, by kind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from dm_assistant.domain.model import Purpose, SuppressionReason
from dm_assistant.services import in_full, matching, people, renaming, undoing
from dm_assistant.services.views import Topic
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import NOON, comment, comments, draft, load, refusal, wait, wrote
from tests.workspaces import FANS

MIA, ZOE, _ = FANS


def number(ws: Workspace, handle: str) -> int:
    return people.person(ws, handle).contact.contact_id


def test_every_purpose_gets_the_verdict_that_check_gives(ws: Workspace) -> None:
    people.grant(ws, MIA, Purpose.OFFER, "yes, tell me about prints")
    for handle in FANS:
        verdicts = in_full.show(ws, handle).verdicts
        assert verdicts == {each: people.check(ws, handle, each) for each in Purpose}
    assert in_full.show(ws, MIA).verdicts[Purpose.OFFER].finding("consent") is not None
    people.suppress(ws, MIA, SuppressionReason.OPT_OUT)
    stopped = in_full.show(ws, MIA).verdicts
    assert not any(verdict.allowed for verdict in stopped.values())
    assert all(verdict.why for verdict in stopped.values())


def test_the_timeline_holds_every_kind_newest_first(ws: Workspace) -> None:
    mia = number(ws, MIA)
    people.note(ws, mia, "met at the fair")
    wait(ws, hours=1)
    people.note(ws, mia, "met at the winter fair")
    people.grant(
        ws, MIA, Purpose.THANKS, "yes please", where="comment", at=NOON - timedelta(days=1)
    )
    draft(ws, MIA)
    wrote(ws, "thank you so much", MIA)
    wait(ws, hours=1)
    renaming.rename(ws, MIA, "mia.new")
    found = in_full.show(ws, "mia.new")
    times = [entry.at for entry in found.person.timeline]
    assert times == sorted(times, reverse=True)
    kinds = {entry.kind for entry in found.person.timeline}
    assert {"comment", "note", "consent", "drafted", "they wrote", "renamed"} <= kinds
    notes = [entry.text for entry in found.entries(Topic.NOTES) if entry.kind == "note"]
    assert notes == ["met at the winter fair", ""]
    assert found.entries(None) == found.person.timeline
    assert {each.kind for each in found.entries(Topic.CONSENTS)} == {"consent"}
    parts = sum(len(found.entries(topic)) for topic in found.topics)
    assert parts == len(found.person.timeline)
    undoing.undo(ws)
    assert in_full.show(ws, MIA).person.contact.handle == MIA


def test_a_note_taken_back_leaves_the_timeline(ws: Workspace) -> None:
    people.note(ws, number(ws, MIA), "met at the fair")
    assert Topic.NOTES in in_full.show(ws, MIA).topics
    undoing.undo(ws)
    assert Topic.NOTES not in in_full.show(ws, MIA).topics


def test_weeks_count_the_comments_of_each_week_the_oldest_first(
    empty: Workspace, tmp_path: Path
) -> None:
    rows = [comment(n, "mia", f"remark {n}", days=days) for n, days in enumerate((1, 6, 8, 400))]
    load(empty, comments(tmp_path / "c.csv", *rows))
    weeks = in_full.show(empty, "mia").weeks
    assert len(weeks) == in_full.WEEKS
    assert weeks[-2:] == (1, 2)
    assert sum(weeks) == 3


def test_a_consent_says_when_and_where_and_never_from_tomorrow(ws: Workspace) -> None:
    said_at = NOON - timedelta(days=3)
    line = people.grant(ws, MIA, Purpose.OFFER, "yes please", where="live chat", at=said_at)
    assert (line.event_at, line.where, line.words) == (said_at, "live chat", "yes please")
    later = ws.now() + timedelta(days=1)
    assert "lies ahead" in refusal(
        lambda: people.withdraw(ws, MIA, Purpose.OFFER, "no more", at=later)
    )
    assert len(people.person(ws, MIA).consents) == len({*people.person(ws, MIA).consents})


def test_what_a_search_found_of_a_person_is_named_with_its_place(ws: Workspace) -> None:
    mia = number(ws, MIA)
    people.note(ws, mia, "She brought a foglamp")
    [match] = matching.of_person(ws, mia, "foglamp tier:new")
    assert (match.where, match.text[slice(*match.places[0])]) == ("note", "foglamp")
    said = people.person(ws, MIA).timeline[-1].text.split()[0]
    found = matching.of_person(ws, mia, f'"{said}"')
    assert "comment" in {each.where for each in found}
    assert all(each.places for each in found)
    for nothing in ("", "tier:new", "-foglamp", "((", "x:y"):
        assert matching.of_person(ws, mia, nothing) == ()
