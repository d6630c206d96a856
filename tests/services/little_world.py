"""A tiny second telling of the rules, against which the life of messages is checked.

It knows thanks and answers only, keeps everything in one dictionary, and shares no code with the
program: where the two disagree, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SLOT = {"approved", "handed_over"}
WAITING = {"drafted", "snoozed"}
OUT = {"handed_over", "sent", "seen", "replied"}
STOPS = {"opt_out": "opt_out", "erasure": "opt_out", "age": "under_age"}
ENDED = {"suppress", "consent_withdrawn", "forget"}
"""Acts that undo refuses."""


@dataclass(frozen=True)
class Message:
    """A message with the place it takes under the caps, while it takes one."""

    id: int
    who: str
    purpose: str = "thanks"
    state: str = "drafted"
    approved_at: datetime | None = None
    touched_at: datetime | None = None
    first: bool = False
    left_at: datetime | None = None
    sent_at: datetime | None = None
    sleeps_until: datetime | None = None
    answers: int = 0
    lift: str = ""


@dataclass(frozen=True)
class Said:
    """Something a person wrote."""

    id: int
    who: str
    at: datetime
    kind: str
    classed: bool = False
    answered: bool = False
    about: str = ""
    archived: bool = False
    sleeps_until: datetime | None = None


@dataclass(frozen=True)
class SetAside:
    """A rule that was set aside for one message."""

    id: int
    who: str
    at: datetime
    message: int


@dataclass(frozen=True)
class Grumble:
    """A complaint, open or settled."""

    id: int
    who: str
    open: bool


@dataclass(frozen=True)
class Word:
    """An announced word, for feedback."""

    id: int
    from_at: datetime
    until_at: datetime | None = None


Row = Message | Said | SetAside | Grumble | Word
Touched = tuple[datetime, datetime, int]
"""A touch: when it began, when it ended, and its bubbles."""


@dataclass
class Done:
    """An act with what the rows it touched were before."""

    name: str
    at: datetime
    who: str
    before: dict[tuple[str, int], Row | None] = field(default_factory=dict)
    entries: list[int] = field(default_factory=list)
    batch: int = 0
    gap: int = 0


@dataclass(frozen=True)
class Pace:
    """How many messages the account sends."""

    firsts_an_hour: int
    firsts_a_day: int
    messages_a_day: int


class World:
    """What the program should know."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.rows: dict[tuple[str, int], Row] = {}
        self.no: dict[str, tuple[str, datetime]] = {}
        self.yes: dict[int, tuple[str, datetime, bool]] = {}
        self.other: dict[int, tuple[str, datetime, str, str]] = {}
        self.gone: set[str] = set()
        self.acts: list[Done] = []
        self.gap = 7

    def farewell(self, who: str) -> None:
        """Keep nothing of somebody but the stop."""
        self.gone.add(who)
        for each in self.said(who):
            self.put(None, "inbound", replace(each, archived=True, classed=True))
        for row in self.of_kind("complaint"):
            if isinstance(row, Grumble) and row.who == who:
                self.put(None, "complaint", replace(row, open=False))

    def begin(self, name: str, at: datetime, who: str) -> Done:
        done = Done(name, at, who)
        self.acts.append(done)
        return done

    def put(self, act: Done | None, table: str, row: Row) -> None:
        if act is not None:
            act.before.setdefault((table, row.id), self.rows.get((table, row.id)))
        self.rows[table, row.id] = row

    def message(self, number: int) -> Message:
        row = self.rows["draft", number]
        assert isinstance(row, Message)
        return row

    def messages(self, who: str = "") -> Iterator[Message]:
        for row in list(self.rows.values()):
            if isinstance(row, Message) and who in ("", row.who):
                yield row

    def said(self, who: str = "") -> list[Said]:
        found = [each for each in self.rows.values() if isinstance(each, Said)]
        return sorted(
            (each for each in found if who in ("", each.who)), key=lambda each: (each.at, each.id)
        )

    def drop(self, act: Done | None, one: Message, state: str) -> None:
        self.put(act, "draft", replace(one, state=state, touched_at=None))
        answered = self.rows.get(("inbound", one.answers))
        if isinstance(answered, Said):
            self.put(act, "inbound", replace(answered, answered=False))

    def stop(
        self, act: Done | None, who: str, reason: str, at: datetime, *, anew: bool = False
    ) -> None:
        known = self.no.get(who)
        if known is None or (known[0] == "opt_out" and reason != "opt_out"):
            self.no[who] = (reason, at)
        elif anew and known[0] == reason:
            self.no[who] = (reason, max(at, known[1]))
        for one in self.messages(who):
            if one.state in {*WAITING, "approved"}:
                self.put(act, "draft", replace(one, state="cancelled", touched_at=None))

    def settle(self, now: datetime) -> None:
        """Let time do what it does: a "stop" nobody looked at is one after three days."""
        for each in self.said():
            if each.kind == "review" and not each.classed and now >= each.at + 3 * DAY:
                self.put(None, "inbound", replace(each, kind="opt_out", classed=True))
                self.stop(None, each.who, "opt_out", now, anew=True)

    def undo(self) -> str:
        """Take the last act back; returns its name, or "refused"."""
        if not self.acts:
            return "refused"
        last = self.acts[-1]
        stopped = self.no.get(last.who)
        after_no = stopped is not None and stopped[1] >= last.at
        if last.name in ENDED or (last.name in {"reply", "class"} and after_no):
            return "refused"
        rows = dict(self.rows)
        for key, row in last.before.items():
            if row is None:
                rows.pop(key, None)
            else:
                rows[key] = row
        mine = [each for each in rows.values() if isinstance(each, Message)]
        if any(
            isinstance(row, Message)
            and row.state in SLOT
            and row.purpose != "answer"
            and row.who in self.no
            for row in last.before.values()
        ) or any(
            sum(each.who == who and each.state in SLOT for each in mine) > 1
            for who in {each.who for each in mine}
        ):
            return "refused"
        self.rows = rows
        self.gap = last.gap or self.gap
        self.take_back(last)
        return self.acts.pop().name

    def take_back(self, act: Done) -> None:
        for entry in act.entries:
            self.yes.pop(entry, None)
            self.other.pop(entry, None)

    def of_kind(self, table: str) -> list[Row]:
        return [row for (name, _), row in self.rows.items() if name == table]


def allowed(world: World, one: Message, now: datetime, *, leaving: bool = False) -> bool:
    """Return whether a message may be approved, or may leave, at this moment."""
    said = world.said(one.who)
    wrote_at = said[-1].at if said else None
    sent = sorted(
        (each.touched_at, each.first)
        for each in world.messages(one.who)
        if each.touched_at is not None and each.id != one.id
    )
    since = sum(1 for at, _ in sent if wrote_at is not None and at >= wrote_at)
    talking = one.purpose == "answer" and wrote_at is not None
    talking = talking and since < 10 and now < wrote_at + 2 * DAY  # type: ignore[operator]
    touches = _touches([at for at, _ in sent], said)
    joins = bool(touches) and _joins(touches[-1], wrote_at, now)
    told = touches[:-1] if joins else touches
    return (
        _may_be_written_to(world, one, said, since)
        and all(each.classed for each in said)
        and _agreed(world, one, now, said, since, told)
        and not _resting(world, one, now, said)
        and (talking or not _too_often(told, wrote_at, now, 3 if one.lift == "gap" else world.gap))
        and not _too_many(world, one, now, first=not (told or joins or said))
        and _decent(wrote_at, now)
        and not any(each.state in SLOT and each.id != one.id for each in world.messages(one.who))
        and (not leaving or (one.approved_at is not None and now < one.approved_at + 3 * DAY))
    )


def _may_be_written_to(world: World, one: Message, said: list[Said], since: int) -> bool:
    no = world.no.get(one.who)
    if no is None:
        return True
    asked = bool(said) and said[-1].kind == "question" and said[-1].at > no[1]
    return no[0] == "opt_out" and one.purpose == "answer" and asked and since == 0


def _agreed(
    world: World,
    one: Message,
    now: datetime,
    said: list[Said],
    since: int,
    told: list[Touched],
) -> bool:
    wrote_at = said[-1].at if said else None
    if one.purpose == "answer":
        if wrote_at is None:
            return False
        # A further bubble of the touch that answers is part of the answer.
        unanswered = all(touch[1] < wrote_at for touch in told)
        return unanswered or (since < 10 and now < wrote_at + 2 * DAY)
    mine = [(at, yes) for who, at, yes in world.yes.values() if who == one.who]
    no_at = max((at for at, yes in mine if not yes), default=None)
    if any(yes and (no_at is None or at > no_at) for at, yes in mine):
        return True
    return no_at is None and wrote_at is not None and now < wrote_at + 182 * DAY


def _resting(world: World, one: Message, now: datetime, said: list[Said]) -> bool:
    if said and said[-1].kind == "later" and now < said[-1].at + 60 * DAY:
        return True
    if one.sleeps_until is not None and now < one.sleeps_until:
        return True
    return _refused(world, one, now, said)


def _refused(world: World, one: Message, now: datetime, said: list[Said]) -> bool:
    """Return whether they were not interested, and have not changed their mind since."""
    no_thanks = [each for each in said if each.kind == "soft_no"]
    if not no_thanks:
        return False
    last = no_thanks[-1]
    asked_again = any(
        who == one.who and yes and at > last.at and one.purpose == "thanks"
        for who, at, yes in world.yes.values()
    )
    wrote_since = one.purpose == "answer" and said[-1].at > last.at
    closed = one.purpose == last.about
    return not asked_again and (closed or (not wrote_since and now < last.at + 180 * DAY))


def _touches(times: list[datetime], said: list[Said]) -> list[Touched]:
    """Join what went out within ten minutes, from the newest back: (first, last, how many)."""
    found: list[Touched] = []
    for at in reversed(times):
        if found:
            first, last, count = found[-1]
            between = any(at < each.at <= first for each in said)
            if count < 3 and last - at < timedelta(minutes=10) and not between:
                found[-1] = (at, last, count + 1)
                continue
        found.append((at, at, 1))
    return found[::-1]


def _joins(touch: Touched, wrote_at: datetime | None, now: datetime) -> bool:
    first, last, count = touch
    silent = wrote_at is None or wrote_at <= last
    return count < 3 and now - first < timedelta(minutes=10) and silent


def _too_often(told: list[Touched], wrote_at: datetime | None, now: datetime, gap: int) -> bool:
    if not told:
        return False
    last = told[-1][1]
    unanswered = sum(1 for touch in told if wrote_at is None or touch[1] >= wrote_at)
    return (
        now < last + gap * DAY
        or (len(told) >= 2 and now < told[-2][1] + 30 * DAY)
        or (len(told) >= 6 and now < told[-6][1] + 365 * DAY)
        or (unanswered > 0 and now < last + 14 * DAY)
        or unanswered >= 2
    )


def _too_many(world: World, one: Message, now: datetime, *, first: bool) -> bool:
    others = [
        (each.touched_at, each.first)
        for each in world.messages()
        if each.touched_at is not None and each.id != one.id
    ]

    def full(limit: int, window: timedelta, times: list[datetime]) -> bool:
        return sum(1 for at in times if now - at < window) >= limit

    every = [at for at, _ in others]
    firsts = [at for at, new in others if new]
    return full(world.pace.messages_a_day, DAY, every) or (
        first
        and (
            full(world.pace.firsts_an_hour, HOUR, firsts)
            or full(world.pace.firsts_a_day, DAY, firsts)
        )
    )


def is_first(world: World, one: Message) -> bool:
    """Return whether nothing has gone between the two so far."""
    others = [
        each
        for each in world.messages(one.who)
        if each.touched_at is not None and each.id != one.id
    ]
    return not others and not world.said(one.who)


def _decent(wrote_at: datetime | None, now: datetime) -> bool:
    if wrote_at is not None and now < wrote_at + timedelta(minutes=30):
        return True
    return 11 <= now.astimezone(LONDON).hour < 17


def may_set_aside(world: World, one: Message, now: datetime) -> bool:
    """Return whether the gap alone is in the way, and an override is left."""
    spent = [row for row in world.of_kind("override") if isinstance(row, SetAside)]
    return (
        not allowed(world, one, now)
        and allowed(world, replace(one, lift="gap"), now)
        and not any(each.message == one.id for each in spent)
        and not any(each.who == one.who and now - each.at < 30 * DAY for each in spent)
        and sum(now - each.at < DAY for each in spent) < 3
    )


def agreed(world: World, who: str, purpose: str, now: datetime) -> bool:
    """Return whether a person wants feedback requests or offers: words of theirs say so."""
    mine = [entry[1:] for entry in world.other.values() if entry[0] == who and entry[2] == purpose]
    no_at = max((at for at, _, kind in mine if kind == "no"), default=None)
    for at, _, kind in mine:
        later = no_at is None or at > no_at
        if later and (kind == "yes" or (kind == "word" and now < at + 30 * DAY)):
            return True
    said = world.said(who)
    wrote = purpose == "feedback" and no_at is None and bool(said)
    return wrote and now < said[-1].at + 182 * DAY
