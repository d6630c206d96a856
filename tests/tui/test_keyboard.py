"""Keys and macros that a person chooses: taken, or refused in one line that says what to do."""

import importlib
import pkgutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.keys import _character_to_key
from textual.widget import Widget

import dm_assistant.tui
from dm_assistant.config import settings_of
from dm_assistant.tui import keyboard, keys
from dm_assistant.tui.key_names import SIGNS, key_of, named, pretty

FILE = Path("config.toml")


def flaws(text: str) -> list[str]:
    return list(keyboard.flaws(settings_of(FILE, text.encode())))


def test_the_table_as_shipped_has_no_conflict() -> None:
    assert flaws("") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[keys]\naprove = "f5"', "keys: there is no 'aprove'; did you mean approve?"),
        ('[keys]\nzzz = "f5"', "keys: there is no 'zzz'; 'dm-assistant settings keys' lists"),
        ('[keys]\napprove = "s"', "keys.approve: s is the key of skip already; give one"),
        ('[keys]\napprove = "enter"', "keys.approve: enter is the key of open already"),
        ('[keys]\napprove = "j"', "keys.approve: j is the key of next already"),
        ('[keys]\napprove = "f99"', "keys.approve: there is no key 'f99'; did you mean f9?"),
        ('[keys]\napprove = ""', "keys.approve: there is no key ''; write one such as"),
        ('[keys]\napprove = "ctrl+q"', "keys.approve: ctrl+q always quits; choose another"),
        ('[keys]\nsave = "Z"', "keys.save: Z is needed for typing, and save must work"),
        ('[keys]\nleave = "ctrl+w"', "keys.leave: ctrl+w is needed for typing, and leave must"),
        ('[keys]\n"question.none" = "o"', "keys.question.none: o is the key of question.sent"),
        ('[macros]\nm = "approve, nxt"', "macros.m: there is no 'nxt'; did you mean next?"),
        ('[macros]\nm = "skip, ."', "macros.m: a macro cannot run a macro"),
        ('[macros]\nm = { key = "a", do = "skip" }', "macros.m: a is the key of approve"),
        ('[macros]\nm = { key = "hugo", do = "skip" }', "macros.m: there is no key 'hugo'"),
        ('[macros]\nm = { key = "ctrl+p", do = "skip" }', "macros.m: ctrl+p lists every act"),
        ('[keys]\nx = "\\u001b[2J"\n', "keys: there is no 'x'; "),
        ('[keys]\napprove = "\\u001b"\n', "keys.approve: there is no key '?'; "),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(text: str, expected: str) -> None:
    found = flaws(text)
    assert found[0].startswith(f"config.toml: {expected}")
    assert len(found) == 1
    assert found[0].isprintable()


@pytest.mark.parametrize(
    "text",
    [
        '[keys]\napprove = "s"\nskip = "a"',
        '[keys]\napprove = "f5, ctrl+g"\nsave = "f6"',
        '[keys]\nfilter = "ß"\nhelp = "f1"\n"place.rules" = ","',
        '[keys]\n"answer.ready" = "f9"\n"question.yes" = "y"',
        '[macros]\nthanks = "approve, next"\nround = { key = "f6", do = "s, down, place.people" }',
    ],
)
def test_keys_may_be_swapped_doubled_and_given_to_macros(text: str) -> None:
    assert flaws(text) == []


def test_every_sign_is_known_by_its_letter_and_by_its_name() -> None:
    for sign, name in SIGNS.items():
        assert name == _character_to_key(sign)
        assert key_of(sign) == key_of(name) == name
        assert pretty(name) == (sign if sign != " " else "space")
    assert named(",") == ("comma",)
    assert named("a, /") == ("a", "slash")
    assert named("a,,b") == ()
    assert key_of("Ctrl+G") == "ctrl+g"
    assert key_of("shift+a") == ""


def _all(kind: type[Widget]) -> Iterable[type[Widget]]:
    for each in kind.__subclasses__():
        yield each
        yield from _all(each)


def test_every_key_that_a_bar_can_show_can_be_changed_by_its_id() -> None:
    """Every class of ours with bindings; a new dialog's keys belong into ``IN_DIALOGS``."""
    for found in pkgutil.walk_packages(dm_assistant.tui.__path__, "dm_assistant.tui."):
        importlib.import_module(found.name)
    known = keys.defaults() | {name: key for name, (key, _) in keys.IN_DIALOGS.items()}
    ours = {each for each in _all(Widget) if each.__module__.startswith("dm_assistant.")}
    assert len(ours) > 50
    for each in ours:
        for binding in vars(each).get("BINDINGS", ()):
            assert isinstance(binding, Binding)
            assert binding.id, (each, binding)
            if binding.show and binding.description:
                assert binding.id in known, f"{each.__name__}: {binding.id} is in no table"
                assert known[binding.id] == binding.key, (each, binding)
