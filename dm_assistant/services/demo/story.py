"""The sample's three months as they happen: every step is a use case, at its own moment."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path

from dm_assistant.domain.model import InboundClass, Purpose
from dm_assistant.services import answers, drafting, importing, life, people, replies
from dm_assistant.services.demo import calendar, cast, files, words
from dm_assistant.services.demo.circle import Circle
from dm_assistant.services.workspace import Workspace

Step = tuple[datetime, Callable[[], object]]
"""Something that happens, and when."""

SEEN_AFTER = timedelta(hours=26)
"""When the creator looks who has opened the messages of a session."""

SOON = timedelta(minutes=20)
"""So soon after their message an answer is still part of the conversation."""


PITCH = {
    "idea": "a fog painting side by side",
    "i_give": "the filming and the cut",
    "they_give": "one painting",
}
"""What the creator proposes to those they know well."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one message: how they answer, or that it is seen, and after how long.

    With ``left`` the answer is still waiting for the creator at the end; with ``unread`` nobody
    has classed it either.
    """

    hours: float = 0.0
    reply: InboundClass | None = None
    seen: bool = False
    left: bool = False
    unread: bool = False
    text: str = ""


SILENCE = Outcome()


class Story:
    """Moves the workspace's clock from step to step, and lets what is due happen in between."""

    def __init__(
        self, ws: Workspace, chance: random.Random, parts: cast.Cast, folder: Path
    ) -> None:
        self.ws = ws
        self.chance = chance
        self.cast = parts
        self.folder = folder
        self.circle = Circle()
        self.touched: list[str] = []
        self.wrote: dict[InboundClass, list[str]] = {kind: [] for kind in InboundClass}
        self.codes: list[str] = []
        self.marked: dict[str, str] = {}
        self.passed: set[str] = set()
        self._later: list[tuple[datetime, int, Callable[[], object]]] = []
        self._numbers = count()

    @property
    def silent(self) -> list[str]:
        """Return who was written to and never wrote, the longest silence first."""
        heard = {handle for handles in self.wrote.values() for handle in handles}
        return [handle for handle in dict.fromkeys(self.touched) if handle not in heard]

    @property
    def friendly(self) -> list[str]:
        """Return who answered kindly, the first one first."""
        kinds = (InboundClass.POSITIVE, InboundClass.THANKS, InboundClass.QUESTION)
        kind = {handle for each in kinds for handle in self.wrote[each]}
        return [handle for handle in dict.fromkeys(self.touched) if handle in kind]

    def mark(self, part: str, handle: str) -> None:
        """Remember who plays a part, and have nobody write to them by chance."""
        self.marked[part] = handle
        self.passed.add(handle)

    def go_to(self, moment: datetime) -> None:
        """Set the clock, after everything that is due until then has happened."""
        while self._later and self._later[0][0] <= moment:
            due, _, happen = heapq.heappop(self._later)
            self.ws.fixed_now = due
            happen()
        self.ws.fixed_now = moment

    def wait(self, minutes: float) -> None:
        """Let time pass."""
        self.go_to(self.ws.now() + timedelta(minutes=minutes))

    def happens(self, moment: datetime, what: Callable[[], object]) -> None:
        """Have something happen later."""
        heapq.heappush(self._later, (moment.replace(microsecond=0), next(self._numbers), what))

    def bring(self, number: int, more: Iterable[files.Agreed] = ()) -> None:
        """Import the comments, contacts and consents that have come up since the last time."""
        self.go_to(cast.IMPORTS[number])
        known = [fan for fan in self.cast.newcomers[number] if fan.known]
        agreed = cast.words_of_consent(self.chance, self.cast.agreed[number], number)
        circle = self.circle
        known += circle.newcomers(number)
        said = [*self.cast.comments[number], *circle.said(number)]
        signed = circle.consents(number)
        name = f"{self.ws.now():%Y-%m-%d}.csv"
        importing.import_paths(
            self.ws,
            [
                files.comments(self.folder / f"comments-{name}", said),
                files.contacts(self.folder / f"contacts-{name}", known),
                files.consents(self.folder / f"consents-{name}", [*agreed, *more, *signed]),
            ],
        )

    def willing(self, purpose: Purpose, handles: Iterable[str]) -> Iterator[str]:
        """Yield whom the gate would let the creator write to now."""
        for handle in handles:
            if people.check(self.ws, handle, purpose).allowed:
                yield handle

    def untouched(self) -> list[str]:
        """Return who has said yes by now and has not been written to."""
        agreed = [fan.handle for number in self._imported() for fan in self.cast.agreed[number]]
        done = {*self.touched, *self.passed}
        return [handle for handle in agreed if handle not in done]

    def strangers(self) -> list[str]:
        """Return who is faithful, never said yes and has not been invited, the best first."""
        known = {fan for number in self._imported() for fan in self.cast.newcomers[number]}
        here = [fan.handle for fan in self.cast.strangers if fan in known]
        return [handle for handle in here if handle not in self.touched]

    def _imported(self) -> list[int]:
        return [number for number, at in enumerate(cast.IMPORTS) if at <= self.ws.now()]

    def draft(self, purpose: Purpose, handles: Sequence[str]) -> dict[int, str]:
        """Draft for these people; returns the handle of each draft, by id."""
        campaign = f"{purpose.value} {self.ws.now():%b}" if purpose is Purpose.OFFER else ""
        extra = PITCH if purpose is Purpose.COLLAB else None
        report = drafting.make(self.ws, purpose, names=handles, campaign=campaign, extra=extra)
        self.codes += [card.draft.code for card in report.drafts if card.draft and card.draft.code]
        self.passed |= {each.handle for each in report.left_out}
        return {card.row.item.id: card.row.handle for card in report.drafts}

    def drafts(self, purpose: Purpose, handles: Iterable[str], number: int) -> dict[int, str]:
        """Draft for the first few who may be written to and of whom enough is known."""
        able = self.willing(purpose, handles)
        found: dict[int, str] = {}
        while some := list(islice(able, number - len(found))):
            found |= self.draft(purpose, some)
        return found

    def session(
        self,
        purpose: Purpose,
        handles: Iterable[str],
        number: int,
        outcomes: Iterator[Outcome],
    ) -> list[str]:
        """Draft for the first few who may be written to, send, and have them react in time."""
        drafts = self.drafts(purpose, handles, number)
        if not drafts:
            return []
        self.wait(self.chance.randint(4, 8))
        moved = life.approve(self.ws, drafts)
        approved = {each.id: each.handle for each in moved if not each.refused}
        self.wait(2 * len(approved))
        life.sent(self.ws, approved)
        looked_at = []
        for draft_id, handle in approved.items():
            self.touched.append(handle)
            outcome = next(outcomes, SILENCE)
            if outcome.seen:
                looked_at.append(draft_id)
            elif outcome.reply is not None:
                self._expect(handle, outcome.reply, outcome)
        if looked_at:
            later = calendar.awake(self.ws.now() + SEEN_AFTER)
            self.happens(later, lambda: life.seen(self.ws, looked_at))
        return list(approved.values())

    def _expect(self, handle: str, kind: InboundClass, outcome: Outcome) -> None:
        """Have a person write back when their time comes."""
        at = (self.ws.now() + timedelta(hours=outcome.hours)).replace(microsecond=0)
        self.happens(calendar.awake(at), lambda: self.hear(handle, kind, at, outcome))

    def hear(self, handle: str, kind: InboundClass, at: datetime, outcome: Outcome) -> None:
        """Log what somebody wrote, and deal with it unless it is left for later."""
        text = outcome.text or self.chance.choice(words.REPLIES[kind])
        classed = None if outcome.unread else kind
        logged = replies.log(self.ws, handle, text, at=at, kind=classed)
        self.wrote[kind].append(handle)
        if outcome.left:
            return
        answer = words.ANSWERS.get(text, "")
        if answer and self.ws.now() - at < SOON:
            soon = self.ws.now() + timedelta(minutes=5)
            self.happens(soon, lambda: self._answer(logged.message, answer))
        else:
            replies.archive(self.ws, logged.message)

    def _answer(self, inbound_id: int, text: str) -> None:
        card = answers.answer(self.ws, inbound_id, text)
        life.sent(self.ws, [card.row.item.id])
