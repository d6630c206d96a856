"""What the words of a command line mean: numbers, times, names from a closed list."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo
    from enum import StrEnum

LONGEST = 18
"""Digits of the greatest number that the database takes as an id."""

PURPOSES = "thanks, offer, collab, feedback, challenge, answer, invite"
PLATFORMS = "tiktok, instagram"
LANES = "reply, ready, invite, held, blocked"
REASONS = "opt_out, refused, under_age, no_dm_notice, complaint, blocked"
CLASSES = "opt_out, erasure, age, soft_no, later, who, review, question, positive, thanks, neutral"


class NoneOfError(argparse.ArgumentTypeError):
    """A word that is none of a closed list, which it names."""

    def __init__(self, text: str, names: str) -> None:
        super().__init__(f"'{text}' is none of {names}")
        self.names = names.split(", ")


def words(text: str) -> str:
    """Take free text; bytes that are not UTF-8 cannot be stored and are refused."""
    from dm_assistant.domain.text import unstorable_reason

    reason = unstorable_reason(text)
    if reason:
        raise argparse.ArgumentTypeError(reason)
    return text


def number(text: str) -> int:
    """Take a whole number of at least 1."""
    digits = text.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST and int(digits) > 0):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 1")
    return int(digits)


def purpose(text: str) -> StrEnum:
    """Take the name of a purpose."""
    from dm_assistant.domain.model import Purpose

    return Purpose(one_of(text, PURPOSES))


def platform(text: str) -> StrEnum:
    """Take the name of a platform."""
    from dm_assistant.domain.model import Platform

    return Platform(one_of(text, PLATFORMS))


def lane(text: str) -> StrEnum:
    """Take the name of a lane."""
    from dm_assistant.domain.model import Lane

    return Lane(one_of(text, LANES))


def reason(text: str) -> StrEnum:
    """Take a reason for never messaging a person again; erasing has its own command."""
    from dm_assistant.domain.model import SuppressionReason

    return SuppressionReason(one_of(text, REASONS))


def reply_class(text: str) -> StrEnum:
    """Take the class of a reply."""
    from dm_assistant.domain.model import InboundClass

    return InboundClass(one_of(text, CLASSES))


def moment(text: str) -> date | datetime:
    """Take a day (``2026-05-14``) or a time (``2026-05-14T09:30``, with or without offset)."""
    from datetime import date, datetime

    for reader in (date.fromisoformat, datetime.fromisoformat):
        try:
            return reader(text)
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(
        f"'{text}' is not a day like 2026-05-14 or a time like 2026-05-14T09:30+01:00"
    )


def day(text: str) -> date:
    """Take a day (``2026-05-14``)."""
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day like 2026-05-14") from None


def instant(at: date | datetime, zone: tzinfo) -> datetime:
    """Return the instant in UTC; without an offset it is the creator's wall clock, days at 0:00."""
    from datetime import UTC, datetime, time

    if not isinstance(at, datetime):
        at = datetime.combine(at, time(), tzinfo=zone)
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    try:
        return at.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise argparse.ArgumentTypeError("that time is out of range") from None


def end(at: date | datetime, zone: tzinfo) -> datetime:
    """Return the instant at which something ends; a day ends when the creator's next one begins."""
    from datetime import date, datetime, timedelta

    if not isinstance(at, datetime):
        if at == date.max:
            raise argparse.ArgumentTypeError("that time is out of range")
        at += timedelta(days=1)
    return instant(at, zone)


def pair(text: str) -> tuple[str, str]:
    """Take ``NAME=VALUE``."""
    name, _, value = words(text).partition("=")
    if not (name.strip() and value):
        raise argparse.ArgumentTypeError(f"'{text}' is not NAME=VALUE")
    return name.strip(), value


def by_name(option: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str] | None:
    """Return the pairs of a repeated option by name; raise BadInputError for a name said twice."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise BadInputError(f"{option} names {name} twice")
        found[name] = value
    return found or None


def one_of(text: str, names: str) -> str:
    """Take one of the names of a list, which is shown when it is none of them."""
    if text not in names.split(", "):
        raise NoneOfError(text, names)
    return text
