"""What a campaign may be set up as: every flaw is named before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from dm_assistant.domain import campaigns as drawing
from dm_assistant.domain.campaigns import Campaign
from dm_assistant.domain.model import COMMERCIAL, Purpose
from dm_assistant.domain.statistics.thresholds import LEAST_PLAN, MOST_PLAN
from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.domain.text import to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import targets, texts
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes
from dm_assistant.storage.database import Tx

OPENS = tuple(each for each in Purpose if each not in {Purpose.ANSWER, Purpose.INVITE})


def checked(tx: Tx, ws: Workspace, wanted: Campaign) -> Campaign:
    """Return a campaign with its pool as that is written; raise BadInputError for a flaw."""
    if wanted.purpose not in OPENS:
        raise BadInputError(f"a campaign is for one of {', '.join(OPENS)}")
    if not 0 <= wanted.holdout <= drawing.MOST_HELD_OUT:
        raise BadInputError(f"hold out from 0 to {drawing.MOST_HELD_OUT} percent of the people")
    if wanted.starts_on and wanted.ends_on and wanted.ends_on < wanted.starts_on:
        raise BadInputError("the last day of a campaign is not before its first one")
    next(targets.ranked_ids(tx, ws, wanted.segment or None), None)
    _require_words(wanted.extra)
    _require_variants(ws, wanted)
    _require_plan(wanted)
    return replace(wanted, pool=_pool(tx, wanted))


def _require_words(extra: Mapping[str, str]) -> None:
    for name, words in extra.items():
        if name not in VARIABLES:
            raise BadInputError(f"no template knows {to_screen(name)!r}")
        if unstorable_reason(words) or len(words) > VARIABLES[name].longest:
            longest = VARIABLES[name].longest
            raise BadInputError(f"{name}: one line of at most {longest} characters is needed")


def _require_variants(ws: Workspace, wanted: Campaign) -> None:
    known = {
        each.name
        for each in texts.library(ws).templates
        if each.purpose is wanted.purpose and not each.follows
    }
    for name, number in Counter(each.name for each in wanted.variants).items():
        if number > 1:
            raise BadInputError(f"variant {to_screen(name)} is named twice; give it a share")
        if name not in known:
            raise BadInputError(
                f"there is no {wanted.purpose} template {to_screen(name)!r}; "
                f"known: {', '.join(sorted(known)) or 'none'}"
            )
    if any(not 1 <= each.share <= drawing.MOST_SHARE for each in wanted.variants):
        raise BadInputError(f"a share is a whole number from 1 to {drawing.MOST_SHARE}")


def _require_plan(wanted: Campaign) -> None:
    if wanted.plan is None:
        return
    if not wanted.compares:
        raise BadInputError("a plan is for two variants or more with equal shares")
    if not LEAST_PLAN <= wanted.plan <= MOST_PLAN:
        raise BadInputError(f"plan from {LEAST_PLAN} to {MOST_PLAN:,} messages for each variant")


def _pool(tx: Tx, wanted: Campaign) -> str:
    if not wanted.pool:
        return ""
    if wanted.purpose not in COMMERCIAL:
        raise BadInputError(f"codes go with an offer or a challenge, not with {wanted.purpose}")
    found = {each.pool.casefold(): each.pool for each in codes.pools(tx)}
    if wanted.pool.casefold() not in found:
        names = ", ".join(map(to_screen, found.values())) or "none yet"
        raise BadInputError(f"there is no code pool {to_screen(wanted.pool)!r}; there are: {names}")
    return found[wanted.pool.casefold()]
