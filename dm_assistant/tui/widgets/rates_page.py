"""The figures as a page: totals in sentences, groups in aligned rows with interval bars."""

from __future__ import annotations

from collections.abc import Iterator

from dm_assistant.domain.statistics.figures import Group, Ladder, Rate, Table
from dm_assistant.domain.statistics.thresholds import CODE_WINDOW
from dm_assistant.domain.statistics.words import (
    STEPS,
    counted,
    interval_bar,
    method_sentence,
    open_sentence,
    reply_sentence,
)
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, said

LABEL = 14
KEY_MIN, KEY_MAX = 12, 28
BAR_MIN, BAR_MAX = 11, 30
COUNT = 11
SHARE = 20
OPT_OUTS = 9
CODES = 10
DIM = "$foreground-muted"

EMPTY = (
    "Nothing was sent yet, so there is nothing to count.\n\n"
    "Approve messages in the inbox (2), hand them over (h), and log what comes back (l).\n"
    "A first figure appears with the first message; a rate needs at least five."
)


def totals_page(group: Group) -> Iterator[Paragraph]:
    """Yield the figures of everything that was sent, each in a sentence."""
    if not group.sent:
        yield said((_unconfirmed(group.unconfirmed) if group.unconfirmed else EMPTY, DIM))
        return
    yield _line("Sent", f"{group.sent:,} first messages, {group.mature:,} of them old enough")
    if group.unconfirmed:
        yield _line("Unconfirmed", f"{group.unconfirmed:,} handed over, nobody said if sent")
    yield _line("Replies", reply_sentence(group).removeprefix("Reply rate "))
    if group.late_replies:
        yield _line("Late replies", f"{group.late_replies:,}, not in the rate")
    if group.median_hours_to_reply is not None:
        yield _line("Time to reply", f"half within {group.median_hours_to_reply:.1f} hours")
    yield _line("Wanted", counted(group.positive.rate, "answered with interest or a question"))
    yield _line("Opened", open_sentence(group.open, group.sent).removeprefix("Opened: "))
    yield _line("Opt-outs", counted(group.opt_out, "asked to stop"))
    if group.codes_given:
        yield _line("Codes", counted(group.redeemed, "redeemed theirs"))


def ladder_page(ladder: Ladder | None, width: int) -> Iterator[Paragraph]:
    """Yield the steps of invited people, one row each; nothing while nobody was invited."""
    if ladder is None or not ladder.invited.n:
        return
    label = max(map(len, STEPS.values()))
    bar = max(0, min(BAR_MAX, width - label - COUNT - SHARE - 3))
    heads = [fit("invitations", label), fit("of before", COUNT), fit("likely", SHARE)]
    yield BLANK
    yield said((" ".join(heads), f"underline {DIM}"))
    for name, rate in ladder.steps.items():
        look = "" if rate.shown == "rate" else DIM
        parts: list[Part] = [
            (fit(STEPS[name], label) + " ", "bold"),
            (fit(f"{rate.k:,} of {rate.n:,}", COUNT) + " ", look),
            (fit(share(rate), SHARE) + " ", look),
        ]
        if bar >= BAR_MIN:
            parts.append((interval_bar(rate, bar), "$text-accent" if not look else DIM))
        yield Paragraph(tuple(parts))


def _unconfirmed(count: int) -> str:
    was, it_was = ("message was", "it was") if count == 1 else ("messages were", "they were")
    return (
        f"{count:,} {was} handed over and nobody said whether {it_was} sent.\n\n"
        "Say so in the hand-over (h): what was sent is counted here from then on."
    )


def _line(label: str, words: str) -> Paragraph:
    return said((fit(label, LABEL), "bold"), words, hang=LABEL)


def groups_page(table: Table, width: int) -> Iterator[Paragraph]:
    """Yield one aligned row for each group: replies, share with range, bar, opt-outs."""
    if not table.totals.sent:
        return
    longest = max((len(key) for key, _ in table.groups), default=0)
    key_width = max(KEY_MIN, min(KEY_MAX, longest))
    codes = any(group.codes_given for _, group in table.groups)
    used = (CODES + 1) * codes
    bar = max(0, min(BAR_MAX, width - key_width - COUNT - SHARE - OPT_OUTS - used - 4))
    heads = [fit(table.by or "", key_width), fit("replied", COUNT), fit("likely", SHARE)]
    heads += [fit("0 %" + "100 %".rjust(bar - 3), bar)] if bar >= BAR_MIN else []
    heads += [fit("codes used", CODES)] if codes else []
    yield said((" ".join([*heads, fit("opt-outs", OPT_OUTS)]), f"underline {DIM}"))
    for key, group in table.groups:
        reply = group.reply
        look = "" if reply.shown == "rate" else DIM
        parts: list[Part] = [
            (fit(key or "not known", key_width) + " ", "bold" if look == "" else DIM),
            (fit(f"{reply.k:,} of {reply.n:,}", COUNT) + " ", look),
            (fit(share(reply), SHARE) + " ", look),
        ]
        if bar >= BAR_MIN:
            parts.append((interval_bar(reply, bar) + " ", "$text-accent" if not look else DIM))
        if codes:
            parts.append((fit(f"{group.redeemed.k:,} of {group.redeemed.n:,}", CODES) + " ", look))
        parts.append((fit(f"{group.opt_out.k:,} of {group.opt_out.n:,}", OPT_OUTS), DIM))
        yield Paragraph(tuple(parts))
    yield BLANK
    yield said(("Rows marked early or counted are never ranked; they say too little yet.", DIM))


def share(rate: Rate) -> str:
    """Return ``30 % (18–45)``, ``early 25 % (9–53)``, or that it is only counted."""
    if rate.rate is None or rate.low is None or rate.high is None:
        return "counted only"
    early = "early " if rate.shown == "early" else ""
    return f"{early}{rate.rate:.0%} ({100 * rate.low:.0f}–{100 * rate.high:.0f})".replace("%", " %")


def definitions_page(table: Table) -> Iterator[Paragraph]:
    """Yield what each figure means."""
    days = table.window.days
    yield _line("Sent", "First messages to a person in a campaign that you said you sent.")
    yield _line(
        "Replies",
        f"People who wrote back within {days} days, counted once each. Messages "
        "younger than that are counted with care, not as silent.",
    )
    yield _line(
        "Wanted",
        "People whose first answer shows interest or asks a question, of all "
        "messaged, not of those who answered.",
    )
    yield _line(
        "Opened",
        "Only over messages whose read status the platform shows. Unknown is "
        "never counted as unopened.",
    )
    yield _line("Opt-outs", "People who asked to stop, at any time after the message.")
    yield _line("Codes", "People who used a code, of those who were sent one.")
    yield _line(
        "Invitations",
        "Of the public replies written, those sent; then each step of the one before it, within "
        f"{days} days: they wrote to you, you answered; a code used within {CODE_WINDOW.days}.",
    )
    yield BLANK
    yield said(method_sentence(table.totals.reply))
