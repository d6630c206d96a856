"""The commands that look back on a week and write the report."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_week_is_printed_and_said_as_a_document(practice: Run) -> None:
    ran = practice("review")
    assert ran.code == 0
    assert ran.out.startswith("Week 40: 30 Sep to 06 Oct 2024, not over yet\n")
    found = practice("review", "--week", "2024-W39", "--json").document
    assert (found["week"], found["running"], found["sent"]) == ("2024-W39", False, 0)
    assert found["changes"]["reply"]["value"] is None
    assert found["changes"]["reply"]["reason"]
    assert found["answering"]["median_hours"] is None
    assert found["answering"]["reason"]
    wrong = practice("review", "--week", "x")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == "dm-assistant: 'x' is not a week such as 2026-W20\n"


def test_a_report_is_a_new_file_of_the_kind_that_its_name_says(
    practice: Run, tmp_path: Path
) -> None:
    to = tmp_path / "r.json"
    ran = practice("report", "--to", to, "--json")
    assert ran.document == {"files": [str(to)]}
    assert set(json.loads(to.read_text())) >= {"stats", "by", "impact", "review"}
    assert practice("report", "--to", to).code == 2


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "say report --to FILE"),
        (("--to", "r.doc"), "ends in .html, .md, .csv or .json"),
        (("--to", "r.md", "--format", "doc"), "'doc' is none of html, md, csv, json"),
        (("--to", "r.md", "--since", "2031-01-01"), "--since lies in the future"),
        (("--to", "r.md", "--since", "2024-09-02", "--until", "2024-09-01"), "--until lies before"),
    ],
)
def test_what_is_no_report_is_one_line(
    practice: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = practice("report", *words)
    assert ran.code == 2
    assert reason in ran.err
    assert ran.err.count("\n") == 1
    assert not list(tmp_path.glob("r.*"))
