"""Sentences about refusals and people that both front ends show."""

from __future__ import annotations

from dm_assistant.domain.model import Draft
from dm_assistant.domain.rules.verdict import Status, Verdict
from dm_assistant.domain.text import to_screen


def refusal(draft: Draft, handle: str, verdict: Verdict) -> str:
    """Say in one line why a draft was refused: every reason, and when it lifts."""
    reasons = " ".join(found.detail for found in verdict.reasons if found.status is not Status.WARN)
    until = ""
    if verdict.until is not None:
        until = f" Allowed from {verdict.until:%Y-%m-%d %H:%M} UTC."
    return f"draft {draft.id} to @{to_screen(handle)}: {reasons}{until}"
