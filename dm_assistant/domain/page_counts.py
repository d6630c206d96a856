"""The pages beside the rates once more, from what was recorded: tests, hours, weeks, effects, days.

Plain counting by the same definitions, as in ``recounting``. Moments are Unix seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from itertools import combinations
from statistics import median
from typing import NamedTuple

from dm_assistant.domain.model import DraftState
from dm_assistant.domain.recounting import Counted, Message, Number

_HOUR = 3600
_BLOCK_HOURS, _BLOCKS = 4, 6
_TO_GO = frozenset(
    {DraftState.DRAFTED, DraftState.SNOOZED, DraftState.APPROVED, DraftState.HANDED_OVER}
)
_OVER = frozenset({DraftState.SKIPPED, DraftState.CANCELLED, DraftState.COULD_NOT_SEND})


class Drawn(NamedTuple):
    """One place of a campaign: who drew it, when, and what it was."""

    campaign: str
    contact_id: int
    arm: str
    at: int
    variant: str
    probability: float
    block: int | None
    by_hand: bool
    erased: bool


class Asked(NamedTuple):
    """A direct message of theirs; ``told_at`` is when an import says that it was answered."""

    contact_id: int
    at: int
    archived: bool
    told_at: int | None
    ours: tuple[int, ...]


class Week(NamedTuple):
    """A week, its end no longer part of it, the moment it is looked at, and the reply window."""

    start: int
    end: int
    now: int
    window: int


def credited(messages: Iterable[Message]) -> list[Message]:
    """Return the messages; an opener whose follow-up was answered first has that answer."""
    every = list(messages)
    first: dict[tuple[int, str], Message] = {}
    for each in every:
        if each.kind == "follow_up" and each.campaign and each.out and each.answers:
            known = first.get((each.contact_id, each.campaign))
            if known is None or each.answers[0].at < known.answers[0].at:
                first[each.contact_id, each.campaign] = each
    found = []
    for each in every:
        later = first.get((each.contact_id, each.campaign)) if each.opener else None
        if later and (not each.answers or later.answers[0].at < each.answers[0].at):
            found.append(replace(each, answers=later.answers))
        else:
            found.append(each)
    return found


# --- tests of words -----------------------------------------------------------------------------


def test_of_words(
    drawn: Iterable[Drawn],
    messages: Iterable[Message],
    variants: Sequence[str],
    now: int,
    window: int,
) -> dict[str, Number]:
    """Return how the blocks of one campaign came out, and how often only one of two was answered.

    A block counts once all its messages have had their time; nothing of it depends on an answer.
    """
    ours: dict[int, list[Message]] = {}
    for message in messages:
        ours.setdefault(message.contact_id, []).append(message)
    blocks: dict[int, list[tuple[Drawn, bool]]] = {}
    met: set[int] = set()
    for each in drawn:
        if each.arm == "message" and each.block is not None:
            blocks.setdefault(each.block, []).append((each, each.contact_id in met))
            met.add(each.contact_id)
    fates = {"complete": 0, "young": 0, "waiting": 0, "dropped": 0, "apart": 0}
    found: dict[str, Number] = {f"{name}: answered in complete blocks": 0 for name in variants}
    found |= {
        f"only {one}, not {other}": 0 for one in variants for other in variants if one != other
    }
    for places in blocks.values():
        fate, answered = _block(places, ours, variants, now, window)
        fates[fate] += 1
        for name in answered:
            found[f"{name}: answered in complete blocks"] += 1  # type: ignore[operator]
        if fate == "complete":
            for one, other in combinations(variants, 2):
                if (one in answered) != (other in answered):
                    yes, no = (one, other) if one in answered else (other, one)
                    found[f"only {yes}, not {no}"] += 1  # type: ignore[operator]
    return {f"blocks {name}": number for name, number in fates.items()} | found


def _block(
    places: Sequence[tuple[Drawn, bool]],
    ours: Mapping[int, Sequence[Message]],
    variants: Sequence[str],
    now: int,
    window: int,
) -> tuple[str, set[str]]:
    names = [each.variant for each, _ in places]
    even = all(abs(each.probability * len(variants) - 1) < 1e-6 for each, _ in places)  # noqa: PLR2004 - shares are stored as fractions
    if not even or len(set(names)) < len(names) or not set(names) <= set(variants):
        return "apart", set()
    openers = [None if again else _opener(ours.get(each.contact_id, ())) for each, again in places]
    if any(each is None or (not each.out and each.state in _OVER) for each in openers):
        return "dropped", set()
    left = [each.out_at for each in openers if each and each.confirmed and each.out_at is not None]
    if len(left) < len(variants):
        return "waiting", set()
    if max(left) + window > now:
        return "young", set()
    answered = set()
    for (place, _), opener in zip(places, openers, strict=True):
        times = [each.answers[0].at for each in ours[place.contact_id] if each.answers]
        sent = opener.out_at if opener and opener.out_at is not None else now
        if times and sent <= min(times) <= sent + window:
            answered.add(place.variant)
    return "complete", answered


def _opener(messages: Sequence[Message]) -> Message | None:
    """Return the first message of a campaign to somebody: the one that got furthest."""
    mine = [each for each in messages if each.kind != "follow_up"]
    got_on = [each for each in mine if each.out or each.state == DraftState.APPROVED]
    return next(iter([*got_on[-1:], *mine[-1:]]), None)


# --- hours, weeks, answers ------------------------------------------------------------------------


def hours(
    openers: Iterable[Message], zones: Mapping[int, tzinfo], own: tzinfo, now: int, window: int
) -> dict[str, Number]:
    """Return how many of the judged messages left, and were answered, in each box of a week."""
    found: dict[str, Number] = {"too young": 0}
    for each in openers:
        if not each.confirmed or each.out_at is None:
            continue
        if now - each.out_at < window:
            found["too young"] = (found["too young"] or 0) + 1
            continue
        there = datetime.fromtimestamp(each.out_at, UTC).astimezone(zones.get(each.contact_id, own))
        box = there.weekday() * _BLOCKS + there.hour // _BLOCK_HOURS
        at = each.answers[0].at if each.answers else None
        in_time = at is not None and each.out_at <= at <= min(now, each.out_at + window)
        for name, more in ((f"box {box}: sent", 1), (f"box {box}: answered", int(in_time))):
            found[name] = (found.get(name) or 0) + more
    return found


def week(openers: Iterable[Message], of: Week) -> dict[str, Number]:
    """Return what was sent, came in and came to its end in a week."""
    found: dict[str, Number] = dict.fromkeys(("sent", "came in", "judged", "answered in time"), 0)
    for each in openers:
        if not each.confirmed or each.out_at is None:
            continue
        at = each.answers[0].at if each.answers else None
        ends = each.out_at + of.window
        judged = of.start <= ends < of.end and ends <= of.now
        there = {
            "sent": of.start <= each.out_at < of.end and each.out_at <= of.now,
            "came in": at is not None and of.start <= at < of.end and each.out_at <= at <= of.now,
            "judged": judged,
            "answered in time": judged and at is not None and each.out_at <= at <= ends,
        }
        for name, yes in there.items():
            found[name] = (found[name] or 0) + yes
    return found


def answering(
    asked: Iterable[Asked], messages: Mapping[int, Message], start: int, end: int
) -> dict[str, Number]:
    """Return how long those waited who were answered in a span of time, and how many wait now."""
    waits, waiting = [], set()
    for each in asked:
        mine = [messages[number] for number in each.ours]
        times = [one.sent_at for one in mine if one.sent_at is not None]
        to_go = any(one.state in _TO_GO for one in mine)
        at = min(times, default=None if to_go else each.told_at)
        if at is None:
            waiting |= set() if each.archived else {each.contact_id}
        elif start <= at < end:
            waits.append(max(at - each.at, 0) / _HOUR)
    return {
        "answered": len(waits),
        "median hours to answer": median(waits) if waits else None,
        "worst hours to answer": max(waits, default=None),
        "people who wait": len(waiting),
    }


# --- invitations and second messages --------------------------------------------------------------


class Trail(NamedTuple):
    """What is recorded of somebody a public reply was written for, each from old to new."""

    invited: list[int]
    wrote: list[int]
    ours: list[int]
    used: list[int]


def ladder(trails: Iterable[Trail], window: int, code_window: int) -> dict[str, Number]:
    """Return how many people took each step in its time, of those who took the one before."""
    people = list(trails)
    found: dict[str, Number] = {"invited": 0, "invited, of": len(people)}
    for name in ("wrote", "answered", "redeemed"):
        found |= {name: 0, f"{name}, of": 0}
    for each in people:
        if not each.invited:
            continue
        found["invited"] = (found["invited"] or 0) + 1
        at = each.invited[0]
        wrote = next((time for time in each.wrote if time > at), None)
        began = max(time for time in each.invited if wrote is None or time < wrote)
        rungs = (("wrote", [wrote] if wrote else []), ("answered", each.ours))
        for name, times in (*rungs, ("redeemed", each.used)):
            found[f"{name}, of"] = (found[f"{name}, of"] or 0) + 1
            taken = next((time for time in times if time > began), None)
            span = code_window if name == "redeemed" else window
            if taken is None or taken - began > span:
                break
            found[name] = (found[name] or 0) + 1
            began = taken
    return found


def second_messages(messages: Iterable[Message], now: int, window: int) -> dict[str, Number]:
    """Return how many went to people still silent, and how many of those were answered in time."""
    every = list(messages)
    openers = {(each.contact_id, each.campaign): each for each in every if each.opener}
    sent = [
        each
        for each in every
        if each.kind == "follow_up"
        and each.confirmed
        and (each.contact_id, each.campaign) in openers
    ]
    asked = []
    for each in sent:
        first = openers[each.contact_id, each.campaign].answers
        if not first or first[0].at > (each.out_at or 0):
            asked.append(each)
    return {
        "sent": len(sent),
        "to people still silent": len(asked),
        "answered": sum(
            bool(each.answers)
            and (each.out_at or 0) <= each.answers[0].at <= min(now, (each.out_at or 0) + window)
            for each in asked
        ),
    }


# --- what moved -----------------------------------------------------------------------------------


def arms(
    drawn: Iterable[Drawn], comments: Iterable[tuple[int, int]], known: int | None, window: int
) -> dict[str, Number]:
    """Return how many people of each arm can be compared, and what they wrote afterwards.

    Of somebody who was two people the held-out one decides, else the one drawn first.
    """
    every = list(drawn)
    holding = {each.campaign for each in every if each.arm == "holdout"}
    mine: dict[tuple[str, int], Drawn] = {}
    for each in sorted(every, key=lambda one: one.arm != "holdout"):
        if each.campaign in holding:
            mine.setdefault((each.campaign, each.contact_id), each)
    old = [
        each
        for each in mine.values()
        if not each.by_hand and not each.erased and known is not None and each.at + window <= known
    ]
    wrote: dict[int, list[int]] = {}
    for who, at in comments:
        wrote.setdefault(who, []).append(at)
    both = {
        name
        for name in holding
        if {each.arm for each in old if each.campaign == name} >= {"message", "holdout"}
    }
    found: dict[str, Number] = {}
    for arm in ("message", "holdout"):
        people = [each for each in old if each.arm == arm and each.campaign in both]
        found[f"{arm}: people"] = len(people)
        found[f"{arm}: comments afterwards"] = sum(
            each.at <= at < each.at + window
            for each in people
            for at in wrote.get(each.contact_id, ())
        )
    return found


def days(said: Iterable[tuple[str, str, str, int, int]], first: str, last: str) -> dict[str, int]:
    """Return the sums of daily figures between two days; of each the file that ends last holds."""
    newest: dict[tuple[str, str], tuple[str, int, int]] = {}
    for name, day, said_on, batch, value in said:
        if first <= day <= last:
            newest[name, day] = max(newest.get((name, day), ("", 0, 0)), (said_on, batch, value))
    found: dict[str, int] = {}
    for (name, _), (_, _, value) in newest.items():
        found[name] = found.get(name, 0) + value
    return found


def told(what: str, numbers: Mapping[str, Number]) -> Counted:
    """Return numbers under what they are of."""
    return {(what, name): number for name, number in numbers.items()}
