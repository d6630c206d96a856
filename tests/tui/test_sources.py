"""What stands under a message: where its phrases come from, each comment once."""

from collections.abc import Sequence
from datetime import timedelta

from dm_assistant.domain.model import SAID, Source
from dm_assistant.tui.widgets.sources import source_lines
from tests.tui import views

POST = "Fixing the lamp"
AT = views.NOW - timedelta(days=6)


def said(
    phrase: str, words: str, *, variable: str = "quote", comment: int | None = 1, flag: str = ""
) -> Source:
    return Source(phrase, variable, comment, words, POST, AT, flag)


def told(sources: Sequence[Source]) -> list[str]:
    return [
        "".join(words for words, _ in line.parts) for line in source_lines(sources, views.CLOCK)
    ]


def test_a_phrase_that_is_all_they_said_is_shown_once() -> None:
    assert told([said("what glue is that?", "what glue is that?")]) == [
        "▪ “what glue is that?” under “Fixing the lamp”, 6 days ago"
    ]
    assert told([said("What glue is that!", ' "What glue is that!"  ')]) == [
        "▪ “What glue is that!” under “Fixing the lamp”, 6 days ago"
    ]


def test_a_phrase_that_was_cut_is_shown_as_what_they_said_in_full() -> None:
    [line] = told([said("I never thought of sanding…", "I never thought of sanding it twice")])
    assert line == "▪ “I never thought of sanding it twice” under “Fixing the lamp”, 6 days ago"


def test_a_phrase_from_within_a_comment_is_shown_beside_the_comment() -> None:
    [line] = told([said("what glue?", "lovely! what glue? thanks")])
    assert line.startswith("▪ “what glue?” from “lovely! what glue? thanks” under")


def test_several_phrases_of_one_comment_are_one_line() -> None:
    words = "lovely! what glue? and which brush"
    lines = told(
        [
            said("what glue?", words, variable="question"),
            said(POST, words, variable="quote_post"),
            said("which brush", words),
            said("other words", "other words", comment=2),
        ]
    )
    assert len(lines) == 2
    assert lines[0].startswith("▪ “what glue?”, “which brush” from “lovely!")
    assert lines[0].count(POST) == 1
    assert lines[1].startswith("▪ “other words” under")


def test_what_to_look_at_before_sending_is_shown_with_a_sign() -> None:
    old = "their comment is 40 days old"
    [line] = told(
        [
            said("so calm", "so calm", flag=old),
            said(POST, "so calm", variable="quote_post", flag=old),
        ]
    )
    assert line.endswith(f"! {old}")
    assert line.count(old) == 1


def test_figures_are_one_line_and_are_not_quoted() -> None:
    figures = [
        Source("12", "comment_count", said="12 comments"),
        Source("5", "post_count", said="12 comments"),
        Source("May 2025", "since", said="their first comment", at=AT),
    ]
    assert told([*figures, said("so calm", "so calm")]) == [
        "▪ “so calm” under “Fixing the lamp”, 6 days ago",
        "▪ 12 comments of theirs · 5 posts they wrote under · May 2025 is when they first wrote",
    ]


def test_their_message_is_quoted_without_a_post() -> None:
    [line] = told([Source("how are you", "their_words", said="how are you", at=AT)])
    assert line == "▪ “how are you”, 6 days ago"


def test_words_of_ones_own_are_told_last_and_quote_nobody() -> None:
    own = Source("a fog duet", SAID, said="which idea?")
    assert told([own, said("so calm", "so calm")]) == [
        "▪ “so calm” under “Fixing the lamp”, 6 days ago",
        "▪ “a fog duet” in your own words",
    ]


def test_what_a_message_asked_for_is_shown_beside_the_message() -> None:
    theme = Source("a video about glue", "theme", said="please do one about glue!", at=AT)
    assert told([theme]) == ["▪ “a video about glue” from “please do one about glue!”, 6 days ago"]
