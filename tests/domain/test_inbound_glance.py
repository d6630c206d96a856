"""A glance before the rules may only leave out what the rules would not find either."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bench import data
from dm_assistant.domain import inbound_answers, inbound_words
from dm_assistant.domain.inbound import by_rules, preselect
from tests.domain.test_inbound_quick_look import AROUND, disguised
from tests.examples import examples

ANSWERS = sorted(
    {
        phrase.strip()
        for listed in (
            inbound_answers.SOFT_NO_WORDS,
            inbound_answers.SOFT_NO_PHRASES,
            inbound_answers.LATER_WORDS,
            inbound_answers.LATER_PHRASES,
            inbound_answers.WHO_PHRASES,
            inbound_answers.POSITIVE_WORDS,
            inbound_answers.POSITIVE_PHRASES,
            inbound_answers.THANKS_PHRASES,
            inbound_answers.ASKING_ENDINGS,
            inbound_words.STOP_INSIDE,
            inbound_words.STOP_ACCENTED,
            inbound_words.STOP_FILLERS,
        )
        for phrase in listed.split(",")
    }
)
SAID = [
    *("im 14 btw", "i am twelve", "14 años", "17", "what is the", "how much is", "why did he"),
    *("stop", "s t o p", "st op", "ss tt oo pp", "s-t-o-p", "st0p", "🛑", "🚫", "stop2", "2stop"),
    *("alto 7", "alto7", "é", "好", "e\u0301", "\u0301", "lol", "😂", "love it", ";", "τι;", "_"),
]
part = st.one_of(
    st.sampled_from(ANSWERS),
    st.sampled_from(SAID),
    st.sampled_from(AROUND),
    disguised(),
    st.text(max_size=6),
)


@settings(max_examples=examples(400), deadline=None)
@given(st.lists(part, min_size=1, max_size=4), st.sampled_from(["", " ", ". ", "\n", ", ", "'"]))
def test_a_message_has_the_class_that_the_rules_alone_give_it(parts: list[str], glue: str) -> None:
    text = glue.join(parts)
    assert preselect(text) == by_rules(text)


def test_every_phrase_by_itself_has_the_class_the_rules_give_it() -> None:
    for text in (*ANSWERS, *SAID):
        for said in (text, text.upper(), f"{text} 17", f"well, {text}!", f"{text}2"):
            assert preselect(said) == by_rules(said)


def test_so_have_comments_that_look_like_a_creator_s() -> None:
    for row in data.comments(2_000):
        assert preselect(row.text) == by_rules(row.text)
