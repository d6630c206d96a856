"""What is drawn: every screen and its main states, each with the keys that lead to it."""

from __future__ import annotations

from typing import NamedTuple


class State(NamedTuple):
    """One picture; ``new`` ones begin with nothing, the others in the demo's inbox."""

    name: str
    about: str
    keys: tuple[str, ...]
    new: bool = False


READY, INVITE, HELD, BLOCKED = (("2", *["tab"] * steps) for steps in range(1, 5))
ACCOUNT = ("2", *"@fog.and.paint", "ctrl+s")
FILES = (*ACCOUNT, "enter", *"comments.csv", "enter")
WARM = ("4", "slash", *"warm", "enter")
THEMES = ("comma", "p", "down", "down", "enter")
RULE = ("comma", *["down"] * 14)

GROUPS: dict[str, tuple[State, ...]] = {
    "The first three minutes": (
        State("welcome", "With no workspace yet: the demo, or the first steps", (), new=True),
        State("account", "Your account; time zone and language are guessed", ("2",), new=True),
        State("choose-file", "A file of comments", (*ACCOUNT, "enter"), new=True),
        State("look", "What it would change, before anything is kept", FILES, new=True),
        State("found", "Who is in it", (*FILES, "ctrl+s"), new=True),
        State(
            "consent", "Why most wait for a word of theirs", (*FILES, "ctrl+s", "enter"), new=True
        ),
        State("first-draft", "The first draft", (*FILES, "ctrl+s", *["enter"] * 3), new=True),
        State("empty-inbox", "An inbox with nobody in it", (*ACCOUNT, "escape"), new=True),
        State("empty-today", "A day with nothing to do", (*ACCOUNT, "1"), new=True),
    ),
    "Your twenty minutes": (
        State("today", "The day, and a plan for your minutes", ("1",)),
        State("plan", "The plan in full", ("1", "p")),
        State("session", "The planned cards, one after another", ("1", "enter")),
        State("end-card", "What was done, and what is left", ("1", "enter", "x", "x", "g")),
    ),
    "The inbox": (
        State("reply", "Reply: who wrote, and until when the window is open", ("2",)),
        State("answer", "Answering, with what the rules find", ("2", "enter", "f2")),
        State("ready", "Ready: may go now", (*READY, "j")),
        State("edit", "Editing, with what the rules find", (*READY, "e")),
        State("many", "An act for many says how many first", (*READY, *["space"] * 3, "a")),
        State("invite", "Invite: a public reply first", INVITE),
        State("held", "Held: by which rule, and until when", HELD),
        State("override", "One rule set aside, with a reason", (*HELD, "y")),
        State("blocked", "Blocked, and why", BLOCKED),
        State("class", "What a message says", ("2", "c")),
        State("words", "Announced words", ("2", "W")),
    ),
    "The hand-over": (
        State("hand-over", "A message to send by hand", (*READY, "a", "h", "enter")),
        State(
            "hand-over-code", "Its link as a code for the phone", (*READY, "a", "h", "enter", "Q")
        ),
        State("hand-over-text", "Its text as a code", (*READY, "a", "h", "enter", "Q", "Q")),
        State("hand-over-public", "A public reply", (*INVITE, "a", "h", *["enter"] * 4)),
        State("could-not", "Could not be sent, and why", (*READY, "a", "h", "enter", "x")),
        State("went-out", "What went out in seven days", ("3", "h", "p")),
        State("log", "Logging what somebody wrote", ("3", "h", "p", "l")),
    ),
    "People": (
        State("people", "Everybody, best first", ("3", "j")),
        State("filter", "A filter, completed as it is typed", ("3", "slash", *"tier:")),
        State("person", "One person in full", ("3", "enter")),
        State("draft-for", "What a message is for", ("3", "d")),
        State("agreed", "What somebody agreed to, in their words", ("3", "A", "enter")),
        State("offers", "Who may be one person", ("3", "M")),
        State("forget", "What forgetting takes away, and what stays", ("3", "ctrl+d")),
    ),
    "What your messages say": (
        State("templates", "The shelf", WARM),
        State("template-edit", "Writing a template", (*WARM, "e")),
        State("campaigns", "Campaigns", ("5", "j")),
        State("campaign-new", "A new one", ("5", "N")),
        State("campaign-try", "Who would get it, and who not", ("5", "D")),
        State("codes", "Code pools", ("5", "p")),
    ),
    "What comes of it": (
        State("collabs", "The board", ("6", *["right"] * 2)),
        State("collab", "What one of them brought", ("6", *["right"] * 4, "enter")),
        State("feedback", "What people ask for", ("7",)),
        State("coding", "Reading replies one by one", ("7", "T")),
        State("challenges", "Challenges", ("7", "p")),
        State("numbers", "Did it work?", ("8",)),
        State("numbers-by", "The same by weekday", ("8", *"bbbb")),
        State("test-of-words", "Which words?", ("8", "tab")),
        State("hours", "Which hours?", ("8", "tab", "tab")),
        State("week", "A look back on the week", ("8", *["tab"] * 3)),
        State("impact", "Your account, day by day", ("9",)),
        State("impact-calendar", "Days with messages over views", ("9", "p", "p")),
        State("effect", "Did it move anything?", ("9", "tab")),
        State("board", "Key figures, sources and posts", ("9", "tab", "tab")),
        State("goals", "Goals, others and what was changed", ("9", *["tab"] * 3)),
    ),
    "Import, rules, settings, help": (
        State("import", "What was brought in", ("0",)),
        State("rules", "The rules, each with its reason", RULE),
        State(
            "rules-try",
            "What another value would have done",
            (*RULE, "enter", "ctrl+u", *"300", "enter"),
        ),
        State("settings", "Your settings", ("comma", "p")),
        State("themes", "Colours, tried before they are taken", THEMES),
        State("contrast-dark", "Every text at 7:1, dark", (*THEMES, "enter", "1")),
        State("contrast-light", "… and light", (*THEMES, "down", "enter", "1")),
        State("palette", "Every act by name", ("2", "ctrl+p")),
        State("palette-find", "… as it is typed", ("2", "ctrl+p", *"never")),
        State("help", "The keys of the place one is in", ("2", "question_mark")),
        State("help-people", "… and of another", ("3", "question_mark")),
    ),
}
