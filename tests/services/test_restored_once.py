"""Going back to a copy makes nothing happen twice: no message, no step, no code."""

from __future__ import annotations

from pathlib import Path

from dm_assistant.domain.model import DraftState, InboundClass, Purpose, SuppressionReason
from dm_assistant.services import (
    codes,
    drafting,
    importing,
    life,
    people,
    undoing,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import held
from tests import workspaces
from tests.services.going_back import (
    go_back,
    kept,
    later,
    status,
    unsound,
)
from tests.services.test_redemptions import order, orders
from tests.services.workshop import (
    approved,
    comment,
    comments,
    draft,
    load,
    out,
    state,
    stored,
    tables,
    touches,
    wrote,
)
from tests.workspaces import FANS

MIA, ZOE, TOM = FANS
OPT_OUT = SuppressionReason.OPT_OUT


# --- what may be there once only -------------------------------------------------------------


def test_of_two_messages_that_were_out_one_is_asked_about(ws: Workspace) -> None:
    people.grant(ws, MIA, Purpose.FEEDBACK, "ask me")
    first = approved(ws, MIA)
    life.hand_over(ws, first)
    name = kept(ws)
    undoing.undo(ws)
    life.skip(ws, [first])
    second = draft(ws, MIA)
    life.approve(ws, [second])
    life.hand_over(ws, second)
    go_back(ws, name)
    assert (state(ws, first), state(ws, second)) == (DraftState.SENT, DraftState.HANDED_OVER)
    assert sorted(touches(ws)) == [(first, "sent"), (second, "handed_over")]
    assert unsound(ws) == []


def test_nobody_gets_the_step_of_a_campaign_twice(ws: Workspace) -> None:
    first = draft(ws, MIA, campaign="spring")
    name = kept(ws)
    life.skip(ws, [first])
    second = draft(ws, MIA, campaign="spring")
    life.approve(ws, [second])
    life.hand_over(ws, second)
    go_back(ws, name)
    assert state(ws, first) is DraftState.CANCELLED
    assert state(ws, second) is DraftState.HANDED_OVER
    report = drafting.make(ws, Purpose.THANKS, names=[MIA], campaign="spring")
    assert not report.drafts
    assert unsound(ws) == []


def coded(ws: Workspace, handle: str) -> int:
    """Draft for a person a message that carries the next code."""
    return draft(ws, handle, Purpose.OFFER, template="give-back", extra={"perk": "10 % off"})


def pool(ws: Workspace, *found: str) -> None:
    path = ws.path.parent / "codes.txt"
    path.write_text("\n".join(found))
    codes.add(ws, "spring", path)


def holders(ws: Workspace) -> dict[str, tuple[str, int | None]]:
    return {row[2]: (row[4], row[5]) for row in tables(ws)["codes"]}


def test_no_code_is_given_to_two(ws: Workspace) -> None:
    pool(ws, "SPRING-A", "SPRING-B")
    people.grant(ws, ZOE, Purpose.OFFER, "send me offers")
    out(ws, ZOE)
    first = coded(ws, MIA)
    name = kept(ws)
    life.skip(ws, [first])
    later(ws, days=8)
    wrote(ws, "hello again", ZOE, kind=InboundClass.POSITIVE)
    second = coded(ws, ZOE)
    assert stored(ws, second).code == "SPRING-A"
    life.approve(ws, [second])
    life.hand_over(ws, second)
    life.sent(ws, [second])
    go_back(ws, name)
    assert state(ws, first) is DraftState.CANCELLED
    zoe = people.person(ws, ZOE).contact.contact_id
    assert holders(ws) == {"SPRING-A": ("given", zoe), "SPRING-B": ("free", None)}
    assert unsound(ws) == []


def test_a_code_that_the_copy_does_not_know_comes_with_its_message(ws: Workspace) -> None:
    people.grant(ws, ZOE, Purpose.OFFER, "send me offers")
    out(ws, ZOE)
    name = kept(ws)
    later(ws, days=8)
    wrote(ws, "hello again", ZOE, kind=InboundClass.POSITIVE)
    pool(ws, "SPRING-A", "SPRING-B")
    number = coded(ws, ZOE)
    life.approve(ws, [number])
    life.hand_over(ws, number)
    go_back(ws, name)
    assert stored(ws, number).code == "SPRING-A"
    zoe = people.person(ws, ZOE).contact.contact_id
    assert holders(ws) == {"SPRING-A": ("reserved", zoe)}
    life.sent(ws, [number])
    assert holders(ws) == {"SPRING-A": ("given", zoe)}
    assert unsound(ws) == []


def test_what_was_redeemed_since_is_redeemed(ws: Workspace) -> None:
    pool(ws, "SPRING-A")
    name = kept(ws)
    orders = workspaces.write_csv(
        ws.path.parent / "orders.csv", ("code", "redeemed_at"), [("SPRING-A", "2024-09-30")]
    )
    codes.redeem(ws, orders)
    before = holders(ws)
    assert before["SPRING-A"][0] == "redeemed"
    go_back(ws, name)
    assert holders(ws) == before


def test_an_order_read_since_and_its_refund_are_both_known_afterwards(
    ws: Workspace, tmp_path: Path
) -> None:
    pool(ws, "SPRING-A", "SPRING-B")
    first = orders(tmp_path / "1.csv", order(1, "SPRING-A"), order(2, "SPRING-B"))
    load(ws, first)
    name = kept(ws)
    later(ws, hours=1)
    load(ws, orders(tmp_path / "2.csv", order(1, "SPRING-A", "refunded"), order(2, "SPRING-B")))
    load(ws, orders(tmp_path / "3.csv", order(3, "SPRING-A"), order(4, "SPRING-B", "refunded")))
    known = uses(ws)
    before = holders(ws)
    go_back(ws, name)
    assert (uses(ws), holders(ws)) == (known, before)
    assert load(ws, first).batch is None
    assert uses(ws) == known
    importing.undo_batch(ws, 2)  # the orders of the first file; the second one named one again
    assert uses(ws) == known
    assert holders(ws)["SPRING-A"][0] == holders(ws)["SPRING-B"][0] == "redeemed"
    go_back(ws, kept(ws))
    assert uses(ws) == known
    assert unsound(ws) == []


def test_orders_of_two_histories_that_parted_are_all_known(ws: Workspace, tmp_path: Path) -> None:
    pool(ws, "SPRING-A", "SPRING-B")
    older = kept(ws)
    load(ws, orders(tmp_path / "1.csv", order(1, "SPRING-A"), order(2, "SPRING-B")))
    newer = kept(ws)
    ws.close()
    (ws.path / "workspace.db").unlink()
    go_back(ws, older)
    # An import of the same number as the one that the newer copy has, of another file.
    load(ws, orders(tmp_path / "2.csv", order(1, "SPRING-A", "refunded"), order(3, "SPRING-B")))
    go_back(ws, newer)
    assert uses(ws) == {
        ("SPRING-A", "#1"): "yes",
        ("SPRING-B", "#2"): "no",
        ("SPRING-B", "#3"): "no",
    }
    assert holders(ws)["SPRING-A"][0] != "redeemed"
    assert unsound(ws) == []


def uses(ws: Workspace) -> dict[tuple[str, str], str]:
    """Return by code and order whether it was refunded."""
    with ws.database.read() as tx:
        return {(row[0], row[3]): row[5] for row in held.redemptions(tx)}


def test_of_two_histories_that_parted_both_count(ws: Workspace, tmp_path: Path) -> None:
    """The database was lost, an older copy worked with, and a newer copy found again."""
    older = kept(ws)
    first = out(ws, MIA)
    people.suppress(ws, TOM, OPT_OUT)
    newer = kept(ws)
    ws.close()
    (ws.path / "workspace.db").unlink()
    go_back(ws, older)
    load(ws, comments(tmp_path / "c.csv", comment(7, "new.face", "what a lovely blue, yes")))
    people.grant(ws, "new.face", Purpose.THANKS, "yes")
    second = out(ws, "new.face")
    third = out(ws, ZOE)
    assert second == first
    people.withdraw(ws, MIA, Purpose.THANKS, "not any more")
    done = go_back(ws, newer)
    assert (done.again.touches, done.again.withdrawals) == (2, 1)
    assert sorted(state for _, state in touches(ws)) == ["sent"] * 3
    later(ws, hours=1)
    for handle in (MIA, ZOE, "new.face"):
        assert status(ws, handle, "gap") == "hold"
    assert status(ws, TOM, "opt_out") == "block"
    assert status(ws, MIA, "consent") == "block"
    assert third not in {row[0] for row in tables(ws)["drafts"] if row[1] == 1}
    assert unsound(ws) == []
