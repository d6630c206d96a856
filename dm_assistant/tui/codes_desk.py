"""The use cases about pools of codes as the screens call them, off the event loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dm_assistant.errors import BadInputError
from dm_assistant.services import paths

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from dm_assistant.services.code_making import Made
    from dm_assistant.services.codes import ByHand, PoolCounts
    from dm_assistant.services.workspace import Workspace


class CodesDesk:
    """What the pools hold, and making, adding and noting codes."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def pools(self) -> tuple[PoolCounts, ...]:
        """Return every pool with its counts and warnings."""
        from dm_assistant.services import codes

        return codes.pools(self._ws)

    def make(
        self, pool: str, pattern: str, count: int, ends_at: datetime | None, perk: str | None
    ) -> Made:
        """Make codes to a pattern and add them to a pool."""
        from dm_assistant.services import code_making

        return code_making.make(self._ws, pool, pattern, count, ends_at=ends_at, perk=perk)

    def add(self, pool: str, path: str) -> PoolCounts:
        """Add the codes of a file to a pool."""
        from dm_assistant.services import codes

        return codes.add(self._ws, pool, _file(path))

    def change(self, pool: str, ends_at: datetime | None, perk: str | None) -> PoolCounts:
        """Say anew when the codes of a pool end, and what they give."""
        from dm_assistant.services import codes

        return codes.change(self._ws, pool, ends_at=ends_at, perk=perk)

    def export(self, pool: str, path: str) -> int:
        """Write the codes of a pool into a new file; return how many there are."""
        from dm_assistant.services import code_making

        return code_making.export(self._ws, pool, _file(path))

    def redeemed(self, said: Sequence[str]) -> ByHand:
        """Note that codes were used."""
        from dm_assistant.services import codes

        return codes.redeemed(self._ws, said)


def _file(text: str) -> Path:
    """Return the one file that is meant, as it is typed or dropped on the terminal."""
    found = paths.typed(text)
    if len(found) != 1:
        raise BadInputError("one file at a time")
    return found[0]
