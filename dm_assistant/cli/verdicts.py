"""How the command line says a verdict: as a document and as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dm_assistant.cli.printing import Json, count, deadline
from dm_assistant.domain.rules.overrides import candidate
from dm_assistant.domain.rules.verdict import (
    Finding,
    Status,
    Verdict,
    line_and_column,
    quoted,
)


def refusal_document(message: str, verdict: Verdict | None) -> Json:
    """Return a refused act: the verdict and, under ``refused``, the refusal in one line."""
    found = verdict or Verdict(Status.BLOCK, ())
    return {"refused": message, **found.as_json()}


def standing(verdict: Verdict) -> str:
    """Return the verdict in a few words: allowed, held until a time, waiting, or blocked."""
    if verdict.status is Status.HOLD and verdict.until:
        return f"held until {deadline(verdict.until)} UTC"
    return {
        Status.ALLOW: "allowed",
        Status.WARN: "allowed, with a warning",
        Status.HOLD: "held",
        Status.WAIT: "waiting",
        Status.FIX: "the text needs an edit",
        Status.BLOCK: "blocked",
    }[verdict.status]


def verdict_lines(verdict: Verdict, text: str = "") -> Iterator[str]:
    """Yield the verdict, every reason against it with its numbers, and what would unlock it.

    Of a known ``text`` the lines and characters are named at which a finding points.
    """
    yield f"verdict: {standing(verdict)}"
    yield from _findings(verdict.reasons, text)
    rest = len(verdict.findings) - len(verdict.reasons)
    if rest:
        yield f"  allow  {count(rest, 'other rule')} of {len(verdict.findings)}"
    yield from _ways_out(verdict)


def card_lines(verdict: Verdict) -> Iterator[str]:
    """Yield the whole why-card: what would unlock it, then what every rule found, worst first."""
    yield f"verdict: {standing(verdict)}"
    yield from _ways_out(verdict)
    fine = [found for found in verdict.findings if found.status is Status.ALLOW]
    yield from _findings([*verdict.reasons, *fine])


def _findings(findings: Sequence[Finding], text: str = "") -> Iterator[str]:
    size = max((len(found.rule) for found in findings), default=0)
    for found in findings:
        until = f" (until {deadline(found.until)} UTC)" if found.until else ""
        yield f"  {found.status.value:<5}  {found.rule:<{size}}  {found.detail}{until}"
        for each in found.places:
            line, column = line_and_column(text, each.start)
            where = f"{line}:{column} " if text else ""
            yield f"         {'':<{size}}  at {where}{quoted(each)}"


def _ways_out(verdict: Verdict) -> Iterator[str]:
    if verdict.unlock:
        yield f"soonest: {verdict.unlock}"
    alone = candidate(verdict)
    if alone is not None:
        yield f"or, with a reason: --override {alone.rule}"
