"""How the terminal says lanes, verdicts, classes and people in words and signs."""

from __future__ import annotations

from dm_assistant.domain.lifecycle import OUT
from dm_assistant.domain.model import DraftState, FollowState, InboundClass, Lane, Platform, Purpose
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.domain.text import shows_nothing

LANE_NAMES = {
    Lane.REPLY: "Reply",
    Lane.READY: "Ready",
    Lane.INVITE: "Invite",
    Lane.HELD: "Held",
    Lane.BLOCKED: "Blocked",
}

LANE_EMPTY = {
    Lane.REPLY: (
        "Nobody waits for an answer.\n\nWho writes to you stands here, the window that closes "
        "soonest first.\n{log_reply} logs what somebody wrote; your data export "
        "({place.import}) brings all of it."
    ),
    Lane.READY: (
        "No message is ready.\n\nPress {place.people} for your people and {draft} to draft one,\n"
        "or run: dm-assistant draft --for thanks --top 10"
    ),
    Lane.INVITE: (
        "Nobody to invite.\n\nDrafts to people who have not agreed yet stand here: you answer "
        "their comment in public and name a word; who writes it to you has agreed.\n"
        "{words} announces such a word; {place.people} and then {draft} drafts for somebody."
    ),
    Lane.HELD: (
        "Nothing is held back.\n\nWhat must wait stands here and comes back by itself: quiet "
        "hours, a gap since the last message, the pace of your account.\n"
        "{place.rules} shows these rules."
    ),
    Lane.BLOCKED: (
        "Nothing is blocked.\n\nDrafts to people who said no, are too young or blocked you "
        "stand here, with the reason. There is nothing to do; {next_lane} goes on to Reply."
    ),
}

NOBODY_KNOWN = (
    "Nobody is known yet, so there is nobody to write to.\n\n"
    "Press {import} to choose a file of comments or your own data export;\n"
    "you see what it holds before anything changes."
)
"""What every lane says while a workspace has no people."""

PLATFORM_NAMES = {Platform.TIKTOK: "TikTok", Platform.INSTAGRAM: "Instagram"}

STATUS_WORDS = {
    Status.ALLOW: ("✓", "allowed now", "$text-success"),
    Status.WARN: ("!", "allowed, with a warning", "$text-warning"),
    Status.HOLD: ("◷", "held", "$text-warning"),
    Status.WAIT: ("…", "waiting", "$text-warning"),
    Status.FIX: ("✎", "needs an edit", "$text-warning"),
    Status.BLOCK: ("✕", "blocked", "$text-error"),
}
"""The sign, the words and the colour of each status; sign and words carry the meaning."""

TO_INVITE = ("○", "not agreed yet: invite them in public", "$text-warning")
"""What is said in the Invite lane, where what stops a message is no more than that."""


def status_words(status: Status, lane: Lane | None = None) -> tuple[str, str, str]:
    """Return sign, words and colour of a status, as they are said in a lane."""
    to_invite = lane is Lane.INVITE and status is Status.BLOCK
    return TO_INVITE if to_invite else STATUS_WORDS[status]


FOLLOW_WORDS = {
    FollowState.MUTUAL: "you follow each other",
    FollowState.FOLLOWS_ME: "follows you",
    FollowState.I_FOLLOW: "you follow them",
    FollowState.NONE: "no follow either way",
    FollowState.UNKNOWN: "follow not known",
}

CLASS_WORDS = {
    InboundClass.OPT_OUT: "asks to stop",
    InboundClass.ERASURE: "asks to be erased",
    InboundClass.AGE: "says they are under age",
    InboundClass.SOFT_NO: "not interested",
    InboundClass.LATER: "not now",
    InboundClass.WHO: "asks who you are",
    InboundClass.REVIEW: "needs a look",
    InboundClass.QUESTION: "a question",
    InboundClass.POSITIVE: "interested",
    InboundClass.THANKS: "thanks",
    InboundClass.NEUTRAL: "neutral",
}

CLASS_LABELS = {
    InboundClass.OPT_OUT: "stop",
    InboundClass.ERASURE: "erase",
    InboundClass.AGE: "age",
    InboundClass.SOFT_NO: "no",
    InboundClass.LATER: "not now",
    InboundClass.WHO: "who?",
    InboundClass.REVIEW: "check",
    InboundClass.QUESTION: "question",
    InboundClass.POSITIVE: "positive",
    InboundClass.THANKS: "thanks",
    InboundClass.NEUTRAL: "neutral",
}
"""The same in one column of the queue."""

STATE_WORDS = {
    DraftState.DRAFTED: "drafted",
    DraftState.APPROVED: "approved",
    DraftState.HANDED_OVER: "handed over",
    DraftState.SENT: "sent",
    DraftState.IN_REQUESTS: "in their requests",
    DraftState.SEEN: "seen",
    DraftState.REPLIED: "replied",
    DraftState.SKIPPED: "skipped",
    DraftState.SNOOZED: "snoozed",
    DraftState.CANCELLED: "withdrawn",
    DraftState.COULD_NOT_SEND: "could not be sent",
}

PURPOSE_WORDS = {
    Purpose.THANKS: "say thank you",
    Purpose.OFFER: "offer something of yours",
    Purpose.COLLAB: "propose to make something together",
    Purpose.FEEDBACK: "ask for their opinion",
    Purpose.CHALLENGE: "invite them to a challenge",
    Purpose.ANSWER: "answer them",
    Purpose.INVITE: "ask them, in public, to write first",
}

PURPOSE_NAMES = {
    Purpose.THANKS: "thanks",
    Purpose.OFFER: "an offer",
    Purpose.COLLAB: "a collab pitch",
    Purpose.FEEDBACK: "a feedback ask",
    Purpose.CHALLENGE: "a challenge",
    Purpose.ANSWER: "an answer",
    Purpose.INVITE: "a public invitation",
}
"""What a message is called by its purpose."""


def kind_of(state: DraftState) -> str:
    """Return how a message in this state is named in a person's history."""
    return state.value.replace("_", " ")


LEFT = frozenset(kind_of(state) for state in OUT)
"""The kinds of messages in a history that left the machine."""


def called(name: str, handle: str) -> str:
    """Return what a person is called in a list: the name, or the handle where it shows nothing."""
    return handle if shows_nothing(name) else name


def one_line(text: str, most: int = 2_000) -> str:
    """Return the beginning of a text with its line breaks and blanks as single blanks."""
    return " ".join(text[:most].split())


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return ``1 message`` or ``12,000 messages``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
