"""A template is proved with sample values: what the rules about words find, and where."""

from __future__ import annotations

import pytest

from dm_assistant.domain.model import Purpose, Source
from dm_assistant.domain.rules.verdict import Finding, Status
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.errors import BadInputError
from dm_assistant.services import proofs, texts
from dm_assistant.services.workspace import Workspace
from tests.workspaces import dump

VALUES = {name: variable.example for name, variable in VARIABLES.items()}
SOURCES = {
    name: Source(variable.example, name)
    for name, variable in VARIABLES.items()
    if variable.personal
}


def template(body: str, purpose: Purpose = Purpose.THANKS) -> Template:
    return Template(purpose, "mine", "en", "v1", "thanks/mine.md", body)


def proof(ws: Workspace, body: str, purpose: Purpose = Purpose.THANKS) -> dict[str, Finding]:
    found = proofs.proof(ws, template(body, purpose), VALUES, SOURCES, purpose)
    return {each.rule: each for each in found}


def test_a_personal_template_has_nothing_against_it(empty: Workspace) -> None:
    assert proof(empty, "Hi {{ name }}! You wrote “{{ quote }}”, and it made me smile.") == {}


def test_what_is_found_stands_at_its_place_in_the_sample(empty: Workspace) -> None:
    found = proof(empty, "Hi {{ name }}, “{{ quote }}”!\nHurry up, and see www.example.com.")
    text = f"Hi {VALUES['name']}, “{VALUES['quote']}”!\nHurry up, and see www.example.com."
    assert {rule: each.status for rule, each in found.items()} == {
        "links": Status.FIX,
        "tone": Status.WARN,
    }
    for each in found.values():
        for place in each.places:
            assert text[place.start : place.end] == place.text
    assert [place.text for place in found["tone"].places] == ["Hurry up"]


def test_a_template_without_a_fact_about_the_person_is_no_message(empty: Workspace) -> None:
    assert set(proof(empty, "Hi {{ name }}! You are great.")) == {"evidence"}
    assert proof(empty, "Of course, {{ name }}!", Purpose.ANSWER) == {}


def test_a_code_that_nothing_announces_is_found(empty: Workspace) -> None:
    found = proof(empty, "“{{ quote }}”! {{ code }} is for you.", Purpose.OFFER)
    assert [place.text for place in found["disclosure"].places] == [VALUES["code"]]


def test_values_that_make_no_text_are_refused_in_one_line(empty: Workspace) -> None:
    with pytest.raises(BadInputError, match=r"^thanks/mine\.md:1: "):
        proofs.proof(empty, template("Hi {{ idea }}"), {}, {}, Purpose.THANKS)


def test_proving_changes_nothing(empty: Workspace) -> None:
    before = dump(empty.path / "workspace.db")
    proof(empty, "Hurry up, {{ name }}!")
    assert dump(empty.path / "workspace.db") == before


def test_the_shipped_templates_are_sound(empty: Workspace) -> None:
    found = {
        f"{each.path}: {finding.detail}"
        for each in texts.library(empty).templates
        for finding in proofs.proof(empty, each, VALUES, SOURCES, each.purpose)
        if finding.status is not Status.WARN
    }
    assert found == set()
