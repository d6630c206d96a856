"""What people read on the command line: short, aligned, with every denominator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli.printing import clock, count, deadline, paragraph, table
from dm_assistant.cli.verdicts import standing, verdict_lines
from dm_assistant.domain.model import InboundClass, Source
from dm_assistant.domain.rules.verdict import Verdict
from dm_assistant.domain.templates.blanks import questions
from dm_assistant.domain.templates.variables import COUNTED
from dm_assistant.domain.text import to_screen
from dm_assistant.services.views import (
    Card,
    ComplaintLine,
    ConsentLine,
    DraftReport,
    HandleLine,
    HandOver,
    LaneCounts,
    Moved,
    QueueRow,
    RankedContact,
    ReplyLogged,
)

if TYPE_CHECKING:
    from dm_assistant.services.weighing import Weighed

NONE_YET = "nobody yet: import a comments file first (dm-assistant import FILE)"


def contacts(ranked: Sequence[RankedContact]) -> Iterator[str]:
    """Yield the ranked list; the terms add up to the score."""
    if not ranked:
        yield NONE_YET
        return
    yield from table(
        ("score", "tier", "handle", "comments", "last", "name", "why"),
        (
            (
                f"{one.score:.1f}",
                one.tier.value,
                f"@{one.handle}",
                f"{one.comments:,}",
                clock(one.last_comment_at)[:10],
                one.name,
                one.no_contact or _terms(one.terms),
            )
            for one in ranked
        ),
        right=(0, 3),
    )


def _terms(terms: dict[str, float]) -> str:
    return " ".join(f"{name} {value:+.1f}" for name, value in terms.items() if value)


def handle(line: HandleLine) -> str:
    """Return one name of a person with when they went by it, on one line."""
    name = f"@{line.handle}  {line.platform.value}"
    told = "" if line.current else "  earlier name"
    told += f"  from {clock(line.from_at)[:10]}" if line.from_at else ""
    told += f"  until {clock(line.until_at)[:10]}" if line.until_at else ""
    told += f"  merged {clock(line.joined_at)[:10]}" if line.joined_at else ""
    return f"{name}{told}"


def consent(line: ConsentLine) -> str:
    """Return one ledger entry with its evidence on one line."""
    purposes = ", ".join(purpose.value for purpose in line.purposes)
    where = f" ({line.where})" if line.where else ""
    return f"{clock(line.event_at)}  {line.kind} for {purposes}: “{line.words}”{where}"


def complaint(line: ComplaintLine) -> str:
    """Return one complaint with how it was settled, on one line."""
    if line.closed_at is None:
        return f"{clock(line.opened_at)}  open: “{line.words}”"
    settled = f"closed {clock(line.closed_at)}: {line.outcome}"
    return f"{clock(line.opened_at)}  “{line.words}”, {settled}"


def drafts(report: DraftReport) -> Iterator[str]:
    """Yield each draft with its sources and verdict, then who was left out and why."""
    for card in report.drafts:
        yield from draft(card)
        yield ""
    done = "would be made" if report.dry_run else "made"
    yield (
        f"{count(len(report.drafts), 'draft')} {done} for "
        f"{len(report.drafts) + len(report.left_out)} asked about"
    )
    yield from (f"note: {note}" for note in report.notes)
    if report.left_out:
        yield f"left out ({len(report.left_out)}):"
        yield from (f"  @{one.handle}: {one.reason}" for one in report.left_out)


def draft(card: Card) -> Iterator[str]:
    """Yield one draft: its text, where each personal phrase comes from, and its verdict."""
    row = card.row
    state = f", {row.state.value}" if row.state else ""
    template = f"{row.purpose.value}/{row.template} {card.version}" if row.template else "own words"
    yield f"#{row.item.id} @{row.handle}  {template}{state}"
    yield from paragraph(card.text)
    for source in card.receipts:
        yield from paragraph(receipt(source), indent="    ")
    for question in questions(card.text):
        answer = f'edit {row.item.id} --fill "{question}=…"'
        yield from paragraph(f"to answer: {question}  ({answer})", indent="    ")
    if card.verdict:
        yield from (f"  {line}" for line in verdict_lines(card.verdict, card.text))


def weighed(draft_id: int, found: Weighed) -> Iterator[str]:
    """Yield what the rules would say of other words of a draft, which stay as they are."""
    size = f"{count(len(found.text), 'character')}, {count(found.bytes, 'byte')}"
    yield f"#{draft_id} would have {size} and count as {found.purpose.value}; nothing is changed"
    yield from paragraph(found.text)
    yield from (f"  {line}" for line in verdict_lines(found.verdict, found.text))


def receipt(source: Source) -> str:
    """Say on one line where a phrase comes from, and what to look at before sending."""
    if not source.recorded:
        return f"{source.said}: “{source.phrase}”, in your own words"
    what = "message" if source.comment_id is None else "comment"
    if source.variable in COUNTED:
        return f"{source.variable}: “{source.phrase}”, counted from {source.said}"
    post = f" on “{source.post}”" if source.post and source.post != source.phrase else ""
    when = f", {clock(source.at)[:10]}" if source.at else ""
    flag = f"  ! {source.flag}" if source.flag else ""
    return f"{source.variable}: “{source.phrase}”, from their {what}{post}{when}{flag}"


def queue(
    counts: LaneCounts,
    rows: Sequence[QueueRow],
    outbox: Sequence[QueueRow],
    why: Mapping[int, Verdict],
) -> Iterator[str]:
    """Yield the counts of the lanes, the rows asked for, and what is on its way out.

    Below the rows stands why each draft is where it is, as far as ``why`` has it.
    """
    yield (
        f"reply {counts.reply:,} · ready {counts.ready:,} · invite {counts.invite:,} · "
        f"held {counts.held:,} · blocked {counts.blocked:,} · "
        f"to hand over {counts.approved:,} · to confirm {counts.handed_over:,}"
    )
    listed = [(row.lane.value, row) for row in rows] + [("outbox", row) for row in outbox]
    if not listed:
        return
    yield ""
    yield from table(
        ("lane", "id", "handle", "purpose", "state", "score", "until (UTC)", "text"),
        (
            (
                place,
                f"#{row.item.id}" if row.item.kind == "draft" else str(row.item.id),
                f"@{row.handle}",
                row.purpose.value,
                row.state.value if row.state else (row.reply_class or ""),
                f"{row.score:.1f}",
                deadline(row.until),
                row.text,
            )
            for place, row in listed
        ),
        right=(1, 5),
    )
    yield from _reasons([row for _, row in listed if row.item.kind == "draft"], why)


def _reasons(rows: Iterable[QueueRow], why: Mapping[int, Verdict]) -> Iterator[str]:
    for row in rows:
        if row.item.id in why:
            yield ""
            yield f"#{row.item.id} @{row.handle}"
            yield from paragraph(row.text)
            yield from (f"  {line}" for line in verdict_lines(why[row.item.id], row.text))


def moves(moved: Sequence[Moved]) -> Iterator[str]:
    """Yield what became of each draft, and how many of how many moved."""
    for one in moved:
        yield from move(one)
    if len(moved) > 1:
        yield f"{sum(not one.refused for one in moved)} of {len(moved)} moved"


def move(one: Moved) -> Iterator[str]:
    """Yield what became of one draft, with the verdict where it was refused."""
    if not one.refused:
        note = f" ({one.note})" if one.note else ""
        state = one.state.value.replace("_", " ")
        yield f"#{one.id} {one.handle and '@'}{one.handle}: {state}{note}"
        return
    yield f"refused: {one.refused}"
    if one.verdict:
        yield from (f"  {line}" for line in verdict_lines(one.verdict))


def handed(one: HandOver | Moved) -> Iterator[str]:
    """Yield the message to paste as it is, and where to paste it; or why it may not leave."""
    if isinstance(one, Moved):
        yield from move(one)
        return
    what = f"#{one.id}, a public reply" if one.public else f"#{one.id}"
    yield f"{what} for @{one.handle} ({standing(one.verdict)}). Open {one.link} and paste:"
    if one.answers:
        under = f" under {one.answers.post}" if one.answers.post else ""
        when = clock(one.answers.at)
        yield f"  it answers their comment of {when} UTC{under}: {one.answers.text}"
    elif one.last:
        who = "you" if one.last.ours else "they"
        yield f"  last, on {clock(one.last.at)} UTC, {who} wrote: {one.last.text}"
    elif not one.public:
        yield "  the first message in this conversation, as far as is known"
    yield ""
    yield from to_screen(one.text, lines=True).split("\n")
    yield ""
    yield f"then: dm-assistant sent {one.id}   (or: dm-assistant failed {one.id})"


def reply(logged: ReplyLogged) -> Iterator[str]:
    """Yield what logging a reply found."""
    answers = f", answers #{logged.answers}" if logged.answers else ""
    yield f"message {logged.message} from @{logged.handle}: {logged.intent.value}{answers}"
    if logged.opt_out:
        yield (
            "they say that they are under age: nothing more goes to them"
            if logged.intent is InboundClass.AGE
            else "they asked not to be messaged: opted out, nothing more goes to them"
        )
    if logged.note:
        yield logged.note
    if logged.withdrawn:
        yield f"taken back: {', '.join(f'#{draft}' for draft in logged.withdrawn)}"
    if logged.window and not logged.opt_out:
        left = logged.window.messages_left
        room = "" if left is None else f" for {count(left, 'message')}"
        yield f"the reply window is open until {deadline(logged.window.closes_at)} UTC{room}"
