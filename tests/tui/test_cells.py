import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from dm_assistant.domain.text import to_screen
from dm_assistant.tui.cells import cut, cut_middle, fit, flow, steady
from dm_assistant.tui.widgets.files_view import ending, shared
from tests.examples import examples
from tests.shared import HOSTILE, needs_hostile

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
WORDS = st.text(
    st.sampled_from("ab 日本👍🏽👨👩‍️́é\U0001f1e9\U0001f1eaעربक्षก็ำ\x1b\x07\n[/]@…"),
    max_size=40,
)


@given(st.one_of(WORDS, st.text(max_size=60)), st.integers(0, 30), st.booleans())
@example("\u094d\u200d", 1, False)
@settings(max_examples=examples(200), deadline=None)
def test_a_column_is_always_exactly_as_wide_as_it_should_be(
    text: str, width: int, right: bool
) -> None:
    column = fit(text, width, right=right)
    assert cell_len(column) == width
    assert not CONTROL.search(column)
    assert "\n" not in column


@given(WORDS, st.integers(1, 30))
@settings(max_examples=examples(200), deadline=None)
def test_cutting_never_leaves_half_a_cluster(text: str, width: int) -> None:
    whole = list(iter_graphemes(to_screen(text)))
    kept = cut(text, width)
    body = kept.removesuffix("…")
    assert kept == to_screen(text) or any(
        "".join(whole[:count]) == body for count in range(len(whole) + 1)
    )


@given(WORDS, st.integers(12, 30), st.integers(0, 2))
@settings(max_examples=examples(200), deadline=None)
def test_wrapping_keeps_every_cluster_and_stays_inside(text: str, width: int, hang: int) -> None:
    wrapped = flow([(text, "bold")], width, hang=hang)
    assert all(cell_len(line.plain) <= width for line in wrapped)
    joined = "".join(line.plain for line in wrapped)
    assert "".join(joined.split()) == "".join(steady(to_screen(text, lines=True)).split())
    for word in to_screen(text, lines=True).split():
        for cluster in iter_graphemes(steady(word)):
            assert any(cluster in line.plain for line in wrapped)


def test_a_long_text_without_blanks_is_divided_between_its_clusters() -> None:
    family = "👨‍👩‍👧‍👦"
    wrapped = flow([(family * 9, "")], 8)
    assert [line.plain for line in wrapped] == [family * 4, family * 4, family]


def test_line_breaks_in_a_message_hold() -> None:
    assert [line.plain for line in flow([("one\n\ntwo", "")], 20)] == ["one", "", "two"]


@needs_hostile
@pytest.mark.parametrize("width", [1, 7, 24])
def test_hostile_strings_fit_their_column(width: int) -> None:
    for entry in json.loads((HOSTILE / "strings.json").read_text("utf-8"))["items"]:
        if "bytes_hex" in entry:
            continue
        built = "".join(part * count for part, count in entry.get("build", []))
        column = fit(entry.get("value", built), width)
        assert cell_len(column) == width, entry["id"]
        assert not CONTROL.search(column), entry["id"]


@given(st.text(max_size=30), st.text(max_size=30), st.integers(4, 40))
def test_a_path_is_cut_before_its_own_name(head: str, name: str, width: int) -> None:
    path = f"{head}/{name}"
    shown = cut_middle(path, width, f"/{name}")
    assert cell_len(shown) <= width
    if cell_len(to_screen(path)) <= width:
        assert shown == cut(path, width)
    elif name and cell_len(to_screen(name)) <= width - 5:
        assert shown.endswith(to_screen(name))


def test_two_files_of_one_name_are_told_apart() -> None:
    paths = [f"export/messages/inbox/{who}/message_1.json" for who in ("mia_17", "tom_18")]
    assert shared(paths) == "export/messages/inbox/"
    assert [ending(path.removeprefix(shared(paths)), 30) for path in paths] == [
        "mia_17/message_1.json",
        "tom_18/message_1.json",
    ]
    assert ending("Followers_me.me.zip!FollowerHistory.csv", 30) == "Followers…!FollowerHistory.csv"
    assert shared(["/a/b.zip!c/d", "/a/b.zip!c/e"]) == "/a/"
    assert shared([]) == shared(["x"]) == ""
