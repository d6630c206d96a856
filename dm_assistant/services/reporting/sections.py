"""The sections of a report, one function each, in the order in which a creator asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.reporting.charts import Days, Funnel, Heat, Intervals, Weekly
from dm_assistant.domain.reporting.document import (
    Figure,
    Grid,
    Report,
    Row,
    Section,
    count_figure,
    rate_figure,
)
from dm_assistant.domain.statistics import review_words, words
from dm_assistant.domain.statistics.changes import Change, points
from dm_assistant.domain.statistics.figures import Group, Rate, Table, share
from dm_assistant.domain.statistics.impact import SIDE_BY_SIDE, told
from dm_assistant.domain.statistics.rates import Dimension
from dm_assistant.domain.statistics.review import Week
from dm_assistant.domain.statistics.thresholds import EARLY_FROM, RATE_FROM, VISIBLE_FROM
from dm_assistant.services.reporting.gathering import BLOCK_HOURS, BLOCKS, Material
from dm_assistant.services.reporting.other_places import joined

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NOTHING = "Nothing was sent in this period, so there is nothing to count."
CHOSEN = (
    "When to send was chosen, not drawn, and differences between days and hours as large as these "
    "may be chance: no best time follows from the tables alone."
)


def report(found: Material) -> Report:
    """Return the whole report."""
    return Report(
        account=found.account,
        made_at=found.made_at.astimezone(found.zone),
        period=_period(found),
        practice=found.practice,
        sections=tuple(_whole(make(found), found) for make in SECTIONS),
        documents=_documents(found),
    )


def _whole(section: Section, found: Material) -> Section:
    for each in found.additions:
        if each.key == section.key:
            section = joined(section, each)
    return section


def _period(found: Material) -> str:
    first = (
        f"from {found.since.astimezone(found.zone):%d %B %Y}" if found.since else "from the first"
    )
    if found.until is None:
        return f"messages sent {first} to now"
    last = (found.until - timedelta(seconds=1)).astimezone(found.zone)
    return f"messages sent {first} to {last:%d %B %Y}"


def _documents(found: Material) -> dict[str, object]:
    """Return what the commands print about the same numbers."""
    return {
        "stats": found.totals.as_json(),
        "by": {by.value: each.as_json() for by, each in found.tables.items()},
        "impact": found.account_days.as_json(),
        "review": None if found.week is None else _unnamed(found.week.as_json()),
        **found.documents,
    }


def _unnamed(document: dict[str, object]) -> dict[str, object]:
    """Leave out who waits: a report names nobody."""
    answering = document["answering"]
    if isinstance(answering, dict):
        waiting = [{"since": each["since"]} for each in answering["waiting"]]
        document["answering"] = answering | {"waiting": waiting}
    return document


def _works(found: Material) -> Section:
    group = found.totals.totals
    if not group.sent:
        return Section("works", "Does it work?", (NOTHING,))
    grids = [_totals(group)]
    if found.totals.ladder is not None and found.totals.ladder.invited.n:
        steps = tuple(
            Row(words.STEPS[name], (rate_figure("of the step before", rate, "people"),))
            for name, rate in found.totals.ladder.steps.items()
        )
        grids.append(Grid("Public invitations: each step, of the one before it", "step", steps))
    weeks = tuple(
        Row(f"{day:%d %b %Y}", (count_figure("sent", sent), count_figure("replies in", came)))
        for day, sent, came in found.weeks
    )
    grids.append(Grid("Week by week: sent, and first replies that came in", "week of", weeks))
    return Section(
        "works",
        "Does it work?",
        (
            words.reply_sentence(group),
            words.open_sentence(group.open, group.sent),
            *_at_end(group),
            *_besides(found.totals),
        ),
        (_funnel(group), Weekly("Sent and replied, week by week", found.weeks)),
        tuple(grids),
    )


def _at_end(group: Group) -> Iterator[str]:
    if group.late_replies:
        yield f"Late replies, in no rate: {group.late_replies:,}."
    if group.median_hours_to_reply is not None:
        yield f"Half of the replies came within {group.median_hours_to_reply:.1f} h."


def _besides(found: Table) -> Iterator[str]:
    """Yield what could not be sent, what each step got, and how the creator themself writes."""
    if found.failed and found.failed.k:
        yield f"Could not be sent: {words.counted(found.failed, 'tried')}."
    yield from map(words.step_sentence, found.steps)
    yield from (f"{name}: {said}" for name, said in words.conduct_sentences(found))


def _totals(group: Group) -> Grid:
    wanted = group.positive
    opens = rate_figure("all", group.open.rate, "opened", none="read status shown of none")
    if group.open.rate.n and group.open.rate.rate is None:
        opens = Figure(
            "all",
            opens.words,
            opens.k,
            opens.n,
            shown="counts",
            method="count",
            reason=f"read status shown of fewer than {VISIBLE_FROM}",
        )
    figures = (
        ("sent", count_figure("all", group.sent)),
        ("old enough to judge", count_figure("all", group.mature)),
        ("opened, of those whose read status is shown", opens),
        ("replied", rate_figure("all", group.reply, "replied")),
        ("positive", rate_figure("all", group.positive.rate, "were interested")),
        (
            "positive, of the answers that are sorted",
            rate_figure("all", share(wanted.rate.k, wanted.sorted_replies), "were interested"),
        ),
        ("opted out", rate_figure("all", group.opt_out, "opted out")),
        ("codes used", rate_figure("all", group.redeemed, "redeemed", none="no code was sent")),
    )
    return Grid("All first messages", "figure", tuple(Row(name, (each,)) for name, each in figures))


def _funnel(group: Group) -> Funnel:
    steps = (
        ("seen, of those shown", group.open.rate),
        ("replied, of all sent", group.reply),
        ("positive, of all sent", group.positive.rate),
        ("code used, of codes sent", group.redeemed),
    )
    sent = Rate(group.sent, group.sent, None, None, None, "counts", "wilson")
    return Funnel("From sent to redeemed", (("sent", sent), *steps))


def _for_whom(found: Material) -> Section:
    return Section(
        "for-whom",
        "For whom?",
        grids=tuple(
            _groups(found.tables[by], f"By {name}")
            for by, name in (
                (Dimension.TIER, "tier"),
                (Dimension.RELATION, "relation"),
                (Dimension.WARM, "warm (they wrote shortly before) or cold"),
                (Dimension.LANGUAGE, "language"),
            )
            if len(found.tables[by].groups) > 1
        ),
        sentences=_nothing(found),
    )


def _words(found: Material) -> Section:
    by = {each: found.tables[each] for each in (Dimension.PURPOSE, Dimension.TEMPLATE)}
    return Section(
        "words",
        "Which words?",
        _nothing(found),
        tuple(
            Intervals(
                f"Replied, by {each.value}",
                "replied",
                tuple((name or "not known", group.reply) for name, group in table.groups),
            )
            for each, table in by.items()
            if table.groups
        ),
        tuple(
            _groups(found.tables[each], f"By {each.value}")
            for each in (Dimension.PURPOSE, Dimension.TEMPLATE, Dimension.VARIANT)
            if found.tables[each].groups
        ),
    )


def _hours(found: Material) -> Section:
    if not found.totals.totals.sent:
        return Section("hours", "Which hours?", (NOTHING,))
    blocks = tuple(f"{at * BLOCK_HOURS:02}–{(at + 1) * BLOCK_HOURS:02}" for at in range(BLOCKS))
    return Section(
        "hours",
        "Which hours?",
        (CHOSEN,),
        (Heat("Messages sent, by weekday and hours", WEEKDAYS, blocks, found.hours),),
        (
            _groups(found.tables[Dimension.WEEKDAY], "By weekday"),
            _groups(found.tables[Dimension.BLOCK], "By hours"),
        ),
    )


def _moved(found: Material) -> Section:
    days = found.account_days
    views = days.figures[DailyFigure.VIDEO_VIEWS]
    charts: tuple[Days, ...] = ()
    if any(each is not None for each in views):
        charts = (Days("Views a day, and days with DMs", days.first_on, views, days.sent),)
    campaigns = found.tables[Dimension.CAMPAIGN]
    named = any(name for name, _ in campaigns.groups)
    grids = (_groups(campaigns, "By campaign", none="no campaign"),) if named else ()
    also = tuple(f"{on:%d %b %Y}: {what}." for on, what in told(days.happenings))
    sent = (
        f"{sum(days.sent):,} DMs left on {sum(map(bool, days.sent)):,} of {len(days.sent):,} days."
    )
    return Section("moved", "Did it move anything?", (SIDE_BY_SIDE, sent, *also), charts, grids)


def _sure(found: Material) -> Section:
    group = found.totals.totals
    return Section(
        "sure",
        "How sure is that?",
        (
            words.method_sentence(group.reply),
            _young(group),
            (
                f"Fewer than {EARLY_FROM} messages are only counted; below {RATE_FROM} a rate is "
                "called early and never ranked. What is missing says why and is never 0."
            ),
            f"Handed over and not confirmed, in no rate: {group.unconfirmed:,}.",
            _unsorted(group),
            f"Old enough, with a read status: {group.open.visible:,} of {group.mature:,}.",
            f"Groups beside each other are {words.NOT_A_TEST}.",
        ),
    )


def _young(group: Group) -> str:
    return (
        f"A reply counts within {group.window.days} days of its message, once for each person. "
        f"{group.sent - group.mature:,} of {group.sent:,} messages are younger and are counted "
        "with care (Kaplan-Meier), not as silent."
    )


def _unsorted(group: Group) -> str:
    wanted, more = group.positive.rate, group.positive.unsorted
    return (
        f"Replies not sorted: {more:,}. So {wanted.k:,} to {wanted.k + more:,} of {wanted.n:,} "
        "were interested."
    )


def _week(found: Material) -> Section:
    week = found.week
    if week is None:
        return Section("week", "This week", ("The period is over: see the weeks in it.",))
    sentences = (f"{label}: {said}." for label, said in review_words.besides(week, named=False))
    rows = [_sent(week), *(_change(name, each) for name, each in week.changes.items())]
    grid = Grid("This week beside the one before", "figure", tuple(rows))
    return Section("week", review_words.title(week), tuple(sentences), grids=(grid,))


def _sent(week: Week) -> Row:
    counts = (("this week", week.figures.sent), ("week before", week.before.sent))
    figures = (count_figure(name, sent) for name, sent in counts)
    reason = "not a share of anything"
    return Row("Sent", (*figures, Figure("points of difference", "", reason=reason)))


def _change(name: str, found: Change) -> Row:
    label, verb = review_words.VERBS[name]
    none = review_words.missing(name)
    both = (("this week", found.now), ("week before", found.before))
    interval = found.interval
    difference = Figure("points of difference", points(found), reason=found.reason)
    if interval is not None:
        difference = Figure(
            "points of difference",
            f"likely {points(found)}",
            value=found.difference,
            low=interval.low,
            high=interval.high,
            method="Newcombe 95 %",
        )
    return Row(
        label, (*(rate_figure(when, each, verb, none=none) for when, each in both), difference)
    )


def _nothing(found: Material) -> tuple[str, ...]:
    return () if found.totals.totals.sent else (NOTHING,)


def _groups(table: Table, caption: str, *, none: str = "not known") -> Grid:
    """Return one row for each group, in the order of the screens."""
    codes = any(group.codes_given for _, group in table.groups)
    rows = tuple(
        Row(key or none, tuple(_of_group(each, codes=codes))) for key, each in table.groups
    )
    return Grid(
        caption, table.by or "", rows, f"{words.NOT_A_TEST[:1].upper()}{words.NOT_A_TEST[1:]}."
    )


def _of_group(group: Group, *, codes: bool) -> Iterable[Figure]:
    yield count_figure("sent", group.sent)
    yield rate_figure("replied", group.reply, "replied")
    yield rate_figure("positive", group.positive.rate, "were interested")
    yield rate_figure("opted out", group.opt_out, "opted out")
    if codes:
        yield rate_figure("codes used", group.redeemed, "redeemed", none="no code was sent")


SECTIONS: tuple[Callable[[Material], Section], ...] = (
    _works,
    _for_whom,
    _words,
    _hours,
    _moved,
    _sure,
    _week,
)
"""The sections in their order; a section is one function of what was gathered."""
