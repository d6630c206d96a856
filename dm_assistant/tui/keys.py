"""Every key of the terminal in one table: one letter, one verb, the same on every screen.

A person may give a verb another key by its id in the settings of the workspace.
"""
# ruff: noqa: PLC0415 - the command line reads the table without the screens

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from dm_assistant.tui.key_names import named

if TYPE_CHECKING:
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
    ("M", "offers", "Who is one", "Look at who may be one person under two names"),
    ("A", "agreed", "Agreed", "Note what they agreed to or took back, in their own words"),
    ("ctrl+d", "forget", "Forget", "Erase this person for good; they are never messaged again"),
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
    ("Q", "qr", "QR", "Show the link, then the text, as a QR code for your phone"),
    ("O", "open_link", "Browser", "Open their profile, or the post, in your browser"),
    ("F", "follow_up", "Follow up", "Write once more to those who have not answered, once at most"),
    ("p", "panel", "Panel", "Show the next panel: message, why, person"),
    ("b", "by", "By", "Break the numbers down by another property"),
    ("left", "day_before", "Day before", "Look at the day before"),
    ("right", "day_after", "Day after", "Look at the day after"),
    ("f", "definitions", "Meaning", "Show what each figure means"),
    ("slash", "filter", "Find", "Find by name, handle or words; an empty search shows all"),
    ("R", "redeemed", "Used", "Note that a code was used"),
    ("X", "export", "Export", "Write what is held here into a new file"),
    ("S", "save_filter", "Save as", "Save this filter as a segment"),
    ("tab,right_square_bracket", "next_lane", "Lane", "Next lane"),
    ("shift+tab,left_square_bracket", "previous_lane", "", "Lane before"),
    ("space", "mark", "Mark", "Mark this line; the next act is for all marked lines"),
    ("asterisk", "mark_all", "", "Mark all lines of this lane, or none"),
    ("down,j", "cursor(1)", "", "Next line"),
    ("up,k", "cursor(-1)", "", "Line before"),
    ("pagedown", "page(1)", "", "Next page of the list"),
    ("pageup", "page(-1)", "", "Page of the list before"),
    ("home", "edge(0)", "", "First line"),
    ("end", "edge(1)", "", "Last line"),
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
    ("8", "place('numbers')", "", "Numbers: did it work? Again: its next page"),
    (
        "9",
        "place('impact')",
        "",
        "Impact: did it move anything? Again: its next page",
    ),
    ("0", "place('import')", "", "Import: what was brought in, and what a file would change"),
    ("comma", "place('rules')", "", "Rules and settings: what holds messages back, and yours"),
    ("full_stop", "macro", "Macro", "Run one of your macros: a sequence of keys with a name"),
    ("u", "undo", "Undo", "Take the last act back, whole"),
    ("question_mark", "help", "Help", "Show every key of this place"),
    ("q", "leave_program", "Quit", "Quit; waits until everything is written"),
)

_ORDER: Final = {row[1]: place for place, row in enumerate(_TABLE)}


IN_DIALOGS: Final = {
    "answer.ready": ("f2", "Take the next ready answer"),
    "end.today": ("enter", "Go from the end of a session back to the day"),
    "coding.skip": ("space,enter", "Leave a reply unread"),
    "coding.nothing": ("minus", "Say that a reply asks for nothing"),
    "coding.new": ("N", "Make a theme of a reply"),
    "coding.back": ("u,backspace", "Take the last reply back"),
    "columns.clear": ("x,delete", "Say that a column is not needed"),
    "paths.open": ("enter", "Take a file"),
    "paths.complete": ("tab", "Complete the name of a file"),
    "person.open": ("enter", "Choose a person"),
    "question.yes": ("enter", "Answer yes"),
    "question.none": ("n", "Say that none of the messages is it"),
    "question.sent": ("o", "Say that it went out all the same"),
    "report.yes": ("enter", "Make the drafts of a report"),
    "who.open": ("enter", "Compare two people"),
    "with.open": ("enter", "Choose a partner"),
    "writing.finding": ("ctrl+n,f8", "Select the next words that a rule is about"),
}
"""The keys that only dialogs show, by id, each with its default and its sentence."""


def _id(action: str) -> str:
    name, _, argument = action.partition("(")
    argument = argument.strip("()'")
    whole = f"{name}.{argument}" if argument else name
    return _LISTS.get(whole, whole)


_LISTS: Final = {
    "cursor.1": "next",
    "cursor.-1": "previous",
    "page.1": "page_down",
    "page.-1": "page_up",
    "edge.0": "first",
    "edge.1": "last",
}
"""What the keys of every list are called."""


def defaults() -> dict[str, str]:
    """Return the keys of every verb as shipped, by its id."""
    return {_id(action): key for key, action, _, _ in _TABLE}


def sentences() -> dict[str, str]:
    """Return what every verb does, in a sentence, by its id."""
    return {_id(action): sentence for _, action, _, sentence in _TABLE}


@cache
def _bindings() -> dict[str, Binding]:
    from textual.binding import Binding

    return {
        _id(action): Binding(
            key, action, words or sentence, show=bool(words), tooltip=sentence, id=_id(action)
        )
        for key, action, words, sentence in _TABLE
    }


GLOBAL: Final = (
    "macro",
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
    "place.impact",
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
    table = _bindings()
    return [
        replace(
            table[name],
            description=said.get(name, table[name].description),
            tooltip=tipped.get(name, table[name].tooltip),
            show=table[name].show and name not in hidden,
        )
        for name in ids
    ]


def place_of(action: str) -> int:
    """Return where the bar shows an action: in the order of the table, its own ones first."""
    return _ORDER.get(action, -1)


def chosen(wishes: Mapping[str, str]) -> dict[str, str]:
    """Return the keys a person chose in their settings, as the screens take them."""
    return {
        name: ",".join(found)
        for name, key in wishes.items()
        if (name in _ALL or name in IN_DIALOGS) and (found := named(key))
    }


def in_force(wishes: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of every verb as they are for somebody with these wishes, by id."""
    return defaults() | chosen(wishes)


def all_bindings() -> tuple[Binding, ...]:
    """Return the whole table."""
    return tuple(_bindings().values())


def verbs() -> Iterator[str]:
    """Yield the ids of what a bar may show, in the order of the table."""
    yield from (_id(action) for _, action, words, _ in _TABLE if words)


_ALL: Final = frozenset(defaults())
