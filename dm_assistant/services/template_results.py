"""What became of the messages of each version of each template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dm_assistant.domain.statistics.rates import Group, Opener, summarise
from dm_assistant.services import numbers
from dm_assistant.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class VersionFigures:
    """What became of the openers of one version of a template, and when the last one left."""

    version: str
    figures: Group
    last_at: datetime


def by_version(ws: Workspace) -> dict[tuple[str, str], tuple[VersionFigures, ...]]:
    """Return the figures of each template's versions, newest first.

    Templates go by their name (``thanks/warm``) and language.
    """
    with ws.database.read() as tx:
        found = numbers.openers(tx, ws)
    parts: dict[tuple[str, str], dict[str, list[Opener]]] = {}
    for opener in found:
        name = f"{opener.purpose.value}/{opener.template}"
        versions = parts.setdefault((name, opener.language), {})
        versions.setdefault(opener.version, []).append(opener)
    return {key: _figures(versions, ws.now()) for key, versions in parts.items()}


def _figures(versions: dict[str, list[Opener]], now: datetime) -> tuple[VersionFigures, ...]:
    found = [
        VersionFigures(version, summarise(part, now), max(each.sent_at for each in part))
        for version, part in versions.items()
    ]
    return tuple(sorted(found, key=lambda each: each.last_at, reverse=True))
