"""Every place and main state of the terminal, reached by keys one after another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from textual.screen import ModalScreen

from dm_assistant.domain.model import Lane
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import open_desk
from dm_assistant.tui.screens.inbox import Inbox
from tests.day.width import within
from tests.tui.settling import lines, press, settle

STATES: dict[str, tuple[str, ...]] = {
    "reply": ("2", "reply"),
    "reply why": ("p",),
    "reply person": ("p",),
    "class": ("p", "c"),
    "answer": ("escape", "enter", "enter", "f2"),
    "log a reply": ("escape", "l"),
    "ready": ("escape", "ready"),
    "ready marked": ("space", "space", "space"),
    "bulk question": ("a",),
    "edit": ("escape", "asterisk", "asterisk", "e"),
    "words": ("escape", "W"),
    "find": ("escape", "slash"),
    "invite": ("escape", "invite"),
    "invite all": ("asterisk", "a"),
    "held": ("escape", "asterisk", "held"),
    "held why": ("p",),
    "override": ("p", "y"),
    "blocked": ("escape", "blocked"),
    "help": ("question_mark",),
    "people": ("escape", "3", "j", "j"),
    "people filter": ("slash", *"tier:"),
    "people found": ("backspace", *":superfan", "enter"),
    "draft for": ("d",),
    "note": ("escape", "w"),
    "tags": ("escape", "number_sign"),
    "merge": ("escape", "m"),
    "templates": ("escape", "4"),
    "template panel": ("p",),
    "template languages": ("p",),
    "template edit": ("p", "e"),
    "new template": ("escape", "N"),
    "campaigns": ("escape", "5"),
    "campaign form": ("N",),
    "campaign dry run": ("escape", "D"),
    "codes": ("escape", "p"),
    "make codes": ("N",),
    "collabs": ("escape", "p", "6"),
    "collab": ("enter",),
    "new collab": ("escape", "N"),
    "feedback": ("escape", "7"),
    "coding": ("T",),
    "challenges": ("escape", "p"),
    "new challenge": ("N",),
    "numbers": ("escape", "8"),
    "by template": ("b",),
    "meaning": ("f",),
    "tests of words": ("tab",),
    "hours": ("tab",),
    "active": ("p",),
    "week": ("tab",),
    "imports": ("escape", "0"),
    "choose files": ("i",),
    "rules": ("escape", "comma"),
    "a rule": ("down", "down", "enter"),
    "settings": ("escape", "p"),
    "a theme": ("down", "down", "enter"),
    "impact": ("escape", "p", "9"),
    "impact quarter": ("p",),
    "impact calendar": ("p",),
    "effect": ("tab",),
    "effect meaning": ("f",),
    "board": ("tab",),
    "board figure": ("f",),
    "note a figure": ("N",),
    "goals": ("escape", "tab"),
    "new goal": ("N", "g"),
    "person in full": ("escape", "3", "enter"),
    "person's past": ("p",),
    "agreed": ("escape", "A", "enter"),
    "who is one": ("escape", "escape", "M"),
    "forget": ("escape", "ctrl+d"),
    "hand-over": ("escape", "2", "ready", "a", "h"),
    "could not send": ("x",),
    "QR code": ("escape", "Q"),
    "handed over": ("escape", "enter"),
    "went out": ("p",),
    "log": ("l",),
    "today": ("escape", "escape", "1"),
    "plan": ("p",),
    "session": ("p", "enter"),
    "end card": ("x", "g"),
}
"""By name; each goes on from the state before."""


async def looks(home: Path, size: tuple[int, int]) -> AsyncIterator[tuple[str, list[str]]]:
    """Yield each state with the lines it shows; of a dialog, what it shows itself."""
    desk = open_desk(home)
    app = DmAssistantApp(desk, home)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for state, keys in STATES.items():
            for key in keys:
                if key in set(Lane) and isinstance(app.screen, Inbox):
                    app.screen.open_lane(Lane(key))
                    await settle(pilot)
                else:
                    await press(pilot, key)
            shown = lines(app)
            assert len(shown) == size[1]
            if isinstance(app.screen, ModalScreen):
                box = app.screen.children[0].region
                shown = within(shown, box) if box.area else shown
            yield state, shown
    desk.close()
