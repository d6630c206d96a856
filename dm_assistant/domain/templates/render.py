"""From a checked body and plain values to the text of a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import nodes
from jinja2.environment import Template as Compiled

from dm_assistant.domain.templates.blanks import without_blanks
from dm_assistant.domain.templates.clauses import settle
from dm_assistant.domain.templates.mending import mended, value_mark
from dm_assistant.domain.templates.model import Flaw, Inspection
from dm_assistant.domain.templates.syntax import new_environment, parse
from dm_assistant.domain.text import clean_message, shows_nothing

MAX_TEXT = 100_000
"""The most characters a message may have; what a platform takes is for the rules to say."""
MAX_VALUE = 10_000
MAX_RAW = 2 * MAX_TEXT
"""The most that is tidied: what is longer before would hardly be short enough afterwards."""

_FILLED = "filled"
_SPACES = re.compile(r" {2,}")
_LINE_ENDS = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")


class TemplateError(ValueError):
    """A body that cannot be used, or cannot be used with these values; never half a message."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__("; ".join(f"line {flaw.line}: {flaw.reason}" for flaw in flaws))
        self.flaws = flaws


def as_printed(value: str) -> str:
    """Return a value as it stands in a message: one clean line, no blank but single spaces.

    A value that shows nothing on a screen is empty, and none looks like a question left open.
    """
    if value.isascii() and value.isprintable() and "  " not in value:
        return value.strip()
    text = " ".join(without_blanks(clean_message(value)).split())
    return "" if not any(map(str.isalnum, text)) and shows_nothing(text) else text


class Program:
    """A body ready to be rendered with any values."""

    def __init__(self, compiled: Compiled, found: Inspection) -> None:
        self._compiled = compiled
        self.names = sorted(found.prints | found.tests)

    def render(self, values: Mapping[str, str]) -> str:
        """Return the message; a variable left out of ``values`` counts as not known.

        Raises TemplateError when it would print a value that is empty.
        """
        known = {name: _value(name, values.get(name, "")) for name in self.names}
        made = self._compiled.render(known)
        text = _tidy(made) if len(made) <= MAX_RAW else made
        if len(text) > MAX_TEXT:
            raise TemplateError((Flaw(1, f"makes more than {MAX_TEXT:,} characters"),))
        if not text:
            raise TemplateError((Flaw(1, "makes no text with what is known"),))
        return text


@lru_cache(maxsize=256)
def compile_body(body: str) -> Program:
    """Check a body and make it ready; raises TemplateError with every flaw."""
    tree, found = parse(body)
    if tree is None:
        raise TemplateError(found.flaws)
    environment = new_environment()
    environment.filters[_FILLED] = _filled
    settle(tree)
    for output in list(tree.find_all(nodes.Output)):
        output.nodes = [_guarded(part) for part in output.nodes]
    return Program(environment.from_string(tree), found)


def render(body: str, values: Mapping[str, str]) -> str:
    """Return the message that a body makes of plain values; raises TemplateError."""
    return compile_body(body).render(values)


def _value(name: str, value: str) -> str:
    if type(value) is not str:
        raise TemplateError((Flaw(1, f"{name} is not text"),))
    if len(value) > MAX_VALUE:
        raise TemplateError((Flaw(1, f"{name} is longer than {MAX_VALUE:,} characters"),))
    return as_printed(value)


def _guarded(part: nodes.Expr) -> nodes.Expr:
    """Wrap what is printed in a filter that refuses emptiness and knows its place.

    Jinja2's ``finalize`` would see the empty value but neither its name nor its line.
    """
    if isinstance(part, nodes.TemplateData):
        return part
    names = " or ".join(dict.fromkeys(name.name for name in _names(part))) or "an empty text"
    value = any(map(_names, _printed(part)))
    place: list[nodes.Expr] = [
        nodes.Const(names),
        nodes.Const(part.lineno),
        nodes.Const(value),
    ]
    return nodes.Filter(part, _FILLED, place, [], None, None, lineno=part.lineno)


def _names(part: nodes.Expr) -> list[nodes.Name]:
    own = [part] if isinstance(part, nodes.Name) else []
    return own + list(part.find_all(nodes.Name))


def _printed(part: nodes.Expr) -> list[nodes.Expr]:
    """Return what of a print may be printed: all but what a short ``if`` tests."""
    if isinstance(part, nodes.CondExpr):
        return [*_printed(part.expr1), *(_printed(part.expr2) if part.expr2 else ())]
    return [part]


def _filled(value: object, names: str, line: int, is_value: bool) -> str:
    if type(value) is str and value:
        return value_mark(value) if is_value else value
    raise TemplateError((Flaw(line, f"nothing is known for {names}"),))


def _tidy(text: str) -> str:
    """Take away what dropped words leave behind: lost signs, double spaces and empty lines.

    Body and values are clean already; cleaning ten thousand messages once more would cost three
    times what rendering them does.
    """
    text = mended(text)
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if "\n" in text:
        text = _BLANK_LINES.sub("\n\n", _LINE_ENDS.sub("\n", text))
    return text.strip()
