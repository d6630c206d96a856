"""The life of exclusive codes: made, reserved, given and used, one to a person, looked after."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dm_assistant.domain.model import DraftState, FrontEnd, InboundClass, Purpose
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.services import (
    cards,
    checkup,
    code_making,
    codes,
    drafting,
    life,
    people,
    replies,
    rewriting,
    undoing,
    workspace,
)
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.services.workshop import (
    comment,
    comments,
    draft,
    load,
    out,
    refusal,
    state,
    stored,
    tables,
    wait,
    wrote,
)
from tests.shared import ROOT
from tests.workspaces import FANS, dump, write_csv

PATTERN = "MIA-****"
SEEDED = Random(7)  # noqa: S311 - the same codes in every run


@pytest.fixture
def asked(ws: Workspace) -> Workspace:
    """Give a workspace in which everybody was thanked, answered and wants offers."""
    for fan in FANS:
        out(ws, fan)
    wait(ws, hours=1)
    for fan in FANS:
        wrote(ws, "thank you", fan, InboundClass.THANKS)
        people.grant(ws, fan, Purpose.OFFER, f"send me a code, says {fan}")
    wait(ws, days=8)
    return ws


def pool(ws: Workspace) -> codes.PoolCounts:
    [found] = codes.pools(ws)
    return found


def spread(ws: Workspace) -> tuple[int, int, int, int, int]:
    one = pool(ws)
    return one.free, one.withheld, one.reserved, one.given, one.redeemed


def made(ws: Workspace, count: int = 3, **options: Any) -> code_making.Made:
    options.setdefault("perk", "10 % off")
    return code_making.make(ws, "spring", PATTERN, count, draw=SEEDED, **options)


def offer(ws: Workspace, handle: str) -> int:
    return draft(ws, handle, Purpose.OFFER)


# --- making ------------------------------------------------------------------------------------


def test_codes_are_made_to_a_pattern_and_that_is_undone_whole(empty: Workspace) -> None:
    before = dump(empty.path / "workspace.db", ("journal", "images"))
    ends_at = empty.now() + timedelta(days=30)
    done = made(empty, 100, ends_at=ends_at)
    assert (done.pool.total, done.pool.free, done.pool.new) == (100, 100, 100)
    assert (done.pool.perk, done.pool.ends_at) == ("10 % off", ends_at)
    assert done.guesses == 32**4 // 100
    assert len(done.examples) == 3
    assert undoing.undo(empty).act == "codes_make"
    assert dump(empty.path / "workspace.db", ("journal", "images")) == before


def test_the_same_pattern_again_makes_others_and_chance_is_the_machines_own(
    empty: Workspace,
) -> None:
    for _ in range(2):
        code_making.make(empty, "spring", PATTERN, 20)
    found = {row[2] for row in tables(empty)["codes"]}
    assert len(found) == 40
    assert pool(empty).total == 40


@pytest.mark.parametrize(
    ("pattern", "count", "says"),
    [
        ("MIA-##", 1, "every 64th guess would hit one"),
        ("MIA-****", 1_049, "1,000 each is safe"),
        ("MIA", 1, "is no pattern: it needs #"),
        ("", 1, "is no pattern"),
        ("MIA ****", 1, "holds a blank"),
        ("*" * 25, 1, "more than 24"),
        ("****", 100_001, "at most 100,000"),
        ("M\x1b**", 1, "nobody can type"),
    ],
)
def test_what_could_be_guessed_or_typed_by_nobody_is_refused(
    empty: Workspace, pattern: str, count: int, says: str
) -> None:
    before = dump(empty.path / "workspace.db")
    assert says in refusal(lambda: code_making.make(empty, "spring", pattern, count))
    assert dump(empty.path / "workspace.db") == before


def test_a_short_pattern_is_taken_when_asked_for_but_never_one_that_runs_out(
    empty: Workspace,
) -> None:
    assert code_making.make(empty, "spring", "MIA-##", 32, short=True).guesses == 2
    again = refusal(lambda: code_making.make(empty, "spring", "MIA-##", 1, short=True))
    assert "make it longer" in again


def test_what_is_in_a_pool_already_counts_against_guessing(empty: Workspace) -> None:
    code_making.make(empty, "spring", PATTERN, 1_048)
    assert "for 1,049" in refusal(lambda: code_making.make(empty, "spring", PATTERN, 1))


def test_a_pool_is_written_for_the_shop_and_can_be_added_again(
    empty: Workspace, tmp_path: Path
) -> None:
    made(empty, 5)
    assert code_making.export(empty, "spring", tmp_path / "out.csv") == 5
    text = (tmp_path / "out.csv").read_text("utf-8")
    assert text.splitlines()[0] == "code"
    assert {row[2] for row in tables(empty)["codes"]} == set(text.splitlines()[1:])
    if sys.platform != "win32":
        assert (tmp_path / "out.csv").stat().st_mode & 0o077 == 0
    again = codes.add(empty, "spring", tmp_path / "out.csv")
    assert (again.new, again.known) == (0, 5)
    undoing.undo(empty)
    assert codes.add(empty, "spring", tmp_path / "out.csv").new == 5
    assert "there already" in refusal(
        lambda: code_making.export(empty, "spring", tmp_path / "out.csv")
    )
    assert "cannot be written" in refusal(
        lambda: code_making.export(empty, "spring", tmp_path / "no" / "out.csv")
    )
    assert "known: spring" in refusal(lambda: code_making.export(empty, "x", tmp_path / "x.csv"))


def test_no_code_becomes_a_formula_in_the_file_and_each_comes_back(
    empty: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "in.txt").write_text("=SUM(1)\n+A1\nB-2\n")
    codes.add(empty, "spring", tmp_path / "in.txt")
    code_making.export(empty, "spring", tmp_path / "out.csv")
    lines = (tmp_path / "out.csv").read_text("utf-8").splitlines()[1:]
    assert not any(line.startswith(("=", "+", "-", "@")) for line in lines)
    undoing.undo(empty)
    codes.add(empty, "spring", tmp_path / "out.csv")
    assert {row[2] for row in tables(empty)["codes"]} == {"=SUM(1)", "+A1", "B-2"}


# --- what they give ----------------------------------------------------------------------------


def test_a_draft_says_what_its_own_pool_gives(asked: Workspace, tmp_path: Path) -> None:
    # With three more comments another variant fits as well.
    rows = [comment(n, FANS[0], f"the fog in number {n} is unreal", days=-n) for n in range(3)]
    load(asked, comments(tmp_path / "more.csv", *rows))
    asked.settings.facts["perk"] = "what the settings say"
    made(asked, perk="a free print")
    number = offer(asked, FANS[0])
    assert "a free print" in stored(asked, number).text
    codes.change(asked, "spring", perk="two free prints")
    rewriting.other_variant(asked, number)
    assert "two free prints" in stored(asked, number).text
    other = draft(asked, FANS[1], Purpose.OFFER, extra={"perk": "said for once"})
    assert "said for once" in stored(asked, other).text


def test_terms_are_changed_and_taken_back(empty: Workspace) -> None:
    made(empty)
    ends_at = empty.now() + timedelta(days=9)
    assert codes.change(empty, "spring", ends_at=ends_at, perk="x").perk == "x"
    before = dump(empty.path / "workspace.db")
    codes.change(empty, "spring", ends_at=ends_at, perk="x")
    assert dump(empty.path / "workspace.db") == before
    undoing.undo(empty)
    assert (pool(empty).perk, pool(empty).ends_at) == ("10 % off", None)
    assert "there is no pool 'x'; known: spring" in refusal(
        lambda: codes.change(empty, "x", perk="x")
    )
    assert "in one line" in refusal(lambda: codes.change(empty, "spring", perk="a\nb"))
    assert "to come" in refusal(lambda: codes.change(empty, "spring", ends_at=empty.now()))


def test_waiting_messages_say_the_terms_that_were_changed_and_lose_their_approval(
    asked: Workspace,
) -> None:
    made(asked, ends_at=asked.now() + timedelta(days=90), perk="a free print")
    number, other = offer(asked, FANS[0]), offer(asked, FANS[1])
    life.approve(asked, [number])
    was = stored(asked, number)
    ends_at = asked.now() + timedelta(days=20)
    changed = codes.change(asked, "spring", ends_at=ends_at, perk="two free prints")
    assert changed.reworded == 2
    last = (ends_at - timedelta(seconds=1)).astimezone(asked.timezone)
    for each in (number, other):
        now = stored(asked, each)
        assert f"{last:%A} {last.day} {last:%B}" in now.text
        assert "two free prints" in now.text
        assert now.state is DraftState.DRAFTED
        assert not now.edited
    undoing.undo(asked)
    assert stored(asked, number) == was


# --- to one person each ------------------------------------------------------------------------


def test_a_code_goes_from_free_to_given_with_its_message(asked: Workspace) -> None:
    made(asked)
    assert spread(asked) == (3, 0, 0, 0, 0)
    number = offer(asked, FANS[0])
    assert spread(asked) == (2, 0, 1, 0, 0)
    life.skip(asked, [number])
    assert spread(asked) == (3, 0, 0, 0, 0)
    undoing.undo(asked)
    assert spread(asked) == (2, 0, 1, 0, 0)
    assert stored(asked, number).code
    life.approve(asked, [number])
    life.hand_over(asked, number)
    life.sent(asked, [number])
    assert spread(asked) == (2, 0, 0, 1, 0)


def test_a_code_that_was_handed_over_is_for_nobody_else(asked: Workspace) -> None:
    made(asked, 2)
    number = offer(asked, FANS[0])
    code = stored(asked, number).code
    life.approve(asked, [number])
    life.hand_over(asked, number)
    life.could_not_send(asked, [number])
    assert spread(asked) == (1, 1, 0, 0, 0)
    other = offer(asked, FANS[1])
    assert stored(asked, other).code != code
    report = drafting.make(asked, Purpose.OFFER, names=[FANS[2]])
    assert "not known: a free code" in report.left_out[0].reason
    life.skip(asked, [other])
    wait(asked, days=8)
    # The same person gets it again before any other one.
    again = offer(asked, FANS[0])
    assert stored(asked, again).code == code


def test_undoing_the_hand_over_makes_its_code_anybodys_again(asked: Workspace) -> None:
    made(asked, 1)
    number = offer(asked, FANS[0])
    life.approve(asked, [number])
    life.hand_over(asked, number)
    life.could_not_send(asked, [number])
    assert spread(asked) == (0, 1, 0, 0, 0)
    undoing.undo(asked)
    undoing.undo(asked)
    life.skip(asked, [number])
    assert spread(asked) == (1, 0, 0, 0, 0)
    assert stored(asked, offer(asked, FANS[1])).code


def test_a_pool_that_ended_gives_no_code(asked: Workspace) -> None:
    made(asked, ends_at=asked.now() + timedelta(hours=1))
    wait(asked, hours=1)
    report = drafting.make(asked, Purpose.OFFER, names=[FANS[0]])
    assert not report.drafts
    code_making.make(asked, "summer", PATTERN, 1, perk="x")
    assert stored(asked, offer(asked, FANS[0])).code


def test_the_database_itself_keeps_a_code_from_waiting_for_two(asked: Workspace) -> None:
    made(asked)
    one, two = offer(asked, FANS[0]), offer(asked, FANS[1])
    with (
        pytest.raises(Exception, match=r"UNIQUE constraint failed: drafts\.code_id"),
        asked.database.write() as tx,
    ):
        tx.exec_driver_sql(
            "UPDATE drafts SET code_id = (SELECT code_id FROM drafts WHERE id = ?) WHERE id = ?",
            (one, two),
        )


PROGRAM = """
import sys, time
from pathlib import Path
from dm_assistant.domain.model import FrontEnd, InboundClass, Purpose
from dm_assistant.services import drafting, workspace
with workspace.open_workspace(Path(sys.argv[1]), front_end=FrontEnd.TUI) as ws:
    time.sleep(max(0, float(sys.argv[2]) - time.time()))
    for name in sys.argv[3:]:
        drafting.make(ws, Purpose.OFFER, names=[name])
"""


@pytest.mark.slow
def test_several_terminals_never_give_one_code_twice(tmp_path: Path, clock: None) -> None:
    del clock
    folk = [f"fan{n}" for n in range(24)]
    with workspaces.with_fans(tmp_path / "w", folk) as ws:
        for fan in folk:
            replies.log(ws, fan, "what a lovely picture")
        made(ws, 20)
    start = datetime.now().timestamp() + 3  # noqa: DTZ005 - the machine's own clock
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path / "w"), str(start), *folk[n::4]], cwd=ROOT
        )
        for n in range(4)
    ]
    assert [each.wait(timeout=120) for each in racers] == [0] * 4
    with workspace.open_workspace(tmp_path / "w", front_end=FrontEnd.CLI) as ws:
        rows = tables(ws)["codes"]
        held = [row[5] for row in rows if row[4] == "reserved"]
        assert len(held) == len(set(held)) == 20
        assert spread(ws) == (0, 0, 20, 0, 0)
        with ws.database.light() as db:
            found = db.execute("SELECT code_id FROM drafts WHERE code_id NOT NULL").fetchall()
        assert len(found) == len(set(found)) == 20


# --- used --------------------------------------------------------------------------------------


def sent_offer(ws: Workspace, handle: str) -> str:
    number = offer(ws, handle)
    life.approve(ws, [number])
    life.hand_over(ws, number)
    life.sent(ws, [number])
    return stored(ws, number).code


def test_a_code_is_noted_as_used_by_hand_once(asked: Workspace) -> None:
    made(asked, 20)
    code = sent_offer(asked, FANS[0])
    wait(asked, hours=2)
    before = dump(asked.path / "workspace.db", ("journal", "images"))
    found = codes.redeemed(asked, [code.lower(), f" {code} "], asked.now() - timedelta(hours=1))
    assert (found.new, found.known) == (1, 0)
    assert spread(asked) == (19, 0, 0, 0, 1)
    assert pool(asked).warnings == ()
    assert [each.code for each in people.person(asked, FANS[0]).codes] == [code]
    kept = dump(asked.path / "workspace.db")
    assert (codes.redeemed(asked, [code]).new, codes.redeemed(asked, [code]).known) == (0, 1)
    assert dump(asked.path / "workspace.db") == kept
    undoing.undo(asked)
    assert dump(asked.path / "workspace.db", ("journal", "images")) == before


def test_a_shops_file_names_the_order_of_a_code_that_was_noted_by_hand(
    asked: Workspace, tmp_path: Path
) -> None:
    made(asked, 20)
    code = sent_offer(asked, FANS[0])
    codes.redeemed(asked, [code])
    orders = write_csv(tmp_path / "o.csv", ("Order", "code", "Date"), [("7", code, "2024-09-30")])
    codes.redeem(asked, orders)
    assert spread(asked) == (19, 0, 0, 0, 1)
    assert [each.order for each in people.person(asked, FANS[0]).codes] == ["7"]
    undoing.undo(asked)
    assert spread(asked) == (19, 0, 0, 0, 1)
    undoing.undo(asked)
    assert spread(asked) == (19, 0, 0, 1, 0)


def test_an_unknown_code_or_a_time_to_come_notes_nothing(asked: Workspace) -> None:
    made(asked)
    code = tables(asked)["codes"][0][2]
    before = dump(asked.path / "workspace.db")
    for said, at, words in (
        ([code, "NOPE", "x\x1b"], None, "in no pool of yours: NOPE"),
        ([" "], None, "say which codes"),
        ([code], asked.now() + timedelta(seconds=1), "that is past"),
    ):
        assert words in refusal(partial(codes.redeemed, asked, said, at))
    assert dump(asked.path / "workspace.db") == before


def test_codes_that_were_passed_on_or_given_to_nobody_are_said(
    asked: Workspace, tmp_path: Path
) -> None:
    made(asked, 20)
    code = sent_offer(asked, FANS[0])
    stray = next(row[2] for row in tables(asked)["codes"] if row[4] == "free")
    rows = [("1", code, ""), ("2", code, ""), ("3", stray, "")]
    codes.redeem(asked, write_csv(tmp_path / "o.csv", ("Order", "code", "Date"), rows))
    assert pool(asked).warnings == (
        "1 code used in more than one order: passed on to others",
        "1 code used that you gave to nobody",
    )


# --- looked after ------------------------------------------------------------------------------


def test_a_pool_says_when_it_runs_low_and_when_it_ends(asked: Workspace) -> None:
    made(asked, 11)
    assert codes.warnings(asked) == ()
    offer(asked, FANS[0])
    assert codes.warnings(asked) == ()
    offer(asked, FANS[1])
    assert codes.warnings(asked) == ("spring: running low: 9 of 11 codes free",)
    codes.change(asked, "spring", ends_at=asked.now() + timedelta(days=7, seconds=1))
    assert len(codes.warnings(asked)) == 1
    wait(asked, seconds=1)
    soon = "spring: its codes end soon: the last day is Wednesday 16 October"
    assert codes.warnings(asked)[1] == soon
    wait(asked, days=7)
    assert codes.warnings(asked) == ("spring: it ended; 2 codes in drafts can no longer be sent",)
    [check] = [each for each in checkup.doctor(asked) if each.name == "codes"]
    assert (check.ok, check.detail) == (True, codes.warnings(asked)[0])


def test_a_large_pool_is_low_by_its_share(empty: Workspace) -> None:
    code_making.make(empty, "spring", PATTERN, 100)
    with empty.database.write() as tx:
        tx.exec_driver_sql("UPDATE codes SET state = 'given' WHERE id <= 80")
    assert codes.warnings(empty) == ()
    with empty.database.write() as tx:
        tx.exec_driver_sql("UPDATE codes SET state = 'given' WHERE id <= 81")
    assert codes.warnings(empty) == ("spring: running low: 19 of 100 codes free",)


def verdict(ws: Workspace, number: int) -> tuple[Status, datetime | None]:
    with ws.database.read() as tx:
        [card] = cards.of_drafts(tx, ws, [number])
    assert card.verdict is not None
    return card.verdict.status, card.verdict.until


def test_a_code_must_outlive_the_earliest_moment_by_a_second(asked: Workspace) -> None:
    sent = draft(asked, FANS[0])
    life.approve(asked, [sent])
    life.hand_over(asked, sent)
    life.sent(asked, [sent])
    wait(asked, hours=1)
    wrote(asked, "thank you again", FANS[0], InboundClass.THANKS)
    made(asked)
    number = offer(asked, FANS[0])
    status, earliest = verdict(asked, number)
    assert status is Status.HOLD
    assert earliest is not None
    codes.change(asked, "spring", ends_at=earliest)
    assert verdict(asked, number) == (Status.BLOCK, None)
    assert state(asked, number).value == "drafted"
    codes.change(asked, "spring", ends_at=earliest + timedelta(seconds=1))
    assert verdict(asked, number) == (Status.HOLD, earliest)
    asked.fixed_now = earliest
    assert verdict(asked, number)[0] in {Status.ALLOW, Status.WARN}
    wait(asked, seconds=1)
    assert verdict(asked, number)[0] is Status.BLOCK


def test_another_variant_keeps_the_code_and_takes_none_besides(
    asked: Workspace, tmp_path: Path
) -> None:
    rows = [comment(n, FANS[0], f"the fog in number {n} is unreal", days=-n) for n in range(3)]
    load(asked, comments(tmp_path / "more.csv", *rows))
    made(asked)
    number = offer(asked, FANS[0])
    code, template = stored(asked, number).code, stored(asked, number).template
    rewriting.other_variant(asked, number)
    assert stored(asked, number).template != template
    assert stored(asked, number).code == code
    assert code in stored(asked, number).text
    assert spread(asked) == (2, 0, 1, 0, 0)
