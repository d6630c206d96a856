"""The shelf: results follow the version, own files are whole and private, previews are honest."""

from __future__ import annotations

import stat
from functools import partial
from pathlib import Path

import pytest

from dm_assistant.domain.model import Purpose, SuppressionReason
from dm_assistant.domain.templates.library import shipped_folder
from dm_assistant.errors import BadInputError
from dm_assistant.services import drafting, life, own_templates, people, previewing, shelf, texts
from dm_assistant.services.own_templates import place_of
from dm_assistant.services.workspace import Workspace
from tests.services import workshop
from tests.workspaces import dump

MINE = "---\nneeds: quote\n---\nHi! You said “{{ quote }}”, thank you for that.\n"


def line(ws: Workspace, name: str, language: str = "en") -> shelf.TemplateLine:
    [found] = [each for each in shelf.listing(ws) if (each.name, each.language) == (name, language)]
    return found


def sent(ws: Workspace, handle: str, template: str) -> None:
    [card] = drafting.make(ws, Purpose.THANKS, names=[handle], template=template).drafts
    assert card.draft is not None
    life.approve(ws, [card.draft.id])
    life.hand_over(ws, card.draft.id)
    life.sent(ws, [card.draft.id])


def test_results_follow_the_version_and_an_edited_file_begins_anew(ws: Workspace) -> None:
    file = own_templates.save(ws, place_of("thanks/mine"), MINE)
    sent(ws, "mia.paints", "mine")
    workshop.wait(ws, hours=2)
    workshop.wrote(ws, "oh that is kind of you")
    first = line(ws, "thanks/mine")
    assert first.figures is not None
    assert (first.figures.reply.k, first.figures.reply.n) == (1, 1)
    assert first.earlier == ()
    own_templates.save(ws, file.place, MINE + "Truly.\n")
    after = line(ws, "thanks/mine")
    assert after.figures is None
    [before] = after.earlier
    assert before.version == first.version
    assert before.figures == first.figures
    assert after.used == first.used == 1
    sent(ws, "zoe_draws", "mine")
    assert line(ws, "thanks/mine").figures is not None
    own_templates.save(ws, file.place, "{{ nmae }}")
    broken = line(ws, "thanks/mine")
    assert broken.version == ""
    assert [len(broken.earlier), broken.used] == [2, 2]
    own_templates.save(ws, file.place, MINE)
    assert line(ws, "thanks/mine").figures == first.figures


def test_the_same_words_in_another_language_are_counted_apart(ws: Workspace) -> None:
    own_templates.save(ws, place_of("thanks/mine"), MINE)
    own_templates.save(ws, place_of("thanks/mine.de"), MINE.replace("Hi", "Hallo"))
    sent(ws, "mia.paints", "mine")
    assert line(ws, "thanks/mine").used == 1
    assert line(ws, "thanks/mine", "de").used == 0
    assert shelf.line(ws, "thanks/mine.de").language == "de"
    assert shelf.line(ws, "thanks/mine").language == "en"
    with pytest.raises(BadInputError, match=r"no template thanks/mine\.fr; it is there in en, de"):
        shelf.line(ws, "thanks/mine.fr")


def test_the_list_can_be_narrowed_to_a_purpose_and_a_language(empty: Workspace) -> None:
    own_templates.save(empty, place_of("thanks/mine.es"), MINE)
    assert {each.purpose for each in shelf.listing(empty, purpose="offer")} == {"offer"}
    assert "thanks/mine" in {each.name for each in shelf.listing(empty, language="es")}
    assert shelf.listing(empty, purpose="offer", language="xx") == ()


def test_an_own_file_is_private_whole_and_in_its_folder(empty: Workspace) -> None:
    file = own_templates.save(empty, place_of("thanks/mine"), MINE)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
    assert file.path.read_text("utf-8") == MINE
    assert [each.name for each in file.path.parent.iterdir()] == ["mine.md"]
    for text in ("a" * 20_000, "half \ud800"):
        workshop.refusal(partial(own_templates.save, empty, file.place, text))
    assert file.path.read_text("utf-8") == MINE


def test_nothing_is_written_through_a_link(empty: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "warm.md").write_text("theirs", "utf-8")
    folder = empty.path / "templates"
    folder.mkdir()
    (folder / "thanks").symlink_to(outside)
    (folder / "offer").mkdir()
    (folder / "offer" / "mine.md").symlink_to(outside / "warm.md")
    for name in ("thanks/warm", "offer/mine"):
        assert "link" in workshop.refusal(partial(own_templates.save, empty, place_of(name), MINE))
        assert "link" in workshop.refusal(partial(own_templates.drop, empty, name))
        assert "link" in workshop.refusal(partial(own_templates.own_file, empty, name))
    assert [each.name for each in outside.iterdir()] == ["warm.md"]
    assert (outside / "warm.md").read_text("utf-8") == "theirs"


def test_a_copy_never_takes_the_place_of_a_file(empty: Workspace) -> None:
    made = own_templates.copy(empty, "offer/mine.es", "thanks/warm")
    assert "purpose:" not in made.path.read_text("utf-8")
    assert texts.library(empty).problems == ()
    assert "already there" in workshop.refusal(
        lambda: own_templates.copy(empty, "offer/mine.es", "thanks/short")
    )
    assert "shipped" in workshop.refusal(
        lambda: own_templates.copy(empty, "thanks/short", "thanks/warm")
    )
    assert "no template" in workshop.refusal(
        lambda: own_templates.copy(empty, "thanks/x", "thanks/none")
    )
    own_templates.save(empty, place_of("thanks/mine.en"), MINE)
    assert "already there" in workshop.refusal(
        lambda: own_templates.copy(empty, "thanks/mine", "thanks/warm")
    )


def test_editing_a_shipped_template_makes_a_copy_only_if_something_changes(
    empty: Workspace,
) -> None:
    path = empty.path / "templates" / "thanks" / "warm.md"
    file = own_templates.own_file(empty, "thanks/warm")
    assert (file.path, file.made) == (path, True)
    assert not own_templates.edit(file, lambda _: None)
    assert not path.exists()

    def fails(_: Path) -> None:
        raise BadInputError("nano ended with an error")

    with pytest.raises(BadInputError):
        own_templates.edit(own_templates.own_file(empty, "thanks/warm"), fails)
    assert not path.exists()
    again = own_templates.own_file(empty, "thanks/warm")

    def breaks(file: Path) -> None:
        file.write_bytes(b"\xff\xfe broken")

    assert own_templates.edit(again, breaks)
    assert path.exists()
    checked = own_templates.checked(empty, again)
    assert not checked.usable
    assert "UTF-8" in str(checked.notes[0])
    assert shelf.line(empty, "thanks/warm").origin == "own over shipped"


def test_what_is_dropped_lies_in_the_bin_and_comes_back(empty: Workspace) -> None:
    own_templates.save(empty, place_of("thanks/warm"), MINE)
    _, kept = own_templates.drop(empty, "thanks/warm")
    assert kept.is_relative_to(empty.path / "bin")
    assert line(empty, "thanks/warm").origin == "shipped"
    own_templates.save(empty, place_of("thanks/warm"), MINE + "Second.")
    assert "there again" in workshop.refusal(lambda: own_templates.restore(empty, "thanks/warm"))
    _, second = own_templates.drop(empty, "thanks/warm")
    assert second != kept
    back = own_templates.restore(empty, "thanks/warm")
    assert back.path.read_text("utf-8").endswith("Second.")
    assert kept.exists()
    assert "stays" in workshop.refusal(lambda: own_templates.drop(empty, "thanks/short"))
    assert "no template" in workshop.refusal(lambda: own_templates.restore(empty, "offer/x"))
    assert (shipped_folder() / "thanks" / "short.md").exists()


def test_text_still_being_written_is_judged_as_a_file_would_be(empty: Workspace) -> None:
    place = place_of("thanks/mine.es")
    assert own_templates.trial(empty, place, MINE).usable
    for text in ("", "{{", "{{ nmae }}", "---\nno end", "\ud800", "x" * 20_000, "\x00"):
        found = own_templates.trial(empty, place, text)
        assert not found.usable
        assert found.notes
    assert not (empty.path / "templates").exists()


def test_a_preview_says_what_fell_away_and_what_only_stands_in(ws: Workspace) -> None:
    before = dump(ws.path / "workspace.db")
    text = "“{{ quote }}”{% if since %} since {{ since }}{% endif %}: {{ idea }}."
    own_templates.save(ws, place_of("collab/mine"), text)
    made = previewing.preview(ws, "collab/mine", "mia.paints")
    assert made.empty == ("since",)
    assert made.stand_ins == ("idea",)
    [receipt] = made.sources
    assert receipt.said.startswith("the colours")
    own = previewing.preview(ws, "collab/mine", "mia.paints", {"idea": "a fog duet"})
    assert own.stand_ins == ()
    assert "a fog duet" in own.text
    assert "did you mean" in workshop.refusal(
        lambda: previewing.preview(ws, "collab/mine", "mia.paints", {"nmae": "x"})
    )
    assert dump(ws.path / "workspace.db") == before


def test_a_question_is_shown_in_a_preview_and_can_be_answered_there(ws: Workspace) -> None:
    text = "“{{ quote }}”: {{ idea or 'which idea?'|ask }}.{% clause %} I bring {{ i_give }}."
    own_templates.save(ws, place_of("collab/mine"), text + "{% endclause %}")
    made = previewing.preview(ws, "collab/mine", "mia.paints")
    assert made.asks == ("which idea?",)
    assert (made.empty, made.stand_ins) == (("i_give",), ())
    assert [each.rule for each in made.findings] == ["unfilled"]
    answer = {"which idea": "a fog duet", "i_give": "paper"}
    whole = previewing.preview(ws, "collab/mine", "mia.paints", answer)
    assert whole.text.endswith("a fog duet. I bring paper.")
    assert (whole.asks, whole.empty, whole.findings) == ((), (), ())
    assert [each.said for each in whole.sources if not each.recorded] == ["i_give", "which idea?"]


def test_a_follow_up_says_what_it_follows_and_its_days_in_its_language(ws: Workspace) -> None:
    found = shelf.line(ws, "follow-up/gentle.es")
    assert (found.gives, found.follows[0], found.counted) == ("recognition", "thanks", False)
    made = previewing.preview(ws, "follow-up/gentle.es", "mia.paints")
    assert "el martes 12 de mayo" in made.text
    assert made.stand_ins == ("sent_day",)


def test_a_template_that_is_there_in_another_language_alone_is_found(ws: Workspace) -> None:
    own_templates.save(ws, place_of("thanks/mine.de"), MINE)
    assert previewing.preview(ws, "thanks/mine", "mia.paints").template.language == "de"
    assert "no template" in workshop.refusal(
        lambda: previewing.preview(ws, "thanks/mine.fr", "mia.paints")
    )


def test_the_findings_of_a_preview_are_the_gates_own(ws: Workspace) -> None:
    own_templates.save(ws, place_of("thanks/mine"), MINE + "You must buy it: bit.ly/x")
    made = previewing.preview(ws, "thanks/mine", "mia.paints")
    rules = {each.rule for each in made.findings}
    assert {"links", "tone"} <= rules
    assert "consent" not in rules
    assert previewing.preview(ws, "thanks/warm", "mia.paints").findings == ()


def test_readers_are_the_best_ranked_of_whom_all_is_known(ws: Workspace) -> None:
    warm = texts.named(ws, "thanks/warm")
    everybody = previewing.readers(ws, warm)
    assert len(everybody) == 3
    own_templates.save(ws, place_of("thanks/long"), "---\nneeds: since, quote\n---\n{{ since }}")
    assert previewing.readers(ws, texts.named(ws, "thanks/long")) == ()
    people.suppress(ws, "mia.paints", SuppressionReason.REFUSED)
    assert len(previewing.readers(ws, warm)) == 2
    workshop.wait(ws, days=70)
    assert len(previewing.readers(ws, texts.named(ws, "thanks/long"))) == 2
