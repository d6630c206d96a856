"""TikTok's own data export as text: the same records as from the JSON form."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.model import TieKind
from dm_assistant.errors import BadInputError
from dm_assistant.importers.detect import recognise
from dm_assistant.importers.records import (
    GroupMessageRecord,
    MessageRecord,
    OwnPostRecord,
    Record,
    TieRecord,
)
from tests.exports import export, talk, write, write_text, zipped
from tests.importers.reading import left, records, rejected, sources
from tests.importers.reading import write as write_bytes

START = datetime(2024, 5, 1, 20, 10, 2, tzinfo=UTC)
CHATS = {
    "Some.Handle": talk(START, ("some.handle", "hi: you"), ("me.me", "two\n\nlines\n "), ("", "x")),
    "renamed.one": talk(START, ("older.name", "🎉")),
}
GROUPS = {"7": talk(START, ("a", "x"), ("me.me", "all of you"))}


def without_lines(found: list[Record]) -> list[Record]:
    """Return records without their places, the lists first."""
    order = (TieRecord, OwnPostRecord, MessageRecord, GroupMessageRecord)
    plain: list[Any] = [each._replace(line=0) for each in found if isinstance(each, order)]
    return sorted(plain, key=lambda each: order.index(type(each)))


@pytest.mark.parametrize("utc", [" UTC", ""])
@pytest.mark.parametrize("messages", ["Direct Messages", "Mensajes directos"])
def test_text_gives_what_json_gives(tmp_path: Path, utc: str, messages: str) -> None:
    lists: dict[str, Any] = {
        "followers": ["mia", "Tom", "N/A"],
        "following": ["mia"],
        "blocked": ["eve"],
    }
    text = write_text(tmp_path, CHATS, groups=GROUPS, utc=utc, messages=messages, **lists)
    json = write(tmp_path / "x.json", export(CHATS, groups=GROUPS, **lists))
    [source], [other] = sources(text), sources(json)
    assert (source.format, source.owner) == ("tiktok-export", "me.me")
    assert source.ties == other.ties == frozenset(TieKind)
    assert source.as_of == other.as_of == START + timedelta(minutes=2)
    assert (source.writers, source.others) == (other.writers, other.others)
    assert "skipped: 1 deleted account" in source.notes
    found = list(source.records())
    assert {each.text for each in found if isinstance(each, MessageRecord)} == {
        "hi: you",
        "two\n\nlines",
        "x",
        "🎉",
    }
    same = [
        each._replace(text=each.text.rstrip()) if isinstance(each, MessageRecord) else each
        for each in without_lines(list(other.records()))
    ]
    assert without_lines(found) == sorted(same, key=without_lines(found).index)
    assert [each.line for each in found] == list(range(1, len(found) + 1))


def test_folder_and_zip_are_one_export_each(tmp_path: Path) -> None:
    folder = tmp_path / "down"
    write_text(folder, CHATS, followers=["mia"])
    zipped(folder, tmp_path / "again.zip").rename(folder / "again.zip")
    found = sources(folder)
    assert {source.name for source in found} == {"down/TikTok", "down/again.zip!TikTok"}
    first, second = (list(source.records()) for source in found)
    assert first == second


def test_two_exports_beside_each_other_stay_two(tmp_path: Path) -> None:
    for name in ("older", "newer"):
        root = write_text(tmp_path / name, CHATS, followers=["mia"])
        for file in sorted(root.rglob("*.txt")):
            file.rename(tmp_path / name / file.name)
    assert [source.name for source in sources(tmp_path)] == [
        f"{tmp_path.name}/newer",
        f"{tmp_path.name}/older",
    ]


def test_empty_lists_are_complete_and_a_sentence_elsewhere_is_none(tmp_path: Path) -> None:
    root = write_text(tmp_path, CHATS, followers=[], blocked=[])
    [source] = sources(root)
    assert source.ties == {TieKind.FOLLOWS_ME, TieKind.BLOCKED}
    assert not any(isinstance(each, TieRecord) for each in source.records())
    elsewhere = tmp_path / "other"
    write_bytes(tmp_path, "chat.txt", (root / "Direct Messages/Direct Messages.txt").read_bytes())
    elsewhere.mkdir()
    (tmp_path / "chat.txt").rename(elsewhere / "chat.txt")
    write_bytes(elsewhere, "Follower.txt", "nobody knows what this is\n")
    [source] = sources(elsewhere)
    assert source.ties == frozenset()
    assert "Follower.txt" in next(iter(left(elsewhere)))


def test_a_list_that_does_not_say_which_it_is_is_left(tmp_path: Path) -> None:
    root = write_text(tmp_path, CHATS, blocked=["eve"])
    (root / "Profile And Settings/Block List.txt").rename(root / "Lista de bloqueos.txt")
    [source] = sources(tmp_path)
    assert source.ties == frozenset()
    ((name, reason),) = left(tmp_path).items()
    assert name.endswith("TikTok/Lista de bloqueos.txt")
    assert "a list of TikTok users that does not say which" in reason


def test_posts_are_told_from_what_was_watched(tmp_path: Path) -> None:
    root = write_text(tmp_path, CHATS)
    post = "Date: 2024-05-01 10:00:00 UTC\nLink: https://x?sign=1\nLike(s): 5\nTitle: one\ntwo\n\n"
    (root / "Post").mkdir()
    (root / "Post/Posts.txt").write_text(post * 2)
    (root / "Watch.txt").write_text("Date: 2024-05-01 10:00:00\nLink: https://x\n\n")
    found = [each for each in records(root) if isinstance(each, OwnPostRecord)]
    assert [(each.title, each.url) for each in found] == [("one\ntwo", "")] * 2
    assert list(left(root).values()) == ["a section of a TikTok export, not read"]


def test_bad_lines_are_rejected_with_their_file(tmp_path: Path) -> None:
    text = (
        ">>> Chat History with mia::\n\nno time here\n2024-02-30 00:00:00 UTC mia: x\n"
        "2024-05-01 20:10:02 UTC mia: a\0b\n\n>>> Chat History with two words::\n"
        "2024-05-01 20:10:02 UTC mia: y\n>>> Something else\n2024-05-01 20:10:02 UTC mia: z\n"
        ">>> Chat History with tom::\n2024-05-01 20:10:02 UTC tom: good\n"
    )
    path = write_bytes(tmp_path, "chats", text)
    assert [each.reason.partition(": ")[0] for each in rejected(path)] == [
        "chats:3",
        "chats:4",
        "chats:5",
        "chats:8",
        "chats:10",
    ]
    assert [each.text for each in records(path) if isinstance(each, MessageRecord)] == ["good"]


def test_windows_line_ends_are_no_part_of_a_message(tmp_path: Path) -> None:
    text = ">>> Chat History with mia::\r\n\r\n2024-05-01 20:10:02 UTC mia: one\r\ntwo\r\n"
    found = records(write_bytes(tmp_path, "x", text))
    assert found == [MessageRecord(1, "mia", "mia", START, "mia", "one\ntwo")]


def test_text_that_is_not_utf_8_refuses_a_named_file_and_is_left_in_a_folder(
    tmp_path: Path,
) -> None:
    root = write_text(tmp_path, CHATS, followers=["mia"])
    chats = root / "Direct Messages/Direct Messages.txt"
    chats.write_bytes(chats.read_bytes() + b"\xff\n")
    with pytest.raises(BadInputError, match=r"Direct Messages.txt:\d+: the text is not UTF-8"):
        recognise([chats])
    assert "the text is not UTF-8" in next(iter(left(root.parent).values()))


@pytest.mark.slow
def test_memory_stays_flat_however_long_the_chats(tmp_path: Path) -> None:
    peaks = []
    for messages in (10_000, 50_000):
        said = talk(START, *(("mia", f"text {each}") for each in range(messages)), apart=1)
        root = write_text(tmp_path / f"{messages}", {"mia": said})
        del said
        tracemalloc.start()
        try:
            [source] = sources(root)
            assert sum(1 for _ in source.records()) == messages
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.25
