"""The JSON documents of the command line: views in, the promised keys out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import reconciled
from dm_assistant.cli.printing import Json
from dm_assistant.domain.model import Source, Window
from dm_assistant.domain.rules.verdict import Verdict, iso
from dm_assistant.domain.templates.blanks import questions
from dm_assistant.services.file_reports import FileReport, ImportReport
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


def files(report: ImportReport) -> Json:
    """Return what an import did, file by file."""
    return {
        "files": [_file(one) for one in report.files],
        "left_out": [{"path": one.path, "reason": one.reason} for one in report.left_out],
        "dry_run": report.dry_run,
        "backup": report.backup,
    }


def _file(one: FileReport) -> Json:
    return {
        "path": one.path,
        "format": one.format,
        "kind": one.kind.value,
        "rows": one.rows,
        "new": one.new,
        "changed": one.changed,
        "duplicate": one.duplicate,
        "rejected": [{"line": line, "reason": reason} for line, reason in one.rejected],
        "contacts_new": one.contacts_new,
        "contacts_known": one.contacts_known,
        "consent_changes": one.consent_changes,
        "opted_out_seen": one.opted_out_seen,
        "erased_skipped": one.erased_skipped,
        "own": one.own,
        "renamed": [
            {
                "before": line.before,
                "after": line.after,
                "platform": line.platform.value,
                "current": line.current,
            }
            for line in one.renamed
        ],
        "messages_in": one.messages_in,
        "messages_out": one.messages_out,
        "stopped": one.stopped,
        "listed": one.listed,
        "reconcile": None if one.reconcile is None else reconciled.document(one.reconcile),
        "batch": one.batch,
        "matched": list(one.matched),
        "notes": list(one.notes),
        "warnings": list(one.warnings),
    }


def contact(one: RankedContact) -> dict[str, Json]:
    """Return one line of the ranked list."""
    return {
        "handle": one.handle,
        "platform": one.platform.value,
        "name": one.name,
        "tier": one.tier.value,
        "score": one.score,
        "terms": dict(one.terms),
        "comments": one.comments,
        "last_comment_at": iso(one.last_comment_at),
        "relation": one.relation.value,
        "follow_state": one.follow_state.value,
        "tags": list(one.tags),
        "no_contact": one.no_contact or None,
    }


def contacts(ranked: Iterable[RankedContact]) -> Json:
    """Return the ranked list."""
    return [contact(one) for one in ranked]


def handle(line: HandleLine) -> dict[str, Json]:
    """Return one name of a person, with since and until when they went by it."""
    return {
        "handle": line.handle,
        "platform": line.platform.value,
        "current": line.current,
        "from": iso(line.from_at),
        "until": iso(line.until_at),
        "merged": iso(line.joined_at),
    }


def consent(line: ConsentLine) -> dict[str, Json]:
    """Return one entry of the consent ledger with its evidence."""
    return {
        "id": line.id,
        "purposes": [purpose.value for purpose in line.purposes],
        "kind": str(line.kind),
        "event_at": iso(line.event_at),
        "recorded_at": iso(line.recorded_at),
        "words": line.words,
        "where": line.where,
        "handle_seen": line.handle_seen,
    }


def complaint(line: ComplaintLine) -> dict[str, Json]:
    """Return one complaint."""
    return {
        "id": line.id,
        "opened_at": iso(line.opened_at),
        "words": line.words,
        "closed_at": iso(line.closed_at),
        "outcome": line.outcome,
    }


def drafts(report: DraftReport) -> Json:
    """Return what drafting made and whom it left out."""
    return {
        "drafts": [draft(card) for card in report.drafts],
        "left_out": [{"handle": one.handle, "reason": one.reason} for one in report.left_out],
        "dry_run": report.dry_run,
        "notes": list(report.notes),
    }


def draft(card: Card) -> dict[str, Json]:
    """Return one draft with the source of each personal phrase and its verdict."""
    return {
        "id": card.row.item.id,
        "handle": card.row.handle,
        "purpose": card.row.purpose.value,
        "template": card.row.template,
        "version": card.version,
        "language": card.language,
        "state": card.row.state.value if card.row.state else None,
        "text": card.text,
        **receipts(card.sources),
        "asks": list(questions(card.text)),
        "verdict": card.verdict.as_json() if card.verdict else None,
    }


def weighed(draft_id: int, found: Weighed) -> dict[str, Json]:
    """Return what the rules would say of other words of a draft."""
    return {
        "id": draft_id,
        "text": found.text,
        "characters": len(found.text),
        "bytes": found.bytes,
        "counts_as": found.purpose.value,
        **receipts(found.sources),
        "verdict": found.verdict.as_json(),
        "dry_run": True,
    }


def receipts(sources: Iterable[Source]) -> dict[str, Json]:
    """Return where personal phrases come from, and apart from them what the creator said."""
    known = tuple(sources)
    return {
        "sources": [_source(each) for each in known if each.recorded],
        "answers": {each.said: each.phrase for each in known if not each.recorded},
    }


def _source(source: Source) -> Json:
    return {
        "phrase": source.phrase,
        "variable": source.variable,
        "comment": source.comment_id,
        "said": source.said,
        "post": source.post,
        "at": iso(source.at),
        "flag": source.flag or None,
    }


def queue(
    counts: LaneCounts,
    rows: Iterable[QueueRow],
    outbox: Iterable[QueueRow],
    why: Mapping[int, Verdict],
) -> Json:
    """Return the lanes: their counts, the rows asked for, and what is on its way out.

    Drafts carry their verdict where ``why`` has it.
    """
    return {
        "counts": {
            "reply": counts.reply,
            "ready": counts.ready,
            "invite": counts.invite,
            "held": counts.held,
            "blocked": counts.blocked,
            "approved": counts.approved,
            "handed_over": counts.handed_over,
        },
        "items": [_row(row) | _why(row, why) for row in rows],
        "outbox": [{**_row(row), "lane": None} | _why(row, why) for row in outbox],
    }


def _why(row: QueueRow, why: Mapping[int, Verdict]) -> dict[str, Json]:
    verdict = why.get(row.item.id) if row.item.kind == "draft" else None
    return {} if verdict is None else {"verdict": verdict.as_json()}


def _row(row: QueueRow) -> dict[str, Json]:
    return {
        "kind": row.item.kind,
        "id": row.item.id,
        "lane": row.lane.value,
        "handle": row.handle,
        "name": row.name,
        "platform": row.platform.value,
        "purpose": row.purpose.value,
        "template": row.template,
        "state": row.state.value if row.state else None,
        "reply_class": row.reply_class.value if row.reply_class else None,
        "text": row.text,
        "score": row.score,
        "until": iso(row.until),
        **receipts(row.sources),
    }


def moves(moved: Sequence[Moved]) -> Json:
    """Return what became of each draft; refused ones carry why and their verdict."""
    return [move(one) for one in moved]


def move(one: Moved) -> Json:
    """Return what became of one draft."""
    document: dict[str, Json] = {"id": one.id, "state": one.state.value, "handle": one.handle}
    if one.note:
        document["note"] = one.note
    if one.refused:
        document["refused"] = one.refused
        document["verdict"] = one.verdict.as_json() if one.verdict else None
    return document


def handed(one: HandOver | Moved) -> Json:
    """Return a message that may leave now, what to paste and where, or why it may not."""
    if isinstance(one, Moved):
        return move(one)
    return {
        "id": one.id,
        "state": one.state.value,
        "handle": one.handle,
        "platform": one.platform.value,
        "purpose": one.purpose.value,
        "text": one.text,
        "link": one.link,
        "public": one.public,
        "last": one.last and {"ours": one.last.ours, "at": iso(one.last.at), "text": one.last.text},
        "answers_comment": one.answers
        and {
            "at": iso(one.answers.at),
            "text": one.answers.text,
            "post": one.answers.post,
            "link": one.answers.link,
        },
    }


def reply(logged: ReplyLogged) -> Json:
    """Return what logging a reply found."""
    return {
        "message": logged.message,
        "handle": logged.handle,
        "answers": logged.answers,
        "intent": logged.intent.value,
        "opt_out": logged.opt_out,
        "window": window(logged.window),
        "withdrawn": list(logged.withdrawn),
        "note": logged.note,
    }


def window(one: Window | None) -> Json:
    """Return a reply window, or nothing."""
    if one is None:
        return None
    return {
        "opened_at": iso(one.opened_at),
        "closes_at": iso(one.closes_at),
        "messages_left": one.messages_left,
    }
