"""Small makers of facts, so that a test names only what it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from dm_assistant.domain.model import (
    Consent,
    ConsentKind,
    Contact,
    FollowState,
    Inbound,
    InboundClass,
    Platform,
    Purpose,
)
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PastTouch, PersonFacts
from dm_assistant.domain.rules.gate import evaluate
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.verdict import Finding, Stage, Verdict

NOON = datetime(2027, 5, 12, 12, tzinfo=UTC)
LONDON = AccountFacts(timezone="Europe/London")
POLICY = Policy()
MIA = Contact(1, Platform.TIKTOK, "mia.draws", name="Mia", timezone="Europe/London")
EARLIER = PastTouch(NOON - timedelta(days=300), Purpose.THANKS, 7)


def at(text: str) -> datetime:
    """Return the moment of an ISO text with a Z."""
    return datetime.fromisoformat(text)


def ago(**span: float) -> datetime:
    return NOON - timedelta(**span)


def granted(*purposes: Purpose, kind: ConsentKind = ConsentKind.EXPLICIT, **more: Any) -> Consent:
    moment = more.pop("event_at", ago(days=20))
    return Consent(1, 1, Platform.TIKTOK, frozenset(purposes), kind, moment, moment, **more)


def wrote(kind: InboundClass, moment: datetime) -> Inbound:
    return Inbound(1, 1, Platform.TIKTOK, moment, "…", kind)


def person(**facts: Any) -> PersonFacts:
    """Return somebody with a yes to everything, written to long ago, and the facts given."""
    contact = {
        key: facts.pop(key)
        for key in list(facts)
        if key in Contact._fields and key not in PersonFacts._fields
    }
    fresh = PersonFacts(
        contact=MIA._replace(**contact),
        consents=(granted(*Purpose),),
        touches=(PastTouch(ago(days=400), Purpose.THANKS, 1),),
    )
    return fresh._replace(**facts)


def stranger(**facts: Any) -> PersonFacts:
    """Return somebody who never wrote, was never written to and gave no permission."""
    return person(**{"consents": (), "touches": (), **facts})


def follower(**facts: Any) -> PersonFacts:
    """Return somebody without a yes of their own, but in a mutual follow learned yesterday."""
    return person(
        **{
            "consents": (),
            "follow_state": FollowState.MUTUAL,
            "follow_learned_at": ago(days=1),
            **facts,
        }
    )


def draft(purpose: Purpose = Purpose.THANKS, **facts: Any) -> DraftFacts:
    text = "Hi Mia! Your question about the blue lamp made me smile."
    return DraftFacts(purpose, text, id=99, phrases=("the blue lamp",))._replace(**facts)


def ask(
    who: PersonFacts | None = None,
    what: DraftFacts | None = None,
    now: datetime = NOON,
    **more: Any,
) -> Verdict:
    """Ask the gate with sensible facts for whatever is not given."""
    return evaluate(
        who or person(),
        more.get("account", LONDON),
        what or draft(),
        more.get("policy", POLICY),
        now,
        stage=more.get("stage", Stage.DRAFT),
    )


def found(verdict: Verdict, rule: str) -> Finding:
    finding = verdict.finding(rule)
    assert finding is not None
    return finding


def touches(*moments: datetime, purpose: Purpose = Purpose.THANKS) -> tuple[PastTouch, ...]:
    return tuple(PastTouch(moment, purpose, 7) for moment in sorted(moments))
