"""The acts that change the creator's own template files."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dm_assistant.cli import session, template_pages
from dm_assistant.cli.printing import Answer, say
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.own_templates import OwnFile
    from dm_assistant.services.template_check import Checked

BROKEN = 2


def new(args: argparse.Namespace) -> Answer:
    """Make an own template from a copy of another one."""
    if not args.source:
        raise BadInputError("say templates new NAME --from NAME, such as thanks/warm")
    from dm_assistant.services import own_templates

    with session.opened(args) as workspace:
        made = own_templates.copy(workspace, args.names[0], args.source)
        found = own_templates.checked(workspace, made)
    return _file(found, made, f"made {made.place}: {made.path}")


def edit(args: argparse.Namespace) -> Answer:
    """Open an own template in the creator's editor, then check it."""
    from dm_assistant.services import editor, own_templates

    editor.command()
    with session.opened(args) as workspace:
        file = own_templates.own_file(workspace, args.names[0])
        if not own_templates.edit(file, editor.run):
            stays = "the shipped one stays" if file.made else f"{file.path} stays"
            return say({**_document(file), "changed": False}, f"nothing changed; {stays}")
        found = own_templates.checked(workspace, file)
    return _file(found, file, f"saved {file.place}: {file.path}")


def _file(found: Checked, file: OwnFile, done: str) -> Answer:
    """Say what was done with a file and what is to be said of it; it is kept also when broken."""
    document = {**template_pages.checked(found), **_document(file), "changed": True}
    code = 0 if found.usable else BROKEN
    return Answer(lambda: document, lambda: [done, *map(str, found.notes)], code)


def _document(file: OwnFile) -> dict[str, object]:
    return {"name": str(file.place), "file": str(file.path)}


def drop(args: argparse.Namespace) -> Answer:
    """Put an own template away."""
    from dm_assistant.services import own_templates

    with session.opened(args) as workspace:
        place, kept = own_templates.drop(workspace, args.names[0])
    return say(
        {"name": str(place), "file": str(kept)},
        f"dropped {place}; it lies in {to_screen(str(kept))}",
        f"dm-assistant templates back {place} takes it out again",
    )


def back(args: argparse.Namespace) -> Answer:
    """Take a dropped template out again."""
    from dm_assistant.services import own_templates

    with session.opened(args) as workspace:
        file = own_templates.restore(workspace, args.names[0])
    return say(_document(file), f"{file.place} is back: {file.path}")
