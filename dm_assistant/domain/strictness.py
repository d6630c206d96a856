"""How much a reply or a suppression closes; apart, since screens ask this before any text."""

from __future__ import annotations

from collections.abc import Iterable

from dm_assistant.domain.model import InboundClass, SuppressionReason

PLAIN = frozenset(
    {
        InboundClass.QUESTION,
        InboundClass.POSITIVE,
        InboundClass.THANKS,
        InboundClass.NEUTRAL,
    }
)
"""Classes that close nothing: who answers such a message says by that that it reads so."""


def tightens(current: InboundClass, proposed: InboundClass) -> bool:
    """Return whether ``proposed`` allows less than ``current``; asked the other way: loosens."""
    return _STRICTNESS.get(proposed, 0) > _STRICTNESS.get(current, 0)


def strictest(reasons: Iterable[SuppressionReason]) -> SuppressionReason:
    """Return the reason that leaves least room."""
    return min(reasons, key=STRICTEST_FIRST.index)


STRICTEST_FIRST = (
    SuppressionReason.ERASED,
    SuppressionReason.UNDER_AGE,
    SuppressionReason.BLOCKED,
    SuppressionReason.REFUSED,
    SuppressionReason.COMPLAINT,
    SuppressionReason.NO_DM_NOTICE,
    SuppressionReason.OPT_OUT,
)
"""An opt-out comes last: it is the one that leaves room for an answer to a later question."""

LEAVES_NOTHING = frozenset({SuppressionReason.ERASED, SuppressionReason.UNDER_AGE})
"""Reasons for which nobody whose data went is taken in again by an import."""

_STRICTNESS = {
    InboundClass.ERASURE: 7,
    InboundClass.OPT_OUT: 6,
    InboundClass.AGE: 5,
    InboundClass.REVIEW: 4,
    InboundClass.SOFT_NO: 3,
    InboundClass.LATER: 2,
    InboundClass.WHO: 1,
}
"""The classes that close something; the others close nothing."""
