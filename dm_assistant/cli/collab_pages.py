"""What the command line says of collaborations: the board, one in full, two audiences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from dm_assistant.cli.printing import Json, clock, count, paragraph
from dm_assistant.domain.collabs import Stage
from dm_assistant.domain.overlap import (
    NO_PROOF,
    SPAN,
    Overlap,
    bar,
    confidence,
    newcomer_words,
    overlap_words,
)
from dm_assistant.domain.rules.verdict import iso
from dm_assistant.services.collab_views import (
    Brought,
    CollabChange,
    CollabDetail,
    CollabLine,
    Figure,
)

NONE_YET = (
    'no collaborations yet: dm-assistant collabs add HANDLE --idea "…" --i-give "…" --they-give "…"'
)
CELLS = 40


def document(one: CollabLine, notes: Sequence[str] = ()) -> dict[str, Json]:
    """Return one collaboration."""
    kept = one.collab
    return {
        "id": one.id,
        "handle": one.handle,
        "platform": one.platform.value,
        "stage": one.stage.value,
        "since": iso(one.since),
        "days_in_stage": one.days,
        "idea": kept.idea,
        "i_give": kept.i_give,
        "they_give": kept.they_give,
        "terms": kept.terms,
        "next_step": kept.next_step,
        "due": _day(kept.due_on),
        "overdue": one.warning.startswith("overdue"),
        "warning": one.warning,
        "pitch": kept.pitch_id,
        "pitch_state": one.pitch_state and one.pitch_state.value,
        "answer": one.answer and one.answer.value,
        "made": kept.made,
        "made_on": _day(kept.made_on),
        "review": kept.review,
        "closed": one.closed,
        "opened_at": iso(kept.opened_at),
        "notes": list(notes),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def board(found: Sequence[CollabLine]) -> Iterator[str]:
    """Yield the pipeline, stage by stage."""
    if not found:
        yield NONE_YET
        return
    for stage, lines in groupby(found, key=lambda one: one.stage):
        group = list(lines)
        yield f"{stage.value} ({len(group)})"
        for one in group:
            yield from _line(one)


def _line(one: CollabLine) -> Iterator[str]:
    mark = f"  ! {one.warning}" if one.warning else ""
    yield f"  #{one.id} @{one.handle}: {one.collab.idea or 'no idea yet'}"
    yield f"     {count(one.days, 'day')} {_here(one)}{mark}"
    if one.collab.next_step or one.collab.due_on:
        yield f"     next: {_next(one)}"


def _here(one: CollabLine) -> str:
    if one.stage is Stage.NO:
        return f"ago, {one.closed}"
    waits = one.stage is Stage.IDEA and one.collab.pitch_id is not None and one.pitch_state
    return f"here, pitch {one.collab.pitch_id} is {one.pitch_state}" if waits else "here"


def _next(one: CollabLine) -> str:
    due = f", due {one.collab.due_on}" if one.collab.due_on else ""
    return f"{one.collab.next_step or 'a step'}{due}"


def changed(one: CollabChange) -> Iterator[str]:
    """Yield what a collaboration is now."""
    line = one.line
    yield f"collaboration {line.id} with @{line.handle}: {line.stage.value}"
    yield from _facts(line)
    yield from (f"  note: {note}" for note in one.notes)


def _facts(line: CollabLine) -> Iterator[str]:
    kept = line.collab
    for head, text in (
        ("idea", kept.idea),
        ("you give", kept.i_give),
        ("they give", kept.they_give),
        ("terms", kept.terms),
        ("next", _next(line) if kept.next_step or kept.due_on else ""),
        ("made", f"{kept.made} on {kept.made_on}" if kept.made else ""),
        ("review", kept.review),
        ("closed", line.closed),
        ("warning", line.warning),
    ):
        if text:
            first, *more = paragraph(text, indent=" " * 13) or [""]
            yield f"  {head + ':':<11}{first.lstrip()}"
            yield from more


def in_full(one: CollabDetail) -> Json:
    """Return one collaboration with its history and what it brought."""
    return {
        **document(one.line),
        "history": [{"stage": each.stage.value, "at": iso(each.at)} for each in one.history],
        "messages": [
            {
                "at": iso(each.at),
                "from": "them" if each.theirs else "you",
                "text": each.text,
                "what": each.detail,
            }
            for each in one.messages
        ],
        "overlaps": [overlap_document(each) for each in one.overlaps],
        "brought": one.brought and _brought_document(one.brought),
    }


def _brought_document(one: Brought) -> Json:
    return {
        "made_on": one.made_on.isoformat(),
        "days": one.after.days,
        "newcomers_before": one.before.newcomers,
        "newcomers_after": one.after.newcomers,
        "comments": one.comments,
        "people": one.people,
        "known_until": iso(one.known_until),
        "figures": [
            {
                "name": each.name,
                "before": each.before,
                "before_days": each.before_days,
                "after": each.after,
                "after_days": each.after_days,
                "days": each.most,
            }
            for each in one.figures
        ],
        "words": NO_PROOF,
    }


def detail(one: CollabDetail) -> Iterator[str]:
    """Yield one collaboration in full."""
    line = one.line
    yield f"collaboration {line.id} with @{line.handle}: {line.stage.value}, {_since(line)}"
    yield from _facts(line)
    yield "history:"
    yield from (f"  {clock(each.at)}  {each.stage.value}" for each in one.history)
    if one.messages:
        yield f"messages ({len(one.messages)}):"
        for each in one.messages:
            who = f"@{line.handle}" if each.theirs else "you"
            yield f"  {clock(each.at)}  {who} ({each.detail.replace('_', ' ')})"
            yield from paragraph(each.text, indent="    ")
    if one.overlaps:
        yield from overlap(one.overlaps[0])
    if one.brought is not None:
        yield from brought(one.brought)


def _since(line: CollabLine) -> str:
    return f"{count(line.days, 'day')} {'ago' if line.stage is Stage.NO else 'so far'}"


def overlap_document(one: Overlap) -> dict[str, Json]:
    """Return how much of two audiences is one."""
    return {
        "file": one.name,
        "at": iso(one.at),
        "from": iso(one.from_at),
        "until": iso(one.until_at),
        "same_time": one.same_time,
        "shared": one.shared,
        "ours": one.ours,
        "theirs": one.theirs,
        "newcomers": one.newcomers,
        "newcomers_shared": one.newcomers_shared,
        "words": overlap_words(one),
        "confidence": confidence(one),
    }


def overlap(one: Overlap) -> Iterator[str]:
    """Yield how much of two audiences is one, as bars."""
    yield f"two audiences ({one.name}, {clock(one.from_at)[:10]} to {clock(one.until_at)[:10]}):"
    yield f"  {overlap_words(one)}"
    yield f"  yours   {bar(one.shared, one.ours, CELLS)} {one.shared:,} of {one.ours:,}"
    yield f"  theirs  {bar(one.shared, one.theirs, CELLS)} {one.shared:,} of {one.theirs:,}"
    yield from paragraph(confidence(one))
    if newcomer_words(one):
        yield from paragraph(newcomer_words(one))


def brought(one: Brought) -> Iterator[str]:
    """Yield what came after it was made, beside as long a time before."""
    days = one.after.days
    so_far = "" if days == SPAN.days else ", so far"
    yield f"what came after {one.made_on} ({count(days, 'day')}{so_far}, and as long before):"
    yield (
        f"  people who commented for the first time: {one.before.newcomers:,} before, "
        f"{one.after.newcomers:,} after"
    )
    if one.comments is not None and one.people is not None:
        under = f"{count(one.comments, 'comment')} by {count(one.people, 'person', 'people')}"
        yield f"  under the post itself: {under}"
    yield from (f"  {_figure(each)}" for each in one.figures)
    if one.known_until is not None:
        yield f"  comments are known until {clock(one.known_until)[:10]}"
    yield from paragraph(NO_PROOF)


def _figure(one: Figure) -> str:
    sides = (
        "not known" if value is None else f"{value:,} on {days} of {one.most} days"
        for value, days in ((one.before, one.before_days), (one.after, one.after_days))
    )
    before, after = sides
    return f"{one.name.replace('_', ' ')} of the account: {before} before, {after} after"
