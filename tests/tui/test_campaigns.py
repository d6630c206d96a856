"""The campaigns screen: made, tried, drafted, looked into, followed up and ended by keys alone."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import ContentSwitcher

from dm_assistant.domain.model import Lane, Purpose
from dm_assistant.services import codes
from dm_assistant.services.campaign_views import CampaignLine
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.modals.campaign import CampaignForm
from dm_assistant.tui.modals.campaign_run import RunForm
from dm_assistant.tui.screens.campaigns import Campaigns
from dm_assistant.tui.screens.people import People
from dm_assistant.tui.widgets.campaigns_view import OutlooksView, people_bar
from dm_assistant.tui.widgets.people_view import PeopleView
from dm_assistant.tui.widgets.writing import Field
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, typed

NAME = "Spring asks"


async def there(pilot: Pilot[int]) -> Campaigns:
    await settle(pilot)
    await press(pilot, "5")
    screen = pilot.app.screen
    assert isinstance(screen, Campaigns)
    return screen


async def made(pilot: Pilot[int], purpose: str = "feedback", **fields: str) -> Campaigns:
    screen = await there(pilot)
    await press(pilot, "N")
    form = pilot.app.screen
    assert isinstance(form, CampaignForm)
    for name, words in ({"name": NAME, "purpose": purpose} | fields).items():
        form.query_one(f"#{name}", Field).value = words
    await settle(pilot)
    await press(pilot, "ctrl+s")
    return screen


def page(program: DmAssistantApp) -> str:
    return " ".join(shown(program).replace("│", " ").split())


def turned_to(screen: Campaigns) -> str | None:
    return screen.query_one("#pages", ContentSwitcher).current


async def test_an_empty_place_says_what_a_campaign_is_and_how_to_begin(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await there(pilot)
        words = page(program)
        assert "5 Campaigns" in words or "5Campaigns" in words
        assert "one message for many" in words
        assert "N makes one" in words


async def test_a_campaign_is_typed_with_its_people_counted(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await there(pilot)
        await press(pilot, "N")
        await typed(pilot, NAME)
        assert "8 people: " in page(program)
        form = program.screen
        form.query_one("#segment", Field).value = "tier:nobody-knows"
        await settle(pilot)
        assert "✕" in page(program)
        assert "nobody-knows" in page(program)
        form.query_one("#segment", Field).value = ""
        await settle(pilot)
        await press(pilot, "ctrl+s")
        assert f"{NAME} is made" in notes(program)
        assert [each.name for each in desk.campaigns.listing()] == [NAME]
        await press(pilot, "u")
        assert desk.campaigns.listing() == ()


async def test_a_dry_run_shows_who_gets_what_and_then_drafts_it(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await made(pilot)
        await press(pilot, "D")
        assert turned_to(screen) == "run"
        run = desk.campaigns.run(NAME, dry_run=True)
        assert screen.query_one(OutlooksView).count() == len(run.people) == 8
        words = page(program)
        assert f"Dry run of {NAME}" in words
        for outcome, number in run.would.items():
            if number:
                assert f"{number} of 8" in words, outcome
        assert desk.campaigns.listing()[0].drafted == 0
        await press(pilot, "escape")
        assert turned_to(screen) == "campaigns"


@pytest.fixture
def willing(desk: Desk) -> Desk:
    """Skip the drafts there are, so that five people could be thanked, and three invited."""
    desk.skip([row.item.id for lane in Lane for row in desk.first(lane, "") if row.state])
    return desk


async def drafted(program: DmAssistantApp, pilot: Pilot[int], how_many: str = "") -> Campaigns:
    screen = await made(pilot, "thanks")
    await press(pilot, "d")
    form = program.screen
    assert isinstance(form, RunForm)
    if how_many:
        form.query_one("#top", Field).value = how_many
    await press(pilot, "ctrl+s")
    return screen


async def test_drafting_asks_for_how_many_says_what_was_made_and_is_undone(
    program: DmAssistantApp, willing: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await drafted(program, pilot, "2")
        assert f"{NAME}: 2 drafts" in notes(program)
        [line] = willing.campaigns.listing()
        assert line.drafted == 2
        assert "0 of 2 sent" in page(program)
        await press(pilot, "d", "ctrl+s")
        assert willing.campaigns.listing()[0].drafted > 2
        await press(pilot, "u")
        assert willing.campaigns.listing()[0].drafted == 2


async def test_its_people_are_shown_with_where_their_message_is(
    program: DmAssistantApp, willing: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await drafted(program, pilot)
        await press(pilot, "enter")
        assert turned_to(screen) == "people"
        words = page(program)
        for member in willing.campaigns.members(NAME):
            assert f"@{member.handle}" in words
        assert "draft: ready" in words
        await press(pilot, "escape")
        assert turned_to(screen) == "campaigns"


async def test_codes_are_a_page_of_it(program: DmAssistantApp, home: Path) -> None:
    (home.parent / "codes.txt").write_text("AAA1\nBBB2\n")
    with seeds.reopen(home) as ws:
        codes.add(ws, "spring prints", home.parent / "codes.txt")
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await made(pilot)
        await press(pilot, "p")
        assert turned_to(screen) == "codes"
        words = page(program)
        assert "spring prints" in words
        assert "2 of 2" in words
        assert "2 codes: ░ 2 free" in words
        await press(pilot, "p")
        assert turned_to(screen) == "campaigns"


async def test_pools_are_kept_beside_the_campaigns_and_what_to_look_after_shows_on_both_pages(
    program: DmAssistantApp, desk: Desk, tmp_path: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await there(pilot)
        await press(pilot, "p")
        assert "No codes yet." in page(program)
        await press(pilot, "N")
        await typed(pilot, "spring")
        for words in ("MIA-****", "3", "15 % off", "2026-03-16"):
            await press(pilot, "enter", "ctrl+u")
            await typed(pilot, words)
        await press(pilot, "enter")
        assert turned_to(screen) == "codes"
        assert "3 of 3" in page(program)
        assert "its codes end soon: the last day is Monday 16 March" in page(program)
        await press(pilot, "p")
        assert "! spring: its codes end soon" in page(program)
        await press(pilot, "p", "e", "ctrl+u")
        await typed(pilot, "20 % off")
        await press(pilot, "enter", "ctrl+u")
        await typed(pilot, "2026-05-31")
        await press(pilot, "enter")
        words = page(program)
        assert "31 May 2026" in words
        assert "They give 20 % off" in words
        assert "end soon" not in words
        await press(pilot, "X")
        await typed(pilot, str(tmp_path / "shop.csv"))
        await press(pilot, "enter")
        assert "3 codes of spring written to" in notes(program)
        given = (tmp_path / "shop.csv").read_text().split()
        assert len(given) == 4
        await press(pilot, "R")
        await typed(pilot, given[1])
        await press(pilot, "enter")
        [pool] = desk.codes.pools()
        assert (pool.redeemed, pool.perk) == (1, "20 % off")
        assert "1 used" in page(program)


@pytest.mark.usefixtures("willing")
async def test_a_dry_run_that_was_left_for_the_codes_is_not_drafted_afterwards(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await made(pilot, "thanks")
        await press(pilot, "D", "p", "p")
        assert screen.tried is None
        assert turned_to(screen) == "campaigns"


@pytest.mark.usefixtures("willing")
@pytest.mark.parametrize("keys", [("enter",), ("D",)])
async def test_enter_on_somebody_of_a_campaign_opens_them_among_the_people(
    program: DmAssistantApp, keys: tuple[str, ...]
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await drafted(program, pilot)
        await press(pilot, *keys, "down", "enter")
        people = program.screen
        assert isinstance(people, People)
        found = people.query_one(PeopleView)
        assert found.count() == 1
        assert found.current is not None
        assert f"@{found.current.handle}" == people.query_one(Field).value
        await press(pilot, "escape")
        assert found.count() == 8


async def test_the_form_completes_a_filter_and_offers_templates_and_pools(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.codes.make("spring prints", "MIA-****", 5, None, "15 % off")
    async with program.run_test(size=(80, 24)) as pilot:
        await there(pilot)
        await press(pilot, "N")
        await typed(pilot, NAME)
        await press(pilot, "tab", "ctrl+u")
        await typed(pilot, "off")
        await press(pilot, "tab", "tab")
        await typed(pilot, "tier:reg")
        assert "⇥ tier:regular" in page(program)
        await press(pilot, "tab", "tab", "down")
        words = page(program)
        for choice in desk.campaigns.choices().templates[Purpose.OFFER][:2]:
            assert f"{choice.name} {choice.lever} · {choice.gives}" in words
            assert " ".join(choice.languages) in words
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        await typed(pilot, "spr")
        assert "⇥ spring prints 5 of 5 free · 15 % off" in page(program)
        await press(pilot, "tab", "ctrl+s")
        [line] = desk.campaigns.listing()
        assert line.campaign is not None
        assert line.purpose is Purpose.OFFER
        assert (line.campaign.segment, line.campaign.pool) == ("tier:regular", "spring prints")
        assert len(line.campaign.variants) == 1
        await press(pilot, "e")
        assert "people" in page(program)


async def test_the_form_says_what_a_run_would_do_and_keeps_nothing(
    program: DmAssistantApp, willing: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await there(pilot)
        await press(pilot, "N")
        words = page(program)
        assert "8 people: 4 draft, 3 invite, 1 wait." in words
        program.screen.query_one("#holdout", Field).value = "70"
        await settle(pilot)
        assert "✕ hold out from 0 to 50 percent" in page(program)
        await press(pilot, "escape")
        assert willing.campaigns.listing() == ()
        assert [each.total for each in willing.codes.pools()] == []


async def test_a_change_keeps_what_is_not_shown_and_a_mistake_is_said(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await made(pilot, "thanks", variants="warm short=2", holdout="20", fill="idea=a fog day")
        await press(pilot, "e")
        program.screen.query_one("#until", Field).value = "2026-04-01"
        await press(pilot, "ctrl+s")
        known = desk.campaigns.listing()[0].campaign
        assert known is not None
        assert str(known.ends_on) == "2026-04-01"
        assert [(each.name, each.share) for each in known.variants] == [("warm", 1), ("short", 2)]
        assert (known.holdout, known.extra) == (20, {"idea": "a fog day"})
        for field, words, said in (
            ("until", "soon", "a day is written like"),
            ("holdout", "many", "per cent"),
            ("variants", "warm=x", "a share is"),
            ("fill", "idea", "words are written like"),
        ):
            await press(pilot, "e")
            program.screen.query_one(f"#{field}", Field).value = words
            await press(pilot, "ctrl+s")
            assert said in notes(program)
            again = program.screen
            assert isinstance(again, CampaignForm), "what was typed is not lost"
            assert again.query_one(f"#{field}", Field).value == words
            await press(pilot, "escape")
        assert desk.campaigns.listing()[0].campaign == known


async def test_following_up_and_ending_ask_first(program: DmAssistantApp, willing: Desk) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await drafted(program, pilot, "2")
        await press(pilot, "F")
        assert "Nobody is due a follow-up: 2 × a message has not gone out" in notes(program)
        await press(pilot, "x")
        assert "2 waiting drafts stay" in page(program)
        await press(pilot, "enter")
        assert willing.campaigns.listing()[0].stands == "ended"
        assert "ended" in page(program)
        await press(pilot, "d")
        assert "has ended" in notes(program)


async def test_the_follow_ups_that_are_due_are_drafted_by_key(
    program: DmAssistantApp, willing: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await drafted(program, pilot, "1")
        [number] = [each.draft for each in willing.campaigns.members(NAME)]
        assert number is not None
        ws = willing._ws  # noqa: SLF001 - the clock of a practice workspace stands still
        assert not willing.approve([number])[0].refused
        willing.hand_over(number)
        willing.sent(number)
        ws.fixed_now = ws.now() + timedelta(days=4)
        await press(pilot, "F")
        words = page(program)
        assert f"Follow-ups of {NAME}" in words
        assert "due 3 to 5 days after" in words
        assert "Due 17 Mar to 19 Mar, 3 to 5 days after your message; by the rules it may" in words
        assert "Sat 28 Mar 13:30 · They have not ans" in words
        assert "it rests 14 days" in words
        await press(pilot, "F")
        words = page(program)
        assert "Write 1 follow-up" in words
        assert "By the rules 0 of 1" in words
        await press(pilot, "enter")
        assert willing.campaigns.listing()[0].followed == 1
        assert "1 follow-up drafted" in notes(program)


def test_the_bar_holds_each_step_in_the_one_before() -> None:
    line = CampaignLine("x", Purpose.THANKS, "running", drafted=8, approved=4, sent=2, replied=1)
    assert people_bar(line, 8) == "█▓▒▒░░░░"
    assert people_bar(CampaignLine("x", Purpose.THANKS, "open"), 4) == "····"
