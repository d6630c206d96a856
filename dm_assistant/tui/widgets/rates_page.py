"""The figures as a page: totals in sentences, groups in aligned rows with interval bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dm_assistant.domain.statistics.figures import Group, Ladder, OpenRate, Rate, Table
from dm_assistant.domain.statistics.thresholds import CODE_WINDOW, EARLY_FROM
from dm_assistant.domain.statistics.words import (
    NOT_A_TEST,
    STEPS,
    brief,
    clock_sentence,
    conduct_sentences,
    counted,
    empty_sentence,
    interval_bar,
    method_sentence,
    open_sentence,
    percent,
    positive_sentence,
    range_bar,
    reply_sentence,
    sparkline,
    step_sentence,
    weekly_sentence,
)
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, said

LABEL = 14
STEP = 8
KEY_MIN, KEY_MAX = 12, 28
NARROW, NARROW_KEY = 90, 18
"""In fewer columns than the first a name takes no more than the second, so that bars have room."""
BAR_MIN, BAR_MAX = 9, 30
COUNT = 11
WHOM = 21
SHARE = 19
OPT_OUTS = 9
CODES = 10
FILL = "▒"
DIM = "$foreground-muted"

EMPTY = (
    "Nothing was sent yet, so there is nothing to count.\n\n"
    "Approve messages in the inbox (2), hand them over (h), and log what comes back (l).\n"
    "A first figure appears with the first message; a rate needs at least five."
)
CONFIRM = "Say so in the hand-over (h): what was sent is counted here from then on."


@dataclass(frozen=True, slots=True)
class _Step:
    """One row of the funnel: whom it is a share of, its share, and its bar."""

    name: str
    whom: str
    share: str
    bar: Callable[[int], str]
    sure: bool


def _step(name: str, rate: Rate, whom: str) -> _Step:
    return _Step(
        name,
        f"{rate.k:,} of {rate.n:,} {whom}",
        brief(rate),
        lambda width: interval_bar(rate, width),
        rate.shown == "rate",
    )


def _seen(opens: OpenRate, sent: int) -> _Step:
    """Return how many were seen: of those whose status is visible, else where it must lie."""
    low, high = opens.low_bound, opens.high_bound
    if opens.rate.rate is not None or low is None or high is None:
        return _step("Seen", opens.rate, "visible")
    return _Step(
        "Seen",
        f"{opens.known:,} of {sent:,} for certain",
        f"{percent(low, sent)} to {percent(high, sent)}" if sent >= EARLY_FROM else "counted only",
        lambda width: range_bar(low, high, width, firm=False) if sent >= EARLY_FROM else "",
        sure=False,
    )


def _funnel(table: Table) -> Iterator[_Step]:
    group = table.totals
    tried = group.sent + (table.failed.k if table.failed else 0)
    whole = f"{group.sent:,} of {tried:,} tried"
    yield _Step(
        "Sent", whole, f"{group.mature:,} had {_days(group)}", lambda width: "─" * width, sure=True
    )
    yield _seen(group.open, group.sent)
    yield _step("Replied", group.reply, "sent")
    yield _step("Positive", group.positive.rate, "sent")
    if group.codes_given:
        yield _step("Redeemed", group.redeemed, "given a code")


def _days(group: Group) -> str:
    return "1 day" if group.window.days == 1 else f"{group.window.days} days"


def _funnelled(bar: str) -> str:
    """Fill a bar from 0 up to where it may end: the steps of a funnel, each shorter."""
    ends = [bar.find(sign) for sign in "┤●" if sign in bar]
    reached = min(ends, default=len(bar))
    return FILL * reached + bar[reached:]


def totals_page(table: Table, width: int) -> Iterator[Paragraph]:
    """Yield the funnel of everything that was sent, each step with its own denominator."""
    group = table.totals
    if not group.sent:
        said_so = empty_sentence(table) if group.unconfirmed else EMPTY
        yield said((said_so, DIM))
        if group.unconfirmed:
            yield BLANK
            yield said((CONFIRM, DIM))
        return
    bar = max(0, min(BAR_MAX, width - STEP - WHOM - SHARE - 3))
    heads = [fit("", STEP), fit("of whom", WHOM), fit("likely", SHARE)]
    heads += [_scale(bar)] if bar >= BAR_MIN else []
    yield said((" ".join(heads), f"underline {DIM}"))
    for step in _funnel(table):
        look = "" if step.sure else DIM
        parts: list[Part] = [
            (fit(step.name, STEP) + " ", "bold"),
            (fit(step.whom, WHOM) + " ", look),
            (fit(step.share, SHARE) + " ", look),
        ]
        if bar >= BAR_MIN:
            drawn = _funnelled(step.bar(bar).rstrip())
            parts.append((drawn, "$text-accent" if step.sure else DIM))
        yield Paragraph(tuple(parts))
    curve = sparkline(table.weekly, len(table.weekly))
    yield said(
        (fit("By week", STEP + 1), "bold"), curve, (f" {weekly_sentence(table.weekly)}", DIM)
    )


def _scale(bar: int) -> str:
    return fit("0 %" + "100 %".rjust(bar - 3), bar)


def words_page(table: Table) -> Iterator[Paragraph]:
    """Yield every figure of everything that was sent in a sentence."""
    group = table.totals
    if not group.sent:
        return
    yield BLANK
    yield _line("Replies", reply_sentence(group).removeprefix("Reply rate "))
    if group.unconfirmed:
        yield _line("Unconfirmed", f"{group.unconfirmed:,} handed over, nobody said if sent")
    if group.late_replies:
        yield _line("Late replies", f"{group.late_replies:,}, not in the rate")
    if group.median_hours_to_reply is not None:
        yield _line("Time to reply", f"half within {group.median_hours_to_reply:.1f} hours")
    yield _line("Positive", positive_sentence(group.positive))
    yield _line("Opened", open_sentence(group.open, group.sent).removeprefix("Opened: "))
    yield _line("Opt-outs", counted(group.opt_out, "asked to stop"))
    if group.codes_given:
        yield _line("Codes", counted(group.redeemed, "redeemed theirs"))
    if table.failed and table.failed.k:
        yield _line("Not sent", counted(table.failed, "tried could not be sent"))
    for step in table.steps:
        name, _, words = step_sentence(step).partition(": ")
        yield _line(name, words)
    for name, words in conduct_sentences(table):
        yield _line(name, words)


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
            (fit(brief(rate), SHARE) + " ", look),
        ]
        if bar >= BAR_MIN:
            parts.append((interval_bar(rate, bar), "$text-accent" if not look else DIM))
        yield Paragraph(tuple(parts))


def _line(label: str, words: str) -> Paragraph:
    return said((fit(label, LABEL), "bold"), words, hang=LABEL)


def groups_page(table: Table, width: int) -> Iterator[Paragraph]:
    """Yield one aligned row for each group: replies, share with range, bar, opt-outs."""
    if not table.totals.sent:
        return
    longest = max((len(key) for key, _ in table.groups), default=0)
    most = KEY_MAX if width >= NARROW else NARROW_KEY
    key_width = max(KEY_MIN, min(most, longest))
    room = width - key_width - COUNT - SHARE - OPT_OUTS - 4
    # Where there is no room for both, the bars go before the codes: the funnel has these too.
    codes = any(group.codes_given for _, group in table.groups) and room > 2 * BAR_MIN + CODES
    bar = max(0, min(BAR_MAX, room - (CODES + 1) * codes))
    heads = [fit(table.by or "", key_width), fit("replied", COUNT), fit("likely", SHARE)]
    heads += [_scale(bar)] if bar >= BAR_MIN else []
    heads += [fit("codes used", CODES)] if codes else []
    yield said((" ".join([*heads, fit("opt-outs", OPT_OUTS)]), f"underline {DIM}"))
    for key, group in table.groups:
        reply = group.reply
        look = "" if reply.shown == "rate" else DIM
        parts: list[Part] = [
            (fit(key or "not known", key_width) + " ", "bold" if look == "" else DIM),
            (fit(f"{reply.k:,} of {reply.n:,}", COUNT) + " ", look),
            (fit(brief(reply), SHARE) + " ", look),
        ]
        if bar >= BAR_MIN:
            parts.append((interval_bar(reply, bar) + " ", "$text-accent" if not look else DIM))
        if codes:
            parts.append((fit(f"{group.redeemed.k:,} of {group.redeemed.n:,}", CODES) + " ", look))
        parts.append((fit(f"{group.opt_out.k:,} of {group.opt_out.n:,}", OPT_OUTS), DIM))
        yield Paragraph(tuple(parts))
    yield BLANK
    if whose := clock_sentence(table):
        yield said((whose, DIM))
    if any(group.reply.shown != "rate" for _, group in table.groups):
        yield said(("Rows marked early or counted are never ranked; they say too little.", DIM))
    yield said((f"{NOT_A_TEST.capitalize()}.", DIM))


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
        "Positive",
        "People whose first answer shows interest or asks a question, of all "
        "messaged, not of those who answered.",
    )
    yield _line(
        "Opened",
        "Only over messages whose read status the platform shows. Unknown is "
        "never counted as unopened.",
    )
    yield _line("Opt-outs", "People who asked to stop, at any time after the message.")
    yield _line(
        "Codes",
        f"People who used a code, of those who were sent one {CODE_WINDOW.days} days ago or more.",
    )
    yield _line("Weekdays", "And hours: by the clock of the person written to, else by yours.")
    yield _line(
        "Your answers", "How long people waited for you, and who waits now; archived ones do not."
    )
    yield _line("Window", f"{days} days is a setting of yours: numbers.window_days.")
    yield _line(
        "Invitations",
        "Of the public replies written, those sent; then each step of the one before it, within "
        f"{days} days: they wrote to you, you answered; a code used within {CODE_WINDOW.days}.",
    )
    yield BLANK
    yield said(method_sentence(table.totals.reply))
