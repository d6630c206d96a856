"""Clauses drop out whole, and what stays still reads like a sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.templates.render import render
from dm_assistant.domain.templates.syntax import inspect
from dm_assistant.domain.templates.variables import VARIABLES
from tests.examples import examples

FACTS = {"quote": "so calm", "quote_post": "Fog", "name": "mia", "since": "March"}


def without(body: str, *facts: tuple[str, str]) -> str:
    return render(body.replace("<", "{% clause %}").replace(">", "{% endclause %}"), dict(facts))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("You wrote<, under “{{ quote_post }}”>, and I smiled.", "You wrote, and I smiled."),
        ("You wrote, <under “{{ quote_post }}”>, and I smiled.", "You wrote, and I smiled."),
        ("Hello, <{{ name }}>!", "Hello!"),
        ("Hello <{{ name }}>!", "Hello!"),
        ("Hello <{{ name }}>, how are you?", "Hello, how are you?"),
        ("Hello<, {{ name }}>.", "Hello."),
        ("Thanks. <{{ quote }}.> Bye.", "Thanks. Bye."),
        ("Thanks. <You said {{ quote }}>. Bye.", "Thanks. Bye."),
        ("<Since {{ since }} >you have been here.", "You have been here."),
        ("<{{ name }}>, you are kind.", "You are kind."),
        ("Wow! <Since {{ since }}> you have been here.", "Wow! You have been here."),
        ("I know you <since {{ since }}>: thank you.", "I know you: thank you."),
        ("Three things: <{{ quote }}>.", "Three things."),
        ("Come (<{{ quote }}>) soon.", "Come soon."),
        ("Come (<{{ quote }}>, <{{ name }}>) soon.", "Come soon."),
        ("Come (now, <{{ quote }}>) soon.", "Come (now) soon."),
        ("Come “<{{ quote }}>” soon.", "Come soon."),
        ("A day – <{{ since }}> – of fog.", "A day – of fog."),
        ("A day – <{{ since }}>.", "A day."),
        ("One<{{ quote }}><{{ name }}>.", "One."),
        ("<{{ quote }}>, <{{ name }}>, thanks.", "Thanks."),
        ("Hello<, {{ name }},> friend.", "Hello friend."),
        ("Hello< dear {{ name }} >friend.", "Hello friend."),
        ("One.\n\n<Two {{ quote }}.>\n\nThree.", "One.\n\nThree."),
        ("Hi,\n<{{ quote }}> thanks.", "Hi,\nthanks."),
        ("¿<{{ quote }}>? Hola.", "Hola."),
        ("Merci <{{ name }}>\u202f!", "Merci\u202f!"),
        ("Bonjour <{{ name }}> !", "Bonjour !"),
        ("霧<{{ quote }}>です。", "霧です。"),
        ("Up to 3<{{ quote }}>.5 km", "Up to 3.5 km"),
        ("Bye, <{{ name }}>", "Bye"),
        ("<{{ quote }}>\nBye", "Bye"),
        ("well-<{{ quote }}> known", "well- known"),
    ],
)
def test_what_a_dropped_clause_leaves_is_put_right(body: str, text: str) -> None:
    assert without(body) == text


def test_a_kept_clause_is_printed_as_it_is() -> None:
    body = "Hi< {{ name }}>! <“{{ quote }}” was kind, >thanks."
    assert without(body, *FACTS.items()) == "Hi mia! “so calm” was kind, thanks."


def test_a_clause_needs_all_it_prints_and_nothing_it_only_tests() -> None:
    body = "Hi.{% clause %} “{{ quote }}”{% if since %} from {{ since }}{% endif %}{% endclause %}"
    assert render(body, {"quote": "wow"}) == "Hi. “wow”"
    assert render(body, {"since": "May"}) == "Hi."
    both = "Hi.{% clause %} {{ quote }} {{ name or quote_post }}.{% endclause %}"
    assert render(both, {"quote": "wow"}) == "Hi."
    assert render(both, {"quote": "wow", "quote_post": "Fog"}) == "Hi. wow Fog."


def test_a_clause_drops_when_an_if_within_it_would_print_nothing() -> None:
    body = (
        "Hi.{% clause %} You{% if name %} wrote {{ quote }}{% elif since %} came{% else %} "
        "{{ quote_post }}{% endif %}.{% endclause %}"
    )
    assert render(body, {"name": "x"}) == "Hi."
    assert render(body, {"name": "x", "quote": "y"}) == "Hi. You wrote y."
    assert render(body, {"since": "May"}) == "Hi. You came."
    assert render(body, {}) == "Hi."
    assert render(body, {"quote_post": "Fog"}) == "Hi. You Fog."


def test_a_ladder_takes_the_first_branch_whose_facts_are_known() -> None:
    body = (
        "{% clause %}“{{ quote }}” under “{{ quote_post }}”{% otherwise %}“{{ quote }}”"
        "{% otherwise %}your words{% endclause %} made me smile."
    )
    assert render(body, FACTS) == "“so calm” under “Fog” made me smile."
    assert render(body, {"quote": "so calm"}) == "“so calm” made me smile."
    assert render(body, {}) == "your words made me smile."


def test_a_clause_within_a_clause_drops_alone() -> None:
    body = (
        "Hi.{% clause %} “{{ quote }}”{% clause %} under “{{ quote_post }}”{% endclause %} "
        "was kind.{% endclause %} Bye."
    )
    assert render(body, FACTS) == "Hi. “so calm” under “Fog” was kind. Bye."
    assert render(body, {"quote": "so calm"}) == "Hi. “so calm” was kind. Bye."
    assert render(body, {"quote_post": "Fog"}) == "Hi. Bye."


def test_a_value_is_never_changed() -> None:
    body = "<{{ since }}, >{{ quote }}<, {{ since }}> , {{ name }}."
    assert without(body, ("quote", ", oh – (well"), ("name", "mr. .")) == ", oh – (well, mr. ."
    assert without("<{{ since }} >{{ quote }}", ("quote", "iPhone")) == "iPhone"


def test_a_value_that_ends_its_sentence_takes_no_second_full_stop() -> None:
    assert render("It is {{ quote }}. Bye.", {"quote": "great!"}) == "It is great! Bye."
    assert render("It is “{{ quote }}”.", {"quote": "great!"}) == "It is “great!”."
    assert render("It is {{ quote }}...", {"quote": "great."}) == "It is great...."


@pytest.mark.parametrize(
    ("body", "line", "word"),
    [
        ("{% clause %}{{ name }}", 1, "this clause has no endclause"),
        ("a\n{% endclause %}", 2, "endclause without a clause before it"),
        ("a\n{% otherwise %}", 2, "otherwise without a clause before it"),
        ("{% clause %}\n{% else %}{% endclause %}", 2, "else while the clause of line 1 is open"),
        ("{% if name %}\n{% endclause %}{% endif %}", 2, "endclause while the if of line 1"),
        ("{% clause name %}x{% endclause %}", 1, "xpected"),
        ("{% clause %}{{ nmae }}{% endclause %}", 1, "did you mean name?"),
        ("{% clause %}{{ name.x }}{% endclause %}", 1, "plain text"),
        ("{% clauses %}x{% endclauses %}", 1, "unknown tag clauses"),
    ],
)
def test_a_mistake_in_a_clause_is_named_once_with_its_line(body: str, line: int, word: str) -> None:
    found = [flaw for flaw in inspect(body).flaws if word in flaw.reason]
    assert [flaw.line for flaw in found] == [line]


WORDS = st.sampled_from(["so", "It is", "thanks", "Fog", "and then", "we met"])
NAMES = st.sampled_from(["quote", "quote_post", "name", "since"])
SIGNS = st.sampled_from(["", ",", ".", "!", ":", ";", " –", "?", "\n\n"])
CLAUSES = st.builds(
    "{{% clause %}}{} {{{{ {} }}}}{}{{% endclause %}}".format,
    WORDS,
    NAMES,
    st.sampled_from(["", ",", "."]),
)
PIECES = st.lists(st.tuples(st.one_of(WORDS, CLAUSES), SIGNS), min_size=1, max_size=8)


@given(PIECES, st.sets(NAMES))
@settings(max_examples=examples(400), deadline=None)
def test_whatever_drops_the_rest_has_no_gap_and_no_doubled_sign(
    pieces: list[tuple[str, str]], known: set[str]
) -> None:
    body = "Hello " + " ".join(piece + sign for piece, sign in pieces)
    text = render(body, dict.fromkeys(known, "x9"))
    whole = render(body, dict.fromkeys(VARIABLES, "x9"))
    was = set(re.findall(r"[,.!:;?–] *[,.!:;?–]| [,.!?]", whole))
    for gap in re.findall(r"[,.!:;?–] *[,.!:;?–]| [,.!?]|  |\s$|\n\n\n", text):
        assert gap in was, text
    assert ("x9" in text) <= bool(known)


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["", "x", "Ünd", ", o"]))
@settings(max_examples=examples(200), deadline=None)
def test_mending_never_fails_and_never_touches_a_value(before: str, after: str, value: str) -> None:
    plain = [each.replace("{", "(").replace("}", ")") for each in (before, after)]
    body = "H " + plain[0] + "{% clause %}{{ since }}{% endclause %}" + plain[1] + "{{ quote }}"
    text = render(body, {"quote": value or "q"})
    assert text.endswith((value or "q").strip())
