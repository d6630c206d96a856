"""Every shown number once more, from what was recorded: plain counting, by the same definitions.

Nothing of the rates is used here but what they mean (design: statistics 1.2 to 1.4), so that a
mistake in one of the two shows. Moments are Unix seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import median
from typing import Literal

from dm_assistant.domain.model import DraftState, InboundClass, Purpose
from dm_assistant.domain.statistics.thresholds import CODE_GRACE, CODE_WINDOW, EARLY_FROM

Number = float | None
Counted = dict[tuple[str, str], Number]
"""Numbers by what they are of and which they are, such as ("purpose thanks", "replies")."""

LEFT, ANSWERED, COUNTS = "left", "answered", "counts under the limits since"
MOMENTS = frozenset({LEFT, ANSWERED, COUNTS})
"""Numbers that are moments."""

CLOSE = 1e-9
"""Two shares this near to each other are one: they were added up in another order."""

_HOUR = 3600
_WAITING = frozenset({DraftState.DRAFTED, DraftState.SNOOZED, DraftState.APPROVED})
_WANTED = frozenset({InboundClass.POSITIVE, InboundClass.QUESTION})


@dataclass(frozen=True, slots=True)
class Told:
    """When acts that nobody took back say that a message took each step."""

    approved_at: int | None
    handed_at: int | None
    sent_at: int | None
    seen_at: int | None
    failed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A message of theirs that answers one of ours; ``kind`` is how it is read."""

    at: int
    worded: bool
    kind: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One message: what it was drafted as, and what records say became of it.

    ``found_at`` is its time in an export; ``not_sent`` says that a reason is kept why it could not
    be sent, or that an export lacks it. ``state`` is asked only for what never left, and to
    somebody ``stopped``: the database shows nothing as about to reach them, so it is sent.
    """

    id: int
    contact_id: int
    account_id: int
    purpose: str
    template: str
    version: str
    language: str
    campaign: str
    kind: str
    code_id: int | None
    state: str
    told: Told
    found_at: int | None
    not_sent: bool
    stopped: bool
    unread: bool
    visible: bool
    answers: tuple[Answer, ...]

    @property
    def out_at(self) -> int | None:
        """Return when it was handed over, or None for one that did not leave."""
        at = self.told.handed_at or self.told.sent_at
        left = not self.not_sent and (self.found_at is not None or not self.told.failed)
        return at if left else None

    @property
    def out(self) -> bool:
        """Return whether it left."""
        return self.out_at is not None

    @property
    def confirmed(self) -> bool:
        """Return whether somebody or something says that it was sent."""
        said = self.told.sent_at or self.told.seen_at or self.found_at
        counts_as_sent = self.stopped and self.state == DraftState.SENT
        return self.out and (said is not None or bool(self.answers) or counts_as_sent)

    @property
    def sent_at(self) -> int | None:
        """Return when it was sent, as near as anybody said."""
        if not self.confirmed:
            return None
        return self.found_at or self.told.sent_at or self.out_at

    @property
    def touched_at(self) -> int | None:
        """Return since when it takes a place under the caps; None where it takes none."""
        if self.out:
            return self.found_at or self.out_at
        return self.told.approved_at if self.state == DraftState.APPROVED else None

    @property
    def opener(self) -> bool:
        """Return whether it is one of those that rates are about."""
        return self.out and self.kind == "opener" and self.purpose != Purpose.INVITE


@dataclass(frozen=True, slots=True)
class Touch:
    """A place as it is stored; without a message it is one that an import brought."""

    id: int
    draft_id: int | None
    contact_id: int
    account_id: int
    at: int
    purpose: str
    state: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A code and the orders that used it: each with its time and whether it was refunded."""

    id: int
    pool: str
    ends_at: int | None
    given_at: int | None
    orders: tuple[tuple[str, int, bool], ...]

    @property
    def used_at(self) -> int | None:
        """Return when it was first used in an order that counts."""
        named = any(order for order, _, _ in self.orders)
        counting = [
            at for order, at, refunded in self.orders if not refunded and (order or not named)
        ]
        return min(counting, default=None)


@dataclass(frozen=True, slots=True)
class Known:
    """What else is asked: who said no and when, the codes, the moment, and the reply window."""

    said_no: Mapping[int, int]
    codes: Mapping[int, Code]
    now: int
    window: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that is not what the records say."""

    what: str
    figure: str
    records: Number
    screen: Number

    def __str__(self) -> str:
        """Return it as one clause."""
        said = _when if self.figure in MOMENTS else _said
        return (
            f"{self.what}: {self.figure} {said(self.records)} by the records, "
            f"{said(self.screen)} on the screen"
        )


def differences(records: Mapping[tuple[str, str], Number], shown: Counted) -> list[Difference]:
    """Return what is shown otherwise than the records say; what one of them lacks counts as 0."""
    return [
        Difference(*key, records.get(key, 0), shown.get(key, 0))
        for key in dict.fromkeys((*records, *shown))
        if not _same(records.get(key, 0), shown.get(key, 0))
    ]


def _same(one: Number, other: Number) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= CLOSE


def _said(number: Number) -> str:
    return "nothing" if number is None else f"{number:,.10g}"


def _when(number: Number) -> str:
    return (
        "never"
        if number is None
        else f"{datetime.fromtimestamp(number, UTC):%Y-%m-%d %H:%M:%S} UTC"
    )


# --- rates ------------------------------------------------------------------------------------


def openers(messages: Sequence[Message]) -> list[Message]:
    """Return the first messages, each with what was answered to it or to its follow-ups."""
    later: dict[tuple[int, str], list[Answer]] = {}
    for each in messages:
        if each.kind == "follow_up" and each.out and each.answers:
            later.setdefault((each.contact_id, each.campaign), []).extend(each.answers)
    first = [each for each in messages if each.opener]
    both = [(*each.answers, *later.get((each.contact_id, each.campaign), ())) for each in first]
    answers = [tuple(sorted(each, key=lambda one: one.at)) for each in both]
    return [replace(each, answers=said) for each, said in zip(first, answers, strict=True)]


def rates(messages: Iterable[Message], known: Known) -> dict[str, Number]:
    """Return the numbers of a set of messages that left, as counts and the reply rate."""
    rows = list(messages)
    sent = [each for each in rows if each.confirmed]
    answered = [each for each in sent if _in_time(each, known)]
    mature = [each for each in sent if _age(each, known) >= known.window]
    sorted_ones = [each for each in answered if _kind(each) is not None]
    opened = {each.id for each in sent if _opened(each, known)}
    visible = [each for each in mature if each.visible and (each.unread or each.id in opened)]
    old = {each.id for each in mature}
    waited = [_waited(each, known) or 0 for each in answered if each.id in old]
    people = {each.contact_id for each in sent}
    given, used = _codes(sent, known)
    return {
        "sent": len(sent),
        "unconfirmed": len(rows) - len(sent),
        "mature": len(mature),
        "replies": len(answered),
        "late replies": sum(_waited(each, known) is not None for each in sent) - len(answered),
        "positive": sum(_kind(each) in _WANTED for each in sorted_ones),
        "unsorted": len(answered) - len(sorted_ones),
        "opened": len(opened),
        "read status visible": len(visible),
        "read": sum(each.id in opened for each in visible),
        "people": len(people),
        "opted out": len({each.contact_id for each in sent if _said_no(each, known)}),
        "codes given": given,
        "codes used": used,
        "median hours to reply": median(waited) / _HOUR if waited else None,
        "reply rate": _share(sent, known) if len(mature) >= EARLY_FROM else None,
    }


def _age(message: Message, known: Known) -> int:
    return max(0, known.now - (message.out_at or known.now))


def _waited(message: Message, known: Known) -> int | None:
    """Return how long the first answer took, in seconds; None while there is none."""
    if not message.answers or message.out_at is None:
        return None
    at = message.answers[0].at
    return at - message.out_at if message.out_at <= at <= known.now else None


def _in_time(message: Message, known: Known) -> bool:
    waited = _waited(message, known)
    return waited is not None and waited <= known.window


def _opened(message: Message, known: Known) -> bool:
    seen = message.told.seen_at is not None or bool(message.answers)
    return seen or _waited(message, known) is not None


def _kind(message: Message) -> str | None:
    """Return how the first answer with words was sorted; None where nobody has."""
    first = next((each for each in message.answers if each.worded), None)
    return first.kind if first is not None and first.settled else None


def _said_no(message: Message, known: Known) -> bool:
    at = known.said_no.get(message.contact_id)
    return at is not None and (message.out_at or 0) < at <= known.now


def _codes(sent: Iterable[Message], known: Known) -> tuple[int, int]:
    """Return how many people hold a code that was sent to them, and how many used theirs.

    Once enough codes can be judged, only the uses of those are counted.
    """
    due: dict[int, bool] = {}
    used: dict[int, bool] = {}
    for each in sent:
        code = known.codes.get(each.code_id or 0)
        if code is None:
            continue
        given_at = code.given_at or each.sent_at or known.now
        if given_at > known.now:
            continue
        until = given_at + int(CODE_WINDOW.total_seconds())
        if code.ends_at is not None:
            until = min(until, code.ends_at + int(CODE_GRACE.total_seconds()))
        used_at = code.used_at
        who = each.contact_id
        due[who] = due.get(who, False) or known.now >= until
        used[who] = used.get(who, False) or (used_at is not None and used_at <= known.now)
    judged = [who for who, over in due.items() if over]
    counted = judged if len(judged) >= EARLY_FROM else due
    return len(due), sum(used[who] for who in counted)


def _share(sent: Iterable[Message], known: Known) -> float:
    """Return the reply rate at the end of the window by the product over the times of replies.

    Kaplan and Meier 1958: of those still watched and silent, a share answers at each time.
    """
    times = sorted(
        (min(_waited(each, known) or 0, known.window), 0)
        if _in_time(each, known)
        else (min(_age(each, known), known.window), 1)
        for each in sent
    )
    silent, watched = 1.0, len(times)
    for _, unanswered in times:
        if not unanswered:
            silent *= (watched - 1) / watched
        watched -= 1
    return 1 - silent


# --- campaigns, templates, codes --------------------------------------------------------------


def campaigns(messages: Iterable[Message]) -> Counted:
    """Return how far the first messages of each campaign have come; every person counts once."""
    people: dict[tuple[str, str], set[int]] = {}
    follow_ups: Counted = {}
    for each in messages:
        if not each.campaign:
            continue
        what = f"campaign {each.campaign}"
        if each.kind == "follow_up":
            key = (what, "second messages sent")
            follow_ups[key] = (follow_ups.get(key) or 0) + each.out
            continue
        seen = each.out and (each.told.seen_at is not None or bool(each.answers))
        steps = {
            "drafted": True,
            "out": each.out,
            "seen": seen,
            "answered": each.out and bool(each.answers),
        }
        for name, reached in steps.items():
            people.setdefault((what, name), set()).update([each.contact_id] if reached else [])
    return {key: len(who) for key, who in people.items()} | follow_ups


def used(messages: Iterable[Message]) -> Counted:
    """Return how many messages of each template were sent, in each language."""
    found: Counted = {}
    for each in messages:
        if each.confirmed:
            key = (f"template {each.purpose}/{each.template}, {each.language}", "used")
            found[key] = (found.get(key) or 0) + 1
    return found


Step = Literal["free", "reserved", "given", "redeemed", "withheld"]


def pools(messages: Iterable[Message], codes: Mapping[int, Code]) -> Counted:
    """Return how many codes of each pool are free, reserved, given and redeemed.

    A free one that was handed over is withheld: somebody saw it.
    """
    by_code: dict[int, list[Message]] = {}
    for each in messages:
        if each.code_id is not None:
            by_code.setdefault(each.code_id, []).append(each)
    found: Counted = {}
    for code in codes.values():
        key = (f"pool {code.pool}", _step(code, by_code.get(code.id, [])))
        found[key] = (found.get(key) or 0) + 1
    return found


def _step(code: Code, carried: Sequence[Message]) -> Step:
    if code.used_at is not None:
        return "redeemed"
    if any(each.confirmed for each in carried):
        return "given"
    if any(each.out or each.state in _WAITING for each in carried):
        return "reserved"
    return "withheld" if any(each.told.handed_at for each in carried) else "free"
