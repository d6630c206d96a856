"""What came back: the second page of the hand-over, where a key notes what came of a message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from textual import on

from dm_assistant.services.coming_back import DAYS, Sent
from dm_assistant.services.views import Moved, ReplyLogged
from dm_assistant.tui.screens.hand_over_sheets import HandOverSheets
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.outbox_view import OutboxView
from dm_assistant.tui.widgets.sent_view import SentView
from dm_assistant.tui.widgets.sheet import Panel, Paragraph, Sheet, ours, said
from dm_assistant.tui.wording import PURPOSE_NAMES, STATE_WORDS, counted

NOTHING_OUT = (
    said(("Nothing that went out waits for anything.", "bold")),
    said(*ours(f"What you send is here for {DAYS} days: {{seen}} seen, {{log_reply}} they")),
    said(*ours("wrote, {redeemed} their code was used. {panel} goes back.")),
)


class ComingBack(HandOverSheets):
    """The page of what went out; lines that were dealt with stay until one leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self._dealt: set[int] = set()
        self.before: datetime | None = None

    @property
    def sent(self) -> SentView:
        """Return the list of what went out."""
        return self.query_one(SentView)

    def turn_to_log(self, *, logging: bool) -> None:
        """Show one page or the other."""
        self.logging = logging
        self._dealt.clear()
        self.set_class(logging, "log")
        self.place_code()
        self.query_one("#nobody", Sheet).display = False
        self.query_one("#panels").display = True
        outbox = self.query_one(OutboxView)
        self.sent.display, outbox.display = logging, not logging
        (self.sent if logging else outbox).focus()
        self.refresh_bindings()
        self.load()

    def load_log(self) -> None:
        """Read what went out."""
        self.read("sent", self.desk.handing.recent, self._take_sent)

    def _take_sent(self, found: Sequence[Sent]) -> None:
        if not self.logging:
            return
        lines = [each for each in found if each.open or each.id in self._dealt]
        view = self.sent
        view.clock = self.program.clock()
        self._begin_with_older(lines)
        view.show(lines)
        side = self.query_one("#queue-side")
        side.border_subtitle = f"{len(lines):,} of {len(found):,} sent"
        nobody = self.query_one("#nobody", Sheet)
        nobody.paragraphs, nobody.display = NOTHING_OUT, not lines
        view.display = bool(lines)
        self.query_one("#panels").display = bool(lines)
        self._show_sent()
        self.refresh_bindings()

    def _begin_with_older(self, lines: Sequence[Sent]) -> None:
        """Begin, once, with the newest that went out before the session."""
        before, self.before = self.before, None
        if before is not None:
            older = [line.id for line in lines if line.sent_at < before]
            self.sent.go_to(next(iter(older), None))

    @on(LineView.Moved)
    def _follow(self, event: LineView.Moved) -> None:
        if self.logging and event.view is self.sent:
            self._show_sent()
            self.refresh_bindings()

    def _show_sent(self) -> None:
        line = self.sent.current
        text, known = self.query_one("#message", Panel), self.query_one("#steps", Panel)
        known.head("What is known")
        if line is None:
            text.head("What went out")
            text.page([])
            known.page([said(("Nothing to note.", "$foreground-muted"))])
        else:
            text.head(f"To @{line.handle}: {PURPOSE_NAMES[line.purpose]}")
            text.page([said(line.text)])
            known.page(self._known(line))
        self.show_contact(None if line is None else line.contact_id)

    def _known(self, line: Sent) -> list[Paragraph]:
        clock = self.program.clock()
        steps = [f"sent {clock.when(line.sent_at)}"]
        steps += [f"seen {clock.when(line.seen_at)}"] if line.seen_at else []
        steps += [f"answered {clock.when(line.replied_at)}"] if line.replied_at else []
        if not line.replied_at:
            steps.append("no answer noted")
        lines = [said(" → ".join(steps), hang=2)]
        if line.code and line.code_state:
            used = "not known to be used" if line.code_open else line.code_state.value
            lines.append(said(f"code {line.code}: {used}"))
        keys = "{seen} seen   " if line.may_be_seen else ""
        keys += "{log_reply} they wrote   "
        keys += "{redeemed} code used   " if line.code_open else ""
        return [*lines, said(*ours(f"{keys}{{mark}} marks   {{open}} person"))]

    # --- the keys ----------------------------------------------------------------------------

    def may_log(self, action: str) -> bool:
        """Return whether a verb of this page has something to stand on."""
        if action in {"panel", "leave", "hand_over", "log_reply"}:
            return True
        line = self.sent.current if self.sent.count() else None
        if action == "seen":
            return any(each.may_be_seen for each in self.sent.chosen())
        if action == "redeemed":
            return line is not None and line.code_open
        return line is not None

    def action_panel(self) -> None:
        """Turn to the other page."""
        self.turn_to_log(logging=not self.logging)

    def action_mark(self) -> None:
        """Mark the line."""
        self.sent.toggle_mark()
        self.refresh_bindings()

    def action_mark_all(self) -> None:
        """Mark every line that nobody has said was seen."""
        self.sent.mark_all()
        self.refresh_bindings()

    def action_seen(self) -> None:
        """Say that the marked messages, or the one under the cursor, were seen."""
        if not self.logging:
            super().action_seen()
            return
        unseen = [each.id for each in self.sent.chosen() if each.may_be_seen]
        if unseen:
            self._dealt_with(unseen)
            self.write(partial(self.desk.handing.seen, unseen), self._were_seen)

    def _were_seen(self, moved: tuple[Moved, ...]) -> None:
        whose = f"@{moved[0].handle}" if len(moved) == 1 else counted(len(moved), "message")
        self.app.notify(f"{whose}: {STATE_WORDS[moved[0].state]}")

    def action_redeemed(self) -> None:
        """Note that the code in the message was used."""
        line = self.sent.current
        if line is not None and line.code_open:
            self._dealt_with([line.id])
            self.write(
                partial(self.desk.codes.redeemed, [line.code]),
                lambda _: self.app.notify(f"@{line.handle}: code {line.code} was used"),
            )

    def action_log_reply(self) -> None:
        """Log what the person under the cursor wrote."""
        line = self.sent.current if self.logging else None
        if line is None:
            super().action_log_reply()
        else:
            self.ask_reply(line.handle)

    def _logged(self, logged: ReplyLogged) -> None:
        super()._logged(logged)
        if self.logging:
            self._dealt_with([logged.answers] if logged.answers else [])

    def _dealt_with(self, drafts: Sequence[int]) -> None:
        """Keep these lines where they are, and go on at once to the one below.

        Whoever presses a key several times means so many lines.
        """
        self._dealt |= set(drafts)
        self.sent.go_on()

    def open_person(self) -> None:
        """Go to the person under the cursor."""
        line = self.sent.current
        if line is not None:
            self.program.show_person(line.handle)
