"""What the rules about words find in the message that a template makes of some values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

from dm_assistant.domain.model import COMMERCIAL, Account, Contact, Purpose, Source
from dm_assistant.domain.rules import content
from dm_assistant.domain.rules.case import case_of
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PastTouch, PersonFacts
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.sameness import quotes_in
from dm_assistant.domain.rules.tone import tone
from dm_assistant.domain.rules.true_purpose import true_purpose
from dm_assistant.domain.rules.verdict import Finding, Stage, Status
from dm_assistant.domain.templates.model import Template
from dm_assistant.errors import BadInputError
from dm_assistant.services import texts

RULES = (
    content.unfilled,
    content.evidence,
    content.length,
    content.links,
    content.disclosure,
    tone,
    true_purpose,
)
"""The rules that look at nothing but the words."""

_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
_KNOWN = frozenset({*COMMERCIAL, Purpose.ANSWER})
"""What is never the first message between two people."""


class Judging(Protocol):
    """What words are judged by: a workspace, or the rules as shipped without one."""

    @property
    def policy(self) -> Policy:
        """Return the numbers of the rules."""

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Return the accounts that messages go out from."""


def proof(
    ws: Judging,
    template: Template,
    values: Mapping[str, str],
    sources: Mapping[str, Source],
    purpose: Purpose,
) -> tuple[Finding, ...]:
    """Return what speaks against the words that a template makes of these values.

    Raises BadInputError where they make no text.
    """
    made = texts.renderer().render(template, values)
    if made.problem is not None:
        raise BadInputError(str(made.problem))
    used = [each for each in sources.values() if each.phrase and each.phrase in made.text]
    code = values.get("code", "")
    draft = DraftFacts(
        purpose=purpose,
        text=made.text,
        phrases=tuple(each.phrase for each in used),
        quotes=quotes_in(used),
        code=code if code and code in made.text else "",
    )
    person = PersonFacts(
        contact=Contact(
            0, ws.accounts[0].platform, values.get("handle", ""), values.get("name", "")
        ),
        touches=(PastTouch(_NOON, Purpose.THANKS),) if _known(template, purpose) else (),
    )
    case = case_of(person, AccountFacts("UTC"), draft, ws.policy, _NOON, stage=Stage.DRAFT)
    found = (rule(case) for rule in RULES)
    return tuple(each for each in found if each.status is not Status.ALLOW)


def _known(template: Template, purpose: Purpose) -> bool:
    """Tell a template for people one has written to before."""
    return purpose in _KNOWN or not template.path.startswith(f"{purpose.value}/")
