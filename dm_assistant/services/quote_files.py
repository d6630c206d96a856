"""Writing the quote bank to a file: a table no spreadsheet calculates, or Markdown that is text."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Sequence
from pathlib import Path

from dm_assistant.domain.text import csv_cell, to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services.feedback_views import Quote
from dm_assistant.storage.database import make_private

COLUMNS = ("themes", "words", "day", "post", "message")
NAMED = (*COLUMNS, "handle")
_MARKED = re.compile(r"([!-/:-@\[-`{-~])")


def write(quotes: Sequence[Quote], to: Path, *, names: bool) -> Path:
    """Write quotes to a new file, as its ending says (.md or .csv); return its path.

    Handles are written only with ``names``. Raises BadInputError for a file that is there already,
    that cannot be written, or of another kind.
    """
    writers = {".csv": _table, ".md": _markdown}
    if to.suffix.lower() not in writers:
        raise BadInputError(f"{to_screen(to.name)}: name a file that ends in .md or .csv")
    if to.exists() or to.is_symlink():
        raise BadInputError(f"{to_screen(to.name)}: there is such a file already; name a new one")
    text = writers[to.suffix.lower()](quotes, names)
    try:
        make_private(to)
        with to.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInputError(f"{to_screen(str(to))}: cannot be written ({reason})") from None
    return to


def _table(quotes: Sequence[Quote], names: bool) -> str:
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(NAMED if names else COLUMNS)
    for quote in quotes:
        cells = ["; ".join(quote.themes), quote.words, f"{quote.at:%Y-%m-%d}", quote.post]
        cells += [quote.number, *([quote.handle] if names else [])]
        rows.writerow(csv_cell(cell) for cell in cells)
    return file.getvalue()


def _markdown(quotes: Sequence[Quote], names: bool) -> str:
    """Write each theme with its quotes; every sign that Markdown knows is written as itself."""
    lines: list[str] = []
    for theme in dict.fromkeys(name for quote in quotes for name in quote.themes):
        lines += [f"## {_plain(theme)}", ""]
        for quote in quotes:
            if theme in quote.themes:
                who = f"{_plain('@' + quote.handle)}, " if names else ""
                post = f", {_plain(quote.post)}" if quote.post else ""
                lines += [f"> {_plain(quote.words)}", ">", f"> {who}{quote.at:%Y-%m-%d}{post}", ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return _MARKED.sub(r"\\\1", to_screen(text))
