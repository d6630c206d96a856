"""What strangers' text may look like once it leaves the program, and that nothing is lost."""

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from dm_assistant.domain.text import (
    MARKS_PER_BASE,
    clean_message,
    clusters,
    columns,
    csv_cell,
    csv_uncell,
    fold,
    shorten,
    shows_nothing,
    to_screen,
    unstorable_reason,
)
from tests.domain.hostile_strings import hostile_items
from tests.examples import examples

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
FORMULA = re.compile(r"[\t\r\n]|[\s'\"‘’“”]*[=+\-@＝＋－＠]")

# Characters that the cleaning treats apart from others, so that their mixtures come up.
TRICKY = st.sampled_from(
    "aе é\u0301\u0316\u0483\u200b\u200c\u200d\ufe0e\ufe0f\u202e\u2067\u00ad\u20e3\u2028"
    "\r\n\t\x00\x1b\x7f\x85\x9b\ud83c😀👨❤🏽🇯🇵🏴\U000e0067\U000e007f٣سمनक्ा한ᄒ\u1161\u11a8漢\U000e0100#1·='\"-@"
)
texts = st.text() | st.lists(TRICKY, max_size=30).map("".join)
plenty = settings(max_examples=examples(200), deadline=None)


@pytest.mark.parametrize("text", hostile_items("R1"))
def test_hostile_text_is_shown_without_anything_that_acts(text: str) -> None:
    assert not UNSAFE.search(to_screen(text))
    assert not UNSAFE.search(to_screen(text, lines=True).replace("\n", ""))
    message = clean_message(text)
    assert not UNSAFE.search(message.replace("\n", ""))
    assert not message.endswith("\n")
    for word in ("hey", "bye"):
        if word in text:
            assert word in to_screen(text)
            assert word in message


@pytest.mark.parametrize("text", hostile_items("R2"))
def test_brackets_markdown_and_template_signs_are_shown_as_typed(text: str) -> None:
    assert to_screen(text) == text
    assert clean_message(text) == text


@given(texts)
@plenty
def test_nothing_shown_ever_acts_and_showing_it_again_changes_nothing(text: str) -> None:
    for lines in (False, True):
        shown = to_screen(text, lines=lines)
        assert not UNSAFE.search(shown.replace("\n", "") if lines else shown)
        assert to_screen(shown, lines=lines) == shown


@given(texts)
@plenty
def test_a_message_is_clean_once_and_for_all(text: str) -> None:
    message = clean_message(text)
    without_flags = re.sub("\U0001f3f4[\U000e0061-\U000e007a]{5}\U000e007f", "", message)
    assert not UNSAFE.search(without_flags.replace("\n", ""))
    assert clean_message(message) == message
    assert not message.endswith("\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\x7fb\x9bc", "a␡b�c"),
        ("a\r\nb\rc\u2028d\x0be", "a␤b␤c␤d␤e"),
        ("a\tb", "a b"),
        ("half \ud83c", "half �"),
        ("photo\u202egpj.scr", "photogpj.scr"),
        ("ok\U000e0073\U000e0065", "ok"),
        ("lu\u200bcy jo\u00adhn", "lucy john"),
    ],
)
def test_controls_are_made_visible_and_the_invisible_is_left_out(text: str, shown: str) -> None:
    assert to_screen(text) == shown


def test_line_breaks_of_every_kind_become_one_where_lines_are_wanted() -> None:
    assert to_screen("a\r\nb\rc\nd\u2028e\u2029f\vg\fh", lines=True) == "a\nb\nc\nd\ne\nf\ng\nh"


@pytest.mark.parametrize(
    "text",
    [
        "👨‍👨‍👦 🏳️‍🌈 2️⃣ 👋🏾 🇯🇵🇧🇷 ❤️",
        "سلام می‌خواهم",
        "שלום",
        "हिन्दी क्‍ष ന്‍",
        "葛\U000e0100城",
        "Zürich Zu\u0308rich",
        "한국어 ｱｲｳ",
    ],
)
def test_emoji_and_every_script_stay_whole(text: str) -> None:
    assert to_screen(text) == text
    assert clean_message(text) == text


def test_a_message_keeps_the_flags_of_england_scotland_and_wales_but_no_other_tags() -> None:
    england = (
        "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbeng") + "\U000e007f"
    )
    assert clean_message(f"go {england}!") == f"go {england}!"
    assert clean_message("ok\U000e0073\U000e0065\U000e007f") == "ok"


def test_a_message_has_no_control_signs_and_nothing_blank_at_its_end() -> None:
    assert clean_message("two\r\nlines \x07\n \n") == "two\nlines"


def test_marks_are_capped_however_they_are_mixed_with_joiners() -> None:
    smear = "a" + "\u0316\u200d" * 60 + "b"
    shown = to_screen(smear)
    assert shown == "a" + "\u0316" * MARKS_PER_BASE + "b"


@pytest.mark.parametrize(
    "text", ["", " ", "\u3000", "\u200c\u200c", "\u3164", "\u2800", "\ufe0f", "\u0301"]
)
def test_a_name_that_shows_nothing_is_known(text: str) -> None:
    assert shows_nothing(text)


@pytest.mark.parametrize("text", ["a", "م", "😀", "\ufffd", ".", "\U000f1234"])
def test_a_name_that_shows_something_is_known(text: str) -> None:
    assert not shows_nothing(text)


@pytest.mark.parametrize("text", hostile_items("R3"))
def test_no_hostile_cell_starts_a_formula(text: str) -> None:
    assert not FORMULA.match(csv_cell(text))
    assert csv_uncell(csv_cell(text)) == text


@given(texts)
@plenty
def test_the_guard_of_a_cell_comes_off_again_and_no_cell_calculates(text: str) -> None:
    cell = csv_cell(text)
    assert csv_uncell(cell) == text
    assert not FORMULA.match(cell)


@pytest.mark.parametrize("text", ["", "fine", "a=b", "·hello", "12:30", "it's"])
def test_an_ordinary_cell_has_no_guard(text: str) -> None:
    assert csv_cell(text) == text
    assert csv_uncell(text) == text


def test_a_cell_that_looks_guarded_survives_any_number_of_rounds() -> None:
    text = "=1"
    for _ in range(4):
        assert csv_uncell(csv_cell(text)) == text
        text = csv_cell(text)


@pytest.mark.parametrize("text", hostile_items("R4"))
def test_what_can_be_stored_comes_back_from_a_csv_bit_for_bit(text: str) -> None:
    if unstorable_reason(text):
        return
    out = io.StringIO(newline="")
    csv.writer(out).writerow([csv_cell(text), "next"])
    row = next(csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True))
    assert [csv_uncell(cell) for cell in row] == [text, "next"]
    assert text.encode("utf-8").decode("utf-8") == text


def test_what_cannot_be_stored_says_why_and_where() -> None:
    assert unstorable_reason("half \ud83c") == "holds half a character (U+D83C) at position 6"
    assert unstorable_reason("zero\x00byte") == "holds a NUL character at position 5"
    assert unstorable_reason("😀 \x1b fine") is None


@given(st.text())
@plenty
def test_a_text_without_a_reason_is_text(text: str) -> None:
    if unstorable_reason(text) is None:
        assert "\x00" not in text
        text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("STOPPP", "stop"),
        ("stоp", "stop"),
        ("ѕtоp", "stop"),
        ("ｓｔｏｐ", "stop"),
        ("st\u200bop s\x00top", "stop stop"),
        ("𝓢𝓽𝓸𝓹 ꜱᴛᴏᴘ 🅢🅣🅞🅟", "stop stop stop"),
        ("стоп", "стоп"),
        ("Arrêt, s’il vous plaît", "arret, s'il vous plait"),
        ("  a \n\t b ", "a b"),
        ("Zu\u0308rich ZÜRICH", "zurich zurich"),
        ("Straße İstanbul", "strasse istanbul"),
        ("σταμάτα ΣΤΑΜΑΤΑ", "σταματα σταματα"),
        ("がんばって 한국어 हिन्दी", "がんばって 한국어 हिन्दी"),
        ("1000 book", "1000 book"),
    ],
)
def test_one_word_has_one_form_for_matching(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(texts)
@plenty
def test_folding_knows_no_case_and_is_done_at_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("ab", ["a", "b"]),
        ("👨‍👨‍👦x", ["👨‍👨‍👦", "x"]),
        ("🇯🇵🇧🇷🇯", ["🇯🇵", "🇧🇷", "🇯"]),
        ("🏳️‍🌈2️⃣", ["🏳️‍🌈", "2️⃣"]),
        ("👋🏾e\u0301", ["👋🏾", "e\u0301"]),
        ("हिन्दी", ["हि", "न्दी"]),
        ("\u1112\u1161\u11abx", ["\u1112\u1161\u11ab", "x"]),
        ("a\r\nb", ["a", "\r\n", "b"]),
    ],
)
def test_a_sign_is_what_a_reader_takes_for_one(text: str, signs: list[str]) -> None:
    assert list(clusters(text)) == signs


@pytest.mark.parametrize("text", hostile_items("R5"))
def test_a_cut_never_leaves_half_a_sign_and_never_runs_over(text: str) -> None:
    whole = list(clusters(text[:200]))
    for width in (0, 1, 2, 3, 5, 9, 40):
        cut = shorten(text, width)
        assert columns(cut) <= width
        if cut != text and cut:
            kept = list(clusters(cut.removesuffix("…")))
            assert kept == whole[: len(kept)]


@given(texts, st.integers(min_value=-1, max_value=40))
@plenty
def test_a_shortened_text_fits_and_is_the_beginning_of_the_text(text: str, width: int) -> None:
    cut = shorten(text, width)
    assert columns(cut) <= max(width, 0)
    if cut != text:
        assert text.startswith(cut.removesuffix("…"))
        assert cut.endswith("…") or width <= 0


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("love this so much", 17, "love this so much"),
        ("love this so much", 16, "love this so…"),
        ("love this so much", 13, "love this so…"),
        ("love this so much", 12, "love this…"),
        ("incomprehensibilities", 8, "incompr…"),
        ("a incomprehensibilities", 8, "a incom…"),
        ("漢字漢字", 6, "漢字…"),
        ("👨‍👨‍👦👨‍👨‍👦👨‍👨‍👦", 5, "👨‍👨‍👦👨‍👨‍👦…"),
    ],
)
def test_the_cut_is_between_words_where_that_leaves_enough(text: str, width: int, cut: str) -> None:
    assert shorten(text, width) == cut


@pytest.mark.parametrize(
    "text",
    ["abc", "漢字", "ｱｲｳ", "한국어", "👨‍👨‍👦", "🇯🇵🇧🇷", "2️⃣", "👋🏾", "हिन्दी", "سلام", "❤️❤", "กำ"],
)
def test_columns_are_never_fewer_than_terminals_draw(text: str) -> None:
    assert columns(text) >= wcswidth(text)


def test_no_character_of_any_plane_acts_on_the_screen() -> None:
    letters = [*range(0x30000), *range(0xE0000, 0xE1000)]
    assert not UNSAFE.search(to_screen("x".join(map(chr, letters))))
