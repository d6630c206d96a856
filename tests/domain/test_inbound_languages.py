"""What people write in the languages of a worldwide audience, and what it is taken for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.inbound import asks_to_stop, preselect
from dm_assistant.domain.model import InboundClass
from tests.examples import examples

STOPS = {InboundClass.OPT_OUT, InboundClass.ERASURE}
ALARMING = {*STOPS, InboundClass.REVIEW}


def said() -> dict[str, list[tuple[str, InboundClass]]]:
    """Return (message, class) by language, as ``said_in_languages.txt`` tells them."""
    found: dict[str, list[tuple[str, InboundClass]]] = {}
    language = ""
    for line in Path(__file__).with_name("said_in_languages.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("#"):
            kind, _, texts = line.partition(": ")
            mine = found.setdefault(language, [])
            mine += [(text, InboundClass(kind)) for text in texts.split(" / ")]
    return found


SAID = said()


@pytest.mark.parametrize("language", SAID)
def test_messages_are_understood_in_their_language(language: str) -> None:
    for text, kind in SAID[language]:
        assert preselect(text) is kind, text
        assert asks_to_stop(text) is (kind in STOPS), text


@pytest.mark.parametrize("language", SAID)
def test_capitals_and_blanks_loosen_nothing(language: str) -> None:
    for text, kind in SAID[language]:
        if kind in ALARMING:
            for dressed in (text.upper(), f"  {text}\n", text.replace(" ", "  ")):
                assert preselect(dressed) in ALARMING, dressed


def test_thirty_languages_have_every_class() -> None:
    classes = {*InboundClass} - {InboundClass.POSITIVE, InboundClass.NEUTRAL}
    full = [language for language, told in SAID.items() if {kind for _, kind in told} >= classes]
    assert len(full) >= 30


DISGUISED = """
s.t.o.p | s t o p | s-t-o-p | S*T*O*P | s_t_o_p | s/t/o/p | s,t,o,p | ST0P | 5t0p | $top | st op |
s top | sto p | s-top | s. t. o. p. | s.t.o.p messaging me | s t o p it | P L E A S E  S T O P |
ｓｔｏｐ | ｓ ｔ ｏ ｐ | s❤️t❤️o❤️p | s😂t😂o😂p | s 🙏 t 🙏 o 🙏 p | s🛑t🛑o🛑p | STOPPPP |
sssttttooop | sТop |
ѕtοp | ˢᵗᵒᵖ | ₛₜₒₚ | s̶t̶o̶p̶ | ṡṫöṗ | 🅂🅃🄾🄿 | «stop» | "stop" | ~stop~ | stop✋ | 🛑🛑🛑 | ⛔ | 🚫🚫 |
u n s u b s c r i b e | un-subscribe | unsub scribe | opt‑out | d o n t message me |
dnt message me | do n't message me | don ' t message me | don´t msg me | dont-message-me |
с.т.о.п | С Т О П | توقــــف | تَوَقَّفْ | ｽﾄｯﾌﾟ | ÇIKIŞ | İPTAL | SCHLUSS | Schluß | DỪNG | Dừng 😂
"""


def each_of(listed: str, *more: str) -> list[str]:
    return [*(text.strip() for text in listed.split("|")), *more]


def test_a_disguised_stop_is_at_least_put_before_a_person() -> None:
    for text in each_of(DISGUISED, "s\nt\no\np", "s\u200bt\u200do\u00adp"):
        assert preselect(text) in ALARMING, text


QUOTED = """
I read that you stop when someone writes stop, cute! Love your art and thanks for the tips |
my friend wrote “stop” under your post, but I love it | never stop creating! |
aku gak bisa berhenti nonton | ну хватит уже быть такой талантливой 😍 | Huy | dung
"""


def test_a_stop_quoted_or_meant_kindly_is_left_to_a_person() -> None:
    for text in each_of(QUOTED):
        assert preselect(text) is InboundClass.REVIEW, text
        assert not asks_to_stop(text), text


FRIENDLY = """
the end of that video killed me | can we cancel friday's call? | the bus stopped at my house |
nonstop good content | unstoppable! | enough paint for everyone | what time does it end? |
Top! | that's top | A$AP likes it | who r u to be this good | r u a painter | Đúng rồi | Đúng! |
dùng cọ này nhé | amo tu arte, para siempre | para ti ❤️ | c'est top ! | Das war der Schluss? |
Ich kann es kaum erwarten | il finale è bellissimo | me encanta el final | końcówka super |
этот конец фильма огонь | остановка автобуса возле дома | توقفت عند هذا الفيديو كثيراً، رائع |
זה די מדהים | यह बस कमाल है | 暂停了好多次看细节 | 停车场那幕太美了 | ストーリー最高 |
トップ画かわいい |
그만큼 좋아요 | 부산 정류장에서 봤어요 | bu çok güzel, dur bakalım |
cukup bagus kak | tama ka dyan |
ดีพอแล้วสำหรับมือใหม่ | สวยพอๆกับของจริง | love it 🚫🧢 | I. O. U. a coffee | y e s
"""


def test_what_only_looks_like_a_stop_alarms_nobody() -> None:
    for text in each_of(FRIENDLY):
        assert preselect(text) not in {*ALARMING, InboundClass.AGE}, text


BETWEEN = st.sampled_from(
    [".", " ", "-", "_", "*", "/", ",", "❤", "🙏", "\u200b", "\u00ad", "\n", ". "]
)
STOP = st.sampled_from(["stop", "STOP", "basta", "стоп", "unsubscribe", "sluta", "στοπ"])


@settings(max_examples=examples(200), deadline=None)
@given(STOP, BETWEEN, st.sampled_from(["", "!", " please", " 😊"]), st.booleans())
@example("stop", "❤️", "", False)
def test_whatever_stands_between_its_letters_a_stop_is_noticed(
    word: str, between: str, after: str, stretched: bool
) -> None:
    letters = [each * 3 for each in word] if stretched else list(word)
    text = between.join(letters) + after
    assert preselect(text) in ALARMING, text
