from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain import filling
from dm_assistant.domain.model import Comment, Contact, Platform
from dm_assistant.domain.templates.variables import VARIABLES

NOW = datetime(2026, 5, 16, 9, 40, tzinfo=UTC)
MIA = Contact(1, Platform.TIKTOK, "mia.paints", name="Mia Lindqvist")


def said(text: str, days: float = 2, number: int = 1, title: str = "Fog in ten minutes") -> Comment:
    return Comment(number, 1, 1, NOW - timedelta(days=days), text, post_title=title)


@pytest.mark.parametrize(
    ("name", "handle", "first"),
    [
        ("Mia Lindqvist", "mia.paints", "Mia"),
        ("𝓜𝓲𝓪 ✨", "m1", "Mia"),
        ("LEONARDO", "leo", "Leonardo"),
        ("Jean-Luc", "jl", "Jean-Luc"),
        ("D'Arcy", "darcy", "D'Arcy"),
        ("سارة", "sara", "سارة"),
        ("", "mia.paints", ""),
        ("✨🌸✨", "flower", ""),
        ("user8273625", "user8273625", ""),
        ("mia_paints", "mia_paints", ""),
        ("the fog club official account of mia", "fogclub", ""),
        ("\u200b\u200b", "ghost", ""),
        ("None", "nobody", "None"),
        ("अनन्या 🌸", "ananya", "अनन्या"),
        ("दीया", "diya", "दीया"),
        ("[bold]Max[/]", "max", "Max"),
        ("Mia (she/her)", "m1", "Mia"),
    ],
)
def test_a_first_name_is_one_people_would_say(name: str, handle: str, first: str) -> None:
    assert filling.first_name(name, handle) == first


def test_a_quote_is_their_words_without_mentions_links_and_quotes() -> None:
    found = filling.fill(MIA, [said('@jo "the light" is unreal #fyp')], NOW)
    assert found.values["quote"] == "'the light' is unreal"
    assert found.sources["quote"].comment_id == 1
    assert found.values["quote_post"] == "Fog in ten minutes"


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "no more dms pls",
        "i hate this so much",
        "lovely, more on www.spam.example",
        "check my page for free followers",
        "pick me pick me",
        "🔥🔥🔥",
        "my dad died last week",
        "\u202e\u202e",
    ],
)
def test_what_would_hurt_or_shame_is_never_quoted(text: str) -> None:
    assert not filling.fill(MIA, [said(text)], NOW).values["quote"]


def test_a_fresh_comment_is_quoted_before_a_newer_place_in_an_old_list() -> None:
    comments = [said("an old favourite of mine", 40, 1), said("what a lovely green", 3, 2)]
    found = filling.fill(MIA, comments, NOW)
    assert found.sources["quote"].comment_id == 2
    assert found.sources["quote"].flag == ""


def test_an_old_comment_is_flagged() -> None:
    found = filling.fill(MIA, [said("an old favourite of mine", 40)], NOW)
    assert found.sources["quote"].flag == "their comment is 40 days old"


def test_a_comment_from_the_future_is_not_quoted() -> None:
    assert not filling.fill(MIA, [said("see you tomorrow then", -1)], NOW).values["quote"]


def test_a_question_is_found_and_may_serve_as_the_quote() -> None:
    found = filling.fill(MIA, [said("Love it. Which paper do you use?")], NOW)
    assert found.values["question"] == "Which paper do you use?"
    assert found.values["quote"]


def test_counts_say_something_only_from_three_on() -> None:
    few = Contact(1, Platform.TIKTOK, "mia", comments=2)
    many = Contact(1, Platform.TIKTOK, "mia", comments=3)
    assert filling.fill(few, [], NOW).values["comment_count"] == ""
    assert filling.fill(many, [], NOW, posts=3).values["comment_count"] == "3"


def test_only_phrases_that_stand_in_the_text_are_sources_of_it() -> None:
    found = filling.fill(MIA, [said("what a lovely green")], NOW)
    body = "Hi {{ name }}! “{{ quote }}” made my day{% if since %} ({{ since }}){% endif %}."
    used = found.used(body, "Hi Mia! “what a lovely green” made my day.")
    assert [source.variable for source in used] == ["quote"]


def test_a_number_is_the_source_of_its_own_variable_only() -> None:
    many = Contact(1, Platform.TIKTOK, "mia", comments=3)
    found = filling.fill(many, [], NOW, posts=3)
    used = found.used("Thanks for {{ comment_count }} comments!", "Thanks for 3 comments!")
    assert [source.variable for source in used] == ["comment_count"]


@given(st.text(max_size=200), st.text(max_size=60))
def test_every_value_is_one_short_line_without_controls(text: str, name: str) -> None:
    person = Contact(1, Platform.TIKTOK, "mia", name=name)
    for variable, value in filling.fill(person, [said(text)], NOW).values.items():
        assert "\n" not in value
        assert value.isprintable() or all(ord(letter) > 31 for letter in value)
        assert len(value) <= VARIABLES[variable].longest * 3
