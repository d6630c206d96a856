"""Numbers where there is nothing to count, or what was counted makes no sense: said in words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dm_assistant.domain.model import FrontEnd, InboundClass, Purpose
from dm_assistant.services import codes, life, people, workspace
from tests import workspaces
from tests.cli.conftest import NOW, Run
from tests.services.workshop import draft, out, stored, wait, wrote
from tests.workspaces import FANS

NOUGHT = re.compile(r"(?<![\d.,])0(\.0)? ?%")
"""A share of nothing, written as if it were one."""


LATER = "2024-10-09T15:00:00+00:00"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace in which one person got a code, in a campaign of one template."""
    folder = tmp_path_factory.mktemp("offered")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", NOW)
        with workspaces.with_fans(folder / "w") as ws:
            (folder / "codes.txt").write_text("SKY-1\nSKY-2\n", "utf-8")
            codes.add(ws, "sky", folder / "codes.txt")
            out(ws)
            wait(ws, hours=1)
            wrote(ws, "thank you so much", kind=InboundClass.THANKS)
            people.grant(ws, FANS[0], Purpose.OFFER, "send me a code")
            wait(ws, days=8)
            number = draft(ws, purpose=Purpose.OFFER, extra={"perk": "10 % off"}, campaign="sky")
            life.approve(ws, [number])
            life.sent(ws, [number])
    return folder / "w"


@pytest.fixture
def offered(run: Run, home: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on a copy of that workspace, two hours later."""
    monkeypatch.setenv("DM_ASSISTANT_NOW", LATER)
    shutil.copytree(made, home)
    return run


@pytest.mark.parametrize("by", ["", "purpose"])
def test_without_messages_no_share_is_shown(practice: Run, by: str) -> None:
    ran = practice("stats", *(("--by", by) if by else ()))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Nothing was sent yet.\nApprove a draft, hand it over and say sent")
    assert not NOUGHT.search(ran.out)
    totals = practice("stats", "--json").document["totals"]
    for name in ("open", "reply", "positive", "opt_out", "redeemed"):
        rate = totals[name]
        assert (rate["k"], rate["n"], rate["rate"], rate["low"]) == (0, 0, None, None), name
    assert totals["median_hours_to_reply"] is None


def test_a_time_without_messages_is_told_from_none_at_all(offered: Run) -> None:
    ran = offered("stats", "--since", "2024-10-09T14:00:00+00:00", "--by", "purpose")
    assert ran.code == 0
    assert "No first message was sent from 2024-10-09 14:00 (UTC): no rate." in ran.out
    assert "yet" not in ran.out
    assert not NOUGHT.search(ran.out)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("stats", "--since", "2031-01-01"), "--since lies in the future"),
        (("stats", "--since", "some day"), "some day"),
        (("stats", "--by", "colour"), "colour"),
        (("impact", "--since", "2031-01-01"), "--since lies in the future"),
        (("impact", "--date", "2031-01-01"), "--date lies in the future"),
        (("review", "--week", "9999-W52"), "has not begun"),
        (("review", "--week", "0001-W01"), "before there was anything to look back on"),
        (("impact", "--date", "0001-01-02"), "days ago: choose a later day"),
        (("campaigns", "show", "nothing"), "nothing"),
    ],
)
def test_what_cannot_be_asked_is_one_line(practice: Run, words: list[str], says: str) -> None:
    ran = practice(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert says in ran.err


def test_a_campaign_of_one_variant_is_compared_with_nothing(offered: Run) -> None:
    page = offered("campaigns", "show", "sky")
    assert page.code == 0
    assert "not a test" not in page.out
    assert "0 of 1 replied so far" in page.out
    assert not NOUGHT.search(page.out)


def test_a_code_used_more_often_than_it_was_sent_gives_no_rate_above_all(
    offered: Run, home: Path
) -> None:
    with workspace.open_workspace(home, front_end=FrontEnd.CLI) as ws:
        code = stored(ws, 2).code
    orders = "".join(f"{code},{number},2024-10-09T1{number}:00:00Z\n" for number in range(3))
    (home.parent / "orders.csv").write_text(f"code,order_id,redeemed_at\n{orders}", "utf-8")
    ran = offered("codes", "redeem", home.parent / "orders.csv")
    assert ran.code == 0, ran.err
    assert "used in more than one order: passed on to others" in offered("codes", "list").out
    redeemed = offered("stats", "--json").document["totals"]["redeemed"]
    assert (redeemed["k"], redeemed["n"], redeemed["rate"]) == (1, 1, None)
    told = offered("stats").out
    assert "code used more often than it was sent (shared or leaked): no rate" in told
    assert not NOUGHT.search(told)
    checks = offered("doctor", "--json").document["checks"]
    assert [each["ok"] for each in checks if each["name"] == "numbers"] == [True]
