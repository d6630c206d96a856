from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain import filling
from dm_assistant.domain.model import Comment, Contact, Platform, Source
from dm_assistant.domain.templates.variables import VARIABLES, Rung

NOW = datetime(2026, 5, 16, 9, 40, tzinfo=UTC)
MIA = Contact(1, Platform.TIKTOK, "mia.paints", name="Mia Lindqvist")


def said(text: str, days: float = 2, number: int = 1, title: str = "Fog in ten minutes") -> Comment:
    return Comment(number, 1, 1, NOW - timedelta(days=days), text, post_title=title)


@pytest.mark.parametrize("name", ["名前がとても長い人なので列に", "Llanfairpwllgwyngyllgogerych"])
def test_a_name_is_said_whole_or_not_at_all(name: str) -> None:
    assert filling.fill(MIA._replace(name=name), [], NOW).values["name"] == ""
    assert filling.fill(MIA._replace(name=name[:9]), [], NOW).values["name"] == name[:9]


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


def test_every_value_comes_from_the_first_step_of_its_ladder_that_knows_one() -> None:
    said_now, in_pool, set_once = {"perk": "a"}, {"perk": "b"}, {"perk": "c"}
    every = filling.fill(MIA, [], NOW, extra=said_now, pool=in_pool, settings=set_once)
    later = filling.fill(MIA, [], NOW, pool=in_pool, settings=set_once)
    last = filling.fill(MIA, [], NOW, settings=set_once)
    none = filling.fill(MIA, [], NOW)
    assert [each.values["perk"] for each in (every, later, last, none)] == ["a", "b", "c", ""]


def test_a_filling_says_which_step_each_value_is_from() -> None:
    found = filling.fill(MIA, [said("an old favourite of mine", 40)], NOW, settings={"idea": "fog"})
    assert found.rungs["quote"] is Rung.OLDER
    assert found.rungs["idea"] is Rung.SETTINGS
    assert "question" not in found.rungs


def test_an_empty_value_of_a_step_stops_the_ladder() -> None:
    found = filling.fill(
        MIA,
        [],
        NOW,
        announced={"keyword": "FOG", "keyword_gets": ""},
        settings={"keyword": "PAPER", "keyword_gets": "my paper list"},
    )
    assert (found.values["keyword"], found.values["keyword_gets"]) == ("FOG", "")


def test_every_step_of_every_ladder_is_known_and_said_by_somebody() -> None:
    for variable in VARIABLES.values():
        assert variable.ladder, variable.name
        assert len(set(variable.ladder)) == len(variable.ladder)
    assert {rung for each in VARIABLES.values() for rung in each.ladder} == set(Rung)


def test_a_fresh_question_is_quoted_before_an_older_remark() -> None:
    comments = [said("which paper do you use?", 3, 1), said("an old favourite of mine", 40, 2)]
    found = filling.fill(MIA, comments, NOW)
    assert found.sources["quote"].comment_id == 1
    assert found.sources["quote"].flag == ""


@pytest.mark.parametrize("text", ["i hate you", "my dad died", "stop", "leave me alone"])
def test_an_unkind_or_sad_message_is_not_quoted_back(text: str) -> None:
    assert not filling.fill(MIA, [], NOW, their_words=text).values["their_words"]


def test_an_old_message_is_flagged() -> None:
    at = NOW - timedelta(days=31)
    found = filling.fill(MIA, [], NOW, their_words="do you sell prints?", their_words_at=at)
    assert found.sources["their_words"].flag == "their message is 31 days old"


def test_the_source_of_an_ordered_value_holds_what_is_printed_and_its_age() -> None:
    asked = Source("", "", said="please do a video about paper", at=NOW - timedelta(days=45))
    found = filling.fill(
        MIA, [], NOW, extra={"theme": " a video  about paper"}, sources={"theme": asked}
    )
    assert found.values["theme"] == "a video about paper"
    assert found.sources["theme"].phrase == "a video about paper"
    assert found.sources["theme"].flag == "their message is 45 days old"


def test_asked_for_one_by_one_or_at_once_the_values_are_the_same() -> None:
    comments = [said("which paper do you use?"), said("this made my whole evening calmer")]
    at_once = filling.fill(MIA, comments, NOW, posts=3, settings={"idea": "fog"})
    for name in reversed(VARIABLES):
        alone = filling.fill(MIA, comments, NOW, posts=3, settings={"idea": "fog"})
        assert alone.get(name) == at_once.values[name]
        assert alone.of(name).source == at_once.sources.get(name)
        assert alone.of(name).rung == at_once.rungs.get(name)
    assert at_once.get("nobody", "?") == "?"
    other = at_once.saying({"quote": "fog"})
    assert other.get("quote") == "fog"
    assert other.sources == at_once.sources
    assert at_once.get("quote") != "fog"
