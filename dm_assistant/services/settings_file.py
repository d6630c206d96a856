"""The settings of a workspace: what can be set, and setting one value with all comments kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from dm_assistant import config
from dm_assistant.config import MOTIONS, Settings
from dm_assistant.domain.statistics.thresholds import (
    LONGEST_WINDOW,
    REPLY_WINDOW,
    SHORTEST_WINDOW,
)
from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts
from dm_assistant.services.policy_file import replace
from dm_assistant.services.workspace import SETTINGS, Workspace
from dm_assistant.storage import accounts

FILE = Path(SETTINGS)
ZONE = "account.timezone"
"""The one setting that the database keeps: days are counted by it."""

ZONE_ACT = "time_zone"
"""The act that changes it; undo looks past it, as past every setting."""

HEAD = """\
# Your settings, as changed with `dm-assistant settings set`; `dm-assistant settings` lists them.
"""
"""How a file begins that the program makes."""

Check = Callable[[Settings], None]
"""Raises BadInputError for settings whose keys nobody could use."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a person may set: ``value`` is what holds, ``default`` what would without it."""

    key: str
    value: str
    default: str
    what: str
    section: str
    choices: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Return whether it is set to something of one's own."""
        return self.value != self.default


def listed(ws: Workspace) -> tuple[Setting, ...]:
    """Return what may be set beside keys, section by section."""
    facts = ws.settings.facts
    names = dict.fromkeys([*config.fact_names(), *facts])
    return (
        *_yours(ws),
        *_display(ws.settings),
        _window(ws.settings),
        *(_fact(name, facts.get(name, "")) for name in names),
        *(_macro(each) for each in ws.settings.macros.values()),
    )


def _yours(ws: Workspace) -> tuple[Setting, Setting]:
    label, zone = ws.account_label, str(ws.timezone)
    name = ws.settings.account or label
    return (
        Setting("account.name", name, label, "What the title calls you.", "You"),
        Setting(ZONE, zone, zone, "Your time zone: clock, days and counts go by it.", "You"),
    )


def _display(settings: Settings) -> tuple[Setting, Setting]:
    colours = "The colours. contrast-dark and contrast-light are for tired eyes and bright rooms."
    still = "none: nothing moves or blinks, the cursor in a field included."
    return (
        Setting("theme.name", settings.theme, "", colours, "Display"),
        Setting("display.motion", settings.motion, MOTIONS[0], still, "Display", MOTIONS),
    )


def _window(settings: Settings) -> Setting:
    what = (
        f"Days a message may wait for its reply, {SHORTEST_WINDOW.days} to {LONGEST_WINDOW.days}: "
        "every rate counts by it, and what comes later is a late reply."
    )
    days, default = str(settings.window_days), str(REPLY_WINDOW.days)
    return Setting("numbers.window_days", days, default, what, "Numbers")


def _macro(macro: config.Macro) -> Setting:
    what = "A sequence of acts: ids of keys, or keys. An empty value removes it."
    return Setting(f"macros.{macro.name}", said_macro(macro), "", what, "Macros")


def said_macro(macro: config.Macro) -> str:
    """Return a macro as it is typed: its steps, after its key and a colon where it has one."""
    steps = ", ".join(macro.steps)
    return f"{macro.key}: {steps}" if macro.key else steps


def _fact(name: str, value: str) -> Setting:
    variable = VARIABLES[name.partition(".")[0]]
    return Setting(f"facts.{name}", value, "", f"Templates: {variable.meaning}.", "Facts")


def change(ws: Workspace, key: str, text: str, check: Check) -> str:
    """Set one value and return what it is now; an empty text goes back to the default.

    Raises BadInputError, in one line and with nothing changed, for an unknown key, a value that
    cannot be, or what ``check`` refuses.
    """
    text = text.strip()
    if key == ZONE:
        return _change_zone(ws, text)
    path = (ws.path / SETTINGS).resolve()
    before = config.content_of(path)
    after = edited(before, key, text)
    check(config.settings_of(FILE, after))
    if after != before:
        replace(path, after)
    ws.take_settings()
    return text


def edited(content: bytes, key: str, text: str) -> bytes:
    """Return the file with one value set, or without it where the text is empty."""
    import tomlkit

    config.settings_of(FILE, content)
    table, dot, name = key.partition(".")
    if not dot or not name:
        raise BadInputError(f"{FILE}: there is no setting {to_screen(key)!r}: write TABLE.NAME")
    document = tomlkit.parse((content or HEAD.encode()).decode("utf-8-sig"))
    if not text:
        if name in document.get(table, {}):
            del document[table][name]
    else:
        if table not in document:
            document[table] = tomlkit.table()
        document[table][name] = tomlkit.value(_toml(table, text))
    made = tomlkit.dumps(document).encode()
    config.settings_of(FILE, made)
    return made


def _toml(table: str, text: str) -> str:
    """Return a value as TOML; a macro with a key of its own is a table, a number is bare."""
    own, colon, steps = text.partition(":")
    if table == "macros" and colon and steps.strip():
        return f"{{ key = {_quoted(own.strip())}, do = {_quoted(steps.strip())} }}"
    if table == "numbers" and re.fullmatch("[0-9]{1,4}", text):
        return text.lstrip("0") or "0"
    return _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _change_zone(ws: Workspace, text: str) -> str:
    if text not in available_timezones():
        raise BadInputError(
            f"{ZONE}: unknown time zone {to_screen(text)!r}: use an IANA name such as Europe/London"
        )
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, ZONE_ACT, undoable=False)
        for account in accounts.all_accounts(tx):
            act.update("accounts", account.id, timezone=text)
        found = tuple(accounts.all_accounts(tx))
        act.finish(accounts=[account.id for account in found])
    ws.accounts = found
    return text
