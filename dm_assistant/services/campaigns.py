"""Campaigns: making, changing and ending them, and what became of them so far."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from dm_assistant.domain import campaigns as drawing
from dm_assistant.domain.campaigns import HOLD, Arm, Assigned, Campaign, Place, Variant
from dm_assistant.domain.model import DraftState, Lane
from dm_assistant.domain.statistics.experiments import Experiment
from dm_assistant.domain.statistics.rates import Judged
from dm_assistant.domain.text import is_one_line, shows_nothing, to_screen, unstorable_reason
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import (
    acts,
    campaign_runs,
    experiments,
    numbers,
    queue,
)
from dm_assistant.services import campaign_flaws as flaws
from dm_assistant.services.campaign_views import (
    CampaignLine,
    CampaignPage,
    CampaignWish,
    Member,
    VariantLine,
)
from dm_assistant.services.views import ItemId, QueueRow
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import campaigns, drafts
from dm_assistant.storage.database import Tx

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class CampaignChange:
    """What is to be otherwise about a campaign; ``None`` leaves a part as it is.

    ``free_from`` and ``free_until`` take the first and the last day away, a ``plan`` of 0 the plan.
    """

    segment: str | None = None
    variants: tuple[Variant, ...] | None = None
    pool: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    free_from: bool = False
    free_until: bool = False
    holdout: int | None = None
    extra: Mapping[str, str] | None = None
    notes: str | None = None
    plan: int | None = None


def new(ws: Workspace, wish: CampaignWish) -> CampaignLine:
    """Make a campaign; nothing is drafted yet. Raises BadInputError for what cannot be.

    Its seed is kept: every later draw follows from it.
    """
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "campaign_new")
        wanted = replace(wished(wish, act.now), name=_name(wish.name))
        known = campaigns.find(tx, wanted.name)
        if known is not None:
            raise BadInputError(f"there is a campaign {to_screen(known.name)!r} already")
        wanted = flaws.checked(tx, ws, wanted)
        made = campaigns.make(act, wanted)
        act.finish(campaign=made)
        return _lines(tx, ws, act.now, only=wanted.name)[0]


def edit(ws: Workspace, name: str, change: CampaignChange) -> CampaignLine:
    """Change a campaign. Once it ran, its variants and hold-out stay: they are part of the draw."""
    with ws.database.write() as tx:
        known = campaign_runs.require(tx, name)
        act = acts.begin(tx, ws, "campaign_edit")
        wanted = flaws.checked(tx, ws, changed(known, change))
        if campaigns.ran(tx, known.id):
            _require_same_draw(known, wanted)
        if wanted.plan != known.plan and experiments.begun(tx, ws, known):
            raise RefusedError(
                f"the first messages of {to_screen(known.name)} have left: its plan stays, or a "
                "look at the replies could choose it; make another campaign"
            )
        if wanted != known:
            campaigns.change(act, wanted)
            act.finish(campaign=known.id)
        return _lines(tx, ws, act.now, only=known.name)[0]


def end(ws: Workspace, name: str) -> CampaignLine:
    """End a campaign: nothing more is drafted; drafts stay, and so do those who are held out."""
    with ws.database.write() as tx:
        known = campaign_runs.require(tx, name)
        act = acts.begin(tx, ws, "campaign_end")
        if known.ended_at is None:
            campaigns.change(act, replace(known, ended_at=act.now))
            act.finish(campaign=known.id)
        return _lines(tx, ws, act.now, only=known.name)[0]


def changed(known: Campaign, change: CampaignChange) -> Campaign:
    """Return what a campaign is once a change is made."""
    given = {
        name: value
        for name in ("segment", "variants", "pool", "starts_on", "ends_on", "holdout", "notes")
        if (value := getattr(change, name)) is not None
    }
    if change.plan is not None:
        given["plan"] = change.plan or None
    if change.extra is not None:
        given["extra"] = {**known.extra, **change.extra}
    if change.free_from:
        given["starts_on"] = None
    if change.free_until:
        given["ends_on"] = None
    return replace(known, **given)


def _require_same_draw(known: Campaign, wanted: Campaign) -> None:
    for what in ("variants", "holdout", "purpose"):
        if getattr(known, what) != getattr(wanted, what):
            raise RefusedError(
                f"{to_screen(known.name)} has run: its {what} stays as it was drawn; "
                "make another campaign"
            )


def _name(typed: str) -> str:
    name = typed.strip()
    if shows_nothing(name) or unstorable_reason(name) or not is_one_line(name):
        raise BadInputError("a campaign needs a name that can be read")
    if len(name) > LONGEST_NAME:
        raise BadInputError(f"the name of a campaign has at most {LONGEST_NAME} characters")
    return name


def wished(wish: CampaignWish, now: datetime) -> Campaign:
    """Return what is wished for as a campaign that is not stored yet."""
    return Campaign(
        id=0,
        name=wish.name,
        purpose=wish.purpose,
        seed=wish.seed or secrets.token_hex(8),
        made_at=now,
        segment=wish.segment.strip(),
        variants=wish.variants,
        extra=wish.extra,
        pool=wish.pool.strip(),
        starts_on=wish.starts_on,
        ends_on=wish.ends_on,
        holdout=wish.holdout,
        notes=wish.notes,
        plan=wish.plan,
    )


# --- what became of them ----------------------------------------------------------------------


def listing(ws: Workspace) -> tuple[CampaignLine, ...]:
    """Return every campaign, the newest first, then mere names on drafts."""
    with ws.database.read() as tx:
        return tuple(_lines(tx, ws, acts.effective_now(tx, ws)))


def _lines(tx: Tx, ws: Workspace, now: datetime, only: str | None = None) -> list[CampaignLine]:
    counted, followed = campaigns.counts(tx), campaigns.follow_ups(tx)
    known, drawn = campaigns.every(tx), campaigns.eligible(tx)
    today = now.astimezone(ws.timezone).date()
    found = []
    for each in known:
        people, out = drawn.get(each.id, (0, 0))
        so_far = counted.pop(each.name, {})
        stands = drawing.stands(each, today, run=bool(people or so_far))
        line = CampaignLine(each.name, each.purpose, stands, each, people, out)
        found.append(_counted(line, so_far, followed))
    purposes = campaigns.purposes(tx) if counted else {}
    for name, so_far in sorted(counted.items()):
        line = CampaignLine(name, purposes[name], "plain", eligible=so_far["drafted"])
        found.append(_counted(line, so_far, followed))
    return [each for each in found if only in (None, each.name)]


def _counted(
    line: CampaignLine, so_far: Mapping[str, int], followed: Mapping[str, tuple[int, int]]
) -> CampaignLine:
    made, out = followed.get(line.name, (0, 0))
    counted: dict[str, Any] = dict(so_far)
    return replace(line, followed=made, follow_ups_sent=out, **counted)


def page(ws: Workspace, name: str) -> CampaignPage:
    """Return one campaign in full; the rates are those of the numbers, of its openers alone."""
    waiting = Counter(each.lane for each in _waiting(ws, name).values())
    with ws.database.read() as tx:
        now = acts.effective_now(tx, ws)
        line = _line(tx, ws, now, name)
        judged = numbers.judged(tx, ws, campaign=line.name, now=now)
        known = line.campaign
        places = {} if known is None else campaigns.places(tx, known.id)
        out = [each for each in places.values() if each.arm is Arm.HOLDOUT]
        return CampaignPage(
            line=line,
            figures=judged.total(),
            variants=tuple(_variants(known, places, judged)),
            broken=0 if known is None else len(campaigns.broken(tx, known.id)),
            held_until=max((each.eligible_at + HOLD for each in out), default=None),
            left=tuple(_left(line, waiting)),
            experiment=_experiment(tx, ws, known),
        )


def _experiment(tx: Tx, ws: Workspace, known: Campaign | None) -> Experiment | None:
    if known is None or len(known.variants) < 2:  # noqa: PLR2004 - one has nothing beside it
        return None
    return experiments.of_campaign(tx, ws, known)


def _line(tx: Tx, ws: Workspace, now: datetime, name: str) -> CampaignLine:
    lines = _lines(tx, ws, now)
    key = name.strip().casefold()
    # A mere name is told by its letters; nothing says that two spellings of it mean the same.
    same = [
        each
        for each in lines
        if each.name == name or (each.campaign and each.name.casefold() == key)
    ]
    if not same:
        campaign_runs.require(tx, name)
    return same[0]


def _variants(
    known: Campaign | None, places: Mapping[int, Place], judged: Judged
) -> Iterator[VariantLine]:
    """Yield each variant with those who were given it, whatever they were sent in the end."""
    people: dict[str, list[Place]] = defaultdict(list)
    for place in places.values():
        if place.arm is Arm.MESSAGE:
            people[place.variant].append(place)
    openers = judged.openers
    of = [
        openers.named[kind].template if contact not in places else places[contact].variant
        for contact, kind in zip(openers.contacts, openers.kinds, strict=True)
    ]
    sent = judged.groups(of)
    shares = {} if known is None else {each.name: each.share for each in known.variants}
    for name in dict.fromkeys((*shares, *sorted(people.keys() | sent.keys()))):
        mine, figures = people[name], sent.get(name) or judged.nothing()
        yield VariantLine(
            name=name,
            share=shares.get(name, 0),
            people=len(mine) or figures.sent + figures.unconfirmed,
            random=sum(1 for each in mine if each.block is not None),
            figures=figures,
        )


def _waiting(ws: Workspace, name: str) -> dict[int, QueueRow]:
    """Return the lines of the drafts that stand in the lanes, by draft."""
    with ws.database.read() as tx:
        line = _line(tx, ws, acts.effective_now(tx, ws), name)
        made = drafts.in_campaign(tx, line.name).values()
    items = [ItemId("draft", each.id) for each in made if each.state in drafts.OPEN]
    return {row.item.id: row for row in queue.rows(ws, items)}


LEFT = {
    Lane.READY: "ready: approve them in the inbox",
    Lane.HELD: "held by a rule; each comes back by itself",
    Lane.INVITE: "lack a yes: a public reply may ask for it",
    Lane.BLOCKED: "blocked: nothing goes to them",
}


def _left(line: CampaignLine, waiting: Mapping[Lane, int]) -> Iterator[tuple[int, str]]:
    """Yield how many people wait for what, and of how many nothing more will come."""
    yield from ((waiting[lane], said) for lane, said in LEFT.items() if waiting.get(lane))
    for number, said in (
        (line.approved - line.sent, "approved: hand them over"),
        (line.skipped, "skipped by you"),
        (line.cancelled, "withdrawn"),
        (line.could_not_send, "could not be sent"),
    ):
        if number:
            yield number, said


def members(ws: Workspace, name: str) -> tuple[Member, ...]:
    """Return the people of a campaign with where their message is, held-out ones last."""
    waiting = _waiting(ws, name)
    with ws.database.read() as tx:
        line = _line(tx, ws, acts.effective_now(tx, ws), name)
        places = {} if line.campaign is None else campaigns.places(tx, line.campaign.id)
        broken = set() if line.campaign is None else campaigns.broken(tx, line.campaign.id)
        made = drafts.in_campaign(tx, line.name)
        handles = campaigns.handles(tx, [*places, *made])
        people = dict.fromkeys((*made, *places))
    found = []
    for who in people:
        place, draft = places.get(who), made.get(who)
        out = place is not None and place.arm is Arm.HOLDOUT
        row = waiting.get(draft.id) if draft else None
        found.append(
            Member(
                contact_id=who,
                handle=handles.get(who, ""),
                arm=Arm.HOLDOUT if out else Arm.MESSAGE,
                variant=place.variant if place else draft.template if draft else "",
                assigned=place.assigned if place else Assigned.MANUAL,
                state=draft.state if draft else None,
                draft=draft.id if draft else None,
                out_at=draft.left_at if draft else None,
                lane=row.lane if row else None,
                until=place.eligible_at + HOLD if place and out else row.until if row else None,
                broken=who in broken,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.arm is Arm.HOLDOUT, _rank(each))))


_STEPS = (
    DraftState.REPLIED,
    DraftState.SEEN,
    DraftState.IN_REQUESTS,
    DraftState.SENT,
    DraftState.HANDED_OVER,
    DraftState.APPROVED,
    DraftState.DRAFTED,
    DraftState.SNOOZED,
)


def _rank(member: Member) -> int:
    return _STEPS.index(member.state) if member.state in _STEPS else len(_STEPS)
