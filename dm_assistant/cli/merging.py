"""Commands about who is one person: merging two, and another name for one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.people import add_handle
from dm_assistant.cli.printing import Answer, Json, padded, say
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.views import Merged, MergeOffer

LEAST = 8
"""The narrowest column of the comparison."""


def register(commands: Commands) -> None:
    """Add the commands about who is one person."""
    merge = commands.add(
        "merge",
        "make one person of two who are one",
        merge_people,
        example="merge --offers\nmerge @mia.makes instagram:@mia_makes --dry-run\n"
        "merge --dismiss @mia.makes instagram:@mia_makes",
        more="The first is kept; everything of the other becomes theirs. If either must not be\n"
        "messaged, neither is, also after 'undo' has made two people of them again.",
    )
    merge.add_argument(
        "handle", metavar="HANDLE", nargs="?", type=arguments.words, help="who is kept"
    )
    merge.add_argument(
        "other", metavar="OTHER", nargs="?", type=arguments.words, help="who is the same person"
    )
    merge.add_argument("--dry-run", action="store_true", help="compare the two, change nothing")
    merge.add_argument("--dismiss", action="store_true", help="keep that these two are two people")
    merge.add_argument(
        "--offers", action="store_true", help="list who are likely one person, and why"
    )
    rename = commands.add(
        "rename",
        "record that a person goes by another name now",
        rename_person,
        example="rename @mia.makes @mia.paints",
        more="The old name stays theirs, as an earlier one. For a name on another platform: merge.",
    )
    add_handle(rename)
    rename.add_argument("new", metavar="NEW", type=arguments.words, help="what they are called now")


def merge_people(args: argparse.Namespace) -> Answer:
    """Merge two people, compare them, or list who are likely one."""
    named = [each for each in (args.handle, args.other) if each is not None]
    if args.dismiss and (args.offers or args.dry_run):
        raise BadInputError("merge --dismiss takes two people and nothing else")
    if args.offers:
        if named:
            raise BadInputError("merge --offers lists everybody; name nobody with it")
        return _offers(args)
    if args.other is None:
        raise BadInputError("merge takes two people: who is kept, and who is the same person")
    if args.dismiss:
        return _dismiss(args)
    from dm_assistant.services.merging import merge

    with session.opened(args) as workspace:
        done = merge(workspace, args.handle, args.other, dry_run=args.dry_run)
    return Answer(lambda: _document(done), lambda: _page(done))


def _dismiss(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.likeness import dismiss

    with session.opened(args) as workspace:
        one, other = dismiss(workspace, args.handle, args.other)
    return say(
        {"one": one, "other": other, "dismissed": True},
        f"@{one} and @{other} are two people: that is offered no more; 'undo' takes it back",
    )


def _offers(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.likeness import offers

    with session.opened(args) as workspace:
        found = offers(workspace)
    return Answer(
        lambda: [
            {
                "keep": each.kept,
                "keep_platform": each.kept_platform.value,
                "join": each.joined,
                "join_platform": each.joined_platform.value,
                "reason": each.reason,
            }
            for each in found
        ],
        lambda: _offer_lines(found),
    )


def _offer_lines(found: Sequence[MergeOffer]) -> Iterator[str]:
    if not found:
        yield "nobody here looks like one person under two names"
    for each in found:
        yield f"merge {each.keep} {each.join}"
        yield f"  {each.reason}"


def _document(done: Merged) -> Json:
    return {
        "kept": done.kept,
        "joined": done.joined,
        "moved": done.moved,
        "differences": [line.name for line in done.lines if line.differs],
        "suppressed": done.suppressed or None,
        "withdrawn": list(done.withdrawn),
        "back_to_draft": list(done.back),
        "preview": [
            {"name": line.name, "kept": line.kept, "joined": line.joined, "after": line.after}
            for line in done.lines
        ],
        "dry_run": done.dry_run,
    }


def _page(done: Merged) -> Iterator[str]:
    from dm_assistant.cli.parser import screen_width
    from dm_assistant.domain.text import shorten, to_screen

    lines = [line for line in done.lines if {line.kept, line.joined, line.after} - {"", "0"}]
    head = max(len(line.name) for line in lines)
    size = max((screen_width() - head - 8) // 3, LEAST)

    def row(sign: str, name: str, *cells: str) -> str:
        shown = (padded(shorten(to_screen(cell), size), size) for cell in cells)
        return f"{sign} {padded(name, head)}  {'  '.join(shown)}".rstrip()

    yield row(" ", "", f"@{done.kept}", f"@{done.joined}", "one person")
    for line in lines:
        yield row("≠" if line.differs else " ", line.name, line.kept, line.joined, line.after)
    if done.suppressed:
        yield f"neither may be messaged ({done.suppressed}), also if this is undone"
    if done.withdrawn:
        yield f"cancelled: {_numbers(done.withdrawn)}"
    if done.back:
        yield f"a draft again, since another message is approved: {_numbers(done.back)}"
    if done.dry_run:
        yield "dry run: nothing was changed"
    else:
        yield f"@{done.joined} is @{done.kept} now; 'undo' takes it back"


def _numbers(ids: Sequence[int]) -> str:
    return ", ".join(f"#{each}" for each in ids)


def rename_person(args: argparse.Namespace) -> Answer:
    """Record another name."""
    from dm_assistant.services.renaming import rename

    with session.opened(args) as workspace:
        done = rename(workspace, args.handle, args.new)
    stopped = [f"they are never to be messaged ({done.suppressed})"] if done.suppressed else []
    return say(
        {
            "handle": done.handle,
            "before": done.before,
            "platform": done.platform.value,
            "suppressed": done.suppressed or None,
        },
        f"@{done.before} is called @{done.handle} now; the old name stays theirs",
        *stopped,
    )
