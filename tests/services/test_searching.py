"""People are found by what they wrote, whatever else happened to it, and by nothing else."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import FrontEnd
from dm_assistant.services import (
    backups,
    erasing,
    finding,
    importing,
    merging,
    people,
    restoring,
    workspace,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import comment_words, database
from tests.examples import examples
from tests.services.workshop import DATABASE, comment, comments, load
from tests.shared import HOSTILE, needs_hostile
from tests.storage.test_database import made_by_first_release

SAID = (
    ("mia", "The blue lamp at 100% is so_cool"),
    ("tom", "100 percent blue, no lamp"),
    ("yuki", "この色 すごく綺麗ですね"),
    ("zoe", "un café très serré"),
    ("ada", unicodedata.normalize("NFD", "ein Café mit Übermut")),
    ("ivan", "ОЧЕНЬ красиво"),
    ("bo", "ok"),
    ("kim", 'she said "wow" (twice) AND left* OR right^'),
)


def found(ws: Workspace, search: str) -> set[str]:
    return {each.handle for each in people.ranked(ws, search=search)}


@pytest.fixture
def talk(empty: Workspace, tmp_path: Path) -> Workspace:
    rows = [comment(place, who, text) for place, (who, text) in enumerate(SAID)]
    load(empty, comments(tmp_path / "talk.csv", *rows))
    return empty


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("lamp", {"mia", "tom"}),
        ("LAMP blue", {"mia", "tom"}),
        ("amp", {"mia", "tom"}),
        ("blue lamp 100%", {"mia"}),
        ("100%", {"mia"}),
        ("so_cool", {"mia"}),
        ("so%cool", set()),
        ("soxcool", set()),
        ("すごく綺麗", {"yuki"}),
        ("綺麗", {"yuki"}),
        ("色", {"yuki"}),
        ("café", {"zoe", "ada"}),
        (unicodedata.normalize("NFD", "café"), {"zoe", "ada"}),
        ("CAFÉ", {"zoe", "ada"}),
        ("übermut", {"ada"}),
        ("очень КРАСИВО", {"ivan"}),
        ("ok", {"bo"}),
        ("ok lamp", set()),
        ('"wow"', {"kim"}),
        ("(twice) AND left*", {"kim"}),
        ("right^", {"kim"}),
        ("wow\x00", {"kim"}),
        ("cafe", {"zoe", "ada"}),
        ("SERRE tres", {"zoe"}),
        ("ubermut", {"ada"}),
        ("lámp", {"mia", "tom"}),
        ("nobody wrote this", set()),
        ("lampe", set()),
    ],
)
def test_people_are_found_by_what_they_wrote(
    talk: Workspace, search: str, expected: set[str]
) -> None:
    assert found(talk, search) == expected


def test_they_come_best_first_and_once_whatever_they_are_found_by(
    empty: Workspace, tmp_path: Path
) -> None:
    rows = [comment(n, "mia", f"what a foglamp {n}", video=n) for n in range(3)]
    rows += [comment(9, "tom", "a foglamp"), comment(10, "foglamp", "hello there")]
    load(empty, comments(tmp_path / "c.csv", *rows))
    assert [each.handle for each in people.ranked(empty, search="foglamp")] == [
        each.handle for each in people.ranked(empty)
    ]
    assert [each.handle for each in people.ranked(empty, top=1, search="foglamp")] == ["mia"]


@needs_hostile
def test_no_text_is_a_query_language(talk: Workspace) -> None:
    for item in json.loads((HOSTILE / "queries.json").read_text("utf-8"))["items"]:
        wanted = item["query"].replace("\x00", " ").split()
        plain = [unicodedata.normalize("NFC", each).casefold() for each in wanted]
        expected = {
            who
            for who, said in SAID
            if plain
            and all(each in unicodedata.normalize("NFC", said).casefold() for each in plain)
        }
        assert expected <= found(talk, item["query"]), item


def test_words_that_very_many_wrote_are_listed_before_they_are_counted(
    talk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches = ("lamp", "blue lamp", "café", "CAFE", "красиво", "mia blue", "ok", "zzz", "the")
    for most in (1, 10):
        for search in searches:
            whole = finding.find(talk, search, most)
            assert finding.first(talk, search, most) == whole
            with monkeypatch.context() as patch:
                patch.setattr(comment_words, "FEW", 0)
                first = finding.first(talk, search, most)
            assert first.people == whole.people
            assert first.count == (whole.count if first.counted else most + 1)
            assert first.counted is (whole.count <= most)


# Accents are composed or not, but not both ways in one text.
letters = st.builds(
    unicodedata.normalize,
    st.sampled_from(["NFC", "NFD"]),
    st.text(st.sampled_from("abAÉé色綺\u0301 %_*\"'!(-"), max_size=8),
)


def _unaccented(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


@settings(
    max_examples=examples(100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(letters, st.lists(letters, min_size=1, max_size=6))
def test_the_index_finds_what_reading_every_comment_would(
    empty: Workspace, search: str, said: list[str]
) -> None:
    def plain(text: str) -> str:
        return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())

    with empty.database.write() as tx:
        db = tx.connection.driver_connection
        assert isinstance(db, sqlite3.Connection)
        _write(db, said)
        comment_words.take_in(db)
        asked = comment_words.written_by(db, search)
        words = [plain(each) for each in search.split()]
        if asked is None:
            assert not words
        else:
            hits = {row[0] for row in db.execute(*asked)}
            holding = {n for n, text in enumerate(said) if all(w in plain(text) for w in words)}
            # An accent that is written as a letter of its own may also be left out.
            bare = [each.lower() for each in search.split()]
            like = {n for n, text in enumerate(said) if all(w in text.lower() for w in bare)}
            short = all(len(unicodedata.normalize("NFC", each)) < 3 for each in search.split())
            # With or without accents is the same word.
            without = [_unaccented(each) for each in search.split()]
            same = {
                n for n, text in enumerate(said) if all(w in _unaccented(text) for w in without)
            }
            assert hits <= holding | like | same
            # Without the index the case and the encoding of letters outside ASCII count.
            assert short or holding <= hits
            if comment_words.often_written(db, search, few=0):
                some = comment_words.written_by_some(db, search, range(len(said)))
                assert {row[0] for row in db.execute(*some)} == hits
        database.abandon(tx)


def _write(db: sqlite3.Connection, said: list[str]) -> None:
    db.execute("INSERT INTO imports (id, name, format, at) VALUES (99, '', '', 0)")
    db.execute("INSERT INTO posts (id, platform, platform_id) VALUES (99, 'tiktok', 'p')")
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.executemany(
        "INSERT INTO comments (platform, platform_id, contact_id, post_id, at, text, batch_id) "
        "VALUES ('tiktok', ?, ?, 99, 0, ?, 99)",
        [(str(number), number, text) for number, text in enumerate(said)],
    )


# --- what happens to comments ----------------------------------------------------------------


def runs(path: Path) -> dict[str, int]:
    """Return every three letters in the index of a file, and in how many comments they are."""
    with closing(database.connect(path)) as db:
        db.execute(
            f"CREATE VIRTUAL TABLE temp.runs USING fts5vocab(main, {comment_words.TABLE}, row)"
        )
        return dict(db.execute("SELECT term, doc FROM temp.runs").fetchall())


def anew(path: Path, copy: Path) -> dict[str, int]:
    """Return the same for an index that is written anew."""
    database.Database(path).copy_to(copy)
    with closing(database.connect(copy)) as db:
        comment_words.make_anew(db)
    return runs(copy)


@pytest.fixture
def agrees(tmp_path: Path) -> Callable[[Workspace], None]:
    def agrees(ws: Workspace) -> None:
        path = ws.path / DATABASE
        held = anew(path, tmp_path / "anew.db")
        (tmp_path / "anew.db").unlink()
        assert runs(path) == held

    return agrees


Agrees = Callable[[Workspace], None]


def test_the_index_holds_what_the_comments_hold_after_an_import(
    talk: Workspace, agrees: Agrees
) -> None:
    agrees(talk)
    assert runs(talk.path / DATABASE)["lam"] == 2


def test_a_changed_comment_is_found_by_its_new_words_and_by_the_old_ones_after_undo(
    talk: Workspace, tmp_path: Path, agrees: Agrees
) -> None:
    changed = load(talk, comments(tmp_path / "n.csv", comment(0, "mia", "a green kettle")))
    assert (changed.changed, changed.batch) == (1, 2)
    assert (found(talk, "kettle"), found(talk, "so_cool")) == ({"mia"}, set())
    agrees(talk)
    importing.undo_batch(talk, 2)
    assert (found(talk, "kettle"), found(talk, "so_cool")) == (set(), {"mia"})
    agrees(talk)


def test_an_import_taken_back_is_found_no_more(talk: Workspace, agrees: Agrees) -> None:
    importing.undo_batch(talk, 1)
    assert found(talk, "lamp") == set()
    assert runs(talk.path / DATABASE) == {}
    agrees(talk)


def test_a_dry_run_and_a_refused_file_leave_no_word(
    talk: Workspace, tmp_path: Path, agrees: Agrees
) -> None:
    new = comments(tmp_path / "n.csv", comment(77, "mia", "a green kettle"))
    load(talk, new, dry_run=True)
    broken = tmp_path / "b.csv"
    broken.write_text(new.read_text() + '"open', "utf-8")
    with pytest.raises(Exception, match="quote"):
        load(talk, broken)
    assert found(talk, "kettle") == set()
    agrees(talk)


def test_who_turned_out_to_be_one_is_found_by_the_words_of_both(
    talk: Workspace, agrees: Agrees
) -> None:
    merging.merge(talk, "mia", "yuki")
    assert found(talk, "すごく綺麗") == found(talk, "so_cool") == {"mia"}
    agrees(talk)


@pytest.mark.slow
def test_of_an_erased_person_no_three_letters_stay(
    empty: Workspace, tmp_path: Path, agrees: Agrees
) -> None:
    mine = "Xylophonquartz 飛鳥山 jumble"
    rows = [comment(n, f"fan{n}", f"remark {n} about the colours") for n in range(40)]
    load(empty, comments(tmp_path / "c.csv", comment(900, "mia", mine), *rows))
    assert found(empty, "xylophonquartz") == {"mia"}
    erasing.forget(empty, "mia")
    agrees(empty)
    left = runs(empty.path / DATABASE)
    assert not {"xyl", "ylo", "pho", "onq", "nqu", "qua", "rtz", "飛鳥山", "jum"} & left.keys()
    empty.close()
    raw = (empty.path / DATABASE).read_bytes()
    for word in ("Xylo", "xylo", "quartz", "飛鳥", "jumble"):
        assert word.encode() not in raw, word


def test_what_a_copy_brings_back_is_found(talk: Workspace, tmp_path: Path, agrees: Agrees) -> None:
    kept = backups.backup(talk)
    load(talk, comments(tmp_path / "n.csv", comment(50, "lou", "a green kettle")))
    assert found(talk, "kettle") == {"lou"}
    talk.close()
    restoring.restore(talk.path, kept.name, front_end=FrontEnd.CLI)
    assert (found(talk, "kettle"), found(talk, "so_cool")) == (set(), {"mia"})
    agrees(talk)


def test_comments_that_were_there_without_an_index_are_in_it_after_the_next_import(
    talk: Workspace, tmp_path: Path, agrees: Agrees
) -> None:
    with talk.database.write() as tx:
        tx.exec_driver_sql(
            "INSERT INTO comments (platform, platform_id, contact_id, post_id, at, text, batch_id) "
            "SELECT platform, 'x', contact_id, post_id, at, 'a green kettle', batch_id "
            "FROM comments WHERE id = 1"
        )
    assert found(talk, "kettle") == set()
    load(talk, comments(tmp_path / "n.csv", comment(60, "lou", "hello everybody")))
    assert found(talk, "kettle") == {"mia"}
    agrees(talk)


def test_a_workspace_of_before_can_be_searched_once_it_is_opened(talk: Workspace) -> None:
    path = talk.path / DATABASE
    talk.close()
    made_by_first_release(path)
    with workspace.open_workspace(talk.path, front_end=FrontEnd.CLI) as again:
        assert found(again, "so_cool") == {"mia"}
