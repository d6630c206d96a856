"""The least a Textual program can be: one word on the screen."""

from textual.app import App, ComposeResult
from textual.widgets import Label

WORD = "nothing-to-see"


class EmptyApp(App[None]):
    """One label."""

    def compose(self) -> ComposeResult:
        """Show the word."""
        yield Label(WORD)


if __name__ == "__main__":
    EmptyApp().run()
