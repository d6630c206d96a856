"""Random people, accounts, messages and moments for the properties of the gate."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

from dm_assistant.domain.model import (
    Consent,
    ConsentKind,
    Contact,
    DraftState,
    FollowState,
    InboundClass,
    Platform,
    Purpose,
    SuppressionReason,
)
from dm_assistant.domain.rules.content import text_hash
from dm_assistant.domain.rules.facts import AccountFacts, Alike, DraftFacts, PastTouch, PersonFacts
from tests.domain.rules.people import MIA, NOON, draft, wrote

ZONES = (
    *("Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"),
    *("Africa/Casablanca", "Pacific/Apia", "America/St_Johns", "Pacific/Chatham", "Asia/Tehran"),
    *("America/Sao_Paulo", "Antarctica/Troll", ""),
)
COUNTRIES = ("", "US", "DE", "RU", "NZ", "ZZ")
TEXT = draft().text
ENDINGS = (" See example.com", " Ad: 20 % off", " Did you see my message?", " Tell no one, babe.")


def before(hours: int, *, least: int = 0) -> st.SearchStrategy[datetime]:
    """Give moments up to so many hours before noon, close ones as often as far ones."""
    near = st.integers(least, 90 * 60)
    far = st.integers(least, hours * 3600)
    return st.one_of(near, far).map(lambda seconds: NOON - timedelta(seconds=seconds))


def often(value: object, other: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.just(value), st.just(value), other)


def after(hours: int) -> st.SearchStrategy[datetime]:
    return st.integers(-3600, hours * 3600).map(lambda seconds: NOON + timedelta(seconds=seconds))


consents = st.builds(
    Consent,
    st.just(1),
    st.just(1),
    st.just(Platform.TIKTOK),
    st.frozensets(st.sampled_from(Purpose), min_size=1, max_size=4),
    st.sampled_from([*ConsentKind, ConsentKind.EXPLICIT, ConsentKind.KEYWORD, ConsentKind.KEYWORD]),
    before(800 * 24),
    st.just(NOON),
)
messages = st.builds(PastTouch, before(8760), st.sampled_from(Purpose), st.sampled_from([0, 5, 6]))
contacts = st.builds(
    MIA._replace,
    timezone=st.sampled_from(ZONES),
    country=st.sampled_from(COUNTRIES),
    follow_state=st.sampled_from([FollowState.MUTUAL, FollowState.NONE]),
    follow_learned_at=st.one_of(st.none(), before(200 * 24)),
    birth_age=often(None, st.sampled_from([14, 16, 30])),
    no_contact=often(None, st.sampled_from(SuppressionReason)),
)


@st.composite
def people(draw: st.DrawFn) -> PersonFacts:
    contact: Contact = draw(contacts)
    inbounds = sorted(draw(st.lists(before(4000), max_size=3)))
    suppression = draw(often(None, often(None, st.sampled_from(SuppressionReason))))
    unclassed = draw(
        often(
            (),
            st.tuples(
                st.builds(
                    wrote,
                    st.sampled_from([InboundClass.REVIEW, InboundClass.NEUTRAL]),
                    before(100),
                )
            ),
        )
    )
    return PersonFacts(
        contact=contact,
        no_contact=suppression,  # type: ignore[arg-type]  # `often` joins two kinds of values
        no_contact_at=draw(st.one_of(st.none(), before(2000))),
        cannot_receive_at=draw(often(None, before(3000))),  # type: ignore[arg-type]  # as above
        consents=tuple(draw(st.lists(consents, max_size=3))),
        touches=tuple(sorted(draw(st.lists(messages, max_size=6)))),
        inbounds_at=tuple(inbounds),
        last_inbound_class=draw(
            st.sampled_from([InboundClass.QUESTION, InboundClass.POSITIVE, InboundClass.LATER])
        )
        if inbounds
        else None,
        unclassed=unclassed,  # type: ignore[arg-type]  # as above
        requests_pending=draw(st.sampled_from([0, 0, 0, 1])),
        snoozed_until=draw(often(None, after(700 * 24))),  # type: ignore[arg-type]  # as above
        soft_no_at=draw(often(None, before(200 * 24))),  # type: ignore[arg-type]  # as above
        soft_no_purpose=Purpose.COLLAB,
        complaint_at=draw(often(None, before(100))),  # type: ignore[arg-type]  # as above
    )


accounts = st.builds(
    AccountFacts,
    st.sampled_from(ZONES),
    st.lists(before(24), max_size=12).map(lambda times: tuple(sorted(times))),
    st.lists(before(24), max_size=45).map(lambda times: tuple(sorted(times))),
    often(None, before(100)),
    st.one_of(st.none(), before(10), st.just(NOON + timedelta(seconds=300))),
)


likenesses = st.builds(Alike, before(31 * 24), st.floats(0.6, 1), st.integers(2, 5))


@st.composite
def drafts(draw: st.DrawFn) -> DraftFacts:
    state = draw(st.sampled_from([DraftState.DRAFTED, DraftState.DRAFTED, DraftState.APPROVED]))
    approved_at = draw(before(80)) if state is DraftState.APPROVED else None
    code = draw(st.sampled_from(["", "", "MAYA10"]))
    text = f"{TEXT} This is an ad: {code}" if code else TEXT
    return draft(
        draw(st.sampled_from(Purpose)),
        text=text + draw(st.sampled_from(["", "", "a" * 350, "x" * 1000, *ENDINGS])),
        code=code,
        code_ends_at=draw(st.one_of(st.none(), after(400))) if code else None,
        state=state,
        approved_at=approved_at,
        approved_hash=text_hash(text),
        id=99,
        template_given_at=tuple(sorted(draw(st.lists(before(170), max_size=26)))),
        alike=tuple(sorted(draw(often([], st.lists(likenesses, max_size=4))))),  # type: ignore[call-overload]  # as above
    )


@st.composite
def welcome(draw: st.DrawFn) -> PersonFacts:
    """Give people of whom nothing but time is in the way, most of the time."""
    who = draw(people())
    yes = draw(st.lists(consents, min_size=1, max_size=3))
    kinds = (ConsentKind.EXPLICIT, ConsentKind.KEYWORD, ConsentKind.KEYWORD, ConsentKind.PURCHASE)
    ledger = tuple(
        entry._replace(
            purposes=frozenset(Purpose),
            kind=draw(st.sampled_from(kinds)),
            event_at=NOON - timedelta(minutes=draw(st.integers(24 * 24 * 60, 30 * 24 * 60))),
        )
        for entry in yes
    )
    return who._replace(
        contact=who.contact._replace(birth_age=None, no_contact=None),
        consents=ledger,
        touches=who.touches[-draw(st.sampled_from([1, 1, 2, 6])) :],
        no_contact=None,
        cannot_receive_at=None,
        unclassed=(),
        requests_pending=0,
        soft_no_at=None,
    )


@st.composite
def sound(draw: st.DrawFn) -> DraftFacts:
    """Give messages whose words are in order, most of them not selling anything."""
    purposes = (Purpose.THANKS, Purpose.ANSWER, Purpose.THANKS, Purpose.INVITE, Purpose.OFFER)
    return draw(drafts())._replace(
        purpose=draw(st.sampled_from(purposes)), text=TEXT, state=DraftState.DRAFTED
    )
