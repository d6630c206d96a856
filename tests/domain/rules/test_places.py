"""A finding about words says where they stand, whatever the text is."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import Purpose, Source
from dm_assistant.domain.rules.facts import PersonFacts
from dm_assistant.domain.rules.gate import WORD_RULES
from dm_assistant.domain.rules.own_words import masked, origins, spans, tokens
from dm_assistant.domain.rules.sameness import Collection, Given, runs_to
from dm_assistant.domain.rules.verdict import Finding
from dm_assistant.domain.text import to_screen
from tests.domain.rules.people import NOON, ask, draft, found, person, stranger
from tests.examples import examples

LURES = (
    *(
        "act now",
        "HURRY UP",
        "h\u200burry  up",
        "20 % off",
        "２０％ ｏｆｆ",
        "MAYA10",
        "use code SUMMER5",
    ),
    *("bit.ly/x", "https://example.com/a", "www.my-shop.com", "Hi mia.draws,", "{{ name }}", " ,"),
    *(
        "the blue lamp",
        "so calm today",
        "^",
        "“”",
        "😀",
        "👩\u200d👩\u200d👧",
        "🇪🇸",
        "e\u0301",
        "\ud83d",
    ),
    *(
        "مرحبا بك",
        "ありがとうございます",
        "only 3 left!",
        "my shop",
        "buy",
        "STOPPPP",
        "ß",
        "½",
        "\n",
        "…",
    ),
    *("a" * 500, "x" * 10_000, "keep this between us", "Thank you for being here, truly."),
)
texts = st.lists(st.one_of(st.sampled_from(LURES), st.text(max_size=12)), max_size=8).map(" ".join)
quotes = st.lists(st.sampled_from(["so calm today", "buy", "^", "ok", "🇪🇸"]), max_size=2).map(tuple)
loosely = settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def judged(text: str, theirs: tuple[str, ...], purpose: Purpose, who: PersonFacts) -> list[Finding]:
    mine = runs_to(who.contact, text, [Source(each, "quote") for each in theirs])
    alike = Collection(0.1, [Given(2, NOON, mine)]).alike(mine, 1)
    what = draft(purpose, text=text, quotes=theirs, code="MAYA10", alike=alike)
    return [each for each in ask(who, what).findings if each.rule in WORD_RULES]


@loosely
@given(texts, quotes, st.sampled_from(Purpose), st.booleans())
def test_places_are_inside_the_text_in_order_and_hold_something(
    text: str, theirs: tuple[str, ...], purpose: Purpose, known: bool
) -> None:
    for finding in judged(text, theirs, purpose, person() if known else stranger()):
        assert list(finding.places) == sorted(finding.places)
        for place in finding.places:
            assert 0 <= place.start < place.end <= len(text)
            assert place.text == text[place.start : place.end]


QUOTED = re.compile(r"'([^']+)'")


@loosely
@given(texts, quotes, st.sampled_from(Purpose))
def test_the_words_a_finding_quotes_stand_at_its_places(
    text: str, theirs: tuple[str, ...], purpose: Purpose
) -> None:
    for finding in judged(text.replace("'", "’"), theirs, purpose, person()):
        words = [place.words for place in finding.places]
        for quoted in QUOTED.findall(finding.detail):
            start = quoted.removesuffix("…").rstrip()
            assert any(each == quoted or each.startswith(start) for each in words)
        assert not words or not QUOTED.sub("", finding.wordless).count("'")
        if finding.rule in {"unfilled", "tone", "true_purpose", "sameness"} and words:
            assert QUOTED.search(finding.detail) or "handle" in finding.detail


@loosely
@given(texts, quotes)
def test_every_word_is_found_again_where_it_stands(text: str, theirs: tuple[str, ...]) -> None:
    shown, at = masked(text, theirs), origins(text, theirs)
    assert len(shown) == len(at)
    assert at == sorted(at)
    where = spans(text, theirs)
    assert len(where) in {0, len(tokens(text, theirs))}
    for start, end in where:
        assert 0 <= start < end <= len(text)
    if to_screen(text) == text:
        assert len(where) == len(tokens(text, theirs))


@pytest.mark.parametrize(
    ("rule", "text", "places"),
    [
        ("unfilled", "Hi [name], the blue lamp ___!", ["[name]", "___"]),
        ("unfilled", "Hi mia.draws! The blue lamp", ["mia.draws"]),
        ("tone", "The blue lamp! Hurry up, really: HURRY UP", ["Hurry up", "HURRY UP"]),
        ("tone", "what is your num\u00adber?", ["what is your num\u00adber"]),
        ("true_purpose", "The blue lamp: 20 % off, yes 20 % off!", ["20 % off", "20 % off"]),
        ("links", "see bit.ly/x, or (a.com).", ["bit.ly/x"]),
        ("links", "see a.com and b.com and c.com", ["b.com", "c.com"]),
        ("disclosure", "MAYA10 is for you, 20 % off", ["MAYA10", "20 % off"]),
        ("length", "é" * 600, ["é" * 100]),
    ],
)
def test_each_rule_points_at_its_words(rule: str, text: str, places: list[str]) -> None:
    who = person(name="" if "mia.draws" in text else "Mia")
    finding = found(ask(who, draft(text=text, code="MAYA10")), rule)
    assert [place.text for place in finding.places] == places


def test_a_first_message_is_marked_from_where_it_grows_too_long() -> None:
    for size, most in ((401, 400), (601, 600)):
        [place] = found(ask(stranger(), draft(text="a" * size)), "length").places
        assert (place.start, place.end) == (most, size)


def test_no_character_is_cut_in_two_by_the_limit_of_bytes() -> None:
    for lead in range(4):
        text = "a" * (996 + lead) + "😀" * 3
        [place] = found(ask(what=draft(text=text)), "length").places
        assert set(place.text) == {"😀"}
        assert len(text[: place.start].encode()) <= 1000 < len(text[: place.start + 1].encode())


def test_evidence_has_no_place_and_what_is_in_order_has_none() -> None:
    verdict = ask(what=draft(text="Hi Mia! You are great."))
    assert found(verdict, "evidence").places == ()
    assert all(each.places == () for each in ask().findings)


def sameness(text: str, other: str, *, quote: str = "", phrases: tuple[str, ...] = ()) -> Finding:
    mine = runs_to(person().contact, text, [Source(quote, "quote")] if quote else [])
    alike = Collection(0.1, [Given(2, NOON, runs_to(person().contact, other, ()))]).alike(mine, 1)
    quotes = (quote,) if quote else ()
    alike = tuple(each._replace(share=0.83) for each in alike)
    return found(
        ask(what=draft(text=text, alike=alike, quotes=quotes, phrases=phrases)), "sameness"
    )


def test_the_sentence_to_rewrite_is_the_one_with_the_most_words_in_common() -> None:
    text = "Hi Mia! The fog picture is yours. I was so very glad that you wrote it down. See you!"
    other = "Hello there, I was so very glad that you wrote it down. Bye, see you!"
    finding = sameness(text, other)
    assert [each.text for each in finding.places] == ["I was so very glad that you wrote it down"]
    assert finding.detail == (
        "83 % like 1 other in the last 30 days: write "
        "'I was so very glad that you wrote it down' anew, so that it is true of them alone."
    )


def test_what_a_fact_filled_in_is_not_to_be_rewritten() -> None:
    text = "I saw you on Painting fog in ten minutes and it made me glad"
    finding = sameness(text, text, phrases=("Painting fog in ten minutes",))
    assert [each.text for each in finding.places] == ["and it made me glad"]
    quoted = sameness("“so calm today” is what I read twice", "so calm today is what I read twice")
    assert [each.text for each in quoted.places] == ["so calm today” is what I read twice"]


def test_a_name_is_nobodys_sentence() -> None:
    [place] = sameness("Thank you, Mia, for being so kind", "Thank you for being so kind").places
    assert place.text == "for being so kind"


def test_people_are_counted_not_messages() -> None:
    mine = runs_to(person().contact, "one two three four", ())
    given_ = [Given(number % 14 + 2, NOON, mine) for number in range(30)]
    alike = Collection(0.6, given_).alike(mine, 1)
    assert len(Counter(each.contact_id for each in alike)) == 14
    detail = found(ask(what=draft(text="one two three four", alike=alike)), "sameness").detail
    assert detail.startswith("100 % like 14 others in the last 30 days: write 'one two three four'")
