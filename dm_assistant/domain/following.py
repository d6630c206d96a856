"""Who follows whom, told from the account's own lists."""

from __future__ import annotations

from dm_assistant.domain.model import FollowState

_STATES = {
    (True, True): FollowState.MUTUAL,
    (True, False): FollowState.FOLLOWS_ME,
    (False, True): FollowState.I_FOLLOW,
    (False, False): FollowState.NONE,
}
_SIDES = {state: sides for sides, state in _STATES.items()}


def follow_state(
    known: FollowState, *, follows_me: bool | None, i_follow: bool | None
) -> FollowState:
    """Return who follows whom; ``None`` is a list that is not there, which says nothing.

    Where one side stays unknown, what can be said is said: somebody who follows and of whom
    nothing else is known counts as following only.
    """
    sides = _SIDES.get(known)
    theirs = sides[0] if follows_me is None and sides is not None else follows_me
    ours = sides[1] if i_follow is None and sides is not None else i_follow
    if not theirs and not ours and None in (theirs, ours):
        return known
    return _STATES[bool(theirs), bool(ours)]


FOLLOWING = frozenset({FollowState.MUTUAL, FollowState.FOLLOWS_ME})
"""States in which they follow the creator."""
