"""Making and changing a campaign, and how much of a run is wanted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from dm_assistant.domain.campaigns import Outcome
from dm_assistant.errors import DmAssistantError
from dm_assistant.services.campaign_views import CampaignLine, Run
from dm_assistant.tui.campaigns_desk import CampaignsDesk
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.campaign_panel import reasons
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.wording import counted
from dm_assistant.tui.working import start

PAUSE = 0.2
"""Seconds after the last key until a segment is counted."""

FIELDS = (
    ("name", "name", "Spring thanks"),
    ("purpose", "for", "thanks, offer, collab, feedback or challenge"),
    ("segment", "of whom", "empty: everybody · superfan, tag:vip, mutual …"),
    ("variants", "variants", "empty: any · two make a test: warm short=2"),
    ("from", "from", "empty: now · 2026-05-14"),
    ("until", "until", "empty: no last day"),
    ("holdout", "hold out", "per cent of them who get nothing: 0, 10, 20, 50"),
    ("pool", "codes", "the pool, for an offer"),
    ("fill", "words", "perk=10 % off; idea=…"),
)
DRAWN = ("variants", "holdout")
"""What stays once a campaign ran."""


class CampaignForm(Dialog[dict[str, str]]):
    """Asks for the parts of a campaign; answers with what was typed, made or changed already."""

    DEFAULT_CSS = """
    CampaignForm Horizontal { height: 1; }
    CampaignForm .label { width: 10; }
    CampaignForm Field { width: 1fr; }
    CampaignForm #count { margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys("save")

    def __init__(self, desk: CampaignsDesk, known: CampaignLine | None = None) -> None:
        super().__init__("New campaign" if known is None else f"Change {known.name}")
        self._desk = desk
        self._known = known
        self._values = _values(known)
        without: tuple[str, ...] = () if known is None else ("name", "purpose")
        if known is not None and known.eligible:
            without += DRAWN
        self._shown = tuple(each for each in FIELDS if each[0] not in without)

    def body(self) -> ComposeResult:
        """Show a line for each part, and how many people the segment has."""
        for name, label, example in self._shown:
            with Horizontal():
                yield Sheet([said((label, "$foreground-muted"))], classes="label")
                yield Field(self._values[name], id=name, placeholder=example, compact=True)
        yield Sheet([said("")], id="count")

    def on_mount(self) -> None:
        """Count the people at once."""
        self._count(0.0)

    @on(Field.Changed, "#segment")
    def _typing(self) -> None:
        self._count(PAUSE)

    def _count(self, pause: float) -> None:
        text = self.query_one("#segment", Field).value
        start(self, partial(self._look, text, pause), "read-reach", exclusive=True)

    async def _look(self, text: str, pause: float) -> None:
        await asyncio.sleep(pause)
        try:
            number = await asyncio.to_thread(self._desk.reach, text)
        except DmAssistantError as error:
            words = said(("✕ ", "bold $text-error"), str(error), hang=2)
        else:
            words = said((counted(number, "person", "people"), "bold"), " in it now. ", TEST)
        if self.is_attached:
            self.query_one("#count", Sheet).paragraphs = (words,)

    @on(Field.Submitted)
    def _entered(self, event: Field.Submitted) -> None:
        if event.input.id == self._shown[-1][0]:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Answer with everything; what was not shown stays as it is."""
        typed = {field.id or "": field.value.strip() for field in self.query(Field)}
        self.dismiss(self._values | typed)


TEST = ("Nothing is drafted by saving: D says who would get what.", "$foreground-muted")


def _values(line: CampaignLine | None) -> dict[str, str]:
    known = None if line is None else line.campaign
    if known is None:
        return dict.fromkeys((name for name, _, _ in FIELDS), "") | {"purpose": "thanks"}
    return {
        "name": known.name,
        "purpose": known.purpose.value,
        "segment": known.segment,
        "variants": " ".join(
            each.name if each.share == 1 else f"{each.name}={each.share}" for each in known.variants
        ),
        "from": str(known.starts_on or ""),
        "until": str(known.ends_on or ""),
        "holdout": str(known.holdout),
        "pool": known.pool,
        "fill": "; ".join(f"{name}={words}" for name, words in known.extra.items()),
    }


@dataclass(frozen=True, slots=True)
class RunWish:
    """How many drafts at most (``None``: for everybody), and whether to invite as well."""

    top: int | None
    invite: bool


class RunForm(Dialog[RunWish]):
    """Asks how many to draft for, after a dry run."""

    DEFAULT_CSS = CampaignForm.DEFAULT_CSS.replace("CampaignForm", "RunForm")
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


DIM = "$foreground-muted"
