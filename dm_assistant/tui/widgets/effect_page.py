"""What other values would do, as a page: looking back, now, and over the next days."""

from __future__ import annotations

from collections.abc import Iterator

from dm_assistant.domain.rules.trial import Hindsight, Kind
from dm_assistant.domain.statistics.words import sparkline
from dm_assistant.services.rule_views import Effect
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.widgets.sheet import Paragraph, said
from dm_assistant.tui.wording import counted

DIM = "$foreground-muted"
RULE, COUNT, BAR = 16, 26, 12
MOST_RULES = 3


def effect_page(effect: Effect) -> Iterator[Paragraph]:
    """Yield the effect in as few lines as it has to say."""
    past = effect.hindsight
    stopped = past.stopped
    yield said(("Last 90 days ", "bold"), counted(past.messages, "message"), (_untold(past), DIM))
    if stopped.stopped:
        yield said("  would not have gone then: ", (_kinds(stopped), "bold"))
        replied = f"  of these had drawn a reply: {stopped.replies:,} of {stopped.stopped:,} "
        yield said(replied, (_bar(stopped), "$text-accent"))
        yield from _rules(past)
    else:
        yield said("  all of them could have gone as they did")
    if past.newly_allowed:
        yield said(f"  stopped by today's value only: {past.newly_allowed:,}")
    yield said(("  Each is judged by itself, as it went; nothing follows from another.", DIM))
    now = f"of {effect.approved_in_all:,}: {_kinds(effect.approved)}"
    yield said(("Approved now ", "bold"), now if effect.approved_in_all else "nothing waits")
    yield said(("Next 14 days ", "bold"), ("of the drafts that wait, one to each person", DIM))
    top = max(*effect.capacity_now, *effect.capacity_tried)
    for name, days in (("today's", effect.capacity_now), ("tried", effect.capacity_tried)):
        curve = sparkline([*days, top], len(days) + 1)[:-1]
        yield said(
            f"  {name:<8}",
            (curve, "$text-accent"),
            f" {sum(days):>4} ",
            (" ".join(map(str, days)), DIM),
            hang=2,
        )


def _rules(past: Hindsight) -> Iterator[Paragraph]:
    for rule, kind in past.by_rule[:MOST_RULES]:
        parts: list[Part] = [
            (f"    {fit(rule.replace('_', ' '), RULE)}", ""),
            (fit(_kinds(kind), COUNT), DIM),
            (f" replies {kind.replies:,} of {kind.stopped:,} ", DIM),
        ]
        yield Paragraph(tuple(parts))
    if len(past.by_rule) > MOST_RULES:
        yield said((f"    … and {len(past.by_rule) - MOST_RULES} more rules", DIM))


def _kinds(kind: Kind) -> str:
    words = [
        f"{number:,} {what}"
        for number, what in ((kind.held, "held"), (kind.blocked, "blocked"), (kind.fix, "to edit"))
        if number
    ]
    return ", ".join(words) or "none stopped"


def _untold(past: Hindsight) -> str:
    unknown = past.untold + past.wordless
    return f"; {unknown:,} not told by the records" if unknown else ""


def _bar(kind: Kind) -> str:
    full = round(BAR * kind.replies / kind.stopped)
    return "█" * full + "░" * (BAR - full)
