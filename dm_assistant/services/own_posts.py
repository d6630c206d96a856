"""Taking the creator's own posts from their export: when each was posted, for later comparison.

Studio's content table may name the same post by its title and day; the two are not joined, since
a guess would count one post's figures as another's.
"""

from __future__ import annotations

from functools import cached_property

from dm_assistant.domain import handles
from dm_assistant.importers.records import OwnPostRecord
from dm_assistant.importers.sources import Source
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.own_posts import OwnPostLoader


class OwnPosts:
    """The own posts of one file, on their way into the database within the import's act."""

    def __init__(self, ws: Workspace, act: Act, batch_id: int, source: Source) -> None:
        self.ws = ws
        self.act = act
        self.batch_id = batch_id
        self.source = source
        self.kept = False
        self._any = False

    @cached_property
    def _loader(self) -> OwnPostLoader:
        account_id = _account(self.ws, self.source)
        return OwnPostLoader(driver(self.act.tx), self.batch_id, account_id)

    def take(self, record: OwnPostRecord) -> str:
        """Store one post; returns why it cannot be, else nothing."""
        if record.at > self.act.now:
            return "the time is still to come"
        self._any = True
        self._loader.add(seconds(record.at), record.title, record.url, record.likes)
        return ""

    def notes(self) -> tuple[str, ...]:
        """Settle what the file brought, and return what is worth saying of it."""
        if not self._any:
            return ()
        brought = self._loader.finish()
        self.kept = brought.kept
        return (f"own posts: {brought.posts:,}, {brought.new:,} of them new",)


def _account(ws: Workspace, source: Source) -> int:
    """Return the account that an export is of; one with an unknown name is the workspace's."""
    owner = handles.normalise(source.owner, source.platform) if source.owner else ""
    for each in ws.accounts:
        known = each.handle if each.platform is source.platform else ""
        if owner and known and handles.normalise(known, source.platform) == owner:
            return each.id
    return ws.account(source.platform).id
