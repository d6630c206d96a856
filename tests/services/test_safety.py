"""Backups are proven, the doctor finds what is wrong, and exports come back as they went out."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dm_assistant.domain.model import FrontEnd, Purpose, SuppressionReason
from dm_assistant.domain.text import unstorable_reason
from dm_assistant.errors import BadInputError, WorkspaceError
from dm_assistant.importers import consents, contacts
from dm_assistant.services import importing, life, people, safety, undoing, workspace
from dm_assistant.services.safety import doctor
from dm_assistant.services.workspace import Workspace
from tests.shared import HOSTILE
from tests.workspaces import FANS, comments_file, drafted, dump, practice, reopened, write_csv

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="no POSIX modes here")

pytestmark = pytest.mark.slow


def bad(ws: Workspace) -> dict[str, str]:
    return {check.name: check.detail for check in doctor(ws) if not check.ok}


def tamper(ws: Workspace, *statements: str) -> None:
    """Change the file as somebody would who knows SQL and does not use the program."""
    ws.database.close()
    with closing(sqlite3.connect(ws.path / "workspace.db")) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = triggers.fetchall()
        for name, _ in kept:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        for _, sql in kept:
            db.execute(sql)
        db.commit()


# --- backups ---------------------------------------------------------------------------------


def test_a_backup_opens_as_the_same_workspace(ws: Workspace, tmp_path: Path) -> None:
    (ws.path / "templates" / "thanks").mkdir(parents=True)
    (ws.path / "templates" / "thanks" / "mine.md").write_text("Hi {{ handle }}!", "utf-8")
    folder = safety.backup(ws)
    restored = tmp_path / "restored"
    shutil.copytree(folder, restored)
    with workspace.open_workspace(restored, front_end=FrontEnd.CLI) as again:
        assert dump(restored / "workspace.db") == dump(ws.path / "workspace.db")
        assert again.secret() == ws.secret()
        assert bad(again) == {}
        assert people.check(again, FANS[0]).allowed == people.check(ws, FANS[0]).allowed
    assert (folder / "templates" / "thanks" / "mine.md").read_text("utf-8") == "Hi {{ handle }}!"


@needs_modes
def test_a_backup_is_private(ws: Workspace) -> None:
    folder = safety.backup(ws)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_two_backups_in_one_second_have_two_names(ws: Workspace) -> None:
    names = [safety.backup(ws).name for _ in range(3)]
    assert names == [f"20241001T120000Z-{number}" for number in (1, 2, 3)]


def test_only_the_newest_automatic_copies_are_kept(ws: Workspace) -> None:
    by_hand = safety.backup(ws)
    made = [safety.backup(ws, label=safety.BEFORE_IMPORT) for _ in range(7)]
    left = {path.name for path in (ws.path / "backups").iterdir()}
    assert left == {by_hand.name, *(path.name for path in made[-5:])}


def test_a_workspace_that_was_tampered_with_gives_no_backup(ws: Workspace) -> None:
    tamper(ws, "UPDATE journal SET act = 'nothing' WHERE id = 2")
    with pytest.raises(WorkspaceError, match="journal: record 2 was changed"):
        safety.backup(ws)
    assert list((ws.path / "backups").iterdir()) == []


def test_without_its_secret_there_is_no_backup(ws: Workspace) -> None:
    (ws.path / "secret.key").unlink()
    with pytest.raises(WorkspaceError):
        safety.backup(ws)
    assert list((ws.path / "backups").iterdir()) == []
    assert "secret" in bad(ws)


def test_the_second_import_is_preceded_by_a_backup(ws: Workspace, tmp_path: Path) -> None:
    path = comments_file(tmp_path / "more.csv", ["new.face"])
    report = importing.import_paths(ws, [path])
    assert report.backup.endswith("-before-import")
    assert Path(report.backup, "workspace.db").is_file()


# --- the doctor ------------------------------------------------------------------------------


def test_a_workspace_at_work_is_sound(ws: Workspace) -> None:
    first, second, third = drafted(ws)
    life.approve(ws, [first])
    life.hand_over(ws, first)
    life.sent(ws, [first])
    life.snooze(ws, [second])
    life.skip(ws, [third])
    people.suppress(ws, FANS[1], SuppressionReason.OPT_OUT)
    safety.backup(ws)
    assert bad(ws) == {}


def test_a_fresh_workspace_is_sound(empty: Workspace) -> None:
    assert bad(empty) == {}


def test_the_doctor_changes_nothing(ws: Workspace) -> None:
    drafted(ws)
    before = dump(ws.path / "workspace.db")
    doctor(ws)
    assert dump(ws.path / "workspace.db") == before


def test_it_says_which_sqlite_is_linked_and_what_follows(ws: Workspace) -> None:
    detail = next(check.detail for check in doctor(ws) if check.name == "sqlite")
    assert sqlite3.sqlite_version in detail
    assert ("WAL is used" in detail) != ("DELETE is used" in detail)


def cut_journal(last: int) -> tuple[str, ...]:
    return (f"DELETE FROM journal WHERE id > {last}",)


INSERTED = (
    "UPDATE journal SET id = id + 1000 WHERE id >= 3",
    (
        "INSERT INTO journal SELECT 3, at, actor, front_end, act, policy, detail, undoes, "
        "prev_hash, hash FROM journal WHERE id = 2"
    ),
)


@pytest.mark.parametrize(
    ("statements", "name"),
    [
        (("UPDATE journal SET detail = '{}' WHERE id = 2",), "journal"),
        (("UPDATE journal SET at = at + 1 WHERE id = 1",), "journal"),
        (("DELETE FROM journal WHERE id = 2",), "journal"),
        (("DELETE FROM journal WHERE id = 1",), "journal"),
        (INSERTED, "journal"),
        (("UPDATE journal SET id = 99 WHERE id = 4",), "journal"),
        (cut_journal(2), "journal"),
        (cut_journal(0), "journal"),
        (("UPDATE consents SET purposes = 'offer' WHERE id = 1",), "consent ledger"),
        (("UPDATE consents SET contact_id = 3 WHERE id = 2",), "consent ledger"),
        (("DELETE FROM consents WHERE id = 3",), "consent ledger"),
        (("DELETE FROM consents",), "consent ledger"),
        (("UPDATE evidence SET words = 'yes to everything' WHERE id = 1",), "consent ledger"),
    ],
)
def test_a_changed_removed_inserted_or_cut_record_is_found(
    ws: Workspace, statements: tuple[str, ...], name: str
) -> None:
    tamper(ws, *statements)
    assert name in bad(ws)


def test_a_cut_journal_is_still_found_after_the_work_went_on(ws: Workspace) -> None:
    tamper(ws, *cut_journal(2), "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'journal'")
    for _ in range(4):
        people.suppress(ws, FANS[0], SuppressionReason.OPT_OUT)
    assert "journal" in bad(ws)


def test_a_missing_anchor_is_told(ws: Workspace) -> None:
    (ws.path / "anchor.json").unlink()
    assert "anchor" in bad(ws)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP TRIGGER journal_never_delete", "triggers"),
        (
            "CREATE TRIGGER more AFTER UPDATE ON contacts BEGIN SELECT 1; END",
            "triggers",
        ),
        ("UPDATE standings SET lane = 'blocked'", "standings"),
        ("DELETE FROM standings", "standings"),
        ("UPDATE comments SET post_id = 99 WHERE id = 1", "references"),
    ],
)
def test_a_changed_trigger_cache_or_reference_is_found(
    ws: Workspace, statement: str, name: str
) -> None:
    drafted(ws)
    ws.database.close()
    with closing(sqlite3.connect(ws.path / "workspace.db")) as db:
        db.execute(statement)
        db.commit()
    assert list(bad(ws)) == [name]


@needs_modes
def test_a_file_that_others_can_read_is_named(ws: Workspace) -> None:
    (ws.path / "secret.key").chmod(0o644)
    assert "secret.key is 0644" in bad(ws)["permissions"]
    (ws.path / "secret.key").chmod(0o600)
    ws.path.chmod(0o755)
    assert "is 0755" in bad(ws)["permissions"]


def test_broken_templates_and_settings_are_named_with_their_lines(ws: Workspace) -> None:
    own = ws.path / "templates" / "thanks"
    own.mkdir(parents=True)
    (own / "mine.md").write_text("Hi\n{{ nmae }}", "utf-8")
    (ws.path / "policy.toml").write_text("gap_hours = 'x'", "utf-8")
    (ws.path / "config.toml").write_text("[theme]\nnmae = 'x'", "utf-8")
    found = bad(ws)
    assert set(found) == {"templates", "policy", "settings"}
    assert "thanks/mine.md:2" in found["templates"]
    assert "policy.toml" in found["policy"]
    assert "config.toml" in found["settings"]


def test_the_age_of_the_last_backup_is_said(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def detail(of: Workspace) -> str:
        return next(check.detail for check in doctor(of) if check.name == "backup")

    assert detail(ws).startswith("none yet")
    safety.backup(ws)
    assert "today" in detail(ws)
    monkeypatch.setenv(workspace.NOW, "2024-10-11T13:00:00+00:00")
    with reopened(ws) as later:
        assert "10 days ago" in detail(later)


# --- the journal -----------------------------------------------------------------------------


def test_the_journal_lists_acts_newest_first_and_marks_what_was_undone(ws: Workspace) -> None:
    ids = drafted(ws)
    life.skip(ws, ids)
    undoing.undo(ws)
    lines = safety.journal(ws, limit=3)
    assert [(line.act, line.count, line.undone) for line in lines] == [
        ("undo", 1, False),
        ("skip", 3, True),
        ("draft", 3, False),
    ]


# --- taking out ------------------------------------------------------------------------------


def test_everything_held_on_a_person_is_given_to_them(ws: Workspace) -> None:
    [draft] = drafted(ws, FANS[0])
    life.approve(ws, [draft])
    life.hand_over(ws, draft)
    life.sent(ws, [draft])
    people.note(ws, people.person(ws, FANS[0]).contact.contact_id, "met at the market")
    held = safety.export_person(ws, f"@{FANS[0]}")
    text = json.dumps(held)
    assert held["contact"]["notes"] == "met at the market"
    assert held["handles"][0]["user_id"] == "user0"
    assert len(held["comments"]) == 2
    assert held["comments"][0]["at"] == "2024-09-20T10:00:00Z"
    assert held["consents"][0]["words"] == "yes, mia.paints may be thanked"
    assert held["messages"][0]["sent_at"] == "2024-10-01T12:00:00Z"
    assert [touch["state"] for touch in held["touches"]] == ["sent"]
    assert FANS[1] not in text
    with pytest.raises(BadInputError, match="nobody is called"):
        safety.export_person(ws, "nobody.at.all")


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def wild_texts() -> list[str]:
    """Return what people may write and files can hold, the hostile collection included."""
    found = ["=1+1", "·=1+1", "··=1", "  @sum", "-2", "a\r\nb", 'say "hi"', "tab\there", "'=x", "·"]
    path = HOSTILE / "strings.json"
    if path.is_file():
        items = json.loads(path.read_text("utf-8"))["items"]
        values = [item.get("value") for item in items]
        found += [each for each in values if isinstance(each, str) and each.strip()]
    return [each for each in found if unstorable_reason(each) is None]


@pytest.mark.slow
def test_an_export_can_be_imported_bit_for_bit(tmp_path: Path) -> None:
    rows = [
        (
            f"c{number}",
            f"fan{number}",
            text,
            f"u{number}",
            text,
            "https://x.example/v/1",
            1727690000,
        )
        for number, text in enumerate(wild_texts())
    ]
    header = ("cid", "uniqueId", "nickname", "uid", "text", "videoWebUrl", "createTime")
    first, second = practice(tmp_path / "one"), practice(tmp_path / "two")
    with first, second:
        source = write_csv(tmp_path / "in.csv", header, rows)
        importing.import_paths(first, [source])
        facts = [(f"fan{number}", f"note {row[4]}") for number, row in enumerate(rows[:40])]
        importing.import_paths(
            first, [write_csv(tmp_path / "facts.csv", ("handle", "notes"), facts)]
        )
        for number, row in enumerate(rows[:20]):
            people.grant(first, f"fan{number}", Purpose.THANKS, f"yes {row[4]}", where=str(row[4]))
        files = {path.name: path for path in safety.export_all(first, tmp_path / "out")}
        importing.import_paths(
            second, [files["comments.csv"], files["contacts.csv"], files["consents.csv"]]
        )
        again = {path.name: path for path in safety.export_all(second, tmp_path / "again")}
        for name in ("comments.csv", "contacts.csv", "consents.csv"):
            assert again[name].read_bytes() == files[name].read_bytes()
        assert len(read_csv(files["comments.csv"])) == len(rows) + 1
        repeated = importing.import_paths(first, list(files.values())[:3])
        assert [(file.new, file.changed) for file in repeated.files] == [(0, 0)] * 3


def test_no_exported_cell_begins_a_formula(ws: Workspace, tmp_path: Path) -> None:
    hostile = write_csv(
        tmp_path / "f.csv",
        ("cid", "uniqueId", "text", "videoWebUrl", "createTimeISO"),
        [("9", FANS[0], '=HYPERLINK("http://x")', "https://x.example/v/1", "2024-09-01T00:00:00Z")],
    )
    importing.import_paths(ws, [hostile])
    people.grant(ws, FANS[0], Purpose.FEEDBACK, "@SUM(1)", where="+1")
    for path in safety.export_all(ws, tmp_path / "out")[:-1]:
        for row in read_csv(path):
            assert not any(cell.lstrip(" '\"\t").startswith(tuple("=+-@")) for cell in row)


def test_the_headers_are_those_of_the_contract(ws: Workspace, tmp_path: Path) -> None:
    files = {path.name: path for path in safety.export_all(ws, tmp_path / "out")}
    assert tuple(read_csv(files["contacts.csv"])[0]) == contacts.COLUMNS
    assert tuple(read_csv(files["consents.csv"])[0]) == consents.COLUMNS
    records = [json.loads(line) for line in files["journal.jsonl"].read_text().splitlines()]
    assert [record["id"] for record in records] == list(range(1, len(records) + 1))
    assert records[0]["act"] == "import"


@needs_modes
def test_an_export_is_private_and_whole(ws: Workspace, tmp_path: Path) -> None:
    to = tmp_path / "deep" / "out"
    files = safety.export_all(ws, to)
    assert stat.S_IMODE(to.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert sorted(to.iterdir()) == sorted(files)
    assert [path.name for path in to.parent.iterdir()] == ["out"]


def full_folder(path: Path) -> None:
    path.mkdir()
    (path / "mine.txt").write_text("mine", "utf-8")


def plain_file(path: Path) -> None:
    path.write_text("mine", "utf-8")


@pytest.mark.parametrize("occupy", [full_folder, plain_file])
def test_an_export_never_writes_over_anything(
    ws: Workspace, tmp_path: Path, occupy: Callable[[Path], None]
) -> None:
    occupy(tmp_path / "out")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BadInputError, match="new or empty"):
        safety.export_all(ws, tmp_path / "out")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_may_take_an_export(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert all(path.is_file() for path in safety.export_all(ws, tmp_path / "out"))
