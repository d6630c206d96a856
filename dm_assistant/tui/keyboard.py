"""The keys of a keyboard by name, and what is wrong with the keys and macros a person chose."""
# ruff: noqa: PLC0415 - what only lists the settings must not make the first frame wait

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from dm_assistant.config import Macro, Settings
from dm_assistant.errors import BadInputError
from dm_assistant.tui.key_names import MOVING, NAMED, SIGNS, key_of, named
from dm_assistant.tui.keys import IN_DIALOGS, defaults, sentences

if TYPE_CHECKING:
    from dm_assistant.services.settings_file import Setting

FILE = "config.toml"
RESERVED = {"ctrl+q": "always quits", "ctrl+c": "says how to quit", "ctrl+p": "lists every act"}
"""Keys that are never another's, and what each does."""

WHILE_TYPING = frozenset({"leave", "save", "answer.ready", "writing.finding"}) | {
    name for name in IN_DIALOGS if name.startswith(("paths.", "person.", "who.", "with."))
}
"""What must work while somebody types: no key that writes or moves in a text can do it."""

_EDITING = (
    MOVING | {"space", "backspace", "delete"} | {f"ctrl+{letter}" for letter in "adefhkuvwxyz"}
)


def require_sound(settings: Settings) -> None:
    """Raise BadInputError, in one line, for the first thing wrong with keys or macros."""
    for flaw in flaws(settings):
        raise BadInputError(flaw)


def flaws(settings: Settings) -> Iterator[str]:
    """Yield everything that is wrong with the chosen keys and macros, a line each."""
    known = defaults() | {name: key for name, (key, _) in IN_DIALOGS.items()}
    for name, words in settings.keys.items():
        if name not in known:
            yield f"{FILE}: keys: there is no {_shown(name)}; {_hint(name, known)}"
        elif not named(words):
            yield f"{FILE}: keys.{name}: {_no_key(words)}"
        else:
            yield from _unfit(name, named(words))
    yield from _twice(settings)
    runs = set(named(settings.keys.get("macro", "")) or defaults()["macro"].split(","))
    runs |= {key for macro in settings.macros.values() for key in named(macro.key)}
    for macro in settings.macros.values():
        yield from _macro_flaws(macro, known, runs)


def _unfit(name: str, chosen: tuple[str, ...]) -> Iterator[str]:
    for key in chosen:
        if key in RESERVED:
            yield f"{FILE}: keys.{name}: {key} {RESERVED[key]}; choose another key"
        elif name in WHILE_TYPING and _writes(key):
            yield (
                f"{FILE}: keys.{name}: {key} is needed for typing, and {name} must work while "
                "one types; choose one such as f5 or ctrl+g"
            )


def _writes(key: str) -> bool:
    return key in _EDITING or len(key) == 1 or key in SIGNS.values()


def _twice(settings: Settings) -> Iterator[str]:
    """Yield each key that two verbs of one place have, where the person chose one of them."""
    wishes = {name: named(words) for name, words in settings.keys.items()}
    verbs = {name: wishes.get(name) or tuple(key.split(",")) for name, key in defaults().items()}
    taken: dict[str, str] = {}
    for name in sorted(verbs, key=lambda each: each in wishes):
        for key in verbs[name]:
            if key in taken and (name in wishes or taken[key] in wishes):
                yield _clash(f"keys.{name}", key, taken[key])
            taken.setdefault(key, name)
    for macro in settings.macros.values():
        for key in named(macro.key):
            if key in taken:
                yield _clash(f"macros.{macro.name}", key, taken[key])
            taken.setdefault(key, macro.name)
    shared = {key: name for name in ("leave", "save") for key in verbs[name]}
    for group in dict.fromkeys(name.partition(".")[0] for name in IN_DIALOGS):
        inside = dict(shared)
        names = [name for name in IN_DIALOGS if name.startswith(f"{group}.")]
        for name in sorted(names, key=lambda each: each in wishes):
            for key in wishes.get(name) or tuple(IN_DIALOGS[name][0].split(",")):
                if key in inside and (name in wishes or inside[key] in wishes):
                    yield _clash(f"keys.{name}", key, inside[key])
                inside.setdefault(key, name)


def _clash(where: str, key: str, other: str) -> str:
    return f"{FILE}: {where}: {key} is the key of {other} already; give one of them another"


def _macro_flaws(macro: Macro, known: dict[str, str], runs: set[str]) -> Iterator[str]:
    where = f"{FILE}: macros.{macro.name}"
    if macro.key and not named(macro.key):
        yield f"{where}: {_no_key(macro.key)}"
    for key in named(macro.key):
        if key in RESERVED:
            yield f"{where}: {key} {RESERVED[key]}; choose another key"
    for step in macro.steps:
        if step == "macro" or key_of(step) in runs:
            yield f"{where}: a macro cannot run a macro"
        elif step not in known and not key_of(step):
            yield f"{where}: there is no {_shown(step)}; {_hint(step, known)}"


def key_settings(settings: Settings) -> tuple[Setting, ...]:
    """Return every key as a setting, in the order of the table, those of dialogs last."""
    from dm_assistant.services.settings_file import Setting

    said = sentences() | {name: sentence for name, (_, sentence) in IN_DIALOGS.items()}
    known = defaults() | {name: key for name, (key, _) in IN_DIALOGS.items()}
    return tuple(
        Setting(
            f"keys.{name}",
            settings.keys.get(name, key),
            key,
            said[name],
            "Keys in dialogs" if name in IN_DIALOGS else "Keys",
        )
        for name, key in known.items()
    )


def _hint(name: str, known: dict[str, str]) -> str:
    close = get_close_matches(name, known, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return "'dm-assistant settings keys' lists them all"


def _no_key(words: str) -> str:
    close = get_close_matches(words.lower(), sorted(NAMED), n=1)
    hint = f"did you mean {close[0]}?" if close else "write one such as a, comma, f5 or ctrl+g"
    return f"there is no key {_shown(words)}; {hint}"


def _shown(words: str) -> str:
    """Return words of the file without any character that could act on the terminal."""
    safe = "".join(letter if letter.isprintable() else "?" for letter in words[:60])
    return f"'{safe}'"
