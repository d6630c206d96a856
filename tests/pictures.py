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
    "inbox": ("1", "ready", "j"),
    "reply": ("1", "reply"),
    "held": ("1", "held"),
    "people": ("2", "j"),
    "numbers": ("3",),
    "hand-over": ("1", "ready", "a", "h"),
    "edit": ("1", "ready", "e"),
    "rules": ("5", *["down"] * 14),
    "rules-try": ("5", *["down"] * 14, "enter", "ctrl+u", "3", "0", "0", "enter"),
    "import": ("6",),
    "templates": ("7", "slash", *"warm", "enter"),
    "template-edit": ("7", "slash", *"warm", "enter", "e"),
    "campaigns": ("8", "j"),
    "campaign-try": ("8", "D"),
    "codes": ("8", "p"),
    "collabs": ("9", *["right"] * 2),
    "collab": ("9", *["right"] * 4, "enter"),
    "feedback": ("0",),
    "coding": ("0", "T"),
    "challenges": ("0", "p"),
    "help": ("1", "question_mark"),
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
