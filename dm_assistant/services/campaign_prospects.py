"""What a campaign can be made of, and what it would come to, before there is one."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dm_assistant.domain.campaigns import Campaign, Outcome
from dm_assistant.domain.model import Purpose
from dm_assistant.services import (
    acts,
    campaign_flaws,
    campaign_runs,
    campaigns,
    codes,
    experiments,
    segments,
    targets,
    texts,
)
from dm_assistant.services.campaign_views import CampaignWish
from dm_assistant.services.campaigns import CampaignChange
from dm_assistant.services.codes import PoolCounts
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import campaigns as stored
from dm_assistant.storage.database import Tx, abandon
from dm_assistant.storage.journal import Act

MOST_TRIED = 300
"""Of a larger segment only the number is said: trying everybody would keep one waiting."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """How many people a segment has, and how many of them would get what, where that was tried.

    ``shows`` says what its plan can show, if it has one.
    """

    people: int
    would: Mapping[Outcome, int] | None = None
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A template that a campaign can draw, in all its languages; ``lacks`` are those of others."""

    name: str
    lever: str
    gives: str
    languages: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The templates by purpose, the pools, and the values that a filter can name."""

    templates: Mapping[Purpose, tuple[Choice, ...]]
    pools: tuple[PoolCounts, ...]
    filter_values: Mapping[str, Sequence[str]]


def choices(ws: Workspace) -> Choices:
    """Return what there is to make a campaign of."""
    found: dict[Purpose, tuple[Choice, ...]] = {
        purpose: _templates(ws, purpose) for purpose in campaign_flaws.OPENS
    }
    return Choices(found, codes.pools(ws), segments.known_values(ws))


def _templates(ws: Workspace, purpose: Purpose) -> tuple[Choice, ...]:
    known = [
        each for each in texts.library(ws).templates if each.purpose is purpose and not each.follows
    ]
    every = sorted({each.language for each in known})
    found = []
    for name in sorted({each.name for each in known}):
        mine = [each for each in known if each.name == name]
        one = mine[0]
        spoken = {each.language for each in mine}
        found.append(
            Choice(
                name,
                "" if one.lever is None else one.lever.value,
                "" if one.gives is None else one.gives.value,
                tuple(each for each in every if each in spoken),
                tuple(each for each in every if each not in spoken),
            )
        )
    return tuple(found)


def of_new(ws: Workspace, wish: CampaignWish) -> Prospect:
    """Say what a campaign would come to if it were made like this; nothing is kept.

    Its name counts for nothing yet. Raises BadInputError for what cannot be.
    """
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, campaign_runs.RUN)
        wanted = campaign_flaws.checked(tx, ws, campaigns.wished(wish, act.now))
        wanted = replace(wanted, name=secrets.token_hex(8))
        found = _tried(tx, ws, act, replace(wanted, id=stored.make(act, wanted)))
        abandon(tx)
        return found


def of_changed(ws: Workspace, name: str, change: CampaignChange) -> Prospect:
    """Say what a campaign would come to if it were changed like this; nothing is kept."""
    with ws.database.write() as tx:
        known = campaign_runs.require(tx, name)
        act = acts.begin(tx, ws, campaign_runs.RUN)
        found = _tried(
            tx, ws, act, campaign_flaws.checked(tx, ws, campaigns.changed(known, change))
        )
        abandon(tx)
        return found


def _tried(tx: Tx, ws: Workspace, act: Act, campaign: Campaign) -> Prospect:
    ids = list(targets.ranked_ids(tx, ws, campaign.segment or None))
    shows = experiments.what_it_shows(tx, ws, campaign)
    if len(ids) > MOST_TRIED:
        return Prospect(len(ids), shows=shows)
    people = campaign_runs.looked(ws, act, campaign, ids)
    counts = Counter(each.outcome for each in people)
    return Prospect(len(ids), {each: counts[each] for each in Outcome if counts[each]}, shows)
