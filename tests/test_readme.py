"""The README says what the program does: keys, commands, settings, and a tour that is walked."""

import re
import tomllib
from pathlib import Path

import pytest

from dm_assistant import config
from dm_assistant.tui import keyboard
from tests import readme
from tests.shared import ROOT
from tests.tour import commands

TEXT = readme.README.read_text("utf-8")


def test_the_tables_of_keys_and_commands_are_those_of_the_code() -> None:
    assert readme.with_tables(TEXT) == TEXT, "run: python -m tests.readme"


def test_a_table_that_is_out_of_step_would_be_noticed() -> None:
    assert readme.with_tables(TEXT.replace("| `undo` |", "| `redo` |")) == TEXT
    assert TEXT.replace("| `undo` |", "| `redo` |") != TEXT


def test_the_settings_shown_are_settings_the_program_takes(tmp_path: Path) -> None:
    shown = TEXT.partition("<!-- settings -->")[2].partition("```toml")[2].partition("```")[0]
    path = tmp_path / "config.toml"
    path.write_text(shown, "utf-8")
    settings = config.load_settings(path)
    assert set(settings.facts) <= set(config.fact_names())
    assert not list(keyboard.flaws(settings))
    assert set(tomllib.loads(shown)) == {"account", "display", "facts", "keys", "macros", "theme"}


def test_every_command_of_the_tour_is_one_of_the_program() -> None:
    known = set(re.findall(r"^\| `(\w+)` \|", readme.command_table(), re.MULTILINE))
    walked = [step for step in commands(TEXT) if step.startswith("dm-assistant")]
    assert walked
    assert all(set(step.split()) & known for step in walked)


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT))
def test_every_local_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
