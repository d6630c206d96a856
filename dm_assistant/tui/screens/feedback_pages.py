"""The pages of the feedback place: which verbs each has, and what they come to there."""

from __future__ import annotations

THEMES, QUOTES, CHALLENGES, TAKERS = "themes", "quotes", "challenges", "takers"

WORDS: dict[str, dict[str, str]] = {
    THEMES: {"draft": "Tell", "open": "Quotes", "panel": "Challenges", "new": "New theme"},
    QUOTES: {"leave": "Themes"},
    CHALLENGES: {
        "draft": "Invite",
        "open": "People",
        "panel": "Themes",
        "new": "New challenge",
        "close": "End",
    },
    TAKERS: {
        "draft": "Invite",
        "next_stage": "Took part",
        "log_reply": "Views",
        "leave": "Challenges",
        "new": "Somebody else",
    },
}
"""What a verb comes to on each page."""

TIPS: dict[str, dict[str, str]] = {
    THEMES: {
        "theme": "Read the replies that nobody has read, and say by a letter what each asks for",
        "new": "Make a theme: something that people ask for",
        "edit": "Change its name, its letter, and your idea of what to make",
        "next_stage": "Take it on: from open to idea, making and made",
        "stage_before": "Take it back by one stage",
        "draft": "Tell exactly those who asked, once it is made; a look comes first",
        "dry_run": "Show who would be told; nothing is changed",
        "open": "Show what people said, word for word",
        "filter": "Find words in all quotes",
        "panel": "Go to the challenges",
    },
    QUOTES: {"filter": "Find words in these quotes", "leave": "Go back to the themes"},
    CHALLENGES: {
        "new": "Make a challenge: a small task, its last day, its tag",
        "draft": "Invite people to it; a look comes first",
        "dry_run": "Show who would be invited; nothing is changed",
        "open": "Show who is invited and who took part",
        "close": "End it: nobody is invited any more",
        "panel": "Go to the themes",
    },
    TAKERS: {
        "new": "Note somebody who took part, invited or not",
        "draft": "Invite more people; a look comes first",
        "dry_run": "Show who would be invited; nothing is changed",
        "next_stage": "Note that this person took part, and where",
        "log_reply": "Note how often what they made was watched",
        "leave": "Go back to the challenges",
    },
}
"""What help tells of a verb on each page."""

OFFERED: dict[str, frozenset[str]] = {
    THEMES: frozenset(
        {
            "theme",
            "new",
            "edit",
            "next_stage",
            "stage_before",
            "draft",
            "dry_run",
            "open",
            "filter",
            "panel",
        }
    ),
    QUOTES: frozenset({"filter", "leave", "theme"}),
    CHALLENGES: frozenset({"new", "draft", "dry_run", "open", "close", "panel"}),
    TAKERS: frozenset({"new", "draft", "dry_run", "next_stage", "log_reply", "leave"}),
}
VERBS = frozenset[str]().union(*OFFERED.values())
