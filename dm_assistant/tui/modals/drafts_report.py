"""Who would get a draft, in which lane it would lie, and who would not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from dm_assistant.domain.model import Lane
from dm_assistant.services.views import DraftReport
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, Sheet, said
from dm_assistant.tui.widgets.themes_view import bar
from dm_assistant.tui.wording import LANE_NAMES, STATUS_WORDS, counted, one_line

BAR, LANE = 16, 8
DIM = "$foreground-muted"


class DraftsReport(Dialog[bool]):
    """Shows what drafting would do; with a word for yes it asks whether to do it."""

    DEFAULT_CSS = """
    DraftsReport Sheet { margin-bottom: 0; }
    DraftsReport VerticalScroll { height: auto; max-height: 14; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "yes", "Yes", id="report.yes", tooltip="Make the drafts"),
        *keys("scroll_panel.3", "scroll_panel.-3"),
    ]

    def __init__(self, title: str, words: str, report: DraftReport, yes: str) -> None:
        super().__init__(title)
        self._words = words
        self._report = report
        self._yes = yes if report.drafts else ""

    def body(self) -> ComposeResult:
        """Show the counts, then everybody."""
        yield Sheet([said(self._words)])
        with VerticalScroll(can_focus=False):
            yield Sheet(report_page(self._report))
        if self._yes:
            yield Sheet([BLANK, said(("⏎ ", "bold $text-accent"), self._yes)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer yes where there is something to do."""
        del parameters
        return bool(self._yes) if action == "yes" else True

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(result=True)

    def action_scroll_panel(self, lines: int) -> None:
        """Scroll the list of people."""
        place = self.query_one(VerticalScroll)
        place.scroll_relative(y=lines, animate=False, force=True)


def report_page(report: DraftReport) -> Iterator[Paragraph]:
    """Yield the drafts by lane with a bar each, then each person with what stands against it."""
    lanes = Counter(card.row.lane for card in report.drafts)
    for lane in Lane:
        if lanes[lane]:
            yield said(
                (f"{LANE_NAMES[lane]:<{LANE}}", "bold"),
                (bar(lanes[lane], len(report.drafts), BAR), "$text-accent"),
                f" {lanes[lane]:,} of {len(report.drafts):,}",
            )
    for card in report.drafts:
        why = ""
        if card.verdict is not None and card.verdict.reasons:
            found = card.verdict.reasons[0]
            why = f"{STATUS_WORDS[found.status][0]} {one_line(found.detail)}"
        yield said(("+ ", "bold"), f"@{card.row.handle} ", (why, DIM), hang=2)
    if report.left_out:
        yield said((f"{counted(len(report.left_out), 'person', 'people')} left out:", "bold"))
    for left in report.left_out:
        yield said(("– ", DIM), f"@{left.handle} ", (left.reason, DIM), hang=2)
