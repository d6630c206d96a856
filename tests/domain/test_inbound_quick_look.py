"""The quick look that imports give every comment may only pass over what asks for nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain import inbound, inbound_words
from dm_assistant.domain.confusables import DIGIT_SPELLINGS, LOOK_ALIKES, STYLED
from dm_assistant.domain.model import InboundClass
from tests.examples import examples

ASKING = {InboundClass.OPT_OUT, InboundClass.ERASURE}
PHRASES = sorted(
    {
        phrase.strip()
        for listed in (
            *inbound_words.STOP_WORDS.values(),
            *inbound_words.STOP_PHRASES,
            *inbound_words.ERASURE_PHRASES,
        )
        for phrase in listed.split(",")
    }
)
DRESSES = [
    (latin, chr(code))
    for table in (LOOK_ALIKES, DIGIT_SPELLINGS, STYLED)
    for code, latin in table.items()
    if len(latin) == 1
]
AROUND = ["", " ", "! ", "\n", " 😂 ", " @you ", "https://a.b/c ", "\u200b", "好", " so good ", "…"]


@st.composite
def disguised(draw: st.DrawFn) -> str:
    phrase = draw(st.sampled_from(PHRASES))
    how = draw(st.sampled_from(["plain", "loud", "dressed", "stretched", "split", "wide"]))
    if how == "loud":
        return phrase.upper()
    if how == "dressed":
        latin, worn = draw(st.sampled_from(DRESSES))
        return phrase.replace(latin, worn)
    place = draw(st.integers(0, len(phrase) - 1))
    if how == "stretched":
        return phrase[:place] + phrase[place] * 4 + phrase[place + 1 :]
    if how == "split":
        between = draw(st.sampled_from([*AROUND, "'", "`", "\u00ad", "\u0301", "\x07"]))
        return phrase[:place] + between + phrase[place:]
    if how == "wide":
        return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in phrase)
    return phrase


@settings(max_examples=examples(200), deadline=None)
@given(
    st.lists(st.one_of(disguised(), st.sampled_from(AROUND)), min_size=1, max_size=4),
    st.sampled_from(AROUND),
)
def test_what_reads_as_asking_to_stop_is_never_passed_over(parts: list[str], glue: str) -> None:
    text = glue.join(parts)
    if inbound.preselect(text) in ASKING:
        assert inbound.asks_to_stop(text)
