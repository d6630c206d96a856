"""Collaborations: what a pitch needs, what moves them by itself, and every life of a person."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from dm_assistant.domain import collabs as stages
from dm_assistant.domain.collabs import Stage, Whose
from dm_assistant.domain.model import (
    ConsentKind,
    DraftState,
    FrontEnd,
    InboundClass,
    Purpose,
    Relation,
    SuppressionReason,
)
from dm_assistant.errors import BadInputError
from dm_assistant.services import (
    backups,
    collab_details,
    collabs,
    drafting,
    erasing,
    exporting,
    importing,
    life,
    merging,
    people,
    replies,
    restoring,
    rewriting,
    undoing,
)
from dm_assistant.services.collab_views import CollabLine, CollabValues, No
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import collabs as kept
from tests.services.workshop import GROWS, out, refusal, state, stored, tables, wait, wrote
from tests.workspaces import FANS, reopened

MIA, ZOE, TOM = FANS
CONCRETE = CollabValues(
    idea="a fog painting side by side", i_give="the filming", they_give="one painting"
)


def opened(ws: Workspace, handle: str = MIA, values: CollabValues = CONCRETE) -> int:
    return collabs.add(ws, handle, values).line.id


def line(ws: Workspace, number: int) -> CollabLine:
    [found] = [each for each in collabs.board(ws) if each.id == number]
    return found


def stage(ws: Workspace, number: int) -> Stage:
    return line(ws, number).stage


def willing(ws: Workspace, handle: str = MIA) -> None:
    """Have somebody been thanked, and long enough ago for the next message."""
    people.grant(ws, handle, Purpose.COLLAB, "let us paint together")
    out(ws, handle)
    wait(ws, days=15)


def pitched(ws: Workspace, number: int) -> int:
    """Draft, approve and send the pitch of a collaboration; returns the message."""
    [card] = collabs.pitch(ws, number).drafts
    assert card.draft is not None
    life.approve(ws, [card.draft.id])
    [moved] = life.sent(ws, [card.draft.id])
    assert moved.note == f"collaboration {number} is pitched now"
    return card.draft.id


# --- what a pitch needs ----------------------------------------------------------------------


def test_a_pitch_says_the_idea_and_what_each_gives_and_comes_with_its_verdict(
    ws: Workspace,
) -> None:
    number = opened(ws)
    [card] = collabs.pitch(ws, number).drafts
    for words in ("a fog painting side by side", "the filming", "one painting"):
        assert words in card.text
    assert card.verdict is not None
    assert line(ws, number).collab.pitch_id == card.row.item.id
    assert (stage(ws, number), line(ws, number).pitch_state) == (Stage.IDEA, DraftState.DRAFTED)
    assert undoing.undo(ws).act == "draft"
    assert line(ws, number).collab.pitch_id is None


def test_what_is_missing_for_a_pitch_is_named_and_nothing_is_drafted(ws: Workspace) -> None:
    number = opened(ws, values=CollabValues(idea="fog", i_give="the cut"))
    before = tables(ws)
    said = refusal(lambda: collabs.pitch(ws, number))
    assert said == (
        f"collaboration {number}: what they give is missing (collabs set {number} --they-give …)"
    )
    report = drafting.make(ws, Purpose.COLLAB, names=[MIA, ZOE])
    assert [each.handle for each in report.left_out] == [MIA, ZOE]
    assert "what they give is missing" in report.left_out[0].reason
    assert "no collaboration with an idea" in report.left_out[1].reason
    assert tables(ws) == before


def test_the_settings_make_no_pitch(ws: Workspace) -> None:
    ws.settings.facts.update(idea="any", i_give="a", they_give="b")
    [left] = drafting.make(ws, Purpose.COLLAB, names=[MIA]).left_out
    assert "no collaboration with an idea" in left.reason
    number = opened(ws)
    [card] = drafting.make(ws, Purpose.COLLAB, names=[MIA]).drafts
    assert "a fog painting side by side" in card.text
    assert line(ws, number).collab.pitch_id == card.row.item.id


def test_an_order_that_says_all_three_opens_the_collaboration_with_the_draft(
    ws: Workspace,
) -> None:
    said = {"idea": "a duet", "i_give": "the song", "they_give": "the voice"}
    [card] = drafting.make(ws, Purpose.COLLAB, names=[MIA], extra=said).drafts
    [found] = collabs.board(ws)
    assert (found.collab.idea, found.collab.pitch_id) == ("a duet", card.row.item.id)
    undoing.undo(ws)
    assert collabs.board(ws) == ()


def test_another_variant_still_speaks_of_the_same_collaboration(ws: Workspace) -> None:
    number = opened(ws)
    [card] = collabs.pitch(ws, number).drafts
    opened(ws, values=CollabValues(idea="a song", i_give="words", they_give="tune"))
    for _ in range(4):
        card = rewriting.other_variant(ws, card.row.item.id)
        assert "a song" not in card.text
    assert line(ws, number).collab.pitch_id == card.row.item.id


def test_a_pitch_without_a_concrete_collaboration_is_never_approved(ws: Workspace) -> None:
    willing(ws)
    number = opened(ws)
    [card] = collabs.pitch(ws, number).drafts
    with ws.database.write() as tx:
        tx.exec_driver_sql("UPDATE collabs SET they_give = '' WHERE id = ?", (number,))
    said = refusal(lambda: life.approve(ws, [card.row.item.id]))
    assert "A pitch needs an idea and what each of you gives: what they give is missing" in said
    with ws.database.write() as tx:
        tx.exec_driver_sql("UPDATE collabs SET pitch_id = NULL WHERE id = ?", (number,))
    said = refusal(lambda: life.approve(ws, [card.row.item.id]))
    assert "it belongs to no collaboration" in said
    assert state(ws, card.row.item.id) is DraftState.DRAFTED


def test_what_a_pitch_promises_is_not_taken_from_under_it(ws: Workspace) -> None:
    number = opened(ws)
    collabs.change(ws, number, CollabValues(they_give=""))
    collabs.change(ws, number, CollabValues(they_give="one painting"))
    collabs.pitch(ws, number)
    said = refusal(lambda: collabs.change(ws, number, CollabValues(they_give="")))
    assert said == f"collaboration {number} is idea: what they give cannot be left empty"
    with pytest.raises(IntegrityError), ws.database.write() as tx:
        tx.exec_driver_sql(
            "UPDATE collabs SET stage = 'pitched', idea = '' WHERE id = ?", (number,)
        )


# --- by itself -------------------------------------------------------------------------------


def test_sending_the_pitch_makes_it_pitched_and_undo_takes_that_back(ws: Workspace) -> None:
    willing(ws)
    number = opened(ws)
    wait(ws, days=2)
    sent = pitched(ws, number)
    assert (stage(ws, number), line(ws, number).since) == (Stage.PITCHED, ws.now())
    assert undoing.undo(ws).act == "sent"
    assert (stage(ws, number), state(ws, sent)) == (Stage.IDEA, DraftState.APPROVED)
    assert line(ws, number).days == 2


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (InboundClass.POSITIVE, Stage.TALKING),
        (InboundClass.QUESTION, Stage.TALKING),
        (InboundClass.THANKS, Stage.PITCHED),
        (InboundClass.NEUTRAL, Stage.PITCHED),
        (InboundClass.LATER, Stage.PITCHED),
        (InboundClass.SOFT_NO, Stage.PITCHED),
        (InboundClass.OPT_OUT, Stage.NO),
    ],
)
def test_their_answer_moves_it_as_it_is_classed(
    ws: Workspace, kind: InboundClass, after: Stage
) -> None:
    willing(ws)
    number = opened(ws)
    pitched(ws, number)
    wait(ws, days=1)
    logged = wrote(ws, "so this is what I think", kind=kind)
    assert logged.note == f"collaboration {number} is {after} now"
    found = line(ws, number)
    assert (found.stage, found.answer) == (after, kind)
    if kind is not InboundClass.OPT_OUT:
        undoing.undo(ws)
        assert stage(ws, number) is Stage.PITCHED


def test_a_corrected_class_corrects_the_stage_until_the_creator_has_moved_it(
    ws: Workspace,
) -> None:
    willing(ws)
    number = opened(ws)
    pitched(ws, number)
    said = wrote(ws, "hm, well", kind=InboundClass.POSITIVE)
    assert stage(ws, number) is Stage.TALKING
    replies.classify(ws, said.message, InboundClass.NEUTRAL)
    assert stage(ws, number) is Stage.PITCHED
    replies.classify(ws, said.message, InboundClass.POSITIVE)
    collabs.move(ws, number, Stage.PITCHED)
    assert stage(ws, number) is Stage.PITCHED
    wait(ws, minutes=3)
    wrote(ws, "I meant it, when do we start?", kind=InboundClass.QUESTION)
    assert stage(ws, number) is Stage.TALKING
    steps = [each.stage for each in collab_details.detail(ws, number).history]
    assert steps == [Stage.IDEA, Stage.PITCHED, Stage.TALKING, Stage.PITCHED, Stage.TALKING]


def test_back_to_an_idea_means_another_pitch(ws: Workspace) -> None:
    willing(ws)
    number = opened(ws)
    pitched(ws, number)
    collabs.move(ws, number, Stage.IDEA, CollabValues(idea="a smaller one"))
    assert (stage(ws, number), line(ws, number).collab.pitch_id) == (Stage.IDEA, None)
    wait(ws, days=15)
    [card] = collabs.pitch(ws, number).drafts
    assert "a smaller one" in card.text


def test_whoever_is_never_to_be_messaged_has_no_open_collaboration(ws: Workspace) -> None:
    number, other = opened(ws), opened(ws, ZOE)
    [card] = collabs.pitch(ws, number).drafts
    people.suppress(ws, MIA, SuppressionReason.REFUSED)
    assert (stage(ws, number), stage(ws, other)) == (Stage.NO, Stage.IDEA)
    assert state(ws, card.row.item.id) is DraftState.CANCELLED
    said = refusal(lambda: collabs.move(ws, number, Stage.IDEA))
    assert "they are never to be messaged (refused)" in said
    refusal(lambda: collabs.pitch(ws, number))


def test_a_no_takes_back_a_pitch_that_has_not_left(ws: Workspace) -> None:
    willing(ws)
    number = opened(ws)
    [card] = collabs.pitch(ws, number).drafts
    life.approve(ws, [card.row.item.id])
    assert "becomes pitched when that is sent" in refusal(
        lambda: collabs.move(ws, number, Stage.PITCHED)
    )
    moved = collabs.move(ws, number, Stage.NO, no=No(Whose.THEIRS, "no time this year"))
    assert moved.line.closed == "theirs: no time this year"
    assert any("is taken back" in note for note in moved.notes)
    assert any("log their words" in note for note in moved.notes)
    assert state(ws, card.row.item.id) is DraftState.CANCELLED
    undoing.undo(ws)
    assert (stage(ws, number), state(ws, card.row.item.id)) == (Stage.IDEA, DraftState.APPROVED)
    assert stored(ws, card.row.item.id).approved_at is not None


# --- the creator's moves ---------------------------------------------------------------------


def test_the_whole_way_by_hand_keeps_its_history_and_undo_goes_back_step_by_step(
    ws: Workspace,
) -> None:
    number = opened(ws)
    said: list[tuple[Stage, CollabValues]] = [
        (Stage.PITCHED, CollabValues()),
        (Stage.TALKING, CollabValues()),
        (Stage.AGREED, CollabValues(next_step="film it", due_on=date(2024, 11, 1))),
        (Stage.MADE, CollabValues(made="https://www.tiktok.com/@me.me/video/7418294751977327878")),
        (Stage.REVIEWED, CollabValues(review="warm, and quick to answer")),
    ]
    pictures = [tables(ws, without=GROWS)]
    for to, values in said:
        wait(ws, days=3)
        assert collabs.move(ws, number, to, values).line.stage is to
        pictures.append(tables(ws, without=GROWS))
    detail = collab_details.detail(ws, number)
    assert [each.stage for each in detail.history] == list(stages.LINE)
    assert detail.line.collab.made_on == date(2024, 10, 13)
    for picture in reversed(pictures[:-1]):
        assert undoing.undo(ws).act == "collab_move"
        assert tables(ws, without=GROWS) == picture


@pytest.mark.parametrize(
    ("to", "says"),
    [
        (Stage.IDEA, "is idea already"),
        (Stage.AGREED, "is idea and cannot become agreed; what may follow: pitched, talking, no"),
        (Stage.MADE, "cannot become made"),
    ],
)
def test_what_may_not_follow_is_refused_and_nothing_is_changed(
    ws: Workspace, to: Stage, says: str
) -> None:
    number = opened(ws)
    before = tables(ws)
    assert says in refusal(lambda: collabs.move(ws, number, to, CollabValues(terms="all")))
    assert tables(ws) == before


def test_each_stage_asks_for_what_it_needs(ws: Workspace) -> None:
    number = opened(ws, values=CollabValues(idea="fog"))
    assert "what you give and what they give is missing" in refusal(
        lambda: collabs.move(ws, number, Stage.PITCHED)
    )
    collabs.move(ws, number, Stage.TALKING)
    gives = CollabValues(i_give="a", they_give="b")
    assert "--terms … (or --next … --due DAY)" in refusal(
        lambda: collabs.move(ws, number, Stage.AGREED, gives)
    )
    collabs.move(ws, number, Stage.AGREED, CollabValues(i_give="a", they_give="b", terms="half"))
    assert "what was made" in refusal(lambda: collabs.move(ws, number, Stage.MADE))
    tomorrow = CollabValues(made="Fog", made_on=date(2024, 10, 2))
    assert "still to come" in refusal(lambda: collabs.move(ws, number, Stage.MADE, tomorrow))
    collabs.move(ws, number, Stage.MADE, CollabValues(made="Fog"))
    assert "a line on how it went" in refusal(lambda: collabs.move(ws, number, Stage.REVIEWED))


def test_what_was_made_together_is_consent_and_makes_them_a_collaborator(ws: Workspace) -> None:
    number = opened(ws)
    for to in (Stage.PITCHED, Stage.TALKING):
        collabs.move(ws, number, to)
    collabs.move(ws, number, Stage.AGREED, CollabValues(terms="half each"))
    assert people.check(ws, MIA, Purpose.FEEDBACK).finding("consent").status == "block"  # type: ignore[union-attr]  # every rule has a finding
    collabs.move(ws, number, Stage.MADE, CollabValues(made="Fog", made_on=date(2024, 9, 20)))
    person = people.person(ws, MIA)
    [entry] = [each for each in person.consents if each.kind == ConsentKind.COLLABORATION]
    assert "made together on 2024-09-20: a fog painting side by side" in entry.words
    assert person.contact.relation is Relation.COLLABORATOR
    assert people.check(ws, MIA, Purpose.FEEDBACK).finding("consent").status == "allow"  # type: ignore[union-attr]  # as above
    assert people.check(ws, MIA, Purpose.OFFER).finding("consent").status == "block"  # type: ignore[union-attr]  # as above
    undoing.undo(ws)
    person = people.person(ws, MIA)
    assert [each for each in person.consents if each.kind == ConsentKind.COLLABORATION] == []
    assert person.contact.relation is Relation.FAN
    assert people.check(ws, MIA, Purpose.FEEDBACK).finding("consent").status == "block"  # type: ignore[union-attr]  # as above


def test_one_open_collaboration_for_a_person_and_idea_and_several_over_time(
    ws: Workspace,
) -> None:
    number = opened(ws)
    again = CollabValues(idea="  A fog  PAINTING side by side ")
    assert f"open collaboration with them on this idea: {number}" in refusal(
        lambda: collabs.add(ws, MIA, again)
    )
    opened(ws, ZOE)
    opened(ws, values=CollabValues(idea="another"))
    collabs.move(ws, number, Stage.NO)
    opened(ws)
    assert len(collabs.board(ws)) == 4


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (CollabValues(idea="x" * 61), "idea has 61 characters; at most 60"),
        (CollabValues(terms="x" * 1001), "terms has 1,001 characters"),
        (CollabValues(idea="a\x00b"), "NUL"),
        (CollabValues(next_step="\ud800"), "half a character"),
    ],
)
def test_words_that_cannot_be_kept_are_refused_in_one_line(
    ws: Workspace, values: CollabValues, says: str
) -> None:
    before = tables(ws)
    assert says in refusal(lambda: collabs.add(ws, MIA, values))
    assert tables(ws) == before
    number = opened(ws)
    assert says in refusal(lambda: collabs.change(ws, number, values))


def test_a_day_that_is_past_is_taken_with_a_warning(ws: Workspace) -> None:
    changed = collabs.add(ws, MIA, CollabValues(idea="x", due_on=date(2024, 9, 30)))
    assert changed.notes == ("2024-09-30 is past: it shows as overdue",)
    assert changed.line.warning == "overdue by 1 day"
    none = collabs.change(ws, changed.line.id, CollabValues(no_due=True))
    assert (none.line.collab.due_on, none.line.warning) == (None, "")


def test_nobody_and_nothing_is_said_in_one_line(ws: Workspace) -> None:
    assert "nobody is called" in refusal(lambda: collabs.add(ws, "who.else", CONCRETE))
    assert refusal(lambda: collabs.move(ws, 99, Stage.NO)) == "there is no collaboration 99"
    number = opened(ws)
    assert "nothing would change" in refusal(lambda: collabs.change(ws, number, CONCRETE))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(Stage),
            st.builds(
                CollabValues,
                idea=st.none() | st.sampled_from(["", "fog", "sea"]),
                i_give=st.none() | st.sampled_from(["", "film"]),
                they_give=st.none() | st.sampled_from(["", "paint"]),
                terms=st.none() | st.just("half"),
                made=st.none() | st.just("Fog"),
                review=st.none() | st.just("good"),
            ),
        ),
        max_size=12,
    )
)
def test_no_way_leads_past_the_idea_without_a_promise(
    ws: Workspace, ways: list[tuple[Stage, CollabValues]]
) -> None:
    try:
        number = opened(ws, values=CollabValues())
    except BadInputError:
        number = collabs.board(ws)[0].id
    for to, values in ways:
        before = stage(ws, number)
        try:
            collabs.move(ws, number, to, values)
        except BadInputError:
            assert stage(ws, number) is before
        found = line(ws, number)
        if found.stage in {*stages.LINE} - {Stage.IDEA, Stage.TALKING}:
            assert found.collab.idea
            assert found.collab.i_give
            assert found.collab.they_give


# --- every life of a person ------------------------------------------------------------------

KEPT_WORDS = "zanzibar lighthouse"


def with_everything(ws: Workspace, handle: str = MIA) -> int:
    number = opened(ws, handle)
    collabs.change(
        ws, number, CollabValues(terms=f"terms {KEPT_WORDS}", next_step=f"next {KEPT_WORDS}")
    )
    collabs.move(ws, number, Stage.TALKING)
    with ws.database.write() as tx:
        tx.exec_driver_sql(
            "INSERT INTO collab_overlaps (collab_id, at, name, from_at, until_at, same_time, "
            "shared, theirs, ours) VALUES (?, 1, ?, 1, 2, 1, 1, 2, 3)",
            (number, f"{KEPT_WORDS}.csv"),
        )
    return number


def test_forgetting_somebody_takes_their_collaborations_and_every_word_of_them(
    ws: Workspace,
) -> None:
    with_everything(ws)
    other = opened(ws, ZOE)
    erasing.forget(ws, MIA)
    assert [each.id for each in collabs.board(ws)] == [other]
    found = tables(ws)
    assert KEPT_WORDS not in repr(found)
    assert [row[1] for row in found["collab_moves"]] == [other]
    assert found["collab_overlaps"] == []
    assert KEPT_WORDS.encode() not in (ws.path / "workspace.db").read_bytes()


def test_merging_moves_them_keeps_both_on_one_idea_and_undo_parts_them(ws: Workspace) -> None:
    mine, theirs = opened(ws), opened(ws, ZOE)
    before = tables(ws, without=GROWS)["collabs"]
    done = merging.merge(ws, MIA, ZOE)
    assert done.moved["collabs"] == 1
    assert {each.id: each.handle for each in collabs.board(ws)} == {mine: MIA, theirs: MIA}
    assert [each.stage for each in collabs.board(ws)] == [Stage.IDEA, Stage.IDEA]
    undoing.undo(ws)
    assert tables(ws, without=GROWS)["collabs"] == before


def test_everything_about_them_is_exported(ws: Workspace) -> None:
    number = with_everything(ws)
    held = exporting.export_person(ws, MIA)
    assert held["collabs"][0]["terms"] == f"terms {KEPT_WORDS}"
    assert [each["stage"] for each in held["collab_moves"]] == ["idea", "talking"]
    assert held["collab_overlaps"][0]["shared"] == 1
    assert json.dumps(held)
    exporting.export_all(ws, ws.path.parent / "all")
    rows = (ws.path.parent / "all" / "collabs.csv").read_text("utf-8").splitlines()
    assert rows[0].startswith("id,handle,stage")
    assert rows[1].startswith(f"{number},{MIA},talking")
    assert KEPT_WORDS in (ws.path.parent / "all" / "collab_overlaps.csv").read_text("utf-8")


def test_an_older_copy_lacks_them_and_its_dry_run_says_so(ws: Workspace) -> None:
    backups.backup(ws)
    opened(ws)
    [copy] = [each.name for each in backups.all_backups(ws)]
    assert (
        restoring.restore(ws.path, copy, front_end=FrontEnd.CLI, dry_run=True).lost["collabs"] == 1
    )
    restoring.restore(ws.path, copy, front_end=FrontEnd.CLI)
    assert collabs.board(reopened(ws)) == ()


def test_an_older_copy_with_the_pitch_unsent_learns_that_it_was_sent(ws: Workspace) -> None:
    willing(ws)
    number = opened(ws)
    [card] = collabs.pitch(ws, number).drafts
    backups.backup(ws)
    life.approve(ws, [card.row.item.id])
    life.sent(ws, [card.row.item.id])
    wrote(ws, "yes, when?", kind=InboundClass.QUESTION)
    now = ws.now()
    [copy] = [each.name for each in backups.all_backups(ws)]
    restoring.restore(ws.path, copy, front_end=FrontEnd.CLI)
    again = reopened(ws)
    again.fixed_now = now
    assert stage(again, number) is Stage.TALKING


def test_an_import_is_taken_back_around_a_collaboration(ws: Workspace) -> None:
    number = opened(ws)
    [batch] = [each.id for each in importing.all_batches(ws)]
    importing.undo_batch(ws, batch)
    assert line(ws, number).handle == MIA


def test_the_journal_holds_no_word_of_it(ws: Workspace) -> None:
    number = with_everything(ws)
    collabs.move(ws, number, Stage.NO, no=No(Whose.OURS, f"because {KEPT_WORDS}"))
    assert KEPT_WORDS not in repr(tables(ws)["journal"])
    with ws.database.read() as tx:
        assert kept.get(tx, number) is not None
