from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.model import Platform
from dm_assistant.errors import BadInputError
from dm_assistant.importers.inputs import UnknownShapeError
from tests.importers.reading import comment_id, comments, rejected, sources, write, write_json

SECOND = 1_775_896_200
AT = datetime.fromtimestamp(SECOND, UTC)
NO_POST = "names no post"


def business(number: int, **more: Any) -> dict[str, Any]:
    return {
        "comment_id": comment_id(SECOND, number),
        "video_id": "7418294751977327878",
        "text": f"text {number}",
        "create_time": str(SECOND),
        "likes": number,
        "username": f"dev.user{number}",
        "display_name": "One",
        "unique_identifier": f"u-{number}",
        **more,
    }


def answer(*rows: dict[str, Any], code: int = 0) -> dict[str, Any]:
    data = {"comments": list(rows), "cursor": 1, "has_more": False}
    return {"code": code, "message": "OK", "request_id": "r", "data": data}


def test_replies_of_the_business_interface_stand_under_their_comment(tmp_path: Path) -> None:
    top = business(1, reply_list=[business(2)])
    named = business(3, parent_comment_id=top["comment_id"])
    path = write_json(tmp_path, answer(top, named))
    assert sources(path)[0].format == "tiktok-business"
    first, second, third = comments(path)
    assert second.parent_id == third.parent_id == first.comment_id
    assert (first.user_id, first.post_id) == ("u-1", "7418294751977327878")


@pytest.mark.parametrize("indent", [None, 2])
def test_pages_one_after_another_are_read_as_one(tmp_path: Path, indent: int | None) -> None:
    pages = [answer(business(1), business(2)), answer(business(3))]
    text = "\n".join(json.dumps(page, indent=indent) for page in pages)
    path = write(tmp_path, "a", text)
    assert sources(path)[0].format == "tiktok-business"
    assert [each.likes for each in comments(path)] == [1, 2, 3]
    assert [each.line for each in comments(path)] == ([1, 1, 2] if indent is None else [1, 2, 3])


def test_a_page_that_reports_an_error_brings_nothing_in_silence(tmp_path: Path) -> None:
    failed = answer(code=40105)
    lines = write(tmp_path, "a", "\n".join(map(json.dumps, [answer(business(1)), failed])))
    assert ["40105" in bad.reason for bad in rejected(lines)] == [True]
    pages = "\n".join(json.dumps(each, indent=1) for each in [answer(business(1)), failed])
    with pytest.raises(BadInputError, match="40105"):
        sources(write(tmp_path, "b", pages))


def test_pages_of_two_posts_are_not_mixed_up(tmp_path: Path) -> None:
    row = {"comment_id": "1", "username": "dev.user1", "comment": "x", "create_time": SECOND}
    pages = [
        {"video_url": f"https://www.tiktok.com/@a/video/74182947519773278{n}", "comments": [row]}
        for n in (70, 71)
    ]
    apart = write(tmp_path, "a", "\n".join(json.dumps(each, indent=1) for each in pages))
    with pytest.raises(BadInputError, match="another post"):
        sources(apart)
    listed = write_json(tmp_path, pages)
    assert sources(listed)[0].format == "tiktok-scraper"
    assert [each.post_id[-2:] for each in comments(listed)] == ["70", "71"]


def notice(action: str = "insert", **more: Any) -> dict[str, Any]:
    content = {
        "comment_id": comment_id(SECOND, 1),
        "video_id": "7418294751977327878",
        "parent_comment_id": "0",
        "comment_type": "comment",
        "comment_action": action,
        "unique_identifier": "u-1",
        "timestamp": SECOND,
        "text": "hi",
        **more,
    }
    return {"event": "comment.update", "user_openid": "o", "content": json.dumps(content)}


def test_notices_of_new_comments_are_read_and_of_others_counted(tmp_path: Path) -> None:
    given = [
        notice(username="dev.user1"),
        notice("delete", username="dev.user1"),
        notice("set_to_hidden"),
        {"event": "im_receive_msg", "content": "{}"},
        {"event": "comment.update", "content": "{"},
    ]
    path = write(tmp_path, "a", "\n".join(map(json.dumps, given)))
    assert sources(path)[0].format == "tiktok-webhook"
    (found,) = comments(path)
    assert (found.handle, found.user_id, found.text) == ("dev.user1", "u-1", "hi")
    assert (found.at, found.parent_id, found.line) == (AT, "", 1)
    assert [bad.line for bad in rejected(path)] == [2, 3, 4, 5]
    assert "deleted" in rejected(path)[0].reason
    one = write(tmp_path, "b", json.dumps(given[0], indent=2))
    assert [each.text for each in comments(one)] == ["hi"]


def test_what_names_no_authors_is_refused_with_what_to_take_instead(tmp_path: Path) -> None:
    with pytest.raises(UnknownShapeError, match="comment/list"):
        sources(write_json(tmp_path, notice()))
    row = {
        "id": "1",
        "video_id": "2",
        "text": "hi",
        "like_count": 3,
        "reply_count": 0,
        "parent_comment_id": "2",
        "create_time": SECOND,
    }
    answered = {
        "data": {"comments": [row], "cursor": 1, "has_more": False},
        "error": {"code": "ok"},
    }
    for research in (answered, [row], row):
        with pytest.raises(UnknownShapeError, match="Research API names no authors"):
            sources(write_json(tmp_path, research))


def graph(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": str(17_000_000_000_000_000 + number),
        "text": f"text {number}",
        "timestamp": "2026-04-11T08:30:00+0000",
        "like_count": number,
        **more,
    }


def test_the_graph_interface_pages_everything_and_so_it_is_read(tmp_path: Path) -> None:
    reply = graph(2, username="dev.user2")
    top = graph(
        1,
        **{"from": {"id": "99", "username": "dev.user1"}},
        username="dev.user1",
        media={"id": "180", "media_product_type": "FEED"},
        replies={"data": [reply], "paging": {}},
    )
    page = {"data": [top], "paging": {"cursors": {"after": "x"}, "next": "https://x"}}
    media = {"id": "180", "comments": page, "permalink": "https://www.instagram.com/p/Cab/"}
    for value, post in ((page, "180"), (media, "180"), ({"data": [media]}, "180"), ([top], "180")):
        for indent in (None, 1):
            path = write(tmp_path, "a", json.dumps(value, indent=indent))
            assert sources(path)[0].format == "instagram-graph"
            first, second = comments(path)
            assert (first.platform, second.platform) == (Platform.INSTAGRAM,) * 2
            assert (first.handle, first.user_id, first.likes) == ("dev.user1", "99", 1)
            assert (first.at, first.post_id) == (AT, post)
            assert (second.parent_id, second.post_id) == (first.comment_id, post)


def test_the_post_around_comments_is_theirs_and_none_is_said_so(tmp_path: Path) -> None:
    row = graph(1, username="dev.user1", hidden=False)
    media = {"permalink": "https://www.instagram.com/p/Cab/", "comments": {"data": [row]}}
    (found,) = comments(write_json(tmp_path, media))
    assert (found.post_id, found.platform) == ("Cab", Platform.INSTAGRAM)
    bare = write_json(tmp_path, {"data": [row]})
    assert any(NO_POST in note for note in sources(bare)[0].notes)
    assert [each.post_id for each in comments(bare)] == [""]


def test_notices_of_instagram_are_read(tmp_path: Path) -> None:
    value = {
        "id": "18",
        "from": {"id": "99", "username": "dev.user1"},
        "text": "hi",
        "media": {"id": "180", "media_product_type": "REELS"},
        "parent_id": "17",
    }
    changes = [{"field": "comments", "value": value}, {"field": "mentions", "value": {}}]
    sent = {"object": "instagram", "entry": [{"id": "1", "time": SECOND, "changes": changes}]}
    for text in (json.dumps(sent), json.dumps(sent, indent=1), f"{json.dumps(sent)}\n" * 2):
        path = write(tmp_path, "a", text)
        assert sources(path)[0].format == "instagram-webhook"
        found = comments(path)[0]
        assert (found.handle, found.user_id, found.post_id) == ("dev.user1", "99", "180")
        assert (found.at, found.parent_id, found.platform) == (AT, "17", Platform.INSTAGRAM)
        assert "something else" in rejected(path)[0].reason


def test_instaloader_keeps_answers_inside_their_comment(tmp_path: Path) -> None:
    below = {"id": 19, "created_at": SECOND, "text": "b", "owner": {"username": "dev.user2"}}
    row = {
        "id": 18_000_000_000_000_001,
        "created_at": SECOND,
        "text": "a 🎉",
        "owner": {"id": "99", "username": "dev.user1", "is_verified": False},
        "likes_count": 4,
        "answers": [below],
    }
    path = write_json(tmp_path, [row])
    (source,) = sources(path)
    assert source.format == "instaloader"
    assert any(NO_POST in note for note in source.notes)
    first, second = comments(path)
    assert (first.platform, first.comment_id) == (Platform.INSTAGRAM, "18000000000000001")
    assert (first.handle, first.user_id, first.at, first.likes) == ("dev.user1", "99", AT, 4)
    assert second.parent_id == first.comment_id


def info(**more: Any) -> dict[str, Any]:
    return {
        "id": "Cab",
        "extractor": "Instagram",
        "extractor_key": "Instagram",
        "_type": "video",
        "webpage_url": "https://www.instagram.com/p/Cab/",
        "description": "A title",
        "channel": "Dev.Creator",
        "formats": [{"url": "https://x", "format_id": "1"}] * 3,
        "comment_count": 2,
        **more,
    }


def test_yt_dlp_names_people_and_post(tmp_path: Path) -> None:
    said = [
        {
            "author": name,
            "author_id": "99",
            "id": str(number),
            "text": "a",
            "timestamp": SECOND,
            "like_count": 3,
            "parent": "root" if number == 1 else "1",
        }
        for number, name in enumerate(("dev.user1", "dev.creator"), start=1)
    ]
    for indent in (None, 1):
        path = write(tmp_path, "a.info.json", json.dumps(info(comments=said), indent=indent))
        assert sources(path)[0].format == "yt-dlp"
        first, second = comments(path)
        assert (first.handle, first.user_id, first.at, first.likes) == ("dev.user1", "99", AT, 3)
        assert (first.post_id, first.post_title, first.platform) == (
            "Cab",
            "A title",
            Platform.INSTAGRAM,
        )
        assert [first.parent_id, second.parent_id] == ["", "1"]
        assert [first.owner, second.owner] == [False, True]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"extractor_key": "TikTok"}, "yt-dlp gives no comments for TikTok"),
        ({"extractor_key": "TikTok", "comments": None}, "yt-dlp gives no comments for TikTok"),
        ({}, "--write-comments"),
        (
            {"extractor_key": "Youtube", "comments": [{"id": "1", "author": "x", "text": "y"}]},
            "from",
        ),
    ],
)
def test_a_file_of_yt_dlp_that_is_no_use_is_refused_with_advice(
    tmp_path: Path, changed: dict[str, Any], words: str
) -> None:
    for indent in (None, 1):
        path = write(tmp_path, "a", json.dumps(info(**changed), indent=indent))
        with pytest.raises(UnknownShapeError, match=words):
            sources(path)


def test_apifys_instagram_comments_are_read(tmp_path: Path) -> None:
    row = {
        "postUrl": "https://www.instagram.com/p/Cab/",
        "commentUrl": "https://www.instagram.com/p/Cab/c/18",
        "id": "18",
        "text": "a",
        "ownerUsername": "dev.user1",
        "timestamp": "2026-04-11T08:30:00.000Z",
        "likesCount": 2,
        "repliesCount": 0,
        "replies": [],
        "owner": {"id": "99", "username": "dev.user1", "full_name": "One"},
    }
    (found,) = comments(write_json(tmp_path, [row]))
    assert (found.platform, found.post_id, found.name) == (Platform.INSTAGRAM, "Cab", "One")
    assert (found.user_id, found.at, found.likes) == ("99", AT, 2)


def test_douyins_web_answer_and_rounded_ids_of_json_are_understood(tmp_path: Path) -> None:
    row = {
        "cid": 7.628704585984807e18,
        "aweme_id": "77",
        "text": "",
        "create_time": SECOND,
        "ip_label": "somewhere",
        "text_extra": [{"user_id": "5"}],
        "reply_id": "0",
        "reply_to_reply_id": "0",
        "reply_comment": None,
        "user": {"unique_id": "dev.user1", "uid": "55"},
    }
    path = write_json(tmp_path, {"comments": [row], "status_code": 0})
    (source,) = sources(path)
    assert source.format == "tiktok-web"
    assert "cid" in source.warnings[0]
    (found,) = comments(path)
    assert found.comment_id.startswith("h:")
    assert (found.parent_id, found.user_id) == ("", "55")
