"""Undo puts back exactly what was there, for every kind of act, and never weakens a "no"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.model import DraftState as S
from dm_assistant.domain.model import InboundClass as C
from dm_assistant.domain.model import Purpose, SuppressionReason
from dm_assistant.errors import RefusedError
from dm_assistant.services import (
    answers,
    codes,
    drafting,
    importing,
    keywords,
    life,
    merging,
    people,
    queue,
    renaming,
    replies,
    rewriting,
    undoing,
)
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests.services.test_importing import CONTACTS, ledger, yes
from tests.services.workshop import (
    GROWS,
    NOON,
    approved,
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
from tests.workspaces import FANS, copied, with_fans, write_csv

Act = Callable[[Workspace, dict[str, int]], object]
LAST_WEEK = NOON - timedelta(days=7)


def offer(ws: Workspace) -> None:
    drafting.make(ws, Purpose.OFFER, names=FANS, extra={"perk": "10 % off"})


def code_file(ws: Workspace, *found: str) -> Path:
    path = ws.path.parent / "codes.txt"
    path.write_text("\n".join(found))
    return path


def orders(ws: Workspace) -> Path:
    return write_csv(ws.path.parent / "orders.csv", ("code",), [("SUN1",)])


def commented(ws: Workspace) -> Path:
    return comments(
        ws.path.parent / "c.csv", comment(1, "new.one"), comment(2, FANS[0], name="Mia Sun")
    )


def agreed(ws: Workspace) -> Path:
    return ledger(ws.path.parent / "l.csv", yes(FANS[0]), yes(FANS[1]))


def known(ws: Workspace) -> Path:
    row = [FANS[0], "Mia", "fr", "Europe/Paris", "FR", "mutual", "vip", "kind"]
    return write_csv(ws.path.parent / "p.csv", CONTACTS, [row, ["new.one", *[""] * 7]])


ACTS: dict[str, Act] = {
    "draft": lambda ws, _: drafting.make(ws, Purpose.FEEDBACK, names=FANS),
    "draft with codes": lambda ws, _: offer(ws),
    "other variant": lambda ws, ids: rewriting.other_variant(ws, ids["drafted"]),
    "edit": lambda ws, ids: rewriting.edit(ws, ids["drafted"], "quite other words"),
    "edit what was approved": lambda ws, ids: rewriting.edit(ws, ids["approved"], "other words"),
    "approve": lambda ws, ids: life.approve(ws, [ids["drafted"]]),
    "skip": lambda ws, ids: life.skip(ws, [ids["drafted"]]),
    "skip what was approved": lambda ws, ids: life.skip(ws, [ids["approved"]]),
    "snooze": lambda ws, ids: life.snooze(ws, [ids["drafted"]]),
    "snooze what was approved": lambda ws, ids: life.snooze(ws, [ids["approved"]]),
    "hand over": lambda ws, ids: life.hand_over(ws, ids["approved"]),
    "sent at once": lambda ws, ids: life.sent(ws, [ids["approved"]]),
    "sent": lambda ws, ids: life.sent(ws, [ids["handed_over"]]),
    "failed": lambda ws, ids: life.could_not_send(ws, [ids["handed_over"]]),
    "failed after sent": lambda ws, ids: life.could_not_send(ws, [ids["sent"]]),
    "seen": lambda ws, ids: life.seen(ws, [ids["sent"]]),
    "seen unconfirmed": lambda ws, ids: life.seen(ws, [ids["handed_over"]]),
    "many at once": lambda ws, ids: life.skip(ws, [ids["drafted"], ids["approved"]]),
    "reply": lambda ws, _: wrote(ws, "thank you so much", "sent"),
    "reply to what was handed over": lambda ws, _: wrote(ws, "a kind word", "handed_over"),
    "reply of a teenager": lambda ws, _: wrote(ws, "i'm 17 btw", "sent"),
    "class": lambda ws, ids: replies.classify(ws, ids["question"], C.QUESTION),
    "archive": lambda ws, ids: replies.archive(ws, ids["question"]),
    "snooze reply": lambda ws, ids: replies.snooze(ws, ids["question"]),
    "answer": lambda ws, ids: answers.answer(ws, ids["classed"], "cotton paper"),
    "consent": lambda ws, _: people.grant(ws, FANS[0], Purpose.OFFER, "send me codes"),
    "note": lambda ws, _: people.note(ws, 1, "likes blue"),
    "facts": lambda ws, _: people.set_facts(ws, 1, name="Mia", timezone="Asia/Tokyo"),
    "codes": lambda ws, _: codes.add(ws, "summer", code_file(ws, "SEA1")),
    "redeem": lambda ws, _: codes.redeem(ws, orders(ws)),
    "announce a word": lambda ws, _: keywords.add(ws, "FOGLIST", Purpose.OFFER, from_at=LAST_WEEK),
    "merge": lambda ws, _: merging.merge(ws, "approved", "sent"),
    "rename": lambda ws, _: renaming.rename(ws, "approved", "another.name"),
    "import comments": lambda ws, _: load(ws, commented(ws)),
    "import consents": lambda ws, _: load(ws, agreed(ws)),
    "import contacts": lambda ws, _: load(ws, known(ws)),
}
STATES = ("drafted", "approved", "handed_over", "sent", "asked", "answered")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """Give a workspace, closed, with a message in every state and codes in a pool."""
    folder = tmp_path_factory.mktemp("busy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, NOON.isoformat())
        with with_fans(folder / "w") as ws:
            return ws.path, _fill(ws)


def _fill(ws: Workspace) -> dict[str, int]:
    rows = [
        comment(place, each, f"what a lovely blue, number {place}", days=place + 1)
        for place, each in enumerate(STATES)
    ]
    load(ws, comments(ws.path.parent / "busy.csv", *rows))
    for each in STATES:
        people.grant(ws, each, Purpose.THANKS, "yes")
    codes.add(ws, "spring", code_file(ws, "SUN1", "SUN2"))
    ids = {each: draft(ws, each) for each in STATES[:4]}
    life.approve(ws, [ids[each] for each in STATES[1:4]])
    life.hand_over(ws, ids["handed_over"])
    life.sent(ws, [ids["sent"]])
    wait(ws, minutes=20)
    ids["question"] = wrote(ws, "which paper do you use?", "asked").message
    ids["classed"] = wrote(ws, "which paper?", "answered", kind=C.QUESTION).message
    return ids


@pytest.fixture
def busy(
    made: tuple[Path, dict[str, int]], tmp_path: Path
) -> Iterator[tuple[Workspace, dict[str, int]]]:
    """Give a copy of that workspace a little later."""
    with copied(made[0], tmp_path / "w") as ws:
        wait(ws, minutes=20)
        yield ws, made[1]


def dump(ws: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    return tables(ws, (*GROWS, "imports"))


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS)
def test_undo_puts_every_table_back(busy: tuple[Workspace, dict[str, int]], act: str) -> None:
    ws, ids = busy
    before = dump(ws)
    ACTS[act](ws, ids)
    assert dump(ws) != before or act in {"consent", "import consents"}
    undoing.undo(ws)
    assert dump(ws) == before


@pytest.mark.parametrize("act", ["consent", "import consents"])
def test_undone_consent_is_out_of_force(busy: tuple[Workspace, dict[str, int]], act: str) -> None:
    ws, ids = busy
    purpose = Purpose.OFFER if act == "consent" else Purpose.FEEDBACK
    ACTS[act](ws, ids)
    assert people.check(ws, FANS[0], purpose).finding("consent").status == "allow"  # type: ignore[union-attr]
    undoing.undo(ws)
    assert people.check(ws, FANS[0], purpose).finding("consent").status == "block"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "act",
    [
        lambda ws, _: wrote(ws, "please stop messaging me", "approved"),
        lambda ws, _: wrote(ws, "im 14 btw", "approved"),
        lambda ws, _: people.suppress(ws, "approved", SuppressionReason.OPT_OUT),
        lambda ws, _: people.withdraw(ws, "approved", Purpose.THANKS, "no thanks to thanks"),
        lambda ws, ids: life.never(ws, [ids["approved"]]),
    ],
)
def test_no_undo_weakens_a_no(busy: tuple[Workspace, dict[str, int]], act: Act) -> None:
    ws, ids = busy
    act(ws, ids)
    before = tables(ws)
    with pytest.raises(RefusedError, match="is not undone"):
        undoing.undo(ws)
    assert tables(ws) == before
    assert state(ws, ids["approved"]) is S.CANCELLED


def test_a_class_that_stopped_somebody_is_not_undone(
    busy: tuple[Workspace, dict[str, int]],
) -> None:
    ws, ids = busy
    replies.classify(ws, ids["question"], C.OPT_OUT)
    before = tables(ws)
    with pytest.raises(RefusedError, match="is not undone"):
        undoing.undo(ws)
    assert tables(ws) == before


def test_an_undone_import_takes_no_opt_out_with_it(ws: Workspace, tmp_path: Path) -> None:
    report = load(ws, comments(tmp_path / "c.csv", comment(1, "new.one")))
    people.suppress(ws, "new.one", SuppressionReason.OPT_OUT)
    importing.undo_batch(ws, report.batch or 0)
    load(ws, tmp_path / "c.csv")
    assert people.person(ws, "new.one").contact.no_contact == "opt_out"


def test_many_moved_at_once_come_back_at_once(ws: Workspace) -> None:
    numbers = [draft(ws, each) for each in FANS]
    life.approve(ws, numbers)
    undone = undoing.undo(ws)
    assert (undone.act, undone.restored) == ("approve", 3)
    assert {state(ws, each) for each in numbers} == {S.DRAFTED}


@pytest.mark.slow
def test_acts_are_taken_back_one_after_another_to_the_beginning(ws: Workspace) -> None:
    history = [dump(ws)]
    number = draft(ws)
    for act in (
        lambda: rewriting.edit(ws, number, stored(ws, number).text + "!"),
        lambda: life.approve(ws, [number]),
        lambda: life.hand_over(ws, number),
        lambda: life.sent(ws, [number]),
        lambda: wrote(ws, "thank you"),
    ):
        history.append(dump(ws))
        act()
    for expected in reversed(history):
        undoing.undo(ws)
        assert dump(ws) == expected


def test_undo_is_not_itself_undone(ws: Workspace) -> None:
    number = draft(ws)
    life.skip(ws, [number])
    undoing.undo(ws)
    assert state(ws, number) is S.DRAFTED
    assert undoing.undo(ws).act == "draft"


def test_with_nothing_done_there_is_nothing_to_undo(empty: Workspace) -> None:
    assert refusal(lambda: undoing.undo(empty)) == "there is nothing to undo"


def test_undo_looks_past_what_time_brought_about(ws: Workspace) -> None:
    people.note(ws, 2, "likes blue")
    wrote(ws, "STOPPP 😭", FANS[2])
    number = approved(ws)
    wait(ws, hours=72)
    queue.counts(ws)
    refusal(lambda: life.hand_over(ws, number))
    assert people.person(ws, FANS[2]).contact.no_contact == "opt_out"
    assert [undoing.undo(ws).act for _ in range(2)] == ["approve", "draft"]
    with pytest.raises(RefusedError):
        undoing.undo(ws)
    assert people.person(ws, FANS[2]).contact.no_contact == "opt_out"


def test_an_undone_skip_never_gives_a_suppressed_person_their_message_back(ws: Workspace) -> None:
    wrote(ws, "STOPPP 😭")
    with pytest.raises(RefusedError):
        life.approve(ws, [draft(ws)])
    out(ws, FANS[1])
    number = approved(ws, FANS[2])
    wrote(ws, "hm, STOPPP 😭", FANS[2])
    life.snooze(ws, [number])
    wait(ws, hours=72)
    queue.counts(ws)
    assert state(ws, number) is S.CANCELLED
    with pytest.raises(RefusedError):
        undoing.undo(ws)
    assert state(ws, number) is S.CANCELLED
