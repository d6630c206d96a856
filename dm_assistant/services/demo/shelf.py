"""A template of the creator's own in the sample, beside the shipped ones."""

from __future__ import annotations

from dm_assistant.services import own_templates
from dm_assistant.services.workspace import Workspace

NAME = "thanks/atelier.de"
TEXT = (
    "---\n"
    "title: Danke aus dem Atelier\n"
    "lever: personal\n"
    "value: ein Satz, der nur ihnen gilt\n"
    "needs: quote, quote_post\n"
    "---\n"
    "Hallo{% if name %} {{ name }}{% endif %}! Unter „{{ quote_post }}“ steht von dir: "
    "„{{ quote }}“. Das hängt jetzt als Zettel neben meiner Staffelei. Danke dafür, und "
    "antworten musst du nicht.\n"
)


def write(ws: Workspace) -> None:
    """Write the template; nothing that is in the queue changes by it."""
    own_templates.save(ws, own_templates.place_of(NAME), TEXT)
