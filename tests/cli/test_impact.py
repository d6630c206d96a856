"""The command that shows the days of the creator's account."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.studio import overview


def test_the_days_are_printed_with_what_is_known_of_them(practice: Run, tmp_path: Path) -> None:
    assert "download Overview and Followers" in practice("impact").out
    assert practice("import", overview(tmp_path / "Overview.csv", 5)).code == 0
    page = practice("impact").out
    assert "2024-09-04 to 2024-10-01: figures of 5 of 28 days" in page
    assert "130, 5 of 28 days known" in page
    assert "Followers      ···" in page
    found = practice("impact", "--since", "2024-09-27", "--json").document
    assert (found["days_shown"], found["days_known"], found["newest_on"]) == (5, 2, "2024-09-28")
    assert [day["video_views"] for day in found["days"]] == [27, 28, None, None, None]
    assert found["figures"][0] == {
        "name": "video_views",
        "formula": "sum of the days known",
        "inputs": {"days_known": 2, "days_shown": 5},
        "value": 55,
    }
    assert found["figures"][-1]["reason"].startswith("no followers are known")


def test_a_day_to_come_is_one_line(practice: Run) -> None:
    ran = practice("impact", "--since", "2031-01-01")
    assert (ran.code, ran.err) == (2, "dm-assistant: --since lies in the future\n")


def test_what_messages_moved_is_said_or_why_it_cannot_be(practice: Run, tmp_path: Path) -> None:
    assert practice("import", overview(tmp_path / "Overview.csv", 100)).code == 0
    page = practice("impact", "--date", "2024-09-10").out
    assert "It would take about 200 fans with half of them held out." in page
    assert "not enough comments to compare" in page
    assert "The rise in views after 10 Sep 2024 is larger than at" in page
    found = practice("impact", "--json", "--until", "2024-09-28", "--date", "2024-09-10").document
    assert found["until"] == "2024-09-28"
    assert (found["holdout"]["value"], found["campaigns"]) == (None, [])
    assert found["holdout"]["reason"] == "nobody whose 28 days are over was held out"
    assert found["difference"]["reason"] == "not enough comments to compare"
    assert [each["name"] for each in found["series"]] == [
        "video_views",
        "new_followers",
        "profile_views",
    ]
    assert all(each["reason"] and each["value"] is None for each in found["series"])
    assert {each["inputs"]["on"] for each in found["date"]} == {"2024-09-10"}
    ran = practice("impact", "--account", "nobody")
    assert (ran.code, "none of your accounts is 'nobody'" in ran.err) == (2, True)
    assert practice("impact", "--date", "2031-01-01").code == 2
