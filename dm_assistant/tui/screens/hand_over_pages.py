"""The two pages of the hand-over: which verbs each has, and what they come to there."""

from __future__ import annotations

from dm_assistant.services.coming_back import DAYS

BOUND = (
    "open",
    "close",
    "hand_over",
    "session",
    "qr",
    "open_link",
    "override",
    "complaint",
    "seen",
    "log_reply",
    "redeemed",
    "mark",
    "mark_all",
    "panel",
    "leave",
    "scroll_panel.3",
    "scroll_panel.-3",
)
"""The keys of this place, in the order of the table."""

WORDS = {"open": "Sent", "log_reply": "They wrote", "panel": "Went out"}
TIPS = {
    "open": "Say that it was sent",
    "hand_over": "Begin, or put the text on the clipboard once more",
    "log_reply": "Log what they wrote before you sent it; the message stays open",
    "panel": "Turn to what went out lately: note what was seen, answered and used",
}
LOG_WORDS = {"open": "Person", "panel": "To hand over", "leave": "To hand over"}
LOG_TIPS = {
    "open": "Go to the person",
    "seen": "They have seen it: this message, or all that are marked",
    "log_reply": "Log what they wrote to you",
    "redeemed": "Note that the code in the message was used",
    "panel": "Turn back to what waits to be handed over",
}
OF_ONE_MESSAGE = frozenset({"open", "close", "qr", "open_link"})
OF_THE_LOG = frozenset({"mark", "mark_all", "redeemed"})
NOT_OF_THE_LOG = frozenset({"close", "override", "complaint", "qr", "open_link"})

WENT_OUT = f"Went out in {DAYS} days"
WENT_OUT_OPEN = f"{WENT_OUT}, and not all is known"
LISTENING = (
    "All has left. News of the {news} of before? {seen} seen, {log_reply} they wrote, "
    "{redeemed} code used; {session} ends the session."
)
"""What a session says when it leads to what went out before it."""
