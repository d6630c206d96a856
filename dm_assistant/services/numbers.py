"""The rates: one query layer that every screen, command and report reads from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dm_assistant.domain.rules.hours import known_zone
from dm_assistant.domain.statistics.ladder import ladder
from dm_assistant.domain.statistics.rates import Dimension, Opener, Table, table
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import reports
from dm_assistant.storage.database import Tx


def stats(
    ws: Workspace,
    *,
    by: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Table:
    """Return the rates of all openers of a span of time, in total and by a dimension.

    With them come the steps that invited people took, also of those never messaged; they are
    known only of a span that goes on.
    """
    dimension = None if by is None else _dimension(by)
    with ws.database.read() as tx:
        found = openers(tx, ws, since, until)
        invited = None if until else reports.trails(tx, since)
    rates = table(found, dimension, ws.now(), since=since)
    return rates if invited is None else replace(rates, ladder=ladder(invited, ws.now()))


def tables(
    ws: Workspace, *, since: datetime | None = None, until: datetime | None = None
) -> dict[Dimension, Table]:
    """Return the rates by every dimension, read once."""
    with ws.database.read() as tx:
        found = openers(tx, ws, since, until)
    return {each: table(found, each, ws.now(), since=since) for each in Dimension}


def openers(
    tx: Tx, ws: Workspace, since: datetime | None = None, until: datetime | None = None
) -> list[Opener]:
    """Return every opener that is out, of a span of time: what all rates are computed from."""
    own = ws.timezone
    found = reports.openers(tx, since, lambda zone, at: _offset(zone, at, own))
    return [each for each in found if until is None or each.sent_at < until]


def _dimension(name: str) -> Dimension:
    try:
        return Dimension(name)
    except ValueError:
        known = ", ".join(Dimension)
        raise BadInputError(f"cannot group by {to_screen(name)!r}; known: {known}") from None


def _offset(zone: str, at: datetime, own: ZoneInfo) -> timedelta:
    place = _zone(zone) if known_zone(zone) else own
    return at.astimezone(place).utcoffset() or timedelta(0)


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def day_start(text: str, zone: ZoneInfo) -> datetime:
    """Return the UTC moment at which a typed day (YYYY-MM-DD) begins for the creator."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
    except ValueError:
        raise BadInputError(f"{to_screen(text)!r} is not a day such as 2026-05-14") from None
