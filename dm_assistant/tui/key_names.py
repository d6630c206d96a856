"""The keys of a keyboard by the names that the terminal gives them."""

from __future__ import annotations

import unicodedata

_OTHER_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where the terminal's name of a character is not the one that Unicode gives it."""

MOVING = frozenset({"home", "end", "pageup", "pagedown", "up", "down", "left", "right"})
_WITHOUT_LETTER = MOVING | {"enter", "escape", "tab", "backspace", "delete", "insert"}
_FUNCTIONS = {f"f{number}" for number in range(1, 25)}
SIGNS = {
    chr(code): _OTHER_NAMES.get(name, name)
    for code in range(32, 127)
    if not chr(code).isalnum()
    and (name := unicodedata.name(chr(code)).lower().replace("-", "_").replace(" ", "_"))
}
NAMED = _WITHOUT_LETTER | _FUNCTIONS | frozenset(SIGNS.values())
"""The names of keys that write no letter or digit."""


def key_of(word: str) -> str:
    """Return the terminal's name of one key, or nothing where there is none of that name."""
    if len(word) == 1:
        return word if word.isalnum() else SIGNS.get(word, "")
    *held, last = word.lower().split("+")
    if not held:
        return word if word in NAMED else ""
    if not set(held) <= {"ctrl", "alt", "shift"} or len(set(held)) < len(held):
        return ""
    letter = len(last) == 1 and last.isalnum()
    if held == ["shift"] and (letter or last in SIGNS.values()):
        return ""  # a terminal tells the capital or the sign itself
    return "+".join([*held, last]) if letter or last in NAMED else ""


def named(words: str) -> tuple[str, ...]:
    """Return the keys in ``a`` or ``a, f5``; nothing where one of them is no key."""
    split = [words] if words.strip() == "," else words.split(",")
    found = tuple(key_of(each.strip() or each) for each in split)
    return found if all(found) else ()


def pretty(words: str) -> str:
    """Return the names of keys as people see them on the keyboard: ``#`` for ``number_sign``."""
    signs = {name: sign for sign, name in SIGNS.items() if sign != " "}
    return " ".join(signs.get(each, each) for each in words.split(","))
