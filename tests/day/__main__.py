"""Write the practice workspace of the day in the life: python -m tests.day --at DIR."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.day import before, calendar


def main() -> int:
    """Write the workspace and its file, and say how the day begins."""
    parser = argparse.ArgumentParser(prog="python -m tests.day", description=__doc__)
    parser.add_argument("--at", metavar="DIR", type=Path, required=True)
    home: Path = parser.parse_args().at
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
