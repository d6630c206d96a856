"""How much of a partner's audience is ours: counted from their public comments, never stored.

Nothing of the file is kept but numbers, its name and its time; of the people in it nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from pathlib import Path

from dm_assistant.domain import handles
from dm_assistant.domain.collabs import Collab
from dm_assistant.domain.model import Platform
from dm_assistant.domain.overlap import SPAN, Overlap
from dm_assistant.domain.text import shorten, to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.formats import Kind
from dm_assistant.importers.posts import find_post
from dm_assistant.importers.records import CommentRecord
from dm_assistant.importers.sources import Source
from dm_assistant.services import acts, collabs
from dm_assistant.services.reading import Reader, Watch
from dm_assistant.services.recognising import Asked, recognised
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import audiences, contacts
from dm_assistant.storage import collabs as kept
from dm_assistant.storage.database import Tx

CHUNK = 500
MOST_PEOPLE = 3_000_000
"""More people than this do not fit into the memory that reading may take."""

OURS_FROM, MIXED_FROM = 0.95, 0.05
"""The share of comments on the creator from which a file is their own, or mixed."""

LONGEST_NAME = 80

Name = tuple[Platform, str]


def read(
    ws: Workspace,
    collab_id: int,
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    watch: Watch | None = None,
) -> Overlap:
    """Count who comments on both, from files of the partner's public comments; one act.

    Raises BadInputError for files that hold something else, or comments on the creator.
    """
    watch = watch or Watch()
    asked = Asked(None, None, mapping, {}, (), None, dry_run=True, whole=True)
    sources = _comment_sources(recognised(ws, paths, asked, watch).sources)
    with ws.database.read() as tx:
        found = collabs.known(tx, collab_id)
        audience = _Audience(tx, ws, found)
        for source in sources:
            audience.read(Reader(source, watch))
        audience.require_theirs()
        overlap = _counted(tx, ws, found, audience, _name(sources))
    with ws.database.write() as tx:
        collabs.known(tx, collab_id)
        act = acts.begin(tx, ws, "collab_overlap")
        kept.add_overlap(act, collab_id, overlap)
        act.finish(collabs=[collab_id], contacts=[found.contact_id], count=overlap.shared)
    return overlap


def _comment_sources(sources: Iterable[Source]) -> list[Source]:
    found = list(sources)
    for each in found:
        if each.kind is not Kind.COMMENTS:
            raise BadInputError(f"{each.name}: these are {each.kind}, not a partner's comments")
    if not found:
        raise BadInputError("there are no comments in these files")
    return found


def _name(sources: Sequence[Source]) -> str:
    name = shorten(to_screen(sources[0].name), LONGEST_NAME)
    return f"{name} and {len(sources) - 1} more" if len(sources) > 1 else name


class _Audience:
    """Who comments on the partner: of each name no more is held than a number made of it."""

    def __init__(self, tx: Tx, ws: Workspace, collab: Collab) -> None:
        self.tx = tx
        partner = contacts.handles_of(tx, collab.contact_id)
        self.partner = {each.key for each in partner}
        self.shown = partner[0].handle if partner else ""
        own = {handles.normalise(each.handle, each.platform) for each in ws.accounts if each.handle}
        self.own = own
        self.people: set[int] = set()
        self.rows = self.known = self.elsewhere = 0
        self.first: datetime | None = None
        self.last: datetime | None = None

    def read(self, reader: Reader) -> None:
        """Take in the comments of one file."""
        waiting: dict[Platform, list[str]] = {}
        for record in reader.of(CommentRecord):
            self._take(record)
            ids = waiting.setdefault(record.platform, [])
            ids.append(record.comment_id)
            if len(ids) == CHUNK:
                self.known += audiences.known_comments(self.tx, record.platform, ids)
                ids.clear()
            if len(self.people) > MOST_PEOPLE:
                raise BadInputError(
                    f"{reader.source.name}: more than {MOST_PEOPLE:,} people; take a shorter time"
                )
        for platform, ids in waiting.items():
            self.known += audiences.known_comments(self.tx, platform, ids) if ids else 0

    def _take(self, record: CommentRecord) -> None:
        self.rows += 1
        owner = find_post("", record.post_url).owner_key if record.post_url else ""
        self.elsewhere += bool(owner) and owner not in self.partner
        if record.owner or record.key in self.partner or record.key in self.own:
            return
        self.first = record.at if self.first is None else min(self.first, record.at)
        self.last = record.at if self.last is None else max(self.last, record.at)
        self.people.add(hash((record.platform, record.key)))

    def __contains__(self, name: Name) -> bool:
        """Return whether somebody of this name comments on the partner."""
        return hash(name) in self.people

    def require_theirs(self) -> None:
        """Refuse what is not a file of the partner's audience."""
        shown = to_screen(self.shown)
        if not self.people:
            raise BadInputError(f"nobody but @{shown} and you comments in these files")
        if self.known >= OURS_FROM * self.rows:
            raise BadInputError(
                f"{self.known:,} of {self.rows:,} comments are on your own posts: "
                f"this is your own file, not one of @{shown}"
            )
        if self.known > MIXED_FROM * self.rows:
            raise BadInputError(
                f"{self.known:,} of {self.rows:,} comments are on your own posts: "
                f"take a file with the posts of @{shown} alone"
            )
        if self.elsewhere > MIXED_FROM * self.rows:
            raise BadInputError(
                f"{self.elsewhere:,} of {self.rows:,} comments are on posts of somebody else: "
                f"take a file with the posts of @{shown} alone"
            )


def _counted(tx: Tx, ws: Workspace, found: Collab, audience: _Audience, name: str) -> Overlap:
    first, last = audience.first or ws.now(), audience.last or ws.now()
    ours = _names(audiences.commenters(tx, (first, last), found.contact_id))
    same_time = bool(ours)
    if not ours:
        ours = _names(audiences.commenters(tx, None, found.contact_id))
    new = new_shared = None
    if found.made_on is not None:
        made_at = datetime.combine(found.made_on, time(), tzinfo=ws.timezone)
        if last > made_at:
            came = audiences.newcomers(tx, made_at, made_at + SPAN, found.contact_id)
            new, new_shared = len(came), _in(came, audience)
    return Overlap(
        name=name,
        at=ws.now(),
        from_at=first,
        until_at=last,
        same_time=same_time,
        shared=_in(ours, audience),
        theirs=len(audience.people),
        ours=len(ours),
        newcomers=new,
        newcomers_shared=new_shared,
    )


def _names(rows: Iterable[tuple[int, Platform, str]]) -> dict[int, list[Name]]:
    found: dict[int, list[Name]] = {}
    for contact_id, platform, key in rows:
        found.setdefault(contact_id, []).append((platform, key))
    return found


def _in(people: Mapping[int, Sequence[Name]], audience: _Audience) -> int:
    return sum(any(name in audience for name in names) for names in people.values())
