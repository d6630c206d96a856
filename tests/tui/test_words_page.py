"""The page of words: what is settled, drawn before it is read, and what can be done about it."""

from __future__ import annotations

from pathlib import Path

from dm_assistant.domain.campaigns import Variant
from dm_assistant.domain.model import FrontEnd, Purpose
from dm_assistant.domain.statistics.blocks import Blocks
from dm_assistant.domain.statistics.evidence import Difference
from dm_assistant.domain.statistics.experiments import Experiment, compare
from dm_assistant.domain.statistics.guard import Scope, Stopped
from dm_assistant.domain.statistics.stop_rule import Outcome
from dm_assistant.domain.statistics.thresholds import REPLY_WINDOW
from dm_assistant.services import acts, campaigns, experiments, guarding
from dm_assistant.services.campaign_views import CampaignWish
from dm_assistant.services.workspace import Workspace, open_workspace
from dm_assistant.storage import pauses
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.widgets.sheet import Paragraph
from dm_assistant.tui.widgets.words_page import difference_bar, full_page, list_page
from tests.tui.settling import press, settle, shown, typed

PAUSED = Stopped(2, 5, 3)
REASON = "both took it for somebody else's message"


def spring(*blocks: tuple[int, Outcome], plan: int | None = 50, young: int = 0) -> Experiment:
    """Return a test whose blocks came out so, each so many times."""
    outcomes = tuple(outcome for times, outcome in blocks for _ in range(times))
    names = ["warm", "short"]
    return compare(
        "Spring",
        "thanks",
        names,
        Blocks(REPLY_WINDOW, outcomes, young=young),
        plan=plan,
        base=0.2,
        stopped=[None, None],
    )


BOTH, FIRST, SECOND, NONE = (True, True), (True, False), (False, True), (False, False)
RUNNING = spring((3, BOTH), (4, FIRST), (10, SECOND), (17, NONE), young=9)
SETTLED = spring((4, BOTH), (6, FIRST), (16, SECOND), (24, NONE))
EQUAL = spring((5, BOTH), (8, FIRST), (9, SECOND), (28, NONE))


def text(*found: Paragraph) -> str:
    return "\n".join("".join(words for words, _ in each.parts) for each in found)


def test_nothing_looks_like_a_winner_before_there_is_one() -> None:
    page = text(*full_page(RUNNING, 74))
    assert page.startswith("Too early to tell. short 13 of 34, warm 7 of 34.")
    assert "gets more replies" not in page
    assert "−" not in page
    assert "34 of 50 pairs are in; about 16 more each. 9 pairs are still inside" in page
    assert "If you had to choose now: short." in page
    assert page.count("┤") == 2
    [line] = list_page([RUNNING], 0)
    assert text(line).startswith("▸ Spring    ███████··· 34 of 50 pairs")
    assert text(line).endswith("not settled")


def test_a_verdict_and_no_difference_are_drawn_around_nothing() -> None:
    page = text(*full_page(SETTLED, 74))
    assert page.startswith("short gets more replies. short 20 of 50, warm 10 of 50.")
    assert "short − warm = +20 points, likely between +2 and +36." in page
    assert "±40 points" in page
    assert "wrong in at most 1 of 20 tests" in page
    assert "If you had to choose" not in page
    page = text(*full_page(EQUAL, 74))
    assert "No clear difference. After 50 each: short − warm = +2 points" in page
    assert "You may use either; a difference above 19 points is unlikely." in page
    assert "┼" in page


def test_the_bar_of_a_difference_holds_its_point_and_nothing() -> None:
    bar, edge = difference_bar(Difference(0.2, 0.02, 0.36), 41)
    assert (len(bar), edge, bar[20]) == (41, 40, "│")
    assert bar.index("┤") < bar.index("●") < bar.index("├")
    bar, _ = difference_bar(Difference(0.0, -0.1, 0.1), 41)
    assert bar[20] == "●"


def set_up(home: Path) -> Workspace:
    """Make a test of two variants, and have other words paused."""
    ws = open_workspace(home, front_end=FrontEnd.TUI)
    pair = (Variant("warm"), Variant("short"))
    campaigns.new(ws, CampaignWish("Spring", Purpose.THANKS, variants=pair, plan=50))
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "class")
        pauses.begin(act, Scope("thanks", "regular"), PAUSED)
        act.finish()
    return ws


async def test_words_are_adopted_and_let_go_on_by_keys(program: DmAssistantApp, home: Path) -> None:
    ws = set_up(home)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "8", "tab")
        page = shown(program)
        assert "▸ Spring" in page
        assert "Too early to tell: no pair is complete yet." in page
        assert "■ thanks/regular is paused: 2 of 5 people asked to stop" in page
        await press(pilot, "a", "2")
        assert experiments.experiment(ws, "Spring").adopted == "short"
        await press(pilot, "u")
        assert experiments.experiment(ws, "Spring").adopted == ""
        await press(pilot, "t")
        await typed(pilot, REASON)
        await press(pilot, "enter")
        assert guarding.listing(ws) == ()
        assert "is paused" not in shown(program)
        await press(pilot, "f")
        assert "two people who drew the two variants side by side" in shown(program)
    ws.close()
