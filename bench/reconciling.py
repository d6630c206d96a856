"""``reconcile``: a data export against what this program sent, from the file to the end."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import data, workspaces
from bench.results import Result, interleaved, say, seconds
from bench.stage import ROOT, Stage, environment
from dm_assistant.importers.detect import recognise
from dm_assistant.services import importing
from dm_assistant.services.workspace import DATABASE
from dm_assistant.storage import database
from dm_assistant.storage.contacts import search_text

MESSAGES_A_CHAT = 20
SENT_A_CHAT = 4
OWNER = "fog.and.paint"
APART = timedelta(days=9)

DRAFT = (
    "id",
    "contact_id",
    "account_id",
    "platform",
    "purpose",
    "text",
    "state",
    "created_at",
    "approved_at",
    "handed_over_at",
    "sent_at",
)


def run(stage: Stage) -> Iterator[Result]:
    """Measure the import of an export, and of the same again, against parsing the file."""
    messages = max(stage.rows // 10, 1_000)
    chats = messages // MESSAGES_A_CHAT
    say(f"an export with {messages:,} messages in {chats:,} chats")
    talk = _Talk(chats)
    file = stage.fresh("export.json")
    file.write_text(json.dumps(talk.export(), indent=2, ensure_ascii=False), "utf-8")
    homes = iter(range(stage.runs))
    drafts = len(talk.drafts)
    ours, reference = interleaved(
        lambda: _import(talk.workspace(stage.fresh(f"reconcile-{next(homes)}")), file, drafts),
        lambda: _child("parse", file)["seconds"],
        stage.runs,
    )
    note = f"{drafts:,} sent drafts, against parsing the file"
    yield Result("reconcile", ours, reference, messages, stage.runs, note=note)
    again = _import(stage.folder / f"reconcile-{stage.runs - 1}", file, 0)
    note = "the same export again, against parsing the file"
    yield Result("reconcile again", again, reference, messages, 1, note=note)


def _import(home: Path, file: Path, drafts: int) -> float:
    found = _child("import", file, home)
    if found["sent"] != drafts:
        raise RuntimeError(f"{found['sent']:,.0f} of {drafts:,} drafts were found")
    return found["seconds"]


def _child(what: str, *paths: Path) -> dict[str, float]:
    """Do one thing in a process of its own, where nothing else is in memory."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.reconciling", what, *map(str, paths)],
        env=environment(),
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _measured(what: str, file: Path, *home: Path) -> dict[str, float]:
    if what == "parse":
        return {"seconds": seconds(lambda: _parse(file))}
    reports: list[Any] = []
    with workspaces.opened(home[0]) as ws:
        taken = seconds(lambda: reports.append(importing.import_paths(ws, [file])))
    return {"seconds": taken, "sent": reports[0].files[0].reconcile.sent}


def _parse(file: Path) -> int:
    [source] = recognise([file]).sources
    return sum(1 for _ in source.records())


class _Talk:
    """Seeded conversations: some of ours were drafted here, some of these edited before sending."""

    def __init__(self, chats: int) -> None:
        self.draw = random.Random(f"{data.SEED}:{chats}")
        self.chats = chats
        self.words = [row.text for row in data.comments(5_000)]
        self.drafts: list[tuple[Any, ...]] = []
        self.said = {f"fan.{each}": self._chat(each) for each in range(chats)}

    def export(self) -> dict[str, Any]:
        """Return the file as TikTok writes it."""
        named = {f"Chat History with {who}:": said for who, said in self.said.items()}
        return {
            "Direct Message": {"Direct Messages": {"ChatHistory": named}},
            "Profile And Settings": {"Profile Info": {"ProfileMap": {"userName": OWNER}}},
        }

    def _chat(self, person: int) -> list[dict[str, str]]:
        found = []
        at = data.NOW - timedelta(days=300) + timedelta(minutes=person)
        for number in range(MESSAGES_A_CHAT):
            at += APART / MESSAGES_A_CHAT * SENT_A_CHAT
            text = self.words[self.draw.randrange(len(self.words))]
            ours = number % (MESSAGES_A_CHAT // SENT_A_CHAT) == 0
            if ours:
                text = f"Hi Fan{person}! You wrote “{text}”, and it made me smile. Number {number}."
                self._drafted(person, at, text)
                if self.draw.random() < 1 / 4:
                    text = f"{text.replace('!', ' :)')} ❤️"
            who = OWNER if ours or number % 3 == 0 else f"fan.{person}"
            found.append({"Date": f"{at:%Y-%m-%d %H:%M:%S}", "From": who, "Content": text})
        return found[::-1]

    def _drafted(self, person: int, at: datetime, text: str) -> None:
        sent_at = int(at.astimezone(UTC).timestamp()) - 60
        times = (sent_at - 7_200, sent_at - 3_600, sent_at, sent_at)
        number = len(self.drafts) + 1
        self.drafts.append(
            (number, person + 1, workspaces.ACCOUNT, "tiktok", "thanks", text, "sent", *times)
        )

    def workspace(self, path: Path) -> Path:
        """Make a workspace in which the drafts of these conversations are marked as sent."""
        with workspaces.empty(path), closing(database.connect(path / DATABASE)) as db:
            db.execute("BEGIN IMMEDIATE")
            people = range(1, self.chats + 1)
            named = [(each, "tiktok", f"fan.{each - 1}") for each in people]
            db.executemany(
                "INSERT INTO contacts (id, search) VALUES (?, ?)",
                [(who, search_text("", [name])) for who, _, name in named],
            )
            db.executemany(
                "INSERT INTO handles (contact_id, platform, handle, key) VALUES (?, ?, ?, ?)",
                [(*each, each[2]) for each in named],
            )
            marks = ", ".join("?" * len(DRAFT))
            db.executemany(f"INSERT INTO drafts ({', '.join(DRAFT)}) VALUES ({marks})", self.drafts)
            db.execute(
                "INSERT INTO touches (contact_id, account_id, draft_id, at, purpose, state) "
                "SELECT contact_id, account_id, id, sent_at, purpose, 'sent' FROM drafts"
            )
            db.execute("COMMIT")
        return path


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1], *map(Path, sys.argv[2:]))))
