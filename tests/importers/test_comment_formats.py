from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.model import Platform
from dm_assistant.errors import BadInputError
from dm_assistant.importers.aliases import ALIASES
from dm_assistant.importers.formats import FORMATS, Kind
from tests.importers.reading import (
    VIDEO,
    comment_id,
    comments,
    rejected,
    sources,
    write,
    write_json,
)
from tests.shared import TIKTOK_SAMPLE, needs_samples

SECOND = 1_775_896_200
AT = datetime.fromtimestamp(SECOND, UTC)
APIFY = {
    "cid": comment_id(SECOND, 1),
    "uniqueId": "dev.user1",
    "uid": "55",
    "text": "lovely",
    "videoWebUrl": VIDEO,
    "createTime": SECOND,
    "createTimeISO": "2026-04-11T08:30:00.000Z",
    "diggCount": 7,
    "repliesToId": None,
}


@needs_samples
def test_the_scraper_sample_gives_36_comments_and_2_replies_seven_hours_earlier() -> None:
    (source,) = sources(TIKTOK_SAMPLE)
    assert source.format == "tiktok-scraper"
    assert any("UTC+7" in note and "38 of 38" in note for note in source.notes)
    found = comments(TIKTOK_SAMPLE)
    assert len(found) == 38
    assert sum(bool(each.parent_id) for each in found) == 2
    assert {each.post_id for each in found} == {TIKTOK_SAMPLE.stem}
    assert all(each.post_title for each in found)
    raw = json.loads(TIKTOK_SAMPLE.read_text())["comments"]
    written = [row for top in raw for row in (top, *top["replies"])]
    for each, row in zip(found, written, strict=True):
        naive = datetime.fromisoformat(row["create_time"]).replace(tzinfo=UTC)
        assert each.at == naive - timedelta(hours=7)
        assert each.text == row["comment"]


def test_an_answer_of_the_web_interface_is_read_with_its_inline_replies(tmp_path: Path) -> None:
    reply = {
        "cid": comment_id(SECOND + 60, 2),
        "text": "me too",
        "create_time": SECOND + 60,
        "reply_id": comment_id(SECOND, 1),
        "user": {"unique_id": "dev.user2", "uid": "56"},
    }
    comment = {
        "cid": comment_id(SECOND, 1),
        "aweme_id": "7418294751977327878",
        "text": "",
        "create_time": SECOND,
        "digg_count": 3,
        "reply_id": "0",
        "reply_comment": [reply],
        "user": {"unique_id": "dev.user1", "uid": "55", "nickname": "One"},
    }
    for page in ({"comments": [comment]}, {"code": 0, "data": {"comments": [comment]}}):
        path = write_json(tmp_path, {"status_code": 0, **page, "has_more": 0})
        (source,) = sources(path)
        assert (source.format, source.unit) == ("tiktok-web", "item")
        top, below = comments(path)
        assert (top.handle, top.name, top.user_id, top.likes) == ("dev.user1", "One", "55", 3)
        assert (top.text, top.at, top.parent_id) == ("", AT, "")
        assert (below.line, below.parent_id) == (1, top.comment_id)
        assert below.post_id == top.post_id == "7418294751977327878"


def test_the_business_interface_is_read_and_its_owner_flag_kept(tmp_path: Path) -> None:
    row = {
        "comment_id": comment_id(SECOND, 1),
        "video_id": "7418294751977327878",
        "text": "hi",
        "create_time": str(SECOND),
        "likes": 2,
        "username": "dev.creator",
        "display_name": "Creator",
        "unique_identifier": "u-1",
        "user_id": "9",
        "owner": True,
    }
    page = {"code": 0, "message": "OK", "request_id": "r", "data": {"comments": [row], "cursor": 1}}
    path = write_json(tmp_path, page)
    (source,) = sources(path)
    (found,) = comments(path)
    assert source.format == "tiktok-business"
    assert (found.owner, found.user_id, found.name) == (True, "u-1", "Creator")
    assert found.at == AT


def test_an_answer_that_reports_an_error_is_refused(tmp_path: Path) -> None:
    page = {"code": 40105, "message": "no", "request_id": "r", "data": {"comments": []}}
    with pytest.raises(BadInputError, match="40105"):
        sources(write_json(tmp_path, page))


def as_csv(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_json_lines_json_and_csv_of_the_same_rows_say_the_same(tmp_path: Path) -> None:
    other = {**APIFY, "cid": comment_id(SECOND, 2), "text": 'two\nlines, "quoted" 🎉'}
    rows = [APIFY, other]
    lines = "\n".join(json.dumps(row) for row in rows)
    paths = [
        write(tmp_path, "a", json.dumps(rows, indent=2)),
        write(tmp_path, "b", lines),
        write(tmp_path, "c", as_csv(rows)),
        write(tmp_path, "d", "\ufeff" + lines),
        write(tmp_path, "e", b"\xff\xfe" + as_csv(rows).encode("utf-16-le")),
        write(tmp_path, "f", b"\xff\xfe" + lines.encode("utf-16-le")),
    ]
    said = {
        tuple(
            (each.comment_id, each.key, each.text, each.at, each.likes) for each in comments(path)
        )
        for path in paths
    }
    assert len(said) == 1
    assert {sources(path)[0].format for path in paths} == {"apify"}
    assert [each.line for each in comments(paths[1])] == [1, 2]
    assert [each.line for each in comments(paths[2])] == [2, 3]


@pytest.mark.parametrize(
    ("field", "alias"), [(field, name) for field in ALIASES for name in ALIASES[field]]
)
def test_every_alias_is_understood_in_any_spelling(tmp_path: Path, field: str, alias: str) -> None:
    values: dict[str, tuple[object, object]] = {
        "handle": ("dev.user1", "dev.user1"),
        "text": ("lovely", "lovely"),
        "at": (SECOND, AT),
        "comment_id": (comment_id(SECOND, 1), comment_id(SECOND, 1)),
        "post_id": ("77", "77"),
        "post_url": (VIDEO, VIDEO),
        "post_title": ("A title", "A title"),
        "name": ("One", "One"),
        "user_id": ("55", "55"),
        "likes": (7, 7),
        "parent_id": ("88", "88"),
        "owner": ("true", True),
        "platform": ("instagram", Platform.INSTAGRAM),
    }
    needed = {"handle": "username", "text": "text", "at": "create_time"}
    row = {key: values[name][0] for name, key in needed.items() if name != field}
    row[alias] = values[field][0]
    shouted = {key.upper().replace(".", "/"): value for key, value in row.items()}
    nested: dict[str, Any] = {}
    for key, value in row.items():
        outer, _, inner = key.partition(".")
        if inner:
            nested.setdefault(outer, {})[inner] = value
        else:
            nested[key] = value
    paths = [
        write(tmp_path, "a", as_csv([row])),
        write(tmp_path, "b", as_csv([shouted])),
        write(tmp_path, "c", json.dumps([nested])),
    ]
    for path in paths:
        (found,) = comments(path)
        assert getattr(found, field) == values[field][1], path.name


def test_keys_that_change_on_the_way_are_matched_again(tmp_path: Path) -> None:
    rows = [
        {"cid": "1", "uniqueId": "dev.user1", "text": "a", "createTime": SECOND},
        {"commentId": "2", "author": {"username": "dev.user2"}, "comment": "b", "date": SECOND},
    ]
    found = comments(write_json(tmp_path, rows))
    assert [(each.comment_id, each.handle, each.text) for each in found] == [
        ("1", "dev.user1", "a"),
        ("2", "dev.user2", "b"),
    ]


def test_instagram_scrapers_are_known_by_their_keys_and_addresses(tmp_path: Path) -> None:
    first = {
        "id": "1",
        "ownerUsername": "dev.user1",
        "text": "a",
        "timestamp": "2026-04-11T08:30:00.000Z",
        "postUrl": "https://www.instagram.com/p/Cabc_-1/",
        "replies": [
            {"id": "2", "ownerUsername": "dev.user2", "text": "b", "timestamp": SECOND},
        ],
    }
    top, below = comments(write_json(tmp_path, [first]))
    assert (top.platform, top.post_id) == (Platform.INSTAGRAM, "Cabc_-1")
    assert (below.parent_id, below.post_id) == ("1", "Cabc_-1")


def test_a_comment_by_the_account_in_the_address_is_the_owners(tmp_path: Path) -> None:
    rows = [APIFY, {**APIFY, "uniqueId": "Dev.Creator"}]
    assert [each.owner for each in comments(write_json(tmp_path, rows))] == [False, True]


def test_a_mapped_csv_is_read_and_its_header_can_be_remembered(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "wer;was;wann\ndev.user1;hallo;2026-04-11T08:30:00Z\n")
    with pytest.raises(BadInputError, match="--map handle=COLUMN") as refusal:
        sources(path)
    assert "found wer, was, wann" in str(refusal.value)
    mapping = {"handle": "wer", "text": "WAS", "time": "wann"}
    (source,) = sources(path, mapping=mapping)
    assert (source.format, source.kind) == ("csv", Kind.COMMENTS)
    kept = {source.header_key: dict(source.mapping)}
    (found,) = comments(path, remembered=kept.get)
    assert (found.handle, found.text, found.at) == ("dev.user1", "hallo", AT)


@pytest.mark.parametrize(
    "mapping", [{"handle": "nobody"}, {"shoe_size": "wer"}, {"handle": "\x1b[2J"}]
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, mapping: dict[str, str]) -> None:
    path = write(tmp_path, "a.csv", "wer,was,wann\ndev.user1,hallo,2026-04-11T08:30:00Z\n")
    with pytest.raises(BadInputError) as refusal:
        sources(path, mapping=mapping)
    assert str(refusal.value).isprintable()


def test_a_comment_without_an_id_gets_the_same_one_whenever_it_is_read(tmp_path: Path) -> None:
    row = {key: APIFY[key] for key in ("uniqueId", "text", "videoWebUrl", "createTime")}
    other = {**row, "text": "other"}
    first, second = comments(write_json(tmp_path, [row, other]))
    (again,) = comments(write_json(tmp_path, [{**row, "diggCount": 99}]))
    assert first.comment_id == again.comment_id
    assert first.comment_id.startswith("h:")
    assert first.comment_id != second.comment_id


def test_a_forced_format_is_used_and_an_unknown_one_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "handle,text,date\ndev.user1,hi,2026-04-11\n")
    assert sources(path)[0].kind is Kind.COMMENTS
    assert sources(path, as_format="contacts")[0].kind is Kind.CONTACTS
    with pytest.raises(BadInputError, match="known are"):
        sources(path, as_format="myspace")
    with pytest.raises(BadInputError, match="must be a CSV"):
        sources(write_json(tmp_path, [APIFY]), as_format="contacts")
    assert set(FORMATS) >= {"tiktok-scraper", "tiktok-web", "apify", "csv", "contacts", "consents"}


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("uniqueId", "", "no handle"),
        ("uniqueId", "two words", "blank"),
        ("uniqueId", {"a": 1}, "no handle"),
        ("text", ["x"], "list"),
        ("text", "a\0b", "NUL"),
        ("diggCount", "many", "likes"),
        ("diggCount", 2**70, "likes"),
        ("diggCount", -1, "likes"),
        ("createTime", "soon", "not a time: soon"),
        ("createTime", "2026-02-30", "no such day"),
        ("createTime", 5, "out of range"),
        ("createTime", True, "time"),
        ("cid", ["x"], "id"),
        ("cid", "9" * 500, "id"),
    ],
)
def test_a_bad_value_rejects_its_row_only(
    tmp_path: Path, key: str, value: object, reason: str
) -> None:
    path = write_json(tmp_path, [APIFY, {**APIFY, key: value}])
    (bad,) = rejected(path)
    assert bad.line == 2
    assert reason in bad.reason
    assert len(comments(path)) == 1


def test_handles_are_kept_as_written_and_matched_normalised(tmp_path: Path) -> None:
    (found,) = comments(write_json(tmp_path, [{**APIFY, "uniqueId": "@Dev.User1"}]))
    assert (found.handle, found.key) == ("Dev.User1", "dev.user1")


def test_text_is_kept_exactly(tmp_path: Path) -> None:
    text = "\ufeff  =2+2\r\n\x1b[31mred\u202e \ttail  "
    (found,) = comments(write_json(tmp_path, [{**APIFY, "text": text}]))
    assert found.text == text
    (found,) = comments(write(tmp_path, "a.csv", as_csv([{**APIFY, "text": text}])))
    assert found.text == text
