"""The desk: the one seam between the screens and the use cases.

Every method imports its service when it is called, so that the first frame waits for none of
them. Methods read or write the database: call them off the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dm_assistant.domain.model import FrontEnd, Lane
from dm_assistant.errors import DmAssistantError
from dm_assistant.tui.joining import Joins
from dm_assistant.tui.places_desk import PlacesDesk
from dm_assistant.tui.registry import Registry

if TYPE_CHECKING:
    from dm_assistant.services.file_reports import ImportReport
    from dm_assistant.services.importing import BatchLine
    from dm_assistant.services.questions import Answered
    from dm_assistant.services.queue import Opening
    from dm_assistant.services.reconciled import QuestionLine
    from dm_assistant.services.undoing import Undone
    from dm_assistant.services.views import (
        Card,
        HandOver,
        ItemId,
        LaneCounts,
        Moved,
        Progress,
        QueueRow,
    )
    from dm_assistant.services.weighing import Weigh
    from dm_assistant.tui.modals.new_workspace import NewAccount
    from dm_assistant.tui.modals.questions import Settled


class Desk(Joins, PlacesDesk, Registry):
    """The use cases of an open workspace as the screens call them."""

    def warm(self) -> None:
        """Import what the first act will need."""
        import dm_assistant.services.cards
        import dm_assistant.services.drafting
        import dm_assistant.services.life
        import dm_assistant.services.people
        import dm_assistant.services.replies
        import dm_assistant.services.undoing
        import dm_assistant.services.weighing  # noqa: F401 - imported for the time it takes

    # --- the queue ---------------------------------------------------------------------------

    def counts(self) -> LaneCounts:
        """Return how many items each lane holds."""
        from dm_assistant.services import queue

        return queue.counts(self._ws)

    def first(self, lane: Lane, search: str) -> tuple[QueueRow, ...]:
        """Return the head of a lane."""
        from dm_assistant.services import queue

        return queue.first(self._ws, lane, search=search)

    def opening(self) -> Opening | None:
        """Return the lane to begin with and its first lines, where that is quick to tell."""
        from dm_assistant.services import queue

        try:
            return queue.opening(self._ws)
        except DmAssistantError:
            return None

    def ids(self, lane: Lane, search: str) -> Sequence[ItemId]:
        """Return a whole lane in its order."""
        from dm_assistant.services import queue

        return queue.ids(self._ws, lane, search=search)

    def rows(self, items: Sequence[ItemId]) -> tuple[QueueRow, ...]:
        """Return the lines of some items."""
        from dm_assistant.services import queue

        return queue.rows(self._ws, items)

    def outbox(self) -> tuple[QueueRow, ...]:
        """Return what is approved or handed over, in the order it should leave."""
        from dm_assistant.services import queue

        return queue.outbox(self._ws)

    def card(self, item: ItemId) -> Card:
        """Return one item in full, judged now."""
        from dm_assistant.services import cards

        return cards.card(self._ws, item)

    # --- the life of a message ---------------------------------------------------------------

    def approve(self, ids: Sequence[int]) -> tuple[Moved, ...]:
        """Approve drafts."""
        from dm_assistant.services import life

        return life.approve(self._ws, ids)

    def override(self, draft_id: int, rule: str, reason: str) -> tuple[Moved, ...]:
        """Approve one draft although one rule is against it, for a reason."""
        from dm_assistant.domain.rules.overrides import Override
        from dm_assistant.services import life

        return life.approve(self._ws, [draft_id], override=Override(rule, reason))

    def invite(self, ids: Sequence[int]) -> tuple[Moved, ...]:
        """Write and approve a public reply to the people of drafts that lack their consent."""
        from dm_assistant.services import inviting

        return inviting.invite(self._ws, ids)

    def public_reply(self, draft: int) -> str:
        """Return the public reply that inviting the person of a draft would write."""
        from dm_assistant.services import inviting

        return inviting.preview(self._ws, draft)

    def skip(self, ids: Sequence[int]) -> tuple[Moved, ...]:
        """Skip drafts."""
        from dm_assistant.services import life

        return life.skip(self._ws, ids)

    def snooze(self, ids: Sequence[int]) -> tuple[Moved, ...]:
        """Snooze drafts for as long as the policy says."""
        from dm_assistant.services import life

        return life.snooze(self._ws, ids)

    def never(self, ids: Sequence[int]) -> tuple[Moved, ...]:
        """Never message the people of these drafts."""
        from dm_assistant.services import life

        return life.never(self._ws, ids)

    def hand_over(self, draft: int) -> HandOver:
        """Ask the rules a last time and record that the message leaves."""
        from dm_assistant.services import life

        return life.hand_over(self._ws, draft)

    def override_hand_over(self, draft: int, rule: str, reason: str) -> HandOver:
        """Hand a message over although one rule is against it by now, for a reason."""
        from dm_assistant.domain.rules.overrides import Override
        from dm_assistant.services import life

        return life.hand_over(self._ws, draft, override=Override(rule, reason))

    def sent(self, draft: int) -> tuple[Moved, ...]:
        """Record that a message was sent."""
        from dm_assistant.services import life

        return life.sent(self._ws, [draft])

    def could_not_send(self, draft: int, reason: str) -> tuple[Moved, ...]:
        """Record that a message could not be sent, and give its place back."""
        from dm_assistant.services import life

        return life.could_not_send(self._ws, [draft], reason=reason)

    def seen(self, draft: int) -> tuple[Moved, ...]:
        """Record that a message was seen."""
        from dm_assistant.services import life

        return life.seen(self._ws, [draft])

    def edit(self, draft: int, text: str) -> Card:
        """Change the text of a draft."""
        from dm_assistant.services import rewriting

        return rewriting.edit(self._ws, draft, text)

    def fill_in(self, draft: int, answers: Mapping[str, str]) -> Card:
        """Put answers where a draft asks for them."""
        from dm_assistant.services import rewriting

        return rewriting.answer(self._ws, draft, answers)

    def scales(self, draft: int) -> Weigh:
        """Return what says what the rules would find if a draft had these words."""
        from dm_assistant.services import weighing

        return weighing.of_draft(self._ws, draft).weigh

    def answer_scales(self, message: int) -> Weigh:
        """Return what says what the rules would find in an answer to a message of theirs."""
        from dm_assistant.services import weighing

        return weighing.of_answer(self._ws, message).weigh

    def other_variant(self, draft: int) -> Card:
        """Render a draft from the next variant."""
        from dm_assistant.services import rewriting

        return rewriting.other_variant(self._ws, draft)

    def undo(self) -> Undone:
        """Take the last act back."""
        from dm_assistant.services import undoing

        return undoing.undo(self._ws)

    # --- numbers and files -------------------------------------------------------------------

    def import_paths(
        self,
        paths: Sequence[Path],
        *,
        mappings: Mapping[str, Mapping[str, str]],
        without: Collection[str],
        dry_run: bool,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> ImportReport | None:
        """Import files and folders, or say what that would do; nothing when it was stopped.

        ``mappings`` says for headers by their key which column holds which field; ``without``
        names the files that are to be left.
        """
        from dm_assistant.services import importing

        try:
            return importing.import_paths(
                self._ws,
                paths,
                mappings=mappings,
                without=without,
                dry_run=dry_run,
                watch=importing.Watch(progress, cancelled),
            )
        except importing.CancelledError:
            return None

    def batches(self) -> tuple[BatchLine, ...]:
        """Return what was imported, newest first."""
        from dm_assistant.services import importing

        return importing.all_batches(self._ws)

    def questions(self) -> tuple[QuestionLine, ...]:
        """Return what an export left open about messages."""
        from dm_assistant.services import questions

        return questions.asked(self._ws)

    def settle(self, answer: Settled) -> Answered:
        """Answer one of these questions."""
        from dm_assistant.services import questions

        if answer.candidate is not None:
            return questions.answer_is(self._ws, answer.question, answer.candidate)
        if answer.sent:
            return questions.answer_sent(self._ws, answer.question)
        return questions.answer_none(self._ws, answer.question)

    def undo_batch(self, batch: int) -> int:
        """Take an import back; returns how many rows went."""
        from dm_assistant.services import importing

        return importing.undo_batch(self._ws, batch)


def open_desk(path: Path) -> Desk:
    """Open a workspace for the terminal."""
    from dm_assistant.services import queue, workspace

    opened = workspace.open_workspace(path, front_end=FrontEnd.TUI)
    try:
        if opened.settings.keys or opened.settings.macros:
            from dm_assistant.tui.keyboard import require_sound

            require_sound(opened.settings)
        queue.hear_silence(opened)
    except BaseException:
        opened.close()
        raise
    return Desk(opened)


def default_path() -> Path:
    """Return where the creator's own workspace lies."""
    from dm_assistant.services import workspace

    return workspace.default_home()


def exists(path: Path) -> bool:
    """Return whether there is a workspace."""
    from dm_assistant.services import workspace

    return workspace.exists(path)


def create_desk(path: Path, account: NewAccount) -> Desk:
    """Make a workspace and open it."""
    from dm_assistant.services import workspace

    workspace.create(
        path,
        account=account.handle,
        platform=account.platform,
        timezone=account.timezone,
        language=account.language,
        front_end=FrontEnd.TUI,
    ).close()
    return open_desk(path)


def local_place() -> tuple[str, str]:
    """Return the machine's time zone and language."""
    from dm_assistant.services import workspace

    return workspace.local_timezone(), workspace.local_language()


def demo_desk(path: Path) -> Desk:
    """Make the demo workspace and open it."""
    from dm_assistant.services import demo

    demo.write(path, front_end=FrontEnd.TUI)
    return open_desk(path)
