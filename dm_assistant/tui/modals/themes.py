"""Asking about themes: what one message asks for, what a theme is called, what was made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dm_assistant.domain.feedback import KEYS, Theme, ThemeState
from dm_assistant.tui.modals.choice import Choice, Option
from dm_assistant.tui.modals.dialog import Form
from dm_assistant.tui.wording import one_line

NOTHING, ANOTHER = 0, -1
"""Answers beside the ids of themes: it asks for nothing, or for something new."""


def theme_choice(handle: str, words: str, themes: Sequence[Theme]) -> Choice[int]:
    """Ask what one message asks for."""
    live = [theme for theme in themes if theme.key and theme.state is not ThemeState.DROPPED]
    options = [Option(theme.key, theme.id, theme.name) for theme in live]
    options += [Option("N", ANOTHER, "Something new"), Option("-", NOTHING, "Nothing")]
    return Choice("What does it ask for?", f"@{handle}: “{one_line(words)}”", options)


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What was made of a theme."""

    title: str
    link: str


class MadeForm(Form[MadeOf]):
    """Asks what was made, and where it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            "Made: what is it?",
            (
                ("title", "Its title, as your message names it", theme.made_title, "Paper for fog"),
                ("link", "Its link, for you; empty: none", theme.made_link, "https://"),
            ),
        )

    def action_save(self) -> None:
        """Answer with both."""
        typed = self.typed()
        if typed["title"]:
            self.dismiss(MadeOf(typed["title"], typed["link"]))
        else:
            self.again("title", "A title is needed.")


@dataclass(frozen=True, slots=True)
class Retold:
    """What a theme is to be called, its letter and its idea."""

    name: str
    key: str
    idea: str


class ThemeForm(Form[Retold]):
    """Asks what a theme is called, for its letter, and what the creator thinks of making."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            "Theme",
            (
                (
                    "name",
                    "What they ask for, as a noun: it stands in your message",
                    theme.name,
                    "a video about paper",
                ),
                ("key", f"Its letter, one of {KEYS}", theme.key, ""),
                ("idea", "Your idea of what to make; empty: none yet", theme.idea, ""),
            ),
        )

    def action_save(self) -> None:
        """Answer with all three."""
        typed = self.typed()
        if typed["name"]:
            self.dismiss(Retold(typed["name"], typed["key"], typed["idea"]))
        else:
            self.again("name", "A name is needed.")
