"""Templates are checked and rendered in a process that can do nothing else."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.templates.library import load, shipped_folder
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.services.renderer import Renderer
from tests.shared import HOSTILE, needs_hostile

FACTS = {name: variable.example for name, variable in VARIABLES.items()}
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="no POSIX signals here")
needs_proc = pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="no /proc here")


def template(body: str, first_line: int = 1) -> Template:
    return Template(Purpose.THANKS, "t", "en", "0", "thanks/t.md", body, first_line)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as one:
        yield one


def test_every_shipped_template_passes_its_check(renderer: Renderer) -> None:
    library = load([("shipped", shipped_folder())]).checked(renderer.check)
    assert library.problems == ()
    assert len(library.templates) >= 21


def test_a_flaw_is_reported_at_the_line_of_the_file(renderer: Renderer) -> None:
    problems = renderer.check(template("Hi\n{{ nmae }}\n{{ x|y }}", first_line=5))
    assert [(problem.file, problem.line) for problem in problems] == [
        ("thanks/t.md", 6),
        ("thanks/t.md", 7),
    ]


def test_it_tells_what_a_template_prints_and_what_it_only_tests(renderer: Renderer) -> None:
    found = renderer.inspect(template("{% if since %}{{ quote }}{% endif %}"))
    assert found.prints == {"quote"}
    assert found.tests == {"since"}


def test_messages_come_back_in_the_order_of_their_facts(renderer: Renderer) -> None:
    rows = [{"name": f"N{number}"} for number in range(1_003)]
    made = renderer.render_many(template("Hi {{ name }}"), rows)
    assert [one.text for one in made] == [f"Hi N{number}" for number in range(1_003)]


def test_one_missing_fact_stops_one_message_and_says_why(renderer: Renderer) -> None:
    made = renderer.render_many(
        template("Hello,\n{{ quote }}!", first_line=4), [{"quote": "a"}, {}, {"quote": "c"}]
    )
    assert [one.text for one in made] == ["Hello,\na!", "", "Hello,\nc!"]
    assert [str(one.problem) for one in made] == [
        "None",
        "thanks/t.md:5: nothing is known for quote",
        "None",
    ]


def test_a_broken_template_makes_no_message_for_anybody(renderer: Renderer) -> None:
    made = renderer.render_many(template("{{ nmae }}"), [FACTS, FACTS])
    assert [one.text for one in made] == ["", ""]
    assert all("did you mean name?" in str(one.problem) for one in made)


def test_half_characters_and_line_signs_cross_the_pipe_unharmed(renderer: Renderer) -> None:
    made = renderer.render(
        template("<{{ quote }}>\n{{ name }}"), {"quote": "a\ud800\nb", "name": "é"}
    )
    assert made.text == "<a\ufffd b>\né"


@needs_hostile
def test_every_hostile_template_comes_out_as_it_must(renderer: Renderer) -> None:
    items = json.loads((HOSTILE / "templates.json").read_text(encoding="utf-8"))["items"]
    for item in items:
        body = item.get("template") or "".join(part * count for part, count in item["build"])
        made = renderer.render(
            template(body.replace("%%VAR%%", "name").replace("%%OBJ%%", "name")), FACTS
        )
        said = str(made.problem)
        if item["expect"] == "refuse":
            assert made.text == "", item
            assert said.startswith(f"thanks/t.md:{item.get('line', 1)}: "), item
        elif item["expect"] == "limits":
            assert len(made.text) <= 100_000, item
            assert made.text or said.startswith("thanks/t.md:1: "), item
        elif item["expect"] == "clean":
            assert made.text, item
            assert made.text.replace("\n", "").isprintable(), item
            assert not made.text.endswith("\n"), item
        else:
            assert made.text == item["output"].replace("%%VALUE%%", FACTS["name"]), item
        assert said.isprintable()


def test_hostile_templates_never_stop_the_process(renderer: Renderer) -> None:
    renderer.check(template("warm"))
    before = renderer.process_id
    renderer.check(template("{{ " + "(" * 7_000 + "2" + ")" * 7_000 + " }}"))
    renderer.check(template("{{ 'z' * 2000000000 }}"))
    assert renderer.process_id == before


@needs_signals
def test_a_template_that_takes_too_long_is_refused_and_the_next_one_works() -> None:
    with Renderer(time_limit=0.5) as renderer:
        assert renderer.render(template("Hi"), {}).text == "Hi"
        first = renderer.process_id
        assert first is not None
        os.kill(first, signal.SIGSTOP)
        made = renderer.render_many(template("Hi {{ name }}"), [FACTS] * 600)
        assert len(made) == 600
        assert {str(one.problem) for one in made} == {
            "thanks/t.md:1: was stopped: it took more than 0.5 s or 512 MB"
        }
        assert renderer.render(template("Hi {{ name }}"), FACTS).text == "Hi Mia"
        assert renderer.process_id != first
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)


@needs_signals
def test_a_process_that_died_between_two_drafts_is_replaced_unnoticed() -> None:
    with Renderer() as renderer:
        renderer.check(template("Hi"))
        assert renderer.process_id is not None
        os.kill(renderer.process_id, signal.SIGKILL)
        os.waitid(os.P_PID, renderer.process_id, os.WEXITED | os.WNOWAIT)
        assert renderer.render(template("Hi {{ name }}"), FACTS).text == "Hi Mia"


@needs_proc
def test_the_process_may_open_no_file_and_take_no_more_than_its_memory() -> None:
    with Renderer() as renderer:
        renderer.check(template("Hi"))
        home = Path("/proc") / str(renderer.process_id)
        limits = (home / "limits").read_text(encoding="ascii")
        rows = {line[:26].strip(): line[26:].split() for line in limits.splitlines()}
        assert rows["Max open files"][:2] == ["0", "0"]
        assert rows["Max file size"][:2] == ["0", "0"]
        assert rows["Max address space"][:2] == [str(512 * 1024 * 1024)] * 2
        assert int(rows["Max cpu time"][0]) <= 10
        assert (home / "environ").read_bytes() == b""
        assert {entry.name for entry in (home / "fd").iterdir()} == {"0", "1", "2"}


def test_a_closed_renderer_starts_again_when_it_is_needed() -> None:
    renderer = Renderer()
    assert renderer.process_id is None
    assert renderer.render(template("Hi"), {}).text == "Hi"
    renderer.close()
    assert renderer.process_id is None
    assert renderer.render(template("Hi {{ name }}"), FACTS).text == "Hi Mia"
    renderer.close()


def test_several_threads_may_use_one_renderer(renderer: Renderer) -> None:
    def make(number: int) -> list[str]:
        rows = [{"name": f"{number}.{row}"} for row in range(300)]
        return [one.text for one in renderer.render_many(template("Hi {{ name }}"), rows)]

    with ThreadPoolExecutor(4) as pool:
        for number, texts in enumerate(pool.map(make, range(8))):
            assert texts == [f"Hi {number}.{row}" for row in range(300)]


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="cannot wait for a stranger's process")
@pytest.mark.parametrize("last_words", ["", "import os; os.kill(os.getpid(), 9)"])
def test_no_process_is_left_behind_when_the_program_ends(last_words: str) -> None:
    program = (
        "from dm_assistant.services.renderer import Renderer\n"
        "from tests.services.test_renderer import template\n"
        "renderer = Renderer()\n"
        "renderer.check(template('Hi'))\n"
        "print(renderer.process_id, flush=True)\n" + last_words
    )
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert ended.stderr == ""
    child = int(ended.stdout)
    # After a kill the child ends by itself, when it finds its input closed.
    assert has_ended(child, within=10)


def has_ended(process: int, within: float) -> bool:
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], within)[0])
    finally:
        os.close(handle)
