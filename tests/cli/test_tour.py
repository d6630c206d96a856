from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import tour

NEEDS_BASH = pytest.mark.skipif(sys.platform == "win32", reason="the tour is walked by bash")


def page(*lines: str) -> str:
    block = "\n".join(["```console", *lines, "```"])
    return f"# Title\n\n```\n$ not this one\n```\n\n{tour.MARK}\n{block}\n\n```\n$ nor this\n```\n"


def test_the_tour_is_the_marked_block_and_nothing_else() -> None:
    text = page("$ dm-assistant queue", "reply 0", "$ dm-assistant \\", "    stats", "  10 $ cheap")
    assert tour.commands(text) == ["dm-assistant queue", "dm-assistant \\\n    stats"]


@pytest.mark.parametrize("text", ["", "$ dm-assistant queue", page("no command"), tour.MARK])
def test_a_page_without_a_tour_is_an_error_and_not_an_empty_walk(text: str) -> None:
    with pytest.raises(ValueError, match="tour"):
        tour.commands(text)


@NEEDS_BASH
def test_a_walk_keeps_its_folder_and_its_variables(tmp_path: Path) -> None:
    program = tmp_path / "program with blanks"
    program.write_text('#!/bin/sh\necho "$1" "$HERE" >> walked\n')
    program.chmod(0o700)
    steps = ["mkdir there && cd there", "export HERE=here", "dm-assistant 'two words'"]
    steps = [f"cd '{tmp_path}'", *steps, "dm-assistant last"]
    assert tour.walk(program, steps) == 0
    assert (tmp_path / "there" / "walked").read_text() == "two words here\nlast here\n"


@NEEDS_BASH
def test_the_first_step_that_fails_ends_the_walk(tmp_path: Path) -> None:
    reached = tmp_path / "reached"
    program = Path(sys.executable)
    steps = ["dm-assistant -c 'import sys; sys.exit(3)'", f"touch '{reached}'"]
    assert tour.walk(program, steps) == 3
    assert not reached.exists()
