"""Reads policy and settings from TOML; each problem names its file, its key and its range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import time, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dm_assistant.domain.rules.policy import (
    EARLIEST_OPENING,
    LATEST_CLOSING,
    LIMITS,
    LOOSEST_CAP,
    Cap,
    Policy,
    Profile,
)
from dm_assistant.domain.statistics.thresholds import (
    LONGEST_WINDOW,
    REPLY_WINDOW,
    SHORTEST_WINDOW,
)
from dm_assistant.errors import BadInputError

MOST_BYTES = 65_536
"""No settings file of ours has a reason to be longer."""

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Macro:
    """A sequence of acts with a name: ids of keys, or keys; ``key`` is its own key, if any."""

    name: str
    steps: tuple[str, ...]
    key: str = ""


MOTIONS = ("none", "full")
"""Whether anything may move or blink on the screen."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person sets once: their keys by binding id, the theme, and facts about themselves.

    ``facts`` are values for template variables that are about the creator, such as ``keyword``;
    ``"perk.es"`` is what ``perk`` is in Spanish messages. ``window_days`` is how long a message may
    wait for its reply before it counts as not answered.
    """

    account: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    theme: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    motion: str = MOTIONS[0]
    window_days: int = REPLY_WINDOW.days
    macros: dict[str, Macro] = field(default_factory=dict)


def fact_names() -> tuple[str, ...]:
    """Return the template variables that a creator may set for all messages."""
    from dm_assistant.domain.templates.variables import VARIABLES, Rung

    return tuple(each.name for each in VARIABLES.values() if Rung.SETTINGS in each.ladder)


def shipped_policy() -> Path:
    """Return the commented policy file that comes with the program."""
    return Path(__file__).with_name("policy.toml")


def load_policy(path: Path | None) -> Policy:
    """Read a policy file over the defaults; without a file the defaults hold.

    Raises BadInputError, in one line, for an unknown key, a wrong type or a value beyond its limit.
    """
    if path is None or not path.exists():
        return Policy()
    return policy_of(path, entries_of(path, content_of(path)))


def policy_of(path: Path, entries: Mapping[str, Any]) -> Policy:
    """Return the policy that entries of a file make; raises as ``load_policy`` does."""
    names = {file_key(each.name): each.name for each in fields(Policy)}
    _refuse_unknown(path, entries, names)
    values: dict[str, Any] = {
        names[key]: _policy_value(path, key, names[key], entries[key]) for key in entries
    }
    policy = Policy(**values)
    _check_pairs(path, policy)
    return policy


def load_settings(path: Path) -> Settings:
    """Read a workspace's ``config.toml``; without one nothing is set.

    Raises BadInputError, in one line, for an unknown table or key, a wrong type, a macro without
    steps, or a fact about the creator that is too long for the messages it stands in.
    """
    return settings_of(path, content_of(path))


_NAMES = {
    "account": ("name",),
    "theme": ("name",),
    "display": ("motion",),
    "numbers": ("window_days",),
}
"""The keys of the tables that have a few of their own."""
_NOT_TEXT = ("macros", "numbers")


def settings_of(path: Path, content: bytes) -> Settings:
    """Return the settings that a file holds; raises as ``load_settings`` does."""
    entries = entries_of(path, content)
    _refuse_unknown(
        path, entries, ("account", "display", "facts", "keys", "macros", "numbers", "theme")
    )
    for name, table in entries.items():
        if not isinstance(table, dict):
            raise BadInputError(f"{path.name}: {name} is a table; write it as [{name}]")
        if name == "facts":
            _require_facts(path, table)
        elif name in _NAMES:
            _refuse_unknown(path, table, _NAMES[name], f"{name}.")
        for key, value in table.items() if name not in _NOT_TEXT else ():
            _require_text(path, name, key, value)
    motion = entries.get("display", {}).get("motion", MOTIONS[0])
    if motion not in MOTIONS:
        raise BadInputError(f'{path.name}: display.motion must be "none" or "full"')
    return Settings(
        account=entries.get("account", {}).get("name", ""),
        keys=dict(entries.get("keys", {})),
        theme=entries.get("theme", {}).get("name", ""),
        facts=dict(entries.get("facts", {})),
        motion=motion,
        window_days=_window_days(path, entries.get("numbers", {})),
        macros={
            name: _macro(path, name, value) for name, value in entries.get("macros", {}).items()
        },
    )


def _window_days(path: Path, table: Mapping[str, Any]) -> int:
    days = table.get("window_days", REPLY_WINDOW.days)
    least, most = SHORTEST_WINDOW.days, LONGEST_WINDOW.days
    if isinstance(days, bool) or not isinstance(days, int) or not least <= days <= most:
        raise BadInputError(
            f"{path.name}: numbers.window_days must be a whole number from {least} to {most}"
        )
    return days


def _require_text(path: Path, table: str, key: str, value: object) -> None:
    if not isinstance(value, str):
        raise BadInputError(f"{path.name}: {table}.{_shown(key)} must be a text in quotes")
    longest = _longest_fact(key) if table == "facts" else MOST_BYTES
    if len(value) > longest:
        raise BadInputError(
            f"{path.name}: {table}.{key} has {len(value)} characters; at most {longest}"
        )


def _require_facts(path: Path, table: Iterable[str]) -> None:
    from dm_assistant.domain.templates.local_values import variable_of

    _refuse_unknown(path, [variable_of(key)[0] for key in table], fact_names(), "facts.")


def _longest_fact(key: str) -> int:
    from dm_assistant.domain.templates.local_values import variable_of
    from dm_assistant.domain.templates.variables import VARIABLES

    return VARIABLES[variable_of(key)[0]].longest


MOST_STEPS = 50
_MACRO_NAME = re.compile(r"[a-z][a-z0-9_-]{0,23}")


def _macro(path: Path, name: str, value: object) -> Macro:
    where = f"{path.name}: macros.{_shown(name)}"
    if not _MACRO_NAME.fullmatch(name):
        raise BadInputError(f"{where}: a name is small letters, digits, - and _, at most 24")
    table = {"do": value} if isinstance(value, str) else value
    if (
        not isinstance(table, dict)
        or not {"do"} <= set(table) <= {"do", "key"}
        or not all(isinstance(each, str) for each in table.values())
    ):
        raise BadInputError(f'{where} must be such as "approve, next", or {_MACRO_EXAMPLE}')
    steps = tuple(each.strip() for each in table["do"].split(",") if each.strip())
    if not 1 <= len(steps) <= MOST_STEPS:
        raise BadInputError(f"{where} has {len(steps)} steps; it takes 1 to {MOST_STEPS}")
    return Macro(name, steps, table.get("key", ""))


_MACRO_EXAMPLE = '{ key = "f5", do = "skip, skip" }'


def content_of(path: Path) -> bytes:
    """Return what a settings file holds, nothing when there is none; raise BadInputError if not."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise BadInputError(f"{path.name}: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise BadInputError(f"{path.name}: longer than {MOST_BYTES:,} bytes")
    return content


def entries_of(path: Path, content: bytes) -> dict[str, Any]:
    """Return the entries of TOML; raise BadInputError, naming the file, for what is none."""
    if not content:
        return {}
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadInputError(f"{path.name}:{line}: not UTF-8 text") from None
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise BadInputError(f"{path.name}: {_shown(str(error), quote=False)}") from None
    except RecursionError:
        raise BadInputError(f"{path.name}: nested too deeply") from None


def _refuse_unknown(
    path: Path, entries: Iterable[str], known: Iterable[str], table: str = ""
) -> None:
    names = list(known)
    for key in entries:
        if key not in names:
            close = get_close_matches(key, names, n=1) or [
                each for each in names if key and each.startswith(f"{key}_")
            ]
            hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(names)}"
            raise BadInputError(f"{path.name}: there is no {table}{_shown(key)}; {hint}")


def file_key(name: str) -> str:
    """Return how a field of the policy is called in the file: a duration ends in its unit."""
    limit = LIMITS.get(name)
    return name if limit is None or limit.unit is None else f"{name}_{limit.unit}"


def _policy_value(path: Path, key: str, name: str, value: object) -> object:
    if name in LIMITS:
        return _number(path, key, name, value)
    if name == "caps":
        return _caps(path, value)
    if name == "strict_countries":
        return _countries(path, value)
    if name == "tone_words":
        return _tone_words(path, value)
    if name == "consent_profile":
        if value not in list(Profile):
            raise BadInputError(f'{path.name}: {key} must be "standard" or "strict"')
        return Profile(str(value))
    return _clock(path, key, value)


def _number(path: Path, key: str, name: str, value: object) -> int | timedelta:
    limit = LIMITS[name]
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadInputError(
            f"{path.name}: {key} must be a whole number from {limit.least} to {limit.most}"
        )
    if not limit.least <= value <= limit.most:
        raise BadInputError(
            f"{path.name}: {key} is {_brief(value)}; it must be from {limit.least} to {limit.most}"
        )
    return value if limit.unit is None else timedelta(**{limit.unit.value: value})


def _brief(value: int) -> str:
    return str(value) if abs(value) < 10**12 else "far too large"


def _clock(path: Path, key: str, value: object) -> time:
    allowed = f"{EARLIEST_OPENING:%H:%M} to {LATEST_CLOSING:%H:%M}"
    if not isinstance(value, str) or not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", value):
        raise BadInputError(f'{path.name}: {key} must be a time such as "09:00", from {allowed}')
    at = time.fromisoformat(value)
    if not EARLIEST_OPENING <= at <= LATEST_CLOSING:
        raise BadInputError(f"{path.name}: {key} is {value}; it must be from {allowed}")
    return at


def _countries(path: Path, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(code, str) and re.fullmatch("[A-Z]{2}", code) for code in value
    ):
        raise BadInputError(
            f'{path.name}: strict_countries must be a list of codes such as ["AT", "DE"]'
        )
    return tuple(value)


MOST_TONE_WORDS = 200


def _tone_words(path: Path, value: object) -> tuple[str, ...]:
    if (
        not isinstance(value, list)
        or len(value) > MOST_TONE_WORDS
        or not all(isinstance(each, str) and _TONE_WORDS.fullmatch(each) for each in value)
    ):
        raise BadInputError(
            f"{path.name}: tone_words must be a list of at most {MOST_TONE_WORDS} words or phrases "
            'such as ["babe", "hit me up"], each of letters, digits and blanks'
        )
    return tuple(value)


_TONE_WORDS = re.compile(r"[^\W_](?:[^\W_]|[ '’-]){0,58}[^\W_]|[^\W_]")


def _caps(path: Path, value: object) -> tuple[Cap, ...]:
    if not isinstance(value, list) or not value:
        raise BadInputError(f"{path.name}: caps must be a list such as {_CAP_EXAMPLE}")
    caps = tuple(_cap(path, entry) for entry in value)
    month = LOOSEST_CAP.window
    if not any(cap.window <= month for cap in caps):
        raise BadInputError(f"{path.name}: caps must hold one of at most {month // _HOUR} hours")
    return caps


_CAP_EXAMPLE = "[{ touches = 2, hours = 720 }]"


def _cap(path: Path, entry: object) -> Cap:
    if not isinstance(entry, dict) or set(entry) != {"touches", "hours"}:
        raise BadInputError(f"{path.name}: each of caps must be such as {_CAP_EXAMPLE[1:-1]}")
    touches, hours = entry["touches"], entry["hours"]
    if type(touches) is not int or type(hours) is not int:
        raise BadInputError(f"{path.name}: caps takes whole numbers")
    if not (touches >= 1 and 24 <= hours <= 8760):  # noqa: PLR2004 - a day and a year
        raise BadInputError(
            f"{path.name}: caps takes touches from 1 and hours from 24 to 8760, "
            f"not {_brief(touches)} in {_brief(hours)}"
        )
    cap = Cap(touches, timedelta(hours=hours))
    if cap.touches * LOOSEST_CAP.window > LOOSEST_CAP.touches * max(cap.window, LOOSEST_CAP.window):
        raise BadInputError(
            f"{path.name}: caps of {_brief(touches)} in {hours} hours is too loose; "
            f"at most {LOOSEST_CAP.touches} in {LOOSEST_CAP.window // _HOUR} hours"
        )
    return cap


def _check_pairs(path: Path, policy: Policy) -> None:
    for opens, closes in (("open_from", "open_until"), ("unknown_from", "unknown_until")):
        if not getattr(policy, opens) < getattr(policy, closes):
            raise BadInputError(f"{path.name}: {opens} must be before {closes}")
    if policy.first_contact_warn > policy.first_contact_fix:
        raise BadInputError(f"{path.name}: first_contact_warn must not be above first_contact_fix")
    if policy.sameness_warn > policy.sameness_fix:
        raise BadInputError(f"{path.name}: sameness_warn must not be above sameness_fix")


def _shown(text: str, *, quote: bool = True) -> str:
    """Return words from a file without any character that could act on the terminal."""
    safe = "".join(letter if letter.isprintable() else "?" for letter in text[:80])
    return f"'{safe}'" if quote and safe != text else safe
