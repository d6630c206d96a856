"""One's own settings: changed one by one, comments kept, and refused whole."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant import config
from dm_assistant.errors import BadInputError
from dm_assistant.services import settings_file, undoing, workspace
from dm_assistant.services.settings_file import FILE, change, edited, listed
from dm_assistant.services.workspace import Workspace
from dm_assistant.tui.themes import require_usable
from tests.tui import seeds

BEFORE = """\
# mine
[facts]   # about me
creator = "Jo"  # short
"""


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    made = workspace.create(tmp_path / "home", practice=True, account="maya", timezone="UTC")
    made.fixed_now = seeds.NOW
    return made


def test_a_setting_is_changed_and_every_comment_stays(ws: Workspace) -> None:
    path = ws.path / "config.toml"
    path.write_text(BEFORE, "utf-8")
    ws.take_settings()
    change(ws, "facts.creator", "Jo 🌫", require_usable)
    change(ws, "theme.name", "contrast-light", require_usable)
    change(ws, "macros.round", "f6: skip, next", require_usable)
    text = path.read_text("utf-8")
    assert text.startswith('# mine\n[facts]   # about me\ncreator = "Jo 🌫"  # short\n')
    assert ws.settings.theme == "contrast-light"
    assert ws.settings.macros["round"] == config.Macro("round", ("skip", "next"), "f6")
    found = {each.key: each for each in listed(ws)}
    assert found["facts.creator"].value == "Jo 🌫"
    assert found["macros.round"].value == "f6: skip, next"
    assert found["theme.name"].changed
    change(ws, "theme.name", "", require_usable)
    assert not {each.key: each for each in listed(ws)}["theme.name"].changed


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("keys.approve", "s", "s is the key of skip"),
        ("theme.name", "nrod", "did you mean nord?"),
        ("display.motion", "fast", "display.motion must be"),
        *(
            ("numbers.window_days", bad, "must be a whole number from 1 to 30")
            for bad in ("0", "31", "-1", "7.5", "seven", "²", "9" * 5000)
        ),
        ("facts.perkk", "x", "did you mean perk?"),
        ("hello", "x", "write TABLE.NAME"),
        ("macros.m", "nothing, at", "there is no 'nothing'"),
        ("account.timezone", "Mars", "unknown time zone"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    ws: Workspace, key: str, text: str, said: str
) -> None:
    with pytest.raises(BadInputError, match=said.replace("?", r"\?")):
        change(ws, key, text, require_usable)
    assert not (ws.path / "config.toml").exists()
    assert ws.settings == config.Settings()


def test_the_time_zone_is_changed_by_an_act_that_undo_looks_past(ws: Workspace) -> None:
    change(ws, settings_file.ZONE, "Asia/Tokyo", require_usable)
    assert str(ws.timezone) == "Asia/Tokyo"
    with workspace.open_workspace(ws.path, front_end=ws.front_end) as again:
        assert str(again.timezone) == "Asia/Tokyo"
    with pytest.raises(BadInputError, match="nothing to undo"):
        undoing.undo(ws)


def test_a_file_edited_outside_is_taken_and_a_damaged_one_leaves_what_was(ws: Workspace) -> None:
    path = ws.path / "config.toml"
    assert not ws.take_settings(require_usable)
    path.write_text('[theme]\nname = "nord"\n', "utf-8")
    assert ws.take_settings(require_usable)
    for bad in ('[theme]\nname = "nrod"\n', '[keys]\napprove = "s"\n', "[theme"):
        path.write_text(bad, "utf-8")
        with pytest.raises(BadInputError):
            ws.take_settings(require_usable)
        assert ws.settings.theme == "nord"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_words_come_back_as_they_were_set_or_are_refused(words: str) -> None:
    refused = ""
    try:
        made = edited(BEFORE.encode(), "facts.i_give", words)
    except BadInputError as error:
        refused = str(error)
    else:
        assert config.settings_of(FILE, made).facts.get("i_give", "") == words
        assert b"# short" in made
    assert "\n" not in refused
