"""The rules on the command line: listed, tried, set, reset, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

WHY = "people feel chased after one week"
KEYS = {"key", "rule", "section", "value", "default", "least", "most", "unit", "reason", "changed"}


def test_every_value_is_listed_with_its_reason_and_changed_ones_are_marked(practice: Run) -> None:
    found = practice("rules", "--json").document
    assert practice("rules", "list", "--json").document == found
    assert all(each.keys() >= KEYS for each in found)
    assert not any(each["changed"] for each in found)
    [gap] = [each for each in found if each["key"] == "gap_hours"]
    assert (gap["value"], gap["least"], gap["most"], gap["unit"]) == (168, 72, 8760, "hours")
    assert (gap["section"], gap["rule"]) == ("How often", "gap")
    practice("rules", "set", "gap_hours=200", "--reason", WHY)
    page = practice("rules").out
    assert "* gap_hours = 200 hours" in page
    assert "(default 168 hours; 72 to 8760 hours; rule gap)" in page
    assert "  links = 1" in page
    assert "leaves room to answer without being chased" in page
    assert all(each["key"] in page for each in found)


def test_values_are_set_reset_and_taken_back(practice: Run, home: Path) -> None:
    caps = [{"touches": 1, "hours": 720}]
    done = practice(
        *("rules", "set", "gap_hours=200", "caps=[{ touches = 1, hours = 720 }]"),
        *("open_from=10:00", "--reason", WHY, "--json"),
    ).document
    assert [(each["key"], each["to"]) for each in done["changes"]] == [
        ("gap_hours", 200),
        ("caps", caps),
        ("open_from", "10:00"),
    ]
    assert "gap_hours = 200" in (home / "policy.toml").read_text("utf-8")
    reset = practice("rules", "reset", "gap_hours", "caps", "--reason", WHY)
    assert reset.code == 0
    assert "gap_hours: 200 hours -> 168 hours" in reset.out
    assert practice("undo", "--json").document["act"] == "policy"
    values = {each["key"]: each["value"] for each in practice("rules", "--json").document}
    assert (values["gap_hours"], values["caps"], values["open_from"]) == (200, caps, "10:00")
    practice("undo")
    assert not any(each["changed"] for each in practice("rules", "--json").document)
    assert "policy" in practice("journal").out


def test_trying_answers_with_the_whole_effect_and_changes_nothing(
    practice: Run, home: Path
) -> None:
    before = practice("journal", "--json").document
    effect = practice("rules", "try", "gap_hours=200", "--json").document
    assert effect == {
        "changes": [{"key": "gap_hours", "from": 168, "to": 200}],
        "messages": 0,
        "held": 0,
        "blocked": 0,
        "fix": 0,
        "newly_allowed": 0,
        "not_told": 0,
        "without_words": 0,
        "replies_lost": {"k": 0, "of": 0},
        "by_rule": [],
        "examples": [],
        "capacity": {"now": [0] * 14, "tried": [0] * 14},
        "approved": {"of": 0, "held": 0, "blocked": 0, "fix": 0},
    }
    assert "nothing was changed" in practice("rules", "try", "gap_hours=200").out
    assert practice("journal", "--json").document == before
    assert not (home / "policy.toml").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("set gap_hours=60 --reason REASON", "policy.toml: gap_hours is 60; it must be from 72"),
        ("try gap_hours=x", "72 to 8760"),
        ("try gap=200", "did you mean gap_hours?"),
        ("try gap_hours", "is not NAME=VALUE"),
        ("try gap_hours=168", "168 already"),
        ("try gap_hours=200 gap_hours=300", "twice"),
        ("try gap_hours=200 --reason REASON", "takes no --reason"),
        ("set gap_hours=200", "--reason"),
        ("set gap_hours=200 --reason short", "15 characters"),
        ("set --reason REASON", "KEY=VALUE"),
        ("set caps=[] --reason REASON", "caps must be a list such as"),
        ("reset --reason REASON", "name at least one value"),
        ("reset gap_hours --reason REASON", "168 already"),
        ("reset nothing --reason REASON", "there is no nothing"),
        ("list gap_hours", "takes no values"),
        ("change gap_hours=200", "list, try, set, reset"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_changes_nothing(
    practice: Run, home: Path, line: str, said: str
) -> None:
    before = practice("journal", "--json").document
    words = [WHY if word == "REASON" else word for word in line.split()]
    ran = practice("rules", *words)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.strip().splitlines()) == 1
    assert said in ran.err
    assert practice("journal", "--json").document == before
    assert not (home / "policy.toml").exists()


def test_check_says_what_every_rule_found_and_the_act_that_helps(
    practice: Run, tmp_path: Path
) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "cid,uniqueId,nickname,text,videoWebUrl,createTimeISO\n1,mia,Mia,such a calm picture,"
        "https://www.tiktok.com/@dev.creator/video/7627000000000000001,2024-09-30T08:30:00Z\n",
        "utf-8",
    )
    practice("import", path)
    page = practice("check", "@mia").out
    findings = practice("check", "@mia", "--json").document["findings"]
    assert all(each["rule"] in page and each["detail"] in page for each in findings)
    lines = page.splitlines()
    assert lines[0] == "verdict: blocked"
    assert lines[1] == "soonest: invite them publicly"
    statuses = [line.split()[0] for line in lines if line.startswith("  ")]
    assert statuses[0] == "block"
    assert len(statuses) == len(findings)
