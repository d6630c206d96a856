"""From a body and values to a message: strict, clean, and never running anybody's words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.templates.render import (
    MAX_TEXT,
    MAX_VALUE,
    TemplateError,
    as_printed,
    render,
)
from dm_assistant.domain.templates.variables import VARIABLES
from tests.examples import examples
from tests.shared import HOSTILE, needs_hostile


def test_a_clause_whose_fact_is_missing_drops_out_without_a_trace() -> None:
    body = "Hi{% if name %} {{ name }}{% endif %}! {% if quote %}“{{ quote }}”. {% endif %} Bye."
    assert render(body, {"name": "Mia", "quote": "wow"}) == "Hi Mia! “wow”. Bye."
    assert render(body, {"name": "", "quote": ""}) == "Hi! Bye."
    assert render(body, {}) == "Hi! Bye."


def test_a_paragraph_that_drops_out_leaves_no_empty_lines() -> None:
    body = "One.\n\n{% if quote %}Two.{% endif %}\n\nThree.\n\n\n{% if quote %}Four{% endif %}\n"
    assert render(body, {}) == "One.\n\nThree."


@pytest.mark.parametrize("empty", ["", " ", "\n", "\u200b", "\x07", "\ufeff", "\u2800\u3164"])
def test_printing_a_value_that_shows_nothing_names_the_variable_and_the_line(empty: str) -> None:
    with pytest.raises(TemplateError) as refused:
        render("Hello,\nyou wrote {{ quote }}", {"quote": empty})
    assert refused.value.flaws[0].line == 2
    assert refused.value.flaws[0].reason == "nothing is known for quote"


def test_a_value_that_is_not_text_is_refused() -> None:
    values: dict[str, str] = json.loads('{"name": null}')
    with pytest.raises(TemplateError, match="name is not text"):
        render("Hi {{ name }}", values)


def test_alternatives_are_named_together_when_none_is_known() -> None:
    with pytest.raises(TemplateError, match="nothing is known for quote or question"):
        render("{{ quote or question }}", {})


def test_a_message_without_any_words_is_not_made() -> None:
    with pytest.raises(TemplateError, match="no text"):
        render("{% if quote %}x{% endif %}", {})


def test_a_value_is_printed_as_one_line_without_controls() -> None:
    assert render("({{ quote }})", {"quote": " two\r\n lines\x1b[31m\u202e "}) == "(two lines[31m)"


def test_what_is_printed_can_be_found_again_in_the_message() -> None:
    said = "so  good\n\tI \u200bcried"
    assert as_printed(said) in render("You wrote “{{ quote }}”.", {"quote": said})


def test_an_emoji_alone_is_something_to_print() -> None:
    assert render("You sent {{ quote }}", {"quote": "🔥"}) == "You sent 🔥"


def test_the_filters_do_what_the_manual_says() -> None:
    assert render("{{ name|upper }} {{ name|lower }}", {"name": "Mia"}) == "MIA mia"
    assert render("{{ quote|sentence }}", {"quote": "iPhone tips"}) == "IPhone tips"


def test_a_message_or_a_value_that_grows_too_long_is_refused() -> None:
    body = "{{ quote }}" * (MAX_TEXT // MAX_VALUE + 1)
    with pytest.raises(TemplateError, match="100,000 characters"):
        render(body, {"quote": "q" * MAX_VALUE})
    with pytest.raises(TemplateError, match="quote is longer"):
        render("{{ quote }}", {"quote": "q" * (MAX_VALUE + 1)})


@needs_hostile
def test_template_text_in_a_value_stays_text() -> None:
    items = json.loads((HOSTILE / "strings.json").read_text(encoding="utf-8"))["items"]
    values = [item["value"] for item in items if "R7" in item["rules"]]
    assert len(values) >= 3
    for value in values:
        assert render("You said: {{ quote }}", {"quote": value}) == f"You said: {value}"


@given(st.dictionaries(st.sampled_from(sorted(VARIABLES)), st.text(max_size=40)), st.text())
@settings(max_examples=examples(200), deadline=None)
def test_no_value_and_no_body_puts_a_control_character_into_a_message(
    values: dict[str, str], tail: str
) -> None:
    body = "".join(f"{{% if {n} %}}<{{{{ {n} }}}}>{{% endif %}}\n" for n in VARIABLES)
    plain = tail.replace("{", "(")
    text = render("Hi " + body + plain, values)
    assert not [c for c in text if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f"]
    assert not [c for c in text if "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069"]
    assert not [c for c in text if "\ud800" <= c <= "\udfff"]
    assert "  " not in text
    assert "\n\n\n" not in text
    assert text == text.strip()
    assert text.startswith("Hi")
