"""The pages beside the rates, each counted a second time: what doctor compares of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from dm_assistant.domain import page_counts as plain
from dm_assistant.domain.measures import GIVEN, Measure
from dm_assistant.domain.model import Purpose, TouchState
from dm_assistant.domain.recounting import Code, Counted, Message, Number, Touch
from dm_assistant.domain.rules.hours import known_zone
from dm_assistant.domain.statistics.figures import Table
from dm_assistant.domain.statistics.review import week_figures
from dm_assistant.domain.statistics.thresholds import CODE_WINDOW, EFFECT_WINDOW
from dm_assistant.services import conduct, experiments, impact, kpi, numbers, review, timing
from dm_assistant.services.kpi_figures import SUMS
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import page_counts as stored
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import seconds

Pair = tuple[Counted, Counted]
"""Numbers by the records, and as they are shown."""

_EVER = 1 << 62


def pairs(
    ws: Workspace,
    plainly: Sequence[Message],
    touches: Sequence[Touch],
    codes: Mapping[int, Code],
) -> Iterator[Pair]:
    """Yield the numbers of every page; ``plainly`` are the messages with their own answers."""
    messages = plain.credited(plainly)
    openers = [each for each in messages if each.opener]
    table = numbers.stats(ws)
    yield from _tests(ws, messages)
    yield _hours(ws, openers)
    yield from _weeks(ws, openers)
    yield from _besides(ws, messages, table)
    yield _ladder(ws, plainly, touches, codes, table)
    yield _second(ws, plainly, table)
    yield _arms(ws)
    yield _days(ws)


def _tests(ws: Workspace, messages: Sequence[Message]) -> Iterator[Pair]:
    window, now = int(ws.reply_window.total_seconds()), seconds(ws.now())
    with ws.database.read() as tx:
        drawn = stored.drawn(driver(tx))
    for test in experiments.wordings(ws).experiments:
        if test.not_one:
            continue
        names = [each.name for each in test.variants]
        mine = plain.test_of_words(
            [each for each in drawn if each.campaign == test.name],
            [each for each in messages if each.campaign == test.name],
            names,
            now,
            window,
        )
        blocks = test.blocks
        shown: dict[str, Number] = {
            "blocks complete": test.complete,
            "blocks young": blocks.young,
            "blocks waiting": blocks.waiting,
            "blocks dropped": blocks.dropped,
            "blocks apart": blocks.apart,
        }
        shown |= {
            f"{each.name}: answered in complete blocks": each.rate.k for each in test.variants
        }
        for pair in test.pairs:
            a, b = names[pair.a], names[pair.b]
            shown |= {f"only {a}, not {b}": pair.only_a, f"only {b}, not {a}": pair.only_b}
        what = f"test {test.name}"
        yield plain.told(what, mine), plain.told(what, shown)


def _hours(ws: Workspace, openers: Sequence[Message]) -> Pair:
    with ws.database.read() as tx:
        named = stored.zones(driver(tx))
    zones = {who: ZoneInfo(zone) for who, zone in named.items() if known_zone(zone)}
    found = timing.sending(ws)
    mine = plain.hours(
        openers, zones, ws.timezone, seconds(ws.now()), int(ws.reply_window.total_seconds())
    )
    shown: dict[str, Number] = {"too young": found.young}
    for box, cell in enumerate(found.cells):
        shown |= {f"box {box}: sent": cell.n, f"box {box}: answered": cell.k}
    return plain.told("hours", mine), plain.told("hours", shown)


def _weeks(ws: Workspace, openers: Sequence[Message]) -> Iterator[Pair]:
    # Not the whole review: it reads the lanes, which settles what is overdue, and to look is all.
    with ws.database.read() as tx:
        rows = numbers.openers(tx, ws)
    window, now = int(ws.reply_window.total_seconds()), seconds(ws.now())
    for weeks in range(2):
        span = review.span_of(ws, review.monday(ws) - timedelta(weeks=weeks))
        figures = week_figures(rows, span, ws.now(), ws.reply_window)
        of = plain.Week(seconds(span.start), seconds(span.end), now, window)
        shown: dict[str, Number] = {
            "sent": figures.sent,
            "came in": figures.came_in,
            "judged": figures.judged.sent,
            "answered in time": figures.judged.reply.k,
        }
        what = f"week {span.name}"
        yield plain.told(what, plain.week(openers, of)), plain.told(what, shown)


def _besides(ws: Workspace, messages: Sequence[Message], table: Table) -> Iterator[Pair]:
    """Yield how the creator answers, and how many first messages could not be sent."""
    with ws.database.read() as tx:
        asked = stored.asked(driver(tx))
        mine = conduct.times(tx, ws, None, None)
    hour = timedelta(hours=1)
    shown: dict[str, Number] = {
        "answered": mine.n,
        "median hours to answer": None if mine.median is None else mine.median / hour,
        "worst hours to answer": None if mine.worst is None else mine.worst / hour,
        "people who wait": mine.waiting,
    }
    by_id = {each.id: each for each in messages}
    told = plain.answering(asked, by_id, -_EVER, _EVER)
    yield plain.told("your answers", told), plain.told("your answers", shown)
    failed = sum(
        not each.out and each.kind == "opener" and each.purpose != Purpose.INVITE
        for each in messages
        if each.told.failed or each.not_sent
    )
    what = ("all messages", "could not be sent")
    yield {what: failed}, {what: table.failed.k if table.failed else 0}


def _ladder(
    ws: Workspace,
    messages: Sequence[Message],
    touches: Sequence[Touch],
    codes: Mapping[int, Code],
    table: Table,
) -> Pair:
    with ws.database.read() as tx:
        asked = stored.asked(driver(tx))
    invited = {each.contact_id for each in messages if each.purpose == Purpose.INVITE}
    left = [
        (each.contact_id, each.purpose, each.touched_at)
        for each in messages
        if each.confirmed and each.touched_at is not None
    ]
    left += [
        (each.contact_id, each.purpose, each.at)
        for each in touches
        if each.draft_id is None and each.state == TouchState.IMPORTED
    ]
    invited |= {who for who, purpose, _ in left if purpose == Purpose.INVITE}
    trails = {who: plain.Trail([], [], [], []) for who in invited}
    for who, purpose, at in sorted(left, key=lambda each: each[2]):
        if who in trails:
            public = purpose == Purpose.INVITE
            (trails[who].invited if public else trails[who].ours).append(at)
    for one in asked:
        if one.contact_id in trails:
            trails[one.contact_id].wrote.append(one.at)
    for each in messages:
        code = codes.get(each.code_id or 0)
        if code and code.used_at is not None and each.confirmed and each.contact_id in trails:
            trails[each.contact_id].used.append(code.used_at)
    window = int(ws.reply_window.total_seconds())
    mine = plain.ladder(trails.values(), window, int(CODE_WINDOW.total_seconds()))
    shown: dict[str, Number] = {}
    for name, rate in table.ladder.steps.items() if table.ladder else ():
        shown |= {name: rate.k, f"{name}, of": rate.n}
    return plain.told("invitations", mine), plain.told("invitations", shown)


def _second(ws: Workspace, messages: Sequence[Message], table: Table) -> Pair:
    mine = plain.second_messages(messages, seconds(ws.now()), int(ws.reply_window.total_seconds()))
    later = [each for each in table.steps if each.step]
    shown: dict[str, Number] = {
        "sent": sum(each.sent for each in later),
        "to people still silent": sum(each.reply.n for each in later),
        "answered": sum(each.reply.k for each in later),
    }
    return plain.told("second messages", mine), plain.told("second messages", shown)


def _arms(ws: Workspace) -> Pair:
    with ws.database.read() as tx:
        db = driver(tx)
        drawn = stored.drawn(db)
        last = stored.last_comment(db)
        wrote = list(stored.commented(db, {each.contact_id for each in drawn}))
    known = None if last is None else min(last, seconds(ws.now()))
    mine = plain.arms(drawn, wrote, known, int(EFFECT_WINDOW.total_seconds()))
    found = impact.effect(ws).pooled.outcome
    shown: dict[str, Number] = {}
    for arm, side in (("message", found.messaged), ("holdout", found.held_out)):
        shown |= {f"{arm}: people": side.n, f"{arm}: comments afterwards": side.comments}
    return plain.told("hold-outs", mine), plain.told("hold-outs", shown)


def _days(ws: Workspace) -> Pair:
    """Return the sums of the board that come from files alone, and its shares of traffic."""
    board = kpi.board(ws)
    first, last = board.first_on.isoformat(), board.last_on.isoformat()
    with ws.database.read() as tx:
        db = driver(tx)
        own = kpi.account_of(tx, ws).id
        sums = plain.days(stored.daily(db, own), first, last)
        typed = stored.noted(db, own)
    mine: Counted = {}
    shown: Counted = {}
    values = {each.kpi.name: each.kpi.value for each in board.figures}
    for measure in SUMS:
        given = [sums[name] for name in GIVEN.get(measure, ()) if name in sums]
        if not given or measure in typed or measure is Measure.CONVERSIONS:
            continue
        mine[f"board {first} to {last}", measure.value] = sum(given)
        shown[f"board {first} to {last}", measure.value] = values.get(measure.value)
    shares = [each.view_share for each in board.sources.lines if each.view_share is not None]
    if shares:
        mine["traffic sources", "shares of views in percent"] = 100
        shown["traffic sources", "shares of views in percent"] = round(sum(shares), 6)
    return mine, shown
