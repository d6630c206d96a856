"""The creator's own posts are kept from their exports, once each, with the newest word of likes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dm_assistant.services import exporting, importing
from dm_assistant.services.workspace import Workspace
from tests import exports
from tests.services.workshop import load, tables
from tests.workspaces import dump

LINK = "https://www.tiktok.com/@me.me/video/7418294751977327878"


def posted(day: str, title: str, likes: object = "3", link: str = LINK) -> dict[str, object]:
    return {"Date": f"{day} 10:00:00", "Link": link, "Likes": likes, "Title": title}


def export(path: Path, *posts: dict[str, object]) -> Path:
    """Write an export with these posts and one chat."""
    said = {"tom": [{"Date": "2024-05-01 10:00:00", "From": "tom", "Content": "hello"}]}
    value: dict[str, Any] = exports.export(said, owner="me.me")
    value["Post"] = {"Posts": {"VideoList": list(posts)}}
    return exports.write(path, value)


def known(ws: Workspace, folder: Path) -> list[Sequence[str]]:
    """Return day, title, link and likes of every post, as they are written out."""
    exporting.export_all(ws, folder)
    with (folder / "own_posts.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["account"], row["posted_at"], row["title"], row["url"], row["likes"])
            for row in csv.DictReader(file)
        ]


def test_posts_are_kept_with_what_is_known_of_them(empty: Workspace, tmp_path: Path) -> None:
    path = export(
        tmp_path / "a.json",
        posted("2024-05-01", "a blue lamp, slowly", "1200"),
        posted("2024-05-02", "", "N/A", link="https://v16.example.com/expires"),
        posted("2031-05-02", "to come"),
    )
    report = load(empty, path)
    assert (report.rows, report.listed) == (4, 2)  # beside them the chat and a rejected row
    assert [reason for _, reason in report.rejected] == ["the time is still to come"]
    assert "own posts: 2, 2 of them new" in report.notes
    assert known(empty, tmp_path / "out") == [
        ("me.me", "2024-05-01T10:00:00Z", "a blue lamp, slowly", LINK, "1200"),
        ("me.me", "2024-05-02T10:00:00Z", "", "", ""),
    ]
    before = dump(empty.path / "workspace.db")
    assert load(empty, path).batch is None
    assert dump(empty.path / "workspace.db") == before


def test_the_newest_export_knows_the_likes_and_undo_leaves_what_others_say(
    empty: Workspace, tmp_path: Path
) -> None:
    newer = export(tmp_path / "b.json", posted("2024-05-01", "a", 9), posted("2024-06-01", "b"))
    older = export(tmp_path / "a.json", posted("2024-05-01", "a", 4), posted("2024-04-01", "c"))
    batches = [load(empty, newer).batch]
    report = load(empty, older)
    assert "own posts: 2, 1 of them new" in report.notes
    found = known(empty, tmp_path / "one")
    assert [(row[2], row[4]) for row in found] == [("c", "3"), ("a", "9"), ("b", "3")]
    importing.undo_batch(empty, batches[0] or 0)
    found = known(empty, tmp_path / "two")
    assert [(row[2], row[4]) for row in found] == [("c", "3"), ("a", "4")]
    importing.undo_batch(empty, report.batch or 0)
    assert tables(empty)["own_posts"] == []


def test_posts_are_no_figures_of_a_title_alone(empty: Workspace, tmp_path: Path) -> None:
    load(empty, export(tmp_path / "a.json", posted("2024-05-01", "a")))
    assert tables(empty)["post_figures"] == []
    assert tables(empty)["posts"] == []
