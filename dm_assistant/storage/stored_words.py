"""The domain's values by the words they are stored as.

Calling an enum with a word costs several times a look-up, and thousands of rows are read at once.
"""

from __future__ import annotations

from dm_assistant.domain.model import (
    ConsentKind,
    DraftState,
    FollowState,
    InboundClass,
    Platform,
    Purpose,
    ReadState,
    Relation,
    SuppressionReason,
)

PLATFORMS = {str(each): each for each in Platform}
RELATIONS = {str(each): each for each in Relation}
FOLLOW_STATES = {str(each): each for each in FollowState}
REASONS: dict[str | None, SuppressionReason | None] = {
    None: None,
    **{str(each): each for each in SuppressionReason},
}
CONSENT_KINDS = {str(each): each for each in ConsentKind}
PURPOSES = {str(each): each for each in Purpose}
CLASSES = {str(each): each for each in InboundClass}
STATES = {str(each): each for each in DraftState}
READ_STATES = {str(each): each for each in ReadState}
