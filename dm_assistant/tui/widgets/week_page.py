"""A week as a page: what to do, then this week beside the one before, then what else is known."""

from __future__ import annotations

from collections.abc import Iterator

from dm_assistant.domain.statistics.changes import Change, points
from dm_assistant.domain.statistics.review import Week
from dm_assistant.domain.statistics.review_words import besides, missing
from dm_assistant.domain.statistics.words import brief, interval_bar, sparkline
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, ours, said

LABEL = 14
COUNT, SHARE, BEFORE, POINTS = 10, 20, 11, 8
BAR_MIN, BAR_MAX = 8, 40
DIM = "$foreground-muted"
ROWS = {
    "reply": "Replied",
    "positive": "Positive",
    "opt_out": "Opt-outs",
    "codes_used": "Codes used",
}
WHOM = "Replied, positive: of messages whose time to be answered ended that week."
MEANING = (
    ("Numbered", "Worth doing now, by plain rules: what hurts people first. The key goes there."),
    ("Sent", "First messages to a person in a campaign that you said you sent in this week."),
    (
        "Replied",
        (
            "Of the first messages whose reply time ended in this week: each had all of it, so no "
            "young message makes the rate look low. Most of them were sent the week before."
        ),
    ),
    ("Positive", "Of the same messages: the first reply shows interest or asks a question."),
    ("Opt-outs", "Of all you had written to by then and who had not asked to stop before."),
    ("Codes used", "Of those who held a code that had neither ended nor been used before."),
    ("Points", "The range of the difference (Newcombe 95 %); both weeks need 20 cases or more."),
    ("Replies in", "First replies that came in this week, whenever their message was sent."),
    ("Your answers", "From their message to your answer that was sent in this week."),
)


def week_page(found: Week, width: int) -> Iterator[Paragraph]:
    """Yield what is worth doing now, the figures in rows, and the sentences below them."""
    yield from _to_do(found)
    bar = max(0, min(BAR_MAX, width - LABEL - COUNT - SHARE - BEFORE - POINTS - 4))
    bar = bar if bar >= BAR_MIN else 0
    yield _heads(bar)
    sent = fit(f"{found.figures.sent:,}", COUNT)
    recent = sparkline(found.recent, len(found.recent)) + f" {len(found.recent)} weeks"
    yield said(
        (fit("Sent", LABEL), "bold"),
        f"{sent} ",
        (fit(recent, SHARE + (bar + 1) * bool(bar)), "$text-accent"),
        (f" {found.before.sent:,}", DIM),
    )
    for name, change in found.changes.items():
        yield _row(ROWS[name], change, bar, missing(name))
    if found.figures.judged.sent or found.before.judged.sent:
        yield said((WHOM, DIM))
    for label, words in besides(found, named=True):
        yield said((fit(label, LABEL), "bold"), words, hang=LABEL)


def _to_do(found: Week) -> Iterator[Paragraph]:
    for number, each in enumerate(found.to_do, start=1):
        yield said(
            (f"{number}  ", "bold"),
            f"{each.words} ",
            *ours(f"{{place.{each.place}}} {each.place.capitalize()}"),
            hang=3,
        )
    if found.to_do:
        yield BLANK


def meaning_page() -> Iterator[Paragraph]:
    """Yield what each line means."""
    for label, words in MEANING:
        yield said((fit(label, LABEL), "bold"), words, hang=LABEL)
    yield BLANK
    yield said(("Unknown is never counted as a no; what is missing says why.", DIM))


def _heads(bar: int) -> Paragraph:
    heads = [fit("", LABEL - 1), fit("this week", COUNT), fit("likely", SHARE)]
    heads += [fit("0 %" + "100 %".rjust(bar - 3), bar)] if bar else []
    heads += [fit("week before", BEFORE), fit("points", POINTS, right=True)]
    return said((" ".join(heads), f"underline {DIM}"))


def _row(label: str, change: Change, bar: int, reason: str) -> Paragraph:
    now, before = change.now, change.before
    look = "" if now.shown == "rate" else DIM
    before_words = fit(f"{before.k:,} of {before.n:,}", BEFORE)
    if not now.n:
        gap = COUNT + SHARE + 1 + (bar + 1) * bool(bar)
        return said((fit(label, LABEL), "bold"), fit(f"– {reason}", gap + 1), (before_words, DIM))
    parts: list[Part] = [
        (fit(label, LABEL), "bold"),
        (fit(f"{now.k:,} of {now.n:,}", COUNT) + " ", look),
        (fit(brief(now), SHARE) + " ", look),
    ]
    if bar:
        parts.append((interval_bar(now, bar) + " ", "$text-accent" if not look else DIM))
    parts.append((before_words + " ", DIM))
    if change.interval is not None:
        parts.append((fit(points(change).replace(" to ", "…"), POINTS, right=True), ""))
    return Paragraph(tuple(parts))
