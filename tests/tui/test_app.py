"""What holds on every screen: keys, colours, failures, starting and leaving."""

import asyncio
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from dm_assistant.domain.model import DraftState
from dm_assistant.errors import BadInputError
from dm_assistant.tui import crash, desk, start
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.keys import _TABLE, all_bindings
from dm_assistant.tui.palette import Acts
from dm_assistant.tui.screens.inbox import Inbox
from dm_assistant.tui.widgets.key_bar import KeyBar
from dm_assistant.tui.widgets.queue_view import QueueView
from dm_assistant.tui.widgets.title_line import ALL_PLACES
from dm_assistant.tui.widgets.writing import Field
from tests.day.width import faults
from tests.shared import ROOT
from tests.tui import seeds
from tests.tui.settling import lines, notes, press, read_notes, settle, shown, typed

WORDS = "Mia wrote: my number is 555"


def test_one_letter_is_one_verb_and_every_verb_says_what_it_does() -> None:
    taken: dict[str, str] = {}
    assert len({row[1] for row in _TABLE}) == len(_TABLE)
    for binding in all_bindings():
        assert binding.id
        assert binding.tooltip
        for key in binding.key.split(","):
            assert taken.setdefault(key, binding.action) == binding.action


def test_words_of_ours_name_a_key_by_its_verb() -> None:
    literal = re.compile(
        r'\("(?![0-9])[^{"]{1,6}", KEY\)|[Pp]ress [A-Za-z0-9] |in [A-Z]\w+ \([0-9]\)'
    )
    folder = Path(desk.__file__).parent
    found = {
        f"{path.name}: {each[0]}"
        for path in folder.rglob("*.py")
        for each in literal.finditer(path.read_text("utf-8"))
    }
    assert not found


@pytest.mark.parametrize(("place", "turns"), [("", 0), ("", 2), ("hand_over", 0), ("people", 3)])
async def test_who_leaves_before_a_screen_is_whole_sees_no_failure(
    program: DmAssistantApp, place: str, turns: int
) -> None:
    async def leave(_: Pilot[object] | None = None) -> None:
        if place:
            program.switch_mode(place)
        for _turn in range(turns):
            await asyncio.sleep(0)
        program.exit(0)

    early = None if place else asyncio.ensure_future(leave())
    await program.run_async(headless=True, size=(80, 24), auto_pilot=leave if place else None)
    if early is not None:
        await early
    assert program._exception is None  # noqa: SLF001 - no public way
    assert program.return_code == 0


async def test_of_what_was_done_the_latest_note_stands_and_warnings_stay(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for words in ("held", "held"):
            program.notify(words, severity="warning")
            await settle(pilot)
        for words in ("done", "done with it", "done next"):
            program.notify(words)
            await settle(pilot)
            if "with" in words:
                read_notes(program)
        assert notes(program) == "held\ndone next"
        await press(pilot, "down")
        assert notes(program) == "held\ndone next", "nobody has read it yet"
        read_notes(program)
        await press(pilot, "down")
        assert notes(program) == "held"


@pytest.mark.parametrize(
    "size",
    [
        (80, 24),
        pytest.param((120, 40), marks=pytest.mark.slow),
        pytest.param((160, 50), marks=pytest.mark.slow),
    ],
)
async def test_nothing_is_cut_off_at_any_size(
    program: DmAssistantApp, size: tuple[int, int]
) -> None:
    async with program.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "tab")
        for place in [*"1234567890", "comma"] if size == (120, 40) else "1234":
            await press(pilot, place)
            words = lines(program)
            assert list(faults(words, size[0])) == []
            assert "PRACTICE" in words[0]
            assert "13:30" in words[0] or size[0] == 80  # there the clock gives way to the name
            assert all(f" {key}" in words[0] for _, key, _ in ALL_PLACES)
            bar = program.screen.query_one(KeyBar)
            assert bar.size.height <= 2
            drawn = "\n".join(words[-2:])
            left_out = [verb for _, verb, able, _ in bar.keys if able and verb not in drawn]
            assert not left_out or f"Help, {len(left_out)}" <= drawn[drawn.find("Help") :]
        await press(pilot, "2")
        panels = [panel for panel in ("Why", "rules without objection") if panel in shown(program)]
        if size[0] == 80:
            await press(pilot, "p")
            assert "rules without objection" in shown(program)
            await press(pilot, "p")
            assert "Score" in shown(program)
            await press(pilot, "p")
            assert "characters" in shown(program)
        else:
            assert len(panels) == 2
            assert program.screen.query_one("#panels").region.x > size[0] // 3
            assert "Score" in shown(program)


@pytest.mark.slow
async def test_without_colours_the_screen_still_says_everything(
    desk: desk.Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    program = DmAssistantApp(desk, home)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "space")
        queue = program.screen.query_one(QueueView)
        top = queue.region.y
        assert "▸Ready" in lines(program)[1]
        assert lines(program)[top][2] == "●"
        assert lines(program)[top + 1][1] == "›"
        strip = queue.render_line(1)
        assert any(style is not None and style.reverse for _, style, _ in strip)


@pytest.mark.slow
async def test_a_person_gives_a_verb_another_key(home: Path) -> None:
    (home / "config.toml").write_text('[keys]\napprove = "f5"\n', encoding="utf-8")
    opened = desk.open_desk(home)
    program = DmAssistantApp(opened, home)
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "a", "h")
        assert opened.counts().approved == 0
        assert "f5 approves a message" in notes(program)
        await press(pilot, "2", "f5")
        assert opened.counts().approved == 1
        assert "f5 Approve" in shown(program)
    opened.close()


@pytest.mark.slow
async def test_the_palette_offers_every_act(program: DmAssistantApp) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "tab")
        offered = {each.name for each in Acts(program.screen).acts()}
        assert {"Approve", "Edit", "Skip", "Never", "Hand over", "Import", "Undo"} <= offered


@pytest.mark.slow
async def test_help_lists_the_keys_of_the_place(program: DmAssistantApp) -> None:
    async with program.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "question_mark")
        assert "Write a note about this person" in shown(program)
        assert "Take another variant" not in shown(program)
        await press(pilot, "escape")
        assert "Write a note about this person" not in shown(program)


@pytest.mark.slow
async def test_help_can_be_read_to_its_end_on_a_small_screen(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark")
        assert "The program never sends" not in shown(program)
        await press(pilot, "j", "pagedown", "pagedown", "pagedown")
        assert "The program never sends" in shown(program)
        await press(pilot, "pageup", "pageup", "pageup", "k")
        assert "Quit; waits" not in shown(program)


async def test_a_write_that_was_begun_is_finished_before_the_program_leaves(
    program: DmAssistantApp,
) -> None:
    may_end = threading.Event()
    ended = threading.Event()

    def slow() -> None:
        may_end.wait(5)
        ended.set()

    def running() -> bool:
        return program.is_running

    async with program.run_test() as pilot:
        await settle(pilot)
        waiting = asyncio.ensure_future(program.writing(slow))
        await pilot.press("q")
        await pilot.pause()
        assert running()
        waiting.cancel()
        may_end.set()
        async with asyncio.timeout(10):
            while running():  # noqa: ASYNC110 - Textual tells nobody that it has ended
                await asyncio.sleep(0)
        assert ended.is_set()


async def test_a_failure_prints_one_plain_line_and_keeps_words_out_of_the_log(
    program: DmAssistantApp, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        text = WORDS
        raise ValueError(text)

    async def run() -> None:
        async with program.run_test() as pilot:
            await settle(pilot)
            program.call_later(fail)
            await pilot.pause()

    with pytest.raises(ValueError, match="555"):
        await run()
    said = capsys.readouterr().err
    assert said.startswith("dm-assistant failed")
    assert len(said.splitlines()) == 1
    log = (home / "log.txt").read_text("utf-8")
    assert "ValueError" in log
    assert "test_app.py" in log
    assert "555" not in said + log
    assert (home / "log.txt").stat().st_mode & 0o077 == 0


def test_the_log_names_the_causes_of_a_failure_without_their_words(tmp_path: Path) -> None:
    failure = RuntimeError(WORDS)
    failure.__cause__ = KeyError(WORDS)
    path = crash.record(failure, tmp_path / "log.txt", seeds.NOW)
    words = path.read_text("utf-8")
    assert "RuntimeError" in words
    assert "KeyError" in words
    assert "555" not in words


async def test_a_refusal_is_said_and_the_item_comes_back(
    program: DmAssistantApp, desk: desk.Desk
) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "tab")
        queue = program.screen.query_one(QueueView)
        item, total = queue.current, queue.count()
        assert item is not None
        desk.approve([item.id])
        await press(pilot, "a")
        assert notes(program)
        assert queue.count() == total - 1
        assert desk.outbox()[0].state is DraftState.APPROVED


async def test_words_typed_ahead_go_into_the_field_they_were_meant_for(tmp_path: Path) -> None:
    program = DmAssistantApp(None, tmp_path / "new")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        await typed(pilot, ["m", "a", "tab", "x", "tab", "z"])
        values = [field.value for field in program.screen.query(Field)]
        assert values[:3] == ["ma", "x", "z"]


def test_a_missing_clock_permission_is_told_to_the_caller_before_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "workspace.db").write_bytes(b"not a database")
    monkeypatch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
    with pytest.raises(BadInputError):
        start.run(tmp_path)


def test_the_first_frame_waits_for_no_heavy_import(home: Path) -> None:
    script = """
import asyncio, sys
from pathlib import Path
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import open_desk
from dm_assistant.tui.widgets.queue_view import QueueView

HEAVY = {
    "sqlmodel", "sqlalchemy", "pydantic", "alembic", "wcwidth", "dm_assistant.cli.families",
    "dm_assistant.services.views", "dm_assistant.domain.rules.case",
    "dm_assistant.domain.statistics.figures", "dm_assistant.domain.templates.variables",
    "dm_assistant.tui.widgets.card_view", "dm_assistant.domain.records", "argparse",
    "dm_assistant.domain.rules.overrides", "textual.widgets._text_area",
}
seen = []

class Watched(DmAssistantApp):
    def post_display_hook(self):
        queues = self.screen.query(QueueView) if self.screen_stack else ()
        if not seen and any(queue.count() for queue in queues):
            seen.append(sorted(HEAVY & set(sys.modules)))

async def main():
    home = Path(sys.argv[1])
    app = Watched(open_desk(home), home)
    async with app.run_test() as pilot:
        while not seen:
            await pilot.pause()

asyncio.run(main())
print(seen[0])
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(home)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.slow
async def test_the_welcome_screen_opens_a_sample_marked_as_a_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DM_ASSISTANT_NOW", raising=False)
    program = DmAssistantApp(None, tmp_path / "none")
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "DEMO" in lines(program)[0]
        await press(pilot, "2")
        assert program.screen.query_one(QueueView).count() > 0
    assert program.desk is not None
    program.desk.close()
    assert program.throw_away is not None
    assert not (tmp_path / "none").exists()
    shutil.rmtree(program.throw_away)


class Loading(desk.Desk):
    """A desk that is still importing until somebody lets it go on."""

    began, may_go_on = threading.Event(), threading.Event()

    def warm(self) -> None:
        self.began.set()
        self.may_go_on.wait()
        super().warm()


async def test_keys_pressed_while_the_program_loads_are_done_once_it_has(
    home: Path,
) -> None:
    """Two threads that import at once saw each other's half, and the program ended."""
    opened = desk.open_desk(home)
    loading = Loading(opened._ws)  # noqa: SLF001 - the same workspace behind a slower desk
    program = DmAssistantApp(loading, home)
    async with program.run_test(size=(80, 24)) as pilot:
        await asyncio.to_thread(loading.began.wait)
        keys = asyncio.ensure_future(pilot.press("3", "slash"))
        await pilot.pause()
        assert isinstance(program.screen, Inbox)
        loading.may_go_on.set()
        await keys
        await settle(pilot)
        assert "8 people" in shown(program)
        assert isinstance(program.focused, Field)
    opened.close()
