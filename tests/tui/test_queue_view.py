from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from dm_assistant.services.views import ItemId
from dm_assistant.tui.widgets.queue_view import PAGE, QueueView
from tests.tui import views
from tests.tui.settling import lines, press, settle, shown


class Alone(App[None]):
    """The queue by itself; it answers for rows as a screen would."""

    def __init__(self, total: int, named: dict[int, str] | None = None) -> None:
        super().__init__()
        self.total = total
        self.named = named or {}
        self.asked: list[Sequence[ItemId]] = []

    def compose(self) -> ComposeResult:
        yield QueueView()

    @property
    def queue(self) -> QueueView:
        return self.query_one(QueueView)

    def on_mount(self) -> None:
        self.queue.now = views.NOW
        self.queue.show_items([views.item(number) for number in range(self.total)])
        self.queue.focus()

    def on_queue_view_rows_wanted(self, event: QueueView.RowsWanted) -> None:
        self.asked.append(event.items)
        self.queue.take_rows(
            [views.row(item.id, name=self.named.get(item.id, "")) for item in event.items]
        )


async def test_a_hundred_thousand_items_ask_for_one_page_and_the_end_for_one_more() -> None:
    app = Alone(100_000)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert [len(items) for items in app.asked] == [PAGE]
        assert "Fan 0 " in shown(app)
        await press(pilot, "end")
        assert "Fan 99999" in lines(app)[-1]
        assert len(app.asked) == 2
        await press(pilot, "home", "pagedown")
        assert app.queue.cursor == 29


@pytest.mark.slow
async def test_rows_far_from_the_screen_do_not_pile_up_in_memory() -> None:
    app = Alone(100_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for place in range(0, 90_000, 3_000):
            app.queue.cursor = place
            await settle(pilot)
        assert len(app.queue._rows) <= 17 * PAGE  # noqa: SLF001 - memory has no public face
        assert "Fan 87000" in shown(app)


async def test_the_cursor_stays_on_its_item_when_items_before_it_leave() -> None:
    app = Alone(500)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.queue.cursor = 200
        await settle(pilot)
        before = [line for line in lines(app) if "Fan 200" in line]
        place = [n for n, line in enumerate(lines(app)) if "Fan 200" in line]
        app.queue.show_items([views.item(number) for number in range(10, 500)])
        await settle(pilot)
        assert app.queue.current == views.item(200)
        assert [n for n, line in enumerate(lines(app)) if "Fan 200" in line] == place
        assert [line for line in lines(app) if "Fan 200" in line] == before


async def test_taking_an_item_out_goes_on_to_the_next_one() -> None:
    app = Alone(50)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j")
        app.queue.take_out([views.item(2)])
        await settle(pilot)
        assert app.queue.current == views.item(3)
        assert app.queue.count() == 49
        app.queue.take_out([views.item(0), views.item(1), views.item(3)])
        await settle(pilot)
        assert app.queue.current == views.item(4)


async def test_the_last_item_taken_out_leaves_the_cursor_on_the_one_before() -> None:
    app = Alone(3)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end")
        app.queue.take_out([views.item(2)])
        await settle(pilot)
        assert app.queue.current == views.item(1)
        app.queue.take_out([views.item(0), views.item(1)])
        await press(pilot, "j", "space", "end")
        assert app.queue.count() == 0
        assert not app.queue.marked


async def test_marks_hold_while_moving_and_are_given_in_order() -> None:
    app = Alone(10)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.queue.toggle_mark()
        app.queue.toggle_mark()
        await settle(pilot)
        assert app.queue.marked == (views.item(0), views.item(1))
        assert [line[1] for line in lines(app)[:3]] == ["●", "●", " "]
        app.queue.mark_all()
        assert len(app.queue.marked) == 10
        app.queue.mark_all()
        assert not len(app.queue.marked)


async def test_columns_stand_under_each_other_whatever_people_are_called() -> None:
    names = {
        1: "👨‍👩‍👧‍👦 family 👍🏽",
        2: "日本語の名前がとても長い人",
        3: "عمر حسن العربي",
        4: "Z̸̢͓̈́a̷̧̛l̵̢̇g̶̨̀o",
        5: "🇩🇪🇫🇷🇯🇵",
        6: "\x1b[31mred\x07",
        7: "[bold red]x[/][@click=app.quit]y",
        8: "a" * 300,
        9: "\u200b\u200b",
    }
    app = Alone(12, names)
    for width in (60, 80, 120, 160):
        async with app.run_test(size=(width, 14)) as pilot:
            await settle(pilot)
            edges = set()
            for line in lines(app)[:12]:
                assert cell_len(line) == width
                assert "\x1b" not in line
                before, _, _ = line.partition(" thanks")
                edges.add(cell_len(before))
            assert len(edges) == 1
            assert "[bold red]" in shown(app) or width == 60
            assert "@fan9" in shown(app)
        app = Alone(12, names)
