"""Making and changing a campaign: its parts, what may be typed, and what it would come to."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import DescendantFocus

from dm_assistant.domain.model import Purpose
from dm_assistant.errors import DmAssistantError
from dm_assistant.services.campaign_prospects import Choice, Choices, Prospect
from dm_assistant.services.campaign_views import CampaignLine
from dm_assistant.services.codes import PoolCounts
from dm_assistant.tui.campaigns_desk import CampaignsDesk
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.campaigns_view import SIGNS
from dm_assistant.tui.widgets.filter_box import FilterField
from dm_assistant.tui.widgets.offered import Named, NamesField, OfferedField, around
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.wording import PURPOSE_WORDS, counted
from dm_assistant.tui.working import start

PAUSE = 0.3
"""Seconds after the last key until it is tried what the campaign would come to."""
OFFERED = 5

FIELDS = (
    ("name", "name", "Spring thanks"),
    ("purpose", "for", "thanks, offer, collab, feedback or challenge"),
    ("segment", "of whom", "empty: everybody · superfan, tag:vip, mutual …"),
    ("variants", "variants", "empty: any · two make a test: warm short=2"),
    ("plan", "plan", "messages for each variant of a test: 50 · empty: none"),
    ("from", "from", "empty: now · 2026-05-14"),
    ("until", "until", "empty: no last day"),
    ("holdout", "hold out", "per cent of them who get nothing: 0, 10, 20, 50"),
    ("pool", "codes", "the pool, for an offer"),
    ("fill", "words", "perk=10 % off; idea=…"),
)
DRAWN = ("variants", "holdout")
"""What stays once a campaign ran."""
DIM = "$foreground-muted"
EXPLAINED = {
    "plan": "Two variants are compared once, after so many messages of each: 50 show a difference "
    "of about 28 points, 200 one of about 14. It is fixed once the first message left. Empty: only "
    "a very clear difference settles it.",
    "holdout": "Chance leaves so many of them out: they get nothing for 28 days. Only so can you "
    "see what the messages moved (Impact, page Effect). 20 is a good share; empty is none.",
}
"""What a field means that has nothing to choose from, shown while one is in it."""
OPENS = tuple(each for each in Purpose if each not in {Purpose.ANSWER, Purpose.INVITE})
NAMES = ("purpose", "variants", "pool")


class CampaignForm(Dialog[dict[str, str]]):
    """Asks for the parts of a campaign; answers with what was typed, made or changed already."""

    DEFAULT_CSS = """
    CampaignForm Horizontal { height: 1; }
    CampaignForm .label { width: 10; }
    CampaignForm Field { width: 1fr; }
    CampaignForm #offers { margin: 1 0 0 0; height: 5; }
    CampaignForm #count { margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("save"),
        Binding("tab", "onward", show=False, priority=True, id="form.next"),
    ]

    def __init__(
        self, desk: CampaignsDesk, clock: Clock, known: CampaignLine | None = None
    ) -> None:
        super().__init__("New campaign" if known is None else f"Change {known.name}")
        self._desk = desk
        self._clock = clock
        self._known = known
        self._choices = Choices({}, (), {})
        self._values = _values(known)
        without: tuple[str, ...] = () if known is None else ("name", "purpose")
        if known is not None and known.eligible:
            without += DRAWN
        self._shown = tuple(each for each in FIELDS if each[0] not in without)

    def body(self) -> ComposeResult:
        """Show a line for each part, what may be typed in it, and what all would come to."""
        for name, label, example in self._shown:
            with Horizontal():
                yield Sheet([said((label, DIM))], classes="label")
                kind = FilterField if name == "segment" else NamesField if name in NAMES else Field
                field = kind(self._values[name], id=name, placeholder=example, compact=True)
                if isinstance(field, NamesField):
                    field.several = name == "variants"
                yield field
        yield Sheet(id="offers")
        yield Sheet([said("")], id="count")

    def on_mount(self) -> None:
        """Read what there is to choose from, and try it at once."""
        self._name_all()
        start(self, self._learn, "read-choices", exclusive=True)
        self._try(0.0)

    async def _learn(self) -> None:
        self._choices = await asyncio.to_thread(self._desk.choices)
        if self.is_attached:
            for field in self.query(FilterField):
                field.known = self._choices.filter_values
            self._name_all()

    def _name_all(self) -> None:
        """Give each field the names that it takes; the templates are those of the purpose."""
        purpose = self.typed()["purpose"].casefold()
        known, pools = self._choices.templates, self._choices.pools
        names: dict[str, tuple[Named, ...]] = {
            "purpose": tuple((each.value, PURPOSE_WORDS[each]) for each in OPENS),
            "pool": tuple((each.pool, _pool_words(each, self._clock)) for each in pools),
            "variants": tuple(
                (each.name, _template_words(each))
                for each in (known.get(Purpose(purpose), ()) if purpose in list(known) else ())
            ),
        }
        for field in self.query(NamesField):
            field.names = names[field.id or ""]
        self._offer()

    def typed(self) -> dict[str, str]:
        """Return everything; what is not shown stays as it is."""
        shown = {field.id or "": field.value.strip() for field in self.query(Field)}
        return self._values | shown

    # --- what may be typed -------------------------------------------------------------------

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Show what may be typed in the field one comes to."""
        self._offer()

    def _offer(self) -> None:
        field = self.focused
        for sheet in self.query("#offers").results(Sheet):  # as below
            if not isinstance(field, OfferedField):
                words = EXPLAINED.get(field.id or "") if field is not None else None
                sheet.paragraphs = (said((words, DIM)),) if words else ()
                return
            lines = list(field.lines(sheet.size.width))
            at = [each.text for each in field.offers]
            place = at.index(field.value) if field.value in at else 0
            sheet.paragraphs = around(lines, place, OFFERED)

    @on(Field.Changed)
    def _typing(self, event: Field.Changed) -> None:
        if event.input.id == "purpose":
            self._name_all()
        self._offer()
        if event.input.id != "name":
            self._try(PAUSE)

    def action_onward(self) -> None:
        """Complete what is begun, or go on to the next field."""
        field = self.focused
        if isinstance(field, OfferedField) and field.taken is not None:
            field.action_complete()
        else:
            self.focus_next()

    # --- what it would come to ---------------------------------------------------------------

    def _try(self, pause: float) -> None:
        start(self, partial(self._look, self.typed(), pause), "read-prospect", exclusive=True)

    async def _look(self, typed: dict[str, str], pause: float) -> None:
        await asyncio.sleep(pause)
        name = None if self._known is None else self._known.name
        try:
            found = await asyncio.to_thread(self._desk.prospect, typed, name)
        except DmAssistantError as error:
            words = said(("✕ ", "bold $text-error"), str(error), hang=2)
        else:
            words = prospect_words(found)
        for sheet in self.query("#count").results(Sheet):  # none is left of a form that closes
            sheet.paragraphs = (words,)

    @on(Field.Submitted)
    def _entered(self, event: Field.Submitted) -> None:
        if event.input.id == self._shown[-1][0]:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Answer with everything."""
        self.dismiss(self.typed())


def prospect_words(found: Prospect) -> Paragraph:
    """Say how many people there are, and how many of them would get what."""
    people = counted(found.people, "person", "people")
    rest = (f"{found.shows} ", "") if found.shows else TEST
    if found.would is None:
        return said((people, "bold"), ". ", rest)
    parts = [f"{number:,} {SIGNS[outcome]}" for outcome, number in found.would.items()]
    listed = f": {', '.join(parts)}" if parts else ""
    return said((people, "bold"), f"{listed}. ", rest)


TEST = ("Nothing is drafted by saving: D says who would get what.", DIM)


def _template_words(one: Choice) -> str:
    what = " · ".join(filter(None, (one.lever, one.gives)))
    lacks = f", not {' '.join(one.lacks)}" if one.lacks else ""
    return f"{what} · {' '.join(one.languages)}{lacks}"


def _pool_words(pool: PoolCounts, clock: Clock) -> str:
    parts = [f"{pool.free:,} of {pool.total:,} free"]
    if pool.ends_at is not None:
        parts.append(f"last day {clock.last_day(pool.ends_at)}")
    return " · ".join([*parts, pool.perk] if pool.perk else parts)


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
        "plan": str(known.plan or ""),
        "from": str(known.starts_on or ""),
        "until": str(known.ends_on or ""),
        "holdout": str(known.holdout),
        "pool": known.pool,
        "fill": "; ".join(f"{name}={words}" for name, words in known.extra.items()),
    }
