"""Two screens never disagree: one number, read from every place that shows it."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.model import FrontEnd, Purpose
from dm_assistant.services import people, recounting, workspace
from dm_assistant.services.reporting import writing
from dm_assistant.services.views import Topic
from dm_assistant.services.workspace import Workspace
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import open_desk
from tests.day import before, cast
from tests.day.conftest import Commands
from tests.tui.settling import lines, press, settle

OUT = {"handed over", "sent", "seen", "replied", "in requests"}
OPENS = {each.value for each in Purpose} - {"answer", "invite"}
ADDED = ("sent", "mature", "unconfirmed", "codes_given", "late_replies")
COUNTED = ("reply", "positive", "opt_out", "redeemed")


def counts(group: dict[str, Any]) -> Counter[str]:
    """Return the counts of a group that add up over groups which share no person."""
    found = Counter({name: group[name] for name in ADDED})
    return found + Counter({name: group[name]["k"] for name in COUNTED})


@pytest.mark.slow
def test_every_command_says_the_same_number(early: Path, say: Commands) -> None:
    stats = {by: say("stats", "--by", by) for by in ("purpose", "campaign", "template", "language")}
    totals = stats["purpose"]["totals"]
    assert totals["sent"] > 0
    for by, table in stats.items():
        assert table["totals"] == totals, by
        assert sum((counts(each) for each in table["groups"]), Counter()) == counts(totals), by
    _campaigns(say, {each["key"]: each for each in stats["campaign"]["groups"]})
    _templates(say, stats)
    given = sum(pool["given"] + pool["redeemed"] for pool in say("codes", "list"))
    assert given == totals["codes_given"]
    with workspace.open_workspace(early, front_end=FrontEnd.CLI) as ws:
        assert recounting.recount(ws).differences == ()
        assert _written_to(ws) == totals["sent"] + totals["unconfirmed"]


@pytest.mark.slow
def test_every_page_of_numbers_says_the_same_number(
    early: Path, say: Commands, tmp_path: Path
) -> None:
    stats, week, hours = say("stats"), say("review"), say("timing")
    impact, board, tests = say("impact"), say("kpi"), say("experiments")
    totals = stats["totals"]
    # Hours are told of messages past their window alone: the same ones that are mature.
    assert hours["n"] == totals["mature"]
    assert hours["n"] + hours["young"] == totals["sent"]
    assert sum(cell["n"] for cell in hours["cells"]) == hours["n"]
    assert {stats["window_days"], hours["window_days"]} == {7}
    assert len(week["answering"]["waiting"]) == stats["answering"]["waiting"]
    assert sum(week["sent_by_week"]) <= totals["sent"]
    assert week["sent_by_week"][-1] == week["sent"]
    named = {each["name"]: each for each in tests["experiments"]}
    for name, each in named.items():
        assert say("experiment", name) == each
    _report(early, tmp_path, stats, tests, hours)
    by_name = {each["name"]: each for each in board["figures"]}
    days = say("impact", "--since", board["since"], "--until", board["until"])
    [views] = [each for each in days["figures"] if each["name"] == "video_views"]
    assert by_name["views"]["value"] == views["value"]
    assert impact["account"] == board["account"]


def _report(early: Path, folder: Path, stats: Any, tests: Any, hours: Any) -> None:
    """See that a report tells what the commands tell."""
    path = folder / "report.json"
    with workspace.open_workspace(early, front_end=FrontEnd.CLI) as ws:
        writing.write(ws, to=path)
    report = json.loads(path.read_text("utf-8"))
    assert report["stats"]["totals"] == stats["totals"]
    assert report["stats"]["answering"] == stats["answering"]
    assert report["experiments"] == tests
    assert report["timing"] == hours


def _campaigns(say: Commands, groups: dict[str, Any]) -> None:
    """See that a campaign is the same in the list, on its page and in the numbers."""
    for line in say("campaigns"):
        page = say("campaigns", "show", line["name"])
        steps = ("drafted", "approved", "sent", "seen", "replied", "waiting", "skipped")
        assert {each: page[each] for each in steps} == {each: line[each] for each in steps}
        group = groups.get(line["name"])
        assert line["sent"] == (group["sent"] + group["unconfirmed"] if group else 0)
        if group:
            assert page["rates"] == {each: group[each] for each in page["rates"]}
            assert page["replied"] == group["reply"]["k"] + group["late_replies"]


def _templates(say: Commands, stats: dict[str, Any]) -> None:
    """See that what became of each template is the same as in the numbers."""
    shelf = [each for each in say("templates", "list") if each["results"]]
    added = sum((counts(each["results"]) for each in shelf), Counter())
    used = Counter[str]()
    for each in shelf:
        assert each["used"] >= each["results"]["sent"]
        used[each["purpose"]] += each["results"]["sent"]
    assert added["sent"] == stats["template"]["totals"]["sent"]
    assert used == {each["key"]: each["sent"] for each in stats["purpose"]["groups"]}


def _written_to(ws: Workspace) -> int:
    """Return how many first messages the timelines of people tell of."""
    handles = [one.handle for one in cast.cast(random.Random(before.SEED))]  # noqa: S311 - the same people every time
    known = {each.handle for each in people.ranked(ws)}
    return sum(
        entry.topic is Topic.MESSAGES and entry.kind in OUT and entry.detail in OPENS
        for handle in handles
        if handle in known
        for entry in people.person(ws, handle).timeline
    )


@pytest.mark.slow
async def test_the_screens_say_what_the_commands_say(early: Path, say: Commands) -> None:
    groups = {each["key"]: each for each in say("stats", "--by", "purpose")["groups"]}
    [offers] = [each for each in say("campaigns") if each["name"] == before.OFFERS]
    used = {each["name"]: each for each in say("templates", "list") if each["used"]}
    desk = open_desk(early)
    app = DmAssistantApp(desk, early)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "8")
        shown = " ".join(lines(app))
        for key, group in groups.items():
            assert key in shown
            assert f"{group['reply']['k']} of {group['reply']['n']}" in shown, key
        await press(pilot, "escape", "5")
        shown = " ".join(lines(app))
        assert f"{offers['sent']} of {offers['drafted']} sent" in shown
        await press(pilot, "escape", "4")
        most = max(used.values(), key=lambda each: int(each["used"]))
        name = most["name"].split("/")[1]
        assert any(name in line and f"{most['used']}×" in line for line in lines(app))
    desk.close()
