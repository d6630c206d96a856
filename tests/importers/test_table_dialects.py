from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.model import Platform
from dm_assistant.importers.python_text import python_value
from dm_assistant.importers.spans import moment_said, span_ago
from dm_assistant.importers.words import BadValueError, count
from tests.importers.books import write_book
from tests.importers.reading import comment_id, comments, rejected, sources, write

SECOND = 1_775_896_200
POST = "https://www.tiktok.com/@dev.creator/video/7418294751977327878"
NOW = "Sat Apr 11 2026 10:30:00 GMT+0200 (Central European Summer Time)"
COLUMNS = (
    "Comment Number (ID),Nickname,User @,User URL,Comment Text,Time,Likes,Profile Picture URL,"
    "Is 2nd Level Comment,User Replied To,Number of Replies"
)


def page(*rows: str, now: str = NOW, post: str = POST) -> str:
    """Return a table as the scraper for the console of a browser makes it."""
    above = [
        f"Now,{now}",
        f"Post URL,{post}",
        "Publisher Nickname,The Creator, with a comma",
        "Publisher @,Dev.Creator",
        "Publisher URL,https://www.tiktok.com/@dev.creator",
        "Publish Time,9-4-2026",
        "Post Likes,12.3K",
        "Post Shares,N/A",
        'Description,"A title, and ""more"""',
        "Number of 1st level comments,2",
        "Number of 2nd level comments,1",
        '"Total Comments (actual, in this list)",3',
        "Total Comments (which TikTok tells you; too high),4",
        "Difference,1",
    ]
    return "\n".join([*above[not now :], COLUMNS, *rows]) + "\n"


def said(
    number: int, who: str, text: str, at: str, likes: str = "0", reply: str = "No,---,0"
) -> str:
    url = f"https://www.tiktok.com/@{who}"
    return f'{number},"Nick {who}","{who}",{url},"{text}",{at},"{likes}","N/A",{reply}'


ROWS = (
    said(1, "dev.user1", "first", "2d ago", "1.2K", "No,---,2"),
    said(2, "dev.user2", "second", "3h ago", "3,4M", 'Yes,"Nick dev.user1",0'),
    said(3, "dev.creator", "thanks", "11-4-2026", "7", 'Yes,"Nick dev.user1",0'),
    said(4, "dev.user3", "third", "5-12-2025", "1,234"),
)


def test_the_post_above_the_header_is_that_of_every_row(tmp_path: Path) -> None:
    path = write(tmp_path, "a", page(*ROWS))
    (source,) = sources(path)
    assert source.format == "cubernetes"
    assert {"handle=User @", "text=Comment Text", "at=Time"} <= set(source.matched)
    found = comments(path)
    assert {each.post_id for each in found} == {"7418294751977327878"}
    assert {each.post_title for each in found} == {'A title, and "more"'}
    assert [each.owner for each in found] == [False, False, True, False]
    assert [each.likes for each in found] == [1_200, 3_400_000, 7, 1_234]
    assert [each.name for each in found][:1] == ["Nick dev.user1"]
    assert [each.line for each in found] == [16, 17, 18, 19]
    now = datetime(2026, 4, 11, 8, 30, tzinfo=UTC)
    assert [each.at for each in found] == [
        now - timedelta(days=2),
        now - timedelta(hours=3),
        datetime(2026, 4, 11, tzinfo=UTC),
        datetime(2025, 12, 5, tzinfo=UTC),
    ]
    first = found[0].comment_id
    assert [each.parent_id for each in found] == ["", first, first, ""]
    assert any("approximate" in note and "top of the file" in note for note in source.notes)


def test_a_reply_that_is_not_below_the_person_it_names_stands_alone(tmp_path: Path) -> None:
    moved = (ROWS[3], ROWS[1])
    assert [each.parent_id for each in comments(write(tmp_path, "a", page(*moved)))] == ["", ""]


def test_the_same_page_scraped_later_brings_no_comment_twice(tmp_path: Path) -> None:
    later = (
        said(1, "dev.user1", "first", "9-4-2026", "1.3K"),
        said(2, "dev.user2", "second", "8d ago"),
    )
    before = comments(write(tmp_path, "a", page(*ROWS)))
    after = comments(write(tmp_path, "b", page(*later, now=NOW.replace("11", "19"))))
    assert {each.comment_id for each in after} == {each.comment_id for each in before[:2]}


def test_without_a_moment_of_its_own_the_files_time_counts_and_ids_stay(tmp_path: Path) -> None:
    path = write(tmp_path, "a", "User,Text,Date\ndev.user1,hi,2d ago\ndev.user2,ho,2026-04-11\n")
    ids = []
    for moment in (SECOND, SECOND + 900_000):
        os.utime(path, (moment, moment))
        (source,) = sources(path)
        assert any("file was last changed" in note for note in source.notes)
        first, second = comments(path)
        assert first.at == datetime.fromtimestamp(moment, UTC) - timedelta(days=2)
        assert second.at == datetime(2026, 4, 11, tzinfo=UTC)
        ids.append((first.comment_id, second.comment_id))
    assert ids[0] == ids[1]


def test_the_page_is_read_from_a_workbook_too(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [("Now", NOW), ("Post URL", POST), COLUMNS.split(",")]
    rows.append((1, "Nick", "dev.user1", "", "first", "2d ago", "1.2K", "", "No", "---", 0))
    (found,) = comments(write_book(tmp_path, rows))
    assert (found.line, found.post_id, found.likes) == (4, "7418294751977327878", 1_200)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2d ago", 48),
        ("3h", 3),
        ("1 w", 168),
        ("5 days ago", 120),
        ("just now", 0),
        ("an hour ago", 1),
        ("1 Day Ago", 24),
        ("90m ago", 1.5),
        ("2mo", 1_440),
        ("Yesterday", 24),
    ],
)
def test_times_that_count_back_are_understood(text: str, hours: float) -> None:
    assert span_ago(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["2 moons ago", "d ago", "-2d", "2026-04-11", "ago", "", "2"])
def test_other_texts_count_nothing_back(text: str) -> None:
    assert span_ago(text) is None


def test_the_moment_of_a_file_is_read_as_browsers_write_it() -> None:
    at = datetime(2026, 4, 11, 8, 30, tzinfo=UTC)
    assert moment_said(NOW) == moment_said("2026-04-11T10:30:00+02:00") == at
    assert moment_said("Sat Foo 99 2026 10:30:00 GMT+0200") is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.2K", 1_200),
        ("1,2K", 1_200),
        ("3.4M", 3_400_000),
        ("3,4 m", 3_400_000),
        ("1B", 10**9),
        ("12,345", 12_345),
        ("1.234.567", 1_234_567),
        ("7.0", 7),
        ("undefined", 0),
        (7.0, 7),
    ],
)
def test_counts_are_read_as_pages_of_any_country_show_them(written: object, number: int) -> None:
    assert count(written, "likes") == number


@pytest.mark.parametrize("written", ["1.25", "1,23,456", "-3", "1.2X", 1.5, "1.234,567"])
def test_what_is_no_count_is_not_made_one(written: object) -> None:
    with pytest.raises(BadValueError):
        count(written, "likes")


EXPORT = (
    ',,Name,Username,"Profile ID",Date,Likes,Comment,"User Verified",Thumbnail,"Comment ID",'
    '"Profile URL","Comment URL"'
)


def exported(first: str, second: str, **changed: str) -> str:
    cells = {
        "name": "dev.user1",
        "username": "",
        "id": "17",
        "profile": "https://www.instagram.com/Dev.User1",
        "comment": "18",
    } | changed
    post = f"https://www.instagram.com/p/Cabc_-1/c/{cells['comment']}"
    return (
        f"{first},{second},{cells['name']},{cells['username']},{cells['id']},"
        f'"2026-04-11 08:30:00",3,"hi",no,https://x/y,{cells["comment"]},{cells["profile"]},{post}'
    )


def test_a_blank_user_name_is_made_up_for_by_the_profile_and_then_the_name(tmp_path: Path) -> None:
    rows = [
        exported("1", ""),
        exported("2", "", username="dev.user2", name="Two", comment="19"),
        exported("3", "", name="Not a handle", comment="20"),
        exported("4", "", profile="", comment="21"),
        exported("5", "", profile="", name="Not a handle", comment="22"),
    ]
    path = write(tmp_path, "a", "\ufeff" + "\n".join([EXPORT, *rows]))
    (source,) = sources(path)
    assert source.format == "exportcomments"
    assert any("UTC" in note for note in source.notes)
    found = comments(path)
    assert [each.handle for each in found] == ["Dev.User1", "dev.user2", "Dev.User1", "dev.user1"]
    assert [each.name for each in found] == ["dev.user1", "Two", "Not a handle", ""]
    assert {each.platform for each in found} == {Platform.INSTAGRAM}
    assert {each.post_id for each in found} == {"Cabc_-1"}
    assert (found[0].comment_id, found[0].user_id, found[0].likes) == ("18", "17", 3)
    assert [bad.line for bad in rejected(path)] == [6]


def test_replies_stand_under_the_row_of_their_number_if_that_is_certain(tmp_path: Path) -> None:
    rows = [
        exported("1", "", comment="101"),
        exported("1", "1", comment="102"),
        exported("", "1-2", comment="103"),
        exported("", "3", comment="104"),
        exported("2", "", comment="105"),
        exported("1", "3", comment="106"),
    ]
    found = comments(write(tmp_path, "a", "\n".join([EXPORT, *rows])))
    assert [each.parent_id for each in found] == ["", "101", "101", "", "", ""]


def test_rows_above_the_header_and_tiktok_addresses_are_known(tmp_path: Path) -> None:
    row = exported("1", "", profile="https://www.tiktok.com/@dev.user1", comment=comment_id(SECOND))
    row = row.replace("https://www.instagram.com/p/Cabc_-1", POST)
    table = ["Post,https://x", "Total,1", EXPORT, row]
    path = write(tmp_path, "a", "\n".join(table))
    (found,) = comments(path)
    assert (found.platform, found.post_id) == (Platform.TIKTOK, "7418294751977327878")
    assert (found.line, found.at) == (4, datetime.fromtimestamp(SECOND, UTC))


def pyktok(user: str, replies: str = "None") -> str:
    quoted = user.replace('"', '""')
    return (
        "cid,aweme_id,text,create_time,digg_count,reply_id,user,reply_comment\n"
        f'{comment_id(SECOND)},77,hi,{SECOND},3,0,"{quoted}","{replies}"\n'
    )


def test_an_object_as_python_shows_it_is_read_and_nothing_of_it_is_run(tmp_path: Path) -> None:
    user = str(
        {"unique_id": "dev.user1", "uid": "55", "nickname": "O'\"ne \U0001f389\n", "x": None}
    )
    reply = {
        "cid": "8",
        "text": "me too",
        "create_time": SECOND,
        "user": {"unique_id": "dev.user2"},
    }
    path = write(tmp_path, "a.csv", pyktok(user, str([reply])))
    assert sources(path)[0].format == "pyktok"
    top, below = comments(path)
    assert (top.handle, top.user_id, top.name) == ("dev.user1", "55", "O'\"ne \U0001f389\n")
    assert (top.parent_id, top.post_id, top.likes) == ("", "77", 3)
    assert (below.handle, below.parent_id, below.post_id) == ("dev.user2", top.comment_id, "77")
    evil = "{'unique_id': __import__('os').getcwd()}"
    assert [bad.line for bad in rejected(write(tmp_path, "b.csv", pyktok(evil)))] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50 + "]" * 50,
        "-" * 9_999 + "1",
        "{'a': 1 if x else 2}",
        "f'{x}'",
        "'a' 1",
        "{'a': {1}: 2}",
        "{[]: 1}",
        "'\\N{DIGIT ONE}'",
        "'\\d'",
        "1" * 5_000,
        "[" + "1," * 600_000 + "]",
        "(" * 20,
    ],
)
def test_what_is_no_plain_value_is_nothing(text: str) -> None:
    assert python_value(text) is None


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(value=PLAIN)
def test_every_plain_value_comes_back_as_it_was(value: object) -> None:
    assert python_value(repr(value)) == value


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_a_line_that_names_the_separator(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff".encode(encoding)
    table = "sep=;\r\nusername;text;date;likes\r\ndev.user1;hé 🎉;2026-04-11T08:30:00Z;null\r\n"
    (found,) = comments(write(tmp_path, "a", mark + table.encode(encoding)))
    assert (found.line, found.text, found.likes) == (3, "hé 🎉", 0)


def test_shouted_columns_of_a_database_and_mentions_are_understood(tmp_path: Path) -> None:
    header = "VIDEOWEBURL,CID,CREATETIMEISO,TEXT,DIGGCOUNT,UNIQUEID,DETAILEDMENTIONS/0/USERID"
    row = f"{POST},{comment_id(SECOND)},2026-04-11T08:30:00.000Z,hi,4,dev.user1,9"
    path = write(tmp_path, "a", f"{header}\n{row}\n")
    assert sources(path)[0].format == "apify"
    assert [(each.likes, each.user_id) for each in comments(path)] == [(4, "")]
