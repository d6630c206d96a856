"""The sample's three months as a plan: which day brings which messages, and what comes of them."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from dm_assistant.domain.model import InboundClass as Kind
from dm_assistant.domain.model import Purpose
from dm_assistant.services import codes, life
from dm_assistant.services.demo import calendar, cast, collabs, files, notes, trials, words
from dm_assistant.services.demo.story import SILENCE, Outcome, Story

ANSWERED = {
    Kind.POSITIVE: 11,
    Kind.THANKS: 8,
    Kind.QUESTION: 5,
    Kind.NEUTRAL: 3,
    Kind.SOFT_NO: 2,
    Kind.LATER: 2,
    Kind.WHO: 2,
    Kind.OPT_OUT: 1,
    Kind.AGE: 1,
}
"""How many of the first messages are answered in which way, within a week."""

TOO_LATE, SEEN, UNANSWERED = 3, 14, 18
RARE, EVERY = 2, 5
"""A way of answering that is so rare is dealt once in so many messages."""

TYPICAL_HOURS, LONGEST_HOURS = 13, 150
POOL = "spring prints"
CODES = 40

FIRST = (
    *((59, "18:05", 6), (56, "09:20", 6), (52, "18:10", 6), (48, "12:40", 5), (45, "18:00", 6)),
    *((41, "09:30", 6), (37, "18:00", 6), (33, "09:10", 6), (28, "09:25", 6), (23, "18:10", 6)),
    *((18, "09:05", 6), (13, "18:05", 5)),
)
"""First thanks: days before the end, London time, how many."""

AGAIN = (
    (38, "09:40", Purpose.FEEDBACK, 4),
    (26, "17:40", Purpose.OFFER, 4),
    (22, "12:10", Purpose.FEEDBACK, 4),
    (17, "09:50", Purpose.OFFER, 4),
    (12, "12:30", Purpose.COLLAB, 3),
    (11, "18:15", Purpose.FEEDBACK, 5),
    (9, "17:30", Purpose.OFFER, 3),
    (4, "18:00", Purpose.OFFER, 3),
)
"""Later messages to people who know the creator by then; the very first go to silent ones."""

INVITES = ((45, "12:30", 3), (24, "12:10", 2))

LAST_WEEK = {
    8: (
        Outcome(168.5, Kind.ERASURE, left=True),
        Outcome(seen=True),
        Outcome(30, Kind.NEUTRAL),
    ),
    5: (
        Outcome(20, Kind.POSITIVE),
        Outcome(seen=True),
        Outcome(101, Kind.WHO, left=True),
        SILENCE,
        Outcome(50, Kind.THANKS),
    ),
    2: (
        Outcome(2.7, Kind.QUESTION, left=True),
        Outcome(32.5, Kind.POSITIVE, left=True),
        Outcome(35, Kind.REVIEW, left=True, unread=True),
        Outcome(47, Kind.THANKS, left=True),
        Outcome(47.6, Kind.NEUTRAL, left=True, unread=True),
    ),
}
"""The first thanks of the last days, by days before the end: what is still open comes of them."""


def tell(story: Story) -> None:
    """Live through everything up to the last morning."""
    chance = story.chance
    first = first_outcomes(chance)
    later = _later_outcomes(chance)
    steps: list[tuple[datetime, Callable[[], object]]] = [
        (moment, partial(_import, story, number))
        for number, moment in enumerate(cast.IMPORTS[: cast.LAST])
    ]
    steps += [
        (calendar.at(days, clock), partial(_thank, story, number, first))
        for days, clock, number in FIRST
    ]
    steps += [
        (calendar.at(days, "09:05"), partial(_thank, story, len(outcomes), iter(outcomes)))
        for days, outcomes in LAST_WEEK.items()
    ]
    steps += [
        (calendar.at(days, clock), partial(_write_again, story, purpose, number, later))
        for days, clock, purpose, number in AGAIN
    ]
    steps += [
        (calendar.at(days, clock), partial(_invite, story, number))
        for days, clock, number in INVITES
    ]
    steps += [
        (calendar.at(46, "10:15"), partial(_add_codes, story)),
        (calendar.at(14, "10:40"), partial(_never, story)),
        (calendar.at(8, "12:20"), partial(_fail, story)),
        (calendar.at(3, "10:30"), partial(_redeem, story)),
        (calendar.at(1, "12:34"), partial(_write_first, story)),
    ]
    steps += collabs.steps(story)
    steps += notes.steps(story)
    steps += trials.steps(story, story.circle)
    for moment, step in sorted(steps, key=lambda each: each[0]):
        story.go_to(moment)
        step()


def first_outcomes(chance: random.Random) -> Iterator[Outcome]:
    """Deal what comes of the first messages: the rare answers spread evenly, the others mixed."""
    common = [SILENCE] * UNANSWERED
    common += [Outcome(seen=True) for _ in range(SEEN)]
    rare = [Outcome(chance.uniform(175, 260), Kind.POSITIVE) for _ in range(TOO_LATE)]
    for kind, number in ANSWERED.items():
        pile = rare if number <= RARE else common
        pile += [Outcome(_hours(chance), kind) for _ in range(number)]
    chance.shuffle(common)
    chance.shuffle(rare)
    for position, outcome in enumerate(common):
        if rare and position % EVERY == EVERY - 1:
            yield rare.pop()
        yield outcome


def _later_outcomes(chance: random.Random) -> Iterator[Outcome]:
    """Deal what comes of later messages, over and over."""
    yield from (SILENCE, SILENCE, SILENCE)
    while True:
        yield Outcome(_hours(chance), Kind.POSITIVE)
        yield SILENCE
        yield Outcome(_hours(chance), Kind.THANKS)
        yield Outcome(seen=True)
        yield Outcome(_hours(chance), Kind.QUESTION)
        yield SILENCE


def _hours(chance: random.Random) -> float:
    return min(chance.lognormvariate(math.log(TYPICAL_HOURS), 1.0), LONGEST_HOURS)


def _import(story: Story, number: int) -> None:
    """Take in what has come up; friendly people have also said yes to codes by then."""
    at = cast.IMPORTS[number] - timedelta(hours=3)
    story.bring(
        number,
        [
            files.Agreed(handle, (Purpose.OFFER,), at, story.chance.choice(words.AGREED_TO_CODES))
            for handle in story.friendly
        ],
    )


def _thank(story: Story, number: int, outcomes: Iterator[Outcome]) -> None:
    story.session(Purpose.THANKS, story.untouched(), number, outcomes)


def _write_again(story: Story, purpose: Purpose, number: int, outcomes: Iterator[Outcome]) -> None:
    handles = story.friendly
    if "silent twice" not in story.marked:
        handles = story.silent
    found = story.session(purpose, handles, number, outcomes)
    for handle in found[:1]:
        story.marked.setdefault("silent twice", handle)


def _invite(story: Story, number: int) -> None:
    """Invite strangers in public; the first of them writes the keyword."""
    wrote = Outcome(4, Kind.POSITIVE, text="MIST please 🙏")
    story.session(Purpose.INVITE, reversed(story.strangers()), number, iter([wrote]))


def _add_codes(story: Story) -> None:
    codes.add(story.ws, POOL, files.codes(story.folder / "codes.txt", CODES))


def _redeem(story: Story) -> None:
    """Take in the shop's orders: a few of the codes given first were used."""
    given = [story.codes[place] for place in (0, 2, 3, 5)]
    used = [(code, calendar.at(14 - 3 * place, "15:20")) for place, code in enumerate(given)]
    codes.redeem(story.ws, files.orders(story.folder / "orders.csv", used))


def _never(story: Story) -> None:
    """Draft for somebody, think better of it, and never write to them."""
    [(draft_id, handle)] = story.drafts(Purpose.THANKS, story.untouched(), 1).items()
    life.never(story.ws, [draft_id])
    story.mark("never", handle)


def _fail(story: Story) -> None:
    """Hand a message over that the platform will not deliver."""
    [(draft_id, handle)] = story.drafts(Purpose.THANKS, story.untouched(), 1).items()
    story.wait(4)
    life.approve(story.ws, [draft_id])
    story.wait(1)
    life.hand_over(story.ws, draft_id)
    story.wait(2)
    life.could_not_send(story.ws, [draft_id], life.CANNOT_RECEIVE)
    story.mark("cannot receive", handle)


def _write_first(story: Story) -> None:
    """Have somebody write who was never written to."""
    handle = story.strangers()[0]
    text = "hi! are you selling the low tide one?"
    story.hear(handle, Kind.QUESTION, story.ws.now(), Outcome(left=True, text=text))
