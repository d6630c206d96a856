"""A person who asks to be erased is gone from the file, and stays never messaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import InboundClass, Purpose
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import (
    drafting,
    importing,
    life,
    people,
    queue,
    replies,
    safety,
    undoing,
)
from dm_assistant.services.workspace import Workspace
from tests.workspaces import FANS, comments_file, drafted, dump, write_csv

pytestmark = pytest.mark.slow

MIA = FANS[0]
SECRETS = (
    "mia.paints",
    "Mia.Paints",
    "Surname 0",
    "wonderful 0",
    "wash 0",
    "may be thanked",
    "met at the market",
    "private-tag",
    "Europe/Rome",
    "user0",
    "please sell me a print",
    "an old name of hers",
)
"""Words that only Mia's records hold; those of the others are told apart by their numbers."""


@pytest.fixture
def busy(ws: Workspace, tmp_path: Path) -> Workspace:
    """Give a workspace in which much has happened with Mia."""
    mia = people.person(ws, MIA).contact.contact_id
    facts = ("handle", "name", "timezone", "tags", "notes")
    for name in ("an old name of hers", "Mia Surname 0"):
        row = (MIA, name, "Europe/Rome", "private-tag", "met at the market")
        importing.import_paths(ws, [write_csv(tmp_path / "facts.csv", facts, [row])])
    people.note(ws, mia, "met at the market, twice")
    people.note(ws, mia, "met at the market")
    [sent] = drafted(ws, MIA)
    life.approve(ws, [sent])
    life.hand_over(ws, sent)
    life.sent(ws, [sent])
    replies.log(ws, MIA, "please sell me a print", at=ws.now())
    people.grant(ws, MIA, Purpose.FEEDBACK, "mia.paints may be thanked for feedback too")
    drafting.make(ws, Purpose.FEEDBACK, names=[MIA, FANS[1]])
    return ws


def file_of(ws: Workspace) -> bytes:
    """Return the bytes of a copy that SQLite wrote anew, and of the file as it lies there."""
    copy = ws.path.parent / "copy.db"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(ws.path / "workspace.db")) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    ws.close()
    return copy.read_bytes() + (ws.path / "workspace.db").read_bytes()


def found(data: bytes) -> set[str]:
    own = data.replace(b"zoe_draws may be thanked", b"").replace(b"tom.inks may be thanked", b"")
    return {secret for secret in SECRETS if secret.encode() in own}


def test_before_it_every_secret_is_in_the_file(busy: Workspace) -> None:
    assert found(file_of(busy)) == set(SECRETS)


def test_nothing_readable_is_left_anywhere_in_the_file(busy: Workspace) -> None:
    forgotten = safety.forget(busy, f"@{MIA}")
    assert forgotten.handle == MIA
    assert forgotten.rows > 8
    assert found(file_of(busy)) == set()


def test_words_that_lay_in_unused_parts_of_the_file_go_too(busy: Workspace) -> None:
    left_behind = b"left behind by another program"
    path = busy.path / "workspace.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA secure_delete = OFF")
        db.execute("INSERT INTO mappings VALUES ('k', ?)", ((left_behind * 900).decode(),))
        db.commit()
        db.execute("DELETE FROM mappings")
        db.commit()
    busy.close()
    assert left_behind in path.read_bytes()
    safety.forget(busy, MIA)
    busy.close()
    assert left_behind not in path.read_bytes()


def test_a_workspace_without_them_is_sound_and_the_numbers_add_up(busy: Workspace) -> None:
    before = dump(busy.path / "workspace.db")
    safety.forget(busy, MIA)
    after = dump(busy.path / "workspace.db")
    assert [check for check in safety.doctor(busy) if not check.ok] == []
    for table in ("contacts", "drafts", "touches", "consents", "inbounds", "evidence"):
        assert len(after[table]) == len(before[table]), table
    assert len(after["comments"]) == len(before["comments"]) - 2
    assert [row for row in after["touches"] if row[6] == "sent"]


def test_the_others_are_as_they_were(busy: Workspace) -> None:
    before = safety.export_person(busy, FANS[1])
    safety.forget(busy, MIA)
    assert safety.export_person(busy, FANS[1]) == before


def test_no_lane_and_no_list_shows_them(busy: Workspace) -> None:
    assert queue.counts(busy).reply == 1
    safety.forget(busy, MIA)
    counts = queue.counts(busy)
    assert (counts.reply, counts.ready + counts.held + counts.invite + counts.blocked) == (0, 1)
    assert MIA not in {line.handle for line in people.ranked(busy)}
    with pytest.raises(BadInputError, match="nobody is called"):
        people.person(busy, MIA)


def test_no_import_brings_them_back(busy: Workspace, tmp_path: Path) -> None:
    safety.forget(busy, MIA)
    again = comments_file(tmp_path / "again.csv", [MIA])
    renamed = write_csv(
        tmp_path / "renamed.csv",
        ("cid", "uniqueId", "uid", "text", "videoWebUrl", "createTimeISO"),
        [
            (
                "r1",
                "mia.new.name",
                "user0",
                "back again",
                "https://x.example/v/1",
                "2024-09-30T09:00Z",
            )
        ],
    )
    for path in (again, renamed):
        report = importing.import_paths(busy, [path])
        assert report.files[0].contacts_new == 0
        assert report.files[0].erased_skipped > 0
    assert {line.handle for line in people.ranked(busy)} == set(FANS[1:])
    assert b"mia" not in file_of(busy)


def test_undo_and_taking_imports_back_never_restore_a_word(busy: Workspace) -> None:
    safety.forget(busy, MIA)
    with pytest.raises(RefusedError, match="gone"):
        undoing.undo(busy)
    for batch in importing.all_batches(busy):
        importing.undo_batch(busy, batch.id)
    assert found(file_of(busy)) == set()


def test_the_journal_knows_that_but_not_whom(busy: Workspace) -> None:
    safety.forget(busy, MIA)
    assert safety.journal(busy, 1)[0].act == "forget"


def test_the_acts_on_their_messages_say_that_they_were_erased(busy: Workspace) -> None:
    safety.forget(busy, MIA)
    with pytest.raises(BadInputError, match="erased"):
        life.seen(busy, [1])


def test_older_backups_are_named(busy: Workspace) -> None:
    kept = safety.backup(busy)
    named = safety.forget(busy, MIA).backups
    assert kept in named
    assert all(path.is_dir() for path in named)


def test_an_unconfirmed_message_is_asked_about_first(ws: Workspace) -> None:
    [draft] = drafted(ws, MIA)
    life.approve(ws, [draft])
    life.hand_over(ws, draft)
    before = dump(ws.path / "workspace.db")
    with pytest.raises(BadInputError, match=f"'sent {draft}' or 'failed {draft}'"):
        safety.forget(ws, MIA)
    assert dump(ws.path / "workspace.db") == before
    life.could_not_send(ws, [draft])
    assert safety.forget(ws, MIA).handle == MIA


def test_the_own_account_is_not_forgotten(ws: Workspace, tmp_path: Path) -> None:
    importing.import_paths(ws, [comments_file(tmp_path / "own.csv", ["me.me"])])
    with pytest.raises(BadInputError, match="own account"):
        safety.forget(ws, "me.me")


def test_an_unclassed_stop_of_theirs_counts_as_one(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged = replies.log(ws, MIA, "STOPPP 😭", at=ws.now())
    assert logged.intent is InboundClass.REVIEW
    safety.forget(ws, MIA)
    later = ws.now() + timedelta(days=30)
    monkeypatch.setattr(ws, "fixed_now", later)
    assert queue.counts(ws).reply == 0
    [row] = dump(ws.path / "workspace.db")["inbounds"]
    assert "opt_out" in row


def test_an_erasure_that_could_not_be_finished_is_told_and_finished_later(
    busy: Workspace,
) -> None:
    with closing(sqlite3.connect(busy.path / "workspace.db")) as db:
        db.execute("INSERT INTO meta (key, value) VALUES ('rewrite_due', '1')")
        db.commit()
    assert [check.name for check in safety.doctor(busy) if not check.ok] == ["erasure"]
    safety.backup(busy)
    assert [check.name for check in safety.doctor(busy) if not check.ok] == []
