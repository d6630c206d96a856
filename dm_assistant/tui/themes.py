"""Our own themes, for tired eyes and bright rooms, and which themes there are."""
# ruff: noqa: PLC0415 - the command line knows the themes' names without the screens

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dm_assistant.config import Settings
from dm_assistant.errors import BadInputError
from dm_assistant.tui.keyboard import FILE, require_sound

if TYPE_CHECKING:
    from textual.theme import Theme

LEAST_CONTRAST = 7.0
"""The ratio of luminances that WCAG 2.2 asks of text at its stricter level (1.4.6)."""

KEY = "theme.name"
"""The setting that says which theme."""

_SAID = ("foreground-muted", "foreground-disabled", "footer-foreground", "footer-description")
_ACCENTS = (
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
    "footer-key-foreground",
)


def own() -> tuple[Theme, ...]:
    """Return the themes that come with this program."""
    return (
        _contrast("contrast-dark", _DARK, dark=True),
        _contrast("contrast-light", _LIGHT, dark=False),
    )


@dataclass(frozen=True, slots=True)
class _Inks:
    """The colours of one of our themes: grounds, text, and what has a meaning."""

    ground: str
    panel: str
    raised: str
    ink: str
    quiet: str
    blue: str
    green: str
    yellow: str
    red: str


_DARK = _Inks(
    ground="#000000",
    panel="#1c1c1c",
    raised="#303050",
    ink="#ffffff",
    quiet="#d0d0d0",
    blue="#8fd0ff",
    green="#8ff08f",
    yellow="#ffd75f",
    red="#ffb0b0",
)
_LIGHT = _Inks(
    ground="#ffffff",
    panel="#ececec",
    raised="#d0e0f4",
    ink="#000000",
    quiet="#303030",
    blue="#003a75",
    green="#004d00",
    yellow="#5a3c00",
    red="#8a0000",
)


def _contrast(name: str, inks: _Inks, *, dark: bool) -> Theme:
    from textual.theme import Theme

    return Theme(
        name=name,
        primary=inks.blue,
        secondary=inks.blue,
        accent=inks.blue,
        success=inks.green,
        warning=inks.yellow,
        error=inks.red,
        foreground=inks.ink,
        background=inks.ground,
        surface=inks.ground,
        panel=inks.panel,
        dark=dark,
        variables=_variables(inks),
    )


def _variables(inks: _Inks) -> dict[str, str]:
    return (
        dict.fromkeys(_ACCENTS, inks.blue)
        | dict.fromkeys(_SAID, inks.quiet)
        | {
            "text-success": inks.green,
            "text-warning": inks.yellow,
            "text-error": inks.red,
            "footer-foreground": inks.ink,
            "footer-background": inks.panel,
            "primary-muted": inks.raised,
            "block-cursor-background": inks.blue,
            "block-cursor-foreground": inks.ground,
            "input-cursor-background": inks.ink,
            "input-cursor-foreground": inks.ground,
        }
    )


def names() -> tuple[str, ...]:
    """Return every theme there is, ours first."""
    from textual.theme import BUILTIN_THEMES

    ours = tuple(each.name for each in own())
    return (*ours, *sorted(set(BUILTIN_THEMES) - {"ansi-dark", "ansi-light", "textual-ansi"}))


def require_usable(settings: Settings) -> None:
    """Raise BadInputError, in one line, for keys nobody could use or an unknown theme."""
    require_sound(settings)
    if settings.theme and settings.theme not in names():
        from difflib import get_close_matches

        near = get_close_matches(settings.theme, names(), n=1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(names())}"
        raise BadInputError(f"{FILE}: theme.name: there is no such theme; {hint}")
