"""The age that somebody states of themselves, in the languages of the stop words."""

from __future__ import annotations

import re
from functools import cache

from dm_assistant.domain.text import fold, fold_again

ADULT_AGE = 18
"""Below this a stated age is put before a person."""

_OLDEST = 110
_YOUNGEST = {True: 5, False: 8}
"""By whether years are named: ``im 4 real`` and ``im 1 of your fans`` are no ages."""

_HAS_SPELLED = re.compile("teen|eight|nine|ten|eleven|twelve")
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"(?<![\d.,])\d{1,3}(?!\d)")
_FIRST_SPELLED = 8
_SPELLED = re.findall(
    r"\w+",
    "eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
)

# After these a number is an age even without a word for years.
_I_AM = """
im, i'm, i am, i m, i be, my age is, my age, age, aged, i just turned, i turned, just turned,
im turning, i'm turning, ill be, i'll be, ich bin, bin, ik ben, jag är, jeg er, olen, oon,
tengo, cumplí, tenho, fiz, είμαι, yaşım, мне, мені, umurku, umur aku, umur saya, umur gue,
umur gw, usiaku, usia saya, saya berumur, aku umur, aku, عمري, سني, אני בן, אני בת, meri umar,
meri age, আমার বয়স, nina miaka, อายุ, หนูอายุ, ฉันอายุ, ผมอายุ
"""
# After these only with a word for years: they say "I have" or name somebody.
_I_HAVE = """
j'ai, jai, g, ho, ho compiuto, mam, je mi, mám, am, eu am, имам, imam, nina miaka, میں,
میری عمر, as a, am a, being a, cumplo, faço,
saya, ako ay, em, mình, tôi, con, tui, मैं, मेरी उम्र, main, mai, আমি, আমার বয়স, انا, من, ben,
mne je
"""
_I_HAVE_UNSPACED = """
我今年, 我才, 我只有, 我是, 我, 今年, 私は, 私, 僕は, 僕, 俺は, 俺, うち, 저는, 저, 나는, 나,
전, 난, 제가, อายุ, หนูอายุ
"""
_ONLY = """
only, just, literally, actually, still, nur, erst, gerade, sólo, solo, apenas, só, que,
seulement, bara, kun, vasta, pas, nog maar, только, всего, лише, baru, masih, tylko, mới
"""
_YEARS = """
years old, year old, yrs old, yr old, years of age, yo, y o, y/o, años, ans, jahre alt, jahre,
jaar oud, jaar, anni, lat, ani, år gammal, år, vuotias, vuotta, let, rokov, godina, éves,
χρονών, χρόνων, χρονων, лет, года, год, років, роки, рік, tahun, thn, th, taong gulang, anyos,
tuổi,
години, година, година живота, godina, سال, साल, वर्ष, বছর, سنة, سنه, عام, ساله, سالمه
"""
_YEARS_UNSPACED = "岁, 歲, 歳, 才, 살, 세, ปี"
# These say "I" behind the number.
_YEARS_MINE = """
yaşındayım, éves vagyok, years old ako, years old po ako, anyos ako, anyos na ako, години съм,
годинки съм, na ako, po ako, pa lang ako, taong gulang ako, साल का हूँ,
साल का हूं, साल की हूँ, साल की हूं, saal ka hu, saal ki hu, سالمه, سالم, ساله هستم, year old here,
years old here, yo here, y/o here
"""
_YEARS_MINE_UNSPACED = """
歳です, 才です, 歳だ, 才だ, 歳なの, 歳なん, 歳やで, 살이에요, 살이예요, 살입니다, 살이야,
살인데, 살임, 세입니다
"""
# What may follow a bare age; a noun there would make it a count.
_GOING_ON = """
btw, lol, lmao, haha, and, but, so, i, im, i'm, my, can, cant, can't, dont, don't, do, u, you,
rn, now, sorry, too, tho, though, also, bro, bruh, dude, pls, please, stop, if, because, bc,
cuz, fyi, sir, is, not, idk, ok, what, y, pero, et, mais, und, aber, e, ma, ed, en, maar, och,
men, i ja, ja, ale, и, но, а, і, але, ve, ama, dan, tapi, going, turning, still, today
"""


def stated_age(text: str) -> int | None:
    """Return the lowest age in years that the writer states of themselves, if any.

    English numbers may be spelled from eight to nineteen. Ages of others and counts ("im 14
    minutes late") are not taken.
    """
    return stated_in(fold_again(text))


def stated_in(folded: str) -> int | None:
    """Return the age stated in a text that is folded already."""
    if not _may_state(folded):
        return None
    ages = [
        _number(match["age"])
        for pattern, with_years in _patterns()
        for match in pattern.finditer(folded)
        if _YOUNGEST[with_years] <= _number(match["age"]) <= _OLDEST
    ]
    return min(ages, default=None)


def _may_state(folded: str) -> bool:
    """Return False only for folded text without a number that could be an age."""
    if _HAS_SPELLED.search(folded):
        return True
    return _DIGIT.search(folded) is not None and any(
        min(_YOUNGEST.values()) <= int(each) <= _OLDEST for each in _NUMBERS.findall(folded)
    )


def _number(digits: str) -> int:
    """Return the value of digits of any script or of a spelled number."""
    return _SPELLED.index(digits) + _FIRST_SPELLED if digits in _SPELLED else int(digits)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Build the patterns, each with whether it names years."""
    age = rf"(?P<age>(?<![\d.,])\d{{1,3}}|{'|'.join(_SPELLED)})(?!\d)"
    spaced = rf"(?<!\w)(?<!like )(?<!think )(?<!thought )(?<!thinks )(?:{_any(_I_AM, _I_HAVE)})"
    only = rf"(?: (?:{_any(_ONLY)}))*(?: ?:)? ?"
    years = rf"[ -]?(?:(?:{_any(_YEARS)})(?!\w)|{_any(_YEARS_UNSPACED)})"
    bare = rf"(?<!\w)(?<!like )(?<!think )(?<!thought )(?<!thinks )(?:{_any(_I_AM)})"
    ended = rf"(?=$|[.!?,;)]+(?: |$)| ?[^\w\s%/'$€£°.,:+-]| (?:{_any(_GOING_ON)})(?!\w))"
    mine = rf"[ -]?(?:(?:{_any(_YEARS_MINE)})(?!\w)|{_any(_YEARS_MINE_UNSPACED)})"
    return (
        (re.compile(bare + only + age + ended), False),
        (re.compile(rf"(?:{spaced}|{_any(_I_HAVE_UNSPACED)})" + only + age + years), True),
        (re.compile(age + mine), True),
    )


def _any(*lists: str) -> str:
    """Return an alternation of the phrases, folded as messages are, the longest first."""
    phrases = {fold(phrase) for phrase in ",".join(lists).split(",")}
    return "|".join(map(re.escape, sorted(phrases, key=lambda phrase: (-len(phrase), phrase))))
