"""The command ``kpi``: the board of key figures, and everything that is noted for it by hand."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands, Parser
from dm_assistant.cli.printing import Answer, count, say
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from datetime import date

    from dm_assistant.domain.measures import Measure, Said

ACTS = "show, note, take, list, import, goal, competitor, change"
OPTIONS = (
    "since",
    "until",
    "on",
    "from_day",
    "to_day",
    "source",
    "paid",
    "post",
    "by",
    "platform",
    "followers",
    "posts",
    "views",
    "words",
    "dry_run",
)
TAKES = {
    "show": ("without names", ("since", "until")),
    "note": ("FIGURE VALUE --on DAY", ("on", "from_day", "to_day", "source", "paid", "post")),
    "take": ("ID", ()),
    "list": ("without names", ()),
    "import": ("FILE", ("dry_run",)),
    "goal": ("FIGURE TARGET --by DAY, or goal take ID", ("by",)),
    "competitor": (
        "HANDLE with --followers, --posts or --views, or competitor take ID",
        ("platform", "followers", "posts", "views", "words", "on"),
    ),
    "change": ("TEXT, or change take ID", ("on",)),
}
"""How each act is said, and which options it may have."""

NAMES: dict[str, tuple[int, ...]] = {
    "show": (0,),
    "note": (2,),
    "take": (1,),
    "list": (0,),
    "import": (1,),
    "goal": (2,),
    "competitor": (1, 2),
    "change": (1, 2),
}
"""How many names each act has."""


def register(commands: Commands) -> None:
    """Add the command about key figures; it belongs to the numbers."""
    kpi = commands.add(
        "kpi",
        "show your key figures, goals and traffic sources; note what no file says",
        keep_kpis,
        example="kpi\nkpi --since 2026-04-01 --until 2026-04-30 --json\n"
        "kpi note conversions 62 --from 2026-04-01 --to 2026-04-30 --source search\n"
        "kpi goal followers 5000 --by 2026-12-31\n"
        "kpi competitor lena.paints --followers 8200 --posts 12 --views 900\n"
        'kpi change "new bio with a link" --on 2026-04-12',
        more="show                 the last 28 days, with the change from the days before\n"
        "note FIGURE VALUE    notes a figure --on a day, or --from one --to another\n"
        "take ID              takes back a noted figure; list shows their numbers\n"
        "import FILE          notes the figures of a table: figure, value, first_day, last_day,\n"
        "                     source, paid, post. --dry-run looks first\n"
        "goal FIGURE TARGET   sets a goal --by a day; goal take ID drops it\n"
        "competitor HANDLE    notes what their profile shows; competitor take ID drops a look\n"
        "change TEXT          notes what you changed; change take ID drops it\n\n"
        "For the same day your platform's own file wins over what is noted.\n"
        "Figures: views, profile_views, likes, comments, shares, saves, followers, viewers,\n"
        "  reach, impressions, link_clicks, full_watches, conversions, view_share (percent).\n"
        "Sources: for_you, following, profile, search, hashtag, sound, external, share, message.",
    )
    kpi.add_argument("act", metavar=ACTS.replace(", ", "|"), type=_act, nargs="?", default="show")
    kpi.add_argument("names", metavar="NAME", type=arguments.words, nargs="*")
    _add_options(kpi)


def _add_options(kpi: Parser) -> None:
    for option, words in (
        ("--since", "the first day shown"),
        ("--until", "the last day shown (default: today)"),
        ("--on", "the day of a figure, a look or a change"),
        ("--by", "the day by which a goal is to be reached"),
    ):
        kpi.add_argument(option, metavar="DAY", type=arguments.day, help=words)
    kpi.add_argument("--from", dest="from_day", metavar="DAY", type=arguments.day, help="first day")
    kpi.add_argument("--to", dest="to_day", metavar="DAY", type=arguments.day, help="last day")
    kpi.add_argument("--source", metavar="S", type=arguments.words, help="the traffic source")
    kpi.add_argument("--post", metavar="LINK", type=arguments.words, help="the post it is of")
    money = kpi.add_mutually_exclusive_group()
    for kind in ("paid", "organic"):
        words = "money was behind it" if kind == "paid" else "no money was behind it"
        money.add_argument(f"--{kind}", dest="paid", action="store_const", const=kind, help=words)
    kpi.add_argument("--platform", metavar="P", type=arguments.platform, help="the competitor's")
    for option in ("followers", "posts", "views"):
        kpi.add_argument(f"--{option}", metavar="N", type=_count, help=f"the {option} they show")
    kpi.add_argument("--note", dest="words", metavar="TEXT", type=arguments.words, help="a remark")
    kpi.add_argument("--account", metavar="HANDLE", type=arguments.words, help="which one of yours")
    kpi.add_argument("--dry-run", action="store_true", default=None, help="only look at a file")


def _act(text: str) -> str:
    return arguments.one_of(text, ACTS)


def _count(text: str) -> int:
    digits = text.replace(",", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= arguments.LONGEST):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number")
    return int(digits)


def keep_kpis(args: argparse.Namespace) -> Answer:
    """Show the board, or note something for it."""
    usage, allowed = TAKES[args.act]
    given = {each for each in OPTIONS if getattr(args, each) is not None}
    if len(args.names) not in NAMES[args.act] or given - set(allowed):
        raise BadInputError(f"say kpi {args.act} {usage}")
    if args.act in {"goal", "competitor", "change"} and args.names[0] == "take":
        return _take(args, args.act, args.names[1:])
    acts = {
        "show": _show,
        "note": _note,
        "take": lambda args: _take(args, "figure", args.names),
        "list": _list,
        "import": _import,
        "goal": _goal,
        "competitor": _competitor,
        "change": _change,
    }
    return acts[args.act](args)


def _show(args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import kpi_pages
    from dm_assistant.services.kpi import board

    with session.opened(args) as workspace:
        found = board(workspace, since=args.since, until=args.until, account=args.account)
    return Answer(found.as_json, lambda: kpi_pages.board(found))


def _note(args: argparse.Namespace) -> Answer:
    from dm_assistant.domain.statistics.kpi_words import noted_words
    from dm_assistant.services.kpi_notes import note

    said = _said(args)
    with session.opened(args) as workspace:
        made = note(workspace, said, args.account)
    return Answer(made.as_json, lambda: [f"noted {noted_words(made)}"])


def _said(args: argparse.Namespace) -> Said:
    from dm_assistant.domain.measures import Paid, Said, post_of, source_of, value_of

    first_on, last_on = _span(args)
    try:
        measure = _measure(args.names[0])
        return Said(
            measure=measure,
            value=value_of(args.names[1], measure),
            first_on=first_on,
            last_on=last_on,
            source=source_of(args.source) if args.source else None,
            paid=Paid(args.paid) if args.paid else Paid.UNKNOWN,
            post=post_of(args.post or ""),
        )
    except ValueError as error:
        raise BadInputError(f"kpi note: {error}") from None


def _span(args: argparse.Namespace) -> tuple[date, date]:
    whole = args.from_day is not None and args.to_day is not None
    if args.on is not None and args.from_day is None and args.to_day is None:
        return args.on, args.on
    if args.on is None and whole:
        return args.from_day, args.to_day
    raise BadInputError("kpi note: say of which day (--on DAY), or --from DAY --to DAY")


def _measure(text: str) -> Measure:
    from dm_assistant.domain.measures import measure_of

    try:
        return measure_of(text)
    except ValueError as error:
        raise BadInputError(f"kpi: {error}") from None


def _take(args: argparse.Namespace, kind: str, names: list[str]) -> Answer:
    from dm_assistant.services.kpi_notes import take

    if len(names) != 1:
        raise BadInputError(f"say kpi {'' if kind == 'figure' else kind + ' '}take ID")
    try:
        number = arguments.number(names[0])
    except argparse.ArgumentTypeError as error:
        raise BadInputError(f"kpi take: {error}") from None
    with session.opened(args) as workspace:
        take(workspace, kind, number)
    return say({"kind": kind, "id": number}, f"{kind} {number} is taken back; undo brings it again")


def _list(args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import kpi_pages
    from dm_assistant.services.kpi_notes import listed

    with session.opened(args) as workspace:
        found = listed(workspace, args.account)
    return Answer(lambda: [each.as_json() for each in found], lambda: kpi_pages.listed(found))


def _import(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from dm_assistant.cli import kpi_pages
    from dm_assistant.services.kpi_notes import read

    with session.opened(args) as workspace:
        found = read(
            workspace, Path(args.names[0]), account=args.account, dry_run=bool(args.dry_run)
        )
    document = {
        "path": args.names[0],
        "new": found.new,
        "changed": found.changed,
        "same": found.same,
        "rejected": [{"line": each.line, "reason": each.reason} for each in found.rejected],
        "unknown_columns": list(found.unknown),
        "dry_run": found.dry_run,
    }
    return Answer(lambda: document, lambda: kpi_pages.imported(found))


def _goal(args: argparse.Namespace) -> Answer:
    from dm_assistant.domain.measures import NAMES as CALLED
    from dm_assistant.services.kpi_notes import set_goal

    if args.by is None:
        raise BadInputError("say kpi goal FIGURE TARGET --by DAY")
    measure, target = _measure(args.names[0]), args.names[1].replace(",", "")
    if not (target.isascii() and target.isdecimal() and len(target) <= arguments.LONGEST):
        raise BadInputError(f"kpi goal: '{args.names[1]}' is not a whole number")
    with session.opened(args) as workspace:
        goal = set_goal(workspace, measure, int(target), args.by, args.account)
    document = {
        "id": goal.id,
        "figure": goal.measure.value,
        "target": int(goal.target),
        "by": goal.by_on.isoformat(),
        "since": goal.begun_on.isoformat(),
    }
    words = f"goal {goal.id}: {int(goal.target):,} {CALLED[measure].lower()} by {goal.by_on}"
    return say(document, f"{words}, counted from {goal.begun_on}")


def _competitor(args: argparse.Namespace) -> Answer:
    from dm_assistant.domain.goals import Competitor
    from dm_assistant.domain.model import Platform
    from dm_assistant.services.kpi_notes import Seen, look

    if len(args.names) != 1:
        raise BadInputError(f"say kpi competitor {TAKES['competitor'][0]}")
    seen = Seen(args.followers, args.posts, args.views, args.words or "")
    with session.opened(args) as workspace:
        found = look(workspace, args.names[0], args.platform or Platform.TIKTOK, seen, on=args.on)
    told = [
        count(number, one, many)
        for number, one, many in (
            (found.followers, "follower", ""),
            (found.posts, "post", ""),
            (found.views, "typical view", ""),
        )
        if number is not None
    ]
    words = f"competitor {found.id}: @{found.handle} on {found.on}, {', '.join(told)}"
    return Answer(Competitor(found).as_json, lambda: [words])


def _change(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.kpi_notes import note_change

    if len(args.names) != 1:
        raise BadInputError('say kpi change "TEXT" --on DAY: one text, in quotes')
    with session.opened(args) as workspace:
        found = note_change(workspace, args.names[0], args.on)
    return Answer(found.as_json, lambda: [f"change {found.id} on {found.on}: {found.words}"])
