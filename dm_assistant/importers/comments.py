"""Makes a comment record, or the reason why not, of the values picked from one row."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dm_assistant.domain.model import Platform
from dm_assistant.importers.posts import Post, find_post
from dm_assistant.importers.records import CommentRecord, Rejected
from dm_assistant.importers.spans import span_ago
from dm_assistant.importers.times import Clock
from dm_assistant.importers.words import BadValueError, count, identifier, text, who

MADE_UP = "h:"
_NO_PARENT = frozenset({"0", "root", "---"})
_YES = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class CommentMaker:
    """What holds for every row of a source: its clock, its platform and the post around it.

    ``owner_key`` is the creator's handle where the file names it. ``timeless`` says that its times
    change with the day it was made, so that no id may be made of them.
    """

    clock: Clock
    platform: Platform = Platform.TIKTOK
    post_url: str = ""
    post_title: str = ""
    owner_key: str = ""
    timeless: bool = False

    def make(self, line: int, values: Sequence[object]) -> CommentRecord | Rejected:
        """Return the record of values in the order of ``aliases.FIELDS``."""
        try:
            return self._make(line, values)
        except BadValueError as problem:
            return Rejected(line, str(problem))

    def _make(self, line: int, values: Sequence[object]) -> CommentRecord:
        (handle, words, at, own_id, post_id, url, title, name, user, likes, above, owner, where) = (
            values
        )
        post = find_post(
            identifier(post_id, "the post's id") if post_id else "",
            (_url(url) if url else "") or ("" if post_id else self.post_url),
        )
        platform = (_platform(where) if where else None) or post.platform or self.platform
        person = who(handle, platform)
        comment_id = identifier(own_id, "the comment's id")
        said = text(words, "the text")
        moment = self.clock.at(at, comment_id)
        above = identifier(above, "the id of the comment above") if above else ""
        return CommentRecord(
            line,
            comment_id or _made_up(post, person.key, said, None if self._moves(at) else moment),
            post.id,
            post.url,
            text(title, "the post's title") if title else self.post_title,
            person.handle,
            person.key,
            text(name, "the name") if name else "",
            identifier(user, "the user's id") if user else "",
            said,
            moment,
            count(likes, "likes") if likes else 0,
            "" if above in _NO_PARENT else above,
            person.key in (post.owner_key, self.owner_key) or (bool(owner) and _is_yes(owner)),
            platform,
        )

    def _moves(self, at: object) -> bool:
        """Tell whether the time of a row is another one when the file is made again."""
        return self.timeless or (type(at) is str and span_ago(at) is not None)


def _made_up(post: Post, key: str, said: str, moment: datetime | None) -> str:
    """Make an id that is the same whenever the same comment is read again."""
    when = "" if moment is None else moment.isoformat()
    facts = f"{post.id}\x1f{key}\x1f{when}\x1f{said}"
    return MADE_UP + hashlib.blake2b(facts.encode(), digest_size=16).hexdigest()


def _url(value: object) -> str:
    return value.strip() if type(value) is str else ""


def _platform(value: object) -> Platform | None:
    if type(value) is str and value:
        try:
            return Platform(value.strip().lower())
        except ValueError:
            return None
    return None


def _is_yes(value: object) -> bool:
    return value is True or (type(value) is str and value.lower() in _YES)
