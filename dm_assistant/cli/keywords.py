"""Commands about the words a creator announces."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json, clock, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.keywords import Announcement

HEADS = ("word", "for", "from (UTC)", "until (UTC)", "found")


def register(commands: Commands) -> None:
    """Add the command about announced words."""
    commands.family("keywords")
    keywords = commands.add(
        "keywords",
        "announce words that people write to ask for a message",
        keep_keywords,
        example="keywords add VIP --for offer\nkeywords list\nkeywords end VIP",
        more="add WORD --for PURPOSE  counts the word as a yes in what is written from now on\n"
        "list                    counts what each word brought\n"
        "end WORD                stops counting it; what was written before stays said",
    )
    keywords.add_argument("act", metavar="add|list|end", type=_act, nargs="?", default="list")
    keywords.add_argument("word", metavar="WORD", type=arguments.words, nargs="?")
    keywords.add_argument(
        "--for",
        dest="purpose",
        metavar="PURPOSE",
        type=arguments.purpose,
        help="thanks, offer, collab, feedback or challenge",
    )
    keywords.add_argument(
        "--from",
        dest="start",
        metavar="DATE",
        type=arguments.moment,
        help="when you announced it (default: now); what is stored since then is searched",
    )
    keywords.add_argument(
        "--until", metavar="DATE", type=arguments.moment, help="no longer from then on"
    )


def keep_keywords(args: argparse.Namespace) -> Answer:
    """Announce, list or end words."""
    return {"add": _add, "list": _list, "end": _end}[args.act](args)


def _act(text: str) -> str:
    return arguments.one_of(text, "add, list, end")


def _add(args: argparse.Namespace) -> Answer:
    if args.word is None or args.purpose is None:
        raise BadInputError("say keywords add WORD --for PURPOSE")
    from dm_assistant.services.keywords import add

    with session.opened(args) as workspace:
        zone = workspace.timezone
        made = add(
            workspace,
            args.word,
            args.purpose,
            from_at=args.start and arguments.instant(args.start, zone),
            until_at=args.until and arguments.instant(args.until, zone),
        )
    return _answer([made])


def _list(args: argparse.Namespace) -> Answer:
    if args.word is not None or _options(args):
        raise BadInputError("keywords list takes no words and no options")
    from dm_assistant.services.keywords import all_announcements

    with session.opened(args) as workspace:
        found = all_announcements(workspace)
    return _answer(found)


def _end(args: argparse.Namespace) -> Answer:
    if args.word is None or _options(args):
        raise BadInputError("say keywords end WORD, without options")
    from dm_assistant.services.keywords import end

    with session.opened(args) as workspace:
        ended = end(workspace, args.word)
    return _answer([ended])


def _options(args: argparse.Namespace) -> bool:
    return any(each is not None for each in (args.purpose, args.start, args.until))


def _answer(found: Iterable[Announcement]) -> Answer:
    lines = tuple(found)
    return Answer(lambda: [_document(one) for one in lines], lambda: _page(lines))


def _document(one: Announcement) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {
        "word": one.word,
        "purpose": one.purpose.value,
        "from": iso(one.from_at),
        "until": iso(one.until_at),
        "found": one.found,
    }


def _page(found: Iterable[Announcement]) -> Iterator[str]:
    rows = [
        (one.word, one.purpose.value, clock(one.from_at), clock(one.until_at), f"{one.found:,}")
        for one in found
    ]
    if rows:
        yield from table(HEADS, rows, right=(4,))
    else:
        yield "no words yet: dm-assistant keywords add WORD --for PURPOSE"
