"""Commands about segments: people that a filter takes, saved under names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.people import add_handle
from dm_assistant.cli.printing import Answer, Json, count, say, shown, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.finding import SegmentLine, SegmentPage

ACTS = "list, add, show, drop, help"


def register(commands: Commands) -> None:
    """Add the command about segments."""
    commands.family("segments")
    segments = commands.add(
        "segments",
        "find people by a filter, and save filters under names",
        keep_segments,
        example='segments show "tier:superfan never-messaged"\n'
        'segments add painters "tag:paint last<30d -stopped"\n'
        "contacts --segment painters\nsegments help",
        more="list              counts the people of every saved segment\n"
        "add NAME FILTER   saves a filter, in place of the one that has this name\n"
        "show NAME|FILTER  counts its people, by tier, and lists the first ten\n"
        "drop NAME         forgets a saved segment\n"
        "help              explains what a filter can say\n\n"
        "A filter with < or > goes in quotes, or the shell takes the sign.",
    )
    tag = commands.add(
        "tag",
        "put tags on a person, or take them off",
        tag_person,
        example='tag @mia.makes painter "oil paint"\ntag @mia.makes --off painter',
    )
    add_handle(tag)
    tag.add_argument("names", metavar="NAME", type=arguments.words, nargs="*", help="to put on")
    tag.add_argument(
        "--off",
        metavar="NAME",
        type=arguments.words,
        action="append",
        default=[],
        help="to take off (again for each)",
    )
    segments.add_argument(
        "act", metavar=ACTS.replace(", ", "|"), type=_act, nargs="?", default="list"
    )
    segments.add_argument("words", metavar="NAME|FILTER", type=arguments.words, nargs="*")


def keep_segments(args: argparse.Namespace) -> Answer:
    """List, save, show or forget segments, or explain filters."""
    acts = {"list": _list, "add": _add, "show": _show, "drop": _drop, "help": _help}
    return acts[args.act](args)


def tag_person(args: argparse.Namespace) -> Answer:
    """Put tags on a person, or take them off."""
    if not (args.names or args.off):
        raise BadInputError("say tag HANDLE NAME…, or tag HANDLE --off NAME")
    from dm_assistant.services.tagging import change

    with session.opened(args) as workspace:
        tags = change(workspace, args.handle, args.names, args.off)
    handle = args.handle.removeprefix("@")
    said = f"@{handle}: {', '.join(tags) or 'no tags'}"
    return say({"handle": handle, "tags": list(tags)}, said)


def _act(text: str) -> str:
    return arguments.one_of(text, ACTS)


def _none(args: argparse.Namespace) -> None:
    if args.words:
        raise BadInputError(f"segments {args.act} takes no names")


def _list(args: argparse.Namespace) -> Answer:
    _none(args)
    from dm_assistant.services.finding import all_segments

    with session.opened(args) as workspace:
        found = all_segments(workspace)
    return Answer(lambda: [_line(one) for one in found], lambda: _lines(found))


def _line(one: SegmentLine) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {
        "name": one.name,
        "filter": one.filter,
        "count": one.count,
        "everybody": one.everybody,
        "made_at": iso(one.made_at),
    }


def _lines(found: Sequence[SegmentLine]) -> Iterator[str]:
    if not found:
        yield "no segments yet: dm-assistant segments add NAME FILTER (segments help explains)"
        return
    rows = ((one.name, f"{one.count:,} of {one.everybody:,}", one.filter) for one in found)
    yield from table(("segment", "people", "filter"), rows, right=(1,))


def _add(args: argparse.Namespace) -> Answer:
    if len(args.words) < 2:  # noqa: PLR2004 - a name and a filter
        raise BadInputError("say segments add NAME FILTER, the filter in quotes")
    from dm_assistant.services.finding import show
    from dm_assistant.services.segments import save

    name, *rest = args.words
    with session.opened(args) as workspace:
        save(workspace, name, " ".join(rest))
        page = show(workspace, name)
    return Answer(lambda: _page(page), lambda: _pages(page))


def _show(args: argparse.Namespace) -> Answer:
    if not args.words:
        raise BadInputError("say segments show NAME or segments show FILTER")
    from dm_assistant.services.finding import show

    with session.opened(args) as workspace:
        page = show(workspace, " ".join(args.words))
    return Answer(lambda: _page(page), lambda: _pages(page))


def _page(page: SegmentPage) -> Json:
    from dm_assistant.cli import documents

    return {
        "name": page.name,
        "filter": page.found.filter,
        "count": page.found.count,
        "everybody": page.found.everybody,
        "tiers": {tier.value: number for tier, number in page.tiers.items()},
        "first": documents.contacts(page.found.people),
    }


def _pages(page: SegmentPage) -> Iterator[str]:
    from dm_assistant.cli import pages

    found = page.found
    of = f"{found.count:,} of {count(found.everybody, 'person', 'people')}"
    yield f"{page.name or 'filter'}: {found.filter or 'everybody'}"
    yield f"  {of}: " + ", ".join(f"{number:,} {tier}" for tier, number in page.tiers.items())
    if found.people:
        yield ""
        yield from pages.contacts(found.people)
    if found.count > len(found.people):
        yield f"and {found.count - len(found.people):,} more: contacts --segment {_spelt(page)}"


def _spelt(page: SegmentPage) -> str:
    """Return the segment as a shell takes it."""
    import shlex

    return shlex.quote(shown(page.name or page.found.filter))


def _drop(args: argparse.Namespace) -> Answer:
    if len(args.words) != 1:
        raise BadInputError("say segments drop NAME")
    from dm_assistant.services.segments import drop

    name = args.words[0].strip().casefold()
    with session.opened(args) as workspace:
        text = drop(workspace, name)
    return say({"name": name, "filter": text}, f"segment {name} is forgotten; it was: {text}")


def _help(args: argparse.Namespace) -> Answer:
    _none(args)
    from dm_assistant.domain.segments.fields import FIELDS, OLD_NAMES, OTHERS

    document = [
        {
            "field": field.name,
            "takes": field.kind.value,
            "signs": list(field.signs),
            "values": list(field.choices),
            "alone": field.alone,
            "meaning": field.meaning,
            "example": field.example,
        }
        for field in FIELDS.values()
    ]

    def lines() -> Iterator[str]:
        yield "A filter says whom you mean: terms side by side, all of which must hold."
        yield ""
        yield from table(("say", "for people"), [(f.example, f.meaning) for f in FIELDS.values()])
        yield ""
        yield from table(("say", "meaning"), OTHERS)
        yield ""
        yield "values:"
        for field in FIELDS.values():
            if field.choices:
                yield f"  {field.name}: {', '.join(field.choices)}"
        yield "numbers take < <= > >= =; ages take < <= > >= and 12h, 30d, 4w or 1y;"
        yield "wrote, messaged and replied also stand alone: it ever happened."
        yield "What is not known of a person is neither more nor less than anything."
        yield f"As a --segment these stand alone, too: {', '.join(OLD_NAMES)}; and saved names."

    return Answer(lambda: document, lines)
