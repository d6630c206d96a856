"""Recounting: every number that is shown, counted again by a second path, and both compared.

The records are the acts of the journal that nobody took back, what people wrote, what exports and
shops said. Who a message went to, with which words and code, is asked of the message itself: that
is what was drafted, and nothing else knows it. What was sent before a copy was put back, and what
was written outside the program, is told by its own rows alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dm_assistant.domain import recounting as plain
from dm_assistant.domain.model import Platform, Purpose, SuppressionReason, TouchState
from dm_assistant.domain.recounting import Counted, Difference, Known, Message, Number, Touch
from dm_assistant.domain.statistics.figures import Group
from dm_assistant.domain.statistics.thresholds import REPLY_WINDOW
from dm_assistant.services import (
    campaigns,
    codes,
    coming_back,
    impact,
    numbers,
    own_pace,
    queue,
    template_results,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import drafts, lanes, recounts, secret
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds, seconds_or_none

LEFT = frozenset(
    {
        SuppressionReason.OPT_OUT,
        SuppressionReason.REFUSED,
        SuppressionReason.BLOCKED,
        SuppressionReason.COMPLAINT,
    }
)
"""Reasons by which somebody counts as having opted out."""

LOOKS = 2
"""So often numbers are compared while somebody goes on working."""


@dataclass(frozen=True, slots=True)
class Recount:
    """How many numbers were counted twice, and those that differ."""

    numbers: int
    differences: tuple[Difference, ...]


def recount(ws: Workspace) -> Recount:
    """Count every shown number from the records and compare; changes nothing.

    What differs while another window records an act, or because time went on, is looked at again.
    """
    found = _compare(ws)
    for _ in range(LOOKS - 1):
        if not found.differences:
            break
        found = _compare(ws)
    return found


def _compare(ws: Workspace) -> Recount:
    records = _records(ws)
    pairs = [
        *_rates(ws, records),
        (plain.campaigns(records.messages), _campaigns(ws)),
        (plain.used(records.messages), _used(ws)),
        (plain.pools(records.messages, records.codes), _pools(ws)),
        _openers(ws, records),
        (_went_out(ws, records), _coming_back(ws)),
        _touches(records),
        _impact(ws, records),
        _pace(ws, records),
    ]
    return Recount(
        sum(len(mine.keys() | shown.keys()) for mine, shown in pairs),
        tuple(each for pair in pairs for each in plain.differences(*pair)),
    )


@dataclass(frozen=True, slots=True)
class _Records:
    """What was recorded, gathered once."""

    messages: list[Message]
    touches: list[Touch]
    codes: Mapping[int, plain.Code]
    said_no: Mapping[int, int]
    nameless: set[int]


def _records(ws: Workspace) -> _Records:
    with ws.database.read() as tx:
        db = driver(tx)
        return _Records(
            messages=list(recounts.messages(db)),
            touches=list(recounts.touches(db)),
            codes={each.id: each for each in recounts.codes(db)},
            said_no=_said_no(ws, db),
            nameless=recounts.nameless(db),
        )


def _said_no(ws: Workspace, db: lanes.Light) -> dict[int, int]:
    """Return who said no and when: by what they wrote, or by the list of keyed names.

    Of somebody erased there is no name left to look for: the mark itself is taken.
    """
    key, listed = ws.secret(), recounts.digests(db, LEFT)
    backed = {
        each.contact_id
        for each in recounts.names(db)
        if secret.digest(key, Platform(each.platform), each.key) in listed
        or (
            each.user_id
            and secret.digest(key, Platform(each.platform), f"id:{each.user_id}") in listed
        )
    }
    marked = recounts.marked(db)
    found = {who: at for who, at in recounts.wrote_stop(db).items() if who not in marked}
    for who, no in marked.items():
        if no.reason in LEFT and (no.erased or who in backed):
            found[who] = no.at
    return found


# --- rates ------------------------------------------------------------------------------------


def _rates(ws: Workspace, records: _Records) -> Iterator[tuple[Counted, Counted]]:
    """Yield the rates of all openers, and by purpose, campaign and version of a template."""
    openers = plain.openers(records.messages)
    table = numbers.stats(ws, by="purpose")
    yield _groups(ws, records, {ALL: openers}, {ALL: table.totals})
    mine = _parts(openers, lambda each: f"purpose {each.purpose}")
    yield _groups(ws, records, mine, {f"purpose {name}": each for name, each in table.groups})
    mine = _parts(openers, lambda each: _campaign(each.campaign))
    groups = numbers.stats(ws, by="campaign").groups
    yield _groups(ws, records, mine, {_campaign(name): each for name, each in groups})
    versions = {
        _version(name, language, each.version): each.figures
        for (name, language), found in template_results.by_version(ws).items()
        for each in found
    }
    mine = _parts(
        openers,
        lambda each: _version(f"{each.purpose}/{each.template}", each.language, each.version),
    )
    yield _groups(ws, records, mine, versions)


ALL = "all messages"


def _campaign(name: str) -> str:
    return f"campaign {name}" if name else "no campaign"


def _version(name: str, language: str, version: str) -> str:
    return f"template {name}, {language}, version {version or '?'}"


def _parts(openers: Iterable[Message], key: Callable[[Message], str]) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = defaultdict(list)
    for each in openers:
        found[key(each)].append(each)
    return found


def _groups(
    ws: Workspace,
    records: _Records,
    mine: Mapping[str, list[Message]],
    shown: Mapping[str, Group],
) -> tuple[Counted, Counted]:
    told: Counted = {}
    found: Counted = {}
    for what in dict.fromkeys((*mine, *shown)):
        group = shown.get(what)
        screen = {} if group is None else _figures(group)
        window = REPLY_WINDOW if group is None else group.window
        known = Known(
            records.said_no, records.codes, seconds(ws.now()), int(window.total_seconds())
        )
        counted = plain.rates(mine.get(what, ()), known)
        if group is None or group.reply.rate is None:
            # Not enough to be shown: then there is nothing to compare.
            counted.pop("reply rate")
        told |= {(what, figure): number for figure, number in counted.items()}
        found |= {(what, figure): number for figure, number in screen.items()}
    return told, found


def _figures(group: Group) -> dict[str, Number]:
    """Return the numbers of a group as they are shown."""
    opened = round((group.open.low_bound or 0) * group.sent)
    shown: dict[str, Number] = {
        "sent": group.sent,
        "unconfirmed": group.unconfirmed,
        "mature": group.mature,
        "replies": group.reply.k,
        "late replies": group.late_replies,
        "positive": group.positive.rate.k,
        "unsorted": group.positive.unsorted,
        "opened": opened,
        "read status visible": group.open.visible,
        "read": group.open.rate.k,
        "people": group.opt_out.n,
        "opted out": group.opt_out.k,
        "codes given": group.codes_given,
        "codes used": group.redeemed.k,
        "median hours to reply": group.median_hours_to_reply,
    }
    return shown if group.reply.rate is None else shown | {"reply rate": group.reply.rate}


def _openers(ws: Workspace, records: _Records) -> tuple[Counted, Counted]:
    """Return when each opener left and was answered: what every grouping of rates reads."""
    mine: Counted = {}
    for each in plain.openers(records.messages):
        mine[f"message {each.id}", plain.LEFT] = each.out_at
        mine[f"message {each.id}", plain.ANSWERED] = each.answers[0].at if each.answers else None
    shown: Counted = {}
    with ws.database.read() as tx:
        for opener in numbers.openers(tx, ws):
            replied_at = opener.first_reply_at
            what = f"message {opener.message_id}"
            shown[what, plain.LEFT] = seconds(opener.sent_at)
            shown[what, plain.ANSWERED] = seconds_or_none(replied_at)
    return mine, shown


# --- places that show counts -------------------------------------------------------------------


def _campaigns(ws: Workspace) -> Counted:
    found: Counted = {}
    for line in campaigns.listing(ws):
        steps = {
            "drafted": line.drafted,
            "out": line.sent,
            "seen": line.seen,
            "answered": line.replied,
            "second messages sent": line.follow_ups_sent,
        }
        found |= {(f"campaign {line.name}", name): number for name, number in steps.items()}
    return found


def _used(ws: Workspace) -> Counted:
    with ws.database.read() as tx:
        return {
            (f"template {purpose}/{template}, {language}", "used"): number
            for (purpose, template, language), number in drafts.usage(tx).items()
        }


def _pools(ws: Workspace) -> Counted:
    return {
        (f"pool {pool.pool}", step): number
        for pool in codes.pools(ws)
        for step, number in (
            ("free", pool.free),
            ("withheld", pool.withheld),
            ("reserved", pool.reserved),
            ("given", pool.given),
            ("redeemed", pool.redeemed),
        )
    }


_LATELY = ("the last days", "messages that went out")


def _went_out(ws: Workspace, records: _Records) -> Counted:
    since = seconds(ws.now() - timedelta(days=coming_back.DAYS))
    lately = [
        each
        for each in records.messages
        if each.sent_at is not None
        and each.sent_at >= since
        and each.contact_id not in records.nameless
    ]
    return {_LATELY: len(lately)}


def _coming_back(ws: Workspace) -> Counted:
    return {_LATELY: len(coming_back.recent(ws))}


# --- touches, days, pace ------------------------------------------------------------------------


def _touches(records: _Records) -> tuple[Counted, Counted]:
    """Return since when each message takes its place, by the records and as it is stored."""
    stored = {each.draft_id: each for each in records.touches if each.draft_id is not None}
    mine: Counted = {}
    shown: Counted = {}
    for each in records.messages:
        touch = stored.get(each.id)
        counts = touch is not None and touch.state != TouchState.WITHDRAWN
        if each.touched_at is None and not counts:
            continue
        key = (f"message {each.id}", plain.COUNTS)
        mine[key] = each.touched_at
        shown[key] = touch.at if counts and touch is not None else None
    return mine, shown


def _counting(records: _Records) -> Iterator[tuple[int, int, bool]]:
    """Yield (account, second, sent in private) of all that takes a place under the caps."""
    for each in records.messages:
        if each.touched_at is not None:
            private = each.confirmed and each.purpose != Purpose.INVITE
            yield each.account_id, each.touched_at, private
    for touch in records.touches:
        if touch.draft_id is None and touch.state == TouchState.IMPORTED and touch.stands:
            yield touch.account_id, touch.at, touch.purpose != Purpose.INVITE


def _impact(ws: Workspace, records: _Records) -> tuple[Counted, Counted]:
    """Return how many messages were sent on each day that Impact shows."""
    shown = impact.impact(ws)
    days = {
        (f"impact on {day}", "messages sent"): float(number)
        for day, number in zip(shown.days, shown.sent, strict=True)
    }
    found: list[Counted] = []
    for account in ws.accounts:
        if account.handle == shown.account:
            zone = ZoneInfo(account.timezone)
            mine: Counted = dict.fromkeys(days, 0)
            for owner, at, private in _counting(records):
                key = (f"impact on {_day(at, zone)}", "messages sent")
                if owner == account.id and private and key in mine:
                    mine[key] = (mine[key] or 0) + 1
            found.append(mine)
    # Accounts nobody has named yet share an empty name: one of them is the one shown.
    same = next((each for each in found if each == days), None)
    return same or found[0], dict(days)


def _day(at: int, zone: ZoneInfo) -> str:
    return moment(at).astimezone(zone).date().isoformat()


def _pace(ws: Workspace, records: _Records) -> tuple[Counted, Counted]:
    """Return how many places of each account are taken in the last day."""
    mine: Counted = {}
    shown: Counted = {}
    now = _now(ws)
    for place in own_pace.accounts(ws):
        account = place.account
        key = (f"today, {account.platform.value} {account.handle}".strip(), "places taken")
        since = seconds(now - place.messages.window)
        mine[key] = sum(owner == account.id and at > since for owner, at, _ in _counting(records))
        shown[key] = place.messages.taken
    return mine, shown


def _now(ws: Workspace) -> datetime:
    with ws.database.light() as db:
        return moment(queue.moment_of(db, ws).now)
