"""Reads values that a tool wrote as Python would show them, without ever running any of it."""

from __future__ import annotations

import ast
import re

MAX_LENGTH = 1_000_000
MAX_DEPTH = 24
_TEXT = (
    r"'(?:[^'\\\n]|\\(?:[\\'\"nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4}))*+'"
    r'|"(?:[^"\\\n]|\\(?:[\\\'"nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4}))*+"'
)
_OTHER = r"-?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?(?!\w)|(?:None|True|False)(?!\w)|[,:()\s]"
_plain = re.compile(rf"(?:{_TEXT}|{_OTHER}|[\[\]{{}}])*+").fullmatch
_brackets = re.compile(rf"{_TEXT}|([\[{{(])|([\]}})])").finditer


def python_value(text: str) -> object:
    """Return the value of a literal: objects, lists, texts, numbers; ``None`` for anything else.

    Only signs that such a literal is made of are let through to the parser, nested at most 24 deep.
    """
    if len(text) > MAX_LENGTH or not _plain(text) or not _is_shallow(text):
        return None
    try:
        value: object = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    return value


def _is_shallow(text: str) -> bool:
    depth = 0
    for found in _brackets(text):
        if found[1]:
            depth += 1
            if depth > MAX_DEPTH:
                return False
        elif found[2]:
            depth -= 1
    return True
