"""Reads one JSON value strictly: no repeated key, no NaN, no endless number, no half character."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from dm_assistant.domain.text import to_screen

MAX_DEPTH = 64
MAX_DIGITS = 1_000
_SHOWN = 40
_HALF = re.compile("[\ud800-\udfff]")
_LEAVES = rb'[^"\[\]{}]*+(?:"(?:[^"\\]++|\\.)*+"[^"\[\]{}]*+)*+'
_to_bracket = re.compile(_LEAVES + rb"([\[\]{}])", re.DOTALL).match


def _nested(levels: int) -> bytes:
    """Return the pattern of a value that is at most so many lists or objects deep."""
    inner = rb"(?!)" if levels == 1 else _nested(levels - 1)
    return rb"[\[{]" + _LEAVES + rb"(?:" + inner + _LEAVES + rb")*+[\]}]"


_whole_value = re.compile(_nested(MAX_DEPTH), re.DOTALL).match
_fast = msgspec.json.Decoder().decode


class JsonProblem(ValueError):  # noqa: N818 - a finding about the value, made an error by the stream
    """Why a value cannot be used, in words that are fit to show."""


def decode(raw: bytes) -> Any:  # noqa: ANN401 - JSON is any value
    """Decode one value nested at most 64 deep; raises JsonProblem, or UnicodeDecodeError.

    Half surrogates become U+FFFD. The fast decoder keeps the last of two equal keys, so its
    answer is only believed when it has as many keys as the text has key-like places.
    """
    if raw.count(b"[") + raw.count(b"{") > MAX_DEPTH:
        _check_depth(raw)
    try:
        value = _fast(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _exact(raw)
    if raw.count(b'":') != _keys(value) or _has_loose_colon(raw):
        _exact(raw)
    return value


def _has_loose_colon(raw: bytes) -> bool:
    """Tell whether a blank stands before a colon; one byte is sought much faster than two."""
    if b" :" in raw or (b"\t" in raw and b"\t:" in raw) or (b"\r" in raw and b"\r:" in raw):
        return True
    return raw.find(b"\n", 0, -1) >= 0 and b"\n:" in raw


def _keys(value: object) -> int:
    """Count the keys of a value and of everything in it."""
    if type(value) is dict:
        count = len(value)
        for child in value.values():
            if type(child) is dict or type(child) is list:
                count += _keys(child)
        return count
    return sum(map(_keys, value)) if type(value) is list else 0


def _check_depth(raw: bytes) -> None:
    bare = raw.strip()
    if value_end(bare, 0) == len(bare):
        return
    depth = position = 0
    while found := _to_bracket(raw, position):
        position = found.end()
        depth += 1 if found[1] in b"[{" else -1
        if depth > MAX_DEPTH:
            raise too_deep()


def too_deep() -> JsonProblem:
    """Return the problem of a value inside too many others."""
    return JsonProblem(f"lists or objects lie more than {MAX_DEPTH} deep inside each other")


def value_end(data: bytes, position: int) -> int:
    """Return where the value that begins here ends, 0 when it is too deep or not all there."""
    found = _whole_value(data, position)
    return found.end() if found else 0


def next_bracket(data: bytes, position: int) -> re.Match[bytes] | None:
    """Find the next bracket outside strings; ``None`` when the data end before it."""
    return _to_bracket(data, position)


def _exact(raw: bytes) -> Any:  # noqa: ANN401 - JSON is any value
    text = raw.decode("utf-8")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_fraction,
        )
    except json.JSONDecodeError as bad:
        raise JsonProblem(f"not JSON: {bad.msg} (character {bad.pos + 1})") from None
    return _whole(value)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise JsonProblem(f'the key "{to_screen(key[:_SHOWN])}" is there twice')
            seen.add(key)
    return made


def _constant(name: str) -> object:
    raise JsonProblem(f"{name} is not JSON")


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise JsonProblem(f"a number has more than {MAX_DIGITS:,} digits")
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits) if len(digits) <= MAX_DIGITS else float("inf")
    if number in (float("inf"), float("-inf")):
        raise JsonProblem("a number is too large or too long")
    return number


def _whole(value: object) -> object:
    """Replace half surrogates in every string of a value."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {_HALF.sub("\ufffd", key): _whole(each) for key, each in value.items()}
    return value
