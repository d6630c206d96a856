"""Changing a rule's value: first what it would do, then the reason, then it is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant import rulebook
from dm_assistant.domain.rules.overrides import LEAST_REASON
from dm_assistant.errors import DmAssistantError
from dm_assistant.rulebook import Plain
from dm_assistant.services.rule_views import Effect, Saved
from dm_assistant.services.views import Progress
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.rules_desk import RulesDesk, TrialStopped
from dm_assistant.tui.widgets.effect_page import effect_page
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.working import start

if TYPE_CHECKING:
    from dm_assistant.tui.app import DmAssistantApp

LOOK = 0.2


class RuleTrial(Dialog[Saved]):
    """Shows the effect of values, asks why, and saves; answers with what was saved."""

    DEFAULT_CSS = """
    RuleTrial Sheet { margin-bottom: 0; }
    RuleTrial Field { display: none; }
    RuleTrial.known Field { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = keys("save")

    def __init__(self, desk: RulesDesk, values: Mapping[str, Plain]) -> None:
        super().__init__("Before it is changed: what it would do")
        self._desk = desk
        self._values = dict(values)
        self._stop = Event()
        self._progress: Progress | None = None
        self._saving = False

    def body(self) -> ComposeResult:
        """Show what is tried, its effect, and a field for the reason."""
        changes = (
            f"{key} to {rulebook.shown(rulebook.entry(key), value)}"
            for key, value in self._values.items()
        )
        yield Sheet([said(("; ".join(changes), "bold $text-accent"))], id="changes")
        yield Sheet([said("Looking …")], id="effect")
        yield Field(placeholder=f"Why? {LEAST_REASON} characters or more; it is kept", id="reason")

    def on_mount(self) -> None:
        """Find the effect out, in a thread, and show how far that is."""
        self.set_interval(LOOK, self._show_progress)
        start(self, self._try, "try")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey saving until the effect was shown."""
        del parameters
        known = self.has_class("known") and not self._saving
        return None if action == "save" and not known else True

    async def _try(self) -> None:
        try:
            effect = await asyncio.to_thread(
                self._desk.try_values, self._values, self._step, self._stop.is_set
            )
        except TrialStopped:
            return
        except DmAssistantError as error:
            self._say(said(("✕ ", "bold $text-error"), str(error), hang=2))
        else:
            self._know(effect)

    def _know(self, effect: Effect) -> None:
        self._progress = None
        if self.is_attached:
            changes = (
                f"{each.entry.key}: {rulebook.shown(each.entry, each.before)} → "
                f"{rulebook.shown(each.entry, each.after)}"
                for each in effect.changes
            )
            head = said(("; ".join(changes), "bold $text-accent"))
            self.query_one("#changes", Sheet).paragraphs = (head,)
            self._say(*effect_page(effect))
            self.add_class("known")
            self.query_one(Field).focus()
            self.refresh_bindings()

    @on(Field.Submitted)
    def _entered(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Save with the reason."""
        if self.has_class("known") and not self._saving:
            self._saving = True
            self.refresh_bindings()
            start(self, partial(self._save, self.query_one(Field).value), "write")

    async def _save(self, reason: str) -> None:
        try:
            saved = await cast("DmAssistantApp", self.app).writing(
                lambda: self._desk.change(self._values, reason, self._step)
            )
        except DmAssistantError as error:
            self._saving = False
            self.app.notify(str(error), severity="warning")
            self.refresh_bindings()
        else:
            if self.is_attached:
                self.dismiss(saved)

    def action_leave(self) -> None:
        """Leave with nothing changed; what is being saved is waited for."""
        if not self._saving:
            self._stop.set()
            self.dismiss(None)

    def _step(self, progress: Progress) -> None:
        self._progress = progress

    def _show_progress(self) -> None:
        step = self._progress
        if step is not None and (self._saving or not self.has_class("known")):
            wait = "" if self._saving else " esc leaves"
            self._say(said(f"{step.label} {step.done:,} of {step.total:,} {step.unit} …{wait}"))

    def _say(self, *paragraphs: Paragraph) -> None:
        if self.is_attached:
            self.query_one("#effect", Sheet).paragraphs = paragraphs
