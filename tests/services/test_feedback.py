"""From asked to made: replies are read for what they ask, and exactly those who asked are told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dm_assistant.domain.feedback import Theme, ThemeState
from dm_assistant.domain.model import InboundClass, Purpose, SuppressionReason
from dm_assistant.services import (
    feedback,
    importing,
    life,
    merging,
    people,
    rewriting,
    safety,
    telling,
    themes,
    undoing,
)
from dm_assistant.services.feedback_views import ThemeLine, Told
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests.services.going_back import go_back, kept, unsound
from tests.services.workshop import (
    GROWS,
    comment,
    comments,
    draft,
    load,
    out,
    refusal,
    state,
    stored,
    tables,
    wait,
    wrote,
)
from tests.workspaces import FANS

MIA, ZOE, TOM = FANS
PAPER = "a video about paper"
FOG = "longer fog videos"


@pytest.fixture
def answered(ws: Workspace) -> Workspace:
    """Give a workspace in which all three were asked, and Mia and Zoe answered."""
    for fan in FANS:
        people.grant(ws, fan, Purpose.FEEDBACK, "ask me anything")
        out(ws, fan)
        wait(ws, minutes=11)
    wait(ws, days=31)
    for fan in FANS:
        number = draft(ws, fan, Purpose.FEEDBACK)
        life.approve(ws, [number])
        life.hand_over(ws, number)
        life.sent(ws, [number])
        wait(ws, minutes=11)
    wrote(ws, "could you show which paper you take?", MIA, InboundClass.QUESTION)
    wait(ws, minutes=1)
    wrote(ws, "the fog ones may be longer", ZOE, InboundClass.POSITIVE)
    wait(ws, days=31)
    return ws


def coded(ws: Workspace, who: str, *names: str) -> None:
    """Code the first message of somebody that nobody has read."""
    reply = next(each for each in themes.uncoded(ws, every=True) if each.handle == who)
    feedback.code(ws, reply.number, names)


def line(ws: Workspace, name: str = PAPER) -> ThemeLine:
    return next(each for each in themes.board(ws).themes if each.theme.name == name)


def made(ws: Workspace, *who: str) -> Theme:
    """Have these people ask for the theme, and make it."""
    feedback.add(ws, PAPER)
    for each in who:
        coded(ws, each, PAPER)
    return feedback.made(ws, PAPER, "Paper for fog", link="https://example.org/paper")


def handles(told: Told) -> list[str]:
    return [card.row.handle for card in told.report.drafts]


def left_out(told: Told) -> dict[str, str]:
    return {each.handle: each.reason for each in told.report.left_out}


# --- reading replies -------------------------------------------------------------------------


def test_answers_to_a_question_wait_to_be_read_oldest_first_with_what_they_answer(
    answered: Workspace,
) -> None:
    found = themes.uncoded(answered)
    assert [each.handle for each in found] == [MIA, ZOE]
    assert "which paper do you use" in found[0].asked
    board = themes.board(answered)
    assert (board.asked, board.answered.k, board.coded.k, board.uncoded) == (3, 2, 0, 2)


def test_other_messages_are_read_only_when_asked_for_and_a_stop_never(answered: Workspace) -> None:
    out(answered, MIA)
    wrote(answered, "more about brushes please", MIA, InboundClass.NEUTRAL)
    wrote(answered, "stop", ZOE)
    assert [each.handle for each in themes.uncoded(answered)] == [MIA, ZOE]
    assert [each.handle for each in themes.uncoded(answered, every=True)] == [MIA, ZOE, MIA]


def test_people_are_counted_not_messages(answered: Workspace) -> None:
    feedback.add(answered, PAPER)
    wrote(answered, "paper, really, please", MIA, InboundClass.POSITIVE)
    coded(answered, MIA, PAPER)
    coded(answered, MIA, PAPER)
    weight = line(answered).weight
    assert (weight.people, weight.answered.k, weight.answered.n, weight.elsewhere) == (1, 1, 2, 0)


def test_who_asks_unasked_is_counted_beside_those_who_answered(answered: Workspace) -> None:
    feedback.add(answered, PAPER)
    [reply] = [each for each in themes.find(answered, "wash 2") if each.handle == TOM]
    assert reply.number.startswith("c")
    feedback.code(answered, reply.number, [PAPER])
    weight = line(answered).weight
    assert (weight.people, weight.answered.k, weight.answered.n, weight.elsewhere) == (1, 0, 2, 1)


def test_a_message_may_ask_for_several_things_or_for_nothing(answered: Workspace) -> None:
    first = feedback.add(answered, PAPER)
    second = feedback.add(answered, FOG)
    assert (first.key, second.key) == ("v", "l")
    number = themes.uncoded(answered)[0].number
    assert feedback.code(answered, number, ["v", FOG]).themes == (PAPER, FOG)
    assert feedback.code(answered, number, ["v"]).themes == (PAPER, FOG)
    nothing = feedback.code(answered, number, [], nothing=True)
    assert (nothing.themes, nothing.coded) == ((), True)
    assert themes.board(answered).uncoded == 1
    assert feedback.code(answered, number, [FOG]).themes == (FOG,)
    assert feedback.uncode(answered, number).coded is False
    assert themes.board(answered).uncoded == 2


def test_a_reply_is_likened_to_what_was_said_of_a_theme(answered: Workspace) -> None:
    theme = feedback.add(answered, PAPER)
    feedback.add(answered, FOG)
    assert [each.suggested for each in themes.uncoded(answered)] == [theme.id, 2]
    wrote(answered, "lovely, all of it", TOM, InboundClass.POSITIVE)
    assert next(e for e in themes.uncoded(answered) if e.handle == TOM).suggested is None


def test_coding_is_taken_back_whole(answered: Workspace) -> None:
    feedback.add(answered, PAPER)
    feedback.add(answered, FOG)
    before = tables(answered, GROWS)
    feedback.code(answered, themes.uncoded(answered)[0].number, [PAPER, FOG])
    assert undoing.undo(answered).act == "feedback_code"
    assert tables(answered, GROWS) == before


@pytest.mark.parametrize(
    ("number", "says"),
    [("99", "there is no message 99"), ("c99", "there is no comment 99"), ("x", "is no message")],
)
def test_what_is_no_message_is_said_in_one_line(
    answered: Workspace, number: str, says: str
) -> None:
    feedback.add(answered, PAPER)
    assert says in refusal(lambda: feedback.code(answered, number, [PAPER]))
    assert "there is no theme 'peper'" in refusal(lambda: feedback.code(answered, "1", ["peper"]))
    assert "or --nothing" in refusal(lambda: feedback.code(answered, "1", []))


# --- themes ----------------------------------------------------------------------------------


def test_a_theme_has_a_name_and_a_letter_of_its_own(ws: Workspace) -> None:
    feedback.add(ws, PAPER, "p")
    assert "already" in refusal(lambda: feedback.add(ws, "A video about  PAPER"))
    assert "p is the letter of" in refusal(lambda: feedback.add(ws, FOG, "p"))
    assert "is one of" in refusal(lambda: feedback.add(ws, FOG, "u"))
    assert "words that can be read" in refusal(lambda: feedback.add(ws, "\u200b"))
    assert "at most 60" in refusal(lambda: feedback.add(ws, "x" * 61))
    assert "at most 60" not in refusal(lambda: feedback.add(ws, "a\x07b"))


def test_a_first_idea_takes_a_theme_on_and_it_is_made_only_with_a_title(ws: Workspace) -> None:
    feedback.add(ws, PAPER)
    theme = feedback.change(ws, PAPER, idea="film three papers side by side")
    assert (theme.state, theme.idea) == (ThemeState.IDEA, "film three papers side by side")
    assert feedback.move(ws, PAPER, ThemeState.MAKING).state is ThemeState.MAKING
    assert "--title" in refusal(lambda: feedback.move(ws, PAPER, ThemeState.MADE))
    assert "begins with https" in refusal(
        lambda: feedback.made(ws, PAPER, "Paper", link="javascript:alert(1)")
    )
    theme = feedback.made(ws, PAPER, "Paper for fog")
    assert (theme.state, f"{theme.made_on}") == (ThemeState.MADE, "2024-10-01")


def test_merged_themes_count_each_person_once_and_part_again(answered: Workspace) -> None:
    feedback.add(answered, PAPER)
    feedback.add(answered, "paper")
    coded(answered, MIA, PAPER, "paper")
    coded(answered, ZOE, "paper")
    before = tables(answered, GROWS)
    theme, moved = feedback.merge(answered, PAPER, "paper")
    assert (theme.name, moved) == (PAPER, 1)
    [only] = themes.board(answered).themes
    assert only.weight.people == 2
    assert feedback.add(answered, "paper").id != 2
    undoing.undo(answered)
    undoing.undo(answered)
    assert tables(answered, GROWS) == before


def test_a_theme_people_were_told_of_keeps_its_name_and_its_place(answered: Workspace) -> None:
    made(answered, MIA)
    feedback.add(answered, FOG)
    telling.tell(answered, PAPER)
    assert "keeps its name" in refusal(lambda: feedback.change(answered, PAPER, name="papers"))
    assert "cannot become part" in refusal(lambda: feedback.merge(answered, FOG, PAPER))


# --- telling ---------------------------------------------------------------------------------


def test_exactly_those_who_asked_are_told_with_what_they_asked(answered: Workspace) -> None:
    made(answered, MIA, ZOE)
    told = telling.tell(answered, PAPER)
    assert handles(told) == [MIA, ZOE]
    [card, _] = told.report.drafts
    assert card.row.purpose is Purpose.THANKS
    assert PAPER in card.text
    assert "“could you show which paper you take?”" in card.text
    assert "Paper for fog" in card.text
    known = [each for each in card.sources if each.recorded]
    [theme, words] = sorted(known, key=lambda each: each.variable != "theme")
    assert (theme.variable, theme.said) == ("theme", words.said)
    assert theme.at is not None
    assert theme.flag == words.flag == "their message is 31 days old"
    assert card.verdict is not None
    against = {each.rule for each in card.verdict.reasons}
    assert not against & {"evidence", "unfilled", "sameness", "length"}


def test_nobody_is_told_twice_and_who_asks_later_is_told_then(answered: Workspace) -> None:
    made(answered, MIA)
    [number] = [card.row.item.id for card in telling.tell(answered, PAPER).report.drafts]
    again = telling.tell(answered, PAPER)
    assert (handles(again), again.before) == ([], 1)
    life.approve(answered, [number])
    life.hand_over(answered, number)
    life.sent(answered, [number])
    assert left_out(telling.tell(answered, PAPER)) == {
        MIA: "already has a message of this campaign"
    }
    coded(answered, ZOE, PAPER)
    assert handles(telling.tell(answered, PAPER)) == [ZOE]
    assert (line(answered).told, line(answered).telling, line(answered).untold) == (1, 1, 0)


def test_a_skipped_message_is_not_drafted_again(answered: Workspace) -> None:
    made(answered, MIA)
    [card] = telling.tell(answered, PAPER).report.drafts
    life.skip(answered, [card.row.item.id])
    told = telling.tell(answered, PAPER)
    assert handles(told) == []
    assert "you skipped this message" in left_out(told)[MIA]


def test_who_said_no_is_left_out_and_named(answered: Workspace) -> None:
    made(answered, MIA, ZOE)
    people.suppress(answered, MIA, SuppressionReason.OPT_OUT)
    told = telling.tell(answered, PAPER)
    assert handles(told) == [ZOE]
    assert left_out(told) == {MIA: "never to be messaged (opt out)"}


def test_a_dry_run_says_the_same_and_changes_nothing(answered: Workspace) -> None:
    made(answered, MIA, ZOE)
    before = tables(answered)
    tried = telling.tell(answered, PAPER, dry_run=True)
    assert tables(answered) == before
    told = telling.tell(answered, PAPER)
    assert (handles(tried), left_out(tried)) == (handles(told), left_out(told))
    undoing.undo(answered)
    assert tables(answered, GROWS) == {
        name: rows for name, rows in before.items() if name not in GROWS
    }


def test_what_is_not_made_is_told_to_nobody(answered: Workspace) -> None:
    feedback.add(answered, PAPER)
    assert "is not made yet" in refusal(lambda: telling.tell(answered, PAPER))


def test_unkind_words_are_never_quoted_back(answered: Workspace) -> None:
    wrote(answered, "your paper videos are the worst, awful", TOM, InboundClass.NEUTRAL)
    made(answered, TOM)
    [card] = telling.tell(answered, PAPER).report.drafts
    assert "awful" not in card.text
    receipts = {each.variable: each.said for each in card.sources}
    assert receipts.pop("theme") == "your paper videos are the worst, awful"
    assert "your paper videos are the worst, awful" not in receipts.values()


def test_another_variant_of_such_a_message_stays_about_the_theme(answered: Workspace) -> None:
    made(answered, MIA)
    [card] = telling.tell(answered, PAPER).report.drafts
    says = refusal(lambda: rewriting.other_variant(answered, card.row.item.id))
    assert "no other variant" in says
    assert stored(answered, card.row.item.id).template == "made"


def test_the_journey_of_a_theme_is_counted_step_by_step(answered: Workspace) -> None:
    made(answered, MIA)
    [card] = telling.tell(answered, PAPER).report.drafts
    number = card.row.item.id
    life.approve(answered, [number])
    life.hand_over(answered, number)
    life.sent(answered, [number])
    wrote(answered, "wow, thank you!", MIA, InboundClass.THANKS)
    found = themes.journey(answered, PAPER)
    assert state(answered, number).value == "replied"
    steps = [found.answered, found.coded, found.line.weight.answered, found.told, found.replied]
    assert [(each.k, each.n) for each in steps] == [(2, 3), (1, 2), (1, 2), (1, 1), (1, 1)]
    assert [quote.words for quote in found.quotes] == ["could you show which paper you take?"]


# --- the life of a person --------------------------------------------------------------------


@pytest.mark.slow
def test_forgetting_somebody_takes_what_they_asked_for_with_them(answered: Workspace) -> None:
    made(answered, MIA, ZOE)
    telling.tell(answered, PAPER)
    safety.forget(answered, MIA)
    weight = line(answered).weight
    assert weight.people == 1
    assert [row for row in tables(answered)["codings"] if row[2] == 1] == []
    assert [quote.handle for quote in themes.quotes(answered)] == [ZOE]
    assert handles(telling.tell(answered, PAPER)) == []
    assert "what was erased is gone" in refusal(lambda: undoing.undo(answered))


def test_two_who_are_one_count_once_are_told_once_and_part_again(answered: Workspace) -> None:
    made(answered, MIA, ZOE)
    before = tables(answered, GROWS)
    merging.merge(answered, MIA, ZOE)
    assert line(answered).weight.people == 1
    assert handles(telling.tell(answered, PAPER, dry_run=True)) == [MIA]
    undoing.undo(answered)
    assert tables(answered, GROWS) == before


def test_everything_held_on_a_person_names_what_they_asked_for(answered: Workspace) -> None:
    made(answered, MIA)
    [asked] = safety.export_person(answered, MIA)["asked_for"]
    assert (asked["theme"], asked["words"]) == (PAPER, "could you show which paper you take?")
    assert safety.export_person(answered, ZOE)["asked_for"] == []


def test_an_import_taken_back_takes_what_its_comments_ask_for(
    ws: Workspace, tmp_path: Path
) -> None:
    feedback.add(ws, PAPER)
    report = load(ws, comments(tmp_path / "c.csv", comment(7, "new.one", "paper please, a video")))
    [reply] = themes.find(ws, "paper please")
    feedback.code(ws, reply.number, [PAPER])
    assert line(ws).weight.people == 1
    importing.undo_batch(ws, report.batch or 0)
    assert line(ws).weight.people == 0
    assert tables(ws)["codings"] == []
    assert "nobody is called" in refusal(lambda: people.person(ws, "new.one"))


@pytest.mark.slow
def test_a_copy_gone_back_to_knows_who_was_told(answered: Workspace) -> None:
    made(answered, MIA)
    os.environ[CLOCK] = answered.now().isoformat()
    name = kept(answered)
    coded(answered, ZOE, PAPER)
    numbers = [card.row.item.id for card in telling.tell(answered, PAPER).report.drafts]
    life.approve(answered, numbers[:1])
    life.hand_over(answered, numbers[0])
    life.sent(answered, numbers[:1])
    restored = go_back(answered, name)
    assert (restored.lost["readings"], restored.lost["themes"]) == (1, 0)
    assert line(answered).weight.people == 1
    assert left_out(telling.tell(answered, PAPER)) == {
        MIA: "already has a message of this campaign"
    }
    assert unsound(answered) == []
