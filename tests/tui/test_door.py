"""Who may look at the inbox through a browser: whoever holds the token, from its own page."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.errors import BadInputError
from dm_assistant.tui.browser.door import Admission, Asked, Door
from dm_assistant.tui.browser.server import listening

DOOR = Door("127.0.0.1", 8642, "the-right-one")
OURS = Asked("/", "127.0.0.1:8642")
PATHS = st.sampled_from(
    ["/", "/ws", "/static/js/textual.js", "/page/page.css", "/download/x", "/?"]
)


def test_the_link_gives_the_cookie_once_and_the_cookie_everything_else() -> None:
    assert DOOR.link == "http://127.0.0.1:8642/?token=the-right-one"
    assert DOOR.admit(replace(OURS, token=DOOR.token)) is Admission.GREETED
    socket = Asked("/ws", OURS.host, origin=DOOR.origin, cookie=DOOR.token, socket=True)
    for asked in (replace(OURS, cookie=DOOR.token, site="none"), socket):
        assert DOOR.admit(asked) is Admission.ADMITTED


@given(
    asked=st.builds(
        Asked,
        PATHS,
        st.just(OURS.host),
        st.sampled_from(["GET", "POST", "HEAD"]),
        st.sampled_from(["", DOOR.origin]),
        st.sampled_from(["", "none", "same-origin"]),
        st.text(max_size=30).filter(lambda said: said != DOOR.token),
        st.text(max_size=30).filter(lambda said: said != DOOR.token),
        st.booleans(),
    )
)
def test_nobody_comes_in_without_the_token(asked: Asked) -> None:
    assert DOOR.admit(asked) is Admission.REFUSED


@given(
    path=PATHS,
    change=st.sampled_from(
        [
            {"host": "evil.example:8642"},  # a name that was pointed at this machine
            {"host": "localhost:8642"},
            {"host": ""},
            {"origin": "http://evil.example"},
            {"origin": "null"},
            {"origin": "http://127.0.0.1:9000"},  # another program of this machine
            {"site": "cross-site"},
            {"site": "same-site"},
            {"socket": True},  # a websocket that does not say whose it is
        ]
    ),
)
def test_a_token_does_not_help_another_page(path: str, change: dict[str, str]) -> None:
    known = Asked(path, OURS.host, token=DOOR.token, cookie=DOOR.token)
    assert DOOR.admit(known) is not Admission.REFUSED
    assert DOOR.admit(replace(known, **change)) is Admission.REFUSED  # type: ignore[arg-type]


def test_the_token_in_the_address_opens_the_first_page_and_nothing_else() -> None:
    for asked in (
        Asked("/ws", OURS.host, origin=DOOR.origin, token=DOOR.token, socket=True),
        Asked("/static/js/textual.js", OURS.host, token=DOOR.token),
        Asked("/", OURS.host, "POST", token=DOOR.token),
    ):
        assert DOOR.admit(asked) is Admission.REFUSED


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "localhost", "", "127.0.0.2"])  # noqa: S104 - these are refused
def test_no_other_machine_can_be_let_in(host: str) -> None:
    with pytest.raises(BadInputError, match="only this machine"):
        listening(host, 0)


def test_a_port_that_is_taken_is_one_line() -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadInputError, match=f"port {port} .* choose another with --port"):
            listening("127.0.0.1", port)
