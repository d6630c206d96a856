"""Proofs: what the rules about words find in a template, written with sample values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Protocol

from dm_assistant.domain import filling
from dm_assistant.domain.model import COMMERCIAL, Account, Contact, Purpose, Source
from dm_assistant.domain.rules import gate
from dm_assistant.domain.rules.case import case_of
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PastTouch, PersonFacts
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.sameness import quotes_in
from dm_assistant.domain.rules.verdict import Finding, Stage
from dm_assistant.domain.templates.model import Template
from dm_assistant.errors import BadInputError
from dm_assistant.services import texts

_ANY_DAY = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""No rule about words looks at the clock."""

_EARLIER = _ANY_DAY - timedelta(days=90)


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
    """Return what the rules about words have against a template written with these values.

    Raises BadInputError where the values make no text.
    """
    made = texts.renderer().render(template, values)
    if made.problem is not None:
        raise BadInputError(str(made.problem))
    return of_text(ws, template, made.text, values, sources, purpose)


def of_text(
    ws: Judging,
    template: Template,
    text: str,
    values: Mapping[str, str],
    sources: Mapping[str, Source],
    purpose: Purpose,
) -> tuple[Finding, ...]:
    """Return what speaks against a text that a template made of these values.

    Their places are characters of the text. ``sources`` tell, by variable, which values are facts
    about a person, as in a ``Filling``. The sample stands for a first message, save where there has
    to be one before; an answer is one to somebody who wrote.
    """
    used = filling.used(sources, template.body, text)
    account = ws.accounts[0]
    person = Contact(0, account.platform, values.get("handle", ""), name=values.get("name", ""))
    said = DraftFacts(
        purpose,
        text,
        platform=account.platform,
        phrases=tuple(source.phrase for source in used),
        quotes=quotes_in(used),
        code=values.get("code", ""),
    )
    case = case_of(
        PersonFacts(
            person,
            touches=(PastTouch(_EARLIER, Purpose.THANKS),) if _known(template, purpose) else (),
            inbounds_at=(_ANY_DAY,) if purpose is Purpose.ANSWER else (),
        ),
        AccountFacts(timezone="UTC"),
        said,
        ws.policy,
        _ANY_DAY,
        stage=Stage.DRAFT,
    )
    return gate.about_words(case)


def _known(template: Template, purpose: Purpose) -> bool:
    """Tell a template for people one has written to before."""
    return purpose in COMMERCIAL or bool(template.follows)
