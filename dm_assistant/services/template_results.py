"""What became of the messages of each version of each template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dm_assistant.domain.statistics.openers import Kind
from dm_assistant.domain.statistics.rates import Group
from dm_assistant.services import numbers
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage.clock import moment


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
        judged = numbers.judged(tx, ws)
    keys = judged.openers.keys_of(_version)
    latest = {key: at for at, key in sorted(zip(judged.openers.sent, keys, strict=True))}
    found: dict[tuple[str, str], list[VersionFigures]] = {}
    for (name, language, version), figures in judged.groups(keys).items():
        line = VersionFigures(version, figures, moment(latest[name, language, version]))
        found.setdefault((name, language), []).append(line)
    return {
        key: tuple(sorted(lines, key=lambda each: each.last_at, reverse=True))
        for key, lines in found.items()
    }


def _version(kind: Kind) -> tuple[str, str, str]:
    return f"{kind.purpose}/{kind.template}", kind.language, kind.version
