"""The steps of the hand-over: what the creator does by hand, and what to tell the program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dm_assistant.domain.rules.verdict import Status
from dm_assistant.services.views import HandOver
from dm_assistant.tui.cells import cut
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.sheet import KEY, Paragraph, ours, said
from dm_assistant.tui.wording import counted, one_line

DIM = "$foreground-muted"
QUOTE = 56
"""Cells of what they said that are enough to find it again."""


def nothing_waits() -> list[Paragraph]:
    """Say where messages come from, and where those that went out are."""
    return [
        said(*ours("{place.inbox} opens the inbox; there {approve} approves a message.")),
        said(*ours("{panel} turns to what went out lately: seen, answered, codes used.")),
    ]


def some_wait(words: str) -> list[Paragraph]:
    """Say how to begin with the messages that wait."""
    return [
        said((words, "bold"), " approved and waiting."),
        said(*ours("Press {hand_over} to hand them over one by one.")),
    ]


def held_back(count: int, until: datetime | None, why: str, clock: Clock) -> list[Paragraph]:
    """Say that the rules keep everything that waits for now, and when the next may go."""
    first = said((counted(count, "message"), "bold"), " held back by the rules for now.")
    if until is None:
        return [first, said(why)]
    wait = f" in {clock.left(until)}, {clock.when(until)}"
    return [first, said("The next may go", (wait, "bold"), "; it is offered then."), said(why)]


def to_do(message: HandOver, clock: Clock) -> list[Paragraph]:
    """Say how one message goes out."""
    if stops(message):
        return [*_stop(message), _answers()]
    paste = "Paste it (copied, if your terminal allows it), read it again, send it."
    if message.public:
        paste = "Paste it as a public reply under their comment, read it again, send it."
    return [
        _where(message),
        *_look_first(message, clock),
        said(f"3  {paste}", hang=3),
        *_warnings(message),
        _answers(),
    ]


def _where(message: HandOver) -> Paragraph:
    """Say where it goes: the link stands there whole, to be opened, selected or read off."""
    post = message.answers is not None and bool(message.answers.link)
    opened = "The post" if post else "Their profile"
    return said(
        f"1  {opened} (", ("{open_link}", KEY), ", ", ("{qr}", KEY), "): ",
        (message.link, "bold underline"),
        hang=3,
    )  # fmt: skip


def _look_first(message: HandOver, clock: Clock) -> Iterator[Paragraph]:
    """Say what to look at before anything is pasted."""
    if message.public:
        said_there = message.answers
        if said_there is None:
            yield said("2  Find their comment.")
            return
        under = f" under “{cut(one_line(said_there.post), 30)}”" if said_there.post else ""
        yield said(
            f"2  Find their comment of {clock.day(said_there.at)}{under}: ",
            (f"“{cut(one_line(said_there.text), QUOTE)}”", DIM),
            hang=3,
        )
    elif message.last is None:
        yield said("2  It is the first message: nothing private was said so far.", hang=3)
    else:
        who = "you" if message.last.ours else "they"
        words = cut(one_line(message.last.text), QUOTE)
        yield said(
            ("2  Look at the thread first: ", "bold"),
            f"{clock.ago(message.last.at)} {who} wrote",
            (f" “{words}”" if words else ", its words are not known", DIM),
            hang=3,
        )


def stops(message: HandOver) -> bool:
    """Return whether something is against a message that was given out already."""
    return not message.verdict.allowed


def _stop(message: HandOver) -> Iterator[Paragraph]:
    """Say that a message should not be sent any more, and why."""
    yield said(("✕  Do not send it now.", "bold $text-error"))
    for found in message.verdict.reasons:
        if found.status is not Status.WARN:
            yield said(("   ", ""), found.detail, hang=3)
    yield said(*ours("   {close} says that it did not go out, {open} that it has."))


def _warnings(message: HandOver) -> list[Paragraph]:
    """Say what the rules would have one look at before it leaves."""
    return [
        said(("!  ", "bold $text-warning"), found.detail, hang=3)
        for found in message.verdict.reasons
        if found.status is Status.WARN
    ]


def asked(message: HandOver) -> list[Paragraph]:
    """Ask about a message that was handed over and never confirmed."""
    return [
        said("This message was handed over before, and nobody said what became of it."),
        said("It counts as sent until you say otherwise.", hang=0),
        said((message.link, "bold underline")),
        *(_stop(message) if stops(message) else ()),
        _answers(),
    ]


def _answers() -> Paragraph:
    return said(
        *ours(
            "{open} sent  {close} could not  {log_reply} they wrote  {hand_over} copy again  "
            "{leave} leave it open"
        )
    )
