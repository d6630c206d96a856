"""How much each class of reply closes; apart, since screens ask this before they read any text."""

from __future__ import annotations

from dm_assistant.domain.model import InboundClass


def tightens(current: InboundClass, proposed: InboundClass) -> bool:
    """Return whether ``proposed`` allows less than ``current``; asked the other way: loosens."""
    return _STRICTNESS.get(proposed, 0) > _STRICTNESS.get(current, 0)


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
