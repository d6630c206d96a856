"""The use cases about collaborations as the screens call them, off the event loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.collabs import Stage
    from dm_assistant.domain.overlap import Overlap
    from dm_assistant.services.collab_views import (
        CollabChange,
        CollabDetail,
        CollabLine,
        CollabValues,
        No,
    )
    from dm_assistant.services.views import DraftReport, Progress
    from dm_assistant.services.workspace import Workspace


class CollabsDesk:
    """The board, one collaboration in full, moving and pitching it, and two audiences."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def board(self) -> tuple[CollabLine, ...]:
        """Return every collaboration, stage by stage."""
        from dm_assistant.services import collabs

        return collabs.board(self._ws)

    def detail(self, number: int) -> CollabDetail:
        """Return one in full."""
        from dm_assistant.services import collab_details

        return collab_details.detail(self._ws, number)

    def add(self, handle: str, values: CollabValues) -> CollabChange:
        """Open one with a person."""
        from dm_assistant.services import collabs

        return collabs.add(self._ws, handle, values)

    def change(self, number: int, values: CollabValues) -> CollabChange:
        """Change what is said of one."""
        from dm_assistant.services import collabs

        return collabs.change(self._ws, number, values)

    def move(self, number: int, stage: Stage, values: CollabValues) -> CollabChange:
        """Move one to a stage."""
        from dm_assistant.services import collabs

        return collabs.move(self._ws, number, stage, values)

    def close(self, number: int, no: No) -> CollabChange:
        """Say that nothing comes of one, and whose no it was."""
        from dm_assistant.domain.collabs import Stage
        from dm_assistant.services import collabs

        return collabs.move(self._ws, number, Stage.NO, no=no)

    def pitch(self, number: int) -> DraftReport:
        """Draft the message that pitches one."""
        from dm_assistant.services import collabs

        return collabs.pitch(self._ws, number)

    def overlap(
        self,
        number: int,
        paths: Sequence[Path],
        progress: Callable[[Progress], None],
        stopped: Callable[[], bool],
    ) -> Overlap | None:
        """Count who comments on both; nothing when it was stopped."""
        from dm_assistant.services import overlaps
        from dm_assistant.services.reading import CancelledError, Watch

        try:
            return overlaps.read(self._ws, number, paths, watch=Watch(progress, stopped))
        except CancelledError:
            return None
