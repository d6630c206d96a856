"""Names of templates, the files they name, and which languages are missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.templates.frontmatter import read_front_matter
from dm_assistant.domain.templates.gaps import LANGUAGES, Gap, gaps, untranslated
from dm_assistant.domain.templates.library import load
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.templates.naming import Name, for_place, name_of
from dm_assistant.domain.templates.samples import samples
from dm_assistant.domain.templates.variables import VARIABLES


def template(folder: Path, file: str, text: str = "Hi {{ quote }}.") -> None:
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("typed", "file", "spoken"),
    [
        ("thanks/warm", "thanks/warm.md", "en"),
        ("thanks/warm.md", "thanks/warm.md", "en"),
        (" offer/after-chat.pt_BR ", "offer/after-chat.pt-br.md", "pt-br"),
        ("follow-up/gentle.es.md", "follow-up/gentle.es.md", "es"),
    ],
)
def test_a_name_says_its_file_and_language(typed: str, file: str, spoken: str) -> None:
    assert name_of(typed).file == file
    assert name_of(typed).spoken == spoken
    assert name_of(str(name_of(typed))) == name_of(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "warm",
        "thanks/",
        "../thanks/warm",
        "thanks/../warm",
        "thanks/a/b",
        "/thanks/warm",
        "thanks/Warm",
        "thanks/warm.e",
        "thanks/warm.es.es",
        "thanks/wa\x1b[2Jrm",
        "hate/warm",
        "thanks/" + "a" * 61,
        "thanks/warm.",
    ],
)
def test_what_is_no_name_is_refused_in_one_line(typed: str) -> None:
    with pytest.raises(ValueError, match=r"named like|language code") as refused:
        name_of(typed)
    assert str(refused.value).isprintable()


@given(st.text(max_size=40))
def test_no_name_leads_out_of_the_folder(typed: str) -> None:
    try:
        file = name_of(f"thanks/{typed}").file
    except ValueError:
        return
    assert Path(file).parent == Path("thanks")
    assert ".." not in Path(file).parts


def test_a_copy_says_nothing_that_contradicts_its_new_place() -> None:
    text = "---\ntitle: A\npurpose: thanks\nlanguage: en\nneeds: quote\n---\nHi {{ quote }}\n"
    moved = for_place(text, Name("offer", "mine", "es"))
    assert moved == "---\ntitle: A\nneeds: quote\n---\nHi {{ quote }}\n"
    assert for_place(text, Name("thanks", "other")) == text
    follows = "---\nfollows: thanks, offer\nneeds: quote\n---\nHi {{ quote }}\n"
    assert for_place(follows, Name("follow-up", "mine")) == follows
    assert "follows" not in for_place(follows, Name("thanks", "mine"))
    assert read_front_matter(moved).body == read_front_matter(text).body
    for odd in ("no front matter", "---\nnever closed", "", "---\n---\n"):
        assert for_place(odd, Name("thanks", "other")) == odd


def test_a_gap_says_what_people_would_get_instead(tmp_path: Path) -> None:
    for file in ("thanks/warm.md", "thanks/warm.es.md", "thanks/soft.es.md", "offer/x.pt.md"):
        template(tmp_path, file)
    found = gaps(load([("own", tmp_path)]).templates, ["pt-br"])
    by_place = {(each.folder, each.language): each for each in found}
    assert by_place["thanks", "es"] == Gap("thanks", "es", 2)
    assert by_place["thanks", "pt-br"] == Gap("thanks", "pt-br", 0, ("soft", "warm"), "en")
    assert by_place["offer", "pt-br"] == Gap("offer", "pt-br", 0, ("x",), "pt")
    assert by_place["offer", "es"] == Gap("offer", "es", 0, ("x",))
    assert {each.language for each in found} == {*LANGUAGES, "pt-br"}
    assert sum(each.count for each in found) == 4
    assert untranslated(found) == {"thanks/soft": ("en",)}


def test_samples_know_all_least_and_the_longest(tmp_path: Path) -> None:
    template(tmp_path, "thanks/warm.md", "---\nneeds: quote\n---\n{{ quote }} {{ name }}")
    [one] = load([("own", tmp_path)]).templates
    assert isinstance(one, Template)
    everything, least, longest = samples(one)
    assert set(everything.values) == set(VARIABLES)
    assert set(least.values) == {"quote", "handle"}
    assert all(len(longest.values[name]) <= each.longest for name, each in VARIABLES.items())
    assert len(longest.values["quote"]) > len(everything.values["quote"])
    assert set(least.sources) == {"quote"}
