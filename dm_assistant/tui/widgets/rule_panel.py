"""One value of the rules in full: its range, its reason, what it is for, and its last changes."""

from __future__ import annotations

from collections.abc import Iterator

from dm_assistant import rulebook
from dm_assistant.services.rule_views import PastChange, RuleValue
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.rules_view import bar
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said

LABEL = 7
RANGE = 24
DIM = "$foreground-muted"
HOW = {"policy": "changed", "policy_outside": "changed outside the program", "undo": "taken back"}


class RulePanel(Panel):
    """The value under the cursor."""

    def show(self, value: RuleValue, clock: Clock) -> None:
        """Show another value."""
        self.head(value.entry.key, f"rule {value.entry.rule}")
        self.page(value_page(value, clock))


def value_page(value: RuleValue, clock: Clock) -> Iterator[Paragraph]:
    """Yield what there is to know of a value."""
    entry = value.entry
    default = rulebook.shown(entry, entry.default)
    which = f" (the default is {default})" if value.changed else " (the default)"
    shown = (rulebook.shown(entry, value.value), "bold")
    yield said(("Value".ljust(LABEL), DIM), shown, (which, DIM), hang=LABEL)
    drawn = bar(value, RANGE)
    scale = f"{entry.least} {drawn} {entry.most} {entry.unit}" if drawn else entry.allowed
    yield said(("Range".ljust(LABEL), DIM), scale.strip(), hang=LABEL)
    yield BLANK
    yield said(entry.reason)
    yield BLANK
    if not value.history:
        yield said(("Never changed here.", DIM))
    for past in value.history:
        yield _change(value, past, clock)


def _change(value: RuleValue, past: PastChange, clock: Clock) -> Paragraph:
    before, after = (rulebook.shown(value.entry, each) for each in (past.before, past.after))
    reason = f": {past.reason}" if past.reason else ""
    return said(
        (f"{clock.day(past.at)} ", DIM),
        f"{before} → {after}",
        (f" {HOW[past.act]}{reason}", DIM),
        hang=2,
    )
