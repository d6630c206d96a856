"""Reading one term of a filter: a field, a sign and a value that fit together."""

from __future__ import annotations

import re

from dm_assistant.domain.handles import HandleError, normalise
from dm_assistant.domain.segments.fields import ALONE, FIELDS, Field, Kind
from dm_assistant.domain.segments.model import FilterError, Term
from dm_assistant.domain.templates.frontmatter import did_you_mean

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,3})?")
_AGE = re.compile(r"([0-9]{1,4})([hdwy])", re.IGNORECASE)


def bare_term(word: str) -> Term | None:
    """Return the term that a word without sign and value is, if it is one."""
    return Term(word) if word in ALONE else None


def named(handle: str, at: int) -> str:
    """Return a user name as it is matched."""
    try:
        return normalise(handle)
    except HandleError as error:
        raise FilterError(str(error), at) from None


def read_term(name: str, sign: str, value: str, at: int, value_at: int) -> Term:
    """Return a term whose parts fit; ``at`` and ``value_at`` are where name and value begin."""
    field = FIELDS.get(name.casefold())
    if field is None:
        hint = did_you_mean(name.casefold(), list(FIELDS)) or "."
        raise FilterError(
            f"there is no field “{name}”{hint} Words that hold a sign go in quotes.", at
        )
    if field.kind is Kind.NUMBER and sign == ":":
        sign = "="
    if sign not in field.signs:
        takes = f"takes {' '.join(field.signs)}" if field.signs else "stands alone"
        raise FilterError(f"“{field.name}” {takes}, as in {field.example}", value_at - len(sign))
    if not value:
        raise FilterError(f"a value is missing, as in {field.example}", value_at)
    return Term(field.name, sign, _value(field, value, value_at))


def _value(field: Field, value: str, at: int) -> str:
    if field.kind is Kind.CHOICE:
        known = value.casefold()
        if known not in field.choices:
            near = did_you_mean(known, list(field.choices))
            raise FilterError(f"there is no {field.name} “{value}”{near}", at)
        return known
    if field.kind is Kind.NUMBER:
        if _NUMBER.fullmatch(value) is None:
            raise FilterError(f"this is no number, as in {field.example}", at)
        whole, _, part = value.partition(".")
        part = part.rstrip("0")
        return f"{int(whole)}.{part}" if part else str(int(whole))
    if field.kind is Kind.AGE:
        found = _AGE.fullmatch(value)
        if found is None:
            raise FilterError(f"say hours, days, weeks or years, as in {field.example}", at)
        return f"{int(found[1])}{found[2].lower()}"
    return _text(field.name, value)


def _text(name: str, value: str) -> str:
    if name in {"language", "segment"}:
        return value.casefold()
    return value.upper() if name == "country" else value
