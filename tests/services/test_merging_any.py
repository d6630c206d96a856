"""Whatever two people are: merged and taken back they are as before, and no easier to message."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import InboundClass, Purpose, SuppressionReason
from dm_assistant.errors import DmAssistantError
from dm_assistant.services import (
    complaints,
    drafting,
    life,
    merging,
    people,
    safety,
    standing,
    undoing,
)
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.examples import examples
from tests.services.workshop import GROWS, comment, comments, load, tables, wait, wrote
from tests.workspaces import FANS, copied, with_fans

MIA, ZOE, _ = FANS

Step = Callable[[Workspace, str], object]


def drafted(ws: Workspace, who: str, purpose: Purpose, *, campaign: str = "") -> list[int]:
    report = drafting.make(ws, purpose, names=[who], campaign=campaign)
    return [card.draft.id for card in report.drafts if card.draft is not None]


def approve(ws: Workspace, who: str) -> None:
    life.approve(ws, drafted(ws, who, Purpose.THANKS))


def send(ws: Workspace, who: str) -> None:
    [number] = drafted(ws, who, Purpose.THANKS)
    life.approve(ws, [number])
    life.hand_over(ws, number)
    life.sent(ws, [number])
    wait(ws, minutes=11)


def fail(ws: Workspace, who: str) -> None:
    [number] = drafted(ws, who, Purpose.THANKS)
    life.approve(ws, [number])
    life.could_not_send(ws, [number], reason="cannot receive")


def fact(**values: str) -> Step:
    return lambda ws, who: people.set_facts(ws, people.person(ws, who).contact.contact_id, **values)


def note(ws: Workspace, who: str) -> None:
    people.note(ws, people.person(ws, who).contact.contact_id, f"about {who}")


STEPS: dict[str, Step] = {
    "opt out": lambda ws, who: people.suppress(ws, who, SuppressionReason.OPT_OUT),
    "under age": lambda ws, who: people.suppress(ws, who, SuppressionReason.UNDER_AGE),
    "says stop": lambda ws, who: wrote(ws, "please stop messaging me", who),
    "may say stop": lambda ws, who: wrote(ws, "STOPPP 😭", who),
    "teenager": lambda ws, who: wrote(ws, "i'm 17 btw", who),
    "question": lambda ws, who: wrote(ws, "which paper?", who, kind=InboundClass.QUESTION),
    "thanks": lambda ws, who: wrote(ws, "thank you so much", who, kind=InboundClass.THANKS),
    "grant": lambda ws, who: people.grant(ws, who, Purpose.OFFER, "send me codes"),
    "withdraw": lambda ws, who: people.withdraw(ws, who, Purpose.THANKS, "no more thanks"),
    "complains": lambda ws, who: complaints.open_one(ws, who, "it came bent"),
    "draft": lambda ws, who: drafted(ws, who, Purpose.THANKS),
    "draft in a campaign": lambda ws, who: drafted(ws, who, Purpose.FEEDBACK, campaign="spring"),
    "approve": approve,
    "send": send,
    "fail": fail,
    "name": fact(name="Ann Sun", timezone="Europe/Rome"),
    "language": fact(language="fr", country="FR"),
    "note": note,
    "later": lambda ws, _: wait(ws, days=8),
}
lives = st.lists(st.tuples(st.sampled_from(list(STEPS)), st.sampled_from((MIA, ZOE))), max_size=7)

NOES = frozenset({"opt_out", "erased", "refused", "under_age", "no_dm_notice"})
ADDING_UP = frozenset({"unread_reply", "open_complaint", "cap", "gap"})
PURPOSES = (Purpose.THANKS, Purpose.OFFER, Purpose.FEEDBACK)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the workspace whose copies the examples live in."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, workspaces.NOW)
        with with_fans(folder / "w") as ws:
            ring = "exactly the same five words by several people"
            rows = [comment(n, each, ring, days=3) for n, each in enumerate((*FANS, "x.y", "z.q"))]
            load(ws, comments(folder / "ring.csv", *rows))
    return folder / "w"


def judged(ws: Workspace, who: str) -> dict[tuple[Purpose, str], int]:
    return {
        (purpose, found.rule): found.status.severity
        for purpose in PURPOSES
        for found in people.check(ws, who, purpose).findings
    }


def worst(found: dict[tuple[Purpose, str], int], purpose: Purpose, rules: frozenset[str]) -> int:
    return max(found[purpose, rule] for rule in rules)


def told(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows that no opt-out touches."""
    left = {"suppressions", "contacts", "drafts", "touches", "codes", "inbounds"}
    left |= {"standings", "standing_counts"}
    return {name: found for name, found in rows.items() if name not in left}


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(life_=lives, first=st.booleans())
@example(life_=[("may say stop", MIA), ("later", MIA)], first=False)
def test_a_merge_loses_nothing_allows_nothing_new_and_is_undone_exactly(
    made: Path, life_: list[tuple[str, str]], first: bool
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        copied(made, Path(folder) / "w") as ws,
    ):
        for step, who in life_:
            with suppress(DmAssistantError, ValueError):
                STEPS[step](ws, who)
        wait(ws, seconds=timedelta(minutes=1).total_seconds())
        with ws.database.write() as tx:
            # The cache orders a lane by the scores of when it was built: build it now.
            standing.refresh_everybody(tx, ws)
        kept, joined = (MIA, ZOE) if first else (ZOE, MIA)
        before, rows = [judged(ws, each) for each in (kept, joined)], tables(ws, GROWS)
        merged = merging.merge(ws, kept, joined)
        after = judged(ws, kept)
        for purpose in PURPOSES:
            # A stricter "no" may speak in place of a milder one, so they count as one.
            assert worst(after, purpose, NOES) >= max(worst(one, purpose, NOES) for one in before)
            for rule in ADDING_UP:
                assert after[purpose, rule] >= max(one[purpose, rule] for one in before), rule
        assert len(tables(ws, GROWS)["handles"]) == len(rows["handles"])
        assert [check for check in safety.doctor(ws) if not check.ok] == []
        undoing.undo(ws)
        again = tables(ws, GROWS)
        if merged.suppressed:
            assert told(again) == told(rows)
            assert set(rows["suppressions"]) <= set(again["suppressions"])
            for each in (kept, joined):
                assert people.person(ws, each).contact.no_contact == merged.suppressed
        else:
            assert again == rows
        for one, who in zip(before, (kept, joined), strict=True):
            for purpose in PURPOSES:
                assert worst(judged(ws, who), purpose, NOES) >= worst(one, purpose, NOES)
        assert [check for check in safety.doctor(ws) if not check.ok] == []
