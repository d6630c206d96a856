"""Hostile templates, by every way a template is met: listing, check, preview and drafts."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.templates.library import load
from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.errors import BadInputError
from dm_assistant.services import drafting, previewing, shelf, texts
from dm_assistant.services.workspace import Workspace
from tests.examples import examples
from tests.shared import HOSTILE, needs_hostile

FACTS = {name: variable.example for name, variable in VARIABLES.items()}
SECONDS = 5
OUTPUT = 100_000
WRAPPED = "{{% clause %}}{}{{% otherwise %}}{{{{ 'what?'|ask }}}}{{% endclause %}}"


def items() -> Iterator[tuple[dict[str, Any], str]]:
    for item in json.loads((HOSTILE / "templates.json").read_text(encoding="utf-8"))["items"]:
        body = item.get("template") or "".join(part * count for part, count in item["build"])
        yield item, body.replace("%%VAR%%", "name").replace("%%OBJ%%", "name")


def put(ws: Workspace, body: str, folder: str = "thanks", front: str = "") -> None:
    path = ws.path / "templates" / folder / "hostile.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((front + body).encode("utf-8", "surrogatepass"))


def said(ws: Workspace, name: str) -> tuple[str, ...]:
    """Return what every way of meeting the template says: its findings, or texts."""
    [line] = [each for each in shelf.listing(ws) if each.name == name]
    answers = [*line.findings]
    try:
        answers.append(previewing.preview(ws, name, "mia.paints").text)
    except BadInputError as error:
        answers.append(str(error))
    return tuple(answers)


def drafted(ws: Workspace) -> str:
    try:
        report = drafting.make(
            ws, Purpose.THANKS, names=["mia.paints"], template="hostile", dry_run=True
        )
    except BadInputError as error:
        return str(error)
    return "".join([card.text for card in report.drafts] + [e.reason for e in report.left_out])


@needs_hostile
@pytest.mark.slow
@pytest.mark.parametrize("wrapped", [False, True], ids=["plain", "in a clause"])
def test_every_hostile_template_is_refused_or_bounded_by_every_way(
    ws: Workspace, *, wrapped: bool
) -> None:
    for item, plain in items():
        body = WRAPPED.format(plain) if wrapped else plain
        begun = time.monotonic()
        put(ws, body)
        answers = (*said(ws, "thanks/hostile"), drafted(ws))
        assert time.monotonic() - begun < 2 * SECONDS, item["id"]
        for answer in answers:
            assert len(answer) <= OUTPUT, item["id"]
            assert answer.replace("\n", "").isprintable(), item["id"]
            assert "Traceback" not in answer, item["id"]
        if item["expect"] == "refuse":
            line = 1 if wrapped else item.get("line", 1)
            assert len(answers) > 2, item["id"]
            for answer in answers[:1] if wrapped else answers:
                assert answer.startswith("thanks/hostile.md:"), (item["id"], answer)
                assert wrapped or answer.startswith(f"thanks/hostile.md:{line}: "), item["id"]
            assert all("\n" not in answer for answer in answers), item["id"]


@needs_hostile
@pytest.mark.slow
def test_hostile_templates_are_refused_in_the_follow_up_folder_too(ws: Workspace) -> None:
    for item, body in items():
        put(ws, body, "follow-up", "---\nfollows: thanks\n---\n")
        if item["expect"] == "refuse":
            first, *_ = said(ws, "follow-up/hostile")
            assert first.startswith("follow-up/hostile.md:"), item["id"]


def controls(text: str) -> list[str]:
    turned = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return [
        letter
        for letter in text
        if letter in turned or unicodedata.category(letter) in {"Cc", "Cs"}
    ]


PIECES = (
    *("---\n", "follows: thanks\n", "gives: say\n", "needs: quote\n", "purpose: offer\n", "x: y\n"),
    *("{{ name }}", "{{ quote }}", "{{ 'what?'|ask }}", "{{ nmae }}", "{{", "}}", "{%", "%}"),
    *("{% clause %}", "{% otherwise %}", "{% endclause %}", "{% if since %}", "{% endif %}"),
    *("Hi", ", ", ". ", "\n", "\x1b", "\u202e", "é", "⟦a⟧", "(", ")", "'", "|ask", "{#", "#}"),
)
TEXTS = st.one_of(
    st.binary(max_size=80),
    st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")),
    st.lists(st.sampled_from(PIECES), max_size=25).map(lambda parts: "".join(parts).encode()),
)


@given(TEXTS, st.sampled_from(["thanks", "follow-up"]), st.sets(st.sampled_from(sorted(FACTS))))
@settings(
    max_examples=examples(300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_file_is_a_template_that_makes_text_or_is_named_with_its_flaws(
    tmp_path: Path, content: bytes, folder: str, known: set[str]
) -> None:
    path = tmp_path / "any" / folder / "x.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    library = load([("own", tmp_path / "any")]).checked(texts.renderer().check)
    path.unlink()
    assert len(library.templates) == (0 if library.problems else 1)
    for problem in library.problems:
        assert not controls(str(problem))
        assert problem.line <= content.count(b"\n") + content.count(b"\r") + 1
    for template in library.templates:
        made = texts.renderer().render(template, {name: FACTS[name] for name in known})
        assert (made.text == "") is (made.problem is not None)
        assert not controls(made.text.replace("\n", ""))
