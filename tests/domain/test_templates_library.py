"""Template files: how they are found, overlaid, versioned and, when broken, reported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.templates.frontmatter import read_front_matter
from dm_assistant.domain.templates.library import Library, load
from dm_assistant.domain.templates.model import Flaw, Gives, Lever, Problem, Template
from tests.examples import examples

FULL = """---
title: A title: with a colon
purpose: thanks
language: en
lever: curious
value: a smile
needs: quote, since
notes: none
---
Hello {{ quote }}
"""


def put(folder: Path, name: str, content: str | bytes = "Hello.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def loaded(*folders: Path) -> Library:
    return load([(folder.name, folder) for folder in folders])


def complaint(folder: Path) -> str:
    library = loaded(folder)
    assert library.templates == ()
    assert len(library.problems) == 1
    return str(library.problems[0])


def test_a_file_is_a_template_with_everything_its_front_matter_says(tmp_path: Path) -> None:
    put(tmp_path, "thanks/warm.md", FULL)
    (template,) = loaded(tmp_path).templates
    assert (template.purpose, template.name, template.language) == (Purpose.THANKS, "warm", "en")
    assert (template.title, template.value) == ("A title: with a colon", "a smile")
    assert template.lever is Lever.CURIOUS
    assert template.needs == {"quote", "since"}
    assert template.body == "Hello {{ quote }}\n"
    assert template.path == "thanks/warm.md"
    assert str(template.problem(Flaw(1, "x"))) == "thanks/warm.md:10: x"


def test_a_file_without_front_matter_is_all_message(tmp_path: Path) -> None:
    put(tmp_path, "answer/ok.pt-BR.md", "Oi!\n\n---\n")
    (template,) = loaded(tmp_path).templates
    assert template.body == "Oi!\n\n---\n"
    assert template.language == "pt-br"
    assert template.first_line == 1


def test_the_version_follows_the_words_and_not_the_way_they_were_saved(tmp_path: Path) -> None:
    plain = put(tmp_path / "a", "thanks/warm.md", FULL)
    put(tmp_path / "b", "thanks/warm.md", b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    put(tmp_path / "c", "thanks/warm.md", FULL.replace("Hello", "Hallo"))
    one, same, other = (loaded(tmp_path / name).templates[0] for name in "abc")
    assert one.version == same.version != other.version
    assert len(one.version) == 12
    assert plain.read_text(encoding="utf-8") == FULL


def test_the_creators_own_file_lies_over_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    put(shipped, "thanks/warm.md", "Shipped.")
    put(shipped, "thanks/short.md", "Short.")
    put(own, "thanks/warm.md", "Mine.")
    put(own, "thanks/warm.de.md", "Meins.")
    library = loaded(shipped, own)
    warm = library.find(Purpose.THANKS, "warm", "en")
    assert warm is not None
    assert (warm.body, warm.origin) == ("Mine.", "own")
    assert [template.body for template in library.templates] == ["Short.", "Mine.", "Meins."]


def test_a_broken_file_hides_what_it_replaces_and_nothing_else(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    put(shipped, "thanks/warm.md", "Shipped.")
    put(shipped, "thanks/short.md", "Short.")
    put(own, "thanks/warm.md", "---\ncolour: red\n---\nMine.")
    library = loaded(shipped, own)
    assert [template.name for template in library.templates] == ["short"]
    assert str(library.problems[0]).startswith("thanks/warm.md:2: unknown key colour")


def test_variants_come_in_the_nearest_language(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "a.pt.md", "b.pt-br.md"):
        put(tmp_path, f"thanks/{name}", name)
    library = loaded(tmp_path)
    spoken = {
        code: [t.body for t in library.variants(Purpose.THANKS, code)]
        for code in ("en-GB", "pt", "pt_BR", "fr", "")
    }
    english = ["a.md", "b.md"]
    assert spoken == {
        "en-GB": english,
        "pt": ["a.pt.md"],
        "pt_BR": ["b.pt-br.md"],
        "fr": english,
        "": english,
    }
    brazilian = library.find(Purpose.THANKS, "a", "pt-br")
    assert brazilian is not None
    assert brazilian.body == "a.pt.md"
    assert library.find(Purpose.THANKS, "c", "en") is None
    assert library.variants(Purpose.OFFER, "en") == ()


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert loaded(tmp_path / "nowhere") == Library()


@pytest.mark.parametrize(
    ("front", "line", "word"),
    [
        ("titel: x", 2, "did you mean title?"),
        ("title", 2, "expected a line like"),
        ("title: a\ntitle: b", 3, "given twice"),
        ("title:", 2, "no value"),
        ("purpose: thank", 2, "did you mean thanks?"),
        ("purpose: offer", 1, "lies in the folder thanks"),
        ("lever: personnal", 2, "did you mean personal?"),
        ("language: english", 2, "not a language code"),
        ("language: de", 1, "its name says en"),
        ("\nneeds: quote, qoute_post", 3, "did you mean quote_post?"),
    ],
)
def test_a_mistake_in_the_front_matter_is_named_with_its_line(
    tmp_path: Path, front: str, line: int, word: str
) -> None:
    put(tmp_path, "thanks/warm.en.md", f"---\n{front}\n---\nHello.")
    said = complaint(tmp_path)
    assert said.startswith(f"thanks/warm.en.md:{line}: ")
    assert word in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("thanks/warm.md", b"Hi\nSe\xf1or", "thanks/warm.md:2: not UTF-8"),
        ("thanks/warm.md", "---\ntitle: x\n", "thanks/warm.md:1: the front matter is not closed"),
        ("thanks/warm.md", "---\ntitle: x\n---\n \n", "thanks/warm.md:4: the template is empty"),
        ("thanks/warm.md", "x" * 16_385, "thanks/warm.md: longer than 16,384 bytes"),
        ("thanks/Warm.md", "x", "thanks/Warm.md: a template is named like"),
        ("thanks/warm.txt", "x", "thanks/warm.txt: a template is named like"),
        ("thanks/warm.english.md", "x", "thanks/warm.english.md: english is not a language"),
        ("thank/warm.md", "x", "thank: not a purpose; there are thanks, offer"),
        ("thanks/folder.md/x", "x", "thanks/folder.md: not a file"),
        ("thanks/a\x1b[2Jb.md", "x", "thanks/a␛[2Jb.md: a template is named like"),
    ],
)
def test_a_file_that_cannot_be_used_is_reported_in_one_line(
    tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    put(tmp_path, name, content)
    assert complaint(tmp_path).startswith(said)


def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.md", "secret")
    folder = tmp_path / "messages"
    put(folder, "thanks/warm.md", "Hello.")
    (folder / "thanks" / "other.md").symlink_to(secret)
    library = loaded(folder)
    assert [template.body for template in library.templates] == ["Hello."]
    assert str(library.problems[0]) == (
        "thanks/other.md: a link that leads out of the template folder"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_make_loading_wait(tmp_path: Path) -> None:
    (tmp_path / "thanks").mkdir()
    os.mkfifo(tmp_path / "thanks" / "warm.md")
    assert complaint(tmp_path) == "thanks/warm.md: not a file"


def test_a_template_that_fails_a_check_becomes_a_problem_and_the_others_stay(
    tmp_path: Path,
) -> None:
    put(tmp_path, "thanks/a.md", "A")
    put(tmp_path, "thanks/b.md", "B")

    def check(template: Template) -> list[Problem]:
        return [template.problem(Flaw(1, "no"))] if template.name == "a" else []

    library = loaded(tmp_path).checked(check)
    assert [template.name for template in library.templates] == ["b"]
    assert [str(problem) for problem in library.problems] == ["thanks/a.md:1: no"]


@given(st.text(st.sampled_from("-:\n abtilne,#\x1b\u2028é"), max_size=60))
@settings(max_examples=examples(200), deadline=None)
def test_any_front_matter_is_read_or_refused_at_a_line_of_the_file(text: str) -> None:
    text = f"---\n{text}"
    front = read_front_matter(text)
    lines = text.count("\n") + 1
    assert all(1 <= flaw.line <= lines for flaw in front.flaws)
    assert front.first_line <= lines
    if front.body:
        assert text.split("\n")[front.first_line - 1 :] == front.body.split("\n")


GENTLE = "---\nfollows: thanks, feedback\ngives: recognition\n---\nHello again."


def test_a_follow_up_says_which_openers_it_follows_and_takes_their_purpose(tmp_path: Path) -> None:
    put(tmp_path, "follow-up/gentle.md", GENTLE)
    put(tmp_path, "follow-up/gentle.de.md", GENTLE)
    put(tmp_path, "follow-up/only.md", "---\nfollows: collab\n---\nHello.")
    put(tmp_path, "thanks/gentle.md", "An opener.")
    library = loaded(tmp_path)
    assert library.problems == ()
    assert [t.full_name for t in library.templates] == [
        "thanks/gentle",
        "follow-up/gentle",
        "follow-up/gentle",
        "follow-up/only",
    ]
    (german,) = library.follow_ups(Purpose.FEEDBACK, "de-at")
    assert (german.purpose, german.language, german.gives) == (
        Purpose.FEEDBACK,
        "de",
        Gives.RECOGNITION,
    )
    assert german.kept_name == "follow-up/gentle"
    assert [t.name for t in library.follow_ups(Purpose.COLLAB, "fr")] == ["only"]
    assert library.follow_ups(Purpose.OFFER, "en") == ()


def test_a_follow_up_is_never_taken_for_an_opener(tmp_path: Path) -> None:
    put(tmp_path, "follow-up/gentle.md", GENTLE)
    library = loaded(tmp_path)
    assert library.variants(Purpose.THANKS, "en") == ()
    assert library.find(Purpose.THANKS, "gentle", "en") is None
    assert library.named("follow-up/gentle", "en") is not None


@pytest.mark.parametrize(
    ("file", "front", "reason"),
    [
        ("follow-up/a.md", "title: x", "says of no purpose that it follows it"),
        ("follow-up/a.md", "follows: thank", "follows names no opener: thank; did you mean thanks"),
        ("follow-up/a.md", "follows: answer", "follows names no opener: answer"),
        ("follow-up/a.md", "follows: thanks\npurpose: thanks", "lies in the folder follow-up"),
        ("thanks/a.md", "follows: thanks", "says follows, which is for the folder follow-up"),
        ("thanks/a.md", "gives: nothing", "unknown kind of value nothing"),
    ],
)
def test_a_wrong_follows_or_gives_is_named(
    tmp_path: Path, file: str, front: str, reason: str
) -> None:
    put(tmp_path, file, f"---\n{front}\n---\nHello.")
    assert reason in complaint(tmp_path)
