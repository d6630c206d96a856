"""Knowing a person: what is drafted for them, noted, agreed, taken out, and forgotten.

One person or several at once: whoever is marked. A place says whom its keys are for.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.domain.languages import spoken_words
from dm_assistant.tui import late
from dm_assistant.tui.screens.hearing import Hearing
from dm_assistant.tui.wording import LANE_NAMES, counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dm_assistant.domain.model import Purpose
    from dm_assistant.services.erasing import Forgotten
    from dm_assistant.services.views import DraftReport, Person, RankedContact

ACTS = (
    "draft",
    "log_reply",
    "seen",
    "write_note",
    "language",
    "tags",
    "agreed",
    "complaint",
    "merge",
    "offers",
    "never",
    "export",
    "forget",
)
"""What can be done with a person, on every screen that shows one."""

TIPS = {
    "export": "Write everything held on this person into a new file",
    "draft": "Draft a message for this person, or for all who are marked",
    "never": "Never message this person, or all who are marked; takes their drafts back",
    "tags": "Put tags on this person or on all who are marked, or take them off",
}
HIDDEN = frozenset({"seen", "language", "agreed", "offers", "export", "forget", "tags"})
MOST_LEFT_OUT = 3


def exactly(person: RankedContact) -> str:
    """Return a person as a command takes them, where two platforms know the handle, too."""
    return f"{person.platform.value}:{person.handle}"


class Knowing(Hearing):
    """A place whose keys are for people."""

    def present_people(self) -> tuple[RankedContact, ...]:
        """Return whom the keys are for now: who is marked, else one person."""
        return ()

    def present_person(self) -> RankedContact | None:
        """Return the one person the keys are for."""
        return next(iter(self.present_people()), None)

    def acted(self) -> None:
        """Go on once an act for several people is done."""

    def gone(self) -> None:
        """Go on once the person is forgotten."""

    def _who(self) -> str:
        people = self.present_people()
        one = f"@{people[0].handle}" if people else ""
        return one if len(people) == 1 else counted(len(people), "person", "people")

    # --- several at once ---------------------------------------------------------------------

    def action_draft(self) -> None:
        """Ask for a purpose and draft a message."""
        people = self.present_people()
        if people:
            names = [exactly(each) for each in people]
            self.app.push_screen(late.purpose_choice(self._who()), partial(self._draft, names))

    def _draft(self, names: Sequence[str], purpose: Purpose | None) -> None:
        if purpose is not None:
            self.write(partial(self.desk.registry.draft, purpose, names), self._drafted)

    def _drafted(self, report: DraftReport) -> None:
        self.acted()
        if len(report.drafts) == 1:
            row = report.drafts[0].row
            self.app.notify(f"Drafted for @{row.handle}: it lies in {row.lane.value}")
        elif report.drafts:
            lanes = [card.row.lane for card in report.drafts]
            spread = ", ".join(
                f"{lanes.count(lane):,} in {LANE_NAMES[lane]}" for lane in dict.fromkeys(lanes)
            )
            self.app.notify(f"Drafted for {counted(len(lanes), 'person', 'people')}: {spread}")
        if report.left_out:
            first = report.left_out[:MOST_LEFT_OUT]
            lines = [f"No draft for @{left.handle}: {left.reason}" for left in first]
            if len(report.left_out) > len(first):
                lines.append(f"… and for {len(report.left_out) - len(first):,} more")
            self.app.notify("\n".join(lines), severity="warning")

    def action_never(self) -> None:
        """Never message these people, after a question."""
        people = self.present_people()
        if people:
            who, numbers = self._who(), [each.contact_id for each in people]
            self.app.push_screen(
                late.question(
                    f"Never message {who}?",
                    "Their drafts are taken back, imports will not bring them back, and no undo "
                    "makes them messaged again.",
                    f"Never message {who}",
                ),
                lambda sure: self._never(who, numbers) if sure else None,
            )

    def _never(self, who: str, numbers: Sequence[int]) -> None:
        def done(gone: Sequence[int]) -> None:
            self.acted()
            taken = counted(len(gone), "draft")
            self.app.notify(f"{who} will never be messaged; {taken} taken back")

        self.write(partial(self.desk.registry.never, numbers), done)

    def action_tags(self) -> None:
        """Write the tags of one person anew, or put some on several."""
        people = self.present_people()
        if len(people) == 1:
            [person] = people
            words = f"On @{person.handle}, with commas between them"
            dialog = late.ask("Tags", words, ", ".join(person.tags))
            self.app.push_screen(dialog, partial(self._tag, person.contact_id))
        elif people:
            words = f"Put on {self._who()}, with commas between them; -tag takes one off"
            numbers = [each.contact_id for each in people]
            self.app.push_screen(late.ask("Tags", words), partial(self._tag_all, numbers))

    def _tag(self, number: int, text: str | None) -> None:
        if text is not None:
            tags = [each for each in text.split(",") if each.strip()]
            self.write(
                partial(self.desk.tag, number, tags),
                lambda kept: self.app.notify(f"Tags: {', '.join(kept) or 'none'}"),
            )

    def _tag_all(self, numbers: Sequence[int], text: str | None) -> None:
        words = [each.strip() for each in (text or "").split(",") if each.strip()]
        add = [each for each in words if not each.startswith("-")]
        remove = [each[1:] for each in words if each.startswith("-")]

        def done(changed: int) -> None:
            self.acted()
            of = counted(len(numbers), "person", "people")
            self.app.notify(f"Tags changed on {changed:,} of {of}; u takes it back")

        if words:
            self.write(partial(self.desk.registry.tag_all, numbers, add, remove), done)

    # --- what is known -----------------------------------------------------------------------

    def action_write_note(self) -> None:
        """Write a note."""
        person = self.present_person()
        if person is not None:
            number, handle = person.contact_id, person.handle
            self.read("act", lambda: self.desk.person(number), partial(self._ask_note, handle))

    def _ask_note(self, handle: str, full: Person) -> None:
        dialog = late.ask("Note", f"What to remember about @{handle}", full.notes)
        self.app.push_screen(dialog, partial(self._note, full.contact.contact_id))

    def _note(self, number: int, text: str | None) -> None:
        if text is not None:
            self.write(
                partial(self.desk.note, number, text), lambda _: self.app.notify("Note saved")
            )

    def action_language(self) -> None:
        """Say which language the person reads."""
        person = self.present_person()
        if person is not None:
            number = person.contact_id
            self.read("act", lambda: self.desk.person(number), self._ask_language)

    def _ask_language(self, person: Person) -> None:
        handle, known = person.contact.handle, not person.language_from
        reads = spoken_words(person.language, person.language_from) or "nothing is known"
        self.app.push_screen(
            late.ask(
                f"Which language does @{handle} read?",
                f"Now: {reads}. A code such as en, es or pt-br; leave it empty for the guess.",
                person.language if known else "",
            ),
            partial(self._language, person.contact.contact_id),
        )

    def _language(self, number: int, code: str | None) -> None:
        if code is not None:
            self.write(partial(self.desk.say_language, number, code), self._said_language)

    def _said_language(self, person: Person) -> None:
        reads = spoken_words(person.language, person.language_from) or "no language that is known"
        self.app.notify(f"@{person.contact.handle} reads {reads}")

    # --- what they agreed to -----------------------------------------------------------------

    def action_agreed(self) -> None:
        """Ask what they said of being written to."""
        person = self.present_person()
        if person is not None:
            self.app.push_screen(
                late.agreed_choice(person.handle), partial(self._ask_agreed, person)
            )

    def _ask_agreed(self, person: RankedContact, purpose: Purpose | None) -> None:
        if purpose is not None:
            self.ask_and_write(
                lambda: late.agreed(person.handle, purpose, self.program.clock()),
                partial(self.desk.registry.agreed, exactly(person), purpose),
                lambda line: self.app.notify(
                    f"Kept for @{person.handle}: {line.kind}, {purpose.value}"
                ),
            )

    # --- taking out, and forgetting ----------------------------------------------------------

    def action_export(self) -> None:
        """Ask into which file everything held on the person is to be written."""
        person = self.present_person()
        if person is not None:
            words = f"Everything held on @{person.handle}, into a new file; nothing is overwritten."
            dialog = late.ask("Export one person", words, f"~/{person.handle}.json")
            self.app.push_screen(dialog, partial(self._export, exactly(person)))

    def _export(self, who: str, path: str | None) -> None:
        def done(written: Path) -> None:
            self.app.notify(f"Written: {written}")

        if path and path.strip():
            self.write(partial(self.desk.registry.export, who, path.strip()), done)

    def action_forget(self) -> None:
        """Ask whether to erase the person, saying what goes and what stays."""
        person = self.present_person()
        if person is not None:
            number = person.contact_id
            self.read("act", lambda: self.desk.person(number), self._ask_forget)

    def _ask_forget(self, person: Person) -> None:
        one = person.contact
        goes = ", ".join(
            (
                counted(len(person.names), "name"),
                counted(one.comments, "comment"),
                counted(len(person.consents), "consent"),
                "notes, tags and every word of messages",
            )
        )
        self.app.push_screen(
            late.question(
                f"Forget @{one.handle} for good?",
                f"Goes: {goes}. Stays: a keyed hash of their names, so that no import brings them "
                "back and they are never messaged, and numbers without words. No undo brings "
                "them back; copies made before still hold them.",
                f"Forget @{one.handle}",
            ),
            lambda sure: self._forget(exactly(one)) if sure else None,
        )

    def _forget(self, who: str) -> None:
        def done(gone: Forgotten) -> None:
            self.gone()
            words = f"@{gone.handle} is forgotten: {counted(gone.rows, 'record')} erased"
            if gone.backups:
                held = counted(len(gone.backups), "older copy", "older copies")
                words += f"\n{held} may still hold them"
            self.app.notify(words, timeout=10)

        self.write(partial(self.desk.registry.forget, who), done)
