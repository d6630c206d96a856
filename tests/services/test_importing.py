"""An import is atomic, idempotent, and can be taken back later without harming what came since."""

from __future__ import annotations

from pathlib import Path

import pytest

from dm_assistant.domain.model import Purpose, SuppressionReason
from dm_assistant.services import drafting, importing, loading, people, undoing, workspace
from dm_assistant.services.importing import CancelledError, Watch
from dm_assistant.services.views import Progress
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import (
    comment,
    comments,
    database_bytes,
    draft,
    load,
    refusal,
    tables,
    wait,
)
from tests.workspaces import write_csv

CONSENTS = ("handle", "platform", "purposes", "kind", "when", "words", "where")
CONTACTS = ("handle", "name", "language", "timezone", "country", "follow_state", "tags", "notes")
COPIED = "win a free phone on my page today"


def yes(handle: str, when: str = "2024-09-30T10:00:00Z", kind: str = "explicit") -> list[str]:
    return [handle, "tiktok", "thanks;feedback", kind, when, "yes please, write to me", "live"]


def ledger(path: Path, *rows: list[str]) -> Path:
    return write_csv(path, CONSENTS, rows)


def files(ws: Workspace) -> list[Path]:
    return sorted(path for path in ws.path.rglob("*") if path.is_file())


def score(ws: Workspace, handle: str) -> float:
    return people.person(ws, handle).contact.score


def test_the_same_file_twice_leaves_no_trace(empty: Workspace, tmp_path: Path) -> None:
    path = comments(tmp_path / "c.csv", comment(1, "mia"), comment(2, "tom"), comment(3, "mia"))
    assert load(empty, path).new == 3
    before, held = tables(empty), files(empty)
    wait(empty, hours=5)
    again = load(empty, path)
    assert (again.rows, again.new, again.changed, again.duplicate) == (3, 0, 0, 3)
    assert again.batch is None
    assert tables(empty) == before
    assert files(empty) == held


@pytest.mark.parametrize("chunk", [1, 2, 4000])
def test_a_file_that_holds_a_comment_twice_can_be_read_again_unchanged(
    empty: Workspace, tmp_path: Path, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "CHUNK", chunk)
    path = comments(
        tmp_path / "c.csv",
        comment(1, "mia", likes=2),
        comment(2, "tom"),
        comment(1, "mia", likes=9),
    )
    first = load(empty, path)
    assert (first.new, first.changed, first.duplicate) == (2, 0, 1)
    before = tables(empty)
    again = load(empty, path)
    assert (again.new, again.changed, again.duplicate) == (0, 0, 3)
    assert tables(empty) == before


def test_a_dry_run_leaves_the_file_byte_for_byte(ws: Workspace, tmp_path: Path) -> None:
    path = comments(tmp_path / "c.csv", comment(1, "new.one"), comment(2, "mia.paints"))
    before, held = database_bytes(ws), files(ws)
    tried = load(ws, path, dry_run=True, account="@me.me")
    assert (tried.new, tried.contacts_new, tried.contacts_known, tried.batch) == (2, 1, 1, None)
    assert database_bytes(ws) == before
    assert files(ws) == held


def test_cancelling_in_the_middle_leaves_nothing(ws: Workspace, tmp_path: Path) -> None:
    rows = [comment(number, f"fan{number % 50}") for number in range(6000)]
    before, seen = tables(ws), list[Progress]()
    watch = Watch(seen.append, lambda: bool(seen) and seen[-1].done >= 4000)
    with pytest.raises(CancelledError):
        load(ws, comments(tmp_path / "c.csv", *rows), account="@somebody", watch=watch)
    assert seen[-1].done >= 4000
    assert tables(ws) == before


def test_an_interrupt_in_the_middle_leaves_nothing(ws: Workspace, tmp_path: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.unit == "people":
            raise KeyboardInterrupt

    before = tables(ws)
    with pytest.raises(KeyboardInterrupt):
        load(ws, comments(tmp_path / "c.csv", comment(1, "mia")), watch=Watch(interrupt))
    assert tables(ws) == before


@pytest.mark.parametrize(
    "tail",
    [b'9,"x,never closed\n', b"9,zo\xff,n,hi,u,2024-09-20T08:30:00Z,0\n"],
    ids=["open quote", "not UTF-8"],
)
def test_a_refused_file_leaves_the_file_byte_for_byte(
    empty: Workspace, tmp_path: Path, tail: bytes
) -> None:
    path = comments(tmp_path / "c.csv", *(comment(each, f"fan{each}") for each in range(5000)))
    load(empty, comments(tmp_path / "first.csv", comment(9000, "mia")))
    before, held = database_bytes(empty), files(empty)
    path.write_bytes(path.read_bytes() + tail)
    line = refusal(lambda: load(empty, path))
    assert line.startswith("c.csv:5002")
    assert database_bytes(empty) == before
    assert files(empty) == held


def test_an_account_is_not_named_by_a_file_that_was_refused(tmp_path: Path) -> None:
    with workspace.create(tmp_path / "w", practice=True, timezone="Europe/London") as ws:
        path = comments(tmp_path / "c.csv", *(comment(each, "mia") for each in range(5000)))
        path.write_bytes(path.read_bytes() + b'5001,"x')
        before = tables(ws)
        refusal(lambda: load(ws, path, account="@me.me"))
        assert tables(ws) == before
        assert ws.account_label == "no account named"


def test_an_import_is_taken_back_without_what_others_added_since(
    empty: Workspace, tmp_path: Path
) -> None:
    first = load(empty, comments(tmp_path / "1.csv", comment(1, "mia"), comment(2, "tom", likes=1)))
    load(
        empty,
        comments(
            tmp_path / "2.csv",
            comment(3, "mia", video=2),
            comment(4, "zoe"),
            comment(2, "tom", likes=7),
        ),
    )
    people.grant(empty, "tom", Purpose.THANKS, "do thank me")
    wait(empty, days=2)
    assert first.batch is not None
    importing.undo_batch(empty, first.batch)
    found = {each.handle: each.comments for each in people.ranked(empty)}
    assert found == {"mia": 1, "zoe": 1, "tom": 0}
    assert people.person(empty, "tom").consents[0].words == "do thank me"
    assert [line.undone for line in importing.all_batches(empty)] == [False, True]
    assert "already" in refusal(lambda: importing.undo_batch(empty, first.batch or 0))
    assert "no import 99" in refusal(lambda: importing.undo_batch(empty, 99))


def test_the_second_import_is_taken_back_to_what_the_first_had(
    empty: Workspace, tmp_path: Path
) -> None:
    rows = [comment(each, f"fan{each}", COPIED) for each in (1, 2)]
    load(empty, comments(tmp_path / "1.csv", *rows, comment(3, "mia", likes=1)))
    write_csv(tmp_path / "p.csv", CONTACTS, [["mia", "Mia", "", "", "", "", "vip", "kind"]])
    load(empty, tmp_path / "p.csv")
    before = tables(empty, ("journal", "imports"))
    second = comments(
        tmp_path / "2.csv",
        comment(3, "mia", likes=50),
        comment(4, "mia", days=1, name="Mia Sun"),
        comment(5, "fan5", COPIED),
        comment(6, "stopper", "please stop messaging me"),
    )
    path = tmp_path / "u.csv"
    text = second.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{text[0]},uid", *(f"{line},77{i}" for i, line in
        enumerate(text[1:]))]), "utf-8")  # fmt: skip
    assert load(empty, path).changed == 1
    assert score(empty, "fan1") == 0
    undoing.undo(empty)
    assert tables(empty, ("journal", "imports")) == before


def test_a_contacts_file_is_taken_back_with_its_tags(ws: Workspace, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "p.csv",
        CONTACTS,
        [
            ["mia.paints", "Mia", "fr", "Europe/Paris", "FR", "mutual", "vip;press", "met at fair"],
            ["newcomer", "New", "", "", "", "", "vip", ""],
        ],
    )
    before = tables(ws, ("journal", "imports"))
    assert (load(ws, path).new, people.ranked(ws, search="fair")[0].handle) == (1, "mia.paints")
    undoing.undo(ws)
    assert tables(ws, ("journal", "imports")) == before


def test_an_import_can_be_read_again_after_it_was_taken_back(
    empty: Workspace, tmp_path: Path
) -> None:
    said = comments(tmp_path / "c.csv", comment(1, "mia"), comment(2, "tom"))
    agreed = ledger(tmp_path / "l.csv", yes("mia"), yes("somebody.else"))
    for path in (said, agreed):
        report = load(empty, path)
        assert report.new == 2
        assert importing.undo_batch(empty, report.batch or 0) >= 0
    assert people.check(empty, "somebody.else").status == "block"
    for path in (said, agreed):
        assert load(empty, path).new == 2
    draft(empty, "mia")
    verdict = people.check(empty, "mia").finding("consent")
    assert verdict is not None
    assert verdict.status == "allow"


def test_undo_looks_past_an_import_that_was_taken_back_by_hand(
    ws: Workspace, tmp_path: Path
) -> None:
    people.note(ws, 1, "likes blue")
    report = load(ws, comments(tmp_path / "c.csv", comment(1, "new.one")))
    importing.undo_batch(ws, report.batch or 0)
    assert undoing.undo(ws).act == "note"


def test_more_likes_are_a_change_and_raise_the_score(empty: Workspace, tmp_path: Path) -> None:
    load(empty, comments(tmp_path / "c.csv", comment(1, "mia"), comment(2, "tom")))
    before = score(empty, "mia")
    path = comments(tmp_path / "d.csv", comment(1, "mia", likes=40), comment(2, "tom"))
    report = load(empty, path)
    assert (report.new, report.changed, report.duplicate) == (0, 1, 1)
    assert score(empty, "mia") > before


def test_own_comments_are_known_and_never_ranked(empty: Workspace, tmp_path: Path) -> None:
    path = comments(tmp_path / "c.csv", comment(1, "Me.Me"), comment(2, "mia"))
    assert load(empty, path).own == 1
    assert [each.handle for each in people.ranked(empty)] == ["mia"]
    report = drafting.make(empty, Purpose.THANKS, names=["me.me"])
    assert [each.reason for each in report.left_out] == ["this is your own account"]


def test_an_account_named_later_is_taken_off_the_list(tmp_path: Path) -> None:
    with workspace.create(tmp_path / "w", practice=True, timezone="Europe/London") as ws:
        load(ws, comments(tmp_path / "1.csv", comment(1, "second.me"), comment(2, "mia")))
        assert len(people.ranked(ws)) == 2
        load(ws, comments(tmp_path / "2.csv", comment(3, "mia")), account="@second.me")
        assert [each.handle for each in people.ranked(ws)] == ["mia"]
        assert ws.account_label == "@second.me"


def test_who_opted_out_stays_so_when_read_again(empty: Workspace, tmp_path: Path) -> None:
    path = comments(tmp_path / "c.csv", comment(1, "mia"), comment(2, "tom"))
    first = load(empty, path)
    people.suppress(empty, "mia", SuppressionReason.OPT_OUT)
    importing.undo_batch(empty, first.batch or 0)
    report = load(empty, comments(tmp_path / "d.csv", comment(1, "Mia"), comment(3, "mia")))
    assert report.opted_out_seen == 1
    assert people.check(empty, "mia").finding("opt_out").status == "block"  # type: ignore[union-attr]


def with_ids(path: Path, *rows: tuple[str, str, int]) -> Path:
    header = ("cid", "uniqueId", "uid", "text", "videoWebUrl", "createTimeISO")
    lines = [
        (number, handle, user, f"remark number {number}", "https://www.tiktok.com/@me.me/video/1",
         "2024-09-20T08:30:00Z")
        for handle, user, number in rows
    ]  # fmt: skip
    return write_csv(path, header, lines)


def test_a_renamed_person_stays_opted_out_also_where_the_id_came_later(
    empty: Workspace, tmp_path: Path
) -> None:
    load(empty, comments(tmp_path / "1.csv", comment(1, "mia")))
    people.suppress(empty, "mia", SuppressionReason.OPT_OUT)
    load(empty, with_ids(tmp_path / "2.csv", ("mia", "u77", 2)))
    load(empty, with_ids(tmp_path / "3.csv", ("mia.renamed", "u77", 3)))
    assert people.check(empty, "mia.renamed").finding("opt_out").status == "block"  # type: ignore[union-attr]


def test_a_known_handle_that_turns_out_to_be_somebody_who_opted_out_is_stopped(
    empty: Workspace, tmp_path: Path
) -> None:
    load(empty, with_ids(tmp_path / "1.csv", ("old.name", "u77", 1)))
    people.suppress(empty, "old.name", SuppressionReason.OPT_OUT)
    load(empty, comments(tmp_path / "2.csv", comment(2, "new.name")))
    load(empty, with_ids(tmp_path / "3.csv", ("new.name", "u77", 3)))
    assert people.check(empty, "new.name").finding("opt_out").status == "block"  # type: ignore[union-attr]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_who_came_by_two_imports_goes_with_the_last_of_them(
    empty: Workspace, tmp_path: Path, order: tuple[int, int]
) -> None:
    before = tables(empty)
    paths = [
        comments(tmp_path / f"{number}.csv", comment(number, "mia"), comment(number + 5, "tom"))
        for number in (1, 2)
    ]
    batches = [load(empty, path).batch for path in paths]
    for place in order:
        assert {person.handle for person in people.ranked(empty)} == {"mia", "tom"}
        importing.undo_batch(empty, batches[place] or 0)
    after = tables(empty)
    for name in ("contacts", "handles", "posts", "comments"):
        assert after[name] == before[name]
