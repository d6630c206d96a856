"""What happened before the Saturday, told through the use cases, each at its own moment."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from dm_assistant import config
from dm_assistant.domain.collabs import Stage
from dm_assistant.domain.model import ConsentKind, FrontEnd, InboundClass, Purpose
from dm_assistant.services import (
    backups,
    campaigns,
    code_making,
    collabs,
    drafting,
    importing,
    keywords,
    life,
    queue,
    replies,
    workspace,
)
from dm_assistant.services.campaign_views import CampaignWish
from dm_assistant.services.collab_views import CollabValues
from dm_assistant.services.workspace import POLICY, SETTINGS, Workspace
from dm_assistant.storage import accounts
from tests.day import calendar, cast, files, words
from tests.day.cast import One

SEED = 412
WAITS = "comments-2026-05-23.csv"
POOL, CODES, PERK = "May tin", 30, "15 % off the wax tin"
WAITING, OFFERS = "A word to the regulars", "Wax tin May"
WORTH_ONE = "not tier:quiet"
"""Whom a plan drafts a thank-you for."""

CALM = "guard_opt_outs = 3\n"
"""Two who ask to stop are part of this day, which is not about words being paused."""

GIFTS = (Purpose.THANKS, Purpose.FEEDBACK)

FACTS = f"""\
# Facts about you that templates may use.
[facts]
creator = "The Second Kiln"
perk = "{PERK}"
keyword = "{files.KEYWORD}"
keyword_gets = "my brass list"
"""


class Story:
    """Lives through the weeks before: a workspace, its people and where its files lie."""

    def __init__(self, ws: Workspace, people: Sequence[One], folder: Path) -> None:
        self.ws = ws
        self.people = people
        self.folder = folder

    def who(self, *parts: str) -> list[One]:
        """Return those who play one of these parts."""
        return [one for one in self.people if one.part in parts]

    def go_to(self, moment: datetime) -> None:
        """Set the clock."""
        self.ws.fixed_now = moment

    def wait(self, minutes: float) -> None:
        """Let time pass."""
        self.go_to(self.ws.now() + timedelta(minutes=minutes))

    def draft(self, purpose: Purpose, people: Iterable[One], campaign: str = "") -> list[int]:
        """Draft for these people; returns the numbers of the drafts."""
        names = [one.handle for one in people]
        report = drafting.make(self.ws, purpose, names=names, campaign=campaign)
        assert not report.left_out, report.left_out
        return [card.row.item.id for card in report.drafts]

    def send(self, purpose: Purpose, people: Iterable[One], campaign: str = "") -> None:
        """Draft, approve and send, in one sitting."""
        made = self.draft(purpose, people, campaign)
        self.wait(4)
        moved = life.approve(self.ws, made)
        refused = [each.refused for each in moved if each.refused]
        assert not refused, refused
        self.wait(8)
        life.sent(self.ws, made)

    def hear(self, one: One, text: str, at: datetime, kind: InboundClass) -> None:
        """Log what somebody wrote, and put it away."""
        self.go_to(max(at, self.ws.now()))
        logged = replies.log(self.ws, one.handle, text, at=at, kind=kind)
        replies.archive(self.ws, logged.message)

    def bring(self, name: str, said: Iterable[files.Said], known: Sequence[One]) -> None:
        """Import comments, and what the creator knows of people and has their word for."""
        yes = [one for one in known if one.part in cast.AGREE]
        importing.import_paths(
            self.ws,
            [
                files.comments(self.folder / f"comments-{name}.csv", said),
                files.contacts(self.folder / f"contacts-{name}.csv", known),
                files.consents(self.folder / f"consents-{name}.csv", map(self._yes, yes)),
            ],
        )

    def _yes(self, one: One) -> files.Agreed:
        purposes: tuple[Purpose, ...] = GIFTS
        if one.part == "yesterday offered":
            purposes = (*GIFTS, Purpose.OFFER)
        said = words.AGREED[len(one.handle) % len(words.AGREED)]
        return files.Agreed(one, purposes, self.ws.now() - timedelta(days=2), said)


def files_beside(path: Path) -> Path:
    """Return the folder of the files that belong to a workspace."""
    return path.parent / f"{path.name}-files"


def make(path: Path) -> Path:
    """Make the workspace as it is on Saturday at 09:40; returns the file that waits beside it."""
    chance = random.Random(SEED)  # noqa: S311 - a story that is the same every time, no secret
    people = cast.cast(chance)
    speaker = files.Speaker(chance)
    folder = files_beside(path)
    folder.mkdir(parents=True)
    older = speaker.before([one for one in people if one.part in cast.PARTS["known before"]])
    with workspace.create(
        path,
        practice=True,
        account=words.CREATOR,
        timezone=calendar.ZONE,
        front_end=FrontEnd.CLI,
    ) as ws:
        (path / SETTINGS).write_text(FACTS, "utf-8")
        (path / POLICY).write_text(CALM, "utf-8")
        ws.settings = config.load_settings(path / SETTINGS)
        story = Story(ws, people, folder)
        _arrive(story, older)
        _last_week(story)
        _yesterday(story)
        queue.settle(ws)
        with ws.database.write() as tx:
            accounts.set_meta(tx, "now", calendar.NOW.isoformat())
    return files.saturday(folder / WAITS, speaker.since(people), older)


def _arrive(story: Story, older: Sequence[files.Said]) -> None:
    """Take in the older comments in two goes, and talk with the first people between them."""
    friends = story.who(*cast.TALKED_WITH)
    known = [one for one in story.who(*cast.PARTS["known before"]) if one.part != "quiet"]
    story.go_to(files.FIRST_IMPORT)
    story.bring("04", [each for each in older if each.at < files.FIRST_IMPORT], friends)
    story.go_to(calendar.at(40, "10:00"))
    keywords.add(story.ws, files.KEYWORD, Purpose.THANKS)
    code_making.make(
        story.ws,
        POOL,
        "WAX-*****",
        CODES,
        ends_at=calendar.at(-30, "23:00"),
        perk=PERK,
        draw=random.Random(SEED),  # noqa: S311 - codes that are the same every time
    )
    _first_talks(story)
    story.go_to(files.LAST_IMPORT)
    late = [each for each in older if each.at >= files.FIRST_IMPORT]
    story.bring("05", late, [one for one in known if one not in friends])
    story.wait(5)
    back = [
        files.Agreed(one, GIFTS, story.ws.now(), "on second thought, no", ConsentKind.WITHDRAWN)
        for one in story.who("took it back")
    ]
    importing.import_paths(story.ws, [files.consents(story.folder / "taken-back.csv", back)])


def _first_talks(story: Story) -> None:
    """Thank the first people, hear from them, and learn who would rather not."""
    for days, part in ((36, "ready again"), (33, "yesterday offered"), (31, "not interested")):
        story.go_to(calendar.at(days, "10:00"))
        people = story.who(part)
        story.send(Purpose.THANKS, people)
        for place, one in enumerate(people):
            text, kind = words.REPLIES[place % len(words.REPLIES)]
            if part == "yesterday offered":
                text, kind = words.REPLIES[0]
            if part == "not interested":
                text, kind = "thanks, but I am not interested", "soft_no"
            if text:
                at = calendar.at(days - 1, f"{10 + place}:20")
                story.hear(one, text, at, InboundClass(kind))
    story.go_to(calendar.at(28, "10:00"))
    story.send(Purpose.THANKS, story.who("opted out", "sixteen"))
    for one in story.who("opted out"):
        story.hear(one, "please stop messaging me", calendar.at(27, "11:00"), InboundClass.OPT_OUT)
    for one in story.who("sixteen"):
        story.hear(one, "haha thanks, I am 16 btw", calendar.at(27, "12:00"), InboundClass.AGE)
    story.go_to(calendar.at(24, "10:00"))
    for number in story.draft(Purpose.THANKS, story.who("cannot receive")):
        story.wait(3)
        life.approve(story.ws, [number])
        life.hand_over(story.ws, number)
        life.could_not_send(story.ws, [number], life.CANNOT_RECEIVE)
    life.never(story.ws, story.draft(Purpose.THANKS, story.who("never")))


def _last_week(story: Story) -> None:
    """Plan a campaign and a collab, and thank those who have written back by the Saturday."""
    story.go_to(calendar.at(7, "16:00"))
    campaigns.new(
        story.ws,
        CampaignWish(WAITING, Purpose.THANKS, segment="regular", holdout=20, seed="kiln"),
    )
    campaigns.new(
        story.ws, CampaignWish(OFFERS, Purpose.OFFER, segment="superfan", pool=POOL, seed="wax")
    )
    partner = story.who("never asked")[1]
    values = CollabValues(idea="one chair, two benches", i_give="the cut", they_give="the wood")
    found = collabs.add(story.ws, partner.handle, values)
    collabs.move(story.ws, found.line.id, Stage.TALKING)
    due = CollabValues(terms="both named", next_step="agree on the wood", due_on=calendar.DAY)
    collabs.move(story.ws, found.line.id, Stage.AGREED, due)
    waiting = story.who("waits for an answer")
    story.go_to(calendar.at(3, "17:05"))
    story.send(Purpose.THANKS, waiting[:6])
    story.go_to(calendar.at(2, "09:20"))
    story.send(Purpose.THANKS, waiting[6:])


def _yesterday(story: Story) -> None:
    """Thank eight, offer four something, draft the next question, back up; eleven write."""
    heard = [
        (calendar.NOW - timedelta(hours=each.hours), one.handle, each.text)
        for one, each in zip(story.who("waits for an answer"), words.WAITING, strict=True)
    ]
    evening = calendar.at(1, "17:30")
    session = calendar.at(1, "09:05")
    for at, handle, text in heard:
        if story.ws.now() < session <= at:
            story.go_to(session)
            story.send(Purpose.THANKS, story.who("yesterday thanked"))
            story.send(Purpose.OFFER, story.who("yesterday offered"), OFFERS)
        if story.ws.now() < evening <= at:
            _evening(story, evening)
        story.go_to(at)
        replies.log(story.ws, handle, text, at=at)


def _evening(story: Story, moment: datetime) -> None:
    """Draft what comes next for everybody of this week; the rules hold all of it for now."""
    story.go_to(moment)
    this_week = ("waits for an answer", "yesterday thanked", "yesterday offered")
    story.draft(Purpose.FEEDBACK, story.who(*this_week))
    story.draft(Purpose.THANKS, story.who("opted out", "never"))
    backups.backup(story.ws)
