"""A template of the creator's own: with clauses that drop out, and a question left open."""

from __future__ import annotations

from dm_assistant.services.workspace import TEMPLATES, Workspace

NAME = "collab/duet.md"

DUET = """\
---
title: A duet, if they like
lever: curious
value: an idea made for the two of us
gives: together
needs: quote
---
Hi{% clause %} {{ name }}{% endclause %}! Your “{{ quote }}”{% clause %} under “{{ quote_post }}”\
{% endclause %} gave me an idea: {{ idea or 'which idea?'|ask }}. Would you make it with me?\
{% clause %} I would bring {{ i_give }}, you would bring {{ they_give }}.{% otherwise %} I would \
bring {{ i_give }}.{% endclause %} A no is just as welcome.
"""


def write(ws: Workspace) -> None:
    """Put the template into the workspace's own folder."""
    path = ws.path / TEMPLATES / NAME
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_text(DUET, "utf-8")
