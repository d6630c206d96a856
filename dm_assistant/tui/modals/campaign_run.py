"""How much of a campaign's run is wanted, after what a dry run said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from dm_assistant.domain.campaigns import Outcome
from dm_assistant.services.campaign_views import Run
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.campaign_panel import reasons
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.wording import counted

DIM = "$foreground-muted"


@dataclass(frozen=True, slots=True)
class RunWish:
    """How many drafts at most (``None``: for everybody), and whether to invite as well."""

    top: int | None
    invite: bool


class RunForm(Dialog[RunWish]):
    """Asks how many to draft for, after a dry run."""

    DEFAULT_CSS = """
    RunForm Horizontal { height: 1; }
    RunForm .label { width: 10; }
    RunForm Field { width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys("save", words={"save": "Draft"})

    def __init__(self, run: Run) -> None:
        super().__init__(f"Draft for {run.campaign}")
        self._run = run
        would = run.would
        self._most = would[Outcome.DRAFT] + would[Outcome.HELD]
        self._invites = would[Outcome.INVITE]

    def body(self) -> ComposeResult:
        """Show what would happen, and ask how much of it is wanted."""
        would = self._run.would
        lines = [
            said(
                (counted(self._most, "draft"), "bold"),
                f": {would[Outcome.DRAFT]:,} may go now, {would[Outcome.HELD]:,} are held for now.",
            )
        ]
        if would[Outcome.HELD_OUT]:
            lines.append(said(f"{would[Outcome.HELD_OUT]:,} are held out by the draw."))
        for outcome in (Outcome.WAIT, Outcome.NOTHING):
            if would[outcome]:
                why = reasons(self._run, outcome)
                lines.append(said(f"{would[outcome]:,} get nothing now: ", (why, DIM)))
        yield Sheet(lines)
        if self._most:
            with Horizontal():
                yield Sheet([said(("how many", DIM))], classes="label")
                yield Field(str(self._most), id="top", compact=True)
        if self._invites:
            yield Sheet(
                [said(f"{self._invites:,} never said yes. Write public replies that ask them?")]
            )
            with Horizontal():
                yield Sheet([said(("y or n", DIM))], classes="label")
                yield Field("n", id="invite", compact=True)

    @on(Field.Submitted)
    def _entered(self, event: Field.Submitted) -> None:
        if event.input is self.query(Field).last():
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Answer with how many, if that is a number."""
        typed = {field.id or "": field.value.strip() for field in self.query(Field)}
        number = typed.get("top", "") or "0"
        if not (number.isascii() and number.isdecimal() and len(number) < len("1000000")):
            self.app.notify("How many is a number.", severity="warning")
            return
        invite = typed.get("invite", "n").casefold().startswith("y")
        top = int(number)
        if top or invite:
            self.dismiss(RunWish(None if top == self._most else top, invite))
        else:
            self.dismiss(None)
