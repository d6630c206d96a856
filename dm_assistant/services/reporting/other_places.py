"""What the tests of words, the hours, the effects and the key figures add to a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from dm_assistant.domain.reporting.charts import Intervals
from dm_assistant.domain.reporting.document import Figure, Grid, Row, Section
from dm_assistant.domain.statistics import experiment_words
from dm_assistant.domain.statistics.kpi_changes import Figure as KeyFigure
from dm_assistant.domain.statistics.kpi_words import (
    act,
    insight,
    known_words,
    likely,
    moved_words,
    value_words,
)
from dm_assistant.services import experiments, impact, kpi, timing
from dm_assistant.services.workspace import Workspace


def additions(
    ws: Workspace, since: datetime | None, until: datetime | None, days: tuple[date, date]
) -> Iterator[Section]:
    """Yield what each place says of a period, under the key of the section it belongs to.

    Tests and hours are known only of a period that goes on.
    """
    if until is None:
        yield _tests(ws)
        yield _hours(ws, since)
    found = impact.effect(ws, since=days[0], until=days[1])
    yield Section("moved", "", tuple(found.sentences()))
    yield _key_figures(ws, days)


def documents(
    ws: Workspace, since: datetime | None, until: datetime | None, days: tuple[date, date]
) -> dict[str, object]:
    """Return what the commands of these places print about a period, by the command's name."""
    found: dict[str, object] = {
        "effect": impact.effect(ws, since=days[0], until=days[1]).as_json(),
        "kpi": kpi.board(ws, since=days[0], until=days[1]).as_json(),
    }
    if until is None:
        found["experiments"] = experiments.wordings(ws).as_json()
        found["timing"] = timing.timing(ws, since=since).as_json()
    return found


def joined(section: Section, more: Section) -> Section:
    """Return a section with what another place adds, which comes first."""
    return replace(
        section,
        sentences=(*more.sentences, *section.sentences),
        charts=(*more.charts, *section.charts),
        grids=(*more.grids, *section.grids),
    )


def _tests(ws: Workspace) -> Section:
    found = experiments.wordings(ws).experiments
    sentences = tuple(
        f"{each.name}: {said}"
        for each in found
        for said in experiment_words.sentences(each)
        if said
    )
    charts = tuple(
        Intervals(
            f"Replied in the test {each.name}",
            "replied",
            tuple((variant.name, variant.rate) for variant in each.variants),
        )
        for each in found
        if each.complete
    )
    return Section("words", "", sentences, charts)


def _hours(ws: Workspace, since: datetime | None) -> Section:
    found = timing.timing(ws, since=since)
    active = (f"When your fans are active: {said}" for said in found.active.sentences()[:1])
    return Section("hours", "", (*found.sending.sentences(), *active))


def _key_figures(ws: Workspace, days: tuple[date, date]) -> Section:
    found = kpi.board(ws, since=days[0], until=days[1])
    told = tuple(each for each in (insight(found.sources), act(found.sources)) if each)
    if found.empty:
        return Section("moved", "", told)
    if found.posting.n:
        told += (f"When to post: {found.posting.sentences()[0]}",)
    rows = tuple(Row(each.kpi.title, tuple(_key_figure(each))) for each in found.figures)
    caption = f"Key figures, {days[0]:%d %b %Y} to {days[1]:%d %b %Y}, and the time before"
    return Section("moved", "", told, grids=(Grid(caption, "figure", rows),))


def _key_figure(each: KeyFigure) -> Iterator[Figure]:
    known, change = each.kpi, each.change
    words = value_words(known) if known.value is not None else ""
    yield Figure(
        "value", words, value=known.value, method=known.formula, reason=known.reason or known.note
    )
    told = " ".join(part for part in (moved_words(each), likely(change)) if part)
    yield Figure(
        "change",
        "" if change.rate is None and change.absolute is None else told,
        value=change.rate,
        low=change.low,
        high=change.high,
        reason=change.reason or "not known",
    )
    yield Figure("known", known_words(known), reason="not known")
