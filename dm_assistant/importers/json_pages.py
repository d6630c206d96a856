"""Takes apart the JSON that services answer with or send: pages of comments, and notices of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dm_assistant.importers.json_value import JsonProblem, decode

TIKTOK_NOTICE, INSTAGRAM_NOTICE = "tiktok-webhook", "instagram-webhook"
PAGE_KEYS = frozenset({"comments", "data", "changes", "entry", "event"})
"""Every page and notice has one of these."""

_POST_URLS = ("video_url", "permalink", "webpage_url")
_TITLES = ("caption", "description", "title")
_MAX_TITLE = 2_000
_NOTICED = frozenset({"comments", "live_comments"})
_GONE = {
    "delete": "was deleted",
    "set_to_hidden": "was hidden",
    "set_to_friends_only": "was shown to friends only",
    "set_to_public": "was shown to all again",
}


class Around(NamedTuple):
    """The post that a page of comments is of, as far as the page says."""

    post_id: str = ""
    url: str = ""
    title: str = ""


class Page(NamedTuple):
    """Some comments that belong together; ``notice`` names the format of a webhook."""

    rows: list[Any]
    around: Around = Around()
    notice: str = ""


class Refused(NamedTuple):
    """A page or notice that brings no comment, and why."""

    reason: str


def pages_in(value: object) -> Iterator[Page | Refused]:
    """Yield what a JSON value brings as pages or notices; nothing when it is neither."""
    if not isinstance(value, dict):
        return
    rows = comments_in(value)
    if rows is not None:
        code = error_code(value)
        yield (
            Refused(f"the service answered with error {code}, not comments")
            if code
            else Page(rows, around(value))
        )
    elif isinstance(value.get("changes"), list):
        yield from _entry(value)
    elif isinstance(value.get("entry"), list):
        for entry in value["entry"]:
            if isinstance(entry, dict) and isinstance(entry.get("changes"), list):
                yield from _entry(entry)
            else:
                yield Refused("a notice of something else than a comment")
    elif isinstance(value.get("event"), str) and "content" in value:
        yield _notice(value)


def comments_in(value: object) -> list[Any] | None:
    """Return the comments of an answer page, if it is one.

    They are under ``comments``, also inside ``data``, or under ``data`` of a page or of
    ``comments`` where the service pages everything.
    """
    if not isinstance(value, dict):
        return None
    for page in (value, value.get("data")):
        if isinstance(page, dict):
            found = page.get("comments")
            if isinstance(found, dict):
                found = found.get("data")
            if isinstance(found, list):
                return found
    data = value.get("data")
    return data if isinstance(data, list) and "text" not in value else None


def error_code(page: Mapping[str, Any]) -> int:
    """Return the error that an answer reports, 0 for none: the Business API does so by a code."""
    code = page.get("code")
    return code if type(code) is int and "request_id" in page else 0


def around(page: Mapping[str, Any]) -> Around:
    """Return the post that a page says its comments are of."""
    url = next((page[key] for key in _POST_URLS if isinstance(page.get(key), str)), "")
    title = next((page[key] for key in _TITLES if isinstance(page.get(key), str)), "")
    inner = page.get("comments")
    own = page.get("id") if isinstance(inner, dict) and "data" in inner else ""
    return Around(own if isinstance(own, str) else "", url, title[:_MAX_TITLE])


def _entry(entry: dict[str, Any]) -> Iterator[Page | Refused]:
    for change in entry["changes"]:
        value = change.get("value") if isinstance(change, dict) else None
        if not isinstance(value, dict) or change.get("field") not in _NOTICED:
            yield Refused("a notice of something else than a comment")
        else:
            yield Page([{"timestamp": entry.get("time"), **value}], notice=INSTAGRAM_NOTICE)


def _notice(value: dict[str, Any]) -> Page | Refused:
    """Read one ``comment.update``, whose content is JSON inside a text."""
    if value["event"] != "comment.update":
        return Refused("a notice of something else than a comment")
    content = value["content"]
    if isinstance(content, str):
        try:
            content = decode(content.encode())
        except (JsonProblem, UnicodeError):
            return Refused("the content of this notice is not JSON")
    if not isinstance(content, dict):
        return Refused("the content of this notice is no object")
    action = content.get("comment_action")
    if action != "insert":
        what = _GONE.get(action, "was changed") if isinstance(action, str) else "was changed"
        return Refused(f"no new comment: the notice says that one {what}")
    return Page([content], notice=TIKTOK_NOTICE)
