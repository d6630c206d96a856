"""A row of data is never taken, or shown, for the names of columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dm_assistant.errors import BadInputError
from dm_assistant.importers import consents, contacts
from dm_assistant.importers.headings import NO_HEADER, are_values, found
from dm_assistant.importers.left import counted
from tests import studio
from tests.downloads_tables import CUBERNETES, EXPORTED, GUMROAD, SHOPIFY, WOO
from tests.importers.reading import left, records, write
from tests.workspaces import HEADER

HEADINGS = (
    *(studio.OVERVIEW, studio.HISTORY, studio.ACTIVITY, studio.GENDER, studio.TERRITORIES),
    *(studio.VIEWERS, studio.CONTENT, SHOPIFY, GUMROAD, WOO, EXPORTED, HEADER),
    *(CUBERNETES.split(","), contacts.COLUMNS, consents.COLUMNS),
    ("Tax 1 Name", "Q1", "Unnamed: 3", "コメント", "Название видео", "Top 10 fans"),
)


@pytest.mark.parametrize("names", HEADINGS, ids=lambda names: names[0] or "empty")
def test_the_headings_of_known_tables_are_names(names: Sequence[str]) -> None:
    assert not are_values(names)
    assert found(names).startswith("found ")


@pytest.mark.parametrize(
    "cell",
    [
        "anna@example.org",
        "#1001",
        "2024-09-02",
        "20.00",
        "€ 12,50",
        "+49 170 5550123",
        "http://a.example/x",
        "12 Elm",
        "a long sentence that somebody wrote because that is what people do when they are asked",
        "٢٠٢٤",
    ],
)
def test_a_row_with_a_value_in_it_names_no_columns(cell: str, tmp_path: Path) -> None:
    if cell == "12 Elm":  # a street may be a name; the mail beside it is not
        cell = f"{cell},mail@example.org"
    path = write(tmp_path, "a.csv", f"Anna Buyer,{cell}\nBen,x\n".replace("€ 12,50", '"€ 12,50"'))
    with pytest.raises(BadInputError) as refusal:
        records(path)
    assert "Anna" not in str(refusal.value)
    assert NO_HEADER in str(refusal.value)
    write(tmp_path, "b.csv", "handle\nmia\n")
    assert left(tmp_path) == {f"{tmp_path.name}/a.csv": NO_HEADER}


def test_two_equal_cells_of_a_row_of_data_are_not_shown(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "anna@example.org,x,anna@example.org\n1,2,3\n")
    with pytest.raises(BadInputError, match="first row holds values") as refusal:
        records(path)
    assert "anna" not in str(refusal.value)


def test_many_of_a_kind_are_said_in_the_plural() -> None:
    reasons = ["a picture"] * 3 + ["a text that is no table"] * 2 + ["the file is empty"]
    assert counted(reasons) == ("3 pictures", "2 texts that are no table", "the file is empty")
