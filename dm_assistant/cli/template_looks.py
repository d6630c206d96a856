"""The acts of ``templates`` that look at them."""

from __future__ import annotations

import argparse

from dm_assistant.cli import arguments, session, template_pages
from dm_assistant.cli.printing import Answer
from dm_assistant.errors import BadInputError

BROKEN = 2


def listing(args: argparse.Namespace) -> Answer:
    """List the templates."""
    from dm_assistant.services.shelf import listing

    with session.opened(args) as workspace:
        found = listing(workspace, purpose=args.purpose or "", language=args.language or "")
    return Answer(
        lambda: [template_pages.document(each) for each in found],
        lambda: template_pages.listing(found),
    )


def show(args: argparse.Namespace) -> Answer:
    """Show one template whole."""
    from dm_assistant.services import shelf

    with session.opened(args) as workspace:
        found = shelf.line(workspace, args.names[0])
    return Answer(lambda: template_pages.whole(found), lambda: template_pages.page(found))


def check(args: argparse.Namespace) -> Answer:
    """Say what is wrong with templates."""
    from pathlib import Path

    from dm_assistant.services import template_check, texts

    paths = [name for name in args.names if _is_path(name)]
    names = [name for name in args.names if name not in paths]
    found = [each for path in paths for each in template_check.outside(Path(path).expanduser())]
    if names or not paths:
        with session.opened(args) as workspace:
            known = template_check.checked(texts.library(workspace), workspace.policy)
        found += template_check.named(known, names) if names else known
    code = 0 if all(each.usable for each in found) else BROKEN
    return Answer(
        lambda: [template_pages.checked(each) for each in found],
        lambda: template_pages.findings(found),
        code,
    )


def _is_path(name: str) -> bool:
    """Tell a path from a template's name: the name of a folder or file that is there is one."""
    import os

    return name.startswith((".", "/", "~")) or name.endswith(".md") or os.path.exists(name)  # noqa: PTH110 - Path's own raises for a name that is too long


def preview(args: argparse.Namespace) -> Answer:
    """Show a template written for a person."""
    if not args.handle:
        raise BadInputError("say templates preview NAME --for HANDLE")
    from dm_assistant.services.previewing import preview

    extra = arguments.by_name("--fill", args.fill)
    with session.opened(args) as workspace:
        found = preview(workspace, args.names[0], args.handle, extra)
    return Answer(lambda: template_pages.read(found), lambda: template_pages.reading(found))


def gaps(args: argparse.Namespace) -> Answer:
    """Count the templates of each purpose in each language."""
    from dm_assistant.services.shelf import gaps

    with session.opened(args) as workspace:
        found = gaps(workspace)
    return Answer(lambda: template_pages.gap_list(found), lambda: template_pages.gap_table(found))


def variables(_args: argparse.Namespace) -> Answer:
    """List what templates may say."""
    from dm_assistant.domain.templates.variables import VARIABLES

    known = tuple(VARIABLES.values())
    return Answer(
        lambda: [template_pages.variable(each) for each in known],
        lambda: template_pages.variable_page(known),
    )
