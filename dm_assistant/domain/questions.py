"""What an export of the account's own may leave open about a message, and how that is settled."""

from __future__ import annotations

from enum import StrEnum


class QuestionKind(StrEnum):
    """What an export leaves open about a message: which one it is, or whether it went out."""

    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"


class Answer(StrEnum):
    """How such a question was settled: by a person, or by a later export."""

    IS = "is"
    NONE = "none"
    SENT = "sent"
    SETTLED = "settled"


ASKS = {
    QuestionKind.AMBIGUOUS: "which of these messages is it?",
    QuestionKind.NOT_FOUND: "you said sent; your export does not have it",
}
"""What each kind of question asks, in words."""
