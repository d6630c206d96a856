"""The README's tables of keys and commands, made from the code: ``python -m tests.readme``."""

from __future__ import annotations

import re

from dm_assistant.cli import families
from dm_assistant.domain.segments.fields import FIELDS, OTHERS
from dm_assistant.tui import keys
from tests.shared import ROOT

README = ROOT / "README.md"
PRETTY = {
    "question_mark": "?",
    "slash": "/",
    "number_sign": "#",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "asterisk": "*",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "shift+down": "shift+down",
}


def key_table() -> str:
    """Return every key with what it does."""
    rows = ["| key | does |", "| --- | --- |"]
    for binding in keys.all_bindings():
        names = " ".join(f"`{PRETTY.get(key, key)}`" for key in binding.key.split(","))
        rows.append(f"| {names} | {binding.tooltip} |")
    return "\n".join(rows)


def command_table() -> str:
    """Return every command with its summary."""
    text = (families.grammar().epilog or "").partition("exit codes:")[0]
    rows = ["| command | does |", "| --- | --- |"]
    for line in text.splitlines():
        found = re.match(r"  (\w+) +(.+)", line)
        if found:
            rows.append(f"| `{found[1]}` | {found[2]} |")
    return "\n".join(rows)


def filter_table() -> str:
    """Return every field of a filter with what it asks."""
    rows = ["| say | for people |", "| --- | --- |"]
    shown = [(field.example, field.meaning) for field in FIELDS.values()]
    rows += [f"| `{example}` | {meaning} |" for example, meaning in (*shown, *OTHERS)]
    return "\n".join(rows)


def with_tables(text: str) -> str:
    """Return the README with its tables made anew."""
    tables = {"keys": key_table(), "commands": command_table(), "filters": filter_table()}
    for name, table in tables.items():
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        text = f"{before}{start}\n{table}\n{end}{after}"
    return text


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text("utf-8")), "utf-8")
