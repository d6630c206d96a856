"""Two contacts that are one person: nothing is lost, a "no" wins, and undo parts them again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain import merging as deciding
from dm_assistant.domain.model import DraftState, InboundClass, Purpose, SuppressionReason
from dm_assistant.services import (
    codes,
    complaints,
    drafting,
    importing,
    life,
    merging,
    people,
    queue,
    safety,
    undoing,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import facts
from dm_assistant.storage import merging as stored_merging
from dm_assistant.storage.tables import METADATA
from tests.services.workshop import (
    GROWS,
    NOON,
    approved,
    comment,
    comments,
    draft,
    load,
    out,
    refusal,
    state,
    tables,
    wait,
    wrote,
)
from tests.workspaces import FANS, write_csv

MIA, ZOE, TOM = FANS
FACTS = ("handle", "platform", "name", "language", "timezone", "country", "tags", "notes")


def number(ws: Workspace, handle: str) -> int:
    return people.person(ws, handle).contact.contact_id


def status(ws: Workspace, handle: str, rule: str, purpose: Purpose = Purpose.THANKS) -> str:
    found = people.check(ws, handle, purpose).finding(rule)
    assert found is not None
    return found.status.value


def on_instagram(ws: Workspace, tmp_path: Path, handle: str = "mia_on_ig") -> None:
    header = ("id", "ownerUsername", "text", "postUrl", "timestamp", "platform")
    at = f"{NOON - timedelta(days=3):%Y-%m-%dT%H:%M:%SZ}"
    post = "https://www.instagram.com/p/Cabc/"
    row = ("i1", handle, "what a lovely green in the corner", post, at, "instagram")
    load(ws, write_csv(tmp_path / f"{handle}.csv", header, [row]))


# --- every table ------------------------------------------------------------------------------


def test_every_table_that_names_a_contact_is_known_to_merging() -> None:
    naming = {
        name
        for name, table in METADATA.tables.items()
        if "contact_id" in table.c
        or any(
            key.column.table.name == "contacts" for column in table.c for key in column.foreign_keys
        )
    }
    known = {*stored_merging.MOVED, *stored_merging.READ_THROUGH, "contacts"}
    assert naming == known


# --- the cases of the rules --------------------------------------------------------------------


def test_merge_of_two_handles_one_opted_out_un_merge(
    ws: Workspace,
) -> None:
    waiting = draft(ws, MIA)
    wrote(ws, "please stop messaging me", ZOE)
    merged = merging.merge(ws, MIA, ZOE)
    assert (merged.suppressed, merged.withdrawn) == ("opt_out", (waiting,))
    assert {status(ws, each, "opt_out") for each in (MIA, ZOE)} == {"block"}
    undoing.undo(ws)
    assert number(ws, MIA) != number(ws, ZOE)
    assert {status(ws, each, "opt_out") for each in (MIA, ZOE)} == {"block"}
    assert state(ws, waiting) == "cancelled"


def test_merge_touches_3_d_and_20_d_ago_on_two_platforms(ws: Workspace, tmp_path: Path) -> None:
    on_instagram(ws, tmp_path)
    people.grant(ws, "mia_on_ig", Purpose.THANKS, "sure")
    out(ws, "mia_on_ig")
    wait(ws, days=17)
    out(ws, MIA)
    wait(ws, days=3)
    assert status(ws, MIA, "cap") == "allow"
    merging.merge(ws, MIA, "mia_on_ig")
    mia = number(ws, MIA)
    with ws.database.read() as tx:
        [known] = facts.people(tx, [mia]).values()
    assert [ws.now() - each.at for each in known.touches] == [timedelta(days=20), timedelta(days=3)]
    assert (status(ws, MIA, "cap"), status(ws, MIA, "sunset")) == ("hold", "wait")


@pytest.mark.parametrize(
    "other", [MIA, f"@{MIA}", f"tiktok:{MIA}", f"https://www.tiktok.com/@{MIA}"]
)
def test_somebody_is_not_merged_with_themselves(ws: Workspace, other: str) -> None:
    before = tables(ws)
    assert "one person already" in refusal(lambda: merging.merge(ws, MIA, other))
    assert tables(ws) == before


def test_two_names_of_one_person_are_not_merged(ws: Workspace) -> None:
    merging.merge(ws, MIA, ZOE)
    before = tables(ws)
    assert "one person already" in refusal(lambda: merging.merge(ws, ZOE, MIA))
    assert tables(ws) == before


# --- nothing is lost --------------------------------------------------------------------------


def busy(ws: Workspace, tmp_path: Path) -> None:
    """Let something of every kind happen with two people."""
    rows = [
        [MIA, "tiktok", "", "", "", "", "vip", "met at the fair"],
        [ZOE, "tiktok", "Zoe", "fr", "Europe/Paris", "FR", "press;vip", "paints too"],
    ]
    load(ws, write_csv(tmp_path / "facts.csv", FACTS, rows))
    path = tmp_path / "codes.txt"
    path.write_text("SUN1\nSUN2\nSUN3")
    codes.add(ws, "spring", path)
    for each in (MIA, ZOE):
        people.grant(ws, each, Purpose.FEEDBACK, f"{each} says yes")
        out(ws, each)
        wait(ws, minutes=20)
        wrote(ws, "thank you so much", each, kind=InboundClass.THANKS)
        complaints.open_one(ws, each, "the print came bent")
        complaints.close(ws, each, "sent a new one")
        drafting.make(ws, Purpose.FEEDBACK, names=[each])


def test_everything_of_the_joined_person_is_the_kept_persons(ws: Workspace, tmp_path: Path) -> None:
    busy(ws, tmp_path)
    one, other = safety.export_person(ws, MIA), safety.export_person(ws, ZOE)
    merged = merging.merge(ws, MIA, ZOE)
    both = safety.export_person(ws, ZOE)
    for name in ("comments", "consents", "messages", "touches", "replies", "complaints", "codes"):
        assert len(both[name]) == len(one[name]) + len(other[name]), name
    assert merged.moved["comments"] == len(other["comments"])
    person = people.person(ws, MIA)
    assert person.handles == (MIA, ZOE)
    assert person.notes == "met at the fair\npaints too"
    assert person.contact.tags == ("press", "vip")
    assert (person.language, person.timezone, person.country) == ("fr", "Europe/Paris", "FR")
    assert person.contact.name == "Mia.Paints Surname"
    assert "name" in {line.name for line in merged.lines if line.differs}
    assert {each.handle for each in people.ranked(ws)} == {MIA, TOM}
    assert [each.handle for each in people.ranked(ws, search="zoe_draws")] == [MIA]
    assert [each.handle for each in people.ranked(ws, segment="tag:press")] == [MIA]
    assert [check for check in safety.doctor(ws) if not check.ok] == []


def test_a_dry_run_says_the_same_and_keeps_nothing(ws: Workspace, tmp_path: Path) -> None:
    busy(ws, tmp_path)
    before = tables(ws)
    said = merging.merge(ws, MIA, ZOE, dry_run=True)
    assert tables(ws) == before
    done = merging.merge(ws, MIA, ZOE)
    assert (said.lines, said.moved, said.dry_run) == (done.lines, done.moved, True)


def test_undo_makes_two_people_of_them_as_they_were(ws: Workspace, tmp_path: Path) -> None:
    busy(ws, tmp_path)
    before = tables(ws, GROWS)
    merging.merge(ws, MIA, ZOE)
    assert tables(ws, GROWS) != before
    undoing.undo(ws)
    assert tables(ws, GROWS) == before


def test_people_merged_before_go_along_and_come_back_one_by_one(ws: Workspace) -> None:
    history = [tables(ws, GROWS)]
    merging.merge(ws, ZOE, TOM)
    history.append(tables(ws, GROWS))
    merging.merge(ws, MIA, ZOE)
    person = people.person(ws, TOM)
    assert person.contact.handle == MIA
    assert len(person.consents) == 3
    for expected in reversed(history):
        undoing.undo(ws)
        assert tables(ws, GROWS) == expected


def test_of_two_approved_messages_the_later_goes_back(ws: Workspace) -> None:
    first, second = approved(ws, ZOE), approved(ws, MIA)
    merged = merging.merge(ws, MIA, ZOE)
    assert merged.back == (second,)
    assert (state(ws, first), state(ws, second)) == ("approved", "drafted")
    undoing.undo(ws)
    assert (state(ws, first), state(ws, second)) == ("approved", "approved")


def test_what_was_handed_over_to_both_is_asked_about_first(ws: Workspace) -> None:
    for each in (MIA, ZOE):
        life.hand_over(ws, approved(ws, each))
    before = tables(ws)
    assert "say first whether message" in refusal(lambda: merging.merge(ws, MIA, ZOE))
    assert tables(ws) == before


def test_one_campaign_reaches_one_person_once(ws: Workspace) -> None:
    for each in (MIA, ZOE):
        draft(ws, each, campaign="spring")
    merged = merging.merge(ws, MIA, ZOE)
    assert len(merged.withdrawn) == 1
    undoing.undo(ws)
    assert {state(ws, each) for each in (1, 2)} == {"drafted"}


def test_the_strictest_no_wins(ws: Workspace) -> None:
    people.suppress(ws, MIA, SuppressionReason.OPT_OUT)
    people.suppress(ws, ZOE, SuppressionReason.UNDER_AGE)
    assert merging.merge(ws, MIA, ZOE).suppressed == "under_age"
    undoing.undo(ws)
    assert people.person(ws, MIA).contact.no_contact == "under_age"


# --- imports, erasure -------------------------------------------------------------------------


def test_an_import_taken_back_after_a_merge_takes_what_it_said(
    ws: Workspace, tmp_path: Path
) -> None:
    rows = [[ZOE, "tiktok", "", "fr", "Europe/Paris", "FR", "press", ""]]
    batch = load(ws, write_csv(tmp_path / "facts.csv", FACTS, rows)).batch or 0
    more = load(ws, comments(tmp_path / "more.csv", comment(1, ZOE), comment(2, MIA))).batch or 0
    before = people.person(ws, TOM)
    merging.merge(ws, TOM, ZOE)
    assert people.person(ws, TOM).language == "fr"
    importing.undo_batch(ws, batch)
    importing.undo_batch(ws, more)
    after = people.person(ws, TOM)
    assert (after.language_from > 0, after.timezone, after.country) == (True, "", "")
    assert (after.contact.tags, after.contact.comments) == ((), before.contact.comments + 2)
    undoing.undo(ws)
    assert people.person(ws, ZOE).language_from > 0
    assert people.person(ws, ZOE).contact.comments == 2
    assert [check for check in safety.doctor(ws) if not check.ok] == []


def test_people_of_an_import_that_were_merged_go_with_it(ws: Workspace, tmp_path: Path) -> None:
    before = tables(ws, (*GROWS, "imports"))
    report = load(ws, comments(tmp_path / "c.csv", comment(1, "new.one"), comment(2, "new.two")))
    merging.merge(ws, "new.one", "new.two")
    importing.undo_batch(ws, report.batch or 0)
    assert tables(ws, (*GROWS, "imports")) == before
    undoing.undo(ws)
    assert tables(ws, (*GROWS, "imports")) == before


def test_forgetting_a_merged_person_forgets_both(ws: Workspace, tmp_path: Path) -> None:
    busy(ws, tmp_path)
    merging.merge(ws, MIA, ZOE)
    safety.forget(ws, ZOE)
    ws.close()
    data = (ws.path / "workspace.db").read_bytes()
    for secret in (b"zoe_draws", b"mia.paints", b"Zoe_Draws", b"paints too"):
        assert secret not in data, secret
    assert [check for check in safety.doctor(ws) if not check.ok] == []


# --- two platforms ----------------------------------------------------------------------------


def test_a_message_to_a_merged_person_goes_to_the_name_on_its_own_platform(
    ws: Workspace, tmp_path: Path
) -> None:
    on_instagram(ws, tmp_path)
    people.grant(ws, "mia_on_ig", Purpose.THANKS, "sure")
    sent = approved(ws, "mia_on_ig")
    merging.merge(ws, MIA, "mia_on_ig")
    assert [row.handle for row in queue.outbox(ws)] == ["mia_on_ig"]
    handed = life.hand_over(ws, sent)
    assert (handed.handle, handed.platform) == ("mia_on_ig", "instagram")
    assert handed.link == "https://www.instagram.com/mia_on_ig/"
    logged = wrote(ws, "thank you", "mia_on_ig")
    assert logged.window is not None
    assert logged.window.closes_at - ws.now() == timedelta(hours=24)
    assert people.person(ws, "mia_on_ig").contact.handle == MIA


# --- which messages give way ------------------------------------------------------------------


def test_a_step_of_a_campaign_that_was_sent_to_both_gets_another_place() -> None:
    sent = deciding.Message(1, DraftState.SENT, None, "spring", 0)
    other = sent._replace(id=2)
    assert deciding.gives_way([sent], [other]).steps == ((2, 1),)
    waiting = other._replace(state=DraftState.DRAFTED)
    assert deciding.gives_way([sent], [waiting]).dropped == (2,)
    assert deciding.gives_way([waiting], [sent]).dropped == (2,)


def test_beside_a_message_that_was_handed_over_no_other_stays_approved() -> None:
    at = NOON
    handed = deciding.Message(1, DraftState.HANDED_OVER, at)
    bound = deciding.Message(2, DraftState.APPROVED, at - timedelta(days=1))
    assert deciding.gives_way([handed], [bound]).back == (2,)
    assert deciding.gives_way([bound], []).back == ()
