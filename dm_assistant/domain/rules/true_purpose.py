"""The rule that a message which sells is judged as one, whatever its draft says."""

from __future__ import annotations

from dm_assistant.domain.model import COMMERCIAL, Purpose
from dm_assistant.domain.rules.case import Case
from dm_assistant.domain.rules.selling import selling_places
from dm_assistant.domain.rules.verdict import Finding, Status, allow, quoted

RULE = "true_purpose"
_MOST_SHOWN = 3

_NO_WORDS = allow(RULE, "There are no words yet.")
_AS_SAID = allow(RULE, "It sells nothing.")
_SAID_SO = allow(RULE, "It is drafted as what it is.")


def true_purpose(case: Case) -> Finding:
    """Say which words make it a commercial message where its draft says otherwise.

    What is read so can be corrected, but not for somebody who is not to be messaged: the one
    answer they may get has to read like one.
    """
    draft = case.draft
    if not draft.worded:
        return _NO_WORDS
    if draft.purpose in COMMERCIAL:
        return _SAID_SO
    found = selling_places(draft.text, draft.quotes, draft.code)
    if not found:
        return _AS_SAID
    words = ", ".join(list(dict.fromkeys(map(quoted, found)))[:_MOST_SHOWN])
    if draft.purpose is Purpose.INVITE:
        return Finding(RULE, Status.WARN, f"{words} sells in public.", places=found)
    detail = f"It counts as an offer, not as {_SAID[draft.purpose]}: {words}."
    overridable = not case.person.suppressed
    return Finding(RULE, Status.WARN, detail, overridable=overridable, places=found)


_SAID = {
    Purpose.THANKS: "thanks",
    Purpose.FEEDBACK: "a request for feedback",
    Purpose.COLLAB: "a request to collaborate",
    Purpose.ANSWER: "an answer",
}
