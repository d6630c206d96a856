"""Write the day in the life: python -m tests.day --at DIR; with --look, look it over."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from rich.cells import cell_len

from dm_assistant.domain.text import to_screen
from tests.day import before, calendar, names
from tests.day.states import looks
from tests.day.width import faults

SIZES = ((80, 24), (100, 30), (120, 40), (160, 50), (200, 60))


def look(home: Path) -> int:
    """Print what is cut or out of line on any screen; returns 1 where anything is."""
    cut = [to_screen(name) for name in names.HOSTILE]
    found = 0
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            for state, lines in asyncio.run(_looks(Path(folder) / "home", home, size)):
                for fault in faults(lines, cell_len(lines[0]), cut):
                    found += 1
                    sys.stdout.write(f"{size[0]}x{size[1]} {state}: {fault}\n")
    return int(found > 0)


async def _looks(copy: Path, home: Path, size: tuple[int, int]) -> list[tuple[str, list[str]]]:
    return [each async for each in looks(shutil.copytree(home, copy), size)]


def main() -> int:
    """Write the workspace and its file, and say how the day begins."""
    parser = argparse.ArgumentParser(prog="python -m tests.day", description=__doc__)
    parser.add_argument("--at", metavar="DIR", type=Path, required=True)
    parser.add_argument("--look", action="store_true", help="look over every screen at every size")
    args = parser.parse_args()
    home: Path = args.at
    if args.look:
        return look(home)
    for path in (home, before.files_beside(home)):
        if path.exists():
            parser.error(f"{path} is there already: name another folder, or remove it")
    waiting = before.make(home)
    sys.stdout.write(
        f"export DM_ASSISTANT_HOME={home}\n"
        f"export DM_ASSISTANT_NOW={calendar.NOW.isoformat()}\n"
        f"dm-assistant import {waiting} --dry-run\n"
        f"dm-assistant import {waiting}\n"
        'dm-assistant draft --for thanks --segment "not tier:quiet"\n'
        "dm-assistant queue\n"
        "dm-assistant\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
