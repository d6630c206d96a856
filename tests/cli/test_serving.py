"""The command that shows the inbox in a browser: what it refuses, in one line."""

import sys

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--host", "0.0.0.0"), "only this machine may look in"),  # noqa: S104 - it is refused
        (("--port", "70000"), "'70000' is not a port (0 to 65535)"),
        (("--port", "web"), "'web' is not a port (0 to 65535)"),
        (("--json",), "the inbox has no JSON"),
    ],
)
def test_what_cannot_be_served_is_one_line(run: Run, words: tuple[str, ...], why: str) -> None:
    ran = run("serve", *words)
    assert ran.code == 2
    assert why in ran.err
    assert ran.err.count("\n") == 1
    assert not ran.out


def test_a_missing_part_says_how_to_install_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.startswith("dm_assistant.tui.browser")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    ran = run("serve")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "dm-assistant: the browser needs one more part: pip install 'dm-assistant[browser]'\n"
    )
