"""The sample's tests of words: campaigns to the lists, drawn, sent and answered in three months."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from dm_assistant.domain.campaigns import Variant
from dm_assistant.domain.model import InboundClass as Kind
from dm_assistant.domain.model import Purpose
from dm_assistant.errors import RefusedError
from dm_assistant.services import (
    answers,
    campaign_runs,
    campaigns,
    codes,
    drafting,
    following_up,
    life,
    own_templates,
    replies,
)
from dm_assistant.services.campaign_views import CampaignWish, Outlook
from dm_assistant.services.demo import calendar, files, words
from dm_assistant.services.demo.circle import CLASS, LIST, OPEN_DAY, Circle
from dm_assistant.services.demo.story import Step, Story

NOTE, HOLD, THANKS, SURVEY = (
    "a note from the studio",
    "open day, thank you",
    "warm or short",
    "a small survey",
)
PRINTS = "prints for the class"

TEMPLATES = {
    "thanks/studio-note": """\
---
title: Pinned above the desk
lever: personal
value: their words have a place
gives: recognition
needs: quote
---
Hi{% if name %} {{ name }}{% endif %}! “{{ quote }}” is pinned above my desk now. Thank you for \
it. What are you painting yourself these days?
""",
    "feedback/survey": """\
---
title: Five questions
lever: curious
value: a say in the videos
gives: say
needs: quote
---
Hello{% if name %} {{ name }}{% endif %}, about your “{{ quote }}”: I have five short questions \
on how you watch my videos. Shall I send them over?
""",
}
"""Words of the creator's own that the tests compare."""

EVENING = range(16, 20)
"""Hours of their own clock at which people answer more often."""

CHANCES = {
    (NOTE, "studio-note"): (0.95, 0.85),
    (NOTE, "short"): (0.15, 0.1),
    (THANKS, "warm"): (0.56, 0.2),
    (THANKS, "short"): (0.46, 0.14),
    (SURVEY, "survey"): (0.2, 0.2),
}
USUAL = (0.55, 0.28)
"""How likely somebody answers words: in their evening, and at other hours."""

SAID = (Kind.POSITIVE,) * 4 + (Kind.THANKS,) * 3 + (Kind.QUESTION,) * 2 + (Kind.NEUTRAL,)
ANSWER_AFTER = (0.2, 1.5, 4.0, 7.5, 26.0, 2.2)
"""Hours until the creator answers the questions of some, in turn."""

AT_WORK = range(9, 20)
FIRST_AN_HOUR = 10


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A draft of a campaign that has not left."""

    id: int
    handle: str
    variant: str


def steps(story: Story, circle: Circle) -> Iterator[Step]:
    """Yield what is drawn and sent on which day."""
    trial = _Trials(story, circle)
    yield calendar.at(86, "20:10"), partial(trial.write, "thanks/studio-note")
    note = CampaignWish(
        NOTE,
        Purpose.THANKS,
        segment=f"tag:{CLASS}",
        variants=(Variant("short"), Variant("studio-note")),
        plan=12,
        seed="desk",
    )
    yield from trial.campaign(note, (85, 24), ((85, "12:40"), (85, "18:10"), (83, "08:10")))
    yield from trial.sessions(NOTE, ((83, "18:10"), (81, "18:10")))
    yield calendar.at(66, "12:20"), partial(trial.follow_up, NOTE)
    yield from trial.sessions(NOTE, ((66, "12:30"), (66, "18:10"), (65, "08:10")))
    hold = CampaignWish(HOLD, Purpose.THANKS, segment=f"tag:{OPEN_DAY}", holdout=25, seed="kettle")
    days = ((62, "12:30"), (62, "18:10"), (60, "08:10"), (60, "18:10"))
    yield from trial.campaign(hold, (62, None), days)
    yield from trial.sessions(HOLD, ((57, "18:10"), (55, "08:10"), (54, "18:10"), (51, "12:30")))
    thanks = CampaignWish(
        THANKS,
        Purpose.THANKS,
        segment=f"tag:{OPEN_DAY} or tag:{LIST}",
        variants=(Variant("warm"), Variant("short")),
        plan=50,
        seed="reel",
    )
    yield calendar.at(36, "12:20"), partial(campaigns.new, story.ws, thanks)
    for draw, number in ((36, 18), (30, 18), (23, 18), (15, 14), (6, 18)):
        yield calendar.at(draw, "12:25"), partial(trial.draw, THANKS, number)
        days = ((draw, "12:40"), (draw, "18:40"), (draw - 1, "08:10"), (draw - 1, "18:40"))
        yield from trial.sessions(THANKS, days)
    yield from _survey(trial)
    yield calendar.at(34, "18:40"), trial.offer
    yield calendar.at(28, "10:10"), trial.redeem


def _survey(trial: _Trials) -> Iterator[Step]:
    """Yield a question that makes people leave."""
    yield calendar.at(50, "12:00"), partial(trial.write, "feedback/survey")
    survey = CampaignWish(
        SURVEY,
        Purpose.FEEDBACK,
        segment=f"tag:{CLASS}",
        variants=(Variant("survey"),),
        seed="pen",
    )
    yield from trial.campaign(survey, (50, 9), ((50, "15:10"), (50, "18:10"), (49, "18:10")))


class _Trials:
    """What happens in which campaign."""

    def __init__(self, story: Story, circle: Circle) -> None:
        self.story = story
        self.circle = circle
        self.chance = circle.chance
        self.waiting: dict[str, list[_Waiting]] = {}
        self.answered: dict[str, list[str]] = {}
        self.codes: list[str] = []
        self.questions = 0
        self.noted: dict[str, str] = {}
        self.leaving = {"short", "studio-note"}

    def write(self, name: str) -> None:
        """Keep words of the creator's own."""
        own_templates.save(self.story.ws, own_templates.place_of(name), TEMPLATES[name])

    def campaign(
        self, wish: CampaignWish, drawn: tuple[int, int | None], days: Sequence[tuple[int, str]]
    ) -> Iterator[Step]:
        """Make a campaign, draw for so many of its people, and send on these days."""
        first, number = drawn
        yield calendar.at(first, "12:20"), partial(campaigns.new, self.story.ws, wish)
        yield calendar.at(first, "12:21"), partial(self.draw, wish.name, number)
        yield from self.sessions(wish.name, days)

    def sessions(self, name: str, days: Sequence[tuple[int, str]]) -> Iterator[Step]:
        """Send what may go, at these times."""
        for day, clock in days:
            yield calendar.at(day, clock), partial(self._send, name)

    def draw(self, name: str, number: int | None) -> None:
        """Have so many people of a campaign draw."""
        run = campaign_runs.run(self.story.ws, name, top=number)
        self._wait(name, run.people)

    def follow_up(self, name: str) -> None:
        """Write once more to those who have not answered."""
        self._wait(name, following_up.follow_up(self.story.ws, name).people)

    def _wait(self, name: str, people: Sequence[Outlook]) -> None:
        drafted = [each for each in people if each.draft is not None]
        self.waiting.setdefault(name, []).extend(
            _Waiting(each.draft or 0, each.handle, each.variant) for each in drafted
        )

    def _send(self, name: str) -> None:
        """Send to those for whom it is day, as many as an hour allows."""
        ws, now = self.story.ws, self.story.ws.now()
        able = [each for each in self.waiting[name] if self._hour(each, now) in AT_WORK]
        able = able[:FIRST_AN_HOUR]
        if not able:
            return
        try:
            moved = life.approve(ws, [each.id for each in able])
        except RefusedError:  # of nobody does the gate say yes today: another day
            return
        left = {each.id for each in moved if not each.refused}
        self.story.wait(5)
        life.sent(ws, left)
        for each in able:
            if each.id in left:
                self.waiting[name].remove(each)
                self.circle.written_to[each.handle] = ws.now()
                self._react(name, each)

    def _hour(self, waiting: _Waiting, now: datetime) -> int:
        zone = self.circle.by_handle[waiting.handle].timezone
        return now.astimezone(ZoneInfo(zone)).hour

    def _react(self, name: str, sent: _Waiting) -> None:
        """Have somebody answer, or ask to stop, or not."""
        now = self.story.ws.now()
        evening, other = CHANCES.get((name, sent.variant), USUAL)
        likely = evening if self._hour(sent, now) in EVENING else other
        hours = min(self.chance.lognormvariate(math.log(9), 1.0), 120)
        kind = self.chance.choice(SAID)
        if name == NOTE:
            self.noted.setdefault(sent.handle, sent.variant)
        if name == SURVEY and self.noted[sent.handle] in self.leaving:
            # One of each, so that it is the survey that made people leave and not the words before.
            self.leaving.remove(self.noted[sent.handle])
            kind, likely, hours = Kind.OPT_OUT, 1.0, 1.5
        at = now + timedelta(hours=hours)
        if self.chance.random() < likely and at < calendar.at(0, "08:00"):
            self.answered.setdefault(name, []).append(sent.handle)
            at = at.replace(microsecond=0)
            self.story.happens(calendar.awake(at), partial(self._hear, sent.handle, kind, at))

    def _hear(self, handle: str, kind: Kind, at: datetime) -> None:
        ws = self.story.ws
        text = self.chance.choice(words.REPLIES[kind])
        logged = replies.log(ws, handle, text, at=at, kind=kind)
        answer = words.ANSWERS.get(text, "")
        zone = self.circle.by_handle[handle].timezone
        if kind is Kind.QUESTION and answer and zone.startswith("Europe/"):
            hours = ANSWER_AFTER[self.questions % len(ANSWER_AFTER)]
            self.questions += 1
            then = _at_work(ws.now() + timedelta(hours=hours))
            self.story.happens(then, partial(self._answer, logged.message, answer))
        else:
            replies.archive(ws, logged.message)

    def _answer(self, message: int, text: str) -> None:
        card = answers.answer(self.story.ws, message, text)
        life.sent(self.story.ws, [card.row.item.id])

    def offer(self) -> None:
        """Give codes to those of the class who answered."""
        ws = self.story.ws
        report = drafting.make(
            ws, Purpose.OFFER, names=self.answered[NOTE][:FIRST_AN_HOUR], campaign=PRINTS
        )
        made = [card.draft for card in report.drafts if card.draft is not None]
        moved = life.approve(ws, [each.id for each in made])
        left = {each.id for each in moved if not each.refused}
        self.story.wait(6)
        life.sent(ws, left)
        self.codes = [each.code for each in made if each.id in left and each.code]

    def redeem(self) -> None:
        """Take in what the shop sold for them; one code went from hand to hand."""
        used = [
            (self.codes[place], calendar.at(32 - number, "16:20"))
            for number, place in enumerate((0, 1, 1, 3))
        ]
        path = self.story.folder / "orders-april.csv"
        codes.redeem(self.story.ws, files.orders(path, used, first=1801))


def _at_work(moment: datetime) -> datetime:
    """Return when the creator answers at the soonest: never where it may be night."""
    local = moment.astimezone(ZoneInfo(calendar.ZONE))
    if local.hour >= AT_WORK.stop - 1:
        local += timedelta(days=1)
    if local.hour < AT_WORK.start or local.hour >= AT_WORK.stop - 1:
        local = local.replace(hour=AT_WORK.start, minute=5 + local.minute // 2)
    return local.astimezone(UTC)
