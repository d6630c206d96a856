"""The values of the rules as people read and write them: key, range, section and reason of each.

The reasons and sections are those of the shipped ``policy.toml``; values are read by ``config``,
which knows every limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time, timedelta
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import Any

from dm_assistant import config
from dm_assistant.domain.rules.policy import (
    EARLIEST_OPENING,
    LATEST_CLOSING,
    LIMITS,
    LOOSEST_CAP,
    SERVES,
    Cap,
    Policy,
    Profile,
)
from dm_assistant.errors import BadInputError

Plain = int | str | list[Any]
"""A value as it stands in the file: a whole number, a text or a list."""

FILE = Path("policy.toml")
"""How a mistake names the file when it was typed, not read."""

_TEXTS = frozenset({"consent_profile", "open_from", "open_until", "unknown_from", "unknown_until"})
_HOUR = timedelta(hours=1)
_WIDE = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the policy: ``name`` is its field, ``key`` how the file calls it.

    ``least`` and ``most`` are ``None`` where there is no order; ``allowed`` says what may be
    written, and ``reason`` why the default is what it is.
    """

    name: str
    key: str
    section: str
    reason: str
    rule: str
    unit: str
    least: Plain | None
    most: Plain | None
    default: Plain
    allowed: str


@cache
def entries() -> tuple[Entry, ...]:
    """Return every value of the policy, in the order of the shipped file."""
    names = {config.file_key(each.name): each.name for each in fields(Policy)}
    default = written(Policy())
    found = []
    for section, reason, key in _reasons(config.shipped_policy().read_text("utf-8")):
        name = names[key]
        least, most, allowed = _range(name)
        limit = LIMITS.get(name)
        unit = limit.unit.value if limit is not None and limit.unit is not None else ""
        found.append(
            Entry(
                name=name,
                key=key,
                section=section,
                reason=reason,
                rule=SERVES[name],
                unit=unit,
                least=least,
                most=most,
                default=default[key],
                allowed=allowed,
            )
        )
    return tuple(found)


def _reasons(text: str) -> list[tuple[str, str, str]]:
    """Return section, reason and key of every line that sets a value; a comment may serve two."""
    section, reason, fresh = "", [""], False
    found = []
    for line in text.splitlines():
        if line.startswith("# ---"):
            section, reason = line.strip("# -"), []
        elif line.startswith("#"):
            if not fresh:
                reason = []
            reason.append(line.removeprefix("#").strip())
        elif "=" in line and not line[0].isspace():
            found.append((section, " ".join(reason), line.partition("=")[0].strip()))
        fresh = line.startswith("#")
    return found


def _range(name: str) -> tuple[Plain | None, Plain | None, str]:
    limit = LIMITS.get(name)
    if limit is not None:
        unit = f" {limit.unit}" if limit.unit is not None else ""
        if limit.least == limit.most:
            return limit.least, limit.most, f"only {limit.least}{unit}"
        return limit.least, limit.most, f"{limit.least} to {limit.most}{unit}"
    if name in _LISTED:
        return None, None, _LISTED[name]
    earliest, latest = f"{EARLIEST_OPENING:%H:%M}", f"{LATEST_CLOSING:%H:%M}"
    return earliest, latest, f"{earliest} to {latest}"


_LISTED = {
    "caps": f"at most {LOOSEST_CAP.touches} in {LOOSEST_CAP.window // _HOUR} hours, "
    "one window no longer than that",
    "consent_profile": " or ".join(Profile),
    "strict_countries": "codes of countries",
    "tone_words": f"up to {config.MOST_TONE_WORDS} words or phrases",
}
"""What may be written where there is no least and no most."""


@lru_cache(64)
def _written(policy: Policy) -> tuple[tuple[str, Plain], ...]:
    return tuple(
        (config.file_key(each.name), _plain(each.name, getattr(policy, each.name)))
        for each in fields(Policy)
    )


def written(policy: Policy) -> dict[str, Plain]:
    """Return every value of a policy by its key, as the file would say it."""
    return dict(_written(policy))


def differences(policy: Policy) -> dict[str, Plain]:
    """Return what a policy says otherwise than the defaults do, by key."""
    default = written(Policy())
    return {key: value for key, value in _written(policy) if value != default[key]}


def _plain(name: str, value: object) -> Plain:
    if isinstance(value, timedelta):
        return value // timedelta(**{str(LIMITS[name].unit): 1})
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return [
            {"touches": each.touches, "hours": each.window // _HOUR}
            if isinstance(each, Cap)
            else each
            for each in value
        ]
    return value if isinstance(value, int) else str(value)


def entry(key: str) -> Entry:
    """Return one value's entry; raise BadInputError for a key that there is none of."""
    found = {each.key: each for each in entries()}
    if key not in found:
        config.policy_of(FILE, {key: 0})
    return found[key]


def changed(policy: Policy, values: Mapping[str, Plain]) -> Policy:
    """Return a policy with some values changed.

    Raises BadInputError, in one line, for an unknown key or a value that the limits forbid.
    """
    return config.policy_of(FILE, {**written(policy), **values})


def typed(key: str, text: str) -> Plain:
    """Read a value as it is typed: TOML, where a time or a name needs no quotes.

    Raises BadInputError, in one line, for an unknown key or what is no value at all.
    """
    found = entry(key)
    text = text.strip()
    if found.name in _TEXTS and not text.startswith(('"', "'")):
        return text
    try:
        read = config.entries_of(FILE, f"value = {text}".encode())
    except (BadInputError, UnicodeEncodeError):
        read = {}
    if set(read) != {"value"}:
        raise BadInputError(
            f"{FILE}: {key} cannot be read; write {toml(found.default)} or another value "
            f"({found.allowed})"
        )
    value: Plain = read["value"]
    return value


def toml(value: Plain) -> str:
    """Return a value as TOML says it."""
    if isinstance(value, list):
        inside = ", ".join(
            _inline(each) if isinstance(each, dict) else toml(each) for each in value
        )
        return f"[{inside}]"
    return str(value) if isinstance(value, int) else f'"{value}"'


def _inline(table: Mapping[str, Plain]) -> str:
    return "{ " + ", ".join(f"{key} = {toml(value)}" for key, value in table.items()) + " }"


def shown(found: Entry, value: Plain) -> str:
    """Say a value in a few words: ``168 hours``, ``2 in 720 h, 6 in 8760 h``, ``AT, DE``."""
    if found.name == "caps" and isinstance(value, list):
        return ", ".join(f"{each['touches']} in {each['hours']} h" for each in value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return f"{value} {found.unit}" if found.unit else str(value)


def share(found: Entry, value: Plain) -> float | None:
    """Return where a value stands in its range, from 0 to 1; ``None`` where there is no range.

    A range as wide as from hours to a year is measured by ratios, so that its small values differ.
    """
    numbers = [_number(each) for each in (found.least, value, found.most)]
    least, here, most = numbers
    if least is None or here is None or most is None or least == most:
        return None
    if least > 0 and most / least > _WIDE:
        return log(here / least) / log(most / least)
    return (here - least) / (most - least)


def _number(value: Plain | None) -> int | None:
    if isinstance(value, int):
        return value
    if isinstance(value, str) and value[2:3] == ":":
        at = time.fromisoformat(value)
        return at.hour * 60 + at.minute
    return None
