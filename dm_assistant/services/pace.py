"""How fast a long job goes: each of its stages is measured from its own beginning."""

from __future__ import annotations

from dm_assistant.services.views import Progress


class Pace:
    """Says how far a job is; times are seconds of any steady clock."""

    def __init__(self) -> None:
        self._stage: tuple[str, str] | None = None
        self._began = 0.0
        self._before = 0

    def words(self, step: Progress, now: float) -> str:
        """Return how far the stage is, how fast, and how long it may take."""
        stage = (step.unit, step.label)
        if stage != self._stage or step.done < self._before:
            self._stage, self._began = stage, now
        self._before = step.done
        return step.words(now - self._began)
