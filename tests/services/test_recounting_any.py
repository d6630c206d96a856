"""Whatever is done, undone, imported and taken back: both paths count the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import InboundClass, Purpose, SuppressionReason
from dm_assistant.errors import DmAssistantError
from dm_assistant.services import (
    codes,
    drafting,
    importing,
    life,
    merging,
    people,
    questions,
    recounting,
    replies,
    undoing,
)
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests import exports, workspaces
from tests.examples import examples
from tests.exports import message
from tests.services.test_past_messages import take
from tests.services.workshop import NOON, out, wait, wrote
from tests.workspaces import FANS

NUMBERS = st.integers(0, 7)
ACTS = (
    *("write", "write", "send", "send", "hand over", "sent", "seen", "fail", "skip"),
    *("reply", "reply", "earlier reply", "class", "undo", "undo", "undo"),
    *("export", "export", "take back", "settle", "use", "orders", "opt out", "merge", "wait"),
)
SPANS = (timedelta(minutes=3), timedelta(hours=5), timedelta(days=3), timedelta(days=9))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a closed workspace: codes, people who want offers, and one message that is out."""
    folder = tmp_path_factory.mktemp("any")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, workspaces.NOW)
        ws = workspaces.with_fans(folder / "w")
        (folder / "codes.txt").write_text("SKY-1\nSKY-2\nSKY-3\nSKY-4\n", "utf-8")
        codes.add(ws, "sky", folder / "codes.txt")
        for fan in FANS[:2]:
            out(ws, fan)
            wait(ws, hours=1)
            wrote(ws, "thank you", fan, InboundClass.THANKS)
            people.grant(ws, fan, Purpose.OFFER, "send me a code")
        wait(ws, days=8)
        ws.close()
        yield folder / "w"


class Doing:
    """Does one thing after another in a workspace; what is refused changes nothing."""

    def __init__(self, ws: Workspace, folder: Path) -> None:
        self.ws, self.folder = ws, folder
        self.drafts = [1, 2]
        self.files = 0

    def do(self, act: str, number: int) -> None:
        """Do something, if it can be done."""
        wait(self.ws, minutes=7)
        with suppress(DmAssistantError):
            getattr(self, f"_{act.replace(' ', '_')}")(number)

    def _one(self, number: int) -> int:
        return self.drafts[-1 - number % len(self.drafts)]

    def _who(self, number: int) -> str:
        return FANS[number % len(FANS)]

    def _write(self, number: int) -> None:
        purpose = Purpose.OFFER if number % 2 else Purpose.THANKS
        extra = {"perk": "10 % off"} if number % 2 else None
        name = f"run {number % 3}" if number % 2 else ""
        report = drafting.make(
            self.ws, purpose, names=[self._who(number)], extra=extra, campaign=name
        )
        self.drafts += [card.row.item.id for card in report.drafts]

    def _send(self, number: int) -> None:
        with suppress(DmAssistantError):
            self._write(number)
        life.approve(self.ws, [self.drafts[-1]])
        life.sent(self.ws, [self.drafts[-1]])

    def _hand_over(self, number: int) -> None:
        with suppress(DmAssistantError):
            life.approve(self.ws, [self._one(number)])
        life.hand_over(self.ws, self._one(number))

    def _sent(self, number: int) -> None:
        life.sent(self.ws, [self._one(number)])

    def _seen(self, number: int) -> None:
        life.seen(self.ws, [self._one(number)])

    def _fail(self, number: int) -> None:
        life.could_not_send(self.ws, [self._one(number)])

    def _skip(self, number: int) -> None:
        life.skip(self.ws, [self._one(number)])

    def _reply(self, number: int) -> None:
        replies.log(self.ws, self._who(number), f"how kind {number}, thank you")

    def _earlier_reply(self, number: int) -> None:
        at = self.ws.now() - SPANS[number % len(SPANS)]
        replies.log(self.ws, self._who(number), f"oh how lovely {number}", at=at)

    def _class(self, number: int) -> None:
        kinds = (InboundClass.POSITIVE, InboundClass.SOFT_NO, InboundClass.QUESTION)
        replies.classify(self.ws, number + 1, kinds[number % len(kinds)])

    def _undo(self, _: int) -> None:
        undoing.undo(self.ws)

    def _export(self, number: int) -> None:
        """Take an export that holds some of our messages, and answers to them."""
        chats: dict[str, list[dict[str, str]]] = {}
        with self.ws.database.read() as tx:
            rows = tx.exec_driver_sql(
                "SELECT d.id, h.handle, d.text, coalesce(d.handed_over_at, d.created_at) "
                "FROM drafts AS d JOIN handles AS h ON h.contact_id = d.contact_id "
                "AND h.current = 1 ORDER BY d.id"
            ).fetchall()
        for place, handle, text, at in rows:
            if (place + number) % 3:
                told = NOON.fromtimestamp(at + 600 * (number % 4), NOON.tzinfo)
                said = [message(told, exports.OWNER, text)]
                if (place + number) % 2:
                    said.append(message(told + timedelta(hours=2), handle, "what a surprise"))
                chats.setdefault(handle, []).extend(said)
        take(self.ws, chats)

    def _take_back(self, number: int) -> None:
        known = [each.id for each in importing.all_batches(self.ws) if not each.undone]
        if known:
            importing.undo_batch(self.ws, known[number % len(known)])

    def _settle(self, number: int) -> None:
        asked = questions.asked(self.ws)
        if not asked:
            return
        one = asked[number % len(asked)]
        if one.candidates and number % 2:
            questions.answer_is(self.ws, one.id, one.candidates[0].id)
        else:
            questions.answer_none(self.ws, one.id)

    def _use(self, number: int) -> None:
        codes.redeemed(self.ws, [f"SKY-{number % 4 + 1}"])

    def _orders(self, number: int) -> None:
        self.files += 1
        path = self.folder / f"{self.files}.csv"
        path.write_text(f"code\nSKY-{number % 4 + 1}\nSKY-{number % 3 + 1}\n", "utf-8")
        codes.redeem(self.ws, path)

    def _opt_out(self, number: int) -> None:
        if number == 1:
            people.suppress(self.ws, self._who(number), SuppressionReason.OPT_OUT)
        else:
            replies.log(self.ws, self._who(number), "please stop messaging me")

    def _merge(self, number: int) -> None:
        merging.merge(self.ws, self._who(number), self._who(number + 1))

    def _wait(self, number: int) -> None:
        wait(self.ws, seconds=SPANS[number % len(SPANS)].total_seconds())


@pytest.mark.slow
@settings(
    max_examples=examples(16),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), NUMBERS), min_size=4, max_size=14))
def test_both_paths_count_the_same_whatever_was_done(
    made: Path, steps: list[tuple[str, int]]
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        workspaces.copied(made, Path(folder) / "w") as ws,
    ):
        ws.fixed_now = NOON + timedelta(days=9)
        doing = Doing(ws, Path(folder))
        for act, number in steps:
            doing.do(act, number)
            found = recounting.recount(ws).differences
            assert list(map(str, found)) == [], act
