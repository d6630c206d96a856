"""One's own settings on the command line: listed, set, refused in one line, and the keys."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run


def test_settings_are_listed_set_and_go_back_to_their_default(practice: Run, home: Path) -> None:
    found = {each["key"]: each for each in practice("settings", "--json").document}
    assert found["display.motion"]["choices"] == ["none", "full"]
    assert not found["facts.perk"]["changed"]
    done = practice("settings", "set", "facts.perk", "15 % off", "--json")
    assert done.document == {"key": "facts.perk", "value": "15 % off"}
    assert "* facts.perk = 15 % off" in practice("settings").out
    assert 'perk = "15 % off"' in (home / "config.toml").read_text("utf-8")
    assert practice("settings", "set", "facts.perk", "").out == "facts.perk is as shipped\n"
    assert "  facts.perk = -" in practice("settings").out


def test_keys_in_conflict_stop_every_command_but_the_one_that_mends_them(
    practice: Run, home: Path
) -> None:
    keys = practice("settings", "keys", "--json").document
    assert {each["id"]: each["key"] for each in keys["keys"]}["undo"] == "u"
    assert keys["conflicts"] == []
    refused = practice("settings", "set", "keys.approve", "s")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.count("\n") == 1
    (home / "config.toml").write_text('# mine\n[keys]\napprove = "s"\n', "utf-8")
    for command in (("doctor",), ("queue",)):
        stopped = practice(*command)
        assert stopped.code == 2
        assert "config.toml: keys.approve: s is the key of skip already" in stopped.err
    listed = practice("settings", "keys")
    assert listed.code == 2
    assert "s is the key of skip already" in listed.out
    assert practice("settings", "set", "keys.approve", "f5").code == 0
    assert (home / "config.toml").read_text("utf-8") == '# mine\n[keys]\napprove = "f5"\n'
    assert practice("doctor").code == 0
