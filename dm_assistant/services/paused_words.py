"""Whether words are paused, everywhere or in one campaign."""

from __future__ import annotations

from collections.abc import Mapping

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.statistics.guard import Scope, Stopped, scopes


def why(
    paused: Mapping[Scope, Stopped], purpose: Purpose, template: str, campaign: str
) -> Stopped | None:
    """Return by what numbers these words are paused, everywhere or in this campaign."""
    if not paused:
        return None
    found = scopes(purpose.value, template, campaign)
    return next((paused[each] for each in found if each in paused), None)
