"""Merging and renaming as commands: compared first, said in one document, refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspaces import FANS, comments_file, write_csv

from .conftest import Run

MIA, ZOE, _ = FANS


@pytest.fixture
def fans(practice: Run, tmp_path: Path) -> Run:
    assert practice("import", comments_file(tmp_path / "comments.csv")).code == 0
    return practice


def test_two_are_compared_merged_shown_and_parted(fans: Run) -> None:
    compared = fans("merge", MIA, ZOE, "--dry-run")
    assert compared.code == 0
    assert f"@{MIA}" in compared.out
    assert "≠ name" in compared.out
    assert "dry run: nothing was changed" in compared.out
    assert all(len(line) <= 120 for line in compared.out.splitlines())
    merged = fans("merge", f"tiktok:@{MIA}", ZOE, "--json").document
    assert (merged["kept"], merged["joined"], merged["dry_run"]) == (MIA, ZOE, False)
    assert merged["moved"]["comments"] == 2
    assert "name" in merged["differences"]
    assert merged["suppressed"] is None
    names = fans("show", ZOE, "--json").document["handles"]
    assert [(name["handle"], name["platform"], name["current"]) for name in names] == [
        (MIA, "tiktok", True),
        (ZOE, "tiktok", True),
    ]
    assert names[1]["merged"] == "2024-10-01T12:00:00Z"
    assert "merged 2024-10-01" in fans("show", MIA).out
    assert fans("undo", "--json").document["act"] == "merge"
    assert len(fans("show", ZOE, "--json").document["handles"]) == 1


def test_an_opt_out_is_said_and_stays(fans: Run) -> None:
    fans("suppress", ZOE, "--reason", "opt_out")
    assert fans("merge", MIA, ZOE, "--json").document["suppressed"] == "opt_out"
    fans("undo")
    checked = fans("check", MIA, "--json").document
    assert checked["status"] == "block"


def test_who_is_likely_one_is_listed_with_the_evidence(fans: Run, tmp_path: Path) -> None:
    assert fans("merge", "--offers", "--json").document == []
    row = [(MIA, "instagram", f"{MIA.title()} Surname")]
    fans("import", write_csv(tmp_path / "p.csv", ("handle", "platform", "name"), row))
    [offer] = fans("merge", "--offers", "--json").document
    assert (offer["keep"], offer["keep_platform"], offer["join_platform"]) == (
        MIA,
        "tiktok",
        "instagram",
    )
    assert "the same name" in offer["reason"]
    line = fans("merge", "--offers").out.splitlines()[0]
    assert fans(*line.split()).code == 0


def test_a_rename_keeps_the_old_name(fans: Run) -> None:
    done = fans("rename", MIA, "@Mia.New", "--json").document
    assert (done["handle"], done["before"], done["suppressed"]) == ("Mia.New", MIA, None)
    new, old = fans("show", MIA, "--json").document["handles"]
    assert (new["handle"], new["current"], new["from"]) == ("Mia.New", True, "2024-10-01T12:00:00Z")
    assert (old["handle"], old["current"], old["until"]) == (MIA, False, "2024-10-01T12:00:00Z")


def test_an_import_says_who_was_renamed_also_in_a_dry_run(fans: Run, tmp_path: Path) -> None:
    header = ("cid", "uniqueId", "uid", "text", "videoWebUrl", "createTimeISO")
    video = "https://www.tiktok.com/@me.me/video/1"
    row = [("r1", "mia.new", "user0", "back again", video, "2024-09-30T09:00:00Z")]
    path = write_csv(tmp_path / "r.csv", header, row)
    for words in (("--dry-run",), ()):
        [found] = fans("import", path, *words, "--json").document["files"]
        assert found["renamed"] == [
            {"before": MIA, "after": "mia.new", "platform": "tiktok", "current": True}
        ]
        assert (found["contacts_new"], found["contacts_known"]) == (0, 1)
    assert f"renamed: @{MIA} is called" not in fans("show", MIA).out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("merge", MIA, MIA), "one person already"),
        (("merge", MIA, f"tiktok:{MIA}"), "one person already"),
        (("merge", MIA), "takes two people"),
        (("merge",), "takes two people"),
        (("merge", MIA, "nobody.here"), "nobody is called"),
        (("merge", MIA, "--offers"), "lists everybody"),
        (("rename", MIA, ZOE), "somebody else here"),
        (("rename", "nobody.here", "x"), "nobody is called"),
        (("rename", MIA, "bad\x1b[31mname"), "control character"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(
    fans: Run, words: tuple[str, ...], says: str
) -> None:
    before = fans("journal", "--json").out
    ran = fans(*words)
    assert ran.code == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""
    assert fans("journal", "--json").out == before


def test_two_who_look_alike_are_kept_apart_and_that_is_undone(fans: Run, tmp_path: Path) -> None:
    row = [(MIA, "instagram", f"{MIA.title()} Surname")]
    fans("import", write_csv(tmp_path / "p.csv", ("handle", "platform", "name"), row))
    pair = (f"tiktok:{MIA}", f"instagram:{MIA}")
    assert fans("merge", "--dismiss", *pair, "--json").document["dismissed"] is True
    assert fans("merge", "--offers", "--json").document == []
    again = fans("merge", "--dismiss", *pair)
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert fans("merge", "--dismiss", *pair, "--dry-run").code == 2
    assert fans("undo", "--json").document["act"] == "two_people"
    assert len(fans("merge", "--offers", "--json").document) == 1


def test_one_person_is_shown_in_full_and_written_to_a_new_file(fans: Run, tmp_path: Path) -> None:
    said = ("--evidence", "yes, offers please", "--where", "live chat", "--at", "2024-09-01")
    entry = fans("consent", "grant", MIA, "--for", "offer", *said, "--json").document["entry"]
    assert (entry["where"], entry["event_at"][:7]) == ("live chat", "2024-08")
    shown = fans("show", MIA, "--json").document
    assert (
        shown["verdicts"]["offer"]["status"]
        == fans("check", MIA, "--for", "offer", "--json").document["status"]
    )
    assert sum(shown["comments_by_week"]) == shown["contact"]["comments"]
    assert {"comments", "consents"} <= {entry["topic"] for entry in shown["timeline"]}
    page = fans("show", MIA).out
    assert "may be written to now:" in page
    assert "score " in page
    path = tmp_path / "mia.json"
    assert fans("export", MIA, "--to", path).code == 0
    before = path.read_bytes()
    assert fans("export", MIA, "--to", path).code == 2
    assert path.read_bytes() == before
