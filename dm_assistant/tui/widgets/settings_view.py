"""The list of one's own settings, and one of them in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dm_assistant.services.settings_file import Setting
from dm_assistant.tui.key_names import pretty
from dm_assistant.tui.widgets.line_view import GAP, Column
from dm_assistant.tui.widgets.sectioned import Sectioned
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said

SIGN, KEY = 2, 24
VALUE_AT = SIGN + KEY + 2 * GAP
"""Where the value begins in a line."""
LABEL = 9
DIM = "$foreground-muted"
IN_KEYS = "keys."


class SettingsView(Sectioned[Setting]):
    """Settings as lines under the headings of their sections."""

    def section_of(self, line: Setting) -> str:
        """Return the section of a setting."""
        return line.section

    def key_of(self, line: Setting) -> str:
        """Return the key of a setting."""
        return line.key

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return mark, key and value."""
        line = self._lines[index]
        if isinstance(line, str):
            return [(f"  {line}", width, "strong", False)]
        sign = ("›" if index == self.cursor else " ") + ("*" if line.changed else " ")
        look = "mark" if line.changed else "text"
        return [
            (sign, SIGN, "mark", False),
            (line.key.removeprefix(IN_KEYS), KEY, "text", False),
            (shown(line, line.value), max(0, width - VALUE_AT), look, False),
        ]


def shown(line: Setting, value: str) -> str:
    """Say a value in a few words: keys as they stand on the keyboard, nothing as a dash."""
    return (pretty(value) if line.key.startswith(IN_KEYS) else value) or "–"


class SettingPanel(Panel):
    """The setting under the cursor."""

    def show(self, line: Setting) -> None:
        """Show another setting."""
        self.head(line.key, "config.toml")
        self.page(setting_page(line))


def setting_page(line: Setting) -> Iterator[Paragraph]:
    """Yield what there is to know of a setting."""
    yield said(("Value".ljust(LABEL), DIM), (shown(line, line.value), "bold"), hang=LABEL)
    yield said(("Default".ljust(LABEL), DIM), shown(line, line.default), hang=LABEL)
    if line.choices:
        yield said(("One of".ljust(LABEL), DIM), ", ".join(line.choices), hang=LABEL)
    yield BLANK
    yield said(line.what)
    if line.key.startswith(IN_KEYS):
        yield said(("Type a key such as f5, ctrl+g or ?; several with commas between them.", DIM))
    yield said(("Left empty, it goes back to the default.", DIM))
