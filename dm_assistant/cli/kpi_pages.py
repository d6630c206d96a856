"""What the command line says of key figures: the board, the noted figures, a file of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dm_assistant.cli.printing import count, paragraph, table
from dm_assistant.domain.goals import Competitor, Own
from dm_assistant.domain.measures import Measure, Noted
from dm_assistant.domain.statistics.impact import bars, groups, mean
from dm_assistant.domain.statistics.kpi_board import NOTHING, Board
from dm_assistant.domain.statistics.kpi_changes import Figure
from dm_assistant.domain.statistics.kpi_shares import Sources
from dm_assistant.domain.statistics.kpi_words import (
    NONE,
    act,
    insight,
    kind_words,
    known_words,
    likely,
    moved_words,
    noted_words,
    paid_words,
    value_words,
    whole,
)
from dm_assistant.services.kpi_notes import Imported

CHART = 22
SHARE = 20
MOST_CHANGES = 10
HEADS = ("figure", "value", "change", "known", "by day")


def board(found: Board) -> Iterator[str]:
    """Yield the board, part by part."""
    who = f"@{found.account}: " if found.account else ""
    yield f"{who}{found.first_on} to {found.last_on} ({count(found.days, 'day')})"
    if found.empty:
        yield NOTHING
    yield from _figures(found)
    yield from traffic(found.sources)
    yield from _split(found)
    yield "when to post:"
    for said in found.posting.sentences():
        yield from paragraph(said, indent="  ")
    yield from _aside(found)
    yield from _goals(found)
    yield from competitors(found.own, found.competitors)
    yield from _changes(found)


def _figures(found: Board) -> Iterator[str]:
    told = [each for each in found.figures if each.kpi.value is not None]
    rows = [
        (
            each.kpi.title,
            value_words(each.kpi),
            moved_words(each),
            known_words(each.kpi),
            _line(each),
        )
        for each in told
    ]
    if rows:
        yield from table(HEADS, rows, right=(1, 2))
    yield from _ranges(told)
    missing: dict[str, list[str]] = {}
    for each in () if found.empty else found.figures:
        if each.kpi.value is None:
            missing.setdefault(each.kpi.reason, []).append(each.kpi.title)
    for reason, titles in missing.items():
        yield from paragraph(f"{', '.join(titles)}: {NONE} ({reason})", indent="  ")


def _ranges(told: Sequence[Figure]) -> Iterator[str]:
    """Yield how sure the changes of counts are, and what to know of the rates."""
    notes: dict[str, list[str]] = {}
    for each in told:
        change = each.change
        if change.low is not None and change.high is not None:
            notes.setdefault(change.note, []).append(f"{each.kpi.title} {likely(change)}")
    for note, several in notes.items():
        yield from paragraph(f"Changes, {note}: {', '.join(several)}.", indent="  ")
    for each in told:
        if each.kpi.note and each.kpi.inputs.get("days_known") is None:
            yield from paragraph(f"{each.kpi.title}: {each.kpi.note}.", indent="  ")


def _line(each: Figure) -> str:
    values = each.by_day
    if not any(value is not None for value in values):
        return ""
    drawn = tuple(mean(values[start:end]) for start, end in groups(len(values), CHART))
    return bars(drawn, from_zero=each.kpi.name != Measure.FOLLOWERS.value)


def traffic(found: Sources) -> Iterator[str]:
    """Yield the traffic sources with their bars, then what leads and what to try."""
    if not found.lines:
        yield f"traffic sources: {NONE} ({found.reason})"
        return
    by = "conversions" if found.by is Measure.CONVERSIONS else "views; no conversions are noted"
    yield f"traffic sources, by {by}:"
    rows = [
        (
            each.title,
            NONE if each.views is None else whole(each.views),
            NONE if each.view_share is None else f"{each.view_share:.1f} %",
            NONE if each.conversions is None else whole(each.conversions),
            NONE if each.conversion_share is None else f"{each.conversion_share:.1f} %",
            "█" * round(max(0.0, each.conversion_share or each.view_share or 0) / 100 * SHARE),
        )
        for each in found.lines
    ]
    heads = ("source", "views", "share", "conversions", "share", "")
    yield from table(heads, rows, right=(1, 2, 3, 4))
    if found.note:
        yield f"  {found.note}"
    if insight(found):
        yield insight(found)
        yield f"To try: {act(found)}"


def _split(found: Board) -> Iterator[str]:
    if not found.split.kinds:
        yield f"organic and paid: {NONE} ({found.split.words})"
        return
    yield "organic and paid posts:"
    for each in filter(lambda kind: kind.told, found.split.kinds):
        yield f"  {paid_words(each):<10} {kind_words(each)}"
    yield from paragraph(found.split.words)


def _aside(found: Board) -> Iterator[str]:
    if found.aside:
        yield "noted, but not counted here:"
        yield from (f"  {noted_words(each.noted)}: {each.why}" for each in found.aside)


def _goals(found: Board) -> Iterator[str]:
    if not found.goals:
        yield "no goals yet: kpi goal followers 5000 --by DAY"
        return
    yield "goals:"
    for each in found.goals:
        full = round((each.share or 0) * SHARE)
        share = NONE if each.share is None else f"{each.share:.0%}".replace("%", " %")
        yield f"  {each.goal.id}  {'█' * full}{'░' * (SHARE - full)} {share:>5}"
        note = f"; {each.note}" if each.note else ""
        yield from paragraph(f"{each.words}{note}", indent="     ")


def competitors(own: Own, several: Sequence[Competitor]) -> Iterator[str]:
    """Yield other accounts beside one's own."""
    if not several:
        return
    rows = [
        ("", f"@{own.handle} (you)", *map(_number, (own.followers, own.posts, own.views)), "", "")
    ]
    rows += [
        (
            str(each.look.id),
            f"@{each.look.handle}",
            *map(_number, (each.look.followers, each.look.posts, each.look.views)),
            each.look.on.isoformat(),
            "; ".join(filter(None, (each.gained, each.look.note))),
        )
        for each in several
    ]
    heads = ("id", "account", "followers", "posts in 28 days", "typical views", "seen on", "")
    yield "others, as you read their profiles:"
    yield from table(heads, rows, right=(2, 3, 4))


def _number(value: float | None) -> str:
    return NONE if value is None else whole(value)


def _changes(found: Board) -> Iterator[str]:
    within = [each for each in found.changes if found.first_on <= each.on <= found.last_on]
    if within:
        yield "you changed:"
        yield from (f"  {each.id}  {each.on}  {each.words}" for each in within[:MOST_CHANGES])
    if len(within) > MOST_CHANGES:
        yield f"  and {len(within) - MOST_CHANGES} more"


def listed(several: Sequence[Noted]) -> Iterator[str]:
    """Yield the noted figures."""
    if not several:
        yield "nothing is noted yet: kpi note views 1200 --on DAY, or kpi import FILE"
    yield from map(noted_words, several)


def imported(found: Imported) -> Iterator[str]:
    """Yield what a file of figures did, or would do."""
    would = "would be " if found.dry_run else ""
    yield (
        f"{count(found.new, 'figure')} {would}new, {found.changed:,} {would}changed, "
        f"{found.same:,} noted already, {count(len(found.rejected), 'line')} left out"
    )
    yield from (f"  line {each.line}: {each.reason}" for each in found.rejected)
    if found.unknown:
        yield f"  columns not known: {', '.join(found.unknown)}"
    if found.dry_run:
        yield "nothing was written; leave --dry-run out to note them"
