"""Whether comments come in one file or in many, the same people are known with the same scores."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.services import importing, people
from dm_assistant.services.workspace import Workspace
from tests.examples import examples
from tests.services.workshop import comment, comments, load
from tests.workspaces import copied, practice

COPIED = "win a free phone on my page today"
TEXTS = (
    COPIED,
    COPIED.upper(),
    "which paper did you use for the big sky?",
    "so calm",
    "😍",
    "pick me please",
    "the colours in this one are wonderful to look at",
)
Row = tuple[object, ...]

rows = st.lists(
    st.builds(
        lambda who, text, days, likes, video, name: comment(
            0, f"fan{who}", text, days=days, likes=likes, video=video, name=name
        ),
        st.integers(1, 5),
        st.sampled_from(TEXTS),
        # Different moments: which of two names at one moment is the newer, nobody can say.
        st.integers(1, 5_000_000).map(lambda seconds: seconds / 86_400),
        st.integers(0, 70),
        st.integers(1, 3),
        st.sampled_from(["Mia", "Mia Sun", "Tom"]),
    ),
    min_size=2,
    max_size=14,
    unique_by=lambda row: row[5],
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("made") / "w"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", "2024-10-01T12:00:00+00:00")
        practice(path).close()
        yield path


def numbered(found: Sequence[Row]) -> list[Row]:
    return [(number, *row[1:]) for number, row in enumerate(found, 1)]


def standing(ws: Workspace) -> dict[str, Any]:
    return {
        each.handle: (each.name, each.score, each.terms, each.tier, each.comments)
        for each in people.ranked(ws)
    }


def imported(made: Path, folder: Path, name: str, files: Sequence[Sequence[Row]]) -> dict[str, Any]:
    with copied(made, folder / name) as ws:
        for place, part in enumerate(files):
            if part:
                load(ws, comments(folder / f"{name}{place}.csv", *part))
        return standing(ws)


@pytest.mark.slow
@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=rows, cuts=st.sets(st.integers(1, 13), max_size=3), seed=st.randoms())
def test_scores_do_not_depend_on_how_comments_are_split_into_files(
    made: Path, found: list[Row], cuts: set[int], seed: random.Random
) -> None:
    final = numbered(found)
    # Some are first met with fewer likes, another text, or a file that has them all again.
    early = [
        (*row[:3], seed.choice([row[3], *TEXTS]), row[4], row[5], seed.choice([row[6], 0]))
        for row in final
    ]
    edges = [0, *sorted(cut for cut in cuts if cut < len(final)), len(final)]
    parts = [early[a:b] for a, b in pairwise(edges)]
    shuffled = final.copy()
    seed.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = imported(made, folder, "whole", [final])
        pieces = imported(made, folder, "pieces", [*parts, shuffled])
    assert pieces == whole


@pytest.mark.slow
@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    written=st.lists(
        st.tuples(st.integers(1, 5), st.integers(0, 20)), min_size=3, max_size=16, unique=True
    ),
    cuts=st.sets(st.integers(1, 15), max_size=4),
    seed=st.randoms(),
)
def test_rings_do_not_depend_on_how_comments_are_split_into_files(
    made: Path, written: list[tuple[int, int]], cuts: set[int], seed: random.Random
) -> None:
    # At every quarter of five days somebody may write the same.
    final = numbered([comment(0, f"fan{who}", COPIED, days=at / 4) for who, at in written])
    seed.shuffle(final)
    edges = [0, *sorted(cut for cut in cuts if cut < len(final)), len(final)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = imported(made, folder, "whole", [final])
        pieces = imported(made, folder, "pieces", [final[a:b] for a, b in pairwise(edges)])
    assert pieces == whole


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=rows, cut=st.integers(1, 13))
def test_taking_the_second_file_back_leaves_the_scores_of_the_first(
    made: Path, found: list[Row], cut: int
) -> None:
    final = numbered(found)
    louder = [(*row[:3], COPIED, *row[4:6], 70) for row in final]
    with tempfile.TemporaryDirectory() as name, copied(made, Path(name) / "w") as ws:
        load(ws, comments(Path(name) / "1.csv", *final[:cut]))
        before = standing(ws)
        second = load(ws, comments(Path(name) / "2.csv", *louder))
        if second.batch is not None:
            importing.undo_batch(ws, second.batch)
        assert standing(ws) == before


def test_a_copy_paste_ring_over_two_files_counts_for_nobody(
    empty: Workspace, tmp_path: Path
) -> None:
    rows = [comment(number, f"fan{number}", COPIED, days=1) for number in (1, 2, 3)]
    load(empty, comments(tmp_path / "1.csv", *rows[:2]))
    assert all(each.score > 0 for each in people.ranked(empty))
    load(empty, comments(tmp_path / "2.csv", rows[2]))
    assert [each.score for each in people.ranked(empty)] == [0, 0, 0]


def test_the_same_words_over_more_than_a_day_are_no_ring(empty: Workspace, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        row = comment(number, f"fan{number}", COPIED, days=number)
        load(empty, comments(tmp_path / f"{number}.csv", row))
    assert all(each.score > 0 for each in people.ranked(empty))
