"""The steps of the hand-over: what the creator does by hand, and what to tell the program."""

from __future__ import annotations

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.services.views import HandOver
from dm_assistant.tui.cells import Part
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, said
from dm_assistant.tui.wording import PLATFORM_NAMES, counted


def nothing_waits() -> list[Paragraph]:
    """Say where messages come from."""
    key = "bold $text-accent"
    return [said(("2", key), " opens the inbox; there ", ("a", key), " approves a message.")]


def some_wait(count: int) -> list[Paragraph]:
    """Say how to begin with the messages that wait."""
    return [
        said((counted(count, "message"), "bold"), " approved and waiting."),
        said("Press ", ("h", "bold $text-accent"), " to hand them over one by one."),
    ]


def to_do(message: HandOver) -> list[Paragraph]:
    """Say how one message goes out."""
    where = PLATFORM_NAMES[message.platform]
    opened, paste = "their profile", "Paste it into a message"
    if message.purpose is Purpose.INVITE:
        opened, paste = "their comment", "Paste it as a public reply under their comment"
    return [
        said("1  The text was put on the clipboard (if your terminal allows it).", hang=3),
        said("2  Open ", opened, " on ", where, ":", hang=3),
        said("   ", (message.link, "bold underline"), hang=3),
        said(f"3  {paste}, read it once more, send it.", hang=3),
        *_warnings(message),
        BLANK,
        _answers(),
    ]


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
        BLANK,
        _answers(),
    ]


def _answers() -> Paragraph:
    key = "bold $text-accent"
    parts: tuple[Part | str, ...] = (
        ("⏎", key), " sent    ",
        ("x", key), " could not send    ",
        ("esc", key), " leave it open",
    )  # fmt: skip
    return said(*parts)
