"""The card: a message as it would be sent, or what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.reactive import reactive

from dm_assistant.domain.languages import ENGLISH, name_of, spoken_words
from dm_assistant.domain.model import DraftState, Lane, Purpose
from dm_assistant.domain.templates.blanks import questions
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.marks import marked, places_of
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said
from dm_assistant.tui.widgets.sources import source_lines
from dm_assistant.tui.widgets.why_card import HANG, verdict_words
from dm_assistant.tui.wording import CLASS_WORDS, LEFT, PURPOSE_WORDS, called, counted, kind_of

if TYPE_CHECKING:
    from dm_assistant.domain.rules.verdict import Verdict
    from dm_assistant.services.views import Card, QueueRow


class CardView(Panel):
    """One item of the queue in words: the whole card, or its ``row`` while that is being read."""

    TITLE = "Message"

    card: reactive[Card | None] = reactive(None, init=False)
    clock: reactive[Clock | None] = reactive(None, init=False)
    row: reactive[QueueRow | None] = reactive(None, init=False)
    public: reactive[str] = reactive("", init=False)
    """The public reply that approving would write, where that is known by now."""
    empty: reactive[str] = reactive("", init=False)

    def watch_card(self) -> None:
        """Draw another card."""
        self._draw()

    def watch_public(self) -> None:
        """Draw what would be said in public."""
        self._draw()

    def watch_row(self) -> None:
        """Draw the row of a card that is still being read."""
        self._draw()

    def watch_empty(self) -> None:
        """Say why there is none."""
        self._draw()

    def on_resize(self) -> None:
        """Name the verdict here where the why-card has no room beside the message."""
        self._draw()

    def _draw(self) -> None:
        row = self.row if self.card is None else self.card.row
        if row is None or self.clock is None:
            self.head(self.TITLE)
            self.page([said((self.empty, "$foreground-muted"))])
            return
        verb = "From" if row.item.kind == "inbound" else "To"
        title = f"{verb} {called(row.name, '@' + row.handle)}"
        if self.card is None:
            self.head(title)
            self.page([said(row.text)])
        else:
            self.head(title, _footing(self.card))
            narrow = self.screen.has_class("-narrow")
            self.page(card_page(self.card, self.clock, judged=narrow, public=self.public))


def _footing(card: Card) -> str:
    if card.row.item.kind == "inbound":
        return ""
    size = f"{counted(len(card.text), 'character')}"
    name = f"{card.row.purpose.value}/{card.row.template}" if card.row.template else ""
    version = card.version[:6]
    edited = "edited" if card.draft is not None and card.draft.edited else ""
    return " · ".join(word for word in (name, version, edited, size) if word)


def card_page(card: Card, clock: Clock, *, judged: bool, public: str = "") -> Iterator[Paragraph]:
    """Yield the lines of a card, with the verdict in a line where ``judged``.

    ``public`` is what approving would say to them in public.
    """
    if card.row.item.kind == "inbound":
        yield from _their_message(card, clock)
        return
    if judged and card.verdict is not None:
        yield Paragraph(verdict_words(card.verdict, clock, card.row.lane), HANG)
        if card.row.lane in {Lane.HELD, Lane.BLOCKED} and card.verdict.reasons:
            yield said((clock.told(_first_reason(card.verdict)), "$foreground-muted"), hang=HANG)
    hint = _invitation(card, clock) or _asking(card)
    if hint is not None:
        yield hint
    if public:
        yield said(("In public: ", "bold"), f"“{public}”", hang=HANG)
    if hint is not None or (judged and card.verdict is not None):
        yield BLANK
    against = () if card.verdict is None else card.verdict.reasons
    yield said(*marked(card.text, places_of(against)))
    if card.said:
        yield BLANK
        when = f" {clock.ago(card.said_at)}" if card.said_at else ""
        yield said((f"They wrote{when}: ", "$foreground-muted"), f"“{card.said}”", hang=HANG)
    if card.receipts:
        yield BLANK
        yield from source_lines(card.receipts, clock)
    language = _language(card)
    if language:
        yield said(("▪ ", "$text-accent"), (language, "$foreground-muted"), hang=HANG)


def _first_reason(verdict: Verdict) -> str:
    """Say what counts most against a message, and how much more the why-card holds."""
    first, *rest = verdict.reasons
    return f"{first.detail}{f' And {len(rest):,} more: p.' if rest else ''}"


def _language(card: Card) -> str:
    """Say what a message is written in, where that hangs on a guess of what they read."""
    written = {card.language, card.person.language}
    if not (card.person.language_from and card.language) or written == {ENGLISH}:
        return ""
    reads = spoken_words(card.person.language, card.person.language_from)
    if card.language == card.person.language:
        return f"In {reads}"
    return f"In {name_of(card.language)}; they seem to read {reads}"


INVITED = {
    kind_of(DraftState.APPROVED): "Public reply approved: hand it over with ",
    kind_of(DraftState.HANDED_OVER): "Public reply handed over, not yet confirmed: ",
}
"""What is said of a public reply on its way out, before the key that goes on with it."""


def _invitation(card: Card, clock: Clock) -> Paragraph | None:
    """Say of a message that lacks consent how far the public invitation is."""
    if card.row.purpose is Purpose.INVITE:
        return None
    key = "bold $text-accent"
    if not invited(card):
        to_ask = card.row.lane is Lane.INVITE
        words = " approves a public reply that asks them to write first"
        return said(("a", key), words, hang=HANG) if to_ask else None
    for entry in card.person.timeline:
        if entry.draft is None or entry.detail != Purpose.INVITE.value:
            continue
        if entry.kind in INVITED:
            return said((INVITED[entry.kind], "bold"), ("h", key), hang=HANG)
        if entry.kind in LEFT:
            when = clock.ago(entry.at)
            return said((f"Invited in public {when}", "bold"), "; now it is up to them", hang=HANG)
    return None


def invited(card: Card) -> bool:
    """Return whether the person was asked in public, and has not written yet."""
    return card.verdict is not None and any(each.invited for each in card.verdict.reasons)


def _asking(card: Card) -> Paragraph | None:
    """Say of a draft that waits for an answer which key asks for it."""
    asked = questions(card.text) if card.row.lane is Lane.HELD else ()
    if not asked:
        return None
    return said(("a", "bold $text-accent"), f" fills in: {' · '.join(asked)}", hang=HANG)


def _their_message(card: Card, clock: Clock) -> Iterator[Paragraph]:
    row = card.row
    when = clock.ago(card.said_at) if card.said_at else ""
    yield said((f"@{row.handle} wrote {when}".rstrip(), "$foreground-muted"))
    yield said(f"“{card.said or card.text}”")
    yield BLANK
    if row.reply_class is not None:
        yield said(
            ("Looks like: ", "$foreground-muted"),
            (CLASS_WORDS[row.reply_class], "bold"),
            ("   c says what it is", "$foreground-muted"),
        )
    if card.window is not None:
        left = card.window.messages_left
        most = "" if left is None else f", {counted(left, 'message')} left"
        yield said(
            ("Reply window: ", "$foreground-muted"),
            (f"closes in {clock.left(card.window.closes_at)}{most}", "bold"),
        )
    if card.draft is not None:
        yield BLANK
        yield said((f"You wrote, to {PURPOSE_WORDS[card.draft.purpose]}:", "$foreground-muted"))
        yield said(card.draft.text)
