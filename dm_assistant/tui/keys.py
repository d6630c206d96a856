"""Every key of the terminal in one table: one letter, one verb, the same on every screen.

A person may give a verb another key by its id in the settings of the workspace.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from textual.binding import Binding, BindingType

_TABLE: Final = (
    # key, id, what the bar says, the sentence in help
    ("a", "approve", "Approve", "Approve the message, or invite them by a public reply"),
    ("e", "edit", "Edit", "Edit the text in place"),
    ("y", "override", "Override", "Set one rule aside for this one message, with a reason"),
    ("v", "variant", "Variant", "Take another variant of the text"),
    ("s", "skip", "Skip", "Do not send this one; nothing is held against the person"),
    ("z", "snooze", "Snooze", "Put it away; it comes back by itself"),
    ("n", "never", "Never", "Never message this person; takes their drafts back"),
    ("h", "hand_over", "Hand over", "Go through the approved messages and send them by hand"),
    ("g", "session", "Session", "Begin the session that is planned, or stop the one that runs"),
    ("enter", "open", "Open", "Open or confirm"),
    ("l", "log_reply", "Log reply", "Log a message that somebody wrote to you"),
    ("c", "classify", "Class", "Say what their message is: a question, thanks, a no …"),
    ("x", "close", "Not sent", "Close it unsent: archive theirs, or say yours could not go out"),
    ("C", "complaint", "Complaint", "Note a complaint of theirs, or how it was settled"),
    ("W", "words", "Words", "Announce words that people write to ask for a message"),
    ("o", "seen", "Seen", "They have seen the latest message you sent them"),
    ("d", "draft", "Draft", "Draft a message for this person"),
    ("w", "write_note", "Note", "Write a note about this person"),
    ("L", "language", "Language", "Say which language they read; until then it is a guess"),
    ("number_sign", "tags", "Tags", "Put tags on this person, or take them off"),
    ("m", "merge", "Merge", "Make one of two people who are one, seen side by side first"),
    ("i", "import", "Import", "Choose files or a folder to import; a look comes first"),
    ("t", "take_back", "Take back", "Take an import back whole; what others added stays"),
    ("r", "settle", "Settle", "Say which message a draft became, where your export leaves it open"),
    ("N", "new", "New", "Begin a new one of what this place holds"),
    ("E", "edit_outside", "Editor", "Edit in your own editor: $VISUAL or $EDITOR"),
    ("P", "preview_as", "As whom", "Preview as another person"),
    ("T", "theme", "Theme", "Say what a reply asks for"),
    ("D", "dry_run", "Dry run", "Show who would get what, and why; nothing is changed"),
    ("greater_than_sign", "next_stage", "Next stage", "Move it on to the next stage"),
    ("less_than_sign", "stage_before", "Stage before", "Move it back to the stage before"),
    ("F", "follow_up", "Follow up", "Write once more to those who have not answered, once at most"),
    ("p", "panel", "Panel", "Show the next panel: message, why, person"),
    ("b", "by", "By", "Break the numbers down by another property"),
    ("f", "definitions", "Meaning", "Show what each figure means"),
    ("slash", "filter", "Find", "Find by name, handle or words; an empty search shows all"),
    ("R", "redeemed", "Used", "Note that a code was used"),
    ("X", "export", "Export", "Write the codes into a new file, for your shop"),
    ("S", "save_filter", "Save as", "Save this filter as a segment"),
    ("right_square_bracket,tab", "next_lane", "Lane", "Next lane"),
    ("left_square_bracket,shift+tab", "previous_lane", "", "Lane before"),
    ("space", "mark", "Mark", "Mark this line; the next act is for all marked lines"),
    ("asterisk", "mark_all", "", "Mark all lines of this lane, or none"),
    ("J,shift+down", "scroll_panel(3)", "", "Scroll the panel down"),
    ("K,shift+up", "scroll_panel(-3)", "", "Scroll the panel up"),
    ("escape", "leave", "Leave", "Leave; nothing is lost"),
    ("ctrl+s", "save", "Save", "Save"),
    ("plus", "more_minutes", "More time", "Plan five minutes more"),
    ("minus", "fewer_minutes", "Less time", "Plan five minutes less"),
    ("1", "place('today')", "", "Today: what the day holds, and a plan for your minutes"),
    ("2", "place('inbox')", "", "Inbox: what to decide"),
    ("3", "place('people')", "", "People: everybody, best first"),
    ("4", "place('templates')", "", "Templates: what your messages say, and what that brought"),
    ("5", "place('campaigns')", "", "Campaigns: one message for many, and its codes"),
    ("6", "place('collabs')", "", "Collabs: what you make with others, stage by stage"),
    ("7", "place('feedback')", "", "Feedback: what people ask for, and challenges"),
    ("8", "place('numbers')", "", "Numbers: did it work?"),
    ("0", "place('import')", "", "Import: what was brought in, and what a file would change"),
    ("comma", "place('rules')", "", "Rules: what holds messages back, and why"),
    ("u", "undo", "Undo", "Take the last act back, whole"),
    ("question_mark", "help", "Help", "Show every key of this place"),
    ("q", "leave_program", "Quit", "Quit; waits until everything is written"),
)

_ORDER: Final = {row[1]: place for place, row in enumerate(_TABLE)}


def _id(action: str) -> str:
    name, _, argument = action.partition("(")
    argument = argument.strip("()'")
    return f"{name}.{argument}" if argument else name


_BINDINGS: Final = {
    _id(action): Binding(
        key, action, words or sentence, show=bool(words), tooltip=sentence, id=_id(action)
    )
    for key, action, words, sentence in _TABLE
}

GLOBAL: Final = (
    "undo",
    "help",
    "leave_program",
    "hand_over",
    "session",
    "place.today",
    "place.inbox",
    "place.people",
    "place.templates",
    "place.campaigns",
    "place.collabs",
    "place.feedback",
    "place.numbers",
    "place.import",
    "place.rules",
)


def keys(
    *ids: str,
    words: Mapping[str, str] | None = None,
    tips: Mapping[str, str] | None = None,
    hidden: Collection[str] = (),
) -> list[BindingType]:
    """Return the bindings with these ids, in this order.

    ``words`` says for some of them, by id, what the verb comes to in that place, and ``tips`` the
    sentence about it in help; ``hidden`` names those that only help and the command palette list
    there.
    """
    said, tipped = words or {}, tips or {}
    return [
        replace(
            _BINDINGS[name],
            description=said.get(name, _BINDINGS[name].description),
            tooltip=tipped.get(name, _BINDINGS[name].tooltip),
            show=_BINDINGS[name].show and name not in hidden,
        )
        for name in ids
    ]


def place_of(action: str) -> int:
    """Return where the bar shows an action: in the order of the table, its own ones first."""
    return _ORDER.get(action, -1)


def chosen(wishes: Mapping[str, str]) -> dict[str, str]:
    """Return the keys a person chose in their settings, for the verbs that there are."""
    return {name: key for name, key in wishes.items() if name in _BINDINGS and key}


def all_bindings() -> tuple[Binding, ...]:
    """Return the whole table."""
    return tuple(_BINDINGS.values())
