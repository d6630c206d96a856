"""Commands about campaigns: making, trying, running, reading, following up and ending them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dm_assistant.cli import arguments, session
from dm_assistant.cli.drafting import add_fill
from dm_assistant.cli.parser import Commands, Parser
from dm_assistant.cli.printing import Answer
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from datetime import date

    from dm_assistant.domain.campaigns import Variant
    from dm_assistant.services.campaign_views import CampaignLine

NONE = "none"
"""What takes a first or last day away again."""

SETS = ("segment", "variant", "plan", "pool", "start", "until", "holdout", "fill", "notes")
TAKES: dict[str, tuple[str, ...]] = {
    "list": (),
    "new": ("purpose", *SETS),
    "edit": SETS,
    "try": ("top",),
    "run": ("top", "invite"),
    "show": (),
    "people": (),
    "follow-up": ("dry_run",),
    "end": (),
}
"""Which options each act takes, by where they are kept."""

SPELT = {"purpose": "for", "start": "from", "dry_run": "dry-run"}


MORE = (
    "list              every campaign with how far it is (so does no act at all)\n"
    "new NAME          makes one; nothing is drafted yet\n"
    "try NAME          says who would get a draft, an invitation, a wait or nothing, and why\n"
    "run NAME          drafts for everybody not looked after yet; again at any time\n"
    "show NAME         the steps from drafted to redeemed, by variant, and what is left\n"
    "people NAME       everybody in it with where their message is\n"
    "follow-up NAME    one second message, at most, where the first got no answer: written\n"
    "                  from the third day on, held until the rules allow a second touch\n"
    "edit NAME         other people, days, codes or words; never what was drawn\n"
    "end NAME          nothing more is drafted; held-out people stay so for their 28 days\n\n"
    "With --plan N the replies to two variants or more are compared once, after N messages each;\n"
    "experiment NAME says how they do.\n"
    "Of --holdout per cent of those who could get a message, drawn by chance, nobody is\n"
    "written to for 28 days: the difference is what the messages did."
)


def register(commands: Commands) -> None:
    """Add the command about campaigns."""
    commands.family("campaigns")
    place = commands.add(
        "campaigns",
        "draft for a whole segment as one: try it, run it, read how it went",
        keep_campaigns,
        example="campaigns new spring --for thanks --segment regular --variant warm --variant short"
        " --holdout 20\ncampaigns try spring\ncampaigns run spring --top 20 --invite\n"
        "campaigns show spring\ncampaigns follow-up spring --dry-run",
        more=MORE,
    )
    place.add_argument("act", metavar="ACT", type=_act, nargs="?", default="list")
    place.add_argument("name", metavar="NAME", type=arguments.words, nargs="?")
    add_people(place)
    add_limits(place)
    add_fill(place)
    place.add_argument("--notes", metavar="TEXT", type=arguments.words)
    place.add_argument("--top", metavar="N", type=arguments.number, help="stop after N drafts")
    place.add_argument(
        "--invite", action="store_true", help="draft public replies to those whose yes is missing"
    )
    place.add_argument("--dry-run", action="store_true", help="say what would be done, and stop")


def add_people(place: Parser) -> None:
    """Add what says for whom a campaign is, and in which words."""
    place.add_argument(
        "--for",
        dest="purpose",
        metavar="PURPOSE",
        type=arguments.purpose,
        help="thanks, offer, collab, feedback or challenge",
    )
    place.add_argument("--segment", metavar="FILTER", type=arguments.words, help="of whom")
    place.add_argument(
        "--variant",
        metavar="NAME[=SHARE]",
        type=_variant,
        action="append",
        help="a template of the purpose (again for each; equal shares unless said)",
    )
    place.add_argument(
        "--plan",
        metavar="N",
        type=_plan,
        help=f"messages for each variant of a test ({NONE}: no plan)",
    )


def add_limits(place: Parser) -> None:
    """Add what limits a campaign: codes, days, and people who are held out."""
    place.add_argument("--pool", metavar="POOL", type=arguments.words, help="where codes come from")
    place.add_argument(
        "--from", dest="start", metavar="DAY", type=_day, help="nothing is drafted before"
    )
    place.add_argument("--until", metavar="DAY", type=_day, help=f"the last day ({NONE}: no limit)")
    place.add_argument(
        "--holdout", metavar="PCT", type=_percent, help="0 to 50 per cent get no message"
    )


def _act(text: str) -> str:
    return arguments.one_of(text, ", ".join(TAKES))


def _variant(text: str) -> Variant:
    from dm_assistant.domain.campaigns import Variant

    name, sign, share = arguments.words(text).partition("=")
    return Variant(name.strip(), arguments.number(share) if sign else 1)


def _plan(text: str) -> int:
    return 0 if text == NONE else arguments.number(text)


def _day(text: str) -> date | str:
    if text == NONE:
        return NONE
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day like 2026-05-14") from None


def _percent(text: str) -> int:
    digits = text.removesuffix("%").strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= arguments.LONGEST):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of per cent")
    return int(digits)


def keep_campaigns(args: argparse.Namespace) -> Answer:
    """Do what is asked of campaigns."""
    _require_known(args)
    doing = {
        "list": _list,
        "new": _new,
        "edit": _edit,
        "try": _run,
        "run": _run,
        "show": _show,
        "people": _people,
        "follow-up": _follow_up,
        "end": _end,
    }
    return doing[args.act](args)


def _require_known(args: argparse.Namespace) -> None:
    if (args.act == "list") is (args.name is not None):
        named = "takes no name" if args.name else "needs the NAME of a campaign"
        raise BadInputError(f"campaigns {args.act} {named}")
    for option in ("purpose", *SETS, "top", "invite", "dry_run"):
        if getattr(args, option) and option not in TAKES[args.act]:
            raise BadInputError(f"campaigns {args.act} takes no --{SPELT.get(option, option)}")


def _list(args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import campaign_pages as pages
    from dm_assistant.services import campaigns

    with session.opened(args) as workspace:
        found = campaigns.listing(workspace)
    return Answer(lambda: [pages.line(each) for each in found], lambda: pages.listing(found))


def _new(args: argparse.Namespace) -> Answer:
    if args.purpose is None:
        raise BadInputError("say campaigns new NAME --for PURPOSE")
    from dm_assistant.services import campaigns
    from dm_assistant.services.campaign_views import CampaignWish

    days: Any = {each: None if value == NONE else value for each, value in _days(args).items()}
    wish = CampaignWish(
        name=args.name,
        purpose=args.purpose,
        segment=args.segment or "",
        variants=tuple(args.variant or ()),
        pool=args.pool or "",
        holdout=args.holdout or 0,
        extra=arguments.by_name("--fill", args.fill) or {},
        notes=args.notes or "",
        plan=args.plan or None,
        **days,
    )
    with session.opened(args) as workspace:
        made = campaigns.new(workspace, wish)
    return _one(made)


def _edit(args: argparse.Namespace) -> Answer:
    from dm_assistant.services import campaigns

    days = _days(args)
    change = campaigns.CampaignChange(
        segment=args.segment,
        variants=None if args.variant is None else tuple(args.variant),
        pool=args.pool,
        holdout=args.holdout,
        extra=arguments.by_name("--fill", args.fill),
        notes=args.notes,
        plan=args.plan,
        free_from=days["starts_on"] == NONE,
        free_until=days["ends_on"] == NONE,
        **{each: None if value == NONE else value for each, value in days.items()},
    )
    with session.opened(args) as workspace:
        changed = campaigns.edit(workspace, args.name, change)
    return _one(changed)


def _days(args: argparse.Namespace) -> dict[str, Any]:
    return {"starts_on": args.start, "ends_on": args.until}


def _run(args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import campaign_pages as pages
    from dm_assistant.services import campaign_runs

    with session.opened(args) as workspace:
        found = campaign_runs.run(
            workspace, args.name, top=args.top, invite=args.invite, dry_run=args.act == "try"
        )
    return Answer(lambda: pages.run_document(found), lambda: pages.run(found))


def _follow_up(args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import campaign_pages as pages
    from dm_assistant.services import following_up

    with session.opened(args) as workspace:
        found = following_up.follow_up(workspace, args.name, dry_run=args.dry_run)
    return Answer(lambda: pages.run_document(found), lambda: pages.run(found))


def _show(args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import campaign_pages as pages
    from dm_assistant.services import campaigns

    with session.opened(args) as workspace:
        found = campaigns.page(workspace, args.name)
    return Answer(lambda: pages.page_document(found), lambda: pages.page(found))


def _people(args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import campaign_pages as pages
    from dm_assistant.services import campaigns

    with session.opened(args) as workspace:
        found = campaigns.members(workspace, args.name)
    return Answer(lambda: [pages.member(each) for each in found], lambda: pages.members(found))


def _end(args: argparse.Namespace) -> Answer:
    from dm_assistant.services import campaigns

    with session.opened(args) as workspace:
        ended = campaigns.end(workspace, args.name)
    return _one(ended)


def _one(found: CampaignLine) -> Answer:
    from dm_assistant.cli import campaign_pages as pages

    return Answer(lambda: pages.line(found), lambda: pages.set_up(found))
