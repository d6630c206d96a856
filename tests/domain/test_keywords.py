"""Which words may be announced, and when somebody who writes one means it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain import inbound_words, keyword_words
from dm_assistant.domain.keywords import (
    LONGEST,
    PURPOSES,
    Announced,
    Keyword,
    granted,
    unfit_reason,
)
from dm_assistant.domain.model import Consent, ConsentKind, Platform, Purpose
from tests.domain.rules.people import NOON
from tests.examples import examples

SECOND = timedelta(seconds=1)
VIP = Keyword(1, "VIP", Purpose.OFFER, NOON - timedelta(days=9), NOON)
AT = NOON - timedelta(days=1)
WORDS = Announced([VIP])


def entry(kind: ConsentKind, **more: object) -> Consent:
    facts = {"event_at": AT, "recorded_at": AT, "purposes": frozenset({Purpose.OFFER}), **more}
    return Consent(1, 1, Platform.TIKTOK, kind=kind, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["VIP", "foglist", "ПАЛИТРА", "色見本", "LUNA24", "ürsula"])
def test_a_rare_word_may_be_announced(word: str) -> None:
    assert unfit_reason(word) is None


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        *((word, "common") for word in ("the", "STOP", "Yes", "ｌｏｖｅ", "stоp", "hola", "für")),
        *(
            (word, "common")
            for word in ("спасибо", "やめて", "не", "unsubscribe", "please", "info")
        ),
        *((word, "one letter") for word in ("a", "X", "ж", "XXX", "私")),
        *((word, "no letter") for word in ("7", "2024", "٣٤", "１２")),
        *(
            (word, "one word")
            for word in ("", " ", "V I P", "VIP ", "VI\tP", "VI\x1bP", "VI\u200bP")
        ),
        *(
            (word, "one word")
            for word in ("#VIP", "@vip", "VIP!", "v-i-p", "vip_list", "🔥", "“VIP”")
        ),
        ("A" + "BC" * 6, f"at most {LONGEST}"),
    ],
)
def test_a_word_that_is_written_by_chance_is_refused_with_the_reason(
    word: str, reason: str
) -> None:
    assert reason in (unfit_reason(word) or "")


def test_common_words_are_known_in_every_language_that_stop_words_are() -> None:
    assert keyword_words.COMMON.keys() == inbound_words.STOP_WORDS.keys()
    for words in (*inbound_words.STOP_WORDS.values(), *keyword_words.COMMON.values()):
        assert all(unfit_reason(word) for word in words.replace(",", " ").split())


@pytest.mark.parametrize(
    "text",
    [
        "VIP",
        "vip please!!",
        "ＶＩＰ",
        "vïp",
        "viiiip 🙏",
        "VIР",
        "yes!! vip",
        "“VIP”",
        "#vip",
        "quiero VIP por favor",
        "(vip)",
        "@maya.makes vip",
        "VIP\nI have never seen such fog",
        "I never saw such fog! VIP please",
        "v\u200bip",
    ],
)
def test_the_whole_word_counts_however_it_is_written(text: str) -> None:
    assert WORDS.said(text, AT) == (VIP,)


@pytest.mark.parametrize(
    "text",
    [
        "vips",
        "nonvip",
        "vip's",
        "VIP-list",
        "non‑vip",
        "vip_club",
        "see vip.com",
        "https://example.org/vip",
        "@vip hello",
        "me@vip.org",
        "v.i.p",
        "VIPください",
        "a wonderful painting",
        "",
    ],
)
def test_a_part_of_another_word_a_link_or_a_name_does_not_count(text: str) -> None:
    assert WORDS.said(text, AT) == ()


@pytest.mark.parametrize(
    "text",
    [
        "don't send me VIP",
        "dont want vip",
        "no VIP",
        "VIP? No.",
        "VIP? no thanks",
        "please stop sending VIP",
        "VIP... stop",
        "they wrote “stop” under VIP",
        "delete my data, vip",
        "not interested in vip",
        "VIP maybe later",
        "I'm 14 and want VIP",
        "no me mandes VIP",
        "ich will VIP nicht",
        "je veux pas VIP",
        "VIP не надо",
        "不要 VIP",
        "VIP はいらない です",
        "jangan kirim vip",
    ],
)
def test_a_word_in_a_no_does_not_count(text: str) -> None:
    assert WORDS.said(text, AT) == ()


def test_a_word_counts_from_its_first_second_to_before_its_last() -> None:
    assert WORDS.said("VIP", VIP.from_at) == (VIP,)
    assert WORDS.said("VIP", VIP.from_at - SECOND) == ()
    assert WORDS.said("VIP", NOON - SECOND) == (VIP,)
    assert WORDS.said("VIP", NOON) == ()
    endless = Keyword(1, "VIP", Purpose.OFFER, VIP.from_at)
    assert Announced([endless]).said("VIP", NOON + timedelta(days=999)) == (endless,)


def test_two_words_in_one_text_give_both_purposes_and_two_of_a_purpose_one() -> None:
    fog = Keyword(2, "FOG", Purpose.FEEDBACK, VIP.from_at)
    club = Keyword(3, "CLUB", Purpose.OFFER, VIP.from_at)
    words = Announced([VIP, fog, club])
    assert set(words.said("vip fog club", AT)) == {VIP, fog, club}
    assert {each.purpose for each in granted(words, "vip fog club", AT, 1, [])} == {
        Purpose.OFFER,
        Purpose.FEEDBACK,
    }
    assert len(granted(words, "vip fog club", AT, 1, [])) == 2


def test_what_the_ledger_holds_already_is_not_given_again() -> None:
    known = entry(ConsentKind.KEYWORD, comment_id=5, words="VIP")
    assert granted(WORDS, "VIP", AT, 5, [known]) == ()
    assert granted(WORDS, "VIP edited", AT, 5, [known]) == ()
    assert granted(WORDS, "VIP", AT, 6, [known]) == (VIP,)
    assert granted(WORDS, "VIP", AT, None, [known]) == (VIP,)
    message = entry(ConsentKind.KEYWORD, words="VIP")
    assert granted(WORDS, "VIP", AT, None, [message]) == ()
    assert granted(WORDS, "VIP!", AT, None, [message]) == (VIP,)


@pytest.mark.parametrize("kind", [ConsentKind.WITHDRAWN, ConsentKind.REFUSED])
def test_only_words_later_than_a_no_give_what_it_took(kind: ConsentKind) -> None:
    def given_after(no: Consent) -> bool:
        return granted(WORDS, "VIP", AT, 1, [no]) == (VIP,)

    assert not given_after(entry(kind))
    assert not given_after(entry(kind, event_at=AT + SECOND))
    assert not given_after(entry(kind, purposes=frozenset()))
    assert given_after(entry(kind, event_at=AT - SECOND))
    assert given_after(entry(kind, purposes=frozenset({Purpose.THANKS})))


def test_a_word_can_be_announced_for_what_needs_consent() -> None:
    assert frozenset(Purpose) - PURPOSES == {Purpose.ANSWER, Purpose.INVITE}


class Unhurried(Announced):
    """Looks closely at every text."""

    def may_be_in(self, text: str) -> bool:
        return bool(text)


pieces = st.lists(
    st.sampled_from(["VIP", "viiip", "ＶＩＰ", "v'ip", "vi\u0301p", "v\u200bip", "VI\x00P"])
    | st.sampled_from([" ", ", ", "\n", "-", "`", "’", "no", "!"])
    | st.text(max_size=3),
    max_size=6,
).map("".join)
fillers = st.lists(
    st.sampled_from(["please", "the", "my", "friend", "lol,", "“", "🔥", "(", "for real"]),
    max_size=3,
).map(" ".join)
nos = st.sampled_from(
    ["don't", "no", "nunca", "не", "kein", "jangan", "not", "لا", "nicht", "stop"]
)


@settings(max_examples=examples(800))
@given(text=pieces)
def test_the_quick_look_never_misses_a_word(text: str) -> None:
    if Unhurried([VIP]).said(text, AT):
        assert WORDS.may_be_in(text)


@settings(max_examples=examples(200))
@given(before=fillers, no=nos, between=fillers, after=fillers)
def test_a_no_anywhere_in_its_sentence_turns_the_word(
    before: str, no: str, between: str, after: str
) -> None:
    assert WORDS.said(f"{before} {no} {between} VIP {after}", AT) == ()
    assert WORDS.said(f"{before} VIP {between} {no} {after}", AT) == ()
