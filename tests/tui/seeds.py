"""Workspaces filled through the use cases, for the tests of the terminal."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dm_assistant.domain.model import FrontEnd, InboundClass, Lane, Platform, Purpose
from dm_assistant.services import drafting, importing, life, queue, replies, workspace
from dm_assistant.services.workspace import Workspace

NOW = datetime(2026, 3, 14, 13, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=60)
"""When those who were asked may be written to again."""

PEOPLE = (
    ("mia.k", "Mia Kowalski"),
    ("ben_rides", "Ben"),
    ("yuki.draws", "ゆき 🎨"),
    ("omar.h", "عمر حسن"),
    ("zoe", "Zoé 👩‍👩‍👧"),
    ("liam99", "Liam"),
    ("ana.sofia", "Ana Sofía"),
    ("kofi", "Kofi"),
)

COMMENTS = (
    "The part about fixing the old lamp made me try it myself, what glue did you use?",
    "I never thought of sanding it twice, it looks so much better now",
    "Could you show the workshop from the other side one day?",
    "This is exactly how my grandfather did it, thank you for keeping it alive",
    "Which brush is that in the second half? It leaves no lines at all",
)


def write_comments(
    path: Path, people: Sequence[tuple[str, str]], text: str = "", until: datetime = NOW
) -> Path:
    """Write a comments file: five comments of each person under five posts."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "handle", "name", "text", "created_at", "post_id", "likes"])
        for number, (handle, name) in enumerate(people):
            for index, words in enumerate(COMMENTS):
                at = until - timedelta(days=4 + 5 * index + number % 4, hours=number)
                said = text or words
                rows.writerow(
                    [f"{number}-{index}", handle, name, said, at.isoformat(), f"p{index}", index]
                )
    return path


def write_consents(path: Path, handles: Sequence[str]) -> Path:
    """Write a consents file in which these people agreed to thanks and feedback."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["handle", "platform", "purposes", "kind", "when", "words", "where"])
        for handle in handles:
            at = (NOW - timedelta(days=20)).isoformat()
            words = "yes, you can message me any time"
            rows.writerow([handle, "tiktok", "thanks;feedback", "explicit", at, words, "comment"])
    return path


def make(
    folder: Path,
    people: Sequence[tuple[str, str]] = PEOPLE,
    *,
    agreed: int = 5,
    text: str = "",
) -> Path:
    """Make a practice workspace with people, consents and drafts; return its folder."""
    home = folder / "home"
    ws = workspace.create(
        home,
        practice=True,
        account="maya.makes",
        platform=Platform.TIKTOK,
        timezone="Europe/London",
        front_end=FrontEnd.TUI,
    )
    with ws:
        comments = write_comments(folder / "comments.csv", people, text)
        consents = write_consents(folder / "consents.csv", [each[0] for each in people[:agreed]])
        importing.import_paths(ws, [comments, consents])
        drafting.make(ws, Purpose.THANKS, names=[each[0] for each in people])
    return home


def reopen(home: Path) -> Workspace:
    """Open a seeded workspace."""
    return workspace.open_workspace(home, front_end=FrontEnd.TUI)


def wrote(home: Path, handle: str, text: str) -> None:
    """Log a message of somebody."""
    with reopen(home) as ws:
        replies.log(ws, handle, text)


def drafted(home: Path, handle: str, template: str, purpose: str) -> None:
    """Draft one message from a template of the workspace's own."""
    with reopen(home) as ws:
        drafting.make(ws, Purpose(purpose), names=[handle], template=template)


SAID = {
    "mia.k": "a video about glue would be great",
    "omar.h": "which glue was that? \x1b[31m [b]bold[/b]",
    "zoe": "lovely as it is",
}


def asked(folder: Path) -> Path:
    """Make a workspace in which three people were thanked, then asked, and answered."""
    home = make(folder)
    with reopen(home) as ws:
        known = {row.handle: row.item.id for row in queue.first(ws, Lane.READY)}
        send(ws, [known[handle] for handle in SAID])
        ws.fixed_now = NOW + timedelta(days=32)
        report = drafting.make(ws, Purpose.FEEDBACK, names=list(SAID))
        send(ws, [card.row.item.id for card in report.drafts])
        for handle, words in SAID.items():
            ws.fixed_now = ws.now() + timedelta(minutes=5)
            replies.log(ws, handle, words, kind=InboundClass.NEUTRAL)
    return home


def send(ws: Workspace, numbers: Iterable[int]) -> None:
    """Approve, hand over and send drafts, eleven minutes apart."""
    for number in numbers:
        life.approve(ws, [number])
        life.hand_over(ws, number)
        life.sent(ws, [number])
        ws.fixed_now = ws.now() + timedelta(minutes=11)
