"""Who wrote a comment is found out the same way whether or not they were met before in a batch."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dm_assistant.services import loading
from dm_assistant.storage import commenters
from tests.examples import examples
from tests.services.workshop import load, tables
from tests.workspaces import HEADER, POST, copied, practice, write_csv

Row = tuple[str, str, str, int]

rows = st.lists(
    st.tuples(
        st.sampled_from(["mia", "tom", "me.me"]),
        st.sampled_from(["", "Mia", "Tom"]),
        st.sampled_from(["", "1", "2"]),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("made") / "w"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", "2024-10-01T12:00:00+00:00")
        practice(path).close()
        yield path


def people(made: Path, folder: Path, files: list[list[Row]]) -> dict[str, Any]:
    with copied(made, folder / "w") as ws:
        for number, found in enumerate(files):
            lines = [
                (f"{number}-{place}", who, name, user, "hello", POST, f"2024-09-0{day}T10:00:00Z")
                for place, (who, name, user, at) in enumerate(found)
                for day in [at % 9 + 1]
            ]
            load(ws, write_csv(folder / f"{number}.csv", HEADER, lines))
        held = tables(ws)
        return {name: held[name] for name in ("contacts", "handles", "import_changes", "comments")}


@pytest.mark.slow
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(chunk=st.sampled_from([1, 2]), files=st.lists(rows, min_size=1, max_size=2))
@example(chunk=1, files=[[("mia", "Mia", "", 0), ("mia", "Tom", "", 1), ("mia", "Mia", "", 2)]])
@example(
    chunk=2,
    files=[[("mia", "Mia", "1", 0), ("tom", "", "1", 1), ("mia", "", "2", 2), ("mia", "", "1", 3)]],
)
@example(
    chunk=1,
    files=[[("mia", "Mia", "", 0)], [("mia", "", "1", 1), ("mia", "", "2", 2), ("mia", "", "", 3)]],
)
def test_people_are_the_same_whether_they_are_remembered_or_looked_up(
    made: Path, chunk: int, files: list[list[Row]]
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as name:
        patch.setattr(loading, "CHUNK", chunk)
        (Path(name) / "1").mkdir()
        (Path(name) / "2").mkdir()
        remembered = people(made, Path(name) / "1", files)
        patch.setattr(commenters.Known, "says_all_of", lambda *_: False)
        assert people(made, Path(name) / "2", files) == remembered
