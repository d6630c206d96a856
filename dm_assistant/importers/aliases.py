"""The names under which exporters write a comment's facts, and how keys are matched to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FIELDS = (
    "handle",
    "text",
    "at",
    "comment_id",
    "post_id",
    "post_url",
    "post_title",
    "name",
    "user_id",
    "likes",
    "parent_id",
    "owner",
    "platform",
)
"""The facts of a comment that a file can give, in the order in which rows are picked apart."""

ALIASES: dict[str, tuple[str, ...]] = {
    "handle": (
        "user.unique_id",
        "uniqueId",
        "authorUniqueId",
        "author.uniqueId",
        "authorUsername",
        "author.username",
        "ownerUsername",
        "owner.username",
        "from.username",
        "username",
        "handle",
        "User @",
        "author.id",
        "author",
        "user",
    ),
    "text": ("text", "comment", "content", "commentText", "message"),
    "at": (
        "create_time",
        "createTimeISO",
        "createdAt",
        "publishedAt",
        "timestamp",
        "date",
        "time",
        "at",
    ),
    "comment_id": ("cid", "commentId", "id"),
    "post_id": ("aweme_id", "videoId", "postId", "media.id", "shortcode"),
    "post_url": (
        "videoWebUrl",
        "submittedVideoUrl",
        "videoUrl",
        "postUrl",
        "media.permalink",
        "commentUrl",
        "input",
        "url",
    ),
    "post_title": ("videoTitle", "postTitle"),
    "name": (
        "user.nickname",
        "nickname",
        "authorNickname",
        "authorName",
        "display_name",
        "author.name",
        "owner.full_name",
        "name",
    ),
    "user_id": (
        "unique_identifier",
        "user.uid",
        "uid",
        "authorUid",
        "authorId",
        "owner.id",
        "from.id",
        "profileId",
        "user_id",
    ),
    "likes": ("digg_count", "likes", "likeCount", "likesCount"),
    "parent_id": ("reply_id", "repliesToId", "parentCommentId", "parentId", "parent"),
    "owner": ("owner",),
    "platform": ("platform",),
}
"""Aliases of each field, the surest first; case, blanks, ``_`` and ``-`` do not count."""

SYNONYMS = {
    "time": "at",
    "date": "at",
    "id": "comment_id",
    "post": "post_id",
    "url": "post_url",
    "title": "post_title",
    "parent": "parent_id",
}
"""Other words that ``--map`` takes for a field."""

_DROPPED = str.maketrans({"_": None, "-": None, " ": None, "\ufeff": None, "/": "."})


def squeeze(key: str) -> str:
    """Return the form in which keys are compared: lower case, no separators, ``/`` as dot."""
    return key.translate(_DROPPED).strip().lower()


_SQUEEZED = {name: tuple(map(squeeze, names)) for name, names in ALIASES.items()}


def match(
    keys: Iterable[str],
    given: Mapping[str, str],
    order: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return for each field the file's keys that give it, the surest first.

    ``given`` is field to key and comes before every alias; a given key serves no other field.
    ``order`` has other aliases for some fields, squeezed.
    """
    sought = _SQUEEZED if order is None else {**_SQUEEZED, **order}
    taken = set(given.values())
    by_form: dict[str, str] = {}
    for key in keys:
        if key not in taken:
            by_form.setdefault(squeeze(key), key)
    found: dict[str, tuple[str, ...]] = {}
    for name in FIELDS:
        known = [by_form[form] for form in sought[name] if form in by_form]
        if name in given:
            known.insert(0, given[name])
        if known:
            found[name] = tuple(known)
    return found
