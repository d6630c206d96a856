"""The inbox in a real browser: opened by its link, driven by keys, closed to everybody else."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dm_assistant.domain.model import DraftState, Lane
from dm_assistant.services.workspace import LOG
from dm_assistant.tui.browser.server import DRIVER
from dm_assistant.tui.desk import open_desk
from tests.tui.chromium import PATIENCE, browser, needs_chromium

ADDED = "\n“glue” 👩‍👩‍👧 شكرا جزيلا かわいい é"
SERVE = ("-m", "dm_assistant", "serve", "--port", "0", "--workspace")


@pytest.fixture
def served(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve the seeded workspace; gives the program and the link it printed."""
    with subprocess.Popen(
        [sys.executable, *SERVE, str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as program:
        try:
            assert program.stdout is not None
            yield program, program.stdout.readline().split()[-1]
        finally:
            program.kill()


def answer(link: str, path: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
    """Ask the server for something, as any program of this machine could."""
    connection = http.client.HTTPConnection(link.split("/")[2], timeout=PATIENCE)
    connection.request("GET", path, headers=dict(headers))
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


@needs_chromium
@pytest.mark.slow
def test_the_inbox_works_in_a_browser(
    served: tuple[subprocess.Popen[str], str], home: Path
) -> None:
    program, link = served
    desk = open_desk(home)
    draft = desk.first(Lane.READY, "")[0].item
    text = desk.card(draft).text + ADDED
    desk.edit(draft.id, text)
    with browser() as page:
        page.open(link)
        page.wait_for("ben_rides")  # who waits in the Reply lane
        assert page.run("return location.href") == link.partition("?")[0]
        assert page.run("return document.cookie") == ""
        assert {name.split("/")[2] for name in page.loaded()} == {link.split("/")[2]}
        page.press("]")
        page.wait_for("Mia Kowalski")
        page.press("a")
        page.wait_for("To hand over 1")
        page.press("h")
        page.wait_for("tiktok.com/@mia.k")
        assert page.clipboard() == text
        program.send_signal(signal.SIGINT)
        output, _ = program.communicate(timeout=PATIENCE)
    assert program.returncode == 0
    assert output.endswith("Stopped; everything is written.\n")
    assert desk.outbox()[0].state is DraftState.HANDED_OVER
    desk.close()


@pytest.mark.slow
def test_without_its_link_the_server_answers_nothing(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    _, link = served
    address = link.split("/")[2]
    token = link.partition("=")[2]
    greeted = answer(link, f"/?token={token}", {})
    assert greeted.status == 303
    assert greeted.headers["Location"] == "/"
    said = greeted.headers["Set-Cookie"]
    assert "HttpOnly" in said
    assert "SameSite=Strict" in said
    cookie = {"Cookie": said.partition(";")[0]}
    page = answer(link, "/", cookie)
    assert page.status == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    for path, headers in (
        ("/", {}),
        ("/?token=another", {}),
        ("/static/js/textual.js", {}),
        ("/page/page.css", {}),
        ("/nowhere", {}),
        ("/ws", {**upgrade, "Origin": f"http://{address}"}),
        ("/ws", {**upgrade, **cookie, "Origin": "http://evil.example"}),
        ("/ws", {**upgrade, **cookie}),
        ("/", {**cookie, "Host": "evil.example"}),
    ):
        refused = answer(link, path, headers)
        assert (path, refused.status) == (path, 403)
        assert not re.search(token, str(refused.headers))


@pytest.mark.slow
def test_the_program_of_a_page_ends_with_the_server_that_started_it(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "dm_assistant", "--workspace", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TEXTUAL_DRIVER": DRIVER},
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        drawn = b""
        while b"ben_rides" not in drawn:
            more = os.read(program.stdout.fileno(), 65536)
            assert more, drawn
            drawn += more
        program.stdin.close()
        program.stdout.close()
        assert program.wait(PATIENCE) == 0
        assert program.stderr.read() == b""
    assert not (home / LOG).exists()
