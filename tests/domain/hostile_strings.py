"""The hostile strings that are text, by the rules that apply to them."""

import json

import pytest

from tests.shared import HOSTILE


def hostile_items(*rules: str) -> list[object]:
    """Return parameters (id and text) of the items that one of ``rules`` applies to."""
    path = HOSTILE / "strings.json"
    if not path.is_file():
        return [pytest.param("", marks=pytest.mark.skip(reason="shared/hostile is not here"))]
    items = json.loads(path.read_text(encoding="utf-8"))["items"]
    return [
        pytest.param(text, id=item["id"])
        for item in items
        if set(rules) & set(item["rules"]) and (text := _text(item)) is not None
    ]


def _text(item: dict[str, object]) -> str | None:
    build = item.get("build")
    if isinstance(build, list):
        return "".join(part * count for part, count in build)
    value = item.get("value")
    return value if isinstance(value, str) else None
