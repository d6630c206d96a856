"""The numbers the rules work with, their defaults and the limits no policy file may pass."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import time, timedelta
from enum import StrEnum

from dm_assistant.domain.statistics.thresholds import GUARD_CONFIDENCE, GUARD_OPT_OUTS, GUARD_RATE


class Profile(StrEnum):
    """How much permission is asked for: ``strict`` does not take a mutual follow for a yes."""

    STANDARD = "standard"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many touches in a rolling window."""

    touches: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """Every editable number of the rules; ``policy.toml`` says beside each why it is what it is."""

    least_age: int = 16
    review: timedelta = timedelta(hours=72)
    cannot_receive: timedelta = timedelta(days=90)

    consent_profile: Profile = Profile.STANDARD
    strict_countries: tuple[str, ...] = ("AT", "DE")
    keyword: timedelta = timedelta(days=30)
    wrote_first: timedelta = timedelta(days=182)
    follow_fact: timedelta = timedelta(days=180)
    past_deal: timedelta = timedelta(days=730)
    grant_reminder: timedelta = timedelta(days=730)

    soft_no: timedelta = timedelta(days=180)
    snooze: timedelta = timedelta(days=30)
    said_later: timedelta = timedelta(days=60)
    pending_requests: int = 1
    gap: timedelta = timedelta(hours=168)
    caps: tuple[Cap, ...] = (Cap(2, timedelta(hours=720)), Cap(6, timedelta(hours=8760)))
    backoff: timedelta = timedelta(hours=336)
    sunset_touches: int = 2
    commercial_gap: timedelta = timedelta(hours=720)
    invite_gap: timedelta = timedelta(hours=720)

    first_contacts_a_day: int = 20
    first_contacts_an_hour: int = 10
    messages_a_day: int = 40
    account_rest: timedelta = timedelta(hours=72)
    template_people: int = 25
    template_window: timedelta = timedelta(hours=168)
    guard_percent: int = round(100 * GUARD_RATE)
    guard_sure: int = round(100 * GUARD_CONFIDENCE)
    guard_opt_outs: int = GUARD_OPT_OUTS

    open_from: time = time(9)
    open_until: time = time(20)
    unknown_from: time = time(11)
    unknown_until: time = time(17)
    still_talking: timedelta = timedelta(minutes=30)
    clock_behind: timedelta = timedelta(seconds=120)

    approval: timedelta = timedelta(hours=72)
    message_bytes: int = 1000
    first_contact_warn: int = 400
    first_contact_fix: int = 600
    links: int = 1
    sameness_warn: int = 60
    sameness_fix: int = 80
    sameness_window: timedelta = timedelta(days=30)
    tone_words: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """Return a short name of these very values, the same for equal policies."""
        values = ";".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self))
        return hashlib.sha256(values.encode()).hexdigest()[:12]


class Unit(StrEnum):
    """What a duration is written in; the file's key ends in it, as in ``gap_hours``."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Limit:
    """The range a whole number may have, in ``unit`` where it is a duration."""

    least: int
    most: int
    unit: Unit | None = None


LIMITS: dict[str, Limit] = {
    "least_age": Limit(16, 21),
    "review": Limit(1, 72, Unit.HOURS),
    "cannot_receive": Limit(30, 3650, Unit.DAYS),
    "keyword": Limit(1, 30, Unit.DAYS),
    "wrote_first": Limit(1, 182, Unit.DAYS),
    "follow_fact": Limit(1, 180, Unit.DAYS),
    "past_deal": Limit(1, 730, Unit.DAYS),
    "grant_reminder": Limit(30, 730, Unit.DAYS),
    "soft_no": Limit(90, 3650, Unit.DAYS),
    "snooze": Limit(1, 365, Unit.DAYS),
    "said_later": Limit(30, 365, Unit.DAYS),
    "pending_requests": Limit(1, 1),
    "gap": Limit(72, 8760, Unit.HOURS),
    "backoff": Limit(168, 8760, Unit.HOURS),
    "sunset_touches": Limit(1, 3),
    "commercial_gap": Limit(336, 8760, Unit.HOURS),
    "invite_gap": Limit(168, 8760, Unit.HOURS),
    "first_contacts_a_day": Limit(1, 30),
    "first_contacts_an_hour": Limit(1, 15),
    "messages_a_day": Limit(1, 80),
    "account_rest": Limit(24, 8760, Unit.HOURS),
    "template_people": Limit(1, 100),
    "template_window": Limit(24, 8760, Unit.HOURS),
    "guard_percent": Limit(1, 5),
    "guard_sure": Limit(50, 95),
    "guard_opt_outs": Limit(2, 5),
    "still_talking": Limit(0, 60, Unit.MINUTES),
    "clock_behind": Limit(1, 600, Unit.SECONDS),
    "approval": Limit(1, 168, Unit.HOURS),
    "message_bytes": Limit(100, 1000),
    "first_contact_warn": Limit(50, 600),
    "first_contact_fix": Limit(50, 600),
    "links": Limit(0, 1),
    "sameness_warn": Limit(20, 80),
    "sameness_fix": Limit(40, 90),
    "sameness_window": Limit(14, 365, Unit.DAYS),
}
"""The hard limits of the numbers, by field."""

EARLIEST_OPENING, LATEST_CLOSING = time(8), time(21)
"""No policy opens quiet hours outside these, on the recipient's clock."""

LOOSEST_CAP = Cap(3, timedelta(hours=720))
"""No cap may allow a higher rate, and one must look at a window no longer than this."""

SERVES: dict[str, str] = {
    "least_age": "under_age",
    "review": "opt_out",
    "cannot_receive": "refused",
    "consent_profile": "consent",
    "strict_countries": "consent",
    "keyword": "consent",
    "wrote_first": "consent",
    "follow_fact": "consent",
    "past_deal": "consent",
    "grant_reminder": "consent",
    "soft_no": "soft_no",
    "snooze": "snooze",
    "said_later": "snooze",
    "pending_requests": "pending_request",
    "gap": "gap",
    "caps": "cap",
    "backoff": "backoff",
    "sunset_touches": "sunset",
    "commercial_gap": "balance",
    "invite_gap": "invite_gap",
    "first_contacts_a_day": "pace",
    "first_contacts_an_hour": "pace",
    "messages_a_day": "pace",
    "account_rest": "account_health",
    "template_people": "template_reach",
    "template_window": "template_reach",
    "guard_percent": "template_reach",
    "guard_sure": "template_reach",
    "guard_opt_outs": "template_reach",
    "open_from": "quiet_hours",
    "open_until": "quiet_hours",
    "unknown_from": "quiet_hours",
    "unknown_until": "quiet_hours",
    "still_talking": "quiet_hours",
    "clock_behind": "clock",
    "approval": "stale_approval",
    "message_bytes": "length",
    "first_contact_warn": "length",
    "first_contact_fix": "length",
    "links": "links",
    "sameness_warn": "sameness",
    "sameness_fix": "sameness",
    "sameness_window": "sameness",
    "tone_words": "tone",
}
"""The rule that each number is for, by field."""
