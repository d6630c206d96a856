"""The README's tour, run as written: ``tour.py PROGRAM README``.

The tour is the fenced block after the line ``<!-- tour -->``. Lines that begin with ``$`` are
commands (a backslash at the end carries on); the rest is what they print and is not compared.
They run one after another in one shell, in the folder this script is started in, and with
``dm-assistant`` standing for PROGRAM. The first that fails ends the walk.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MARK = "<!-- tour -->"
FENCE = "```"


def commands(readme: str) -> list[str]:
    """Return the commands of the tour. Raises ValueError where there is no tour to walk."""
    _, mark, rest = readme.partition(MARK)
    _, fence, block = rest.partition(FENCE)
    block, end, _ = block.partition(f"\n{FENCE}")
    if not (mark and fence and end):
        raise ValueError(f"no fenced block after {MARK}")
    found: list[str] = []
    carry = False
    for line in block.splitlines()[1:]:
        if carry:
            found[-1] += f"\n{line}"
        elif line.startswith("$ "):
            found.append(line[2:])
        else:
            continue
        carry = line.endswith("\\")
    if not found:
        raise ValueError("the tour has no commands")
    return found


def walk(program: Path, steps: list[str]) -> int:
    """Run the steps in one shell; return 0, or the exit code of the first that fails."""
    script = "\n".join(f"echo {_quoted('$ ' + step)}\n{step}" for step in steps)
    name = program.resolve()
    shell = ["bash", "-euc", f'dm-assistant() {{ {_quoted(str(name))} "$@"; }}\n{script}']
    facts = {name: value for name, value in os.environ.items() if not name.startswith("DM_ASS")}
    done = subprocess.run(shell, env=facts, stdin=subprocess.DEVNULL, check=False, timeout=300)
    return done.returncode


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


if __name__ == "__main__":
    sys.exit(walk(Path(sys.argv[1]), commands(Path(sys.argv[2]).read_text("utf-8"))))
