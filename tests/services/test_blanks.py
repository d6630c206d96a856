"""Questions a template leaves open are answered before approval, and never count as facts."""

from __future__ import annotations

import pytest

from dm_assistant.domain.model import DraftState, Purpose, Source
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import (
    blanks,
    cards,
    drafting,
    erasing,
    exporting,
    life,
    people,
    queue,
    rewriting,
    undoing,
)
from dm_assistant.services.views import ItemId
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import draft, stored, tables
from tests.workspaces import FANS

ASKS = "---\nneeds: quote\n---\nHi! “{{ quote }}” made me think of {{ 'which idea?'|ask }}."
ALSO = (
    "---\nneeds: quote\n---\n"
    "Oh “{{ quote }}”! Shall we do {{ 'which idea?'|ask }}, {{ 'when?'|ask }}?"
)
PLAIN = "---\nneeds: quote\n---\nThank you for “{{ quote }}”, it was kind."


@pytest.fixture
def asking(ws: Workspace) -> Workspace:
    """Give the workspace three variants of its own for thanks, two of which ask something."""
    folder = ws.path / "templates" / "thanks"
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in {"asks": ASKS, "also": ALSO, "plain": PLAIN}.items():
        (folder / f"{name}.md").write_text(body, "utf-8")
    return ws


def text(ws: Workspace, number: int) -> str:
    return stored(ws, number).text


def unfilled(ws: Workspace, number: int) -> tuple[Status, str]:
    verdict = cards.card(ws, ItemId("draft", number)).verdict
    assert verdict is not None
    found = verdict.finding("unfilled")
    assert found is not None
    return found.status, found.detail


def test_a_draft_with_a_question_is_held_until_it_is_answered(asking: Workspace) -> None:
    number = draft(asking, template="asks")
    assert text(asking, number).endswith("made me think of ⟦which idea?⟧.")
    assert unfilled(asking, number) == (Status.FIX, "Answer first: which idea?")
    with pytest.raises(RefusedError, match="which idea"):
        life.approve(asking, [number])
    card = rewriting.answer(asking, number, {"which idea?": "a fog duet"})
    assert card.text.endswith("made me think of a fog duet.")
    assert unfilled(asking, number)[0] is Status.ALLOW
    assert not stored(asking, number).edited
    assert life.approve(asking, [number])[0].state is DraftState.APPROVED


def test_an_answer_is_no_evidence_and_no_words_of_theirs(asking: Workspace) -> None:
    number = draft(asking, template="asks", extra={"which idea?": "a fog duet"})
    kept = stored(asking, number)
    assert blanks.said_for(kept) == {"which idea?": "a fog duet"}
    assert "a fog duet" not in {each.phrase for each in kept.sources if each.recorded}
    rewriting.edit(asking, number, "Only a fog duet is left.")
    verdict = cards.card(asking, ItemId("draft", number)).verdict
    assert verdict is not None
    evidence = verdict.finding("evidence")
    assert evidence is not None
    assert evidence.status is Status.FIX


def test_a_whole_run_may_be_answered_at_once(asking: Workspace) -> None:
    report = drafting.make(
        asking, Purpose.THANKS, names=FANS, template="asks", extra={"Which idea": "a fog duet"}
    )
    assert len(report.drafts) > 1
    assert all("a fog duet" in card.text for card in report.drafts)


def test_another_variant_keeps_what_was_answered(asking: Workspace) -> None:
    number = draft(asking, template="asks", extra={"which idea?": "a fog duet"})
    texts = set()
    for _ in range(12):
        card = rewriting.other_variant(asking, number)
        if card.row.template == "also":
            texts.add(card.text)
        if card.row.template == "asks":
            assert card.text.endswith("of a fog duet.")
    assert len(texts) == 1
    assert "Shall we do a fog duet, ⟦when?⟧?" in texts.pop()


def test_another_variant_keeps_what_was_said_with_the_order(asking: Workspace) -> None:
    said = {"idea": "a fog duet", "i_give": "the cut", "they_give": "one painting"}
    number = draft(asking, purpose=Purpose.COLLAB, template="idea", extra=said)
    names = {rewriting.other_variant(asking, number).row.template for _ in range(6)}
    assert "idea" in names
    assert "a fog duet" in text(asking, number) or stored(asking, number).template != "idea"


def test_an_answer_can_be_changed_and_taken_back(asking: Workspace) -> None:
    number = draft(asking, template="asks", extra={"which idea?": "a fog duet"})
    rewriting.answer(asking, number, {"which idea?": "a rain duet"})
    assert text(asking, number).endswith("of a rain duet.")
    assert blanks.said_for(stored(asking, number)) == {"which idea?": "a rain duet"}
    undoing.undo(asking)
    assert text(asking, number).endswith("of a fog duet.")
    assert blanks.said_for(stored(asking, number)) == {"which idea?": "a fog duet"}


def test_an_answer_voids_an_approval(asking: Workspace) -> None:
    number = draft(asking, template="asks", extra={"which idea?": "a fog duet"})
    life.approve(asking, [number])
    rewriting.answer(asking, number, {"which idea?": "a rain duet"})
    assert stored(asking, number).state is DraftState.DRAFTED


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"which ideas?": "x"}, r"does not ask 'which ideas\?'; did you mean which idea\?"),
        ({"which idea?": " "}, "the answer is empty"),
        ({"which idea?": "a\nb"}, "one line"),
        ({"which idea?": "x" * 201}, "at most 200"),
    ],
)
def test_an_answer_that_will_not_do_changes_nothing(
    asking: Workspace, answers: dict[str, str], reason: str
) -> None:
    number = draft(asking, template="asks")
    before = tables(asking)
    with pytest.raises(BadInputError, match=reason):
        rewriting.answer(asking, number, answers)
    assert tables(asking) == before


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ({"idae": "x"}, "no thanks template asks 'idae'; did you mean idea"),
        ({"quote": "you are great"}, "quote comes from what is recorded of each person"),
        ({"which idea?": ""}, "the answer is empty"),
    ],
)
def test_words_that_nothing_asks_for_are_refused_before_anything_is_drafted(
    asking: Workspace, extra: dict[str, str], reason: str
) -> None:
    before = tables(asking)
    with pytest.raises(BadInputError, match=reason):
        drafting.make(asking, Purpose.THANKS, names=FANS, extra=extra)
    assert tables(asking) == before


def test_words_of_others_that_look_like_a_blank_ask_nothing(asking: Workspace) -> None:
    number = draft(asking, template="plain")
    rewriting.edit(asking, number, text(asking, number) + " ⟦")
    assert unfilled(asking, number)[0] is Status.ALLOW


def test_sources_given_with_an_order_are_receipts_of_the_draft(ws: Workspace) -> None:
    folder = ws.path / "templates" / "thanks"
    folder.mkdir(parents=True)
    body = "---\nneeds: theme, made\n---\nYou asked for {{ theme }}: {{ made }}."
    (folder / "made.md").write_text(body, "utf-8")
    source = Source("a video about paper", "theme", said="do a video about paper!", at=ws.now())
    [mia] = people.ranked(ws, search=FANS[0])
    number = draft(
        ws,
        template="made",
        extra={"made": "Paper for fog"},
        sources={mia.contact_id: {"theme": source}},
    )
    [told, own] = stored(ws, number).sources
    assert (told.phrase, told.variable, told.said) == (
        "a video about paper",
        "theme",
        "do a video about paper!",
    )
    assert (own.said, own.phrase, own.recorded) == ("made", "Paper for fog", False)
    verdict = cards.card(ws, ItemId("draft", number)).verdict
    assert verdict is not None
    evidence = verdict.finding("evidence")
    assert evidence is not None
    assert evidence.status is Status.ALLOW


def test_an_edit_drops_the_receipts_of_what_it_took_out(ws: Workspace) -> None:
    number = draft(ws, template="warm")
    quote = next(each for each in stored(ws, number).sources if each.variable == "quote")
    rewriting.edit(ws, number, f"Hi! “{quote.phrase.upper()}” was kind.")
    assert [each.variable for each in stored(ws, number).sources] == ["quote"]
    rewriting.edit(ws, number, "Hi! That was kind.")
    assert stored(ws, number).sources == ()


def test_the_queue_tells_the_receipts_and_who_asks(asking: Workspace) -> None:
    number = draft(asking, template="asks")
    [row] = queue.rows(asking, [ItemId("draft", number)])
    assert row.asks
    assert row.sources == stored(asking, number).sources
    rewriting.answer(asking, number, {"which idea?": "x"})
    [row] = queue.rows(asking, [ItemId("draft", number)])
    assert not row.asks


def test_what_was_said_is_exported_with_the_person_and_goes_when_they_are_forgotten(
    asking: Workspace,
) -> None:
    number = draft(asking, template="asks", extra={"which idea?": "a fog duet"})
    assert "a fog duet" in str(exporting.export_person(asking, "mia.paints"))
    erasing.forget(asking, "mia.paints")
    assert "a fog duet" not in str(tables(asking))
    assert stored(asking, number).sources == ()
