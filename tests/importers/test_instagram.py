"""Instagram's own data export: who is who, and what is nobody's words."""

from __future__ import annotations

import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.errors import BadInputError
from dm_assistant.importers.detect import recognise
from dm_assistant.importers.instagram_text import repaired
from dm_assistant.importers.records import (
    GroupMessageRecord,
    MessageRecord,
    Rejected,
    TieRecord,
)
from tests.exports import (
    mojibake,
    page,
    person,
    talk,
    write_instagram,
    write_mojibake,
    zipped,
)
from tests.importers.reading import left, records, sources
from tests.shared import SAMPLES, needs_samples

START = datetime(2024, 5, 1, 20, 10, 2, tzinfo=UTC)
MIA = talk(START, ("mia", "hé 🙏"), ("me.me", "hello"))
TOM = talk(START, ("tom_x", "yo"))


def said(path: Path, **options: Any) -> list[MessageRecord]:
    return [each for each in records(path, **options) if isinstance(each, MessageRecord)]


def ties(path: Path) -> list[tuple[str, str]]:
    return [(each.kind.value, each.key) for each in records(path) if isinstance(each, TieRecord)]


def refused(path: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        records(path)
    assert str(caught.value).isprintable()
    return str(caught.value)


def test_messages_are_of_the_handle_of_the_folder(tmp_path: Path) -> None:
    path = write_instagram(tmp_path / "insta", {"mia": MIA}, requests={"tom_x": TOM})
    [source] = sources(path)
    assert (source.name, source.format, source.owner) == ("insta", "instagram-export", "me.me")
    assert source.platform is Platform.INSTAGRAM
    assert source.as_of == START + timedelta(minutes=1)
    later = START + timedelta(minutes=1)
    assert list(source.records()) == [
        MessageRecord(1, "mia", "mia", later, "me.me", "hello", Platform.INSTAGRAM),
        MessageRecord(2, "mia", "mia", START, "mia", "hé 🙏", Platform.INSTAGRAM),
        MessageRecord(3, "tom_x", "tom_x", START, "tom_x", "yo", Platform.INSTAGRAM, True),
    ]


@pytest.mark.parametrize("outer", ["", "a/b/instagram-me-2024/"])
def test_folder_zip_and_any_folder_around_give_the_same(tmp_path: Path, outer: str) -> None:
    folder = tmp_path / "x"
    write_instagram(folder / outer, {"mia": MIA}, followers=["mia"], blocked=[])
    expected = records(folder)
    assert len(expected) == 3
    assert records(zipped(folder, tmp_path / "x.zip")) == expected


def test_older_exports_without_outer_folders_are_read(tmp_path: Path) -> None:
    made = page(("Mia", "Me"), [{**MIA[1], "From": "Mia"}], path="inbox/mia_1")
    write_mojibake(tmp_path / "messages/inbox/mia_1/message_1.json", made)
    write_mojibake(tmp_path / "followers_and_following/followers_1.json", [person("mia")])
    other = page(("Tom", "Me"), [{**TOM[0], "From": "Tom"}], path="inbox/tom_2")
    write_mojibake(tmp_path / "messages/inbox/tom_2/message_1.json", other)
    [source] = sources(tmp_path)
    assert source.ties == {TieKind.FOLLOWS_ME}
    assert [each.writer for each in said(tmp_path)] == ["mia", "tom"]


def test_lists_of_both_shapes_are_read_and_an_empty_one_is_complete(tmp_path: Path) -> None:
    path = write_instagram(
        tmp_path, {}, followers=["mia", "Tom.X"], following=["zoe"], blocked=["eve"]
    )
    assert ties(path) == [
        ("blocked", "eve"),
        ("follows_me", "mia"),
        ("follows_me", "tom.x"),
        ("i_follow", "zoe"),
    ]
    [source] = sources(write_instagram(tmp_path / "y", {}, following=["zoe"], blocked=[]))
    assert source.ties == {TieKind.I_FOLLOW, TieKind.BLOCKED}


def test_a_list_with_a_page_missing_or_broken_is_not_complete(tmp_path: Path) -> None:
    path = write_instagram(tmp_path, {}, followers=["mia"], blocked=["eve"])
    lists = path / "connections/followers_and_following"
    write_mojibake(lists / "followers_3.json", [person("tom")])
    [source] = sources(path)
    assert source.ties == {TieKind.BLOCKED}
    assert source.warnings
    (lists / "followers_3.json").write_text("[" + json.dumps(person("tom")) + ', {"title": }]')
    [source] = sources(path)
    assert source.ties == frozenset()
    assert "followers_3.json" in next(iter(left(path)))


def test_a_person_is_found_in_title_value_or_address(tmp_path: Path) -> None:
    address = {"string_list_data": [{"href": "https://www.instagram.com/_u/by.address"}]}
    dialect = {"timestamp": 1, "label_values": [{"label": "Username", "value": "by_label"}]}
    gone = {"title": "instagramuser", "string_list_data": [{"timestamp": 0}]}
    rows = [address, dialect, gone, {"title": "x y", "string_list_data": []}, 7]
    path = write_mojibake(tmp_path / "following.json", {"relationships_following": rows})
    found = records(path)
    assert [each.key for each in found if isinstance(each, TieRecord)] == ["by.address", "by_label"]
    reasons = [each.reason for each in found if isinstance(each, Rejected)]
    assert reasons[0].endswith("following.json item 4: the handle has a blank inside")
    assert len(reasons) == 2


def test_what_is_not_read_is_named(tmp_path: Path) -> None:
    path = write_instagram(tmp_path / "x", {"mia": MIA})
    lists = path / "connections/followers_and_following"
    friends = {"relationships_close_friends": [person("mia")]}
    write_mojibake(lists / "close_friends.json", friends)
    row = {"media_list_data": [{"uri": ""}], "string_map_data": {"Comment": {"value": "x"}}}
    mine = path / "your_instagram_activity"
    write_mojibake(mine / "comments/post_comments_1.json", [row])
    write_mojibake(mine / "comments/reels.json", {"comments_reels_comments": [row]})
    write_mojibake(path / "preferences/theme.json", {"theme": {"dark": 1}})
    found = left(path)
    assert [reason.partition(", not read")[2] for reason in found.values()] == [
        ": close friends",
        "",
        ": your own comments",
        ": your own comments on reels",
    ]
    assert all("a part of an Instagram export" in reason for reason in found.values())


@pytest.mark.parametrize("owner", ["", "me.me"])
def test_the_creator_is_who_takes_part_in_every_chat(tmp_path: Path, owner: str) -> None:
    path = write_instagram(tmp_path, {"mia": MIA, "tom_x": TOM}, owner=owner)
    mine = owner or "me myself"
    assert [each.writer for each in said(path)] == [mine, "mia", "tom_x"]
    [source] = sources(path)
    assert source.writers == {mine}


def test_one_chat_alone_is_the_person_it_is_named_after(tmp_path: Path) -> None:
    path = write_instagram(tmp_path, {"mia": MIA}, owner="")
    assert [each.writer for each in said(path)] == ["me myself", "mia"]


def test_who_nobody_can_tell_has_to_be_said(tmp_path: Path) -> None:
    made = page(("Ann", "Bob"), [{**TOM[0], "From": "Ann"}], path="inbox/someone_1")
    path = write_mojibake(tmp_path / "message_1.json", made)
    assert "say --account HANDLE, or add personal_information.json" in refused(path)
    assert [each.writer for each in said(path, own={"bob"})] == ["someone"]
    assert [each.writer for each in said(path, own={"ann"})] == ["ann"]


def test_one_export_of_a_command_says_whose_the_other_is(tmp_path: Path) -> None:
    made = page(("Ann", "Me Myself"), [{**TOM[0], "From": "Me Myself"}], path="inbox/someone_1")
    path = write_mojibake(tmp_path / "one/message_1.json", made)
    whole = write_instagram(tmp_path / "two", {"mia": MIA, "tom_x": TOM}, owner="")
    first, _ = recognise([path, whole]).sources
    assert [each.writer for each in first.records() if isinstance(each, MessageRecord)] == [
        "me myself"
    ]


def test_one_name_of_two_people_never_makes_them_one(tmp_path: Path) -> None:
    for number, handle in enumerate(("mia.one", "mia.two")):
        rows = [{**MIA[1], "From": "Mia"}, {**MIA[0], "From": "Me"}]
        made = page(("Mia", "Me"), rows, path=f"inbox/{handle}_{number}")
        write_mojibake(tmp_path / f"inbox/{handle}_{number}/message_1.json", made)
    write_mojibake(
        tmp_path / "inbox/tom_9/message_1.json", page(("Tom", "Me"), [], path="inbox/tom_9")
    )
    assert {(each.key, each.writer) for each in said(tmp_path)} == {
        ("mia.one", "mia.one"),
        ("mia.one", "me"),
        ("mia.two", "mia.two"),
        ("mia.two", "me"),
    }


def test_two_of_one_name_in_a_chat_are_not_guessed(tmp_path: Path) -> None:
    made = page(("Mia", "Mia"), [{**MIA[1], "From": "Mia"}], path="inbox/mia_1")
    write_mojibake(tmp_path / "inbox/mia_1/message_1.json", made)
    assert "one name" in str(records(tmp_path)[0])


def test_a_group_knows_its_writers_by_name_only(tmp_path: Path) -> None:
    path = write_instagram(tmp_path, {"mia": MIA, "tom_x": TOM})
    rows = [{**TOM[0], "From": "Zoé 🎉"}, {**TOM[0], "From": "Me Myself"}]
    made = page(("Zoé 🎉", "MIA", "Me Myself"), rows, path="inbox/us_7", title="Us\x1b all")
    write_mojibake(path / "your_instagram_activity/messages/inbox/us_7/message_1.json", made)
    found = [each for each in records(path) if isinstance(each, GroupMessageRecord)]
    assert [(each.handle, each.key) for each in found] == [("Zoé 🎉", ""), ("Me Myself", "me.me")]
    assert all(each.group.isprintable() for each in found)


def test_pages_of_a_chat_come_one_after_the_other(tmp_path: Path) -> None:
    long = talk(START, *(("mia", f"text {each}") for each in range(25)))
    path = write_instagram(tmp_path, {"mia": long, "tom_x": TOM}, page_size=10)
    found = said(path)
    assert [each.key for each in found] == ["mia"] * 25 + ["tom_x"]
    assert [each.at for each in found[:25]] == sorted(
        (each.at for each in found[:25]), reverse=True
    )
    assert [each.line for each in found] == list(range(1, 27))


def test_deleted_accounts_are_counted_and_skipped(tmp_path: Path) -> None:
    path = write_instagram(tmp_path, {"mia": MIA, "instagramuser": TOM, "tom_x": TOM})
    assert {each.key for each in said(path)} == {"mia", "tom_x"}
    assert "skipped: 1 chat of deleted accounts" in sources(path)[0].notes


ROW = {"sender_name": "MIA", "timestamp_ms": 1_714_594_202_000}


@pytest.mark.parametrize(
    "row",
    [
        {"content": "Liked a message"},
        {"content": "Reacted ❤️ to your message "},
        {"content": "A aimé un message"},
        {"content": "Curtiu uma mensagem"},
        {"content": "MIA gefällt eine Nachricht"},
        {"content": "Le gustó un mensaje"},
        {"content": "MIA unsent a message."},
        {"content": "MIA started a video chat"},
        {"content": "hallo", "call_duration": 0},
        {"content": "x", "is_unsent": True},
    ],
)
def test_a_line_that_nobody_wrote_is_no_message(tmp_path: Path, row: dict[str, Any]) -> None:
    rows = [{**ROW, **row}, {**ROW, "content": "real"}]
    made = page(("MIA", "Me"), rows, path="inbox/mia_1")
    path = write_mojibake(tmp_path / "m.json", made)
    assert [each.text for each in said(path)] == ["real"]
    assert "passed over: 1 reactions" in sources(path)[0].notes[1]


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"photos": [{"uri": "x"}]},
        {"content": "MIA sent an attachment.", "share": {"link": "x"}},
        {"content": "MIA skickade en bilaga.", "share": {"link": "x"}},
        {"content": "MIA enviou um anexo."},
    ],
)
def test_an_attachment_is_a_message_without_words(tmp_path: Path, row: dict[str, Any]) -> None:
    made = page(("MIA", "Me"), [{**ROW, **row}], path="inbox/mia_1")
    assert [each.text for each in said(write_mojibake(tmp_path / "m.json", made))] == [""]


@pytest.mark.parametrize(
    "text",
    ["I liked a message", "stop", "She sent an attachment.", "Reacted badly to your message"],
)
def test_words_that_sound_like_a_line_are_words(tmp_path: Path, text: str) -> None:
    made = page(("MIA", "Me"), [{**ROW, "content": text}], path="inbox/mia_1")
    assert [each.text for each in said(write_mojibake(tmp_path / "m.json", made))] == [text]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_is_what_it_was_before_instagram_wrote_it(text: str) -> None:
    assert repaired(mojibake(text)) == text


@pytest.mark.parametrize("text", ["Numéro", "🙏", "日本", "ÿ", "naïve 🙏"])
def test_text_that_is_right_is_not_repaired(text: str) -> None:
    assert repaired(text) == text


def test_bad_messages_are_rejected_with_their_file(tmp_path: Path) -> None:
    rows = [
        7,
        {},
        {**ROW, "timestamp_ms": "soon"},
        {**ROW, "content": [1]},
        {**ROW, "content": "a\0"},
    ]
    made = page(("MIA", "Me"), [], path="inbox/mia_1") | {"messages": [*rows, ROW]}
    path = write_mojibake(tmp_path / "inbox/mia_1/message_1.json", made)
    found = records(path)
    reasons = [each.reason for each in found if isinstance(each, Rejected)]
    assert len(reasons) == 5
    assert reasons[0] == ("message_1.json item 1: not an object with sender_name and timestamp_ms")
    assert len(found) == 6


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text[:-30], "the file ends"),
        (lambda text: text.replace('"content"', '"sender_name"'), "there twice"),
        (lambda text: text.replace('"hello"', "NaN"), "NaN"),
    ],
)
def test_a_broken_page_is_left_in_a_folder_and_refuses_a_named_archive(
    tmp_path: Path, change: Any, reason: str
) -> None:
    folder = write_instagram(tmp_path / "x", {"mia": MIA, "tom_x": TOM})
    page_file = next(folder.rglob("mia_*/message_1.json"))
    page_file.write_text(change(page_file.read_text("utf-8")), "utf-8")
    assert reason in next(iter(left(folder).values()))
    assert [each.key for each in said(folder)] == ["tom_x"]
    line = refused(zipped(folder, tmp_path / "x.zip"))
    assert line.startswith("x.zip!your_instagram_activity/messages/inbox/mia")
    assert reason in line


def test_a_web_page_export_is_one_line_with_advice(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    for number in range(500):
        path = folder / f"messages/inbox/a_{number}/message_1.html"
        path.parent.mkdir(parents=True)
        path.write_text("<!DOCTYPE html><html><body>hello</body></html>")
    expected = "(500 web pages: ask for the JSON form of your export)"
    assert refused(folder) == f"x: nothing in it is of a known format {expected}"
    assert refused(zipped(folder, tmp_path / "x.zip")).endswith(expected)


@needs_samples
def test_the_samples_are_read_or_say_why_not() -> None:
    [source] = sources(SAMPLES / "instagram-export" / "v1")
    assert source.owner == "alice_synthetic"
    assert source.ties == {TieKind.FOLLOWS_ME, TieKind.I_FOLLOW}
    found = [each for each in source.records() if isinstance(each, MessageRecord)]
    assert [each.in_requests for each in found] == [False] * 5 + [True]
    assert [each.text for each in found].count("") == 2
    line = refused(SAMPLES / "instagram-export" / "v0")
    assert "4 parts of an Instagram export, not read" in line
    assert "its messages, followers, following and blocks are read" in line


@pytest.mark.slow
def test_memory_stays_flat_however_long_the_chats(tmp_path: Path) -> None:
    peaks = []
    for messages in (10_000, 50_000):
        folder = tmp_path / f"{messages}"
        rows = talk(START, *(("mia", f"text {each}") for each in range(messages)), apart=1)
        write_instagram(folder, {"mia": rows, "tom_x": TOM})
        del rows
        path = zipped(folder, tmp_path / f"{messages}.zip")
        tracemalloc.start()
        try:
            [source] = sources(path)
            assert sum(1 for _ in source.records()) == messages + 1
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.25
