"""What holds of figures and orders is what the files that stand say, in whatever order they came.

Files are imported, imported again and taken back at random; in the end the tables are those of a
workspace into which only the files that stand were ever imported.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.services import codes, importing
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage.figures import TABLES
from tests.examples import examples
from tests.services.test_figures import views
from tests.services.test_redemptions import order, orders
from tests.services.workshop import load, tables
from tests.studio import END, days, overview
from tests.workspaces import write_csv

pytestmark = pytest.mark.slow
GROWS = ("journal", "images", "imports", "alembic_version")
Acts = st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=2, max_size=9)
few = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Standing:
    """The files of a workspace: which stand, and what the tables are made of them."""

    def __init__(
        self, ws: Workspace, said: Sequence[Hashable], paths: Sequence[Path], as_format: str
    ) -> None:
        self.ws = ws
        self.said = said
        self.paths = paths
        self.as_format = as_format
        for batch in importing.all_batches(ws):
            if not batch.undone:  # an example that failed has left it
                importing.undo_batch(ws, batch.id)
        self.batches: dict[int, int] = {}
        self.before = tables(ws, GROWS)

    def read(self, place: int) -> None:
        """Import a file: it is kept unless one that stands says just the same."""
        batch = load(self.ws, self.paths[place], as_format=self.as_format).batch
        same = any(self.said[place] == self.said[each] for each in self.batches)
        assert (batch is None) == same
        if batch is not None:
            self.batches[place] = batch

    def take_back(self, place: int) -> None:
        """Undo the batch of a file that stands."""
        batch = self.batches.pop(place, None)
        if batch is not None:
            importing.undo_batch(self.ws, batch)

    def words(self) -> dict[str, list[Any]]:
        """Return codes, figures and uses, with batches counted from the first that stands."""
        number = {batch: place for place, batch in enumerate(sorted(self.batches.values()))}
        found = tables(self.ws)
        kept: dict[str, list[Any]] = {"codes": found["codes"]}
        for name in TABLES:
            kept[name] = sorted((*row[1:-1], number[row[-1]]) for row in found[name])
        kept["uses"] = sorted((*row[1:-1], number[row[-1]]) for row in found["redemptions"])
        return kept

    def check(self) -> None:
        """Compare with the files that stand imported alone, and with none of them."""
        stood, found = list(self.batches), self.words()
        for place in reversed(stood):
            self.take_back(place)
        assert tables(self.ws, GROWS) == self.before
        for place in stood:
            self.read(place)
        assert self.words() == found
        for place in stood:
            self.take_back(place)


def play(files: Standing, acts: Sequence[tuple[bool, int]], after: Callable[[], None]) -> None:
    for comes, place in acts:
        if place < len(files.paths):
            (files.read if comes or place not in files.batches else files.take_back)(place)
            after()
    files.check()


Overviews = st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 4), st.integers(1, 2)), min_size=2, max_size=5
)


@few
@given(said=Overviews, acts=Acts)
def test_of_figures_the_newest_file_that_stands_holds(
    empty: Workspace,
    tmp_path: Path,
    said: list[tuple[int, int, int]],
    acts: list[tuple[bool, int]],
) -> None:
    paths = [
        overview(
            tmp_path / f"{place}.csv",
            length,
            end=END - timedelta(days=late),
            views=lambda _day, value=value: value,  # type: ignore[misc]  # bound now
        )
        for place, (late, length, value) in enumerate(said)
    ]
    files = Standing(empty, said, paths, "tiktok-studio")

    def right() -> None:
        best: dict[str, tuple[int, int, int]] = {}
        for place, batch in files.batches.items():
            late, length, value = said[place]
            for day in days(length, END - timedelta(days=late)):
                word = (-late, batch, value)
                best[day.isoformat()] = max(best.get(day.isoformat(), word), word)
        assert views(empty) == {day: word[-1] for day, word in best.items()}

    play(files, acts, right)


Use = st.tuples(st.integers(0, 2), st.sampled_from(["AAA1", "BBB2"]), st.booleans())
Orders = st.lists(
    st.lists(Use, min_size=1, max_size=4, unique_by=lambda use: use[:2]).filter(
        # A list of codes has no orders, and a file of orders has them all.
        lambda uses: all(use[0] for use in uses) or not any(use[0] or use[2] for use in uses)
    ),
    min_size=2,
    max_size=5,
)


def written(path: Path, uses: Sequence[tuple[int, str, bool]]) -> Path:
    """Write a shop's orders, or where no use has one the codes that were used."""
    if not uses[0][0]:
        return write_csv(path, ("code",), [(code,) for _, code, _ in uses])
    status = {False: "paid", True: "refunded"}
    return orders(path, *(order(number, code, status[off]) for number, code, off in uses))


@few
@given(said=Orders, acts=Acts)
def test_of_orders_a_refund_of_any_file_that_stands_is_final(
    empty: Workspace,
    tmp_path: Path,
    said: list[list[tuple[int, str, bool]]],
    acts: list[tuple[bool, int]],
) -> None:
    (tmp_path / "codes.txt").write_text("AAA1\nBBB2")
    if not codes.pools(empty):
        codes.add(empty, "spring", tmp_path / "codes.txt")
    paths = [written(tmp_path / f"{place}.csv", uses) for place, uses in enumerate(said)]
    files = Standing(empty, [frozenset(uses) for uses in said], paths, "orders")

    def right() -> None:
        words = [use for place in files.batches for use in said[place]]
        off = {use[:2] for use in words if use[2]}
        named = {code for number, code, _ in words if number}
        used = {
            code
            for number, code, _ in words
            if (number, code) not in off and (number or code not in named)
        }
        found = {row[2] for row in tables(empty)["codes"] if row[4] == "redeemed"}
        assert found == used

    play(files, acts, right)
