"""Commands about challenges."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.people import add_segment
from dm_assistant.cli.printing import Answer, Json, clock, count, paragraph, shown, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.figures import Rate
    from dm_assistant.services.challenges import ChallengeLine, ChallengePage, Taker
    from dm_assistant.services.workspace import Workspace

MORE = """\
list                                 challenges with who was invited, answered and took part
add NAME --task TASK [--from DAY] [--until DAY] [--tag TAG]
invite NAME HANDLE… [--dry-run]      drafts an invitation; or --segment NAME, --top N
took-part NAME HANDLE [--link URL] [--views N] [--at DAY]
views NAME HANDLE N [--link URL]     how often it was watched by now
show NAME                            its people, and who wrote its tag under a post
end NAME                             nobody is invited any more"""

EXAMPLE = """\
challenges add "the fog week" --task "one fog a day" --until 2026-05-31 --tag fogweek
challenges invite "the fog week" --segment superfan --top 10 --dry-run
challenges took-part "the fog week" @mia.makes --link https://… --views 1200"""

HEADS = ("challenge", "until", "invited", "answered", "took part", "uninvited", "views", "median")


def register(commands: Commands) -> None:
    """Add the command about challenges."""
    place = commands.add(
        "challenges",
        "invite people to a challenge, and follow who took part",
        keep_challenges,
        example=EXAMPLE,
        more=MORE,
    )
    place.add_argument("act", metavar="ACT", type=_act, nargs="?", default="list")
    place.add_argument("words", metavar="WORD", type=arguments.words, nargs="*")
    place.add_argument("--task", metavar="TASK", type=arguments.words)
    place.add_argument("--from", dest="start", metavar="DAY", type=arguments.day)
    place.add_argument("--until", metavar="DAY", type=arguments.day, help="its last day")
    place.add_argument("--tag", metavar="TAG", type=arguments.words)
    add_segment(place)
    place.add_argument("--top", metavar="N", type=arguments.number, help="the best N people")
    place.add_argument("--link", metavar="URL", type=arguments.words, help="their post")
    place.add_argument("--views", metavar="N", type=_views)
    place.add_argument("--at", metavar="DAY", type=arguments.moment, help="when they took part")
    place.add_argument("--dry-run", action="store_true", help="show the drafts, and stop")


def keep_challenges(args: argparse.Namespace) -> Answer:
    """Do what is said about challenges."""
    given = {name for name in ALL_OPTIONS if getattr(args, name) not in (None, False)}
    wrong = sorted(given - OPTIONS.get(args.act, set()))
    if wrong:
        said = {"start": "from", "dry_run": "dry-run"}
        names = ", ".join(f"--{said.get(each, each)}" for each in wrong)
        raise BadInputError(f"challenges {args.act} takes no {names}")
    with session.opened(args) as workspace:
        return ACTS[args.act](workspace, args)


def _act(text: str) -> str:
    return arguments.one_of(text, ", ".join(ACTS))


def _views(text: str) -> int:
    import re

    if not re.fullmatch(r"[0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5}", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number")
    return int(text.replace(",", ""))


def _names(args: argparse.Namespace, form: str, exactly: int) -> Sequence[str]:
    if len(args.words) != exactly:
        raise BadInputError(f"say challenges {args.act} {form}, a name with blanks in quotes")
    words: list[str] = args.words
    return words


def _list(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services.challenges import all_challenges

    _names(args, "without names", 0)
    found = all_challenges(ws)
    return Answer(lambda: [_line(one) for one in found], lambda: _lines(found))


def _add(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services.challenges import add

    [name] = _names(args, "NAME --task TASK", 1)
    if not args.task:
        raise BadInputError("say challenges add NAME --task TASK")
    made = add(ws, name, args.task, starts_on=args.start, ends_on=args.until, tag=args.tag or "")
    return Answer(lambda: _line(made), lambda: _lines([made]))


def _end(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services.challenges import end

    [name] = _names(args, "NAME", 1)
    ended = end(ws, name)
    return Answer(lambda: _line(ended), lambda: _lines([ended]))


def _invite(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import documents, pages
    from dm_assistant.services.challenges import invite

    name, *names = args.words or [""]
    if not name or (names and (args.segment or args.top)):
        raise BadInputError("say challenges invite NAME HANDLE…, or --segment NAME, --top N")
    report = invite(ws, name, names=names, segment=args.segment, top=args.top, dry_run=args.dry_run)
    return Answer(lambda: documents.drafts(report), lambda: pages.drafts(report))


def _took_part(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services.challenges import took_part

    name, handle = _names(args, "NAME HANDLE", 2)
    at = args.at and arguments.instant(args.at, ws.timezone)
    found = took_part(ws, name, handle, link=args.link or "", views=args.views, at=at)
    return _answer(found)


def _note_views(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services.challenges import note_views

    name, handle, number = _names(args, "NAME HANDLE N", 3)
    return _answer(note_views(ws, name, handle, _views(number), args.link or ""))


def _show(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services.challenges import page

    if not args.words:
        raise BadInputError("say challenges show NAME")
    return _answer(page(ws, " ".join(args.words)))


def _answer(found: ChallengePage) -> Answer:
    return Answer(lambda: _document(found), lambda: _page(found))


# --- documents and pages ---------------------------------------------------------------------


def _line(one: ChallengeLine) -> dict[str, Json]:
    from dm_assistant.domain.rules.verdict import iso

    what, steps = one.challenge, one.funnel
    return {
        "challenge": what.name,
        "task": what.task,
        "from": what.starts_on.isoformat() if what.starts_on else None,
        "until": what.ends_on.isoformat() if what.ends_on else None,
        "tag": what.tag,
        "ended_at": iso(what.ended_at),
        "over": one.over,
        "waiting": steps.waiting,
        "invited": steps.invited,
        "answered": steps.answered.as_json(),
        "took_part": steps.took_part.as_json(),
        "uninvited": steps.uninvited,
        "views": {
            "total": steps.views.total,
            "median": steps.views.middle,
            "known": steps.views.known,
            "entries": steps.views.entries,
        },
    }


def _document(found: ChallengePage) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {
        **_line(found.line),
        "people": [
            {
                "handle": one.handle,
                "invitation": one.state or None,
                "replied": one.replied,
                "entries": [
                    {
                        "at": iso(entry.at),
                        "link": entry.link,
                        "views": entry.views,
                        "views_at": iso(entry.views_at),
                    }
                    for entry in one.entries
                ],
            }
            for one in found.takers
        ],
        "may_have_taken_part": [
            {"handle": handle, "words": words} for handle, words in found.likely
        ],
    }


def _lines(found: Sequence[ChallengeLine]) -> Iterator[str]:
    rows = [
        (
            one.challenge.name,
            _until(one),
            f"{one.funnel.invited:,}"
            + (f", {one.funnel.waiting:,} drafted" * bool(one.funnel.waiting)),
            _of(one.funnel.answered),
            _of(one.funnel.took_part),
            f"{one.funnel.uninvited:,}",
            _watched(one),
            "-" if one.funnel.views.middle is None else f"{one.funnel.views.middle:,.0f}",
        )
        for one in found
    ]
    if rows:
        yield from table(HEADS, rows, right=(2, 5, 7))
    else:
        yield "no challenges yet: dm-assistant challenges add NAME --task TASK"


def _until(one: ChallengeLine) -> str:
    if one.over:
        return "over"
    return str(one.challenge.ends_on or "you end it")


def _of(rate: Rate) -> str:
    return f"{rate.k:,} of {rate.n:,}"


def _watched(one: ChallengeLine) -> str:
    views = one.funnel.views
    return f"{views.total:,} of {views.known:,}/{views.entries:,} posts" if views.entries else "-"


def _page(found: ChallengePage) -> Iterator[str]:
    yield from _lines([found.line])
    yield from paragraph(f"task: {found.line.challenge.task}", indent="")
    for one in found.takers:
        yield f"  {_taker(one)}"
    if found.likely:
        who = count(len(found.likely), "person", "people")
        yield f"may have taken part: {who} wrote #{shown(found.line.challenge.tag)}"
        yield from (f"  @{handle}: “{words}”" for handle, words in found.likely)


def _taker(one: Taker) -> str:
    invitation = one.state.replace("_", " ") or "not invited"
    made = "; ".join(
        f"took part {entry.at:%Y-%m-%d}{f' {entry.link}' * bool(entry.link)}"
        + ("" if entry.views is None else f", {entry.views:,} views by {clock(entry.views_at)}")
        for entry in one.entries
    )
    return f"@{one.handle}: {', '.join(filter(None, (invitation, made)))}"


ACTS: dict[str, Callable[[Workspace, argparse.Namespace], Answer]] = {
    "list": _list,
    "add": _add,
    "invite": _invite,
    "took-part": _took_part,
    "views": _note_views,
    "show": _show,
    "end": _end,
}
ALL_OPTIONS = (
    "task",
    "start",
    "until",
    "tag",
    "segment",
    "top",
    "link",
    "views",
    "at",
    "dry_run",
)
OPTIONS: dict[str, set[str]] = {
    "add": {"task", "start", "until", "tag"},
    "invite": {"segment", "top", "dry_run"},
    "took-part": {"link", "views", "at"},
    "views": {"link"},
}
