"""Draw every state at two sizes, and a page that shows them: python -m tests.pictures."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from dm_assistant.services.demo import NOW
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import demo_desk, open_desk
from tests.pictures import states
from tests.pictures.drawing import svg
from tests.shared import ROOT
from tests.tui import seeds
from tests.tui.settling import press, settle, strips

SIZES = ((80, 24), (120, 40))
HOME = Path(tempfile.gettempdir()) / "pictures"
"""Where it all happens; some screens show it, so it has the same name each time."""


async def draw(state: states.State, size: tuple[int, int]) -> str:
    """Go to a state by its keys in a copy of the demo, or from nothing, and draw it."""
    home = HOME / "workspace"
    shutil.rmtree(home, ignore_errors=True)
    if not state.new:
        shutil.copytree(HOME / "demo", home)
    desk = None if state.new else open_desk(home)
    app = DmAssistantApp(desk, home)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in state.keys:
            await press(pilot, key)
            if app.desk is not None:
                app.desk._ws.fixed_now = NOW  # noqa: SLF001 - the same moment in every picture
        drawn = svg(strips(app), state.about)
    if app.desk is not None:
        app.desk.close()
    return drawn


def page() -> str:
    """Return the page that shows all pictures."""
    lines = ["# Pictures", "", "Made from the demo by `make pictures`; nobody in them is real.", ""]
    for group, members in states.GROUPS.items():
        lines += [f"## {group}", ""]
        for state in members:
            narrow, wide = (f"{state.name}-{width}x{height}.svg" for width, height in SIZES)
            lines += [f"{state.about} ([wider]({wide})):", "", f"![{state.about}]({narrow})", ""]
    return "\n".join(lines)


def main() -> int:
    """Draw every state, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--to", metavar="DIR", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("names", metavar="NAME", nargs="*", help="draw these alone")
    args = parser.parse_args()
    out: Path = args.to
    out.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(HOME, ignore_errors=True)
    (HOME / "Downloads").mkdir(parents=True)
    os.environ |= {"HOME": str(HOME), "TZ": "Europe/London", "LC_ALL": "en_GB.UTF-8"}
    time.tzset()
    file = seeds.write_comments(HOME / "Downloads" / "comments.csv", seeds.PEOPLE, until=NOW)
    os.utime(file, (NOW.timestamp(), NOW.timestamp()))
    demo_desk(HOME / "demo").close()
    for members in states.GROUPS.values():
        for state in members:
            if args.names and state.name not in args.names:
                continue
            for size in SIZES:
                path = out / f"{state.name}-{size[0]}x{size[1]}.svg"
                path.write_text(asyncio.run(draw(state, size)), encoding="utf-8")
                sys.stdout.write(f"{path}\n")
    (out / "README.md").write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
