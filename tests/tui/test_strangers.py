"""Words of strangers on every screen: shown, never obeyed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from dm_assistant.domain.handles import HandleError, normalise
from dm_assistant.domain.model import Lane
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import open_desk
from dm_assistant.tui.widgets.queue_view import QueueView
from tests.shared import HOSTILE, needs_hostile
from tests.tui import seeds
from tests.tui.settling import lines, press, settle, shown, strips

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SCROLLBAR = {"@mouse.down", "@mouse.up"}
PEOPLE = 60
WALK = (
    ("tab", "p", "p", "p", "e", "escape", "question_mark", "escape", "n", "escape"),
    ("l", "escape", "space", "a", "h", "escape"),
    ("3", "j", "d", "escape", "w", "escape", "n", "escape"),
    ("8", "f", "b", "2"),
    ("4", "]", "e", "escape", "P", "escape", "p", "p", "2"),
)


def _strings() -> list[str]:
    found = []
    for entry in json.loads((HOSTILE / "strings.json").read_text("utf-8"))["items"]:
        if "bytes_hex" not in entry:
            text = entry.get("value") or "".join(part * n for part, n in entry.get("build", []))
            found.append(text.encode("utf-8", "replace").decode("utf-8").replace("\0", "␀"))
    return [text[:2_000] for text in found if text.strip()]


def _handle(text: str, number: int) -> str:
    try:
        normalise(text)
    except HandleError:
        return f"fan{number}"
    return text


def _check(app: DmAssistantApp) -> None:
    width = app.size.width
    for strip in strips(app):
        assert not CONTROL.search(strip.text), repr(strip.text)
        assert cell_len(strip.text) == width, repr(strip.text)
        for _, style, _ in strip:
            meta: dict[str, Any] = style.meta if style is not None else {}
            assert {key for key in meta if key.startswith("@")} <= SCROLLBAR, meta
            assert style is None or style.link is None
    for note in app._notifications:  # noqa: SLF001 - no public way to the notes
        assert not CONTROL.search(note.message.replace("\n", ""))
        assert note.markup is False


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace in which every name, comment, draft and message is hostile."""
    strings = _strings()
    people = [(_handle(text, n), text) for n, text in enumerate(strings[:PEOPLE])]
    folder = tmp_path_factory.mktemp("strange")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
        home = seeds.make(folder, people, agreed=30)
        for text in strings[:12]:
            seeds.wrote(home, people[3][0], text)
        desk = open_desk(home)
        drafts = [item for lane in Lane if lane is not Lane.REPLY for item in desk.ids(lane, "")]
        for item, text in zip(drafts, strings, strict=False):
            desk.edit(item.id, f"Hey {text} bye")
        desk.close()
    return home


@pytest.mark.slow
@needs_hostile
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_no_screen_lets_hostile_words_act(
    strange: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
    desk = open_desk(strange)
    app = DmAssistantApp(desk, strange)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        _check(app)
        for keys in WALK:
            for key in keys:
                await press(pilot, key)
                _check(app)
    desk.close()


@pytest.mark.slow
@needs_hostile
async def test_every_hostile_draft_can_be_looked_at_and_clicked(
    strange: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
    desk = open_desk(strange)
    app = DmAssistantApp(desk, strange)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for _ in Lane:
            await press(pilot, "right_square_bracket")
            for _ in range(app.screen.query_one(QueueView).count()):
                _check(app)
                await pilot.click(offset=(75, 4))
                await press(pilot, "j")
        assert app.is_running
        assert "Blocked" in shown(app) or "Reply" in shown(app)
    desk.close()


async def test_a_note_shows_brackets_and_drops_controls(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        program.notify("[@click=app.quit]x[/] \x1b[2J", title="[b]\x07")
        await settle(pilot)
        assert "[@click=app.quit]x[/]" in shown(program)
        assert not any(CONTROL.search(line) for line in lines(program))
