"""One collaboration as a page: in short beneath the board, and in full."""

from __future__ import annotations

from collections.abc import Iterator

from dm_assistant.domain.collabs import Stage
from dm_assistant.domain.model import DraftState
from dm_assistant.domain.overlap import (
    NO_PROOF,
    SPAN,
    Overlap,
    bar,
    confidence,
    newcomer_words,
    overlap_words,
)
from dm_assistant.services.collab_views import Brought, CollabDetail, CollabLine, Figure
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said
from dm_assistant.tui.wording import CLASS_WORDS, STATE_WORDS, called, counted, one_line

DIM = "$foreground-muted"
LABEL = 11
CELLS = 30


class CollabPanel(Panel):
    """The chosen collaboration in short."""

    TITLE = "Collaboration"

    def show(self, line: CollabLine | None) -> None:
        """Show another one."""
        if line is None:
            self.head(self.TITLE)
            self.page([said(("Nothing in this column.", DIM))])
            return
        self.head(called(line.name, f"@{line.handle}"), f"{line.stage.value}, {_long(line)}")
        self.page(summary(line))


def _long(line: CollabLine) -> str:
    days = counted(line.days, "day")
    return f"{days} ago" if line.stage is Stage.NO else f"for {days}"


def summary(line: CollabLine) -> Iterator[Paragraph]:
    """Yield what matters now: the idea, the deal, what is next, what is in the way."""
    if line.warning:
        yield said((f"! {line.warning}", "bold $text-warning"))
    yield from _facts(line)
    if line.pitch_state is not None and line.stage in (Stage.IDEA, Stage.PITCHED):
        yield _row("pitch", f"message {line.collab.pitch_id}, {_state(line.pitch_state)}")
    if line.answer is not None and line.stage is Stage.PITCHED:
        yield _row("answer", f"{CLASS_WORDS[line.answer]}: it stays pitched until you move it")


def _state(state: DraftState) -> str:
    return STATE_WORDS.get(state, state.value)


def _row(head: str, words: str) -> Paragraph:
    return said((head.ljust(LABEL), DIM), words, hang=LABEL)


def _facts(line: CollabLine) -> Iterator[Paragraph]:
    kept = line.collab
    due = f" (due {kept.due_on:%a %d %b %Y})" if kept.due_on else ""
    for head, words in (
        ("idea", kept.idea or "none yet: e says it"),
        ("you give", kept.i_give or "not said yet"),
        ("they give", kept.they_give or "not said yet"),
        ("terms", kept.terms),
        ("next", f"{kept.next_step}{due}".strip()),
        ("made", f"{kept.made_on:%d %b %Y}, {kept.made}" if kept.made and kept.made_on else ""),
        ("review", kept.review),
        ("no", line.closed),
    ):
        if words:
            yield _row(head, words)


def in_full(one: CollabDetail, clock: Clock) -> Iterator[Paragraph]:
    """Yield everything: facts, two audiences and what it brought, then history and messages."""
    yield from summary(one.line)
    yield BLANK
    yield said(("Two audiences", "bold"))
    if one.overlaps:
        yield from overlap_page(one.overlaps[0])
    else:
        yield said(("Not compared yet: i reads a file of their public comments.", DIM))
    if one.brought is not None:
        yield BLANK
        yield from brought_page(one.brought, clock)
    yield BLANK
    yield said(("History", "bold"))
    for step in one.history:
        yield _row(step.stage.value, clock.when(step.at))
    if one.messages:
        yield BLANK
        yield said(("Messages", "bold"))
        for each in one.messages:
            who = f"@{one.line.handle}" if each.theirs else "you"
            when = f"{clock.when(each.at)} {who}: "
            yield said((when, DIM), f"“{one_line(each.text)}”", hang=2)


def overlap_page(one: Overlap) -> Iterator[Paragraph]:
    """Yield how much of two audiences is one, as bars."""
    yield said(overlap_words(one))
    for head, whole in (("yours", one.ours), ("theirs", one.theirs)):
        words = f"{bar(one.shared, whole, CELLS)} {one.shared:,} of {whole:,}"
        yield said((head.ljust(LABEL), DIM), words, hang=LABEL)
    yield said((confidence(one), DIM))
    if newcomer_words(one):
        yield said(newcomer_words(one))
    days = f"{one.from_at:%d %b %Y} to {one.until_at:%d %b %Y}"
    yield said((f"{one.name}, {days}", DIM))


def brought_page(one: Brought, clock: Clock) -> Iterator[Paragraph]:
    """Yield what came after it was made, beside as long a time before."""
    days = one.after.days
    so_far = "" if days == SPAN.days else ", so far"
    yield said((f"After {one.made_on:%d %b %Y} ({counted(days, 'day')}{so_far})", "bold"))
    most = max(one.before.newcomers, one.after.newcomers)
    yield said("People who commented for the first time:")
    for head, span in (("before", one.before), ("after", one.after)):
        words = f"{bar(span.newcomers, most, CELLS)} {span.newcomers:,}".strip()
        yield said((head.ljust(LABEL), DIM), words, hang=LABEL)
    if one.comments is not None and one.people is not None:
        people = counted(one.people, "person", "people")
        yield said(f"Under the post itself: {counted(one.comments, 'comment')} by {people}")
    for figure in one.figures:
        yield said(_figure(figure))
    if one.known_until is not None:
        yield said((f"Comments are known until {clock.day(one.known_until)}.", DIM))
    yield said((NO_PROOF, DIM))


def _figure(one: Figure) -> str:
    before, after = (
        "not known" if value is None else f"{value:,} on {days} of {one.most} days"
        for value, days in ((one.before, one.before_days), (one.after, one.after_days))
    )
    return f"{one.name.replace('_', ' ').capitalize()}: {before} before, {after} after"
