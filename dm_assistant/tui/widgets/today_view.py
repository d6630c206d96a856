"""The day as lines: the plan, the lanes with bars, and what needs a look in other places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from dm_assistant.domain.model import Lane
from dm_assistant.domain.sessions import STEP, Kind
from dm_assistant.tui.widgets.line_view import GAP, Column
from dm_assistant.tui.widgets.sectioned import Headed
from dm_assistant.tui.wording import LANE_NAMES, PLATFORM_NAMES, counted

if TYPE_CHECKING:
    from dm_assistant.services.own_pace import AccountPace
    from dm_assistant.services.session_views import Plan, Running, Today
    from dm_assistant.tui.clock import Clock

SIGN, LABEL, NUMBER = 1, 11, 6
WIDEST_BAR = 24
FULL, EMPTY = "▇", "·"
MONDAY = 0
OLD = timedelta(days=7)
"""A copy older than this is marked."""
KIND_NAMES = {
    Kind.REPLY: "Reply",
    Kind.READY: "Ready",
    Kind.INVITE: "Invite",
    Kind.HAND_OVER: "Hand over",
}
LANE_DOES = {
    Lane.REPLY: "wait for an answer",
    Lane.READY: "may go now",
    Lane.INVITE: "may be asked to write first",
    Lane.HELD: "come back by themselves",
    Lane.BLOCKED: "are never messaged",
}

Keys = Mapping[str, str]

Goes = Literal["plan", "lane", "hand_over", "person", "place", "week", "missing", ""]


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line: what it says, and where Enter goes from it."""

    label: str
    words: str = ""
    number: int | None = None
    most: int = 0
    goes: Goes = ""
    to: str = ""


class TodayView(Headed[DayLine]):
    """The lines of a day under their headings; the cursor passes headings over."""

    def show(self, lines: Sequence[DayLine | str]) -> None:
        """Show a day; the cursor stays where it is."""
        self._lines = tuple(lines)
        self.cursor = max(1, self.cursor)
        self.rows_changed()
        self.tell(lambda: self.Moved(self))

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return sign, label, number, bar and words."""
        line = self._lines[index]
        if isinstance(line, str):
            return [(f" {line}", width, "strong", False)]
        sign = "›" if index == self.cursor else " "
        cells: list[Column] = [(sign, SIGN, "mark", False), (line.label, LABEL, "text", False)]
        rest = width - SIGN - LABEL - 2 * GAP
        if line.number is not None:
            size = min(WIDEST_BAR, rest // 4)
            drawn = bar(line.number, line.most, size)
            cells += [(f"{line.number:,}", NUMBER, "text", True), (drawn, size, "strong", False)]
            rest -= NUMBER + size + 2 * GAP
        return [
            *cells,
            (line.words, max(0, rest), "dim" if line.number is not None else "text", False),
        ]


def bar(number: int, most: int, cells: int) -> str:
    """Draw a number against the largest; any number but none shows."""
    if number <= 0 or most <= 0:
        return ""
    return FULL * max(1, round(number / most * cells))


def share(used: int, cap: int, cells: int = 10) -> str:
    """Draw how much of a cap is used."""
    full = min(cells, -(-used * cells // cap)) if cap else cells
    return FULL * full + EMPTY * (cells - full)


# --- the lines of a day ----------------------------------------------------------------------


def lines_of(
    day: Today, clock: Clock, keys: Keys, *, drafts: bool, in_session: bool
) -> list[DayLine | str]:
    """Return the lines of a day; ``keys`` are those that verbs have now, by id."""
    found: list[DayLine | str] = []
    if day.session is not None:
        found += ["Your session", *_session(day.session, clock, keys, in_session=in_session)]
    else:
        found += [f"Your {day.plan.minutes} minutes", *_plan(day, clock, keys, drafts=drafts)]
    found += [f"Lanes · {keys['place.inbox']} opens the inbox", *_lanes(day, clock, keys)]
    if day.closing:
        found.append(f"Windows that close within 3 hours · {day.closing_today} today")
        found += [
            DayLine(
                clock.when(each.at)[-5:],
                f"@{each.handle}, in {clock.left(each.at)}",
                goes="lane",
                to="reply",
            )
            for each in day.closing
        ]
    for each in day.pace:
        found += [f"Pace of {_account(each)}", *_pace(each, clock)]
    found += ["Look at", *_attention(day, clock, keys), *_missing(day, keys)]
    return found


def _session(running: Running, clock: Clock, keys: Keys, *, in_session: bool) -> Iterator[DayLine]:
    began = running.began_at.astimezone(clock.zone)
    done = f"{running.count:,} of {counted(running.total, 'card')}"
    at = clock.when(clock.now + running.left)[-5:]
    does = f"{keys['open']} goes on"
    if in_session and not running.pending:
        does = f"{keys['hand_over']} hands over"
    words = f"{done} · done about {at} · {does} · {keys['session']} stops"
    yield DayLine(f"{began:%a %H:%M}", words, goes="plan")
    if running.waiting:
        words = f"{counted(running.waiting, 'message')} approved, to hand over"
        yield DayLine("Then", words, goes="hand_over")


def _plan(day: Today, clock: Clock, keys: Keys, *, drafts: bool) -> Iterator[DayLine]:
    plan = day.plan
    cards = len(plan.lines) + plan.more
    if cards:
        at = clock.when(plan.finish_at)[-5:]
        more, less = keys["more_minutes"], keys["fewer_minutes"]
        begins = f"{keys['open']} begins · {more} {less} {STEP} min"
        words = f"{counted(cards, 'card')}, done about {at} · {begins}"
        yield DayLine("Begin", words, goes="plan")
        yield DayLine("", by_kind(plan), goes="plan")
    elif not day.people:
        yield DayLine(
            "Import",
            f"Nobody is known yet: {keys['open']} chooses a file of comments to look at.",
            goes="place",
            to="import",
        )
    else:
        brings, shows = keys["place.import"], keys["place.people"]
        words = f"to do now. {brings} imports new comments, {shows} shows your people."
        yield DayLine("Nothing", words)
    if plan.worth:
        made = f"drafted first ({keys['draft']}: without)"
        if not drafts:
            made = f"not drafted ({keys['draft']}: draft first)"
        if drafts and plan.drafts < plan.worth:
            made = f"the best {plan.drafts:,} {made}"
        if plan.unfit:
            made += f"; {plan.unfit:,} more left out"
        have = "has" if plan.worth == 1 else "have"
        yield DayLine("Thanks", f"{plan.worth:,} {have} no draft yet: {made}", goes="plan")


def _missing(day: Today, keys: Keys) -> Iterator[DayLine]:
    """Say in one line what is missing, and how to put that away."""
    if day.missing:
        words = f"{keys['open']} says what to do, or puts it away: {day.missing[0].words}"
        yield DayLine(f"{len(day.missing):,} missing", words, goes="missing")


def by_kind(plan: Plan) -> str:
    """Say how many cards of each kind a plan holds."""
    parts = [f"{name} {plan.of(kind):,}" for kind, name in KIND_NAMES.items() if plan.of(kind)]
    if plan.more:
        parts.append(f"drafts {plan.more:,}")
    return " · ".join(parts)


def _lanes(day: Today, clock: Clock, keys: Keys) -> Iterator[DayLine]:
    waiting = day.lanes.approved + day.lanes.handed_over
    most = max([waiting, *(day.lanes.of(lane) for lane in Lane)])
    for lane in Lane:
        words = LANE_DOES[lane]
        if lane is Lane.REPLY and day.closing:
            words = f"first window closes at {clock.when(day.closing[0].at)[-5:]}"
        yield DayLine(LANE_NAMES[lane], words, day.lanes.of(lane), most, "lane", lane.value)
    words = f"approved{f', {day.lanes.handed_over:,} to confirm' if day.lanes.handed_over else ''}"
    yield DayLine(f"{keys['hand_over']} Hand over", words, waiting, most, "hand_over")


def _account(one: AccountPace) -> str:
    return f"@{one.account.handle}" if one.account.handle else PLATFORM_NAMES[one.account.platform]


def _pace(one: AccountPace, clock: Clock) -> Iterator[DayLine]:
    hour, day, every = one.places
    words = f"{share(hour.taken, hour.cap)} {hour.taken} of {hour.cap} new people"
    yield DayLine("This hour", words, goes="hand_over")
    all_of_them = f"{every.taken} of {every.cap} messages in all"
    words = f"{share(day.taken, day.cap)} {day.taken} of {day.cap} new people, {all_of_them}"
    yield DayLine("In 24 h", words, goes="hand_over")
    if one.free_at is not None:
        words = f"at {clock.when(one.free_at)[-5:]}, in {clock.left(one.free_at)}"
        yield DayLine("Next place", words, goes="hand_over")


def _attention(day: Today, clock: Clock, keys: Keys) -> Iterator[DayLine]:
    for one in day.codes:
        yield DayLine(
            f"{keys['place.campaigns']} Codes",
            f"{one.name}: {one.words}",
            goes="place",
            to="campaigns",
        )
    for one in day.collabs:
        words = f"@{one.handle}: {one.words}"
        yield DayLine(f"{keys['place.collabs']} Collab", words, goes="place", to="collabs")
    for one in day.campaigns:
        yield DayLine(
            f"{keys['place.campaigns']} Campaign",
            f"{one.name}: {one.words}",
            goes="place",
            to="campaigns",
        )
    if day.questions:
        words = f"{counted(day.questions, 'question')} of an export left open"
        yield DayLine(f"{keys['place.import']} Import", words, goes="place", to="import")
    if day.people and clock.now.astimezone(clock.zone).weekday() == MONDAY:
        words = "a new week: what the last one brought, and what to do now"
        yield DayLine(f"{keys['place.numbers']} Week", words, goes="week")
    made = "none yet: an import makes one, or run dm-assistant backup"
    if day.backup_at is not None:
        made = f"{clock.ago(day.backup_at)}, checked when it was made"
        if clock.now - day.backup_at > OLD:
            made = f"! {clock.ago(day.backup_at)}: run dm-assistant backup"
    yield DayLine("Backup", made, goes="place", to="import")
