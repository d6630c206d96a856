"""The creator's own editor: which one it is, and running it on a file."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError

VARIABLES = ("VISUAL", "EDITOR")


def command() -> list[str]:
    """Return the editor's command; raises BadInputError with what to set where there is none."""
    said = next((os.environ[each] for each in VARIABLES if os.environ.get(each, "").strip()), "")
    try:
        words = shlex.split(said)
    except ValueError:
        raise BadInputError(f"$VISUAL or $EDITOR cannot be read: {to_screen(said)}") from None
    if not words:
        raise BadInputError("no editor is set: export EDITOR=nano, or another one you like")
    return words


def run(path: Path) -> None:
    """Open a file in the editor and wait until it is closed.

    Raises BadInputError when it cannot be started or ends with an error; the file stays.
    """
    words = command()
    name = to_screen(words[0])
    try:
        code = subprocess.run([*words, str(path)], check=False).returncode  # noqa: S603 - their own
    except OSError as error:
        raise BadInputError(f"{name} cannot be started: {error.strerror}") from None
    if code:
        raise BadInputError(f"{name} ended with an error ({code}); the file stays as it is")
