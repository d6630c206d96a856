from __future__ import annotations

import os
import subprocess
import sys

import pytest

from dm_assistant import __version__
from dm_assistant.cli import arguments, families, numbers
from dm_assistant.cli.main import main
from dm_assistant.domain import model
from dm_assistant.domain.statistics.rates import Dimension
from dm_assistant.errors import BadInputError

LATER = ("dm_assistant.services", "dm_assistant.storage", "dm_assistant.importers")
HEAVY = ("textual", "sqlmodel", "sqlalchemy", "pydantic", "alembic", "jinja2", "msgspec")
CONTRACT = {
    "init",
    "demo",
    "import",
    "contacts",
    "show",
    "consent",
    "suppress",
    "check",
    "draft",
    "queue",
    "approve",
    "skip",
    "snooze",
    "handover",
    "sent",
    "seen",
    "failed",
    "edit",
    "reply",
    "undo",
    "stats",
    "codes",
    "templates",
    "forget",
    "export",
    "backup",
    "doctor",
    "journal",
}
COMMANDS = sorted(families.grammar().commands)


def parsed(line: str) -> dict[str, object]:
    return vars(families.grammar().parse_args(line.split()))


def test_every_command_of_the_contract_is_there() -> None:
    assert set(COMMANDS) >= CONTRACT


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_page_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help"]) == 0
    page = capsys.readouterr().out
    assert "--workspace" in page
    assert "--json" in page
    assert f"  $ dm-assistant {command}" in page


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_page_lists_every_command(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--help"]) == 0
    assert f"\n  {command} " in capsys.readouterr().out


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"dm-assistant {__version__}\n"


def test_help_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys; from dm_assistant.cli.main import main; main(['--help']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = done.stderr.split()
    assert "argparse" in names
    assert {name.partition(".")[0] for name in names}.isdisjoint(HEAVY)
    assert not [name for name in names if name.startswith(("dm_assistant.domain", *LATER))]


@pytest.mark.parametrize(
    "line",
    [
        "--workspace there --json undo",
        "--workspace there undo --json",
        "--json undo --workspace there",
        "undo --json --workspace there",
    ],
)
def test_shared_options_stand_before_or_after_the_command(line: str) -> None:
    found = parsed(line)
    assert found["workspace"] == "there"
    assert found["json"] is True


def test_options_may_stand_between_the_people_of_a_draft() -> None:
    found = parsed("draft @mia --for thanks @leo --dry-run @zoe")
    assert found["handles"] == ["@mia", "@leo", "@zoe"]
    assert found["purpose"] is model.Purpose.THANKS


def test_an_id_may_be_written_as_the_queue_shows_it() -> None:
    assert parsed("approve #12 13")["ids"] == [12, 13]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("quue", "did you mean 'queue'?"),
        ("frobnicate", "there is no command 'frobnicate'"),
        ("approve", "ID"),
        ("approve twelve", "'twelve' is not a whole number"),
        ("approve 0", "'0' is not a whole number"),
        ("approve ١٢", "is not a whole number"),
        ("approve 99999999999999999999", "is not a whole number"),
        ("draft --for love --top 1", "'love' is none of thanks"),
        ("draft --for love --top 1", "(see dm-assistant draft --help)"),
        ("check @mia --fo thanks", "--fo"),
        ("queue --lane outbox", "'outbox' is none of reply"),
        ("suppress @mia --reason erased", "'erased' is none of opt_out"),
        ("consent revoke @mia --for thanks --evidence no", "'revoke' is none of grant, withdraw"),
        ("snooze 1 --until tomorrow", "'tomorrow' is not a day"),
        ("stats --by mood", "'mood' is none of purpose"),
        ("import x.csv --map handle", "'handle' is not NAME=VALUE"),
        ("import", "name a file"),
        ("import x.csv --undo 1", "name no file"),
        ("import x.csv --map a=b --map a=c", "--map names a twice"),
        ("draft --for thanks", "say for whom"),
        ("draft --for thanks @mia --top 3", "not both"),
        ("codes add spring", "codes add POOL --from FILE"),
        ("export", "export HANDLE"),
        ("export @mia --all --to x", "export HANDLE"),
        ("templates preview", "preview NAME --for HANDLE"),
        ("--json", "the inbox has no JSON"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(
    line: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dm-assistant: ")
    assert err.count("\n") == 1
    assert says in err


@pytest.mark.parametrize("given", ["\udcff", "a\udc80b", "x\x00y"])
@pytest.mark.parametrize(
    "words",
    [["show"], ["reply", "@mia", "--text"], ["edit", "1", "--text"], ["init", "--account"]],
)
def test_an_argument_that_is_not_text_is_refused_in_one_clean_line(
    words: list[str], given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, given]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert err.rstrip("\n").isprintable()


@pytest.mark.parametrize("given", ["\x1b]52;c;eA==\x07", "a\u202eb", "x\ny", "\x9b31m"])
def test_a_mistake_echoes_an_argument_without_its_controls(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in ([given], ["approve", given], ["--workspace", given, "undo"], ["undo", given]):
        assert main(line) == 2
        err = capsys.readouterr().err
        assert err.count("\n") == 1
        assert err.rstrip("\n").isprintable()


@pytest.mark.skipif(sys.platform == "win32", reason="file names are bytes elsewhere")
def test_bytes_that_are_no_text_do_not_crash_the_program(tmp_path: os.PathLike[str]) -> None:
    words = [b"--workspace", b"\xff\x1b[31m", b"show", b"\xfe"]
    command = [os.fsencode(sys.executable), b"-m", b"dm_assistant", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"\x1b" not in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("listed", "kind"),
    [
        (arguments.PURPOSES, model.Purpose),
        (arguments.PLATFORMS, model.Platform),
        (arguments.LANES, model.Lane),
        (arguments.CLASSES, model.InboundClass),
        (f"{arguments.REASONS}, erased", model.SuppressionReason),
        (numbers.DIMENSIONS, Dimension),
    ],
)
def test_the_names_that_help_lists_are_those_of_the_product(
    listed: str, kind: type[model.Purpose]
) -> None:
    assert set(listed.split(", ")) == {each.value for each in kind}


def test_a_parser_mistake_never_leaves_through_the_system(tmp_path: os.PathLike[str]) -> None:
    with pytest.raises(BadInputError):
        families.grammar().parse_args(["nowhere", os.fspath(tmp_path)])
