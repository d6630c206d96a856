"""Pictures of the main screens, made from the demo: python -m tests.pictures [OUTDIR]."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from dm_assistant.domain.model import Lane
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import demo_desk, open_desk
from dm_assistant.tui.screens.inbox import Inbox
from tests.shared import ROOT
from tests.tui.settling import press, settle

SIZES = ((80, 24), (120, 40))
SCREENS: dict[str, tuple[str, ...]] = {
    "today": ("1",),
    "session": ("1", "enter"),
    "end-card": ("1", "enter", "x", "x", "g"),
    "inbox": ("2", "ready", "j"),
    "reply": ("2", "reply"),
    "held": ("2", "held"),
    "people": ("3", "j"),
    "numbers": ("8",),
    "hand-over": ("2", "ready", "a", "h"),
    "hand-over-code": ("2", "ready", "a", "h", "Q"),
    "went-out": ("3", "h", "p"),
    "edit": ("2", "ready", "e"),
    "rules": ("comma", *["down"] * 14),
    "rules-try": ("comma", *["down"] * 14, "enter", "ctrl+u", "3", "0", "0", "enter"),
    "import": ("0",),
    "templates": ("4", "slash", *"warm", "enter"),
    "template-edit": ("4", "slash", *"warm", "enter", "e"),
    "campaigns": ("5", "j"),
    "campaign-try": ("5", "D"),
    "codes": ("5", "p"),
    "collabs": ("6", *["right"] * 2),
    "collab": ("6", *["right"] * 4, "enter"),
    "feedback": ("7",),
    "coding": ("7", "T"),
    "challenges": ("7", "p"),
    "help": ("2", "question_mark"),
}
LANES = ("reply", "ready", "invite", "held", "blocked")


async def picture(name: str, size: tuple[int, int], demo: Path, out: Path) -> Path:
    """Go to one screen of a copy of the demo by its keys and draw it."""
    with tempfile.TemporaryDirectory() as folder:
        home = shutil.copytree(demo, Path(folder) / "demo")
        desk = open_desk(home)
        app = DmAssistantApp(desk, home)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            for key in SCREENS[name]:
                await (_lane(app, key) if key in LANES else press(pilot, key))
                await settle(pilot)
            path = out / f"{name}-{size[0]}x{size[1]}.svg"
            path.write_text(app.export_screenshot(title="dm-assistant"), encoding="utf-8")
        desk.close()
    return path


async def _lane(app: DmAssistantApp, lane: str) -> None:
    if isinstance(app.screen, Inbox):
        app.screen.open_lane(Lane(lane))


def main() -> int:
    """Draw every screen at every size."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        demo_desk(demo).close()
        for name in SCREENS:
            for size in SIZES:
                drawn = asyncio.run(picture(name, size, demo, out))
                sys.stdout.write(f"{drawn}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
