"""Commands about one's own settings: what they are, setting one, and the keys."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json, paragraph, say, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.settings_file import Setting


def register(commands: Commands) -> None:
    """Add the command about settings."""
    settings = commands.add(
        "settings",
        "show and change your own settings: name, theme, keys, macros, facts",
        keep_settings,
        example="settings\nsettings set theme.name contrast-dark\n"
        "settings set keys.approve f5\n"
        'settings set macros.thanks "approve, next"\n'
        'settings set macros.round "f6: skip, skip"\n'
        'settings set facts.perk ""\nsettings keys',
        more="list             every setting with its value, its default and what it does; the\n"
        "                 same as settings alone; changed ones are marked *\n"
        "set KEY VALUE    changes one; an empty VALUE goes back to the default\n"
        "keys             every key by its id, and what is wrong with those you chose\n\n"
        "They are kept in config.toml of the workspace, with your comments; a running inbox\n"
        "takes them within half a minute.",
    )
    settings.add_argument("act", metavar="list|set|keys", type=_act, nargs="?", default="list")
    settings.add_argument("words", metavar="KEY VALUE", type=arguments.words, nargs="*")


def _act(text: str) -> str:
    return arguments.one_of(text, "list, set, keys")


def keep_settings(args: argparse.Namespace) -> Answer:
    """List settings, set one, or list the keys."""
    acts: dict[str, Callable[[argparse.Namespace], Answer]] = {
        "list": _list,
        "set": _set,
        "keys": _keys,
    }
    if args.act != "set" and args.words:
        raise BadInputError(f"settings {args.act} takes no values; say settings set KEY VALUE")
    return acts[args.act](args)


def _list(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.settings_file import listed
    from dm_assistant.tui.keyboard import key_settings

    with session.opened(args, keys_checked=False) as workspace:
        found = listed(workspace)
        found += tuple(each for each in key_settings(workspace.settings) if each.changed)
    return Answer(lambda: [_document(each) for each in found], lambda: _page(found))


def _document(each: Setting) -> Json:
    return {
        "key": each.key,
        "section": each.section,
        "value": each.value,
        "default": each.default,
        "changed": each.changed,
        "choices": list(each.choices),
        "what": each.what,
    }


def _page(found: Sequence[Setting]) -> Iterator[str]:
    section = ""
    for each in found:
        if each.section != section:
            section = each.section
            yield section.upper()
        default = f"  (default {each.default})" if each.changed and each.default else ""
        yield f"{'*' if each.changed else ' '} {each.key} = {each.value or '-'}{default}"
        yield from paragraph(each.what, "      ")
    yield "* changed; settings set KEY VALUE changes one, settings keys lists the keys"


def _set(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.settings_file import change
    from dm_assistant.tui.themes import require_usable

    if len(args.words) != 2:  # noqa: PLR2004 - a key and a value
        raise BadInputError('say settings set KEY VALUE, such as settings set keys.approve "f5"')
    key, value = args.words
    with session.opened(args, keys_checked=False) as workspace:
        now = change(workspace, key, value, require_usable)
    said = f"{key} is {now}" if now else f"{key} is as shipped"
    return say({"key": key, "value": now}, said)


def _keys(args: argparse.Namespace) -> Answer:
    from dm_assistant.tui.key_names import pretty
    from dm_assistant.tui.keyboard import flaws, key_settings

    with session.opened(args, keys_checked=False) as workspace:
        found = key_settings(workspace.settings)
        wrong = list(flaws(workspace.settings))
        macros = [*workspace.settings.macros.values()]
    document: Json = {
        "keys": [
            {"id": each.key.removeprefix("keys."), "key": each.value, "default": each.default}
            | {"does": each.what, "changed": each.changed}
            for each in found
        ],
        "macros": [{"name": m.name, "key": m.key or None, "steps": list(m.steps)} for m in macros],
        "conflicts": wrong,
    }

    def page() -> Iterator[str]:
        rows = [
            (f"{'*' if each.changed else ' '} {pretty(each.value)}", each.key[5:], each.what)
            for each in found
        ]
        rows += [(f"* {m.key or '.'}", m.name, f"macro: {', '.join(m.steps)}") for m in macros]
        yield from table(("  key", "id", "does"), rows)
        yield from (wrong or ["no conflicts; * is your own"])

    return Answer(lambda: document, page, code=2 if wrong else 0)
