"""The commands ``today`` and ``session``: what the day holds, and minutes that are planned."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json, clock, count, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.own_pace import AccountPace
    from dm_assistant.services.session_views import Begun, EndCard, Plan, Running, Today

FIRST_LINES = 10
LONGEST = 3


def register(commands: Commands) -> None:
    """Add the commands about a day and a session."""
    commands.family("your day")
    today = commands.add(
        "today",
        "what the day holds, and a plan for your minutes",
        show_today,
        example="today\ntoday --minutes 45 --json",
        more="Windows that close come first, then what brings most for its time.",
    )
    _add_options(today)
    place = commands.add(
        "session",
        "begin a planned session, look how far it is, end it",
        show_session,
        example="session begin --minutes 20\nsession\nsession end",
        more="Without a word it says how far the session is. Ending leaves nothing half done.",
    )
    place.add_argument("act", nargs="?", metavar="begin|end", type=_act, help="what to do")
    _add_options(place)


def _add_options(place: argparse.ArgumentParser) -> None:
    place.add_argument(
        "--minutes",
        metavar="N",
        type=_minutes,
        help="time there is, 5 to 240 (as last time, or 20)",
    )
    place.add_argument(
        "--no-drafts", action="store_true", help="draft no thanks for people who have no draft"
    )


def _act(text: str) -> str:
    return arguments.one_of(text, "begin, end")


def _minutes(text: str) -> int:
    from dm_assistant.domain.sessions import LEAST_MINUTES, MOST_MINUTES

    found = arguments.number(text) if len(text) <= LONGEST else 0
    if not LEAST_MINUTES <= found <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"a session has {LEAST_MINUTES} to {MOST_MINUTES} minutes")
    return found


# --- today -----------------------------------------------------------------------------------


def show_today(args: argparse.Namespace) -> Answer:
    """Show what the day holds."""
    from dm_assistant.services import today

    with session.opened(args) as workspace:
        found = today.look(workspace, args.minutes, drafts=not args.no_drafts)
    return Answer(lambda: _document(found), lambda: _page(found))


def _document(found: Today) -> Json:
    from dm_assistant.domain.model import Lane
    from dm_assistant.domain.rules.verdict import iso

    lanes: dict[str, int] = {lane.value: found.lanes.of(lane) for lane in Lane}
    lanes |= {"approved": found.lanes.approved, "handed_over": found.lanes.handed_over}
    return {
        "lanes": lanes,
        "closing": [
            {"handle": each.handle, "message": each.item.id, "at": iso(each.at)}
            for each in found.closing
        ],
        "closing_today": found.closing_today,
        "pace": [_places(each) for each in found.pace],
        "codes": [{"pool": each.name, "concern": each.words} for each in found.codes],
        "collabs": [
            {"handle": each.handle, "idea": each.name, "concern": each.words}
            for each in found.collabs
        ],
        "campaigns": [{"name": each.name, "concern": each.words} for each in found.campaigns],
        "questions": found.questions,
        "backup": iso(found.backup_at),
        "session": found.session and _running(found.session),
        "plan": _plan(found.plan),
    }


def _places(one: AccountPace) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {
        "platform": one.account.platform.value,
        "account": one.account.handle,
        "first_contacts_hour": {"used": one.hour.taken, "cap": one.hour.cap},
        "first_contacts_day": {"used": one.day.taken, "cap": one.day.cap},
        "messages_day": {"used": one.messages.taken, "cap": one.messages.cap},
        "free_at": iso(one.free_at),
    }


def _plan(plan: Plan) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {
        "minutes": plan.minutes,
        "items": [
            {
                "id": each.item.id,
                "kind": each.item.kind,
                "lane": each.kind.value,
                "handle": each.handle,
                "seconds": round(each.seconds, 1),
                "why": each.why,
            }
            for each in plan.lines
        ],
        "finish_at": iso(plan.finish_at),
        "worth": plan.worth,
        "drafts": plan.drafts,
        "more": plan.more,
        "unfit": plan.unfit,
        "seconds": {
            kind.value: {"median": pace.seconds, "cards": pace.cards, "assumed": pace.assumed}
            for kind, pace in plan.paces.items()
        },
    }


def _page(found: Today) -> Iterator[str]:
    if not found.people:
        yield "nobody is known yet: 'dm-assistant import comments.csv --dry-run' shows what is read"
        return
    yield " · ".join(_lanes(found))
    if found.session is not None:
        yield _running_line(found.session)
    for each in found.closing:
        yield f"closes soon: @{each.handle} at {clock(each.at)} UTC"
    for place in found.pace:
        yield _pace_line(place)
    for what, listed in (
        ("codes", found.codes),
        ("collab", found.collabs),
        ("campaign", found.campaigns),
    ):
        for one in listed:
            who = f"@{one.handle}: " if one.handle else ""
            yield f"{what}: {who}{one.name}: {one.words}"
    if found.questions:
        yield f"import: {count(found.questions, 'question')} open"
    yield f"last checked backup: {clock(found.backup_at)}"
    yield ""
    yield from _plan_page(found.plan)


def _lanes(found: Today) -> Iterator[str]:
    from dm_assistant.domain.model import Lane

    for lane in Lane:
        yield f"{lane.value} {found.lanes.of(lane):,}"
    yield f"to hand over {found.lanes.approved + found.lanes.handed_over:,}"


def _pace_line(one: AccountPace) -> str:
    account = one.account
    who = f"@{account.handle}" if account.handle else account.platform.value
    free = f"; next place free {clock(one.free_at)} UTC" if one.free_at else ""
    return (
        f"pace of {who}: {one.hour.taken} of {one.hour.cap} first contacts this hour, "
        f"{one.day.taken} of {one.day.cap} in 24 h, "
        f"{one.messages.taken} of {one.messages.cap} messages{free}"
    )


def _plan_page(plan: Plan) -> Iterator[str]:
    cards = len(plan.lines) + plan.more
    if not cards:
        yield "plan: nothing to do now"
        return
    done = f"done about {clock(plan.finish_at)} UTC"
    yield f"plan for {plan.minutes} min: {count(cards, 'card')}, {done}"
    if plan.worth:
        made = f"; beginning drafts {plan.drafts:,} first" if plan.drafts else ""
        yield f"{count(plan.worth, 'person', 'people')} could get a thank-you{made}"
    rows = [
        (each.kind.value.replace("_", " "), f"@{each.handle}", f"{each.seconds:.0f} s", each.why)
        for each in plan.lines[:FIRST_LINES]
    ]
    yield from table(("lane", "who", "time", "why"), rows, right=(2,))
    if len(plan.lines) > FIRST_LINES:
        yield f"and {len(plan.lines) - FIRST_LINES} more"
    if plan.assumed:
        words = ", ".join(plan.assumed).replace("_", " ")
        yield f"seconds per card are assumed until 5 are measured: {words}"


# --- session ---------------------------------------------------------------------------------


def show_session(args: argparse.Namespace) -> Answer:
    """Begin a session, end it, or say how far it is."""
    from dm_assistant.services import sessions

    if args.act != "begin" and (args.minutes or args.no_drafts):
        raise BadInputError("--minutes and --no-drafts go with 'session begin'")
    with session.opened(args) as workspace:
        if args.act == "begin":
            minutes = args.minutes or sessions.remembered_minutes(workspace)
            begun = sessions.begin(workspace, minutes, drafts=not args.no_drafts)
            return Answer(lambda: _begun(begun), lambda: _begun_page(begun))
        if args.act == "end":
            card = sessions.end(workspace)
            return Answer(lambda: _ended(card), lambda: _ended_page(card))
        found = sessions.running(workspace)
    return Answer(
        lambda: {"session": found and _running(found)},
        lambda: [_running_line(found) if found else "no session runs"],
    )


def _begun(begun: Begun) -> Json:
    return {
        "session": begun.session,
        "drafted": begun.drafted,
        "left_out": begun.left_out,
        "plan": _plan(begun.plan),
    }


def _begun_page(begun: Begun) -> Iterator[str]:
    if begun.drafted or begun.left_out:
        left = f"; {begun.left_out:,} left out: {begun.left_why}" if begun.left_out else ""
        yield f"{count(begun.drafted, 'draft')} made{left}"
    yield from _plan_page(begun.plan)


def _running(one: Running) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {
        "id": one.id,
        "minutes": one.minutes,
        "began_at": iso(one.began_at),
        "done": one.count,
        "total": one.total,
        "gone": one.gone,
        "waiting": one.waiting,
        "finish_at": iso(one.finish_at),
        "pending": [{"lane": kind.value, "id": item.id} for kind, item in one.pending],
    }


def _running_line(one: Running) -> str:
    return (
        f"session since {clock(one.began_at)} UTC: {one.count} of {count(one.total, 'card')}, "
        f"{one.waiting:,} to hand over, done about {clock(one.finish_at)} UTC"
    )


def _ended(card: EndCard) -> Json:
    from dm_assistant.domain.model import Lane
    from dm_assistant.domain.rules.verdict import iso

    return {
        "done": {kind.value: {"k": k, "n": n} for kind, (k, n) in card.done.items()},
        "acts": dict(card.acts),
        "minutes": card.minutes,
        "spent": card.spent,
        "gone": card.gone,
        "left": {
            **{lane.value: card.left.of(lane) for lane in Lane},
            "to_hand_over": card.left.approved + card.left.handed_over,
        },
        "first_expires_at": iso(card.first_expires_at),
        "expires_where": card.expires_where,
    }


def _ended_page(card: EndCard) -> Iterator[str]:
    yield f"{card.spent} of {card.minutes} minutes"
    kinds = (f"{kind.value.replace('_', ' ')} {k} of {n}" for kind, (k, n) in card.done.items())
    yield f"done: {', '.join(kinds)}"
    if card.acts:
        yield ", ".join(f"{number} {name}" for name, number in card.acts.items())
    left = card.left
    yield (
        f"left: reply {left.reply:,}, ready {left.ready:,}, invite {left.invite:,}, "
        f"held {left.held:,}, to hand over {left.approved + left.handed_over:,}"
    )
    if card.first_expires_at is not None:
        where = card.expires_where.replace("_", " ")
        yield f"the first of it runs out at {clock(card.first_expires_at)} UTC: {where}"
