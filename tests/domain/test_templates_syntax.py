"""What a template may say, and how clearly it is told what it may not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.templates.model import MAX_CHARACTERS
from dm_assistant.domain.templates.syntax import inspect
from tests.examples import examples
from tests.shared import HOSTILE, needs_hostile

PIECES = (
    *("{{", "}}", "{%", "%}", "{#", "#}", "if", "else", "endif", "elif", "name", "quote"),
    *(" ", "\n", "'x'", "|", "upper", "(", ")", "not", "and", "or", "==", "-", "a", "é"),
    *("clause", "otherwise", "endclause", "ask", "{% clause %}", "{% endclause %}"),
    *("[", "]", "{", "}", ".", "set", "for", "\x1b", "\u202e", "\ud800", "\\x07", '"'),
)


def flaws(body: str) -> list[tuple[int, str]]:
    return [(flaw.line, flaw.reason) for flaw in inspect(body).flaws]


@pytest.mark.parametrize(
    "body",
    [
        "Hello.",
        "",
        "Hi{% if name %} {{ name }}{% endif %}!",
        "{{ name or 'there' }}",
        "Hi{{ ' ' if name else ', you ' }}",
        "{{ name|sentence if name else 'You' }}",
        "{% if since and not quote %}a{% elif comment_count != '3' %}b{% else %}c{% endif %}",
        "{% if (name == 'Mia') or keyword|lower == 'vip' %}x{% endif %}",
        "{% clause %}a {{ name }}{% otherwise %}b {{ quote }}{% endclause %}",
        "{{ idea or 'which idea?'|ask }}",
        "{# a note #}Hi\n{%- if name %} {{ name }}{% endif %}",
        "100 % { of } <it> [yes] $x",
    ],
)
def test_the_documented_language_is_accepted(body: str) -> None:
    assert flaws(body) == []


def test_printed_and_tested_variables_are_told_apart() -> None:
    found = inspect(
        "{% if quote and name == 'x' %}{{ quote }}{% endif %}{{ since if code else 'a' }}"
    )
    assert found.prints == {"quote", "since"}
    assert found.tests == {"name", "code"}


@pytest.mark.parametrize(
    ("body", "line", "word"),
    [
        ("Hi\n{{ nmae }}", 2, "did you mean name?"),
        ("{{ name|uper }}", 1, "did you mean upper?"),
        ("{{ name|upper(3) }}", 1, "without brackets"),
        ("{{ name.real }}", 1, "plain text"),
        ("{{ name[0] }}", 1, "plain text"),
        ("{{ name[1:] }}", 1, "plain text"),
        ("{{ name() }}", 1, "called"),
        ("{{ name ~ name }}", 1, "joining"),
        ("{{ name + 'x' }}", 1, "calculate"),
        ("{{ -name }}", 1, "calculate"),
        ("{{ 7 }}", 1, "in quotes"),
        ("{{ none }}", 1, "in quotes"),
        ("{{ not name }}", 1, "not text to print"),
        ("{{ name == 'x' }}", 1, "not text to print"),
        ("{{ name is defined }}", 1, "Test"),
        ("{{ name if name }}", 1, "else"),
        ("{{ name, name }}", 1, "one variable"),
        ("{% if name in 'abc' %}x{% endif %}", 1, "== or !="),
        ("{% if comment_count > 3 %}x{% endif %}", 1, "== or !="),
        ("{{ '\\x07' }}", 1, "control"),
        ("{{ }}", 1, "xpected"),
        ("{{ name name }}", 1, "xpected"),
        ("{{ (name }}", 1, "xpected"),
        ("a\n\n{% for x in name %}{% endfor %}", 3, "unknown tag for"),
        ("{% raw %}x{% endraw %}", 1, "unknown tag raw"),
        ("{% filter upper %}x{% endfilter %}", 1, "unknown tag filter"),
        ("{% %}", 1, "tag"),
        ("a\n{% endif %}", 2, "without an if"),
        ("a\n{% else %}", 2, "without an if"),
        ("a\n{# never closed", 2, "comment"),
        ("\n\n{% if name %}\n{% if name %}{% endif %}", 3, "no endif"),
    ],
)
def test_a_mistake_is_named_with_its_line(body: str, line: int, word: str) -> None:
    found = flaws(body)
    assert found
    assert found[0][0] == line
    assert word in found[0][1]


def test_all_mistakes_are_listed_at_once() -> None:
    assert [line for line, _ in flaws("{{ a }}\n{{ b }}\n{{ name|c }}")] == [1, 2, 3]


@pytest.mark.parametrize(
    "body",
    [
        "{{ " + "(" * 500 + "name" + ")" * 500 + " }}",
        "{{ " + "(" * 4000,
        "{% if " + "not " * 3000 + "name %}x{% endif %}",
        "{{ " + "name or " * 1500 + "name }}",
        "{{ name" + "|upper" * 2000 + " }}",
        "{% if name %}" * 1200,
        "{% if name %}x{% endif %}" * 650,
        "{% if name %}" + "{% elif name %}" * 1000 + "{% endif %}",
        "{{" * 8000,
        "{{ " + "9" * 5000 + " }}",
        "x" * (MAX_CHARACTERS + 1),
    ],
    ids=range(11),
)
def test_deep_long_and_wide_templates_are_refused_before_they_are_parsed(body: str) -> None:
    found = flaws(body)
    assert found
    assert "recursion" not in found[0][1]


@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=40,
    ).map("".join)
)
@settings(max_examples=examples(200), deadline=None)
def test_any_text_is_either_a_template_or_refused_in_clean_lines(body: str) -> None:
    lines = body.count("\n") + 1
    for line, reason in flaws(body):
        assert 1 <= line <= lines
        assert reason.isprintable()
        assert "Traceback" not in reason


@needs_hostile
def test_hostile_templates_that_must_be_refused_are_refused_at_their_line() -> None:
    items = json.loads((HOSTILE / "templates.json").read_text(encoding="utf-8"))["items"]
    refused = [item for item in items if item["expect"] == "refuse"]
    assert refused
    for item in refused:
        found = flaws(item["template"].replace("%%VAR%%", "name").replace("%%OBJ%%", "name"))
        assert found, item["id"]
        assert found[0][0] == item.get("line", 1), item["id"]
