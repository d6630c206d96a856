"""Experiments: campaigns whose people drew their variant by chance, compared by one stop rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dm_assistant.domain.campaigns import Campaign
from dm_assistant.domain.model import Purpose
from dm_assistant.domain.statistics import experiment_words as words
from dm_assistant.domain.statistics.blocks import Blocks, blocks_of
from dm_assistant.domain.statistics.experiments import Experiment, compare
from dm_assistant.domain.statistics.figures import Group
from dm_assistant.domain.statistics.guard import Scope, Stopped
from dm_assistant.domain.statistics.rates import Opener, summarise
from dm_assistant.domain.statistics.thresholds import USUAL_REPLIES
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import acts, campaign_runs, guarding, numbers, paused_words
from dm_assistant.services.guarding import PausedWords
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import campaigns, pauses
from dm_assistant.storage import experiments as rows
from dm_assistant.storage.database import Tx

_ROUNDED_TO = 20
"""A reply rate that a plan is explained with is rounded to a twentieth."""


@dataclass(frozen=True, slots=True)
class Untested:
    """A template as it was received where nobody drew it; ``paused`` says by what numbers it is."""

    purpose: str
    template: str
    figures: Group
    paused: Stopped | None = None

    def as_json(self) -> dict[str, object]:
        """Return the figures with what they are about."""
        return {
            "purpose": self.purpose,
            "template": self.template,
            "rates": self.figures.as_json(),
            "paused": self.paused and self.paused.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every experiment, the words that are paused, and the templates used without a test."""

    experiments: tuple[Experiment, ...]
    paused: tuple[PausedWords, ...]
    untested: tuple[Untested, ...]

    def as_json(self) -> dict[str, object]:
        """Return the document ``experiments --json`` prints."""
        return {
            "experiments": [document(each) for each in self.experiments],
            "paused": [each.as_json() for each in self.paused],
            "untested": [each.as_json() for each in self.untested],
        }


def document(found: Experiment) -> dict[str, object]:
    """Return the document ``experiment --json`` prints."""
    return found.as_json() | {
        "words": words.evidence(found),
        "sentences": list(words.sentences(found)),
    }


def experiment(ws: Workspace, name: str) -> Experiment:
    """Return one campaign as an experiment; raise BadInputError for a name there is not."""
    with ws.database.read() as tx:
        return of_campaign(tx, ws, campaign_runs.require(tx, name))


def of_campaign(tx: Tx, ws: Workspace, campaign: Campaign) -> Experiment:
    """Return a campaign as an experiment, or why it is none."""
    now = acts.effective_now(tx, ws)
    return _experiment(tx, ws, campaign, now, pauses.open_ones(tx), _bases(tx, ws, now))


def wordings(ws: Workspace) -> Wordings:
    """Return every experiment and what is known of words without a test.

    The newest come first, but after those of which something can be said.
    """
    with ws.database.read() as tx:
        now = acts.effective_now(tx, ws)
        found = numbers.openers(tx, ws)
        paused = pauses.open_ones(tx)
        bases = _bases_of(found, now, ws.reply_window)
        tests = [each for each in campaigns.every(tx) if len(each.variants) > 1]
        shown = [_experiment(tx, ws, each, now, paused, bases) for each in tests]
        return Wordings(
            tuple(sorted(shown, key=lambda each: not each.complete)),
            guarding.of(paused),
            tuple(_untested(found, {each.name for each in tests}, ws, paused)),
        )


def what_it_shows(tx: Tx, ws: Workspace, campaign: Campaign) -> str:
    """Say which difference the plan of a campaign will show; nothing without a plan."""
    if campaign.plan is None:
        return ""
    bases = _bases(tx, ws, acts.effective_now(tx, ws))
    return words.plan_sentence(campaign.plan, bases.get(campaign.purpose, USUAL_REPLIES))


def adopt(ws: Workspace, name: str, variant: str) -> Experiment:
    """Have later people of a campaign draw a variant four times in five; undo takes it back.

    The others keep learning going. These blocks are in no comparison.
    """
    with ws.database.write() as tx:
        campaign = campaign_runs.require(tx, name)
        _require_adoptable(tx, campaign, variant)
        act = acts.begin(tx, ws, "adopt")
        start = rows.last_block(tx, campaign.id) + 1
        wanted = replace(campaign, adopted=variant, adopted_from=start)
        campaigns.change(act, wanted)
        act.finish(campaign=campaign.id)
        return of_campaign(tx, ws, wanted)


def _require_adoptable(tx: Tx, campaign: Campaign, variant: str) -> None:
    names = [each.name for each in campaign.variants]
    shown = to_screen(campaign.name)
    if not campaign.compares:
        raise BadInputError(_not_one(campaign))
    if variant not in names:
        raise BadInputError(
            f"{shown} has no variant {to_screen(variant)!r}; it has: {', '.join(names)}"
        )
    if campaign.ended_at is not None:
        raise RefusedError(f"{shown} has ended; nobody draws any more")
    stopped = paused_words.why(pauses.open_ones(tx), campaign.purpose, variant, campaign.name)
    if stopped is not None:
        raise RefusedError(f"{variant} is paused: {stopped.words}")


def begun(tx: Tx, ws: Workspace, campaign: Campaign) -> bool:
    """Return whether the first message of a block has left, from when on its plan stays."""
    return _blocks(tx, ws, campaign, campaign.made_at).begun


def _blocks(tx: Tx, ws: Workspace, campaign: Campaign, now: datetime) -> Blocks:
    names = [each.name for each in campaign.variants]
    return blocks_of(rows.members(tx, campaign), names, now, ws.reply_window)


def _experiment(
    tx: Tx,
    ws: Workspace,
    campaign: Campaign,
    now: datetime,
    paused: Mapping[Scope, Stopped],
    bases: Mapping[Purpose, float],
) -> Experiment:
    purpose = campaign.purpose
    if not campaign.compares:
        return Experiment(
            campaign.name, purpose.value, (), Blocks(ws.reply_window), not_one=_not_one(campaign)
        )
    names = [each.name for each in campaign.variants]
    return compare(
        campaign.name,
        purpose.value,
        names,
        _blocks(tx, ws, campaign, now),
        plan=campaign.plan,
        base=bases.get(purpose, USUAL_REPLIES),
        stopped=[paused_words.why(paused, purpose, each, campaign.name) for each in names],
        adopted=campaign.adopted,
    )


def _not_one(campaign: Campaign) -> str:
    """Say why there is nothing to compare."""
    name = to_screen(campaign.name)
    if len(campaign.variants) > 1:
        return (
            f"{name} draws its variants by unequal shares: not a test. Equal shares make it one, "
            "in another campaign."
        )
    if campaign.variants:
        return (
            f"{name} has one variant: there is nothing to compare. A second one, drawn by chance, "
            "makes it a test."
        )
    return (
        f"{name} names no variants, so nobody drew theirs: not a test, the groups differ. Two "
        "named ones make it one."
    )


def _bases(tx: Tx, ws: Workspace, now: datetime) -> dict[Purpose, float]:
    return _bases_of(numbers.openers(tx, ws), now, ws.reply_window)


def _bases_of(openers: Sequence[Opener], now: datetime, window: timedelta) -> dict[Purpose, float]:
    """Return the creator's own reply rate of each purpose, where it may be called one."""
    found = {}
    for purpose in {each.purpose for each in openers}:
        reply = summarise([each for each in openers if each.purpose is purpose], now, window).reply
        if reply.shown == "rate" and reply.rate is not None:
            rounded = round(reply.rate * _ROUNDED_TO) / _ROUNDED_TO
            found[purpose] = min(max(rounded, 1 / _ROUNDED_TO), 1 - 1 / _ROUNDED_TO)
    return found


def _untested(
    openers: Sequence[Opener], tests: set[str], ws: Workspace, paused: Mapping[Scope, Stopped]
) -> list[Untested]:
    """Return templates as received outside of tests, those most used first."""
    now = ws.now()
    parts: dict[tuple[Purpose, str], list[Opener]] = {}
    for each in openers:
        if each.campaign not in tests:
            parts.setdefault((each.purpose, each.template), []).append(each)
    found = [
        Untested(
            purpose.value,
            template,
            summarise(part, now, ws.reply_window),
            paused_words.why(paused, purpose, template, ""),
        )
        for (purpose, template), part in parts.items()
    ]
    return sorted(found, key=lambda each: (-each.figures.sent, each.purpose, each.template))
