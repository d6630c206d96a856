"""The plan, card by card: whom, how long, why here; and the pace it is reckoned with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from dm_assistant.domain.sessions import Kind
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said
from dm_assistant.tui.widgets.today_view import KIND_NAMES

if TYPE_CHECKING:
    from dm_assistant.services.session_views import Plan
    from dm_assistant.tui.clock import Clock


class PlanPanel(Panel):
    """What Enter begins."""

    TITLE: ClassVar[str] = "The plan"

    def show(self, plan: Plan, clock: Clock, *, running: bool) -> None:
        """Show a plan; while a session runs, it is what a new one would hold."""
        cards = len(plan.lines) + plan.more
        at = clock.when(plan.finish_at)[-5:]
        self.head(
            "A new plan" if running else "The plan",
            f"{cards:,} cards, done about {at}" if cards else "nothing to do",
        )
        self.page(_page(plan))


def _page(plan: Plan) -> Iterator[Paragraph]:
    for number, line in enumerate(plan.lines, start=1):
        yield said(
            (f"{number:>3} ", "$foreground-muted"),
            (f"{KIND_NAMES[line.kind]:<9} ", "$text-accent"),
            f"@{line.handle} ",
            (f"{line.seconds:.0f} s · {line.why}", "$foreground-muted"),
            hang=14,
        )
    if plan.more:
        yield said(
            ("    "),
            ("then      ", "$text-accent"),
            f"{plan.more:,} of the {plan.drafts:,} thank-yous that are drafted first",
            hang=14,
        )
    if not plan.lines and not plan.more:
        yield said("Nothing waits. 0 imports comments; 3 shows your people, where d drafts.")
        return
    yield BLANK
    yield said(("Seconds a card takes you", "bold"))
    for kind in Kind:
        pace = plan.paces[kind]
        known = f"assumed until 5 are measured ({pace.cards} so far)"
        measured = f"the median of your last {pace.cards}"
        yield said(
            f"{KIND_NAMES[kind]:<9} {pace.seconds:>4.0f} s ",
            (known if pace.assumed else measured, "$foreground-muted"),
            hang=17,
        )
    yield said(
        ("Of what you read, 3 of 4 are assumed to be handed over.", "$foreground-muted"),
    )
