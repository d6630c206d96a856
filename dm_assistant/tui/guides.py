"""What each place is for, and how its marks and columns are read, in a creator's words."""

from __future__ import annotations

from dataclasses import dataclass

Sign = tuple[str, str]
"""A mark or the name of a column, and what it says."""

_CURSOR: Sign = ("›", "the line that keys are for")


@dataclass(frozen=True, slots=True)
class Guide:
    """A sentence about a place, and its signs."""

    purpose: str
    signs: tuple[Sign, ...] = ()
    pages: tuple[Sign, ...] = ()
    """The titles of its pages in their order, and what each tells."""


GUIDES = {
    "inbox": Guide(
        "Decide about one message after the other; the lanes say what may happen to it now.",
        (
            _CURSOR,
            ("●", "marked; an act is for all marked lines"),
            ("✓ !", "may go now; may go, with a warning"),
            ("◷ …", "held until a time; waits for something"),
            ("✎ ✕", "needs an edit; blocked"),
            ("Score", "how much of a regular they are; · is not known"),
            ("Until", "when a window closes or a hold lifts"),
        ),
    ),
    "people": Guide(
        "Everybody who wrote to you or commented, the best regulars first.",
        (
            _CURSOR,
            ("✕", "never to be messaged"),
            ("#", "their place by score; a new comment moves them"),
        ),
    ),
    "templates": Guide(
        "What your messages say, which language lacks one, and what each text brought.",
        (_CURSOR, ("!", "a note on it; p shows which"), ("✕", "cannot be used")),
    ),
    "campaigns": Guide(
        "One message for many: whom, which texts, when, which codes. Each draft is still judged.",
        (
            _CURSOR,
            ("█ ▓ ▒ ░", "replied, sent, approved, drafted; of codes: used, given, reserved, free"),
            ("·", "nothing yet; of codes: withheld"),
            ("!", "look at the warning in the panel"),
        ),
    ),
    "collabs": Guide(
        "What you make with others, from the idea to the review.",
        (("›", "the card that keys are for"), ("▸", "its stage"), ("!", "it has stood too long")),
    ),
    "feedback": Guide(
        "What people ask you for, counted, and challenges you set them.",
        (
            _CURSOR,
            ("○ ● ✕", "open, made, dropped; of a challenge: entered nothing or something"),
            ("█ ░", "how many of those who were asked"),
        ),
    ),
    "numbers": Guide(
        "Did it work? Each rate says of how many it is, and the range it may really have.",
        (
            ("k of n", "so many of so many"),
            ("(42–63)", "the true rate lies in there, 19 times of 20"),
            ("early", "fewer than 20: too little to compare"),
            ("┤█●█├", "the range with its best guess; light ░ where it is early"),
        ),
        (
            ("Rates", "did it work, and for whom: from sent to redeemed, by any property"),
            ("Words", "which of your texts get more replies, and how sure that is"),
            ("Hours", "when people answer, and when they are active"),
            ("Week", "what to do now, and this week beside the one before"),
        ),
    ),
    "import": Guide(
        "Bring files in; what a file would change is shown before anything is changed.",
        (_CURSOR, ("number", "the import's own; undo and journal name it")),
    ),
    "rules": Guide(
        "The values that hold messages back, each with its reason; and, a page on, your settings.",
        (_CURSOR, ("*", "not as shipped"), ("● ○", "where the value stands, and the default")),
    ),
    "hand_over": Guide(
        "Copy each approved message, paste it in the app yourself, and say what became of it.",
        (
            _CURSOR,
            ("· ?", "approved; handed over, nobody said whether it went"),
            ("✓ ✕", "sent or seen; could not be sent"),
        ),
    ),
    "today": Guide("What is worth your minutes now, and a session that fits them."),
    "impact": Guide(
        "Whether the days you wrote to people changed your traffic; your key figures; your goals.",
        (
            ("–", "not known; the page says why"),
            ("26 of 28 days", "of so many of the days it is known"),
            ("█ ░", "how much of a goal there is"),
        ),
        (
            ("Days", "your platform's figures day by day, with what else happened"),
            ("Effect", "did messages move anything, the surest evidence first"),
            ("Board", "your key figures, what changed, and where views come from"),
            ("Goals", "goals, other accounts, and what you changed"),
        ),
    ),
}
"""By the name of the place."""
