"""Files of every kind in any order, taken back in any order: a no that was heard stays heard."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import Purpose, SuppressionReason
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import importing, keywords, people, safety, undoing
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.examples import examples
from tests.services.test_importing import ledger
from tests.services.workshop import NOON, comment, comments, load

WORD = "FOGLIST"
PURPOSES = (Purpose.FEEDBACK, Purpose.THANKS, Purpose.OFFER)
YES = ("explicit", "keyword", "wrote_first", "purchase", "collaboration")
NO = ("withdrawn", "refused")
NAMED = ("feedback", "thanks", "feedback;thanks", "offer")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a closed workspace with one person and one announced word."""
    folder = tmp_path_factory.mktemp("order")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, workspaces.NOW)
        ws = workspaces.practice(folder / "w")
        load(ws, comments(folder / "c.csv", comment(1, "mia", days=40)))
        keywords.add(ws, WORD, Purpose.FEEDBACK, from_at=NOON - timedelta(days=30))
        # Undo stops here: nobody takes the beginning back.
        load(ws, comments(folder / "z.csv", comment(2, "zed", days=40)))
        people.suppress(ws, "zed", SuppressionReason.OPT_OUT)
        ws.close()
        yield folder / "w"


day = st.integers(0, 20)
row = st.tuples(st.sampled_from([*YES, *NO, *NO]), st.sampled_from([*NAMED, ""]), day)
step = st.one_of(
    st.tuples(st.just("consents"), st.lists(row, min_size=1, max_size=3)),
    st.tuples(st.just("comments"), st.lists(st.tuples(day, st.booleans()), min_size=1, max_size=2)),
    st.tuples(st.sampled_from(["grant", "withdraw"]), st.sampled_from(PURPOSES)),
    st.tuples(st.sampled_from(["take back", "undo", "again"]), st.integers(0, 9)),
    st.tuples(st.just("opt out"), st.just(0)),
)


class Told:
    """What one workspace was told, step by step, and what was found after each."""

    def __init__(self, ws: Workspace, folder: Path) -> None:
        self.ws, self.folder = ws, folder
        self.files: list[Path] = []
        self.no_at: dict[Purpose, datetime] = {}
        self.stopped = False

    def agreed(self) -> dict[Purpose, bool]:
        found = {}
        for purpose in PURPOSES:
            finding = people.check(self.ws, "mia", purpose).finding("consent")
            assert finding is not None
            found[purpose] = finding.status is not Status.BLOCK
        return found

    def take(self, what: str, about: object) -> None:
        before, heard = self.agreed(), dict(self.no_at)
        with suppress(BadInputError, RefusedError):
            self._do(what, about)
        words_at = self._keywords_at()
        for purpose, now in self.agreed().items():
            if now and not before[purpose] and purpose in heard and what != "grant":
                assert purpose is Purpose.FEEDBACK
                assert max(words_at) > heard[purpose]
            assert not (now and not before[purpose] and what in {"take back", "undo", "withdraw"})
        status = people.check(self.ws, "mia", Purpose.THANKS).status
        assert not self.stopped or status is Status.BLOCK

    def _do(self, what: str, about: object) -> None:
        ws = self.ws
        if what in {"consents", "comments"}:
            self._write(what, about)
            load(ws, self.files[-1])
        elif what == "again" and self.files:
            load(ws, self.files[int(str(about)) % len(self.files)])
        elif what == "grant":
            people.grant(ws, "mia", Purpose(str(about)), "yes, do")
        elif what == "withdraw":
            people.withdraw(ws, "mia", Purpose(str(about)), "no more")
            self._heard([Purpose(str(about))], ws.now())
        elif what == "take back":
            batches = [each.id for each in importing.all_batches(ws) if each.id > 2]
            importing.undo_batch(ws, batches[int(str(about)) % len(batches)] if batches else 0)
        elif what == "undo":
            undoing.undo(ws)
        elif what == "opt out":
            people.suppress(ws, "mia", SuppressionReason.OPT_OUT)
            self.stopped = True

    def _write(self, what: str, about: object) -> None:
        path = self.folder / f"{len(self.files)}.csv"
        self.files.append(path)
        assert isinstance(about, list)
        if what == "comments":
            number = 100 * len(self.files)
            comments(
                path,
                *(
                    comment(number + n, "mia", WORD if word else f"kind words {n}", days=-at)
                    for n, (at, word) in enumerate(about)
                ),
            )
            return
        rows = []
        for kind, purposes, at in about:
            moment = NOON + timedelta(days=at)
            rows.append(["mia", "tiktok", purposes, kind, f"{moment:%Y-%m-%dT%H:%M:%SZ}", "w", "l"])
            if kind in NO:
                named = [Purpose(each) for each in purposes.split(";") if each]
                self._heard(named or [*Purpose], moment)
        ledger(path, *rows)

    def _heard(self, purposes: list[Purpose], at: datetime) -> None:
        for purpose in purposes:
            self.no_at[purpose] = max(at, self.no_at.get(purpose, at))

    def _keywords_at(self) -> list[datetime]:
        lines = people.person(self.ws, "mia").consents
        return [line.event_at for line in lines if line.kind == "keyword"]


@pytest.mark.slow
@settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(step, min_size=2, max_size=7))
def test_no_file_and_no_undo_revives_what_was_withdrawn(
    made: Path, steps: list[tuple[str, object]]
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        workspaces.copied(made, Path(folder) / "w") as ws,
    ):
        ws.fixed_now = NOON + timedelta(days=21)
        told = Told(ws, Path(folder))
        for what, about in steps:
            ws.fixed_now += timedelta(minutes=1)
            told.take(what, about)
        assert [check for check in safety.doctor(ws) if not check.ok] == []
