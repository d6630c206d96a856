"""The four journeys, each from choosing people to reading its result, by keys alone."""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot

from dm_assistant.domain.collabs import Stage
from dm_assistant.domain.feedback import ThemeState
from dm_assistant.services.collab_views import CollabValues
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk, open_desk
from dm_assistant.tui.modals.campaign import FIELDS
from dm_assistant.tui.palette import Acts
from dm_assistant.tui.screens.inbox import Inbox
from dm_assistant.tui.widgets.campaigns_view import CampaignsView
from dm_assistant.tui.widgets.challenges_view import ChallengesView
from dm_assistant.tui.widgets.collab_board import CollabBoard
from dm_assistant.tui.widgets.queue_view import QueueView
from dm_assistant.tui.widgets.themes_view import ThemesView
from dm_assistant.tui.widgets.writing import Field
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, strips, typed

SMALL = (80, 24)
NEW = dict.fromkeys((name for name, _, _ in FIELDS), "") | {"purpose": "thanks"}
CONCRETE = CollabValues(idea="a lamp for two", i_give="the lamp", they_give="the shade")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make, once, a workspace in which three people were thanked, asked, and answered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, seeds.NOW.isoformat())
        return seeds.asked(tmp_path_factory.mktemp("asked"))


@pytest.fixture
def desk(asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Open it two months later."""
    monkeypatch.setenv(CLOCK, seeds.LATER.isoformat())
    opened = open_desk(shutil.copytree(asked, tmp_path / "mine"))
    yield opened
    opened.close()


@pytest.fixture
def program(desk: Desk) -> DmAssistantApp:
    return DmAssistantApp(desk, desk.path)


def page(program: DmAssistantApp) -> str:
    """Return what is on the screen as one line of words."""
    return " ".join(re.sub("[╭╮╰╯─│]", " ", shown(program)).split())


async def find(pilot: Pilot[int], handle: str) -> None:
    """Stand in the inbox on the draft that waits for somebody, in whichever lane."""
    await press(pilot, "2", "slash", "ctrl+u")
    await typed(pilot, handle)
    await press(pilot, "enter")
    for _ in range(5):
        row = pilot.app.screen.query_one(QueueView).current_row
        if row is not None and row.handle == handle and row.item.kind == "draft":
            return
        await press(pilot, "tab")
    raise AssertionError(f"no draft in the inbox is for {handle}")


async def send(pilot: Pilot[int], handle: str) -> None:
    """Approve what waits for somebody, hand it over and say that it was sent."""
    await find(pilot, handle)
    await press(pilot, "a", "h", "enter")
    assert "sent" in notes(pilot.app)


async def hear(pilot: Pilot[int], handle: str, words: str) -> None:
    """Log from the inbox what somebody wrote, and confirm what it says."""
    await press(pilot, "2", "l")
    if pilot.app.screen.query_one(Field).value:
        await press(pilot, "shift+tab")
    await press(pilot, "ctrl+u")
    await typed(pilot, handle)
    await press(pilot, "tab")
    await typed(pilot, words)
    await press(pilot, "ctrl+s")
    assert f"Logged from @{handle}" in notes(pilot.app)


@pytest.mark.slow
async def test_thanks_go_from_a_filter_over_people_to_the_numbers(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await typed(pilot, "tag:vip")
        await press(pilot, "enter")
        assert "Nobody is found." in page(program)
        await press(pilot, "slash", "ctrl+u")
        await typed(pilot, "mia")
        await press(pilot, "enter")
        assert "1 of 8 people, S saves the filter" in page(program)
        await press(pilot, "d", "t")
        assert "Drafted for @mia.k: it lies in ready" in notes(program)
        await find(pilot, "mia.k")
        item = program.screen.query_one(QueueView).current
        assert item is not None
        before = desk.card(item).text
        await press(pilot, "v")
        item = program.screen.query_one(QueueView).current
        assert item is not None
        assert desk.card(item).text != before
        await press(pilot, "e", "ctrl+end")
        await typed(pilot, " Ok")
        await press(pilot, "ctrl+s")
        assert "▪ “" in page(program), "the receipt: whose words, from where"
        await press(pilot, "a", "h", "enter")
        await hear(pilot, "mia.k", "that made my day!")

        await press(pilot, "8")
        assert "thanks 1 of 4" in page(program)


@pytest.mark.slow
async def test_a_campaign_goes_from_a_dry_run_to_its_replies(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "N")
        await typed(pilot, "Spring")
        await press(pilot, "tab", "tab")
        await typed(pilot, "nobody-knows")
        await press(pilot, "ctrl+s")
        assert "nobody-knows" in notes(program)
        assert "Spring" in page(program), "what was typed is still there"
        await press(pilot, "tab", "tab", "ctrl+u", "ctrl+s")
        assert "Spring is made" in notes(program)
        await press(pilot, "D")
        assert "Dry run of Spring" in page(program)
        await press(pilot, "p", "p")
        assert "Dry run of" not in page(program)
        await press(pilot, "d", "ctrl+s")
        assert "They lie in the inbox (2)" in notes(program)
        await send(pilot, "mia.k")
        await hear(pilot, "mia.k", "oh how kind!")
        await press(pilot, "5")
        [line] = desk.campaigns.listing()
        assert (line.sent, line.replied) == (1, 1)
        assert f"1 of {line.drafted} sent" in page(program)
        await press(pilot, "F")
        assert "Nobody is due a follow-up" in notes(program)
        await press(pilot, "enter")
        assert "replied" in page(program)
        await press(pilot, "D")
        assert "Dry run of Spring" in page(program), "also from the page of its people"


@pytest.mark.slow
async def test_a_collaboration_goes_from_an_idea_to_what_it_brought(
    program: DmAssistantApp, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "handle", "text", "created_at", "post_id"])
        for number, who in enumerate(["zoe", "kofi", "s1", "s2"]):
            rows.writerow([number, who, "so good", seeds.NOW.isoformat(), "theirs"])
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "N")
        await typed(pilot, "mia")
        await press(pilot, "enter")
        for words in ("a lamp for two", "the lamp", "the shade"):
            await typed(pilot, words)
            await press(pilot, "enter")
        await press(pilot, "d")
        assert "Drafted for @mia.k: it lies in ready" in notes(program)
        await send(pilot, "mia.k")
        await press(pilot, "6")
        assert [each.stage for each in desk.collabs.board()] == [Stage.PITCHED]
        await hear(pilot, "mia.k", "yes, let us do it!")
        await press(pilot, "6")
        assert [each.stage for each in desk.collabs.board()] == [Stage.TALKING]
        await press(pilot, "greater_than_sign")
        for words in ("half each", "choose the wood", "2026-06-20"):
            await typed(pilot, words)
            await press(pilot, "enter")
        await press(pilot, "greater_than_sign")
        await typed(pilot, "The lamp")
        await press(pilot, "enter", "enter", "greater_than_sign")
        await typed(pilot, "warm")
        await press(pilot, "enter")
        assert [each.stage for each in desk.collabs.board()] == [Stage.REVIEWED]
        await press(pilot, "i", "ctrl+u")
        program.post_message(events.Paste(str(path)))
        await settle(pilot)
        await press(pilot, "enter")
        assert "2 people comment on both of us" in page(program)
        assert "reviewed" in page(program)


@pytest.mark.slow
async def test_feedback_goes_from_what_was_asked_to_those_who_were_told(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "7", "T", "N")
        await typed(pilot, "a video about glue")
        await press(pilot, "enter")
        await typed(pilot, "v-")
        await press(pilot, "escape", "greater_than_sign", "greater_than_sign", "greater_than_sign")
        await typed(pilot, "The glue film")
        await press(pilot, "enter", "enter", "D")
        assert "2 people asked for a video about glue" in page(program)
        await press(pilot, "escape", "d", "enter")
        await send(pilot, "mia.k")
        await hear(pilot, "mia.k", "you made it!!")
        await press(pilot, "7")
        assert "told it is made" in page(program)
        assert "1 of 2" in page(program)
        await press(pilot, "d")
        assert "0 drafts would be new" in page(program), "nobody is told twice"


# --- what a stranger stumbles over -----------------------------------------------------------


@pytest.mark.parametrize("places", [("6", "greater_than_sign"), ("7", "greater_than_sign")])
async def test_every_press_of_the_next_stage_counts_however_quickly_it_comes(
    program: DmAssistantApp, desk: Desk, places: tuple[str, str]
) -> None:
    place, key = places
    desk.collabs.add("kofi", CONCRETE)
    desk.feedback.add("glue")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, place)
        await typed(pilot, [key, key])
        stage = desk.collabs.board()[0].stage
        state = desk.feedback.board().themes[0].theme.state
        assert Stage.TALKING is stage if place == "6" else ThemeState.MAKING is state


@pytest.mark.slow
async def test_the_cursor_goes_to_what_was_just_made(program: DmAssistantApp, desk: Desk) -> None:
    desk.collabs.add("zoe", CONCRETE)
    desk.feedback.add("glue")
    desk.feedback.add_challenge("the fog week", "one fog a day", None, "")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for name in ("First", "Second"):
            await press(pilot, "5", "N")
            await typed(pilot, name)
            await press(pilot, "ctrl+s")
            line = program.screen.query_one(CampaignsView).current
            assert line is not None
            assert line.name == name
        await press(pilot, "7", "N")
        await typed(pilot, "prints")
        await press(pilot, "enter")
        theme = program.screen.query_one(ThemesView).current
        assert theme is not None
        assert theme.theme.name == "prints"
        await press(pilot, "p", "N")
        await typed(pilot, "a repair week")
        await press(pilot, "enter")
        await typed(pilot, "one repair")
        await press(pilot, "ctrl+s")
        challenge = program.screen.query_one(ChallengesView).current
        assert challenge is not None
        assert challenge.challenge.name == "a repair week"
        await press(pilot, "6", "N")
        await typed(pilot, "kofi")
        await press(pilot, "enter", "ctrl+s")
        card = program.screen.query_one(CollabBoard).current
        assert card is not None
        assert card.handle == "kofi"


@pytest.mark.slow
async def test_what_is_refused_comes_back_as_it_was_typed(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.feedback.add("glue")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "7", "N")
        await typed(pilot, "glue")
        await press(pilot, "enter")
        assert "New theme" in page(program)
        assert "glue" in program.screen.query_one("#words").value  # type: ignore[attr-defined]
        await press(pilot, "escape", "2", "l", "shift+tab", "ctrl+u")
        await typed(pilot, "no body!")
        await press(pilot, "tab")
        await typed(pilot, "long words of theirs")
        await press(pilot, "ctrl+s")
        assert "long words of theirs" in page(program)
        await press(pilot, "escape")
        assert isinstance(program.screen, Inbox)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["5", "6", "7"])
async def test_help_and_palette_say_what_a_key_does_in_this_place(
    program: DmAssistantApp, place: str
) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, place, "question_mark")
        words = page(program)
        own = {
            "5": "Turn to the pools of codes, and back",
            "6": "Draft the pitch; it lies in the inbox until",
            "7": "Tell exactly those who asked, once it is made",
        }[place]
        assert own in words
        assert "Draft a message for this person" not in words
        await press(pilot, "escape")
        said = {each.sentence for each in Acts(program.screen).acts()}
        assert any("idea" in each or "campaign" in each or "theme" in each for each in said)


@pytest.mark.slow
async def test_names_in_any_script_keep_the_columns_of_lists_and_boards(
    program: DmAssistantApp, desk: Desk
) -> None:
    for words in ("ゆきの長い長い長い名前 🎨🧵", "عمر حسن وأصدقاؤه الكثيرون", "e\u0301" * 20):
        desk.feedback.add(words)
        desk.feedback.add_challenge(words, words, None, "")
        desk.campaigns.new(NEW | {"name": words})
    for handle in ("kofi", "zoe"):
        desk.collabs.add(handle, CollabValues(idea="夜の絵 🎨 عمر", i_give="灯", they_give="絵"))
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys in (("5",), ("enter",), ("6",), ("7",), ("p",)):
            await press(pilot, *keys)
            for strip in strips(program):
                assert strip.cell_length == 80, strip.text
                assert cell_len(strip.text) == 80, strip.text


@pytest.mark.slow
async def test_the_mouse_chooses_a_line_in_every_list(program: DmAssistantApp, desk: Desk) -> None:
    for name in ("one", "two", "three"):
        desk.feedback.add(name)
        desk.feedback.add_challenge(name, "a task", None, "")
        desk.campaigns.new(NEW | {"name": name})
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key, view in (("5", CampaignsView), ("7", ThemesView), ("p", ChallengesView)):
            await press(pilot, key)
            await pilot.click(view, offset=(10, 2))
            await settle(pilot)
            assert program.screen.query_one(view).cursor == 2
