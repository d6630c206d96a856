"""A filter reads as one would say it, says where it is wrong, and its text means itself."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.segments.fields import FIELDS, OLD_NAMES, OTHERS, Kind
from dm_assistant.domain.segments.model import (
    EVERYBODY,
    And,
    Called,
    FilterError,
    Node,
    Not,
    Or,
    Term,
    Words,
)
from dm_assistant.domain.segments.syntax import DEEPEST, LONGEST, MOST_TERMS, parse
from dm_assistant.domain.segments.writing import written
from tests.domain.segments.filters_strategy import any_words, filters, names, terms
from tests.examples import examples
from tests.shared import HOSTILE, needs_hostile

SUPERFAN = Term("tier", ":", "superfan")
PAINT = Term("tag", ":", "paint")
NEVER = Term("never-messaged")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", EVERYBODY),
        ("  \t\n", EVERYBODY),
        ("tier:superfan", SUPERFAN),
        ("TIER:Superfan", SUPERFAN),
        ("blue lamp", Words("blue lamp")),
        ("  blue   lamp ", Words("blue lamp")),
        ('"blue  lamp"', Words("blue lamp")),
        ('blue "x:y" lamp', Words("blue x:y lamp")),
        ('"say ""hi"""', Words('say "hi"')),
        ("@Mia.Paints", Called("mia.paints")),
        ("tier:superfan tag:paint", And((SUPERFAN, PAINT))),
        ("tier:superfan and tag:paint", And((SUPERFAN, PAINT))),
        ("tier:superfan OR tag:paint", Or((SUPERFAN, PAINT))),
        ("tier:superfan tag:paint or blue", Or((And((SUPERFAN, PAINT)), Words("blue")))),
        ("tier:superfan (tag:paint or blue)", And((SUPERFAN, Or((PAINT, Words("blue")))))),
        ("-tag:paint", Not(PAINT)),
        ("not tag:paint", Not(PAINT)),
        ("--tag:paint", Not(Not(PAINT))),
        ("-blue lamp", And((Not(Words("blue")), Words("lamp")))),
        ('-"blue lamp"', Not(Words("blue lamp"))),
        ("-(blue lamp)", Not(Words("blue lamp"))),
        ("blue and lamp", And((Words("blue"), Words("lamp")))),
        ("(blue) lamp", And((Words("blue"), Words("lamp")))),
        ("blue - lamp", Words("blue - lamp")),
        ("Jean-Luc D'Arcy", Words("Jean-Luc D'Arcy")),
        ("never-messaged", NEVER),
        ("replied", Term("replied")),
        ("replied<90D", Term("replied", "<", "90d")),
        ("comments:5", Term("comments", "=", "5")),
        ("comments>=007", Term("comments", ">=", "7")),
        ("score>40.50", Term("score", ">", "40.5")),
        ("country:gb", Term("country", ":", "GB")),
        ('tag:"oil paint"', Term("tag", ":", "oil paint")),
        ("tag:a=b:c", Term("tag", ":", "a=b:c")),
        ("3=3 :) <3", None),
        ("<3", Words("<3")),
    ],
)
def test_a_filter_reads_as_one_would_say_it(text: str, node: Node | None) -> None:
    if node is None:
        with pytest.raises(FilterError):
            parse(text)
    else:
        assert parse(text) == node


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("teir:superfan", 0, "did you mean tier?"),
        ("blue http://x", 5, "go in quotes"),
        ("tier:superfn", 5, "did you mean superfan?"),
        ("tier:zzz", 5, "there are superfan, regular, new, quiet"),
        ("tier>superfan", 4, "as in tier:superfan"),
        ("last<30", 5, "as in last<30d"),
        ("last:30d", 4, "takes < <= > >="),
        ("comments>=many", 10, "no number"),
        ("comments>=", 10, "a value is missing"),
        ("stopped:yes", 7, "stands alone"),
        ("tier:", 5, "a value is missing"),
        ('tag:""', 4, "a value is missing"),
        ('blue "lamp', 5, "not closed"),
        ('blue ""', 5, "nothing between"),
        ("(blue", 0, "not closed"),
        ("blue)", 4, "closes nothing"),
        ("blue ()", 5, "nothing in the brackets"),
        ("or blue", 0, "needs something before"),
        ("blue or", 7, "before the filter ends"),
        ("blue or or lamp", 8, "needs something before"),
        ("blue not", 5, "needs something after"),
        ("(blue or) lamp", 8, "before a bracket closes"),
        ("blue \x1b[1m", 5, "nobody can type"),
        ("nul\x00l", 3, "nobody can type"),
        ("@a/b", 0, "handle"),
        ("(" * (DEEPEST + 1) + "a", DEEPEST, "inside each other"),
        ("a " * (MOST_TERMS + 1), 0, "terms and words"),
        ("a" * (LONGEST + 1), LONGEST, "at most"),
    ],
)
def test_an_error_points_at_the_character(text: str, at: int, says: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert caught.value.at == at
    assert says in str(caught.value)


@settings(max_examples=examples(500), deadline=None)
@given(filters(st.one_of(terms(), any_words(), names)))
def test_the_text_of_a_filter_means_the_filter(node: Node) -> None:
    text = written(node)
    assert parse(text) == node
    assert written(parse(text)) == text


@settings(max_examples=examples(500), deadline=None)
@given(st.text(st.sampled_from(list('ab:<>=-()"@ \t\x00\x1bé🎸')) | st.characters(), max_size=40))
def test_any_text_is_a_filter_or_one_line_of_words(text: str) -> None:
    node, problem = read(text)
    if problem is None:
        assert parse(written(node)) == node
    else:
        assert 0 <= problem.at <= len(text)
        assert str(problem)


def read(text: str) -> tuple[Node, FilterError | None]:
    try:
        return parse(text), None
    except FilterError as error:
        return EVERYBODY, error


@needs_hostile
def test_hostile_queries_are_filters_or_one_line_of_words() -> None:
    for item in json.loads((HOSTILE / "queries.json").read_text("utf-8"))["items"]:
        node, problem = read(item["query"])
        assert parse(written(node)) == node
        assert problem is None or "\n" not in str(problem)


def test_every_example_of_the_table_is_a_filter_of_its_own_field() -> None:
    for field in FIELDS.values():
        node = parse(field.example)
        assert isinstance(node, Term)
        assert node.field == field.name
        assert (field.kind is Kind.FLAG) == (node.sign == "")
    for text in (*OLD_NAMES.values(), *(example for example, _ in OTHERS)):
        assert parse(text) != EVERYBODY
