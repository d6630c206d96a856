"""TikTok's own data export: its messages are found in every generation of its keys."""

from __future__ import annotations

import json
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.errors import BadInputError
from dm_assistant.importers.records import (
    GroupMessageRecord,
    MessageRecord,
    OwnPostRecord,
    Rejected,
    TieRecord,
)
from tests.exports import GENERATIONS, export, message, talk, write
from tests.importers.reading import records, rejected, sources
from tests.importers.reading import write as write_bytes

START = datetime(2024, 5, 1, 20, 10, 2, tzinfo=UTC)
CHATS = {
    "Some.Handle": talk(START, ("some.handle", "hi"), ("me.me", "hello\nyou"), ("", "bye")),
    "renamed.one": [message(START, "older.name", "🎉")],
}


def said(path: Path, **options: Any) -> list[MessageRecord]:
    return [each for each in records(path, **options) if isinstance(each, MessageRecord)]


def refused(path: Path, **options: Any) -> str:
    with pytest.raises(BadInputError) as caught:
        records(path, **options)
    line = str(caught.value)
    assert line.isprintable()
    return line


@pytest.mark.parametrize("generation", GENERATIONS)
def test_every_generation_gives_the_same_messages(tmp_path: Path, generation: int) -> None:
    path = write(tmp_path / "any.name", export(CHATS, generation=generation, lists=True))
    [source] = sources(path)
    assert (source.format, source.owner) == ("tiktok-export", "me.me")
    assert source.ties == {TieKind.FOLLOWS_ME, TieKind.I_FOLLOW}
    assert source.as_of == START + timedelta(minutes=2)
    found = list(source.records())
    day = datetime(2024, 1, 1, tzinfo=UTC)
    tie = TieRecord(0, "somebody", "somebody", TieKind.FOLLOWS_ME, day, Platform.TIKTOK)
    assert [each._replace(line=0) for each in found if isinstance(each, TieRecord)] == [
        tie,
        tie,
        tie._replace(kind=TieKind.I_FOLLOW),
    ]
    assert sum(isinstance(each, OwnPostRecord) for each in found) == 3
    assert sorted(each.line for each in found) == list(range(1, 11))
    assert said(path) == [
        MessageRecord(1, "Some.Handle", "some.handle", START + timedelta(minutes=2), "", "bye"),
        MessageRecord(
            2, "Some.Handle", "some.handle", START + timedelta(minutes=1), "me.me", "hello\nyou"
        ),
        MessageRecord(3, "Some.Handle", "some.handle", START, "some.handle", "hi"),
        MessageRecord(4, "renamed.one", "renamed.one", START, "older.name", "🎉"),
    ]


def test_case_blanks_and_order_of_keys_do_not_matter(tmp_path: Path) -> None:
    odd = {"from": "MIA", "content": "hi", "date": "2024-05-01 20:10:02 UTC", "More": [1]}
    inside = {"chathistory": {"chat history with @Mia::": [odd]}}
    path = write_bytes(tmp_path, "x", json.dumps({"direct messages": inside}))
    assert said(path) == [MessageRecord(1, "Mia", "mia", START, "mia", "hi")]


def test_a_zone_the_person_names_is_not_for_times_that_are_utc(tmp_path: Path) -> None:
    path = write(tmp_path / "x", export(CHATS))
    assert said(path, timezone="Asia/Tokyo") == said(path)


def test_the_whole_zip_as_it_was_downloaded_is_read(tmp_path: Path) -> None:
    write(tmp_path / "user_data_tiktok.json", export(CHATS))
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(tmp_path / "user_data_tiktok.json", "TikTok/user_data_tiktok.json")
    assert said(tmp_path / "export.zip") == said(tmp_path / "user_data_tiktok.json")


def test_an_export_on_one_line_is_one_too(tmp_path: Path) -> None:
    path = write_bytes(tmp_path, "x", json.dumps(export(CHATS)) + "\n")
    assert len(said(path)) == 4


def test_group_messages_have_their_group_and_their_writer(tmp_path: Path) -> None:
    groups = {"7": talk(START, ("A", "x"), ("", "y")), "8": talk(START, ("b", "x"))}
    path = write(tmp_path / "x", export(CHATS, groups=groups))
    found = [each for each in records(path) if isinstance(each, GroupMessageRecord)]
    assert found == [
        GroupMessageRecord(5, "Group_Chat_7", "", "", START + timedelta(minutes=1), "y"),
        GroupMessageRecord(6, "Group_Chat_7", "A", "a", START, "x"),
        GroupMessageRecord(7, "Group_Chat_8", "b", "b", START, "x"),
    ]


def test_deleted_accounts_are_skipped_and_counted(tmp_path: Path) -> None:
    gone = {"Date": "2024-01-01 00:00:00", "UserName": "N/A"}
    here = {"Date": "", "UserName": "Mia"}
    lists = {"FansList": [gone, here, gone], "Blocked": {"BlockList": []}}
    [source] = sources(write(tmp_path / "x", {"Profile And Settings": {"Follower": lists}}))
    assert "skipped: 2 deleted accounts" in source.notes
    assert source.ties == {TieKind.FOLLOWS_ME, TieKind.BLOCKED}
    assert list(source.records()) == [
        TieRecord(1, "Mia", "mia", TieKind.FOLLOWS_ME, None, Platform.TIKTOK)
    ]


@pytest.mark.parametrize("absent", [None, {}, "", 3])
def test_a_list_that_is_no_list_is_not_complete(tmp_path: Path, absent: object) -> None:
    value = {**export(CHATS), "App Settings": {"Block List": {"BlockList": absent}}}
    [source] = sources(write(tmp_path / "x", value))
    assert source.ties == frozenset()


def test_rows_of_lists_that_are_no_rows_are_rejected(tmp_path: Path) -> None:
    lists = {"FansList": [7, {"Date": "x"}, {"UserName": ["a"]}, {"Date": ""}]}
    posts = {"Posts": {"VideoList": [{"Date": "2024-01-01 00:00:00", "Title": [1]}, None, {}]}}
    path = write(tmp_path / "x", {"Profile And Settings": {"Follower": lists}, "Post": posts})
    assert [each.line for each in rejected(path)] == [1, 2, 3, 4, 5, 6, 7]


def test_a_block_without_a_usable_time_is_a_block(tmp_path: Path) -> None:
    rows = [{"Date": "soon", "UserName": "Eve"}, {"UserName": "zoe"}]
    found = records(write(tmp_path / "x", {"App Settings": {"Block": {"BlockList": rows}}}))
    assert [(each.key, each.at) for each in found if isinstance(each, TieRecord)] == [
        ("eve", None),
        ("zoe", None),
    ]


def test_a_post_keeps_only_a_lasting_link(tmp_path: Path) -> None:
    row = {"Date": "2024-01-01 00:00:00", "Likes": "1.2K", "Title": "N/A"}
    lasting = "https://www.tiktokv.com/share/video/7637602829980552468/"
    rows = [{**row, "Link": "https://v16.tiktokcdn.com/a?sign=x"}, {**row, "Link": lasting}]
    posts = {"Post": {"Posts": {"VideoList": rows}}}
    found = records(write(tmp_path / "x", posts))
    assert [each.url for each in found if isinstance(each, OwnPostRecord)] == ["", lasting]
    assert {each.likes for each in found if isinstance(each, OwnPostRecord)} == {1200}


@pytest.mark.parametrize("nothing", [{}, None, []])
def test_chats_may_be_empty(tmp_path: Path, nothing: object) -> None:
    assert records(write(tmp_path / "x", export({"mia": nothing}))) == []
    value = {"Direct Messages": {"Chat History": {"ChatHistory": nothing}}}
    assert records(write(tmp_path / "y", value)) == []


def test_who_writes_to_several_people_is_the_creator(tmp_path: Path) -> None:
    chats = {
        "mia": talk(START, ("was.me", "hi"), ("mia", "yo"), ("old.mia", "yo")),
        "tom": talk(START, ("was.me", "hi"), ("me.me", "hi")),
        "zoe": talk(START, ("me.me", "hi")),
    }
    [source] = sources(write(tmp_path / "x", export(chats, owner="")))
    assert (source.owner, source.writers) == ("", frozenset({"was.me", "me.me"}))


def test_bad_messages_are_rejected_by_their_place(tmp_path: Path) -> None:
    good = message(START, "mia")
    value = export(
        {
            "mia": [
                good,
                7,
                None,
                {},
                {"From": "mia", "Content": "x"},
                {"Date": "2024-05-01 20:10:02", "Content": "x"},
                {**good, "Date": "2024-02-30 00:00:00"},
                {**good, "Date": "9999-12-31 23:59:59"},
                {**good, "Date": "0001-01-01 00:00:00"},
                {**good, "Date": [1]},
                {**good, "From": {"a": 1}},
                {**good, "From": "no handle: at all"},
                {**good, "Content": ["x"]},
                {**good, "Content": "a\0b"},
                {**good, "Content": None},
                good,
            ],
            "two words/here": [good],
            "tom": "hello",
            "zoe": {"deeper": [good]},
        }
    )
    value["Direct Message"]["Direct Messages"]["ChatHistory"]["Notes"] = [good]
    path = write(tmp_path / "x", value)
    assert [each.line for each in said(path)] == [1, 15, 16]
    wrong = rejected(path)
    assert [each.line for each in wrong] == [*range(2, 15), 17, 18, 19, 20]
    assert {each.line: each.reason for each in wrong if each.line in (4, 7, 14, 17)} == {
        4: "there is no Date and no From",
        7: "there is no such day or time: 2024-02-30 00:00:00",
        14: "the content holds a NUL character at position 2",
        17: "the chat names nobody: the handle has a blank inside",
    }


def test_a_message_without_words_is_one(tmp_path: Path) -> None:
    bare = {"Date": "2024-05-01 20:10:02", "From": "mia"}
    assert [each.text for each in said(write(tmp_path / "x", export({"mia": [bare]})))] == [""]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text[:-40], "the file ends"),
        (lambda text: text + "{}", "something follows the end"),
        (lambda text: text.replace("},", "}", 1), "a comma or ] is missing"),
        (lambda text: text.replace('"hi"', '"hi" "'), "the file ends inside a value"),
        (lambda text: text.replace('"hi"', "NaN"), "NaN is not JSON"),
        (lambda text: text.replace('"From"', '"Date"', 1), '"Date" is there twice'),
        (lambda text: text.replace("renamed.one", "Some.Handle"), "a key is there twice"),
    ],
)
def test_a_broken_export_is_refused_in_one_line(tmp_path: Path, change: Any, reason: str) -> None:
    path = write(tmp_path / "broken.json", export(CHATS))
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    line = refused(path)
    assert line.startswith("broken.json")
    assert reason in line


def test_text_that_is_not_utf_8_refuses_the_file(tmp_path: Path) -> None:
    raw = json.dumps(export(CHATS)).encode().replace(b'"hi"', b'"\xff"')
    assert "the text is not UTF-8" in refused(write_bytes(tmp_path, "x.json", raw))


def test_an_export_with_nothing_to_read_says_what_it_holds(tmp_path: Path) -> None:
    value = {"Comment": {"Comments": {"CommentsList": [{"date": "", "comment": "x"}] * 2}}}
    line = refused(write(tmp_path / "x.json", value))
    assert "holds no messages, followers, following, blocks or posts" in line
    assert "not read: your own comments (2)" in line


def test_other_json_is_no_export(tmp_path: Path) -> None:
    page = write_bytes(tmp_path, "x.json", '{"comments": [{"cid": "1", "uniqueId": "a"}]}')
    assert "tiktok-export" not in refused(page)
    assert "this is no data export of TikTok" in refused(page, as_format="tiktok-export")
    path = write(tmp_path / "y.json", export(CHATS))
    assert "neither comments nor" in refused(path, as_format="apify")
    assert "has no columns to map" in refused(path, mapping={"text": "Content"})


def test_a_list_in_a_list_is_not_gone_into_without_end(tmp_path: Path) -> None:
    deep = '{"Direct Messages":' * 70 + '{"ChatHistory": {}}' + "}" * 70
    refused(write_bytes(tmp_path, "x.json", deep))
    item = "[" * 70 + "]" * 70
    value = '{"ChatHistory": {"Chat History with mia:": [' + item + "]}}"
    assert "more than 64 deep" in refused(write_bytes(tmp_path, "y.json", value))


def long_export(path: Path, messages: int) -> None:
    """Write chats of a hundred messages each, and lists that are not read."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"Direct Messages": {"Chat History": {"ChatHistory": {')
        for number in range(messages // 100):
            who = f"fan{number}"
            chat = json.dumps(talk(START, *((who, f"text {each}") for each in range(100))))
            file.write(f'{"," * (number > 0)}"Chat History with {who}:": {chat}')
        file.write('}}}, "Video": {"Videos": {"VideoList": [')
        file.write(",".join('{"Link": "x"}' for _ in range(messages)))
        file.write("]}}}")


@pytest.mark.slow
def test_memory_stays_flat_however_long_the_export(tmp_path: Path) -> None:
    peaks = []
    for messages in (10_000, 50_000):
        path = tmp_path / f"{messages}"
        long_export(path, messages)
        tracemalloc.start()
        try:
            [source] = sources(path)
            assert sum(not isinstance(each, Rejected) for each in source.records()) == messages
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.25
