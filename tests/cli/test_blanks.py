"""Questions of templates, receipts and what variables there are, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dm_assistant.domain.templates.variables import VARIABLES
from tests.workspaces import comments_file

from .conftest import Run

pytestmark = pytest.mark.slow

MIA = "mia.paints"
BODY = "---\nneeds: quote\n---\nHi! “{{ quote }}” made me think of {{ 'which idea?'|ask }}."


@pytest.fixture
def asking(practice: Run, tmp_path: Path, home: Path) -> Run:
    assert practice("import", comments_file(tmp_path / "comments.csv")).code == 0
    for purpose in ("thanks", "feedback"):
        folder = home / "templates" / purpose
        folder.mkdir(parents=True)
        (folder / "asks.md").write_text(BODY, "utf-8")
    return practice


def test_a_question_is_shown_answered_and_taken_back(asking: Run) -> None:
    made = asking("draft", "--for", "thanks", "--template", "asks", MIA, "--json")
    [draft] = made.document["drafts"]
    assert draft["asks"] == ["which idea?"]
    assert draft["answers"] == {}
    shown = asking("edit", draft["id"], "--text", draft["text"])
    assert f'to answer: which idea?  (edit {draft["id"]} --fill "which idea?=…")' in shown.out
    [filled] = asking("edit", draft["id"], "--fill", "which idea?=a fog duet", "--json").document
    assert filled["text"].endswith("made me think of a fog duet.")
    assert (filled["asks"], filled["answers"]) == ([], {"which idea?": "a fog duet"})
    assert asking("undo").code == 0
    again = asking("edit", draft["id"], "--fill", "Which idea=a rain duet")
    assert "which idea?: “a rain duet”, in your own words" in again.out


def test_a_run_is_answered_where_it_is_ordered(asking: Run) -> None:
    made = asking(
        *("draft", "--for", "feedback", "--template", "asks", "--top", "3"),
        *("--fill", "which idea?=a fog duet", "--json"),
    )
    assert [each["asks"] for each in made.document["drafts"]] == [[], [], []]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("edit", "1"), "say --text TEXT or --fill QUESTION=ANSWER, one of them"),
        (("edit", "1", "--text", "x", "--fill", "a=b"), "one of them"),
        (("edit", "1", "--fill", "what?=x"), "draft 1 does not ask 'what?'; asked: which idea?"),
        (("edit", "1", "--fill", "which idea?= "), "which idea?: the answer is empty"),
        (("draft", "--for", "thanks", MIA, "--fill", "wich idea=x"), "did you mean which idea?"),
        (("draft", "--for", "thanks", MIA, "--fill", "quote=x"), "quote comes from what is"),
    ],
)
def test_a_mistake_about_an_answer_is_one_line(
    asking: Run, words: tuple[str, ...], reason: str
) -> None:
    assert asking("draft", "--for", "thanks", "--template", "asks", MIA).code == 0
    ran = asking(*words)
    assert (ran.code, ran.out) == (2, "")
    assert reason in ran.err
    assert ran.err.count("\n") == 1


def test_receipts_are_whole_with_the_draft_and_in_the_queue(asking: Run) -> None:
    made = asking("draft", "--for", "thanks", "--template", "warm", MIA, "--json").document
    [draft] = made["drafts"]
    by_name = {each["variable"]: each for each in draft["sources"]}
    assert set(by_name) == {"quote", "quote_post"} or set(by_name) == {"quote"}
    quote = by_name["quote"]
    assert set(quote) == {"phrase", "variable", "comment", "said", "post", "at", "flag"}
    assert quote["phrase"] in draft["text"]
    assert quote["at"].endswith("Z")
    [item] = [each for each in asking("queue", "--json").document["items"] if each["handle"] == MIA]
    assert item["sources"] == draft["sources"]
    assert item["answers"] == {}


def test_every_variable_is_told_with_its_ladder(practice: Run) -> None:
    found = practice("templates", "variables", "--json").document
    assert [each["name"] for each in found] == list(VARIABLES)
    assert set(found[0]) == {"name", "meaning", "ladder", "example", "longest", "personal"}
    page = practice("templates", "variables").out
    assert "perk  (up to 40 characters)" in page
    assert "else the code pool; else facts in config.toml; else nothing" in " ".join(page.split())


def test_the_list_says_lever_and_kind_of_value_and_what_a_follow_up_follows(practice: Run) -> None:
    found = practice("templates", "list", "--json").document
    shipped = {each["name"]: each for each in found}
    assert shipped["thanks/warm"]["lever"] == "personal"
    assert shipped["thanks/warm"]["gives"] == "recognition"
    assert shipped["thanks/warm"]["value"]
    assert "thanks" in shipped["follow-up/gentle"]["follows"]
