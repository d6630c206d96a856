"""The pages of the first steps, as words: what there is, and what it is good for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dm_assistant.services.views import Beginning
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.widgets.sheet import BLANK, KEY, Paragraph, ours, said
from dm_assistant.tui.widgets.themes_view import bar
from dm_assistant.tui.wording import counted

DIM = "$foreground-muted"
STEPS = ("Account", "Comments", "People", "Consent", "First draft")
HANDLE, BAR, FULL = 22, 20, 100


def head(here: int) -> Paragraph:
    """Show all steps: those behind, the present one, those before one."""
    parts: list[Part] = []
    for place, name in enumerate(STEPS):
        if place < here:
            parts.append((f"✓ {name}", DIM))
        elif place == here:
            parts.append((f"▸ {name}", "bold"))
        else:
            parts.append((f"· {name}", DIM))
        parts.append(("   ", ""))
    return said(*parts[:-1])


def _files(known: Beginning) -> Iterator[Paragraph]:
    yield BLANK
    whose = known.account or "No account is named yet: your own data export brings its name."
    yield said(
        ("Account  ", DIM), whose, ("   language ", DIM), known.language, ("   time ", DIM),
        known.timezone, hang=9,
    )  # fmt: skip
    yield BLANK
    yield said(
        ("Which comments did people write under your videos?", "bold"),
        " Any file of them will do: from an export tool, a spreadsheet, a scraper.",
    )
    yield BLANK
    yield said(
        "Better still, beside it: the data export you ask your platform for (in its settings, "
        "“Download your data”). It adds who follows whom, and your messages so far."
    )
    yield BLANK
    if known.people:
        yield said(*ours(f"{{open}} goes on: {_found(known)} are here.  {{import}} adds files."))
    else:
        yield said(*ours("{open} chooses files. You see what they hold before anything changes."))


def _people(known: Beginning) -> Iterator[Paragraph]:
    yield BLANK
    if not known.people:
        yield said(("Nobody is known yet.", "bold"))
        yield said(
            "Here stand those who wrote to you, best first.  ", *ours("{import} adds files.")
        )
        return
    yield said((_found(known), "bold"), ". The best of them:")
    yield BLANK
    for person in known.best:
        yield said(
            (fit(f"@{person.handle}", HANDLE), ""),
            (f" {bar(round(person.score), FULL, BAR)}", "$text-accent"),
            (f" {person.score:3.0f}", "bold"),
            (f"  {person.tier.value}, {counted(person.comments, 'comment')}", DIM),
        )
    yield BLANK
    yield said(
        "The score, of 100, says how much somebody cares by what they wrote. People "
        "shows what each is made of."
    )
    if not known.follows:
        yield said(
            *ours("Who follows whom is not known yet: your data export says it.  {import}", DIM)
        )


def _consent(known: Beginning) -> Iterator[Paragraph]:
    del known
    yield BLANK
    yield said(("Why most people begin in the lane Invite", "bold"))
    yield BLANK
    yield said(
        ("1 ", KEY),
        "A comment is no permission: you may message those who wrote to you, agreed, or bought "
        "from you; the rest wait.",
        hang=2,
    )
    yield said(
        ("2 ", KEY),
        "In Invite you answer their comment in public and name a word; whoever writes it to you "
        "has asked for your message.",
        hang=2,
    )
    yield said(
        ("3 ", KEY),
        "Their own words are kept as the proof, their draft moves to Ready, and a “stop” ends it "
        "for good.",
        hang=2,
    )
    yield BLANK
    yield said(
        ("Invite", "bold"), " → they write the word → ",
        ("Ready", "bold"), " → you send it by hand",
    )  # fmt: skip


def _draft(known: Beginning) -> Iterator[Paragraph]:
    yield BLANK
    if not known.best:
        yield said(("There is nobody to write to yet.", "bold"))
        yield said(*ours("{stage_before} goes back to the files; {leave} to the empty inbox."))
        return
    yield said(("The first draft: a thank-you to ", ""), (f"@{known.best[0].handle}", "bold"))
    yield BLANK
    yield said(
        "It says only what they really wrote, and where each phrase comes from. If no text fits "
        "them, the next best is taken."
    )
    yield said("Nothing is sent: the draft lies in your inbox, with what the rules say about it.")
    yield BLANK
    yield said(*ours("{open} makes it. In the inbox {undo} takes it back."))


def _found(known: Beginning) -> str:
    return (
        f"{counted(known.comments, 'comment')} by {counted(known.people, 'person', 'people')}"
        if known.comments
        else counted(known.people, "person", "people")
    )


PAGES: tuple[Callable[[Beginning], Iterator[Paragraph]], ...] = (_files, _people, _consent, _draft)
"""The pages after the account."""
