"""The command that says what a person reads, and where the guess is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspaces import FANS, comments_file

from .conftest import Run

MIA = FANS[0]


@pytest.fixture
def fans(practice: Run, tmp_path: Path) -> Run:
    assert practice("import", comments_file(tmp_path / "comments.csv")).code == 0
    return practice


def test_a_guess_is_shown_as_one_and_what_is_said_as_known(fans: Run) -> None:
    guessed = fans("show", MIA, "--json").document["contact"]
    assert (guessed["language"], guessed["language_guessed"]) == ("en", True)
    assert guessed["language_from_comments"] == 2
    assert "English, a guess from 2 comments" in fans("show", MIA).out
    said = fans("language", f"@{MIA}", "pt-BR", "--json")
    assert (said.code, said.document["language"], said.document["language_guessed"]) == (
        *(0, "pt-br"),
        False,
    )
    assert "Portuguese (BR)" in fans("show", MIA).out
    assert "a guess" not in fans("show", MIA).out
    draft = fans("draft", "--for", "thanks", MIA, "--json").document["drafts"][0]
    assert draft["language"] == "pt"
    assert fans("undo", "--json").code == 0
    assert "a guess from 2 comments" in fans("language", MIA, "--forget").out
    assert fans("undo", "--json").code == 0
    assert fans("show", MIA, "--json").document["contact"]["language"] == "pt-br"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((MIA,), "say one language code such as es or pt-br, or --forget"),
        ((MIA, "es", "--forget"), "say one language code such as es or pt-br, or --forget"),
        ((MIA, "spanish!"), "'spanish!' is no language code such as es or pt-br"),
        ((MIA, "\x1b[31m"), "is no language code"),
        (("nobody.knows", "es"), "nobody.knows"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(
    fans: Run, words: tuple[str, ...], says: str
) -> None:
    before = fans("export", MIA, "--json").out
    ran = fans("language", *words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert "\x1b" not in ran.err
    assert fans("export", MIA, "--json").out == before
