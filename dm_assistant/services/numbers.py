"""The rates: one query layer that every screen, command and report reads from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from dm_assistant.domain.statistics.conduct import Conduct
from dm_assistant.domain.statistics.figures import Ladder, Rate, share
from dm_assistant.domain.statistics.ladder import ladder
from dm_assistant.domain.statistics.rates import Dimension, Judged, Opener, Table
from dm_assistant.domain.statistics.steps import Step, by_step
from dm_assistant.domain.statistics.thresholds import WEEKS_SHOWN
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import conduct, sent_columns
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import reports
from dm_assistant.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Rates:
    """Everything the rates are made of, read once: any table of them needs no further reading."""

    judged: Judged
    since: datetime | None
    until: datetime | None
    ladder: Ladder
    failed: Rate
    steps: tuple[Step, ...]
    weekly: tuple[int, ...]
    conduct: Conduct

    def table(self, by: Dimension | None = None) -> Table:
        """Return the rates in total and along a dimension."""
        return replace(
            self.judged.table(by, self.since),
            until=self.until,
            ladder=self.ladder,
            failed=self.failed,
            steps=self.steps,
            weekly=self.weekly,
            own_clock=self.judged.openers.unzoned,
            conduct=self.conduct,
        )


def stats(
    ws: Workspace,
    *,
    by: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Table:
    """Return the rates of all openers of a span of time, in total and by a dimension.

    With them come the steps that invited people took, also of those never messaged.
    """
    dimension = None if by is None else _dimension(by)
    return load(ws, since=since, until=until).table(dimension)


def tables(
    ws: Workspace, *, since: datetime | None = None, until: datetime | None = None
) -> dict[Dimension, Table]:
    """Return the rates by every dimension, read once."""
    rates = load(ws, since=since, until=until)
    return {each: rates.table(each) for each in Dimension}


def load(ws: Workspace, *, since: datetime | None = None, until: datetime | None = None) -> Rates:
    """Read what the rates of a span of time are made of; ``until`` is no longer part of it."""
    if since is not None and until is not None and until <= since:
        raise BadInputError("the span ends before it begins: --until must lie after --since")
    now, window = ws.now(), ws.reply_window
    with ws.database.read() as tx:
        stored = reports.sent(tx, since, until)
        trails = reports.trails(tx, since, until)
        failed = reports.failed(tx, since, until)
        found = sent_columns.columns(stored, ws.timezone)
        manners = conduct.of(tx, ws, found, since, until)
    judged = Judged(found, now, window)
    return Rates(
        judged=judged,
        since=since,
        until=until,
        ladder=ladder(trails, now, window),
        failed=share(failed, failed + judged.total().sent),
        steps=by_step(sent_columns.messages(stored, found), now, window),
        weekly=judged.weekly(WEEKS_SHOWN),
        conduct=manners,
    )


def openers(
    tx: Tx, ws: Workspace, since: datetime | None = None, until: datetime | None = None
) -> list[Opener]:
    """Return every opener that is out, of a span of time, one by one."""
    return sent_columns.rows(reports.sent(tx, since, until), ws.timezone)


def judged(
    tx: Tx, ws: Workspace, *, campaign: str | None = None, now: datetime | None = None
) -> Judged:
    """Return the openers as known at a moment, ready to be grouped in any way."""
    stored = reports.sent(tx, campaign=campaign)
    return Judged(sent_columns.columns(stored, ws.timezone), now or ws.now(), ws.reply_window)


def _dimension(name: str) -> Dimension:
    try:
        return Dimension(name)
    except ValueError:
        known = ", ".join(Dimension)
        raise BadInputError(f"cannot group by {to_screen(name)!r}; known: {known}") from None
