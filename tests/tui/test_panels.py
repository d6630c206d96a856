from collections.abc import Callable
from functools import partial

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets.text_area import Selection
from wcwidth import iter_graphemes

from dm_assistant.domain.model import Lane
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.views import ComplaintLine, LaneCounts
from dm_assistant.tui.widgets.import_panel import file_page
from dm_assistant.tui.widgets.lanes_bar import LanesBar
from dm_assistant.tui.widgets.person_panel import PersonPanel
from dm_assistant.tui.widgets.sheet import Panel, Sheet, said
from dm_assistant.tui.widgets.why_card import WhyCard
from dm_assistant.tui.widgets.writing import Field, MessageArea
from tests.tui import views
from tests.tui.settling import lines, press, settle, shown

FAMILY = "👨‍👩‍👧‍👦"


class Alone(App[None]):
    """Widgets by themselves."""

    def __init__(self, *widgets: Callable[[], Widget]) -> None:
        super().__init__()
        self.widgets = widgets

    def compose(self) -> ComposeResult:
        for make in self.widgets:
            yield make()


async def test_the_why_card_names_what_is_against_it_and_when_that_lifts() -> None:
    async with Alone(WhyCard).run_test(size=(60, 20)) as pilot:
        card = pilot.app.query_one(WhyCard)
        card.clock = views.CLOCK
        card.verdict = views.HELD
        await settle(pilot)
        words = shown(pilot.app)
        assert "◷ held until Thu 19 Mar 13:30" in words
        assert "in 5 d" in words
        assert "gap: Last message 2 days ago" in words
        assert words.index("gap:") < words.index("length:")
        assert "✓ 2 rules without objection" in words
        assert "What helps: wait 5 d" in words
        assert "opt out" not in words


async def test_the_person_panel_says_what_they_are_unhappy_about_until_it_is_settled() -> None:
    open_one = ComplaintLine(1, views.NOW, "the print came [red]bent")
    settled = ComplaintLine(2, views.NOW, "too loud", closed_at=views.NOW, outcome="said sorry")
    async with Alone(PersonPanel).run_test(size=(70, 20)) as pilot:
        panel = pilot.app.query_one(PersonPanel)
        panel.clock = views.CLOCK
        panel.person = views.person(complaints=(open_one, settled))
        await settle(pilot)
        words = shown(pilot.app)
        assert "! complaint since" in words
        assert "the print came [red]bent" in words
        assert "too loud" not in words


async def test_a_panel_shows_markup_of_strangers_as_they_typed_it() -> None:
    async with Alone(Panel).run_test(size=(60, 8)) as pilot:
        panel = pilot.app.query_one(Panel)
        panel.head("[bold]x[/]", "[@click=app.quit]")
        panel.page([said("[@click=app.quit]tap[/] \x1b]52;c;eA==\x07 [/red]")])
        await settle(pilot)
        words = shown(pilot.app)
        assert "[@click=app.quit]tap[/]" in words
        assert "[/red]" in words
        assert "[bold]x[/]" in words
        assert "\x1b" not in words
        await pilot.click(panel, offset=(4, 1))
        await settle(pilot)
        assert pilot.app.is_running


async def test_the_lanes_show_their_counts_and_the_present_one_without_colour() -> None:
    async with Alone(LanesBar).run_test(size=(80, 3)) as pilot:
        bar = pilot.app.query_one(LanesBar)
        bar.counts = LaneCounts(reply=3, ready=1_200, approved=2, handed_over=1)
        bar.lane = Lane.HELD
        await settle(pilot)
        line = lines(pilot.app)[0]
        assert "Reply 3" in line
        assert "Ready 1,200" in line
        assert "▸Held 0" in line
        assert line.rstrip().endswith("To hand over 3")


@pytest.mark.parametrize("cluster", [FAMILY, "🇩🇪", "é", "👍🏽", "क्षि", "x"])
async def test_one_backspace_takes_one_visible_character(cluster: str) -> None:
    written = f"hi {cluster}"
    async with Alone(
        lambda: MessageArea(written), lambda: Field(written, select_on_focus=False)
    ).run_test() as pilot:
        area, field = pilot.app.query_one(MessageArea), pilot.app.query_one(Field)
        area.focus()
        await press(pilot, "backspace")
        assert area.text == "hi "
        field.focus()
        await press(pilot, "end", "backspace")
        assert field.value == "hi "


async def test_delete_and_arrows_go_by_visible_characters_too() -> None:
    async with Alone(lambda: MessageArea(f"a{FAMILY}b")).run_test() as pilot:
        area = pilot.app.query_one(MessageArea)
        area.focus()
        await press(pilot, "home", "right", "right")
        assert area.cursor_location == (0, 1 + len(FAMILY))
        await press(pilot, "left", "delete")
        assert area.text == "ab"


@pytest.mark.parametrize("cluster", [FAMILY, "🇩🇪🇪🇸", "é" * 2, "क्षि"])
@pytest.mark.parametrize("key", ["backspace", "delete", "ctrl+w", "x"])
async def test_no_key_leaves_half_of_a_visible_character(cluster: str, key: str) -> None:
    text = f"hi {cluster} there"
    clusters = set(iter_graphemes(text)) | {"x"}
    for column in range(3, 3 + len(cluster)):
        async with Alone(partial(MessageArea, text)).run_test() as pilot:
            area = pilot.app.query_one(MessageArea)
            area.focus()
            area.selection = Selection((0, column), (0, min(column + 1, len(text))))
            if key != "x":
                area.move_cursor((0, column))
            await press(pilot, key)
            assert area.text != text
            assert set(iter_graphemes(area.text)) <= clusters


async def test_pasted_control_characters_do_not_get_into_a_text() -> None:
    async with Alone(lambda: MessageArea(""), lambda: Field("")).run_test() as pilot:
        area, field = pilot.app.query_one(MessageArea), pilot.app.query_one(Field)
        area.focus()
        pilot.app.post_message(events.Paste("hi\x1b[31m\r\nyou\u202e!"))
        await settle(pilot)
        assert area.text == "hi[31m\nyou!"
        field.focus()
        pilot.app.post_message(events.Paste("a\x07b\nc"))
        await settle(pilot)
        assert "\x07" not in field.value
        assert field.value.startswith("a")


async def test_an_import_of_messages_says_how_many_and_who_asked_to_stop() -> None:
    report = FileReport("x.json", "tiktok-export", messages_in=3, messages_out=1, stopped=1)
    async with Alone(lambda: Sheet(file_page(report))).run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        words = shown(pilot.app)
        assert "3 from them, 1 from you" in words
        assert "asked to stop: 1 person, never messaged again" in words
