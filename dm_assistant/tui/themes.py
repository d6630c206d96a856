"""Our own themes, for tired eyes and bright rooms, and which themes there are."""
# ruff: noqa: PLC0415 - the command line knows the themes' names without the screens

from __future__ import annotations

from typing import TYPE_CHECKING

from dm_assistant.config import Settings
from dm_assistant.errors import BadInputError
from dm_assistant.tui.keyboard import FILE, require_sound

if TYPE_CHECKING:
    from textual.theme import Theme

LEAST_CONTRAST = 7.0
"""The ratio of luminances that WCAG 2.2 asks of text at its stricter level (1.4.6)."""

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
    return _contrast("dark"), _contrast("light")


def _contrast(kind: str) -> Theme:
    from textual.theme import Theme

    dark = kind == "dark"
    ground, ink, quiet = (
        ("#000000", "#ffffff", "#d0d0d0") if dark else ("#ffffff", "#000000", "#303030")
    )
    blue, green, yellow, red = (
        ("#8fd0ff", "#8ff08f", "#ffd75f", "#ffb0b0")
        if dark
        else ("#003a75", "#004d00", "#5a3c00", "#8a0000")
    )
    panel = "#1c1c1c" if dark else "#ececec"
    raised = "#303050" if dark else "#d0e0f4"
    variables = dict.fromkeys(_ACCENTS, blue) | dict.fromkeys(_SAID, quiet)
    variables |= {
        "text-success": green,
        "text-warning": yellow,
        "text-error": red,
        "footer-foreground": ink,
        "footer-background": panel,
        "primary-muted": raised,
        "block-cursor-background": blue,
        "block-cursor-foreground": ground,
        "input-cursor-background": ink,
        "input-cursor-foreground": ground,
    }
    return Theme(
        name=f"contrast-{kind}",
        primary=blue,
        secondary=blue,
        accent=blue,
        success=green,
        warning=yellow,
        error=red,
        foreground=ink,
        background=ground,
        surface=ground,
        panel=panel,
        dark=dark,
        variables=variables,
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
