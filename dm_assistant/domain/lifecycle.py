"""Which state of a message may follow which, in one table."""

from __future__ import annotations

from dm_assistant.domain.model import DraftState as S

FOLLOWS: dict[S, frozenset[S]] = {
    S.DRAFTED: frozenset({S.APPROVED, S.SKIPPED, S.SNOOZED, S.CANCELLED}),
    S.SNOOZED: frozenset({S.DRAFTED, S.APPROVED, S.SKIPPED, S.SNOOZED, S.CANCELLED}),
    S.APPROVED: frozenset({S.HANDED_OVER, S.DRAFTED, S.SKIPPED, S.SNOOZED, S.CANCELLED}),
    S.HANDED_OVER: frozenset({S.SENT, S.COULD_NOT_SEND, S.REPLIED, S.SEEN, S.IN_REQUESTS}),
    S.SENT: frozenset({S.IN_REQUESTS, S.SEEN, S.REPLIED, S.COULD_NOT_SEND}),
    S.IN_REQUESTS: frozenset({S.SEEN, S.REPLIED, S.COULD_NOT_SEND}),
    S.SEEN: frozenset({S.REPLIED}),
    S.REPLIED: frozenset(),
    S.SKIPPED: frozenset(),
    S.CANCELLED: frozenset(),
    S.COULD_NOT_SEND: frozenset(),
}
"""The states that may come next; what left the machine never goes back to being a draft."""

IN_LANES = frozenset({S.DRAFTED, S.SNOOZED})
OUT = frozenset({S.HANDED_OVER, S.SENT, S.IN_REQUESTS, S.SEEN, S.REPLIED})


def may_follow(state: S, following: S) -> bool:
    """Return whether a message in ``state`` may become ``following``."""
    return following in FOLLOWS[state]


def refusal(state: S, following: S) -> str:
    """Say in one clause why a message cannot go from one state to another."""
    return f"it is {_words(state)} and cannot become {_words(following)}"


def _words(state: S) -> str:
    return state.value.replace("_", " ")
